"""Sets what is seen against where it is seen, and ranks what looks alike by how distinctive the shared features are.

A feature that is seen everywhere tells nothing; one that is seen in two places only ties them. The weight of a feature
is the information it carries, log2(N / n) for n of N places [1]; a hedged sighting counts half, and what rests on the
same footage in both places counts nothing, since one film is one sighting.

References
----------
.. [1] Spärck Jones 1972, A statistical interpretation of term specificity, doi:10.1108/eb026526
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from attrs import field, frozen

HEDGED = 0.5
"""What a hedged sighting counts beside an asserted one."""


@frozen(slots=True)
class Sighting:
    """One observation of a feature in one place."""

    feature: str
    place: bytes
    """An incident; or the artefact or item itself, where no incident is known."""
    statement: str
    footage: str
    """What it was seen in; two sightings of one footage are one. Empty where nobody says."""
    hedged: bool = False
    negated: bool = False


@frozen(slots=True)
class Cell:
    """What is said of one feature in one place."""

    seen: tuple[Sighting, ...] = ()
    denied: tuple[Sighting, ...] = ()

    @property
    def strength(self) -> float:
        """1 where somebody asserts it, a half where it is only hedged, 0 where nobody says so."""
        return max((HEDGED if one.hedged else 1.0 for one in self.seen), default=0.0)


@frozen(slots=True)
class Matrix:
    """Features by places."""

    features: tuple[str, ...]
    """The most distinctive first."""
    places: tuple[bytes, ...]
    cells: Mapping[tuple[str, bytes], Cell]
    weights: Mapping[str, float]
    """Information of each feature [bits]: 0 where every place has it."""

    def cell(self, feature: str, place: bytes) -> Cell:
        """Give one cell; an empty one where nothing is said."""
        return self.cells.get((feature, place), Cell())


@frozen(slots=True)
class Likeness:
    """How far another place looks like the one asked about."""

    place: bytes
    score: float
    """Sum of the weights of what both show [bits]."""
    share: float
    """The score beside the weights of all that either shows, 0 to 1."""
    shared: tuple[str, ...]
    """The most distinctive first."""
    against: tuple[str, ...] = ()
    """Features that one shows and of which somebody says that the other does not."""
    same_footage: tuple[str, ...] = field(default=())
    """Features that were seen in the same footage only: they count nothing."""


def matrix(sightings: Iterable[Sighting]) -> Matrix:
    """Set sightings in rows and columns; a feature weighs log2(places / places that show it)."""
    seen: dict[tuple[str, bytes], list[Sighting]] = defaultdict(list)
    denied: dict[tuple[str, bytes], list[Sighting]] = defaultdict(list)
    for one in sightings:
        (denied if one.negated else seen)[one.feature, one.place].append(one)
    places = tuple(sorted({place for _, place in (*seen, *denied)}))
    showing: dict[str, int] = defaultdict(int)
    for feature, _ in seen:
        showing[feature] += 1
    features = sorted({feature for feature, _ in (*seen, *denied)})
    weights = {f: math.log2(len(places) / showing[f]) if showing[f] else 0.0 for f in features}
    features.sort(key=lambda f: (-weights[f], -showing[f], f))
    cells = {
        key: Cell(tuple(seen.get(key, ())), tuple(denied.get(key, ()))) for key in sorted({*seen, *denied})
    }
    return Matrix(tuple(features), places, cells, weights)


def alike(found: Matrix, place: bytes) -> tuple[Likeness, ...]:
    """Rank the other places by what they share with this one; those that share nothing are left out."""
    mine = {f: found.cell(f, place) for f in found.features if (f, place) in found.cells}
    out = []
    for other in found.places:
        if other == place:
            continue
        one = _compare(found, mine, other)
        if one.shared or one.same_footage:
            out.append(one)
    out.sort(key=lambda one: (-one.score, -one.share, one.place))
    return tuple(out)


def _compare(found: Matrix, mine: Mapping[str, Cell], other: bytes) -> Likeness:
    score, whole = 0.0, 0.0
    shared, against, same = [], [], []
    for feature in found.features:
        here, there = mine.get(feature, Cell()), found.cell(feature, other)
        if here.seen or there.seen:
            whole += found.weights[feature] * max(here.strength, there.strength)
        if here.seen and there.seen:
            if _one_footage(here, there):
                same.append(feature)
            else:
                shared.append(feature)
                score += found.weights[feature] * min(here.strength, there.strength)
        elif (here.seen and there.denied) or (here.denied and there.seen):
            against.append(feature)
    return Likeness(
        other, score, score / whole if whole > 0 else 0.0, tuple(shared), tuple(against), tuple(same)
    )


def _one_footage(here: Cell, there: Cell) -> bool:
    """Tell whether all sightings on both sides rest on one and the same footage."""
    footage = {one.footage for one in (*here.seen, *there.seen)}
    return len(footage) == 1 and footage != {""}
