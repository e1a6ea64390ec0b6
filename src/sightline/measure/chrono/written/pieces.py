"""Say which days "early", "mid" and "late" stand for: thirds of a month or a year, by convention and said so."""

from collections.abc import Mapping

from attrs import evolve

from sightline.measure.chrono.written.placed import MONTHS, Placed, months, stretch, years
from sightline.model.edtf_days import days_from_civil, month_days

_THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_QUADRIMESTERS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_YEARS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_NAMES = {"early": "first", "mid": "middle", "late": "last"}


def piece_of_month(
    year: int, month: int, piece: str | None, half: int | None, week: int | None, *why: str
) -> Placed:
    """Place "mid-March", "the first half of March", "the first week of March"."""
    days = month_days(year, month)
    if half is not None:
        first, last, told = (1, 15, "first half") if half == 1 else (16, days, "second half")
    elif week is not None:
        first, last, told = 7 * week - 6, min(7 * week, days), f"days {7 * week - 6} to {7 * week}"
    else:
        first, last, told = _ends(_THIRDS, piece or "early")
    begin = days_from_civil(year, month, first)
    end = days_from_civil(year, month, min(last, days))
    return stretch(begin, end, *why, f"{told}, of {MONTHS[month - 1]} {year}")


def piece_of_year(year: int, piece: str) -> Placed:
    """Place "early 2014": four months, by convention."""
    first, last, told = _ends(_QUADRIMESTERS, piece)
    return months(year, first, year, last, f"the {told}, of {year}")


def piece_of_decade(year: int, piece: str) -> Placed:
    """Place "the late 1980s": three or four years, by convention."""
    first, last, told = _ends(_YEARS, piece)
    return years(year + first, year + last, f"the {told}, of the {year}s")


def _ends(thirds: Mapping[str, tuple[int, int]], piece: str) -> tuple[int, int, str]:
    """Give begin and end of one third, or of two that are said together ("mid to late")."""
    begin, _, end = piece.partition("-")
    told = _NAMES[begin] if end == "" else f"{_NAMES[begin]} to {_NAMES[end]}"
    return thirds[begin][0], thirds[end or begin][1], f"{told} third, by convention"


def in_year(text: str, year: int, first_month: int, last_month: int, *why: str) -> Placed:
    """Place a part of a year that EDTF has a number for; months above 12 run into the next year."""
    placed = months(year, first_month, year + (last_month > 12), (last_month - 1) % 12 + 1, *why)
    return evolve(placed, begin=text, end=text)
