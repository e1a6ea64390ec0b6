"""Draws who was part of, allied with or fighting whom as a network that a reader moves through time."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.model.shown import ShownEntity, ShownStatement
from sightline.publish.as_of import AsOf, dates_of
from sightline.publish.labels import Label, labels_of
from sightline.publish.layout import place

WIDTH: Final = 900.0
HEIGHT: Final = 560.0
NARROW: Final = 400.0
MOST: Final = 90
"""Actors that are drawn: those with the most relations; the others are counted and stand in the list."""
_MOST_NARROW: Final = 40
"""Actors for which there is a second drawing for narrow screens; more of them are read there from the list."""
_EACH: Final = 46.0
"""Height of the narrow drawing for each actor."""
_MARGIN: Final = 70.0
_DOT: Final = 10.0
WARM: Final = frozenset({"part_of", "member_of", "affiliated_with", "pledged_to", "leader_of"})
"""Relations in which one stands under another."""


@frozen(slots=True)
class Node:
    """An actor in a drawing."""

    code: str
    x: float
    y: float
    wide: bool
    """It has many relations: its name stands out."""
    label: Label


@frozen(slots=True)
class Edge:
    """One relation, with every statement about it."""

    subject: ShownEntity
    object: ShownEntity
    property: str
    label: str
    letters: str
    statements: tuple[ShownStatement, ...]
    group: str
    """``warm``: one under another; ``fights``; ``other``."""

    def state(self, at: int) -> str:
        """Give the letter of a pair of dates."""
        return self.letters[at]


@frozen(slots=True)
class Drawing:
    """The network laid out on one sheet."""

    name: str
    """``wide`` or ``narrow``."""
    width: float
    height: float
    nodes: tuple[Node, ...]
    lines: tuple[tuple[Edge, tuple[float, float, float, float]], ...]


@frozen(slots=True)
class Network:
    """All of it."""

    dates: AsOf
    drawings: tuple[Drawing, ...]
    edges: tuple[Edge, ...]
    drawn: int
    undrawn: int


def network_of(entities: Mapping[str, ShownEntity]) -> Network | None:
    """Make the network of a dossier; None where it holds no dated relation of actors."""
    found: dict[tuple[str, str, str], list[ShownStatement]] = defaultdict(list)
    for one in entities.values():
        if one.kind != "Actor":
            continue
        for said in one.statements:
            other = entities.get(said.code or "")
            if (
                said.relation == "between"
                and said.status == "current"
                and other is not None
                and other.kind == "Actor"
            ):
                found[one.code, said.property, other.code].append(said)
    if not found:
        return None
    dates = dates_of(said for many in found.values() for said in many)
    if not dates.held or not dates.said:
        return None
    ties = Counter(code for subject, _, other in found for code in (subject, other))
    drawn = sorted(code for code, _ in sorted(ties.items(), key=lambda t: (-t[1], t[0]))[:MOST])
    edges = tuple(
        _edge(entities, key, many, dates) for key, many in sorted(found.items(), key=lambda f: f[0])
    )
    sheets = [("wide", WIDTH, HEIGHT, 30)]
    if len(drawn) <= _MOST_NARROW:
        sheets.append(("narrow", NARROW, max(360.0, min(1200.0, len(drawn) * _EACH)), 20))
    drawings = tuple(
        _drawing(name, drawn, edges, ties, entities, size=(wide, high), letters=letters)
        for name, wide, high, letters in sheets
    )
    return Network(dates, drawings, edges, len(drawn), len(ties) - len(drawn))


def _edge(
    entities: Mapping[str, ShownEntity], key: tuple[str, str, str], many: list[ShownStatement], dates: AsOf
) -> Edge:
    subject, prop, other = key
    group = "warm" if prop in WARM else "fights" if prop == "fights" else "other"
    return Edge(
        entities[subject], entities[other], prop, many[0].label, dates.letters(many), tuple(many), group
    )


def _drawing(
    name: str,
    drawn: Sequence[str],
    edges: Sequence[Edge],
    ties: Mapping[str, int],
    entities: Mapping[str, ShownEntity],
    *,
    size: tuple[float, float],
    letters: int,
) -> Drawing:
    """Lay the network out on a sheet of a size [units], names in lines of so many letters."""
    width, height = size
    number = {code: at for at, code in enumerate(drawn)}
    among = [e for e in edges if e.subject.code in number and e.object.code in number]
    margin = min(_MARGIN, width / 7)
    spots = [
        (x + margin, y + _MARGIN / 1.4)
        for x, y in place(
            len(drawn),
            [(number[e.subject.code], number[e.object.code]) for e in among],
            width=width - 2 * margin,
            height=height - 2 * _MARGIN / 1.4,
        )
    ]
    labels = labels_of(
        [entities[code].title for code in drawn], spots, width=width, height=height, letters=letters
    )
    nodes = tuple(
        Node(code, *spots[at], wide=ties[code] > 2, label=labels[at]) for code, at in number.items()
    )
    lines = tuple((e, _between(spots[number[e.subject.code]], spots[number[e.object.code]])) for e in among)
    return Drawing(name, width, height, nodes, lines)


def _between(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float, float, float]:
    """Draw from edge to edge of two dots, so that the head of an arrow is seen."""
    wide, high = end[0] - start[0], end[1] - start[1]
    long = max(math.hypot(wide, high), 1e-6)
    x, y = wide / long * _DOT, high / long * _DOT
    return tuple(round(v, 1) for v in (start[0] + x, start[1] + y, end[0] - x, end[1] - y))  # type: ignore[return-value]
