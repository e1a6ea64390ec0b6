"""One run of an intake: begun, interrupted, found again by the same words, and done.

A run that was killed goes on where it stopped. What it had captured is recognised by its address and, where a file was
changed since, by its digest, so that neither is anything taken twice nor is a newer file taken for the old one.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import define
from sqlalchemy import select

from sightline.model.arrival import Arrival
from sightline.model.record import progress, run
from sightline.store.tables import capture_files, captures, events, runs
from sightline.work.case import Case
from sightline.work.taking.intake import Wish
from sightline.work.taking.tmp_folder import tmp_folder
from sightline.work.write import Writer, writing

TAKEN = ("captured", "gone")
"""States of a capture that need no second try in the same run."""

MARGIN_MS = 2_000
"""A file that was changed this shortly before its capture was recorded may be another by now, and is read again."""


@define(slots=True)
class Run:
    """A run in progress."""

    id: bytes
    scratch: Path
    done: dict[str, tuple[int, set[bytes]]]
    """By address, what the run had captured before it was interrupted: time [ms] and digests."""
    count: int = 0
    resumed: bool = False


def where(address: str) -> str:
    """Give an address as it is recorded: a URL as written, a path made absolute."""
    return address if "://" in address[:16] else str(Path(address).absolute())


@contextmanager
def intake_run(case: Case, addresses: Sequence[str], wish: Wish) -> Iterator[Run]:
    """Begin a run, or go on with the interrupted one of the same words; it is done when nothing is raised inside."""
    asked = [[where(a) for a in addresses], dict(wish.mapping), wish.prefer, wish.door is not None]
    what = json.dumps(asked)
    with case.catalogue.reading() as connection:
        query = select(runs.c.id).where(runs.c.kind == "add", runs.c.what == what, runs.c.finished.is_(None))
        found = connection.execute(query).scalar()
    identifier = case.ids.new() if found is None else bytes(found)
    if found is None:
        with writing(case) as writer:
            writer.append("run.begun", [run(identifier, "add", what)])
    with tmp_folder(case, f"run-{os.getpid()}-{identifier.hex()[:16]}") as scratch:
        done = {} if found is None else _done(case, identifier)
        going = Run(identifier, scratch, done, len(done), resumed=found is not None)
        yield going
    with writing(case) as writer:
        writer.append("run.done", [progress(identifier, going.count, finished=True)])


def had(going: Run, arrival: Arrival) -> bool:
    """Tell whether the run had captured these very bytes before it was interrupted."""
    before = going.done.get(arrival.origin.address)
    if before is None or not arrival.files:
        return False
    at, digests = before
    path = arrival.files[0].path
    try:
        status = path.lstat()
        changed_ms = max(status.st_mtime_ns, status.st_ctime_ns) // 1_000_000
        if arrival.origin.fetched_at is None and changed_ms < at - MARGIN_MS:
            return True
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest() in digests
    except OSError:
        return False  # whoever takes it in will say what is wrong


def taken(writer: Writer, going: Run, address: str, sha256: bytes | None) -> bool:
    """Tell whether the run has captured this, perhaps by another process that goes on with the same run.

    Parameters
    ----------
    sha256 : bytes or None
        Of what was taken; None asks for a failure at the address.
    """
    here = select(captures.c.id).where(captures.c.run == going.id, captures.c.address == address)
    if sha256 is None:
        here = here.where(captures.c.state == "failed")
    else:
        joined = captures.join(capture_files, capture_files.c.capture == captures.c.id)
        here = here.select_from(joined).where(capture_files.c.sha256 == sha256)
    return writer.connection.execute(here).first() is not None


def _done(case: Case, identifier: bytes) -> dict[str, tuple[int, set[bytes]]]:
    joined = captures.join(events, events.c.pos == captures.c.pos).join(
        capture_files, capture_files.c.capture == captures.c.id
    )
    query = select(captures.c.address, events.c.at, capture_files.c.sha256).select_from(joined)
    query = query.where(
        captures.c.run == identifier, captures.c.state.in_(TAKEN), captures.c.address.is_not(None)
    )
    out: dict[str, tuple[int, set[bytes]]] = {}
    with case.catalogue.reading() as connection:
        for row in connection.execute(query):
            out.setdefault(row.address, (row.at, set()))[1].add(bytes(row.sha256))
    return out
