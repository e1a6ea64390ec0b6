"""Appends events of another copy as they are: headers, leaves and seals, with the rows they make, in one transaction.

One event of our own follows them, which says up to where each chain was taken in and when; others, where something that
was withheld in one copy had come to stand in the other as well. What lies in a batch is all there or not at all.
"""

from collections.abc import Iterator, Sequence

from attrs import define, field
from sqlalchemy import Connection, delete, select, update

from sightline.core.digest import leaf_hash, sha256
from sightline.core.errors import Busy
from sightline.model.record import Record, act
from sightline.model.shells import protection, shell
from sightline.store.ledger import CLEAR, ERASED, SEALED, Event, Leaf, event_name, next_place, stream
from sightline.store.project.doubles import doubles_in
from sightline.store.sealed_state import leaf_number, read_withholding
from sightline.store.tables import events, leaves, object_seals, seals
from sightline.work.adopting.alike import note_alike
from sightline.work.adopting.histories import heads
from sightline.work.adopting.objects import Brought, erased_by_following
from sightline.work.adopting.veil import Veil
from sightline.work.case import Case
from sightline.work.check import SCRUB
from sightline.work.rebuild import body_in, remake, replay
from sightline.work.write import TOOL, Writer, set_meta, writing

AUTHORITY = "sightline adopt"
REASON = "the same was withheld or erased in one of the copies"


@define(slots=True)
class Taken:
    """What one batch came to."""

    chains: dict[bytes, tuple[int, int]] = field(factory=dict)
    """First and last number taken, by chain."""
    events: int = 0
    withheld: int = 0
    """Leaves and objects that were withheld or erased because the same was, in one of the copies."""


def take(case: Case, theirs: Connection, wanted: Sequence[Event], veil: Veil, brought: Brought) -> Taken:
    """Append a batch of events that are not here, and make their rows.

    Raises
    ------
    Broken
        Names the event whose bodies cannot be read; nothing of the batch was taken.
    Busy
        Somebody else appended to one of these chains meanwhile.
    """
    out = Taken()
    with writing(case) as writer:
        connection = writer.connection
        pos, _, after = next_place(connection)
        received = max(case.clock.now_ms(), after)
        covered = list(_cover(writer, veil))
        arrived = _append(writer, theirs, _still_missing(connection, wanted), veil, received, out)
        if out.events == 0 and veil.empty:
            return out
        if out.events:
            chains = [
                chain(w, first, last, received, _digest(connection, w, last))
                for w, (first, last) in sorted(out.chains.items())
            ]
            _own(writer, "chain.adopted", chains)
        out.withheld = _say(writer, veil, brought, [*covered, *arrived])
        changed = not veil.empty and _settle(connection, theirs)
        _object_seals(connection, veil, brought)
        doubles = doubles_in(connection)
        if changed or covered or (out.withheld and not out.events):
            remake(case, connection, doubles=doubles)
            set_meta(connection, SCRUB, "1")
        else:
            replay(connection, writer.batch, read_withholding(connection), after=pos - 1, doubles=doubles)
        note_alike(connection, () if doubles is None else doubles.alike)
    return out


def chain(writer: bytes, first: int, last: int, received: int, digest: bytes) -> Record:
    """Make the body that says which events of another chain were taken in, and when.

    ``digest`` is that of the last of them, so that whoever signs this ledger signs what was adopted.
    """
    return {
        "is": "chain",
        "writer": writer.hex(),
        "first": first,
        "last": last,
        "received": received,
        "digest": digest.hex(),
    }


Entry = tuple[int, Record]
"""The state that a leaf was brought to, and what the protection that says so lists of it."""


def _still_missing(connection: Connection, wanted: Sequence[Event]) -> list[Event]:
    """Leave out what somebody else adopted meanwhile."""
    here = heads(connection)
    out = []
    for event in wanted:
        head = here.get(event.writer, 0)
        if event.number > head + 1:
            raise Busy(
                "the chain was appended to meanwhile",
                item=event_name(event.writer, event.number),
                todo="adopt again",
            )
        if event.number == head + 1:
            here[event.writer] = event.number
            out.append(event)
    return out


