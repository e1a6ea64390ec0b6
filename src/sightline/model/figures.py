"""Figures as sources give them: a range of whole numbers with its words kept, and what several of them come to.

"Six", "at least six", "about twenty" and "dozens" are four kinds of figure. Each has a lowest and a highest number
that its words allow; nothing here adds figures up, because figures of different sources count the same people.
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from sightline.model.finding import Json

AROUND: Final = 4
"""A figure that its source calls about so many may be off by one part in this many, and by one at least."""


@frozen(slots=True)
class Figure:
    """What the words of a figure allow: whole numbers, None where they set no bound."""

    low: int | None
    best: int | None
    high: int | None
    words: str = ""
    """How its source put it, where that was kept."""

    @property
    def point(self) -> int | None:
        """Give the one number that stands for it: the best, else the lowest it allows, else the highest."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), None)


@frozen(slots=True)
class Summary:
    """What several voices say together: the lowest and highest that any allows, and the best with its reason."""

    low: int | None
    best: int | None
    high: int | None
    """None where some voice sets no upper bound."""
    why: str


def figure_of(value: Json, *, words: str = "", around: bool = False) -> Figure | None:
    """Read a value of the type ``range``: a number, or min, best and max.

    Parameters
    ----------
    words : str
        How the source put it ("dozens", "more than 100").
    around : bool
        Its words say about, around or nearly: a plain number is then widened by a quarter, by one at least.

    Returns
    -------
    Figure or None
        None where the value is no figure.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = {"best": value}
    if not isinstance(value, dict):
        return None
    low, best, high = (_whole(value.get(name)) for name in ("min", "best", "max"))
    if low is None and best is None and high is None:
        return None
    if low is None and high is None and best is not None:
        spare = max(1, best // AROUND) if around else 0
        return Figure(max(0, best - spare), best, best + spare, words)
    return Figure(low, low if best is None and low == high else best, high, words)


def can_meet(a: Figure, b: Figure) -> bool:
    """Tell whether one number fits the words of both."""
    return (a.low is None or b.high is None or a.low <= b.high) and (
        b.low is None or a.high is None or b.low <= a.high
    )


def overlap(figures: Sequence[Figure]) -> Figure | None:
    """Give the numbers that fit the words of all; None where none does."""
    lows = [f.low for f in figures if f.low is not None]
    highs = [f.high for f in figures if f.high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low > high else Figure(low, None, high)


def hull(figures: Sequence[Figure]) -> Figure | None:
    """Give the range that holds all that one voice says; None for none."""
    if len(figures) < 2:
        return figures[0] if figures else None
    return Figure(
        _lowest(figures), _middle([p for f in figures if (p := f.point) is not None]), _highest(figures)
    )


def summary(
    figures: Sequence[Figure], origins: Sequence[Sequence[Figure]], *, preferred: Figure | None = None
) -> Summary | None:
    """Say what the figures of several voices come to, without counting an origin twice.

    Parameters
    ----------
    figures : sequence of Figure
        One for each voice; they set the lowest and the highest.
    origins : sequence of groups
        The figures of the voices that take from no other, those that are tied to each other in one group: a group
        counts once for the best figure.
    preferred : Figure, optional
        What a person preferred; it is then the best.

    Returns
    -------
    Summary or None
        ``low`` and ``high`` are the widest that any voice allows. ``best``: the preferred; else the number that more
        origins give than any other; else the middle one (the lower of two). None for no figures.
    """
    if not figures:
        return None
    low, high = _lowest(figures), _highest(figures)
    if preferred is not None and preferred.point is not None:
        return Summary(low, preferred.point, high, "a person preferred it")
    points = [
        p for group in origins if (p := _middle([q for f in group if (q := f.point) is not None])) is not None
    ]
    if len(points) < 2:
        why = "one voice gives it" if len(figures) == 1 else "the voices that give it are tied to each other"
        return Summary(low, points[0] if points else None, high, why)
    ranked = sorted(((points.count(p), -p) for p in set(points)), reverse=True)
    if ranked[0][0] > 1 and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
        why = f"{ranked[0][0]} voices with no tie found between them give it"
        return Summary(low, -ranked[0][1], high, why)
    why = f"the middle of what {len(points)} voices give, between which no tie was found"
    return Summary(low, _middle(points), high, why)


def told(figure: Figure | Summary) -> str:
    """Write the bounds of a figure: ``6``, ``6 to 10``, ``at least 6``, ``at most 10``."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        return "no number" if figure.best is None else str(figure.best)
    if low is None:
        return f"at most {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _lowest(figures: Sequence[Figure]) -> int | None:
    return min((f.low if f.low is not None else 0 for f in figures), default=None)


def _highest(figures: Sequence[Figure]) -> int | None:
    return (
        None if any(f.high is None for f in figures) else max(f.high for f in figures if f.high is not None)
    )


def _middle(points: Sequence[int]) -> int | None:
    return sorted(points)[(len(points) - 1) // 2] if points else None


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
