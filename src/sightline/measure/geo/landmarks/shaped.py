"""Judge relations of three and more objects: between, in a line, left to right from a place, sides of a line."""

import itertools
import math
from collections.abc import Mapping
from typing import Final

import numpy as np
import shapely
from attrs import frozen

from sightline.measure.geo.landmarks.defaults import metres
from sightline.measure.geo.landmarks.extract import Floats
from sightline.measure.geo.landmarks.ground import Ground
from sightline.measure.geo.landmarks.query import Between, Order, Shaped, Sides
from sightline.measure.geo.landmarks.sectors import bearing_of

_ASIDE: Final = 0.25
_LINE_ASIDE: Final = 0.1
_NEARLY: Final = 1.5
_NEARLY_TURN_DEG: Final = 5.0


@frozen
class Judged:
    """What a relation of several objects comes to."""

    held: bool
    nearly: bool
    fit: float
    measured: str


def judge(ground: Ground, rule: Shaped, bound: Mapping[str, int]) -> Judged:
    """Judge one relation over the objects that its things are bound to."""
    match rule:
        case Between():
            return _between(ground, rule, bound)
        case Order():
            return _sight(ground, rule, bound) if rule.kind == "sight" else _line(ground, rule, bound)
        case Sides():
            return _sides(ground, rule, bound)


def _between(ground: Ground, rule: Between, bound: Mapping[str, int]) -> Judged:
    place = ground.middles[bound[rule.subject]]
    one, other = (_toward(ground, bound[name], place) for name in (rule.one, rule.other))
    part, aside, length = _beside(place, one, other)
    most = rule.aside_m if rule.aside_m is not None else _ASIDE * length
    between = 0.0 < part < 1.0
    text = f"{metres(aside)} off the line of {metres(length)} between them"
    if not between:
        text = f"not between them, beyond the {rule.one if part <= 0 else rule.other}"
    held = between and aside <= most
    fit = 0.0 if most == 0 else max(0.0, 1 - 0.5 * aside / most)
    return Judged(held, held or (-0.2 < part < 1.2 and aside <= _NEARLY * most), fit, text)


def _toward(ground: Ground, place: int, seen_from: Floats) -> Floats:
    """Give the point one means by a thing: its middle, or of a line the point nearest to where one stands."""
    if ground.dimensions[place] != 1:
        return np.asarray(ground.middles[place], dtype=np.float64)
    nearest = shapely.shortest_line(ground.shapes[place], shapely.Point(seen_from))
    return np.asarray(shapely.get_coordinates(nearest)[0], dtype=np.float64)


def _beside(place: Floats, one: Floats, other: Floats) -> tuple[float, float, float]:
    """Measure where a point stands along a line (0 to 1 between its ends), how far off it, and how long it is."""
    way = other - one
    length = float(np.hypot(*way))
    if length == 0.0:
        return 0.0, float(np.hypot(*(place - one))), 0.0
    step = place - one
    along = float(step @ way) / length
    aside = abs(float(way[0] * step[1] - way[1] * step[0])) / length
    return along / length, aside, length


def _line(ground: Ground, rule: Order, bound: Mapping[str, int]) -> Judged:
    places = [ground.middles[bound[name]] for name in rule.members]
    _, _, length = _beside(places[0], places[0], places[-1])
    most = rule.aside_m if rule.aside_m is not None else _LINE_ASIDE * length
    stands = [_beside(place, places[0], places[-1])[:2] for place in places]
    parts = [part for part, _ in stands]
    rising = length > 0 and all(a < b for a, b in itertools.pairwise(parts))
    aside = max((off for _, off in stands), default=0.0)
    text = f"in this order over {metres(length)}, at most {metres(aside)} off the line"
    if not rising:
        order = " then ".join(name for _, name in sorted(zip(parts, rule.members, strict=True)))
        text = f"in another order: {order}"
    held = rising and aside <= most
    fit = 0.0 if most == 0 else max(0.0, 1 - 0.5 * aside / most)
    return Judged(held, held or (rising and aside <= _NEARLY * most), fit, text)


def _sight(ground: Ground, rule: Order, bound: Mapping[str, int]) -> Judged:
    if rule.seen_from is None:
        raise AssertionError("a sight has a place to stand")
    stand = ground.middles[bound[rule.seen_from]]
    vectors = np.array([_toward(ground, bound[name], stand) - stand for name in rule.members])
    bearings = bearing_of(vectors)
    turns = [float((b - a) % 360.0) for a, b in itertools.pairwise(bearings)]
    smallest, whole = min(turns), math.fsum(turns)
    held = whole < 180.0 and smallest > 0.0
    true = [(float(one) - float(ground.north[bound[rule.seen_from]])) % 360.0 for one in bearings]
    told = ", ".join(f"{name} at {one:.0f}°" for name, one in zip(rule.members, true, strict=True))
    signed = [turn if turn < 180 else turn - 360 for turn in turns]
    nearly = held or (min(signed) > -_NEARLY_TURN_DEG and math.fsum(signed) < 180.0)
    return Judged(held, nearly, min(1.0, 0.5 + smallest / 20.0) if held else 0.4, told)


def _sides(ground: Ground, rule: Sides, bound: Mapping[str, int]) -> Judged:
    line = ground.shapes[bound[rule.line]]
    first, second = (ground.middles[bound[name]] for name in (rule.first, rule.second))
    if ground.dimensions[bound[rule.line]] != 1:
        crossed = bool(shapely.intersects(shapely.LineString([first, second]), line))
        same = not crossed
    else:
        same = _side(line, first) == _side(line, second)
    away = min(float(shapely.distance(shapely.Point(place), line)) for place in (first, second))
    text = f"{'the same side' if same else 'opposite sides'}, the nearer one {metres(away)} from it"
    held = same == rule.same
    return Judged(held, held or away < 10.0, 1.0 if held and away >= 5.0 else 0.5, text)


def _side(line: shapely.Geometry, place: Floats) -> bool:
    """Tell the side of a line that a point lies on, by the stretch of it that is nearest."""
    best = (math.inf, False)
    for run in shapely.get_parts(line):
        points = shapely.get_coordinates(run)
        starts, steps = points[:-1], np.diff(points, axis=0)
        lengths = np.maximum((steps**2).sum(axis=1), 1e-12)
        parts = np.clip(((place - starts) * steps).sum(axis=1) / lengths, 0, 1)
        gaps = np.hypot(*(starts + parts[:, None] * steps - place).T)
        nearest = int(np.argmin(gaps))
        step, off = steps[nearest], place - starts[nearest]
        if gaps[nearest] < best[0]:
            best = (float(gaps[nearest]), bool(step[0] * off[1] - step[1] * off[0] > 0))
    return best[1]
