"""Flashes in a film: a step of brightness from one frame to the next that soon fades. A cut stays; a lamp stays too.

The light came between two frames: its time is that of the first bright one, less at most the step between them.
"""

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.decoding import Decoded, decode, luma_of, video_stream
from sightline.measure.media.opening import open_media
from sightline.measure.media.sniff import sniff_file
from sightline.model.clock_group import Flash

Cells = NDArray[np.float32]

ROWS: Final = 9
COLUMNS: Final = 16
LEAST_STEP: Final = 12.0
"""Levels of 255 by which cells jump."""
LEAST_AREA: Final = 0.04
"""Share of the picture that jumps: six of its 144 cells."""
FADES_WITHIN_MS: Final = 1_000
MOST_DARKENING: Final = 0.2
"""Of the brightening may be darkening elsewhere: movement and cuts do both alike."""
OVER_USUAL: Final = 6.0
"""Times the usual change of brightness from frame to frame in the second before. Of 480 steps of 12 levels that were
hand-held movement, none passed; the flashes of made-up events stood at 60 and more."""
LEAST_NET: Final = 1.0
"""Levels by which the whole picture must brighten, a small flash far away spread over it."""
LEFT: Final = 0.5
"""Of the step may be left when it has faded."""
MOST_FLASHES: Final = 500
_BEFORE: Final = 3
_EACH: Final = 6
"""Pixels looked at along each side of a cell."""


@frozen(slots=True, eq=False)
class _Seen:
    at_ms: int
    cells: Cells


def flashes_of(
    path: Path, *, deadline: float = float("inf"), report: Decoded | None = None
) -> tuple[Flash, ...]:
    """Return the flashes of a film by time, at most the 500 strongest; none where it has no moving picture.

    :param deadline: on the monotonic clock [s]; decoding ends there with what there is.
    :param report: of the decode, filled in on the way.
    :raises Damaged: when it cannot be opened or no frame decodes.
    :raises OverLimit: when its frames are too large.
    """
    filled = Decoded() if report is None else report
    with open_media(path, sniff_file(path).media_type) as container:
        stream = video_stream(container)
        if stream is None:
            return ()
        frames = decode(container, stream, filled, deadline=deadline)
        return flashes_in((at, cells_of(luma_of(frame))) for frame, at in frames)


def flashes_in(frames: Iterator[tuple[int, Cells]]) -> tuple[Flash, ...]:
    """Return the flashes of frames.

    :param frames: time [ms] and brightness of each cell (9, 16), in order of time.
    """
    window: deque[_Seen] = deque()
    usual: deque[float] = deque(maxlen=25)
    found: list[Flash] = []
    for at, cells in frames:
        window.append(_Seen(at, cells))
        # the frame after the first few is judged when the time to fade has passed
        while len(window) > _BEFORE + 1 and at - window[_BEFORE].at_ms > FADES_WITHIN_MS:
            _judge(window, usual, found)
            window.popleft()
    while len(window) > _BEFORE + 1:
        _judge(window, usual, found)
        window.popleft()
    strongest = sorted(found, key=lambda one: (-one.strength * one.area, one.at_ms))[:MOST_FLASHES]
    return tuple(sorted(strongest, key=lambda one: one.at_ms))


def cells_of(luma: NDArray[np.uint8]) -> Cells:
    """Return the brightness of 9 by 16 cells, from an even grid of pixels.

    :param luma: (height, width) uint8.
    """
    rows = np.linspace(0, luma.shape[0] - 1, ROWS * _EACH).astype(np.int64)
    columns = np.linspace(0, luma.shape[1] - 1, COLUMNS * _EACH).astype(np.int64)
    grid = luma[np.ix_(rows, columns)].astype(np.float32)
    mean: Cells = grid.reshape(ROWS, _EACH, COLUMNS, _EACH).mean(axis=(1, 3))
    return mean


def _judge(window: "deque[_Seen]", usual: "deque[float]", found: list[Flash]) -> None:
    """Add the frame after the first few of the window to what was found, if it is the first of a flash."""
    before, now = window[_BEFORE - 1], window[_BEFORE]
    ground = np.median([one.cells for one in list(window)[:_BEFORE]], axis=0)
    step = now.cells - before.cells
    net = float(step.mean())
    ground_net = float(np.median(usual)) if len(usual) > 0 else 0.0
    usual.append(abs(net))
    jumped = (step >= LEAST_STEP) & (now.cells - ground >= LEAST_STEP)
    area = float(jumped.mean())
    if area < LEAST_AREA:
        return
    brighter, darker = float(np.clip(step, 0, None).mean()), float(np.clip(-step, 0, None).mean())
    if darker > MOST_DARKENING * brighter or net < max(LEAST_NET, OVER_USUAL * ground_net):
        return
    later = [one for one in window if now.at_ms < one.at_ms <= now.at_ms + FADES_WITHIN_MS]
    rise = float((now.cells - ground)[jumped].mean())
    if len(later) == 0 or min(float((one.cells - ground)[jumped].mean()) for one in later) > LEFT * rise:
        return
    if len(found) > 0 and now.at_ms - found[-1].at_ms < 2 * (now.at_ms - before.at_ms) + 1:
        return
    found.append(Flash(now.at_ms, round(rise), max(1, now.at_ms - before.at_ms), round(1000 * area)))
