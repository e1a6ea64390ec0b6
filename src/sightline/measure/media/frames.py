"""One pass over a film: a fingerprint of every frame, the frames that stand for it, and a contact sheet.

Frames that look alike are one run, so that a row of the index is a stretch of time: a frame within 8 bits of the first
of its run belongs to it.
"""

from typing import TYPE_CHECKING, Final

import numpy as np

from sightline.core.errors import Damaged
from sightline.measure.media.container import frame_rotation
from sightline.measure.media.container import warm as warm_decoder
from sightline.measure.media.decoding import Decoded, decode, is_full_range, luma_of, video_stream
from sightline.measure.media.drawing import save_sheet, still_of, timecode
from sightline.measure.media.fingerprint import SIDE, Floats, bits_of, compiled, qualities, reduce_frame
from sightline.measure.media.keyframes import Kept, KeyFrames
from sightline.measure.media.opening import open_media
from sightline.measure.media.sniff import Sniffed
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, FramePrint, Json, Outcome, Product

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from PIL.Image import Image as Picture

NAME: Final = "media.frames"
VERSION: Final = 1
SAME_RUN_BITS: Final = 8
STILL_SIDE: Final = 640
KEY_FRAME_FILES: Final = 6
_BATCH: Final = 128
_RESERVE_S: Final = 5.0
_HELD_PIXELS: Final = 9_000_000
_COMPILE_FROM_BYTES: Final = 24 << 20


def accepts(media_type: str) -> bool:
    """Tell whether a file of this type may hold moving pictures this measure decodes."""
    return media_type.startswith("video/") and media_type != "video/x-mng"


def warm(sniffed: Sniffed) -> None:
    """Load decoder and fonts; compile the loops where the film is long enough to be worth a second."""
    from PIL import ImageDraw, ImageFont, JpegImagePlugin  # noqa: F401 - imported to be there after the fork

    warm_decoder(sniffed)
    if sniffed.size >= _COMPILE_FROM_BYTES:
        compiled()


def measure_frames(subject: Subject) -> Finding:
    """Decode a film once and fingerprint every frame.

    :returns: *found* with one print for each run of frames that look alike; *nothing* where it has no moving picture.
        Parameters: ``threads`` of the decoder, ``key_frames`` how many stills to write (0 to 24, default 6).
    :raises OverLimit: when its frames are too large.
    :raises Damaged: when no frame decodes.
    """
    wanted = max(0, min(24, int(subject.parameters.get("key_frames", KEY_FRAME_FILES))))
    threads = int(subject.parameters.get("threads", 0))
    with open_media(subject.path, subject.media_type) as container:
        stream = video_stream(container)
        if stream is None:
            return Finding(NAME, VERSION, "nothing", "It holds no moving picture.")
        declared = None if container.duration is None else container.duration // 1000
        report, prints, kept = fingerprint_stream(
            container, stream, deadline=subject.deadline - _RESERVE_S, threads=threads
        )
    return _finding(subject, report, prints, kept, declared, wanted)


def fingerprint_stream(
    container: "InputContainer",
    stream: "VideoStream",
    *,
    deadline: float,
    threads: int = 0,
    side: int = STILL_SIDE,
) -> tuple[Decoded, tuple[FramePrint, ...], tuple[Kept, ...]]:
    """Decode a stream once; return how it went, the runs of like frames, and the frames that stand for it."""
    report, runs, keys = Decoded(), Runs(), KeyFrames()
    room: Floats = np.empty((SIDE, 1), np.float32)
    batch: Floats = np.empty((_BATCH, SIDE, SIDE), np.float32)
    times: list[int] = []
    rotation: int | None = None
    for frame, at in decode(container, stream, report, deadline=deadline, threads=threads):
        if rotation is None:
            rotation = frame_rotation(frame)
        luma = luma_of(frame)
        if room.shape[1] != luma.shape[1]:
            room = np.empty((SIDE, luma.shape[1]), np.float32)
        reduced = batch[len(times)]
        reduce_frame(luma, room, reduced)
        if not is_full_range(frame):
            # limited range is stretched to 0..255; scaling commutes with the filter, and quality is told in its steps
            reduced -= np.float32(16)
            reduced *= np.float32(255 / 219)
        keys.offer(reduced.copy(), at, _Maker(frame, rotation, side))
        times.append(at)
        if len(times) == _BATCH:
            runs.add(batch, times, rotation)
            times.clear()
    if len(times) > 0:
        runs.add(batch[: len(times)], times, rotation or 0)
    return report, runs.finished(report.end_ms), keys.chosen()


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


