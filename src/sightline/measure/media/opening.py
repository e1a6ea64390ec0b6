"""Open a film or sound so that it can do nothing but be decoded: its format forced, no other file, no address."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sightline.core.errors import Damaged, OverLimit
from sightline.measure.media.boxes import outline

if TYPE_CHECKING:
    from av.container import InputContainer

MOST_STREAMS: Final = 100
DEMUXERS: Final = {
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "video/3gpp": "mov",
    "audio/mp4": "mov",
    "video/x-matroska": "matroska",
    "video/webm": "matroska",
    "video/x-msvideo": "avi",
    "video/x-flv": "flv",
    "video/x-ms-asf": "asf",
    "video/mpeg": "mpeg",
    "video/mp2t": "mpegts",
    "application/ogg": "ogg",
    "application/vnd.rn-realmedia": "rm",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/flac": "flac",
    "audio/aac": "aac",
    "audio/aiff": "aiff",
    "audio/amr": "amr",
    "audio/amr-wb": "amr",
    "audio/x-caf": "caf",
    "audio/basic": "au",
}
"""By media type, the one demuxer that may read it. Playlists (HLS, DASH, concat) name other files and are not here."""


@contextmanager
def open_media(
    path: Path, media_type: str, *, most_streams: int = MOST_STREAMS
) -> Iterator["InputContainer"]:
    """Open a film or sound by its sniffed type.

    :param most_streams: a file with more is refused before a decoder sees it.
    :raises OverLimit: when it holds more streams.
    :raises Damaged: when it cannot be opened as what it is.
    """
    import av

    demuxer = DEMUXERS.get(media_type)
    if demuxer is None:
        raise Damaged(f"no reader for {media_type}")
    drawn = outline(path, media_type)
    if drawn is not None and drawn.tracks > most_streams:
        raise OverLimit(
            f"it declares {drawn.tracks} streams, and {most_streams} are allowed",
            todo="files of cameras have two or three; look at it with a tool you trust",
        )
    if drawn is not None and not drawn.has_index:
        raise Damaged(
            "its index is missing: it was cut off, or never finished", todo="look for a complete copy"
        )
    options = {
        "protocol_whitelist": "file",
        "format_whitelist": demuxer if demuxer != "mov" else "mov,mp4,m4a,3gp,3g2,mj2",
        "max_streams": str(most_streams),
    }
    if demuxer == "matroska":
        options["format_whitelist"] = "matroska,webm"
    try:
        container = av.open(str(path), format=demuxer, options=options, metadata_errors="replace")
    except (av.FFmpegError, ValueError, UnicodeDecodeError) as fault:
        raise Damaged(f"it cannot be opened: {getattr(fault, 'strerror', None) or fault}") from fault
    with container:
        if len(container.streams) > most_streams:
            raise OverLimit(f"it declares {len(container.streams)} streams, and {most_streams} are allowed")
        yield container
