"""Weighs whether two items are about one event: points for and against, each with its reason, and what excludes it.

The points are this project's own, and few on purpose: a day and a name of a place together are enough, neither is
enough alone; shared footage or sound is enough, nearly equal words are not; another name of the place, another day or
positions too far apart are never outweighed.
"""

import math
from collections.abc import Sequence
from typing import Final, Literal

from attrs import frozen

from sightline.model.geodesic import MEAN_RADIUS_M
from sightline.work.grouping_items.facts import DAY_MS, HOUR_MS, Facts, Link, Spot
from sightline.work.grouping_items.spellings import Places
from sightline.work.grouping_items.times import gap_ms, meetings, written

ENOUGH: Final = 5
"""Points from which two items are proposed as one event."""
FEW_HOURS_MS: Final = 6 * HOUR_MS
ONE_DAY_MS: Final = DAY_MS * 3 // 2
SOME_DAYS_MS: Final = 3 * DAY_MS
TEN_DAYS_MS: Final = 10 * DAY_MS
UNSTATED_M: Final = 5_000
"""How far off a position is taken to be, where nobody said."""
NAMESAKES_M: Final = 25_000
"""Positions of one name farther apart than this, beyond their own error, are of two places of that name."""
AREA_M: Final = 30_000
"""A position that may be farther off than this is of an area, and says little."""

Kind = Literal["time", "place", "copy", "sound", "wording", "repost", "update", "figures"]


@frozen(slots=True)
class Point:
    """One reason: points above 0 speak for one event, below 0 against."""

    kind: Kind
    points: int
    why: str
    ref: str | None = None


@frozen(slots=True)
class Weighed:
    """What two items come to."""

    points: int
    reasons: tuple[Point, ...]
    apart: str | None = None
    """Why they cannot be one event; None where they can."""


def weigh(one: Facts, other: Facts, places: Places, links: Sequence[Link] = ()) -> Weighed:
    """Weigh two items."""
    reasons = [*_time(one, other), *_place(one, other, places)]
    reasons += [Point(link.kind, link.points, link.why, link.ref) for link in links]
    reasons += _figures(one, other)
    apart = excluded(one, other, places)
    return Weighed(sum(point.points for point in reasons), tuple(reasons), apart)


def excluded(one: Facts, other: Facts, places: Places) -> str | None:
    """Say why two cannot be one event; None where they can."""
    if other.id in one.after or one.id in other.after:
        return "one is said to have been before the other"
    if gap_ms(one.times, other.times) > 0:
        return f"their times do not meet: {written(one.times)} and {written(other.times)}"
    for first, second in ((one, other), (other, one)):
        if is_too_late(first, second):
            return f"{second.code} was published before {written(first.times)}"
    return not_one_place(one, other, places)


def is_too_late(event: Facts, item: Facts) -> bool:
    """Tell whether every time of an event begins after an item was published."""
    if item.posted is None or item.posted.end is None or not event.times:
        return False
    end = item.posted.end
    return all(w.begin is not None and w.begin >= end for w in event.times)


def not_one_place(one: Facts, other: Facts, places: Places) -> str | None:
    """Say why two are not of one place; None where they may be."""
    shared = set(one.places) & set(other.places)
    if one.places and other.places and not shared and one.where == other.where == "said":
        return f"their places are named differently: {place_of(one, places)} and {place_of(other, places)}"
    if one.places and other.places and not shared:
        return f"the words of one name another place: {place_of(one, places)} and {place_of(other, places)}"
    far = _nearest(one, other, places)
    if far is None:
        return None
    away, error = far
    if away > error + (NAMESAKES_M if shared else UNSTATED_M):
        return f"their positions are {away / 1000:.0f} km apart"
    return None


def place_of(one: Facts, places: Places) -> str:
    """Name the place of a thing: as written first."""
    if one.spelled:
        return one.spelled[0]
    return places.title.get(one.places[0], "?") if one.places else "?"


def _time(one: Facts, other: Facts) -> list[Point]:
    both = meetings(one.windows, other.windows)
    if both:
        widths = [
            max(_width(a), _width(b)) for a in one.windows for b in other.windows if meetings((a,), (b,))
        ]
        width = min(widths)
        said = written(both)
        camera = "camera" in (one.when, other.when) or "words" in (one.when, other.when)
        if width <= FEW_HOURS_MS:
            return [Point("time", 4, f"the same hours, {said}")]
        if width <= ONE_DAY_MS:
            return [
                Point(
                    "time", 3, f"the same day, {said}" + (", by one's own words or camera" if camera else "")
                )
            ]
        if width <= SOME_DAYS_MS:
            return [Point("time", 2, f"their times meet within three days, {said}")]
        if width <= TEN_DAYS_MS:
            return [Point("time", 1, f"their times meet within ten days, {said}")]
        return []
    if one.windows and other.windows:
        return [
            Point("time", -6, f"their times do not meet: {written(one.windows)} and {written(other.windows)}")
        ]
    return _posting(one, other)


