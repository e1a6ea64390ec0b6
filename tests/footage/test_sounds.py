"""Is the sound rich enough to be told apart, and the same with every call?"""

import numpy as np
from tests.footage.encoding import RATE, read_sound, write_wave
from tests.footage.sounds import bang, loud_of, sound_of_scene


def spectrum(sound):
    """Return (time, frequency) magnitudes of windows of 2048 samples."""
    count = len(sound) // 1024 - 1
    windows = np.stack([sound[at * 1024 : at * 1024 + 2048] for at in range(count)])
    return np.abs(np.fft.rfft(windows * np.hanning(2048), axis=1))


def landmarks(sound):
    """Return the strongest frequency of each window in four bands, as a set of (window, band, bin)."""
    strong = spectrum(sound)
    found = set()
    for band, (low, high) in enumerate(((5, 25), (25, 60), (60, 120), (120, 300))):
        found |= {(at, band, int(line[low:high].argmax())) for at, line in enumerate(strong)}
    return found


def test_sound_is_the_same_with_every_call():
    assert np.array_equal(sound_of_scene(5, seconds=2), sound_of_scene(5, seconds=2))


def test_sounds_of_two_seeds_are_different():
    one, other = (landmarks(sound_of_scene(seed, seconds=6)) for seed in (1, 2))
    assert len(one & other) < 0.15 * len(one)


def test_peaks_survive_noise_and_a_lower_rate():
    # what a fingerprint needs: the strongest tones of each moment stay where they are
    sound = sound_of_scene(3, seconds=6)
    noisy = sound + np.random.default_rng(1).normal(0, 0.1 * loud_of(sound), len(sound))
    one, other = landmarks(sound), landmarks(noisy)
    assert len(one & other) > 0.6 * len(one)


def test_sound_is_neither_silent_nor_clipped():
    for seed in range(1, 6):
        sound = sound_of_scene(seed, seconds=4)
        assert len(sound) == 4 * RATE
        assert 0.05 < loud_of(sound) < 0.6
        assert np.abs(sound).max() < 1


def test_a_bang_rises_at_once():
    blow = np.abs(bang(np.random.default_rng(1)))
    assert blow[: RATE // 50].max() > 5 * np.abs(blow[RATE // 2 :]).mean()


def test_what_is_written_is_read_again(tmp_path):
    sound = sound_of_scene(6, seconds=1)
    assert np.allclose(sound, read_sound(write_wave(tmp_path / "a.wav", sound)), atol=1e-4)
