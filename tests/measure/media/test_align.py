"""What two films have in common: pieces, speeds, mirrors, frame rates; and what must not be taken for a copy."""

import time

import numpy as np
import pytest
from tests.measure.media.aligning.made import (
    bits,
    flipped,
    hand_held,
    joined,
    prints,
    resampled,
    tripod,
)

from sightline.measure.media.align import align
from sightline.measure.media.aligning.orientation import MIRRORED, turned
from sightline.measure.media.aligning.prints import Prints, prints_of, read_film
from sightline.model.finding import FramePrint
from sightline.model.match import EDITS


def records(film):
    return [
        FramePrint(int(s), int(e), h.tobytes(), int(q))
        for s, e, h, q in zip(film.start_ms, film.end_ms, film.hashes, film.quality, strict=True)
    ]


@pytest.fixture(scope="module")
def film():
    return hand_held(1, 30)


@pytest.fixture(scope="module")
def other():
    return hand_held(2, 20)


def test_a_film_is_wholly_in_itself(film):
    (found,) = align(film, film)
    assert (0, 30_000) == (found.a_start_ms, found.a_end_ms)
    assert (0, 0) == pytest.approx((found.b_start_ms, found.b_end_ms - 30_000), abs=20)
    assert (1000, 1000, False, ("exact",)) == (found.speed, found.score, found.mirrored, found.edits)


def test_records_and_arrays_give_the_same(film):
    assert align(film, film) == align(records(film), records(film))


def test_films_that_share_nothing_have_no_segment(film, other):
    assert () == align(film, other)
    assert () == align(other, film)


@pytest.mark.parametrize("speed", [0.8, 0.9, 1.0, 1.1, 1.25])
@pytest.mark.parametrize("frame_ms", [40, 1000 / 30])
def test_five_seconds_inside_another_film_are_found_with_their_offset(film, other, speed, frame_ms):
    piece = resampled(film, start=12_000, end=17_000, speed=speed, frame_ms=frame_ms)
    compiled_of = joined(other.chosen(slice(0, 250)), piece, other.chosen(slice(250, 500)))
    (found,) = align(film, compiled_of)
    assert (12_000, 17_000) == pytest.approx((found.a_start_ms, found.a_end_ms), abs=120)
    assert (10_000, 10_000 + 5000 / speed) == pytest.approx((found.b_start_ms, found.b_end_ms), abs=120)
    assert 1000 * speed == pytest.approx(found.speed, abs=12)
    assert "cut" in found.edits
    assert ("speed" in found.edits) == (speed != 1.0)


def test_sides_change_places_with_the_films(film, other):
    piece = joined(other, resampled(film, start=5_000, end=15_000, speed=1.25))
    (there,), (back,) = align(film, piece), align(piece, film)
    assert (there.a_start_ms, there.b_start_ms) == pytest.approx((back.b_start_ms, back.a_start_ms), abs=60)
    assert 1_000_000 == pytest.approx(there.speed * back.speed, rel=0.01)


def test_a_frame_between_two_frames_is_still_a_match():
    # 25 frames a second of which the copy shows blends: each takes half of what its two neighbours differ in
    film = hand_held(3, 12, step=52)
    both = np.unpackbits(film.hashes, axis=1)
    rng = np.random.default_rng(4)
    blend = np.where(rng.random((len(film) - 1, 256)) < 0.5, both[:-1], both[1:])
    at = 20 + np.arange(len(film) - 1) * 40
    (found,) = align(film, prints(at, at + 40, flipped(np.packbits(blend, axis=1), 8, seed=5)))
    assert found.score > 900


def test_a_mirrored_copy_is_found_and_said(film):
    shown = resampled(film, start=4_000, end=20_000)
    shown = prints(shown.start_ms, shown.end_ms, turned(shown.hashes, MIRRORED))
    (found,) = align(film, shown)
    assert found.mirrored
    assert "mirrored" in found.edits
    assert ", mirrored" in found.why
    assert () == align(film, shown, mirrored=False)


