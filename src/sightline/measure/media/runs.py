"""Runs of frames that look alike, kept compactly: ten hours of hand-held film are a million of them."""

from array import array
from collections.abc import Iterator
from typing import Final

from sightline.measure.media.fingerprint import BYTES
from sightline.model.finding import FramePrint
from sightline.model.print_views import VIEWS

SAME_RUN_BITS: Final = 8
"""A frame within this many bits of the first of its run belongs to it."""
MOST_ROWS: Final = 1_000_000
"""Rows of one film, all views together: what a reply of a sandbox can carry."""


class Runs:
    """Runs of one view, in order of time."""

    def __init__(self, view: str) -> None:
        self.view = view
        self._start = array("q")
        self._end = array("q")
        self._hashes = bytearray()
        self._quality = bytearray()
        self._number = 0
        self._open = False

    def __len__(self) -> int:
        return len(self._start)

    def __iter__(self) -> Iterator[FramePrint]:
        for at, (start, end) in enumerate(zip(self._start, self._end, strict=True)):
            hashed = bytes(self._hashes[at * BYTES : (at + 1) * BYTES])
            yield FramePrint(start, end, hashed, self._quality[at], self.view)

    @property
    def low(self) -> int:
        """How many runs have a quality under 50."""
        return sum(1 for one in self._quality if one < 50)

    def add(self, at: int, hashed: bytes, quality: int) -> bool:
        """Add the next frame; return whether a run begins with it.

        :param at: its time [ms], not before the one added last.
        """
        number = int.from_bytes(hashed, "big")
        if self._open and (number ^ self._number).bit_count() <= SAME_RUN_BITS:
            return False
        self.begin(at, hashed, quality)
        self._number = number
        return True

    def begin(self, at: int, hashed: bytes, quality: int) -> None:
        """Begin a run whatever the last one looks like."""
        self.end(at)
        self._start.append(at)
        self._end.append(at)
        self._hashes += hashed
        self._quality.append(quality)
        self._open = True

    def end(self, at: int) -> None:
        """End the run at this time: the view is not there from then on, or the film is over."""
        if self._open:
            self._end[-1] = max(self._start[-1], at)
            self._open = False


class AllRuns:
    """Runs of all views of a film, at most ``most`` rows together."""

    def __init__(self, *, most: int = MOST_ROWS) -> None:
        self._by_view = {name: Runs(name) for name in VIEWS}
        self._most = most
        self.full_since: int | None = None
        """When the last row was given away [ms]; None while there is room."""

    def __getitem__(self, view: str) -> Runs:
        return self._by_view[view]

    def room_for(self, rows: int, at: int) -> bool:
        """Tell whether so many rows more may be added at this time."""
        if self.full_since is None and sum(map(len, self._by_view.values())) + rows > self._most:
            self.full_since = at
        return self.full_since is None

    def finish(self, end_ms: int) -> None:
        """End what is open."""
        for runs in self._by_view.values():
            runs.end(end_ms)

    def prints(self) -> tuple[FramePrint, ...]:
        """Return all, view by view in their stored order, each in order of time."""
        return tuple(one for runs in self._by_view.values() for one in runs)

    def counts(self) -> dict[str, int]:
        """Return how many runs each view has that has some."""
        return {name: len(runs) for name, runs in self._by_view.items() if len(runs) > 0}
