"""Peaks: where they are, how many, and that they survive noise, level, and being handed over in pieces."""

import itertools

import numpy as np
import pytest
from tests.measure.media.sound.soundtracks import filmed_off_a_screen, hum, noisy, white

from sightline.measure.media.sound.peaks import UNITS_PER_OCTAVE, find_peaks, peaks_of
from sightline.measure.media.sound.spectrum import LOWEST_HZ
from sightline.measure.media.sound.telling import says_too_little, telling


def test_a_tone_that_begins_is_a_peak_at_its_pitch_and_time():
    sound = np.random.default_rng(1).standard_normal(8_000 * 6).astype(np.float32) * 1e-4
    time = np.arange(1_600) / 8_000
    sound[24_000:25_600] += (0.3 * np.sin(2 * np.pi * 1_000 * time) * np.hanning(1_600)).astype(np.float32)
    peaks = peaks_of(sound)
    loudest = int(peaks.strengths.argmax())
    assert 3_100 == pytest.approx(peaks.times_ms[loudest], abs=12)
    assert UNITS_PER_OCTAVE * np.log2(1_000 / LOWEST_HZ) == pytest.approx(peaks.bins[loudest], abs=1)


def test_level_changes_little(tracks, prints):
    # 20 dB softer; what is lost lies in the pauses, near the floor
    for track, loud in zip(tracks, prints, strict=True):
        assert 0.8 < shared(loud, peaks_of(track * np.float32(0.1)))


def test_peaks_are_as_many_as_told(prints):
    for one in prints:
        assert 10 <= len(one) / 20 <= 36


@pytest.mark.parametrize(
    "edit", [lambda one: noisy(one, 6), lambda one: filmed_off_a_screen(one, rate=8_000)]
)
def test_peaks_survive(tracks, prints, edit):
    # measured: 0.4 to 0.5 off a screen, where chance is 0.02
    for track, peaks in zip(tracks, prints, strict=True):
        assert 0.3 < shared(peaks_of(edit(track)), peaks)


def test_pieces_give_the_peaks_of_the_whole(tracks):
    sound = np.concatenate([*tracks[:4], *tracks[:4]])
    whole = peaks_of(sound)
    edges = [0, 1, 777, 30_000, 30_001, 411_000, len(sound)]
    pieces = find_peaks((low, sound[low:high]) for low, high in itertools.pairwise(edges))
    assert whole.times_ms.tolist() == pieces.times_ms.tolist()
    assert whole.bins.tolist() == pieces.bins.tolist()


def test_a_gap_moves_what_comes_after(tracks):
    after = find_peaks([(0, tracks[0]), (8_000 * 60, tracks[0])])
    (later,) = np.nonzero(after.times_ms > 40_000)
    assert peaks_of(tracks[0]).times_ms.tolist() == (after.times_ms[later] - 60_000).tolist()


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(8_000 * 20, np.float32),
        hum(20, 8_000),
        hum(20, 8_000, 400),
        white(1, 60, 8_000),
        np.zeros(0, np.float32),
        np.ones(500, np.float32),
        np.full(8_000 * 3, 0.5, np.float32),
    ],
)
def test_silence_hum_and_noise_say_too_little(sound):
    assert says_too_little(peaks_of(sound))


def test_ten_minutes_of_white_noise_hold_hardly_a_telling_peak():
    assert 3 >= telling(peaks_of(white(3, 600, 8_000)))


def test_recordings_say_enough(prints):
    assert not any(says_too_little(one) for one in prints)


def shared(one, other):
    """Return the share of peaks with one at the same time and pitch in the other."""
    found = 0
    for at, pitch in zip(one.times_ms, one.bins, strict=True):
        low, high = np.searchsorted(other.times_ms, [at - 30, at + 31])
        found += bool((np.abs(other.bins[low:high].astype(int) - pitch) <= 4).any())
    return found / len(one)
