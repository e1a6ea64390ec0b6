"""Decide from a whole column in which order its dates are written, or ask a person; never row by row."""

import calendar

from attrs import define, field

from sightline.core.errors import AmbiguousDates
from sightline.model.list_plan import DateOrder, DateReading
from sightline.sources.list_dates import arrange_date, level_date, open_date, worded_date

__all__ = ["DateEvidence"]

_SAMPLES = 5
_SLIPS = 20
"""One date in another order among so many that decide is a slip of the hand; more are a second order."""


@define(slots=True)
class DateEvidence:
    """What the cells of one column say about their order; fed every row, constant in size."""

    column: str
    dates: int = 0
    decided: int = 0
    """Cells that read one way only: ISO, a four-digit year in front, month names."""
    fits: dict[str, int] = field(factory=lambda: {"dmy": 0, "mdy": 0, "ymd": 0})
    """Cells of three open numbers, counted under each order they fit."""
    openopen_date: int = 0
    same: int = 0
    """Cells where every order gives the same day (05/05/2014)."""
    clocks: int = 0
    midnights: int = 0
    samples: list[str] = field(factory=list)

    def feed(self, text: str) -> None:
        """Take one cell into account; cells that are no dates are ignored."""
        cell = level_date(text)
        if cell == "":
            return
        numbers = open_date(cell)
        if numbers is None:
            said = worded_date(cell)
            if said is not None:
                self.dates += 1
                self.decided += 1
                self.clocks += "T" in said
                self.midnights += "T00:00:00" in said
            return
        days = {order: arrange_date(numbers.parts, order) for order in ("dmy", "mdy", "ymd")}
        fitting = [order for order, day in days.items() if day is not None]
        if len(fitting) == 0:
            return
        self.dates += 1
        if numbers.clock is not None:
            self.clocks += 1
            self.midnights += numbers.clock[:3] in {(0, 0, None), (0, 0, 0)}
        if len(numbers.parts[0]) == 4:
            self.decided += 1
            return
        self.openopen_date += 1
        for order in fitting:
            self.fits[order] += 1
        if len(fitting) > 1 and len(set(days.values()) - {None}) == 1:
            self.same += 1
        elif len(fitting) > 1 and len(self.samples) < _SAMPLES and text not in self.samples:
            self.samples.append(text)

    def decide(self, *, ordered: DateOrder | None = None) -> DateReading:
        """Return how the column is read.

        :param ordered: the order a person named, which always wins.
        :raises AmbiguousDates: when no row decides between two orders, or rows contradict each other.
        """
        has_clock = self.clocks > 0 and not (self.clocks == self.midnights and self.clocks > 1)
        clock = (
            ""
            if has_clock or self.clocks == 0
            else "; every time of day is midnight, so only the days are taken"
        )
        if ordered is not None:
            return DateReading(ordered, has_clock, f"the order {ordered} was given by a person{clock}")
        if self.openopen_date == 0:
            return DateReading("iso", has_clock, f"every date states its order by itself{clock}")
        ranked = sorted(self.fits, key=lambda order: -self.fits[order])
        best, second = ranked[0], ranked[1]
        missing = self.openopen_date - self.fits[best]
        speaking = self.openopen_date - self.fits[second]
        if missing * _SLIPS > speaking:
            raise self._contradiction(best, second)
        if speaking == 0:
            if self.same == self.openopen_date:
                return DateReading("dmy", has_clock, f"every order gives the same days{clock}")
            raise self._ambiguous(ranked)
        why = f"{speaking} of {self.openopen_date} dates fit only {best}"
        if missing > 0:
            why += f"; {missing} do not fit it and are kept as text"
        return DateReading(_as_order(best), has_clock, why + clock)

    def _ambiguous(self, ranked: list[str]) -> AmbiguousDates:
        tied = [order for order in ranked if self.fits[order] == self.fits[ranked[0]] and order != "ymd"]
        orders = (
            tied if len(tied) > 1 else [order for order in ranked if self.fits[order] == self.fits[ranked[0]]]
        )
        shown = []
        for text in self.samples[:3]:
            numbers = open_date(level_date(text))
            if numbers is not None:
                days = [arrange_date(numbers.parts, order) for order in orders]
                shown.append(f"{text!r} is " + " or ".join(_spoken(day) for day in days if day is not None))
        return AmbiguousDates(
            f"the dates of column {self.column!r} fit more than one order and no row decides: "
            + "; ".join(shown),
            item=self.column,
            todo="say which: "
            + " or ".join(f'--map "{self.column}=PROPERTY:{order}"' for order in orders)
            + " (PROPERTY is posted_at or claimed_time)",
        )

    def _contradiction(self, best: str, second: str) -> AmbiguousDates:
        first_only, second_only = self.openopen_date - self.fits[second], self.openopen_date - self.fits[best]
        return AmbiguousDates(
            f"the dates of column {self.column!r} are written in two orders: {first_only} of {self.openopen_date} "
            f"fit only {best} and {second_only} do not fit it",
            item=self.column,
            todo=f'split the list, or say which order to use: --map "{self.column}=PROPERTY:{best}" '
            "(PROPERTY is posted_at or claimed_time; dates that do not fit are then kept as text)",
        )


def _as_order(name: str) -> DateOrder:
    return "dmy" if name == "dmy" else "mdy" if name == "mdy" else "ymd"


def _spoken(date: tuple[int, int, int]) -> str:
    return f"{date[2]} {calendar.month_name[date[1]]} {date[0]}"
