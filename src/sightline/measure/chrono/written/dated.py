"""Read dates that name a day: relative ones, numbers, days of the week, a day and its month; and the year behind."""

from attrs import evolve

from sightline.measure.chrono.written.said import Clock, Said
from sightline.measure.chrono.written.taking import Words, ends_here, has, name, skip, value

Found = tuple[Said, int] | None

WHICH = ("last", "past", "next", "this")


def relative_day(words: Words, i: int, language: str, *, context: bool) -> Found:
    """Read "yesterday", "today Saturday", "this morning"."""
    del language, context
    if has(words, i, "this") and has(words, i + 1, "part"):  # "this morning"; "this night" is a night
        part = name(words, i + 1, "part")
        return (Said(day_on=0, part=part), i + 2) if part != "night" else None
    if not has(words, i, "day_on"):
        return None
    at = i + 1
    weekday = None
    after = skip(words, at, "comma", "on", most=2)
    if has(words, after, "weekday"):  # "today Saturday", "فجر اليوم السبت"
        weekday, at = value(words, after, "weekday"), after + 1
    return Said(day_on=value(words, i, "day_on"), weekday=weekday), at


def numbered(words: Words, i: int, language: str, *, context: bool) -> Found:
    """Read a date in numbers: 2014-04-11, 11.04.14, 2014-04."""
    del language, context
    if has(words, i, "year_month"):
        return Said(year=int(words[i].parts[0]), month=int(words[i].parts[1])), i + 1
    if not has(words, i, "date"):
        return None
    parts = words[i].parts
    if len(parts) == 5 and parts[3] != "":
        return Said(
            year=int(parts[0]), month=int(parts[1]), day=int(parts[2]), clock=_iso_clock(parts[3], parts[4])
        ), i + 1
    if len(parts) == 4:
        return Said(numbers=(parts[0], parts[1], parts[2], parts[3])), i + 1
    return Said(year=int(parts[0]), month=int(parts[1]), day=int(parts[2])), i + 1


def _iso_clock(time: str, offset: str) -> Clock | None:
    whole, _, fraction = time.replace(",", ".").partition(".")
    numbers = [int(part) for part in whole.split(":")]
    if numbers[0] > 23 or any(part > 59 for part in numbers[1:]):
        return None
    zone = None if offset == "" else ("Z" if offset in "Zz" else f"{offset[:3]}:{offset[-2:]}")
    second = numbers[2] if len(numbers) > 2 else None
    return Clock(numbers[0], numbers[1], second, zone, fraction=f".{fraction}" if fraction != "" else "")


def weekday(words: Words, i: int, language: str, *, context: bool) -> Found:
    """Read a day of the week, with the date behind it where there is one."""
    which = next((kind for kind in WHICH if has(words, i, kind)), None)
    at = skip(words, i + 1, "the", "on", most=1) if which is not None else i
    short = has(words, at, "weekday_short") and not has(words, at, "weekday")
    if not (short or has(words, at, "weekday")):
        return None
    day, shy = value(words, at, "weekday_short" if short else "weekday"), words[at].shy
    at += 1
    if has(words, at, "point") and short:
        at += 1
    at = skip(words, at, "unit", most=1) if language == "tr" else at
    dated = skip(words, at, "comma", "the", "on", "dash", most=2)
    for read in (numbered, day_month, month_day):
        found = read(words, dated, language, context=True)
        if found is not None and (found[0].day is not None or found[0].numbers is not None):
            return evolve(found[0], weekday=day), found[1]
    if has(words, at, "number") and has(
        words, at + 1, "to", "dash", "and", "slash"
    ):  # "du lundi 7 au jeudi 10 avril"
        taken = day_of_month(words, at)
        if taken is not None:
            return Said(day=taken[0], weekday=day), taken[1]
    if short or (shy and not context and which is None and not has(words, at - 1, "unit")):
        return None
    if which is None:
        which = next((kind for kind in WHICH if has(words, at, kind)), None)
        at += 0 if which is None else 1
    said = Said(weekday=day, which=None if which == "this" else which)
    return said, at


def day_of_month(words: Words, i: int) -> tuple[int, int, bool] | None:
    """Take a day of the month: (day, next, whether an ending or a word makes it an ordinal)."""
    i = skip(words, i, "the", most=1)
    if has(words, i, "ordinal") and not has(words, i + 1, "unit"):
        return value(words, i, "ordinal"), i + 1, True
    if not has(words, i, "number") or len(words[i].text) > 2:
        return None
    if words[i].lifted and has(words, i - 1, "month", "number", "weekday"):  # April '14
        return None
    day = value(words, i, "number")
    if not 1 <= day <= 31:
        return None
    at = i + 1
    if has(words, at, "ordinal_suffixes") and words[at].glued:
        return day, at + 1, True
    if (
        has(words, at, "dash")
        and words[at].glued
        and has(words, at + 1, "ordinal_suffixes")
        and words[at + 1].glued
    ):
        return day, at + 2, True
    return day, at, False


def day_month(words: Words, i: int, language: str, *, context: bool) -> Found:
    """Read "11 April", "the 11th of April 2014", "11 أبريل/نيسان"."""
    del context
    taken = day_of_month(words, i)
    if taken is None:
        return None
    day, at, ordinal = taken
    at = skip(words, at, "of", "from", "the", most=2)
    if has(words, at, "dash", "point", "slash") and has(words, at + 1, "month") and words[at + 1].glued:
        at += 1
    found = month_name(words, at, language, sure=ordinal, numbered=True)
    return None if found is None else _weekday_behind(words, found[1], evolve(found[0], day=day))


