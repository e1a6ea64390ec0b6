"""Read written times (EDTF, ISO 8601-2) into what was written, before any calendar or zone is applied.

Kept apart from the arithmetic because the same record is written back canonically, put into words and turned into
bounds. Level 0 and 1 are read whole; of level 2: qualifiers on single components, masks in any digit, seasons
25 to 41, sets ``[..]`` and ``{..}``. Extensions, because clocks have them and EDTF does not: ``T03`` and ``T03:15``
(hour and minute precision), fractions of a second (``T03:15:00.25Z``) and a qualifier after a date-time.

Not read, and refused by name: exponents and significant digits of years (``Y17E7``, ``1950S2``), the words
``open`` and ``unknown`` and the letter ``u`` of the 2012 draft.

Sources:
[1] Library of Congress, Extended Date/Time Format (EDTF) Specification, 4 February 2019,
    https://www.loc.gov/standards/datetime/
[2] ISO 8601-2:2019, Date and time, Part 2: Extensions.
"""

import re
from enum import Enum
from typing import Any, Final

from attrs import frozen

from sightline.core.errors import BadTime
from sightline.model.edtf_refusals import refusal


class Edge(Enum):
    """How one end of an interval is written."""

    GIVEN = "given"
    OPEN = "open"  # '..': no bound is claimed; at the end: still going on when it was said
    UNKNOWN = "unknown"  # nothing: there is a bound and it is not known


@frozen(slots=True)
class Clock:
    """A time of day as written; what is not written is None."""

    hour: int
    minute: int | None
    second: int | None
    fraction: str | None
    offset: str | None  # 'Z', '+03:00'; None: not said


@frozen(slots=True)
class Date:
    """A date or date-time as written: digits may be X, and each component may carry ``~``, ``?`` or ``%``.

    ``before`` and ``after`` hold the marks written to the left and right of year, month and day; ``mark`` is the one
    after the whole. A mark on the right speaks of its component and all to its left, one on the left of it alone [1].
    """

    year: str
    month: str | None
    day: str | None
    clock: Clock | None
    before: tuple[str, str, str]
    after: tuple[str, str, str]
    mark: str


@frozen(slots=True)
class Interval:
    """Begin and end as written; an Edge stands where no date does."""

    begin: Date | Edge
    end: Date | Edge


@frozen(slots=True)
class Run:
    """Consecutive dates ``a..b`` inside a set; None on the side left out."""

    first: Date | None
    last: Date | None


@frozen(slots=True)
class Group:
    """A set: ``[..]`` one of its members is meant, ``{..}`` all of them are."""

    all_of: bool
    members: tuple[Date | Run, ...]


Written = Date | Interval | Group

_MARK: Final = r"[?~%]{0,2}"
_DATE: Final = re.compile(
    rf"(?P<yb>{_MARK})(?P<year>Y-?[1-9][0-9]{{4,}}|-?[0-9X]{{4}})(?P<ya>{_MARK})"
    rf"(?:-(?P<mb>{_MARK})(?P<month>[0-9X]{{2}})(?P<ma>{_MARK})"
    rf"(?:-(?P<db>{_MARK})(?P<day>[0-9X]{{2}})(?P<da>{_MARK})"
    r"(?:T(?P<hour>[0-9]{2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?)?"
    rf"(?P<offset>Z|[+-][0-9]{{2}}(?::?[0-9]{{2}})?)?(?P<cm>{_MARK}))?)?)?"
)
_MARKS: Final = {"": "", "?": "?", "~": "~", "%": "%", "?~": "%", "~?": "%"}
_LONGEST: Final = 4000
_FURTHEST_OFFSET_MINUTES: Final = 16 * 60


def parse(text: str) -> Written:
    """Read EDTF ``text`` into what was written.

    Raises BadTime, saying what was expected, for anything that is not EDTF as described above. Whether the days exist
    in the calendar is not asked here.
    """
    clean = text.strip()
    if clean == "" or len(clean) > _LONGEST:
        raise refusal(text, "a written time is empty or too long")
    clean = clean.translate({ord("x"): "X", ord("t"): "T", ord("z"): "Z", ord("y"): "Y", ord("\u2212"): "-"})
    if clean[0] in "[{":
        return _group(clean, text)
    if "/" in clean:
        return _interval(clean, text)
    return _date(clean, text)


