"""Compare what is seen: a matrix of features against incidents, what else looks alike, and markings as they are read.

\b
sightline features                     the matrix
sightline features INC-3               what else shows the same, the most distinctive features first
sightline features --marking "CL2"     where a marking stands, letters that are taken for each other tolerated

Record what is seen with: sightline say ITM-3 seen "three tail fins" --evidence ITM-3@0:41 -q trait=three_tail_fins
"""

from functools import partial
from typing import Annotated

import typer

from sightline.cli.asking import Asked, asking
from sightline.cli.out import flat, line
from sightline.cli.out import width as columns
from sightline.core.errors import WrongUse
from sightline.model.values import media_time_ms
from sightline.work.features import METHOD, VERSION, Features, Marked, Markings, features, markings
from sightline.work.featuring.observed import Observation

WIDEST = 12
"""Columns of a printed matrix; beyond that it is told as a list."""


@asking
def verb(
    asked: Asked,
    code: Annotated[
        str | None, typer.Argument(help="An incident, an artefact or an item.", metavar="[CODE]")
    ] = None,
    marking: Annotated[
        str | None, typer.Option("--marking", help="Find this marking or serial number.", metavar="TEXT")
    ] = None,
) -> None:
    """Compare what is seen."""
    if marking is not None and code is not None:
        raise WrongUse("takes a code or --marking", item="features", todo="leave one of them out")
    with asked.case() as case:
        if marking is not None:
            hits = markings(case, marking, times=asked.times)
            asked.answer(hits, "markings", partial(_markings, marking), partial(_print_marked, marking))
            return
        found = features(case, code, times=asked.times)
    asked.answer(found, "features", _document, _print_matrix if code is None else _print_alike)


def _print_marked(marking: str, hits: Markings) -> None:
    if not hits.marked:
        line(f"{marking} stands nowhere, and nothing that could be read for it")
    for one in hits.marked:
        sure = "as asked" if one.found.cost == 0 else f"read {one.found.read!r}, off by {one.found.cost:g}"
        where = f"statement {one.statement[:12]}" if one.statement else f"text, character {one.found.start}"
        line(f"{one.where.code:8} {flat(one.where.title)}: {sure}")
        line(f"         {where}: {flat(one.text)}")
    if hits.left_out:
        line(f"{hits.left_out} more are left out, none nearer to what was asked; more letters find fewer")


def _print_matrix(found: Features) -> None:
    table = found.matrix
    if table.features and len(table.places) <= WIDEST:
        codes = [found.names[place].code for place in table.places]
        labels = {feature: flat(found.labels[feature])[:44] for feature in table.features}
        width = max(columns(label) for label in labels.values())
        line(f"{'':{width}}  bits  " + "  ".join(codes))
        for feature in table.features:
            cells = [
                _mark(found, feature, place).ljust(len(c))
                for place, c in zip(table.places, codes, strict=True)
            ]
            line(
                f"{labels[feature]}{' ' * (width - columns(labels[feature]))}  {table.weights[feature]:4.1f}  "
                + "  ".join(cells).rstrip()
            )
        line()
        for place in table.places:
            line(f"{found.names[place].code:8} {flat(found.names[place].title)}")
        line("x seen, (x) hedged, no: somebody says it is not there")
    else:
        for feature in table.features:
            shown = [found.names[p].code for p in table.places if table.cell(feature, p).seen]
            line(f"{table.weights[feature]:4.1f}  {found.labels[feature]}: {', '.join(shown)}")
    line(found.why)


def _mark(found: Features, feature: str, place: bytes) -> str:
    cell = found.matrix.cell(feature, place)
    if cell.seen:
        return "x" if cell.strength == 1.0 else "(x)"
    return "no" if cell.denied else ""


def _print_alike(found: Features) -> None:
    if found.subject is not None:
        line(f"{found.subject.code}  {flat(found.subject.title)}")
    for rank, one in enumerate(found.alike, start=1):
        name = found.names[one.place]
        line(
            f"{rank}. {name.code} {flat(name.title)}: {one.score:.1f} bits, {one.share:.0%} of what either shows"
        )
        if one.shared:
            line(f"   both: {'; '.join(found.labels[f] for f in one.shared)}")
        if one.against:
            line(f"   against: {'; '.join(found.labels[f] for f in one.against)}")
        if one.same_footage:
            line(
                f"   in the same footage, not counted: {'; '.join(found.labels[f] for f in one.same_footage)}"
            )
    line(found.why)


def _document(found: Features) -> dict[str, object]:
    table = found.matrix
    return {
        "why": found.why,
        "method": METHOD,
        "version": VERSION,
        "places": [{"code": found.names[p].code, "title": found.names[p].title} for p in table.places],
        "features": [
            {
                "feature": feature,
                "label": found.labels[feature],
                "bits": round(table.weights[feature], 3),
                "seen": [
                    _seen(found, one, place)
                    for one in found.observations
                    if feature in one.features
                    for place in one.places
                ],
            }
            for feature in table.features
        ],
        "subject": None if found.subject is None else found.subject.code,
        "alike": [
            {
                "code": found.names[one.place].code,
                "title": found.names[one.place].title,
                "bits": round(one.score, 3),
                "share": round(one.share, 3),
                "both": [found.labels[f] for f in one.shared],
                "against": [found.labels[f] for f in one.against],
                "same_footage": [found.labels[f] for f in one.same_footage],
            }
            for one in found.alike
        ],
    }


def _seen(found: Features, one: Observation, place: bytes) -> dict[str, object]:
    said = one.statement
    return {
        "place": found.names[place].code,
        "of": found.names[said.entity].code,
        "item": None if one.item is None else found.names[one.item].code,
        "at_ms": media_time_ms(one.at_ms),
        "region": one.region or None,
        "text": said.value,
        "polarity": "negated" if said.negated else "affirmed",
        "certainty": "hedged" if said.hedged else "asserted",
        "source": None if said.source is None else found.names[said.source].title,
        "statement": said.id.hex(),
    }


def _markings(marking: str, hits: Markings) -> dict[str, object]:
    return {
        "marking": marking,
        "found": [_marked(one) for one in hits.marked],
        "left_out": hits.left_out,
    }


def _marked(one: Marked) -> dict[str, object]:
    return {
        "code": one.where.code,
        "title": one.where.title,
        "read": one.found.read,
        "cost": one.found.cost,
        "start": one.found.start,
        "end": one.found.end,
        "text": one.text,
        "statement": one.statement or None,
        "layer": one.layer or None,
    }
