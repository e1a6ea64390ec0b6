"""Search an extract for the places that a query describes, cell by cell, and say what was not found and why."""

import itertools
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import define, field

from sightline.measure.geo.landmarks.counting import Counter
from sightline.measure.geo.landmarks.extract import Extract, counted_of, filters_of
from sightline.measure.geo.landmarks.ground import Ground, Indices, grounds
from sightline.measure.geo.landmarks.outcome import Outcome, Place
from sightline.measure.geo.landmarks.pairs import Pairs, find_pairs
from sightline.measure.geo.landmarks.query import (
    Along,
    Between,
    Cross,
    Inside,
    Near,
    Number,
    Order,
    Query,
    Sides,
)
from sightline.measure.geo.landmarks.solving import MOST_STEPS, Solver
from sightline.measure.geo.landmarks.telling import place_of, why_of
from sightline.measure.geo.landmarks.tied import reach_m
from sightline.measure.geo.local import LocalFrame
from sightline.model.position import Position

MOST_NEAR_MISSES: Final = 20_000
"""Anchors that are tried for a near miss; more are counted."""
_TURNS: Final = 6


@define
class _Found:
    places: list[Place] = field(factory=list)
    rejected: list[Place] = field(factory=list)
    dropped: dict[str, int] = field(factory=dict)
    untried: int = 0
    undecided: int = 0

    def drop(self, words: str, count: int = 1) -> None:
        if count:
            self.dropped[words] = self.dropped.get(words, 0) + count


def search(
    extract: Extract, query: Query, *, around: tuple[Position, float] | None = None, limit: int = 100
) -> Outcome:
    """Search an extract.

    :param extract: read for this query
    :param around: a place and how far candidates may be from it [m]
    :param limit: how many places, and how many near misses, are given back; all are counted
    :raises OverLimit: when a rule has more pairs than can be held
    """
    filters = filters_of(query)
    anchors = np.flatnonzero(extract.masks & np.uint64(1)).astype(np.int64)
    anchors = anchors if around is None else _inside(extract, anchors, *around)
    found = _Found()
    for ground in grounds(extract, anchors, reach_m(query), len(filters)):
        _search_ground(extract, query, ground, found)
    places = sorted(found.places, key=_best_first)
    rejected = sorted(found.rejected, key=_best_first)
    limits = _limits(found, len(places), len(rejected), limit)
    things = (*query.features, *counted_of(query))
    features = tuple(
        (one.words, int(np.count_nonzero(extract.masks & np.uint64(1 << bit))))
        for bit, one in enumerate(things)
    )
    return Outcome(
        query=query.text,
        places=tuple(places[:limit]),
        total=len(places),
        rejected=tuple(rejected[:limit]),
        rejected_total=len(rejected),
        anchors=len(anchors),
        features=features,
        dropped=tuple(sorted(found.dropped.items(), key=lambda pair: (-pair[1], pair[0]))),
        assumed=query.assumed,
        limits=limits,
        doubts=extract.doubts,
        data_time=extract.data_time,
        why=why_of(query, len(places), len(rejected), len(anchors), features),
    )


def _best_first(place: Place) -> tuple[int, int, int, str]:
    return -place.score, place.lat_e7, place.lon_e7, place.objects[0].id


def _limits(found: _Found, places: int, rejected: int, limit: int) -> tuple[str, ...]:
    told = []
    if places > limit:
        told.append(f"the first {limit:,} of {places:,} places are listed")
    if rejected > limit:
        told.append(f"the first {limit:,} of {rejected:,} near misses are listed")
    if found.untried:
        told.append(
            f"{found.untried:,} more could be near misses and were not tried, after {MOST_NEAR_MISSES:,} had been"
        )
    if found.undecided:
        told.append(
            f"at {found.undecided:,} places trying ended after {MOST_STEPS:,} combinations of objects, so that there "
            "may be a better one, or one at all"
        )
    return tuple(told)


def _inside(extract: Extract, anchors: Indices, center: Position, radius_m: float) -> Indices:
    if len(anchors) == 0:
        return anchors
    near = (
        np.abs(extract.lats[anchors] - center.lat) <= radius_m / 110_000 + 1e-3
    )  # no point beyond the globe
    anchors = anchors[near]
    east, north = LocalFrame(center.lat, center.lon).to_metres(extract.lats[anchors], extract.lons[anchors])
    return anchors[np.hypot(east, north) <= radius_m]


