"""Gathers by place what stands of what every source says there.

There are tens of thousands of rows and most say nothing that another one touches. They are taken as the database gives
them, some hundred at a time, and let go of place by place: what is held of all of them at once is the map itself.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from attrs import define, field, frozen
from sqlalchemy import Connection

from sightline.model.held_limits import AREA, NEGATED
from sightline.model.held_picture import ANSWERS, LAST, OVER, PICTURE, Row, standing
from sightline.store.relations import UNSETTLED, any_merged, canonical_of, territory
from sightline.store.relations_found import Asked, found_of
from sightline.work.controlling.gone import Ended, Gone, gone_of
from sightline.work.controlling.records import CONTESTED, CONTROLS, Holding
from sightline.work.controlling.ties import Ties

_place_of: Final = itemgetter(1)
_actor_of: Final = itemgetter(2)
_source_of: Final = itemgetter(4)


class Told(NamedTuple):
    """What stands of one place, and the ids of what does not; a tuple, as a map has ten thousand of them."""

    holdings: tuple[Holding, ...]
    superseded: tuple[bytes, ...]
    firm: Mapping[bytes, Sequence[bytes | None]]
    """Who is said to control it, and by which sources."""
    mixed: bool
    """Whether somebody denies something or says that it is contested."""
    marks: int
    """The marks of all that stands together."""


@frozen(slots=True)
class Gathered:
    """What is told of all places, which entities that names, and the rows that have an area."""

    told: Mapping[bytes, Told]
    ends: set[bytes]
    areas: Sequence[Row]
    ended: Ended
    """Holders that were no longer a thing of their own by then; their statements are among the superseded."""


@define(slots=True)
class _Met:
    """What is noted of all rows while they pass by."""

    actors: set[bytes] = field(factory=set)
    sources: set[bytes | None] = field(factory=set)
    attested: set[bytes] = field(factory=set)
    """Actors that were last attested somewhere before the date."""
    areas: list[Row] = field(factory=list)

    def passing(self, batches: Iterable[Sequence[Row]]) -> Iterator[Sequence[Row]]:
        """Note what matters of all rows and pass them on."""
        for rows in batches:
            self.actors.update(map(_actor_of, rows))
            self.sources.update(map(_source_of, rows))
            self.attested.update([row[2] for row in rows if row[9] == LAST])
            self.areas += [row for row in rows if row[8] & AREA]
            yield rows


class _Same(dict[Any, Any]):
    """Gives the first of equal values each time: a map names the same few actors and sources again and again."""

    def __missing__(self, value: Any) -> Any:
        self[value] = value
        return value


def settled(
    connection: Connection, asked: Asked, places: Sequence[bytes] | None, *, source: Collection[bytes] | None
) -> Iterator[Sequence[Row]]:
    """Read who is said to hold what, weighing the rows that their numbers do not settle by their texts.

    Gives some hundred rows at a time, by place; only those of ``source`` (its records) where it is given.
    """
    for rows in territory(connection, asked, places):
        every: Sequence[Row] = rows
        again = [row[0] for row in rows if row[9] == UNSETTLED]
        if again:
            found = found_of(connection, again, asked)
            weights = {n: ANSWERS.index(found[n].held) if n in found else OVER for n in again}
            every = [(*row[:9], weights.get(row[0], row[9]), row[10]) for row in rows]
        yield every if source is None else [row for row in every if row[4] in source]


def gathered(
    connection: Connection, batches: Iterable[Sequence[Row]], ties: Ties, asked: Asked
) -> tuple[Gathered, dict[bytes, bytes]]:
    """Gather by place what stands, with the canonical entities of those that were judged the same."""
    ends, canonical = set[bytes](), dict[bytes, bytes]()
    if any_merged(connection):
        rows = list(chain.from_iterable(batches))
        ends = {one for row in rows for one in (row[1], row[2], row[4]) if one is not None}
        canonical = canonical_of(connection, ends, known=asked.known)
        batches = (_side_by_side(rows, canonical),)
    met, same = _Met(), _Same()
    each = groupby(chain.from_iterable(met.passing(batches)), _place_of)
    stands = {place: _standing(mine, same) for place, mine in each}
    gone, ended = gone_of(connection, ties, met.attested, asked), dict[bytes, tuple[str, ...]]()
    told = {place: _told(holdings, over, gone, ended) for place, (holdings, over) in stands.items()}
    ends |= met.actors | told.keys() | {one for one in met.sources if one is not None}
    return Gathered(told, ends, met.areas, ended), canonical


def _side_by_side(rows: Sequence[Row], canonical: Mapping[bytes, bytes]) -> list[Row]:
    """Put the canonical entities into rows, and the rows of two records of one place beside each other."""
    out: dict[bytes, list[Row]] = {}
    for row in rows:
        place = canonical.get(row[1], row[1])
        source = None if row[4] is None else canonical.get(row[4], row[4])
        head = canonical.get(row[2], row[2])
        out.setdefault(place, []).append((row[0], place, head, row[3], source, *row[5:]))
    return [row for mine in out.values() for row in mine]


def _standing(rows: Iterable[Row], same: _Same) -> tuple[tuple[Holding, ...], list[bytes]]:
    """Part what sources say of one place, by source and picture, into what stands and the ids of what does not."""
    pictures: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        if row[3] == CONTROLS:
            pictures[row[4]].append(row)
        else:
            picture = PICTURE.get(row[3], 3)
            pictures[(row[4], picture) if picture else row[4]].append(row)
    stands, superseded = list[Row](), list[bytes]()
    for mine in pictures.values():
        if len(mine) > 1:
            kept, replaced = standing(mine)
            stands += kept
            superseded += [row[10] for row in replaced]
        elif mine[0][9] == OVER:
            superseded.append(mine[0][10])
        else:
            stands += mine
    return tuple([
        # as Holding itself would make it, in half the time
        tuple.__new__(Holding, (n, identifier, same[actor], same[prop], same[source], weight, marks, attested))
        for n, _, actor, prop, source, attested, _, _, marks, weight, identifier in stands
    ]), superseded  # fmt: skip


def _told(
    holdings: tuple[Holding, ...],
    superseded: Sequence[bytes],
    gone: Gone,
    ended: dict[bytes, tuple[str, ...]],
) -> Told:
    """Tell who is said to control a place, less those that had ended after they were last attested there."""
    firm: dict[bytes, list[bytes | None]] = {}
    over, contested, every = list[bytes](), False, 0
    for _, identifier, actor, prop, source, weight, marks, attested in holdings:
        if weight == LAST and actor in gone and gone[actor][0][-1] >= attested and not marks & NEGATED:
            sure, statements = gone[actor]
            ended[identifier] = statements[bisect_left(sure, attested) :]
            over.append(identifier)
            continue
        every |= marks
        if prop == CONTROLS:
            if marks & NEGATED:
                continue
            if actor not in firm:
                firm[actor] = [source]
            elif source not in firm[actor]:
                firm[actor].append(source)
        elif prop == CONTESTED:
            contested = True
    if over:
        holdings = tuple([holding for holding in holdings if holding[1] not in over])
    return Told(holdings, (*superseded, *over), firm, contested or bool(every & NEGATED), every)
