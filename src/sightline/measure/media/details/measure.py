"""Keep the local details of a picture, or of a film's key frames: a third signal, for what whole frames miss."""

from typing import Final

import numpy as np

from sightline.measure.media.container import warm as warm_decoder
from sightline.measure.media.decoding import video_stream
from sightline.measure.media.details.film import gather
from sightline.measure.media.details.pack import MEDIA_TYPE, ROLE, pack
from sightline.measure.media.details.points import find_details
from sightline.measure.media.details.records import SIDE, Details, joined
from sightline.measure.media.drawing import timecode
from sightline.measure.media.opening import open_media
from sightline.measure.media.pictures import FORMATS, load, open_picture, plain
from sightline.measure.media.pictures import warm as warm_picture
from sightline.measure.media.sniff import Sniffed
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json, Product

NAME: Final = "media.details"
VERSION: Final = 1
FILE: Final = "detail_prints.bin"
FEWEST: Final = 12
_RESERVE_S: Final = 5.0


def accepts(media_type: str) -> bool:
    """Tell whether a file of this type is a picture, or may hold moving pictures."""
    return media_type in FORMATS or (media_type.startswith("video/") and media_type != "video/x-mng")


def warm(sniffed: Sniffed) -> None:
    """Load what finds details, and the readers or decoders for a file of this type."""
    import cv2

    cv2.setNumThreads(1)
    if sniffed.media_type in FORMATS:
        warm_picture(sniffed)
    else:
        warm_decoder(sniffed)


def measure_details(subject: Subject) -> Finding:
    """Find the local details of a picture, or of key frames of a film.

    :returns: *found* with the details as a product; *nothing* where there are none to compare by, or no moving picture.
    :raises OverLimit: when it is too large.
    :raises Damaged: when it does not decode.
    """
    if subject.media_type in FORMATS:
        return _finding(subject, _of_picture(subject), "")
    with open_media(subject.path, subject.media_type) as container:
        stream = video_stream(container)
        if stream is None:
            return Finding(NAME, VERSION, "nothing", "It holds no moving picture.")
        gathered, duration = gather(container, stream, deadline=subject.deadline - _RESERVE_S)
    details = joined(gathered.frames, duration_ms=duration)
    doubts = []
    if gathered.faults > 0:
        doubts.append(f"{gathered.faults} packets could not be decoded")
    if gathered.stopped:
        doubts.append(f"the time allowed ran out at {timecode(int(details.at_ms[-1]))}")
    return _finding(subject, details, "; ".join(doubts))


def _of_picture(subject: Subject) -> Details:
    from PIL import ImageOps

    with open_picture(subject.path, subject.media_type) as picture:
        # a JPEG is decoded at a half, a quarter or an eighth of its size where that is enough
        picture.draft("L", (SIDE, SIDE))
        load(picture)
        upright = plain(ImageOps.exif_transpose(picture)).convert("L")
    return find_details(np.asarray(upright))


def _finding(subject: Subject, details: Details, doubts: str) -> Finding:
    film = subject.media_type not in FORMATS
    values: dict[str, Json] = {
        "details": len(details),
        "frames": details.frames,
        "duration_ms": details.duration_ms,
    }
    where = f"{details.frames} key frames" if film else "the picture"
    if details.frames == 1 and film:
        where = "one key frame"
    if len(details) < FEWEST:
        sentence = f"Too little stands out in {where} to compare it by its details."
        return Finding(NAME, VERSION, "nothing", sentence, values, uncertainty=doubts)
    (subject.out / FILE).write_bytes(pack(details))
    sentence = f"{len(details)} details of {where} to compare it by."
    if doubts != "":
        sentence += f" But {doubts}."
    product = Product(
        ROLE, FILE, MEDIA_TYPE, caption="details of " + ("key frames" if film else "the picture")
    )
    return Finding(NAME, VERSION, "found", sentence, values, uncertainty=doubts, products=(product,))
