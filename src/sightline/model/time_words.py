"""Put a span into plain English and name its precision, from the words it was written in."""

from typing import Final

from sightline.model.edtf import Clock, Date, Edge, Group, Interval, Run, parse
from sightline.model.span import Span

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SEASONS: Final = ("spring", "summer", "autumn", "winter")
_PARTS: Final[dict[int, str]] = {
    33: "the first quarter of",
    34: "the second quarter of",
    35: "the third quarter of",
    36: "the last quarter of",
    37: "the first four months of",
    38: "the middle four months of",
    39: "the last four months of",
    40: "the first half of",
    41: "the second half of",
}
_COMPONENTS: Final = ("year", "month", "day")


def precision(span: Span) -> str:
    """Name how finely ``span`` is known.

    One of second, minute, hour, day, month, season, year, decade, century, longer; interval for intervals and sets.
    """
    written = parse(span.text)
    return _date_precision(written) if isinstance(written, Date) else "interval"


def sentence(span: Span) -> str:
    """Say in plain English when ``span`` is: 'on 12 April 2014', 'from 2011, still going on when said'."""
    written = parse(span.text)
    if isinstance(written, Date):
        return _when(written, span.zone) + _doubts(written)
    if isinstance(written, Interval):
        return _interval(written, span.zone)
    return _group(written, span.zone)


def _date_precision(date: Date) -> str:
    if date.clock is not None:
        if date.clock.minute is None:
            return "hour"
        return "minute" if date.clock.second is None else "second"
    if "X" in date.year:
        return ("longer", "longer", "century", "decade")[date.year.lstrip("-").index("X")]
    if date.month is None or "X" in date.month:
        return "year"
    if date.day is None:
        return "month" if int(date.month) <= 12 else "season"
    return "month" if "X" in date.day else "day"


def _interval(written: Interval, zone: str | None) -> str:
    begin, end = written.begin, written.end
    until = "" if isinstance(end, Edge) else _name(end, zone) + _doubts(end)
    if isinstance(begin, Edge):
        before = "begin not known" if begin is Edge.UNKNOWN else "already going on before then"
        if isinstance(end, Edge):
            return (
                f"still going on when said, {before}"
                if end is Edge.OPEN
                else "ended, neither begin nor end known"
            )
        return f"until {until}, {before}"
    since = _name(begin, zone) + _doubts(begin)
    if end is Edge.OPEN:
        return f"from {since}, still going on when said"
    return f"from {since}, end not known" if end is Edge.UNKNOWN else f"from {since} to {until}"


def _group(written: Group, zone: str | None) -> str:
    names = [_member(member, zone, all_of=written.all_of) for member in written.members]
    if len(names) == 1:
        only = written.members[0]
        return names[0] if isinstance(only, Run) else _when(only, zone) + _doubts(only)
    listed = ", ".join(names[:-1])
    return (
        f"at each of: {listed} and {names[-1]}" if written.all_of else f"at one of: {listed} or {names[-1]}"
    )


def _member(member: Date | Run, zone: str | None, *, all_of: bool) -> str:
    if isinstance(member, Date):
        return _name(member, zone) + _doubts(member)
    first = "" if member.first is None else f" from {_name(member.first, zone)}{_doubts(member.first)}"
    joint = "until" if member.first is None else "to"
    last = "" if member.last is None else f" {joint} {_name(member.last, zone)}{_doubts(member.last)}"
    return f"{'all the time' if all_of else 'some time'}{first}{last}"


def _when(date: Date, zone: str | None) -> str:
    exact = date.day is not None and "X" not in f"{date.year}{date.month}{date.day}"
    if date.clock is not None and date.clock.minute is None:
        return f"some time in the hour {_name(date, zone)}"
    return f"on {_name(date, zone)}" if exact else f"some time in {_name(date, zone)}"


def _name(date: Date, zone: str | None) -> str:
    year = _year(date.year)
    if date.month is None:
        return year
    if "X" in f"{date.month}{date.day or ''}":
        return _masked(date)
    month = int(date.month)
    if month > 12:
        return _season(month, year)
    if date.day is None:
        return f"{_MONTHS[month - 1]} {year}"
    named = f"{int(date.day)} {_MONTHS[month - 1]} {year}"
    return named if date.clock is None else f"{named} {_clock(date.clock, zone)}"


def _year(year: str) -> str:
    digits = year.lstrip("Y-")
    if "-" in year and "X" not in digits:
        return f"the year {int(digits) + 1} BC"
    if "X" not in digits:
        return str(int(digits)) if int(digits) > 0 else "the year 1 BC"
    if digits[3] == "X" and digits[:3].isdigit() and "-" not in year:
        return f"the {digits[:3]}0s"
    sign = "-" if "-" in year else ""
    return f"the years {sign}{digits.replace('X', '0')} to {sign}{digits.replace('X', '9')}"


def _masked(date: Date) -> str:
    """Name a date some of whose month or day digits are not known."""
    month, day = date.month or "", date.day
    if month.isdigit():
        named = f"{_MONTHS[int(month) - 1]} {_year(date.year)}"
        return f"{named}, day not known" if day == "XX" else f"{named}, day {day} with X not known"
    if month == "XX" and day in (None, "XX"):
        return f"{_year(date.year)}, {'month' if day is None else 'month and day'} not known"
    tail = "" if day is None else f"-{day}"
    return f"{_year(date.year)}, month and day written {month}{tail} with X not known"


def _season(number: int, year: str) -> str:
    if number in _PARTS:
        return f"{_PARTS[number]} {year}"
    side = "" if number < 25 else (" (northern)" if number < 29 else " (southern)")
    over = f" to {int(year) + 1}" if number in (24, 28, 30) and year.isdigit() else ""  # runs over New Year
    return f"{_SEASONS[(number - 21) % 4]} {year}{over}{side}"


def _clock(clock: Clock, zone: str | None) -> str:
    shown = f"{clock.hour:02d}"
    if clock.minute is not None:
        shown += f":{clock.minute:02d}"
    if clock.second is not None:
        shown += f":{clock.second:02d}"
    if clock.fraction is not None:
        shown += f".{clock.fraction}"
    known = clock.offset or zone
    if known is None:
        return f"at {shown} (time zone not known)"
    if known == "Z":
        return f"at {shown} UTC"
    return f"at {shown} UTC{known}" if known[0] in "+-" else f"at {shown} {known} time"


def _doubts(date: Date) -> str:
    whole = {"": "", "~": "approximate", "?": "uncertain", "%": "approximate and uncertain"}
    said = [] if date.mark == "" else [whole[date.mark]]
    for name, marks in zip(_COMPONENTS, zip(date.before, date.after, strict=True), strict=True):
        said += [f"{name} {whole[mark]}" for mark in marks if mark != ""]
    return "" if not said else f" ({', '.join(said)})"
