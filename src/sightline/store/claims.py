"""Reads what claims are weighed with: who is one with whom, who takes from whom, which items share what, verdicts.

All of it as of a position of the ledger, for many entities at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen
from sqlalchemy import Column, Connection, Select, and_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from sightline.store.slices import slices
from sightline.store.tables import (
    acts,
    capture_files,
    captures,
    identities,
    judgements,
    layers,
    membership,
    statements,
)


@frozen(slots=True)
class Link:
    """An open statement that ties its entity to another: property, the other, and the statement's id."""

    prop: str
    target: bytes
    statement: bytes


@frozen(slots=True)
class Verdict:
    """What a person last judged of a statement."""

    by: str
    verdict: str
    reason: str


def _open(opened: Column[Any], ended: Column[Any], known_at: int | None) -> ColumnElement[bool]:
    if known_at is None:
        return ended.is_(None)
    return and_(opened <= known_at, or_(ended.is_(None), ended > known_at))


def heads_at(
    connection: Connection, ids: Iterable[bytes], *, known_at: int | None = None
) -> dict[bytes, bytes]:
    """Give the canonical record of each that is not its own."""
    out: dict[bytes, bytes] = {}
    still = _open(membership.c.opened, membership.c.closed, known_at)
    for some in slices(sorted(set(ids))):
        query = select(membership.c.entity, membership.c.canonical)
        for entity, canonical in connection.execute(query.where(membership.c.entity.in_(some), still)):
            out[bytes(entity)] = bytes(canonical)
    return out


def judged_different(
    connection: Connection, ids: Iterable[bytes], *, known_at: int | None = None
) -> list[tuple[bytes, bytes]]:
    """List the pairs that a person called different, of which one at least is among ``ids``."""
    found: set[tuple[bytes, bytes]] = set()
    still = _open(identities.c.pos, identities.c.undone, known_at)
    for some in slices(sorted(set(ids))):
        query = select(identities.c.left, identities.c.right).where(
            identities.c.verdict == "different",
            or_(identities.c.left.in_(some), identities.c.right.in_(some)),
            still,
        )
        found.update((bytes(left), bytes(right)) for left, right in connection.execute(query))
    return sorted(found)


def links_of(
    connection: Connection, ids: Iterable[bytes], props: Collection[str], *, known_at: int | None = None
) -> dict[bytes, list[Link]]:
    """Read which other entities the open statements of ``ids`` name, for some properties; denials are left out."""
    out: dict[bytes, list[Link]] = defaultdict(list)
    columns = (statements.c.entity, statements.c.prop, statements.c.target, statements.c.id)
    for some in slices(sorted(set(ids))):
        query = select(*columns).where(
            statements.c.entity.in_(some),
            statements.c.prop.in_(sorted(props)),
            statements.c.target.is_not(None),
            statements.c.negated == 0,
            statements.c.hidden == 0,
            _open(statements.c.opened, statements.c.closed, known_at),
        )
        for entity, prop, target, identifier in connection.execute(query.order_by(statements.c.n)):
            out[bytes(entity)].append(Link(prop, bytes(target), bytes(identifier)))
    return dict(out)


def linked_to(
    connection: Connection, targets: Iterable[bytes], props: Collection[str], *, known_at: int | None = None
) -> list[tuple[bytes, str, bytes, bool]]:
    """List (entity, property, target, hedged) of the open statements that name one of ``targets``."""
    out: list[tuple[bytes, str, bytes, bool]] = []
    columns = (statements.c.entity, statements.c.prop, statements.c.target, statements.c.hedged)
    for some in slices(sorted(set(targets))):
        query = select(*columns).where(
            statements.c.target.in_(some),
            statements.c.prop.in_(sorted(props)),
            statements.c.negated == 0,
            statements.c.hidden == 0,
            _open(statements.c.opened, statements.c.closed, known_at),
        )
        rows = connection.execute(query.order_by(statements.c.n))
        out += [(bytes(e), p, bytes(t), bool(hedged)) for e, p, t, hedged in rows]
    return out


def plain_values(
    connection: Connection, ids: Iterable[bytes], props: Collection[str], *, known_at: int | None = None
) -> dict[bytes, list[tuple[str, str]]]:
    """Read (property, value as JSON) of open statements that are not withheld, in the order of recording."""
    out: dict[bytes, list[tuple[str, str]]] = defaultdict(list)
    for some in slices(sorted(set(ids))):
        query = select(statements.c.entity, statements.c.prop, statements.c.value).where(
            statements.c.entity.in_(some),
            statements.c.prop.in_(sorted(props)),
            statements.c.value.is_not(None),
            statements.c.negated == 0,
            statements.c.hidden == 0,
            _open(statements.c.opened, statements.c.closed, known_at),
        )
        for entity, prop, value in connection.execute(query.order_by(statements.c.n)):
            out[bytes(entity)].append((prop, value))
    return dict(out)


