"""Work out which calendar days a written date covers, in local milliseconds, before any zone is applied.

The proleptic Gregorian calendar throughout, by integers, so that years before 1 and after 9999 work too.

Seasons are taken wide, because nobody who writes "summer" says which calendar they mean: from the first day of the
meteorological season to the last of the astronomical one. Winter is the one that begins in the year named. Seasons 21
to 24, which name no hemisphere, are read as northern; 29 to 32 are southern.

``~`` widens by one unit on both sides: of the whole date's precision where it stands after the whole, of its own
component where it stands at one. ``?`` doubts the source and moves no bound.

Sources:
[1] H. Hinnant, chrono-Compatible Low-Level Date Algorithms (days_from_civil, civil_from_days), 2013,
    https://howardhinnant.github.io/date_algorithms.html
[2] K. E. Trenberth, What are the seasons?, Bulletin of the American Meteorological Society 64 (1983), 1276-1282,
    https://doi.org/10.1175/1520-0477(1983)064<1276:WATS>2.0.CO;2
"""

from collections.abc import Iterator
from typing import Final

from sightline.core.errors import BadTime
from sightline.model.edtf import Date

DAY_MS: Final = 86_400_000
FURTHEST_YEAR: Final = 290_000_000  # 64-bit milliseconds end at 292 million years

