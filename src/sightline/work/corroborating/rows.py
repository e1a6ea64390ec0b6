"""Puts the table together: a row for each property, a cell for each statement, agreement, contradiction, counts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from sightline.model.independence import Tie
from sightline.model.schema import Property
from sightline.model.view import Named
from sightline.work.corroborating.compared import Opposed, agreeing, by_property, opposed
from sightline.work.corroborating.counting import Bonds, counted
from sightline.work.corroborating.heard import Ground, Heard, answer_of, in_order, text_of, words_of
from sightline.work.corroborating.parts import parts_over
from sightline.work.corroborating.records import Agreement, Cell, Contradiction, Counted, Row
from sightline.work.corroborating.states import Standing

OURS: Final = frozenset(
    {"title", "summary", "note", "tag", "external_id", "described_in", "release", "tie", "stance", "member"}
)
"""Properties that are about our own work or hold a record together; what sources say stands in all others."""
HIDDEN: Final = {1: "[withheld]", 2: "[erased]"}
Naming = Callable[[bytes], Named | None]


def rows_of(
    ground: Ground,
    heard: Sequence[Heard],
    standing: Mapping[int, Standing],
    bonds: Bonds,
    *,
    name: Naming,
    order: Sequence[str] = (),
) -> tuple[Row, ...]:
    """Put the rows of one incident together.

    Parameters
    ----------
    standing : mapping
        What :func:`states_of` found.
    name : callable
        Names an entity by its id.
    order : sequence of str
        The properties in the order in which they are shown; others follow by name.
    """
    force = bonds.in_force()
    places = {prop: at for at, prop in enumerate(order)}
    found = by_property([one for one in heard if one.one.property not in OURS])
    rows = []
    for prop in sorted(found, key=lambda p: (places.get(p, len(places)), p)):
        mine = in_order(found[prop])
        declared = ground.properties.get(prop)
        cells = tuple(cell_of(ground, declared, one, standing[one.one.n], name) for one in mine)
        live = [one for one, cell in zip(mine, cells, strict=True) if _speaks(cell)]
        agreed = [one for one, cell in zip(mine, cells, strict=True) if cell.counts]
        against = opposed(ground, prop, live)
        over = parts_over(ground, prop, live) if declared is not None and declared.type == "range" else ()
        voiced = [one for one in live if ground.voice(one.one) is not None]
        rows.append(
            Row(
                property=prop,
                label=prop if declared is None else declared.label,
                type="text" if declared is None else declared.type,
                one_only=ground.one_only(prop),
                cells=cells,
                agreements=_agreements(ground, prop, agreed, bonds, force),
                contradictions=(*(contradiction(ground, one, name) for one in against.pairs), *over),
                counted=_count(ground, voiced, bonds, force),
                not_compared=against.answers_left,
                not_listed=against.pairs_left,
            )
        )
    return tuple(rows)


def _speaks(cell: Cell) -> bool:
    """Tell whether a cell takes part in contradictions: it stands, readable, denials and our own answers too."""
    gone = {"retracted", "superseded", "rejected", "refuted"}
    return not cell.withheld and cell.rank != "deprecated" and not gone & set(cell.states)


def _count(ground: Ground, heard: Iterable[Heard], bonds: Bonds, force: Sequence[Tie]) -> Counted:
    voices = {
        ground.head(source) for one in heard for source in (one.one.source, one.one.via) if source is not None
    }
    return counted(voices, bonds, force=force)


def _agreements(
    ground: Ground, prop: str, heard: Sequence[Heard], bonds: Bonds, force: Sequence[Tie]
) -> tuple[Agreement, ...]:
    return tuple(
        Agreement(
            text=group.text,
            statements=tuple(one.one.id.hex() for one in group.heard),
            counted=_count(ground, group.heard, bonds, force),
            hedged=sum(one.one.hedged for one in group.heard),
        )
        for group in agreeing(ground, prop, heard)
    )


def contradiction(ground: Ground, pair: Opposed, name: Naming) -> Contradiction:
    """Tell of two statements why they cannot stand beside each other."""
    sure = pair.met.meeting.value == "apart"
    todo = ""
    two = [answer_of(ground, one.one).entity for one in (pair.one, pair.other)]
    if not sure:
        codes = " ".join("CODE" if e is None or (n := name(e)) is None else n.code for e in two)
        todo = f"sightline judge different {codes}" if None not in two else "say how well each is known"
    return Contradiction(pair.one.one.id.hex(), pair.other.one.id.hex(), pair.met.why, sure, todo)


def cell_of(
    ground: Ground, declared: Property | None, heard: Heard, standing: Standing, name: Naming
) -> Cell:
    """Write one statement as a cell; of a withheld one only that it is there."""
    one = heard.one
    text = HIDDEN.get(one.hidden) or text_of(ground, declared, one)
    said = one.said if one.said is not None else one.said_default
    return Cell(
        statement=one.id.hex(),
        prop=one.property,
        value=None if one.hidden else one.value,
        text=text,
        words="" if one.hidden else words_of(one),
        source=None if one.source is None else name(one.source),
        via=None if one.via is None else name(one.via),
        voice=ground.voice(one),
        evidence=one.evidence,
        lang=one.lang,
        negated=one.negated,
        hedged=one.hedged,
        origin=one.origin,
        rank=one.rank,
        note="" if one.hidden else one.note or "",
        valid=one.valid,
        said=said,
        said_is_default=one.said is None and said is not None,
        held=heard.held,
        said_by=heard.said,
        state=standing.ordered[0],
        states=standing.ordered,
        why=standing.why,
        by=tuple(identifier.hex() for identifier in standing.by),
        conditions=() if one.hidden else _conditions(ground, declared, heard),
        withheld=bool(one.hidden),
    )


def _conditions(ground: Ground, declared: Property | None, heard: Heard) -> tuple[tuple[str, str], ...]:
    qualifiers = {} if declared is None else declared.qualifiers
    return tuple(
        (
            qualifiers[name].label if name in qualifiers else name.replace("_", " ").capitalize(),
            ground.text(qualifiers.get(name), value),
        )
        for name, value in heard.one.qualifiers.items()
    )
