"""Photographs as other cameras take them: the held-out set of the forensic methods, none of which was tuned on it.

What the thresholds were set on are rendered hills and a few real photographs saved with the tables of the free JPEG
library. Here are other things (leaves laid over leaves, hills in light, brick walls, pages of writing, nights), taken
through another pipeline: a colour mosaic, noise that grows with light, demosaicing, a lens that is soft in places,
denoising and sharpening; other sizes and orientations, and quantisation tables of makers' own. Every number of a seed
gives the same picture.
"""

import io
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image
from tests.footage.place import clouds

KINDS = ("leaves", "hills", "bricks", "page", "night")
SIZES = ((640, 480), (600, 800), (1024, 683), (800, 800), (1280, 720), (900, 1200), (1600, 1200))
STEPS = (
    "16 11 10 16 24 40 51 61 12 12 14 19 26 58 60 55 14 13 16 24 40 57 69 56 14 17 22 29 51 87 80 62 "
    "18 22 37 56 68 109 103 77 24 35 55 64 81 104 113 92 49 64 78 87 103 121 120 101 72 92 95 98 112 100 103 99"
)
"""The steps of ITU-T T.81, table K.1, row by row."""


@dataclass(frozen=True)
class Camera:
    """How one picture was taken and is to be saved."""

    kind: str
    size: tuple[int, int]
    noise: float
    """Of full light [levels of 255]."""
    denoised: bool
    sharpened: float
    soft: bool
    """Whether part of the picture is out of focus."""
    quality: int
    maker: str
    """Whose tables: ``library``, or a maker's own."""
    subsampling: int
    """0: 4:4:4, 1: 4:2:2, 2: 4:2:0."""


def camera(seed: int, *, size: tuple[int, int] | None = None) -> Camera:
    """Choose a camera and what it is pointed at."""
    rng = np.random.default_rng([seed, 71])
    return Camera(
        KINDS[seed % len(KINDS)],
        SIZES[int(rng.integers(0, len(SIZES)))] if size is None else size,
        float(rng.choice([0.6, 1.2, 2.5, 5.0])),
        bool(rng.random() < 0.5),
        float(rng.choice([0.0, 0.4, 0.9])),
        bool(rng.random() < 0.5),
        int(rng.choice([72, 80, 84, 88, 91, 94, 96, 98])),
        str(rng.choice(["library", "library", "steep", "even"])),
        int(rng.choice([0, 1, 2, 2])),
    )


def taken(seed: int, *, size: tuple[int, int] | None = None) -> np.ndarray:
    """Take the photograph of a seed, before it is saved: (height, width, 3) RGB uint8."""
    made = camera(seed, size=size)
    rng = np.random.default_rng([seed, 72])
    scene = {"leaves": _leaves, "hills": _hills, "bricks": _bricks, "page": _page, "night": _night}[made.kind]
    light = scene(rng, *made.size)
    if made.soft:
        light = _focused(rng, light)
    return _developed(rng, light, made)


def tables_of(made: Camera, *, quality: int | None = None) -> list[list[int]]:
    """Return the quantisation tables a camera saves with: brightness, then colour."""
    scale = made.quality if quality is None else quality
    factor = (5000 / scale if scale < 50 else 200 - 2 * scale) / 100
    steps = np.array([int(one) for one in STEPS.split()], float).reshape(8, 8)
    down, across = np.mgrid[0:8, 0:8]
    if made.maker == "steep":  # fine in low frequencies, coarse in high ones
        steps = 8 + 1.6 * (down + across) ** 1.75
    if made.maker == "even":  # one slope for both directions, nearly flat
        steps = 14 + 6.0 * np.maximum(down, across)
    luma = np.clip(np.round(steps * factor), 1, 255).astype(int)
    chroma = np.clip(np.round(steps * factor * 1.4 + 1), 1, 255).astype(int)
    # Pillow takes tables in the order of rows
    return [luma.ravel().tolist(), chroma.ravel().tolist()]