_SEASONS: Final[dict[int, tuple[int, int, int, int]]] = {
    # first month, first day, last month (13 and more: the next year), last day
    21: (3, 1, 6, 21),
    22: (6, 1, 9, 23),
    23: (9, 1, 12, 22),
    24: (12, 1, 15, 20),
    25: (3, 1, 6, 21),
    26: (6, 1, 9, 23),
    27: (9, 1, 12, 22),
    28: (12, 1, 15, 20),
    29: (9, 1, 12, 22),
    30: (12, 1, 15, 20),
    31: (3, 1, 6, 21),
    32: (6, 1, 9, 23),
    33: (1, 1, 3, 31),
    34: (4, 1, 6, 30),
    35: (7, 1, 9, 30),
    36: (10, 1, 12, 31),
    37: (1, 1, 4, 30),
    38: (5, 1, 8, 31),
    39: (9, 1, 12, 31),
    40: (1, 1, 6, 30),
    41: (7, 1, 12, 31),
}
_MONTH_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_from_civil(year: int, month: int, day: int) -> int:
    """Count days from 1970-01-01 to a date of the proleptic Gregorian calendar [1]."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Give year, month and day of a count of days from 1970-01-01 [1]."""
    days += 719_468
    era, of_era = divmod(days, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return year + era * 400 + (month <= 2), month, day


def month_days(year: int, month: int) -> int:
    """Count the days of a month, ``month`` 1 to 12."""
    if month == 2 and (year % 4 != 0 or (year % 100 == 0 and year % 400 != 0)):
        return 28
    return _MONTH_DAYS[month - 1]


def covered(date: Date, text: str) -> tuple[int, int]:
    """Give the first local millisecond that ``date`` may mean and the first that it no longer may.

    ``text`` is named in errors. Raises BadTime for days, months and seasons that no calendar has.
    """
    start, end = _as_written(date, text)
    for unit, count in _widenings(date):
        start, end = _moved(start, unit, -count), _moved(end, unit, count)
    return start, end


def _as_written(date: Date, text: str) -> tuple[int, int]:
    if date.month is None:
        years = _year_bounds(date.year, text)
        return days_from_civil(years[0], 1, 1) * DAY_MS, days_from_civil(years[1] + 1, 1, 1) * DAY_MS
    if date.month[0] in "234":
        return _season(date, text)
    first = _extreme(date, text, newest=False)
    last = _extreme(date, text, newest=True)
    if date.day is None:
        last = (last[0], last[1], month_days(last[0], last[1]))
    start, end = days_from_civil(*first) * DAY_MS, (days_from_civil(*last) + 1) * DAY_MS
    if date.clock is None:
        return start, end
    clock = date.clock
    start += clock.hour * 3_600_000 + (clock.minute or 0) * 60_000 + (clock.second or 0) * 1000
    if clock.fraction is not None:
        digits = clock.fraction[:3].ljust(3, "0")
        return start + int(digits), start + int(digits) + max(1, 1000 // int(10 ** len(clock.fraction)))
    return start, start + _clock_width(date)


def _clock_width(date: Date) -> int:
    if date.clock is None or date.clock.second is not None:
        return 1000
    return 3_600_000 if date.clock.minute is None else 60_000


def _year_bounds(year: str, text: str) -> tuple[int, int]:
    sign, digits = (-1, year.lstrip("Y-")) if "-" in year else (1, year.lstrip("Y"))
    low, high = sign * int(digits.replace("X", "0")), sign * int(digits.replace("X", "9"))
    if max(abs(low), abs(high)) > FURTHEST_YEAR:
        raise BadTime(
            "the year is too far away", item=text, todo=f"stay within {FURTHEST_YEAR} years of year 0"
        )
    return min(low, high), max(low, high)


def _season(date: Date, text: str) -> tuple[int, int]:
    if date.month is None or "X" in date.month or date.day is not None or int(date.month) not in _SEASONS:
        raise BadTime(
            f"there is no month or season {date.month}"
            if date.day is None
            else "a season has no days, a month none so high",
            item=text,
            todo="months are 01 to 12; 21 spring, 22 summer, 23 autumn, 24 winter, 33 to 36 the quarters",
        )
    first_month, first_day, last_month, last_day = _SEASONS[int(date.month)]
    low, high = _year_bounds(date.year, text)
    high, last_month = (high + 1, last_month - 12) if last_month > 12 else (high, last_month)
    start = days_from_civil(low, first_month, first_day)
    return start * DAY_MS, (days_from_civil(high, last_month, last_day) + 1) * DAY_MS


def _fitting(pattern: str, low: int, high: int, *, newest: bool) -> Iterator[int]:
    numbers = range(high, low - 1, -1) if newest else range(low, high + 1)
    for number in numbers:
        digits = str(abs(number)).rjust(len(pattern), "0")
        if all(want in ("X", got) for want, got in zip(pattern, digits, strict=True)):
            yield number


def _extreme(date: Date, text: str, *, newest: bool) -> tuple[int, int, int]:
    """Find the first (or newest) day that fits all digits; with no day written, day 1 of that month."""
    month, day = date.month or "XX", date.day
    if "X" not in f"{date.year}{month}{day}":  # nearly every date; nothing to search for
        exact = int(date.year), int(month), 1 if day is None else int(day)
        if 1 <= exact[1] <= 12 and 1 <= exact[2] <= month_days(exact[0], exact[1]):
            return exact
    months = list(_fitting(month, 1, 12, newest=newest))
    if not months:
        raise BadTime(f"there is no month {month}", item=text, todo="months are 01 to 12, seasons 21 to 41")
    longest = max(_MONTH_DAYS[number - 1] for number in months)
    days = [1] if day is None else list(_fitting(day, 1, longest, newest=newest))
    if days:
        years = _year_bounds(date.year, text)
        for year in _fitting(date.year.lstrip("Y-"), *years, newest=newest):
            for number in months:
                for each in days:
                    if each <= month_days(year, number):
                        return year, number, each
    raise BadTime(
        f"{date.year}-{month} has no day {day}", item=text, todo="look the day up in the source again"
    )


def _widenings(date: Date) -> list[tuple[str, int]]:
    """List (unit, how many) for each ``~`` or ``%``: unit 'month', 'day' or 'ms'."""
    found: list[tuple[str, int]] = []
    marked = {index for index in range(3) if {"~", "%"} & {date.before[index], date.after[index]}}
    if 0 in marked:
        found.append(("month", 12 * 10 ** date.year.count("X")))
    if 1 in marked:
        found.append(("month", _month_unit(date)))
    if 2 in marked:
        found.append(("day", _day_unit(date)))
    if date.mark in ("~", "%"):
        if date.clock is not None:
            found.append(("ms", _clock_width(date)))
        elif date.day is not None:
            found.append(("day", _day_unit(date)))
        elif date.month is not None:
            found.append(("month", _month_unit(date)))
        else:
            found.append(("month", 12 * 10 ** date.year.count("X")))
    return found


def _day_unit(date: Date) -> int:
    masked = (date.day or "").count("X")
    return (1, 10, 31)[masked]


def _month_unit(date: Date) -> int:
    month = date.month or ""
    if "X" in month:
        return 12
    number = int(month)
    if number < 21:
        return 1
    return 3 if number < 37 else (4 if number < 40 else 6)


def _moved(local: int, unit: str, count: int) -> int:
    if unit == "ms":
        return local + count
    if unit == "day":
        return local + count * DAY_MS
    days, rest = divmod(local, DAY_MS)
    year, month, day = civil_from_days(days)
    year, month0 = divmod(year * 12 + month - 1 + count, 12)
    return days_from_civil(year, month0 + 1, min(day, month_days(year, month0 + 1))) * DAY_MS + rest
