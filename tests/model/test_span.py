"""What a span refuses to be, and the outermost range given to queries."""

import pytest

from sightline.core.errors import BadTime
from sightline.model.span import Span, bounds


def test_bounds_are_the_outermost_and_none_where_unbounded() -> None:
    assert (1, 9) == bounds(Span(1, 3, 5, 9, "x", None))
    assert (None, 9) == bounds(Span(None, 3, 5, 9, "x", None))
    assert (1, None) == bounds(Span(1, 3, None, None, "x", None))


@pytest.mark.parametrize(
    "ints", [(5, 3, 6, 9), (1, 3, 9, 6), (9, 9, 9, 9), (9, 10, 3, 4), (9, None, None, 9)]
)
def test_impossible_bounds_are_refused(ints: tuple[int | None, int | None, int | None, int | None]) -> None:
    with pytest.raises(BadTime):
        Span(*ints, "2014", None)
