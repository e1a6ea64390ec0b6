"""Take single things from a row of words: a count, an amount, a clock. Each gives what it took and what is next."""

from collections.abc import Sequence

from sightline.measure.chrono.written.lexing import Lex
from sightline.measure.chrono.written.said import Amount, Clock

Words = Sequence[Lex]


def has(words: Words, i: int, *kinds: str) -> bool:
    """Say whether the word at ``i`` may be one of ``kinds``."""
    return 0 <= i < len(words) and not words[i].kinds.keys().isdisjoint(kinds)


def value(words: Words, i: int, kind: str) -> int:
    """Give the number that the word at ``i`` stands for as ``kind``."""
    found = words[i].kinds[kind]
    return found if isinstance(found, int) else 0


def name(words: Words, i: int, kind: str) -> str:
    """Give the name that the word at ``i`` stands for as ``kind``."""
    return str(words[i].kinds[kind])


def skip(words: Words, i: int, *kinds: str, most: int = 3) -> int:
    """Pass over up to ``most`` words of ``kinds``."""
    end = i + most
    while i < end and has(words, i, *kinds):
        i += 1
    return i


def ends_here(words: Words, i: int) -> bool:
    """Say whether no further word follows directly: the end, a stop, a bracket or one of the small words."""
    if i >= len(words):
        return True
    word = words[i]
    if word.kinds:
        return not has(words, i, "number", "count") or has(words, i, "comma")
    return not any(letter.isalnum() for letter in word.text)


def number(words: Words, i: int, low: int, high: int) -> int | None:
    """Give the digits at ``i`` as a number within [low, high], or None."""
    if not has(words, i, "number"):
        return None
    found = value(words, i, "number")
    return found if low <= found <= high else None


def count(words: Words, i: int) -> tuple[int | None, int] | None:
    """Take "three", "10" or "a few" (None)."""
    if has(words, i, "few"):
        return None, i + 1
    if has(words, i, "count"):
        return value(words, i, "count"), i + 1
    found = number(words, i, 1, 9999)
    return None if found is None else (found, i + 1)


def amount(words: Words, i: int) -> tuple[Amount, int] | None:
    """Take "three days", or a dual such as يومين."""
    if has(words, i, "dual"):
        return Amount(2, name(words, i, "dual")), i + 1
    counted = count(words, i)
    if counted is None or not has(words, counted[1], "unit"):
        return None
    return Amount(counted[0], name(words, counted[1], "unit")), counted[1] + 1


def clock(words: Words, i: int, *, led: bool = False) -> tuple[Clock, str, bool, int] | None:
    """Take a time of day: (clock, mark, whether it stands alone, next).

    ``led``: a date stands before it, so that bare ``21:30`` is a clock too. A time stands alone when something beside
    the digits says that it is one.
    """
    at = skip(words, i, "at", "in", "the", "clock_before", "on")
    mark = ""
    if has(words, at, "about"):
        mark, at = "~", at + 1
        at = skip(words, at, "the", "at", "clock_before")
    cued = at > i and any(has(words, k, "at", "clock_before") for k in range(i, at))
    found = _digits(words, at, cued=cued)
    if found is None:
        if has(words, at, "noon"):
            return Clock(12), mark, cued or mark != "", at + 1
        if has(words, at, "midnight"):
            return Clock(0, midnight=True), mark, cued or mark != "", at + 1
        return None
    told, sure, at = found
    told, zoned, at = _zone(words, at, told)
    sure = sure or cued or zoned
    return (told, mark, sure, at) if sure or led else None


