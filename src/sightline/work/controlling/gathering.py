"""Gathers by place what stands of what every source says there.

There are tens of thousands of rows and most say nothing that another one touches: they stay plain rows, weighed by the
database, until it is known that they stand.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen
from sqlalchemy import Connection

from sightline.model.held_limits import NEGATED
from sightline.store.relations import UNSETTLED
from sightline.store.relations_found import Asked, found_of
from sightline.work.controlling.records import ROLES, Holding
from sightline.work.controlling.standing import ANSWERS, OVER, PICTURE, Row, standing


@frozen(slots=True)
class Told:
    """What stands of one place, and the ids of what does not."""

    holdings: tuple[Holding, ...]
    superseded: tuple[bytes, ...]
    firm: Mapping[bytes, Sequence[bytes | None]]
    """Who is said to control it, and by which sources."""
    mixed: bool
    """Whether somebody denies something or says that it is contested."""


def settled(connection: Connection, rows: Sequence[Row], asked: Asked) -> Sequence[Row]:
    """Weigh the rows that their numbers do not settle by their texts."""
    again = [row[0] for row in rows if row[9] == UNSETTLED]
    if not again:
        return rows
    found = found_of(connection, again, asked)
    weights = {n: ANSWERS.index(found[n].held) if n in found else OVER for n in again}
    return [(*row[:9], weights[row[0]], row[10]) if row[9] == UNSETTLED else row for row in rows]


def gathered(rows: Sequence[Row], canonical: Mapping[bytes, bytes]) -> dict[bytes, Told]:
    """Gather by place what each source says in each picture, and keep what stands."""
    if canonical:
        rows = _side_by_side(rows, canonical)
    out: dict[bytes, Told] = {}
    pictures: dict[tuple[bytes | None, int], list[Row]] = {}
    here = None
    for row in rows:
        if row[1] != here:
            if here is not None:
                out[here] = _told(pictures)
                pictures = {}
            here = row[1]
        key = (row[4], PICTURE.get(row[3], 3))
        mine = pictures.get(key)
        if mine is None:
            pictures[key] = [row]
        else:
            mine.append(row)
    if here is not None:
        out[here] = _told(pictures)
    return out


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
            holdings.append(Holding(row[0], row[10], actor, role, source, ANSWERS[row[9]], marks))
            if marks & NEGATED or role == "contests":
                mixed = True
            elif role == "controls":
                if actor not in firm:
                    firm[actor] = [source]
                elif source not in firm[actor]:
                    firm[actor].append(source)
    return Told(tuple(holdings), tuple(superseded), firm, mixed)
