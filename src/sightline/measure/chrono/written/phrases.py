"""Read whole expressions: nights, ranges, "since", "ago", "over the past", and dates that belong together.

Every reader takes the words and where to begin, and gives the expression and where it ended, or None.
"""

from attrs import evolve

from sightline.measure.chrono.written.elements import element
from sightline.measure.chrono.written.lexicon import Lexicon
from sightline.measure.chrono.written.nights import FILLERS, Found, is_night, night, whole_phrase
from sightline.measure.chrono.written.rows import row
from sightline.measure.chrono.written.said import Amount, Said
from sightline.measure.chrono.written.taking import Words, amount, clock, count, has, name, skip

_NEVER_FIRST = frozenset(
    "blockers comma point dash slash open close plus colon and or zone local of suffixes".split()
)
"""Words and signs that no expression begins with."""


def phrase(words: Words, i: int, lexicon: Lexicon) -> Found:
    """Read the expression that begins at ``i``."""
    if words[i].kinds.keys() <= _NEVER_FIRST:
        return None
    kinds = words[i].kinds.keys()
    for read, begins in _READERS:
        if not kinds.isdisjoint(begins):
            found = read(words, i, lexicon)
            if found is not None:
                return found
    found = _dates(words, i, lexicon)
    return found if found is not None or kinds.isdisjoint(_CLOCKS) else _clock_alone(words, i, lexicon)


def _counted_past(words: Words, i: int, lexicon: Lexicon) -> Found:
    """Read "over the past 10 days", "ces 10 derniers jours", "خلال الأيام العشرة الماضية", "son üç hafta"."""
    at = skip(words, i, *FILLERS, "this")
    led = any(words[k].text.lower() in ("over", "within", "during", "throughout") for k in range(i, at))
    number: int | None = None
    unit, past, counted, end = "", "", False, at
    for k in range(at, min(at + 3, len(words))):
        if has(words, k, "past") or (has(words, k, "last") and past == ""):
            if past != "":
                break
            if unit != "" and not counted and lexicon.language == "en":  # "the year preceding the attack"
                return None
            past = "past" if has(words, k, "past") else "last"
        elif has(words, k, "dual") and unit == "":
            number, counted, unit = 2, True, name(words, k, "dual")
        elif has(words, k, "unit") and unit == "":
            unit = name(words, k, "unit")
        elif not counted and (taken := count(words, k)) is not None:
            counted, number = True, taken[0]
        else:
            break
        end = k + 1
        if past != "" and unit != "" and (counted or not _more(words, end, lexicon.language)):
            break
    if (
        lexicon.language == "en"
        and counted
        and number not in (None, 1)
        and words[end - 1].text.lower() in _ONE
    ):
        return None  # "two last week" is two of something, last week
    if past == "" or unit == "" or not (counted or past == "past" or led) or unit == "weekend":
        return None
    if any(has(words, k, "since") for k in range(max(0, i - 1), i)):
        return None
    end = skip(words, end, "in", most=1) if lexicon.language == "tr" else end
    return whole_phrase(words, i, end, "past", amount=Amount(number if counted else 1, unit))


def _more(words: Words, i: int, language: str) -> bool:
    # "last week nine farmers", "الأسبوع الماضي ستة من أفرادها": what stands behind counts something else
    behind = i < len(words) and not has(words, i, "last", "past")
    if behind and (language == "en" or (language == "ar" and words[i].text[:2] != "ال")):
        return False
    return has(words, i, "last", "past", "count")


def _ago(words: Words, i: int, lexicon: Lexicon) -> Found:
    at, mark = i, ""
    if has(words, at, "about"):
        mark, at = "~", at + 1
    found = amount(words, at)
    if found is not None and has(words, found[1], "ago_after"):
        return whole_phrase(words, i, found[1] + 1, "ago", amount=found[0], mark=mark)
    since = has(words, at, "since")
    if not (has(words, at, "ago_before") or since):
        return None
    at += 1
    if has(words, at, "about"):
        mark, at = "~", at + 1
    found = amount(words, at)
    if found is None and has(words, at, "unit") and lexicon.language == "ar" and not _points(words, at + 1):
        found = Amount(1, name(words, at, "unit")), at + 1
    if found is None or found[0].unit == "weekend" or _points(words, found[1]):
        return None
    if (
        has(words, i, "from", "of") and lexicon.language == "ar"
    ):  # "من يومين" is spoken; "من" is mostly "from"
        return None
    form = "since_amount" if since and not lexicon.since_amount_is_ago else "ago"
    return whole_phrase(words, i, found[1], form, amount=found[0], mark=mark)


