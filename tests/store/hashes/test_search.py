"""The search is exact: FAISS compares with every hash and must find the same, over radii, slots and both ways."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.store.hashes import machine
from sightline.store.hashes.build import segment_arrays, slot_of
from sightline.store.hashes.near import near
from sightline.store.hashes.part import Part, part_of_file
from sightline.store.hashes.rows import HashRows, rows_of, table_of
from sightline.store.hashes.slots import SKETCHED_FROM, SLOT_COUNTS, as_words, slots_for
from sightline.store.segments.columns import ColumnFile
from sightline.store.segments.table import Table

Footage = Callable[..., np.ndarray]
COUNT = 4_000


def segment(
    hashes: np.ndarray, rows: Callable[..., object], slots: int, *, sketched: bool = True
) -> ColumnFile:
    arrays = dict(segment_arrays(table_of(rows(hashes, 1), 1), slots=slots, sketched=sketched))
    return ColumnFile(Path("segment"), "hashes", 2, {"rows": len(hashes)}, arrays, {})


def oracle(hashes: np.ndarray, queries: np.ndarray, radius: int) -> set[tuple[int, bytes, int]]:
    flat = faiss.IndexBinaryFlat(256)
    flat.add(hashes)
    limits, distances, numbers = flat.range_search(queries, radius + 1)
    query = np.repeat(np.arange(len(queries)), np.diff(limits).astype(np.int64))
    return {(int(q), hashes[n].tobytes(), int(d)) for q, d, n in zip(query, distances, numbers, strict=True)}


def found(
    part: Part, queries: np.ndarray, radius: int, *, quick: bool, threads: int = 1
) -> list[tuple[int, bytes, int]]:
    hits = near(part, as_words(queries), radius, quick=quick, threads=threads)
    return sorted(
        (int(q), part.words[r].tobytes(), int(d))
        for q, r, d in zip(hits.query, hits.row, hits.bits, strict=True)
    )


@pytest.fixture(scope="session")
def asked(footage: Footage, flipped: Callable[..., np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    hashes = footage(COUNT, seed=7)
    random = np.random.default_rng(8)
    near_ones = [flipped(random, hashes[random.integers(0, COUNT, 2)], bits) for bits in range(33)]
    far = random.integers(0, 256, (10, 32), dtype=np.uint8)
    everywhere = np.stack((np.zeros(32, np.uint8), np.full(32, 255, np.uint8)))
    return hashes, np.concatenate([*near_ones, far, everywhere])


@pytest.mark.parametrize("quick", [True, False])
@pytest.mark.parametrize(
    "slots, sketched", [(0, False), (13, False), (16, False), *((slots, True) for slots in SLOT_COUNTS)]
)
def test_every_radius_gives_what_comparing_with_all_gives(
    slots: int, sketched: bool, quick: bool, asked: tuple[np.ndarray, np.ndarray], rows: Callable[..., object]
) -> None:
    hashes, queries = asked
    part = part_of_file(segment(hashes, rows, slots, sketched=sketched))
    for radius in range(32) if (slots, sketched) == (16, True) or quick else (0, 1, 15, 16, 30, 31):
        expected = sorted(oracle(hashes, queries, radius))
        assert expected == found(part, queries, radius, quick=quick), radius


@pytest.mark.parametrize("quick", [True, False])
def test_wider_radii_are_answered_by_comparing(
    quick: bool, asked: tuple[np.ndarray, np.ndarray], rows: Callable[..., object]
) -> None:
    hashes, queries = asked
    part = part_of_file(segment(hashes, rows, 16))
    assert sorted(oracle(hashes, queries, 40)) == found(part, queries, 40, quick=quick)


@pytest.mark.parametrize("quick", [True, False])
def test_threads_find_the_same(
    quick: bool, asked: tuple[np.ndarray, np.ndarray], rows: Callable[..., object]
) -> None:
    hashes, queries = asked
    part = part_of_file(segment(hashes, rows, 14))
    assert found(part, queries, 31, quick=quick) == found(part, queries, 31, quick=quick, threads=3)


@lru_cache
def crowd() -> tuple[np.ndarray, np.ndarray]:
    """70,000 hashes that agree in their first 128 bits: more than 16 bits can count between two bases; and others."""
    random = np.random.default_rng(3)
    hashes = random.integers(0, 256, (80_000, 32), dtype=np.uint8)
    hashes[:70_000, :16] = 0x5A
    return hashes, np.concatenate((hashes[69_990:70_010], random.integers(0, 256, (5, 32), dtype=np.uint8)))


@pytest.mark.parametrize("sketched", [True, False])
@pytest.mark.parametrize("quick", [True, False])
def test_a_crowd_in_one_bucket(quick: bool, sketched: bool, rows: Callable[..., object]) -> None:
    hashes, queries = crowd()
    file = segment(hashes, rows, 16, sketched=sketched)
    assert file["is_wide"].tolist()[:8] == [1] * 8
    assert sorted(oracle(hashes, queries, 31)) == found(part_of_file(file), queries, 31, quick=quick)


@settings(max_examples=40)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 60),
    st.integers(0, 31),
    st.sampled_from([0, 15, 16]),
    st.booleans(),
    st.booleans(),
)
def test_any_small_collection(
    seed: int, count: int, radius: int, slots: int, sketched: bool, quick: bool
) -> None:
    # few distinct bits, so that distances lie around every radius and many hashes are equal
    random = np.random.default_rng(seed)
    hashes = np.zeros((count, 32), np.uint8)
    hashes[:, :5] = random.integers(0, 256, (count, 5)) & random.integers(0, 256, (count, 5))
    queries = np.concatenate((hashes[:5], np.roll(hashes[:5], 1, axis=1)))
    arrays = dict(segment_arrays(_table(hashes), slots=slots, sketched=sketched))
    part = part_of_file(ColumnFile(Path("segment"), "hashes", 2, {}, arrays, {}))
    assert sorted(oracle(hashes, queries, radius)) == found(part, queries, radius, quick=quick)


def _table(hashes: np.ndarray) -> Table:
    number = np.arange(len(hashes))
    small = np.zeros(len(hashes), np.uint8)
    return table_of(HashRows(number, number, number, small, small, hashes), 1)


def test_equal_hashes_are_one_entry_with_all_their_rows(rows: Callable[..., object]) -> None:
    hashes = np.repeat(np.arange(4, dtype=np.uint8).reshape(4, 1), 32, axis=1)[[3, 1, 1, 0, 3, 3]]
    file = segment(hashes, rows, 0)
    assert (3, [0, 1, 3, 6]) == (len(file["words"]), file["rows_at"].tolist())
    assert [120, 40, 80, 0, 160, 200] == file["start"].tolist()
    again = rows_of(file)
    assert sorted(hashes.tolist()) == again["hashes"].tolist()


def test_the_table_of_a_slot_is_sixteen_bits_a_key() -> None:
    keys = np.random.default_rng(0).integers(0, 1 << 16, 1000, dtype=np.uint32)
    slot = slot_of(keys, 16)
    assert (256, 256 * 257, 0) == (len(slot.bases), len(slot.steps), len(slot.wide))


def test_ten_million_hashes_take_no_more_than_130_bytes_each(rows: Callable[..., object]) -> None:
    # all columns of a row and a hash, as they are at ten million; the tables of the keys are of fixed size
    hashes = np.random.default_rng(0).integers(0, 256, (1000, 32), dtype=np.uint8)
    file = segment(hashes, rows, slots_for(10_000_000))
    fixed = sum(file[name].nbytes for name in ("bases", "steps", "wide", "slots", "is_wide"))
    each = (sum(array.nbytes for array in file.arrays.values()) - fixed) / 1000
    assert 130 > each + fixed / 10_000_000
    assert 130 > each + fixed / SKETCHED_FROM


@pytest.mark.parametrize("quick", [True, False])
def test_numbers_of_four_bytes_are_read_as_well(
    quick: bool, asked: tuple[np.ndarray, np.ndarray], rows: Callable[..., object]
) -> None:
    # a segment of more than 16.7 million hashes has them; too large to build here
    hashes, queries = asked
    file = segment(hashes, rows, 13)
    assert 3 == file["ids"].shape[2]
    arrays = {**file.arrays, "ids": np.pad(file["ids"], ((0, 0), (0, 0), (0, 1)))}
    part = part_of_file(ColumnFile(file.path, "hashes", 2, {}, arrays, {}))
    assert sorted(oracle(hashes, queries, 31)) == found(part, queries, 31, quick=quick)


def test_the_instructions_do_what_they_say() -> None:
    # the compiled loops use the machine's own; these tell what they are for
    sketches = np.arange(40, dtype=np.uint16)
    assert (3, 4) == (machine.ones(np.uint64(0b10101)), machine.lowest(np.uint64(0b10000)))
    near = int(machine.alike(sketches, 4, np.uint16(7), 1))
    assert [5, 6, 7, 15, 23] == [4 + bit for bit in range(32) if near >> bit & 1]


@pytest.mark.parametrize("name", ["rows_at", "group", "ids", "sketches", "steps", "bases"])
@pytest.mark.parametrize("quick", [True, False])
def test_spoilt_numbers_never_lead_outside(
    name: str, quick: bool, asked: tuple[np.ndarray, np.ndarray], rows: Callable[..., object]
) -> None:
    # the header is checked at opening and the gigabytes behind it are not: a wrong bit there must not end the process
    hashes, queries = asked
    file = segment(hashes, rows, 16)
    arrays = dict(file.arrays)
    arrays[name] = (
        np.random.default_rng(1)
        .integers(0, np.iinfo(arrays[name].dtype).max, arrays[name].shape)
        .astype(arrays[name].dtype)
    )
    part = part_of_file(ColumnFile(file.path, "hashes", 2, {}, arrays, {}))
    hits = near(part, as_words(queries), 31, quick=quick, threads=1)
    assert (hits.row >= 0).all()
    assert (hits.row < len(part.words)).all()
