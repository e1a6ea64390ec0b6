"""Is a speed other than 1 in the pictures? Where little moves, lines of many speeds fit alike, and none may be claimed.

The best line at speed 1 is sought among offsets, and its frames are compared with those of the fitted line, the ones
that tell more counting more. Only where they agree less by two bits or more the speed stands. Seen: a hand swaying
before a still valley, mirrored and cropped, fitted best at 1.08 times the speed, by 0.7 bits of 22.
"""

from typing import Final

import numpy as np
from attrs import evolve

from sightline.measure.media.aligning.layers import Layers, Pairing
from sightline.measure.media.aligning.walking import NOTHING, Line, Walk, compare_at

LOSS_BITS: Final = 2.0
"""By how many bits frames must agree less at speed 1 for another speed to be told."""
_STEP_MS: Final = 20
_LEAST_REACH_MS: Final = 200
_MOST_REACH_MS: Final = 3_000
_MOST: Final = 240


def told_speed(one: Layers, other: Layers, line: Line, pairs: tuple[Pairing, ...], seen: Walk) -> Line:
    """Return a line at speed 1 where the pictures agree along it as well as along the fitted one; else that one.

    :param seen: a walk along the fitted line.
    """
    # all that match near the line, not only what lies on it: that part was chosen by the very speed in question
    rows = np.flatnonzero(seen.matched)
    if line.speed == 1.0 or len(rows) == 0:
        return line
    rows = rows[np.linspace(0, len(rows) - 1, min(_MOST, len(rows))).astype(np.int64)]
    times, weight = seen.at_ms[rows], 1.0 + np.maximum(seen.contrast[rows], 0)
    places = line.at(times)
    apart = places - times
    reach = min(_MOST_REACH_MS, float(np.ptp(apart)) / 2 + _LEAST_REACH_MS)
    middle = float(np.average(apart, weights=weight))
    shifts = np.arange(-reach, reach + _STEP_MS, _STEP_MS)
    plain = np.full((len(times), len(shifts)), NOTHING, np.int64)
    fitted = np.full((len(times), 1), NOTHING, np.int64)
    for mine, theirs in pairs:
        where = times[:, None] + middle + shifts[None, :]
        plain = np.minimum(plain, compare_at(one[mine], other[theirs], times, where)[0])
        fitted = np.minimum(fitted, compare_at(one[mine], other[theirs], times, places[:, None])[0])
    mean = np.average(plain, axis=0, weights=weight)
    best, told = int(mean.argmin()), float(np.average(fitted[:, 0], weights=weight))
    if mean[best] >= told + LOSS_BITS:
        return line
    # with the speed open, every offset that agrees as well is as good
    alike = shifts[mean <= max(float(mean[best]), told) + LOSS_BITS]
    return evolve(
        line,
        speed=1.0,
        offset_ms=middle + float(alike[0] + alike[-1]) / 2,
        speed_error=abs(line.speed - 1),
        speed_told=False,
        offset_error_ms=float(alike[-1] - alike[0]) / 2 + _STEP_MS,
    )