def _append(
    writer: Writer, theirs: Connection, wanted: Sequence[Event], veil: Veil, received: int, out: Taken
) -> list[Entry]:
    """Write headers, leaves and seals as they are there; only what must not stand in clear is sealed or left out."""
    connection, entries = writer.connection, list[Entry]()
    catalogue = writer.case.catalogue
    pos, first, _ = next_place(connection)
    for event, found in _with_leaves(theirs, wanted):
        wrapped = _wrapped(theirs, found)
        rows: list[tuple[object, ...]] = []
        locks: list[tuple[object, ...]] = []
        for leaf in found:
            index = leaf.n - event.first
            row, key, entry = _arriving(writer, veil, event, leaf, index)
            rows.append((first + index, *row))
            key = wrapped.get(leaf.n) if entry is None and leaf.state == SEALED else key
            if key is not None:
                locks.append((first + index, key))
            if entry is not None:
                entries.append(entry)
        here = (pos, event.writer, event.number, event.kind, event.at, received)
        catalogue.insert(connection, events, [(*here, first, event.count, event.digest, event.header)])
        catalogue.insert(connection, leaves, rows)
        catalogue.insert(connection, seals, locks)
        begun = out.chains.get(event.writer, (event.number, 0))[0]
        out.chains[event.writer] = (begun, event.number)
        out.events += 1
        pos, first = pos + 1, first + event.count
    return entries


def _with_leaves(theirs: Connection, wanted: Sequence[Event]) -> Iterator[tuple[Event, list[Leaf]]]:
    if not wanted:
        return
    names = {(event.writer, event.number) for event in wanted}
    for event, found in stream(theirs, after=wanted[0].pos - 1):
        if (event.writer, event.number) in names:
            yield event, found
        if event.pos >= wanted[-1].pos:
            return


def _wrapped(theirs: Connection, found: Sequence[Leaf]) -> dict[int, bytes]:
    hidden = [leaf.n for leaf in found if leaf.state == SEALED]
    if not hidden:
        return {}
    query = select(seals).where(seals.c.n >= hidden[0], seals.c.n <= hidden[-1])
    return {n: bytes(key) for n, key in theirs.execute(query)}


def _arriving(
    writer: Writer, veil: Veil, event: Event, leaf: Leaf, index: int
) -> tuple[tuple[object, ...], bytes | None, Entry | None]:
    """Give hash, salt, body and state of a leaf as it is to stand here; its own key and entry when it is covered."""
    name = f"{event.writer.hex()}:{event.number}/{index}"
    state = veil.carried.get(name)
    if state is None:
        return (leaf.hash, leaf.salt, leaf.body, leaf.state), None, None
    salt, body, key, entry = _covered(writer, veil, name, event, leaf, state)
    wanted = SEALED if key is None and state == SEALED else state
    return (leaf.hash, salt, body, wanted), key, (state, entry)


def _covered(
    writer: Writer, veil: Veil, name: str, event: Event, leaf: Leaf, state: int
) -> tuple[bytes | None, bytes | None, bytes | None, Record]:
    """Withhold or erase one leaf: (salt, body, wrapped key when it is new, what is listed of it)."""
    keyring = writer.ledger.keyring
    if leaf.state == CLEAR:
        kept = shell(body_in(event, leaf), keyring.secret)
    else:  # a value that was encrypted from the first moment
        kept = {"is": "sealed", "of": veil.beside[name], "hidden": True}
    entry: Record = {"leaf": name, "shell": kept}
    if state == ERASED:
        return None, None, None, entry
    if leaf.state == CLEAR:
        hidden, wrapped = keyring.seal((leaf.salt or b"") + (leaf.body or b""))
        return None, hidden, wrapped, {**entry, "sealed": sha256(hidden).hex()}
    return leaf.salt, leaf.body, None, {**entry, "sealed": sha256(leaf.body or b"").hex()}


