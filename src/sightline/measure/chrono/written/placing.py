"""Place one date as said in the calendar, relative to the text's own days where it must be."""

from attrs import evolve, frozen

from sightline.measure.chrono.written.anchoring import Anchor
from sightline.measure.chrono.written.calendar_units import place_unit
from sightline.measure.chrono.written.choosing import choose_years
from sightline.measure.chrono.written.islamic import place_hijri
from sightline.measure.chrono.written.orders import Orders
from sightline.measure.chrono.written.pieces import in_year, piece_of_decade, piece_of_month, piece_of_year
from sightline.measure.chrono.written.placed import (
    MONTHS,
    UNKNOWN,
    WEEKDAYS,
    Placed,
    day_words,
    impossible,
    months,
    single,
    stretch,
    weekday_of,
    year_text,
    years,
)
from sightline.measure.chrono.written.said import Said
from sightline.model.edtf_days import civil_from_days, days_from_civil, month_days


@frozen
class Setting:
    """What is known of the text as a whole: its own days, its order of numbers, where its week begins."""

    at: Anchor | None
    orders: Orders
    week_begins: int = 1


def place(said: Said, setting: Setting, *, ahead: bool = False, after: int | None = None) -> Placed:
    """Place a date; ``ahead`` and ``after`` as in ``choose_years``. A date that cannot be comes back as a fault."""
    placed = _place(said, setting, ahead=ahead, after=after)
    if placed.fault is not None:
        return placed
    if said.mark != "":
        placed = evolve(placed, mark=_both(placed.mark, said.mark))
    if said.part is not None:
        placed = evolve(placed, why=(*placed.why, f"the {said.part} of that day, hours not said"))
    return placed


def _both(a: str, b: str) -> str:
    return a if b in ("", a) else (b if a == "" else "%")


def _place(said: Said, setting: Setting, *, ahead: bool, after: int | None) -> Placed:
    if said.numbers is not None:
        return _by_numbers(said, setting)
    if said.day_on is not None:
        return _day_on(said, setting.at)
    if said.unit is not None:
        return place_unit(said, setting.at, setting.week_begins)
    if said.hijri:
        return place_hijri(said, setting.at, after=after)
    if said.weekday is not None and said.day is None:
        return _weekday(said, setting.at, ahead=ahead, after=after)
    if said.month is None and said.season is None and said.quarter is None and said.day is None:
        return _year(said, setting)
    return _named(said, setting, ahead=ahead, after=after)


def _by_numbers(said: Said, setting: Setting) -> Placed:
    a, b, c, mark = said.numbers or ("", "", "", "")
    if len(a) == 4:
        return _checked_day(said, int(a), int(b), int(c), "year, month, day")
    year = int(c) if len(c) == 4 else int(c) + (1900 if int(c) >= 69 else 2000)
    known = setting.orders.day_first.get(mark)
    by_day, by_month = (_day(year, int(b), int(a)), _day(year, int(a), int(b)))
    why = setting.orders.why.get(mark, "")
    if by_day is None and by_month is None:
        return impossible(
            f"no calendar has the day {a}{mark}{b}{mark}{c}, read either way round; nothing was moved"
        )
    if by_day == by_month and by_day is not None:
        return single(by_day, "day and month are the same number")
    if known is not None and (chosen := by_day if known else by_month) is not None:
        return single(chosen, f"{'day' if known else 'month'} first: {why}")
    if by_day is not None and by_month is not None and known is None:
        other = single(by_month)
        why = "day first or month first: nothing in the text settles it"
        return evolve(single(by_day, why), others=(other,))
    if known is not None:
        return impossible(f"{a}{mark}{b}{mark}{c} is no day, {'day' if known else 'month'} first ({why})")
    only, order = (by_day, "day") if by_day is not None else (by_month, "month")
    return single(only or 0, f"{order} first: the other way round there is no such day")


def _day(year: int, month: int, day: int) -> int | None:
    if not 1 <= month <= 12 or not 1 <= day <= month_days(year, month):
        return None
    return days_from_civil(year, month, day)


