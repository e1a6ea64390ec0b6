"""Takes in what a source brings: bytes into the vault, the story of each capture into the ledger, rows into
statements.

Each capture is one event, written after its bytes are safe. A run that was interrupted goes on where it
stopped: what it
had captured is recognised by its address, and what it had said by the ids of the statements.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import evolve
from sqlalchemy import select

from sightline.core.errors import AskPerson, SkipItem, Unsafe
from sightline.model.arrival import Arrival, File, Origin
from sightline.model.evidence_record import capture, stored
from sightline.model.record import Record
from sightline.sources.names import display_name, path_key, plain_text
from sightline.sources.parsing import Parser, limits_of
from sightline.sources.registry import arrivals as arrivals_of
from sightline.sources.source import Asked
from sightline.store.tables import objects
from sightline.store.vault import Stored
from sightline.work.case import Case
from sightline.work.draft_body import names_in
from sightline.work.record import record_bodies
from sightline.work.resolve import Resolver
from sightline.work.taking.arrival_drafts import drafts_of
from sightline.work.taking.intake import Added, Outcome, Wish
from sightline.work.taking.intake_run import Run, had, intake_run, taken, where
from sightline.work.taking.list_marks import ListMarks
from sightline.work.taking.listed import (
    ROWS,
    Taking,
    closed_states,
    codes_of,
    collector_of,
    keep_listed,
    usable,
)
from sightline.work.write import Writer, writing

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
    limits = limits_of(memory_bytes=case.settings.examine_memory, seconds=case.settings.examine_seconds)
    with Parser(going.scratch, limits=limits) as parser:
        marks = ListMarks(case, wish, going.id)
        asked = Asked(going.scratch, wish.door, wish.mapping, wish.prefer, parser=parser, rows=marks)
        if wish.on_plan is not None:
            asked = evolve(asked, on_plan=wish.on_plan)
        yield from _take(Taking(case, Resolver(case), going, wish, marks), addresses, asked)


def _take(taking: Taking, addresses: Sequence[str], asked: Asked) -> Iterator[Outcome]:
    going = taking.going
    rows: list[Arrival] = []
    for address in addresses:
        if "://" in address[:16] and address in going.done:
            continue  # it was fetched before the run was interrupted
        for arrival in _arriving(taking.case, where(address), asked):
            if had(going, arrival):
                yield from taking.marks.told_again(arrival.key, arrival.origin.address)
                continue
            going.count += 1
            if not arrival.files:
                rows.append(_failed(arrival) if arrival.state == "failed" else arrival)
            else:
                yield from keep_listed(taking, rows)
                rows = []
                yield from _keep(taking, arrival)
                yield from taking.marks.told_again(arrival.key, arrival.origin.address)
                _drop(arrival, asked.scratch)
            if len(rows) >= ROWS:
                yield from keep_listed(taking, rows)
                rows = []
    yield from keep_listed(taking, rows)


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


def _keep(taking: Taking, arrival: Arrival) -> Iterator[Outcome]:
    """Keep one arrival with bytes, or one that failed."""
    case, resolver, going, wish = taking.case, taking.resolver, taking.going, taking.wish
    try:
        limit = case.settings.network_bytes if arrival.origin.fetched_at else None
        if any(_is_ours(case, f.path) and going.scratch not in f.path.parents for f in arrival.files):
            raise Unsafe("is a file of this case, or one of its keys", todo="nothing to do")
        kept = [(file, case.vault.put_file(file.path, limit=limit)) for file in arrival.files]
    except SkipItem as error:
        refused = evolve(arrival, state="failed", files=(), fault=error.fault, todo=error.todo)
        yield from keep_listed(taking, [_failed(refused)])
        return
    main = kept[0][1]
    key = f"item/sha256:{main.sha256.hex()}" if arrival.key.startswith("file:") else arrival.key
    with writing(case) as writer:
        if taken(writer, going, arrival.origin.address, main.sha256):
            return  # by another process that goes on with the same run, or named twice
        drafts = drafts_of(arrival, wish, key=key)
        resolver.learn(writer.connection, (n for d in drafts for n in names_in(d)))
        item, _ = resolver.entity(key, kind="Item")
        found = usable(case, resolver, drafts, arrival.origin.address)
        bodies = _objects(writer, kept) + closed_states(writer, item, arrival.state)
        files: list[Record] = [_file(file, stored_) for file, stored_ in kept]
        told = evolve(arrival, fault=found.fault_of(arrival))
        bodies.append(
            capture(case.ids.new(), item, going.id, told, files=files, collector=collector_of(case, wish))
        )
        record_bodies(
            writer, resolver.take(), found.bodies, [], kind="item.captured", why=wish.why, extra=bodies
        )
        writer.batch.flush()
        code = codes_of(writer, resolver, [key])[key]
    known = taking.marks.rows_passed(arrival.key)
    yield Added(
        code, arrival.origin.address, main.sha256.hex(), not main.new, arrival.fault, rows_known=known
    )
    yield from found.refused


def _failed(arrival: Arrival) -> Arrival:
    """Give what could not be taken the key under which it is listed, not forgotten, and nothing it would have said."""
    return Arrival(
        _path_key(arrival.origin.address) if arrival.key.startswith("file:") else arrival.key,
        arrival.item_kind,
        "failed",
        arrival.origin,
        arrival.title,
        fault=arrival.fault or "could not be taken in",
        todo=arrival.todo,
    )


def _path_key(address: str) -> str:
    """Give the key of what failed at a path; a very long one ends in its digest, since keys are bounded."""
    if len(address.encode()) <= LONGEST_PATH:
        return f"item/path:{address}"
    return f"item/path:{address[: LONGEST_PATH // 8]}…{hashlib.sha256(address.encode()).hexdigest()}"


def _objects(writer: Writer, kept: Sequence[tuple[File, Stored]]) -> list[Record]:
    out: list[Record] = []
    seen: set[bytes] = set()
    for file, one in kept:
        here = select(objects.c.sha256).where(objects.c.sha256 == one.sha256)
        if one.sha256 not in seen and writer.connection.execute(here).first() is None:
            seen.add(one.sha256)
            out.append(stored(one.sha256, one.sha512, one.size, role="original", media_type=file.media_type))
    return out


def _file(file: File, one: Stored) -> Record:
    out: Record = {"sha256": one.sha256.hex(), "role": file.role, "name": file.name}
    if file.raw_name is not None:
        out["raw_name"] = file.raw_name.hex()
    return out
