"""Decide for a whole text whether ``11/04/14`` puts the day or the month first, and say why.

A day above twelve anywhere in the text decides for all dates written with the same sign. Points always put the day
first. Else the language decides where it has one custom; English has two, and then both days are given.
"""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

Numbers = tuple[str, str, str, str]


@frozen
class Orders:
    """Which comes first in dates of three numbers, by the sign between them; absent: not settled."""

    day_first: Mapping[str, bool] = field(factory=dict)
    why: Mapping[str, str] = field(factory=dict)


def settle(found: Iterable[Numbers], *, day_first: bool | None, custom: str | None) -> Orders:
    """Settle the order of every sign; ``custom`` names the language whose custom puts the day first, if any."""
    dates = [numbers for numbers in found if len(numbers[0]) <= 2]
    settled: dict[str, bool] = {}
    why: dict[str, str] = {}
    for mark in sorted({"/", "-", ".", *(numbers[3] for numbers in dates)}):
        if day_first is not None:
            settled[mark], why[mark] = day_first, "as was asked"
            continue
        seen = {first for a, b, _, sign in dates if sign == mark and (first := _told(a, b)) is not None}
        if len(seen) == 1:
            settled[mark] = seen.pop()
            why[mark] = "another date in the text has a day above 12"
        elif mark == ".":
            settled[mark], why[mark] = True, "points put the day first"
        elif custom is not None and not seen:
            settled[mark], why[mark] = True, f"the text is {custom}, where the day comes first"
    return Orders(settled, why)


def _told(a: str, b: str) -> bool | None:
    """Say whether the numbers themselves tell that the day is first; None when they do not."""
    if int(a) > 12 and int(b) <= 12:
        return True
    return False if int(b) > 12 and int(a) <= 12 else None
