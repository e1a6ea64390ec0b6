"""Gathers by place what stands of what every source says there.

There are tens of thousands of rows and most say nothing that another one touches: they stay plain rows, weighed by the
database, until it is known that they stand.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from attrs import evolve, frozen
from sqlalchemy import Connection

from sightline.model.held_limits import AREA, NEGATED
from sightline.model.held_picture import ANSWERS, LAST, OVER, PICTURE, Row, standing
from sightline.store.relations import UNSETTLED, any_merged, canonical_of, territory
from sightline.store.relations_found import Asked, found_of
from sightline.work.controlling.gone import Ended, Gone, gone_of
from sightline.work.controlling.records import ROLES, Holding

_place_of: Final = itemgetter(1)


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
    ended: Ended
    """Holders that were no longer a thing of their own by then; their statements are among the superseded."""


def settled(connection: Connection, asked: Asked, places: Sequence[bytes] | None) -> list[Row]:
    """Read who is said to hold what, weighing the rows that their numbers do not settle by their texts."""
    out: list[Row] = []
    for rows in territory(connection, asked, places):
        again = [row[0] for row in rows if row[9] == UNSETTLED]
        if again:
            found = found_of(connection, again, asked)
            weights = {n: ANSWERS.index(found[n].held) if n in found else OVER for n in again}
            out += [(*row[:9], weights.get(row[0], row[9]), row[10]) for row in rows]
        else:
            out += rows
    return out


def gathered(
    connection: Connection, rows: Sequence[Row], asked: Asked
) -> tuple[Gathered, dict[bytes, bytes]]:
    """Gather by place what stands, with the canonical entities of those that were judged the same."""
    every, ends, canonical = rows, set[bytes](), dict[bytes, bytes]()
    if any_merged(connection):
        ends = {one for row in every for one in (row[1], row[2], row[4]) if one is not None}
        canonical = canonical_of(connection, ends, known=asked.known)
        every = _side_by_side(every, canonical)
    found = _gathered(every, gone_of(connection, {row[2] for row in every if row[9] == LAST}, asked))
    return evolve(found, ends=found.ends | ends), canonical


def _gathered(rows: Sequence[Row], gone: Gone) -> Gathered:
    told: dict[bytes, Told] = {}
    ended: dict[bytes, tuple[str, ...]] = {}
    for place, mine in groupby(rows, _place_of):
        pictures: dict[tuple[bytes | None, int], list[Row]] = {}
        for row in mine:
            key = (row[4], PICTURE.get(row[3], 3))
            if key in pictures:
                pictures[key].append(row)
            else:
                pictures[key] = [row]
        told[place] = _told(pictures, gone, ended)
    sources = {row[4] for row in rows}
    ends = {row[2] for row in rows} | told.keys() | {one for one in sources if one is not None}
    return Gathered(told, ends, [row for row in rows if row[8] & AREA], ended)


def _side_by_side(rows: Sequence[Row], canonical: Mapping[bytes, bytes]) -> list[Row]:
    """Put the canonical entities into rows, and the rows of two records of one place beside each other."""
    out: dict[bytes, list[Row]] = {}
    for row in rows:
        place = canonical.get(row[1], row[1])
        source = None if row[4] is None else canonical.get(row[4], row[4])
        head = canonical.get(row[2], row[2])
        out.setdefault(place, []).append((row[0], place, head, row[3], source, *row[5:]))
    return [row for mine in out.values() for row in mine]


def _told(
    pictures: Mapping[tuple[bytes | None, int], Sequence[Row]],
    gone: Gone,
    ended: dict[bytes, tuple[str, ...]],
) -> Told:
    holdings, superseded, over = list[Holding](), list[bytes](), list[bytes]()
    firm: dict[bytes, list[bytes | None]] = {}
    mixed = False
    for (source, _), mine in pictures.items():
        stands: Sequence[Row] = mine
        if len(mine) > 1 or mine[0][9] == OVER:  # most are one that stands
            stands, replaced = standing(mine)
            superseded += [row[10] for row in replaced]
        for n, _, actor, prop, _, attested, _, _, marks, weight, identifier in stands:
            negated = marks & NEGATED
            if weight == LAST and actor in gone and not negated:
                sure, statements = gone[actor]
                if sure[-1] >= attested:
                    ended[identifier] = statements[bisect_left(sure, attested) :]
                    over.append(identifier)
                    continue
            role = ROLES.get(prop, prop)
            holdings.append(Holding(n, identifier, actor, role, source, ANSWERS[weight], marks, attested))
            if negated or role == "contests":
                mixed = True
            elif role == "controls":
                if actor not in firm:
                    firm[actor] = [source]
                elif source not in firm[actor]:
                    firm[actor].append(source)
    return Told(tuple(holdings), (*superseded, *over), firm, mixed)
