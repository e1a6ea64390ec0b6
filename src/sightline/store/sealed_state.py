"""Reads from the ledger which leaves and objects are withheld or erased, and what may still be known of them.

Protections say it themselves: each names the leaves by (writer, number, index), with the shell that stays readable and
the digest of the encrypted bytes. What they come to is the same in every copy, in whatever order they were received:
what was erased stays erased; what was withheld stays so until it is opened by somebody who knew of that withholding.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen
from sqlalchemy import Connection, select

from sightline.model.finding import Json
from sightline.model.record import Record
from sightline.store.knowledge import Knowledge, Place, place_of, read_knowledge
from sightline.store.ledger import CLEAR, ERASED, SEALED, Event, Leaf, leaves_of
from sightline.store.tables import events

ACTS = {"protect": SEALED, "erase": ERASED, "unprotect": CLEAR}
KINDS = ("value.protected", "value.erased", "value.unprotected")


@frozen(slots=True)
class Withheld:
    """What the ledger says of one leaf or object that was protected, erased or opened again."""

    state: int
    shell: Record = field(factory=dict)
    sealed: frozenset[str] = frozenset()
    """Digests (hex) that the encrypted bytes may have: two copies may have encrypted the same thing."""
    by: tuple[Place, ...] = ()
    """The acts because of which it is withheld or erased."""


@frozen(slots=True)
class Withholding:
    """All of them."""

    leaves: dict[int, Withheld] = field(factory=dict)
    objects: dict[bytes, Withheld] = field(factory=dict)


@frozen(slots=True)
class Deed:
    """One protection, erasure or opening, as its event says it."""

    place: Place
    state: int
    """What it makes of what it names."""
    target: str
    leaves: Mapping[str, Record]
    """By the name of the leaf: its entry, with ``shell`` and ``sealed``."""
    objects: Mapping[bytes, Record]

    def received_later(self) -> "Deed":
        """Give it as it will stand in a catalogue that receives it after all that is there."""
        return evolve(self, place=evolve(self.place, pos=self.place.pos + LATER, native=False))


LATER = 1 << 60
"""More than there are positions."""


def read_withholding(connection: Connection) -> Withholding:
    """Read what all protections together come to."""
    deeds = list(deeds_in(connection))
    knowledge = knowledge_for(deeds, connection)
    numbers = _Numbers(connection)
    found = {name: numbers.of(name) for deed in deeds for name in deed.leaves}
    return Withholding(
        {n: known for name, known in settled_leaves(deeds, knowledge) if (n := found[name]) is not None},
        dict(settled_objects(deeds, knowledge)),
    )


def deeds_in(connection: Connection) -> Iterator[Deed]:
    """Go through all protections, in the order in which they were received."""
    query = select(events).where(events.c.kind.in_(KINDS)).order_by(events.c.pos)
    for row in connection.execute(query).all():
        event = Event(*row)
        for body in protections_in(leaves_of(connection, event)):
            yield Deed(
                place_of(event),
                ACTS[str(body["act"])],
                str(body.get("target", "")),
                {str(one.get("leaf")): one for one in _dicts(body.get("leaves"))},
                {bytes.fromhex(str(one["sha256"])): one for one in _dicts(body.get("objects"))},
            )


def protections_in(leaves: Iterable[Leaf]) -> Iterator[Record]:
    """Go through the protection bodies among the leaves of an event."""
    for leaf in leaves:
        if leaf.state == CLEAR and leaf.body is not None and b'"is":"protection"' in leaf.body:
            try:
                body = json.loads(leaf.body)
            except ValueError:  # its hash does not fit either, which is named there
                continue
            if isinstance(body, dict) and body.get("is") == "protection" and body.get("act") in ACTS:
                yield body


def knowledge_for(deeds: Sequence[Deed], *connections: Connection) -> Knowledge:
    """Read what the writers of protections had seen; nothing, where all are of one chain."""
    one = len({deed.place.writer for deed in deeds}) < 2
    return Knowledge() if one else read_knowledge(*connections)


def settled_leaves(deeds: Sequence[Deed], knowledge: Knowledge) -> Iterator[tuple[str, Withheld]]:
    """Go through the names of all leaves that protections name, with what they come to."""
    by_leaf: dict[str, list[tuple[Deed, Record]]] = defaultdict(list)
    for deed in deeds:
        for name, entry in deed.leaves.items():
            by_leaf[name].append((deed, entry))
    for name, acts in by_leaf.items():
        yield name, settle(acts, knowledge)


def settled_objects(deeds: Sequence[Deed], knowledge: Knowledge) -> Iterator[tuple[bytes, Withheld]]:
    """Go through all objects that protections name, with what they come to."""
    by_object: dict[bytes, list[tuple[Deed, Record]]] = defaultdict(list)
    for deed in deeds:
        for sha256, entry in deed.objects.items():
            by_object[sha256].append((deed, entry))
    for sha256, acts in by_object.items():
        yield sha256, settle(acts, knowledge)


def settle(acts: Sequence[tuple[Deed, Record]], knowledge: Knowledge) -> Withheld:
    """Say what all protections of one thing come to."""
    erased = [(d, e) for d, e in acts if d.state == ERASED]
    opened = [d for d, _ in acts if d.state == CLEAR]
    standing = [
        (d, e)
        for d, e in acts
        if d.state == SEALED and not any(knowledge.knew(o.place, d.place) for o in opened)
    ]
    state = ERASED if erased else SEALED if standing else CLEAR
    deciding = erased or standing or acts
    shell = max(deciding, key=lambda one: one[0].place.order)[1].get("shell")
    sealed = frozenset(str(e["sealed"]) for _, e in standing if isinstance(e.get("sealed"), str))
    by = tuple(d.place for d, _ in erased or standing)
    return Withheld(state, shell if isinstance(shell, dict) else {}, sealed, by)


class _Numbers:
    """Finds the local numbers of leaves by their names; one query an event."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.spans: dict[tuple[str, str], tuple[int, int] | None] = {}

    def of(self, name: str) -> int | None:
        """Give the number of a leaf named ``<writer>:<number>/<index>``; None when its event is not here."""
        writer, _, rest = name.partition(":")
        number, _, index = rest.partition("/")
        if not (number.isdigit() and index.isdigit()):
            return None
        if (writer, number) not in self.spans:
            query = select(events.c.first, events.c.count).where(
                events.c.writer == bytes.fromhex(writer), events.c.number == int(number)
            )
            row = self.connection.execute(query).first()
            self.spans[writer, number] = None if row is None else (int(row[0]), int(row[1]))
        span = self.spans[writer, number]
        return None if span is None or int(index) >= span[1] else span[0] + int(index)


def leaf_number(connection: Connection, name: str) -> int | None:
    """Find the local number of a leaf named ``<writer>:<number>/<index>``; None when its event is not here."""
    return _Numbers(connection).of(name)


def _dicts(value: Json) -> Iterator[dict[str, Json]]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one
