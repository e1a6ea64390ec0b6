"""Imports files of other programs: kept as an item first, then recorded as what that file says, line by line."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import select

from sightline.core.errors import UnknownName, WrongUse
from sightline.store.read import names_of
from sightline.store.tables import capture_files, captures
from sightline.work.case import Case
from sightline.work.importing import Imported, Tell, import_statements
from sightline.work.others.acled_rows import acled_lines
from sightline.work.others.drafting import Cited, Line, slug
from sightline.work.others.ftm_entities import ftm_lines
from sightline.work.others.ucdp_rows import ucdp_lines
from sightline.work.taking.collect import collect
from sightline.work.taking.intake import Added, Wish

READERS: Final[Mapping[str, Callable[[Path, Cited], Iterator[Line]]]] = {
    "acled": acled_lines,
    "ftm": ftm_lines,
    "ucdp": ucdp_lines,
}
_SORTS: Final = "acled_sub_event_type"
_ACTORS: Final = "actor_kind"
NAMES: Final = {"acled": "ACLED", "ftm": "FollowTheMoney", "ucdp": "UCDP GED"}


def import_other(
    case: Case, path: Path, form: str, *, source: str | None = None, tell: Tell | None = None
) -> Imported:
    """Import a file of another program.

    Parameters
    ----------
    form : str
        ``acled``, ``ucdp`` or ``ftm``.
    source : str, optional
        Code or key of who says what stands in it; else a source is made by the name of the file.

    Raises
    ------
    UnknownName
        No such form.
    Unreadable
        A line or cell that cannot be read, named; nothing of it is recorded but the file itself.
    RowRefused
        A line says what the schema does not take.
    """
    if form not in READERS:
        raise UnknownName(
            f"there is no form {form!r}", item="import", todo=f"use one of {', '.join(READERS)}"
        )
    known = case.schema.vocabularies
    categories = frozenset(known[_SORTS].terms) if _SORTS in known else frozenset()
    kinds = known[_ACTORS].terms.values() if _ACTORS in known else ()
    actor_kinds = {term.label.casefold(): term.id for term in kinds}
    for _ in READERS[form](path, Cited("ITM-1", "source/x")):
        pass  # read to its end before anything is written
    code = _kept(case, path, form)
    saying = source or f"source/{form}-{slug(path.stem)}"
    with TemporaryDirectory() as folder:
        lines = Path(folder) / f"{path.name}.jsonl"
        with lines.open("w", encoding="utf-8") as out:
            if source is None:
                head = {"entity": saying, "kind": "Source", "origin": "analyst"}
                out.write(_json({**head, "property": "name", "value": f"{NAMES[form]}: {path.name}"}))
                out.write(_json({**head, "property": "source_kind", "value": "dataset"}))
            for line in READERS[form](path, Cited(code, saying, None, categories, actor_kinds)):
                out.write(_json(line))
        return import_statements(case, lines, tell=tell)


def _kept(case: Case, path: Path, form: str) -> str:
    """Keep the file as one item, its rows not read as a list; its code."""
    wish = Wish(why=f"imported as {NAMES[form]}", prefer="folder")
    for outcome in collect(case, [str(path)], wish):
        if isinstance(outcome, Added):
            return outcome.code
        raise WrongUse(outcome.fault, item=str(path), todo=outcome.todo)
    with path.open("rb") as data:
        sha256 = hashlib.file_digest(data, "sha256").digest()
    query = (
        select(captures.c.item)
        .join(capture_files, capture_files.c.capture == captures.c.id)
        .where(capture_files.c.sha256 == sha256)
    )
    with case.catalogue.reading() as connection:
        item = connection.execute(query.order_by(captures.c.pos).limit(1)).scalar()
        if item is not None:
            return names_of(connection, [bytes(item)])[bytes(item)].code
    raise WrongUse("it could not be kept", item=str(path), todo="try sightline add first")


def _json(line: Line) -> str:
    return json.dumps(line, ensure_ascii=False) + "\n"
