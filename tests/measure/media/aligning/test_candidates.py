"""Hits of an index to ranked media: a copy among much that is near by chance."""

import time
from types import SimpleNamespace

import numpy as np
import pytest

from sightline.measure.media.aligning.candidates import candidates

STEP_MS = 250
FRAMES = 240


def found(query, media, start, *, distance=10, weight=1.0):
    start = np.asarray(start, np.int64)
    return SimpleNamespace(
        query=np.asarray(query, np.int32),
        distance=np.broadcast_to(np.uint8(distance), start.shape),
        media=np.asarray(media, np.int64),
        start_ms=start,
        end_ms=start + 40,
        weight=np.broadcast_to(np.float32(weight), start.shape),
    )


def merged(*parts):
    names = ("query", "distance", "media", "start_ms", "end_ms", "weight")
    return SimpleNamespace(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    )


def noise(count, media, *, seed=1):
    rng = np.random.default_rng(seed)
    return found(
        rng.integers(0, FRAMES, count),
        rng.integers(0, media, count) + 100,
        rng.integers(0, 60_000, count),
        distance=28,
    )


AT = np.arange(FRAMES) * STEP_MS


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.0, 1.1, 2.0])
def test_a_copy_is_first_with_its_speed_and_offset(speed):
    query = np.arange(40, 80)
    hits = merged(noise(20_000, 600), found(query, np.full(40, 7), AT[query] * speed + 90_000))
    first = candidates(hits, AT)[0]
    assert 7 == first.media
    # ten seconds do not tell the speed sharply: the alignment does, this only says where to look
    assert speed == pytest.approx(first.speed, rel=0.25)
    middle = AT[60]
    assert speed * middle + 90_000 == pytest.approx(first.speed * middle + first.offset_ms, abs=500)
    assert not first.mirrored


def test_rows_that_were_mirrored_vote_apart():
    query = np.arange(20)
    flags = np.zeros(FRAMES, bool)
    flags[:20] = True
    (only,) = candidates(found(query, np.full(20, 3), AT[:20] + 5000), AT, mirrored=flags)
    assert only.mirrored


def test_views_of_one_instant_are_one_frame():
    # eleven views of one frame are no eleven frames
    at = np.zeros(11, np.int64)
    assert () == candidates(found(np.arange(11), np.full(11, 3), np.full(11, 4000)), at, fewest=3.5)


def test_hot_frames_count_little():
    query = np.arange(6)
    assert 1 == len(candidates(found(query, np.full(6, 3), AT[:6] + 5000), AT))
    assert () == candidates(found(query, np.full(6, 3), AT[:6] + 5000, weight=0.05), AT)


def test_no_hits_no_candidates():
    assert () == candidates(found([], [], []), AT)


def test_a_case_of_a_million_frames_is_ranked_quickly():
    candidates(noise(1000, 10), AT)
    began = time.process_time()
    candidates(noise(100_000, 660), AT)
    assert time.process_time() - began < 0.6
