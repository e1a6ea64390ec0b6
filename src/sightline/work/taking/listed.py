"""Records arrivals that bring no bytes, many as one event: rows of lists, and what could not be taken.

A list may have a million rows, so nothing here grows with it. What is wrong with a row is said once to who asked and
recorded as the fault of a capture of that row, so that it is found again in the case.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import chain

from attrs import evolve, field, frozen
from sqlalchemy import select

from sightline.core.collector import collector_paused
from sightline.core.errors import BadTime, BadValue, UnknownName
from sightline.model.arrival import Arrival
from sightline.model.draft import Draft
from sightline.model.evidence_record import capture
from sightline.model.record import Record, closing
from sightline.store.read import names_of
from sightline.store.tables import captures, statements
from sightline.work.case import Case
from sightline.work.draft_body import batch_names, body_of
from sightline.work.record import record_bodies
from sightline.work.resolve import Resolver
from sightline.work.taking.arrival_drafts import drafts_of
from sightline.work.taking.intake import Added, Outcome, Refused, Wish
from sightline.work.taking.intake_run import Run
from sightline.work.taking.list_marks import ListMarks
from sightline.work.write import Writer, writing

ROWS = 1_000
"""Arrivals without bytes that are recorded as one event."""
MOST_KNOWN = 50_000
"""Names that are remembered from one event to the next."""
_MOST_FAULTS = 8
"""Faults of one arrival that are recorded; all are said."""


@frozen(slots=True)
class Taking:
    """What taking in goes by, from the first arrival to the last."""

    case: Case
    resolver: Resolver
    going: Run
    wish: Wish
    marks: ListMarks


@frozen(slots=True)
class Usable:
    """What can be recorded of an arrival, and what cannot."""

    bodies: tuple[tuple[Record, bool], ...]
    refused: tuple[Refused, ...] = field(default=())

    def fault_of(self, arrival: Arrival) -> str | None:
        """Say what is wrong with an arrival: its own fault, then what was refused of it."""
        said = [] if arrival.fault is None else [arrival.fault]
        said += [one.fault for one in self.refused[:_MOST_FAULTS]]
        more = len(self.refused) - _MOST_FAULTS
        return "; ".join([*said, f"and {more} more"] if more > 0 else said) or None


def usable(case: Case, resolver: Resolver, drafts: Sequence[Draft], address: str) -> Usable:
    """Check drafts; what cannot be recorded is left out and named, and the rest goes on."""
    bodies: list[tuple[Record, bool]] = []
    refused: list[Refused] = []
    for draft in drafts:
        try:
            bodies.append(body_of(case, resolver, draft))
        except (BadValue, BadTime, UnknownName) as error:
            refused.append(Refused(address, f"{draft.property}: {error.fault}", error.todo))
    return Usable(tuple(bodies), tuple(refused))


def keep_listed(taking: Taking, rows: Sequence[Arrival]) -> Iterator[Outcome]:
    """Record arrivals without bytes together; yields their outcomes after that."""
    if rows:
        with collector_paused():
            outcomes = _keep(taking, rows)
        yield from outcomes
    elif taking.marks.moved:
        with writing(taking.case) as writer:
            taking.marks.write(writer)
    if len(taking.resolver.known) > MOST_KNOWN:
        taking.resolver.known.clear()


def _keep(taking: Taking, rows: Sequence[Arrival]) -> list[Outcome]:
    case, resolver, going, wish = taking.case, taking.resolver, taking.going, taking.wish
    drafts = [drafts_of(row, wish) for row in rows]
    with writing(case) as writer:
        resolver.learn(writer.connection, batch_names(chain.from_iterable(drafts)))
        known = {row.key for row in rows if row.key in resolver.known}
        found = [
            usable(case, resolver, every, row.origin.address) for row, every in zip(rows, drafts, strict=True)
        ]
        told = _told_before(writer, going, rows, found)
        extra: list[Record] = []
        for row, one in zip(rows, found, strict=True):
            if row.state != "listed" and row.key in known:
                extra += closed_states(writer, resolver.known[row.key][0], row.state)
            if _is_told(row, one) and row.origin.address not in told:
                item, _ = resolver.entity(row.key, kind="Item")
                tried = evolve(row, fault=one.fault_of(row))
                collector = collector_of(case, wish)
                extra.append(capture(case.ids.new(), item, going.id, tried, files=[], collector=collector))
        bodies = [body for one in found for body in one.bodies]
        record_bodies(writer, resolver.take(), bodies, [], kind="item.captured", why=wish.why, extra=extra)
        taking.marks.write(writer)
        writer.batch.flush()
        codes = codes_of(writer, resolver, [row.key for row in rows if row.state != "failed"])
    return [*_outcomes(rows, codes, known), *(one for each in found for one in each.refused)]


def _outcomes(rows: Sequence[Arrival], codes: dict[str, str], known: set[str]) -> Iterator[Outcome]:
    for row in rows:
        if row.state != "failed":
            yield Added(codes[row.key], row.origin.address, None, row.key in known, row.fault)
        else:
            yield Refused(row.origin.address, row.fault or "could not be taken in", row.todo)


def _is_told(row: Arrival, one: Usable) -> bool:
    """Tell whether a capture is recorded of it: of all that was tried, and of a listed one with a fault."""
    return row.state != "listed" or one.fault_of(row) is not None


def _told_before(writer: Writer, going: Run, rows: Sequence[Arrival], found: Sequence[Usable]) -> set[str]:
    """Give the addresses of which this run has recorded a capture before it was interrupted."""
    asked = sorted({row.origin.address for row, one in zip(rows, found, strict=True) if _is_told(row, one)})
    told: set[str] = set()
    for start in range(0, len(asked), 500):
        query = select(captures.c.address).where(
            captures.c.run == going.id, captures.c.address.in_(asked[start : start + 500])
        )
        told.update(writer.connection.execute(query).scalars())
    return told


def closed_states(writer: Writer, item: bytes, state: str) -> list[Record]:
    """Close what an Item's state was before, when it changes."""
    query = select(statements.c.id, statements.c.value).where(
        statements.c.entity == item,
        statements.c.prop == "state",
        statements.c.closed.is_(None),
        statements.c.hidden == 0,
    )
    before = [bytes(r.id) for r in writer.connection.execute(query) if json.loads(r.value) != state]
    return [closing(identifier, "superseded", reason=f"now {state}") for identifier in before]


def collector_of(case: Case, wish: Wish) -> Record:
    """Say who took it, with which clock, how it was found and why it is kept."""
    out: Record = {"collector": case.by, "clock": {"source": "system", "offset_ms": wish.clock_offset_ms}}
    if wish.via is not None:
        out["via"] = wish.via
    if wish.why is not None:
        out["why"] = wish.why
    return out


def codes_of(writer: Writer, resolver: Resolver, keys: Sequence[str]) -> dict[str, str]:
    """Look up the codes of Items by their keys."""
    found = names_of(writer.connection, {resolver.known[k][0] for k in keys if k in resolver.known})
    return {k: found[resolver.known[k][0]].code for k in keys if k in resolver.known}
