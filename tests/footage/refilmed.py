"""Film a screen on which a film runs: perspective, the beat of two grids, flicker, blur, noise, and a room's sound."""

from pathlib import Path

import cv2
import numpy as np
from tests.footage.camera import wobble
from tests.footage.encoding import RATE, has_sound, rate_of, read_frames, read_sound, size_of, write_film
from tests.footage.sounds import loud_of, shaped


def refilm(source: Path, target: Path, strength: float, *, seed: int = 1) -> Path:
    """Write the film as filmed off a screen; the corners stand up to ``strength`` of the picture aside."""
    size, rate = size_of(source), rate_of(source)
    sound = refilmed_sound(source, seed=seed) if has_sound(source) else None
    frames = _refilmed_frames(source, strength, size=size, rate=float(rate), seed=seed)
    return write_film(target, frames, size=size, rate=rate, sound=sound, crf=26)


def refilmed_sound(source: Path, *, seed: int = 1) -> np.ndarray:
    """Return the sound as heard from a small loudspeaker in a room: echo, narrow band, noise of the room."""
    rng = np.random.default_rng([seed, 13])
    dry = read_sound(source)
    length = int(0.5 * RATE)
    tail = rng.standard_normal(length) * np.exp(-np.arange(length) / (0.12 * RATE)) * 0.04
    tail[0] = 1.0
    for _ in range(5):
        tail[int(rng.uniform(0.003, 0.04) * RATE)] += rng.uniform(0.15, 0.5)
    size = 1 << int(len(dry) + length - 1).bit_length()
    frequencies = np.fft.rfftfreq(size, 1 / RATE)
    band = 1 / (1 + (250 / (frequencies + 1)) ** 4) / (1 + (frequencies / 5500) ** 6)
    wet = np.fft.irfft(np.fft.rfft(dry, size) * np.fft.rfft(tail, size) * band, size)[: len(dry)]
    noise = shaped(rng, len(dry), lambda f: 1 / (1 + (f / 1500) ** 1.5)) * 0.06 * loud_of(wet)
    return np.clip(0.8 * (wet + noise), -1, 1).astype(np.float32)


def _refilmed_frames(source: Path, strength: float, *, size, rate: float, seed: int):
    rng = np.random.default_rng([seed, 14])
    width, height = size
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    lean = rng.uniform(0.15, 0.7, (4, 2)) * rng.choice([-1, 1], (4, 2)) * strength
    drift = [wobble(rng, 0.1, 1.2, strength * 0.12) for _ in range(8)]
    flicker, beat = wobble(rng, 1, 6, 0.03), rng.uniform(0.03, 0.07)
    grid = _moire(rng, width, height)
    softness = (0.5 + 8 * strength) * height / 360
    for number, frame in enumerate(read_frames(source)):
        t = number / rate
        sway = np.array([part.at(t) for part in drift]).reshape(4, 2)
        seen = (corners + (lean + sway) * [width, height]).astype(np.float32)
        matrix = cv2.getPerspectiveTransform(corners, seen)
        shown = cv2.cvtColor(frame, cv2.COLOR_YUV2BGR_I420)
        shown = cv2.warpPerspective(shown, matrix, size, borderValue=(24, 22, 20))
        shown = cv2.GaussianBlur(shown, (0, 0), softness)
        # the screen's refresh walks through the picture as a faint dark bar
        rows = 1 - 0.06 * np.maximum(0, np.sin(np.arange(height) / height * 4 + t * 9))
        factor = (1 + flicker.at(t)) * rows[:, None] * (1 + beat * np.roll(grid, number * 2, axis=0))
        noise = rng.standard_normal((height, width), np.float32) * 4
        lit = shown * factor[..., None].astype(np.float32) + noise[..., None]
        yield cv2.cvtColor(np.clip(lit, 0, 255).astype(np.uint8), cv2.COLOR_BGR2YUV_I420)


def _moire(rng, width: int, height: int) -> np.ndarray:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle, pitch = rng.uniform(-0.2, 0.2), rng.uniform(2.1, 2.9)
    first = np.sin(2 * np.pi * (x * np.cos(angle) + y * np.sin(angle)) / pitch)
    second = np.sin(2 * np.pi * (x * np.cos(angle * 0.9) + y * np.sin(angle * 1.2)) / (pitch * 1.013))
    return first * second
