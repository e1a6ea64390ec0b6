"""Read the dates of a column, in an order decided from the whole column and never guessed row by row.

``03/04/2014`` is two different days. One row with a day above twelve decides for all rows of its column; when none
does, a person is asked. Month names decide by themselves: English, and both Arabic sets, the Levantine one (شباط)
and the one taken from Latin (فبراير).
"""

import calendar
import re

from attrs import define, field, frozen

from sightline.core.errors import AmbiguousDates
from sightline.sources.list_plan import DateOrder, DateReading
from sightline.sources.list_values import clean_cell, latin_digits

__all__ = ["MONTHS", "DateEvidence", "looks_like_date", "read_date"]

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan", "يناير", "كانون الثاني", "كانون الثانى", "كانون ثاني", "جانفي"),
            ("february", "feb", "فبراير", "شباط", "فيفري"),
            ("march", "mar", "مارس", "اذار"),
            ("april", "apr", "ابريل", "نيسان", "افريل"),
            ("may", "مايو", "ايار", "ماي"),
            ("june", "jun", "يونيو", "حزيران", "جوان"),
            ("july", "jul", "يوليو", "تموز", "جويليه"),
            ("august", "aug", "اغسطس", "اب", "اوت"),
            ("september", "sept", "sep", "سبتمبر", "ايلول"),
            ("october", "oct", "اكتوبر", "تشرين الاول", "تشرين اول"),
            ("november", "nov", "نوفمبر", "تشرين الثاني", "تشرين الثانى", "تشرين ثاني"),
            ("december", "dec", "ديسمبر", "كانون الاول", "كانون اول"),
        ),
        start=1,
    )
    for name in names
}
"""Month names after folding (lower case, hamza and taa marbuta levelled)."""

_LEVEL = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ـ": None, "،": " ", ",": " ", "\u200f": None, "\u200e": None}
)
_NAMES = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_CLOCK = (
    r"(?:[T\s]+(?:at\s+|الساعه\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?|ص|م|صباحا|مساء)?\s*(?P<zone>Z|UTC|GMT|[-+]\d{2}:?\d{2})?)?\s*$"
)
_ISO = re.compile(r"^(?P<a>\d{4})-(?P<b>\d{2})-(?P<c>\d{2})" + _CLOCK, re.IGNORECASE)
_COMPACT = re.compile(r"^(?P<a>(?:19|20)\d{2})(?P<b>\d{2})(?P<c>\d{2})$")
_NUMBERS = re.compile(
    r"^(?P<a>\d{1,4})(?P<mark>[-/.\s])(?P<b>\d{1,2})(?P=mark)(?P<c>\d{1,4})" + _CLOCK, re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"^(?:\w+\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s\-/.]*(?:of\s+)?(?P<month>{_NAMES})[\s\-/.]*(?P<year>\d{{4}}|\d{{2}})"
    + _CLOCK,
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"^(?:\w+\s+)?(?P<month>{_NAMES})[\s\-/.]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<year>\d{{4}})"
    + _CLOCK,
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"^(?P<year>\d{{4}})[\s\-/.]+(?P<month>{_NAMES})[\s\-/.]+(?P<day>\d{{1,2}})" + _CLOCK, re.IGNORECASE
)
_MONTH_ONLY = re.compile(rf"^(?P<month>{_NAMES})[\s\-/.]*(?P<year>\d{{4}})$", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"^(?P<year>(?:19|20)\d{2})[-/](?P<month>0?[1-9]|1[0-2])$")
_YEAR = re.compile(r"^(?:19|20)\d{2}$")

_SAMPLES = 5
_SLIPS = 20
"""One date in another order among so many that decide is a slip of the hand; more are a second order."""


@frozen(slots=True)
class _Numbers:
    """Three numbers whose order is open, and the clock beside them."""

    parts: tuple[str, str, str]
    clock: tuple[int, int, int | None, str] | None
    """hour, minute, second, zone as EDTF writes it."""


def looks_like_date(text: str) -> bool:
    """Say whether a cell reads as a date in some order."""
    cell = _level(text)
    return len(cell) >= 4 and (
        _words(cell) is not None or any(_fits(text, order) for order in ("iso", "ymd", "dmy", "mdy"))
    )


def read_date(text: str, reading: DateReading) -> str | None:
    """Return a cell as EDTF (a year, a month, a day or a moment to the second), or None when it is no date so read.

    A zone is written only where the cell states one. A clock is left out where the column's clock is a default.
    Two-digit years follow POSIX: 69 to 99 are of the twentieth century.
    """
    cell = _level(text)
    numbers = _numbers(cell)
    if numbers is None:
        said = _words(cell)
        return said if said is None or reading.has_clock else said.split("T")[0]
    order: DateOrder = "ymd" if len(numbers.parts[0]) == 4 else reading.order
    date = _arrange(numbers.parts, order)
    if date is None:
        return None
    return _write(date, numbers.clock if reading.has_clock else None)