def verdicts_of(
    connection: Connection, ids: Iterable[bytes], *, known_at: int | None = None
) -> Mapping[bytes, tuple[Verdict, ...]]:
    """Read what people judged of statements: of each person the last word that stands."""
    out: dict[bytes, dict[str, Verdict]] = defaultdict(dict)
    columns = (judgements.c.on_id, judgements.c.by, judgements.c.verdict, judgements.c.reason)
    for some in slices(sorted(set(ids))):
        query = select(*columns).where(
            judgements.c.on_id.in_(some),
            judgements.c.on_kind == "statement",
            _open(judgements.c.pos, judgements.c.undone, known_at),
        )
        for on, by, verdict, reason in connection.execute(query.order_by(judgements.c.pos)):
            out[bytes(on)].pop(by, None)
            out[bytes(on)][by] = Verdict(by or "", verdict, reason or "")
    return {on: tuple(said.values()) for on, said in out.items()}


def successors_of(connection: Connection, numbers: Sequence[int]) -> dict[int, bytes]:
    """Give the statement that stands in the place of each closed row that has one, by number of the row."""
    out: dict[int, bytes] = {}
    for some in slices(sorted(numbers)):
        query = select(statements.c.n, statements.c.successor)
        rows = connection.execute(query.where(statements.c.n.in_(some), statements.c.successor.is_not(None)))
        out.update({n: bytes(successor) for n, successor in rows})
    return out


def text_layers(connection: Connection, items: Iterable[bytes], kinds: Collection[str]) -> dict[bytes, bytes]:
    """Give the newest open text layer of each item, of these kinds: item, digest of the text."""
    out: dict[bytes, bytes] = {}
    for some in slices(sorted(set(items))):
        for item, text in connection.execute(_layers(some, kinds)):
            out[bytes(item)] = bytes(text)
    return out


def _layers(items: Sequence[bytes], kinds: Collection[str]) -> Select[Any]:
    joined = layers.join(capture_files, capture_files.c.sha256 == layers.c.input).join(
        captures, captures.c.id == capture_files.c.capture
    )
    query = select(captures.c.item, layers.c.text).select_from(joined)
    return query.where(
        captures.c.item.in_(items), layers.c.hidden == 0, layers.c.kind.in_(sorted(kinds))
    ).order_by(layers.c.pos, layers.c.n)


def hidden_of(connection: Connection, ids: Iterable[bytes], prop: str) -> list[tuple[bytes, bytes, int]]:
    """List (entity, statement id, position it was recorded at) of open statements whose value is sealed."""
    out: list[tuple[bytes, bytes, int]] = []
    for some in slices(sorted(set(ids))):
        query = select(statements.c.entity, statements.c.id, statements.c.opened).where(
            statements.c.entity.in_(some),
            statements.c.prop == prop,
            statements.c.hidden == 1,
            statements.c.closed.is_(None),
        )
        out += [(bytes(e), bytes(i), pos) for e, i, pos in connection.execute(query.order_by(statements.c.n))]
    return out


def members_at(
    connection: Connection, heads: Iterable[bytes], *, known_at: int | None = None
) -> dict[bytes, bytes]:
    """Give every record that stands under one of ``heads``, with the one it stands under."""
    out: dict[bytes, bytes] = {}
    still = _open(membership.c.opened, membership.c.closed, known_at)
    for some in slices(sorted(set(heads))):
        query = select(membership.c.entity, membership.c.canonical)
        for entity, canonical in connection.execute(query.where(membership.c.canonical.in_(some), still)):
            out[bytes(entity)] = bytes(canonical)
    return out


def whys_at(connection: Connection, positions: Iterable[int]) -> dict[int, str]:
    """Give the reason that was noted with each act, by its position."""
    out: dict[int, str] = {}
    for some in slices(sorted(set(positions))):
        query = select(acts.c.pos, acts.c.why).where(acts.c.pos.in_(some), acts.c.why.is_not(None))
        out.update((pos, why) for pos, why in connection.execute(query))
    return out


def originals_of(connection: Connection, items: Iterable[bytes]) -> dict[bytes, set[bytes]]:
    """Give the objects that items are kept as, by object: the items that have it as an original."""
    out: dict[bytes, set[bytes]] = defaultdict(set)
    joined = capture_files.join(captures, captures.c.id == capture_files.c.capture)
    for some in slices(sorted(set(items))):
        query = select(capture_files.c.sha256, captures.c.item).select_from(joined)
        query = query.where(
            captures.c.item.in_(some), capture_files.c.role == "original", captures.c.hidden == 0
        )
        for sha256, item in connection.execute(query):
            out[bytes(sha256)].add(bytes(item))
    return dict(out)