def _cover(writer: Writer, veil: Veil) -> Iterator[Entry]:
    """Withhold or erase leaves that stand here already."""
    connection = writer.connection
    for name, state in sorted(veil.carried.items()):
        n = leaf_number(connection, name)
        if n is None:
            continue
        event, leaf = _at(connection, n)
        if leaf.state == ERASED:
            continue
        salt, body, key, entry = _covered(writer, veil, name, event, leaf, state)
        change = update(leaves).where(leaves.c.n == n)
        connection.execute(change.values(salt=salt, body=body, state=state))
        if key is not None or state == ERASED:
            connection.execute(delete(seals).where(seals.c.n == n))
        if key is not None:
            connection.execute(seals.insert().values(n=n, wrapped=key))
        yield state, entry


def _say(writer: Writer, veil: Veil, brought: Brought, entries: Sequence[Entry]) -> int:
    """Record what was withheld or erased because the same was in one of the copies."""
    count = 0
    for deed, kind, state, objects in (
        ("protect", "value.protected", SEALED, [brought.sealed[s] for s in sorted(brought.sealed)]),
        ("erase", "value.erased", ERASED, erased_by_following(veil)),
    ):
        listed = [entry for of, entry in entries if of == state]
        if listed or objects:
            body = protection(
                deed, "adoption", authority=AUTHORITY, reason=REASON, leaves=listed, objects=objects
            )
            _own(writer, kind, [body])
            count += len(listed) + len(objects)
    return count


def _own(writer: Writer, kind: str, bodies: Sequence[Record]) -> None:
    """Append an event of our own; its rows are made with those of what was adopted."""
    head = act(writer.case.by, tool=TOOL)
    writer.ledger.append(writer.connection, kind, [head, *bodies])


def _digest(connection: Connection, writer: bytes, number: int) -> bytes:
    query = select(events.c.digest).where(events.c.writer == writer, events.c.number == number)
    return bytes(connection.execute(query).scalar_one())


def _settle(connection: Connection, theirs: Connection) -> bool:
    """Bring every leaf to the state that all protections together say; tells whether any was in another."""
    changed = False
    for n, known in sorted(read_withholding(connection).leaves.items()):
        event, leaf = _at(connection, n)
        if leaf.state in (known.state, ERASED):
            continue
        change = update(leaves).where(leaves.c.n == n)
        if known.state == ERASED:
            connection.execute(change.values(salt=None, body=None, state=ERASED))
            connection.execute(delete(seals).where(seals.c.n == n))
            changed = True
            continue
        found = leaf_number(theirs, f"{event.writer.hex()}:{event.number}/{n - event.first}")
        there = None if found is None else _at(theirs, found)[1]
        if there is None or there.state != known.state or not _is_same(there, leaf):
            continue  # check names it
        connection.execute(change.values(salt=there.salt, body=there.body, state=there.state))
        connection.execute(delete(seals).where(seals.c.n == n))
        if there.state == SEALED:
            wrapped = theirs.execute(select(seals.c.wrapped).where(seals.c.n == there.n)).scalar()
            if wrapped is not None:
                connection.execute(seals.insert().values(n=n, wrapped=wrapped))
        changed = True
    return changed


def _is_same(there: Leaf, here: Leaf) -> bool:
    """Tell whether a leaf of theirs is the one that is here, as far as that shows."""
    if there.state == CLEAR:
        return leaf_hash(there.salt or b"", there.body or b"") == here.hash
    return there.hash == here.hash


def _at(connection: Connection, n: int) -> tuple[Event, Leaf]:
    query = select(events).where(events.c.first <= n).order_by(events.c.first.desc()).limit(1)
    leaf = connection.execute(select(leaves).where(leaves.c.n == n)).one()
    return Event(*connection.execute(query).one()), Leaf(*leaf)


def _object_seals(connection: Connection, veil: Veil, brought: Brought) -> None:
    """Keep the wrapped keys of what is withheld, and of nothing else."""
    gone = [s for s, known in veil.objects.items() if known.state != SEALED]
    for name in sorted({*gone, *brought.wrapped}):
        connection.execute(delete(object_seals).where(object_seals.c.sha256 == name))
    for name, wrapped in sorted(brought.wrapped.items()):
        connection.execute(object_seals.insert().values(sha256=name, wrapped=wrapped))
