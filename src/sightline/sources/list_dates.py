"""Read the dates of a column, in an order decided from the whole column and never guessed row by row.

``03/04/2014`` is two different days. One row with a day above twelve decides for all rows of its column; when none
does, a person is asked. Month names decide by themselves: those of the table by which dates in running text are read
(``resources/written_dates``), in Arabic the Levantine set (شباط), the one taken from Latin (فبراير) and the Maghrebi.
"""

import calendar
import re
from collections.abc import Mapping
from functools import lru_cache

from attrs import frozen

from sightline.core.errors import BadSchema
from sightline.core.resources import builtin, load_yaml
from sightline.model.list_plan import DateOrder, DateReading
from sightline.sources.list_values import clean_cell, latin_digits

__all__ = [
    "OpenDate",
    "arrange_date",
    "level_date",
    "looks_like_date",
    "months",
    "open_date",
    "read_date",
    "worded_date",
]

_LEVEL = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ـ": None, "،": " ", ",": " ", "\u200f": None, "\u200e": None}
)
_CLOCK = (
    r"(?:[T\s]+(?:at\s+|الساعه\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?|ص|م|صباحا|مساء)?\s*(?P<zone>Z|UTC|GMT|[-+]\d{2}:?\d{2})?)?\s*$"
)
_ISO = re.compile(r"^(?P<a>\d{4})-(?P<b>\d{2})-(?P<c>\d{2})" + _CLOCK, re.IGNORECASE)
_COMPACT = re.compile(r"^(?P<a>(?:19|20)\d{2})(?P<b>\d{2})(?P<c>\d{2})$")
_NUMBERS = re.compile(
    r"^(?P<a>\d{1,4})(?P<mark>[-/.\s])(?P<b>\d{1,2})(?P=mark)(?P<c>\d{1,4})" + _CLOCK, re.IGNORECASE
)
_YEAR_MONTH = re.compile(r"^(?P<year>(?:19|20)\d{2})[-/](?P<month>0?[1-9]|1[0-2])$")
_YEAR = re.compile(r"^(?:19|20)\d{2}$")


@lru_cache(maxsize=1)
def months() -> Mapping[str, int]:
    """Give the number of each month name, levelled and in small letters; a name of two months is left out.

    :raises BadSchema: when a table of month names cannot be read; it names the line
    """
    found: dict[str, int] = {}
    unclear: set[str] = set()
    for file in builtin("written_dates"):
        listed = load_yaml(file, name=f"written_dates/{file.name}", error=BadSchema).get("months")
        for number, names in enumerate(() if listed is None else listed.entries(), start=1):
            for name in (level_date(entry.text()).lower() for entry in names.entries()):
                if found.setdefault(name, number) != number:
                    unclear.add(name)
    return {name: number for name, number in found.items() if name not in unclear}


@frozen(slots=True)
class _Worded:
    """The ways to write a date with the month as a word."""

    days: tuple[re.Pattern[str], ...]
    month: re.Pattern[str]


@lru_cache(maxsize=1)
def _worded() -> _Worded:
    name = (
        "(?P<month>"
        + "|".join(sorted((re.escape(name) for name in months()), key=lambda x: (-len(x), x)))
        + ")"
    )
    day, gap, th = r"(?P<day>\d{1,2})", r"[\s\-/.]", "(?:st|nd|rd|th)?"
    days = (
        rf"^(?:\w+\s+)?{day}{th}{gap}*(?:of\s+)?{name}{gap}*(?P<year>\d{{4}}|\d{{2}})",
        rf"^(?:\w+\s+)?{name}{gap}*{day}{th}\s+(?P<year>\d{{4}})",
        rf"^(?P<year>\d{{4}}){gap}+{name}{gap}+{day}",
    )
    return _Worded(
        tuple(re.compile(one + _CLOCK, re.IGNORECASE) for one in days),
        re.compile(rf"^{name}{gap}*(?P<year>\d{{4}})$", re.IGNORECASE),
    )


@frozen(slots=True)
class OpenDate:
    """Three numbers whose order is open, and the clock beside them."""

    parts: tuple[str, str, str]
    clock: tuple[int, int, int | None, str] | None
    """hour, minute, second, zone as EDTF writes it."""


