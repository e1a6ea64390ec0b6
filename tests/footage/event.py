"""Film one event from several places: the same bangs, horn and voices, heard later the farther away one stands.

What is true is returned with the clips, so that a clock for all of them, or the distance from flash to bang, can be
checked against known answers.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from tests.footage.encoding import RATE, write_film
from tests.footage.scene import scene_frames
from tests.footage.sounds import bang, calls, loud_of, sound_of_scene, steps, voice, wind

SPEED_OF_SOUND = 343.0
"""Metres a second in dry air of 20 degrees Celsius."""
FLASH_SECONDS = 0.05
"""How long a flash takes to fade to a third."""


@dataclass(frozen=True)
class Bang:
    """A blow: when [s of the world], where [m], and whether it flashed."""

    time: float
    place: tuple[float, float]
    flash: bool


@dataclass(frozen=True)
class Clip:
    """One recording and what is true of it. Its own clock runs ``1 + drift_ppm / 1e6`` times as fast as the world's."""

    path: Path
    start: float
    """When it begins [s of the world]."""
    seconds: float
    drift_ppm: float
    place: tuple[float, float]
    faces_event: bool
    """Whether flashes are seen."""

    def clock(self, world: float) -> float:
        """Return the time of the clip [s] at a time of the world [s]."""
        return (world - self.start) * (1 + self.drift_ppm * 1e-6)

    def distance(self, bang: Bang) -> float:
        """Return how far away the blow was [m]."""
        return float(np.hypot(self.place[0] - bang.place[0], self.place[1] - bang.place[1]))

    def heard(self, bang: Bang) -> float:
        """Return when the blow is heard [s of the clip]."""
        return self.clock(bang.time + self.distance(bang) / SPEED_OF_SOUND)

    def seen(self, bang: Bang) -> float | None:
        """Return when the flash is seen [s of the clip]; None where it is not in the picture."""
        at = self.clock(bang.time)
        return at if bang.flash and self.faces_event and 0 <= at < self.seconds else None


@dataclass(frozen=True)
class Event:
    """The clips of one event, and its blows in order of time."""

    clips: tuple[Clip, ...]
    bangs: tuple[Bang, ...]


@dataclass(frozen=True)
class _Source:
    """Something that sounds in the world."""

    time: float
    place: tuple[float, float]
    sound: np.ndarray


def clips_of_one_event(
    folder: Path,
    *,
    seed: int,
    count: int = 3,
    seconds: float = 20.0,
    bangs: int = 4,
    reach: float = 500.0,
    drift_ppm: float = 30.0,
    noise: float = 0.25,
    size: tuple[int, int] = (320, 180),
    rate: int = 25,
    shake: float = 1.0,
) -> Event:
    """Write ``count`` recordings of the same event and return what is true of them.

    :param seconds: how long the longest clip lasts; the others begin later and are up to a quarter shorter.
    :param reach: the clips stand 20 m to ``reach`` from the middle of the event.
    :param drift_ppm: how far a clock may run fast or slow [parts in a million].
    :param noise: how loud the own wind, steps and voice of each clip are, beside the event.
    """
    rng = np.random.default_rng([seed, 21])
    folder.mkdir(parents=True, exist_ok=True)
    times = np.sort(0.3 + 0.32 * (np.arange(bangs) + rng.uniform(0.1, 0.9, bangs)) / max(bangs, 1)) * seconds
    blows = tuple(
        Bang(float(time), (float(rng.normal(0, 8)), float(rng.normal(0, 8))), bool(at % 2 == 0 or bangs < 3))
        for at, time in enumerate(times)
    )
    sources = [
        _Source(blow.time, blow.place, bang(rng, length=1.6) * rng.uniform(1.5, 2.5)) for blow in blows
    ]
    sources += _town_sounds(rng, seconds)
    clips = []
    for number in range(count):
        angle, away = rng.uniform(0, 2 * np.pi), rng.uniform(20, max(21, reach))
        begin = 0.0 if number == 0 else float(rng.uniform(0.02, 0.25) * seconds)
        length = round(float(rng.uniform(0.75, 1.0) * (seconds - begin) * rate)) / rate
        clip = Clip(
            path=folder / f"clip-{number + 1}.mp4",
            start=begin,
            seconds=max(length, round(0.72 * (seconds - begin) * rate) / rate),
            drift_ppm=float(rng.uniform(-1, 1) * drift_ppm),
            place=(float(away * np.cos(angle)), float(away * np.sin(angle))),
            # the first two always see it, or no flash could join them
            faces_event=bool(number < 2 or rng.random() < 0.5),
        )
        frames = _frames(clip, blows, seed=seed * 1000 + number, size=size, rate=rate, shake=shake)
        write_film(
            clip.path, frames, size=size, rate=rate, sound=_sound(clip, sources, seed * 1000 + number, noise)
        )
        clips.append(clip)
    return Event(tuple(clips), blows)


def _town_sounds(rng, seconds: float) -> list[_Source]:
    """Draw what else is heard by all: horns, a crowd, a distant engine."""
    found = []
    for _ in range(max(3, int(seconds / 3))):
        at = tuple(rng.normal(0, 60, 2).tolist())
        found.append(_Source(float(rng.uniform(0, seconds)), at, calls(rng) * rng.uniform(0.1, 0.25)))
    count = int(seconds * RATE)
    for _ in range(2):
        at = tuple(rng.normal(0, 40, 2).tolist())
        found.append(_Source(0.0, at, voice(rng, count) * rng.uniform(0.05, 0.1)))
    return found


def _sound(clip: Clip, sources: list[_Source], seed: int, noise: float) -> np.ndarray:
    rng = np.random.default_rng([seed, 22])
    count = round(clip.seconds * RATE)
    world = clip.start + np.arange(count) / RATE / (1 + clip.drift_ppm * 1e-6)
    total = np.zeros(count)
    for source in sources:
        away = float(np.hypot(clip.place[0] - source.place[0], clip.place[1] - source.place[1]))
        arrives = source.time + away / SPEED_OF_SOUND
        begin, end = np.searchsorted(world, [arrives, arrives + len(source.sound) / RATE])
        places = (world[begin:end] - arrives) * RATE
        total[begin:end] += np.interp(places, np.arange(len(source.sound)), source.sound) * 40 / (40 + away)
    total /= max(loud_of(total), 1e-9)
    own = 0.5 * wind(rng, count) + 0.3 * steps(rng, count) + 0.4 * voice(rng, count)
    own = own / loud_of(own) + 0.5 * sound_of_scene(seed, seconds=clip.seconds)[:count]
    return np.tanh((total + noise * own) * 0.35).astype(np.float32)


def _frames(clip: Clip, blows: tuple[Bang, ...], *, seed: int, size, rate: int, shake: float):
    flashes = [at for at in (clip.seen(blow) for blow in blows) if at is not None]
    height = size[1]
    frames = scene_frames(seed=seed, seconds=clip.seconds, size=size, rate=rate, cuts=False, shake=shake)
    for number, frame in enumerate(frames):
        since = [number / rate - at for at in flashes]
        light = sum(140 * np.exp(-late / FLASH_SECONDS) for late in since if 0 <= late < 0.4)
        if light >= 1:
            # luma only: the colour of a flash is white
            frame[:height] = cv2.add(frame[:height], float(light))
        yield frame