def _posting(one: Facts, other: Facts) -> list[Point]:
    """Weigh what is only known by when it was published: soon after an event it is likely of it."""
    event, item = (one, other) if one.windows else (other, one)
    if item.posted is None or item.posted.begin is None or item.posted.end is None:
        return []
    if event.windows and not item.windows:
        behind = [
            item.posted.begin - w.begin
            for w in event.windows
            if w.begin is not None and _width(w) <= ONE_DAY_MS
        ]
        behind = [ms for ms in behind if ms > -ONE_DAY_MS]
        if behind and min(behind) <= ONE_DAY_MS:
            return [
                Point("time", 2, f"{item.code} was published within a day or two; its own date is not known")
            ]
        if behind and min(behind) <= 4 * DAY_MS:
            return [
                Point("time", 1, f"{item.code} was published within four days; its own date is not known")
            ]
        return []
    begin = None if event.windows or event.posted is None else event.posted.begin
    if begin is not None and abs(begin - item.posted.begin) <= ONE_DAY_MS:
        return [Point("time", 1, "they were published within a day and a half of each other")]
    return []


def _width(window: object) -> int:
    width = getattr(window, "width", None)
    return width if isinstance(width, int) else 1_000 * DAY_MS


def _place(one: Facts, other: Facts, places: Places) -> list[Point]:
    shared = sorted(set(one.places) & set(other.places))
    if shared:
        words = "words" in (one.where, other.where)
        names = sorted({place_of(one, places), place_of(other, places)})
        said = names[0] if len(names) == 1 else f"{names[0]} = {names[1]}"
        if words:
            return [Point("place", 2, f"the same place, {said}, which the words of one name")]
        return [Point("place", 3, f"the same place, {said}")]
    if one.places and other.places:
        return [
            Point(
                "place",
                -6,
                f"another name of the place: {place_of(one, places)} and {place_of(other, places)}",
            )
        ]
    far = _nearest(one, other, places)
    if far is None:
        return []
    away, error = far
    if error > AREA_M:
        return []
    if away <= 500:
        return [Point("place", 4, f"the same spot, within {max(away, 1):.0f} m")]
    if away <= 2_000:
        return [Point("place", 3, f"positions {away / 1000:.1f} km apart")]
    if away <= error:
        return [Point("place", 2, f"positions {away / 1000:.1f} km apart, which may be one place")]
    return []


def _nearest(one: Facts, other: Facts, places: Places) -> tuple[float, int] | None:
    """Measure how near two can be [m], with the error of both positions; None where one has none."""
    found = [
        (
            metres(a, b),
            (a.reach_m if a.reach_m is not None else UNSTATED_M)
            + (b.reach_m if b.reach_m is not None else UNSTATED_M),
        )
        for a in spots_of(one, places)
        for b in spots_of(other, places)
    ]
    return min(found, key=lambda pair: (pair[0] - pair[1], pair), default=None)


def spots_of(one: Facts, places: Places) -> tuple[Spot, ...]:
    """Give the positions of a thing: its own, else that of its name in a gazetteer."""
    if one.spots or len(one.places) != 1 or one.places[0] not in places.at:
        return one.spots
    lat, lon = places.at[one.places[0]]
    return (Spot(round(lat * 1e7), round(lon * 1e7), UNSTATED_M),)


def metres(a: Spot, b: Spot) -> float:
    """Measure the distance of two positions on a sphere [m]."""
    lat1, lat2 = math.radians(a.lat_e7 / 1e7), math.radians(b.lat_e7 / 1e7)
    across = math.radians((a.lon_e7 - b.lon_e7) / 1e7)
    half = math.sin((lat1 - lat2) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(across / 2) ** 2
    return 2 * MEAN_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


def _figures(one: Facts, other: Facts) -> list[Point]:
    """Weigh counts: equal ones are a hint, far ones a doubt; sources differ on one event, so neither decides."""
    mine = {state: (low, high) for state, low, high in one.figures}
    out = []
    for state, low, high in other.figures:
        if state not in mine or max(low, mine[state][0]) < 3:
            continue
        low2, high2 = mine[state]
        if (high is None or low2 <= high) and (high2 is None or low <= high2):
            if low == low2:
                out.append(Point("figures", 1, f"both count {low} {state}"))
        elif high is not None and high2 is not None and max(low, low2) > 3 * max(1, min(high, high2)):
            out.append(Point("figures", -1, f"they count {low2} and {low} {state}"))
    return out
