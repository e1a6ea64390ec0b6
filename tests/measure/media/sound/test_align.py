"""Alignment of sounds: parts, speeds, bad copies, and nothing where nothing is shared."""

import itertools

import numpy as np
import pytest
from tests.measure.media.sound.soundtracks import (
    at_8k,
    band_limited,
    filmed_off_a_screen,
    hum,
    noisy,
    resampled,
    soundtrack,
    white,
)

from sightline.measure.media.sound.align import align_sound
from sightline.measure.media.sound.evidence import rises
from sightline.measure.media.sound.peaks import peaks_of


def test_a_sound_is_itself(prints):
    (one,) = align_sound(prints[0], prints[0])
    assert (1000, "sound", 1000) == (one.speed, one.signal, one.score)
    assert one.a_start_ms == one.b_start_ms
    assert "lie at the same time and pitch" in one.why


@pytest.mark.parametrize("seed", range(5))
def test_five_seconds_inside_another_recording_are_found_with_their_offset(tracks, prints, seed):
    other = tracks[(seed + 1) % 5]
    piece = filmed_off_a_screen(tracks[seed][56_000:96_000], rate=8_000)
    film = np.concatenate([other[:40_000], piece, other[40_000:]])
    (one,) = (s for s in align_sound(prints[seed], peaks_of(film)))
    # 7 s of A are at 5 s of B
    assert 2_000 == pytest.approx(one.a_start_ms - one.b_start_ms, abs=40)
    assert 1000 == pytest.approx(one.speed, abs=8)
    assert one.b_start_ms >= 4_000
    assert one.b_end_ms <= 11_000
    assert one.b_end_ms - one.b_start_ms > 2_500


@pytest.mark.parametrize("speed", [0.5, 0.8, 0.9, 1.0417, 1.1, 1.37, 2.0])
def test_speed_with_the_pitch_moved(tracks, prints, speed):
    (one,) = align_sound(prints[4], peaks_of(resampled(tracks[4], speed)))
    assert 1000 * speed == pytest.approx(one.speed, abs=2)
    assert ("speed",) == one.edits
    assert f"{speed:.3f} times as fast, its pitch moved" in one.why
    assert one.b_start_ms * speed == pytest.approx(one.a_start_ms, abs=25)


@pytest.mark.parametrize(
    "edit",
    [
        lambda one: noisy(one, 0),
        lambda one: band_limited(one, 400, 2_500, rate=8_000),
        lambda one: filmed_off_a_screen(one, rate=8_000),
        lambda one: np.clip(one * 6, -0.5, 0.5),
        lambda one: np.rint(one * 12) / np.float32(12),
    ],
    ids=["noise as loud", "band", "screen", "clipped", "four bits"],
)
def test_bad_copies_keep_their_offset(tracks, prints, edit):
    for track, peaks in zip(tracks, prints, strict=True):
        copy = peaks_of(edit(track)[12_345:])
        found = align_sound(peaks, copy)
        assert 1 == len(found)
        assert 12_345 / 8 == pytest.approx(found[0].a_start_ms - found[0].b_start_ms, abs=25)


def test_a_compilation_lists_what_it_is_made_of(tracks, prints):
    parts = [(0, 16_000, 64_000), (1, 80_000, 130_000), (4, 30_000, 90_000)]
    film = peaks_of(np.concatenate([tracks[which][low:high] for which, low, high in parts]))
    begin = 0
    for which, low, high in parts:
        (one,) = align_sound(prints[which], film)
        assert (low - begin) / 8 == pytest.approx(one.a_start_ms - one.b_start_ms, abs=20)
        assert begin / 8 - 300 <= one.b_start_ms <= one.b_end_ms <= (begin + high - low) / 8 + 500
        begin += high - low


def test_two_pieces_of_one_recording_in_the_other_order_are_two_segments(tracks, prints):
    track = tracks[4]
    film = peaks_of(np.concatenate([track[90_000:150_000], track[10_000:70_000]]))
    found = align_sound(prints[4], film)
    assert [(10_000 - 60_000) / 8, 90_000 / 8] == [
        pytest.approx(one.a_start_ms - one.b_start_ms, abs=20) for one in found
    ]


def test_unrelated_recordings_share_nothing(prints):
    more = [peaks_of(at_8k(soundtrack(seed, 20))) for seed in (7, 12)]  # music in other keys and tempi
    assert [] == [
        (at, other)
        for (at, a), (other, b) in itertools.combinations(enumerate([*prints, *more]), 2)
        if len(align_sound(a, b)) > 0
    ]


def test_silence_hum_and_noise_match_nothing_not_even_themselves(prints):
    empty = [np.zeros(160_000, np.float32), hum(20, 8_000), white(1, 20, 8_000), white(2, 20, 8_000)]
    made = [peaks_of(one) for one in empty]
    for one, other in itertools.combinations_with_replacement([*made, prints[0]], 2):
        if other is not prints[0] or one is not prints[0]:
            assert () == align_sound(one, other)


def test_the_answer_is_the_same_every_time(tracks, prints):
    copy = peaks_of(noisy(tracks[2], 3))
    assert align_sound(prints[2], copy) == align_sound(prints[2], copy)


def test_the_two_sides_agree(tracks, prints):
    copy = peaks_of(resampled(tracks[0], 1.2)[4_000:])
    (there,), (back,) = align_sound(prints[0], copy), align_sound(copy, prints[0])
    assert 1_000_000 == pytest.approx(there.speed * back.speed, rel=0.005)
    assert there.a_start_ms == pytest.approx(back.b_start_ms, abs=400)


@pytest.mark.parametrize(
    "values, stretches",
    [
        ([], []),
        ([1, 1, 1], [(0, 3, 3)]),
        ([-1, 2, 2, -1, 2, -1], [(1, 5, 5)]),
        ([3, 3, *[-1] * 5, 3, 3, -9], [(0, 2, 6), (7, 9, 6)]),
        ([1, -2, 1], []),
    ],
)
def test_rises(values, stretches):
    assert stretches == rises(np.array(values, float), 3, 4)
