"""Decisions of people as they may be shown: each on the page of what it is about, undone ones too."""

from collections import defaultdict

from sightline.model.shown import ShownJudgement
from sightline.work.disclosing.held import Acted, Held, Judged
from sightline.work.disclosing.media import originals
from sightline.work.disclosing.statements import Showing
from sightline.work.disclosing.words import day_text, link, property_label, property_of, said_text


def judgements_shown(showing: Showing) -> dict[bytes, tuple[ShownJudgement, ...]]:
    """Give the judgements by the entity whose page they stand on."""
    held = showing.held
    statements = {said.one.id: said.one for every in held.said.values() for said in every}
    findings = {found.id: found for every in held.findings.values() for found in every}
    having: dict[bytes, list[bytes]] = defaultdict(list)
    for head, members in showing.members.items():
        for sha256 in originals(held, members):
            having[sha256].append(head)
    out: dict[bytes, list[ShownJudgement]] = defaultdict(list)
    for judged in held.judgements:
        on = judged.on[0]
        if on in statements:
            one = statements[on]
            label = property_label(held, one.entity, one.property)
            text = "" if one.hidden else said_text(held, property_of(held, one.entity, one.property), one)
            out[held.head(one.entity)].append(_shown(showing, judged, f"{label}: {text}" if text else label))
        elif on in findings:
            for head in having.get(findings[on].input, ()):
                out[head].append(_shown(showing, judged, f"finding of {findings[on].measure}"))
        elif on in held.entities:
            out[held.head(on)].append(_shown(showing, judged, "this record"))
    for judged in held.identities:
        for mine, other in (judged.on, judged.on[::-1]):
            if mine in held.entities and other in held.entities:
                out[held.head(mine)].append(_identity(showing, judged, mine, other))
    return {head: tuple(dict.fromkeys(every)) for head, every in out.items()}


def _identity(showing: Showing, judged: Judged, mine: bytes, other: bytes) -> ShownJudgement:
    held = showing.held
    about = {
        "same": f"{held.entities[mine].code} and {held.entities[other].code} are one",
        "different": f"{held.entities[mine].code} and {held.entities[other].code} are two, whatever looks alike",
    }.get(judged.verdict, f"whether {held.entities[mine].code} and {held.entities[other].code} are one")
    named = held.entities[other]
    shown = _shown(showing, judged, about)
    others = () if held.head(mine) == held.head(other) else (link(held, other),)
    return ShownJudgement(
        shown.verdict,
        f"{about} ({named.title})",
        shown.reason,
        shown.by,
        shown.at,
        shown.at_ms,
        shown.undone,
        others,
    )


def _shown(showing: Showing, judged: Judged, about: str) -> ShownJudgement:
    if not showing.internal:
        undone = "" if judged.undone is None else f"undone on {day_text(judged.undone.at)}"
        return ShownJudgement(
            judged.verdict, about, at=day_text(judged.act.at), at_ms=judged.act.at, undone=undone
        )
    return ShownJudgement(
        judged.verdict,
        about,
        judged.act.reason,
        judged.act.by,
        day_text(judged.act.at),
        judged.act.at,
        "" if judged.undone is None else _undone(judged.undone),
    )


def _undone(act: Acted) -> str:
    told = f"undone on {day_text(act.at)}" + (f" by {act.by}" if act.by else "")
    return told + (f": {act.reason}" if act.reason else "")


def unapplied(held: Held) -> list[Judged]:
    """List each "same" that a "different" keeps from being applied."""
    return [
        j
        for j in held.identities
        if j.verdict == "same" and j.undone is None and held.head(j.on[0]) != held.head(j.on[1])
    ]
