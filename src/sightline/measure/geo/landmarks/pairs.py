"""Find all pairs of objects that a rule allows, at once: strictly, or nearly (``defaults.RELAXED`` as far)."""

from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from attrs import frozen

from sightline.core.errors import OverLimit
from sightline.measure.geo.landmarks.defaults import RELAXED, metres
from sightline.measure.geo.landmarks.extract import Floats
from sightline.measure.geo.landmarks.ground import Ground, Indices
from sightline.measure.geo.landmarks.query import Along, Cross, Inside, Near, Pair
from sightline.measure.geo.landmarks.sectors import bearing_of, nearest, sectors, turn_between

MOST_PAIRS: Final = 3_000_000
_CHUNK: Final = 2_000
_TOUCH_M: Final = 50.0
"""How near two things that should cross or lie in each other may stay apart, to count as a near miss."""
_PARALLEL_DEG: Final = 30.0
_ENOUGH: Final = 0.8

Flags = npt.NDArray[np.bool_]


@frozen(eq=False)
class Pairs:
    """Pairs (i, j) of places in a ground, sorted by i, then j; ``by_j`` sorts them by j."""

    subject: str
    object: str
    i: Indices
    j: Indices
    strict: Flags
    distance: Floats
    bearing: Floats
    """True bearing of the object from the subject [degrees]; NaN where none was asked for."""
    fit: Floats
    by_j: Indices
    rule: int
    """Which rule of the query; -1 where it only keeps the search near."""


def find_pairs(
    ground: Ground, rule: Pair, subjects: Indices, objects: Indices, *, number: int, words: str
) -> Pairs:
    """Find the pairs of a rule.

    :raises OverLimit: when there are too many to hold, naming the rule
    """
    most = _TOUCH_M if isinstance(rule, Cross | Inside) else rule.most_m * RELAXED
    i, j = _close(ground, subjects, objects, most, words)
    if isinstance(rule, Near):
        return _near(ground, rule, i, j, number)
    if isinstance(rule, Along):
        return _along(ground, rule, i, j, number)
    return _touching(ground, rule, i, j, number)


def _close(
    ground: Ground, subjects: Indices, objects: Indices, most: float, words: str
) -> tuple[Indices, Indices]:
    """Find the pairs that lie within ``most`` metres; the tree stands over the larger side."""
    swap = len(subjects) > len(objects)
    few, many = (objects, subjects) if swap else (subjects, objects)
    tree = shapely.STRtree(ground.shapes[many])
    ones: list[Indices] = []
    others: list[Indices] = []
    count = 0
    for start in range(0, len(few), _CHUNK):
        part = few[start : start + _CHUNK]
        one, other = tree.query(ground.shapes[part], predicate="dwithin", distance=most)
        count += len(one)
        if count > MOST_PAIRS:
            raise OverLimit(
                f"more than {MOST_PAIRS:,} pairs for '{words}' within {metres(most)} in one cell of the map",
                todo="ask for a rarer thing, a shorter distance, or a smaller place (--around LAT,LON,KM)",
            )
        ones.append(part[one])
        others.append(many[other])
    empty = np.empty(0, dtype=np.int64)
    a, b = np.concatenate([empty, *ones]), np.concatenate([empty, *others])
    i, j = (b, a) if swap else (a, b)
    apart = i != j
    i, j = i[apart], j[apart]
    order = np.lexsort((j, i))
    return i[order], j[order]


def _made(
    rule: Pair,
    number: int,
    i: Indices,
    j: Indices,
    strict: Flags,
    distance: Floats,
    bearing: Floats,
    fit: Floats,
) -> Pairs:
    by_j = np.lexsort((i, j)).astype(np.int64)
    return Pairs(rule.subject, rule.object, i, j, strict, distance, bearing, fit, by_j, number)


def _near(ground: Ground, rule: Near, i: Indices, j: Indices, number: int) -> Pairs:
    distance = np.asarray(shapely.distance(ground.shapes[i], ground.shapes[j]), dtype=np.float64)
    bearing = np.full(len(i), np.nan)
    strict = np.ones(len(i), dtype=bool)
    off = np.zeros(len(i))
    if rule.toward is not None and len(i) > 0:
        part, bearing, reached = _directed(ground, rule, i, j)
        distance = np.where(reached, part, distance)
        off = turn_between(bearing, rule.toward.bearing_deg)
        strict = reached & (off <= rule.toward.half_deg + 1e-6)
    keep = distance >= rule.least_m / RELAXED
    if rule.toward is not None:
        keep &= strict | (off <= 2 * rule.toward.half_deg)
    strict &= (distance <= rule.most_m) & (distance >= rule.least_m)
    fit = _distance_fit(distance, rule)
    if rule.toward is not None:
        fit = (fit + 1 - 0.5 * off / rule.toward.half_deg) / 2
    return _made(rule, number, i[keep], j[keep], strict[keep], distance[keep], bearing[keep], fit[keep])


def _distance_fit(distance: Floats, rule: Near) -> Floats:
    if rule.least_m > 0:
        middle, half = (rule.least_m + rule.most_m) / 2, (rule.most_m - rule.least_m) / 2
        return np.asarray(np.clip(1 - 0.5 * np.abs(distance - middle) / half, 0, 1), dtype=np.float64)
    return np.asarray(np.clip(1 - 0.5 * distance / rule.most_m, 0, 1), dtype=np.float64)


