"""Ranks competing explanations by what speaks against them: analysis of competing hypotheses.

What fits an explanation proves little, since it may fit the others as well; what does not fit can rule one out. So only
cells that do not fit count, weighted by how credible and how relevant the piece of evidence is, and the explanation
with the least against it comes first. The numbers put explanations in an order and are no likelihoods.

.. [1] Heuer, Psychology of Intelligence Analysis, Center for the Study of Intelligence, 1999, chapter 8,
   https://www.cia.gov/resources/csi/books-monographs/psychology-of-intelligence-analysis-2/
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from typing import Final

from attrs import field, frozen

STEPS: Final[Mapping[str, int]] = {"CC": -2, "C": -1, "N": 0, "I": 1, "II": 2}
"""Cells from what fits best to what fits least; NA has no place among them."""
AGAINST: Final[Mapping[str, int]] = {"I": 1, "II": 2}
"""What a cell counts against its explanation; every other cell counts nothing."""


@frozen(slots=True)
class Piece:
    """One piece of evidence with its row of cells."""

    number: int
    cells: Mapping[int, str] = field(factory=dict)
    """By explanation: CC, C, N, I, II or NA; an explanation that is not there was not judged yet."""
    weight: int = 1
    """How much a misfit counts, at least 0; only the proportion between pieces matters."""


@frozen(slots=True)
class Share:
    """What one piece adds to what speaks against an explanation."""

    piece: int
    amount: int


@frozen(slots=True)
class Ranked:
    """One explanation with everything that speaks against it."""

    explanation: int
    rank: int
    """1 for the least against it; those with equal sums share a rank."""
    against: int
    """Weighted sum of what does not fit."""
    plain: int
    """The same without weights."""
    shares: tuple[Share, ...] = ()
    """The pieces that make the sum, the heaviest first."""
    fits: int = 0
    """How many pieces fit it; this does not count."""
    open: int = 0
    """How many pieces were not judged for it yet."""


class Tells(StrEnum):
    """What a piece of evidence does among the explanations."""

    PARTS = "parts"
    """It does not fit some and does fit others: it helps to decide."""
    ALL_ALIKE = "all_alike"
    """It is the same for all: it decides nothing."""
    SUPPORTS_ONLY = "supports_only"
    """It fits some better than others, and speaks against none: it moves no rank."""
    ONE_ONLY = "one_only"
    """Fewer than two explanations were judged by it."""


@frozen(slots=True)
class Diagnosticity:
    """How well one piece tells the explanations apart."""

    piece: int
    tells: Tells
    spread: int
    """Steps between the best and the worst fit, 0 to 4."""
    amount: int
    """Weighted difference between those it counts against most and least; 0 where it moves no rank."""
    against: tuple[int, ...] = ()
    """Explanations that it speaks against."""


class Changes(StrEnum):
    """What falls away with a piece, from the most to the least."""

    LEADER = "leader"
    """Another explanation, or another set of them, has the least against it."""
    ORDER = "order"
    """The order changes further down."""
    NOTHING = "nothing"


@frozen(slots=True)
class Falls:
    """What changes when some pieces fall away."""

    dropped: tuple[int, ...]
    changes: Changes
    leaders: tuple[int, ...]
    """The explanations that then have the least against them."""


@frozen(slots=True)
class Without:
    """The ranking when some pieces fall away."""

    dropped: tuple[int, ...]
    changes: Changes
    leaders: tuple[int, ...]
    """The explanations that then have the least against them."""
    ranking: tuple[Ranked, ...]


def rank(
    explanations: Sequence[int], pieces: Iterable[Piece], *, against: Mapping[str, int] = AGAINST
) -> tuple[Ranked, ...]:
    """Rank explanations by the weighted sum of what does not fit them, the least first.

    Parameters
    ----------
    explanations : sequence of int
        Their numbers; equal sums keep this order.
    pieces : iterable of Piece
        Rows of the matrix, in any order.
    against : mapping
        What each cell counts, at least 0; cells that are not named count nothing.
    """
    every = list(pieces)
    sums: list[tuple[int, int, Ranked]] = []
    for place, one in enumerate(explanations):
        shares = [
            Share(p.number, against.get(p.cells[one], 0) * p.weight)
            for p in every
            if against.get(p.cells.get(one, ""), 0)
        ]
        shares.sort(key=lambda s: (-s.amount, s.piece))
        total = sum(s.amount for s in shares)
        plain = sum(against.get(p.cells.get(one, ""), 0) for p in every)
        fits = sum(1 for p in every if STEPS.get(p.cells.get(one, ""), 0) < 0)
        missing = sum(1 for p in every if one not in p.cells)
        sums.append((total, place, Ranked(one, 0, total, plain, tuple(shares), fits, missing)))
    sums.sort(key=lambda row: row[:2])
    totals = [total for total, _, _ in sums]
    return tuple(
        Ranked(r.explanation, 1 + totals.index(total), r.against, r.plain, r.shares, r.fits, r.open)
        for total, _, r in sums
    )


def leaders(ranking: Sequence[Ranked]) -> tuple[int, ...]:
    """Give the explanations with the least against them, in ascending order."""
    return tuple(sorted(r.explanation for r in ranking if r.rank == 1))


def diagnosticity(
    explanations: Sequence[int], piece: Piece, *, against: Mapping[str, int] = AGAINST
) -> Diagnosticity:
    """Say how well a piece tells explanations apart; one that is the same for all tells nothing, however sure it is."""
    cells = [(e, piece.cells[e]) for e in explanations if piece.cells.get(e, "NA") in STEPS]
    counts = [against.get(cell, 0) for _, cell in cells]
    speaks = tuple(e for (e, _), count in zip(cells, counts, strict=True) if count)
    if len(cells) < 2:
        return Diagnosticity(piece.number, Tells.ONE_ONLY, 0, 0, speaks)
    steps = [STEPS[cell] for _, cell in cells]
    spread = max(steps) - min(steps)
    amount = (max(counts) - min(counts)) * piece.weight
    if spread == 0:
        tells = Tells.ALL_ALIKE
    elif max(counts) == min(counts):
        tells = Tells.SUPPORTS_ONLY
    else:
        tells = Tells.PARTS
    return Diagnosticity(piece.number, tells, spread, amount, speaks)


def without(
    explanations: Sequence[int],
    pieces: Sequence[Piece],
    dropped: Collection[int],
    *,
    against: Mapping[str, int] = AGAINST,
) -> Without:
    """Rank again without some pieces, and say what that changes."""
    before = rank(explanations, pieces, against=against)
    after = rank(explanations, [p for p in pieces if p.number not in dropped], against=against)
    return Without(tuple(sorted(dropped)), compared(before, after), leaders(after), after)


def compared(before: Sequence[Ranked], after: Sequence[Ranked]) -> Changes:
    """Say what differs between two rankings of the same explanations."""
    if leaders(before) != leaders(after):
        return Changes.LEADER
    places = {r.explanation: r.rank for r in before}
    same = all(places.get(r.explanation) == r.rank for r in after)
    return Changes.NOTHING if same else Changes.ORDER


def falling(
    explanations: Sequence[int],
    pieces: Sequence[Piece],
    sets: Iterable[Collection[int]],
    *,
    against: Mapping[str, int] = AGAINST,
) -> Iterator[Falls]:
    """Say for each set of pieces what its falling away changes, as :func:`without` does, and fast for many sets."""
    amounts = {
        p.number: [against.get(p.cells.get(e, ""), 0) * p.weight for e in explanations] for p in pieces
    }
    totals = [sum(row[at] for row in amounts.values()) for at in range(len(explanations))]
    before = _ranks(totals)
    for dropped in sets:
        left = list(totals)
        for number in dropped:
            for at, amount in enumerate(amounts.get(number, ())):
                left[at] -= amount
        after = _ranks(left)
        if [r == 1 for r in before] != [r == 1 for r in after]:
            changes = Changes.LEADER
        else:
            changes = Changes.NOTHING if before == after else Changes.ORDER
        first = (e for e, r in zip(explanations, after, strict=True) if r == 1)
        yield Falls(tuple(sorted(dropped)), changes, tuple(sorted(first)))


def _ranks(totals: Sequence[int]) -> list[int]:
    """Give the rank of each sum, equal ones alike."""
    order = sorted(totals)
    return [1 + bisect_left(order, total) for total in totals]


def smallest_that_turns(
    explanations: Sequence[int],
    pieces: Sequence[Piece],
    *,
    most: int = 3,
    against: Mapping[str, int] = AGAINST,
) -> tuple[tuple[int, ...], ...]:
    """List the smallest sets of pieces without which another explanation has the least against it.

    Parameters
    ----------
    most : int
        Largest set that is tried. Only pieces that speak against something are tried, at most 40 of them, the heaviest
        first, so that a matrix of any size is answered at once.

    Returns
    -------
    tuple of tuples
        All sets of the smallest size that is found; empty where no set up to ``most`` does it.
    """
    counting = [(p, d) for p in pieces if (d := diagnosticity(explanations, p, against=against)).amount]
    counting.sort(key=lambda pair: (-pair[1].amount, pair[0].number))
    numbers = sorted(p.number for p, _ in counting[:40])
    for size in range(1, most + 1):
        sets = falling(explanations, pieces, combinations(numbers, size), against=against)
        found = tuple(one.dropped for one in sets if one.changes is Changes.LEADER)
        if found:
            return found
    return ()
