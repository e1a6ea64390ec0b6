"""Packed fingerprints come out of a sandbox that a stranger's film may have taken over: what is none is Damaged."""

import struct
import zlib
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import Damaged
from sightline.measure.media.sound import pack as sound
from sightline.measure.media.sound.peaks import Peaks
from sightline.model.finding import FramePrint
from sightline.store import prints
from sightline.work.matching.printed import LONGEST_MS, read_prints

FRAMES = prints.pack(FramePrint(at * 40, at * 40 + 40, bytes([at]) * 32, 80, "full") for at in range(20))
SOUND = sound.pack(
    Peaks(np.arange(30) * 100, np.arange(30).astype(np.int16), np.full(30, 80, np.uint8), 6000)
)
ONE = SimpleNamespace(prints=b"\1" * 32)


def read(data: bytes) -> object:
    case = SimpleNamespace(vault=SimpleNamespace(read=lambda _digest: data))
    return read_prints(case, ONE)  # type: ignore[arg-type]


def summed(data: bytes) -> bytes:
    """Give peaks the checksum that their bytes have: whoever spoils them can count, too."""
    head = bytearray(data[:24])
    if len(head) == 24:
        struct.pack_into("<I", head, 20, zlib.crc32(data[24:]))
    return bytes(head) + data[24:]


@pytest.mark.parametrize("good, reader", [(FRAMES, read), (SOUND, sound.unpack)])
def test_what_was_cut_off(good: bytes, reader: Callable[[bytes], object]) -> None:
    reader(good)
    for length in range(len(good)):
        if good is FRAMES and length >= 8 and (length - 8) % 50 == 0:
            continue  # whole rows
        with pytest.raises(Damaged):
            reader(good[:length])


@given(st.binary(max_size=300), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=8))
def test_any_bytes(some: bytes, changes: list[tuple[int, int]]) -> None:
    for good, reader in ((FRAMES, read), (SOUND, lambda data: sound.unpack(summed(data)))):
        data = bytearray(good)
        for at, value in changes:
            data[at % len(data)] = value
        for one in (bytes(data), good[:8] + some, some):
            try:
                made = reader(one)
            except Damaged:
                continue
            times = made.times_ms if isinstance(made, Peaks) else made.end_ms  # type: ignore[attr-defined]
            assert int(times.max(initial=0)) <= LONGEST_MS
            assert int(times.min(initial=0)) >= 0


# A last frame that ends in a hundred million years made the comparison reserve memory for all of them.
@pytest.mark.parametrize(
    "row",
    [(0, 1 << 62, 80, 0), (1 << 63, (1 << 63) + 9, 80, 0), (9, 8, 80, 0), (0, 9, 101, 0), (0, 9, 80, 11)],
)
def test_a_row_that_cannot_be(row: tuple[int, int, int, int]) -> None:
    start, end, quality, view = row
    with pytest.raises(Damaged, match="fingerprint 20 is none"):
        read(FRAMES + prints.ROW.pack(start, end, bytes(32), quality, view))
