"""Walks the chains of a case: every header, every link, every leaf; no fault stops the walk."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from sightline.core.clock import rfc3339
from sightline.core.digest import canonical, leaf_hash, sha256
from sightline.core.errors import Broken
from sightline.model.record import VERSION
from sightline.store.keyring import Keyring
from sightline.store.ledger import ERASED, SEALED, Event, event_name, read_header, stream
from sightline.store.sealed_state import Withholding
from sightline.store.tables import events, seals
from sightline.store.tables import leaves as leaves_table
from sightline.work.checking.checked import Fault
from sightline.work.checking.leaves import Leaves, look_at_leaves
from sightline.work.checking.walked import Chain, Walked


def walk(connection: Connection, withholding: Withholding, keyrings: Mapping[bytes, Keyring]) -> Walked:
    """Walk all chains in the order of reception; every fault is named, none stops the walk."""
    out = Walked()
    wrapped = {n: bytes(w) for n, w in connection.execute(select(seals.c.n, seals.c.wrapped))}
    pos, first = 0, 1
    writers = {bytes(w) for w in connection.execute(select(events.c.writer).distinct()).scalars()}
    known = Leaves(withholding, wrapped, keyrings, frozenset(writers))
    for event, found in stream(connection):
        name = event_name(event.writer, event.number)
        if event.pos != pos + 1:
            out.faults.append(Fault(f"positions {pos + 1} to {event.pos - 1} before it are missing", name))
        if event.first != first:
            out.faults.append(Fault(f"its leaves begin at {event.first}, not at {first}", name))
        pos, first = event.pos, event.first + event.count
        out.events += 1
        if event.received != event.at:
            out.late.append(event)
        header = _header(out, event, name)
        _link(out, event, name, header)
        root = None if header is None else str(header["root"])
        look_at_leaves(out, event, found, known, root=root)
    _strays(out, connection, first, wrapped)
    return out


def _header(out: Walked, event: Event, name: str) -> dict[str, object] | None:
    try:
        header = read_header(event)
        again = canonical(header)
    except (Broken, UnicodeEncodeError) as error:
        out.faults.append(
            Fault(error.fault if isinstance(error, Broken) else "its header is no Unicode", name)
        )
        return None
    if again != event.header:
        out.faults.append(Fault("its header is not in canonical form", name))
    columns: dict[str, object] = {
        "writer": event.writer.hex(),
        "number": event.number,
        "kind": event.kind,
        "at": rfc3339(event.at),
        "count": event.count,
    }
    wrong = [key for key in sorted(columns) if header[key] != columns[key]]
    if wrong:
        out.faults.append(Fault(f"its row and its header differ in {', '.join(wrong)}", name))
    version = header["version"]
    if not isinstance(version, int) or not 1 <= version <= VERSION:
        out.faults.append(Fault(f"its format {version!r} is not known here", name, todo="update Sightline"))
    return header


def _link(out: Walked, event: Event, name: str, header: dict[str, object] | None) -> None:
    chain = out.chains.setdefault(event.writer, Chain(event.writer))
    if event.number > chain.number + 1:
        gap = (
            f"{chain.number + 1}"
            if event.number == chain.number + 2
            else f"{chain.number + 1} to {event.number - 1}"
        )
        out.faults.append(
            Fault(f"event {gap} of this chain is missing", event_name(event.writer, chain.number + 1))
        )
    elif event.number <= chain.number:
        out.faults.append(Fault(f"stands after event {chain.number} of its chain", name))
    elif header is not None and header["previous"] != chain.digest.hex():
        out.faults.append(Fault("does not follow from the event before it: one of the two was changed", name))
    if event.at < chain.at:
        out.faults.append(Fault("is older than the event before it", name))
    digest = sha256(event.header)
    if digest != event.digest:
        out.faults.append(Fault("its header is not the one that was recorded", name))
    chain.headers.append(leaf_hash(b"", event.header))
    chain.digests.append(digest)
    chain.kinds.append(event.kind)
    chain.number, chain.digest, chain.at = event.number, digest, event.at


def _strays(out: Walked, connection: Connection, end: int, wrapped: Mapping[int, bytes]) -> None:
    beyond = select(leaves_table.c.n).where(leaves_table.c.n >= end).order_by(leaves_table.c.n).limit(20)
    for n in connection.execute(beyond).scalars():
        out.faults.append(Fault("is a leaf of no event: the events at the end were removed", f"leaves n={n}"))
    sealed = select(leaves_table.c.n).where(leaves_table.c.state.in_((SEALED, ERASED)))
    for n in sorted(set(wrapped) - set(connection.execute(sealed).scalars())):
        out.faults.append(Fault("is the key of a leaf that is not withheld", f"seals n={n}"))
