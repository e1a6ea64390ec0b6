"""The record of every act: a hash chain of events over salted leaves, one chain per writer.

An event is a header in canonical JSON (writer, number, previous, kind, version, at, count, root) over leaves, each
``sha256(0x00 | salt | body)``. Headers chain by ``previous``; the root of the leaves is an RFC 6962 tree. So a body
can be withheld or erased later without breaking the chain, and one leaf can be shown without the others.
"""

import json
from collections.abc import Iterator, Sequence

from attrs import frozen
from sqlalchemy import Connection, func, select

from sightline.core.clock import Clock, from_rfc3339, rfc3339
from sightline.core.digest import canonical, leaf_hash, sha256, tree_root
from sightline.core.errors import Broken
from sightline.model.record import VERSION, Record
from sightline.store.catalogue import Catalogue
from sightline.store.keyring import Keyring
from sightline.store.tables import events, leaves, seals

SALT = 16
CLEAR, SEALED, ERASED = 0, 1, 2
START = bytes(32)
"""What stands as ``previous`` in a writer's first event."""


@frozen(slots=True)
class Event:
    """One event as it stands in the catalogue."""

    pos: int
    writer: bytes
    number: int
    kind: str
    at: int
    received: int
    first: int
    count: int
    digest: bytes
    header: bytes


@frozen(slots=True)
class Leaf:
    """One leaf: its body is None where it is sealed and no key is here, or erased."""

    n: int
    hash: bytes
    salt: bytes | None
    body: bytes | None
    state: int


@frozen(slots=True)
class Ledger:
    """The chain of one writer in one catalogue."""

    catalogue: Catalogue
    keyring: Keyring
    clock: Clock

    def append(
        self,
        connection: Connection,
        kind: str,
        bodies: Sequence[Record],
        *,
        sealed: frozenset[int] = frozenset(),
    ) -> Event:
        """Append an event over ``bodies``; those whose index is in ``sealed`` are encrypted.

        The caller holds the write transaction. Bodies hold no floats and only valid Unicode.
        """
        return self.append_encoded(connection, kind, [canonical(body) for body in bodies], sealed=sealed)

    def append_encoded(
        self,
        connection: Connection,
        kind: str,
        encoded: Sequence[bytes],
        *,
        sealed: frozenset[int] = frozenset(),
    ) -> Event:
        """Append an event over bodies that are canonical JSON already."""
        writer = self.keyring.writer
        last = connection.execute(
            select(events.c.number, events.c.digest, events.c.at)
            .where(events.c.writer == writer)
            .order_by(events.c.number.desc())
            .limit(1)
        ).first()
        pos, first, after = next_place(connection)
        number, previous = (1, START) if last is None else (last.number + 1, last.digest)
        at = max(self.clock.now_ms(), after) if last is None else max(self.clock.now_ms(), last.at, after)
        noise = self.clock.random(SALT * len(encoded))
        salts = [noise[i : i + SALT] for i in range(0, len(noise), SALT)]
        hashes = [leaf_hash(salt, body) for salt, body in zip(salts, encoded, strict=True)]
        header = header_bytes(writer, number, previous, kind, at, len(encoded), tree_root(hashes))
        digest = sha256(header)
        rows: list[tuple[object, ...]] = []
        locks: list[tuple[object, ...]] = []
        for index, (salt, body, hashed) in enumerate(zip(salts, encoded, hashes, strict=True)):
            if index in sealed:
                hidden, wrapped = self.keyring.seal(salt + body)
                rows.append((first + index, hashed, None, hidden, SEALED))
                locks.append((first + index, wrapped))
            else:
                rows.append((first + index, hashed, salt, body, CLEAR))
        self.catalogue.insert(connection, leaves, rows)
        self.catalogue.insert(connection, seals, locks)
        row = (pos, writer, number, kind, at, at, first, len(encoded), digest, header)
        self.catalogue.insert(connection, events, [row])
        return Event(*row)