def _checked_day(said: Said, year: int, month: int, day: int, *why: str, relative: bool = False) -> Placed:
    found = _day(year, month, day)
    if found is None:
        if not 1 <= month <= 12:
            return impossible(f"there is no month {month}")
        days = month_days(year, month)
        return impossible(
            f"{MONTHS[month - 1]} {year} has {days} days: there is no day {day}; nothing was moved"
        )
    if said.other_month is not None:
        return evolve(
            single(
                found,
                *why,
                f"two months are named, {MONTHS[month - 1]} and {MONTHS[said.other_month - 1]}",
                mark="?",
            ),
            relative=relative,
        )
    if said.weekday is not None and weekday_of(found) != said.weekday:
        was, told = WEEKDAYS[weekday_of(found) - 1], WEEKDAYS[said.weekday - 1]
        return single(found, *why, f"the text says {told}, the day was a {was}", mark="?", relative=relative)
    return single(found, *why, relative=relative)


def _day_on(said: Said, at: Anchor | None) -> Placed:
    if at is None:
        return impossible(UNKNOWN)
    on = said.day_on or 0
    told = (
        "the day of the text"
        if on == 0
        else f"{abs(on)} day{'s' * (abs(on) != 1)} {'before' if on < 0 else 'after'} the text"
    )
    if at.first != at.last:
        return stretch(
            at.first + on, at.last + on, f"{told}, which has no single day itself", relative=True, run=True
        )
    day = at.first + on
    if said.weekday is not None and weekday_of(day) != said.weekday:
        wrong = f"the text says {WEEKDAYS[said.weekday - 1]}, the day was a {WEEKDAYS[weekday_of(day) - 1]}"
        return single(day, told, wrong, relative=True, mark="?")
    return single(day, f"{told}, {day_words(at.first)}", relative=True)


def _weekday(said: Said, at: Anchor | None, *, ahead: bool, after: int | None) -> Placed:
    number = said.weekday or 1
    if at is None and after is None:
        return impossible(UNKNOWN)
    if after is not None:
        return single(
            after + (number - weekday_of(after)) % 7,
            f"the {WEEKDAYS[number - 1]} that follows",
            relative=True,
        )
    found = []
    for today in range(
        (at or Anchor(0, 0)).first, min((at or Anchor(0, 0)).last, (at or Anchor(0, 0)).first + 6) + 1
    ):
        back = (weekday_of(today) - number) % 7
        if said.which == "next" or (ahead and said.which is None):
            found.append(today + ((7 - back) % 7 or 7))
        else:
            found.append(today - (back if back > 0 or said.which is None else 7))
    days = sorted(set(found))
    asked = f"the {'next' if said.which == 'next' or ahead else 'last'} {WEEKDAYS[number - 1]}"
    why = f"{asked} {'after' if said.which == 'next' or ahead else 'not after'} the text's own date"
    first = single(days[0], why, relative=True)
    return evolve(first, others=tuple(single(day, relative=True) for day in days[1:]))


def _year(said: Said, setting: Setting) -> Placed:
    year = said.year
    if year is None:
        if said.year_on is None or setting.at is None:
            return impossible(UNKNOWN)
        year = civil_from_days(setting.at.last)[0] + said.year_on
    if said.decade:
        if said.piece is not None:
            return piece_of_decade(year, said.piece)
        digits = f"{year // 10}X"
        return Placed(
            digits, digits, days_from_civil(year, 1, 1), days_from_civil(year + 9, 12, 31), ("a decade",)
        )
    if said.half is not None:
        return in_year(f"{year}-{39 + said.half}", year, 6 * said.half - 5, 6 * said.half)
    if said.piece is not None:
        return piece_of_year(year, said.piece)
    return years(year, said.year_to or year)


