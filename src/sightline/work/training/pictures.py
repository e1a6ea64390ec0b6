"""Stills of the valley: rendered twice as fine, brought down, and marked so that nobody takes them for a photograph."""

import math
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen
from PIL import Image, ImageDraw, ImageFont

from sightline.work.training.light import Sun, shade
from sightline.work.training.seeing import SKY, Camera, Seen, look_down, see
from sightline.work.training.terrain import off_axis, terrain
from sightline.work.training.valley import POLE, valley
from sightline.work.training.views import AERIAL_M_PER_PX, SIZE

Array = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.uint8]

FINER: Final = 2
BAND_PX: Final = 24
BAND: Final = "TRAINING PICTURE  ·  a rendered model, no real place, no real event"
_INK: Final = (30, 34, 40)


@frozen(slots=True, eq=False)
class Still:
    """A rendered view, FINER times as fine as asked, and in which row the ground begins, column by column."""

    fine: Bytes
    skyline: tuple[float, ...]
    """Rows of the finished picture [px]; NaN where a column shows no sky."""


def still(camera: Camera, sun: Sun) -> Still:
    """Render what a camera sees, finer than asked; ``halve`` brings it down."""
    seen = see(camera.finer(FINER), terrain(), valley().things)
    fine = _bytes(shade(seen, terrain(), valley().things, sun))
    return Still(fine, tuple(_rows_of_sky(seen)))


def photograph(view: Still) -> Image.Image:
    """Bring a view down to its size and lay the band under it."""
    return with_band(Image.fromarray(halve(view.fine)))


def aerial(sun: Sun) -> Image.Image:
    """Render the square straight from above, with a scale bar and an arrow to the north."""
    size = (SIZE[0] * FINER, SIZE[1] * FINER)
    seen = look_down(off_axis(*POLE), AERIAL_M_PER_PX / FINER, size, terrain(), valley().things)
    picture = Image.fromarray(halve(_bytes(shade(seen, terrain(), valley().things, sun))))
    draw = ImageDraw.Draw(picture)
    length = round(10.0 / AERIAL_M_PER_PX)
    _bar(draw, (24, SIZE[1] - BAND_PX - 30), length, "10 m")
    _north(draw, (SIZE[0] - 40, 60))
    return with_band(picture)


def with_band(picture: Image.Image) -> Image.Image:
    """Lay a band over the lowest rows that says what this is; the picture keeps its size."""
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    draw.rectangle((0, height - BAND_PX, width, height), fill=(247, 196, 54))
    size = 13 if width >= 900 else 11
    draw.text(
        (10, height - BAND_PX / 2),
        BAND,
        fill=_INK,
        font=ImageFont.load_default(size),
        anchor="lm",
    )
    return picture


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture as PNG."""
    picture.save(path, optimize=True)


def halve(fine: Bytes) -> Bytes:
    """Bring a picture down to half its width and height."""
    height, width = fine.shape[0] // FINER, fine.shape[1] // FINER
    parts = fine.reshape(height, FINER, width, FINER, 3).astype(np.uint16)
    return np.asarray((parts.sum(axis=(1, 3)) + FINER * FINER // 2) // (FINER * FINER), np.uint8)


def _bytes(colour: Array) -> Bytes:
    return np.asarray(np.clip(colour, 0.0, 1.0) ** (1 / 1.15) * 255.0 + 0.5, np.uint8)


def _bar(draw: ImageDraw.ImageDraw, at: tuple[int, int], length: int, text: str) -> None:
    x, y = at
    draw.rectangle((x - 8, y - 24, x + length + 8, y + 12), fill=(255, 255, 255))
    draw.rectangle((x, y, x + length, y + 5), fill=_INK)
    draw.text((x + length / 2, y - 3), text, fill=_INK, font=ImageFont.load_default(14), anchor="mb")


def _north(draw: ImageDraw.ImageDraw, at: tuple[int, int]) -> None:
    x, y = at
    draw.ellipse((x - 26, y - 40, x + 26, y + 34), fill=(255, 255, 255))
    draw.polygon(((x, y - 32), (x + 11, y + 4), (x, y - 4), (x - 11, y + 4)), fill=_INK)
    draw.text((x, y + 18), "N", fill=_INK, font=ImageFont.load_default(18), anchor="mm")


def _rows_of_sky(seen: Seen) -> list[float]:
    sky = seen.kind == SKY
    rows = np.where(sky.all(axis=0), sky.shape[0], np.argmin(sky, axis=0)) / FINER
    pairs = rows[: len(rows) // FINER * FINER].reshape(-1, FINER).mean(axis=1)
    return [float(row) if row > 0 else math.nan for row in pairs]