def _weekday_behind(words: Words, i: int, said: Said) -> tuple[Said, int]:
    """Take the day of the week behind a date: "9 Nisan Çarşamba", "11 April 2014 (Friday)"."""
    opened = has(words, i, "open")
    at = i + 1 if opened else skip(words, i, "comma", "in", most=2)
    if not has(words, at, "weekday") or (opened and not has(words, at + 1, "close")):
        return said, i
    after = at + (2 if opened else 1)
    if has(words, after, "unit") and name(words, after, "unit") == "day":  # Cumartesi günü
        after += 1
    return evolve(said, weekday=value(words, at, "weekday")), after


def month_day(words: Words, i: int, language: str, *, context: bool) -> Found:
    """Read "April 11th, 2014"."""
    del context
    if language != "en" or not has(words, i, "month"):
        return None
    at = skip(words, i + 1, "point", "the", "dash", most=2)
    taken = day_of_month(words, at)
    if taken is None or (words[i].shy and words[i].text[0].islower() and not taken[2]):
        return None
    if has(words, taken[1], "time", "decimal", "month"):
        return None
    said, at = year_after(words, taken[1], Said(month=value(words, i, "month"), day=taken[0]), plain=True)
    return said, at


def month_name(words: Words, i: int, language: str, *, sure: bool, numbered: bool) -> Found:
    """Take the name of a month, a second name for the same month, and the year behind it."""
    if has(words, i, "hijri"):
        at = i + 1
        return year_after(words, at, Said(month=value(words, i, "hijri"), hijri=True), plain=False)
    if not has(words, i, "month"):
        return None
    month, at = value(words, i, "month"), i + 1
    if (
        language == "en"
        and words[i].shy
        and words[i].text[0].islower()
        and not (sure or has(words, at, "year"))
    ):
        return None
    if (
        words[i].shy
        and numbered
        and language == "tr"
        and len(words[i].text) <= 3
        and not has(words, at, "year")
    ):
        return None
    if (
        has(words, at, "point")
        and len(words[i].text) <= 4
        and words[at].glued
        and not ends_here(words, at + 1)
    ):
        at += 1
    if has(words, at, "open", "slash") and has(words, at + 1, "month"):
        other = value(words, at + 1, "month")
        bracketed = has(words, at, "open")
        if not bracketed or has(words, at + 2, "close"):
            said = Said(month=month, other_month=other if other != month else None)
            return year_after(words, at + (3 if bracketed else 2), said, plain=False)
    return year_after(words, at, Said(month=month), plain=False)


def year_after(words: Words, i: int, said: Said, *, plain: bool) -> tuple[Said, int]:
    """Take the year behind a month or a day: "2014", ", 2014", "'14", "last year", "года", "هـ"."""
    which = next((kind for kind in ("last", "next", "this", "past") if has(words, i, kind)), None)
    if which is not None and not has(words, i + 1, "unit"):
        return evolve(said, which=which), i + 1
    at = (
        skip(words, i, "dash", "slash", most=1)
        if has(words, i + 1, "year") and i < len(words) and words[i].glued
        else i
    )
    at = skip(words, at, "comma", most=1)
    at = skip(words, at, "of", "in", "the", "from", most=2)
    led = at
    if has(words, at, "unit") and name(words, at, "unit") == "year" and has(words, at + 1, "year"):
        at += 1
    if has(words, at, "year"):
        year = value(words, at, "year")
        comma = has(words, i, "comma") and not plain
        if (year > 1500 or said.hijri or has(words, at + 1, "after_hijri")) and not (
            comma and not ends_here(words, at + 1)
        ):
            at += 1
            if has(words, at, "unit") and name(words, at, "unit") == "year":
                at += 1
                at += (
                    1
                    if has(words, at, "point") and len(words[at - 1].text) == 1 and _goes_on(words, at + 1)
                    else 0
                )
            if has(words, at, "after_hijri"):
                at += 1
            return evolve(said, year=year), at
        return said, i
    if has(words, at, "number") and words[at].lifted and len(words[at].text) == 2:
        return evolve(said, year=_century(value(words, at, "number"))), at + 1
    relative = _year_on(words, led)
    return (said, i) if relative is None else (evolve(said, year_on=relative[0]), relative[1])


def _goes_on(words: Words, i: int) -> bool:
    """Say whether the sentence goes on behind a point: "2014 г. в 16:20"."""
    return i < len(words) and not words[i].text[0].isupper()


def _century(two_digits: int) -> int:
    return two_digits + (1900 if two_digits >= 69 else 2000)


def _year_on(words: Words, i: int) -> tuple[int, int] | None:
    """Take "last year", "l'année dernière", "العام الماضي", "прошлого года"."""
    steps = {"last": -1, "past": -1, "this": 0, "next": 1}
    for first, second in ((i, i + 1), (i + 1, i)):
        if has(words, second, "unit") and name(words, second, "unit") == "year":
            which = next((kind for kind in steps if has(words, first, kind)), None)
            if which is not None:
                return steps[which], i + 2
    return None
