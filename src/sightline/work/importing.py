"""Imports statements as JSON lines: the file becomes an object, every line is checked, then batches resume by line.

A file with a wrong line is refused whole, naming the lines; an import that was interrupted goes on where it stopped,
and doubles nothing.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import define, frozen
from sqlalchemy import select

from sightline.core.collector import collector_paused
from sightline.core.errors import RowRefused
from sightline.model.draft import Draft
from sightline.model.evidence_record import stored
from sightline.model.record import Record, progress, run
from sightline.store.project.rows import Words
from sightline.store.tables import objects, runs
from sightline.store.vault import Stored
from sightline.work.case import Case
from sightline.work.imports.beside import beside
from sightline.work.imports.checking import Checking, check_batch
from sightline.work.imports.lines import AnyDraft, check_drafts, read_drafts
from sightline.work.imports.prepare import Prepared, Shared
from sightline.work.imports.references import References, references_in
from sightline.work.imports.spool import Checked, Spool, open_spool
from sightline.work.quotes import QuoteLook
from sightline.work.record import Recorded, record, record_bodies, secret_of
from sightline.work.record_prepared import record_prepared
from sightline.work.resolve import Resolver, any_key_known
from sightline.work.write import writing

BATCH = 10_000
"""Lines of one event."""

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
    releases: int = 0
    """Lines that release something to an audience, each with its reason: from now on that counts here too."""


@define(slots=True)
class _Job:
    """One run of an import, and what it wrote so far."""

    case: Case
    identifier: bytes
    lines: int
    new: int = 0
    known: int = 0
    entities: int = 0
    finished: bool = False

    def write_checked(self, checked: Checked | Prepared) -> bool:
        """Record a batch as it was checked; where its new entities are no longer new, record nothing and give False."""
        kind, extra = self._event(checked.last)
        with writing(self.case) as writer:
            if any_key_known(writer.connection, checked.fresh):
                return False
            if isinstance(checked, Prepared):
                self._count(record_prepared(writer, checked, kind=kind, extra=extra))
            else:
                rows, judged = checked.rows, checked.judged
                self._count(record_bodies(writer, checked.fresh, rows, judged, kind=kind, extra=extra))
        self.finished = checked.last == self.lines
        return True

    def write(self, resolver: Resolver, batch: list[AnyDraft], last: int, refs: References) -> None:
        """Check and record a batch."""
        kind, extra = self._event(last)
        with writing(self.case) as writer:
            made = record(writer, resolver, batch, kind=kind, extra=extra)
            self._count(made)
        said = (draft for draft in batch if isinstance(draft, Draft))
        refs.learn((draft.line or 0, identifier) for draft, identifier in zip(said, made.ids, strict=True))
        self.finished = last == self.lines

    def _event(self, last: int) -> tuple[str, list[Record]]:
        finished = last == self.lines
        how_far = progress(self.identifier, last, finished=finished)
        return "import.done" if finished else "import.batch", [how_far]

    def _count(self, made: Recorded) -> None:
        self.new += made.new
        self.known += made.known
        self.entities += made.entities


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
    with collector_paused(), open_spool(case.folder / "tmp") as spool:
        refs = references_in(here)
        lines, releases = _check_lines(case, here, path.name, spool, refs, after=done)
        if identifier is None:
            identifier = _begin(case, kept, path.name, lines)
        job = _Job(case, identifier, lines)
        for at in _write_lines(job, here, path.name, spool, refs, after=done):
            if tell is not None:
                tell(at, lines)
    return Imported(kept.sha256.hex(), lines, job.new, job.known, job.entities, done, releases)


def _check_lines(
    case: Case, path: Path, name: str, spool: Spool, refs: References, *, after: int
) -> tuple[int, int]:
    """Check every line of a file before anything is written; gives the last line that says something, and releases.

    What comes after a line goes to the spool.
    """
    work, batch, last = Checking(case, Resolver(case), refs, QuoteLook(case), after), list[AnyDraft](), 0
    for draft in check_drafts(path, work.faults.add):
        batch.append(draft)
        last = draft.line or last
        if len(batch) >= BATCH:
            spool.add(check_batch(work, batch))
            batch = []
    spool.add(check_batch(work, batch))
    faults = work.faults
    if faults.count > 0:
        shown = "\n".join(f"  line {line}: {fault}" for line, fault in sorted(faults.shown))
        more = faults.count - len(faults.shown)
        rest = "" if more == 0 else f"\n  and {more} more"
        many = "1 line" if faults.count == 1 else f"{faults.count} lines"
        fault = f"{many} cannot be taken, so nothing was:\n{shown}{rest}"
        raise RowRefused(fault, item=name, todo="mend the file and import it again")
    return last, work.releases


def _write_lines(
    job: "_Job", here: Path, name: str, spool: Spool, refs: References, *, after: int
) -> Iterator[int]:
    """Record the lines after one, batch by batch, telling the line that each came to."""
    for checked in _ready(job.case, spool):
        if after < checked.last < job.lines or checked.last == job.lines:
            if not job.write_checked(checked):
                break  # somebody else made an entity of ours meanwhile: find the names of what is left again
            after = checked.last
            yield after
    if after == job.lines and job.finished:
        return
    refs.forget(after)  # what is left gets other ids than those that were checked
    resolver, batch = Resolver(job.case), list[AnyDraft]()
    for draft in read_drafts(here, name):
        if draft.line is None or draft.line <= after:
            continue
        waits = isinstance(draft, Draft) and refs.points_at(draft) not in (None, *refs.ids)
        if (len(batch) >= BATCH or (waits and batch)) and batch[-1].line is not None:
            job.write(resolver, batch, batch[-1].line, refs)
            yield batch[-1].line
            batch = []
        batch.append(refs.resolved(draft) if isinstance(draft, Draft) else draft)
    job.write(resolver, batch, job.lines, refs)
    yield job.lines


def _ready(case: Case, spool: Spool) -> Iterator[Checked | Prepared]:
    """Give the batches of the spool in order, prepared where a process beside this one did that in time."""
    found = case.settings.catalogue_text != "following"
    shared = Shared(secret_of(case), Words.of(case.schema), found)
    with beside(spool.fileno(), shared, batches=len(spool.places)) as other:
        for place in spool.places[:1]:
            other.ask(*place)
        for at, place in enumerate(spool.places):
            prepared = other.answer()
            for following in spool.places[at + 1 : at + 2]:
                other.ask(*following)
            yield spool.read(place) if prepared is None else prepared


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


def _unfinished(case: Case, sha256: bytes) -> tuple[int, bytes | None]:
    """Find an import of this file that did not come to its end: (lines done, its id)."""
    mine = (runs.c.kind == "import", runs.c.what == sha256.hex(), runs.c.finished.is_(None))
    query = select(runs.c.id, runs.c.done).where(*mine).order_by(runs.c.pos.desc())
    with case.catalogue.reading() as connection:
        row = connection.execute(query).first()
    return (0, None) if row is None else (row.done, bytes(row.id))
