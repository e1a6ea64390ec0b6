"""Reads from the ledger which leaves and objects are withheld or erased, and what may still be known of them.

Protections say it themselves: each names the leaves by (writer, number, index), with the shell that stays readable and
the digest of the encrypted bytes. The state of a leaf follows from the last protection that names it.
"""

import json
from collections.abc import Iterable, Iterator

from attrs import field, frozen
from sqlalchemy import Connection, select

from sightline.model.finding import Json
from sightline.model.record import Record
from sightline.store.ledger import CLEAR, ERASED, SEALED, Event, Leaf, leaves_of
from sightline.store.tables import events

ACTS = {"protect": SEALED, "erase": ERASED, "unprotect": CLEAR}
KINDS = ("value.protected", "value.erased", "value.unprotected")


@frozen(slots=True)
class Withheld:
    """What the ledger says of one leaf or object that was protected, erased or opened again."""

    state: int
    shell: Record = field(factory=dict)
    sealed: str | None = None
    """Digest of the encrypted bytes (hex), when there are any."""


@frozen(slots=True)
class Withholding:
    """All of them."""

    leaves: dict[int, Withheld] = field(factory=dict)
    objects: dict[bytes, Withheld] = field(factory=dict)


def read_withholding(connection: Connection) -> Withholding:
    """Read all protections, in the order in which they were received."""
    out = Withholding()
    query = select(events).where(events.c.kind.in_(KINDS)).order_by(events.c.pos)
    for row in connection.execute(query).all():
        event = Event(*row)
        for body in protections_in(leaves_of(connection, event)):
            _note(connection, body, out)
    return out


def protections_in(leaves: Iterable[Leaf]) -> Iterator[Record]:
    """Go through the protection bodies among the leaves of an event."""
    for leaf in leaves:
        if leaf.state == CLEAR and leaf.body is not None and b'"is":"protection"' in leaf.body:
            try:
                body = json.loads(leaf.body)
            except ValueError:  # its hash does not fit either, which is named there
                continue
            if isinstance(body, dict) and body.get("is") == "protection" and body.get("act") in ACTS:
                yield body


def _note(connection: Connection, body: Record, out: Withholding) -> None:
    state = ACTS[str(body["act"])]
    for one in _dicts(body.get("leaves")):
        n = leaf_number(connection, str(one.get("leaf")))
        shell, sealed = one.get("shell"), one.get("sealed")
        if n is not None:
            out.leaves[n] = Withheld(state, shell if isinstance(shell, dict) else {}, _text(sealed))
    for one in _dicts(body.get("objects")):
        out.objects[bytes.fromhex(str(one["sha256"]))] = Withheld(state, {}, _text(one.get("sealed")))


def leaf_number(connection: Connection, name: str) -> int | None:
    """Find the local number of a leaf named ``<writer>:<number>/<index>``; None when its event is not here."""
    writer, _, rest = name.partition(":")
    number, _, index = rest.partition("/")
    if not (number.isdigit() and index.isdigit()):
        return None
    query = select(events.c.first, events.c.count).where(
        events.c.writer == bytes.fromhex(writer), events.c.number == int(number)
    )
    row = connection.execute(query).first()
    return None if row is None or int(index) >= row[1] else int(row[0]) + int(index)


def _dicts(value: Json) -> Iterator[dict[str, Json]]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None