def _digits(words: Words, i: int, *, cued: bool) -> tuple[Clock, bool, int] | None:
    if has(words, i, "time", "decimal"):
        hour, minute, second = words[i].parts
        told = _clock(int(hour), int(minute) if minute != "" else None, int(second) if second != "" else None)
        half, at = _half(words, i + 1)
        if has(words, i, "decimal") and half is None and not (cued and _written_in_full(words[i].parts)):
            return None
        at = skip(words, at, "oclock", most=1)
        later = None if told is None else _in_half(told, half)
        return None if later is None else (later, half is not None or "h" in words[i].text, at)
    hours = number(words, i, 0, 24)
    if (
        hours is None and has(words, i, "ordinal") and has(words, i - 1, "clock_before")
    ):  # الساعة العاشرة مساء
        hours = value(words, i, "ordinal") if value(words, i, "ordinal") <= 12 else None
    if hours is not None:
        at, spoken = i + 1, False
        if has(words, at, "dash") and has(words, at + 1, "ordinal_suffixes") and words[at + 1].glued:  # о 9-й
            at += 2
        if has(words, at, "oclock"):
            at, spoken = at + 1, True
        half, after = _half(words, at)
        if half is None and not (cued and (spoken or has(words, i - 1, "clock_before"))):
            return None
        told = _clock(hours, None, None)
        later = None if told is None else _in_half(told, half)
        return None if later is None else (later, True, after)
    if has(words, i, "number") and len(words[i].text) == 4 and has(words, i + 1, "unit"):
        if words[i + 1].text.lower() != "hours":
            return None
        told = _clock(int(words[i].text[:2]), int(words[i].text[2:]), None)
        return None if told is None else (told, True, i + 2)
    return None


def _written_in_full(parts: tuple[str, ...]) -> bool:
    return len(parts[0]) == 2 and int(parts[0]) < 24 and int(parts[1]) < 60


def _clock(hour: int, minute: int | None, second: int | None) -> Clock | None:
    if hour > 23 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    return Clock(hour, minute, second)


def _half(words: Words, i: int) -> tuple[str | None, int]:
    """Take "am", "p.m.", "вечера", "مساء"."""
    at = skip(words, i, "in", "the", "of", most=1)
    for start in (i, at):
        if has(words, start, "am", "pm"):
            return _half_name(words, start), start + 1
        if has(words, start, "part") and not has(words, start, "in") and start > i:
            part = name(words, start, "part")
            if part in ("morning", "afternoon", "evening", "night", "dawn"):
                return _half_of(part), start + 1
    return None, i


def _half_name(words: Words, i: int) -> str:
    both = has(words, i, "am") and has(words, i, "pm")
    return "either" if both else ("am" if has(words, i, "am") else "pm")


def _half_of(part: str) -> str:
    return "am" if part in ("morning", "dawn") else ("pm" if part in ("afternoon", "evening") else "night")


def _in_half(told: Clock, half: str | None) -> Clock | None:
    if half is None or told.hour > 12:
        return told
    if told.hour == 0:
        return told
    late = half == "pm" or (half in ("night", "either") and told.hour >= 6)
    hour = told.hour % 12 + (12 if late else 0)
    return Clock(hour, told.minute, told.second)


def _zone(words: Words, i: int, told: Clock) -> tuple[Clock, bool, int]:
    """Take what zone the clock is said in: UTC, (UTC+3), local time."""
    opened = has(words, i, "open")
    at = i + 1 if opened else i
    if has(words, at, "local"):
        return told, True, at + (2 if opened and has(words, at + 1, "close") else 1)
    if not has(words, at, "zone"):
        return told, False, i
    zone, at = name(words, at, "zone"), at + 1
    offset, named = (zone, None) if zone == "Z" or zone[0] in "+-" else (None, zone)
    if zone == "Z" and has(words, at, "plus", "dash") and words[at].glued:
        hours = number(words, at + 1, 0, 14)
        if has(words, at + 1, "time"):
            offset, at = (
                f"{'+' if has(words, at, 'plus') else '-'}{int(words[at + 1].parts[0]):02d}:{words[at + 1].parts[1]}",
                at + 2,
            )
        elif hours is not None and words[at + 1].glued:
            offset = f"{'+' if has(words, at, 'plus') else '-'}{hours:02d}:00" if hours > 0 else "Z"
            at += 2
    if opened and has(words, at, "close"):
        at += 1
    return Clock(told.hour, told.minute, told.second, offset, named), True, at
