"""Find places from where a traced skyline could be seen: coarse to fine.

First the skylines of a lattice of places are swept over a coarser surface and the trace is compared with all of them in
all directions. Then the best places are moved about in ever smaller steps, each time seen by true rays, and the worse
half and more are dropped. What remains are hills of likelihood, not answers: see ``regions``.
"""

import math
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.geo.terrain.coarse import misfits, rows_of
from sightline.measure.geo.terrain.fitting import Errors, View, fit, look, usual_pitch, window_of
from sightline.measure.geo.terrain.surface import Floats, Grid, Surface, height_at, surface_of
from sightline.measure.geo.terrain.sweep import skylines_of
from sightline.measure.geo.terrain.traced import Trace

COARSE_M: Final = 60.0
WIDEST_M: Final = 250.0
_ACROSS: Final = 200
"""Places across the region, where it is so small that they come to lie closer than ``WIDEST_M``."""
SWEEP_REACH_M: Final = 30_000.0
_ROUNDS: Final = ((1 / 3, 120, 0.012, 5.0, 96), (1 / 6, 60, 0.01, 3.0, 96), (1 / 12, 30, 0.005, 2.0, 128))
"""Step as a part of the lattice's, places kept, growth of strides, slack of heading [degrees], samples."""


@frozen(slots=True, eq=False)
class Country:
    """A region with the skylines of its lattice of places, seen once and used for any number of pictures."""

    surface: Surface
    coarse: Surface
    east: Floats
    north: Floats
    spacing_m: float
    radius_m: float
    """Of the region, about the surface's middle: no camera is told outside of it."""
    skylines: NDArray[np.float32]
    """(places, directions) [degrees]."""
    view: View
    unseen: int
    """Places of the lattice left out, because the ground under them is unknown."""


@frozen(slots=True, eq=False)
class Hills:
    """Places that came through; arrays (n), the best first."""

    east: Floats
    north: Floats
    heading: Floats
    """In the surface's grid [degrees]."""
    rest: Floats
    """Weighted root mean square of what is left over [degrees]."""


def survey(surface: Surface, radius_m: float, view: View, *, directions: int = 720) -> Country:
    """See the skylines of a lattice of places within a radius of the surface's middle.

    :param surface: of heights, reaching further than ``radius_m`` by what mountains outside the region are to count.
    :param radius_m: of the region [m].
    :param directions: all around, even.
    """
    times = max(1, round(COARSE_M / surface.grid.step_m))
    coarse = _coarser(surface, times)
    spacing = min(WIDEST_M, max(2 * surface.grid.step_m, 2 * radius_m / _ACROSS))
    half = max(1, math.floor(radius_m / spacing))
    line = np.arange(-half, half + 1) * spacing
    east, north = (one.ravel() for one in np.meshgrid(line, line))
    inside = np.hypot(east, north) <= radius_m
    east, north = east[inside], north[inside]
    known = np.isfinite(height_at(coarse, east, north))
    east, north = east[known], north[known]
    skylines = np.empty((0, directions), np.float32)
    if len(east) > 0:
        skylines = skylines_of(
            coarse,
            east,
            north,
            count=directions,
            eye_m=view.eye_m,
            reach_m=min(view.reach_m, SWEEP_REACH_M),
            refraction=view.refraction,
            across_m=spacing / 2,
            along_m=coarse.grid.step_m,
        )
    return Country(surface, coarse, east, north, spacing, radius_m, skylines, view, int((~known).sum()))


def hills(country: Country, trace: Trace, focal_px: float, errors: Errors, *, most: int = 500) -> Hills:
    """Find the places that a trace fits best, if the focal length is right.

    :param most: places looked at by rays.
    """
    count = country.skylines.shape[1]
    pitch = usual_pitch(trace, focal_px)
    rows = rows_of(trace, focal_px, count, pitch_deg=pitch)
    if rows is None or len(country.east) == 0:
        nothing = np.empty(0)
        return Hills(nothing, nothing, nothing, nothing)
    rest = misfits(country.skylines, rows)
    rest[~np.isfinite(rest)] = np.inf
    direction = rest.argmin(axis=1)
    best = rest[np.arange(len(rest)), direction]
    kept = np.argsort(best, kind="stable")[:most]
    kept = kept[np.isfinite(best[kept])]
    found = Hills(country.east[kept], country.north[kept], direction[kept] * 360.0 / count, best[kept])
    for part, keep, growth, slack, samples in _ROUNDS:
        if len(found.east) == 0:
            return found
        found = _move(
            country,
            found,
            trace,
            focal_px,
            errors,
            part,
            keep=keep,
            growth=growth,
            slack=slack,
            samples=samples,
        )
    return found


def _move(
    country: Country,
    before: Hills,
    trace: Trace,
    focal_px: float,
    errors: Errors,
    part: float,
    *,
    keep: int,
    growth: float,
    slack: float,
    samples: int,
) -> Hills:
    """Look around each place in a square of nine, go to the best, and keep the best of all."""
    step = part * country.spacing_m
    window = window_of(trace, focal_px, errors, samples=samples)
    over, up = (one.ravel() for one in np.meshgrid([-step, 0.0, step], [-step, 0.0, step]))
    east = (before.east[:, None] + over).ravel()
    north = (before.north[:, None] + up).ravel()
    heading = np.repeat(before.heading, 9)
    surface = country.surface if step < COARSE_M / 2 else country.coarse
    seen = look(surface, east, north, heading, window, country.view, slack_deg=slack, growth=growth)
    found = fit(seen, window, errors, height_m=math.hypot(errors.height_m, 0.2 * step), likely=False)
    cost = np.where(np.isfinite(found.cost), found.cost, np.inf).reshape(-1, 9)
    pick = cost.argmin(axis=1) + 9 * np.arange(len(cost))
    order = np.argsort(cost.min(axis=1), kind="stable")
    chosen: list[int] = []
    for at in order:  # two that went to the same spot are one
        i = pick[at]
        if not math.isfinite(cost[at].min()) or len(chosen) >= keep:
            break
        if all(abs(east[i] - east[j]) + abs(north[i] - north[j]) > 0.6 * step for j in chosen):
            chosen.append(int(i))
    best = np.array(chosen, np.int64)
    return Hills(east[best], north[best], found.heading[best], cost.ravel()[best])


def _coarser(surface: Surface, times: int) -> Surface:
    """Average cells; a cell with any unknown ground stays unknown only if half of it is."""
    if times == 1:
        return surface
    grid = surface.grid
    rows, cols = grid.rows // times, grid.cols // times
    blocks = surface.heights[: rows * times, : cols * times].reshape(rows, times, cols, times)
    dark = ~np.isfinite(blocks)
    known = (~dark).sum(axis=(1, 3))
    total = np.where(dark, 0, blocks).sum(axis=(1, 3), dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        heights = np.where(2 * known >= times * times, total / known, np.nan)
    shift = (times - 1) / 2 * grid.step_m
    return surface_of(
        heights,
        Grid(grid.lat, grid.lon, grid.west_m + shift, grid.south_m + shift, times * grid.step_m, rows, cols),
    )
