"""Maps who holds what as of a date, by source: control, government, contest and siege of places, and front lines.

Two outlets' maps can be laid side by side, because every word keeps its source: what a source replaced by a later
picture is left out and counted, what another source says differently is named as a contradiction and never resolved.
"""

from collections.abc import Sequence
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Final

from attrs import evolve
from sqlalchemy import Connection

from sightline.core.collector import collector_paused
from sightline.core.errors import UnknownName
from sightline.model.held_picture import Row
from sightline.model.schema import Schema
from sightline.model.span_order import Answer
from sightline.model.view import Moments, Named
from sightline.store.read import cluster_of
from sightline.store.relations import called as named_of
from sightline.store.relations_found import Asked, found_of
from sightline.store.shapes import points_of
from sightline.work.case import Case
from sightline.work.controlling.areas import shapes_of
from sightline.work.controlling.disputes import MOST, claims_in, dispute, groups_of, pairs_apart
from sightline.work.controlling.gathering import Gathered, gathered, settled
from sightline.work.controlling.inside import inside_of
from sightline.work.controlling.records import Control, Holding, PlaceControl, Shape
from sightline.work.controlling.ties import Ties
from sightline.work.names_then import named_then
from sightline.work.pointing import point_at
from sightline.work.relating.asking import asked_of
from sightline.work.relating.records import Contradiction, Said
from sightline.work.view import Times, moments_of

__all__ = ["Control", "Holding", "PlaceControl", "Shape", "control", "said_of"]

_source_of: Final = itemgetter(Holding._fields.index("source"))
MANY = f"more than {MOST} holders differ, so whether one is part of another was not looked at"


def control(
    case: Case,
    *,
    at: str | None = None,
    by_source: str | None = None,
    within: str | None = None,
    said_by: str | None = None,
    known_at: str | None = None,
) -> Control:
    """Map who holds what.

    Parameters
    ----------
    at : str, optional
        The date (EDTF); None: whatever was ever said, nothing superseded.
    by_source : str, optional
        Code, key or title of one source: only its map.
    within : str, optional
        Code, key or title of a place: only it and what lies in it.
    said_by, known_at : str, optional
        Only what had been said, or was known to this case, by then.

    Raises
    ------
    UnknownName, AmbiguousName, BadTime
        No such source or place, or several; a time that cannot be read.
    """
    with case.catalogue.reading() as connection, collector_paused():
        asked = asked_of(case, connection, Times(at, said_by, known_at))
        known = None if asked.known < 0 else asked.known
        source = None
        if by_source is not None:
            source = set(
                cluster_of(connection, _of_kind(connection, case, by_source, "Source").id, known_at=known)
            )
        places, notes = None, list[Contradiction]()
        if within is not None:
            whole = _of_kind(connection, case, within, "Place")
            places, notes = inside_of(connection, whole, asked)
        moments = evolve(moments_of(case, connection, Times(at, said_by)), known_at=None)
        return _map(case.schema, connection, asked, moments, at, places, source, notes)


def said_of(
    case: Case, holdings: Sequence[Holding], *, at: str | None = None, said_by: str | None = None
) -> dict[int, Said]:
    """Read of holdings when they are said to have held, when that was said, through whom, and their rank, by number."""
    with case.catalogue.reading() as connection:
        found = found_of(connection, [h.n for h in holdings], asked_of(case, connection, Times(at, said_by)))
        through = named_of(connection, {one.via for one in found.values() if one.via is not None})
    return {
        n: Said(
            one.valid,
            one.said,
            None if one.via is None else through.get(one.via),
            one.rank,
            one.told is Answer.POSSIBLY,
        )
        for n, one in found.items()
    }


def _map(
    schema: Schema,
    connection: Connection,
    asked: Asked,
    moments: Moments,
    at: str | None,
    places: Sequence[bytes] | None,
    source: set[bytes] | None,
    notes: Sequence[Contradiction],
) -> Control:
    ties = Ties(connection, asked)
    rows = settled(connection, asked, places, source=source)
    every, canonical = gathered(connection, rows, ties, asked)
    ends = every.ends
    told = every.told
    pairs = {place: found for place, one in told.items() if (found := pairs_apart(one))}
    apart = {actor for found in pairs.values() for pair in found for actor in pair}
    groups = groups_of(connection, ties, apart, asked) if apart else {}
    lines = shapes_of(connection, _areas(every), asked, moments, places, source)
    drawn = lines.shapes
    named = ends | {i for s in drawn for i in (s.place, s.source, s.via, *s.sides) if i is not None}
    names = named_of(connection, {*named, *canonical.values()})
    names = named_then(schema, connection, names, asked.known)
    points = points_of(connection, sorted(told), known=asked.known)
    called = cache(Control(at, (), (), (), names).name)
    claim = claims_in(called)
    out, disputes = [], list(notes)
    for place, one in told.items():
        why = dispute(one, pairs.get(place, ()), groups, called, claim)
        if why is not None:
            ids = tuple([h[1].hex() for h in one.holdings])
            disputes.append(Contradiction("holders", f"{called(place)}: {why}", ids))
        out.append(
            PlaceControl(names[place], points.get(place), one.holdings, one.superseded, why is not None)
        )
    out.sort(key=lambda p: (p.place.title, p.place.id))
    sources = _sources(out) | {s.source for s in drawn}
    return Control(
        at, tuple(out), drawn, tuple(disputes), names,
        tuple(sorted((names[s] for s in sources if s is not None), key=lambda n: (n.title, n.code))),
        (MANY,) if len(apart) > MOST else (), lines.superseded, every.ended,
    )  # fmt: skip


def _sources(places: Sequence[PlaceControl]) -> set[bytes | None]:
    return set(chain.from_iterable([map(_source_of, place.holdings) for place in places]))


def _areas(every: Gathered) -> list[Row]:
    """Give the rows that have an area, less those that their own source replaced."""
    gone = (
        {identifier for one in every.told.values() for identifier in one.superseded} - every.ended.keys()
        if every.areas
        else set()
    )
    return [row for row in every.areas if row[10] not in gone]


def _of_kind(connection: Connection, case: Case, name: str, kind: str) -> Named:
    found = point_at(connection, name)
    if not case.schema.is_a(found.kind, (kind,)):
        raise UnknownName(
            f"{found.code} is {found.kind}, not {kind}", item=name, todo=f"name a {kind.lower()}"
        )
    return found
