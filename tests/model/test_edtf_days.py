"""Which days a written date covers, against datetime and known calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadTime
from sightline.model.edtf import Date, parse
from sightline.model.edtf_days import DAY_MS, civil_from_days, covered, days_from_civil, month_days

EPOCH = date(1970, 1, 1)


def days_of(text: str) -> tuple[str, str]:
    """Give the first and last day that ``text`` covers, as written dates."""
    written = parse(text)
    assert isinstance(written, Date)
    start, end = covered(written, text)
    first, last = civil_from_days(start // DAY_MS), civil_from_days((end - 1) // DAY_MS)
    return "{}-{:02d}-{:02d}".format(*first), "{}-{:02d}-{:02d}".format(*last)


@given(st.dates())
def test_counts_days_as_datetime_does(day: date) -> None:
    count = (day - EPOCH).days
    assert count == days_from_civil(day.year, day.month, day.day)
    assert (day.year, day.month, day.day) == civil_from_days(count)


@given(st.integers(-100_000_000_000, 100_000_000_000))
def test_day_count_goes_both_ways(count: int) -> None:
    assert count == days_from_civil(*civil_from_days(count))


@given(st.dates(max_value=date(9999, 11, 30)))
def test_months_are_as_long_as_datetime_says(day: date) -> None:
    after = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    assert (after - day.replace(day=1)).days == month_days(day.year, day.month)


@pytest.mark.parametrize(
    "text,first,last",
    [
        ("2014-04-12", "2014-04-12", "2014-04-12"),
        ("2014-04", "2014-04-01", "2014-04-30"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2014", "2014-01-01", "2014-12-31"),
        ("-0001", "-1-01-01", "-1-12-31"),
        ("Y-17000", "-17000-01-01", "-17000-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("-01XX", "-199-01-01", "-100-12-31"),
        ("1X14", "1014-01-01", "1914-12-31"),
        ("2014-XX", "2014-01-01", "2014-12-31"),
        ("2014-1X", "2014-10-01", "2014-12-31"),
        ("2014-02-XX", "2014-02-01", "2014-02-28"),
        ("2014-04-1X", "2014-04-10", "2014-04-19"),
        ("2014-XX-31", "2014-01-31", "2014-12-31"),
        ("2014-X2-30", "2014-12-30", "2014-12-30"),  # February has none
        ("201X-02-29", "2012-02-29", "2016-02-29"),
        ("XXXX-02-29", "0-02-29", "9996-02-29"),
        ("2014-21", "2014-03-01", "2014-06-21"),
        ("2014-22", "2014-06-01", "2014-09-23"),
        ("2014-23", "2014-09-01", "2014-12-22"),
        ("2013-24", "2013-12-01", "2014-03-20"),
        ("2014-28", "2014-12-01", "2015-03-20"),
        ("2014-30", "2014-12-01", "2015-03-20"),
        ("2014-32", "2014-06-01", "2014-09-23"),
        ("2014-34", "2014-04-01", "2014-06-30"),
        ("2014-38", "2014-05-01", "2014-08-31"),
        ("2014-41", "2014-07-01", "2014-12-31"),
        # '~' widens by one unit of the precision, or of the component that carries it
        ("2014-04-12~", "2014-04-11", "2014-04-13"),
        ("2014-03-31%", "2014-03-30", "2014-04-01"),
        ("2014-04~", "2014-03-01", "2014-05-31"),
        ("2014-01~", "2013-12-01", "2014-02-28"),
        ("2014~", "2013-01-01", "2015-12-31"),
        ("201X~", "2000-01-01", "2029-12-31"),
        ("2014-04-XX~", "2014-03-01", "2014-05-31"),
        ("2014-04-1X~", "2014-03-31", "2014-04-29"),
        ("2014-22~", "2014-03-01", "2014-12-23"),
        ("2014-~04-12", "2014-03-12", "2014-05-12"),
        ("2014-04~-12", "2014-03-12", "2014-05-12"),
        ("~2014-04-12", "2013-04-12", "2015-04-12"),
        ("~2014-04-~12", "2013-04-11", "2015-04-13"),
        # '?' doubts the source and moves nothing
        ("2014-04-12?", "2014-04-12", "2014-04-12"),
    ],
)
def test_covers_the_days_it_may_mean(text: str, first: str, last: str) -> None:
    assert (first, last) == days_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "2014-02-29",
        "2014-04-31",
        "2014-00",
        "2014-13",
        "2014-20",
        "2014-42",
        "2014-99",
        "2014-04-00",
        "2014-02-3X",
        "2014-21-12",
        "2014-2X",
        "XXXX-02-30",
        "X910-02-29",
        "2014-6X",
        "Y999999999",
    ],
)
def test_refuses_what_no_calendar_has(text: str) -> None:
    with pytest.raises(BadTime) as caught:
        days_of(text)
    assert text == caught.value.item
    assert caught.value.todo is not None


@pytest.mark.parametrize(
    "text,width",
    [
        ("2014-04-12T03", 3_600_000),
        ("2014-04-12T03:15", 60_000),
        ("2014-04-12T03:15:00", 1000),
        ("2014-04-12T03:15:00.2", 100),
        ("2014-04-12T03:15:00.25", 10),
        ("2014-04-12T03:15:00.250", 1),
        ("2014-04-12T03:15:00.250123", 1),
        ("2014-04-12T03:15:00~", 3000),
        ("2014-04-12T03:15~", 180_000),
    ],
)
def test_clock_readings_are_as_wide_as_their_last_digit(text: str, width: int) -> None:
    written = parse(text)
    assert isinstance(written, Date)
    start, end = covered(written, text)
    assert width == end - start
