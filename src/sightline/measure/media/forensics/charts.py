"""Draw what a film or its sound shows over time: a title, curves over a time axis, marks, and a word of caution.

Made like the maps of pictures: dark ground, few colours, large letters, readable on a small screen.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.measure.media.drawing import timecode
from sightline.measure.media.forensics.answers import Method
from sightline.measure.media.subject import Subject
from sightline.model.finding import Product

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

Curve = npt.NDArray[np.float64]

WIDTH: Final = 1_100
_PANEL: Final = 210
_LEFT: Final = 84
_EDGE: Final = 14
_GROUND: Final = (24, 24, 24)
_INK: Final = (255, 255, 255)
_QUIET: Final = (190, 190, 190)
_GRID: Final = (70, 70, 70)
_LINE: Final = (252, 165, 10)
_MARK: Final = (0, 229, 255)


@frozen(slots=True, eq=False)
class Panel:
    """One curve over time, and what stands out of it."""

    title: str
    """With its unit."""
    times_ms: Curve
    values: Curve
    """NaN where nothing is known."""
    marks: tuple[tuple[int, int], ...] = ()
    """Stretches that are told (from, to) [ms]; from = to is a moment."""
    dots: bool = False
    """Whether to draw points instead of a line."""


def draw_chart(
    method: Method, subject: Subject, panels: Sequence[Panel], *, end_ms: int, means: str, suffix: str = ""
) -> Product:
    """Write panels one above the other as PNG and return them as a product.

    :param end_ms: end of the time axis [ms].
    :param means: what a blue mark means.
    """
    from PIL import Image, ImageDraw, ImageFont

    big, small = ImageFont.load_default(22), ImageFont.load_default(16)
    words = [f"Blue: {means}", *_lines(method.caution, small)]
    height = 48 + len(panels) * (_PANEL + 58) + 24 * len(words) + 16
    sheet = Image.new("RGB", (WIDTH, height), _GROUND)
    draw = ImageDraw.Draw(sheet)
    draw.text((_EDGE, 10), method.title, font=big, fill=_INK)
    top = 48
    for panel in panels:
        _panel(draw, panel, top, max(1, end_ms), small)
        top += _PANEL + 58
    for at, line in enumerate(words):
        draw.text((_EDGE, top), line, font=small, fill=_INK if at == 0 else _QUIET)
        top += 24
    name = f"{method.name.rpartition('.')[2]}{suffix}.png"
    sheet.save(subject.out / name, "PNG")
    return Product("map", name, "image/png", caption=f"{method.title}. Blue: {means}.")


def _panel(draw: "ImageDraw", panel: Panel, top: int, end_ms: int, font: Any) -> None:
    draw.text((_EDGE, top), panel.title, font=font, fill=_INK)
    box = (_LEFT, top + 24, WIDTH - _EDGE, top + 24 + _PANEL)
    known = panel.values[np.isfinite(panel.values)]
    low, high = (float(known.min()), float(np.quantile(known, 0.995))) if len(known) > 0 else (0.0, 1.0)
    high = max(high, low + 1e-9) if high > low else low + 1.0

    def across(ms: float) -> float:
        return box[0] + (box[2] - box[0]) * min(1.0, max(0.0, ms / end_ms))

    def up(value: float) -> float:
        return box[3] - 3 - (box[3] - box[1] - 6) * min(1.0, max(0.0, (value - low) / (high - low)))

    for begin, end in panel.marks:
        draw.rectangle((across(begin) - 2, box[1], across(end) + 2, box[3]), fill=(0, 70, 84), outline=_MARK)
    for part in range(6):
        x = box[0] + (box[2] - box[0]) * part / 5
        draw.line((x, box[1], x, box[3]), fill=_GRID)
        label = timecode(round(end_ms * part / 5))
        draw.text((x - font.getlength(label) * part / 5, box[3] + 4), label, font=font, fill=_QUIET)
    for value in (low, high):
        label = f"{value:.3g}"
        draw.text(
            (box[0] - 8 - font.getlength(label), up(value) - (16 if value == low else 2)),
            label,
            font=font,
            fill=_QUIET,
        )
    draw.rectangle(box, outline=_QUIET)
    _curve(draw, panel, across, up)


def _curve(draw: "ImageDraw", panel: Panel, across: Any, up: Any) -> None:
    # no more points than can be seen: of each column of the sheet its lowest and highest
    columns: dict[int, list[float]] = {}
    for ms, value in zip(panel.times_ms, panel.values, strict=True):
        if np.isfinite(value):
            columns.setdefault(round(across(ms)), []).append(up(value))
    points = [(x, y) for x in sorted(columns) for y in (max(columns[x]), min(columns[x]))]
    if panel.dots:
        for x, y in points:
            draw.ellipse((x - 2, y - 2, x + 2, y + 2), fill=_LINE)
    elif len(points) > 1:
        draw.line(points, fill=_LINE, width=2)


def _lines(text: str, font: Any) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= WIDTH - 2 * _EDGE:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
