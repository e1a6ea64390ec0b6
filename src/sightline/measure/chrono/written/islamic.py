"""Place dates of the Islamic calendar, with or without their year, always as approximate."""

from sightline.measure.chrono.written.anchoring import Anchor
from sightline.measure.chrono.written.hijri import hijri_day, hijri_month_days, hijri_year_of
from sightline.measure.chrono.written.placed import Placed, day_text, impossible
from sightline.measure.chrono.written.said import Said
from sightline.model.edtf_days import civil_from_days, days_from_civil

SIGHTED = (
    "the tabular civil calendar; the month began when the moon was seen, a day earlier or later, rarely two"
)


def place_hijri(said: Said, at: Anchor | None, *, after: int | None) -> Placed:
    """Place a day, a month or a year of the Islamic calendar; ``after`` as in ``choose_years``."""

    def days(year: int) -> tuple[int, int] | None:
        if said.month is None:
            return hijri_day(year, 1, 1), hijri_day(year + 1, 1, 1) - 1
        longest = hijri_month_days(year, said.month)
        if said.day is not None and said.day > max(longest, 30):
            return None
        begin = hijri_day(year, said.month, said.day or 1)
        return begin, begin if said.day is not None else begin + longest - 1

    year, why, relative = said.year, SIGHTED, False
    if year is not None and year > 1600:  # "Ramadan 2014"
        inside = [
            y
            for y in range(
                hijri_year_of(days_from_civil(year, 1, 1)), hijri_year_of(days_from_civil(year, 12, 31)) + 1
            )
            if (found := days(y)) is not None and civil_from_days(found[0])[0] == year
        ]
        year = inside[0] if inside else None
    elif year is None:
        if at is None:
            return impossible("the year is not written, and the text's own date is not known")
        now = hijri_year_of(at.last)
        limit = at.last if after is None else after + 354
        past = [y for y in range(now - 2, now + 3) if (found := days(y)) is not None and found[0] <= limit]
        year, relative = (past[-1] if past else None), True
        why = f"no year is written: the last one not after the text; {SIGHTED}"
    placed = None if year is None else days(year)
    if placed is None:
        return impossible("the Islamic calendar has no such day; nothing was moved")
    return Placed(
        day_text(placed[0]), day_text(placed[1]), placed[0], placed[1], (why,), relative=relative, mark="~"
    )
