"""What is served inside the sandbox: lists are taken apart into rows of text, saved pages into their article.

This is the only place where the bytes of a list or a page are read by a parser. What comes out is text under a narrow
record; whoever is outside trusts none of it (see ``parsing``).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import orjson
from attrs import frozen

from sightline.core.errors import Damaged, OverLimit, SightlineError, Unreadable
from sightline.core.sandbox_companion import CompanionSpec
from sightline.core.sandbox_records import clean_text
from sightline.core.sandbox_worker import Emit, Task
from sightline.sources.list_rows import BadRow, Row
from sightline.sources.list_survey import open_list
from sightline.sources.page_article import Article, article
from sightline.sources.sheet_rows import open_sheet

COMPANIONS: Final[tuple[CompanionSpec, ...]] = ()
ROWS: Final = "rows"
SHEET: Final = "sheet"
ARTICLE: Final = "article"
_BLOCK: Final = 256 << 10
"""Characters of rows that are told together."""


@frozen(slots=True)
class TableFacts:
    """What a list is, before its rows."""

    format: Literal["csv", "xlsx", "ods"]
    encoding: str
    delimiter: str | None
    width: int
    name: str = ""


@frozen(slots=True)
class Refusal:
    """Why it cannot be read."""

    kind: Literal["Damaged", "OverLimit", "Unreadable"]
    fault: str
    todo: str | None = None


@frozen(slots=True)
class Told:
    """One thing told of a file: one field beside the name holds something."""

    measure: str
    table: TableFacts | None = None
    rows: str | None = None
    """Lines of JSON, one a row: ``[number,[cell,…]]``, with ``{place: note}`` behind, or ``[number,fault,todo]``."""
    notes: tuple[str, ...] | None = None
    """What was noticed in the whole list; told last."""
    article: Article | None = None
    refused: Refusal | None = None


def warm(path: str, measures: tuple[str, ...]) -> None:
    """Import the reader this file will need, before the fork."""
    if ARTICLE in measures:
        import lxml.etree  # noqa: F401
        import trafilatura  # noqa: F401
    else:
        with Path(path).open("rb") as file:
            if file.read(2) == b"PK":
                import defusedxml.ElementTree  # noqa: F401
                import openpyxl  # noqa: F401


def examine(task: Task, emit: Emit) -> None:
    """Take the file of a task apart and tell it piece by piece."""
    for name in task.measures:
        emit("begin", name)
        try:
            for told in _read_page(task) if name == ARTICLE else _read_table(task, name):
                emit("finding", told)
        except (Damaged, OverLimit, Unreadable) as fault:
            emit("finding", Told(name, refused=_refusal(fault)))
        emit("done", name)


def _refusal(fault: SightlineError) -> Refusal:
    kind: Literal["Damaged", "OverLimit", "Unreadable"] = "Damaged"
    if isinstance(fault, OverLimit):
        kind = "OverLimit"
    elif isinstance(fault, Unreadable):
        kind = "Unreadable"
    return Refusal(kind, fault.fault, fault.todo)


def _read_page(task: Task) -> Iterator[Told]:
    url = task.parameters.get(ARTICLE, {}).get("url")
    yield Told(ARTICLE, article=article(Path(task.path).read_bytes(), url))


def _read_table(task: Task, measure: str) -> Iterator[Told]:
    path = Path(task.path)
    given = task.parameters.get(measure, {})
    table = open_sheet(path, key=str(given["key"])) if measure == SHEET else open_list(path)
    facts = TableFacts(table.format, table.encoding, table.delimiter, table.width, clean_text(table.name))
    yield Told(measure, table=facts)
    held: list[str] = []
    size = 0
    for row in table.rows():
        line = row_line(row)
        held.append(line)
        size += len(line)
        if size >= _BLOCK:
            yield Told(measure, rows="".join(held))
            held, size = [], 0
    yield Told(measure, rows="".join(held))
    yield Told(measure, notes=table.notes())


def row_line(row: Row | BadRow) -> str:
    """Write a row as one line of JSON."""
    if isinstance(row, BadRow):
        value: list[object] = [row.number, row.fault, row.todo]
    elif row.notes:
        value = [row.number, row.cells, {str(place): note for place, note in sorted(row.notes.items())}]
    else:
        value = [row.number, row.cells]
    try:
        return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE).decode()
    except TypeError:  # half a character, as only a broken workbook can hold
        whole = [[clean_text(cell) for cell in part] if isinstance(part, tuple) else part for part in value]
        return orjson.dumps(whole, option=orjson.OPT_APPEND_NEWLINE).decode()
