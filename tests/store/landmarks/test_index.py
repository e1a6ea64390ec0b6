"""The index of sound: every landmark with a key, as the index stood, and keys that sound everywhere told."""

from pathlib import Path

import numpy as np
import pytest
from attrs import evolve

import sightline.store.landmarks.index as sound
from sightline.core.errors import BadValue, Busy, Damaged
from sightline.store.hashes.index import open_hashes
from sightline.store.landmarks.index import LandmarkIndex, open_landmarks
from sightline.store.landmarks.rows import ROOM
from sightline.store.segments.shelf import open_shelf


def random_landmarks(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    return random.integers(0, 500, count).astype(np.uint32), np.sort(random.integers(0, 60_000, count))


@pytest.fixture
def filled(tmp_path: Path):
    """Ten media of 200 landmarks, in segments and tail; and all of them as plain rows."""
    plain = []
    with LandmarkIndex(open_shelf(tmp_path / "index", evolve(ROOM, seal_at=450))) as index:
        for media in range(1, 11):
            keys, times = random_landmarks(200, media)
            index.append(keys, np.full(200, media), times, added=media)
            index.commit(media)
            plain += [(int(key), media, int(time)) for key, time in zip(keys, times, strict=True)]
        yield index, plain


def found(index: LandmarkIndex, keys: np.ndarray, **options: int | None) -> list[tuple[int, int, int]]:
    hits = index.search(keys, **options)
    return [
        (int(keys[q]), int(m), int(t)) for q, m, t in zip(hits.query, hits.media, hits.time_ms, strict=True)
    ]


def test_every_landmark_is_found_in_order(filled) -> None:
    index, plain = filled
    keys = np.arange(600, dtype=np.uint32)
    assert sorted(plain) == found(index, keys)
    assert index.merge(whole=True)
    assert sorted(plain) == found(index, keys)
    twice = np.array([7, 999, 7], np.uint32)
    seven = [(m, t) for k, m, t in sorted(plain) if k == 7]
    hits = index.search(twice)
    assert [0] * len(seven) + [2] * len(seven) == hits.query.tolist()
    assert [len(seven), 0, len(seven)] == hits.rows.tolist()
    assert 0 == len(index.search(np.empty(0, np.uint32)))


def test_known_at_hidden_and_shown(filled) -> None:
    index, plain = filled
    keys = np.arange(500, dtype=np.uint32)
    index.hide(2, 11)
    index.commit(11)
    assert sorted(row for row in plain if row[1] <= 6) == found(index, keys, known_at=6)
    assert sorted(row for row in plain if row[1] != 2) == found(index, keys)
    index.show(2, 12)
    index.commit(12)
    assert sorted(plain) == found(index, keys)
    assert sorted(row for row in plain if row[1] != 2) == found(index, keys, known_at=11)


def test_erased_landmarks_are_gone_from_the_files(tmp_path: Path) -> None:
    mark = np.array([0xDEADBEE5], np.uint32)
    with open_landmarks(tmp_path / "index") as index:
        for media in (1, 2):
            index.append(mark + np.uint32(media), np.array([media]), np.array([5]), added=media)
            index.commit(media)
        index.merge(whole=True)
        assert 1 == index.erase(1, 3)
        files = [path.read_bytes() for path in sorted((tmp_path / "index").iterdir())]
        assert not any((mark + np.uint32(1)).tobytes() in data for data in files)
        assert any((mark + np.uint32(2)).tobytes() in data for data in files)
        assert [] == found(index, mark + np.uint32(1))


def test_a_key_that_sounds_everywhere_is_thinned_weighed_and_told(tmp_path: Path) -> None:
    with open_landmarks(tmp_path / "index") as index:
        for media in range(100):
            index.append(np.full(50, 9, np.uint32), np.full(50, media), np.arange(50) * 20, added=1)
        index.append(np.full(1, 8, np.uint32), np.array([3]), np.array([3]), added=1)
        index.commit(1)
        hits = index.search(np.array([9, 8], np.uint32), most=400)
        assert [5000, 1] == hits.rows.tolist()
        assert 400 == int((hits.query == 0).sum())
        assert set(range(100)) == set(hits.media[hits.query == 0].tolist())
        assert [round((32 / 5000) ** 0.5, 5), 1.0] == sorted({round(float(w), 5) for w in hits.weight})


def test_what_is_wrong_is_refused(filled) -> None:
    index, _ = filled
    with pytest.raises(BadValue, match="uint32"):
        index.search(np.arange(5))
    with pytest.raises(BadValue, match="differ in length"):
        index.append(np.zeros(2, np.uint32), np.zeros(3, np.int64), np.zeros(2, np.int64), added=11)
    with LandmarkIndex(open_shelf(index.shelf.folder, index.shelf.room)) as other, pytest.raises(Busy):
        other.hide(1, 11)


def test_the_rooms_do_not_read_each_other(tmp_path: Path) -> None:
    open_landmarks(tmp_path / "index").close()
    with pytest.raises(Damaged, match="landmarks"):
        open_hashes(tmp_path / "index")


def test_a_search_in_pieces_finds_what_one_in_whole_finds(filled, monkeypatch: pytest.MonkeyPatch) -> None:
    # a hum is heard a million times: what is looked at together is bounded, and the answer is the same
    index, plain = filled
    keys = np.arange(600, dtype=np.uint32)
    index.hide(3, 11)
    index.commit(11)
    whole = index.search(keys)
    seen = []
    for at_once in (64, 7, 1):
        monkeypatch.setattr(sound, "AT_ONCE", at_once)
        hits = index.search(keys)
        seen.append(max(hits.rows))
        for column in ("query", "media", "time_ms", "weight", "rows"):
            assert getattr(whole, column).tolist() == getattr(hits, column).tolist(), (at_once, column)
        for known_at in (0, 4, 10):
            expected = sorted(row for row in plain if row[1] <= known_at)
            assert expected == found(index, keys, known_at=known_at)
    assert 7 < max(seen)  # the keys that are heard oftenest were themselves read in blocks
    index.hide(4, 12)
    index.commit(12)
    assert sorted(row for row in plain if row[1] not in {3, 4}) == found(index, keys)


def test_a_key_that_is_read_in_blocks_is_thinned_evenly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_landmarks(tmp_path / "index") as index:
        for media in range(1, 21):
            index.append(np.full(50, 9, np.uint32), np.full(50, media), np.arange(50) * 10, added=media)
        index.commit(20)
        monkeypatch.setattr(sound, "AT_ONCE", 30)
        hits = index.search(np.array([9, 8], np.uint32), most=100)
        assert [1000, 0] == hits.rows.tolist()
        assert 100 == len(hits)
        assert [5] * 20 == np.bincount(hits.media, minlength=21)[1:].tolist()
        assert sorted(zip(hits.media.tolist(), hits.time_ms.tolist(), strict=True)) == list(
            zip(hits.media.tolist(), hits.time_ms.tolist(), strict=True)
        )
