"""Make films that were tampered with in one known way: frames gone or repeated, a part encoded twice, sound cut."""

import itertools
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tests.footage.edit import cut
from tests.footage.encoding import RATE, read_frames, write_film
from tests.footage.scene import film_scene, scene_frames
from tests.footage.sounds import loud_of, shaped, sound_of_scene

SIZE = (320, 180)


@dataclass(frozen=True)
class DoctoredFilm:
    """A film and the truth about it."""

    path: Path
    done: str
    start: float = 0.0
    """Where the tampering begins in the finished film [s]; for a cut the place of the cut."""
    end: float = 0.0
    frames: int = 0
    """How many frames went or came."""
    numbers: dict[str, float] = field(default_factory=dict)


def whole(target: Path, *, seed: int = 1, seconds: float = 10, size=SIZE, rate: int = 25) -> DoctoredFilm:
    """Write an honest film of one shot, as the counterpart of all others."""
    film_scene(target, seed=seed, seconds=seconds, size=size, rate=rate, cuts=False)
    return DoctoredFilm(target, "whole")


def frames_dropped(
    target: Path,
    *,
    seed: int = 1,
    seconds: float = 10,
    at: float = 5.0,
    count: int = 12,
    size=SIZE,
    rate: int = 25,
) -> DoctoredFilm:
    """Take ``count`` frames out at ``at`` [s] and close the gap, the sound with them."""
    first = round(at * rate)
    frames = scene_frames(seed=seed, seconds=seconds, size=size, rate=rate, cuts=False)
    left = (frame for number, frame in enumerate(frames) if not first <= number < first + count)
    heard = sound_of_scene(seed, seconds=seconds)
    gone = slice(round(first / rate * RATE), round((first + count) / rate * RATE))
    write_film(target, left, size=size, rate=rate, sound=np.delete(heard, gone))
    return DoctoredFilm(target, "frames_dropped", first / rate, first / rate, count)


def frames_duplicated(
    target: Path,
    *,
    seed: int = 1,
    seconds: float = 10,
    at: float = 5.0,
    count: int = 12,
    stretch: int = 1,
    size=SIZE,
    rate: int = 25,
) -> DoctoredFilm:
    """Repeat the ``stretch`` frames before ``at`` [s] until ``count`` frames are added: a freeze, or a loop."""
    frames = list(scene_frames(seed=seed, seconds=seconds, size=size, rate=rate, cuts=False))
    first = round(at * rate)
    again = list(itertools.islice(itertools.cycle(frames[first - stretch : first]), count))
    heard = sound_of_scene(seed, seconds=seconds + count / rate)
    write_film(target, [*frames[:first], *again, *frames[first:]], size=size, rate=rate, sound=heard)
    numbers = {"stretch": float(stretch)}
    return DoctoredFilm(target, "frames_duplicated", first / rate, (first + count) / rate, count, numbers)


def part_reencoded(
    target: Path,
    *,
    seed: int = 1,
    seconds: float = 10,
    start: float = 4.0,
    end: float = 7.0,
    first_crf: int = 38,
    crf: int = 20,
    size=SIZE,
    rate: int = 25,
) -> DoctoredFilm:
    """Encode the frames from ``start`` to ``end`` badly, put them back, and encode the whole well."""
    frames = list(scene_frames(seed=seed, seconds=seconds, size=size, rate=rate, cuts=False))
    low, high = round(start * rate), round(end * rate)
    beside = target.with_name(target.name + ".part.mp4")
    write_film(beside, frames[low:high], size=size, rate=rate, crf=first_crf)
    frames[low:high] = list(read_frames(beside))
    beside.unlink()
    write_film(target, frames, size=size, rate=rate, sound=sound_of_scene(seed, seconds=seconds), crf=crf)
    numbers = {"first_crf": float(first_crf), "crf": float(crf)}
    return DoctoredFilm(target, "part_reencoded", low / rate, high / rate, high - low, numbers)