@define(slots=True)
class DateEvidence:
    """What the cells of one column say about their order; fed every row, constant in size."""

    column: str
    dates: int = 0
    decided: int = 0
    """Cells that read one way only: ISO, a four-digit year in front, month names."""
    fits: dict[str, int] = field(factory=lambda: {"dmy": 0, "mdy": 0, "ymd": 0})
    """Cells of three open numbers, counted under each order they fit."""
    open_numbers: int = 0
    same: int = 0
    """Cells where every order gives the same day (05/05/2014)."""
    clocks: int = 0
    midnights: int = 0
    samples: list[str] = field(factory=list)

    def feed(self, text: str) -> None:
        """Take one cell into account; cells that are no dates are ignored."""
        cell = _level(text)
        if cell == "":
            return
        numbers = _numbers(cell)
        if numbers is None:
            said = _words(cell)
            if said is not None:
                self.dates += 1
                self.decided += 1
                self.clocks += "T" in said
                self.midnights += "T00:00:00" in said
            return
        days = {order: _arrange(numbers.parts, order) for order in ("dmy", "mdy", "ymd")}
        fitting = [order for order, day in days.items() if day is not None]
        if len(fitting) == 0:
            return
        self.dates += 1
        if numbers.clock is not None:
            self.clocks += 1
            self.midnights += numbers.clock[:3] in {(0, 0, None), (0, 0, 0)}
        if len(numbers.parts[0]) == 4:
            self.decided += 1
            return
        self.open_numbers += 1
        for order in fitting:
            self.fits[order] += 1
        if len(fitting) > 1 and len(set(days.values()) - {None}) == 1:
            self.same += 1
        elif len(fitting) > 1 and len(self.samples) < _SAMPLES and text not in self.samples:
            self.samples.append(text)

    def decide(self, *, ordered: DateOrder | None = None) -> DateReading:
        """Return how the column is read.

        :param ordered: the order a person named, which always wins.
        :raises AmbiguousDates: when no row decides between two orders, or rows contradict each other.
        """
        has_clock = self.clocks > 0 and not (self.clocks == self.midnights and self.clocks > 1)
        clock = (
            ""
            if has_clock or self.clocks == 0
            else "; every time of day is midnight, so only the days are taken"
        )
        if ordered is not None:
            return DateReading(ordered, has_clock, f"the order {ordered} was given by a person{clock}")
        if self.open_numbers == 0:
            return DateReading("iso", has_clock, f"every date states its order by itself{clock}")
        ranked = sorted(self.fits, key=lambda order: -self.fits[order])
        best, second = ranked[0], ranked[1]
        missing = self.open_numbers - self.fits[best]
        speaking = self.open_numbers - self.fits[second]
        if missing * _SLIPS > speaking:
            raise self._contradiction(best, second)
        if speaking == 0:
            if self.same == self.open_numbers:
                return DateReading("dmy", has_clock, f"every order gives the same days{clock}")
            raise self._ambiguous(ranked)
        why = f"{speaking} of {self.open_numbers} dates fit only {best}"
        if missing > 0:
            why += f"; {missing} do not fit it and are kept as text"
        return DateReading(_as_order(best), has_clock, why + clock)

    def _ambiguous(self, ranked: list[str]) -> AmbiguousDates:
        tied = [order for order in ranked if self.fits[order] == self.fits[ranked[0]] and order != "ymd"]
        orders = (
            tied if len(tied) > 1 else [order for order in ranked if self.fits[order] == self.fits[ranked[0]]]
        )
        shown = []
        for text in self.samples[:3]:
            numbers = _numbers(_level(text))
            if numbers is not None:
                days = [_arrange(numbers.parts, order) for order in orders]
                shown.append(f"{text!r} is " + " or ".join(_spoken(day) for day in days if day is not None))
        return AmbiguousDates(
            f"the dates of column {self.column!r} fit more than one order and no row decides: "
            + "; ".join(shown),
            item=self.column,
            todo="say which: "
            + " or ".join(f'--map "{self.column}=PROPERTY:{order}"' for order in orders)
            + " (PROPERTY is posted_at or claimed_time)",
        )

    def _contradiction(self, best: str, second: str) -> AmbiguousDates:
        first_only, second_only = self.open_numbers - self.fits[second], self.open_numbers - self.fits[best]
        return AmbiguousDates(
            f"the dates of column {self.column!r} are written in two orders: {first_only} of {self.open_numbers} "
            f"fit only {best} and {second_only} do not fit it",
            item=self.column,
            todo=f'split the list, or say which order to use: --map "{self.column}=PROPERTY:{best}" '
            "(PROPERTY is posted_at or claimed_time; dates that do not fit are then kept as text)",
        )


def _as_order(name: str) -> DateOrder:
    return "dmy" if name == "dmy" else "mdy" if name == "mdy" else "ymd"


def _level(text: str) -> str:
    return " ".join(latin_digits(clean_cell(text)).translate(_LEVEL).split())


def _fits(text: str, order: str) -> bool:
    numbers = _numbers(_level(text))
    return numbers is not None and _arrange(numbers.parts, order) is not None


def _numbers(cell: str) -> _Numbers | None:
    match = _ISO.match(cell) or _NUMBERS.match(cell) or _COMPACT.match(cell)
    if match is None:
        return None
    parts = (match["a"], match["b"], match["c"])
    if "hour" not in match.groupdict() or match["hour"] is None:
        return _Numbers(parts, None)
    clock = _clock(match)
    return None if clock is None else _Numbers(parts, clock)


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


def _arrange(parts: tuple[str, str, str], order: str) -> tuple[int, int, int] | None:
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


def _words(cell: str) -> str | None:
    """Read a date with its month as a word, or a bare year or month, as EDTF."""
    lowered = cell.lower()
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST):
        match = pattern.match(lowered)
        if match is not None:
            date = _arrange((match["year"], str(MONTHS[match["month"]]), match["day"]), "ymd")
            if date is None:
                return None
            clock = None if match["hour"] is None else _clock(match)
            return None if match["hour"] is not None and clock is None else _write(date, clock)
    match = _MONTH_ONLY.match(lowered)
    if match is not None:
        return f"{int(match['year']):04d}-{MONTHS[match['month']]:02d}"
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


def _spoken(date: tuple[int, int, int]) -> str:
    return f"{date[2]} {calendar.month_name[date[1]]} {date[0]}"