def _group(clean: str, text: str) -> Group:
    all_of = clean[0] == "{"
    if clean[-1] != ("}" if all_of else "]") or len(clean) < 3:
        raise BadTime(
            "this set is not closed", item=text, todo="write [a, b] for one of them, {a, b} for all of them"
        )
    members: list[Date | Run] = []
    pieces = [piece.strip() for piece in clean[1:-1].split(",")]
    for place, piece in enumerate(pieces):
        if ".." not in piece:
            members.append(_date(piece, text))
            continue
        left, _, right = piece.partition("..")
        if (left == "" and place != 0) or (right == "" and place != len(pieces) - 1) or left == right == "":
            raise BadTime(
                f"'{piece}' says nothing in a set",
                item=text,
                todo="'..' without a date stands only before the first or after the last date",
            )
        members.append(
            Run(None if left == "" else _date(left, text), None if right == "" else _date(right, text))
        )
    return Group(all_of, tuple(members))


def _interval(clean: str, text: str) -> Interval:
    parts = clean.split("/")
    if len(parts) != 2:
        raise refusal(text, "more than one '/'")
    begin, end = (_edge(part.strip(), text) for part in parts)
    if isinstance(begin, Edge) and isinstance(end, Edge) and begin is end:
        raise BadTime(
            "an interval without any date says nothing", item=text, todo="leave the time out instead"
        )
    return Interval(begin, end)


def _edge(part: str, text: str) -> Date | Edge:
    if part == "":
        return Edge.UNKNOWN
    return Edge.OPEN if part == ".." else _date(part, text)


def _date(piece: str, text: str) -> Date:
    found = _DATE.fullmatch(piece)
    if found is None:
        raise refusal(text, f"'{piece}' is not a date in EDTF")
    got = found.groupdict()
    if got["year"][0] == "Y" and got["month"] is not None:
        raise refusal(text, "a year of five digits or more stands alone")
    if got["year"] == "-0000":
        raise BadTime("there is no year -0000", item=text, todo="write 0000 for the year before year 1")
    marks = {}
    for name in ("yb", "ya", "mb", "ma", "db", "da", "cm"):
        sign = _MARKS.get(got[name] or "")
        if sign is None:
            raise refusal(text, f"'{got[name]}' is not a qualifier")
        marks[name] = sign
    return _with_marks(got, marks, _clock(got, text))


def _with_marks(got: dict[str, Any], marks: dict[str, str], clock: Clock | None) -> Date:
    before = [marks["yb"], marks["mb"], marks["db"]]
    after = [marks["ya"], marks["ma"], marks["da"]]
    whole = marks["cm"]
    if clock is None:  # the mark after the last component is the mark of the whole
        last = 0 if got["month"] is None else (1 if got["day"] is None else 2)
        whole, after[last] = after[last], ""
        if last == 0 and whole == "":  # '?2014' and '2014?' say the same
            whole, before[0] = before[0], ""
    return Date(
        got["year"],
        got["month"],
        got["day"],
        clock,
        (before[0], before[1], before[2]),
        (after[0], after[1], after[2]),
        whole,
    )


def _clock(got: dict[str, Any], text: str) -> Clock | None:
    if got["hour"] is None:
        return None
    if "X" in f"{got['year']}{got['month']}{got['day']}":
        raise refusal(text, "a time of day needs a whole date before it")
    hour = int(got["hour"])
    minute = None if got["minute"] is None else int(got["minute"])
    second = None if got["second"] is None else int(got["second"])
    if hour == 24:
        raise BadTime("there is no hour 24", item=text, todo="write hour 00 of the next day")
    if second == 60:
        raise BadTime("leap seconds are not kept", item=text, todo="write second 59")
    if hour > 23 or (minute or 0) > 59 or (second or 0) > 59:
        raise BadTime("no such time of day", item=text, todo="hours go to 23, minutes and seconds to 59")
    return Clock(
        hour, minute, second, got["fraction"], None if got["offset"] is None else offset(got["offset"], text)
    )


def offset(written: str, text: str) -> str:
    """Write a zone offset canonically: ``Z`` or ``+hh:mm``; ``+03`` and ``+0300`` are taken too.

    Raises BadTime when it is further from UTC than any zone ever was (16 hours).
    """
    if written == "Z":
        return "Z"
    digits = written[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    if int(digits[2:]) > 59 or minutes > _FURTHEST_OFFSET_MINUTES:
        raise BadTime(f"no zone lies at {written}", item=text, todo="offsets run from -12:00 to +14:00")
    return "Z" if minutes == 0 else f"{written[0]}{digits[:2]}:{digits[2:]}"
