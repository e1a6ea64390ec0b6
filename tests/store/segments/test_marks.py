"""Hidden and shown by position: what holds is the last mark up to then."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sightline.store.segments.marks import Mark, hidden_media, marks_table, visible


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9), st.booleans()), max_size=20),
    st.none() | st.integers(0, 10),
)
def test_the_last_mark_up_to_then_holds(
    given_marks: list[tuple[int, int, bool]], known_at: int | None
) -> None:
    marks = [Mark(media, at, hidden=hidden) for media, at, hidden in given_marks]
    state: dict[int, bool] = {}
    for mark in sorted(marks, key=lambda mark: mark.at):
        if known_at is None or mark.at <= known_at:
            state[mark.media] = mark.hidden
    expected = [media for media in sorted(state) if state[media]]
    table = marks_table(marks)
    assert expected == hidden_media(table, known_at).tolist()
    media, added = np.array([1, 2, 3, 4, 5]), np.array([1, 5, 5, 9, 9])
    then = 10 if known_at is None else known_at
    seen = [int(m) not in expected and int(a) <= then for m, a in zip(media, added, strict=True)]
    assert seen == visible(media, added, table, known_at).tolist()
