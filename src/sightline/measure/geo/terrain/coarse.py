"""Compare one traced skyline with the skylines of many places in all directions at once.

For a place, a direction and the pitch and roll that fit best, the squares of what is left over are sums of products of
the place's skyline with fixed rows, so all directions of all places come from a few Fourier transforms:
with t the trace and q1, q2 the rows that pitch and roll move it by (cos a and sin a, made orthonormal),
rest = |s|² - 2 s.t + |t|² - (s.q1)² - (s.q2)², t having been made orthogonal to both.
"""

import math
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from scipy import fft

from sightline.core.compute import cores
from sightline.measure.geo.terrain.surface import Floats
from sightline.measure.geo.terrain.traced import Trace, directions

_BLOCK: Final = 4096


@frozen(slots=True, eq=False)
class Rows:
    """A trace as rows over a circle of directions, the optical axis at index 0."""

    seen: Floats
    """(count) 1 where the trace says something."""
    trace: Floats
    pitch: Floats
    roll: Floats
    samples: int


def rows_of(trace: Trace, focal_px: float, count: int, *, pitch_deg: float = 0.0) -> Rows | None:
    """Lay a trace on a circle of ``count`` directions; None when it covers too few of them to say anything."""
    azimuth, elevation = directions(trace, focal_px, pitch_deg=pitch_deg)
    step = 360.0 / count
    places = np.arange(math.ceil(azimuth[0] / step), math.floor(azimuth[-1] / step) + 1)
    at = places * step
    gap = np.diff(azimuth) > 2.5 * max(step, float(np.median(np.diff(azimuth))))
    dark = np.zeros(len(at), np.bool_)
    for left, right in zip(azimuth[:-1][gap], azimuth[1:][gap], strict=True):
        dark |= (at > left) & (at < right)
    at, places = at[~dark], places[~dark]
    if len(at) < 6:
        return None
    found = np.interp(at, azimuth, elevation)
    first = np.cos(np.radians(at))
    first /= np.linalg.norm(first)
    second = np.sin(np.radians(at))
    second -= first * (first @ second)
    second /= np.linalg.norm(second)
    found -= first * (first @ found)
    found -= second * (second @ found)
    rows = np.zeros((4, count))
    rows[:, places % count] = np.ones(len(at)), found, first, second
    return Rows(rows[0], rows[1], rows[2], rows[3], len(at))


def misfits(skylines: NDArray[np.float32], trace: Rows) -> NDArray[np.float32]:
    """Tell how badly a trace fits everywhere: root mean square of what is left over [degrees], (n, count).

    Column j: the optical axis points to direction j. NaN where ground is unknown under the trace.

    :param skylines: (n, count) elevations [degrees], NaN where unknown.
    """
    n, count = skylines.shape
    rows = np.stack([trace.seen, trace.trace, trace.pitch, trace.roll]).astype(np.float32)
    turned = np.conj(fft.rfft(rows, axis=1))
    square = float(trace.trace @ trace.trace)
    found = np.empty((n, count), np.float32)
    for begin in range(0, n, _BLOCK):
        part = skylines[begin : begin + _BLOCK]
        dark = ~np.isfinite(part)
        any_dark = bool(dark.any())
        # a common level changes nothing but the rounding
        level = np.zeros((len(part), 1), np.float32)
        known = np.where(dark, 0, part - level).astype(np.float32) if any_dark else part
        first = fft.rfft(known, axis=1, workers=cores())
        second = fft.rfft(known * known, axis=1, workers=cores())
        power = fft.irfft(second * turned[0], n=count, axis=1, workers=cores())
        like = fft.irfft(first * turned[1], n=count, axis=1, workers=cores())
        one = fft.irfft(first * turned[2], n=count, axis=1, workers=cores())
        other = fft.irfft(first * turned[3], n=count, axis=1, workers=cores())
        rest = power - 2 * like + np.float32(square) - one * one - other * other
        left = np.sqrt(np.maximum(rest, 0) / trace.samples)
        if any_dark:
            hits = fft.irfft(fft.rfft(dark.astype(np.float32), axis=1) * turned[0], n=count, axis=1)
            left[hits > 0.5] = np.nan
        found[begin : begin + _BLOCK] = left
    return found
