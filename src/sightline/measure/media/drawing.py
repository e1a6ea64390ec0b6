"""Draw on stills: time codes, captions, boxes; and put stills together on one sheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from PIL.Image import Image as Picture

SHEET_COLUMNS: Final = 4
SHEET_SIDE: Final = 320
_GROUND: Final = (24, 24, 24)
_INK: Final = (255, 255, 255)
_BOX: Final = (255, 214, 0)
_SCRIPT_FONTS: Final = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
)


@frozen(slots=True)
class Mark:
    """A box on a still, with words: both in thousandths of width and height, so that they fit any size."""

    x: int
    y: int
    width: int
    height: int
    caption: str = ""


def timecode(ms: int) -> str:
    """Write a media time: ``0:41.2``, ``1:02:03.0``; tenths of a second, cut and not rounded."""
    tenths = ms // 100
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest // 10:02d}.{rest % 10}"
    return f"{hours}:{minutes:02d}:{seconds}" if hours > 0 else f"{minutes}:{seconds}"


def still_of(frame: "VideoFrame", *, side: int, rotation: int) -> "Picture":
    """Return a frame as a picture, upright, its pixels square, its longer side at most ``side``.

    :param rotation: degrees clockwise: 0, 90, 180 or 270.
    """
    from PIL import Image

    width, height = float(frame.width), float(frame.height)
    shape: Any = getattr(frame, "sample_aspect_ratio", None)
    if shape is not None and 0.1 < float(shape) < 10:
        width *= float(shape)
    scale = min(1.0, side / max(width, height))
    size = (max(2, round(width * scale)), max(2, round(height * scale)))
    pixels = frame.reformat(width=size[0], height=size[1], format="rgb24").to_ndarray()
    picture = Image.fromarray(pixels)
    turns = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    return picture if rotation == 0 else picture.transpose(turns[rotation])


def write_on(picture: "Picture", text: str, *, marks: Sequence[Mark] = ()) -> "Picture":
    """Return a copy with a line of text at the lower left and boxes with their captions."""
    from PIL import ImageDraw

    copy = picture.copy()
    draw = ImageDraw.Draw(copy)
    size = max(12, copy.height // 24)
    for mark in marks:
        left, top = copy.width * mark.x // 1000, copy.height * mark.y // 1000
        right = min(copy.width - 1, left + copy.width * mark.width // 1000)
        bottom = min(copy.height - 1, top + copy.height * mark.height // 1000)
        draw.rectangle((left, top, max(left, right), max(top, bottom)), outline=_BOX, width=max(2, size // 8))
        if mark.caption != "":
            _label(draw, (left, max(0, top - size - 6)), mark.caption[:200], size)
    _label(draw, (4, copy.height - size - 10), text, size)
    return copy


def save_sheet(stills: Sequence[tuple[int, "Picture"]], path: Path) -> None:
    """Write a contact sheet: the stills in order, each with its time code.

    :param stills: (media time [ms], picture), at least one.
    """
    from PIL import Image

    height = max(still.height * SHEET_SIDE // max(still.size) for _, still in stills)
    width = max(still.width * SHEET_SIDE // max(still.size) for _, still in stills)
    columns = min(SHEET_COLUMNS if width >= height else SHEET_COLUMNS + 2, len(stills))
    rows = (len(stills) + columns - 1) // columns
    sheet = Image.new("RGB", (columns * (width + 4) + 4, rows * (height + 4) + 4), _GROUND)
    for at, (ms, still) in enumerate(stills):
        scale = SHEET_SIDE / max(still.size)
        small = still.resize((max(1, int(still.width * scale)), max(1, int(still.height * scale))))
        x, y = 4 + (at % columns) * (width + 4), 4 + (at // columns) * (height + 4)
        sheet.paste(write_on(small, timecode(ms)), (x, y))
    sheet.save(path, "JPEG", quality=80)


def _label(draw: Any, corner: tuple[int, int], text: str, size: int) -> None:
    font = _font(text, size)
    left, top, right, bottom = draw.textbbox(corner, text, font=font)
    draw.rectangle((left - 3, top - 2, right + 3, bottom + 3), fill=_GROUND)
    draw.text(corner, text, font=font, fill=_INK)


def _font(text: str, size: int) -> Any:
    """Return a font that has the letters: the built-in one for Latin, one of the system for other scripts."""
    from PIL import ImageFont

    if not text.isascii():
        for path in _SCRIPT_FONTS:
            if Path(path).is_file():
                return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)
