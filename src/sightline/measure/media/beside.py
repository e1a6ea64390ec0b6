"""Two media side by side: the frames that match, each with its time, and what their pixels say about each other.

Fingerprints say that frames look alike; a person wants to see them. And a few matches that a fingerprint alone cannot
carry, under a logo or filmed off a screen, are settled by laying one frame over the other.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen

from sightline.core.errors import Damaged, WrongUse
from sightline.measure.media.aligning.registration import Registration, compare_frames
from sightline.measure.media.drawing import timecode, write_on
from sightline.measure.media.frames import accepts as is_film
from sightline.measure.media.opening import open_media
from sightline.measure.media.pictures import FORMATS, load, open_picture, plain
from sightline.measure.media.sniff import Sniffed, sniff_file
from sightline.measure.media.stills import take
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json, Product

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

NAME: Final = "media.beside"
VERSION: Final = 1
ROLE: Final = "matched_frames"
FILE: Final = "matched_frames.jpg"
MOST_PAIRS: Final = 6
SIDE: Final = 480
_RESERVE_S: Final = 4.0
_LEAST_SIDE: Final = 16
_GAP: Final = 6
_GROUND: Final = (24, 24, 24)


@frozen(slots=True)
class Beside:
    """One frame of each, with the times they really have."""

    a_ms: int
    a: "Picture"
    b_ms: int
    b: "Picture"
    how: Registration


def accepts(media_type: str) -> bool:
    """Tell whether frames of this type can be shown."""
    return media_type in FORMATS or is_film(media_type)


def warm(_sniffed: Sniffed) -> None:
    """Load decoders of both sorts, and what lays one frame over another."""
    import av  # noqa: F401 - imported to be there after the fork
    import cv2  # noqa: F401
    import pillow_heif  # noqa: F401
    from PIL import ImageDraw, ImageFont, JpegImagePlugin  # noqa: F401


def measure_beside(subject: Subject) -> Finding:
    """Show matching frames of two media side by side, and lay them over each other.

    Parameters: ``pairs``, a list of [time in the first, time in the second] in milliseconds, 1 to 6.

    :returns: *found* where at least one pair shows the same picture by its pixels; *inconclusive* where none could be
        laid over the other, which also happens with true copies of little detail.
    :raises WrongUse: when there is no second medium, or no pairs.
    :raises Damaged: when no frame of one of them decodes.
    """
    pairs = _asked(subject)
    other = subject.others[0]
    deadline = subject.deadline - _RESERVE_S
    sniffed = sniff_file(other)
    first = _stills(subject.path, subject.sniffed, [a for a, _ in pairs], deadline)
    second = _stills(other, sniffed, [b for _, b in pairs], deadline)
    shown = [_beside(first[a], second[b]) for a, b in pairs if a in first and b in second]
    if len(shown) == 0:
        raise Damaged("no pair of frames decodes", todo="look for complete copies")
    _save(shown, subject.out / FILE)
    best = max(shown, key=lambda one: (one.how.found, one.how.agreement, one.how.points))
    count = sum(one.how.found for one in shown)
    values: dict[str, Json] = {"pairs": [_values(one) for one in shown], "found": count}
    caption = "matched frames, the first medium on the left"
    product = Product(ROLE, FILE, "image/jpeg", caption=caption, media_time_ms=shown[0].a_ms)
    many = f"{count} of {len(shown)} pairs of frames show the same picture by their pixels."
    sentence = f"{many} {best.how.why}" if count > 0 else f"{many} {shown[0].how.why}"
    return Finding(
        NAME,
        VERSION,
        "found" if count > 0 else "inconclusive",
        sentence,
        values,
        uncertainty=""
        if count > 0
        else "frames of little detail cannot be laid over each other even where they are copies",
        products=(product,),
        todo="" if count > 0 else "look at the frames",
    )


def _asked(subject: Subject) -> list[tuple[int, int]]:
    given: Any = subject.parameters.get("pairs")
    if len(subject.others) != 1:
        raise WrongUse("two media are compared, not one", todo="name the other")
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_PAIRS:
        raise WrongUse(f"pairs is a list of 1 to {MOST_PAIRS} pairs of times")
    out = []
    for pair in given:
        if (
            not isinstance(pair, list)
            or len(pair) < 2
            or not all(isinstance(t, int) and t >= 0 for t in pair[:2])
        ):
            raise WrongUse("a pair is two times in milliseconds")
        out.append((pair[0], pair[1]))
    return out


def _stills(
    path: Path, sniffed: Sniffed, times: list[int], deadline: float
) -> dict[int, tuple[int, "Picture"]]:
    """Return for each time asked the frame shown then, with its own time."""
    if sniffed.media_type in FORMATS:
        from PIL import ImageOps

        with open_picture(path, sniffed.media_type) as picture:
            load(picture)
            upright = plain(ImageOps.exif_transpose(picture))
        upright.thumbnail((1920, 1920))
        return dict.fromkeys(times, (0, upright))
    found: dict[int, tuple[int, Picture]] = {}
    for at in sorted(set(times)):
        # each is sought for itself: pairs lie minutes apart, and a film is not decoded to its end for a still
        with open_media(path, sniffed.media_type) as container:
            stills = take(container, [at], side=1920, deadline=deadline)
        if stills:
            found[at] = stills[0]
    return found


def _beside(first: tuple[int, "Picture"], second: tuple[int, "Picture"]) -> Beside:
    # a picture of a few points, or a strip, cannot be laid over anything, and can still be shown
    if min(*first[1].size, *second[1].size) < _LEAST_SIDE:
        how = Registration(found=False, why=f"One of them is less than {_LEAST_SIDE} points wide or high.")
    else:
        how = compare_frames(np.asarray(first[1].convert("L")), np.asarray(second[1].convert("L")))
    return Beside(first[0], first[1], second[0], second[1], how)


def _values(one: Beside) -> Json:
    how = one.how
    out: dict[str, Json] = {
        "a_ms": one.a_ms,
        "b_ms": one.b_ms,
        "found": how.found,
        "points": how.points,
        "mirrored": how.mirrored,
        "agreement": how.agreement,
        "why": how.why,
    }
    for name, part in (("crop", how.crop), ("inset", how.inset)):
        if part is not None:
            out[name] = [part.left, part.top, part.right, part.bottom]
    return out


def _save(shown: list[Beside], path: Path) -> None:
    """Write the pairs below each other: the first medium on the left, the second on the right."""
    from PIL import Image

    rows = []
    for one in shown:
        left = write_on(_small(one.a), timecode(one.a_ms))
        right = write_on(_small(one.b), timecode(one.b_ms))
        rows.append((left, right))
    width = max(left.width for left, _ in rows), max(right.width for _, right in rows)
    heights = [max(left.height, right.height) for left, right in rows]
    size = (sum(width) + 3 * _GAP, sum(heights) + _GAP * (len(rows) + 1))
    sheet = Image.new("RGB", size, _GROUND)
    y = _GAP
    for (left, right), height in zip(rows, heights, strict=True):
        sheet.paste(left, (_GAP, y))
        sheet.paste(right, (2 * _GAP + width[0], y))
        y += height + _GAP
    sheet.save(path, "JPEG", quality=85)


def _small(picture: "Picture") -> "Picture":
    copy = picture.copy()
    copy.thumbnail((SIDE, SIDE))
    return copy
