"""The index of frames as a caller sees it: what is found at which position, how hot, and what is gone."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve

from sightline.core.errors import BadValue, Busy, Damaged
from sightline.store.hashes import index as module
from sightline.store.hashes.hits import weights
from sightline.store.hashes.index import HashIndex, open_hashes
from sightline.store.hashes.probe import Near
from sightline.store.hashes.rows import ROOM, HashRows
from sightline.store.segments.shelf import open_shelf

Footage = Callable[..., np.ndarray]
Rows = Callable[[np.ndarray, int], HashRows]
SRC = str(Path(__file__).resolve().parents[3] / "src")


def fill(folder: Path, rows: Rows, hashes: np.ndarray, *, media: int, each: int, seal_at: int) -> HashIndex:
    """Media 1, 2, ... of ``each`` rows; medium m is added at position m."""
    index = HashIndex(open_shelf(folder, evolve(ROOM, seal_at=seal_at)))
    for number in range(1, media + 1):
        index.append(rows(hashes[(number - 1) * each : number * each], number), added=number)
        index.commit(number)
    return index


def media_of(index: HashIndex, query: np.ndarray, **options: int | None) -> list[int]:
    return sorted(set(index.search(query.reshape(-1, 32), **options).media.tolist()))


@pytest.fixture
def filled(tmp_path: Path, rows: Rows, footage: Footage):
    """20 media of 50 rows; three segments and a tail; every medium holds a black frame."""
    hashes = footage(1000, seed=1)
    hashes[::50] = 0
    with fill(tmp_path / "index", rows, hashes, media=20, each=50, seal_at=300) as index:
        yield index, hashes


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    with open_hashes(tmp_path / "index") as index:
        hits = index.search(np.zeros((3, 32), np.uint8))
    assert (0, [0, 0, 0], [0, 0, 0], 0) == (
        len(hits),
        hits.rows.tolist(),
        hits.holders.tolist(),
        index.position,
    )


def test_a_search_without_queries(filled) -> None:
    index, _ = filled
    assert 0 == len(index.search(np.empty((0, 32), np.uint8)))


def test_rows_come_back_whole(tmp_path: Path) -> None:
    one = np.arange(32, dtype=np.uint8).reshape(1, 32)
    with open_hashes(tmp_path / "index") as index:
        far = 1 << 40  # a stream of 34 years
        index.append(HashRows(*(np.array([v]) for v in (-7, far, far + 40, 63, 10)), one), added=3)  # type: ignore[arg-type]
        index.commit(5)
        for _ in range(2):  # from the tail, and from a segment
            hits = index.search(one ^ np.uint8(1) * (np.arange(32) < 3).astype(np.uint8))
            assert [(0, 3, -7, far, far + 40, 63, 10, 1.0)] == [
                (int(q), int(d), int(m), int(s), int(e), int(k), int(v), float(w))
                for q, d, m, s, e, k, v, w in zip(
                    hits.query, hits.distance, hits.media, hits.start_ms, hits.end_ms, hits.quality, hits.view,
                    hits.weight, strict=True,
                )
            ]  # fmt: skip
            index.merge(whole=True)
        assert 5 == index.position


def test_nothing_is_found_before_it_is_committed(tmp_path: Path, rows: Rows, footage: Footage) -> None:
    hashes = footage(100)
    with open_hashes(tmp_path / "index") as index:
        index.append(rows(hashes, 1), added=1)
        assert 0 == len(index.search(hashes))
        index.commit(1)
        assert 0 < len(index.search(hashes))


def test_the_callers_array_may_be_filled_again(tmp_path: Path, rows: Rows, footage: Footage) -> None:
    hashes = footage(100)
    kept = hashes.copy()
    with open_hashes(tmp_path / "index") as index:
        index.append(rows(hashes, 1), added=1)
        hashes[:] = 7
        index.commit(1)
        assert set(range(100)) == set(index.search(kept, radius=0).query.tolist())


def test_known_at_answers_as_the_index_stood(filled) -> None:
    index, _ = filled
    index.hide(3, 21)
    index.commit(21)
    index.show(3, 22)
    index.hide(4, 22)
    index.commit(25)
    black = np.zeros(32, np.uint8)
    everyone = set(range(1, 21))
    for merged in (False, True):
        if merged:
            index.merge(whole=True)
        assert list(range(1, 8)) == media_of(index, black, known_at=7)
        assert everyone == set(media_of(index, black, known_at=20))
        assert everyone - {3} == set(media_of(index, black, known_at=21))
        assert everyone - {4} == set(media_of(index, black, known_at=22)) == set(media_of(index, black))
        assert [] == media_of(index, black, known_at=0)


def test_a_position_is_read_once(filled, rows: Rows) -> None:
    # a caller that goes over its ledger twice must not double what is in the index
    index, hashes = filled
    with pytest.raises(BadValue, match="read before"):
        index.append(rows(hashes[:1], 9), added=20)
    with pytest.raises(BadValue, match="read before"):
        index.hide(9, 20)
    with pytest.raises(BadValue, match="lies before"):
        index.commit(19)
    index.append(rows(hashes[:1], 30), added=30)
    with pytest.raises(BadValue, match="lies before"):
        index.commit(29)


def test_what_is_wrong_is_refused(filled) -> None:
    index, hashes = filled
    with pytest.raises(BadValue, match="uint8"):
        index.search(hashes[:, :31])
    with pytest.raises(BadValue, match="radius 41"):
        index.search(hashes[:1], radius=41)
    with pytest.raises(BadValue, match="differ in length"):
        index.append(HashRows(*(np.zeros(2) for _ in range(5)), hashes[:1]), added=30)  # type: ignore[arg-type]


def test_a_wide_radius_is_answered_and_says_that_it_is_slow(filled, flipped) -> None:
    index, hashes = filled
    query = flipped(np.random.default_rng(0), hashes[1:2], 40)
    assert not index.search(query).scanned
    wide = index.search(query, radius=40)
    assert wide.scanned
    assert 40 in wide.distance.tolist()


def test_hot_frames_weigh_less_and_are_told(filled) -> None:
    index, hashes = filled
    index.search(hashes)
    hits = index.search(np.concatenate((np.zeros((1, 32), np.uint8), hashes[1:2])))
    assert 20 == hits.holders[0] < hits.rows[0]
    assert {round((8 / 20) ** 0.5, 6)} == {round(float(w), 6) for w in hits.weight[hits.query == 0]}
    assert 1.0 == hits.weight[hits.query == 1].min()
    hidden = [media for media in range(1, 21) if media > 5]
    for media in hidden:
        index.hide(media, 21)
    index.commit(21)
    again = index.search(np.zeros((1, 32), np.uint8))
    assert (5, 1.0) == (again.holders[0], again.weight.min())  # who is hidden holds nothing


def test_weights_fall_with_the_root() -> None:
    assert [1.0, 1.0, 1.0, 0.5, pytest.approx(0.1)] == weights(np.array([0, 1, 8, 32, 800])).tolist()


def test_ten_thousands_of_equal_frames_are_thinned_and_counted(tmp_path: Path, rows: Rows, flipped) -> None:
    random = np.random.default_rng(5)
    black = np.zeros((30_000, 32), np.uint8)
    close = flipped(random, np.zeros((5, 32), np.uint8), 3)
    with HashIndex(open_shelf(tmp_path / "index", evolve(ROOM, seal_at=1))) as index:
        for media in range(30):
            index.append(rows(black[media * 1000 : media * 1000 + 1000], media), added=1)
        index.append(rows(close, 99), added=1)
        index.commit(1)
        assert 6 == len(index.shelf.snapshot().files[0]["words"])
        hits = index.search(np.concatenate((close[:1], black[:1], black[:1])), most=300)
        assert [30_005] * 3 == hits.rows.tolist()
        assert [31] * 3 == hits.holders.tolist()
        assert [300, 300, 300] == np.bincount(hits.query).tolist()
        assert 0 == hits.distance[hits.query == 0][0]  # the nearest stays
        assert set(range(30)) == set(
            hits.media[hits.query == 1].tolist()
        )  # the rest is taken from every medium
        assert 30_005 == len(index.search(black[:1], most=50_000))


def test_one_medium_in_many_parts_is_one_holder(tmp_path: Path, rows: Rows, footage: Footage) -> None:
    with HashIndex(open_shelf(tmp_path / "index", evolve(ROOM, seal_at=1))) as index:
        for position in range(1, 6):
            index.append(rows(np.zeros((2, 32), np.uint8), 7), added=position)
            index.commit(position)
        hits = index.search(np.zeros((1, 32), np.uint8))
        assert (10, 1) == (hits.rows[0], hits.holders[0])


def test_a_merge_changes_no_answer(filled) -> None:
    index, hashes = filled
    before = index.search(hashes, most=10_000_000)
    assert 1 < len(index.shelf.snapshot().files)
    assert index.merge(whole=True)
    assert 1 == len(index.shelf.snapshot().files)
    assert not index.merge(whole=True)
    after = index.search(hashes, most=10_000_000)
    for name in (
        "query",
        "distance",
        "media",
        "start_ms",
        "end_ms",
        "quality",
        "view",
        "weight",
        "rows",
        "holders",
    ):
        assert getattr(before, name).tolist() == getattr(after, name).tolist()


def test_reading_and_writing_go_on_while_it_merges(filled, rows: Rows) -> None:
    index, hashes = filled
    expected = len(index.search(hashes))
    merging = [index.start_merging() for _ in range(3)]
    with HashIndex(open_shelf(index.shelf.folder, index.shelf.room)) as reader:
        for position in range(21, 40):
            index.append(rows(np.full((20, 32), position, np.uint8), position), added=position)
            index.commit(position)
            assert expected <= len(reader.search(hashes))
            assert [position] == media_of(reader, np.full(32, position, np.uint8), radius=0)
    assert {True, False} >= {one.result() for one in merging}
    assert 20 * 50 + 19 * 20 == len(index)


def test_erasing_leaves_none_of_the_bytes(filled, rows: Rows) -> None:
    index, hashes = filled
    gone = [hashes[number * 50 + 7].tobytes() for number in (3, 19)]  # in a segment, and in the tail
    index.append(rows(hashes[357:358], 4), added=21)  # waiting to be committed
    folder = index.shelf.folder

    def held() -> list[str]:
        return [
            path.name for path in sorted(folder.iterdir()) if any(one in path.read_bytes() for one in gone)
        ]

    assert 2 <= len(held())
    (folder / "tail-99999999.new").write_bytes(gone[0])  # what a writer that was killed left
    assert 101 == index.erase([4, 20], 21)
    assert [] == held()
    index.commit(21)
    assert [] == held()
    black = np.zeros(32, np.uint8)
    assert (
        set(range(1, 21)) - {4, 20} == set(media_of(index, black)) == set(media_of(index, black, known_at=20))
    )
    assert 0 == index.erase(4, 22)
    assert 900 == len(index)


def test_erasing_spares_what_is_added_later(tmp_path: Path, rows: Rows, footage: Footage) -> None:
    hashes = footage(100)
    with open_hashes(tmp_path / "index") as index:
        index.append(rows(hashes[:50], 1), added=1)
        index.commit(1)
        index.append(rows(hashes[50:], 1), added=2)
        index.commit(2)
        assert 50 == index.erase(1, 1)
        assert 50 == len(index)
        assert 2 == index.position


def test_one_writes_and_the_other_is_told(tmp_path: Path, rows: Rows, footage: Footage) -> None:
    hashes = footage(100)
    with open_hashes(tmp_path / "index") as one, open_hashes(tmp_path / "index") as other:
        one.append(rows(hashes, 1), added=1)
        with pytest.raises(Busy, match="another process"):
            other.append(rows(hashes, 2), added=1)
        one.commit(1)
        one.close()
        assert 1 == other.position  # who has seen what was written goes on from there
        other.append(rows(hashes, 2), added=2)
        other.commit(2)
    with open_hashes(tmp_path / "index") as index:
        assert 200 == len(index)


def test_a_writer_that_slept_is_told(tmp_path: Path, rows: Rows, footage: Footage) -> None:
    # it read position 0, another wrote up to 1: going on would write the same rows twice
    hashes = footage(100)
    with open_hashes(tmp_path / "index") as slow:
        with open_hashes(tmp_path / "index") as quick:
            quick.append(rows(hashes, 1), added=1)
            quick.commit(1)
        with pytest.raises(Busy, match="wrote to this index since"):
            slow.append(rows(hashes, 1), added=1)


READER = """
import sys
from pathlib import Path
import numpy as np
from sightline.store.hashes.index import open_hashes
last = 0
with open_hashes(Path(sys.argv[1])) as index:
    print("ready", flush=True)
    while last < 60:
        hits = index.search(np.zeros((1, 32), np.uint8))
        held = sorted(hits.media.tolist())
        assert held == list(range(1, len(held) + 1)), held
        assert len(held) >= last
        last = len(held)
