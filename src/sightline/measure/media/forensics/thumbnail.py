"""Hold the small picture that cameras store in the Exif data against the picture itself.

Editors that change or crop a picture and keep its Exif data often leave the old small one inside: it shows what was
there before. Compared are the whole (allowing for black bars, turning and other tones), a crop, and part by part.

Measured on 60 photographs of many cameras: 57 thumbnails agreed, one was told as differing for a line at its edge
(since forgiven), one as showing more (its picture is a cut-out), one could not be compared. Forged from 14 of them: a
patch of a twentieth of the picture found in 10, a quarter cut away at two sides in 14, another picture in 11 and the
other three inconclusive. Since parts are compared in colour too, and tile by tile where a large part differs: of 65
photographs 63 agree, of 26 a patch of a twentieth is found in 24 and one of a fifth in 25.
"""

import io
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen

from sightline.core.errors import Damaged
from sightline.measure.media.forensics.answers import Method, answer
from sightline.measure.media.forensics.likeness import (
    correlation,
    differences,
    grey_of,
    largest_part,
    most_tiles_agree,
)
from sightline.measure.media.forensics.maps import Legend, save_sheet
from sightline.measure.media.forensics.planes import Floats, Planes, read_planes, turn
from sightline.measure.media.pictures import load, open_picture
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json, Product

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

NAME: Final = "media.forensics.thumbnail"
VERSION: Final = 2
LARGEST_BYTES: Final = 1 << 20
MOST_PIXELS: Final = 2_000_000
LEAST_SIDE: Final = 32
SAME: Final = 0.9
"""Correlation from which the whole is taken for the same view."""
CUT: Final = 0.9
"""Correlation from which the picture is taken for a part of what the thumbnail shows."""
OTHER: Final = 0.5
METHOD: Final = Method(
    NAME,
    VERSION,
    "Thumbnail inside the file",
    "Many programs write a new thumbnail on every save and most platforms remove it, so agreement or absence proves "
    "nothing. Some cameras crop or brighten the thumbnail or put black bars around it; a different one can also be "
    "left by a harmless crop or turn.",
)


@frozen(slots=True, eq=False)
class Comparison:
    """A thumbnail beside its picture, both of one size."""

    thumbnail: "Picture"
    picture: "Picture"
    """The picture reduced to the thumbnail's size, turned as the thumbnail is."""
    alike: float
    """Correlation of the whole, -1 to 1."""
    same: bool
    """Whether both show the same view: alike as a whole, or in most tiles where a large part differs."""
    cut: tuple[int, int, int, int] | None
    """Where in the thumbnail the picture lies (x, y, width, height) when it is only a part of it."""
    difference: Floats
    """(height, width) after tones are made equal [levels]."""
    part: tuple[int, int, int, int] | None
    """Box in the thumbnail of the largest part that differs."""


def measure_thumbnail(subject: Subject) -> Finding:
    """Tell whether the thumbnail in the Exif data shows the picture it belongs to.

    :returns: *found* where it shows something else, *against* where both show the same, *nothing* without thumbnail.
    :raises OverLimit: when the picture is too large to decode.
    :raises Damaged: when the picture does not decode.
    """
    planes = read_planes(subject)
    body = thumbnail_bytes(subject)
    if body is None:
        sentence = "There is no thumbnail in its Exif data to compare with."
        return answer(METHOD, "nothing", sentence, {"thumbnail": False}, planes=planes)
    small = _decoded(body)
    if small is None or min(small.size) < LEAST_SIDE or min(planes.size) < LEAST_SIDE:
        sentence = "There is a thumbnail in its Exif data, but it does not decode or is too small to compare."
        return answer(METHOD, "inconclusive", sentence, {"thumbnail": True}, planes=planes)
    seen = compare(small, planes)
    values: dict[str, Json] = {
        "thumbnail": True,
        "width": small.width,
        "height": small.height,
        "alike_per_mille": round(1000 * seen.alike),
        "cut": None if seen.cut is None else list(seen.cut),
        "part": None if seen.part is None else list(seen.part),
    }
    products = (_draw(subject, seen),)
    todo = "look at the thumbnail: it may show what was there before"
    if seen.cut is not None:
        sentence = (
            "The thumbnail shows more than the picture: the picture was cut from it after it was recorded."
        )
    elif not seen.same and seen.alike < OTHER:
        sentence = "The thumbnail shows something else than the picture."
    elif not seen.same:
        sentence = (
            "The thumbnail resembles the picture, but tones or framing differ too much to compare parts."
        )
        return answer(METHOD, "inconclusive", sentence, values, products=products, planes=planes, todo=todo)
    elif seen.part is not None:
        sentence = "The thumbnail shows the same view, but a part of it differs from the picture."
    else:
        sentence = (
            "The thumbnail shows the same as the picture, in every part that it is large enough to show."
        )
        return answer(METHOD, "against", sentence, values, products=products, planes=planes)
    return answer(METHOD, "found", sentence, values, products=products, planes=planes, todo=todo)


