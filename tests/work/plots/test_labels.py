"""Room for words: the nearest free spot, off the lines where it can be, nowhere when all is taken."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sightline.work.plots.labels import Room, around


def test_words_stand_where_they_are_wanted_when_it_is_free() -> None:
    room = Room((0, 0, 200, 100))
    assert (50.0, 50.0) == room.place((40, 10), *around((50, 50), 40, 4))


def test_words_keep_off_what_is_taken() -> None:
    room = Room((0, 0, 200, 100))
    room.take(50, 50, 20, 20)
    x, y = room.place((40, 10), *around((50, 50), 40, 4)) or (0.0, 0.0)
    assert abs(x - 50) >= 30 or abs(y - 50) >= 15


def test_words_rather_move_than_lie_across_a_line() -> None:
    room = Room((0, 0, 200, 100))
    room.cross(np.stack((np.arange(0.0, 200.0, 4.0), np.full(50, 50.0)), axis=1))
    room.cross(np.array([[np.nan, np.nan]]))
    _, y = room.place((40, 10), *around((100, 50), 40, 4)) or (0.0, 50.0)
    assert abs(y - 50) >= 5


def test_where_all_is_taken_nothing_is_placed() -> None:
    room = Room((0, 0, 100, 100))
    room.take(50, 50, 100, 100)
    assert room.place((40, 10), *around((50, 50), 40, 4)) is None
    assert Room((0, 0, 30, 30)).place((40, 10), *around((15, 15), 40, 4)) is None


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200)), max_size=12))
def test_no_two_of_any_words_meet(wanted: list[tuple[float, float]]) -> None:
    room = Room((0, 0, 300, 200))
    placed = [at for one in wanted if (at := room.place((50, 12), *around(one, 80, 8))) is not None]
    for number, (x, y) in enumerate(placed):
        assert 25 <= x <= 275
        assert 6 <= y <= 194
        assert all(abs(x - a) >= 50 or abs(y - b) >= 12 for a, b in placed[:number])
