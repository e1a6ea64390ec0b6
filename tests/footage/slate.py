"""Make what stands before many films that have nothing else in common: title cards, end cards, black leaders.

Such frames match everywhere and prove nothing; an index that does not weigh them down joins strangers.
"""

from pathlib import Path

import cv2
import numpy as np
from tests.footage.encoding import RATE, write_film
from tests.footage.lettering import words
from tests.footage.sounds import calls


def slate(
    target: Path, *, seed: int = 1, seconds: float = 2.0, size: tuple[int, int] = (640, 360), rate: int = 25
) -> Path:
    """Write a still card with a channel's sign, name and jingle; every seed another channel."""
    rng = np.random.default_rng([seed, 51])
    width, height = size
    card = np.full((height, width, 3), rng.integers(0, 120, 3), np.uint8)
    for _ in range(int(rng.integers(5, 9))):
        corners = rng.uniform((0, 0), size, (4, 2)).astype(np.int32)
        cv2.fillPoly(card, [corners], rng.integers(30, 255, 3).tolist())
    for line in range(2):
        foot = int(0.08 * width), int((0.4 + 0.3 * line) * height)
        letters = cv2.FONT_HERSHEY_SIMPLEX, height / 200, (255, 255, 255), max(1, height // 80)
        cv2.putText(card, words(rng, 3), foot, *letters, cv2.LINE_8)
    frame = cv2.cvtColor(card, cv2.COLOR_BGR2YUV_I420)
    count = round(seconds * rate)
    jingle = np.zeros(round(count / rate * RATE), np.float32)
    for at in range(0, len(jingle), RATE // 3):
        note = calls(rng)[: len(jingle) - at]
        jingle[at : at + len(note)] += 0.2 * note
    return write_film(target, [frame] * count, size=size, rate=rate, sound=np.tanh(jingle))
