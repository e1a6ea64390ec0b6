"""Walks the chains: every header, every link, every leaf, and whether each stands as the acts say it should."""

import json
from collections.abc import Iterator, Mapping

from attrs import define, field, frozen
from sqlalchemy import Connection, func, select

from sightline.core.clock import rfc3339
from sightline.core.digest import canonical, leaf_hash, sha256, tree_root
from sightline.core.errors import Broken
from sightline.model.record import VERSION, Record
from sightline.store.keyring import Keyring
from sightline.store.ledger import CLEAR, ERASED, SEALED, START, Event, Leaf, event_name, read_header, stream
from sightline.store.sealed_state import Withholding
from sightline.store.tables import leaves as leaves_table
from sightline.store.tables import seals
from sightline.work.checked import Fault
from sightline.work.keyrings import open_leaf

READ = frozenset({"ledger.opened", "checkpoint.signed", "key.rotated", "chain.adopted"})
"""Kinds of events whose bodies the check itself must read."""


@frozen(slots=True)
class Said:
    """A body that the check reads on, with the event it stands in."""

    event: Event
    body: Record


@define(slots=True)
class Chain:
    """One writer's chain as far as it was walked."""

    writer: bytes
    headers: list[bytes] = field(factory=list)
    """``sha256(0x00 | header)`` of each event in order: the leaves of the checkpoint tree."""
    kinds: list[str] = field(factory=list)
    number: int = 0
    digest: bytes = START
    at: int = 0


@define(slots=True)
class Walked:
    """What the walk gathered."""

    faults: list[Fault] = field(factory=list)
    chains: dict[bytes, Chain] = field(factory=dict)
    damaged: set[int] = field(factory=set)
    """Numbers of leaves that are not what was recorded."""
    objects: dict[bytes, int] = field(factory=dict)
    """State of every object that the record names."""
    said: list[Said] = field(factory=list)
    late: list[Event] = field(factory=list)
    """Events that were received at another time than they were written."""
    events: int = 0
    withheld: int = 0
    erased: int = 0
    unread: int = 0


def walk(connection: Connection, withholding: Withholding, keyrings: Mapping[bytes, Keyring]) -> Walked:
    """Walk all chains in the order of reception; every fault is named, none stops the walk."""
    out = Walked()
    wrapped = {n: bytes(w) for n, w in connection.execute(select(seals.c.n, seals.c.wrapped)).tuples()}
    pos, first = 0, 1
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
        _leaves(out, event, found, name, header, withholding, wrapped, keyrings)
    _strays(out, connection, first, wrapped)
    return out


def _header(out: Walked, event: Event, name: str) -> dict[str, object] | None:
    try:
        header = read_header(event)
        again = canonical(header)
    except (Broken, UnicodeEncodeError) as error:
        out.faults.append(Fault(error.fault if isinstance(error, Broken) else "its header is no Unicode", name))
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
        gap = f"{chain.number + 1}" if event.number == chain.number + 2 else f"{chain.number + 1} to {event.number - 1}"
        out.faults.append(Fault(f"event {gap} of this chain is missing", event_name(event.writer, chain.number + 1)))
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
    chain.kinds.append(event.kind)
    chain.number, chain.digest, chain.at = event.number, digest, event.at


def _leaves(
    out: Walked,
    event: Event,
    found: list[Leaf],
    name: str,
    header: dict[str, object] | None,
    withholding: Withholding,
    wrapped: Mapping[int, bytes],
    keyrings: Mapping[bytes, Keyring],
) -> None:
    have = {leaf.n - event.first: leaf for leaf in found}
    for index in sorted(set(range(event.count)) - set(have)):
        out.faults.append(Fault("the leaf is missing", f"{name}/{index}"))
    hashes: list[bytes] = []
    suspects: list[Fault] = []
    from_start = _sealed_from_start(have.values(), event)
    for index, leaf in sorted(have.items()):
        where = f"{name}/{index}"
        plain = _plain(out, event, leaf, where, withholding, wrapped, keyrings)
        if plain is None:
            hashes.append(leaf.hash)
        else:
            hashes.append(leaf_hash(*plain))
            if hashes[-1] != leaf.hash:
                suspects.append(Fault("is not what was recorded: body, salt or hash was changed", where))
                out.damaged.add(leaf.n)
        _state(out, leaf, where, withholding, None if plain is None else plain[1], index in from_start)
        _listed(out, event, leaf, None if plain is None else plain[1], withholding)
    out.faults.extend(suspects)
    whole = header is not None and len(hashes) == event.count
    if whole and tree_root(hashes).hex() != header["root"] and not suspects:  # type: ignore[index]
        out.faults.append(Fault("its leaves do not give the root in its header", name))
        out.damaged.update(leaf.n for leaf in found)


