"""From a shadow and a clock on the wall to places: when only the local time is known, every zone reads it its own way.

A globe of half degrees carries a zone for each node, and each zone turns the clock reading into one moment of UTC, or
two where the clocks were put back, or skipped it. Both readings of such an hour are tried. The answer is in cells of
half a degree, each of which may hold a place that fits.
"""

import numpy as np
import shapely
from attrs import frozen
from numpy.typing import NDArray
from scipy.ndimage import label
from shapely.geometry.base import BaseGeometry

from sightline.core.errors import BadValue
from sightline.measure.chrono.earth_time import Floats
from sightline.measure.chrono.shadow.contours import area_km2
from sightline.measure.chrono.shadow.measured import CONFIDENCE, Shadow, enough, misfit
from sightline.measure.chrono.shadow.regions import Places, Region
from sightline.measure.chrono.shadow.telling import endless, warnings_at
from sightline.measure.chrono.sun import position, refracted
from sightline.model.zones import clock_to_utc


@frozen(slots=True, eq=False)
class ZoneGrid:
    """Zones of the nodes of a globe: ``number`` (N, M) points into ``names``; -1 where none is known."""

    lats: Floats
    lons: Floats
    number: NDArray[np.int64]
    names: tuple[str, ...]


@frozen(slots=True, eq=False)
class Likelihood:
    """How badly each node of the globe fits (see ``measured.misfit``), and the zones that read the clock oddly."""

    misfit: Floats
    elevation: Floats
    twice: tuple[str, ...]
    skipped: tuple[str, ...]


def local_places(one: Shadow, begin: int, end: int, zones: ZoneGrid) -> Places:
    """Find the places where a shadow fits a reading of the local clock.

    Parameters
    ----------
    one : Shadow
        What was measured.
    begin, end : int
        The stretch that the clock may have shown [local ms since 1970, half-open], such as one minute; at most an hour.
    zones : ZoneGrid
        Zones of the globe.

    Raises BadValue for a stretch that is empty or longer than an hour.
    """
    if not 0 < end - begin <= 3_600_000:
        raise BadValue(
            "the clock must be known to the hour", item=f"{begin} to {end}", todo="give hour and minute"
        )
    if one.ratio is not None and one.endless:
        return Places((), (), CONFIDENCE, endless(one.ratio.value), ())
    cell = float(zones.lats[1] - zones.lats[0])
    slack = 0.75 * cell + (end - begin) / 2 / 3_600_000 * 15.0
    found = likelihood(one, (begin + end) // 2, zones, within=slack)
    most = enough(one.terms)
    regions = _cells(zones, found.misfit, most, cell)
    told = _clocks(found)
    if not regions:
        return Places(
            (), (), CONFIDENCE, "No place on Earth fits these measurements at that local time.", told
        )
    row = int(np.argmin(np.abs(zones.lats - regions[0].best[0])))
    column = int(np.argmin(np.abs(zones.lons - regions[0].best[1])))
    seen = float(refracted(found.elevation[row, column]))
    size = sum(region.area_km2 for region in regions)
    why = (
        f"By local clocks the shadow fits in {len(regions)} patches of {cell:g}-degree cells, {size:,.0f} km² in all: "
        "the truth is in there at least 95 times in 100."
    )
    return Places(regions, (), CONFIDENCE, why, (*warnings_at(one, seen, []), *told))


def likelihood(one: Shadow, clock: int, zones: ZoneGrid, *, within: float = 0.0) -> Likelihood:
    """Say how badly each node fits when its local clock shows ``clock`` [local ms since 1970].

    ``within`` [degrees] tests a cell around each node. Nodes without a zone never fit.
    """
    used = np.unique(zones.number[zones.number >= 0])
    first, last = np.zeros(len(zones.names), np.int64), np.zeros(len(zones.names), np.int64)
    for number in used:
        early, late = clock_to_utc(clock, clock + 1, zones.names[number])
        first[number], last[number] = early, late - 1
    moments = first[zones.number]
    azimuth, elevation = position(zones.lats[:, None], zones.lons[None, :], moments)
    best = misfit(one, azimuth, elevation, within=within)
    again = (first != last)[zones.number]
    if again.any():
        rows, columns = np.nonzero(again)
        other = position(zones.lats[rows], zones.lons[columns], last[zones.number[again]])
        best[again] = np.minimum(best[again], misfit(one, *other, within=within))
    best[zones.number < 0] = np.inf
    odd = [zones.names[number] for number in used if first[number] != last[number]]
    twice = tuple(name for name in odd if _shown(clock, name))
    return Likelihood(best, elevation, twice, tuple(name for name in odd if name not in twice))


def _shown(clock: int, zone: str) -> bool:
    """Whether an odd reading was shown twice; otherwise it was skipped: then going back an hour mends it.

    A skipped reading is ahead of its clock: the later of its two moments reads later than the clock says.
    """
    early, late = clock_to_utc(clock, clock + 1, zone)
    before, _ = clock_to_utc(clock - 12 * 3_600_000, clock - 12 * 3_600_000 + 1, zone)
    return early - before == 12 * 3_600_000 and late - 1 - before > 12 * 3_600_000


def _cells(zones: ZoneGrid, value: Floats, most: float, cell: float) -> tuple[Region, ...]:
    fits = value <= most
    patches, count = label(fits, structure=np.ones((3, 3)))
    half = cell / 2
    regions = []
    for number in range(1, count + 1):
        own = patches == number
        boxes = [
            _box(zones, row, start, stop, half)
            for row in map(int, np.flatnonzero(own.any(axis=1)))
            for start, stop in _runs(own[row])
        ]
        shape = shapely.unary_union(boxes)
        row, column = np.unravel_index(int(np.argmin(np.where(own, value, np.inf))), own.shape)
        best = (float(zones.lats[row]), float(zones.lons[column]))
        regions.append(Region(shape, area_km2(shape), best, float(value[row, column])))
    return tuple(sorted(regions, key=lambda region: -region.area_km2))


def _runs(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.view(np.int8), [0]))))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _box(zones: ZoneGrid, row: int, start: int, stop: int, half: float) -> BaseGeometry:
    west, east = max(-180.0, zones.lons[start] - half), min(180.0, zones.lons[stop] + half)
    south, north = max(-90.0, zones.lats[row] - half), min(90.0, zones.lats[row] + half)
    return shapely.box(west, south, east, north)


def _clocks(found: Likelihood) -> tuple[str, ...]:
    told = []
    for names, what in ((found.twice, "showed this time twice"), (found.skipped, "skipped this time")):
        if names:
            few = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
            told.append(f"Summer time: the clocks of {few} {what}; both readings were tried there.")
    return tuple(told)
