"""Gathers by place what stands of what every source says there.

There are tens of thousands of rows and most say nothing that another one touches: they stay plain rows, weighed by the
database, until it is known that they stand.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen
from sqlalchemy import Connection

from sightline.model.held_limits import AREA, NEGATED
from sightline.model.held_picture import ANSWERS, OVER, PICTURE, Row, standing
from sightline.store.relations import UNSETTLED, any_merged, canonical_of, territory
from sightline.store.relations_found import Asked, found_of
from sightline.work.controlling.records import ROLES, Holding


@frozen(slots=True)
class Told:
    """What stands of one place, and the ids of what does not."""

    holdings: tuple[Holding, ...]
    superseded: tuple[bytes, ...]
    firm: Mapping[bytes, Sequence[bytes | None]]
    """Who is said to control it, and by which sources."""
    mixed: bool
    """Whether somebody denies something or says that it is contested."""


@frozen(slots=True)
class Gathered:
    """What is told of all places, which entities that names, and the rows that have an area."""

    told: Mapping[bytes, Told]
    ends: set[bytes]
    areas: Sequence[Row]


def settled(connection: Connection, asked: Asked, places: Sequence[bytes] | None) -> Iterator[Row]:
    """Read who is said to hold what, weighing the rows that their numbers do not settle by their texts."""
    for rows in territory(connection, asked, places):
        again = [row[0] for row in rows if row[9] == UNSETTLED]
        if again:
            found = found_of(connection, again, asked)
            weights = {n: ANSWERS.index(found[n].held) if n in found else OVER for n in again}
            yield from ((*row[:9], weights.get(row[0], row[9]), row[10]) for row in rows)
        else:
            yield from rows


def gathered(
    connection: Connection, rows: Iterable[Row], asked: Asked
) -> tuple[Gathered, dict[bytes, bytes]]:
    """Gather by place what stands, with the canonical entities of those that were judged the same."""
    if not any_merged(connection):
        return _gathered(rows), {}
    every = list(rows)
    raw = _gathered(every)
    canonical = canonical_of(connection, raw.ends, known=asked.known)
    merged = _gathered(_side_by_side(every, canonical))
    return Gathered(merged.told, raw.ends | merged.ends, merged.areas), canonical


def _gathered(rows: Iterable[Row]) -> Gathered:
    told: dict[bytes, Told] = {}
    ends, sources, areas = set[bytes](), set[bytes | None](), list[Row]()
    pictures: dict[tuple[bytes | None, int], list[Row]] = {}
    here = None
    for row in rows:
        if row[1] != here:
            if here is not None:
                told[here] = _told(pictures)
                sources.update([source for source, _ in pictures])
                pictures = {}
            here = row[1]
        ends.add(row[2])
        if row[8] & AREA:
            areas.append(row)
        key = (row[4], PICTURE.get(row[3], 3))
        mine = pictures.get(key)
        if mine is None:
            pictures[key] = [row]
        else:
            mine.append(row)
    if here is not None:
        told[here] = _told(pictures)
        sources.update([source for source, _ in pictures])
    ends |= told.keys()
    return Gathered(told, ends | {one for one in sources if one is not None}, areas)


def _side_by_side(rows: Sequence[Row], canonical: Mapping[bytes, bytes]) -> list[Row]:
    """Put the canonical entities into rows, and the rows of two records of one place beside each other."""
    out: dict[bytes, list[Row]] = {}
    for row in rows:
        place = canonical.get(row[1], row[1])
        source = None if row[4] is None else canonical.get(row[4], row[4])
        head = canonical.get(row[2], row[2])
        out.setdefault(place, []).append((row[0], place, head, row[3], source, *row[5:]))
    return [row for mine in out.values() for row in mine]


def _told(pictures: Mapping[tuple[bytes | None, int], Sequence[Row]]) -> Told:
    holdings, superseded = list[Holding](), list[bytes]()
    firm: dict[bytes, list[bytes | None]] = {}
    mixed = False
    for (source, _), mine in pictures.items():
        stands: Sequence[Row] = mine
        if len(mine) > 1 or mine[0][9] == OVER:  # most are one that stands
            stands, gone = standing(mine)
            superseded += [row[10] for row in gone]
        for row in stands:
            actor, marks = row[2], row[8]
            role = ROLES.get(row[3], row[3])
            holdings.append(Holding(row[0], row[10], actor, role, source, ANSWERS[row[9]], marks, row[5]))
            if marks & NEGATED or role == "contests":
                mixed = True
            elif role == "controls":
                if actor not in firm:
                    firm[actor] = [source]
                elif source not in firm[actor]:
                    firm[actor].append(source)
    return Told(tuple(holdings), tuple(superseded), firm, mixed)
