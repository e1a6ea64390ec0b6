"""How far each list was read into a case: a mark that moves in the transaction that records the rows.

A mark only spares work. Rows that are read again say nothing new, because statements are known by their ids; so where a
mark is missing, or something that a list said was closed since, the rows are read again as if there were none. It is
a fact about this copy of the catalogue and no part of the record. It holds no word of the list: paths and names may be
protected later.
"""

import json
from collections.abc import Iterator
from importlib.metadata import version
from typing import Final

from attrs import evolve, frozen
from sqlalchemy import Connection, func, select, tuple_

from sightline.core.digest import canonical, keyed
from sightline.sources.source import RowsRead, RowsRecorded
from sightline.store.ledger import CLEAR
from sightline.store.read import names_of
from sightline.store.tables import captures, citations, entity_keys, events, leaves, meta, statements
from sightline.work.case import Case
from sightline.work.record import secret_of
from sightline.work.taking.intake import Added, Outcome, Refused, Wish
from sightline.work.write import Writer, set_meta

_ROW: Final = " row "
"""Between the address of a list and the number of a row, in the address of what the row lists."""
_PAGE: Final = 1_000
_QUIET: Final = (
    "item.captured", "run.begun", "run.done", "object.examined", "media.matched", "media.synchronised",
    "import.begun", "import.batch", "import.done", "checkpoint.signed", "key.rotated", "ledger.opened",
)  # fmt: skip
"""Kinds of events that close nothing which a list said."""
_SCHEMA: Final = "schema.adopted"
_MOST_LEAVES: Final = 20_000
"""Bodies that are looked through for closings; beyond, the rows are read again."""


@frozen(slots=True)
class Mark:
    """How far one list was read."""

    row: int = 0
    rows: int = 0
    """How many rows that were, counting those with data."""
    whole: bool = False
    since: int = 0
    """Position of the last event before its first row was recorded."""
    runs: tuple[str, ...] = ()
    """Ids of the runs that read it, where what is wrong with its rows is found."""


@frozen(slots=True)
class _Passed:
    """Rows of a list that are not read again."""

    list_key: str
    mark: Mark


class ListMarks(RowsRead):
    """The marks of one intake: asked and moved by whoever reads lists, written with what was read."""

    def __init__(self, case: Case, wish: Wish, run: bytes) -> None:
        """Begin a run with what was marked before."""
        self._case = case
        self._run = run.hex()
        self._how = [version("sightline"), case.settings.case_zone, wish.via, wish.why]
        self._marks: dict[str, Mark] = {}
        self._moved: dict[str, Mark] = {}
        self._passed: list[_Passed] = []

    @property
    def moved(self) -> bool:
        """Whether a mark waits to be written."""
        return len(self._moved) > 0

    def recorded(self, reading: str, list_key: str) -> RowsRecorded:
        """Say how much of a list was recorded, unless something it said was closed since."""
        name = self._name(reading)
        with self._case.catalogue.reading() as connection:
            text = connection.execute(select(meta.c.value).where(meta.c.key == name)).scalar()
            mark = None if text is None else _read(text)
            if mark is None or _closed_since(connection, mark.since, list_key):
                last = connection.execute(select(func.max(events.c.pos))).scalar()
                mark = Mark(since=last or 0)
        self._marks[name] = mark
        if mark.row > 0:
            self._passed.append(_Passed(list_key, mark))
        return RowsRecorded(mark.row, mark.whole)

    def read(self, reading: str, row: int, *, last: bool = False) -> None:
        """Move a mark; it is written with the next rows that are recorded."""
        name = self._name(reading)
        before = self._marks[name]
        runs = before.runs if self._run in before.runs else (*before.runs, self._run)
        moved = evolve(before, row=row, rows=before.rows + (not last), whole=last, runs=runs)
        self._marks[name] = self._moved[name] = moved

    def write(self, writer: Writer) -> None:
        """Write the marks that moved, in the transaction that records what was read."""
        for name, mark in self._moved.items():
            value = [mark.row, mark.rows, mark.whole, mark.since, list(mark.runs)]
            set_meta(writer.connection, name, json.dumps(value))
        self._moved = {}

    def rows_passed(self, list_key: str) -> int:
        """Count the rows of a list that are not read again."""
        return max((one.mark.rows for one in self._passed if one.list_key == list_key), default=0)

    def told_again(self, list_key: str, address: str) -> Iterator[Outcome]:
        """Tell again what was wrong with the rows that are not read again, under the address the list has now."""
        mine = [one for one in self._passed if one.list_key == list_key]
        self._passed = [one for one in self._passed if one.list_key != list_key]
        for one in mine:
            for run in one.mark.runs:
                yield from _faults(self._case, one, bytes.fromhex(run), address)

    def _name(self, reading: str) -> str:
        """Name a list and how it is read, with a secret: what a person wrote about it may be protected later."""
        return f"list {keyed(secret_of(self._case), canonical([reading, *self._how])).hex()}"


