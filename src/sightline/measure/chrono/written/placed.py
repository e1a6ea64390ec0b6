"""Hold where a date falls in the calendar, and write days, months and years as EDTF."""

from attrs import frozen

from sightline.model.edtf_days import civil_from_days, days_from_civil, month_days

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
UNKNOWN = "the text's own date is not known, and this is told relative to it"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@frozen(slots=True)
class Placed:
    """One date in the calendar.

    ``begin`` and ``end`` are EDTF dates, equal for a single one; ``first`` and ``last`` its days [from 1970-01-01],
    None where the year is not known. ``others`` are further readings, of which one is meant. ``run``: some day between
    begin and end is meant. ``fault``: there is no such date, or it cannot be told.
    """

    begin: str = ""
    end: str = ""
    first: int | None = None
    last: int | None = None
    why: tuple[str, ...] = ()
    others: tuple["Placed", ...] = ()
    run: bool = False
    relative: bool = False
    mark: str = ""
    fault: str | None = None


def day_text(day: int) -> str:
    """Write a day [from 1970-01-01] as EDTF."""
    year, month, number = civil_from_days(day)
    return f"{year_text(year)}-{month:02d}-{number:02d}"


def year_text(year: int | None) -> str:
    """Write a year as EDTF; None: not known."""
    return "XXXX" if year is None else (f"{year:04d}" if year >= 0 else f"-{-year:04d}")


def day_words(day: int) -> str:
    """Write a day in words, with its weekday."""
    year, month, number = civil_from_days(day)
    return f"{WEEKDAYS[weekday_of(day) - 1]} {number} {MONTHS[month - 1]} {year}"


def weekday_of(day: int) -> int:
    """Give the weekday of a day [from 1970-01-01], Monday 1 to Sunday 7."""
    return (day + 3) % 7 + 1


def single(day: int, *why: str, relative: bool = False, mark: str = "") -> Placed:
    """Place a single day."""
    text = day_text(day)
    return Placed(text, text, day, day, why, relative=relative, mark=mark)


def stretch(first: int, last: int, *why: str, relative: bool = False, run: bool = False) -> Placed:
    """Place the days from ``first`` to ``last``."""
    return Placed(
        day_text(first), day_text(last), first, last, why, run=run and first != last, relative=relative
    )


def months(
    year: int, month: int, last_year: int, last_month: int, *why: str, relative: bool = False
) -> Placed:
    """Place whole months, from the first to the last."""
    begin, end = f"{year_text(year)}-{month:02d}", f"{year_text(last_year)}-{last_month:02d}"
    first = days_from_civil(year, month, 1)
    last = days_from_civil(last_year, last_month, month_days(last_year, last_month))
    return Placed(begin, end, first, last, why, relative=relative)


def years(year: int, last_year: int, *why: str, relative: bool = False) -> Placed:
    """Place whole years."""
    first, last = days_from_civil(year, 1, 1), days_from_civil(last_year, 12, 31)
    return Placed(year_text(year), year_text(last_year), first, last, why, relative=relative)


def impossible(fault: str) -> Placed:
    """Say that there is no such date, or that it cannot be told."""
    return Placed(fault=fault)
