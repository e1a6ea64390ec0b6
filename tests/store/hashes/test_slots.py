"""Slots: no pair within the radius is missed by the keys that are looked at."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.store.hashes.slots import (
    RADIUS,
    SKETCH_BITS,
    SLOT_COUNTS,
    as_words,
    keys_of,
    probing,
    slots_for,
    widths,
)


@pytest.mark.parametrize("slots", SLOT_COUNTS)
def test_the_slots_cover_every_bit_once(slots: int) -> None:
    assert 256 == sum(widths(slots))
    assert 1 >= max(widths(slots)) - min(widths(slots))
    one_bit = np.zeros((256, 32), np.uint8)
    one_bit[np.arange(256), np.arange(256) // 8] = 1 << (np.arange(256) % 8)
    plan = probing(slots, RADIUS)
    words = as_words(one_bit)
    keys = [keys_of(words, int(f), int(w)) for f, w in zip(plan.first, plan.width, strict=True)]
    assert [1] * 256 == np.bitwise_count(np.stack(keys)).sum(axis=0).tolist()


@pytest.mark.parametrize("slots, probes", [(16, 272), (14, 954), (13, 1409), (11, 2866)])
def test_as_many_keys_are_looked_at_as_the_pigeonhole_needs(slots: int, probes: int) -> None:
    # the prototype's counts, which its measured times belong to
    assert probes == len(probing(slots, RADIUS).masks)


@given(
    st.sampled_from(SLOT_COUNTS),
    st.integers(0, RADIUS),
    st.sets(st.integers(0, 255), min_size=RADIUS, max_size=RADIUS),
    st.binary(min_size=32, max_size=32),
)
def test_no_pair_within_the_radius_is_missed(slots: int, radius: int, bits: set[int], data: bytes) -> None:
    one = np.frombuffer(data, np.uint8).reshape(1, 32)
    other = one.copy()
    for bit in sorted(bits)[:radius]:
        other[0, bit // 8] ^= 1 << (bit % 8)
    plan = probing(slots, radius)
    difference = as_words(one) ^ as_words(other)
    led = False
    for slot in range(slots):
        key = int(keys_of(difference, int(plan.first[slot]), int(plan.width[slot]))[0])
        beside = int(keys_of(difference, int(plan.beside[slot]), SKETCH_BITS)[0])
        looked_at = key in plan.masks[plan.masks_at[slot] : plan.masks_at[slot + 1]]
        led |= looked_at and key.bit_count() + beside.bit_count() <= plan.together[slot]
    assert led


def test_one_stranger_in_five_hundred_passes_the_sketch() -> None:
    # at ten million hashes 272 keys lead to 41,500 of them; fetching each would take ten times as long as the rest
    plan = probing(16, RADIUS)
    assert [3] * 16 == plan.together.tolist()
    sketches = np.bitwise_count(np.arange(1 << SKETCH_BITS, dtype=np.uint32))
    assert 1 / 450 > (sketches <= 2).mean()


@pytest.mark.parametrize(
    "count, slots",
    [(0, 0), (50_000, 0), (200_000, 16), (1_000_000, 16), (10_000_000, 16), (20_000_000, 13)],
)
def test_the_number_of_slots_fits_the_size(count: int, slots: int) -> None:
    assert slots == slots_for(count)
