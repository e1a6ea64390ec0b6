"""Lists what stands beside an incident and is never added to it: aggregates and members, wholes and parts."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from sightline.model.view import Moments, Named
from sightline.store.claims import linked_to
from sightline.store.read import names_of
from sightline.work.case import Case
from sightline.work.corroborating.heard import Ground, Heard
from sightline.work.corroborating.linking import Heads
from sightline.work.names_then import named_then
from sightline.work.view import plain_names

MEMBER: Final = "member"
PART: Final = "part_of"
SORTS: Final = ("Incident", "Aggregate")
MOST: Final = 300
"""Members of an aggregate that are listed with their figures."""


def beside_of(
    case: Case,
    connection: Connection,
    entity: Named,
    ids: Sequence[bytes],
    heard: Sequence[Heard],
    ground: Ground,
    heads: Heads,
    moments: Moments,
) -> list[tuple[Named, str, bool]]:
    """Find the records that hold an incident or are held by it, each once, with its role."""
    known = moments.known_at
    found: dict[bytes, tuple[str, bool]] = {}
    for one in heard:
        if one.stands and not one.one.negated and one.one.target is not None:
            if one.one.property == MEMBER:
                found.setdefault(one.one.target, (MEMBER, one.one.hedged))
            elif one.one.property == PART:
                found.setdefault(one.one.target, ("whole", one.one.hedged))
    for other, prop, _, hedged in linked_to(connection, heads.whole(ids), (MEMBER, PART), known_at=known):
        found.setdefault(other, ("aggregate" if prop == MEMBER else "part", hedged))
    heads.learn(connection, found, known)
    called = names_of(connection, [*found, *(heads.head(one) for one in found)])
    names = plain_names(named_then(case.schema, connection, called, known))
    out: dict[bytes, tuple[Named, str, bool]] = {}
    for record, (role, hedged) in sorted(found.items()):
        named = names.get(ground.head(record))
        if named is None or named.kind not in SORTS or named.id == entity.id:
            continue
        above = role == "whole" and named.kind == "Aggregate"
        out.setdefault(named.id, (named, "aggregate" if above else role, hedged))
    return list(out.values())[:MOST]


def nested_in(
    connection: Connection, ids: Sequence[bytes], heads: Heads, moments: Moments
) -> frozenset[bytes]:
    """Give those of some records that are said to be part of another of them."""
    if len(ids) < 2:
        return frozenset()
    known = moments.known_at
    among = set(ids)
    found = linked_to(connection, heads.whole(ids), (PART,), known_at=known)
    heads.learn(connection, {part for part, _, _, _ in found}, known)
    pairs = {(heads.head(part), heads.head(whole)) for part, _, whole, _ in found}
    return frozenset(part for part, whole in pairs if part in among and whole in among and part != whole)


def may_stand_beside(case: Case, kind: str) -> bool:
    """Tell whether records of a kind hold others or are held."""
    return case.schema.is_a(kind, SORTS)
