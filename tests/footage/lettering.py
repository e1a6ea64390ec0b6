"""Draw what people lay over footage: caption lines, a channel's logo, a news banner, each on a clear sheet."""

from pathlib import Path

import cv2
import numpy as np

SYLLABLES = "ka ro min tel sa do ver lin pa shu ne mar gor bel ti an".split()


def words(rng, count: int) -> str:
    """Make up words that are in no language."""
    return " ".join(
        "".join(rng.choice(SYLLABLES, int(rng.integers(1, 4)))).capitalize() for _ in range(count)
    )


def write_sheet(target: Path, kind: str, strength: float, *, size: tuple[int, int], seed: int) -> Path:
    """Write a PNG with transparency that covers ``strength`` of the picture's height (captions: lines)."""
    rng = np.random.default_rng([seed, 11])
    width, height = size
    sheet = np.zeros((height, width, 4), np.uint8)
    {"captions": _captions, "logo": _logo, "banner": _banner}[kind](rng, sheet, strength)
    if not cv2.imwrite(str(target), sheet):
        raise AssertionError(f"could not write {target}")
    return target


def _text(sheet, text: str, x: float, y: float, high: float, tone=(255, 255, 255, 255)) -> None:
    scale, thick = high / 22, max(1, round(high / 11))
    foot = (int(x), int(y + high))
    cv2.putText(sheet, text, foot, cv2.FONT_HERSHEY_SIMPLEX, scale, (0, 0, 0, 255), thick * 3, cv2.LINE_8)
    cv2.putText(sheet, text, foot, cv2.FONT_HERSHEY_SIMPLEX, scale, tone, thick, cv2.LINE_8)


def _captions(rng, sheet, strength: float) -> None:
    height, width = sheet.shape[:2]
    high = 0.045 * height
    for line in range(int(strength)):
        text = words(rng, 5)
        _text(sheet, text, 0.08 * width, height * 0.9 - (int(strength) - line) * high * 1.8, high)


def _logo(rng, sheet, strength: float) -> None:
    height, width = sheet.shape[:2]
    side = strength * height
    x, y = width - side * 1.3, height * 0.05
    tone = (*(int(value) for value in rng.integers(0, 255, 3)), 255)
    cv2.rectangle(sheet, (int(x), int(y)), (int(x + side * 1.2), int(y + side)), tone, -1)
    cv2.circle(sheet, (int(x + side * 0.6), int(y + side * 0.45)), int(side * 0.35), (255, 255, 255, 255), -1)
    _text(sheet, words(rng, 1)[:5], x + side * 0.1, y + side * 0.62, side * 0.25)


def _banner(rng, sheet, strength: float) -> None:
    height, width = sheet.shape[:2]
    top = int(height * (1 - strength))
    dark = (*(int(value) for value in rng.integers(0, 110, 3)), 255)
    sheet[top:] = dark
    sheet[top : top + max(2, int(0.01 * height))] = (240, 240, 240, 255)
    _text(sheet, words(rng, 4), 0.03 * width, top + 0.25 * strength * height, 0.35 * strength * height)
