"""Draws who was part of, allied with or fighting whom as a network that a reader moves through time."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

from attrs import frozen

from sightline.model.shown import ShownEntity, ShownStatement
from sightline.publish.as_of import AsOf, dates_of
from sightline.publish.layout import place

WIDTH: Final = 900.0
HEIGHT: Final = 560.0
MOST: Final = 90
"""Actors that are drawn: those with the most relations; the others are counted and stand in the list."""
_MARGIN: Final = 70.0
_DOT: Final = 10.0
WARM: Final = frozenset({"part_of", "member_of", "affiliated_with", "pledged_to", "leader_of"})
"""Relations in which one stands under another."""


@frozen(slots=True)
class Node:
    """An actor in the picture."""

    code: str
    title: str
    x: float
    y: float
    wide: bool
    """It has many relations: its name stands out."""


@frozen(slots=True)
class Edge:
    """One relation, with every statement about it."""

    subject: ShownEntity
    object: ShownEntity
    property: str
    label: str
    letters: str
    statements: tuple[ShownStatement, ...]
    line: tuple[float, float, float, float] | None
    """Where it is drawn; None where one of its ends is not."""
    group: str
    """``warm``: one under another; ``fights``; ``other``."""

    def state(self, at: int) -> str:
        """Give the letter of a pair of dates."""
        return self.letters[at]


@frozen(slots=True)
class Network:
    """All of it."""

    dates: AsOf
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
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
    number = {code: at for at, code in enumerate(drawn)}
    spots = place(
        len(drawn),
        [(number[a], number[b]) for a, _, b in found if a in number and b in number],
        width=WIDTH - 2 * _MARGIN,
        height=HEIGHT - 2 * _MARGIN / 1.4,
    )
    where = {code: (spots[at][0] + _MARGIN, spots[at][1] + _MARGIN / 1.4) for code, at in number.items()}
    nodes = tuple(Node(code, entities[code].title, *where[code], wide=ties[code] > 2) for code in drawn)
    edges = tuple(
        _edge(entities, key, many, dates, where) for key, many in sorted(found.items(), key=lambda f: f[0])
    )
    return Network(dates, nodes, edges, len(ties) - len(drawn))


def _edge(
    entities: Mapping[str, ShownEntity],
    key: tuple[str, str, str],
    many: list[ShownStatement],
    dates: AsOf,
    where: Mapping[str, tuple[float, float]],
) -> Edge:
    subject, prop, other = key
    line = _between(where[subject], where[other]) if subject in where and other in where else None
    group = "warm" if prop in WARM else "fights" if prop == "fights" else "other"
    return Edge(
        entities[subject], entities[other], prop, many[0].label, dates.letters(many), tuple(many), line, group
    )


def _between(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float, float, float]:
    """Draw from edge to edge of two dots, so that the head of an arrow is seen."""
    wide, high = end[0] - start[0], end[1] - start[1]
    long = max(math.hypot(wide, high), 1e-6)
    x, y = wide / long * _DOT, high / long * _DOT
    return tuple(round(v, 1) for v in (start[0] + x, start[1] + y, end[0] - x, end[1] - y))  # type: ignore[return-value]
