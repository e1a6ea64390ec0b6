"""Peaks as bytes: what is written is read, and damage is said."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import Damaged
from sightline.measure.media.sound.pack import LONGEST_MS, MAGIC, pack, unpack
from sightline.measure.media.sound.peaks import Peaks


def peaks(rows, duration=0):
    rows = sorted(rows)
    times, bins, strengths = zip(*rows, strict=True) if len(rows) > 0 else ((), (), ())
    return Peaks(np.array(times, np.int64), np.array(bins, np.int16), np.array(strengths, np.uint8), duration)


row = st.tuples(st.integers(0, LONGEST_MS), st.integers(0, 415), st.integers(0, 255))


@given(st.lists(row, max_size=30), st.integers(0, LONGEST_MS))
def test_what_is_packed_is_unpacked(rows, duration):
    one = peaks(rows, duration)
    other = unpack(pack(one))
    assert duration == other.duration_ms
    assert one.times_ms.tolist() == other.times_ms.tolist()
    assert one.bins.tolist() == other.bins.tolist()
    assert one.strengths.tolist() == other.strengths.tolist()


def test_the_layout_is_the_one_that_is_documented():
    data = pack(peaks([(1, 2, 3)], duration=4))
    assert b"SLSOUND1" == MAGIC == data[:8]
    assert (4).to_bytes(8, "little") + (1).to_bytes(4, "little") == data[8:20]
    assert (1).to_bytes(8, "little") + (2).to_bytes(2, "little") + b"\x03" == data[24:]


WHOLE = pack(peaks([(at * 50, at, at) for at in range(20)], 1000))


@pytest.mark.parametrize(
    "data",
    [b"", b"SLPRINT1" + WHOLE[8:], WHOLE[:20], WHOLE[:-1], WHOLE + b"\0", WHOLE[:60] + b"\xff" + WHOLE[61:]],
)
def test_damage_is_said(data):
    with pytest.raises(Damaged, match=r"sound|peaks"):
        unpack(data)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_one_wrong_byte_of_the_body_is_seen(at, flip):
    data = bytearray(WHOLE)
    data[at] ^= flip
    if 8 <= at < 16:  # the duration alone is outside the check of the body
        return
    with pytest.raises(Damaged):
        unpack(bytes(data))