def test_a_compilation_lists_what_it_is_made_of():
    sources = [hand_held(seed, 8) for seed in range(20, 26)]
    order = [5, 3, 0, 1]
    made = joined(*(resampled(sources[k], start=1000, end=6000, seed=k) for k in order))
    found = align(joined(*sources), made)
    assert [(8000 * k + 1000, 5000 * order.index(k)) for k in sorted(order)] == [
        pytest.approx((one.a_start_ms, one.b_start_ms), abs=100) for one in found
    ]


def in_views(*layers):
    """One film of several views."""
    names = ("start_ms", "end_ms", "hashes", "quality", "view")
    return Prints(*(np.concatenate([getattr(layer, name) for layer in layers]) for name in names))


def test_two_pieces_of_one_offset_that_agree_in_other_views_are_both_found():
    # a real compilation: the second piece was cropped and lay on the line of the first, which agreed in every view
    first, second = hand_held(31, 10), hand_held(32, 10)
    after = second.start_ms + 10_000
    cropped = prints(after, after + 40, bits(61, len(second)), view=3)
    more = [
        prints(first.start_ms, first.end_ms, bits(70 + view, len(first)), view=view) for view in (4, 5, 6)
    ]
    film = in_views(joined(first, second), cropped, *more)
    shown = in_views(joined(first, prints(after, after + 40, cropped.hashes)), *more)
    found = align(film, shown)
    assert [0, 10_000] == pytest.approx([one.a_start_ms for one in found], abs=100)
    assert "cropped" in found[1].edits
    assert "a" == found[1].crop.of


def test_a_loop_of_two_seconds_is_found_each_time_it_runs():
    loop = hand_held(7, 2)
    found = align(joined(*[loop] * 5), loop)
    assert [0, 2000, 4000, 6000, 8000] == pytest.approx([one.a_start_ms for one in found], abs=60)


# ------------------------------------------------------------------------------------ what stands still is no evidence


def test_one_picture_that_stands_in_both_is_one_segment_without_offset():
    found = align(prints([0], [60_000], bits(5, 1)), prints([0], [30_000], bits(5, 1)))
    assert 1 == len(found)
    assert 250 == found[0].score
    assert 30_000 == found[0].offset_error_ms
    assert "does not tell the offset" in found[0].why


def test_a_tripod_with_noise_gives_one_segment_not_hundreds():
    found = align(tripod(1, 60, scene=3, moving=0, noise=5), tripod(2, 40, scene=3, moving=0, noise=5))
    assert 1 == len(found)
    assert found[0].score <= 250


@pytest.mark.parametrize("moving", [12, 24, 40, 60])
def test_the_same_street_at_another_time_is_not_a_copy(moving):
    # every frame lies within the radius of every other: only who passes when tells the recordings apart
    there = tripod(1, 40, scene=3, moving=moving, noise=4)
    assert () == align(there, tripod(2, 40, scene=3, moving=moving, noise=4))


@pytest.mark.parametrize("moving", [16, 24, 40])
def test_the_same_recording_of_a_street_is_found_with_its_offset(moving):
    there = tripod(1, 60, scene=3, moving=moving)
    (found,) = align(there, resampled(there, start=20_000, end=50_000))
    assert 20_000 == pytest.approx(
        found.a_start_ms - found.b_start_ms, abs=2 * max(40, found.offset_error_ms)
    )


def test_slides_are_found_by_their_order():
    slides = joined(*(prints([0], [5000], bits(k, 1)) for k in range(10)))
    shown = joined(*(prints([0], [5000], flipped(bits(k, 1), 5, seed=k)) for k in range(2, 8)))
    (found,) = align(slides, shown)
    assert 10_000 == pytest.approx(found.a_start_ms - found.b_start_ms, abs=1000)


