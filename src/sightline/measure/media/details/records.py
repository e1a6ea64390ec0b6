"""What is kept of the local details of pictures: points that stand out, each with the look of its surroundings."""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

SIDE: Final = 640
"""Pictures are reduced until their longer side has so many points before details are looked for."""
UNIT: Final = 10_000
"""Places are kept in ten-thousandths of width and height: thousandths are coarser than what is measured."""
OCTAVES: Final = 8
STEP: Final = 1.2
"""From one octave to the next, a picture shrinks by so much."""


@frozen(slots=True, eq=False)
class Details:
    """Details of one picture, or of the key frames of a film: f frames, n details in the order of frames."""

    at_ms: NDArray[np.int64]
    """(f,) time of each frame, rising; 0 for a picture."""
    sizes: NDArray[np.uint16]
    """(f, 2) width and height of the frame as it was looked at [points]."""
    starts: NDArray[np.int64]
    """(f + 1,) the details of frame i are those from starts[i] to starts[i + 1]."""
    places: NDArray[np.uint16]
    """(n, 2) x and y in ten-thousandths of width and height."""
    octaves: NDArray[np.uint8]
    """(n,) 0 to 7: how coarse a detail is."""
    angles: NDArray[np.uint8]
    """(n,) clockwise, in 256ths of a turn."""
    looks: NDArray[np.uint8]
    """(n, 32) 256 comparisons of brightness around the place, turned by the angle."""
    flipped: NDArray[np.uint8]
    """(n, 32) the same in the mirrored picture."""
    duration_ms: int = 0
    """Of the film; 0 for a picture."""

    def __len__(self) -> int:
        return len(self.places)

    @property
    def frames(self) -> int:
        """How many frames were looked at."""
        return len(self.at_ms)

    def frame_of_each(self) -> NDArray[np.int64]:
        """Return for each detail the number of its frame, (n,)."""
        return np.repeat(np.arange(self.frames, dtype=np.int64), np.diff(self.starts))

    def frame(self, number: int) -> "Details":
        """Return the details of one frame alone."""
        rows = slice(int(self.starts[number]), int(self.starts[number + 1]))
        return Details(
            self.at_ms[number : number + 1],
            self.sizes[number : number + 1],
            np.array([0, rows.stop - rows.start], np.int64),
            self.places[rows],
            self.octaves[rows],
            self.angles[rows],
            self.looks[rows],
            self.flipped[rows],
            self.duration_ms,
        )


def joined(frames: list[Details], *, duration_ms: int = 0) -> Details:
    """Return the details of several frames, in the order given, as those of one film.

    :raises ValueError: when there is none.
    """
    if len(frames) == 0:
        raise ValueError("there is no frame to join")
    counts = np.concatenate([np.diff(one.starts) for one in frames])
    return Details(
        np.concatenate([one.at_ms for one in frames]),
        np.concatenate([one.sizes for one in frames]),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
        np.concatenate([one.places for one in frames]),
        np.concatenate([one.octaves for one in frames]),
        np.concatenate([one.angles for one in frames]),
        np.concatenate([one.looks for one in frames]),
        np.concatenate([one.flipped for one in frames]),
        duration_ms,
    )
