"""Written times as windows of clock time at the place."""

import pytest

from sightline.work.grouping_items.facts import DAY_MS, HOUR_MS, Window
from sightline.work.grouping_items.times import days, gap_ms, meet, meetings, windows_of, written

DAY = 18_748 * DAY_MS
"""1 May 2021, midnight."""


def bounds(text: str, **known: object) -> list[tuple[int | None, int | None]]:
    found = windows_of(text, **known)  # type: ignore[arg-type]
    return [
        (None if w.begin is None else w.begin - DAY, None if w.end is None else w.end - DAY) for w in found
    ]


def test_a_day_is_a_day_without_any_zone() -> None:
    # a zone that nobody knows would widen it to two days, and the next day would meet it
    assert [(0, DAY_MS)] == bounds("2021-05-01")


def test_intervals_sets_and_open_ends() -> None:
    assert [(0, 3 * DAY_MS)] == bounds("2021-05-01/2021-05-03")
    assert [(0, DAY_MS), (4 * DAY_MS, 5 * DAY_MS)] == bounds("[2021-05-01,2021-05-05]")
    assert [(0, DAY_MS), (DAY_MS, 2 * DAY_MS)] == bounds("{2021-05-01,2021-05-02}")
    assert [(None, DAY_MS)] == bounds("../2021-05-01")
    assert [(0, None)] == bounds("2021-05-01/..")


def test_a_clock_reading_may_be_off_by_an_hour() -> None:
    begin, end = bounds("2021-05-01T06:30")[0]
    assert (5 * HOUR_MS + HOUR_MS // 2, 7 * HOUR_MS + HOUR_MS // 2 + 60_000) == (begin, end)


@pytest.mark.parametrize(
    "known, begin",
    [
        ({"zone": "Asia/Damascus"}, 13 * HOUR_MS - HOUR_MS),
        ({"lon": 30.0}, 12 * HOUR_MS - 2 * HOUR_MS - HOUR_MS),
        ({}, 10 * HOUR_MS - 12 * HOUR_MS - HOUR_MS),
    ],
    ids=["zone of the case", "longitude", "nothing"],
)
def test_clock_time_at_the_place(known: dict[str, object], begin: int) -> None:
    assert begin == bounds("2021-05-01T10:00Z", **known)[0][0]


@pytest.mark.parametrize("text", ["", "yesterday", "2021-13-45", "2021-05-01/2021-04-01", "9" * 5000])
def test_what_is_no_time_gives_none(text: str) -> None:
    assert () == windows_of(text)


def test_meeting_and_gap() -> None:
    one, two, later = Window(0, 10), Window(5, 20), Window(30, 40)
    assert Window(5, 10) == meet(one, two)
    assert meet(one, later) is None
    assert (Window(5, 10),) == meetings((one, later), (two,))
    assert 20 == gap_ms((one,), (later,))
    assert 0 == gap_ms((one, later), (two,))
    assert Window(30, 40) == meet(Window(None, None), later)


def test_days_and_writing() -> None:
    assert [18_748, 18_749] == list(days(Window(DAY, DAY + DAY_MS + 1)))
    assert [] == list(days(Window(None, DAY)))
    assert "2021-05-01" == written((Window(DAY, DAY + DAY_MS),))
    assert "2021-05-01/2021-05-02" == written((Window(DAY, DAY + 2 * DAY_MS),))
    assert "../2021-05-01" == written((Window(None, DAY + 1),))
    assert "[2021-05-01, 2021-05-05]" == written(windows_of("[2021-05-01,2021-05-05]"))
    assert written(()) is None
