"""Look at a picture: its size upright, whether it moves, a small copy without metadata, and its fingerprint."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sightline.core.errors import Damaged, OverLimit, WrongUse
from sightline.measure.media.border_stretches import sides_in_words
from sightline.measure.media.borders import borders_of_picture
from sightline.measure.media.fingerprint import SMALLEST, pdq, pdq_rgb
from sightline.measure.media.sniff import Sniffed
from sightline.measure.media.subject import Subject
from sightline.measure.media.views import part, thousandths
from sightline.model.finding import Finding, FramePrint, Json, Product
from sightline.model.print_views import CROPS, INNER

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

NAME: Final = "media.picture"
VERSION: Final = 2
MOST_PIXELS: Final = 80_000_000
"""Of one frame: 240 MB decoded. Sensors of phones reach 200 megapixels, but save a quarter of that."""
MOST_FRAME_PIXELS: Final = 4_000_000_000
"""Of all frames together: what an animation may claim."""
THUMBNAIL_SIDE: Final = 480
FORMATS: Final = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/tiff": "TIFF",
    "image/webp": "WEBP",
    "image/bmp": "BMP",
    "image/heic": "HEIF",
    "image/heif": "HEIF",
    "image/heic-sequence": "HEIF",
    "image/heif-sequence": "HEIF",
    "image/avif": "AVIF",
    "image/jp2": "JPEG2000",
    "image/j2c": "JPEG2000",
    "image/vnd.microsoft.icon": "ICO",
    "image/x-tga": "TGA",
    "image/x-portable-anymap": "PPM",
}
"""By media type, the one reader that may open it."""
_DECODE_FAULTS: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
)
"""What Pillow's readers raise on broken input, by their own habit."""


def measure_picture(subject: Subject) -> Finding:
    """Decode a picture once: size, orientation, frames, thumbnail and fingerprints.

    It is hashed whole, inside its flat borders where it has some, and in the parts people crop to.

    :returns: *found*, or *against* where part of the picture is missing. Parameter ``views``: "crops" (the default)
        or "whole", without the parts.
    :raises WrongUse: when ``views`` is something else.
    :raises OverLimit: when the header declares more than parameter ``most_pixels`` (default 80 million).
    :raises Damaged: when it does not decode at all.
    """
    from PIL import ImageOps

    most = int(subject.parameters.get("most_pixels", MOST_PIXELS))
    views = subject.parameters.get("views", "crops")
    if views not in ("crops", "whole"):
        raise WrongUse(f"there are no views {str(views)[:40]!r}", todo='ask for "crops" or "whole"')
    with open_picture(subject.path, subject.media_type, most_pixels=most) as picture:
        frames = count_frames(picture)
        if picture.width * picture.height * frames > MOST_FRAME_PIXELS:
            raise OverLimit(f"it declares {frames} frames of {picture.width} x {picture.height} pixels")
        orientation = int(picture.getexif().get(0x0112, 1) or 1)
        mode = picture.mode
        whole = load(picture)
        upright = plain(ImageOps.exif_transpose(picture))
    pixels = np.asarray(upright)
    prints, sides = _prints(pixels, np.asarray(upright.convert("L")), crops=views == "crops")
    quality = prints[0].quality
    small = "thumbnail.jpg"
    save_small(upright, subject.out / small)
    values: dict[str, Json] = {
        "width": upright.width,
        "height": upright.height,
        "mode": mode,
        "frames": frames,
        "orientation": orientation,
        "pdq": prints[0].pdq.hex(),
        "quality": quality,
        "views": len(prints),
        "border": None
        if sides is None
        else dict(zip(("left", "top", "right", "bottom"), sides, strict=True)),
    }
    still = "A picture" if frames == 1 else f"A moving picture of {frames} frames,"
    turned = "" if orientation in (0, 1) else ", shown turned as its orientation tag says"
    sentence = f"{still} of {upright.width} x {upright.height} pixels{turned}."
    if quality < 50:
        sentence += " It has too little detail for its fingerprint to say much."
    if sides is not None:
        sentence += f" It has a flat border: {sides_in_words(*sides)}."
    if not whole:
        sentence += " Part of it is missing: the file was cut off or damaged."
    return Finding(
        NAME,
        VERSION,
        "found" if whole else "against",
        sentence,
        values,
        products=(Product("thumbnail", small, "image/jpeg", caption="small copy without metadata"),),
        prints=prints,
        todo="" if whole else "look for a complete copy",
    )


