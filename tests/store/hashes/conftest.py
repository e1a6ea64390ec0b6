"""Hashes as footage has them, and rows of them."""

from collections.abc import Callable

import numpy as np
import pytest

from sightline.store.hashes.rows import HashRows


def _flipped(random: np.random.Generator, hashes: np.ndarray, bits: int) -> np.ndarray:
    out = hashes.copy()
    for one in out:
        for bit in random.choice(256, bits, replace=False):
            one[bit // 8] ^= 1 << (bit % 8)
    return out


@pytest.fixture(scope="session")
def flipped() -> Callable[[np.random.Generator, np.ndarray, int], np.ndarray]:
    """Change so many bits of each hash."""
    return _flipped


def _footage(count: int, seed: int = 0) -> np.ndarray:
    random = np.random.default_rng(seed)
    alone = random.integers(0, 256, (count // 2, 32), dtype=np.uint8)
    centres = random.integers(0, 256, (count // 20, 32), dtype=np.uint8)
    calm = [_flipped(random, centres, bits) for bits in (0, 2, 5, 8, 8, 12, 16, 20)]
    black = np.zeros((count - len(alone) - 8 * len(centres), 32), np.uint8)
    black[len(black) // 2 :] = 255
    return np.concatenate([alone, *calm, black])[random.permutation(count)]


@pytest.fixture(scope="session")
def footage() -> Callable[..., np.ndarray]:
    """Make hashes: half alone, the rest calm shots, and two frames that occur everywhere."""
    return _footage


def _rows(hashes: np.ndarray, media: int) -> HashRows:
    number = np.arange(len(hashes), dtype=np.int64)
    return HashRows(
        np.full(len(hashes), media, np.int64),
        number * 40,
        number * 40 + 40,
        np.full(len(hashes), 90, np.uint8),
        np.full(len(hashes), 1, np.uint8),
        hashes,
    )


@pytest.fixture(scope="session")
def rows() -> Callable[[np.ndarray, int], HashRows]:
    """Make rows of one medium: row i starts at 40 * i ms."""
    return _rows