def thumbnail_bytes(subject: Subject) -> bytes | None:
    """Return the JPEG that the Exif data of a picture declares as its thumbnail."""
    from PIL import ExifTags

    with open_picture(subject.path, subject.media_type) as picture:
        raw: Any = picture.info.get("exif")
        if not isinstance(raw, bytes):
            return None
        try:
            tags: dict[int, Any] = picture.getexif().get_ifd(ExifTags.IFD.IFD1)
        except (KeyError, ValueError, TypeError, OSError, SyntaxError, IndexError):
            return None
    start, length = tags.get(0x0201), tags.get(0x0202)
    if not isinstance(start, int) or not isinstance(length, int):
        return None
    body = raw.removeprefix(b"Exif\x00\x00")[start : start + length] if start >= 0 and length > 0 else b""
    return body if 100 < len(body) <= LARGEST_BYTES and body[:2] == b"\xff\xd8" else None


def compare(small: "Picture", planes: Planes) -> Comparison:
    """Compare a thumbnail with the picture it came with: as a whole, as a crop, and part by part.

    :param small: RGB, both sides 32 or more.
    """
    thumbnail = _without_bars(small)
    # thumbnails lie as the picture was stored; programs that turn the picture upright often leave them
    ways = [turn(planes.shown, way) for way in (_back(planes.orientation), 1, 6, 8, 3)]
    fitted = [one.resize(thumbnail.size, reducing_gap=3.0) for one in ways]
    grey = grey_of(thumbnail)
    scores = [correlation(grey, grey_of(one)) for one in fitted]
    best = int(np.argmax(scores))
    reduced, alike = fitted[best], scores[best]
    cut = None
    if alike < SAME or _shape_differs(thumbnail, ways[best]):
        cut = _find_cut(grey, ways[best], least=max(CUT, alike + 0.02))
    difference = differences(thumbnail, reduced)
    same = alike >= SAME or (cut is None and most_tiles_agree(grey, grey_of(reduced)))
    part = largest_part(difference) if same and cut is None else None
    # where most tiles agree and no part differs, framing or tones do: that cannot be told apart
    same = alike >= SAME or part is not None
    return Comparison(thumbnail, reduced, alike, same, cut, difference, part)


def _decoded(body: bytes) -> "Picture | None":
    from PIL import Image

    try:
        with Image.open(io.BytesIO(body), formats=["JPEG"]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            load(opened)
            return opened.convert("RGB")
    except (Damaged, OSError, ValueError, SyntaxError):
        return None


def _back(orientation: int) -> int:
    """Return the turn that takes an upright picture back to how it was stored."""
    return {6: 8, 8: 6}.get(orientation, orientation)


def _without_bars(picture: "Picture") -> "Picture":
    """Cut off black bars at opposite sides: cameras letterbox thumbnails of 3:2 and 16:9 pictures."""
    grey = np.asarray(picture.convert("L")).astype(np.float32)
    box = [0, 0, picture.width, picture.height]
    for axis, (near, far) in ((1, (1, 3)), (0, (0, 2))):
        dark = (grey.max(axis=axis) < 40) & (grey.mean(axis=axis) < 20)
        length = dark.size
        lead = int(np.argmin(dark)) if not dark.all() else 0
        tail = int(np.argmin(dark[::-1])) if not dark.all() else 0
        if min(lead, tail) >= 2 and abs(lead - tail) <= 3 and lead + tail < length // 2:
            # one more line: bars blend into the picture by compression
            box[near], box[far] = lead + 1, length - tail - 1
    return picture.crop((box[0], box[1], box[2], box[3]))


def _shape_differs(one: "Picture", other: "Picture") -> bool:
    return abs(one.width * other.height / (one.height * other.width) - 1) > 0.04


def _find_cut(grey: Floats, picture: "Picture", *, least: float) -> tuple[int, int, int, int] | None:
    """Return where the picture lies in the thumbnail as a smaller part, or None."""
    import cv2

    best: tuple[float, tuple[int, int, int, int]] | None = None
    height, width = grey.shape
    fit = min(width / picture.width, height / picture.height)
    for scale in np.arange(0.95, 0.3, -0.025) * fit:
        size = (round(picture.width * float(scale)), round(picture.height * float(scale)))
        if min(size) < 24:
            break
        part = grey_of(picture.resize(size, reducing_gap=3.0))
        if part.std() < 6:
            return None
        found = cv2.matchTemplate(grey, part, cv2.TM_CCOEFF_NORMED)
        _, value, _, place = cv2.minMaxLoc(found)
        if best is None or value > best[0]:
            best = (float(value), (int(place[0]), int(place[1]), *size))
    return best[1] if best is not None and best[0] >= least else None


def _draw(subject: Subject, seen: Comparison) -> Product:
    from PIL import ImageDraw

    scale = 600 / max(seen.thumbnail.size)
    size = (max(1, round(seen.thumbnail.width * scale)), max(1, round(seen.thumbnail.height * scale)))
    left, right = seen.thumbnail.resize(size), seen.picture.resize(size)
    for box in (seen.cut, seen.part):
        if box is not None:
            edges = [value * scale for value in (box[0], box[1], box[0] + box[2], box[1] + box[3])]
            for pane in (left, right) if box == seen.part else (left,):
                ImageDraw.Draw(pane).rectangle(edges, outline=(0, 229, 255), width=3)
    legend = Legend(
        METHOD.title,
        "First: the thumbnail stored in the file, without its black bars.",
        "Second: the picture made as small. A box marks the part that differs, or what the picture was cut to.",
        METHOD.caution,
    )
    save_sheet(subject.out / "thumbnail.png", left, right, legend, bar="words")
    return Product("map", "thumbnail.png", "image/png", caption="thumbnail in the file beside the picture")
