"""Signs the state of a case, gives it as one line for others to hold, and compares a line that somebody held.

Size and root are noted beside the private key, safely on disk, before the signature is released, so that the key never
signs two histories: not a shorter one, and not another of the same length.
"""

import json
from collections.abc import Iterator

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.core.clock import rfc3339
from sightline.core.digest import Peaks, leaf_hash
from sightline.core.errors import Broken
from sightline.model.record import Record
from sightline.store.checkpoint import Checkpoint, one_line, parse, read_line, sign
from sightline.store.keyring import Keyring
from sightline.store.ledger import CLEAR, Event, event_name, leaves_of
from sightline.store.rotation import Rotation, read_rotation, rotation_body
from sightline.store.tables import events
from sightline.work.case import Case
from sightline.work.write import writing


@frozen(slots=True)
class Signed:
    """One signed state of a case."""

    line: str
    """To post or mail: origin, size, root, date."""
    note: str
    """The signed note itself, for tools that read them."""
    size: int
    """Events that it covers."""
    root: str
    number: int
    """Number of the event that holds it."""
    at: int
    """When it was signed, by this machine's clock [ms since the epoch, UTC]."""
    new: bool
    """False when nothing had happened since, and the last one is given again."""


@frozen(slots=True)
class Held:
    """What came of comparing a line that somebody else held."""

    ok: bool
    sentence: str
    size: int
    after: int
    """Events in this copy that lie after it."""


def checkpoint(case: Case) -> Signed:
    """Sign the present state; when nothing happened since the last checkpoint, that one is given again.

    Raises
    ------
    Broken
        The key signed a longer or another history of this ledger: an older copy was put back, or something was changed.
    """
    with writing(case) as writer:
        keyring = _in_force(case, writer.connection)
        tree, roots, kinds = _tree(writer.connection, keyring, keyring.last_signed())
        _refuse_another_history(keyring, tree.size, roots)
        last = _last(writer.connection, keyring.writer)
        if last is not None and kinds[last.size :] and set(kinds[last.size :]) == {"checkpoint.signed"}:
            return last
        point = Checkpoint(keyring.writer, tree.size, tree.root())
        keyring.remember(point.size, point.root)
        note = sign(point, keyring.public(), keyring.signing.sign)
        body: Record = {"is": "checkpoint", "note": note}
        event = writer.append("checkpoint.signed", [body])
    return _signed(point, note, event, new=True)


def last_checkpoint(case: Case) -> Signed | None:
    """Give the last checkpoint of the chain that this copy appends to, without checking it; None when there is none."""
    with case.catalogue.reading() as connection:
        return _last(connection, case.chain.writer)


def verify_line(case: Case, line: str) -> Held:
    """Compare a line that somebody else holds with what is here.

    Raises
    ------
    WrongUse
        The text holds no checkpoint.
    """
    point = read_line(line)
    tail = point.writer.hex()[-8:]
    with case.catalogue.reading() as connection:
        tree = Peaks()
        here: bytes | None = tree.root() if point.size == 0 else None
        for header in _headers(connection, point.writer):
            tree.add(leaf_hash(b"", header))
            if tree.size == point.size:
                here = tree.root()
    if tree.size == 0:
        return Held(ok=False, sentence=f"This case holds no ledger {tail}.", size=point.size, after=0)
    if here is None:
        said = f"The line covers {point.size} events of ledger {tail}; only {tree.size} are here. The rest is missing."
        return Held(ok=False, sentence=said, size=point.size, after=0)
    after = tree.size - point.size
    if here != point.root:
        said = f"The first {point.size} events of ledger {tail} are not those that the line was signed for."
        return Held(ok=False, sentence=said, size=point.size, after=after)
    said = f"The first {point.size} events of ledger {tail} are those of the line; {after} came after it."
    return Held(ok=True, sentence=said, size=point.size, after=after)


def rotate_key(case: Case) -> str:
    """Put a new signing key in force, by an event that the old and the new key sign; gives the new public key (hex)."""
    with writing(case) as writer:
        keyring = _in_force(case, writer.connection)
        tree, roots, _ = _tree(writer.connection, keyring, keyring.last_signed())
        _refuse_another_history(keyring, tree.size, roots)
        following = keyring.prepare_next()
        new = keyring.next_public()
        if new is None:
            raise Broken("the new key is not on the disk", item=str(keyring.folder))
        rotation = Rotation(keyring.writer, keyring.public(), new, tree.size, tree.root())
        message = rotation.message()
        body = rotation_body(rotation, keyring.signing.sign(message), following.sign(message))
        writer.append("key.rotated", [body])
    case.chain.keyring = keyring.promote()
    return new.hex()


