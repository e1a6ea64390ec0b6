"""Takes in what a source brings: bytes into the vault, the story of each capture into the ledger, rows into
statements.

Each capture is one event, written after its bytes are safe. A run that was interrupted goes on where it
stopped: what it
had captured is recognised by its address, and what it had said by the ids of the statements.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import evolve
from sqlalchemy import select

from sightline.core.errors import AskPerson, BadTime, BadValue, SkipItem, UnknownName, Unsafe
from sightline.model.arrival import Arrival, File, Origin
from sightline.model.draft import Draft
from sightline.model.evidence_record import capture, stored
from sightline.model.record import Record, closing
from sightline.sources.names import display_name, path_key, plain_text
from sightline.sources.registry import arrivals as arrivals_of
from sightline.sources.source import Asked
from sightline.store.read import names_of
from sightline.store.tables import objects, statements
from sightline.store.vault import Stored
from sightline.work.arrival_drafts import drafts_of
from sightline.work.case import Case
from sightline.work.draft_body import body_of, names_in
from sightline.work.intake import Added, Outcome, Refused, Wish
from sightline.work.intake_run import Run, had, intake_run, taken, where
from sightline.work.record import record
from sightline.work.resolve import Resolver
from sightline.work.write import Writer, writing

ROWS = 250
"""Arrivals without bytes that are recorded as one event."""
LONGEST_PATH = 800
"""Bytes of a path that stand in a key as they are."""


def collect(case: Case, addresses: Sequence[str], wish: Wish) -> Iterator[Outcome]:
    """Take in addresses one by one; yields each outcome after it is safely recorded.

    Raises
    ------
    SightlineError
        Only when nothing more can be done safely, or the words themselves are wrong.
    """
    with intake_run(case, addresses, wish) as going:
        yield from take(case, going, addresses, wish)


def take(case: Case, going: Run, addresses: Sequence[str], wish: Wish) -> Iterator[Outcome]:
    """Take in addresses within a run that somebody else ends."""
    asked = Asked(scratch=going.scratch, door=wish.door, mapping=wish.mapping, prefer=wish.prefer)
    if wish.on_plan is not None:
        asked = evolve(asked, on_plan=wish.on_plan)
    resolver = Resolver(case)
    rows: list[Arrival] = []
    for address in addresses:
        if "://" in address[:16] and address in going.done:
            continue  # it was fetched before the run was interrupted
        for arrival in _arriving(case, where(address), asked):
            if had(going, arrival):
                continue
            going.count += 1
            if arrival.state == "listed":
                rows.append(arrival)
                if len(rows) >= ROWS:
                    yield from _keep_rows(case, resolver, rows, wish)
                    rows = []
            else:
                yield from _keep_rows(case, resolver, rows, wish)
                rows = []
                yield from _keep(case, resolver, going, arrival, wish)
                _drop(arrival, asked.scratch)
    yield from _keep_rows(case, resolver, rows, wish)


def _arriving(case: Case, address: str, asked: Asked) -> Iterator[Arrival]:
    """Yield what an address holds; one that cannot be read as a whole is a failed Item, and the next goes on."""
    key = f"item/address:{plain_text(address)[:160]}" if "://" in address[:16] else path_key(address)
    failed = Arrival(key, "other", "failed", Origin(display_name(address)))
    if "://" not in address[:16] and _is_ours(case, address):
        yield evolve(
            failed,
            fault="it lies inside this case, or among its keys, and is no evidence",
            todo="name the files as they were gathered; sightline export gives what the case holds",
        )
        return
    try:
        yield from arrivals_of(address, asked)
    except (SkipItem, AskPerson) as error:
        yield evolve(failed, fault=error.fault, todo=error.todo)


def _is_ours(case: Case, path: str | Path) -> bool:
    """Tell whether a path leads into the case itself, or to the keys it signs with."""
    try:
        real = Path(os.path.realpath(path))
    except ValueError:
        return False
    ours = [Path(os.path.realpath(folder)) for folder in (case.folder, case.keys_folder)]
    return any(real == folder or folder in real.parents for folder in ours)


def _drop(arrival: Arrival, scratch: Path) -> None:
    """Remove what a source had fetched, now that the vault holds it."""
    for file in arrival.files:
        if scratch in file.path.parents:
            file.path.unlink(missing_ok=True)


def _keep_rows(case: Case, resolver: Resolver, rows: Sequence[Arrival], wish: Wish) -> Iterator[Outcome]:
    """Record arrivals without bytes together."""
    if not rows:
        return
    refused: list[Refused] = []
    drafts: list[Draft] = []
    with writing(case) as writer:
        resolver.learn(
            writer.connection, (n for row in rows for d in drafts_of(row, wish) for n in names_in(d))
        )
        known = {row.key for row in rows if row.key in resolver.known}
        for row in rows:
            drafts += _usable(case, resolver, drafts_of(row, wish), row.origin.address, refused)
        record(writer, resolver, drafts, kind="item.captured", why=wish.why)
        writer.batch.flush()
        codes = _codes(writer, resolver, [row.key for row in rows])
    for row in rows:
        yield Added(codes[row.key], row.origin.address, None, row.key in known, row.fault)
    yield from refused


def _keep(case: Case, resolver: Resolver, going: Run, arrival: Arrival, wish: Wish) -> Iterator[Outcome]:
    """Keep one arrival with bytes, or one that failed."""
    try:
        limit = case.settings.network_bytes if arrival.origin.fetched_at else None
        if any(_is_ours(case, f.path) and going.scratch not in f.path.parents for f in arrival.files):
            raise Unsafe("is a file of this case, or one of its keys", todo="nothing to do")
        kept = [(file, case.vault.put_file(file.path, limit=limit)) for file in arrival.files]
    except SkipItem as error:
        refusal = Refused(arrival.origin.address, error.fault, error.todo)
        _record_failure(case, resolver, going, arrival, refusal, wish)
        yield refusal
        return
    if not kept and arrival.state == "failed":
        refusal = Refused(arrival.origin.address, arrival.fault or "could not be taken in", arrival.todo)
        _record_failure(case, resolver, going, arrival, refusal, wish)
        yield refusal
        return
    main = kept[0][1] if kept else None
    key = (
        f"item/sha256:{main.sha256.hex()}"
        if main is not None and arrival.key.startswith("file:")
        else arrival.key
    )
    refused: list[Refused] = []
    with writing(case) as writer:
        if main is not None and taken(writer, going, arrival.origin.address, main.sha256):
            return  # by another process that goes on with the same run, or named twice
        drafts = drafts_of(arrival, wish, key=key)
        resolver.learn(writer.connection, (n for d in drafts for n in names_in(d)))
        known = key in resolver.known
        item, _ = resolver.entity(key, kind="Item")
        usable = _usable(case, resolver, drafts, arrival.origin.address, refused)
        bodies = _objects(writer, kept) + _state(writer, item, arrival.state)
        files: list[Record] = [_file(file, stored_) for file, stored_ in kept]
        bodies.append(
            capture(case.ids.new(), item, going.id, arrival, files=files, collector=_collector(case, wish))
        )
        record(writer, resolver, usable, kind="item.captured", why=wish.why, extra=bodies)
        writer.batch.flush()
        code = _codes(writer, resolver, [key])[key]
    sha256 = None if main is None else main.sha256.hex()
    before = known if main is None else not main.new
    yield Added(code, arrival.origin.address, sha256, before, arrival.fault)
    yield from refused


def _record_failure(
    case: Case, resolver: Resolver, going: Run, arrival: Arrival, refusal: Refused, wish: Wish
) -> None:
    """Record that something was tried and could not be taken: it is listed, not forgotten."""
    key = _path_key(arrival.origin.address) if arrival.key.startswith("file:") else arrival.key
    failed = Arrival(
        key,
        arrival.item_kind,
        "failed",
        arrival.origin,
        arrival.title,
        fault=refusal.fault,
        todo=refusal.todo,
    )
    with writing(case) as writer:
        if taken(writer, going, arrival.origin.address, None):
            return  # it failed in the same way before the run was interrupted
        drafts = drafts_of(failed, wish, key=key)
        resolver.learn(writer.connection, (n for d in drafts for n in names_in(d)))
        drafts = _usable(case, resolver, drafts, arrival.origin.address, [])
        item, _ = resolver.entity(key, kind="Item")
        body = capture(case.ids.new(), item, going.id, failed, files=[], collector=_collector(case, wish))
        record(
            writer,
            resolver,
            drafts,
            kind="item.captured",
            why=wish.why,
            extra=[*_state(writer, item, "failed"), body],
        )


def _path_key(address: str) -> str:
    """Give the key of what failed at a path; a very long one ends in its digest, since keys are bounded."""
    if len(address.encode()) <= LONGEST_PATH:
        return f"item/path:{address}"
    return f"item/path:{address[: LONGEST_PATH // 8]}…{hashlib.sha256(address.encode()).hexdigest()}"


def _usable(
    case: Case, resolver: Resolver, drafts: Sequence[Draft], address: str, refused: list[Refused]
) -> list[Draft]:
    """Leave out what cannot be recorded, and say so; the rest goes on."""
    out = []
    for draft in drafts:
        try:
            body_of(case, resolver, draft)
        except (BadValue, BadTime, UnknownName) as error:
            refused.append(Refused(address, f"{draft.property}: {error.fault}", error.todo))
        else:
            out.append(draft)
    return out


def _objects(writer: Writer, kept: Sequence[tuple[File, Stored]]) -> list[Record]:
    out: list[Record] = []
    seen: set[bytes] = set()
    for file, one in kept:
        here = select(objects.c.sha256).where(objects.c.sha256 == one.sha256)
        if one.sha256 not in seen and writer.connection.execute(here).first() is None:
            seen.add(one.sha256)
            out.append(stored(one.sha256, one.sha512, one.size, role="original", media_type=file.media_type))
    return out


def _state(writer: Writer, item: bytes, state: str) -> list[Record]:
    """Close what an Item's state was before, when it changes."""
    query = select(statements.c.id, statements.c.value).where(
        statements.c.entity == item,
        statements.c.prop == "state",
        statements.c.closed.is_(None),
        statements.c.hidden == 0,
    )
    before = [bytes(r.id) for r in writer.connection.execute(query) if json.loads(r.value) != state]
    return [closing(identifier, "superseded", reason=f"now {state}") for identifier in before]


def _file(file: File, one: Stored) -> Record:
    out: Record = {"sha256": one.sha256.hex(), "role": file.role, "name": file.name}
    if file.raw_name is not None:
        out["raw_name"] = file.raw_name.hex()
    return out


def _collector(case: Case, wish: Wish) -> Record:
    out: Record = {"collector": case.by, "clock": {"source": "system", "offset_ms": wish.clock_offset_ms}}
    if wish.via is not None:
        out["via"] = wish.via
    if wish.why is not None:
        out["why"] = wish.why
    return out


def _codes(writer: Writer, resolver: Resolver, keys: Sequence[str]) -> dict[str, str]:
    found = names_of(writer.connection, {resolver.known[k][0] for k in keys if k in resolver.known})
    return {k: found[resolver.known[k][0]].code for k in keys if k in resolver.known}
