"""Find lines of one offset and speed among frames that agree: what a stretch of film in another looks like."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import frozen

from sightline.measure.media.details.fitting import Fit

_SPEEDS: Final = (1.0, 0.8, 0.9, 1.1, 1.25)
_BETTER: Final = 1.2
"""A changed speed must explain so much more than an unchanged one."""


@frozen(slots=True, eq=False)
class Agreed:
    """Two frames that agree."""

    a_ms: int
    b_ms: int
    fit: Fit


@frozen(slots=True, eq=False)
class Line:
    """Frames that agree on one offset."""

    speed: float
    held: tuple[Agreed, ...]
    """In order of A, one for each frame of A."""


def lines_of(agreed: Sequence[Agreed], *, tolerance_ms: int, most: int) -> list[Line]:
    """Gather pairs of frames into lines, the best first.

    :param tolerance_ms: by how much two pairs of one line may differ: as far as key frames lie apart.
    """
    left = list(agreed)
    found: list[Line] = []
    while len(left) > 0 and len(found) < most:
        best, best_score = _best(left, _SPEEDS[:1], tolerance_ms)
        other, other_score = _best(left, _SPEEDS[1:], tolerance_ms)
        line = other if other_score > _BETTER * best_score and len(other.held) >= 4 else best
        found.append(line)
        chosen = set(map(id, line.held))
        taken = {one.a_ms for one in line.held}
        left = [one for one in left if id(one) not in chosen and one.a_ms not in taken]
    return found


def _best(agreed: Sequence[Agreed], speeds: Sequence[float], tolerance_ms: int) -> tuple[Line, float]:
    weights = np.array([one.fit.agreeing for one in agreed], np.float64)
    a_ms = np.array([one.a_ms for one in agreed], np.float64)
    b_ms = np.array([one.b_ms for one in agreed], np.float64)
    turned_over = np.array([one.fit.mirrored for one in agreed])
    best, best_score = Line(1.0, ()), -1.0
    for speed in speeds:
        offset = b_ms - a_ms / speed
        for at in range(len(agreed)):
            away = np.abs(offset - offset[at])
            near = (
                np.where(turned_over == turned_over[at], np.maximum(0, 1 - away / tolerance_ms), 0) * weights
            )
            chosen: dict[int, int] = {}
            for row in np.flatnonzero(near > 0).tolist():
                held = chosen.get(agreed[row].a_ms)
                if held is None or near[row] > near[held]:
                    chosen[agreed[row].a_ms] = row
            score = float(near[list(chosen.values())].sum())
            if score > best_score:
                rows = [chosen[key] for key in sorted(chosen)]
                best, best_score = Line(speed, tuple(agreed[row] for row in rows)), score
    return best, best_score
