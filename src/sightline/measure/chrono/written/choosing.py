"""Choose the year of a date written without one, by one stated rule.

The latest such date that is not after the text's own date. Where a word looks ahead ("by", "until", "next"), the
nearest. Where the last one is most of a year ago and the next is within a month, both are given: a deadline and an
anniversary are written alike, and nothing but the reader's knowledge tells them apart.
"""

from collections.abc import Callable

from sightline.measure.chrono.written.anchoring import Anchor
from sightline.model.edtf_days import civil_from_days

SOON_DAYS = 31
LONG_AGO_DAYS = 240
REACH_YEARS = 9

Fits = Callable[[int], tuple[int, int] | None]
"""From a year to the first and last day of the date in that year, None when that year has no such date."""


def choose_years(
    fits: Fits, at: Anchor, *, which: str | None, ahead: bool, after: int | None
) -> tuple[int, ...]:
    """Give the year, or the two years that a reader must choose between; none when no near year has the date.

    ``which`` is a word beside it (last, next, this); ``ahead`` is true behind "by", "until" or "before"; ``after`` is
    the first day of the date that this one closes a range with.
    """
    today = at.last
    year = civil_from_days(today)[0]
    near = [(y, days) for y in range(year - REACH_YEARS, year + REACH_YEARS) if (days := fits(y)) is not None]
    if after is not None:
        later = [y for y, days in near if days[1] >= after]
        return tuple(later[:1])
    past = [(y, days) for y, days in near if days[0] <= today]
    future = [(y, days) for y, days in near if days[0] > today]
    if which == "next":
        return tuple(y for y, _ in future[:1])
    if which in ("last", "past"):
        return tuple(y for y, days in past if days[1] < today)[-1:]
    if which == "this":
        return tuple(y for y, _ in near if y == year)
    if not past or not future:
        return tuple(y for y, _ in (past[-1:] or future[:1]))
    since, until = today - past[-1][1][1], future[0][1][0] - today
    if ahead:
        return (future[0][0],) if until < since else (past[-1][0],)
    if until <= SOON_DAYS and since >= LONG_AGO_DAYS:
        return past[-1][0], future[0][0]
    return (past[-1][0],)
