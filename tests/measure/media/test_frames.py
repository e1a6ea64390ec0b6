"""One pass over films: fingerprints of every frame, runs, key frames, and films cut off or turned."""

import itertools

import numpy as np
import pytest
from PIL import Image

from sightline.core.errors import Damaged, WrongUse
from sightline.measure.media.drawing import timecode
from sightline.measure.media.fingerprint import pdq
from sightline.measure.media.frames import measure_frames
from sightline.measure.media.keyframes import KeyFrames
from sightline.measure.media.stills import measure_stills, wanted_times
from sightline.measure.media.views import hash_upright


def distance(one, other):
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).bit_count()


def test_a_still_scene_is_one_run_from_begin_to_end(films, subject):
    finding = measure_frames(subject(films / "still.mp4", views="whole"))
    assert 50 == finding.values["frames"]
    assert [(0, 2000)] == [(one.start_ms, one.end_ms) for one in finding.prints]
    assert finding.prints[0].quality > 50


def test_a_cut_begins_a_run_and_gives_a_key_frame(films, subject):
    finding = measure_frames(subject(films / "cut.mp4", views="whole"))
    assert (0, 1200) == (finding.prints[0].start_ms, finding.prints[0].end_ms)
    assert 1200 in finding.values["key_frames_ms"]
    assert distance(finding.prints[0].pdq, finding.prints[-1].pdq) > 60


def test_runs_cover_the_film_without_a_gap(films, subject):
    prints = measure_frames(subject(films / "plain.mp4", views="whole")).prints
    assert all(one.end_ms == other.start_ms for one, other in itertools.pairwise(prints))
    assert (0, 1200) == (prints[0].start_ms, prints[-1].end_ms)


def test_the_shared_films_have_the_runs_measured_before(shared, subject):
    # reference: 206 frames in 184 runs at 8 bits; 614 in about 536
    pattern = measure_frames(subject(shared / "data/videos/pattern-hd-no-bar.mp4", views="whole"))
    assert 206 == pattern.values["frames"]
    assert 184 == pytest.approx(len(pattern.prints), abs=4)


def test_a_copy_in_another_rendition_is_near_frame_by_frame(shared, subject):
    hd = measure_frames(subject(shared / "data/videos/pattern-hd-no-bar.mp4", views="whole"))
    chair = measure_frames(subject(shared / "data/videos/chair-20-sd-bar.mp4", views="whole"))
    assert min(distance(one.pdq, other.pdq) for one in hd.prints for other in chair.prints) > 31


def test_products_are_made_and_named(films, subject):
    given = subject(films / "cut.mp4", key_frames=3)
    finding = measure_frames(given)
    roles = [one.role for one in finding.products]
    assert (1, 3) == (roles.count("contact_sheet"), roles.count("key_frame"))
    for product in finding.products:
        with Image.open(given.out / product.file) as picture:
            assert "JPEG" == picture.format


def test_no_time_left_is_said_and_what_there_is_is_kept(films, subject):
    finding = measure_frames(subject(films / "plain.mp4", seconds=0, threads=1, views="whole"))
    assert "inconclusive" == finding.outcome
    assert "time allowed ran out" in finding.sentence


def test_a_film_damaged_in_the_middle_keeps_its_good_parts(films, subject, tmp_path):
    whole = bytearray((films / "plain.mp4").read_bytes())
    whole[len(whole) // 3 : len(whole) // 2] = bytes(len(whole) // 2 - len(whole) // 3)
    path = tmp_path / "hurt.mp4"
    path.write_bytes(whole)
    finding = measure_frames(subject(path, views="whole"))
    assert finding.values["frames"] > 5


def test_a_turned_film_is_hashed_upright():
    upright = np.random.default_rng(2).random((64, 64)).astype(np.float32) * 255
    # stored turned by 90 degrees counter-clockwise, shown turned by 90 clockwise
    stored = np.ascontiguousarray(np.rot90(upright))
    assert hash_upright(upright, 0) == hash_upright(stored, 90)


def test_frames_agree_with_the_picture_they_show(films, subject):
    given = subject(films / "still.mp4", key_frames=1)
    finding = measure_frames(given)
    assert finding.products[1].media_time_ms == 0
    with Image.open(given.out / finding.products[1].file) as still:
        hashed, _ = pdq(np.asarray(still.convert("L")))
    assert distance(hashed, finding.prints[0].pdq) <= 16


def test_key_frames_stay_few_for_any_length():
    keys = KeyFrames()
    flat = np.zeros((64, 64), np.float32)
    for at in range(0, 3_600_000, 200):
        keys.offer(at, keys.jump(flat), lambda: lambda: None)
    assert 12 <= len(keys.chosen()) <= 24


@pytest.mark.parametrize("ms, text", [(0, "0:00.0"), (41_250, "0:41.2"), (3_723_900, "1:02:03.9")])
def test_time_codes(ms, text):
    assert text == timecode(ms)


def test_stills_from_a_time_on(shared, subject):
    given = subject(
        shared / "data/videos/chair-20-sd-bar.mp4",
        from_ms=9000,
        count=4,
        step_ms=500,
        marks=[{"x": 100, "y": 100, "width": 300, "height": 300, "caption": "a chair"}],
    )
    finding = measure_stills(given)
    assert [pytest.approx(time, abs=34) for time in (9000, 9500, 10000, 10500)] == finding.values["times_ms"]
    assert [one.media_time_ms for one in finding.products if one.role == "key_frame"] == finding.values[
        "times_ms"
    ]


def test_stills_after_the_end_show_the_last_frame(films, subject):
    finding = measure_stills(subject(films / "plain.mp4", from_ms=90_000, count=2, step_ms=100))
    assert 1 == len(finding.values["times_ms"])


@pytest.mark.parametrize(
    "wrong", [{"count": 0}, {"count": 1000}, {"from_ms": -1}, {"marks": [{"x": 5000}]}, {"marks": "all"}]
)
def test_stills_that_cannot_be_meant_are_refused(films, subject, wrong):
    with pytest.raises(WrongUse):
        measure_stills(subject(films / "plain.mp4", **wrong))


def test_wanted_times_are_even():
    assert [0, 500, 1000, 1500] == wanted_times(
        {"from_ms": 0, "to_ms": None, "step_ms": None, "count": 4}, 2000
    )


def test_a_file_without_frames_is_damage(subject, tmp_path, make):
    with pytest.raises(Damaged):
        measure_frames(subject(make.tracks(tmp_path / "none.mp4", 1), views="whole"))
