"""Films of the valley: one still, an unsteady hand, a flash in the quarry, its dust, and the bang after it."""

import math
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Final

import av
import numpy as np
import numpy.typing as npt
from PIL import Image

from sightline.work.training.pictures import BAND_PX, FINER, halve, with_band
from sightline.work.training.sound import RATE, track
from sightline.work.training.views import FILM, MARGIN

Array = npt.NDArray[np.float64]
Frame = npt.NDArray[np.uint8]

FPS: Final = 25
SECONDS: Final = 6.0
_FLASH: Final = (1.0, 0.96, 0.80)
_DUST: Final = (0.80, 0.75, 0.67)
_PUFFS: Final = ((0.0, 0.0, 1.0), (-0.7, 0.35, 0.75), (0.6, 0.5, 0.8), (0.1, 0.9, 0.7))
"""Of the dust: aside, up, size, in parts of its radius."""
_SHARE: Final = 1024
"""Samples of sound in one packet."""


def frames(
    base: Frame, flash_px: tuple[float, float], per_metre: float, flash_at: float, seed: int
) -> list[Frame]:
    """Draw the frames of a film.

    :param base: the still with its margin, FINER times as fine
    :param flash_px: where the flash lies in the still [px of the still]
    :param per_metre: how many pixels a metre is there
    :param flash_at: moment of the flash [s from the first frame], on a frame
    :param seed: of the hand and of the camera's grain
    """
    rng = np.random.default_rng(seed)
    count = round(SECONDS * FPS)
    sway = _sway(rng, count)
    grain = np.rint(rng.normal(0.0, 1.5, (2 * FILM[1], 2 * FILM[0]))).astype(np.int16)
    phases = {(i, j): halve(_even(base[j:, i:])) for i in range(FINER) for j in range(FINER)}
    out: list[Frame] = []
    for number in range(count):
        dx, dy = int(sway[number, 0]), int(sway[number, 1])
        whole = phases[dx % FINER, dy % FINER]
        left, top = dx // FINER, dy // FINER
        frame = whole[top : top + FILM[1], left : left + FILM[0]].astype(np.int16)
        at = flash_px[0] - dx / FINER, flash_px[1] - dy / FINER
        _draw_blast(frame, at, per_metre, number / FPS - flash_at)
        x, y = (int(k) for k in rng.integers(0, (FILM[0], FILM[1])))
        frame += grain[y : y + FILM[1], x : x + FILM[0], None]
        out.append(_band(np.clip(frame, 0, 255).astype(np.uint8)))
    return out


def mirrored(whole: list[Frame]) -> list[Frame]:
    """Copy a film as others copy: mirrored, its edges cut away, black bars above and below."""
    height, width = whole[0].shape[:2]
    keep = int(height * 0.80)
    out: list[Frame] = []
    for frame in whole:
        cut = np.ascontiguousarray(frame[:keep, ::-1][int(height * 0.06) :])
        inner = int(height * 0.84)
        small = Image.fromarray(cut).resize((width, inner), Image.Resampling.BILINEAR)
        bars = np.zeros_like(frame)
        top = (height - inner) // 2
        bars[top : top + inner] = np.asarray(small)
        out.append(_band(bars))
    return out


def write(path: Path, whole: list[Frame], heard: Array, *, bits_a_second: int = 1_200_000) -> None:
    """Write a film as MP4 (H.264 and AAC), on one thread, so that it comes out the same each time."""
    height, width = whole[0].shape[:2]
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=FPS)
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        video.bit_rate = bits_a_second
        video.codec_context.thread_count = 1
        video.codec_context.options = {"preset": "veryfast"}
        video.time_base = Fraction(1, FPS)
        audio = container.add_stream("aac", rate=RATE, layout="mono")
        audio.bit_rate = 96_000
        for number, pixels in enumerate(whole):
            picture = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            picture.pts = number
            container.mux(video.encode(picture))
        container.mux(video.encode(None))
        for first in range(0, len(heard), _SHARE):
            share = np.ascontiguousarray(heard[first : first + _SHARE].astype(np.float32)[None, :])
            sound = av.AudioFrame.from_ndarray(share, format="fltp", layout="mono")
            sound.sample_rate, sound.pts = RATE, first
            container.mux(audio.encode(sound))
        container.mux(audio.encode(None))


