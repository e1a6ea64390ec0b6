"""Looks at the leaves of one event: is each what was recorded, and does each stand as the acts say it should."""

import json
from collections.abc import Iterable, Mapping

from attrs import frozen

from sightline.core.digest import leaf_hash, sha256, tree_root
from sightline.store.keyring import Keyring
from sightline.store.ledger import CLEAR, ERASED, SEALED, Event, Leaf, event_name
from sightline.store.sealed_state import Withholding
from sightline.work.checking.checked import Fault
from sightline.work.checking.walked import Said, Walked
from sightline.work.keyrings import open_leaf

READ = frozenset({"ledger.opened", "checkpoint.signed", "key.rotated", "chain.adopted"})
"""Kinds of events whose bodies the check itself must read."""
WORDS = {SEALED: "withheld", ERASED: "erased"}


@frozen(slots=True)
class Leaves:
    """What must be known to judge leaves."""

    withholding: Withholding
    wrapped: Mapping[int, bytes]
    """The wrapped key of each sealed leaf, by its number."""
    keyrings: Mapping[bytes, Keyring]
    writers: frozenset[bytes]
    """All chains of the case: what does not open although the keys of all are here was changed."""


def look_at_leaves(out: Walked, event: Event, found: list[Leaf], known: Leaves, *, root: str | None) -> None:
    """Check every leaf of an event and the root they give together."""
    name = event_name(event.writer, event.number)
    present = {leaf.n - event.first for leaf in found}
    for index in range(event.count):
        if index not in present:
            out.faults.append(Fault("the leaf is missing", f"{name}/{index}"))
    hashes: list[bytes] = []
    before = len(out.damaged)
    from_start = _sealed_from_start(found)
    for leaf in found:
        index = leaf.n - event.first
        where = f"{name}/{index}"
        plain = _plain(out, leaf, where, known)
        hashes.append(leaf.hash if plain is None else leaf_hash(*plain))
        if hashes[-1] != leaf.hash:
            out.faults.append(Fault("is not what was recorded: its body, salt or hash was changed", where))
            out.damaged.add(leaf.n)
        body = None if plain is None else plain[1]
        _state(out, leaf, where, known, from_start=index in from_start or _is_sealed(body))
        _gather(out, event, leaf, body, known)
    all_there = len(hashes) == event.count and len(out.damaged) == before
    if root is not None and all_there and tree_root(hashes).hex() != root:
        out.faults.append(
            Fault("its leaves do not give the root in its header: one of them was changed", name)
        )
        out.damaged.update(leaf.n for leaf in found)


def _plain(out: Walked, leaf: Leaf, where: str, known: Leaves) -> tuple[bytes, bytes] | None:
    """Give salt and body of a leaf as far as they can be had; name what keeps them from being had."""
    if leaf.state == CLEAR:
        if leaf.salt is None or leaf.body is None:
            out.faults.append(Fault("its body is gone, and no act says so", where))
            return None
        return leaf.salt, leaf.body
    if leaf.state == ERASED:
        out.erased += 1
        if leaf.salt is not None or leaf.body is not None or leaf.n in known.wrapped:
            out.faults.append(
                Fault("was erased, and something of it is still here", where, todo="erase it again")
            )
        return None
    out.withheld += 1
    if leaf.body is None or leaf.salt is not None:
        out.faults.append(Fault("is withheld, and its encrypted body is not here", where))
        return None
    said = known.withholding.leaves.get(leaf.n)
    if said is not None and said.sealed and sha256(leaf.body).hex() not in said.sealed:
        out.faults.append(Fault("is withheld, and its encrypted body was changed", where))
        return None
    plain = open_leaf(known.keyrings, leaf, known.wrapped.get(leaf.n))
    if plain is None:
        out.unread += 1
        if leaf.n not in known.wrapped:
            out.faults.append(Fault("is withheld, and its wrapped key is gone: nobody can open it", where))
        elif known.writers <= set(known.keyrings):
            out.faults.append(Fault("is withheld, and does not open with the keys of this case", where))
    return plain


def _state(out: Walked, leaf: Leaf, where: str, known: Leaves, *, from_start: bool) -> None:
    """Compare the state of a leaf with what the acts say of it."""
    said = known.withholding.leaves.get(leaf.n)
    wanted = CLEAR if said is None else said.state
    if from_start and wanted == CLEAR:
        wanted = SEALED
    if leaf.state == wanted:
        return
    if leaf.state not in (CLEAR, SEALED, ERASED):
        out.faults.append(Fault(f"has a state that does not exist: {leaf.state}", where))
    elif leaf.state == CLEAR:
        out.faults.append(
            Fault(f"should be {WORDS[wanted]} and stands in clear", where, todo="protect it again")
        )
    else:
        out.faults.append(Fault(f"is {WORDS[leaf.state]}, and no act says so", where))


def _is_sealed(body: bytes | None) -> bool:
    """Tell whether this is a body that is encrypted from the first moment."""
    return body is not None and body.startswith(b'{"is":"sealed",')


def _sealed_from_start(found: Iterable[Leaf]) -> set[int]:
    """List the leaves that statements of the same event name as their sealed value."""
    out: set[int] = set()
    for leaf in found:
        if leaf.state == CLEAR and leaf.body is not None and b'"value":{"sealed":' in leaf.body:
            try:
                out.add(int(json.loads(leaf.body)["value"]["sealed"]))
            except (ValueError, KeyError, TypeError):  # changed by hand, and named as such by its hash
                continue
    return out


def _gather(out: Walked, event: Event, leaf: Leaf, body: bytes | None, known: Leaves) -> None:
    """Keep what the check reads on: objects, keys, checkpoints."""
    if leaf.state != CLEAR:
        said = known.withholding.leaves.get(leaf.n)
        shell = {} if said is None else said.shell
        if shell.get("is") == "object":
            _object(out, str(shell.get("sha256")), known)
        return
    if body is None or leaf.n in out.damaged or not (event.kind in READ or b'"is":"object"' in body):
        return
    try:
        tree = json.loads(body)
    except ValueError:
        return
    if not isinstance(tree, dict):
        return
    if tree.get("is") == "object":
        _object(out, str(tree.get("sha256")), known)
    elif event.kind in READ:
        out.said.append(Said(event, tree))


def _object(out: Walked, sha256_hex: str, known: Leaves) -> None:
    sha = bytes.fromhex(sha256_hex)
    said = known.withholding.objects.get(sha)
    out.objects[sha] = CLEAR if said is None else said.state
