"""The tabular Islamic calendar against known days."""

from datetime import date, timedelta

import pytest

from sightline.measure.chrono.written.hijri import hijri_day, hijri_month_days, hijri_year_of

EPOCH = date(1970, 1, 1)


@pytest.mark.parametrize(
    "year, month, day, known",
    [
        # worked examples of the arithmetical calendar, and the new years of the civil table
        (1, 1, 1, date(622, 7, 19)),  # 16 July 622 of the Julian calendar
        (1400, 1, 1, date(1979, 11, 21)),
        (1421, 1, 1, date(2000, 4, 6)),
        (1434, 9, 1, date(2013, 7, 9)),
        (1435, 1, 1, date(2013, 11, 5)),
    ],
)
def test_known_days(year: int, month: int, day: int, known: date) -> None:
    assert known == EPOCH + timedelta(days=hijri_day(year, month, day))


def test_eleven_years_in_thirty_are_leap_years() -> None:
    leap = [y for y in range(1, 31) if hijri_month_days(y, 12) == 30]
    assert [2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29] == leap


def test_the_year_of_a_day_is_the_one_it_was_made_from() -> None:
    for year in range(1300, 1500):
        assert year == hijri_year_of(hijri_day(year, 1, 1)) == hijri_year_of(hijri_day(year + 1, 1, 1) - 1)
