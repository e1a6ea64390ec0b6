"""One pass over a film: each frame is decoded once, looked at once, and let go.

What is held is bounded whatever the length and size: the frames of a shot whose borders are not decided yet, those
that may stand for the film, and the runs in compact arrays.
"""

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray

from sightline.core.errors import Damaged
from sightline.measure.media.border_shots import Shots
from sightline.measure.media.border_stretches import Stretches
from sightline.measure.media.borders import Sides, find_borders
from sightline.measure.media.container import frame_rotation
from sightline.measure.media.decoding import Decoded, decode, is_full_range, luma_of
from sightline.measure.media.drawing import still_of
from sightline.measure.media.fingerprint import BYTES, SIDE, SMALLEST, Floats
from sightline.measure.media.keyframes import KeyFrames
from sightline.measure.media.runs import MOST_ROWS, AllRuns
from sightline.measure.media.views import Hasher, hash_upright, part, thousandths
from sightline.model.print_views import CROPS, FULL, INNER, VIEWS

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from PIL.Image import Image as Picture

STILL_SIDE: Final = 640
_HELD_PIXELS: Final = 9_000_000
_SHOT: Final = 14.0
"""Mean difference of luma between neighbouring frames from which borders are looked at afresh."""


@define(slots=True, eq=False)
class Pass:
    """What one pass over a film found."""

    report: Decoded
    runs: AllRuns
    borders: Stretches
    keys: KeyFrames
    resized: int = 0
    """How often the size of the frames changed on the way."""
    cropped_ms: int | None = None
    """When the last run began that was hashed in parts."""


@frozen(slots=True, eq=False)
class _Seen:
    """A frame whose borders are not decided yet."""

    at: int
    luma: NDArray[np.uint8]
    reduced: Floats
    full_range: bool
    rotation: int


def pass_over(
    container: "InputContainer",
    stream: "VideoStream",
    *,
    deadline: float,
    threads: int = 0,
    side: int = STILL_SIDE,
    crops: bool = False,
    crops_every_ms: int = 0,
    most_rows: int = MOST_ROWS,
) -> Pass:
    """Decode a stream once and fingerprint every frame.

    :param deadline: on the monotonic clock [s].
    :param threads: of the decoder; 0 is one for each core.
    :param side: longest side of the stills kept [pixels].
    :param crops: whether the first frame of every run is hashed in the parts people crop to, too.
    :param crops_every_ms: of those runs, the ones that begin at least so long after the last that was hashed in parts.
    :param most_rows: runs of all views together after which fingerprints end, and say so.
    """
    every = crops_every_ms if crops else None
    found = Pass(Decoded(), AllRuns(most=most_rows), Stretches(), KeyFrames())
    hasher: Hasher = Hasher()
    shots: Shots[_Seen] = Shots()
    shape: tuple[int, int] | None = None
    rotation = 0
    for frame, at in decode(container, stream, found.report, deadline=deadline, threads=threads):
        luma = luma_of(frame)
        if shape != luma.shape:
            found.resized += shape is not None
            shape, rotation = (luma.shape[0], luma.shape[1]), frame_rotation(frame)
        seen = _Seen(at, luma, np.empty((SIDE, SIDE), np.float32), is_full_range(frame), rotation)
        hasher.reduce(luma, seen.reduced, full_range=seen.full_range)
        jump = found.keys.jump(seen.reduced)
        found.keys.offer(at, jump, partial(_Maker, frame, rotation, side))
        for one, sides in shots.offer(seen, luma, find_borders(luma), cut=jump >= _SHOT):
            _record(found, hasher, one, sides, crops_every_ms=every)
    for one, sides in shots.finish():
        _record(found, hasher, one, sides, crops_every_ms=every)
    found.runs.finish(found.report.end_ms)
    found.borders.finish(found.report.end_ms)
    return found


def _record(
    found: Pass, hasher: Hasher, seen: _Seen, sides: Sides | None, *, crops_every_ms: int | None
) -> None:
    """Hash the views of a frame whose borders are decided, and add it to the runs."""
    runs, at, rotation = found.runs, seen.at, seen.rotation
    if not runs.room_for(len(VIEWS), at):
        runs.finish(at)
        return
    shown = None if sides is None else thousandths(sides, seen.luma.shape[0], seen.luma.shape[1], rotation)
    found.borders.add(at, shown)
    hashed, quality = (
        hash_upright(seen.reduced, rotation) if min(seen.luma.shape) >= SMALLEST else (bytes(BYTES), 0)
    )
    begins = runs[FULL].add(at, hashed, quality)
    picture = seen.luma
    if sides is None:
        runs[INNER].end(at)
    else:
        picture = sides.within(seen.luma)
        begins = runs[INNER].add(at, *hasher.hash(picture, rotation, full_range=seen.full_range))
    if crops_every_ms is None or not begins:
        return
    # a frame of one colour is no evidence, and neither are its parts
    wanted = quality > 0 and (found.cropped_ms is None or at - found.cropped_ms >= crops_every_ms)
    if wanted:
        found.cropped_ms = at
    for view in CROPS:
        if wanted:
            cut = part(picture, view, rotation)
            runs[view.name].begin(at, *hasher.hash(cut, rotation, full_range=seen.full_range))
        else:
            runs[view.name].end(at)


class _Maker:
    """Makes the still of a frame when it is wanted; a very large frame is not held but made into one at once."""

    def __init__(self, frame: "VideoFrame", rotation: int, side: int) -> None:
        self._frame: VideoFrame | None = frame
        self._rotation = rotation
        self._side = side
        self._still: Picture | None = None
        if frame.width * frame.height > _HELD_PIXELS:
            self()

    def __call__(self) -> "Picture":
        if self._still is None and self._frame is not None:
            self._still = still_of(self._frame, side=self._side, rotation=self._rotation)
            self._frame = None
        if self._still is None:
            raise Damaged("a frame that was kept is gone")
        return self._still