def looks_like_date(text: str) -> bool:
    """Say whether a cell reads as a date in some order."""
    cell = level_date(text)
    return len(cell) >= 4 and (
        worded_date(cell) is not None or any(_fits(text, order) for order in ("iso", "ymd", "dmy", "mdy"))
    )


def read_date(text: str, reading: DateReading) -> str | None:
    """Return a cell as EDTF (a year, a month, a day or a moment to the second), or None when it is no date so read.

    A zone is written only where the cell states one. A clock is left out where the column's clock is a default.
    Two-digit years follow POSIX: 69 to 99 are of the twentieth century.
    """
    cell = level_date(text)
    numbers = open_date(cell)
    if numbers is None:
        said = worded_date(cell)
        return said if said is None or reading.has_clock else said.split("T")[0]
    order: DateOrder = "ymd" if len(numbers.parts[0]) == 4 else reading.order
    date = arrange_date(numbers.parts, order)
    if date is None:
        return None
    return _write(date, numbers.clock if reading.has_clock else None)


def level_date(text: str) -> str:
    """Return a cell with plain digits, single spaces and levelled Arabic letters, as the readers here want it."""
    return " ".join(latin_digits(clean_cell(text)).translate(_LEVEL).split())


def _fits(text: str, order: str) -> bool:
    numbers = open_date(level_date(text))
    return numbers is not None and arrange_date(numbers.parts, order) is not None


def open_date(cell: str) -> OpenDate | None:
    """Return the three numbers of a levelled cell and its clock, or None when it is not written in numbers."""
    match = _ISO.match(cell) or _NUMBERS.match(cell) or _COMPACT.match(cell)
    if match is None:
        return None
    parts = (match["a"], match["b"], match["c"])
    if "hour" not in match.groupdict() or match["hour"] is None:
        return OpenDate(parts, None)
    clock = _clock(match)
    return None if clock is None else OpenDate(parts, clock)


def _clock(match: re.Match[str]) -> tuple[int, int, int | None, str] | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    second = None if match["second"] is None else int(match["second"])
    half = (match["half"] or "").lower()
    if half != "":
        if not 1 <= hour <= 12:
            return None
        is_after_noon = half[0] == "p" or half in {"م", "مساء"}
        hour = hour % 12 + (12 if is_after_noon else 0)
    if hour > 23 or minute > 59 or (second is not None and second > 59):
        return None
    zone = (match["zone"] or "").upper()
    if zone in {"UTC", "GMT", "Z"}:
        return hour, minute, second, "Z"
    if zone != "" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return hour, minute, second, zone


def arrange_date(parts: tuple[str, str, str], order: str) -> tuple[int, int, int] | None:
    """Return (year, month, day), or None when the numbers are no day in this order."""
    first, second, third = parts
    if len(first) == 4 or order in {"ymd", "iso"}:
        year, month, day = first, second, third
    elif order == "dmy":
        day, month, year = first, second, third
    else:
        month, day, year = first, second, third
    if len(year) not in {2, 4} or len(day) > 2:
        return None
    number = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 69 else 2000)
    month_number, day_number = int(month), int(day)
    if not 1 <= month_number <= 12 or number < 1:
        return None
    if not 1 <= day_number <= calendar.monthrange(number, month_number)[1]:
        return None
    return number, month_number, day_number


def worded_date(cell: str) -> str | None:
    """Read a date with its month as a word, or a bare year or month, as EDTF."""
    lowered = cell.lower()
    for pattern in _worded().days:
        match = pattern.match(lowered)
        if match is not None:
            date = arrange_date((match["year"], str(months()[match["month"]]), match["day"]), "ymd")
            if date is None:
                return None
            clock = None if match["hour"] is None else _clock(match)
            return None if match["hour"] is not None and clock is None else _write(date, clock)
    match = _worded().month.match(lowered)
    if match is not None:
        return f"{int(match['year']):04d}-{months()[match['month']]:02d}"
    match = _YEAR_MONTH.match(lowered)
    if match is not None:
        return f"{match['year']}-{int(match['month']):02d}"
    return lowered if _YEAR.match(lowered) is not None else None


def _write(date: tuple[int, int, int], clock: tuple[int, int, int | None, str] | None) -> str:
    text = f"{date[0]:04d}-{date[1]:02d}-{date[2]:02d}"
    if clock is None:
        return text
    hour, minute, second, zone = clock
    return f"{text}T{hour:02d}:{minute:02d}:{0 if second is None else second:02d}{zone}"
