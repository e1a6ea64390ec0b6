"""Put what was found at a place into words and integers."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from sightline.measure.geo.landmarks.defaults import compass, metres
from sightline.measure.geo.landmarks.extract import Extract
from sightline.measure.geo.landmarks.ground import Ground
from sightline.measure.geo.landmarks.outcome import Held, Place, Seen
from sightline.measure.geo.landmarks.pairs import Pairs
from sightline.measure.geo.landmarks.query import Along, Cross, Inside, Near, Query
from sightline.measure.geo.landmarks.sectors import bearing_of
from sightline.measure.geo.landmarks.solving import Solution
from sightline.model.position import E7

_MOST_TAGS: Final = 12
_DRAWN_M: Final = 2_000.0
_MOST_POINTS: Final = 60


def place_of(extract: Extract, ground: Ground, query: Query, solution: Solution, ways: int) -> Place:
    """Tell one place, accepted or rejected."""
    relations = tuple(_held(ground, query, solution, number) for number in range(len(query.rules)))
    first = solution.bound[query.features[0].name]
    objects = tuple(
        _seen(extract, ground, one.name, solution.bound[one.name], first) for one in query.features
    )
    against = ""
    if solution.broken is not None:
        broken = relations[solution.broken]
        against = f"{broken.words}: {broken.measured}"
        objects += _culprit(extract, ground, query, solution)
    lat, lon = _spot(ground, query, solution)
    names = ", ".join(f"{one.role} {one.title or one.id}" for one in objects[: len(query.features)])
    held = sum(one.held for one in relations)
    why = f"{names}: {held} of {len(relations)} relations hold" if relations else names
    return Place(
        round(lat * E7),
        round(lon * E7),
        round(solution.score * 1000),
        objects,
        relations,
        why if against == "" else f"{why}; against it: {against}",
        against,
        ways,
    )


def why_of(
    query: Query, places: int, rejected: int, anchors: int, features: Sequence[tuple[str, int]]
) -> str:
    """Say in a sentence what a search came to."""
    anchor = query.features[0].words
    if anchors == 0:
        return f"The map holds no {anchor} in the area searched, which does not prove that there is none."
    missing = [words for words, count in features[: len(query.features)] if count == 0]
    if missing:
        return (
            f"The map holds no {' and no '.join(missing)} in the area searched, so nothing could fit; "
            "that does not prove that there is none."
        )
    fit = "none fits" if places == 0 else "one fits" if places == 1 else f"{places:,} fit"
    near = "" if rejected == 0 else f", {rejected:,} nearly"
    return f"Of {anchors:,} objects that may be the {anchor}, {fit}{near}."


def _spot(ground: Ground, query: Query, solution: Solution) -> tuple[float, float]:
    """Give the place itself: the anchor's middle, or of a line the point nearest to the next thing."""
    anchor = solution.bound[query.features[0].name]
    x, y = ground.middles[anchor]
    others = [place for place in solution.bound.values() if place != anchor]
    if ground.dimensions[anchor] == 1 and others:
        meeting = shapely.get_coordinates(
            shapely.shortest_line(ground.shapes[anchor], ground.shapes[others[0]])
        )
        x, y = meeting[0]
    return ground.degrees(float(x), float(y))


def _seen(extract: Extract, ground: Ground, role: str, place: int, anchor: int) -> Seen:
    number = int(ground.index[place])
    tags = extract.tags[number]
    title = tags.get("name:en") or tags.get("name") or ""
    shown = tuple(sorted(tags.items())[:_MOST_TAGS])
    lat, lon = round(float(extract.lats[number]) * E7), round(float(extract.lons[number]) * E7)
    return Seen(role, extract.ids[number], title, lat, lon, shown, _outline(ground, place, anchor))


