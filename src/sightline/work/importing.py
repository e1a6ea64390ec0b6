"""Imports statements as JSON lines: the file becomes an object, every line is checked, then batches resume by line.

A file with a wrong line is refused whole, naming the lines; an import that was interrupted goes on where it stopped,
and doubles nothing.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import define, field, frozen
from sqlalchemy import select

from sightline.core.collector import collector_paused
from sightline.core.errors import BadTime, BadValue, RowRefused, UnknownName
from sightline.model.draft import Draft
from sightline.model.record import Record, progress, run, stored
from sightline.store.tables import objects, runs
from sightline.store.vault import Stored
from sightline.work.case import Case
from sightline.work.import_lines import AnyDraft, Fault, check_drafts, read_drafts
from sightline.work.record import body_of, identity_of, names_in, record
from sightline.work.resolve import Resolver
from sightline.work.write import writing

BATCH = 4_000
"""Lines of one event."""
FAULTS_SHOWN = 20

Tell = Callable[[int, int], None]


@frozen(slots=True)
class Imported:
    """What an import came to."""

    sha256: str
    lines: int
    new: int
    known: int
    entities: int
    resumed_at: int


@define(slots=True)
class _Faults:
    """The first wrong lines, and how many there are in all."""

    count: int = 0
    shown: list[Fault] = field(factory=list)

    def add(self, fault: Fault) -> None:
        self.count += 1
        if self.count <= FAULTS_SHOWN:
            self.shown.append(fault)


@define(slots=True)
class _Tally:
    """What was written so far."""

    new: int = 0
    known: int = 0
    entities: int = 0


def import_statements(case: Case, path: Path, *, tell: Tell | None = None) -> Imported:
    """Import a file of statements.

    Parameters
    ----------
    tell : callable, optional
        Called with (lines recorded, lines in all) after each batch.

    Raises
    ------
    RowRefused
        Names the wrong lines; nothing of the file was recorded.
    """
    kept = case.vault.put_file(path, follow=True)
    here = case.vault.path(kept.sha256)
    done, identifier = _unfinished(case, kept.sha256)
    with collector_paused():
        lines = check_lines(case, here, path.name)
        if identifier is None:
            identifier = _begin(case, kept, path.name, lines)
        tally = _Tally()
        for at in _write_lines(case, here, path.name, done, identifier, lines, tally):
            if tell is not None:
                tell(at, lines)
    return Imported(kept.sha256.hex(), lines, tally.new, tally.known, tally.entities, done)


def _write_lines(
    case: Case, here: Path, name: str, done: int, identifier: bytes, lines: int, tally: _Tally
) -> Iterator[int]:
    """Record the lines after ``done`` batch by batch, telling the line that each came to."""
    resolver, batch = Resolver(case), list[AnyDraft]()
    for draft in read_drafts(here, name):
        if draft.line is None or draft.line <= done:
            continue
        batch.append(draft)
        if len(batch) >= BATCH:
            _write(case, resolver, batch, progress(identifier, draft.line, finished=False), tally)
            batch = []
            yield draft.line
    _write(case, resolver, batch, progress(identifier, lines, finished=True), tally)
    yield lines


def check_lines(case: Case, path: Path, name: str) -> int:
    """Check every line of a file before anything is written; gives the number of the last line that says something.

    Raises
    ------
    RowRefused
        Lists the first wrong lines and counts the rest.
    """
    resolver, faults, batch, last = Resolver(case), _Faults(), list[AnyDraft](), 0
    for draft in check_drafts(path, faults.add):
        batch.append(draft)
        last = draft.line or last
        if len(batch) >= BATCH:
            _check(case, resolver, batch, faults)
            batch = []
    _check(case, resolver, batch, faults)
    if faults.count > 0:
        shown = "\n".join(f"  line {line}: {fault}" for line, fault in sorted(faults.shown))
        more = faults.count - len(faults.shown)
        rest = "" if more == 0 else f"\n  and {more} more"
        many = "1 line" if faults.count == 1 else f"{faults.count} lines"
        fault = f"{many} cannot be taken, so nothing was:\n{shown}{rest}"
        raise RowRefused(fault, item=name, todo="mend the file and import it again")
    return last


def _check(case: Case, resolver: Resolver, batch: list[AnyDraft], faults: _Faults) -> None:
    with case.catalogue.reading() as connection:
        resolver.learn(connection, (name for draft in batch for name in names_in(draft)))
    for draft in batch:
        try:
            if isinstance(draft, Draft):
                body_of(case, resolver, draft)
            else:
                identity_of(resolver, draft)
        except (BadValue, BadTime, UnknownName) as error:
            faults.add((draft.line or 0, str(error)))
    resolver.take()


def _begin(case: Case, kept: Stored, name: str, lines: int) -> bytes:
    """Record that the file was kept and checked; gives the id of this import."""
    identifier = case.ids.new()
    bodies: list[Record] = [run(identifier, "import", kept.sha256.hex(), total=lines)]
    with writing(case) as writer:
        query = select(objects.c.sha256).where(objects.c.sha256 == kept.sha256)
        if writer.connection.execute(query).first() is None:
            kind = "application/jsonl"
            bodies.append(stored(kept.sha256, kept.sha512, kept.size, role="original", media_type=kind))
        writer.append("import.begun", bodies, why=f"import {name}")
    return identifier


def _write(case: Case, resolver: Resolver, batch: list[AnyDraft], how_far: Record, tally: _Tally) -> None:
    kind = "import.done" if how_far["finished"] is True else "import.batch"
    with writing(case) as writer:
        made = record(writer, resolver, batch, kind=kind, extra=[how_far])
    tally.new += made.new
    tally.known += made.known
    tally.entities += made.entities


def _unfinished(case: Case, sha256: bytes) -> tuple[int, bytes | None]:
    """Find an import of this file that did not come to its end: (lines done, its id)."""
    mine = (runs.c.kind == "import", runs.c.what == sha256.hex(), runs.c.finished.is_(None))
    query = select(runs.c.id, runs.c.done).where(*mine).order_by(runs.c.pos.desc())
    with case.catalogue.reading() as connection:
        row = connection.execute(query).first()
    return (0, None) if row is None else (row.done, bytes(row.id))
