"""Keeps which entities were given the same external key in two copies, until a person says whether they are one.

Only ids are noted, beside the record: a name may have to be withheld later.
"""

import json
from collections.abc import Iterable

from sqlalchemy import Connection, and_, or_, select

from sightline.model.view import Named
from sightline.store.read import names_of
from sightline.store.tables import identities, meta
from sightline.work.write import set_meta

KEY = "alike"
"""Fact of ``meta``: pairs of ids, as JSON."""


def note_alike(connection: Connection, pairs: Iterable[tuple[bytes, bytes]]) -> None:
    """Add pairs of entities that were given the same external key."""
    every = {*_noted(connection), *((low.hex(), high.hex()) for low, high in pairs)}
    if every:
        set_meta(connection, KEY, json.dumps(sorted(every)))


def alike(connection: Connection) -> tuple[tuple[Named, Named], ...]:
    """List the pairs about which nobody has said yet whether they are the same."""
    pairs = [(bytes.fromhex(a), bytes.fromhex(b)) for a, b in sorted(_noted(connection))]
    named = names_of(connection, {one for pair in pairs for one in pair})
    return tuple(
        (named[low], named[high])
        for low, high in pairs
        if low in named and high in named and not _judged(connection, low, high)
    )


def _noted(connection: Connection) -> set[tuple[str, str]]:
    text = connection.execute(select(meta.c.value).where(meta.c.key == KEY)).scalar()
    return set() if text is None else {(low, high) for low, high in json.loads(text)}


def _judged(connection: Connection, low: bytes, high: bytes) -> bool:
    here, there = (identities.c.left, identities.c.right)
    either = or_(and_(here == low, there == high), and_(here == high, there == low))
    return (
        connection.execute(select(identities.c.id).where(either, identities.c.undone.is_(None))).first()
        is not None
    )