def saved(pixels: np.ndarray, made: Camera, *, quality: int | None = None) -> bytes:
    """Save as the camera does."""
    room = io.BytesIO()
    picture = Image.fromarray(pixels)
    if made.maker == "library":
        chosen = made.quality if quality is None else quality
        picture.save(room, "JPEG", quality=chosen, subsampling=made.subsampling)
    else:
        picture.save(room, "JPEG", qtables=tables_of(made, quality=quality), subsampling=made.subsampling)
    return room.getvalue()


def _tinted(plane: np.ndarray, tint: np.ndarray) -> np.ndarray:
    return np.clip(plane[..., None] * tint, 0, 1)


def _leaves(rng, width: int, height: int) -> np.ndarray:
    """Lay discs of all sizes over each other, as leaves fall: the statistics of nature, with hard edges."""
    picture = np.full((height, width, 3), 0.3, np.float32)
    count = 1200
    sizes = 3 / np.maximum(rng.random(count), 3 / (0.16 * height))
    for radius in sizes[rng.permutation(count)]:
        tone = np.clip(rng.uniform(0.06, 0.9) * (1 + 0.25 * rng.standard_normal(3)), 0, 1)
        at = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        axes = (max(2, int(radius)), max(2, int(radius * rng.uniform(0.4, 1))))
        cv2.ellipse(picture, at, axes, rng.uniform(0, 180), 0, 360, tone.tolist(), -1, cv2.LINE_AA)
    veins = clouds(rng, width, height, coarsest=32, octaves=6, fall=0.8)
    return np.clip(picture * (1 + 0.12 * veins[..., None]), 0, 1)


def _hills(rng, width: int, height: int) -> np.ndarray:
    """Light ridges from a side under a smooth sky."""
    ground = clouds(rng, width, height, coarsest=4, octaves=8, fall=0.55)
    slope = np.gradient(-np.abs(ground), axis=1) * rng.uniform(8, 18) * width / 600
    line = (0.35 + 0.08 * clouds(rng, width, 2, coarsest=3)[0]) * height
    sky = np.arange(height)[:, None] < line[None, :]
    lit = np.clip(0.42 + 0.12 * slope, 0.02, 0.95)
    ramp = np.linspace(0.9, 0.6, height, dtype=np.float32)[:, None] * np.ones((1, width), np.float32)
    soil = _tinted(lit, np.array(rng.uniform([0.8, 0.7, 0.5], [1.1, 1.0, 0.8])))
    air = _tinted(ramp, np.array([0.8, 0.92, 1.05]))
    return np.where(sky[..., None], air, soil).astype(np.float32)


