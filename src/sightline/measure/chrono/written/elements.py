"""Read one date as said: "Friday 11 April 2014", "mid-March", "the 9th", "last summer", "11.04.14".

``context`` tells that something before it says that a time follows ("in", "since", "between"): only then is a month,
a season or a year alone taken for one.
"""

from attrs import evolve

from sightline.measure.chrono.written.dated import (
    WHICH,
    Found,
    day_month,
    day_of_month,
    month_day,
    numbered,
    relative_day,
    weekday,
)
from sightline.measure.chrono.written.periods import (
    PIECES,
    calendar_unit,
    month_alone,
    quarter,
    season,
    year_alone,
)
from sightline.measure.chrono.written.said import Said
from sightline.measure.chrono.written.taking import Words, has, name, skip, value

LEADS = ("in", "on", "the", "at", "of")


def element(words: Words, i: int, *, language: str, context: bool = False, bare: bool = False) -> Found:
    """Read one date that begins at ``i``; ``bare`` lets a day stand without its month."""
    mark, at = "", i
    for _ in range(4):
        if has(words, at, "about"):
            mark, at = "~" if mark == "" else mark, at + 1
        elif has(words, at, "perhaps"):
            mark, at = "?" if mark == "" else "%", at + 1
        elif has(words, at, *LEADS) and not has(words, at, *PIECES):
            context = context or has(words, at, "in")
            at += 1
        else:
            break
    found = _pieced(words, at, language, context=context or mark != "", bare=bare)
    if found is None:
        return None
    said, at = found
    if (
        said.month is None
        and said.weekday is None
        and has(words, at, "past_mark")
        and not has(words, at, "last")
    ):
        return None
    said, at = _bracketed(words, at, said)
    return evolve(said, mark=mark), at


def _bracketed(words: Words, i: int, said: Said) -> tuple[Said, int]:
    """Take "(past)" behind a date."""
    if has(words, i, "open") and has(words, i + 1, "past", "last", "next") and has(words, i + 2, "close"):
        return evolve(said, which="next" if has(words, i + 1, "next") else "past"), i + 3
    return said, i


def _pieced(words: Words, i: int, language: str, *, context: bool, bare: bool) -> Found:
    """Take "early", "the end of", "mid-" before or, in Turkish, behind what they are a piece of."""
    piece = next((kind for kind in PIECES if has(words, i, kind)), None)
    if piece is not None:
        until = (
            next((kind for kind in PIECES if has(words, i + 2, kind)), None)
            if has(words, i + 1, "to", "dash")
            else None
        )
        begin = i + 1 if until is None else i + 3
        piece = piece if until is None else f"{piece}-{until}"
        at = skip(words, begin, "dash", "in", "of", "the")
        if (
            has(words, at, "unit")
            and name(words, at, "unit") in ("month", "year")
            and not _named_unit(words, at + 1)
        ):
            return Said(unit=name(words, at, "unit"), which="this", piece=piece), at + 1
        at = (
            skip(words, at, "dash", "in", "of", "the", "unit")
            if _named_unit(words, at + 1, "month", "year", "hijri")
            else at
        )
        found = _core(words, at, language, context=True, bare=False)
        if found is not None and found[0].day is None and found[0].day_on is None:
            if _names_only_a_weekday(found[0]):  # "early Friday"
                return found
            return evolve(found[0], piece=piece), found[1]
        if found is not None and piece == "early":  # "early on Friday"
            return found
        if not has(words, i, *WHICH, "half"):
            return None
    if has(words, i, "half") or (has(words, i, "ordinal") and has(words, i + 1, "half", "unit")):
        found = _part_of(words, i, language)
        if found is not None:
            return found
    found = _core(words, i, language, context=context, bare=bare)
    if found is None and language == "tr":  # "2014 başında": what makes it a time stands behind it
        found = _core(words, i, language, context=True, bare=bare)
        if found is None or not any(has(words, found[1], f"{kind}_after") for kind in PIECES):
            return None
    if found is None:
        return None
    said, at = found
    after = next((kind for kind in PIECES if has(words, at, f"{kind}_after")), None)
    if after is not None and said.day is None:
        return evolve(said, piece=after), at + 1
    return found


def _names_only_a_weekday(said: Said) -> bool:
    return all(part is None for part in (said.month, said.year, said.season, said.unit))


def _named_unit(words: Words, i: int, *kinds: str) -> bool:
    """Say whether what follows "month" or "year" says which one."""
    return has(words, i, *(kinds or ("month", "hijri", "year", "last", "next", "this", "past", "number")))


def _part_of(words: Words, i: int, language: str) -> Found:
    """Read "the first half of 2013", "the first week of March"."""
    order = value(words, i, "ordinal") if has(words, i, "ordinal") else 0
    at = i + 1 if order > 0 else i
    is_half = has(words, at, "half")
    at += 1
    if has(words, at, "ordinal"):  # النصف الثاني
        order, at = value(words, at, "ordinal"), at + 1
    if not 1 <= order <= (2 if is_half else 4) or not (is_half or name(words, at - 1, "unit") == "week"):
        return None
    found = _core(words, skip(words, at, "of", "in", "the", "from"), language, context=True, bare=False)
    if found is None or found[0].day is not None or (found[0].month is None and not is_half):
        return None
    return evolve(found[0], half=order if is_half else None, week=None if is_half else order), found[1]


def _core(words: Words, i: int, language: str, *, context: bool, bare: bool) -> Found:
    if i >= len(words):
        return None
    kinds = words[i].kinds.keys()
    for read, begins in _READERS:
        if not kinds.isdisjoint(begins):
            found = read(words, i, language, context=context)
            if found is not None:
                return found
    return _bare_day(words, i) if bare else None


_READERS = (
    (relative_day, ("day_on", "this")),
    (numbered, ("date", "year_month")),
    (weekday, ("weekday", "weekday_short", *WHICH)),
    (day_month, ("number", "ordinal", "the")),
    (month_day, ("month",)),
    (month_alone, ("month", "hijri", *WHICH)),
    (season, ("season", "year", *WHICH)),
    (quarter, ("quarter",)),
    (calendar_unit, ("unit", *WHICH)),
    (year_alone, ("unit", "year")),
)
"""What reads a date, and the words it may begin with."""


def _bare_day(words: Words, i: int) -> Found:
    taken = day_of_month(words, i)
    return None if taken is None else (Said(day=taken[0]), taken[1])
