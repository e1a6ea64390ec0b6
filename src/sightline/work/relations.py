"""Walks the relations around an entity as of a date: who was part of what, allied, split, led, active where.

Each edge is one statement with its source, so that contradictory ones stand side by side. A walk goes out hop by hop,
the surest relations first, and says how many it left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, Final

from attrs import evolve, fields, frozen
from sqlalchemy import Connection

from sightline.core.collector import collector_paused
from sightline.core.errors import UnknownName, WrongUse
from sightline.model.held_limits import FAR
from sightline.model.schema import Schema
from sightline.model.span_order import Answer
from sightline.store.read import cluster_of
from sightline.store.relations import (
    Ring,
    called,
    canonical_of,
    dissolved,
    ended,
    everything,
    members_of,
    ring,
)
from sightline.store.relations_found import Asked, Found
from sightline.work.case import Case
from sightline.work.locating.blind import refuse_blind
from sightline.work.names_then import named_then
from sightline.work.pointing import point_at
from sightline.work.relating.asking import asked_of
from sightline.work.relating.changes import Compared, compare
from sightline.work.relating.conflicts import conflicts
from sightline.work.relating.edges import edges_of
from sightline.work.relating.endings import Ending, Over, endings_of, over
from sightline.work.relating.meanings import meaning_of, meanings
from sightline.work.relating.records import Contradiction, Edge, Node, Relations
from sightline.work.view import NOW, Times

__all__ = ["Compared", "Contradiction", "Edge", "Node", "Relations", "asked_of", "compared", "relations"]

MOST: Final = 2_000
_BEFORE_THE_END: Final = attrgetter(*(one.name for one in fields(Edge) if one.name != "ended_by"))
"""All of an edge but what says that it ended, its last field; ``evolve`` takes six times as long."""
FURTHEST: Final = 6


def relations(
    case: Case,
    code: str | None = None,
    *,
    times: Times = NOW,
    hops: int = 2,
    most: int = MOST,
    kinds: Sequence[str] = (),
) -> Relations:
    """Walk the relations around an entity, or list those of the whole case.

    Parameters
    ----------
    code : str, optional
        Code, id, key or title; None: every relation of the case.
    times : Times
        ``held_at``, ``said_by`` and ``known_at``, as for every view.
    hops : int
        How far to walk, 1 to 6.
    most : int
        Edges at most; how many more there were is told.
    kinds : sequence of str
        Only these relations, such as part_of; none: all.

    Raises
    ------
    UnknownName, AmbiguousName
        No such entity or relation, or several.
    BadTime, WrongUse
        A time is not EDTF; hops or most cannot be.
    """
    if not 1 <= hops <= FURTHEST:
        raise WrongUse(f"cannot walk {hops} hops", item="--hops", todo=f"give 1 to {FURTHEST}")
    if most < 1:
        raise WrongUse(f"cannot list {most} relations", item="--most", todo="give 1 or more")
    props = _props(case.schema, kinds)
    with case.catalogue.reading() as connection, collector_paused():
        asked = asked_of(case, connection, times, props)
        if code is None:
            whole = everything(connection, asked, most=most)
            walk = _Walk({}, [(1, f) for f in whole.found], whole.count - len(whole.found), 0, {})
            return _answer(case.schema, connection, asked, walk, None)
        found = point_at(connection, code)
        refuse_blind(connection, found, case.by)
        known = None if asked.known < 0 else asked.known
        centre = cluster_of(connection, found.id, known_at=known)
        return _answer(
            case.schema, connection, asked, _walk(connection, centre, asked, hops, most), centre[0]
        )


def compared(
    case: Case,
    code: str | None,
    *,
    times: Times,
    then: str,
    hops: int = 2,
    most: int = MOST,
    kinds: Sequence[str] = (),
) -> Compared:
    """Ask the same at two times and say what changed: what appeared, what vanished, what superseded what.

    ``then`` takes the place of ``held_at``; where that is not given, of ``said_by``, else of ``known_at``: so two posts
    are compared by what had been said by each.

    Raises
    ------
    WrongUse
        No first time is given.
    UnknownName, AmbiguousName, BadTime
        As :func:`relations`.
    """
    axis = next(
        (name for name in ("held_at", "said_by", "known_at") if getattr(times, name) is not None), None
    )
    if axis is None:
        raise WrongUse("compares two times, and the first is missing", item="relations", todo="give --at too")
    before = relations(case, code, times=times, hops=hops, most=most, kinds=kinds)
    after = relations(case, code, times=evolve(times, **{axis: then}), hops=hops, most=most, kinds=kinds)
    return compare(before, after)


@frozen(slots=True)
class _Walk:
    """What a walk came to, still in records of the store."""

    canonical: Mapping[bytes, bytes]
    found: Sequence[tuple[int, Found]]
    left_out: int
    not_followed: int
    hop_of: Mapping[bytes, int]


def _props(schema: Schema, kinds: Sequence[str]) -> tuple[str, ...]:
    out: list[str] = []
    for kind in kinds:
        word = kind.strip().lower().replace(" ", "_")
        if word not in schema.related:
            have = ", ".join(sorted(schema.related))
            raise UnknownName(f"there is no relation {kind!r}", todo=f"use some of {have}")
        meaning = meanings().get(word)
        out += [word] if meaning is None else [meaning.id, *meaning.also]
    return tuple(dict.fromkeys(out))


def _walk(connection: Connection, centre: Sequence[bytes], asked: Asked, hops: int, most: int) -> _Walk:
    canonical: dict[bytes, bytes] = dict.fromkeys(centre[1:], centre[0])
    hop_of, found = {centre[0]: 0}, list[tuple[int, Found]]()
    walked, front = list[bytes](), list(centre)
    left_out = not_followed = 0
    for hop in range(1, hops + 1):
        here: Ring = ring(connection, front, walked, asked, most=most - len(found))
        found += [(hop, one) for one in here.found]
        left_out += here.count - len(here.found)
        ends = {end for one in here.found for end in (one.subject, one.value)}
        canonical |= canonical_of(connection, ends - canonical.keys(), known=asked.known)
        fresh = sorted({canonical.get(end, end) for end in ends} - hop_of.keys())
        hop_of |= dict.fromkeys(fresh, hop)
        if not fresh or hop == hops:
            break
        if len(found) >= most:
            not_followed = len(fresh)
            break
        walked += front
        under = members_of(connection, fresh, known=asked.known)
        canonical |= under
        front = [*fresh, *sorted(under)]
    return _Walk(canonical, found, left_out, not_followed, hop_of)


def _answer(
    schema: Schema, connection: Connection, asked: Asked, walk: _Walk, centre: bytes | None
) -> Relations:
    canonical = dict(walk.canonical)
    if centre is None:
        ends = {end for _, one in walk.found for end in (one.subject, one.value)}
        canonical |= canonical_of(connection, ends, known=asked.known)
    sources = {one.source for _, one in walk.found if one.source is not None}
    canonical |= canonical_of(connection, sources - canonical.keys(), known=asked.known)
    edges = edges_of(walk.found, canonical)
    heads = {end for edge in edges for end in (edge.subject, edge.value)} | (
        set() if centre is None else {centre}
    )
    now = called(connection, {*heads, *_named(edges), *canonical})
    names = named_then(schema, connection, now, asked.known)
    endings = [*endings_of(edges), *_dissolved(connection, heads, canonical, asked)]
    sure = [ending for ending in endings if ending.sure <= asked.last]
    stopped = over(edges, _ended(connection, edges, canonical, walk.hop_of, asked), sure)
    edges = [_over(e, stopped[e.n]) if e.n in stopped else e for e in edges]
    gone: dict[bytes, list[str]] = {}
    for ending in sure:
        gone.setdefault(ending.entity, []).append(ending.statement)
    below: dict[bytes, list[str]] = {}
    for member, head in canonical.items():
        if member in names:
            below.setdefault(head, []).append(names[member].code)
    nodes = [
        Node(
            names[head],
            walk.hop_of.get(head, 0),
            tuple(sorted(below.get(head, ()))),
            tuple(gone.get(head, ())),
        )
        for head in heads
    ]
    made = Relations(
        centre=None if centre is None else names[centre],
        nodes=tuple(sorted(nodes, key=lambda n: (n.hop, n.named.code))),
        edges=tuple(edges),
        left_out=walk.left_out,
        not_followed=walk.not_followed,
        contradictions=(),
        names=names,
        ended=() if centre is None else tuple(gone.get(centre, ())),
    )
    contradictions, more = conflicts(edges, endings, cache(made.name))
    return evolve(made, contradictions=contradictions, contradictions_left_out=more)


def _over(edge: Edge, by: tuple[str, ...]) -> Edge:
    values: Sequence[Any] = (*_BEFORE_THE_END(edge), by)
    return Edge(*values)


def _named(edges: Iterable[Edge]) -> set[bytes]:
    return {one for e in edges for one in (e.source, e.via, e.place) if one is not None}


def _ended(
    connection: Connection,
    edges: Sequence[Edge],
    canonical: Mapping[bytes, bytes],
    hop_of: Mapping[bytes, int],
    asked: Asked,
) -> list[Over]:
    """Read, for relations that are only last attested, whether their source said that they ended.

    They are sought from the end that was walked from: its relations have been gone through once already.
    """
    near, far = set[bytes](), set[bytes]()
    for edge in edges:
        if edge.held is Answer.LAST_ATTESTED and not edge.event:
            ends = edge.subject, edge.value
            if hop_of.get(ends[0], 0) > hop_of.get(ends[1], 0):
                ends = ends[::-1]
            near.add(ends[0])
            far.add(ends[1])
    if not near:
        return []
    under: dict[bytes, list[bytes]] = {}
    for member, head in canonical.items():
        under.setdefault(head, []).append(member)
    every = [[i for head in sorted(some) for i in (head, *under.get(head, ()))] for some in (near, far)]
    front, others = every if hop_of else sorted(every, key=len, reverse=True)
    out = []
    for identifier, subject, value, prop, source, spoken in ended(connection, front, others, asked):
        meaning = meaning_of(prop)
        a, b = canonical.get(subject, subject), canonical.get(value, value)
        key = (b, meaning.id, a) if meaning.mutual and b < a else (a, meaning.id, b)
        out.append(Over(identifier.hex(), key, canonical.get(source, source) if source else None, spoken))
    return out


def _dissolved(
    connection: Connection, heads: set[bytes], canonical: Mapping[bytes, bytes], asked: Asked
) -> list[Ending]:
    every = [*heads, *(m for m, head in canonical.items() if head in heads)]
    return [
        Ending(
            bytes(identifier).hex(), canonical.get(bytes(entity), bytes(entity)),
            -FAR if begin is None else begin, FAR if end is None else end, source, "was dissolved",
        )
        for identifier, entity, source, begin, end in dissolved(connection, every, asked)
    ]  # fmt: skip
