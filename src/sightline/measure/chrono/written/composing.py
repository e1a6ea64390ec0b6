"""Put placed dates together as the expression says: one EDTF text, and the sentence that tells how it came about."""

from collections.abc import Iterable

from attrs import evolve

from sightline.measure.chrono.written.amounts import by_amount
from sightline.measure.chrono.written.forms import FORMS
from sightline.measure.chrono.written.placed import UNKNOWN, Placed, day_text
from sightline.measure.chrono.written.placing import Setting, place
from sightline.measure.chrono.written.said import Clock, Phrase, Said
from sightline.measure.chrono.written.texts import Composed, clock_text, sentence
from sightline.model.edtf_days import civil_from_days


def compose(phrase: Phrase, setting: Setting, *, named_before: int | None = None) -> Composed:
    """Work out what an expression means; ``named_before`` is the last single day that the text named before it."""
    if phrase.amount is not None:
        if setting.at is None:
            return Composed(None, sentence([UNKNOWN]), relative=True)
        return by_amount(phrase, phrase.amount, setting.at)
    if phrase.form == "last_night":
        return _last_night(phrase, setting)
    if phrase.form == "clock":
        return _clock_alone(phrase.dates[0], setting, named_before)
    placed = _placed(phrase, setting)
    if (
        len(placed) > 1
        and placed[0].others
        and phrase.dates[0].year is None
        and phrase.dates[0].numbers is None
        and all(date.hijri == phrase.dates[0].hijri for date in phrase.dates)
    ):
        return _in_either_year(phrase, placed[0], setting)
    faults = [one.fault for one in placed if one.fault is not None]
    if faults:
        return Composed(None, sentence(faults), relative=UNKNOWN in faults)
    made = FORMS[phrase.form](placed, phrase)
    if made is None:
        return Composed(None, "The range ends before it begins.", relative=False)
    edtf, why = made
    single_day = placed[0].first if len(placed) == 1 and placed[0].first == placed[0].last else None
    told = _each_once(reason for one in placed for reason in one.why)
    part = next((date.part for date in phrase.dates if date.part is not None), None)
    return Composed(edtf, sentence([why, *told]), any(one.relative for one in placed), single_day, part)


def _each_once(reasons: Iterable[str]) -> list[str]:
    """Put reasons that begin alike together: "no year is written: the last one not after the text, then the next"."""
    found: dict[str, list[str]] = {}
    for reason in reasons:
        about, _, rest = reason.partition(": ")
        told = found.setdefault(about, [])
        if rest != "" and rest not in told:
            told.append(rest)
    return [about if not told else f"{about}: {', then '.join(told)}" for about, told in found.items()]


def _in_either_year(phrase: Phrase, first: Placed, setting: Setting) -> Composed:
    """Give a row of dates in both years that its first date may be of."""
    runs = []
    for one in (first, *first.others):
        year = civil_from_days(one.first or 0)[0]
        row = _placed(evolve(phrase, dates=(evolve(phrase.dates[0], year=year), *phrase.dates[1:])), setting)
        if any(each.fault is not None for each in row):
            return Composed(None, sentence([each.fault for each in row]), relative=True)
        runs.append(f"{row[0].begin}..{row[-1].end}")
    return Composed(
        "[" + ",".join(runs) + "]",
        sentence(["from the first to the last, in one of two years", *first.why]),
        relative=True,
    )


def _placed(phrase: Phrase, setting: Setting) -> list[Placed]:
    dates = _with_years(phrase.dates)
    ahead = phrase.form in ("by", "until", "before")
    found: list[Placed] = []
    for date in dates:
        after = (
            found[-1].first
            if found and date.year is date.year_on is None and _follows(phrase, dates[len(found) - 1], date)
            else None
        )
        after = None if date.day_on is not None or date.numbers is not None else after
        soon = ahead and not (date.weekday is not None and phrase.form in ("until", "before"))
        found.append(place(date, setting, ahead=soon, after=after))
    return found


def _follows(phrase: Phrase, before: Said, date: Said) -> bool:
    """Say whether a date without a year is the next after the one before it: in a range, or in a row of one month."""
    return phrase.form in ("range", "night_range") or (date.month is not None and date.month == before.month)


def _with_years(dates: tuple[Said, ...]) -> tuple[Said, ...]:
    """Give dates the year that a later one in the row is written with; over New Year, the one before."""
    filled = list(dates)
    for k in range(len(filled) - 2, -1, -1):
        date, later = filled[k], filled[k + 1]
        if (
            date.year is None
            and date.year_on is None
            and date.day_on is None
            and date.numbers is None
            and date.unit is None
        ):
            back = (
                date.month is not None
                and later.month is not None
                and not date.hijri
                and ((date.month, date.day or 1) > (later.month, later.day or 31))
            )
            if (date.weekday is not None and date.day is None) or date.hijri != later.hijri:
                continue  # a year of one calendar is none of the other
            year = None if later.year is None else later.year - back
            on = None if later.year_on is None else later.year_on - back
            filled[k] = evolve(date, year=year, year_on=on)
    return tuple(filled)


def _last_night(phrase: Phrase, setting: Setting) -> Composed:
    at = setting.at
    if at is None:
        return Composed(None, sentence([UNKNOWN]), relative=True)
    begin = at.first + phrase.night_on
    why = {-2: "the night before last", -1: "the night before the day of the text"}.get(
        phrase.night_on, "the night after the day of the text"
    )
    if phrase.dates and at.first == at.last:
        said = phrase.dates[0]
        clock = said.clock or Clock(0)
        day = begin + (clock.hour < 12)
        return Composed(clock_text(day, clock) + said.mark, sentence([why]), relative=True, day=day)
    return Composed(
        f"{day_text(begin)}/{day_text(at.last + phrase.night_on + 1)}",
        sentence([why]),
        relative=True,
        part="night",
    )


def _clock_alone(said: Said, setting: Setting, named_before: int | None) -> Composed:
    clock = said.clock or Clock(0)
    if named_before is not None:
        day, why = named_before, "a clock time without a day: taken on the day named before it"
    elif setting.at is not None and setting.at.first == setting.at.last:
        day, why = setting.at.first, "a clock time without a day: taken on the day of the text"
    else:
        return Composed(None, "A clock time without a day, and no single day is known.", relative=True)
    mark = "%" if said.mark == "~" else "?"
    if said.clock_to is None and clock.midnight:
        return Composed(
            f"[{clock_text(day, clock)}?,{clock_text(day + 1, clock)}?]", sentence([why]), relative=True
        )
    if said.clock_to is not None:
        until = day + ((said.clock_to.hour, said.clock_to.minute or 0) < (clock.hour, clock.minute or 0))
        edtf = f"{clock_text(day, clock)}?/{clock_text(until, said.clock_to)}?"
        return Composed(edtf, sentence([why]), relative=True)
    return Composed(clock_text(day, clock) + mark, sentence([why]), relative=True)
