"""Place "last week", "this month", "next year" and weekends."""

from attrs import evolve

from sightline.measure.chrono.written.anchoring import Anchor
from sightline.measure.chrono.written.pieces import piece_of_month, piece_of_year
from sightline.measure.chrono.written.placed import (
    UNKNOWN,
    WEEKDAYS,
    Placed,
    impossible,
    months,
    stretch,
    weekday_of,
    years,
)
from sightline.measure.chrono.written.said import Said
from sightline.model.edtf_days import civil_from_days


def place_unit(said: Said, at: Anchor | None, week_begins: int) -> Placed:
    """Place a week, weekend, month or year beside the text; ``week_begins``: Monday 1 to Sunday 7."""
    if at is None:
        return impossible(UNKNOWN)
    step = {"last": -1, "next": 1}.get(said.which or "", 0)
    year, month, _ = civil_from_days(at.last)
    if said.piece is not None and said.unit == "year":
        return evolve(piece_of_year(year + step, said.piece), relative=True)
    if said.piece is not None and said.unit == "month":
        serial = year * 12 + month - 1 + step
        return evolve(piece_of_month(serial // 12, serial % 12 + 1, said.piece, None, None), relative=True)
    if said.unit == "year":
        return years(year + step, year + step, f"the year {_beside(step)} the text", relative=True)
    if said.unit == "month":
        serial = year * 12 + month - 1 + step
        return months(
            serial // 12,
            serial % 12 + 1,
            serial // 12,
            serial % 12 + 1,
            f"the month {_beside(step)} the text",
            relative=True,
        )
    monday = at.last - (weekday_of(at.last) - week_begins) % 7 + 7 * step
    if said.unit == "weekend":
        saturday = at.last - (weekday_of(at.last) - 6) % 7 + 7 * step
        if step == -1 and weekday_of(at.last) < 6:
            saturday += 7
        return stretch(saturday, saturday + 1, "Saturday and Sunday", relative=True)
    why = f"the week {_beside(step)} the text, counted from {WEEKDAYS[week_begins - 1]}"
    return stretch(monday, monday + 6, why, relative=True)


def _beside(step: int) -> str:
    return ("of", "after", "before")[step]