def test_frames_all_of_one_colour_are_no_evidence():
    black = prints(np.arange(500) * 40, np.arange(500) * 40 + 40, np.zeros((500, 32)), quality=0)
    assert () == align(black, black)
    assert () == align(prints([0], [0], np.zeros((1, 32)), quality=0), black)


def test_frames_of_low_quality_found_nothing_but_carry_on():
    film = hand_held(8, 20)
    assert () == align(film, prints(film.start_ms, film.end_ms, film.hashes, quality=40))
    dim = prints(
        film.start_ms, film.end_ms, film.hashes, quality=np.where(np.arange(len(film)) < 250, 100, 40)
    )
    (found,) = align(film, dim)
    assert 20_000 == pytest.approx(found.b_end_ms, abs=100)


def test_a_slate_known_from_many_films_is_no_evidence():
    slate = prints([0], [6000], bits(50, 1))
    one, other = joined(slate, hand_held(51, 10)), joined(slate, hand_held(52, 10))
    assert 1 == len(align(one, other))
    assert () == align(one, other, hot=bits(50, 1))


def test_a_copy_is_found_in_a_film_with_a_black_part():
    film = hand_held(9, 20)
    quality = np.where((film.start_ms >= 6000) & (film.start_ms < 14_000), 0, 100)
    hashes = np.where(quality[:, None] == 0, 0, film.hashes)
    dark = prints(film.start_ms, film.end_ms, hashes, quality=quality)
    found = align(film, resampled(dark))
    assert found[0].a_start_ms < 100
    assert found[-1].a_end_ms > 19_900
    assert all(one.a_start_ms == pytest.approx(one.b_start_ms, abs=60) for one in found)


# ------------------------------------------------------------------------------------------------------ odd and large


@pytest.mark.parametrize("count", [0, 1, 2])
def test_films_of_hardly_any_frames(count, film):
    few = prints(np.arange(count) * 40, np.arange(count) * 40 + 40, film.hashes[:count])
    align(few, few)
    align(film, few)
    align(few, film)


def test_times_that_run_backwards_are_put_in_order(film):
    mixed = records(film)
    np.random.default_rng(1).shuffle(mixed)
    assert align(film, film) == align(prints_of(mixed), film)


def test_minutes_against_ten_hours_in_bounded_time(film):
    hours = hand_held(99, 36_000, frame_ms=400)
    at = 20_000_000
    whole = joined(hours.chosen(hours.start_ms < at), resampled(film), hours.chosen(hours.start_ms >= at))
    began = time.process_time()
    (found,) = align(film, whole)
    assert at == pytest.approx(found.b_start_ms, abs=100)
    assert 0 == pytest.approx(found.a_start_ms, abs=100)
    assert time.process_time() - began < 20


def test_edits_stand_in_their_order_and_the_sentence_counts(film, other):
    shown = joined(other, resampled(film, start=10_000, end=22_000, speed=1.25))
    (found,) = align(film, shown)
    assert list(found.edits) == sorted(found.edits, key=EDITS.index)
    assert "12.0 s of the one from 0:10 appear in the other from 0:20" in found.why
    assert "frames agree" in found.why
    assert 6 == len(found.pairs)
    assert all(one.bits <= 40 for one in found.pairs)


def test_the_shared_films(shared):
    folder = shared / "data/videos"
    hd, grey, chair = (
        read_film(folder / name)
        for name in ("pattern-hd-no-bar.mp4", "pattern-sd-grey-bar.mp4", "chair-20-sd-bar.mp4")
    )
    (found,) = align(hd, grey)
    assert 0 == pytest.approx(found.a_start_ms - found.b_start_ms, abs=60)
    assert 6800 == pytest.approx(found.a_end_ms - found.a_start_ms, abs=100)
    assert "bordered" in found.edits
    assert () == align(hd, chair)
    assert () == align(chair, grey)