"""


def test_readers_in_other_processes_see_one_consistent_state(tmp_path: Path, rows: Rows) -> None:
    with HashIndex(open_shelf(tmp_path / "index", evolve(ROOM, seal_at=10))) as index:
        environment = {**os.environ, "PYTHONPATH": SRC}
        command = [sys.executable, "-c", READER, str(tmp_path / "index")]
        readers = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(2)]
        for reader in readers:
            assert reader.stdout is not None
            assert b"ready\n" == reader.stdout.readline()
        for position in range(1, 61):
            index.append(rows(np.zeros((1, 32), np.uint8), position), added=position)
            index.commit(position)
            if position % 7 == 0:
                index.merge(whole=position % 2 == 0)
        assert [0, 0] == [reader.wait(60) for reader in readers]
        for reader in readers:
            assert reader.stdout is not None
            reader.stdout.close()


def test_a_small_case_never_waits_for_the_compiler(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
import numpy as np
from sightline.store.hashes.index import open_hashes
from sightline.store.hashes.rows import HashRows
random = np.random.default_rng(0)
with open_hashes(Path(sys.argv[1])) as index:
    for media in range(1, 6):
        hashes = random.integers(0, 256, (1500, 32), dtype=np.uint8)
        number, small = np.arange(1500), np.zeros(1500, np.uint8)
        index.append(HashRows(number * 0 + media, number, number, small, small, hashes), added=media)
        index.commit(media)
    assert 480 <= len(index.search(hashes[:480]))
    assert "numba" not in sys.modules
"""
    environment = {**os.environ, "PYTHONPATH": SRC}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "index")], env=environment, check=True)


