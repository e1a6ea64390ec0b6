"""Decode a film frame by frame: its luma as it lies in memory, the time of each frame, what could not be decoded."""

import os
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import define
from numpy.typing import NDArray

from sightline.core.errors import Damaged, OverLimit

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

MOST_PIXELS: Final = 80_000_000
_MOST_FAULTS: Final = 2_000
_MOST_THREADS: Final = 4
"""Each holds frames of its own: more would run into the limit of memory on large films."""
_LONGEST_STEP_MS: Final = 600_000
_BACK_MS: Final = 1_000
_FORWARD_MS: Final = 12 * 3_600_000
_LATEST_MS: Final = 1 << 50
_EIGHT_BIT: Final = ("yuv4", "yuvj4", "nv12", "nv21", "nv16", "nv24", "gray")
_DEEP: Final = {"10le": 2, "12le": 4, "9le": 1, "14le": 6, "16le": 8}


@define(slots=True)
class Decoded:
    """How a decode went, filled in while it goes."""

    frames: int = 0
    faults: int = 0
    """Packets that could not be decoded, and frames too large to be looked at."""
    jumps: int = 0
    """How often its clock ran backwards, or leapt forward by half a day: time then goes on from the frame before."""
    end_ms: int = 0
    stopped: bool = False
    """Whether the time allowed ran out before the end."""


def video_stream(container: "InputContainer") -> "VideoStream | None":
    """Return the main moving picture of a container: not a cover, and one that can be decoded."""
    for stream in container.streams.video:
        cover = "attached_pic" in str(getattr(stream, "disposition", "")).lower()
        if not cover and getattr(stream, "codec_context", None) is not None:
            return stream
    return None


def decode(
    container: "InputContainer", stream: "VideoStream", report: Decoded, *, deadline: float, threads: int = 0
) -> Iterator[tuple["VideoFrame", int]]:
    """Yield each frame with its time from the start of the film [ms].

    :param report: filled in on the way.
    :param deadline: on the monotonic clock [s]; decoding ends there with what there is.
    :param threads: of the decoder; 0 is one for each core, at most 4.
    :raises OverLimit: when the frames are too large to be decoded, or none came in time.
    :raises Damaged: when nothing decodes.
    """
    import av

    context = stream.codec_context
    if context.width * context.height > MOST_PIXELS:
        raise OverLimit(
            f"its frames are {context.width} x {context.height} pixels; {MOST_PIXELS} are allowed"
        )
    stream.thread_type = "AUTO"
    context.thread_count = threads if threads > 0 else min(_MOST_THREADS, os.cpu_count() or 1)
    start = stream.start_time or 0
    base = stream.time_base
    step = 40 if stream.average_rate is None or stream.average_rate <= 0 else int(1000 / stream.average_rate)
    step = min(step, _LONGEST_STEP_MS)
    clock = Clock(report)
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                break
            frames = packet.decode()
        except (av.FFmpegError, ValueError):
            report.faults += 1
            if report.faults > _MOST_FAULTS:
                break
            continue
        for frame in frames:
            if frame.width * frame.height > MOST_PIXELS:
                report.faults += 1
                continue
            claimed = None
            if frame.pts is not None and base is not None:
                claimed = (frame.pts - start) * base.numerator * 1000 // base.denominator
            at = clock.time_of(claimed)
            report.frames += 1
            report.end_ms = max(report.end_ms, at + step)
            yield frame, at
        if time.monotonic() > deadline:
            report.stopped = True
            break
    if report.frames == 0 and report.stopped:
        raise OverLimit(
            "the time allowed ran out before its first frame", todo="examine it alone with more time"
        )
    if report.frames == 0:
        raise Damaged("no frame of it decodes", todo="look for a complete copy")


class Clock:
    """Makes times that never run backwards out of those that a file claims."""

    def __init__(self, report: Decoded) -> None:
        self._report = report
        self._offset = 0
        self._last: int | None = None

    def time_of(self, claimed: int | None) -> int:
        """Return the time of the next frame [ms]; one without a believable claim follows the frame before."""
        end = self._report.end_ms
        if claimed is None or abs(claimed) > _LATEST_MS:
            at = end
        elif self._last is None:
            at = max(0, claimed)
        else:
            at = claimed + self._offset
            if not self._last - _BACK_MS <= at <= self._last + _FORWARD_MS:
                self._offset += end - at
                at = end
                self._report.jumps += 1
            elif at < self._last:
                at = self._last
                self._report.jumps += 1
        self._last = at
        return at


def luma_of(frame: "VideoFrame") -> NDArray[np.uint8]:
    """Return the luma plane (height, width) of a frame, without copying where it is eight bits deep."""
    name = frame.format.name
    if name.startswith(_EIGHT_BIT) and not name.endswith(("le", "be")):
        return _plane(frame, np.uint8)
    for suffix, shift in _DEEP.items():
        if name.startswith(("yuv4", "gray")) and name.endswith(suffix):
            return (_plane(frame, np.uint16) >> shift).astype(np.uint8)
    return frame.to_ndarray(format="gray").astype(np.uint8, copy=False)


def is_full_range(frame: "VideoFrame") -> bool:
    """Tell whether luma runs from 0 to 255 rather than from 16 to 235."""
    return (
        frame.format.name.startswith(("yuvj", "gray", "rgb", "bgr", "gbr", "pal"))
        or int(frame.color_range) == 2
    )


def _plane(frame: "VideoFrame", kind: Any) -> NDArray[Any]:
    plane = frame.planes[0]
    if plane.line_size <= 0:
        # stored from the last line to the first
        gray: NDArray[Any] = frame.to_ndarray(format="gray" if kind is np.uint8 else "gray16le")
        return gray
    flat: NDArray[Any] = np.frombuffer(memoryview(plane), kind)
    rows = flat.reshape(-1, plane.line_size // np.dtype(kind).itemsize)
    return rows[: frame.height, : frame.width]
