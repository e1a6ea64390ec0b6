"""Figures as sources give them: a range of whole numbers with its words kept, and what several of them come to.

"Six", "at least six", "about twenty" and "dozens" are four kinds of figure. Each has a lowest and a highest number
that its words allow; nothing here adds figures up, because figures of different sources count the same people.

The rule for several voices follows the practice of casualty recorders, who publish a range where sources differ and say
how they came to it [1, 2]. *Lowest* and *highest* are the least and the most that any voice allows, as Airwars sets its
minimum and maximum [2] and UCDP its low and high [3]. *Best* is, in this order:

1. what a person preferred, as recorders do who rank their sources [1];
2. the number that more origins give than any other, as recorders do who take the view of most sources [1]; voices that
   are tied to each other are one origin;
3. the middle one of an odd number of origins;
4. of an even number the range between the two in the middle, and of two the range between both: no number stands in the
   middle, so none is named. UCDP then takes the lower figure [3], and the Syrian Network for Human Rights counts only
   whom it could document [4]: both is the lower end of this range, or *lowest*, and nobody has to take it from us.

"At least six" stands with six, the one number that it gives; "between six and ten" and "dozens" stand with their whole
range; "at most ten" names a bound and no number, and takes no part in the best.

[1] Every Casualty Counts, Standards for Casualty Recording, 2016, and "Rules that casualty recorders apply to assigning
    status", https://everycasualty.org/knowledge-base/rules-that-casualty-recorders-apply-to-assigning-status/
[2] Airwars, Methodology, https://airwars.org/about/methodology/
[3] Uppsala Conflict Data Program, Georeferenced Event Dataset Codebook, low, best and high estimates,
    https://ucdp.uu.se/downloads/
[4] Syrian Network for Human Rights, Methodology, https://snhr.org/
"""

from collections.abc import Sequence
from typing import Final, Literal

from attrs import frozen

from sightline.model.finding import Json

AROUND: Final = 4
"""A figure that its source calls about so many may be off by one part in this many, and by one at least."""
Manner = Literal["", "about", "more than", "fewer than"]
"""What the words of a figure make of its number, where its bounds alone do not tell it."""


@frozen(slots=True)
class Figure:
    """What the words of a figure allow: whole numbers, None where they set no bound."""

    low: int | None
    best: int | None
    high: int | None
    words: str = ""
    """How its source put it, where that was kept."""
    manner: Manner = ""

    @property
    def stands_for(self) -> tuple[int, int] | None:
        """Give the numbers that it stands for: its best, else the least it allows, else its range; None for neither.

        Two equal numbers where it gives one. "At most ten" gives a bound and no number.
        """
        if self.best is not None:
            return self.best, self.best
        if self.low is None:
            return None
        return self.low, self.low if self.high is None else self.high


@frozen(slots=True)
class Summary:
    """What several voices say together: the lowest and highest that any allows, and the best with its reason."""

    low: int | None
    best_low: int | None
    best_high: int | None
    """The best: two equal numbers, or the range in which nothing tells one number from another; None for none."""
    high: int | None
    """None where some voice sets no upper bound."""
    why: str

    @property
    def best(self) -> int | None:
        """Give the best where it is one number."""
        return self.best_low if self.best_low == self.best_high else None

    @property
    def best_told(self) -> str:
        """Write the best: ``7``, ``2 to 9``, ``none``."""
        return "none" if self.best_low is None else told(Figure(self.best_low, None, self.best_high))


