"""Finds that one source names two actors side by side: as holders of one place, or members of one body, at one time.

Whoever lists two names beside each other takes them for two, so it speaks against their being one.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from sightline.model.view import Named
from sightline.store.relations import ring
from sightline.store.relations_found import Asked, Found
from sightline.work.identifying.finding import called

MOST: Final = 20_000
BETWEEN: Final = (
    "fights",
    "allied_with",
    "split_from",
    "merged_into",
    "succeeded_by",
    "part_of",
    "member_of",
)


def side_by_side(
    connection: Connection, pairs: Sequence[tuple[bytes, bytes]], names: Mapping[bytes, Named]
) -> dict[tuple[bytes, bytes], tuple[str, ...]]:
    """Say of pairs why a source takes them for two; nothing for those of which no source does."""
    actors = sorted({actor for pair in pairs for actor in pair})
    if not actors:
        return {}
    found = ring(connection, actors, [], Asked(), most=MOST).found
    listed: dict[bytes, set[tuple[bytes | None, str, bytes, str | None]]] = {}
    between: dict[frozenset[bytes], Found] = {}
    for one in found:
        if one.negated:
            continue
        for mine, far in ((one.subject, one.value), (one.value, one.subject)):
            listed.setdefault(mine, set()).add((one.source, one.prop, far, one.said))
        if one.prop in BETWEEN:
            between.setdefault(frozenset((one.subject, one.value)), one)
    out: dict[tuple[bytes, bytes], tuple[str, ...]] = {}
    for pair in pairs:
        reasons = [*_listed(listed, pair), *_between(between, pair, names)]
        if reasons:
            out[pair] = tuple(reasons)
    return out


def _listed(
    listed: Mapping[bytes, set[tuple[bytes | None, str, bytes, str | None]]], pair: tuple[bytes, bytes]
) -> Iterable[str]:
    both = listed.get(pair[0], set()) & listed.get(pair[1], set())
    told = sorted({(prop, said or "") for _, prop, _, said in both})
    for prop, said in told[:1]:
        when = f", said {said}" if said else ""
        yield f"one source names both side by side ({prop.replace('_', ' ')}{when})"


def _between(
    between: Mapping[frozenset[bytes], Found], pair: tuple[bytes, bytes], names: Mapping[bytes, Named]
) -> Iterable[str]:
    one = between.get(frozenset(pair))
    if one is not None and one.subject in names and one.value in names:
        words = one.prop.replace("_", " ")
        yield f"a source says: {called(names[one.subject])} {words} {called(names[one.value])}"
