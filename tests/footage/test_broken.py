"""Has each broken film exactly the fault in its name, as a decoder sees it?"""

import itertools

import av
import pytest
from tests.footage.broken import BROKEN, broken
from tests.footage.kept import kept

CHEAP = sorted(set(BROKEN) - {"8k"})


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    return kept(tmp_path_factory)


def readable(path):
    try:
        with av.open(str(path)) as film:
            return len(film.streams.video) > 0
    except av.error.FFmpegError:
        return False


def frames_of(path):
    with av.open(str(path)) as film:
        return [(frame.pts, frame.width, frame.height) for frame in film.decode(video=0)]


@pytest.mark.parametrize("name", CHEAP)
def test_every_fault_can_be_made(films, name):
    assert films.broken(name).stat().st_size > 0


def test_one_frame(films):
    assert 1 == len(frames_of(films.broken("one-frame")))


def test_no_frames(films):
    path = films.broken("no-frames")
    with av.open(str(path)) as film:
        assert 1 == len(film.streams.video)
        assert [] == list(film.decode(video=0))


def test_variable_rate(films):
    stamps = [pts for pts, _, _ in frames_of(films.broken("variable-rate"))]
    steps = {later - earlier for earlier, later in itertools.pairwise(stamps)}
    assert len(steps) > 10
    assert min(steps) > 0


def test_changing_size(films):
    assert {(320, 180), (240, 320)} == {
        (width, high) for _, width, high in frames_of(films.broken("changing-size"))
    }


def test_backwards(films):
    with av.open(str(films.broken("backwards"))) as film:
        stamps = [packet.dts for packet in film.demux(video=0) if packet.dts is not None]
    assert any(later < earlier for earlier, later in itertools.pairwise(stamps))


@pytest.mark.parametrize("name", ["black", "one-colour"])
def test_one_colour_all_over(films, name):
    with av.open(str(films.broken(name))) as film:
        for frame in film.decode(video=0):
            luma = frame.to_ndarray(format="gray")
            assert int(luma.max()) - int(luma.min()) <= 2


def test_sound_or_pictures_alone(films):
    with av.open(str(films.broken("no-sound"))) as film:
        assert (1, 0) == (len(film.streams.video), len(film.streams.audio))
    with av.open(str(films.broken("only-sound"))) as film:
        assert (0, 1) == (len(film.streams.video), len(film.streams.audio))


@pytest.mark.parametrize("name", ["index-cut", "index-zeroed"])
def test_without_an_index_nothing_can_be_read(films, name):
    assert not readable(films.broken(name))


def test_ten_hours(films):
    with av.open(str(films.broken("ten-hours"))) as film:
        assert 36_000 == film.duration // av.time_base


def test_faults_are_the_same_every_time(tmp_path):
    for name in ("one-frame", "black", "picture-1x20000"):
        one, other = broken(tmp_path / "one", name), broken(tmp_path / "other", name)
        assert one.read_bytes() == other.read_bytes()
