"""See the skylines of tens of thousands of places at once, by sweeping straight lines across the country.

For one direction the country is cut into parallel lines. Along a line the points that can be a horizon for anybody form
the upper hull of the ground beyond, kept on a stack while walking home from the far end [1]; each place then finds its
horizon on the hull by halving. With w = z - c x² in place of z the hull holds curvature and refraction too, since the
term that remains, 2 c x, is the same for all that one place sees. Each direction costs a few steps a point of the line,
however far the places look, where a ray for each place walks its whole length.

A place is taken at the nearest point of the nearest line, up to half the distance of the lines aside: good for
finding places to look at more closely, not for the last word.

Sources:
[1] J. Dozier, J. Bruno, P. Downey, A faster solution to the horizon problem, Computers & Geosciences 7 (1981), 145-151,
    https://doi.org/10.1016/0098-3004(81)90026-1
"""

import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import numba
import numpy as np
from numpy.typing import NDArray

from sightline.core.compute import cores
from sightline.measure.geo.terrain.rays import fall
from sightline.measure.geo.terrain.surface import REFRACTION, Floats, Surface

LINES_M: Final = 120.0
ALONG_M: Final = 60.0
UNSEEN: Final = -9.0
"""Slope where no ground is known ahead."""


def _sweep_loop(  # noqa: C901, PLR0912, PLR0915 - one loop of machine code
    heights: Any,
    west: Any,
    south: Any,
    step: Any,
    east: Any,
    north: Any,
    eye_m: Any,
    bearing: Any,
    across: Any,
    along: Any,
    reach: Any,
    c: Any,
    ahead: Any,
    behind: Any,
) -> None:
    """Sweep one direction and its opposite; ahead, behind: (n) slopes, written."""
    rows, cols = heights.shape
    n = east.shape[0]
    ux, uy = math.sin(bearing), math.cos(bearing)
    # along u (the direction) and across v (to its right) for all places
    u = east * ux + north * uy
    v = east * uy - north * ux
    v_low = v.min()
    lines = int((v.max() - v_low) / across) + 2
    u_low = u.min() - reach
    points = int((u.max() + reach - u_low) / along) + 2
    # places of each line
    line_of = np.empty(n, np.int32)
    counts = np.zeros(lines + 1, np.int32)
    for i in range(n):
        line_of[i] = int((v[i] - v_low) / across + 0.5)
        counts[line_of[i] + 1] += 1
    for k in range(lines):
        counts[k + 1] += counts[k]
    order = np.empty(n, np.int32)
    fill = counts.copy()
    for i in range(n):
        order[fill[line_of[i]]] = i
        fill[line_of[i]] += 1
    z = np.empty(points)
    w = np.empty(points)
    first_at = np.empty(points, np.int32)
    stack = np.empty(points, np.int32)
    chain = np.empty(n, np.int32)
    for k in range(lines):
        if counts[k + 1] == counts[k]:
            continue
        # the part of the line that anybody on it looks at
        low, high = math.inf, -math.inf
        for m in range(counts[k], counts[k + 1]):
            low = min(low, u[order[m]])
            high = max(high, u[order[m]])
        begin = max(0, int((low - reach - u_low) / along))
        end = min(points, int((high + reach - u_low) / along) + 1)
        x0 = ((v_low + k * across) * uy + u_low * ux - west) / step
        y0 = (-(v_low + k * across) * ux + u_low * uy - south) / step
        dx, dy = along * ux / step, along * uy / step
        for i in range(begin, end):
            first_at[i] = -1
            x, y = x0 + i * dx, y0 + i * dy
            z[i] = math.nan
            if x >= 0 and y >= 0:
                col, row = int(x), int(y)
                if col < cols - 1 and row < rows - 1:
                    p, q = np.float32(x - col), np.float32(y - row)
                    a, b = heights[row, col], heights[row, col + 1]
                    e, f = heights[row + 1, col], heights[row + 1, col + 1]
                    z[i] = a + (b - a) * p + ((e - a) + (f - e - b + a) * p) * q
            t = (i - 0.5 * (begin + end)) * along
            w[i] = z[i] - c * t * t
        for m in range(counts[k], counts[k + 1]):
            i = order[m]
            at = min(end - 1, max(begin, int((u[i] - u_low) / along + 0.5)))
            chain[i] = first_at[at]
            first_at[at] = i
        for side in range(2):
            size = 0
            i, last, go = (end - 1, begin - 1, -1) if side == 0 else (begin, end, 1)
            while i != last:
                if not math.isnan(z[i]):
                    if first_at[i] >= 0:
                        slope = -9.0
                        if size > 0:
                            # on the hull the slope from the eye rises to the tangent and falls after it
                            eye = w[i] + eye_m
                            lo, hi = 0, size - 1  # stack[size - 1] is the nearest
                            while lo < hi:
                                mid = (lo + hi) // 2
                                far, near = stack[mid], stack[mid + 1]
                                if (w[far] - eye) * abs(near - i) > (w[near] - eye) * abs(far - i):
                                    hi = mid
                                else:
                                    lo = mid + 1
                            hit = stack[lo]
                            t = (i - 0.5 * (begin + end)) * along
                            slope = (w[hit] - eye) / (abs(hit - i) * along) - 2.0 * c * t * go
                        place = first_at[i]
                        while place >= 0:
                            if side == 0:
                                ahead[place] = slope
                            else:
                                behind[place] = slope
                            place = chain[place]
                    while size >= 2:
                        near, far = stack[size - 1], stack[size - 2]
                        if (w[near] - w[i]) * abs(far - i) <= (w[far] - w[i]) * abs(near - i):
                            size -= 1
                        else:
                            break
                    stack[size] = i
                    size += 1
                i += go


_sweep: Any = numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})(_sweep_loop)


def skylines_of(
    surface: Surface,
    east: Floats,
    north: Floats,
    *,
    count: int = 720,
    eye_m: float,
    reach_m: float,
    refraction: float = REFRACTION,
    across_m: float = LINES_M,
    along_m: float = ALONG_M,
) -> NDArray[np.float32]:
    """See the skylines of many places.

    :param east: :param north: (n) of the places in the surface's frame [m].
    :param count: directions all around, even, the first the grid's north.
    :param eye_m: height of the eyes above the ground [m]; :param reach_m: how far ground is looked at, at least [m].
    :param refraction: coefficient k.
    :param across_m: distance of the lines [m]; :param along_m: of the points on them [m].
    :returns: elevations (n, count) [degrees]; NaN where no ground is known ahead, or under the place.
    """
    grid = surface.grid
    east, north = np.ascontiguousarray(east, np.float64), np.ascontiguousarray(north, np.float64)
    half = count // 2
    slopes = np.empty((count, len(east)), np.float32)

    def one(at: int) -> None:
        ahead, behind = np.full(len(east), math.nan), np.full(len(east), math.nan)
        _sweep(
            surface.heights, grid.west_m, grid.south_m, grid.step_m, east, north, eye_m,
            2 * math.pi * at / count, across_m, along_m, reach_m, fall(refraction), ahead, behind,
        )  # fmt: skip
        slopes[at], slopes[at + half] = ahead, behind

    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(one, range(half)))
    found: NDArray[np.float32] = np.degrees(np.arctan(slopes)).T
    return np.where(found > np.degrees(np.arctan(UNSEEN)) + 1e-3, found, np.nan).astype(np.float32)
