"""The one way an act is written: event, leaves and rows in one transaction.

A body is never written anywhere else, and no row is changed except through the same projection that a rebuild uses.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version

from attrs import define
from sqlalchemy import Connection, delete, select

from sightline.core.digest import canonical
from sightline.core.errors import Broken
from sightline.model.record import Record, act, schema_file
from sightline.store.keyring import Keyring, handed_secret, make_keyring
from sightline.store.ledger import Event, Ledger
from sightline.store.project.apply import apply, begin, project
from sightline.store.project.made import Made
from sightline.store.project.rows import Batch
from sightline.store.tables import events, meta
from sightline.store.text_state import indexed_to, last_leaf, set_indexed_to
from sightline.work.case import Case
from sightline.work.name_rules import naming_of
from sightline.work.projected import PROJECTED, projection_key
from sightline.work.safety.text import open_bytes
from sightline.work.schemas import declaration_texts, fingerprint

TOOL = f"sightline {version('sightline')}"


@define(slots=True)
class Writer:
    """An open write transaction of a case."""

    case: Case
    connection: Connection
    batch: Batch
    ledger: Ledger

    def append(
        self,
        kind: str,
        bodies: Sequence[Record],
        *,
        why: str | None = None,
        sealed: frozenset[int] = frozenset(),
        by: str | None = None,
    ) -> Event:
        """Append one event: an act body first, then ``bodies``; ``sealed`` are indices into ``bodies``."""
        whole = [act(by or self.case.by, tool=TOOL, why=why), *bodies]
        event = self.ledger.append(self.connection, kind, whole, sealed=frozenset(i + 1 for i in sealed))
        apply(self.batch, event.pos, event.received, event.first, whole)
        return event

    def append_made(
        self,
        kind: str,
        before: Sequence[Record],
        encoded: Sequence[bytes],
        made: Made,
        after: Sequence[Record],
    ) -> Event:
        """Append one event whose statements stand between ``before`` and ``after``, encoded and projected already."""
        head = [act(self.case.by, tool=TOOL, why=None), *before]
        whole = [*map(canonical, head), *encoded, *map(canonical, after)]
        event = self.ledger.append_encoded(self.connection, kind, whole)
        begin(self.batch, event.pos, event.received)
        project(self.batch, event.first, head)
        self.batch.take(made, event.first + len(head))
        project(self.batch, event.first + len(head) + len(encoded), after)
        return event


@contextmanager
def writing(case: Case) -> Iterator[Writer]:
    """Open a write transaction; everything in it is recorded together, or nothing is."""
    if case.chain.keyring is None or case.chain.copied:
        begin_own_chain(case)
    keyring = _keyring(case)
    with case.catalogue.writing() as connection:
        batch = new_batch(case, connection)
        yield Writer(case, connection, batch, Ledger(case.catalogue, keyring, case.clock))
        batch.flush()


def new_batch(case: Case, connection: Connection) -> Batch:
    """Make the collector of rows for a transaction of this case."""
    done = indexed_to(connection)
    if done is None and case.settings.catalogue_text == "following":
        done = last_leaf(connection)
        set_indexed_to(connection, done)
    read = partial(read_for_index, case)
    naming = naming_of(case.schema)
    return Batch(case.catalogue, connection, case.schema, case.text, read, naming, indexed_to=done)


def read_object(case: Case, sha256: bytes) -> bytes | None:
    """Read an object for the index; None when it is withheld, erased or missing."""
    return case.vault.read(sha256) if case.vault.has(sha256) else None


def read_for_index(case: Case, sha256: bytes) -> bytes | None:
    """Read a text for the index, with a block for each letter that tells how agents or weapons are made or spread."""
    return open_bytes(read_object(case, sha256))


def open_chain(case: Case) -> None:
    """Begin the first chain of a new workspace: new writer, new keys, event 1 with the public key."""
    _begin(case, None)


def begin_own_chain(case: Case) -> None:
    """Begin a chain of its own in a copy of a workspace; it says where the other chains stood."""
    known = case.chain.keyring
    _begin(case, handed_secret(case.keys_folder, case.chain.writer) if known is None else known.secret)


def _begin(case: Case, secret: bytes | None) -> None:
    writer = case.ids.new()
    keyring = make_keyring(case.keys_folder, writer, secret=secret)
    (keyring.folder / "home.json").write_text(json.dumps({"folder": str(case.folder.resolve())}))
    with case.catalogue.writing() as connection:
        heads = {}
        for row in connection.execute(
            select(events.c.writer, events.c.number, events.c.digest).order_by(events.c.pos)
        ):
            heads[bytes(row.writer).hex()] = [row.number, bytes(row.digest).hex()]
        body: Record = {
            "is": "ledger",
            "writer": writer.hex(),
            "public_key": keyring.public().hex(),
            "format": 1,
            "continues": heads,  # type: ignore[dict-item]
        }
        batch = new_batch(case, connection)
        Writer(case, connection, batch, Ledger(case.catalogue, keyring, case.clock)).append(
            "ledger.opened", [body]
        )
        batch.flush()
        set_meta(connection, "writer", writer.hex())
    case.chain.writer, case.chain.keyring, case.chain.copied = writer, keyring, False


def adopt_schema(case: Case) -> None:
    """Record the declarations now in force, when they differ from those recorded last."""
    texts = declaration_texts(case.folder)
    now = fingerprint(texts)
    with writing(case) as writer:
        known = writer.connection.execute(select(meta.c.value).where(meta.c.key == "schema_texts")).scalar()
        before: dict[str, str] = {} if known is None else json.loads(known)
        digests = {name: fingerprint({name: text}) for name, text in texts.items()}
        changed = [
            schema_file(name, texts[name]) for name in sorted(texts) if before.get(name) != digests[name]
        ]
        changed += [schema_file(name, "") for name in sorted(set(before) - set(texts))]
        if changed:
            writer.append("schema.adopted", changed)
        if known is None:
            set_meta(writer.connection, PROJECTED, projection_key(case.schema))
        set_meta(writer.connection, "schema", now)
        set_meta(writer.connection, "schema_texts", json.dumps(digests, sort_keys=True))


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Set a fact about this copy of the catalogue; it is no part of the record."""
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(meta.insert().values(key=key, value=value))


def _keyring(case: Case) -> Keyring:
    keyring = case.chain.keyring
    if keyring is None:
        raise Broken("has no keys to write with", item=str(case.folder), todo="restore the key folder")
    return keyring
