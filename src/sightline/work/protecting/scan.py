"""Reads every leaf, sealed ones too where a key is here, to find where words or ids stand."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.core.digest import canonical
from sightline.model.record import Record
from sightline.store.keyring import Keyring
from sightline.store.ledger import CLEAR, SEALED, Event, Leaf, stream
from sightline.store.sealed_state import Withholding
from sightline.store.tables import events, leaves, seals
from sightline.work.keyrings import open_leaf


@frozen(slots=True)
class Seen:
    """One leaf, opened, with the event it stands in."""

    event: Event
    leaf: Leaf
    salt: bytes
    raw: bytes
    body: Record

    @property
    def opened(self) -> bool:
        """Tell whether the body itself was read, not only its shell."""
        return self.salt != b""

    @property
    def index(self) -> int:
        """Place of the leaf in its event."""
        return self.leaf.n - self.event.first

    @property
    def name(self) -> str:
        """Name the leaf as protections do: whole ledger id, number, index."""
        return f"{self.event.writer.hex()}:{self.event.number}/{self.index}"


@frozen(slots=True)
class Reader:
    """What is needed to read leaves: the catalogue, the keys that are here, and what may be known without them."""

    connection: Connection
    keyrings: Mapping[bytes, Keyring]
    withholding: Withholding


def needles(words: Sequence[str]) -> tuple[str, ...]:
    """Write words as they stand in the text of a body, in one form of letters."""
    return tuple(plain_text(json.dumps(word, ensure_ascii=False)[1:-1]) for word in words)


def scan(reader: Reader, wanted: Sequence[str]) -> Iterator[Seen]:
    """Go through every leaf that holds one of ``wanted`` (from :func:`needles`), whatever the case of its letters."""
    if not wanted:
        return
    for event, found in stream(reader.connection):
        for leaf in found:
            opened = _open(reader, leaf)
            if opened is None:
                continue
            text = plain_text(opened[1].decode(errors="replace"))
            if any(word in text for word in wanted):
                body = json.loads(opened[1])
                yield Seen(event, leaf, opened[0], opened[1], body)


def look(reader: Reader, n: int) -> Seen | None:
    """Read one leaf; None when it is erased, or sealed with nothing known of it."""
    row = reader.connection.execute(select(leaves).where(leaves.c.n == n)).first()
    at = reader.connection.execute(
        select(events).where(events.c.first <= n).order_by(events.c.first.desc()).limit(1)
    ).first()
    if row is None or at is None:
        return None
    leaf = Leaf(*row)
    opened = _open(reader, leaf)
    return None if opened is None else Seen(Event(*at), leaf, opened[0], opened[1], json.loads(opened[1]))


def siblings(reader: Reader, pos: int) -> Iterator[Seen]:
    """Go through the leaves of the event at a position."""
    row = reader.connection.execute(select(events.c.first, events.c.count).where(events.c.pos == pos)).one()
    for n in range(row[0], row[0] + row[1]):
        seen = look(reader, n)
        if seen is not None:
            yield seen


def _open(reader: Reader, leaf: Leaf) -> tuple[bytes, bytes] | None:
    """Give salt and body; no salt, and the shell for the body, where it is sealed and no key here fits."""
    if leaf.state == CLEAR and leaf.salt is not None and leaf.body is not None:
        return leaf.salt, leaf.body
    if leaf.state == SEALED:
        wrapped = reader.connection.execute(select(seals.c.wrapped).where(seals.c.n == leaf.n)).scalar()
        opened = open_leaf(reader.keyrings, leaf, wrapped)
        if opened is None and (known := reader.withholding.leaves.get(leaf.n)) is not None and known.shell:
            return b"", canonical(known.shell)
        return opened
    return None


def plain_text(text: str) -> str:
    """Write a text in the one form of letters in which words are looked for."""
    return unicodedata.normalize("NFC", text).casefold()
