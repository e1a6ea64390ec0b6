"""Choose the frames that stand for a film, while it is decoded once: its cuts where it has some, else evenly spread.

The length of the film need not be known, nor believed: time is cut into slots of a quarter of a second, and whenever
more than the allowed number are filled, slots are doubled and neighbours merged.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from sightline.measure.media.fingerprint import SIDE, Floats
from sightline.measure.media.fingerprint_loops import compiled, is_compiled

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST: Final = 24
_FIRST_SLOT_MS: Final = 250
_CUT: Final = 24.0
"""Mean difference of luma between neighbouring frames that counts as a cut, of 255; flashes reach it too, and are
worth seeing."""

Make = Callable[[], "Picture"]


@frozen(slots=True, eq=False)
class Kept:
    """A frame that stands for its slot."""

    at_ms: int
    score: float
    """Luma difference to the frame before, where that is a cut; else 0."""
    make: Make
    """Makes the picture; until then only the decoded frame is held."""


class KeyFrames:
    """The frames chosen so far."""

    def __init__(self, *, most: int = MOST) -> None:
        self._most = most
        self._slot_ms = _FIRST_SLOT_MS
        self._kept: dict[int, Kept] = {}
        self._before: Floats = np.empty((SIDE, SIDE), np.float32)
        self._step: Floats = np.empty((SIDE, SIDE), np.float32)
        self._first = True

    def jump(self, reduced: Floats) -> float:
        """Return by how much luma differs from the frame before, of 255, and remember this one.

        :param reduced: (64, 64) luma of the frame, copied.
        """
        if self._first:
            self._first = False
            self._before[...] = reduced
            return 0.0
        if is_compiled():
            return compiled().step(reduced, self._before)
        np.subtract(reduced, self._before, out=self._step)
        self._before[...] = reduced
        np.abs(self._step, out=self._step)
        return float(self._step.mean())

    def offer(self, at_ms: int, jump: float, make: Callable[[], Make]) -> None:
        """Look at one frame.

        :param jump: how much it differs from the frame before.
        :param make: called only when the frame is kept; gives what is called by whoever wants its picture.
        """
        score = jump if jump >= _CUT else 0.0
        slot = at_ms // self._slot_ms
        held = self._kept.get(slot)
        if held is None or score > held.score * 1.2:
            self._kept[slot] = Kept(at_ms, score, make())
            while len(self._kept) > self._most:
                self._halve()

    def chosen(self) -> tuple[Kept, ...]:
        """Return the frames kept, in order of time."""
        return tuple(self._kept[slot] for slot in sorted(self._kept))

    def _halve(self) -> None:
        self._slot_ms *= 2
        merged: dict[int, Kept] = {}
        for kept in self.chosen():
            slot = kept.at_ms // self._slot_ms
            if slot not in merged or kept.score > merged[slot].score:
                merged[slot] = kept
        self._kept = merged
