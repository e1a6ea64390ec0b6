"""Opens what people recorded under seal about accounts: that one person stands behind two of them.

It is recorded by people only, as a statement of a property whose values are encrypted from the first moment, and never
inferred. What is read here only lowers a count; no name, pair or statement of it is given on.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import Connection, select

from sightline.store.claims import hidden_of
from sightline.store.ledger import CLEAR, Event, leaves_of, plain
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
    by_event: dict[int, dict[str, bytes]] = {}
    for source, statement, pos in hidden_of(connection, sources, PROPERTY):
        if known_at is None or pos <= known_at:
            by_event.setdefault(pos, {})[statement.hex()] = source
    found: set[frozenset[bytes]] = set()
    for pos, statements in sorted(by_event.items()):
        for identifier, other in _opened(case, connection, pos):
            one = statements.get(identifier)
            if one is not None and other != one:
                found.add(frozenset((one, other)))
    return frozenset(found)


def _opened(case: Case, connection: Connection, pos: int) -> Iterator[tuple[str, bytes]]:
    """Read the sealed values of one event that name an entity: (id of the statement, entity).

    What has no key here, or was erased, is left out.
    """
    row = connection.execute(select(events).where(events.c.pos == pos)).first()
    if row is None:
        return
    for leaf in leaves_of(connection, Event(*row)):
        opened = None if leaf.state == CLEAR else plain(leaf, case.chain.keyring, connection)
        if opened is None:
            continue
        body = json.loads(opened[1])
        value = body.get("value")
        if body.get("is") == "sealed" and isinstance(value, dict) and isinstance(value.get("entity"), str):
            yield str(body.get("of")), bytes.fromhex(value["entity"])