def _outline(ground: Ground, place: int, anchor: int) -> tuple[tuple[int, int], ...]:
    """Give the longest run of a line or an area's edge near the anchor, in few points."""
    if ground.dimensions[place] == 0:
        return ()
    x, y = ground.middles[anchor]
    box = shapely.box(x - _DRAWN_M, y - _DRAWN_M, x + _DRAWN_M, y + _DRAWN_M)
    shape = ground.shapes[place]
    edge = shapely.boundary(shape) if ground.dimensions[place] == 2 else shape
    runs = [one for one in shapely.get_parts(shapely.intersection(edge, box)) if one.length > 0]
    if not runs:
        return ()
    points = shapely.get_coordinates(shapely.simplify(max(runs, key=lambda one: one.length), 1.0))
    few = points[:: max(1, -(-len(points) // _MOST_POINTS))]
    whole = few if np.array_equal(few[-1], points[-1]) else np.vstack((few, points[-1:]))
    lats, lons = ground.frame.to_degrees(whole[:, 0], whole[:, 1])
    return tuple((round(float(a) * E7), round(float(b) * E7)) for a, b in zip(lats, lons, strict=True))


def _culprit(extract: Extract, ground: Ground, query: Query, solution: Solution) -> tuple[Seen, ...]:
    """Give the object that speaks against a place, where it is one that was only counted."""
    counted = None if solution.broken is None else solution.counts.get(solution.broken)
    if counted is None or counted.nearest is None or solution.broken is None:
        return ()
    words = query.rules[solution.broken].words
    return (
        _seen(extract, ground, f"against: {words}", counted.nearest, solution.bound[query.features[0].name]),
    )


def _held(ground: Ground, query: Query, solution: Solution, number: int) -> Held:
    words = query.rules[number].words
    held = solution.broken != number
    if number in solution.counts:
        count = solution.counts[number]
        return Held(
            words,
            count.measured,
            held,
            _milli(count.distance),
            _milli(count.bearing),
            round(count.fit * 1000),
        )
    if number in solution.shaped:
        judged = solution.shaped[number]
        return Held(words, judged.measured, held, fit=round(judged.fit * 1000))
    table, row = solution.pairs[number]
    distance, bearing = float(table.distance[row]), _bearing(ground, table, row)
    rule = query.rules[number].rule
    text = f"{metres(distance)}"
    if isinstance(rule, Near):
        way = f" {compass(bearing)} ({bearing:.0f}°)" if bearing is not None else ""
        text = f"{rule.object} is {text}{way} {'from' if way == '' else 'of'} {rule.subject}"
    elif isinstance(rule, Cross | Inside):
        word = "they meet" if isinstance(rule, Cross) else "inside"
        text = word if held else f"{text} apart" if distance > 0 else "only partly inside"
    elif isinstance(rule, Along):
        text = f"beside each other, {text} apart"
    if not held and isinstance(rule, Near):
        text += f", not {_asked(rule)}"
    return Held(words, text, held, _milli(distance), _milli(bearing), round(float(table.fit[row]) * 1000))


def _asked(rule: Near) -> str:
    near = f"within {metres(rule.most_m)}"
    if rule.least_m > 0:
        near = f"{metres(rule.least_m)} to {metres(rule.most_m)} away"
    return near if rule.toward is None else f"{near} to the {rule.toward.words}"


def _bearing(ground: Ground, table: Pairs, row: int) -> float | None:
    """Give the true bearing of the object from the subject; None where they meet."""
    asked = float(table.bearing[row])
    if not math.isnan(asked):
        return asked
    i, j = int(table.i[row]), int(table.j[row])
    ends = shapely.get_coordinates(shapely.shortest_line(ground.shapes[i], ground.shapes[j]))
    step = ends[-1] - ends[0]
    if float(np.hypot(*step)) < 1e-6:
        return None
    return float((bearing_of(step[None, :])[0] - ground.north[i]) % 360.0)


def _milli(value: float | None) -> int | None:
    return None if value is None or math.isnan(value) else round(value * 1000)
