"""Do the pieces stand where the compositions say?"""

import numpy as np
import pytest
from tests.footage.compile import join, picture_in_picture, put_into, stack
from tests.footage.encoding import RATE, has_sound, read_luma, read_sound, seconds_of, size_of
from tests.footage.kept import kept

from sightline.measure.media.fingerprint import pdq


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    return kept(tmp_path_factory)


@pytest.fixture
def piece(films):
    return films.scene(seed=3, seconds=2.4, size=(320, 180))


@pytest.fixture
def other(films):
    return films.scene(seed=4, seconds=2, size=(320, 180))


def bits_apart(one, other):
    one, other = (np.unpackbits(np.frombuffer(pdq(luma)[0], np.uint8)) for luma in (one, other))
    return int((one != other).sum())


def alike(one, other):
    """Correlate the loudness of two stretches of sound in windows of 10 ms."""
    count = min(len(one), len(other)) // 441
    curves = [
        np.log(1e-4 + np.abs(sound[: count * 441]).reshape(count, 441).mean(1)) for sound in (one, other)
    ]
    return float(np.corrcoef(*curves)[0, 1])


def test_a_piece_put_into_another_film_stands_where_it_was_put(piece, other, tmp_path):
    path = put_into(piece, other, tmp_path / "put.mp4", at=1.0, length=1.2, piece_start=0.8)
    frames, source, host = read_luma(path), read_luma(piece), read_luma(other)
    assert 50 + 30 == len(frames)
    assert 31 >= bits_apart(host[10], frames[10])
    assert 31 >= bits_apart(source[20], frames[25])
    assert 31 >= bits_apart(source[48], frames[53])
    assert 31 >= bits_apart(host[40], frames[70])
    heard = read_sound(path)[round(1.0 * RATE) : round(2.2 * RATE)]
    assert 0.8 < alike(read_sound(piece)[round(0.8 * RATE) : round(2.0 * RATE)], heard)


def test_a_faster_piece_is_shorter(piece, other, tmp_path):
    path = put_into(piece, other, tmp_path / "fast.mp4", at=1.0, length=2.2, piece_start=0.0, speed=1.1)
    frames = read_luma(path)
    assert 50 + 50 == len(frames)
    assert 31 >= bits_apart(read_luma(piece)[33], frames[25 + 30])


def test_a_mute_piece_of_another_size_fits_in(films, other, tmp_path):
    mute = films.scene(seed=6, seconds=2, size=(180, 320), rate=30, sound=False)
    path = put_into(mute, other, tmp_path / "mute.mp4", at=0.0, length=1.0, piece_start=0.4)
    assert (320, 180) == size_of(path)
    assert 3.0 == pytest.approx(seconds_of(path), abs=0.06)
    assert has_sound(path)


def test_picture_in_picture_keeps_the_inner_sound(piece, other, tmp_path):
    path = picture_in_picture(piece, other, tmp_path / "inner.mp4", scale=0.5)
    frame = read_luma(path)[30]
    assert 40 >= bits_apart(read_luma(piece)[30], frame[8:98, 150:310])
    count = round(1.8 * RATE)
    assert 0.8 < alike(read_sound(piece)[:count], read_sound(path)[:count])


@pytest.mark.parametrize("way, size", [("h", (640, 180)), ("v", (320, 360))])
def test_stacked_films_stand_side_by_side(piece, other, tmp_path, way, size):
    path = stack(piece, other, tmp_path / f"{way}.mp4", way=way)
    assert size == size_of(path)
    frame = read_luma(path)[30]
    second = frame[:, 320:] if way == "h" else frame[180:]
    assert 31 >= bits_apart(read_luma(piece)[30], frame[:180, :320])
    assert 31 >= bits_apart(read_luma(other)[30], second)


def test_a_compilation_plays_one_after_the_other(piece, other, tmp_path):
    path = join([piece, other], tmp_path / "join.mp4")
    frames = read_luma(path)
    assert 110 == len(frames)
    assert 31 >= bits_apart(read_luma(other)[40], frames[60 + 40])
