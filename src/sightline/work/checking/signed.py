"""Verifies what was signed: checkpoints against the tree of headers, keys against the chain, receptions.

A forger who recomputes every hash of a chain still meets the roots that were signed: those in the chain, and the last
one, noted beside the private key, even when the checkpoints themselves were taken out.
"""

from collections.abc import Mapping

from attrs import define

from sightline.core.digest import Peaks
from sightline.core.errors import Broken
from sightline.store.checkpoint import Note, parse
from sightline.store.keyring import Keyring
from sightline.store.ledger import event_name
from sightline.store.rotation import read_rotation
from sightline.work.checking.checked import CheckpointSeen, Fault
from sightline.work.checking.walked import Chain, Said, Walked


@define(slots=True)
class Key:
    """The public key in force in one chain."""

    public: bytes = b""


def check_signed(
    walked: Walked, keyrings: Mapping[bytes, Keyring], *, own: bytes | None = None
) -> tuple[list[Fault], list[CheckpointSeen]]:
    """Verify every checkpoint, rotation and reception, and the last signature noted beside each key.

    ``own`` is the chain that this copy appends to: it must reach as far as it was signed. A chain of another copy may
    have gone on there.
    """
    faults: list[Fault] = []
    seen: list[CheckpointSeen] = []
    keys = {writer: Key() for writer in walked.chains}
    notes = {id(s): _note(s, faults) for s in walked.said if s.body.get("is") == "checkpoint"}
    wanted: dict[bytes, set[int]] = {writer: set() for writer in walked.chains}
    for said in walked.said:
        if (note := notes.get(id(said))) is not None:
            wanted[said.event.writer].add(note.checkpoint.size)
    for writer, keyring in keyrings.items():
        last = keyring.last_signed()
        if writer in wanted and last is not None:
            wanted[writer].add(last[0])
    roots = {writer: roots_at(walked.chains[writer].headers, sizes) for writer, sizes in wanted.items()}
    good: dict[bytes, int] = {}
    for said in walked.said:
        writer = said.event.writer
        name = event_name(writer, said.event.number)
        match said.body.get("is"):
            case "ledger":
                keys[writer].public = _hex(said.body.get("public_key"))
                if said.body.get("writer") != writer.hex():
                    faults.append(Fault("its first event names another ledger", name))
            case "rotation":
                _rotation(said, keys[writer], faults, name)
            case "checkpoint":
                note = notes[id(said)]
                if note is not None:
                    fault = _checkpoint(said, note, keys[writer], roots[writer], good.get(writer, 0))
                    if fault is not None:
                        faults.append(
                            Fault(fault, name, todo="compare with a copy or a line that somebody else holds")
                        )
                    else:
                        good[writer] = max(good.get(writer, 0), note.checkpoint.size)
                    point = note.checkpoint
                    tail = writer.hex()[-8:]
                    seen.append(
                        CheckpointSeen(
                            tail,
                            said.event.number,
                            point.size,
                            point.root.hex(),
                            said.event.at,
                            fault is None,
                        )
                    )
    for writer, keyring in keyrings.items():
        if writer in walked.chains:
            _key_folder(
                walked.chains[writer], keyring, keys[writer], roots[writer], faults, own=writer == own
            )
    faults.extend(_receptions(walked))
    faults.extend(_adopted(walked))
    return faults, seen


def roots_at(headers: list[bytes], sizes: set[int]) -> dict[int, bytes]:
    """Compute the root of the tree at several sizes in one pass; sizes beyond the end are left out."""
    tree, out = Peaks(), {}
    if 0 in sizes:
        out[0] = tree.root()
    for header in headers:
        tree.add(header)
        if tree.size in sizes:
            out[tree.size] = tree.root()
    return out


def _note(said: Said, faults: list[Fault]) -> Note | None:
    try:
        return parse(str(said.body.get("note")))
    except Broken as error:
        faults.append(Fault(error.fault, event_name(said.event.writer, said.event.number)))
        return None


