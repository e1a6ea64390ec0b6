"""Paint places that never were: every seed another town, hillside or room, in three layers of different depth.

Made-up places are used because real footage cannot lie in a source tree, and flat test patterns behave unlike
footage: they have no parallax, no texture and no clutter, which is what perceptual hashes live on.
"""

from dataclasses import dataclass

import cv2
import numpy as np

ROOM = (2.0, 1.7)
"""How much wider and higher the painted canvas is than the frame, so that the camera can look around."""
DEPTHS = (0.55, 1.0, 1.5)
"""How far each layer moves when the camera does: backdrop, middle, foreground."""


@dataclass(frozen=True)
class Layer:
    """A canvas in BGR with what is painted on it (0 or 255) as fourth channel, and how far it moves with the camera."""

    paint: np.ndarray
    depth: float


def paint_place(seed: int, *, shot: int = 0, size: tuple[int, int] = (640, 360)) -> tuple[Layer, ...]:
    """Paint the place of one shot as layers, the farthest first."""
    rng = np.random.default_rng([seed, shot, 1])
    width, height = int(size[0] * ROOM[0]), int(size[1] * ROOM[1])
    painter = (_town, _country, _room)[rng.choice(3, p=[0.5, 0.3, 0.2])]
    backdrop, middle, mask = painter(rng, width, height)
    near, near_mask = _foreground(rng, width, height)
    return (
        Layer(_weathered(rng, backdrop, np.full_like(mask, 255), 0.05), DEPTHS[0]),
        Layer(_weathered(rng, middle, mask, 0.14), DEPTHS[1]),
        Layer(_weathered(rng, near, near_mask, 0.10), DEPTHS[2]),
    )


def _weathered(rng, canvas: np.ndarray, mask: np.ndarray, strength: float) -> np.ndarray:
    """Lay dirt, shade and fine grain over flat paint: surfaces outside are never of one colour."""
    height, width = canvas.shape[:2]
    grain = clouds(rng, width, height, coarsest=12, octaves=7, fall=0.85)
    return np.dstack([np.clip(canvas * (1 + strength * grain[..., None]), 0, 255).astype(np.uint8), mask])


