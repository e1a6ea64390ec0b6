"""Times as meant at a place: zones stated, written, or of the place; hours that summer time doubles or skips."""

import numpy as np
import pytest

from sightline.core.errors import BadTime
from sightline.work.daylight.moments import utc_text, wall_clock, when_at

BERLIN = (52.5, 13.4)


def ms(text: str) -> int:
    return int(np.datetime64(text, "ms").astype(int))


def test_a_clock_without_a_zone_is_that_of_the_place() -> None:
    when = when_at(35.95, 39.01, "2014-08-19T15:30")
    assert ("Asia/Damascus", "of the place") == (when.zone, when.zone_is)
    assert ((ms("2014-08-19T12:30"), ms("2014-08-19T12:31")),) == when.readings
    assert "2014-08-19 15:30+03:00" == wall_clock(when.readings[0][0], when.zone)


def test_what_is_written_or_stated_wins_over_the_place() -> None:
    assert ((ms("2014-08-19T15:30"), ms("2014-08-19T15:31")),) == when_at(
        35.95, 39.01, "2014-08-19T15:30Z"
    ).readings
    assert ((ms("2014-08-19T13:30"), ms("2014-08-19T13:31")),) == when_at(
        35.95, 39.01, "2014-08-19T15:30", zone="Europe/Berlin"
    ).readings


@pytest.mark.parametrize(
    "text, first, second, word",
    [
        ("2024-10-27T02:30", "2024-10-27T00:30", "2024-10-27T01:30", "showed this time twice"),
        ("2024-03-31T02:30", "2024-03-31T00:30", "2024-03-31T01:30", "skipped this time"),
    ],
)
def test_an_hour_doubled_or_skipped_is_two_moments(text: str, first: str, second: str, word: str) -> None:
    when = when_at(*BERLIN, text)
    assert [ms(first), ms(second)] == [begin for begin, _ in when.readings]
    assert when.remark is not None
    assert word in when.remark


def test_days_of_twenty_three_and_twenty_five_hours() -> None:
    for day, hours in (("2024-03-31", 23), ("2024-10-27", 25), ("2024-06-01", 24)):
        ((begin, end),) = when_at(*BERLIN, day).readings
        assert hours * 3_600_000 == end - begin


@pytest.mark.parametrize(
    "text",
    ["2024", "2024-03", "2024-03-20/2024-03-22", "[2024-03-20, 2024-03-21]", "2024-03-2X", "20.3.2024", ""],
)
def test_what_is_no_day_and_no_moment_is_refused(text: str) -> None:
    with pytest.raises(BadTime):
        when_at(*BERLIN, text)


def test_no_such_zone() -> None:
    with pytest.raises(BadTime, match="no zone"):
        when_at(*BERLIN, "2024-03-20", zone="Mars/Olympus")


def test_offsets_read_back() -> None:
    assert "2024-03-20 03:30-03:30" == wall_clock(ms("2024-03-20T07:00"), "-03:30")
    assert "2024-03-20 07:00:05+00:00" == wall_clock(ms("2024-03-20T07:00:05.900"), "Z", seconds=True)
    assert "2024-03-20T07:00:05Z" == utc_text(ms("2024-03-20T07:00:05.900"))
