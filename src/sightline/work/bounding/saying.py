"""Reasons that statements give: when something happened or was recorded, and what shows or reports what."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from sightline.model.span import Shape, Span
from sightline.model.time import read
from sightline.model.view import Named, Statement
from sightline.store.read import names_of, statements_of
from sightline.work.bounding.reasons import (
    Gathering,
    apart_by,
    begin,
    begun_by,
    during,
    end,
    ended_after,
    not_after,
    not_before,
    stretches,
)
from sightline.work.locating.blind import kept_from
from sightline.work.matching.dated import postings_of

ORDERED: Final = ("before", "after")
TIES: Final = ("shows", "reports", "copy_of", "repost_of", *ORDERED)
MEMBER: Final = "member"
PART: Final = "part_of"
WITHIN: Final = (MEMBER, PART)
"""Properties by which an incident lies within another or within an aggregate."""
KEPT_BY: Final = "chrono.bounds"
"""Method of what was worked out from the reasons themselves: it is none."""
SAYS: Final = " says that "
_ARGUED: Final = ("not_before", "not_after", "interval", "answer")
_SHORT: Final = 12
_WHEN: Final = {"occurred": "happened", "recorded_at": "was recorded", "claimed_time": "shows something of"}


def say_dates(
    gathering: Gathering,
    connection: Connection,
    things: Mapping[bytes, Named],
    *,
    zone: str | None,
    moving: Collection[str] = (),
) -> None:
    """Take in what statements say of when things were, and when items were public.

    :param zone: of the case, for dates written without one; None widens them by what zones can differ
    :param moving: codes of items of which it is known how long they run
    """
    items = [one for one, named in things.items() if named.kind in ("Item", "Post")]
    for item, posting in sorted(
        postings_of(connection, items).items(), key=lambda pair: things[pair[0]].code
    ):
        code = things[item].code
        words = (
            f"{code} was in hand on {posting.text}"
            if posting.by_capture
            else f"{code} was posted {posting.text}"
        )
        gathering.because(words, not_after(code, posting.latest_ms))
    said = statements_of(connection, sorted(things))
    names = names_of(connection, {one.source for one in said if one.source is not None})
    for one in said:
        if one.property not in _WHEN or not _stands(one) or not isinstance(one.value, str):
            continue
        code = things[one.entity].code
        _say_date(gathering, one, code, names, zone, runs=code in moving)


def _say_date(
    gathering: Gathering,
    one: Statement,
    code: str,
    names: Mapping[bytes, Named],
    zone: str | None,
    *,
    runs: bool,
) -> None:
    span = read(str(one.value), zone=zone)
    source = None if one.source is None else names.get(one.source)
    who = "" if source is None else f"{source.title}{SAYS}"
    words = f"{who}{code} {_WHEN[one.property]} {one.value}"
    unsure = span.approximate or span.uncertain
    weak = one.hedged or unsure or one.property == "claimed_time"
    limits = during(code, stretches(span))
    a_moment = one.property == "recorded_at" and runs and span.shape is Shape.DATE
    if one.property == "claimed_time" or a_moment:
        # the item must run at some moment of what it is said to show; and one clock reads one moment of a film
        limits = (begun_by(code, span.end_latest), ended_after(code, span.begin_earliest))
    cite = one.id.hex()[:_SHORT]
    gathering.because(words, *limits, weak=weak, cite=cite, by=source)
    said = one.said_span() if one.property == "occurred" else None
    if said is not None and said.end_latest is not None:
        told = f"{who or 'it was said that '}{code} happened, and said so {one.said or one.said_default}"
        gathering.because(told, begun_by(code, said.end_latest), weak=True, cite=cite, by=source)


def say_ties(gathering: Gathering, connection: Connection, things: Mapping[bytes, Named]) -> None:
    """Take in which item shows or reports which incident, which item repeats which, and what is part of what."""
    for one in statements_of(connection, sorted(things)):
        if one.property not in (*TIES, *WITHIN) or not _stands(one):
            continue
        if one.target is None or one.target not in things or things[one.entity] == things[one.target]:
            continue
        item, other = things[one.entity].code, things[one.target].code
        cite = one.id.hex()[:_SHORT]
        if one.property == "shows" and things[one.target].kind in ("Incident", "Aggregate"):
            gathering.because(
                f"{item} shows {other}",
                apart_by(begin(item), end(other), 0, None),
                apart_by(begin(other), end(item), 0, None),
                weak=one.hedged,
                cite=cite,
            )
        elif one.property == "reports":
            gathering.because(
                f"{item} reports {other}",
                apart_by(begin(other), end(item), 0, None),
                weak=one.hedged,
                cite=cite,
            )
        elif one.property in ("copy_of", "repost_of"):
            gathering.because(
                f"{item} is a copy of {other}, so both were recorded at once",
                apart_by(begin(other), end(item), 0, None),
                apart_by(begin(item), end(other), 0, None),
                weak=one.hedged,
                cite=cite,
            )
        elif one.property in WITHIN:
            part, whole = (other, item) if one.property == MEMBER else (item, other)
            gathering.because(
                f"{part} is part of {whole}",
                apart_by(begin(whole), begin(part), 0, None),
                apart_by(end(part), end(whole), 0, None),
                weak=one.hedged,
                cite=cite,
            )
        elif one.property in ORDERED:
            _say_order(gathering, one, item, other, cite)


def _say_order(gathering: Gathering, one: Statement, code: str, other: str, cite: str) -> None:
    """Take in that one thing was over before another began, and how far apart they were."""
    first, second = (code, other) if one.property == "before" else (other, code)
    least, most = (_seconds(one.qualifiers.get(name)) for name in ("at_least_s", "at_most_s"))
    basis = one.qualifiers.get("basis") or one.note
    apart = "".join(
        f", {name} {number} s"
        for name, number in (("at least", least), ("at most", most))
        if number is not None
    )
    gathering.because(
        f"{code} was {one.property} {other}{apart}{f': {basis}' if basis else ''}",
        apart_by(
            end(first),
            begin(second),
            0 if least is None else least * 1000,
            None if most is None else most * 1000,
        ),
        weak=one.hedged,
        cite=cite,
    )


def _seconds(value: object) -> int | None:
    """Read a number of seconds; what is none limits nothing."""
    try:
        number = int(str(value))
    except ValueError:
        return None
    return number if number >= 0 else None


def say_analyses(
    gathering: Gathering,
    connection: Connection,
    things: Mapping[bytes, Named],
    mentions: list[Statement],
    by: str,
    *,
    zone: str | None,
) -> None:
    """Take in the bounds that people argued; what is kept from whoever looks a second time stays so."""
    kept = kept_from(connection, by)
    about = {
        one.entity: one.target
        for one in mentions
        if one.property == "of" and _stands(one) and one.target is not None
    }
    names = names_of(connection, about)
    for analysis, thing in sorted(about.items()):
        if names[analysis].kind != "Chronolocation" or analysis in kept or thing not in things:
            continue
        said = [
            one
            for one in statements_of(connection, [analysis])
            if one.property in _ARGUED and _stands(one) and isinstance(one.value, str)
        ]
        own = [one for one in said if not _method(one).startswith(KEPT_BY)]
        if len(own) < len(said):
            code = names[analysis].code
            gathering.notes.append(f"what {code} keeps from an answer like this one is no reason of its own")
            own = [one for one in own if one.property != "answer"]
        _say_analysis(gathering, own, things[thing].code, names[analysis].code, zone)


def _say_analysis(
    gathering: Gathering, said: Sequence[Statement], code: str, analysis: str, zone: str | None
) -> None:
    """Take in one analysis: its bounds, the intervals kept of each method as one of several, or only its answer."""
    kept: dict[str, list[Statement]] = {}
    for one in said:
        if one.property in ("not_before", "not_after"):
            span = read(str(one.value), zone=zone)
            limit = not_before(code, span.begin_earliest)
            if one.property == "not_after":
                limit = not_after(code, span.end_latest)
            words = f"{analysis}: {code} {one.property.replace('_', ' ')} {one.value}{_because(one)}"
            gathering.because(words, limit, weak=_unsure(one, span), cite=one.id.hex()[:_SHORT])
        elif one.property == "interval" and one.qualifiers.get("verdict") not in ("open", "rejected"):
            kept.setdefault(_method(one), []).append(one)
    for several in kept.values():
        _say_interval(gathering, several, f"{analysis}: {code}", code, zone)
    if not any(one.property != "answer" for one in said):
        for one in said[-1:]:
            _say_interval(gathering, [one], f"{analysis}: {code}, its answer", code, zone)


def _say_interval(
    gathering: Gathering, several: Sequence[Statement], words: str, code: str, zone: str | None
) -> None:
    """Take in times of which one holds: a shadow fits a morning and an afternoon."""
    spans = [read(str(one.value), zone=zone) for one in several]
    when = " or ".join(f"interval {one.value}" for one in several)
    gathering.because(
        f"{words} {when}{_because(several[0])}",
        *during(code, [stretch for span in spans for stretch in stretches(span)]),
        weak=any(_unsure(one, span) for one, span in zip(several, spans, strict=True)),
        cite=several[0].id.hex()[:_SHORT],
    )


def _method(one: Statement) -> str:
    return str(one.qualifiers.get("method") or "")


def _because(one: Statement) -> str:
    """Tell by what method, and why."""
    basis = one.qualifiers.get("basis") or one.note
    method = f", by {_method(one)}" if _method(one) else ""
    return f"{method}{f': {basis}' if basis else ''}"


def _unsure(one: Statement, span: Span) -> bool:
    return one.hedged or span.approximate or span.uncertain


def _stands(one: Statement) -> bool:
    return one.closed is None and not one.negated and one.hidden == 0 and one.rank != "deprecated"
