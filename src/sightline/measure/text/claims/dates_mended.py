"""Read again dates that a sentence tells otherwise than their words alone: "by Sunday they had left", "من مبارح".

A reader of dates looks at the words of a date; what stands around them tells that a day is past, that something goes on
since then, or that it is a week of a month that is meant.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from attrs import evolve

from sightline.measure.text.claims.flat import unify
from sightline.measure.text.claims.record import DateGiven

_BY_WEEKDAY: Final = re.compile(
    r"by\s(?:(?:late|early|about|the)\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE
)
_TO_COME: Final = re.compile(
    r"\b(?:will|shall|must|should|deadline|ultimatum|expect\w*|promis\w+|plan(?:s|ned)?|due|ha(?:s|ve) to|"
    r"had to|going to|"
    r"threaten\w*|demand\w*|order(?:s|ed)?|hope\w*|aim\w*|to be|want\w*|ask(?:s|ed)?|agree(?:s|d)?|pledg\w+|"
    r"vow\w*|if)\b",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"\b(?:was|were|had|has|have|did|[a-z]{2,}ed|fell|held|took|left|said|rose|stood|spread|came|went|ran|"
    r"became|began|broke|"
    r"drove|won|lost|saw|found|got|made|put|told|gave|set|cut|hit|shot|fled|dead|wounded)\b"
)
_STOP: Final = re.compile(r"[.!?\n]\s|\n")
_UNTIL: Final = re.compile(r"\.\./(?P<day>\d{4}-\d\d-\d\d)$")
_WEEK: Final = re.compile(
    r"\b(?P<nth>first|second|third|fourth|last|final) week (?:of|in) (?:the month of )?$", re.IGNORECASE
)
_WEEK_ARABIC: Final = re.compile(
    r"(?<!\w)[وف]?(?:ال)?اسبوع (?:(?P<nth>الاخير|الاول|الثاني|الثالث|الرابع) من (?:شهر )?)?$"
)
_DAY_OF: Final = re.compile(r"(?:on )?the (?P<day>\d{1,2})(?:st|nd|rd|th) of $")
_NTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0, "الاول": 1, "الثاني": 2,
               "الثالث": 3, "الرابع": 4, "الاخير": 0}  # fmt: skip
_MONTH: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?$")
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
_NAMED: Final = re.compile(rf"\s(?:of|in)\s(?P<month>{'|'.join(_MONTHS)})(?:,?\s(?P<year>(?:19|20)\d\d))?\b")
_FROM: Final = re.compile(r"(?:^|(?P<before>\S+)\s)(?P<led>(?:اعتبارا|ابتداء|بدءا|وذلك)\s)?من\s$")
_OF: Final = re.compile(
    r"متاخره?|مبكره?|الاولي|الاول|اول|الاخيره?|الثاني|ساع\w*|وقت|لاحق|سابق|الظهيره|نفس|كل|جزء|نهايه|بدايه|منتصف|"
    r"الساعات|قسم|يوم|دقايق"
)
_SINCE_WORDS: Final = re.compile(
    r"(?:من\s)?(?:يوم\s|فجر\s|صباح\s|عصر\s|مساء\s|ليل\s|ظهر\s)*(?:مبارح|امبارح|البارحه?|امس|اليوم|السبت|الاحد|"
    r"الاثنين|الثلاثاء|الاربعاء|الخميس|"
    r"الجمعه|التلات|التنين|الحد|الاربعا)\w*(?:\s\w+)?"
)
_TO: Final = re.compile(r"\s(?:الي|حتي|لغايه|و)")


def mended(text: str, one: DateGiven) -> DateGiven | None:
    """Give a date as its sentence tells it; None where it is none.

    :param text: the text as it is written; the offsets of ``one`` are in it
    """
    if one.edtf is None:
        return one
    words = text[one.start : one.end]
    if "next" in one.why and _BY_WEEKDAY.match(words) is not None:
        return _past_weekday(text, one)
    lead = text[max(0, one.start - 40) : one.start]
    day_of = _DAY_OF.search(lead) if words.lower() == "this month" else None
    if day_of is not None:
        return _day_of(one, int(day_of["day"]), one.start - len(day_of[0]))
    english = _WEEK.search(lead)
    if english is not None:
        return _week_of(one, _NTH[english["nth"].lower()])
    named = _NAMED.match(text, one.end) if words.lower() in ("last week", "the last week") else None
    if named is not None:
        return _last_week_of(one, _MONTHS.index(named["month"]) + 1, named["year"])
    plain = unify(lead)
    arabic = _WEEK_ARABIC.search(plain)
    if arabic is not None:
        day = _MONTH.match(one.edtf)
        nth = _NTH[arabic["nth"]] if arabic["nth"] else int(day["day"] or 9) if day is not None else 9
        return _week_of(one, nth) if nth <= 4 else one
    return _since(text, one, unify(words), plain)


def _day_of(one: DateGiven, day: int, start: int) -> DateGiven | None:
    """Take "the 3rd of this month" for its day; None where the month has no such day."""
    month = _MONTH.match(one.edtf or "")
    if month is None or not 0 < day <= monthrange(int(month["year"]), int(month["month"]))[1]:
        return None
    why = f"{one.why} Its day is told before it."
    return evolve(one, edtf=f"{month['year']}-{month['month']}-{day:02}", start=start, why=why)


def _past_weekday(text: str, one: DateGiven) -> DateGiven | None:
    """Take the last such day where the sentence tells what had come about by then."""
    before = [m.end() for m in _STOP.finditer(text, max(0, one.start - 200), one.start)]
    behind = _STOP.search(text, one.end, min(len(text), one.end + 160))
    begin = before[-1] if before else max(0, one.start - 200)
    said = (
        text[begin : one.start]
        + " "
        + text[one.end : min(len(text), one.end + 160) if behind is None else behind.start()]
    )
    until = _UNTIL.fullmatch(one.edtf or "")
    if until is None or _TO_COME.search(said) is not None or _PAST.search(said) is None:
        return one
    day = date.fromisoformat(until["day"]) - timedelta(days=7)
    return evolve(
        one, edtf=f"../{day.isoformat()}", why="Up to and with that date; the last such day, told as past."
    )


def _week_of(one: DateGiven, nth: int) -> DateGiven:
    """Give a week of a month: seven days from its first, eighth, fifteenth or twenty-second, or its last seven."""
    month = _MONTH.match(one.edtf or "")
    if month is None:
        return one
    year, number = int(month["year"]), int(month["month"])
    last = monthrange(year, number)[1]
    begin, end = (last - 6, last) if nth == 0 else (nth * 7 - 6, nth * 7)
    head = f"{year:04d}-{number:02d}"
    return evolve(
        one, edtf=f"{head}-{begin:02d}/{head}-{end:02d}", why="A week of that month: seven days of it."
    )


def _last_week_of(one: DateGiven, month: int, year: str | None) -> DateGiven:
    """Give the last week of a named month; without a year, of the last such month not after the text."""
    near = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)", one.edtf or "")
    if near is None:
        return one
    told = int(near["year"]) - (month > int(near["month"])) if year is None else int(year)
    return _week_of(evolve(one, edtf=f"{told:04d}-{month:02d}"), 0)


def _since(text: str, one: DateGiven, words: str, lead: str) -> DateGiven:
    """Read spoken "من مبارح" and "اعتبارا من" as "since"; not "in the late hours of Friday"."""
    edtf = one.edtf or ""
    if "/" in edtf or edtf[:1] in "[{" or _TO.match(unify(text[one.end : one.end + 6])) is not None:
        return one
    inside = words.startswith("من ")
    found = (
        _FROM.search(lead)
        if not inside
        else re.search(r"(?:^|(?P<before>\S+)\s)(?P<led>(?:اعتبارا|ابتداء|بدءا)\s)?$", lead)
    )
    if found is None:
        return one
    of = _OF.fullmatch((found["before"] or "").lstrip("وفبل")) is not None
    if found["led"] is None and (_SINCE_WORDS.fullmatch(words) is None or of):
        return one
    return evolve(one, edtf=f"{edtf}/..", why=f"{one.why} From then on, as it is told.")