def _in_force(case: Case, connection: Connection) -> Keyring:
    """Give the keyring whose key the ledger names now; finish a change of keys that was interrupted."""
    keyring = case.chain.keyring
    if keyring is None:
        raise Broken("has no keys to sign with", item=str(case.folder), todo="restore the key folder")
    public = _public(connection, keyring.writer)
    if keyring.public() == public:
        return keyring
    if keyring.next_public() == public:
        promoted = keyring.promote()
        case.chain.keyring = promoted
        return promoted
    raise Broken(
        "the signing key here is not the one that the ledger names",
        item=str(keyring.folder),
        todo="restore the key folder of this ledger from a backup",
    )


def _public(connection: Connection, writer: bytes) -> bytes:
    """Follow the public key of a chain from its first event through all changes."""
    public = b""
    query = select(events).where(
        events.c.writer == writer, events.c.kind.in_(("ledger.opened", "key.rotated"))
    )
    for row in connection.execute(query.order_by(events.c.number)).all():
        for body in _bodies(connection, Event(*row)):
            if body.get("is") == "ledger":
                public = bytes.fromhex(str(body["public_key"]))
            elif body.get("is") == "rotation":
                public = read_rotation(body, writer, public)
    return public


def _tree(
    connection: Connection, keyring: Keyring, last: tuple[int, str] | None
) -> tuple[Peaks, dict[int, str], list[str]]:
    """Build the tree over the headers: (tree, root at the size signed last, kind of each event)."""
    tree, roots, kinds = Peaks(), {}, []
    query = (
        select(events.c.header, events.c.kind)
        .where(events.c.writer == keyring.writer)
        .order_by(events.c.number)
    )
    for header, kind in connection.execute(query):
        tree.add(leaf_hash(b"", bytes(header)))
        kinds.append(kind)
        if last is not None and tree.size == last[0]:
            roots[tree.size] = tree.root().hex()
    return tree, roots, kinds


def _refuse_another_history(keyring: Keyring, size: int, roots: dict[int, str]) -> None:
    last = keyring.last_signed()
    if last is None or last[0] == 0:
        return
    where = f"ledger {keyring.writer.hex()[-8:]}"
    if last[0] > size:
        raise Broken(
            f"this key signed {last[0]} events, and {size} are here: an older copy was put back, or some were removed",
            item=where,
            todo="put the newer copy back; or go on in a copy of the folder, which begins a chain of its own",
        )
    if roots.get(last[0]) != last[1]:
        raise Broken(
            f"the first {last[0]} events are not those that this key signed",
            item=where,
            todo="run sightline check, and compare with a copy that somebody else holds",
        )


def _last(connection: Connection, writer: bytes) -> Signed | None:
    query = select(events).where(events.c.writer == writer, events.c.kind == "checkpoint.signed")
    row = connection.execute(query.order_by(events.c.number.desc()).limit(1)).first()
    if row is None:
        return None
    event = Event(*row)
    for body in _bodies(connection, event):
        if body.get("is") == "checkpoint":
            note = str(body["note"])
            return _signed(parse(note).checkpoint, note, event, new=False)
    raise Broken(
        "holds no checkpoint", item=f"event {event_name(writer, event.number)}", todo="run sightline check"
    )


def _signed(point: Checkpoint, note: str, event: Event, *, new: bool) -> Signed:
    date = rfc3339(event.at)
    return Signed(one_line(point, date), note, point.size, point.root.hex(), event.number, event.at, new)


def _headers(connection: Connection, writer: bytes) -> Iterator[bytes]:
    query = select(events.c.header).where(events.c.writer == writer).order_by(events.c.number)
    for header in connection.execute(query, execution_options={"yield_per": 1_000}).scalars():
        yield bytes(header)


def _bodies(connection: Connection, event: Event) -> Iterator[Record]:
    for leaf in leaves_of(connection, event):
        if leaf.state == CLEAR and leaf.body is not None:
            try:
                body = json.loads(leaf.body)
            except ValueError as error:
                name = event_name(event.writer, event.number)
                raise Broken(
                    "a body of it is no JSON", item=f"event {name}", todo="run sightline check"
                ) from error
            if isinstance(body, dict):
                yield body
