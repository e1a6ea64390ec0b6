"""Find the details of a film's key frames: those that decode without others, so that it costs little to have them.

How far apart they lie is as the film was written: every second or two where it was streamed, ten seconds elsewhere.
"""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import define, field

from sightline.core.errors import Damaged, OverLimit
from sightline.measure.media.container import frame_rotation
from sightline.measure.media.decoding import MOST_PIXELS, Clock, Decoded, luma_of, video_stream
from sightline.measure.media.details.points import find_details
from sightline.measure.media.details.records import Details, joined
from sightline.measure.media.opening import open_media
from sightline.measure.media.sniff import sniff_file

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

MOST_FRAMES: Final = 240
EVERY_MS: Final = 2_000
MOST_OF_FRAME: Final = 400
_MOST_FAULTS: Final = 200


@define(slots=True, eq=False)
class Gathered:
    """The key frames looked at so far: when there are too many, every second one is let go."""

    step_ms: int = EVERY_MS
    frames: list[Details] = field(factory=list)
    seen: int = 0
    faults: int = 0
    stopped: bool = False

    def due(self, at_ms: int) -> bool:
        """Tell whether a frame of this time is wanted."""
        return len(self.frames) == 0 or at_ms - int(self.frames[-1].at_ms[0]) >= self.step_ms

    def add(self, details: Details) -> None:
        """Take the details of a frame in."""
        self.frames.append(details)
        while len(self.frames) > MOST_FRAMES:
            self.frames, self.step_ms = self.frames[::2], self.step_ms * 2


def read_details(path: Path, *, seconds: float = 3600.0) -> Details:
    """Return the details of a film's key frames, without a case around it.

    :raises Damaged: when it has no moving picture, or no key frame of it decodes.
    :raises OverLimit: when its frames are too large.
    """
    with open_media(path, sniff_file(path).media_type) as container:
        stream = video_stream(container)
        if stream is None:
            raise Damaged("it holds no moving picture", item=str(path))
        gathered, duration = gather(container, stream, deadline=time.monotonic() + seconds)
    return joined(gathered.frames, duration_ms=duration)


def gather(
    container: "InputContainer", stream: "VideoStream", *, deadline: float, threads: int = 0
) -> tuple[Gathered, int]:
    """Decode the key frames of a stream, two seconds apart and more, and find their details; give the duration [ms].

    :param deadline: on the monotonic clock [s].
    :raises OverLimit: when its frames are too large.
    :raises Damaged: when no key frame decodes.
    """
    import av

    context = stream.codec_context
    if context.width * context.height > MOST_PIXELS:
        raise OverLimit(
            f"its frames are {context.width} x {context.height} pixels; {MOST_PIXELS} are allowed"
        )
    context.thread_count = max(1, threads)
    context.skip_frame = "NONKEY"
    gathered, report = Gathered(), Decoded()
    clock, packets = Clock(report), container.demux(stream)
    claimed_last = -(1 << 60)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                break
            end = packet.size == 0
            if not end:
                told = _ms(stream, packet.pts if packet.pts is not None else packet.dts)
                if not packet.is_keyframe:
                    continue
                if told is not None and 0 <= told - claimed_last < gathered.step_ms:
                    continue
                claimed_last = claimed_last if told is None else told
            for frame in packet.decode():
                _look(gathered, report, frame, clock.time_of(_ms(stream, frame.pts)))
        except (av.FFmpegError, ValueError):
            gathered.faults += 1
            if gathered.faults > _MOST_FAULTS:
                break
        if time.monotonic() > deadline:
            gathered.stopped = True
            break
    if len(gathered.frames) == 0:
        raise Damaged("no key frame of it decodes", todo="look for a complete copy")
    declared = 0 if container.duration is None else container.duration // 1000
    return gathered, max(report.end_ms, min(declared, 1 << 40), 1)


def _ms(stream: "VideoStream", pts: int | None) -> int | None:
    base = stream.time_base
    if pts is None or base is None:
        return None
    return (pts - (stream.start_time or 0)) * base.numerator * 1000 // base.denominator


def _look(gathered: Gathered, report: Decoded, frame: "VideoFrame", at: int) -> None:
    report.end_ms = max(report.end_ms, at + 1)
    gathered.seen += 1
    if frame.width * frame.height > MOST_PIXELS or not gathered.due(at):
        return
    luma, turns = luma_of(frame), frame_rotation(frame) // 90
    upright = luma if turns == 0 else np.ascontiguousarray(np.rot90(luma, -turns))
    gathered.add(find_details(upright, at_ms=at, most=MOST_OF_FRAME))