def _search_ground(extract: Extract, query: Query, ground: Ground, found: _Found) -> None:
    domains = {one.name: ground.members[bit] for bit, one in enumerate(query.features)}
    domains[query.features[0].name] = ground.anchors
    tables = _tables(query, ground, domains)
    strict = _pruned(domains, tables, only_strict=True)
    loose = _pruned(domains, tables, only_strict=False)
    first = query.features[0].name
    _tell_dropped(query, tables, ground.anchors, loose[first], found)
    counters = _counters(query, ground)
    solver = Solver(ground, query, tables, counters)
    fits = np.zeros(len(ground.index), dtype=bool)
    fits[strict[first]] = True
    for anchor in loose[first].tolist():
        solution, ways, whole = solver.solve(anchor, strict, budget=0) if fits[anchor] else (None, 0, True)
        if solution is not None:
            found.places.append(place_of(extract, ground, query, solution, ways))
            found.undecided += 0 if whole else 1
            continue
        tried = len(found.rejected) + sum(found.dropped.get(words, 0) for words in (_NO_WAY,))
        if tried >= MOST_NEAR_MISSES:
            found.untried += 1
            continue
        solution, _, all_tried = solver.solve(anchor, loose, budget=1)
        if solution is not None:
            found.rejected.append(place_of(extract, ground, query, solution, 0))
        else:
            found.drop(_NO_WAY)
        found.undecided += 0 if whole and all_tried else 1


_NO_WAY: Final = "no combination of objects comes near what was asked"


def _counters(query: Query, ground: Ground) -> dict[int, Counter]:
    bit = len(query.features)
    counters = {}
    for number, said in enumerate(query.rules):
        if isinstance(said.rule, Number):
            counters[number] = Counter(ground, said.rule, ground.members[bit])
            bit += 1
    return counters


def _tables(query: Query, ground: Ground, domains: dict[str, Indices]) -> list[Pairs]:
    """Find the pairs of every rule of two, and what keeps the things of larger rules near each other."""
    tables = []
    for number, said in enumerate(query.rules):
        rule = said.rule
        pairs: Sequence[Near | Cross | Inside | Along] = ()
        hidden = True
        match rule:
            case Near() | Cross() | Inside() | Along():
                pairs, hidden = (rule,), False
            case Between():
                pairs = tuple(Near(rule.subject, other, rule.reach_m) for other in (rule.one, rule.other))
            case Order(kind="sight", seen_from=str(stand)):
                pairs = tuple(Near(stand, member, rule.reach_m) for member in rule.members)
            case Order():
                pairs = tuple(
                    Near(one, other, rule.reach_m) for one, other in itertools.pairwise(rule.members)
                )
            case Sides():
                pairs = tuple(Near(rule.line, one, rule.reach_m) for one in (rule.first, rule.second))
            case Number():
                pass
        for pair in pairs:
            made = find_pairs(
                ground,
                pair,
                domains[pair.subject],
                domains[pair.object],
                number=-1 if hidden else number,
                words=said.words,
            )
            tables.append(_held_only(made) if hidden else made)
            # what no pair holds needs no further pairs
            for name, ends in ((pair.subject, made.i), (pair.object, made.j)):
                domains[name] = np.intersect1d(domains[name], ends)
    return tables


def _held_only(pairs: Pairs) -> Pairs:
    """Keep the pairs that hold: how near the things of a larger rule must be is not relaxed."""
    keep = pairs.strict
    i, j = pairs.i[keep], pairs.j[keep]
    return Pairs(
        pairs.subject,
        pairs.object,
        i,
        j,
        pairs.strict[keep],
        pairs.distance[keep],
        pairs.bearing[keep],
        pairs.fit[keep],
        np.lexsort((i, j)).astype(np.int64),
        pairs.rule,
    )


def _pruned(domains: dict[str, Indices], tables: Sequence[Pairs], *, only_strict: bool) -> dict[str, Indices]:
    """Take out of each domain what has no partner in some table, again and again until nothing changes."""
    kept = dict(domains)
    for _ in range(_TURNS):
        before = sum(len(one) for one in kept.values())
        for table in tables:
            rows: npt.NDArray[np.bool_] = np.isin(table.i, kept[table.subject]) & np.isin(
                table.j, kept[table.object]
            )
            if only_strict:
                rows &= table.strict
            kept[table.subject] = np.intersect1d(kept[table.subject], table.i[rows])
            kept[table.object] = np.intersect1d(kept[table.object], table.j[rows])
        if sum(len(one) for one in kept.values()) == before:
            break
    return kept


def _tell_dropped(
    query: Query, tables: Sequence[Pairs], anchors: Indices, kept: Indices, found: _Found
) -> None:
    """Count the anchors that are gone, by the first rule that none of their objects comes near to."""
    gone = np.setdiff1d(anchors, kept)
    first = query.features[0].name
    for table in tables:
        if len(gone) == 0:
            return
        if first not in (table.subject, table.object):
            continue
        ends = table.i if table.subject == first else table.j
        without = np.setdiff1d(gone, ends)
        other = table.object if table.subject == first else table.subject
        words = query.rules[table.rule].words if table.rule >= 0 else f"no {other} near enough"
        found.drop(f"nothing comes near: {words}" if table.rule >= 0 else words, len(without))
        gone = np.intersect1d(gone, ends)
    found.drop(_NO_WAY, len(gone))