def figure_of(value: Json, *, words: str = "", manner: Manner = "") -> Figure | None:
    """Read a value of the type ``range``: a number, or min, best and max.

    Parameters
    ----------
    words : str
        How the source put it ("dozens", "more than 100").
    manner : str
        ``about`` where its words say about, around or nearly: a plain number is then widened by a quarter, by one at
        least. ``more than`` and ``fewer than`` change no bound, only how it is told.

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
    if manner == "about" and low == high and best in (None, low):
        # "about 12" is no bound, however it was recorded
        low, best, high = None, low if best is None else best, None
    if low is None and high is None and best is not None:
        spare = max(1, best // AROUND) if manner == "about" else 0
        return Figure(max(0, best - spare), best, best + spare, words, manner)
    return Figure(low, low if best is None and low == high else best, high, words, manner)


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
    said = _numbers(figures)
    least, most = _middle(said) if said else (None, None)
    return Figure(_lowest(figures), least if least == most else None, _highest(figures))


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
        By the rule at the head of this file; None for no figures.
    """
    if not figures:
        return None
    low, high = _lowest(figures), _highest(figures)
    if preferred is not None and (wanted := preferred.stands_for) is not None:
        return Summary(low, *wanted, high, "a person preferred it")
    said = [_middle(numbers) for group in origins if (numbers := _numbers(group))]
    if not said:
        return Summary(low, None, None, high, "nobody gives a number, only what it is at most")
    if len(said) == 1:
        return Summary(low, *said[0], high, _why_one(figures, said[0]))
    ranked = sorted(((said.count(both), both) for both in set(said)), key=lambda r: (-r[0], r[1]))
    most, common = ranked[0]
    if most > 1 and common[0] == common[1] and (len(ranked) == 1 or most > ranked[1][0]):
        return Summary(low, *common, high, f"{most} voices with no tie found between them give it")
    middle = _middle(said)
    return Summary(low, *middle, high, _why_middle(len(said), middle))


def _why_one(figures: Sequence[Figure], both: tuple[int, int]) -> str:
    """Say what one origin alone gives."""
    if any(f.stands_for is None for f in figures):
        return "the only number that is given, beside figures that say only at most"
    if len(figures) > 1:
        return "the voices that give it are tied to each other"
    only = figures[0]
    if only.best is None and only.high is None:
        return "the least that the one voice allows"
    return "one voice gives it" if both[0] == both[1] else "the range that one voice gives"


def _why_middle(count: int, both: tuple[int, int]) -> str:
    """Say where among several origins the best stands, and that no number is the middle where none is."""
    tail = "between which no tie was found"
    if both[0] == both[1]:
        return f"the middle of what {count} voices give, {tail}"
    if count % 2:
        return f"the middle one of {count} voices gives this range; between them no tie was found"
    if count == 2:
        return f"between what two voices give, {tail}: nothing prefers one of them"
    return f"between the two middle ones of what {count} voices give, {tail}: no number is the middle"


def told(figure: Figure | Summary) -> str:
    """Write the bounds of a figure: ``6``, ``6 to 10``, ``at least 6``, ``about 12 (9 to 15)``, ``more than 100``."""
    low, high = figure.low, figure.high
    manner = figure.manner if isinstance(figure, Figure) else ""
    if low is None:
        if high is None:
            return "no number" if figure.best is None else f"{figure.best:,}"
        return f"fewer than {high + 1:,}" if manner == "fewer than" else f"at most {high:,}"
    if high is None:
        return f"more than {low - 1:,}" if manner == "more than" and low else f"at least {low:,}"
    if manner == "about" and figure.best is not None and low < high:
        return f"about {figure.best:,} ({low:,} to {high:,})"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def written(figure: Figure) -> str:
    """Write a figure with its best, where that is none of its bounds: ``6 to 10, best 8``."""
    text, best = told(figure), figure.best
    if best is None or figure.manner == "about" or best in (figure.low, figure.high):
        return text
    return f"{text}, best {best:,}"


def with_words(figure: Figure) -> str:
    """Write a figure with how its source put it, where that says more: ``24 to 99 (“dozens”)``."""
    text = written(figure)
    head = text.partition(" (")[0]
    if figure.words in ("", text, head):
        return text
    return f"{text[:-1]}; “{figure.words}”)" if text.endswith(")") else f"{text} (“{figure.words}”)"


def _lowest(figures: Sequence[Figure]) -> int | None:
    return min((f.low if f.low is not None else 0 for f in figures), default=None)


def _highest(figures: Sequence[Figure]) -> int | None:
    return (
        None if any(f.high is None for f in figures) else max(f.high for f in figures if f.high is not None)
    )


def _numbers(figures: Sequence[Figure]) -> list[tuple[int, int]]:
    return [both for f in figures if (both := f.stands_for) is not None]


def _middle(said: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Give the range between the two middle ones of some; of an odd number both are the one in the middle."""
    lows, highs = sorted(low for low, _ in said), sorted(high for _, high in said)
    return lows[(len(said) - 1) // 2], highs[len(said) // 2]


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
