"""Numbers the names of places, so that spellings of one place have one number and names of two places have two.

Three things bring spellings together: a gazetteer that holds both for one place; letters that can stand for each other
(Ayn Tarma, Ein Terma); and lists that give one place in two scripts. One thing keeps names apart however alike they
are: a gazetteer that holds both, for two places. Nothing is brought together through a third.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import frozen

from sightline.measure.geo.described.grammar import describe
from sightline.measure.geo.gazetteer.distances import codes, distances
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer, Spot, kilometres
from sightline.measure.geo.gazetteer.index import LONGEST_ROW
from sightline.measure.geo.gazetteer.letters import readings, skeleton
from sightline.measure.geo.gazetteer.search import exact

ALIKE: Final = 0.14
"""Distance of spellings up to which they are one name, where no gazetteer says otherwise."""
LONGEST: Final = 200
ONE_SPOT_KM: Final = 12.0
"""Namesakes of a gazetteer within this are one place; farther apart, the name alone gives no position."""


@frozen(slots=True)
class Name:
    """What is known of one spelling."""

    text: str
    head: str
    rows: tuple[str, ...]
    records: frozenset[Spot]
    """Records of gazetteers that are spelled just so."""


@frozen(slots=True, eq=False)
class Places:
    """Numbers of names; ``title`` the spelling most used, ``at`` the one position a gazetteer gives it, if any."""

    number: Mapping[str, int]
    title: Mapping[int, str]
    at: Mapping[int, tuple[float, float]]
    known: frozenset[int]
    """Numbers that a gazetteer or the case itself holds."""

    def of(self, texts: Iterable[str]) -> tuple[int, ...]:
        """Give the numbers of some spellings, each once, in order."""
        return tuple(sorted({self.number[text] for text in texts if text in self.number}))


NO_PLACES: Final = Places({}, {}, {}, frozenset())


def number_places(
    counted: Mapping[str, int], gazetteer: Gazetteer, *, beside: Iterable[tuple[str, str]] = ()
) -> Places:
    """Number the names of places.

    Parameters
    ----------
    counted : mapping
        Each spelling as written, with how often it is.
    gazetteer : Gazetteer
        Searched for spellings letter by letter.
    beside : iterable of (spelling, spelling)
        Spellings that somebody gave beside each other for one thing, in two scripts.
    """
    names = [_name(text, gazetteer) for text in sorted(counted, key=lambda text: (-counted[text], text))]
    number = _numbered([one for one in names if one.rows])
    _join_beside(number, {one.text: one for one in names}, beside)
    title: dict[int, str] = {}
    records: dict[int, set[Spot]] = defaultdict(set)
    for one in names:
        if one.text in number:
            title.setdefault(number[one.text], one.head)
            records[number[one.text]] |= one.records
    at = {key: spot for key in sorted(title) if (spot := _spot(gazetteer, records[key])) is not None}
    return Places(number, title, at, frozenset(key for key in title if records[key]))


def _name(text: str, gazetteer: Gazetteer) -> Name:
    head = _head(text)
    rows = tuple(row[:LONGEST_ROW] for row in readings(head) if len(row) > 1)
    records = frozenset(
        (number, int(place))
        for number, index in enumerate(gazetteer.indexes)
        for row in rows
        for place in exact(index, row)
    )
    return Name(text, head, rows, records)


def _head(text: str) -> str:
    """Take the name out of what is written: without "town of", what it lies in, and what is there."""
    plain = " ".join(text[:LONGEST].split())
    if len(plain.split()) == 1:
        return plain
    said = describe(plain)
    if said.kind in ("campus", "camp") or said.head == "":
        inside = next((r.anchors[0] for r in said.relations if r.kind == "inside" and r.anchors), None)
        return inside if inside is not None else plain
    return said.head


def _numbered(names: Sequence[Name]) -> dict[str, int]:
    """Let each name join the leader it is nearest to, most frequent first, or lead itself."""
    leaders: list[Name] = []
    by_record: dict[Spot, list[int]] = defaultdict(list)
    by_skeleton: dict[str, list[int]] = defaultdict(list)
    out: dict[str, int] = {}
    for one in names:
        letters = {skeleton(row) for row in one.rows}
        near = {at for record in one.records for at in by_record[record]}
        near |= {at for row in letters for at in by_skeleton[row]}
        best = min(((d, at) for at in sorted(near) if (d := apart(one, leaders[at])) <= ALIKE), default=None)
        if best is not None:
            out[one.text] = best[1]
            continue
        at = len(leaders)
        leaders.append(one)
        out[one.text] = at
        for record in one.records:
            by_record[record].append(at)
        for row in letters:
            by_skeleton[row].append(at)
    return out


def apart(one: Name, other: Name) -> float:
    """Measure how far two names are apart: 0 one name, 1 two.

    Names that a gazetteer holds for one place are one; names that it holds for two places are two.
    """
    if one.head == other.head or set(one.rows) & set(other.rows):
        return 0.0
    if one.records and other.records:
        return 0.01 if one.records & other.records else 1.0
    return min((rows_apart(a, b) for a in one.rows for b in other.rows), default=1.0)


def rows_apart(a: str, b: str) -> float:
    """Measure how far two rows of symbols are apart, 0 to about 1; the same in both directions."""
    first, second = sorted((a, b))
    return float(distances(codes(first), codes(second)[None, :])[0])


def _join_beside(
    number: dict[str, int], names: Mapping[str, Name], beside: Iterable[tuple[str, str]]
) -> None:
    """Join names that are given beside each other in two scripts, most often with each other."""
    pairs: Counter[tuple[int, int]] = Counter()
    clash: set[tuple[int, int]] = set()
    for one, other in beside:
        if one not in number or other not in number or number[one] == number[other]:
            continue
        if script(one) == script(other):
            continue
        low, high = sorted((number[one], number[other]))
        pairs[low, high] += 1
        if names[one].records and names[other].records and not names[one].records & names[other].records:
            clash.add((low, high))
    joined: dict[int, int] = {}
    for (low, high), _ in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0])):
        if (low, high) not in clash and low not in joined and high not in joined:
            joined[low], joined[high] = low, low  # once only: nothing is joined through a third
    for text, at in list(number.items()):
        number[text] = joined.get(at, at)


def script(text: str) -> str:
    """Name the script of the first letter of a text: LATIN, ARABIC, CYRILLIC; "" where there is none."""
    letter = next((c for c in text if c.isalpha()), None)
    return "" if letter is None else unicodedata.name(letter, "").partition(" ")[0]


def _spot(gazetteer: Gazetteer, records: Iterable[Spot]) -> tuple[float, float] | None:
    """Give the middle of the records of one spelling, where they lie together."""
    points = [
        (
            float(gazetteer.indexes[index].arrays["lat"][place]),
            float(gazetteer.indexes[index].arrays["lon"][place]),
        )
        for index, place in sorted(records)
    ]
    if not points or len(points) > 40:
        return None
    rows = np.array(points)
    if float(kilometres(rows).max()) > ONE_SPOT_KM:
        return None
    middle = rows.mean(axis=0)
    return float(middle[0]), float(middle[1])
