"""Runs of like frames: where they begin and end, and how many may be kept."""

import tracemalloc

import numpy as np

from sightline.measure.media.runs import AllRuns, Runs
from sightline.model.finding import FramePrint

ONE, OTHER = bytes(32), b"\xff" * 32


def test_a_frame_near_the_first_of_its_run_belongs_to_it():
    runs = Runs("full")
    near = b"\xff" + bytes(31)
    assert [True, False, True] == [runs.add(0, ONE, 80), runs.add(40, near, 70), runs.add(80, OTHER, 60)]
    runs.end(120)
    assert [FramePrint(0, 80, ONE, 80), FramePrint(80, 120, OTHER, 60)] == list(runs)


def test_a_view_that_is_gone_for_a_while_ends_its_run():
    runs = Runs("inner")
    runs.add(0, ONE, 80)
    runs.end(40)
    assert runs.add(80, ONE, 80)
    runs.end(120)
    assert [(0, 40), (80, 120)] == [(one.start_ms, one.end_ms) for one in runs]


def test_views_come_in_their_stored_order():
    runs = AllRuns()
    runs["inner"].add(0, ONE, 80)
    runs["full"].add(0, ONE, 80)
    runs.finish(40)
    assert ["full", "inner"] == [one.view for one in runs.prints()]
    assert {"full": 1, "inner": 1} == runs.counts()


def test_there_is_an_end_to_rows_and_it_is_said_when():
    runs = AllRuns(most=3)
    assert [True, True, False] == [
        runs.room_for(2, at) and runs["full"].add(at, bytes([at]) * 32, 9) for at in (0, 255, 7)
    ]
    assert 7 == runs.full_since
    assert not runs.room_for(0, 300)


def test_ten_hours_of_hand_held_film_fit():
    # 10 hours at 30 frames a second, nine frames in ten different
    hashes = np.random.default_rng(1).integers(0, 255, (1000, 32), np.uint8)
    rows = [one.tobytes() for one in hashes]
    tracemalloc.start()
    runs = Runs("full")
    for at in range(100_000):
        runs.add(at * 33, rows[at % 1000], 80)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 100_000 == len(runs)
    assert used < 100_000 * 75