def _named(said: Said, setting: Setting, *, ahead: bool, after: int | None) -> Placed:
    """Place a date with a month, season or quarter, choosing its year where none is written."""
    if said.year is not None:
        return _in_year(said, said.year)
    at = setting.at
    if said.year_on is not None:
        if at is None:
            return impossible(UNKNOWN)
        year = civil_from_days(at.last)[0] + said.year_on
        return evolve(_in_year(said, year, "the year counted from the text's own"), relative=True)
    if said.month is not None and said.day is not None and said.day > month_days(2000, said.month):
        return impossible(f"{MONTHS[said.month - 1]} never has a day {said.day}; nothing was moved")
    if at is None:
        return _without_year(said)
    if said.month is None and said.day is not None:
        return _bare_day(said.day, at, after=after)

    def fits(year: int) -> tuple[int, int] | None:
        found = _in_year(said, year)
        if found.fault is not None or found.first is None or found.last is None:
            return None
        if said.weekday is not None and found.mark == "?":
            return None
        if (
            said.piece is not None and said.month is not None and said.which is None
        ):  # the whole month decides
            return days_from_civil(year, said.month, 1), found.last
        return found.first, found.last

    chosen = choose_years(fits, at, which=said.which, ahead=ahead, after=after)
    if not chosen and said.weekday is not None:
        placed = place(evolve(said, weekday=None), setting, ahead=ahead, after=after)
        return evolve(
            placed, mark="?", why=(*placed.why, f"in no near year was it a {WEEKDAYS[said.weekday - 1]}")
        )
    if not chosen:
        return impossible("no year near the text's own has such a date; nothing was moved")
    if len(chosen) == 2:
        why = "no year is written: the last one is long past, the next is near"
        past, future = _in_year(said, chosen[0], why), _in_year(said, chosen[1])
        return evolve(past, others=(future,), relative=True)
    return evolve(_in_year(said, chosen[0], _rule(said, ahead=ahead, after=after)), relative=True)


def _rule(said: Said, *, ahead: bool, after: int | None) -> str:
    if after is not None:
        return "no year is written: the first one from the date before it on"
    if said.weekday is not None:
        return "no year is written: the last in which the day of the week fits"
    if said.which is not None:
        return f"no year is written: '{said.which}' tells which"
    return (
        "no year is written: the nearest" if ahead else "no year is written: the last one not after the text"
    )


def _bare_day(day: int, at: Anchor, *, after: int | None) -> Placed:
    start = at.last if after is None else after
    year, month, _ = civil_from_days(start)
    for step in range(14):
        serial = year * 12 + month - 1 + (step if after is not None else -step)
        found = _day(serial // 12, serial % 12 + 1, day)
        if found is not None and (found <= start if after is None else found >= start):
            return single(found, "no month is written: the last such day not after the text", relative=True)
    return impossible(f"there is no day {day}")


def _without_year(said: Said) -> Placed:
    if said.month is None:
        return impossible("the year is not written, and the text's own date is not known")
    why = "the year is not written, and the text's own date is not known"
    if said.which is not None or said.piece is not None or said.half is not None or said.week is not None:
        return impossible(why)
    text = f"XXXX-{said.month:02d}" + ("" if said.day is None else f"-{said.day:02d}")
    return Placed(text, text, None, None, (why,))


def _in_year(said: Said, year: int, *why: str) -> Placed:
    if said.day is not None and said.month is not None:
        placed = _checked_day(said, year, said.month, said.day, *why)
        if said.weekend and placed.first is not None:
            saturday = placed.first - weekday_of(placed.first) + 6
            return stretch(saturday, saturday + 1, *why, "the weekend of that day, Saturday and Sunday")
        return placed
    if said.month is not None:
        if said.piece is not None or said.half is not None or said.week is not None:
            return piece_of_month(year, said.month, said.piece, said.half, said.week, *why)
        placed = months(year, said.month, year, said.month, *why)
        return placed if said.other_month is None else evolve(placed, mark="?")
    if said.season is not None:
        starts = (3, 6, 9, 12)[said.season - 21]
        placed = in_year(f"{year_text(year)}-{said.season}", year, starts, starts + 2, *why)
        return (
            placed
            if said.piece is None
            else evolve(placed, why=(*placed.why, f"{said.piece} in it, how far is not said"))
        )
    return in_year(
        f"{year}-{32 + (said.quarter or 1)}", year, 3 * (said.quarter or 1) - 2, 3 * (said.quarter or 1), *why
    )
