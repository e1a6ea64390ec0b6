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
from sightline.model.evidence_record import stored
from sightline.model.record import Record, progress, run
from sightline.store.project.rows import Words
from sightline.store.tables import objects, runs
from sightline.store.vault import Stored
from sightline.work.case import Case
from sightline.work.draft_body import batch_names, body_of, identity_of
from sightline.work.import_beside import beside
from sightline.work.import_lines import AnyDraft, Fault, check_drafts, read_drafts
from sightline.work.import_prepare import Prepared, Shared
from sightline.work.import_spool import Checked, Spool, open_spool
from sightline.work.quotes import QuoteLook, items_quoted
from sightline.work.record import Recorded, record, record_bodies, secret_of
from sightline.work.record_prepared import record_prepared
from sightline.work.resolve import Resolver, any_key_known
from sightline.work.write import writing

BATCH = 10_000
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

    def write(self, resolver: Resolver, batch: list[AnyDraft], last: int) -> None:
        """Check and record a batch."""
        kind, extra = self._event(last)
        with writing(self.case) as writer:
            self._count(record(writer, resolver, batch, kind=kind, extra=extra))
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
        lines = _check_lines(case, here, path.name, spool, after=done)
        if identifier is None:
            identifier = _begin(case, kept, path.name, lines)
        job = _Job(case, identifier, lines)
        for at in _write_lines(job, here, path.name, spool, after=done):
            if tell is not None:
                tell(at, lines)
    return Imported(kept.sha256.hex(), lines, job.new, job.known, job.entities, done)


def _check_lines(case: Case, path: Path, name: str, spool: Spool, *, after: int) -> int:
    """Check every line of a file before anything is written; gives the number of the last line that says something.

    What comes after a line goes to the spool.
    """
    resolver, faults, batch, last = Resolver(case), _Faults(), list[AnyDraft](), 0
    look = QuoteLook(case)
    for draft in check_drafts(path, faults.add):
        batch.append(draft)
        last = draft.line or last
        if len(batch) >= BATCH:
            spool.add(_check(case, resolver, batch, faults, look, after=after))
            batch = []
    spool.add(_check(case, resolver, batch, faults, look, after=after))
    if faults.count > 0:
        shown = "\n".join(f"  line {line}: {fault}" for line, fault in sorted(faults.shown))
        more = faults.count - len(faults.shown)
        rest = "" if more == 0 else f"\n  and {more} more"
        many = "1 line" if faults.count == 1 else f"{faults.count} lines"
        fault = f"{many} cannot be taken, so nothing was:\n{shown}{rest}"
        raise RowRefused(fault, item=name, todo="mend the file and import it again")
    return last


def _check(
    case: Case,
    resolver: Resolver,
    batch: list[AnyDraft],
    faults: _Faults,
    look: QuoteLook,
    *,
    after: int,
) -> Checked:
    with case.catalogue.reading() as connection:
        resolver.learn(connection, batch_names(batch))
    checked = Checked(batch[-1].line or 0 if batch else 0, [], [], [])
    quoting: list[tuple[int, Record]] = []
    for draft in batch:
        try:
            if isinstance(draft, Draft):
                row = body_of(case, resolver, draft)
                if any(ref.quote is not None for ref in draft.evidence):
                    quoting.append((draft.line or 0, row[0]))
                if draft.line is None or draft.line > after:
                    checked.rows.append(row)
            else:
                checked.judged.extend((*pair, draft.reason) for pair in identity_of(resolver, draft))
        except (BadValue, BadTime, UnknownName) as error:
            faults.add((draft.line or 0, str(error)))
    checked.fresh.extend(resolver.take())
    _check_quotes(case, quoting, faults, look)
    return checked


def _check_quotes(case: Case, quoting: list[tuple[int, Record]], faults: _Faults, look: QuoteLook) -> None:
    """Refuse the lines whose quote stands nowhere in its item, where the case holds the text of that."""
    if not quoting:
        return
    with case.catalogue.reading() as connection:
        look.learn(connection, (item for _, body in quoting for item in items_quoted(body.get("evidence"))))
        for line, body in quoting:
            try:
                look.refuse_in(connection, body.get("evidence"))
            except BadValue as error:
                faults.add((line, str(error)))


def _write_lines(job: "_Job", here: Path, name: str, spool: Spool, *, after: int) -> Iterator[int]:
    """Record the lines after one, batch by batch, telling the line that each came to."""
    for checked in _ready(job.case, spool):
        if after < checked.last < job.lines or checked.last == job.lines:
            if not job.write_checked(checked):
                break  # somebody else made an entity of ours meanwhile: find the names of what is left again
            after = checked.last
            yield after
    if after == job.lines and job.finished:
        return
    resolver, batch = Resolver(job.case), list[AnyDraft]()
    for draft in read_drafts(here, name):
        if draft.line is None or draft.line <= after:
            continue
        batch.append(draft)
        if len(batch) >= BATCH and draft.line < job.lines:
            job.write(resolver, batch, draft.line)
            batch = []
            yield draft.line
    job.write(resolver, batch, job.lines)
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
