"""The door to time and chance: both come in as arguments, and the fakes ship with the doors."""

import os
import time
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol

from attrs import field, frozen

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """What the house needs of time and chance."""

    def now_ms(self) -> int:
        """Tell the time in milliseconds since the epoch, UTC."""
        ...

    def random(self, count: int) -> bytes:
        """Draw ``count`` random bytes that nobody can guess."""
        ...


@frozen(slots=True)
class SystemClock:
    """The machine's clock and the kernel's randomness."""

    def now_ms(self) -> int:
        """Tell the machine's time [ms since the epoch, UTC]."""
        return time.time_ns() // 1_000_000

    def random(self, count: int) -> bytes:
        """Draw random bytes from the kernel."""
        return os.urandom(count)


class FixedClock:
    """A clock for tests and the example case: starts at a time, moves by a step, and counts instead of drawing."""

    def __init__(self, start_ms: int = 1_400_000_000_000, *, step_ms: int = 1, seed: int = 1) -> None:
        self._now = start_ms
        self._step = step_ms
        self._count = seed
        self._lock = Lock()

    def now_ms(self) -> int:
        """Tell the next time of the fixed sequence [ms since the epoch, UTC]."""
        with self._lock:
            self._now += self._step
            return self._now

    def random(self, count: int) -> bytes:
        """Give bytes that only a counter decides; never use this for anything that must be secret."""
        with self._lock:
            self._count += 1
            seed = self._count
        out = b""
        block = 0
        while len(out) < count:
            out += _spread(seed * 1_000_003 + block)
            block += 1
        return out[:count]


def _spread(number: int) -> bytes:
    """Mix a counter into 8 bytes (SplitMix64)."""
    z = (number * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return (z ^ (z >> 31)).to_bytes(8, "big")


def rfc3339(ms: int) -> str:
    """Write milliseconds since the epoch as ``2014-04-12T03:15:00.250Z``."""
    whole = EPOCH + timedelta(milliseconds=ms)
    return f"{whole.year:04d}-{whole:%m-%dT%H:%M:%S}.{ms % 1000:03d}Z"


def from_rfc3339(text: str) -> int:
    """Read what :func:`rfc3339` wrote [ms since the epoch, UTC]."""
    whole = datetime.fromisoformat(text)
    if whole.tzinfo is None:
        raise ValueError(f"{text!r} names no zone")
    return (whole - EPOCH) // timedelta(milliseconds=1)


@frozen(slots=True)
class Ids:
    """Makes UUIDv7 (RFC 9562) from a clock; ids made in one millisecond still sort by when they were made."""

    clock: Clock
    _last: list[int] = field(factory=lambda: [0, 0], alias="last", repr=False, eq=False)

    def new(self) -> bytes:
        """Make the 16 bytes of a UUIDv7 (https://doi.org/10.17487/RFC9562, 5.7; counter in rand_a)."""
        ms = self.clock.now_ms()
        if ms <= self._last[0]:
            ms = self._last[0]
            self._last[1] += 1
            if self._last[1] > 0xFFF:
                ms += 1
                self._last[1] = 0
        else:
            self._last[1] = 0
        self._last[0] = ms
        tail = int.from_bytes(self.clock.random(8), "big") & 0x3FFFFFFFFFFFFFFF
        value = (ms & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | self._last[1] << 64 | 0x2 << 62 | tail
        return value.to_bytes(16, "big")