def _checkpoint(said: Said, note: Note, key: Key, roots: Mapping[int, bytes], good: int) -> str | None:
    """Tell what is wrong with a checkpoint, or None."""
    point = note.checkpoint
    if point.writer != said.event.writer:
        return "the checkpoint is of another ledger"
    if not note.signed_by(key.public):
        return "the checkpoint's signature is not of this text by the key of this ledger"
    if point.size >= said.event.number:
        return f"the checkpoint covers {point.size} events and stands at event {said.event.number}"
    if roots.get(point.size) != point.root:
        return (
            f"events {good + 1} to {point.size} are not those that were signed: something in them was changed"
        )
    return None


def _rotation(said: Said, key: Key, faults: list[Fault], name: str) -> None:
    try:
        key.public = read_rotation(said.body, said.event.writer, key.public)
    except Broken as error:
        faults.append(Fault(error.fault, name))


def _key_folder(
    chain: Chain,
    keyring: Keyring,
    key: Key,
    roots: Mapping[int, bytes],
    faults: list[Fault],
    *,
    own: bool,
) -> None:
    """Compare the chain with the keys beside this machine's user: whose key, and what it signed last."""
    name = f"keys {chain.writer.hex()[-8:]}"
    last = keyring.last_signed()
    if own and key.public not in (keyring.public(), keyring.next_public()):
        what = "the signing key here is not the one that this ledger names: the folder or the ledger was exchanged"
        faults.append(
            Fault(what, name, todo="restore the key folder, or compare with a line that somebody else holds")
        )
    if last is None:
        return
    size, root = last
    if size > chain.number:
        if not own:  # the copy that writes it went on, and this one has not adopted that yet
            return
        what = f"{size} events were signed and {chain.number} are here: some were removed, or an older copy put back"
        faults.append(Fault(what, event_name(chain.writer, chain.number + 1)))
    elif roots.get(size, b"").hex() != root:
        what = f"the first {size} events are not those that were signed last: something in them was changed"
        faults.append(
            Fault(what, event_name(chain.writer, size), todo="compare with a copy that somebody else holds")
        )


def _receptions(walked: Walked) -> list[Fault]:
    """Events come in as they are written, or with a whole chain that was adopted: then its record says when."""
    taken: list[tuple[bytes, int, int, int]] = []
    for said in walked.said:
        if said.body.get("is") == "chain":
            body = said.body
            first, last, received = body.get("first"), body.get("last"), body.get("received")
            if isinstance(first, int) and isinstance(last, int) and isinstance(received, int):
                taken.append((_hex(body.get("writer")), first, last, received))
    faults = []
    for event in walked.late:
        if not any(
            w == event.writer and a <= event.number <= b and r == event.received for w, a, b, r in taken
        ):
            name = event_name(event.writer, event.number)
            faults.append(Fault("its time of reception was changed", name))
    return faults


def _adopted(walked: Walked) -> list[Fault]:
    """What this ledger says was adopted must be here, the same as it was then."""
    faults = []
    for said in walked.said:
        body = said.body
        last, digest = body.get("last"), body.get("digest")
        if body.get("is") != "chain" or not isinstance(last, int):
            continue
        writer = _hex(body.get("writer"))
        chain = walked.chains.get(writer)
        name = event_name(said.event.writer, said.event.number)
        if chain is None or chain.number < last:
            have = 0 if chain is None else chain.number
            what = f"event {name} adopted it up to event {last}, and {have} are here: the rest was removed"
            faults.append(Fault(what, event_name(writer, have + 1)))
        elif isinstance(digest, str) and digest not in (d.hex() for d in chain.digests[last - 1 : last]):
            what = f"is not the event that event {name} adopted: it was changed since"
            faults.append(Fault(what, event_name(writer, last)))
    return faults


def _hex(value: object) -> bytes:
    try:
        return bytes.fromhex(str(value))
    except ValueError:
        return b""