def twice_encoded(
    target: Path,
    *,
    seed: int = 1,
    seconds: float = 10,
    first_crf: int = 32,
    crf: int = 20,
    offset: int = 0,
    size=SIZE,
    rate: int = 25,
) -> DoctoredFilm:
    """Encode the whole badly, leave out the first ``offset`` frames, and encode it again well.

    Groups of 50 pictures both times: with an offset, the old key frames no longer fall on the new ones.
    """
    beside = target.with_name(target.name + ".first.mp4")
    film_scene(beside, seed=seed, seconds=seconds, size=size, rate=rate, cuts=False, crf=first_crf)
    later = itertools.islice(read_frames(beside), offset, None)
    heard = sound_of_scene(seed, seconds=seconds)[round(offset / rate * RATE) :]
    write_film(target, later, size=size, rate=rate, sound=heard, crf=crf)
    beside.unlink()
    numbers = {"first_crf": float(first_crf), "crf": float(crf), "offset": float(offset)}
    return DoctoredFilm(target, "twice_encoded", 0.0, seconds - offset / rate, numbers=numbers)


def piece_cut_out(
    target: Path, *, seed: int = 1, start: float = 2.0, length: float = 5.0, size=SIZE
) -> DoctoredFilm:
    """Cut a piece out of a film, encoded anew."""
    beside = target.with_name(target.name + ".source.mp4")
    film_scene(beside, seed=seed, seconds=start + length + 2, size=size, cuts=False)
    cut(beside, target, start=start, length=length)
    beside.unlink()
    return DoctoredFilm(target, "piece_cut_out", 0.0, length, numbers={"source_start": start})


def humming(
    target: Path,
    *,
    seed: int = 1,
    seconds: float = 20,
    gone_at: float | None = None,
    gone: float = 0.313,
    mains: float = 50.0,
    loud: float = 0.08,
    size=SIZE,
    rate: int = 25,
) -> DoctoredFilm:
    """Write a film whose sound has the hum of the mains; with ``gone_at``, ``gone`` seconds of sound are cut out there.

    The hum's phase jumps at the cut by ``mains * gone`` turns, told in ``numbers`` as a part of one turn, -0.5 to 0.5.
    The mains wander by some millihertz, as they do.
    """
    rng = np.random.default_rng([seed, 41])
    longer = seconds + gone
    count = round(longer * RATE)
    t = np.arange(count) / RATE
    wander = 0.01 * np.sin(2 * np.pi * t / rng.uniform(15, 40) + rng.uniform(0, 6))
    phase = 2 * np.pi * np.cumsum(mains + wander) / RATE
    hum = sum(
        part * np.sin(order * phase + rng.uniform(0, 6))
        for order, part in ((1, 0.7), (2, 1.0), (3, 0.4), (4, 0.3))
    )
    heard = 0.5 * sound_of_scene(seed, seconds=longer)[:count] + loud * hum
    if gone_at is None:
        heard = heard[: round(seconds * RATE)]
    else:
        heard = np.delete(heard, slice(round(gone_at * RATE), round(gone_at * RATE) + round(gone * RATE)))
    heard = heard[: round(seconds * RATE)].astype(np.float32)
    frames = scene_frames(seed=seed, seconds=seconds, size=size, rate=rate, cuts=False)
    write_film(target, frames, size=size, rate=rate, sound=heard)
    turns = (mains * gone + 0.5) % 1 - 0.5
    if gone_at is None:
        return DoctoredFilm(target, "humming", numbers={"mains": mains})
    return DoctoredFilm(
        target, "sound_cut", gone_at, gone_at, numbers={"mains": mains, "turns": turns, "gone": gone}
    )


def noise_floor_changed(
    target: Path,
    *,
    seed: int = 1,
    seconds: float = 20,
    start: float = 8.0,
    end: float = 13.0,
    louder_db: float = 12.0,
    size=SIZE,
    rate: int = 25,
) -> DoctoredFilm:
    """Set sound from a noisier recorder in from ``start`` to ``end``: the voices go on, the floor rises."""
    rng = np.random.default_rng([seed, 42])
    heard = sound_of_scene(seed, seconds=seconds)
    floor = shaped(rng, len(heard), lambda f: 1 / (1 + (f / 4000) ** 2)) * 0.02 * loud_of(heard)
    other = shaped(rng, len(heard), lambda f: 1 / (1 + (f / 2500) ** 2)) * 0.02 * loud_of(heard)
    low, high = round(start * RATE), round(end * RATE)
    floor[low:high] = other[low:high] * 10 ** (louder_db / 20)
    frames = scene_frames(seed=seed, seconds=seconds, size=size, rate=rate, cuts=False)
    write_film(target, frames, size=size, rate=rate, sound=(heard + floor).astype(np.float32))
    return DoctoredFilm(target, "noise_floor_changed", start, end, numbers={"louder_db": louder_db})
