"""Fingerprints of films that never were: hashes that wander like those of hand-held footage, and copies of them.

Neighbouring frames differ by about 30 bits as measured on hand-held films; a tripod moves a few bits about a picture.
"""

import numpy as np

from sightline.measure.media.aligning.prints import Prints

FRAME_MS = 40


def prints(start, end, hashes, *, quality=100, view=0):
    start = np.asarray(start, np.int64)
    return Prints(
        start,
        np.asarray(end, np.int64),
        np.ascontiguousarray(hashes, np.uint8),
        np.broadcast_to(np.asarray(quality, np.uint8), start.shape).copy(),
        np.broadcast_to(np.asarray(view, np.uint8), start.shape).copy(),
    )


def bits(seed, count):
    return np.random.default_rng(seed).integers(0, 256, (count, 32)).astype(np.uint8)


def flipped(hashes, count, *, seed):
    """Change so many random bits in each hash."""
    rng = np.random.default_rng(seed)
    chosen = rng.random((len(hashes), 256)).argpartition(count, axis=1)[:, :count] if count > 0 else None
    flips = np.zeros((len(hashes), 256), np.uint8)
    if chosen is not None:
        np.put_along_axis(flips, chosen, 1, axis=1)
    return hashes ^ np.packbits(flips, axis=1)


def hand_held(seed, seconds, *, step=30, frame_ms=FRAME_MS):
    """A film in which every frame differs from the last by so many bits, and from a far one by half of all."""
    count = int(seconds * 1000 / frame_ms)
    rng = np.random.default_rng(seed)
    flips = np.zeros((count, 256), np.uint8)
    order = rng.random((count, 256)).argpartition(step, axis=1)[:, :step]
    np.put_along_axis(flips, order, 1, axis=1)
    flips[0] = rng.integers(0, 2, 256)
    hashes = np.packbits(np.bitwise_xor.accumulate(flips, axis=0), axis=1)
    at = np.arange(count) * frame_ms
    return prints(at, at + frame_ms, hashes)


def tripod(seed, seconds, *, scene, moving=24, noise=0, pace_ms=800):
    """An unmoving camera on a scene in which people pass: some bits change now and then, each recording its own."""
    count = int(seconds * 1000 / FRAME_MS)
    rng = np.random.default_rng([seed, 77])
    picture = np.unpackbits(bits([scene, 5], 1)[0])
    movable = np.random.default_rng([scene, 6]).permutation(256)[:moving]
    shown = np.repeat(picture[None, :], count, axis=0)
    state = rng.integers(0, 2, moving)
    for at in range(count):
        changes = rng.random(moving) < FRAME_MS / pace_ms
        state = np.where(changes, rng.integers(0, 2, moving), state)
        shown[at, movable] ^= state.astype(np.uint8)
    hashes = np.packbits(shown, axis=1)
    at = np.arange(count) * FRAME_MS
    return prints(at, at + FRAME_MS, flipped(hashes, noise, seed=seed + 1))


def swaying(seed, seconds, *, moving=20, noise=22):
    """A hand that sways before a still view: a few bits come and go with it; noise of its own for each ``seed``."""
    at = np.arange(0, int(seconds * 1000), FRAME_MS)
    rng = np.random.default_rng(5)
    picture = np.unpackbits(bits(6, 1)[0])
    shown = np.repeat(picture[None, :], len(at), axis=0)
    for bit in rng.permutation(256)[:moving]:
        sway = sum(
            rng.normal(0, 1 / (k + 1)) * np.sin(at / 1000 * (1.1 + 1.3 * k) + rng.uniform(0, 6.3))
            for k in range(4)
        )
        shown[:, bit] ^= (sway > rng.normal(0, 0.5)).astype(np.uint8)
    hashes = np.packbits(shown, axis=1)
    return prints(at, at + FRAME_MS, flipped(hashes, noise, seed=seed))


def resampled(film, *, start=0, end=None, speed=1.0, frame_ms=FRAME_MS, noise=6, at=0, seed=99):
    """A copy of a part of a film, faster or slower, at another frame rate, with so many bits of noise, from ``at``."""
    end = film.duration_ms if end is None else end
    times = np.arange(0, (end - start) / speed - frame_ms / 2, frame_ms)
    rows = np.searchsorted(film.start_ms, start + times * speed + 0.5, side="right") - 1
    begin = np.round(at + times).astype(np.int64)
    return prints(
        begin,
        np.append(begin[1:], round(at + (end - start) / speed)),
        flipped(film.hashes[rows], noise, seed=seed),
    )


def joined(*parts):
    """Films one after the other, each moved to where the last one ends."""
    shift, starts, ends = 0, [], []
    for part in parts:
        first = int(part.start_ms.min())
        starts.append(part.start_ms - first + shift)
        ends.append(part.end_ms - first + shift)
        shift = int(ends[-1].max())
    return Prints(
        np.concatenate(starts),
        np.concatenate(ends),
        np.concatenate([part.hashes for part in parts]),
        np.concatenate([part.quality for part in parts]),
        np.concatenate([part.view for part in parts]),
    )
