"""Read dates that name no day: months, seasons, quarters, weeks, years; only where something says that they are."""

from attrs import evolve

from sightline.measure.chrono.written.dated import (
    WHICH,
    Found,
    day_month,
    month_day,
    month_name,
    numbered,
    year_after,
)
from sightline.measure.chrono.written.said import Said
from sightline.measure.chrono.written.taking import Words, ends_here, has, name, number, skip, value

PIECES = ("early", "mid", "late")


def month_alone(words: Words, i: int, language: str, *, context: bool) -> Found:
    """Read a month without a day: "in March", "last January"."""
    which = next((kind for kind in WHICH if has(words, i, kind)), None)
    at = i + 1 if which is not None else i
    if not has(words, at, "month", "hijri"):
        return None
    if has(words, at - 1, "unit") and at > 0 and name(words, at - 1, "unit") == "month":  # شهر آذار
        context = True
    found = month_name(words, at, language, sure=False, numbered=False)
    if found is None:
        return None
    said, after = found
    if (
        has(words, after, "unit") and name(words, after, "unit") == "month" and language == "tr"
    ):  # Mart ayında
        context, after = True, after + 1
    context = context or (words[at].suffix != "" and not words[at].shy)
    if (
        has(words, after, "dash", "slash")
        and has(words, after + 1, "month")
        and has(words, after + 2, "year")
    ):
        context = True  # "March-April 2014"
    if which is not None:
        said = evolve(said, which=which)
    pinned = said.year is not None or said.year_on is not None or said.which is not None
    if not (pinned or context):
        return None
    if language == "en" and words[at].text[0].islower() and words[at].shy and not pinned:
        return None
    if not pinned and words[at].shy and not ends_here(words, after):
        return None
    return said, after


def season(words: Words, i: int, language: str, *, context: bool) -> Found:
    """Read a season: "spring 2013", "last summer", "весной"."""
    which = next((kind for kind in WHICH if has(words, i, kind)), None)
    at = i + 1 if which is not None else i
    season, year = None, None
    if has(words, at, "season"):
        season = value(words, at, "season")
        said, after = year_after(words, at + 1, Said(season=season), plain=True)
        if (
            after < len(words)
            and has(words, after, "dash", "slash")
            and words[after].glued
            and said.year is not None
        ):
            after += 2 if number(words, after + 1, 0, 99) == (said.year + 1) % 100 else 0
    elif has(words, at, "year") and has(words, at + 1, "season") and language == "tr":
        season, year = value(words, at + 1, "season"), value(words, at, "year")
        said, after = Said(season=season, year=year), at + 2
    else:
        return None
    if which is not None:
        said = evolve(said, which=which)
    pinned = said.year is not None or said.year_on is not None or said.which is not None
    alone = context and ends_here(words, after) and language != "tr"
    if language in ("ru", "uk") and words[at].text.lower().endswith(
        ("ой", "ом", "ью", "ки", "ку", "ни", "ні")
    ):
        alone = True  # "весной", "летом": a case that only tells when
    if (
        has(words, after, "dash", "slash", "and")
        and has(words, after + 1, "season")
        and has(words, after + 2, "year")
    ):
        alone = True  # "spring/summer 2013"
    return (said, after) if pinned or alone else None


def quarter(words: Words, i: int, language: str, *, context: bool) -> Found:
    """Read "Q3 2013"."""
    del language, context
    if not has(words, i, "quarter"):
        return None
    quarter = number(words, i + 1, 1, 4)
    at = skip(words, i + 2, "of", "in", "comma", most=1)
    if quarter is None or not has(words, at, "year"):
        return None
    return Said(quarter=quarter, year=value(words, at, "year")), at + 1


def calendar_unit(words: Words, i: int, language: str, *, context: bool) -> Found:
    """Read "last week", "la semaine prochaine", "هذا الشهر"; also "the weekend of 5 April"."""
    steps = {"last": "last", "next": "next", "this": "this"}
    for first, second in ((i, i + 1), (i + 1, i)):
        if not has(words, second, "unit"):
            continue
        which = next((kind for kind in steps if has(words, first, kind)), None)
        unit = name(words, second, "unit")
        if (
            which is not None
            and unit in ("week", "weekend", "month", "year")
            and not _counted(words, i, language)
        ):
            return Said(unit=unit, which=which), i + 2
    if has(words, i, "unit") and name(words, i, "unit") == "weekend":
        at = skip(words, i + 1, "of", "the", "on")
        for read in (numbered, day_month, month_day) if at > i + 1 else ():
            found = read(words, at, language, context=True)
            if found is not None:
                return evolve(found[0], weekend=True), found[1]
    if has(words, i, "unit") and name(words, i, "unit") == "month":
        return (
            month_alone(words, i + 1, language, context=True) if has(words, i + 1, "month", "hijri") else None
        )
    del context
    return None


_SMALL = frozenset(
    "only to when as but with under because while where who which that it he she they we i was were had has have is "
    "are did there its his their this these and then "
    "حين عندما لكن ثم وهو وهي كان كانت التي الذي الا إلا بعدما قبيل بعد وكان".split()
)


def _goes_on(words: Words, i: int) -> bool:
    """Say whether a word follows that no number in front counts: "in 2019 only to leave it again"."""
    return not words[i].glued and words[i].text.lower() in _SMALL


def _counted(words: Words, i: int, language: str) -> bool:
    if language == "en" or (language == "ar" and i + 2 < len(words) and words[i + 2].text[:2] != "ال"):
        return False  # "last week nine farmers": a count that stands behind is of something else
    return has(words, i + 2, "count", "few") or (has(words, i + 2, "number") and has(words, i + 3, "unit"))


def year_alone(words: Words, i: int, language: str, *, context: bool) -> Found:
    """Read a year that something says is one: "in 2013", "عام 2013", "2013 году", "the 1990s", "in 2012-13"."""
    led = has(words, i, "unit") and name(words, i, "unit") == "year"
    at = i + 1 if led else i
    if not has(words, at, "year"):
        return None
    year, after = value(words, at, "year"), at + 1
    if has(words, after, "decades") and (words[after].glued or words[after].lifted):
        return (Said(year=year, decade=True), after + 1) if year % 10 == 0 else None
    hijri = year < 1600
    if has(words, after, "after_hijri"):
        hijri, after, led = True, after + 1, True
    if has(words, after, "unit") and name(words, after, "unit") == "year":
        led, after = True, after + 1
    piece_after = has(
        words, after, *(f"{kind}_after" for kind in (*PIECES, "since", "until", "before", "after"))
    )
    if hijri and not led:
        return None
    rowed = context and has(words, at - 2, "year") and has(words, at - 1, "to", "and", "dash", "or", "comma")
    if language == "tr" and led and has(words, after, "month"):  # 2013 yılının Ağustos ayında
        month, end = value(words, after, "month"), after + 1
        return Said(year=year, month=month), end + 1 if has(words, end, "unit") else end
    if not (led or piece_after or rowed or (context and (ends_here(words, after) or _goes_on(words, after)))):
        return None
    said = Said(year=year, hijri=hijri)
    if has(words, after, "dash", "slash") and words[after].glued and has(words, after + 1, "number"):
        last = value(words, after + 1, "number")
        size = len(words[after + 1].text)
        to = last if size == 4 else (year - year % 100 + last if size == 2 else 0)
        if year < to < year + 60 and words[after + 1].glued:
            return evolve(said, year_to=to), after + 2
    return said, after
