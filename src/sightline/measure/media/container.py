"""What a film or sound is made of: format, streams, length, frame rate, size, rotation, and whether it is all there."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from sightline.measure.media.boxes import Outline, outline
from sightline.measure.media.opening import DEMUXERS, MOST_STREAMS, open_media
from sightline.measure.media.sniff import Sniffed
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json

if TYPE_CHECKING:
    from av.container import InputContainer

NAME: Final = "media.container"
VERSION: Final = 1
ACCEPTED: Final = frozenset(DEMUXERS)
_TAIL_S: Final = 3
_MOST_TAIL_PACKETS: Final = 3_000
_SHORT_MS: Final = 1_000
_MOST_TAGS: Final = 40


def measure_container(subject: Subject) -> Finding:
    """Describe the container and its streams without decoding it.

    :returns: *found*, or *against* where it declares more than it holds (it was cut off).
    :raises OverLimit: when it declares more streams than parameter ``most_streams`` (default 100).
    :raises Damaged: when it cannot be opened.
    """
    most = int(subject.parameters.get("most_streams", MOST_STREAMS))
    drawn = outline(subject.path, subject.media_type)
    with open_media(subject.path, subject.media_type, most_streams=most) as container:
        streams = [_stream(one) for one in container.streams]
        declared = _declared_ms(container)
        last = _last_ms(container)
        values: dict[str, Json] = {
            "format": container.format.name,
            "duration_ms": declared,
            "bit_rate": container.bit_rate if container.bit_rate > 0 else None,
            "streams": list(streams),
            "tags": _tags(container.metadata),
        }
    sentence = describe(streams, declared)
    cut = _cut(drawn, declared, last)
    if cut == "":
        return Finding(NAME, VERSION, "found", sentence, values)
    values |= {"last_packet_ms": last, "missing_bytes": 0 if drawn is None else drawn.missing}
    return Finding(
        NAME,
        VERSION,
        "against",
        f"{sentence} It is not whole: {cut}.",
        values,
        todo="look for a complete copy",
    )


def accepts(media_type: str) -> bool:
    """Tell whether it says anything about files of this type."""
    return media_type in ACCEPTED


def warm(_sniffed: Sniffed) -> None:
    """Load the decoders."""
    import av

    # its log stays off, as it comes: any level set lets decoder threads wait for the interpreter's lock, and closing
    # a film then waits for them for ever
    av.logging.set_level(None)


def describe(streams: list[dict[str, Json]], declared: int | None) -> str:
    """Say in one sentence what the streams are."""
    parts = []
    for one in streams[:6]:
        if one["type"] == "video":
            turned = f", turned by {one['rotation']} degrees" if one.get("rotation") not in (None, 0) else ""
            parts.append(f"{one['codec']} video of {one['width']} x {one['height']}{turned}")
        else:
            parts.append(f"{one['codec']} {one['type']}")
    if len(streams) > 6:
        parts.append(f"{len(streams) - 6} more streams")
    length = "of unknown length" if declared is None else f"{declared / 1000:.1f} s long"
    return f"{', '.join(parts) if len(parts) > 0 else 'No streams'}; {length}."


def _cut(drawn: Outline | None, declared: int | None, last: int | None) -> str:
    if drawn is not None and drawn.missing > 0:
        return f"it declares {drawn.missing} bytes more than it has"
    if declared is not None and last is not None and declared - last > max(_SHORT_MS, declared // 50):
        return f"it declares {declared / 1000:.1f} s and ends after {last / 1000:.1f} s"
    return ""


def _stream(stream: Any) -> dict[str, Json]:
    """Describe one stream; values a hostile header leaves out are left out here too."""
    context = stream.codec_context
    found: dict[str, Json] = {
        "index": stream.index,
        "type": stream.type or "unknown",
        "codec": "unknown" if context is None else context.name,
        "duration_ms": _ms(stream.duration, stream.time_base),
    }
    if stream.language is not None:
        found["lang"] = str(stream.language)[:20]
    if stream.type == "video" and context is not None:
        found |= {
            "width": context.width,
            "height": context.height,
            "frame_rate": _rate(stream.average_rate),
            "frames": stream.frames if stream.frames > 0 else None,
            "pixel_format": context.pix_fmt,
            "rotation": rotation_of(stream),
        }
    if stream.type == "audio" and context is not None:
        found |= {"sample_rate": context.sample_rate, "channels": context.channels}
    tags = _tags(stream.metadata)
    if len(tags) > 0:
        found["tags"] = tags
    return found


def rotation_of(stream: Any) -> int:
    """Return by how many degrees clockwise (0, 90, 180, 270) a player turns the picture.

    Newer FFmpeg gives the display matrix with the frames only, older with the stream; tags of old phones are read too.
    """
    tag = stream.metadata.get("rotate")
    if tag is not None and tag.lstrip("-").isdigit():
        return int(tag) % 360 // 90 * 90
    try:
        packet = next(one for one in stream.container.demux(stream) if one.size > 0)
        frames = packet.decode()
        for _ in range(60):
            if len(frames) > 0:
                return frame_rotation(frames[0])
            frames = next(stream.container.demux(stream)).decode()
    except (StopIteration, ValueError, OSError):
        return 0
    return 0


def frame_rotation(frame: Any) -> int:
    """Return by how many degrees clockwise a player turns this frame: the matrix says it counter-clockwise."""
    return -round(float(frame.rotation) / 90) * 90 % 360


def _last_ms(container: "InputContainer") -> int | None:
    """Return when the last packet ends, by reading the tail only."""
    import av

    if container.duration is None:
        return None
    try:
        container.seek(max(0, container.duration - _TAIL_S * 1_000_000), backward=True)
        last: int | None = None
        for at, packet in enumerate(container.demux()):
            if packet.pts is not None and packet.time_base is not None:
                end = int((packet.pts + (packet.duration or 0)) * packet.time_base * 1000)
                last = end if last is None else max(last, end)
            if at > _MOST_TAIL_PACKETS:
                return None
    except (av.FFmpegError, ValueError):
        return None
    start = (container.start_time or 0) // 1000
    return None if last is None else last - start


def _declared_ms(container: "InputContainer") -> int | None:
    return None if container.duration is None or container.duration < 0 else container.duration // 1000


def _ms(duration: int | None, base: Fraction | None) -> int | None:
    return None if duration is None or base is None or duration < 0 else int(duration * base * 1000)


def _rate(rate: Fraction | None) -> str | None:
    return None if rate is None else str(round(float(rate), 3))


def _tags(metadata: dict[str, str]) -> dict[str, Json]:
    return {str(key)[:60]: str(value)[:300] for key, value in sorted(metadata.items())[:_MOST_TAGS]}