def heard_at(flash_at: float, way_m: float, speed: float, seed: int) -> Array:
    """Give the track of a camera: the bang comes as long after the flash as sound needs for the way."""
    return track(SECONDS, flash_at + way_m / speed, seed)


def _sway(rng: np.random.Generator, count: int) -> npt.NDArray[np.int64]:
    """Let a hand drift: slow, within the margin, in steps of half a pixel of the film."""
    t = np.arange(count) / FPS
    path = np.zeros((count, 2))
    for k in range(5):
        for axis in (0, 1):
            path[:, axis] += rng.normal(0, 1.0 / (k + 1)) * np.sin(t * (1.1 + 1.3 * k) + rng.uniform(0, 6.28))
    reach = max(float(np.abs(path).max()), 1e-9)
    middle = FINER * MARGIN
    return np.rint(middle + path / reach * middle * 0.95).astype(np.int64)


def _even(fine: Frame) -> Frame:
    return fine[: fine.shape[0] // FINER * FINER, : fine.shape[1] // FINER * FINER]


def _draw_blast(
    frame: npt.NDArray[np.int16], at: tuple[float, float], per_metre: float, since: float
) -> None:
    """Draw the flash in its three frames, and the dust that rises and thins out after it."""
    if since < -1e-6:
        return
    if since < 2.5 / FPS:
        strength = 1.0 - since * FPS / 3.2
        _lay(frame, at, 7.0 * per_metre + 2.0, _FLASH, strength, 2.0)
        _lay(frame, at, 60.0, _FLASH, 0.16 * strength, 1.0)
        return
    rise = 5.0 * math.sqrt(since) + 1.5 * since
    radius = (5.0 + 8.0 * math.sqrt(since)) * per_metre + 1.0
    for k, (side, lift, size) in enumerate(_PUFFS):
        middle = at[0] + side * radius + 0.8 * since * per_metre, at[1] - (rise * per_metre + lift * radius)
        dust = (_DUST[0] * (1 - 0.04 * k), _DUST[1] * (1 - 0.04 * k), _DUST[2] * (1 - 0.04 * k))
        _lay(frame, middle, radius * size, dust, 0.75 * math.exp(-since / 4.5), 3.0)


def _lay(
    frame: npt.NDArray[np.int16],
    middle: tuple[float, float],
    radius: float,
    colour: tuple[float, float, float],
    strength: float,
    edge: float,
) -> None:
    """Lay a soft round spot over a frame; the larger ``edge``, the harder its border."""
    far = int(radius * (6.0 if edge < 1.5 else 2.4)) + 2
    left, right = max(0, int(middle[0]) - far), min(frame.shape[1], int(middle[0]) + far + 1)
    top, low = max(0, int(middle[1]) - far), min(frame.shape[0], int(middle[1]) + far + 1)
    if left >= right or top >= low:
        return
    y, x = np.mgrid[top:low, left:right]
    r = np.hypot(x - middle[0], y - middle[1]) / radius
    cover = strength * np.exp(-np.power(r, edge))[..., None]
    part = frame[top:low, left:right]
    part[:] = part + (np.array(colour) * 255.0 - part) * cover


def _band(pixels: Frame) -> Frame:
    """Lay the band over the lowest rows; the frame is changed in place."""
    pixels[-BAND_PX:] = _strip()[:, : pixels.shape[1]]
    return pixels


@cache
def _strip() -> Frame:
    return np.asarray(with_band(Image.new("RGB", FILM)))[-BAND_PX:]
