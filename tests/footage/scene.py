"""Make a film of a place that never was, as a hand-held telephone would: the footage that all tests may use.

The same call gives the same film, every seed another place and another sound. With ``shake=1`` neighbouring frames
differ by 20 to 50 of the 256 bits of PDQ, as measured on real hand-held footage.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from tests.footage.camera import gain, hold, view
from tests.footage.encoding import write_film
from tests.footage.people import crowd, draw_crowd
from tests.footage.place import paint_place
from tests.footage.sounds import sound_of_scene

SHOT_SECONDS = (2.5, 5.0)
"""How long a shot lasts where there are cuts."""


def film_scene(
    path: Path,
    *,
    seed: int = 1,
    seconds: float = 12.0,
    size: tuple[int, int] = (640, 360),
    rate: int = 25,
    sound: bool = True,
    cuts: bool = True,
    shake: float = 1.0,
    crf: int = 23,
) -> Path:
    """Film the place of ``seed`` and write it as H.264 and AAC; the ending of ``path`` chooses the container."""
    frames = scene_frames(seed=seed, seconds=seconds, size=size, rate=rate, cuts=cuts, shake=shake)
    heard = sound_of_scene(seed, seconds=round(seconds * rate) / rate) if sound else None
    return write_film(Path(path), frames, size=size, rate=rate, sound=heard, crf=crf)


def scene_frames(
    *, seed: int, seconds: float, size=(640, 360), rate: float = 25, cuts: bool = True, shake: float = 1.0
) -> Iterator[np.ndarray]:
    """Yield the frames as I420, (height * 3 / 2, width) uint8."""
    grain = Grain(seed, size)
    count = round(seconds * rate)
    begins = [*(round(at * rate) for at in shot_starts(seed, seconds=seconds, cuts=cuts)), count]
    for shot, (begin, end) in enumerate(itertools.pairwise(begins)):
        yield from _shot_frames(seed, shot, range(begin, end), size=size, rate=rate, shake=shake, grain=grain)


def shot_starts(seed: int, *, seconds: float, cuts: bool = True) -> list[float]:
    """Return when each shot begins [s]."""
    rng = np.random.default_rng([seed, 5])
    starts = [0.0]
    while cuts:
        following = starts[-1] + rng.uniform(*SHOT_SECONDS)
        if following > seconds - 1.5:
            break
        starts.append(float(following))
    return starts


def still(seed: int, *, size: tuple[int, int] = (640, 480), shot: int = 0, t: float = 0.5) -> np.ndarray:
    """Take one photograph of a place: (height, width, 3) RGB uint8."""
    frame = next(_shot_frames(seed, shot, [t], size=size, rate=1, shake=1.0, grain=Grain(seed, size)))
    return cv2.cvtColor(frame, cv2.COLOR_YUV2RGB_I420)


class Grain:
    """The noise of a sensor: a large sheet of it, laid on each frame at another place."""

    def __init__(self, seed: int, size: tuple[int, int]) -> None:
        self.rng = np.random.default_rng([seed, 6])
        width, height = size
        self.strength = self.rng.uniform(1.5, 4.0)
        sheet = self.rng.standard_normal((height * 3 // 2 + 64, width + 64), np.float32)
        self.sheet = np.round(sheet * self.strength).astype(np.int16)

    def lay(self, frame: np.ndarray) -> np.ndarray:
        """Return the frame with noise."""
        y, x = self.rng.integers(0, 64, 2)
        part = self.sheet[y : y + frame.shape[0], x : x + frame.shape[1]]
        return cv2.add(frame, part, dtype=cv2.CV_8U)


def _shot_frames(
    seed: int, shot: int, numbers, *, size, rate, shake: float, grain: Grain
) -> Iterator[np.ndarray]:
    layers = paint_place(seed, shot=shot, size=size)
    hand, passers = hold(seed, shot=shot, shake=shake), crowd(seed, shot=shot)
    canvas = layers[0].paint.shape[1], layers[0].paint.shape[0]
    for number in numbers:
        t = number / rate
        picture = None
        for layer in layers:
            matrix = view(hand, t, size=size, canvas=canvas, depth=layer.depth)
            seen = cv2.warpAffine(
                layer.paint, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
            )
            if picture is None:
                picture = seen
                continue
            painted = cv2.threshold(cv2.extractChannel(seen, 3), 127, 255, cv2.THRESH_BINARY)[1]
            cv2.copyTo(seen, painted, picture)
            if layer.depth == 1.0:
                draw_crowd(picture, passers, t, matrix, canvas)
        frame = cv2.cvtColor(cv2.convertScaleAbs(picture, alpha=gain(hand, t)), cv2.COLOR_BGRA2YUV_I420)
        yield grain.lay(frame)
