"""What film forensics looks at, in one pass: of each frame its time, kind, size, sharpness and a small picture."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.decoding import Decoded, decode, luma_of, video_stream
from sightline.measure.media.forensics.answers import Method
from sightline.measure.media.forensics.charts import Curve
from sightline.measure.media.opening import open_media
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json, Outcome, Product

if TYPE_CHECKING:
    from av.container import InputContainer

SMALL: Final = (18, 32)
MOST_FRAMES: Final = 40_000
"""Looked at; the rest of a longer film is left out, and said so."""
LEAST_FRAMES: Final = 50
_EACH: Final = 3
_RESERVE_S: Final = 5.0
_BAND: Final = 360
KEY: Final = 1
_TAGS: Final = ("encoder", "handler_name", "vendor_id", "software", "com.apple.quicktime.software")
FILMS: Final = (
    "Platforms and messengers encode every film again, change its frame rate and leave frames out to save data; that "
    "leaves traces of its own and hides earlier ones, and is no manipulation."
)


@frozen(slots=True, eq=False)
class Frames:
    """The frames of a film in order of time."""

    times_ms: NDArray[np.int64]
    kinds: NDArray[np.int8]
    """1 key, 2 predicted, 3 predicted both ways; others rare."""
    sizes: NDArray[np.int64]
    """Bytes of the packet; 0 where it cannot be told."""
    sharpness: Curve
    """Mean of what differs from its neighbours [levels]."""
    small: NDArray[np.uint8]
    """(frames, 18 * 32)."""
    tags: tuple[str, ...]
    """What encoders wrote about themselves."""
    codec: str
    whole: bool
    """Whether all of the film was looked at."""
    faults: int

    def __len__(self) -> int:
        return len(self.times_ms)

    @property
    def end_ms(self) -> int:
        """Time of the last frame [ms]."""
        return int(self.times_ms[-1]) if len(self) > 0 else 0

    @property
    def change(self) -> Curve:
        """Mean difference of each small picture from the one before [levels], first 0."""
        steps = np.zeros(len(self))
        for at in range(1, len(self), 4096):
            now = self.small[at : at + 4096].astype(np.int16)
            steps[at : at + 4096] = np.abs(now - self.small[at - 1 : at - 1 + len(now)]).mean(axis=1)
        return steps


def read_frames(subject: Subject) -> Frames | None:
    """Decode a film once; None where it has no moving picture.

    :raises Damaged: when it cannot be opened or nothing decodes.
    :raises OverLimit: when its frames are too large or no time is left.
    """
    with open_media(subject.path, subject.media_type) as container:
        sizes = _sizes(container)
        if sizes is None:
            return None
    rows: list[tuple[int, int, int, float]] = []
    small: list[NDArray[np.uint8]] = []
    report = Decoded()
    with open_media(subject.path, subject.media_type) as container:
        stream = video_stream(container)
        if stream is None:
            return None
        tags = _tags(container)
        codec = str(stream.codec_context.name)
        for frame, at in decode(container, stream, report, deadline=subject.deadline - _RESERVE_S):
            luma = luma_of(frame)
            size = sizes.get(-1 if frame.pts is None else frame.pts, 0)
            rows.append((at, int(frame.pict_type), size, sharpness_of(luma)))
            small.append(small_of(luma))
            if len(rows) >= MOST_FRAMES:
                break
    times, kinds, bytes_of, sharp = (np.array(column) for column in zip(*rows, strict=True))
    return Frames(
        times_ms=times.astype(np.int64),
        kinds=kinds.astype(np.int8),
        sizes=bytes_of.astype(np.int64),
        sharpness=sharp.astype(np.float64),
        small=np.array(small, np.uint8),
        tags=tags,
        codec=codec,
        whole=not report.stopped and len(rows) < MOST_FRAMES,
        faults=report.faults,
    )


def small_of(luma: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return 18 by 32 cells of a picture as one row, each the mean of nine pixels evenly spread in it."""
    rows = np.linspace(0, luma.shape[0] - 1, SMALL[0] * _EACH).astype(np.int64)
    columns = np.linspace(0, luma.shape[1] - 1, SMALL[1] * _EACH).astype(np.int64)
    grid = luma[np.ix_(rows, columns)].astype(np.float32)
    mean = grid.reshape(SMALL[0], _EACH, SMALL[1], _EACH).mean(axis=(1, 3))
    found: NDArray[np.uint8] = np.rint(mean).astype(np.uint8).ravel()
    return found


def sharpness_of(luma: NDArray[np.uint8]) -> float:
    """Return how much pixels differ from their four neighbours, mean [levels], in the middle 360 rows and columns."""
    top, left = max(0, luma.shape[0] - _BAND) // 2, max(0, luma.shape[1] - _BAND) // 2
    part = luma[top : top + _BAND, left : left + _BAND].astype(np.int16)
    if min(part.shape) < 3:
        return 0.0
    around = part[:-2, 1:-1] + part[2:, 1:-1] + part[1:-1, :-2] + part[1:-1, 2:]
    return float(np.abs(4 * part[1:-1, 1:-1] - around).mean())


def told(
    method: Method,
    outcome: Outcome,
    sentence: str,
    values: dict[str, Json],
    frames: Frames,
    *,
    products: Any = (),
    todo: str = "",
) -> Finding:
    """Return a finding about a film with its caution, and with what was not looked at said."""
    if not frames.whole:
        sentence += f" Only its first {frames.end_ms / 1000:.0f} s were looked at."
    if frames.faults > 0:
        sentence += f" {frames.faults} packets of it did not decode, which itself looks like frames left out."
    made: tuple[Product, ...] = tuple(products)
    return Finding(
        method.name,
        method.version,
        outcome,
        sentence,
        values,
        uncertainty=f"{method.caution} {FILMS}",
        products=made,
        todo=todo,
    )


def _sizes(container: "InputContainer") -> dict[int, int] | None:
    """Return the bytes of each packet by its time; None where there is no moving picture."""
    import av

    stream = video_stream(container)
    if stream is None:
        return None
    found: dict[int, int] = {}
    packets = container.demux(stream)
    while len(found) < 2 * MOST_FRAMES:
        try:
            packet = next(packets, None)
        except (av.FFmpegError, ValueError):
            break
        if packet is None:
            break
        if packet.pts is not None and packet.size > 0:
            found[packet.pts] = found.get(packet.pts, 0) + packet.size
    return found


def _tags(container: "InputContainer") -> tuple[str, ...]:
    found: list[str] = []
    for metadata in (container.metadata, *(one.metadata for one in container.streams)):
        found.extend(f"{key}: {metadata[key]}"[:120] for key in sorted(metadata) if key.lower() in _TAGS)
    return tuple(dict.fromkeys(found))
