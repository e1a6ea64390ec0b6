"""From shadows at known moments to the places on Earth where the sun could have cast them.

One length gives a band about the point under the sun; a direction cuts a piece out of it; a second shadow at another
time leaves one or two small regions, and there are always two candidates where two bands cross. Any mixture is searched
the same way: a globe of half degrees tells by each cell's middle where it could fit at all, and each patch that may
is looked at again with a finer grid until its outline is drawn.
"""

from typing import Final

import numpy as np
import shapely
from attrs import frozen
from scipy.ndimage import find_objects, label
from shapely.geometry.base import BaseGeometry

from sightline.core.errors import BadValue
from sightline.measure.chrono.earth_time import Floats
from sightline.measure.chrono.shadow.circles import Band, band, outline
from sightline.measure.chrono.shadow.contours import area_km2, polygons
from sightline.measure.chrono.shadow.measured import CONFIDENCE, Shadow, enough, misfit
from sightline.measure.chrono.shadow.telling import endless, warnings_at
from sightline.measure.chrono.sun import position, refracted

CELL: Final = 0.5
MOST: Final = 6
"""Shadows looked at together."""
_FINE: Final = 180
_DEEPEST: Final = 7
_SPLITS: Final = 2  # one quartering
_THIN: Final = 4  # nodes across
_SMALLEST: Final = 2e-4  # of a window [degrees]: 20 m
_INSTANTS: Final = 13


@frozen(slots=True)
class Seen:
    """A shadow and when it was seen: at some moment from ``begin`` to ``end``, both included [ms since 1970 UTC]."""

    shadow: Shadow
    begin: int
    end: int


@frozen(slots=True, eq=False)
class Region:
    """One patch of the Earth that fits; ``shape`` in (longitude, latitude) [degrees], ``best`` (lat, lon) fits best."""

    shape: BaseGeometry
    area_km2: float
    best: tuple[float, float]
    misfit: float


@frozen(slots=True, eq=False)
class Places:
    """Where shadows fit, the largest region first, or why nowhere; ``bands`` are exact where a circle is one."""

    regions: tuple[Region, ...]
    bands: tuple[Band, ...]
    confidence: float
    why: str
    warnings: tuple[str, ...]


_Window = tuple[float, float, float, float]  # south, west, north, east [degrees]


def places(seen: tuple[Seen, ...]) -> Places:
    """Find where on Earth all of the shadows fit.

    Parameters
    ----------
    seen : tuple of Seen
        One to six shadows of one place, each at its moment; a moment known only within a stretch widens the answer.

    Raises BadValue for none or too many.
    """
    if not 0 < len(seen) <= MOST:
        raise BadValue("give one to six shadows", item=str(len(seen)), todo="choose the best measured ones")
    for one in seen:
        if one.shadow.ratio is not None and one.shadow.endless:
            return Places((), (), CONFIDENCE, endless(one.shadow.ratio.value), ())
    circles = tuple(
        found
        for found in (
            band(one.shadow, one.begin) for one in seen if one.shadow.only_height and one.begin == one.end
        )
        if found is not None
    )
    most = enough(sum(one.shadow.terms for one in seen))
    regions: tuple[Region, ...]
    if len(seen) == len(circles) == 1:
        regions = (_whole(circles[0]),)
    else:
        regions = tuple(sorted(_search(seen, most), key=lambda one: -one.area_km2))
    if not regions:
        return Places((), circles, CONFIDENCE, _nowhere(seen), ())
    return Places(regions, circles, CONFIDENCE, _found(seen, regions), _warnings(seen, regions))


def misfit_at(seen: tuple[Seen, ...], lat: Floats, lon: Floats, *, within: float = 0.0) -> Floats:
    """Sum the misfits of all shadows at places [degrees]; see ``measured.misfit``. Shapes broadcast."""
    total = np.zeros(np.broadcast(lat, lon).shape)
    for one in seen:
        count = 1 if one.begin == one.end else _INSTANTS
        moments = np.linspace(one.begin, one.end, count).astype(np.int64)
        slack = within + (0.0 if count == 1 else (one.end - one.begin) / (count - 1) / 2 / 3_600_000 * 15.0)
        best = np.full(total.shape, np.inf)
        for ms in moments:
            azimuth, elevation = position(lat, lon, int(ms))
            best = np.minimum(best, misfit(one.shadow, azimuth, elevation, within=slack))
        total = total + best
    return total


def _whole(circle: Band) -> Region:
    shape = outline(circle)
    spot = shape.representative_point()
    return Region(shape, area_km2(shape), (float(spot.y), float(spot.x)), 0.0)


def _search(seen: tuple[Seen, ...], most: float) -> list[Region]:
    lats, lons = np.arange(-90.0, 90.01, CELL), np.arange(-180.0, 180.01, CELL)
    rough = misfit_at(seen, lats[:, None], lons[None, :], within=0.75 * CELL)
    patches, _ = label(rough <= most, structure=np.ones((3, 3)))
    found = []
    for rows, columns in find_objects(patches):
        window = (
            max(-90.0, lats[rows.start] - CELL), max(-180.0, lons[columns.start] - CELL),
            min(90.0, lats[rows.stop - 1] + CELL), min(180.0, lons[columns.stop - 1] + CELL),
        )  # fmt: skip
        found += _closer(seen, most, window, 0)
    return _joined(found)


