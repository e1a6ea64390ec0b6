"""Tells what a writer had in front of it when it wrote: whether one event may follow from another chain's event.

A chain says so itself: its first event names where the other chains stood, and each adoption names what was taken in.
Two acts of which neither knew the other happened side by side, and what they come to may not depend on which of them
was received first. What was written in this very catalogue saw everything that stood there before it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field, frozen
from sqlalchemy import Connection, select

from sightline.model.record import Record
from sightline.store.ledger import CLEAR, Event, leaves_of
from sightline.store.tables import events

KINDS = ("ledger.opened", "chain.adopted")
"""Events that say what their writer has seen of other chains."""


@frozen(slots=True)
class Place:
    """Where an event stands."""

    pos: int
    writer: bytes
    number: int
    at: int
    """When it was written, by its writer's clock [ms since the epoch, UTC]."""
    native: bool
    """It was written in this catalogue, or in the one that this was copied from; not adopted."""

    @property
    def order(self) -> tuple[int, bytes, int]:
        """Say which of two acts that did not know each other counts as the later, the same in every copy."""
        return (self.at, self.writer, self.number)


def place_of(event: Event) -> Place:
    """Give the place of an event."""
    return Place(event.pos, event.writer, event.number, event.at, native=event.received == event.at)


@define(slots=True)
class Knowledge:
    """What each writer has seen of the other chains, from which of its own events on."""

    _seen: dict[bytes, dict[int, dict[bytes, int]]] = field(factory=dict, alias="seen")
    """By writer and number of its event: the last event of each other chain that it had seen by then."""

    def knew(self, later: Place, earlier: Place) -> bool:
        """Tell whether whoever wrote ``later`` had ``earlier`` in front of them."""
        if later.writer == earlier.writer:
            return earlier.number < later.number
        if later.native and earlier.pos < later.pos:
            return True
        best = 0
        for number, seen in self._seen.get(later.writer, {}).items():
            if number <= later.number:
                best = max(best, seen.get(earlier.writer, 0))
        return earlier.number <= best

    def note(self, writer: bytes, number: int, seen: Mapping[bytes, int]) -> None:
        """Take in what an event says that its writer has seen."""
        self._seen.setdefault(writer, {})[number] = dict(seen)


def read_knowledge(*connections: Connection) -> Knowledge:
    """Read from one catalogue or several what every writer in them says it has seen."""
    out = Knowledge()
    query = select(events).where(events.c.kind.in_(KINDS)).order_by(events.c.pos)
    for connection in connections:
        for row in connection.execute(query).all():
            event = Event(*row)
            seen: dict[bytes, int] = {}
            for body in clear_bodies(connection, event):
                for writer, number in _seen_in(body):
                    seen[writer] = max(number, seen.get(writer, 0))
            out.note(event.writer, event.number, seen)
    return out


def several_chains(connection: Connection) -> bool:
    """Tell whether a catalogue holds more than one chain."""
    return len(connection.execute(select(events.c.writer).distinct().limit(2)).all()) > 1


def clear_bodies(connection: Connection, event: Event) -> Iterator[Record]:
    """Go through the bodies of an event that stand in clear; what is no JSON is named where hashes are checked."""
    for leaf in leaves_of(connection, event):
        if leaf.state == CLEAR and leaf.body is not None:
            try:
                body = json.loads(leaf.body)
            except ValueError:
                continue
            if isinstance(body, dict):
                yield body


def _seen_in(body: Record) -> Iterator[tuple[bytes, int]]:
    heads, last = body.get("continues"), body.get("last")
    if body.get("is") == "ledger" and isinstance(heads, dict):
        for writer, head in heads.items():
            if isinstance(head, Sequence) and head and isinstance(head[0], int) and _is_id(writer):
                yield bytes.fromhex(writer), head[0]
    elif body.get("is") == "chain" and isinstance(last, int) and _is_id(str(body.get("writer"))):
        yield bytes.fromhex(str(body["writer"])), last


def _is_id(text: str) -> bool:
    return len(text) == 32 and set(text) <= set("0123456789abcdef")