def _directed(ground: Ground, rule: Near, i: Indices, j: Indices) -> tuple[Floats, Floats, Flags]:
    """Measure distance and true bearing to the part of each object that lies in the direction.

    From a point or an area one looks from its middle; from a line, back from the middle of the object; between two
    lines, from where they are nearest. Where nothing lies in the direction, the bearing is that of the nearest point.
    """
    if rule.toward is None:
        raise AssertionError("no direction was asked for")
    lines, points = ground.dimensions[i] == 1, ground.dimensions[j] != 1
    back = lines & points
    looked = np.where(back, i, j)
    apexes = np.where(back[:, None], ground.middles[j], ground.middles[i])
    both = lines & ~points
    if both.any():
        meeting = shapely.get_point(shapely.shortest_line(ground.shapes[i[both]], ground.shapes[j[both]]), 0)
        apexes[both] = np.column_stack((shapely.get_x(meeting), shapely.get_y(meeting)))
    shapes = ground.shapes[looked]
    toward = rule.toward.bearing_deg + ground.north[i] + np.where(back, 180.0, 0.0)
    reached = np.zeros(len(i), dtype=bool)
    flat = ground.dimensions[looked] == 0
    targets = np.where(flat[:, None], ground.middles[looked], np.nan)
    wide = np.flatnonzero(~flat)
    if len(wide) > 0:
        wedges = sectors(apexes[wide], toward[wide], rule.toward.half_deg, rule.most_m * RELAXED)
        parts = shapely.intersection(shapes[wide], wedges)
        found = nearest(apexes[wide], parts)
        missing = np.isnan(found[:, 0])
        found[missing] = nearest(apexes[wide][missing], shapes[wide][missing])
        targets[wide] = found
        reached[wide] = ~missing
    vectors = targets - apexes
    grid = bearing_of(vectors)
    bearing = (grid + np.where(back, 180.0, 0.0) - ground.north[i]) % 360.0
    reached |= flat
    from_edge = ground.dimensions[i] == 2
    on_it = ~np.any(np.abs(vectors) > 1e-9, axis=1)  # what stands on the very spot lies in every direction
    bearing = np.where(on_it, rule.toward.bearing_deg, bearing)
    distance = np.hypot(vectors[:, 0], vectors[:, 1])
    if from_edge.any():
        distance[from_edge] = shapely.distance(
            ground.shapes[i[from_edge]], shapely.points(targets[from_edge])
        )
    return distance, bearing, reached


def _touching(ground: Ground, rule: Cross | Inside, i: Indices, j: Indices, number: int) -> Pairs:
    distance = np.asarray(shapely.distance(ground.shapes[i], ground.shapes[j]), dtype=np.float64)
    if isinstance(rule, Cross):
        strict = distance <= 0.0
        keep = np.ones(len(i), dtype=bool)
    else:
        keep = ground.dimensions[j] == 2
        strict = np.asarray(shapely.covered_by(ground.shapes[i], ground.shapes[j]), dtype=bool)
    fit = np.where(strict, 1.0, np.clip(0.5 - 0.5 * distance / _TOUCH_M, 0, 0.49))
    nothing = np.full(len(i), np.nan)
    return _made(rule, number, i[keep], j[keep], strict[keep], distance[keep], nothing[keep], fit[keep])


def _along(ground: Ground, rule: Along, i: Indices, j: Indices, number: int) -> Pairs:
    """Keep pairs that run beside each other; a thing that is no line has only to be near."""
    distance = np.asarray(shapely.distance(ground.shapes[i], ground.shapes[j]), dtype=np.float64)
    nothing = np.full(len(i), np.nan)
    shared = np.zeros(len(i))
    needed = np.zeros(len(i))
    bends = np.zeros(len(i))
    lines = np.flatnonzero(ground.dimensions[i] == 1)
    if len(lines) > 0:
        one = ground.shapes[i[lines]]
        other = ground.shapes[j[lines]]
        areas = ground.dimensions[j[lines]] == 2
        other = np.where(areas, shapely.boundary(other), other)
        theirs = shapely.intersection(other, shapely.buffer(one, rule.most_m))
        ours = shapely.intersection(one, shapely.buffer(other, rule.most_m))
        shared[lines] = shapely.length(theirs)
        shortest = np.minimum(shapely.length(one), shapely.length(other))
        needed[lines] = np.minimum(rule.length_m, _ENOUGH * shortest)
        bends[lines] = turn_between(2 * _chords(theirs), 2 * _chords(ours)) / 2
    beside = (shared >= needed) & (bends <= _PARALLEL_DEG)
    strict = (distance <= rule.most_m) & beside
    keep = (shared >= needed / 2) & (bends <= _PARALLEL_DEG)
    fit = np.where(strict, np.clip(1 - 0.5 * distance / rule.most_m, 0, 1), 0.4)
    return _made(rule, number, i[keep], j[keep], strict[keep], distance[keep], nothing[keep], fit[keep])


def _chords(shapes: npt.NDArray[np.object_]) -> Floats:
    """Give the bearing of the longest run of each shape [degrees]; 0 where it has none."""
    found = np.zeros(len(shapes))
    for place, shape in enumerate(shapes):
        runs = [one for one in shapely.get_parts(shapely.line_merge(shape)) if one.length > 0]
        if runs:
            ends = shapely.get_coordinates(max(runs, key=lambda one: one.length))
            step = ends[-1] - ends[0]
            found[place] = np.degrees(np.arctan2(step[0], step[1]))
    return found
