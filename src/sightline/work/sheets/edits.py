"""Takes the edits of a sheet into the case: changed cells only, each checked, nobody else's work overwritten.

The sheet becomes an object of the case, so that it stays readable who edited what.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from attrs import frozen
from sqlalchemy import select

from sightline.core.errors import WrongUse
from sightline.model.evidence_record import stored
from sightline.model.record import Record, closing, ranking
from sightline.store.read import names_of
from sightline.store.tables import objects
from sightline.work.act import Event, event_after, last_number
from sightline.work.case import Case
from sightline.work.closing import HOW
from sightline.work.resolve import Resolver
from sightline.work.say import record_drafts
from sightline.work.sheets.gather import Edits, RefusedCell, gather
from sightline.work.sheets.read import read_sheet
from sightline.work.write import writing


@frozen(slots=True)
class SheetImported:
    """What an import of a sheet came to."""

    file: str
    sha256: str
    sheet: str
    rows: int
    changed: int
    """Values that took the place of others."""
    added: int
    """Values that stand beside what was there."""
    emptied: int
    entities: tuple[str, ...]
    """Codes of the entities that new rows made."""
    refused: tuple[RefusedCell, ...]
    event: Event | None

    @property
    def conflicts(self) -> int:
        """How many of the refused cells had changed in the case."""
        return sum(r.conflict for r in self.refused)


def import_sheet(
    case: Case, path: Path, *, kind: str | None = None, emptied_as: str | None = None
) -> SheetImported:
    """Take in the edits of a sheet that was exported from this case.

    Parameters
    ----------
    kind : str, optional
        Kind of new rows, where the sheet's other rows do not tell.
    emptied_as : str, optional
        How an emptied cell closes its statement: retracted, mistranscribed or superseded; by default what an analyst
        wrote is retracted, and what a source said was mistranscribed.

    Raises
    ------
    WrongUse
        It is no sheet of ours.
    Damaged, OverLimit
        It cannot be opened, or would unfold too far.
    Unreadable
        No sandbox can be started to read it in.
    """
    if emptied_as is not None and emptied_as not in HOW:
        raise WrongUse(
            f"{emptied_as!r} is no way to close a statement", item="--emptied", todo=", ".join(HOW)
        )
    sheet = read_sheet(case, path)
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    with writing(case) as writer:
        before = last_number(writer)
        work = Edits(writer, Resolver(case), sheet.name, path.name, emptied_as)
        gather(work, sheet, kind)
        if work.drafts or work.bodies:
            _write(work, path)
        return SheetImported(
            file=str(path),
            sha256=sha256,
            sheet=sheet.name,
            rows=len(sheet.rows),
            entities=_codes(work),
            refused=tuple(work.refused),
            event=event_after(writer, before),
            **work.counts,
        )


def _write(work: Edits, path: Path) -> None:
    """Record the sheet itself, what it says, and what that closes: all in one transaction."""
    writer, why = work.writer, f"edited in sheet {work.file}"
    kept = writer.case.vault.put_file(path, follow=True)
    known = select(objects.c.sha256).where(objects.c.sha256 == kept.sha256)
    extra: list[Record] = []
    if writer.connection.execute(known).first() is None:
        extra.append(stored(kept.sha256, kept.sha512, kept.size, role="original", media_type=_media(path)))

    def closes(ids: Sequence[bytes]) -> list[Record]:
        return [*extra, *work.bodies, *_succeeded(work, ids, why)]

    drafts = [draft for draft, _ in work.drafts]
    record_drafts(writer, drafts, resolver=work.resolver, why=why, closings=closes)


def _succeeded(work: Edits, ids: Sequence[bytes], why: str) -> list[Record]:
    """Close what an analyst had written, and put what a source said in the second row, under the edits."""
    out: list[Record] = []
    for identifier, (_, old) in zip(ids, work.drafts, strict=True):
        if old is None or old.id == identifier:
            continue
        if old.origin == "analyst":
            out.append(closing(old.id, "superseded", reason=why, successor=identifier))
        elif old.rank == "preferred":
            out.append(ranking(old.id, "normal", reason=why))
    return out


def _codes(work: Edits) -> tuple[str, ...]:
    work.writer.batch.flush()
    names = names_of(work.writer.connection, work.made)
    return tuple(names[i].code for i in work.made)


def _media(path: Path) -> str:
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return xlsx if path.suffix.lower() == ".xlsx" else "text/csv"
