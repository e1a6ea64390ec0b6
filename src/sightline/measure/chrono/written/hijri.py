"""Turn dates of the Islamic calendar into days, by the tabular civil calendar.

Months begin when the new crescent is seen, so no table can be exact: the day may be off by one, rarely by two. Every
answer made from here is marked approximate.

Sources:
[1] E. G. Richards, Calendars, in S. E. Urban, P. K. Seidelmann (eds.), Explanatory Supplement to the Astronomical
    Almanac, 3rd ed., University Science Books 2013, chapter 15.11 (algorithms 3 and 4).
[2] R. H. van Gent, The Arithmetical or Tabular Islamic Calendar, Utrecht University,
    https://webspace.science.uu.nl/~gent0113/islam/islam_tabcal.htm
"""

_EPOCH = -492_148
"""1 Muharram of year 1 (Friday 16 July 622, Julian), in days from 1970-01-01."""


def hijri_day(year: int, month: int, day: int) -> int:
    """Count days from 1970-01-01 to a day of the tabular civil calendar, ``month`` 1 to 12."""
    before = 354 * (year - 1) + (3 + 11 * year) // 30  # 11 leap years in 30 [2]
    return _EPOCH + before + 29 * (month - 1) + month // 2 + day - 1


def hijri_month_days(year: int, month: int) -> int:
    """Count the days of a month in the tabular civil calendar, 29 or 30."""
    return (
        hijri_day(year, month + 1, 1) - hijri_day(year, month, 1)
        if month < 12
        else (hijri_day(year + 1, 1, 1) - hijri_day(year, 12, 1))
    )


def hijri_year_of(day: int) -> int:
    """Give the Islamic year that a day [from 1970-01-01] falls in, by the table."""
    year = (30 * (day - _EPOCH) + 10_646) // 10_631
    while hijri_day(year, 1, 1) > day:
        year -= 1
    while hijri_day(year + 1, 1, 1) <= day:
        year += 1
    return year
