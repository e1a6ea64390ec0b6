"""Decode the sound of a file: mono at 8 kHz, block by block, on the clock of its picture, faults counted.

Time zero is where the picture begins; without a picture, where the sound begins. So a time in the sound is the same
moment as that time in the frames, also where a container lets the sound begin later.
"""

import time
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import define

from sightline.core.errors import Damaged, OverLimit
from sightline.measure.media.decoding import video_stream
from sightline.measure.media.sound.spectrum import RATE, Floats

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.resampler import AudioResampler
    from av.audio.stream import AudioStream
    from av.container import InputContainer

MOST_CHANNELS: Final = 8
MOST_RATE: Final = 768_000
_MOST_FAULTS: Final = 2_000
_JUMP: Final = RATE // 20
"""Samples by which the clock of a file may differ from what was heard before it counts as a gap: 50 ms."""
_LONGEST_S: Final = 21 * 86_400
_BLOCK: Final = RATE * 4
_OPPOSED: Final = 0.01
"""Share of the channels' power left in their sum, under which they cancel each other."""


@define(slots=True)
class Heard:
    """How a decode went, filled in while it goes."""

    samples: int = 0
    """Decoded, at 8 kHz."""
    faults: int = 0
    """Packets that could not be decoded, or whose time cannot be."""
    gaps: int = 0
    before: int = 0
    """Samples left out because they come before the picture."""
    end_ms: int = 0
    stopped: bool = False
    """Whether the time allowed ran out before the end."""


def sound_stream(container: "InputContainer") -> "AudioStream | None":
    """Return the main sound of a container that can be decoded."""
    for stream in container.streams.audio:
        context = getattr(stream, "codec_context", None)
        if context is not None and 0 < context.sample_rate <= MOST_RATE:
            return stream
    return None


def decode_sound(
    container: "InputContainer", stream: "AudioStream", report: Heard, *, deadline: float
) -> Iterator[tuple[int, Floats]]:
    """Yield blocks of mono sound at 8 kHz, each with the number of its first sample from the start of the film.

    :param report: filled in on the way.
    :param deadline: on the monotonic clock [s]; decoding ends there with what there is.
    :raises OverLimit: when no time is left before the first sound.
    :raises Damaged: when nothing decodes.
    """
    joiner = _Joiner(_zero_s(container, stream), report)
    held: list[Floats] = []
    at = size = 0
    for begin, samples in _pieces(container, stream, joiner, report, deadline):
        if size > 0 and (begin != at + size or size >= _BLOCK):
            yield at, np.concatenate(held)
            held, size = [], 0
        if size == 0:
            at = begin
        held.append(samples)
        size += len(samples)
    if size > 0:
        yield at, np.concatenate(held)
    if report.samples == 0 and report.stopped:
        raise OverLimit(
            "the time allowed ran out before its first sound", todo="examine it alone with more time"
        )
    if report.samples == 0 and report.before == 0:
        raise Damaged("no sound of it decodes", todo="look for a complete copy")


def _pieces(
    container: "InputContainer", stream: "AudioStream", joiner: "_Joiner", report: Heard, deadline: float
) -> Iterator[tuple[int, Floats]]:
    import av

    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                break
            for frame in packet.decode():
                yield from joiner.add(frame)
        except (av.FFmpegError, ValueError):
            report.faults += 1
            if report.faults > _MOST_FAULTS:
                break
        if time.monotonic() > deadline:
            report.stopped = True
            break
    yield from joiner.flush()


def _zero_s(container: "InputContainer", stream: "AudioStream") -> Fraction:
    """Return where time zero lies on the container's clock [s]."""
    picture = video_stream(container)
    for one in (picture, stream):
        if one is not None and one.start_time is not None and one.time_base is not None:
            return Fraction(one.start_time * one.time_base)
    return Fraction(0)


class _Joiner:
    """Brings frames to 8 kHz mono and puts them where their times say; what runs on is not torn by rounded times."""

    def __init__(self, zero: Fraction, report: Heard) -> None:
        self._zero = zero
        self._report = report
        self._resampler: AudioResampler | None = None
        self._like: tuple[str, str, int] | None = None
        self._next: int | None = None
        self._in = self._given = 0

    def add(self, frame: "AudioFrame") -> Iterator[tuple[int, Floats]]:
        from av.audio.resampler import AudioResampler

        if frame.samples == 0 or not 0 < frame.sample_rate <= MOST_RATE:
            return
        like = (frame.format.name, frame.layout.name, frame.sample_rate)
        due = self._due(frame)
        if self._resampler is None or like != self._like or self._jumps(due):
            yield from self.flush()
            self._resampler = AudioResampler(format="fltp", layout=frame.layout, rate=RATE)
            self._like, self._in, self._given = like, 0, 0
            if self._next is None or self._jumps(due):
                self._report.gaps += self._next is not None
                self._next = due
        self._in += frame.samples
        frame.pts = None
        for made in self._resampler.resample(frame):
            yield from self._place(made)

    def flush(self) -> Iterator[tuple[int, Floats]]:
        if self._resampler is not None:
            resampler, self._resampler = self._resampler, None
            for made in resampler.resample(None):
                yield from self._place(made)

    def _due(self, frame: "AudioFrame") -> int:
        """Return the number of the sample that a frame says it begins with; where it cannot be, what runs on."""
        heard = self._heard(frame.sample_rate)
        if frame.pts is None or frame.time_base is None:
            return heard
        seconds = frame.pts * frame.time_base - self._zero
        if abs(seconds) > _LONGEST_S:
            self._report.faults += 1
            return heard
        due = int(seconds * RATE)
        # a clock that runs backwards would put sound over sound
        return max(due, heard) if heard - due > _JUMP and self._next is not None else due

    def _heard(self, rate: int) -> int:
        """Return where the sound given in so far ends, the resampler's delay taken out."""
        return 0 if self._next is None else self._next - self._given + self._in * RATE // rate

    def _jumps(self, due: int) -> bool:
        rate = RATE if self._like is None else self._like[2]
        return self._next is not None and abs(due - self._heard(rate)) > _JUMP

    def _place(self, made: "AudioFrame") -> Iterator[tuple[int, Floats]]:
        samples = mono(np.asarray(made.to_ndarray()[:MOST_CHANNELS], np.float32))
        begin = self._next or 0
        self._given += len(samples)
        self._next = begin + len(samples)
        if begin < 0:
            self._report.before += min(len(samples), -begin)
            samples = samples[-begin:]
            begin = 0
        if len(samples) > 0:
            self._report.samples += len(samples)
            self._report.end_ms = max(self._report.end_ms, (begin + len(samples)) * 1000 // RATE)
            yield begin, samples


def mono(channels: Floats) -> Floats:
    """Return the mean of the channels (channels, samples), or the first where they cancel each other; no NaN."""
    channels = np.nan_to_num(np.clip(channels, -4, 4), nan=0.0)
    mean = np.asarray(channels.mean(axis=0), np.float32)
    if len(channels) > 1 and float((mean**2).mean()) < _OPPOSED * float((channels**2).mean()):
        return np.ascontiguousarray(channels[0])
    return mean