def _plain(
    out: Walked,
    event: Event,
    leaf: Leaf,
    where: str,
    withholding: Withholding,
    wrapped: Mapping[int, bytes],
    keyrings: Mapping[bytes, Keyring],
) -> tuple[bytes, bytes] | None:
    """Give salt and body of a leaf as far as they can be had; name what keeps them from being had."""
    if leaf.state == CLEAR:
        if leaf.salt is None or leaf.body is None:
            out.faults.append(Fault("its body is gone, and no act says so", where))
            return None
        return leaf.salt, leaf.body
    if leaf.state == ERASED:
        out.erased += 1
        if leaf.salt is not None or leaf.body is not None or leaf.n in wrapped:
            out.faults.append(Fault("was erased, and something of it is still here", where, todo="erase it again"))
        return None
    out.withheld += 1
    known = withholding.leaves.get(leaf.n)
    if leaf.body is None or leaf.salt is not None:
        out.faults.append(Fault("is withheld, and its encrypted body is not here", where))
        return None
    if known is not None and known.sealed is not None and sha256(leaf.body).hex() != known.sealed:
        out.faults.append(Fault("its encrypted body was changed", where))
        return None
    plain = open_leaf(keyrings, leaf, wrapped.get(leaf.n))
    if plain is None:
        out.unread += 1
        if leaf.n not in wrapped:
            out.faults.append(Fault("is withheld, and its wrapped key is gone: nobody can open it again", where))
        elif set(out.chains) <= set(keyrings):
            out.faults.append(Fault("is withheld, and does not open with the keys of this case", where))
    return plain


def _state(
    out: Walked, leaf: Leaf, where: str, withholding: Withholding, body: bytes | None, from_start: bool
) -> None:
    """Compare the state of a leaf with what the acts say of it."""
    known = withholding.leaves.get(leaf.n)
    sealed_first = from_start or (body is not None and body.find(b'"is":"sealed"') >= 0)
    wanted = known.state if known is not None else SEALED if sealed_first else CLEAR
    if sealed_first and wanted == CLEAR:
        wanted = SEALED
    if leaf.state == wanted or leaf.state not in (CLEAR, SEALED, ERASED):
        if leaf.state not in (CLEAR, SEALED, ERASED):
            out.faults.append(Fault(f"has a state that does not exist: {leaf.state}", where))
        return
    if leaf.state == CLEAR:
        word = "withheld" if wanted == SEALED else "erased"
        out.faults.append(Fault(f"should be {word} and stands in clear", where, todo="protect it again"))
    elif leaf.state == SEALED:
        out.faults.append(Fault("is encrypted, and no act says so", where))
    else:
        out.faults.append(Fault("is erased, and no act says so", where))


def _sealed_from_start(found: Mapping[int, Leaf] | object, event: Event) -> set[int]:
    """List the leaves that statements of the same event name as their sealed value."""
    out: set[int] = set()
    if event.kind not in ("statements.recorded", "import.batch", "import.done") and not isinstance(found, object):
        return out
    for leaf in found:  # type: ignore[attr-defined]
        if leaf.state == CLEAR and leaf.body is not None and b'"value":{"sealed":' in leaf.body:
            try:
                out.add(int(json.loads(leaf.body)["value"]["sealed"]))
            except (ValueError, KeyError, TypeError):
                continue
    return out


def _listed(out: Walked, event: Event, leaf: Leaf, body: bytes | None, withholding: Withholding) -> None:
    """Gather what the check reads on: objects, keys, checkpoints."""
    if leaf.state != CLEAR:
        shell = withholding.leaves[leaf.n].shell if leaf.n in withholding.leaves else {}
        if shell.get("is") == "object":
            sha = bytes.fromhex(str(shell["sha256"]))
            out.objects[sha] = max(leaf.state, out.objects.get(sha, CLEAR))
        return
    if body is None or leaf.n in out.damaged:
        return
    if event.kind in READ or b'"is":"object"' in body:
        try:
            tree = json.loads(body)
        except ValueError:
            return
        if isinstance(tree, dict) and tree.get("is") == "object":
            out.objects.setdefault(bytes.fromhex(str(tree["sha256"])), CLEAR)
        elif isinstance(tree, dict) and event.kind in READ:
            out.said.append(Said(event, tree))


def _strays(out: Walked, connection: Connection, end: int, wrapped: Mapping[int, bytes]) -> None:
    beyond = select(leaves_table.c.n).where(leaves_table.c.n >= end).order_by(leaves_table.c.n).limit(20)
    for n in connection.execute(beyond).scalars():
        out.faults.append(Fault("is a leaf of no event: the events at the end were removed", f"leaves n={n}"))
    states = dict(connection.execute(select(leaves_table.c.n, leaves_table.c.state).where(leaves_table.c.state != CLEAR)).tuples().all())
    for n in sorted(set(wrapped) - {n for n, state in states.items() if state == SEALED}):
        if states.get(n) != ERASED:
            out.faults.append(Fault("is the key of a leaf that is not withheld", f"seals n={n}"))
    total = connection.execute(select(func.count()).select_from(leaves_table)).scalar_one()
    if total > end - 1:
        return