class Runs:
    """Runs of frames that look alike, in order of time."""

    def __init__(self) -> None:
        self._done: list[FramePrint] = []
        self._begin = 0
        self._hash: bytes | None = None
        self._number = 0
        self._quality = 0

    def add(self, reduced: Floats, times: list[int], rotation: int) -> None:
        """Add frames.

        :param reduced: (n, 64, 64).
        :param times: of each frame [ms].
        :param rotation: degrees clockwise by which the film is shown turned.
        """
        upright = np.ascontiguousarray(np.rot90(reduced, -(rotation // 90), axes=(1, 2)))
        for at, hashed, quality in zip(times, bits_of(upright), qualities(upright), strict=True):
            number = int.from_bytes(hashed, "big")
            if self._hash is not None and (number ^ self._number).bit_count() <= SAME_RUN_BITS:
                continue
            self._close(at)
            self._begin, self._hash, self._number, self._quality = at, hashed.tobytes(), number, int(quality)

    def finished(self, end_ms: int) -> tuple[FramePrint, ...]:
        """Close the last run and return all."""
        self._close(end_ms)
        self._hash = None
        return tuple(self._done)

    def _close(self, at: int) -> None:
        if self._hash is not None:
            self._done.append(FramePrint(self._begin, max(self._begin, at), self._hash, self._quality))


def _finding(
    subject: Subject,
    report: Decoded,
    prints: tuple[FramePrint, ...],
    kept: tuple[Kept, ...],
    declared: int | None,
    wanted: int,
) -> Finding:
    if len(kept) == 0:
        raise Damaged("no frame of it decodes")
    products = _products(subject, kept, wanted)
    values: dict[str, Json] = {
        "frames": report.frames,
        "runs": len(prints),
        "decoded_ms": report.end_ms,
        "declared_ms": declared,
        "faults": report.faults,
        "key_frames_ms": [one.at_ms for one in kept],
        "low_quality_runs": sum(1 for one in prints if one.quality < 50),
    }
    sentence = f"{report.frames} frames in {report.end_ms / 1000:.1f} s, {len(prints)} that look different."
    doubts = []
    if report.faults > 0:
        doubts.append(f"{report.faults} packets could not be decoded")
    if report.stopped:
        doubts.append(f"the time allowed ran out at {timecode(report.end_ms)}; the rest has no fingerprints")
    elif declared is not None and declared - report.end_ms > max(1_000, declared // 50):
        doubts.append(f"it declares {declared / 1000:.1f} s, and only {report.end_ms / 1000:.1f} s decode")
    todo = "" if len(doubts) == 0 else "look for a complete copy, or examine it alone with more time"
    outcome: Outcome = "inconclusive" if report.stopped else "against" if len(doubts) > 0 else "found"
    if len(doubts) > 0:
        sentence += f" But {'; '.join(doubts)}."
    return Finding(
        NAME,
        VERSION,
        outcome,
        sentence,
        values,
        uncertainty="; ".join(doubts),
        products=products,
        prints=prints,
        todo=todo,
    )


def _products(subject: Subject, kept: tuple[Kept, ...], wanted: int) -> tuple[Product, ...]:
    save_sheet([(one.at_ms, one.make()) for one in kept], subject.out / "contact_sheet.jpg")
    products = [
        Product("contact_sheet", "contact_sheet.jpg", "image/jpeg", caption=f"{len(kept)} frames with times")
    ]
    steps = np.linspace(0, len(kept) - 1, min(wanted, len(kept)))
    for at in sorted({round(float(one)) for one in steps}):
        name = f"key_frame_{kept[at].at_ms:09d}.jpg"
        kept[at].make().save(subject.out / name, "JPEG", quality=82)
        products.append(
            Product(
                "key_frame",
                name,
                "image/jpeg",
                caption=timecode(kept[at].at_ms),
                media_time_ms=kept[at].at_ms,
            )
        )
    return tuple(products)
