"""Finds what must not arrive in clear, and what must not stay so: what one of the copies withheld or erased.

A protection names leaves. The same statement, key, file or finding may stand in leaves that whoever protected it never
saw, because the other copy wrote them meanwhile; and more may have been made there of a file that was withheld here.
Those are withheld or erased with it, by an act of their own, before a byte of them is written.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from attrs import define, evolve, field, frozen
from sqlalchemy import Connection

from sightline.model.record import Record
from sightline.model.shells import withheld_key
from sightline.store.keyring import Keyring
from sightline.store.knowledge import Knowledge, Place, place_of, read_knowledge
from sightline.store.ledger import CLEAR, Event, Leaf, stream
from sightline.store.sealed_state import Deed, Withheld, deeds_in, settled_leaves, settled_objects
from sightline.store.vault_kind import Vault
from sightline.work.protecting.objects import file_holds
from sightline.work.protecting.words import Words, stand_in, words_in
from sightline.work.rebuild import body_in

Found = tuple[Event, Leaf, Record]
Name = tuple[str, str]
"""What a body is of: a statement and its id, an object and its digest, a key and its keyed form."""

BY_ID = ("statement", "finding", "layer", "capture", "judgement", "identity", "run")


@define(slots=True)
class Veil:
    """What all protections of both copies come to, and what follows from that for leaves that none of them names."""

    leaves: Mapping[str, Withheld]
    objects: dict[bytes, Withheld]
    carried: dict[str, int] = field(factory=dict)
    """Leaves in clear that no protection names, and the state they are to have."""
    beside: dict[str, str] = field(factory=dict)
    """Of those, the ones that hold the sealed value of a statement, with the id of the statement."""
    carried_objects: dict[bytes, int] = field(factory=dict)

    @property
    def empty(self) -> bool:
        """Tell whether neither copy ever withheld anything."""
        return not self.leaves and not self.objects

    def object_state(self, sha256: bytes) -> int:
        """Tell what an object is to be here in the end."""
        known = self.objects.get(sha256)
        return max(CLEAR if known is None else known.state, self.carried_objects.get(sha256, CLEAR))


@frozen(slots=True)
class _Told:
    """What matters of a leaf in clear."""

    leaf: str
    place: Place
    names: tuple[Name, ...]
    inputs: tuple[bytes, ...]
    sealed: str | None
    """The leaf with the sealed value of this statement, when it has one."""
    words: tuple[Deed, ...]
    """Protections of words that stand in it."""


@define(slots=True)
class _Causes:
    """Why something is hidden: by which acts, and what each makes of it."""

    knowledge: Knowledge
    names: dict[Name, list[tuple[int, Place]]]
    objects: dict[bytes, int]
    """Hidden objects, with what was made of them alone."""
    words: tuple[Words, ...]

    def state_for(self, told: _Told) -> int:
        """Tell what a leaf is to be: whoever wrote it in full knowledge of a protection meant to."""
        acts = [one for name in told.names for one in self.names.get(name, ())]
        acts += [(deed.state, deed.place) for deed in told.words]
        states = [state for state, place in acts if not self.knowledge.knew(told.place, place)]
        return max([*states, *(self.objects.get(sha, CLEAR) for sha in told.inputs)], default=CLEAR)


def veil_over(
    ours: Connection,
    theirs: Connection,
    fresh: Collection[tuple[bytes, int]],
    secret: bytes,
    keyrings: Mapping[bytes, Keyring],
    vaults: Sequence[Vault],
) -> Veil:
    """Work out what is withheld or erased once both copies are one.

    Parameters
    ----------
    fresh : collection of (writer, number)
        Events of theirs that are not here.
    secret : bytes
        Key of ids, with which withheld external keys are known again.
    keyrings : mapping
        Keys of chains that are on this machine.
    vaults : sequence
        Where the objects of both copies lie.
    """
    deeds = list(deeds_in(ours))
    known = {(deed.place.writer, deed.place.number) for deed in deeds}
    deeds += [d.received_later() for d in deeds_in(theirs) if (d.place.writer, d.place.number) not in known]
    if not deeds:
        return Veil({}, {})
    knowledge = read_knowledge(ours, theirs)
    veil = Veil(dict(settled_leaves(deeds, knowledge)), dict(settled_objects(deeds, knowledge)))
    names: dict[Name, list[tuple[int, Place]]] = defaultdict(list)
    for withheld in veil.leaves.values():
        for name in names_of(withheld.shell, secret) if withheld.state != CLEAR else ():
            names[name] += [(withheld.state, place) for place in withheld.by]
    hidden = {sha: known.state for sha, known in veil.objects.items() if known.state != CLEAR}
    words = tuple(words_in(deeds, veil.leaves, (ours, theirs), keyrings))
    causes = _Causes(knowledge, names, hidden, words)
    _carry(veil, causes, chain(_bodies(ours), _yours(theirs, fresh)), secret, vaults)
    return veil


def names_of(body: Record, secret: bytes) -> Iterator[Name]:
    """Say what a body, or its shell, is of."""
    sort = str(body.get("is"))
    if sort in BY_ID and "id" in body:
        yield sort, str(body["id"])
    elif sort == "object":
        yield sort, str(body["sha256"])
    elif sort in ("entity", "key") and "key" in body:
        yield "key", withheld_key(secret, str(body["key"]))


def _yours(theirs: Connection, fresh: Collection[tuple[bytes, int]]) -> Iterator[Found]:
    for event, leaf, body in _bodies(theirs):
        if (event.writer, event.number) in fresh:
            yield evolve(event, received=event.at + 1), leaf, body  # as it will stand: adopted


def _carry(
    veil: Veil, causes: _Causes, every: Iterable[Found], secret: bytes, vaults: Sequence[Vault]
) -> None:
    told: list[_Told] = []
    makers: dict[bytes, set[bytes]] = defaultdict(set)
    captured: set[bytes] = set()
    files: dict[bytes, Place] = {}
    for event, leaf, body in every:
        name = f"{event.writer.hex()}:{event.number}/{leaf.n - event.first}"
        words = tuple(w.deed for w in causes.words if stand_in(w, leaf.body or b""))
        one = _told(event, name, body, secret, words)
        _gather(body, makers, captured)
        if body["is"] == "object":
            files[bytes.fromhex(str(body["sha256"]))] = one.place
        may_be = one.inputs or one.words or any(n in causes.names for n in one.names)
        if may_be and name not in veil.leaves:
            told.append(one)
    for sha256 in sorted(set(files) - set(veil.objects)):
        for word in causes.words:
            late = not causes.knowledge.knew(files[sha256], word.deed.place)
            if late and any(file_holds(vault, sha256, (word.text,)) for vault in vaults):
                causes.objects[sha256] = max(word.deed.state, causes.objects.get(sha256, CLEAR))
    _follow(causes.objects, makers, captured)
    veil.carried_objects.update({s: state for s, state in causes.objects.items() if s not in veil.objects})
    for one in told:
        if (state := causes.state_for(one)) != CLEAR:
            veil.carried[one.leaf] = state
            if one.sealed is not None and one.sealed not in veil.leaves:
                veil.carried[one.sealed] = state
                veil.beside[one.sealed] = one.names[0][1]


def _bodies(connection: Connection) -> Iterator[Found]:
    for event, found in stream(connection):
        for leaf in found:
            if leaf.state == CLEAR and leaf.body is not None:
                yield event, leaf, body_in(event, leaf)


def _told(event: Event, name: str, body: Record, secret: bytes, words: tuple[Deed, ...]) -> _Told:
    inputs: list[str] = []
    if body["is"] in ("finding", "layer"):
        inputs = [str(body[key]) for key in ("input", "text") if key in body]
    elif body["is"] == "object":
        inputs = [str(body["sha256"])]
    value, beside = body.get("value"), None
    if body["is"] == "statement" and isinstance(value, dict) and "sealed" in value:
        beside = f"{event.writer.hex()}:{event.number}/{value['sealed']}"
    names = tuple(names_of(body, secret))
    return _Told(name, place_of(event), names, tuple(bytes.fromhex(i) for i in inputs), beside, words)


def _gather(body: Record, makers: dict[bytes, set[bytes]], captured: set[bytes]) -> None:
    """Note what was made of what, and what was taken in by itself."""
    sort = body["is"]
    if sort == "capture":
        captured.update(bytes.fromhex(str(f["sha256"])) for f in _entries(body.get("files")))
    elif sort in ("finding", "layer"):
        made = [str(one["sha256"]) for one in _entries(body.get("products"))]
        prints = body.get("prints")
        made += [str(prints["sha256"])] if isinstance(prints, dict) else []
        made += [str(body["text"])] if sort == "layer" else []
        for one in made:
            makers[bytes.fromhex(one)].add(bytes.fromhex(str(body["input"])))


def _follow(hidden: dict[bytes, int], makers: Mapping[bytes, set[bytes]], captured: set[bytes]) -> None:
    """Hide what was made of nothing but what is hidden."""
    found = True
    while found:
        found = False
        for made, inputs in makers.items():
            if made not in hidden and made not in captured and all(i in hidden for i in inputs):
                hidden[made] = max(hidden[i] for i in inputs)
                found = True


def _entries(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
