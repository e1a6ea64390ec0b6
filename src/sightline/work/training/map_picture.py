"""The map of the valley as a picture: shaded ground, water, roads, houses, names, a grid of degrees and a scale."""

import math
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from sightline.work.training.names import HERE, NAMED
from sightline.work.training.pictures import BAND_PX, with_band
from sightline.work.training.terrain import off_axis, river_at, road_at, terrain
from sightline.work.training.things import Box
from sightline.work.training.valley import SIDE_ROAD, SIDE_ROAD_ENDS, frame, valley

SIZE: Final = (960, 640)
SPAN_M: Final = 9_200.0
"""From west to east."""
_MIDDLE: Final = (0.0, 250.0)
_INK, _PAPER, _ROAD, _WATER = (32, 36, 42), (255, 255, 255), (190, 92, 60), (74, 128, 168)
_LOW, _HIGH = np.array([214.0, 222.0, 186.0]), np.array([196.0, 176.0, 146.0])


def draw_map() -> Image.Image:
    """Draw the map, north up."""
    picture = Image.fromarray(_shaded())
    draw = ImageDraw.Draw(picture)
    along = np.arange(-6_000.0, 6_001.0, 60.0)
    _path(draw, along, river_at(along), _WATER, 4)
    _path(draw, along, road_at(along), _ROAD, 3)
    _path(draw, np.full(2, SIDE_ROAD), np.array(SIDE_ROAD_ENDS), _ROAD, 2)
    for thing in valley().things:
        if isinstance(thing, Box) and thing.reach > 4:
            x, y = _pixel(thing.east, thing.north)
            draw.rectangle((x - 1, y - 1, x + 1, y + 1), fill=(120, 84, 70))
    _grid(draw)
    _names(draw)
    _scale(draw)
    return with_band(picture)


def _shaded() -> np.ndarray:
    """Shade the ground as if lit from the north-west, as maps do."""
    step = SPAN_M / SIZE[0]
    east = _MIDDLE[0] + (np.arange(SIZE[0]) + 0.5 - SIZE[0] / 2) * step
    north = _MIDDLE[1] - (np.arange(SIZE[1]) + 0.5 - SIZE[1] / 2) * step
    e, n = np.meshgrid(east, north)
    light = np.array([-0.5, 0.5, 0.75]) / math.sqrt(0.25 + 0.25 + 0.5625)
    bright = 0.55 + 0.62 * np.clip(terrain().normals(e, n) @ light, 0.0, 1.0)
    heights = terrain().at(e, n)
    part = np.clip((heights - 230.0) / 900.0, 0.0, 1.0)[..., None]
    colour = (_LOW + (_HIGH - _LOW) * part) * bright[..., None]
    lines = np.floor(heights / 100.0)
    edge = (lines != np.roll(lines, 1, 0)) | (lines != np.roll(lines, 1, 1))
    edge[0], edge[:, 0] = False, False
    colour[edge] *= 0.86
    return np.asarray(np.clip(colour, 0, 255), np.uint8)


def _pixel(east: float, north: float) -> tuple[float, float]:
    step = SPAN_M / SIZE[0]
    return SIZE[0] / 2 + (east - _MIDDLE[0]) / step, SIZE[1] / 2 - (north - _MIDDLE[1]) / step


def _path(
    draw: ImageDraw.ImageDraw, u: np.ndarray, v: np.ndarray, ink: tuple[int, int, int], width: int
) -> None:
    points = [_pixel(*off_axis(float(a), float(b))) for a, b in zip(u, v, strict=True)]
    draw.line(points, fill=ink, width=width, joint="curve")


def _grid(draw: ImageDraw.ImageDraw) -> None:
    """Mark every hundredth of a degree, and write every second one on the margin."""
    font = ImageFont.load_default(12)
    for k in range(-8, 9):
        lat, lon = 36.6 + k / 100, 18.5 + k / 100
        x, _ = _pixel(*(float(one) for one in frame().to_metres(36.6, lon)))
        _, y = _pixel(*(float(one) for one in frame().to_metres(lat, 18.5)))
        if 0 < x < SIZE[0]:
            draw.line((x, 0, x, SIZE[1]), fill=(255, 255, 255), width=1)
            if k % 2 == 0:
                _label(draw, (x, 4), f"{lon:.2f} E", font, "ma")
        if 0 < y < SIZE[1] - BAND_PX:
            draw.line((0, y, SIZE[0], y), fill=(255, 255, 255), width=1)
            if k % 2 == 0:
                _label(draw, (4, y), f"{lat:.2f} N", font, "lm")


def _names(draw: ImageDraw.ImageDraw) -> None:
    font = ImageFont.load_default(15)
    for one in NAMED:
        x, y = _pixel(*off_axis(one.u, one.v))
        if one.admin == HERE and 60 < x < SIZE[0] - 60 and 20 < y < SIZE[1] - 60:
            draw.ellipse((x - 3, y - 3, x + 3, y + 3), fill=_INK)
            _label(draw, (x, y - 8), one.name, font, "mb")


def _scale(draw: ImageDraw.ImageDraw) -> None:
    length = 1_000.0 / SPAN_M * SIZE[0]
    x, y = SIZE[0] - length - 24, SIZE[1] - BAND_PX - 20
    draw.rectangle((x - 8, y - 22, x + length + 8, y + 12), fill=_PAPER)
    draw.rectangle((x, y, x + length, y + 5), fill=_INK)
    draw.text((x + length / 2, y - 3), "1 km", fill=_INK, font=ImageFont.load_default(13), anchor="mb")


def _label(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    anchor: str,
) -> None:
    draw.text(at, text, fill=_INK, font=font, anchor=anchor, stroke_width=2, stroke_fill=_PAPER)
