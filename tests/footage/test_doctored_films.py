"""Is the tampering where the truth says?"""

import itertools

import numpy as np
from tests.footage import doctored_films
from tests.footage.encoding import RATE, read_luma, read_sound

SMALL = {"size": (160, 90), "seconds": 4}


def apart(one, other):
    return float(np.abs(one.astype(int) - other).mean())


def test_dropped_frames_leave_a_jump(tmp_path):
    truth = doctored_films.frames_dropped(tmp_path / "a.mp4", seed=3, at=2.0, count=12, **SMALL)
    frames = read_luma(truth.path)
    assert 100 - 12 == len(frames)
    steps = [apart(one, other) for one, other in itertools.pairwise(frames)]
    assert round(truth.start * 25) - 1 == int(np.argmax(steps))


def test_duplicated_frames_stand_still_or_come_again(tmp_path):
    frozen = doctored_films.frames_duplicated(tmp_path / "a.mp4", seed=3, at=2.0, count=10, **SMALL)
    frames = read_luma(frozen.path)
    assert 110 == len(frames)
    assert apart(frames[51], frames[58]) < 2 < apart(frames[48], frames[49])
    looped = doctored_films.frames_duplicated(
        tmp_path / "b.mp4", seed=3, at=2.0, count=20, stretch=20, **SMALL
    )
    frames = read_luma(looped.path)
    assert apart(frames[40], frames[60]) < 0.5 * apart(frames[40], frames[50])


def test_a_part_encoded_twice_is_poorer(tmp_path):
    truth = doctored_films.part_reencoded(tmp_path / "a.mp4", seed=3, start=1.0, end=3.0, **SMALL)
    fine = [float(np.abs(np.diff(frame.astype(int), 2, axis=1)).mean()) for frame in read_luma(truth.path)]
    assert np.mean(fine[25:75]) < 0.8 * np.mean([*fine[:25], *fine[75:]])


def test_a_film_encoded_twice_is_shorter_by_the_offset(tmp_path):
    truth = doctored_films.twice_encoded(tmp_path / "a.mp4", seed=3, offset=7, **SMALL)
    assert 93 == len(read_luma(truth.path))


def test_the_hum_jumps_where_the_sound_is_cut(tmp_path):
    truth = doctored_films.humming(
        tmp_path / "a.mp4", seed=3, gone_at=3.0, size=(64, 36), seconds=6, loud=0.3
    )
    sound = read_sound(truth.path)
    t = np.arange(len(sound)) / RATE
    turned = sound * np.exp(-2j * np.pi * 100 * t)
    window = RATE // 2
    phases = [
        np.angle(turned[at : at + window].sum()) for at in (2 * RATE, round(2.4 * RATE), round(3.1 * RATE))
    ]
    # the second harmonic carries most; it turns twice as far
    expected = (2 * truth.numbers["turns"] + 0.5) % 1 - 0.5
    measured = (phases[2] - phases[1]) / (2 * np.pi)
    assert abs((measured - expected + 0.5) % 1 - 0.5) < 0.12
    assert abs(((phases[1] - phases[0]) / (2 * np.pi) + 0.5) % 1 - 0.5) < 0.1


def test_the_noise_floor_rises_inside(tmp_path):
    truth = doctored_films.noise_floor_changed(
        tmp_path / "a.mp4", seed=3, start=2.0, end=4.0, louder_db=18, size=(64, 36), seconds=6
    )
    sound = read_sound(truth.path)
    high = np.abs(np.diff(sound, 3))
    stretches = ((0.5, 1.9), (2.1, 3.9), (4.1, 5.5))
    floors = [np.percentile(high[round(begin * RATE) : round(end * RATE)], 20) for begin, end in stretches]
    assert floors[1] > 1.5 * max(floors[0], floors[2])


def test_a_piece_and_a_whole(tmp_path):
    piece = doctored_films.piece_cut_out(tmp_path / "a.mp4", seed=3, start=1.0, length=2.0, size=(160, 90))
    assert 50 == len(read_luma(piece.path))
    honest = doctored_films.whole(tmp_path / "b.mp4", seed=3, **SMALL)
    assert 100 == len(read_luma(honest.path))
