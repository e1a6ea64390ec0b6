"""Cut a line into stretches where the films really agree, and count how many different pictures that rests on.

Agreement earns, disagreement costs; a stretch is a run that earns more than any part before or after it takes away.
All of them at once are the maximal scoring subsequences [1]_.

.. [1] W. L. Ruzzo, M. Tompa, "A linear time algorithm for finding all maximal scoring subsequences", ISMB 1999,
   pp. 234-241, https://dl.acm.org/doi/10.5555/645634.660812
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.measure.media.aligning.bits import Words, bits_between

LOOK_BITS: Final = 16
"""Frames that differ by more are different looks: twice what the runs of like frames are parted by."""
_MOST_COUNTED: Final = 4096
_MOST_LOOKS: Final = 512
_CHEAPEST: Final = 0.12
_DEAREST: Final = 1.0
_LONGEST_GAP_MS: Final = 3000
_LONGEST_STEP_MS: Final = 1000


def stretches(
    matched: NDArray[np.bool_], neutral: NDArray[np.bool_], lasts_ms: NDArray[np.int64]
) -> list[tuple[int, int]]:
    """Return (first, last + 1) of each stretch of instants that agree.

    :param matched: (n,) whether an instant has a partner.
    :param neutral: (n,) whether it says nothing either way: black, without gradient, spoilt.
    :param lasts_ms: (n,) how long it lasts.
    """
    lasts = np.minimum(lasts_ms, _LONGEST_STEP_MS).astype(np.float64)
    spoken = matched | ~neutral
    agreeing, all_of_it = float(lasts[matched].sum()), float(lasts[spoken].sum())
    if agreeing == 0:
        return []
    share = agreeing / all_of_it
    price = min(_DEAREST, max(_CHEAPEST, 0.5 * share / max(1e-6, 1 - share)))
    earned = np.where(matched, lasts, np.where(spoken, -price * lasts, 0.0))
    # a gap as long as this parts two stretches, however much there is on both sides
    found: list[tuple[int, int]] = []
    for first, last in maximal_runs(earned):
        found.extend(_parted(first, last, matched, neutral, lasts_ms))
    return found


def maximal_runs(scores: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return (first, last + 1) of all maximal scoring subsequences of a sequence of scores, in order."""
    runs: list[tuple[int, int, float, float]] = []
    total = 0.0
    for at, score in enumerate(scores.tolist()):
        before, total = total, total + score
        if score <= 0:
            continue
        first, left = at, before
        while True:
            lower = next((i for i in range(len(runs) - 1, -1, -1) if runs[i][2] < left), None)
            if lower is None or runs[lower][3] >= total:
                runs.append((first, at + 1, left, total))
                break
            first, left = runs[lower][0], runs[lower][2]
            del runs[lower:]
    return [(first, last) for first, last, _, _ in runs]


def _parted(
    first: int, last: int, matched: NDArray[np.bool_], neutral: NDArray[np.bool_], lasts_ms: NDArray[np.int64]
) -> list[tuple[int, int]]:
    """Part a run where it disagrees for too long on end, and begin and end it at agreement."""
    parts: list[tuple[int, int]] = []
    begin: int | None = None
    end = first
    gap = 0
    for at in range(first, last):
        if matched[at]:
            if begin is not None and gap > _LONGEST_GAP_MS:
                parts.append((begin, end))
                begin = None
            begin = at if begin is None else begin
            end, gap = at + 1, 0
        elif not neutral[at]:
            gap += int(lasts_ms[at])
    if begin is not None:
        parts.append((begin, end))
    return parts


def looks(words: Words) -> int:
    """Count the different looks among frames: those more than 16 bits from every look counted before.

    A still that stands for a minute is one, a loop that runs ten times counts once.

    :param words: (n, 4); of more than 4096, that many are taken, evenly; more than 512 looks are not told apart.
    """
    if len(words) > _MOST_COUNTED:
        words = words[np.linspace(0, len(words) - 1, _MOST_COUNTED).astype(np.int64)]
    left = words
    count = 0
    while len(left) > 0 and count < _MOST_LOOKS:
        left = left[bits_between(left, left[0]) > LOOK_BITS]
        count += 1
    return count
