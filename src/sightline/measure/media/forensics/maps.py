"""Draw a forensic map beside the picture it is about: a title, what bright means, a bar, and a word of caution.

Made to be read by somebody tired on a small screen: few colours, large letters, the picture on the left for
comparison, boxes around what the finding tells.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.measure.media.forensics.planes import Floats, Planes, turn
from sightline.measure.media.forensics.regions import Region

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_PANE: Final = 620
"""Longer side of each of the two pictures [pixels]."""
_GROUND: Final = (24, 24, 24)
_INK: Final = (255, 255, 255)
_QUIET: Final = (190, 190, 190)
_BOX: Final = (0, 229, 255)
_EDGE: Final = 12
_STOPS: Final = ((0, 0, 4), (66, 10, 104), (147, 38, 103), (221, 81, 58), (252, 165, 10), (252, 255, 164))
"""Dark to bright, even to the eye, also in grey and for the colour-blind."""


@frozen(slots=True)
class Legend:
    """What is written around a map."""

    title: str
    low: str
    """What dark means, with its value."""
    high: str
    """What bright means, with its value."""
    caution: str
    """What untouched pictures show too."""


def save_map(
    path: Path, planes: Planes, field: Floats, legend: Legend, *, regions: Sequence[Region] = ()
) -> None:
    """Write a map beside its picture as PNG.

    :param field: (rows, columns) from 0 (dark) to 1 (bright), in stored orientation, over the whole picture.
    :param regions: boxes to draw on both, in upright pixels.
    """
    from PIL import Image

    size = _fit(planes.shown.size)
    field_picture = Image.fromarray(_coloured(np.clip(np.nan_to_num(field), 0, 1)))
    drawn = turn(field_picture, planes.orientation).resize(size, Image.Resampling.NEAREST)
    picture = planes.shown.resize(size, Image.Resampling.BICUBIC)
    scale = (size[0] / planes.upright[0], size[1] / planes.upright[1])
    for pane in (picture, drawn):
        _boxes(pane, regions, scale)
    save_sheet(path, picture, drawn, legend)


def save_sheet(path: Path, left: "Picture", right: "Picture", legend: Legend, *, bar: str = "scale") -> None:
    """Write two panes of one size under a title and over a legend.

    :param bar: ``scale`` draws the bar of colours between the words for dark and bright; ``words`` the words alone.
    """
    from PIL import Image, ImageDraw

    across = left.height >= left.width or left.width <= _PANE
    width = left.width + right.width + 3 * _EDGE if across else left.width + 2 * _EDGE
    width = max(width, 640)
    font, small = _font(22), _font(17)
    wrapped = _wrap(legend.caution, small, width - 2 * _EDGE)
    ends = [
        *_wrap(f"Dark: {legend.low}" if bar == "scale" else legend.low, small, width - 2 * _EDGE),
        *_wrap(f"Bright: {legend.high}" if bar == "scale" else legend.high, small, width - 2 * _EDGE),
    ]
    head = 44
    foot = 16 + (26 if bar == "scale" else 0) + 23 * (len(ends) + len(wrapped)) + 6
    sheet = Image.new("RGB", (width, head + max(left.height, right.height) + foot), _GROUND)
    draw = ImageDraw.Draw(sheet)
    draw.text((_EDGE, 8), legend.title, font=font, fill=_INK)
    sheet.paste(left, (_EDGE, head))
    sheet.paste(right, (left.width + 2 * _EDGE, head))
    at = head + max(left.height, right.height) + 10
    if bar == "scale":
        ramp = _coloured(np.linspace(0, 1, width - 2 * _EDGE, dtype=np.float32)[None, :].repeat(16, axis=0))
        sheet.paste(Image.fromarray(ramp), (_EDGE, at))
        draw.rectangle((_EDGE - 1, at - 1, width - _EDGE, at + 16), outline=_QUIET)
        at += 22
    for line, ink in [(one, _INK) for one in ends] + [(one, _QUIET) for one in wrapped]:
        draw.text((_EDGE, at), line, font=small, fill=ink)
        at += 23
    sheet.save(path, "PNG")


def _fit(size: tuple[int, int]) -> tuple[int, int]:
    scale = _PANE / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _coloured(field: Floats) -> npt.NDArray[np.uint8]:
    stops = np.array(_STOPS, np.float32)
    at = np.clip(field, 0, 1) * (len(_STOPS) - 1)
    low = np.minimum(at.astype(np.int64), len(_STOPS) - 2)
    part = (at - low)[..., None]
    coloured: npt.NDArray[np.uint8] = np.rint(stops[low] * (1 - part) + stops[low + 1] * part).astype(
        np.uint8
    )
    return coloured


def _boxes(picture: "Picture", regions: Sequence[Region], scale: tuple[float, float]) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(picture)
    for one in regions:
        left, top = one.x * scale[0], one.y * scale[1]
        right, bottom = left + one.width * scale[0], top + one.height * scale[1]
        draw.rectangle((left, top, max(left, right - 1), max(top, bottom - 1)), outline=_BOX, width=3)


def _font(size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.load_default(size)


def _wrap(text: str, font: Any, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = word if len(lines) == 0 else f"{lines[-1]} {word}"
        if len(lines) > 0 and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