SPOILT = [
    (name, fault)
    for name in ("manifest", "segment", "tail")
    for fault in ("foreign", "cut", "empty", "flipped", "gone")
    if (name, fault) not in {("tail", "cut"), ("manifest", "gone")}  # what a kill leaves; nothing to read
]


@pytest.mark.parametrize("name, fault", SPOILT)
def test_a_spoilt_file_is_told_and_names_itself(
    tmp_path: Path, rows: Rows, footage: Footage, name: str, fault: str
) -> None:
    folder = tmp_path / "index"
    fill(folder, rows, footage(1000), media=20, each=50, seal_at=300).close()
    path = next(path for path in sorted(folder.iterdir()) if path.name.startswith(name))
    data = bytearray(path.read_bytes())
    if fault == "flipped":
        data[-30 if name != "tail" else 5] ^= 1
    path.write_bytes(
        {"foreign": b"PK\3\4" * 100, "cut": data[: len(data) // 2], "empty": b"", "flipped": data}.get(
            fault, b""
        )
    )
    if fault == "gone":
        path.unlink()
    with pytest.raises(Damaged, match=r"made again from the case") as told, open_hashes(folder) as index:
        index.search(footage(10))
    assert path.name in str(told.value)


def test_without_its_manifest_it_begins_again(tmp_path: Path, rows: Rows, footage: Footage) -> None:
    folder = tmp_path / "index"
    fill(folder, rows, footage(1000), media=20, each=50, seal_at=300).close()
    (folder / "manifest").unlink()
    with open_hashes(folder) as index:
        assert (0, 0) == (index.position, len(index))
        index.lock()  # and sweeps the old files away
    assert ["lock", "manifest", "tail-00000000"] == sorted(path.name for path in folder.iterdir())


def test_an_index_of_another_version_or_kind_is_told(tmp_path: Path) -> None:
    open_shelf(tmp_path / "index", evolve(ROOM, version=0)).close()
    with pytest.raises(Damaged, match="hashes 0"):
        open_hashes(tmp_path / "index")
    open_shelf(tmp_path / "other", evolve(ROOM, kind="landmarks")).close()
    with pytest.raises(Damaged, match="landmarks"):
        open_hashes(tmp_path / "other")


def test_check_reads_every_byte(filled) -> None:
    index, _ = filled
    index.check()
    path = index.shelf.snapshot().files[0].path
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)
    with pytest.raises(Damaged, match="words"), open_hashes(index.shelf.folder) as index:
        index.check()