def clouds(rng, width: int, height: int, *, coarsest: int = 4, octaves: int = 6, fall: float = 0.62):
    """Return fractal noise of mean 0 and deviation 1, (height, width) float32."""
    total = np.zeros((2, 2), np.float32)
    for octave in range(octaves):
        columns = min(width, coarsest * 2**octave)
        rows = max(2, columns * height // width)
        grain = rng.standard_normal((rows, columns)).astype(np.float32)
        # each octave is added at its own size: only the last step touches every pixel
        total = cv2.resize(total, (columns, rows), interpolation=cv2.INTER_CUBIC) + fall**octave * grain
    total = cv2.resize(total, (width, height), interpolation=cv2.INTER_CUBIC)
    return (total - total.mean()) / max(float(total.std()), 1e-6)


def colour(rng, low: int = 20, high: int = 235, *, tint: float = 0.1) -> np.ndarray:
    """Choose a muted colour, as stone, cloth and paint have."""
    grey = rng.uniform(low, high)
    return np.clip(grey * (1 + tint * rng.standard_normal(3)), 0, 255)


def textured(rng, width: int, height: int, tone, *, contrast: float = 0.25, coarsest: int = 6) -> np.ndarray:
    """Fill a rectangle with a colour that varies as walls and soil do."""
    grain = clouds(rng, width, height, coarsest=coarsest)
    picture = np.asarray(tone, np.float32)[None, None, :] * (1 + contrast * grain[..., None])
    return np.clip(picture, 0, 255).astype(np.uint8)


def _sky(rng, width: int, height: int) -> np.ndarray:
    top, bottom = colour(rng, 90, 200, tint=0.12), colour(rng, 150, 245, tint=0.08)
    ramp = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    sky = top * (1 - ramp) + bottom * ramp
    cover = clouds(rng, width, height, coarsest=3)[..., None]
    return np.clip(sky * (1 + rng.uniform(0.05, 0.3) * cover), 0, 255).astype(np.uint8)


def _town(rng, width: int, height: int):
    backdrop = _sky(rng, width, height)
    _houses(rng, backdrop, floor=int(height * 0.62), tall=(0.15, 0.4), wide=(0.05, 0.14))
    middle = textured(rng, width, height, colour(rng, 60, 170), contrast=0.3)
    mask = np.zeros((height, width), np.uint8)
    floor = int(height * rng.uniform(0.6, 0.72))
    mask[floor:] = 255
    _houses(rng, middle, floor=floor, tall=(0.2, 0.55), wide=(0.12, 0.3), mask=mask, gap=0.25)
    _clutter(rng, middle, top=floor, count=int(rng.integers(18, 40)))
    return backdrop, middle, mask


def _country(rng, width: int, height: int):
    backdrop = _sky(rng, width, height)
    for _ in range(int(rng.integers(2, 4))):
        _ridge(rng, backdrop, np.full((height, width), 255, np.uint8), level=rng.uniform(0.35, 0.6))
    middle = textured(rng, width, height, colour(rng, 60, 190), contrast=0.35)
    mask = np.zeros((height, width), np.uint8)
    _ridge(rng, middle, mask, level=rng.uniform(0.5, 0.68))
    for _ in range(int(rng.integers(12, 30))):
        _tree(rng, middle, mask, (rng.uniform(0, width), rng.uniform(0.45, 0.9) * height), height)
    _clutter(rng, middle, top=int(height * 0.6), count=int(rng.integers(8, 22)), mask=mask)
    return backdrop, middle, mask


def _room(rng, width: int, height: int):
    backdrop = textured(rng, width, height, colour(rng, 90, 210), contrast=0.12)
    _windows(rng, backdrop, (0, 0, width, height), pitch=rng.uniform(0.16, 0.3) * height)
    _clutter(rng, backdrop, top=0, count=int(rng.integers(20, 36)))
    middle = textured(rng, width, height, colour(rng, 40, 150), contrast=0.3)
    mask = np.zeros((height, width), np.uint8)
    mask[int(height * rng.uniform(0.66, 0.78)) :] = 255
    _clutter(rng, middle, top=int(height * 0.4), count=int(rng.integers(14, 26)), mask=mask, biggest=0.3)
    return backdrop, middle, mask


def _houses(rng, canvas, *, floor: int, tall, wide, mask=None, gap: float = 0.0) -> None:
    height, width = canvas.shape[:2]
    left = -int(rng.uniform(0, 0.1) * width)
    while left < width:
        across = int(rng.uniform(*wide) * width)
        top = max(2, floor - int(rng.uniform(*tall) * height))
        right = min(width, left + across)
        begin = max(0, left)
        if right - begin > 4:
            wall = textured(rng, right - begin, floor - top, colour(rng), contrast=0.14)
            canvas[top:floor, begin:right] = wall
            _windows(rng, canvas, (begin, top, right, floor), pitch=rng.uniform(0.05, 0.12) * height)
            if mask is not None:
                mask[top:floor, begin:right] = 255
        left += across + (int(rng.uniform(0, gap) * width) if rng.random() < 0.5 else 0)


def _windows(rng, canvas, box, *, pitch: float) -> None:
    left, top, right, bottom = box
    dark, wide, high = colour(rng, 10, 120), rng.uniform(0.35, 0.7), rng.uniform(0.45, 0.8)
    for y in np.arange(top + pitch * 0.3, bottom - pitch * 0.6, pitch):
        for x in np.arange(left + pitch * 0.3, right - pitch * 0.6, pitch * rng.uniform(0.8, 1.3)):
            if rng.random() < 0.8:
                tone = dark * rng.uniform(0.5, 1.6) if rng.random() < 0.85 else colour(rng, 180, 250)
                low = (int(x), int(y))
                cv2.rectangle(canvas, low, (int(x + pitch * wide), int(y + pitch * high)), tone.tolist(), -1)


def _ridge(rng, canvas, mask, *, level: float) -> None:
    height, width = canvas.shape[:2]
    line = level * height + 0.07 * height * clouds(rng, width, 2, coarsest=3)[0]
    below = np.arange(height)[:, None] > line[None, :]
    soil = textured(rng, width, height, colour(rng, 50, 190), contrast=0.3)
    canvas[below] = soil[below]
    mask[below] = 255


def _tree(rng, canvas, mask, foot, unit: int) -> None:
    x, y = foot
    crown = rng.uniform(0.04, 0.13) * unit
    trunk = (int(x), int(y)), (int(x), int(y - 2 * crown))
    for target, tone in ((canvas, colour(rng, 20, 80).tolist()), (mask, 255)):
        cv2.line(target, *trunk, tone, max(2, int(crown / 6)))
    leaf = colour(rng, 40, 110) * np.array([0.8, 1.15, 0.9])
    for _ in range(int(rng.integers(25, 60))):
        at = (int(x + crown * rng.normal(0, 0.5)), int(y - crown * rng.uniform(1.2, 3.2)))
        radius = max(1, int(crown * rng.uniform(0.1, 0.4)))
        cv2.circle(canvas, at, radius, (leaf * rng.uniform(0.3, 1.5)).tolist(), -1)
        cv2.circle(mask, at, radius, 255, -1)


def _clutter(rng, canvas, *, top: int, count: int, mask=None, biggest: float = 0.2) -> None:
    """Strew boards, stones, cars, cloths and rubbish: quadrangles and ellipses of all sizes."""
    height, width = canvas.shape[:2]
    for _ in range(count):
        centre = np.array([rng.uniform(0, width), rng.uniform(top, height)])
        reach = height * biggest * rng.beta(1.2, 3) + 3
        tone = colour(rng, 5, 250).tolist()
        if rng.random() < 0.7:
            angles = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(4, 7))))
            shape = centre + reach * np.stack([1.5 * np.cos(angles), np.sin(angles)], 1)
        else:
            angles = np.linspace(0, 2 * np.pi, 24)
            shape = centre + reach * np.stack([np.cos(angles), rng.uniform(0.4, 1) * np.sin(angles)], 1)
        cv2.fillPoly(canvas, [shape.astype(np.int32)], tone)
        cv2.polylines(canvas, [shape.astype(np.int32)], True, colour(rng, 0, 90).tolist(), 1)
        if mask is not None:
            cv2.fillPoly(mask, [shape.astype(np.int32)], 255)


def _foreground(rng, width: int, height: int):
    """Paint what stands close: posts, a car's roof, a wall's corner, a branch; most of it is empty."""
    canvas = textured(rng, width, height, colour(rng, 20, 120), contrast=0.3)
    mask = np.zeros((height, width), np.uint8)
    for _ in range(int(rng.integers(2, 5))):
        x = rng.uniform(0, width)
        tone = colour(rng, 10, 160).tolist()
        if rng.random() < 0.5:
            thick = max(1, int(rng.uniform(0.012, 0.035) * height))
            top = int(x + rng.normal(0, 0.04) * height), int(rng.uniform(0, 0.3) * height)
            for target, value in ((canvas, tone), (mask, 255)):
                cv2.line(target, (int(x), height), top, value, thick)
        else:
            size = rng.uniform(0.08, 0.2, 2) * height
            low, high = (int(x), int(height * 0.9 - size[1])), (int(x + 2 * size[0]), height)
            cv2.rectangle(canvas, low, high, tone, -1)
            cv2.rectangle(mask, low, high, 255, -1)
    return canvas, mask