def next_place(connection: Connection) -> tuple[int, int, int]:
    """Give the next local position, the next leaf number, and when the last event was received [ms].

    Nothing is received before what stands in front of it, whichever clock wrote that: ``known_at`` reads positions.
    """
    columns = (events.c.pos, events.c.first, events.c.count, events.c.received)
    row = connection.execute(select(*columns).order_by(events.c.pos.desc()).limit(1)).first()
    return (1, 1, 0) if row is None else (row.pos + 1, row.first + row.count, row.received)


def header_bytes(
    writer: bytes, number: int, previous: bytes, kind: str, at: int, count: int, root: bytes
) -> bytes:
    """Write the header of an event: exactly eight keys, canonical JSON."""
    return canonical(
        {
            "at": rfc3339(at),
            "count": count,
            "kind": kind,
            "number": number,
            "previous": previous.hex(),
            "root": root.hex(),
            "version": VERSION,
            "writer": writer.hex(),
        }
    )


def all_events(connection: Connection, *, after: int = 0) -> Iterator[Event]:
    """Go through the events in local order, after a position."""
    query = select(events).where(events.c.pos > after).order_by(events.c.pos)
    for row in connection.execute(query, execution_options={"yield_per": 500}):
        yield Event(*row)


def stream(
    connection: Connection, *, group: int = 20_000, after: int = 0
) -> Iterator[tuple[Event, list[Leaf]]]:
    """Go through all events in local order, each with those of its leaves that are there; ``after`` a position.

    Reads in groups of about ``group`` leaves and holds no cursor open, so rows may be written meanwhile.
    """
    while some := connection.execute(
        select(events).where(events.c.pos > after).order_by(events.c.pos).limit(500)
    ).all():
        taken: list[Event] = []
        size = 0
        for row in some:
            event = Event(*row)
            if taken and size + event.count > group:
                break
            taken.append(event)
            size += event.count
        after = taken[-1].pos
        first, last = min(e.first for e in taken), max(e.first + e.count for e in taken)
        query = select(leaves).where(leaves.c.n >= first, leaves.c.n < last).order_by(leaves.c.n)
        found = {row[0]: Leaf(*row) for row in connection.execute(query)}
        for event in taken:
            yield (
                event,
                [found[n] for n in range(event.first, min(event.first + event.count, last)) if n in found],
            )


def event_name(writer: bytes, number: int) -> str:
    """Name an event for people: the tail of its writer's id (the head is a time, and shared) and its number."""
    return f"{writer.hex()[-8:]}:{number}"


def leaves_of(connection: Connection, event: Event) -> list[Leaf]:
    """Read the leaves of an event in order."""
    query = (
        select(leaves)
        .where(leaves.c.n >= event.first, leaves.c.n < event.first + event.count)
        .order_by(leaves.c.n)
    )
    return [Leaf(*row) for row in connection.execute(query)]


def plain(leaf: Leaf, keyring: Keyring | None, connection: Connection) -> tuple[bytes, bytes] | None:
    """Give (salt, body) of a leaf; None where it is erased, or sealed and not ours to open."""
    if leaf.state == CLEAR and leaf.salt is not None and leaf.body is not None:
        return leaf.salt, leaf.body
    if leaf.state == SEALED and leaf.body is not None and keyring is not None:
        wrapped = connection.execute(select(seals.c.wrapped).where(seals.c.n == leaf.n)).scalar()
        if wrapped is not None:
            opened = keyring.open(leaf.body, wrapped)
            return opened[:SALT], opened[SALT:]
    return None


def read_header(event: Event) -> dict[str, object]:
    """Read a header and check its shape; Broken names the event."""
    name = f"event {event_name(event.writer, event.number)}"
    try:
        header = json.loads(event.header)
    except ValueError as error:
        raise Broken("its header is no JSON", item=name) from error
    if not isinstance(header, dict) or set(header) != {
        "at",
        "count",
        "kind",
        "number",
        "previous",
        "root",
        "version",
        "writer",
    }:
        raise Broken("its header has other keys than a header has", item=name)
    return header


def at_of(header: dict[str, object]) -> int:
    """Give the time of a header [ms]."""
    return from_rfc3339(str(header["at"]))


def position_at(connection: Connection, ms: int) -> int:
    """Give the last local position received at or before a time; 0 when there is none."""
    return connection.execute(select(func.max(events.c.pos)).where(events.c.received <= ms)).scalar() or 0