def _prints(
    rgb: NDArray[np.uint8], luma: NDArray[np.uint8], *, crops: bool
) -> tuple[tuple[FramePrint, ...], tuple[int, int, int, int] | None]:
    """Hash the views of a picture; return them in their stored order, and its borders in thousandths.

    Parts are hashed from the luma rounded to whole numbers, which is a third of the work and moves a bit or two.

    :param rgb: (height, width, 3), upright.
    :param luma: (height, width) of the same.
    """
    hashed, quality = pdq_rgb(rgb)
    prints = [FramePrint(0, 0, hashed, quality)]
    if quality == 0:
        return tuple(prints), None
    sides = borders_of_picture(luma)
    shown = None
    if sides is not None:
        shown = thousandths(sides, luma.shape[0], luma.shape[1], 0)
        luma = sides.within(luma)
        height, width = rgb.shape[:2]
        inside = rgb[sides.top : height - sides.bottom, sides.left : width - sides.right]
        prints.append(FramePrint(0, 0, *pdq_rgb(np.ascontiguousarray(inside)), view=INNER))
    if crops:
        for view in CROPS:
            cut = part(luma, view)
            if min(cut.shape) >= SMALLEST:
                prints.append(FramePrint(0, 0, *pdq(cut), view=view.name))
    return tuple(prints), shown


def warm(sniffed: Sniffed) -> None:
    """Import the readers a picture of this type needs, and the writer of small copies."""
    from importlib import import_module

    for reader in ("Bmp", "Gif", "Jpeg", "Mpo", "Png", "Ppm", "Tiff", "WebP"):
        import_module(f"PIL.{reader}ImagePlugin")
    if FORMATS.get(sniffed.media_type) == "HEIF":
        import_module("pillow_heif")


@contextmanager
def open_picture(path: Path, media_type: str, *, most_pixels: int = MOST_PIXELS) -> Iterator["Picture"]:
    """Open a picture by its sniffed type and refuse it by its header where it is too large to decode.

    :raises OverLimit: when one frame has more than ``most_pixels``.
    :raises Damaged: when it cannot be opened as what it is.
    """
    from PIL import Image

    reader = FORMATS.get(media_type)
    if reader is None:
        raise Damaged(f"no reader for {media_type}")
    if reader == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = Image.open(path, formats=[reader])
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
            raise OverLimit(
                f"{str(fault).partition(',')[0].lower()} (limit {most_pixels})",
                todo="it may be meant to exhaust memory",
            ) from fault
        except _DECODE_FAULTS as fault:
            raise Damaged(f"it cannot be opened as {reader}: {_short(fault)}") from fault
        with picture:
            pixels = picture.width * picture.height
            if pixels > most_pixels:
                raise OverLimit(
                    f"it declares {picture.width} x {picture.height} = {pixels} pixels; {most_pixels} are allowed",
                    todo="it may be meant to exhaust memory",
                )
            yield picture


def count_frames(picture: "Picture") -> int:
    """Return how many frames a picture has; 1 where counting fails."""
    try:
        return max(1, int(getattr(picture, "n_frames", 1)))
    except _DECODE_FAULTS:
        return 1


def load(picture: "Picture") -> bool:
    """Decode the picture; where its end is missing, decode what is there.

    :returns: whether all of it was there.
    :raises Damaged: when nothing can be decoded.
    """
    from PIL import ImageFile

    try:
        picture.seek(0)
        picture.load()
    except _DECODE_FAULTS as first:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            picture.load()
        except _DECODE_FAULTS as fault:
            raise Damaged(f"it does not decode: {_short(first)}", todo="look for a complete copy") from fault
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
        return False
    return True


def plain(picture: "Picture") -> "Picture":
    """Return the picture as 8-bit RGB, transparency shown on white."""
    from PIL import Image

    if picture.mode.startswith(("I;16", "I", "F")) and picture.mode != "RGB":
        low, high = (float(str(one)) for one in picture.convert("F").getextrema())
        scale = 255 / (high - low) if high > low and high > 255 else 1.0
        offset = low if scale != 1.0 else 0.0
        picture = picture.convert("F").point(lambda value: value * scale - offset * scale).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        shown = picture.convert("RGBA")
        ground = Image.new("RGBA", shown.size, "white")
        return Image.alpha_composite(ground, shown).convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def save_small(picture: "Picture", path: Path, *, side: int = THUMBNAIL_SIDE) -> None:
    """Write a small JPEG copy without any metadata."""
    from PIL import Image

    scale = min(1.0, side / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    small = picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0) if scale < 1 else picture
    small.save(path, "JPEG", quality=80, exif=b"", icc_profile=None)


def _short(fault: BaseException) -> str:
    text = str(fault).replace("\n", " ")
    # Pillow names the file, which inside the sandbox is an address nobody asked for
    return (
        "not what its first bytes promise"
        if "cannot identify" in text
        else text[:160] or type(fault).__name__
    )
