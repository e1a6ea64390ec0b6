"""Decode a picture once for forensics: brightness exactly as the decoder gave it, colours, tables and orientation.

Everything here works on the stored picture, not on the upright one: traces of compression lie on the stored grid.
Only what is shown to people, and the boxes told to them, are turned upright.
"""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from sightline.core.errors import OverLimit
from sightline.measure.media.pictures import (
    MOST_FRAME_PIXELS,
    MOST_PIXELS,
    count_frames,
    load,
    open_picture,
    plain,
)
from sightline.measure.media.subject import Subject

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

Luma = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

LEAST_SIDE: Final = 128
"""Under this a picture holds too few blocks for any statistic to be worth telling."""
_SHOWN_SIDE: Final = 1200


@frozen(slots=True, eq=False)
class JpegFacts:
    """What the header of a JPEG says about how it was compressed."""

    luma: tuple[int, ...]
    """64 steps in natural order (row by row)."""
    chroma: tuple[int, ...] | None
    tables: int
    subsampling: str
    """4:4:4, 4:2:2, 4:2:0, other; none for a grey picture."""
    progressive: bool = False
    marks: tuple[str, ...] = ()
    """Writers' own segments seen: Adobe, Ducky, Photoshop."""


@frozen(slots=True, eq=False)
class Planes:
    """One decoded picture."""

    luma: Luma
    """(height, width), stored orientation; for a JPEG the decoder's own Y."""
    shown: "Picture"
    """Upright RGB copy, its longer side at most 1200, to be drawn on."""
    orientation: int
    """1 to 8, as in Exif."""
    jpeg: JpegFacts | None
    exact: bool
    """Whether ``luma`` is the decoder's own plane, so that its DCT gives back the stored coefficients."""
    whole: bool
    frames: int
    colour: "Picture | None" = field(default=None)
    """Full size RGB, only where asked for."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as stored."""
        return self.luma.shape[1], self.luma.shape[0]

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height as shown."""
        return self.size if self.orientation < 5 else self.size[::-1]

    @property
    def too_small(self) -> bool:
        """Whether it has too few pixels to say anything."""
        return bool(min(self.luma.shape) < LEAST_SIDE)


def read_planes(subject: Subject, *, colour: bool = False) -> Planes:
    """Decode the first frame of a picture.

    :param colour: keep the full size RGB picture too.
    :raises OverLimit: when the header declares more than parameter ``most_pixels`` (default 80 million).
    :raises Damaged: when it does not decode at all.
    """
    from PIL import Image

    most = int(subject.parameters.get("most_pixels", MOST_PIXELS))
    with open_picture(subject.path, subject.media_type, most_pixels=most) as picture:
        frames = count_frames(picture)
        if picture.width * picture.height * frames > MOST_FRAME_PIXELS:
            raise OverLimit(f"it declares {frames} frames of {picture.width} x {picture.height} pixels")
        orientation = _orientation(picture)
        if picture.mode == "RGB":
            # for a JPEG this asks the decoder for its own planes; other readers ignore it
            picture.draft("YCbCr", picture.size)
        jpeg = _jpeg_facts(picture)
        whole = load(picture)
        exact = jpeg is not None and picture.mode in ("YCbCr", "L")
        luma = np.asarray(picture.getchannel(0) if exact else plain(picture).convert("L"))
        scale = min(1.0, _SHOWN_SIDE / max(picture.size))
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        wanted = plain(picture)
        shown = wanted.resize(size, Image.Resampling.BOX, reducing_gap=2.0) if scale < 1 else wanted.copy()
        return Planes(
            luma=luma,
            shown=turn(shown, orientation),
            orientation=orientation,
            jpeg=jpeg,
            exact=exact,
            whole=whole,
            frames=frames,
            colour=wanted if colour else None,
        )


def turn(picture: "Picture", orientation: int) -> "Picture":
    """Return a stored picture upright, by the number of its Exif orientation."""
    from PIL import Image

    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return picture if orientation not in turns else picture.transpose(turns[orientation])


def _orientation(picture: "Picture") -> int:
    value: Any = picture.getexif().get(0x0112, 1)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _jpeg_facts(picture: "Picture") -> JpegFacts | None:
    tables: dict[int, list[int]] = getattr(picture, "quantization", {})
    layers: list[tuple[int, int, int, int]] = getattr(picture, "layer", [])
    if picture.format not in ("JPEG", "MPO") or len(tables) == 0 or len(layers) == 0:
        return None
    first = tables.get(layers[0][3])
    if first is None or len(first) != 64:
        return None
    second = tables.get(layers[1][3]) if len(layers) >= 3 else None
    across, down = (layers[0][1], layers[0][2])
    shares = {(1, 1): "4:4:4", (2, 1): "4:2:2", (2, 2): "4:2:0"}
    segments: list[tuple[str, bytes]] = getattr(picture, "applist", [])
    marks = {
        word
        for name, body in segments
        for segment, start, word in _SEGMENTS
        if name == segment and body.startswith(start)
    }
    return JpegFacts(
        luma=tuple(first),
        chroma=None if second is None else tuple(second),
        tables=len(tables),
        subsampling="none" if len(layers) < 3 else shares.get((across, down), "other"),
        progressive=bool(picture.info.get("progressive", 0)),
        marks=tuple(sorted(marks)),
    )


_SEGMENTS: Final = (
    ("APP14", b"Adobe", "Adobe"),
    ("APP12", b"Ducky", "Ducky"),
    ("APP13", b"Photoshop 3.0", "Photoshop"),
)