def _closer(seen: tuple[Seen, ...], most: float, window: _Window, depth: int) -> list[Region]:
    """Look at a window with a finer grid; go on in the parts that need it, and draw the others.

    What stays thinner than a few nodes is drawn too wide rather than not at all: by what any place within a cell
    could do.
    """
    south, west, north, east = window
    lats, lons = np.linspace(south, north, _FINE), np.linspace(west, east, _FINE)
    nearest = 0.0 if south < 0.0 < north else min(abs(south), abs(north))
    step = max(lats[1] - lats[0], (lons[1] - lons[0]) * np.cos(np.radians(nearest)))
    value = misfit_at(seen, lats[:, None], lons[None, :])
    loose = misfit_at(seen, lats[:, None], lons[None, :], within=0.75 * step)
    inside = value <= most
    patches, _ = label(inside | (loose <= most), structure=np.ones((3, 3)))
    regions: list[Region] = []
    for number, (rows, columns) in enumerate(find_objects(patches), start=1):
        own = patches == number
        wide = max(rows.stop - rows.start, columns.stop - columns.start)
        thin = (own & inside).sum() < _THIN * wide
        part = (
            lats[max(0, rows.start - 1)], lons[max(0, columns.start - 1)],
            lats[min(_FINE - 1, rows.stop)], lons[min(_FINE - 1, columns.stop)],
        )  # fmt: skip
        if (
            (thin or wide < _FINE // 3)
            and wide < 0.6 * _FINE
            and depth < _DEEPEST
            and step * _FINE > _SMALLEST
        ):
            regions += _closer(seen, most, part, depth + 1)
        elif thin and depth < _SPLITS:
            regions += [one for quarter in _quarters(part) for one in _closer(seen, most, quarter, depth + 2)]
        else:
            regions.append(_drawn(lats, lons, np.where(own, loose if thin else value, np.inf), most))
    return regions


def _drawn(lats: Floats, lons: Floats, value: Floats, most: float) -> Region:
    shape = polygons(lats, lons, value, most)
    row, column = np.unravel_index(int(np.argmin(value)), value.shape)
    best = (float(lats[row]), float(lons[column]))
    return Region(shape, area_km2(shape), best, float(value[row, column]))


def _quarters(window: _Window) -> tuple[_Window, ...]:
    south, west, north, east = window
    middle, centre = (south + north) / 2, (west + east) / 2
    over, beside = 0.02 * (north - south), 0.02 * (east - west)  # they overlap, so that their pieces join
    return (
        (south, west, middle + over, centre + beside), (south, centre - beside, middle + over, east),
        (middle - over, west, north, centre + beside), (middle - over, centre - beside, north, east),
    )  # fmt: skip


def _joined(found: list[Region]) -> list[Region]:
    """Join regions that touch, also over the antimeridian."""
    groups: list[list[Region]] = []
    for one in found:
        touching = [group for group in groups if any(_touch(one.shape, other.shape) for other in group)]
        merged = [one, *(other for group in touching for other in group)]
        groups = [group for group in groups if not any(group is other for other in touching)] + [merged]
    joined = []
    for group in groups:
        best = min(group, key=lambda one: one.misfit)
        shape = group[0].shape if len(group) == 1 else shapely.unary_union([one.shape for one in group])
        size = group[0].area_km2 if len(group) == 1 else area_km2(shape)
        joined.append(Region(shape, size, best.best, best.misfit))
    return joined


def _touch(a: BaseGeometry, b: BaseGeometry) -> bool:
    turned = (shapely.transform(b, lambda xy, by=by: xy + np.array([by, 0.0])) for by in (-360.0, 0.0, 360.0))
    return any(shapely.distance(a, other) < 1e-6 for other in turned)


def _nowhere(seen: tuple[Seen, ...]) -> str:
    if len(seen) > 1:
        return (
            "No place on Earth fits all of these shadows: one of the times or measurements is wrong, or the "
            "footage was flipped or joined from two places."
        )
    return (
        "No place on Earth fits these measurements at that time: the direction and the height of the sun exclude "
        "each other."
    )


def _found(seen: tuple[Seen, ...], regions: tuple[Region, ...]) -> str:
    size = sum(region.area_km2 for region in regions)
    one = "one region" if len(regions) == 1 else f"{len(regions)} regions, and only one of them is true,"
    shadows = "The shadow fits" if len(seen) == 1 else f"The {len(seen)} shadows together fit"
    return f"{shadows} in {one} of {_round(size)} km² in all: the truth is in there 95 times in 100."


def _round(size: float) -> str:
    digits = 2 - int(np.floor(np.log10(max(size, 1.0)))) - 1
    return f"{round(size, max(digits, -9) if size >= 100 else 1):,.0f}" if size >= 10 else f"{size:.2g}"


def _warnings(seen: tuple[Seen, ...], regions: tuple[Region, ...]) -> tuple[str, ...]:
    told: list[str] = []
    best = min(regions, key=lambda one: one.misfit)
    for one in seen:
        middle = (one.begin + one.end) // 2
        elevation = float(refracted(position(*best.best, middle)[1]))
        told += [
            text for text in warnings_at(one.shadow, elevation, [], best=best.misfit) if text not in told
        ]
    if len(seen) == 1 and seen[0].shadow.azimuth is None:
        told.append(
            "One length fits all around the point under the sun: a direction or a second time narrows it."
        )
    return tuple(told)