def _read(text: str) -> Mark:
    row, rows, whole, since, runs = json.loads(text)
    return Mark(row, rows, whole, since, tuple(runs))


def _closed_since(connection: Connection, since: int, list_key: str) -> bool:
    """Tell whether a statement that cites the list was closed after a position, or may have been."""
    item = connection.execute(select(entity_keys.c.entity).where(entity_keys.c.key == list_key)).scalar()
    if item is None:
        return True
    size = events.c.count.label("size")
    query = select(events.c.kind, events.c.first, size).where(
        events.c.pos > since, events.c.kind.not_in(_QUIET)
    )
    budget = _MOST_LEAVES
    for event in connection.execute(query.order_by(events.c.pos).limit(_MOST_LEAVES)).all():
        budget -= event.size
        if budget < 0 or event.kind == _SCHEMA:  # what was refused may be taken now
            return True
        bodies = select(leaves.c.body, leaves.c.state).where(
            leaves.c.n >= event.first, leaves.c.n < event.first + event.size
        )
        for leaf in connection.execute(bodies):
            if leaf.state != CLEAR or leaf.body is None:
                return True
            if b'"is":"close"' in leaf.body and _cites(connection, json.loads(leaf.body), bytes(item)):
                return True
    return False


def _cites(connection: Connection, body: dict[str, object], item: bytes) -> bool:
    joined = citations.join(statements, statements.c.n == citations.c.n)
    query = select(citations.c.n).select_from(joined)
    said = bytes.fromhex(str(body.get("statement", "")))
    found = query.where(statements.c.id == said, citations.c.item == item).limit(1)
    return connection.execute(found).first() is not None


def _faults(case: Case, passed: _Passed, run: bytes, address: str) -> Iterator[Outcome]:
    """Give what a run recorded of bad rows, as far as the mark goes, some at a time."""
    mine = (captures.c.run == run, captures.c.hidden == 0)
    key = select(entity_keys.c.entity).where(entity_keys.c.key == passed.list_key)
    lists = select(captures.c.address).where(*mine, captures.c.item == key.scalar_subquery())
    with case.catalogue.reading() as connection:
        was = connection.execute(lists.order_by(captures.c.pos).limit(1)).scalar()
    if was is None:
        return
    place = tuple_(captures.c.pos, captures.c.id)
    bad = select(captures).where(
        *mine, captures.c.fault.is_not(None), captures.c.address.startswith(was + _ROW, autoescape=True)
    )
    after: tuple[int, bytes] = (0, b"")
    while True:
        page = bad.where(place > after).order_by(captures.c.pos, captures.c.id).limit(_PAGE)
        with case.catalogue.reading() as connection:
            rows = connection.execute(page).all()
            names = names_of(connection, {bytes(row.item) for row in rows})
        for row in rows:
            number = row.address[len(was + _ROW) :]
            if not number.isdecimal() or int(number) > passed.mark.row:
                continue
            where = f"{address}{_ROW}{number}"
            if row.state == "failed":
                yield Refused(where, row.fault, row.todo)
            else:
                yield Added(names[bytes(row.item)].code, where, None, known_before=True, fault=row.fault)
        if len(rows) < _PAGE:
            return
        after = (rows[-1].pos, rows[-1].id)