def _points(words: Words, i: int) -> bool:
    """Say whether what follows makes a unit a named one: "يوم الجمعة", "شهر آذار", "عام 2013", "الأسبوع الماضي"."""
    return has(words, i, "weekday", "month", "year", "last", "next", "number", "day_on")


def _ahead(words: Words, i: int, lexicon: Lexicon) -> Found:
    if has(words, i, "after_future"):
        found = amount(words, i + 1)
        if found is not None and not has(words, found[1], "of") and found[0].unit != "hour":
            return whole_phrase(words, i, found[1], "ahead", amount=found[0])
    if lexicon.language == "tr":
        found = amount(words, i)
        if found is not None and has(words, found[1], "after_after"):
            return whole_phrase(words, i, found[1] + 1, "ahead", amount=found[0])
    return None


def _between(words: Words, i: int, lexicon: Lexicon) -> Found:
    if not has(words, i, "between"):
        return None
    timed = _clocks(words, i + 1, lexicon, joints=("and", "dash"))
    if timed is not None:
        return whole_phrase(words, i, timed[1], _timed_form(timed[0]), timed[0])
    found = row(words, i + 1, lexicon, bare=True, ranged=True, context=True)
    if found is None or len(found[0]) != 2 or found[1][0] not in ("and", "dash", "to"):
        return None
    return whole_phrase(words, i, found[2], "range", *found[0])


def _from(words: Words, i: int, lexicon: Lexicon) -> Found:
    if not has(words, i, "from"):
        return None
    timed = _clocks(words, i + 1, lexicon, joints=("to", "dash", "until"))
    if timed is not None:
        return whole_phrase(words, i, timed[1], _timed_form(timed[0]), timed[0])
    found = row(words, i + 1, lexicon, bare=True, ranged=True, context=True)
    if found is not None and len(found[0]) == 2 and found[1][0] in ("to", "dash"):
        return whole_phrase(words, i, found[2], "range", *found[0])
    found = row(words, i + 1, lexicon, context=lexicon.from_is_since)
    if found is None or len(found[0]) != 1:
        return None
    at = found[2]
    if has(words, at, "since_after"):
        return whole_phrase(words, i, at + 1, "since", *found[0])
    return whole_phrase(words, i, at, "since", *found[0]) if lexicon.from_is_since else None


def _clocks(words: Words, i: int, lexicon: Lexicon, *, joints: tuple[str, ...]) -> tuple[Said, int] | None:
    """Read "between 3 and 5 am on 11 April", "from 21:00 to 23:00 on 11 April"."""
    first = clock(words, i, led=True)
    at = i + 1 if first is None else first[3]
    if not has(words, at, *joints):
        return None
    last = clock(words, at + 1, led=True)
    if last is None or last[0].midnight or (first is not None and first[0].midnight):
        return None
    begin = first[0] if first is not None else None
    if begin is None:
        hour = words[i].kinds.get("number")
        if not isinstance(hour, int) or not 1 <= hour <= 12:
            return None
        late = last[0].hour >= 12 and not (hour == 12 or hour > last[0].hour % 12)
        begin = evolve(last[0], hour=hour % 12 + 12 if late else hour % 12, minute=None, second=None)
    if begin.offset is None and begin.zone is None:
        begin = evolve(begin, offset=last[0].offset, zone=last[0].zone)
    dated = element(words, skip(words, last[3], "comma"), language=lexicon.language)
    if dated is None or not _names_a_day(dated[0]):
        return Said(clock=begin, clock_to=last[0]), last[3]
    return evolve(dated[0], clock=begin, clock_to=last[0]), dated[1]