def _bricks(rng, width: int, height: int) -> np.ndarray:
    """Build a wall of bricks with a window or two, seen at an angle: things made to be equal."""
    wide, high = int(rng.integers(36, 70)), int(rng.integers(14, 30))
    wall = np.full((height * 2, width * 2, 3), 0.62, np.float32)
    for row, y in enumerate(range(0, height * 2, high)):
        for x in range(-wide * (row % 2) // 2, width * 2, wide):
            tone = np.array([0.55, 0.3, 0.22]) * rng.uniform(0.75, 1.3)
            cv2.rectangle(wall, (x + 2, y + 2), (x + wide - 2, y + high - 2), tone.tolist(), -1)
    for _ in range(3):
        x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
        cv2.rectangle(wall, (x, y), (x + width // 3, y + height // 3), (0.1, 0.13, 0.16), -1)
        cv2.rectangle(wall, (x, y), (x + width // 3, y + height // 3), (0.85, 0.84, 0.8), 9)
    wall *= 1 + 0.1 * clouds(rng, width * 2, height * 2, coarsest=24, octaves=7, fall=0.85)[..., None]
    corners = np.array([[0, 0], [2 * width, 0], [2 * width, 2 * height], [0, 2 * height]], np.float32)
    shift = rng.uniform(-0.25, 0.25, (4, 2)) * [width, height]
    target = np.array([[-0.3, -0.3], [1.3, -0.3], [1.3, 1.3], [-0.3, 1.3]]) * [width, height] + shift
    matrix = cv2.getPerspectiveTransform(corners, target.astype(np.float32))
    return np.clip(cv2.warpPerspective(wall, matrix, (width, height), borderMode=cv2.BORDER_REFLECT), 0, 1)


def _page(rng, width: int, height: int) -> np.ndarray:
    """Photograph a page of writing on a table: letters that come again, white that is nearly cut off."""
    page = np.full((height, width, 3), 219, np.uint8)
    words = ["road", "water", "bridge", "evening", "market", "stone", "river", "school", "winter", "north"]
    size, y = rng.uniform(0.5, 1.1), 0
    while y < height:
        y += int(34 * size)
        x = int(0.07 * width)
        while x < 0.9 * width:
            word = str(rng.choice(words))
            font = cv2.FONT_HERSHEY_SIMPLEX
            cv2.putText(page, word, (x, y), font, size, (30, 30, 38), 1 + int(size), cv2.LINE_AA)
            x += int(cv2.getTextSize(word, font, size, 1)[0][0] + 14 * size)
    shade = 1 + 0.06 * clouds(rng, width, height, coarsest=3, octaves=3)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-12, 12), rng.uniform(0.75, 1.1))
    lit = page.astype(np.float32) / 255 * shade[..., None]
    laid = cv2.warpAffine(lit, turn, (width, height), borderValue=(0.33, 0.24, 0.16))
    return np.clip(laid * (1 + 0.04 * clouds(rng, width, height, coarsest=64, octaves=5)[..., None]), 0, 1)


def _night(rng, width: int, height: int) -> np.ndarray:
    """Leave nearly all in the dark but lamps and what they light."""
    base = np.clip(0.05 + 0.02 * clouds(rng, width, height, coarsest=5, octaves=7, fall=0.75), 0, 1)
    picture = np.repeat(base[..., None].astype(np.float32), 3, axis=2)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    walls = 0.5 + 0.2 * clouds(rng, width, height, coarsest=40, octaves=6, fall=0.8)
    for _ in range(int(rng.integers(4, 10))):
        at_x, at_y, reach = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(0.03, 0.2) * height
        glow = np.exp(-(((x - at_x) ** 2 + (y - at_y) ** 2) / (2 * reach**2)))
        picture += (glow * walls)[..., None] * np.array([1.0, 0.85, 0.55], np.float32)
        cv2.circle(
            picture, (int(at_x), int(at_y)), max(2, int(reach / 12)), (1.0, 0.97, 0.9), -1, cv2.LINE_AA
        )
    return np.clip(picture, 0, 1)


def _focused(rng, light: np.ndarray) -> np.ndarray:
    """Leave one part sharp and let the rest grow soft."""
    height, width = light.shape[:2]
    soft = cv2.GaussianBlur(light, (0, 0), rng.uniform(1.2, 3.0))
    y, x = np.mgrid[0:height, 0:width]
    away = np.hypot((x - rng.uniform(0, width)) / width, (y - rng.uniform(0, height)) / height)
    share = np.clip((away - 0.25) / 0.5, 0, 1)[..., None].astype(np.float32)
    return light * (1 - share) + soft * share


def _developed(rng, light: np.ndarray, made: Camera) -> np.ndarray:
    """Turn light into a picture as a camera does: mosaic, noise, demosaicing, curve, denoising, sharpening."""
    linear = np.power(light, 2.2)
    height, width = light.shape[:2]
    mosaic = np.empty((height, width), np.float32)
    for down, right, channel in ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 2)):
        mosaic[down::2, right::2] = linear[down::2, right::2, channel]
    strength = made.noise / 255
    mosaic += rng.standard_normal(mosaic.shape) * np.sqrt(strength**2 * 0.1 + strength**2 * mosaic)
    raw = np.clip(np.round(mosaic * 65535), 0, 65535).astype(np.uint16)
    seen = cv2.cvtColor(raw, cv2.COLOR_BayerRG2BGR_EA).astype(np.float32) / 65535
    # OpenCV's names count from the second row: red comes out first in this order
    picture = 255 * np.power(seen, 1 / 2.2)
    if made.denoised:
        picture = cv2.bilateralFilter(picture.astype(np.float32), 5, 6 + 4 * made.noise, 2)
    if made.sharpened > 0:
        picture += made.sharpened * (picture - cv2.GaussianBlur(picture, (0, 0), 1.1))
    return np.clip(np.round(picture), 0, 255).astype(np.uint8)
