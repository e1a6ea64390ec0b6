"""Freezes, loops and gaps are told where they are; honest films show none."""

import numpy as np
import pytest
from PIL import Image
from tests.footage.doctored_films import frames_dropped, frames_duplicated, whole
from tests.footage.kept import kept

from sightline.measure.media.forensics.film_frames import Frames
from sightline.measure.media.forensics.frame_steps import accepts, gaps, measure_frame_steps, warm

SMALL = {"size": (192, 108), "seconds": 6}
SEEDS = (1, 2, 3)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    store = kept(tmp_path_factory)

    def make(maker, seed, **options):
        given = {**SMALL, "seed": seed, **options}
        if maker is not whole:
            given.setdefault("at", 3.0)
        name = f"{maker.__name__}-{seed}"
        return store.make(name, lambda path: maker(path, **given), of=sorted(given.items()))

    return make


def kinds(found):
    return [one["kind"] for one in found.values["stretches"]]


@pytest.mark.parametrize("seed", SEEDS)
def test_an_honest_film_shows_nothing(made, subject, seed):
    given = subject(made(whole, seed))
    found = measure_frame_steps(given)
    assert "nothing" == found.outcome
    assert [] == found.values["stretches"]
    with Image.open(given.out / found.products[0].file) as chart:
        assert ("PNG", 1100) == (chart.format, chart.width)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_freeze_is_found_with_its_length(made, subject, seed):
    found = measure_frame_steps(subject(made(frames_duplicated, seed, count=12)))
    assert "found" == found.outcome
    (freeze,) = [one for one in found.values["stretches"] if one["kind"] == "freeze"]
    assert 12 == pytest.approx(freeze["frames"], abs=1)
    assert 3_000 == pytest.approx(freeze["start_ms"], abs=80)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_loop_is_found_and_where_it_was_before(made, subject, seed):
    found = measure_frame_steps(subject(made(frames_duplicated, seed, count=25, stretch=25)))
    assert "found" == found.outcome
    (loop,) = [one for one in found.values["stretches"] if one["kind"] == "loop"]
    assert 18 <= loop["frames"] <= 27
    assert 3_000 == pytest.approx(loop["start_ms"], abs=80)
    assert 2_000 == pytest.approx(loop["like_ms"], abs=80)


def test_frames_taken_out_of_a_moving_picture_are_a_jump_and_no_more(made, subject):
    told = [measure_frame_steps(subject(made(frames_dropped, seed, count=12))) for seed in SEEDS]
    seen = [one for one in told if kinds(one) == ["jump"]]
    assert len(seen) >= 2
    # a hand that jerks does the same: it is never told as found
    assert {"inconclusive"} == {one.outcome for one in seen}


def test_a_picture_that_stands_still_cannot_be_told(films, subject):
    found = measure_frame_steps(subject(films / "still.mp4"))
    assert "inconclusive" == found.outcome
    assert "hardly moves" in found.sentence


def test_too_few_frames_cannot_be_told(films, subject):
    found = measure_frame_steps(subject(films / "plain.mp4"))
    assert ("inconclusive", True) == (found.outcome, "too few" in found.sentence)


def frames_at(times):
    count = len(times)
    return Frames(
        times_ms=np.array(times),
        kinds=np.full(count, 2, np.int8),
        sizes=np.zeros(count, np.int64),
        sharpness=np.ones(count),
        small=np.zeros((count, 576), np.uint8),
        tags=(),
        codec="h264",
        whole=True,
        faults=0,
    )


def test_frames_missing_by_their_times_are_a_gap():
    times = [40 * at for at in range(200) if not 100 <= at < 107]
    (gap,) = gaps(frames_at(times))
    assert ("gap", 7, 99 * 40) == (gap.kind, gap.frames, gap.start_ms)


def test_a_film_of_variable_rate_has_no_gaps():
    # telephones give each frame the time it takes
    steps = np.random.default_rng(2).choice([20, 33, 33, 50, 66], 300)
    assert [] == gaps(frames_at(np.cumsum(steps)))


def test_real_films_are_not_accused(shared, subject):
    for path in sorted((shared / "data" / "videos").glob("*.mp4")):
        assert "nothing" == measure_frame_steps(subject(path)).outcome


def test_types(films, subject):
    assert accepts("video/mp4")
    assert not accepts("audio/mpeg")
    warm(subject(films / "plain.mp4").sniffed)