def _timed_form(said: Said) -> str:
    return (
        "one" if any(x is not None for x in (said.day, said.weekday, said.day_on, said.numbers)) else "clock"
    )


def _bounded(words: Words, i: int, lexicon: Lexicon) -> Found:
    """Read a word of order and the date behind it: since, until, by, before, after."""
    for form in ("since", "until", "by", "before", "after"):
        if not has(words, i, form):
            continue
        if form == "before" and has(words, i + 1, "midnight", "dawn"):
            return None
        found = row(words, i + 1, lexicon, context=True)
        if found is None or len(found[0]) != 1:
            continue
        date = found[0][0]
        if form in ("by", "before", "after") and _person_perhaps(words, i + 1, date, lexicon):
            return None
        return whole_phrase(words, i, found[2], form, *found[0])
    if has(words, i, "ago_before"):  # Arabic قبل: "before" a date, "ago" with an amount
        found = row(words, i + 1, lexicon, context=False)
        if (
            found is not None
            and len(found[0]) == 1
            and lexicon.language == "ar"
            and not has(words, i, "from")
        ):
            return whole_phrase(words, i, found[2], "before", *found[0])
    return None


def _person_perhaps(words: Words, i: int, date: Said, lexicon: Lexicon) -> bool:
    del lexicon
    return (
        date.month is not None
        and all(part is None for part in (date.day, date.year, date.piece, date.which))
        and words[i].shy
    )


_AFTER = ("since", "until", "before", "after", "between")


def _dates(words: Words, i: int, lexicon: Lexicon) -> Found:
    found = row(words, i, lexicon)
    if found is None:
        return None
    dates, joints, at = found
    if is_night(words, at) and all(_names_a_day(date) for date in dates):
        return whole_phrase(words, i, at + 1, "night" if len(dates) == 1 else "range", *dates)
    for form in _AFTER:
        if has(words, at, f"{form}_after"):
            if form == "between":
                if len(dates) == 2:
                    return whole_phrase(words, i, at + 1, "range", *dates)
                continue  # "arasında" behind one date says no more than that date
            if len(dates) == 1 or joints == ("to",):
                whole = "range" if len(dates) == 2 else form
                return whole_phrase(words, i, at + 1, whole, *dates)
    if len(dates) == 2 and joints == ("",):
        return None
    return whole_phrase(words, i, at, _form(dates, joints), *dates)


def _names_a_day(date: Said) -> bool:
    return any(part is not None for part in (date.day, date.weekday, date.day_on, date.numbers))


def _form(dates: tuple[Said, ...], joints: tuple[str, ...]) -> str:
    if len(dates) == 1:
        return "one"
    if "or" in joints:
        return "either"
    if len(dates) == 2 and joints[0] in ("dash", "slash", "to"):
        return "range"
    seasons = [date.season for date in dates]
    if len(dates) == 2 and None not in seasons:
        return "range"
    return "all"


def _clock_alone(words: Words, i: int, lexicon: Lexicon) -> Found:
    del lexicon
    found = clock(words, i)
    if found is None or not found[2]:
        return None
    return whole_phrase(words, i, found[3], "clock", Said(clock=found[0], mark=found[1]))


_ONE = ("hour", "day", "week", "weekend", "month", "year")
_COUNTS = ("few", "count", "number", "dual")
_BOUNDS = ("since", "until", "by", "before", "after", "ago_before")
_CLOCKS = (*FILLERS, "clock_before", "about", "time", "decimal", "number", "noon", "midnight", "ordinal")
_READERS = (
    (night, (*FILLERS, "night_on", "night_into", "night_before", "part", "overnight")),
    (_counted_past, (*FILLERS, "this", "last", "past", "unit", *_COUNTS)),
    (_ago, ("about", "since", "ago_before", *_COUNTS)),
    (_ahead, ("after_future", *_COUNTS)),
    (_between, ("between",)),
    (_from, ("from",)),
    (_bounded, _BOUNDS),
)
"""What reads an expression, and the words it may begin with; in this order."""
