"""Opens what people recorded under seal about accounts: that one person stands behind two of them.

It is recorded by people only, as a statement of a property whose values are encrypted from the first moment, and never
inferred. What is read here only lowers a count; no name, pair or statement of it is given on.
"""

import json
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, select

from sightline.store.claims import hidden_of
from sightline.store.ledger import Event, leaves_of, plain
from sightline.store.tables import events
from sightline.work.case import Case

PROPERTY: Final = "same_person_as"


def sealed_pairs(
    case: Case, connection: Connection, sources: Iterable[bytes], *, known_at: int | None = None
) -> frozenset[frozenset[bytes]]:
    """Find the pairs of sources that one person stands behind, where the keys to it are on this machine."""
    declared = case.schema.kinds.get("Source")
    if declared is None or PROPERTY not in declared.properties:
        return frozenset()
    found: set[frozenset[bytes]] = set()
    for source, statement, pos in hidden_of(connection, sources, PROPERTY):
        if known_at is not None and pos > known_at:
            continue
        other = _opened(case, connection, statement, pos)
        if other is not None and other != source:
            found.add(frozenset((source, other)))
    return frozenset(found)


def _opened(case: Case, connection: Connection, statement: bytes, pos: int) -> bytes | None:
    """Read the sealed value of one statement; None where the key is not here or it was erased."""
    row = connection.execute(select(events).where(events.c.pos == pos)).first()
    if row is None:
        return None
    for leaf in leaves_of(connection, Event(*row)):
        opened = plain(leaf, case.chain.keyring, connection)
        if opened is None:
            continue
        body = json.loads(opened[1])
        if body.get("is") == "sealed" and body.get("of") == statement.hex():
            value = body.get("value")
            if isinstance(value, dict) and isinstance(value.get("entity"), str):
                return bytes.fromhex(value["entity"])
    return None