def test_opening_reads_no_rows(tmp_path: Path, rows: Rows, footage: Footage) -> None:
    folder = tmp_path / "index"
    fill(folder, rows, footage(1000), media=20, each=50, seal_at=1000).close()
    path = next(path for path in sorted(folder.iterdir()) if path.name.startswith("segment"))
    data = path.read_bytes()
    path.write_bytes(data[:64] + bytes(1000) + data[1064:])  # what was not read cannot be missed
    with open_hashes(folder) as index:
        assert 1000 == len(index)


@pytest.mark.parametrize("announced, quick", [(0, False), (1_000, False), (400_000, True)])
def test_many_queries_that_are_announced_are_put_to_machine_code_from_the_first(
    filled, monkeypatch: pytest.MonkeyPatch, announced: int, quick: bool
) -> None:
    # a hundred pictures were asked for the slow way, until the work done told that fetching it had been worth it
    index, hashes = filled
    told: list[bool] = []

    def near(part: object, queries: np.ndarray, radius: int, *, quick: bool, threads: int) -> Near:
        told.append(quick)
        return real(part, queries, radius, quick=False, threads=threads)  # type: ignore[arg-type]

    real = module.near
    monkeypatch.setattr(module, "near", near)
    monkeypatch.setattr(module, "compiled", cache(lambda: None))
    index.expect(announced)
    index.search(hashes[:2])
    assert {quick} == set(told)
