"""Bring in a list (CSV, Excel, OpenDocument): itself as an Item with its bytes, then every row as an Item it lists.

Rows that were recorded before are passed over: a long list that was interrupted goes on at the row it had come to, and
one that was read to its end is not even parsed again.
"""

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from attrs import evolve

from sightline.core.errors import ChangedWhileRead, SkipItem, Unreadable
from sightline.model.arrival import Arrival
from sightline.model.draft import Draft
from sightline.model.list_plan import ListPlan
from sightline.sources.folder import FOLDER, is_file
from sightline.sources.list_drafts import RowReader, list_key, list_source_key
from sightline.sources.list_survey import data_rows, survey_list
from sightline.sources.list_table import Table, digest_of
from sightline.sources.names import display_name
from sightline.sources.parsing import parsing
from sightline.sources.source import Asked

__all__ = ["LIST", "ListSource"]

_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".ods"})
_NAMING = frozenset({"url", "platform_id", "reference_code", "title"})
"""A table is a list of Items only when a column tells one Item from another."""


class ListSource:
    """CSV, Excel and OpenDocument lists of videos, posts and articles."""

    name = "list"

    def accepts(self, address: str, asked: Asked) -> bool:
        """Say whether the address is a file named as a list, or a person said it is one."""
        if "://" in address[:16]:
            return False
        path = Path(address)
        return (path.suffix.lower() in _ENDINGS or asked.prefer == self.name) and is_file(address)

    def arrivals(self, address: str, asked: Asked) -> Iterator[Arrival]:
        """Yield the list as an Item, then one Item for each row, bad rows as failed ones.

        A list that cannot be read, or that no column tells to be a list of Items, is one Item kept with its fault.

        :raises AmbiguousDates: when a column's dates fit two orders, with what to say.
        :raises UnknownName: when the mapping names what is not there.
        :raises Unreadable: when the file cannot be read.
        """
        (kept,) = FOLDER.arrivals(address, asked)
        if kept.state == "failed":
            yield kept
            return
        path = Path(address)
        with ExitStack() as held:
            try:
                before, digest = path.stat(), digest_of(path)
                reading = _reading(path, digest, asked)
                recorded = asked.rows.recorded(reading, list_key(digest))
                if recorded.whole:
                    yield _list_item(kept, digest)
                    _refuse_changed(path, before, kept.origin.address)
                    return
                parser = held.enter_context(parsing(asked.parser, asked.scratch))
                table = held.enter_context(parser.table(path))
                plan = survey_list(path, table, mapping=asked.mapping)
            except SkipItem as error:
                yield evolve(kept, item_kind="list", fault=error.fault, todo=error.todo)
                return
            except OSError as error:
                raise _unreadable(kept.origin.address) from error
            asked.on_plan(plan)
            if not any(column.role in _NAMING for column in plan.columns):
                yield evolve(
                    kept,
                    fault="it was kept as a file: no column tells one video, post or article from another",
                    todo='say which column does, as in --map "column 2=url" or --map "Name=title"',
                )
                return
            if plan.digest != digest:
                raise _changed(kept.origin.address)
            yield _list_item(kept, digest)
            _refuse_changed(path, before, kept.origin.address)
            number = 0
            for number, arrivals in _read_rows(kept, plan, table, after=recorded.row):
                yield from arrivals
                asked.rows.read(reading, number)
            asked.rows.read(reading, max(number, recorded.row), last=True)


def _read_rows(
    kept: Arrival, plan: ListPlan, table: Table, *, after: int
) -> Iterator[tuple[int, Iterator[Arrival]]]:
    """Yield the number of each row after one, with what the row lists."""
    reader = RowReader(plan, kept.origin.address)
    rows = data_rows(table, plan.header_row)
    while True:
        try:
            row = next(rows, None)
        except OSError as error:  # it was there for the first pass
            raise _unreadable(kept.origin.address) from error
        if row is None:
            return
        if row.number <= after:
            reader.pass_over(row)
        else:
            yield row.number, reader.arrivals(row)


def _reading(path: Path, digest: str, asked: Asked) -> str:
    """Name the bytes of a list and how they are read: the same name is read to the same statements."""
    return json.dumps([digest, path.suffix.lower(), sorted(asked.mapping.items())])


def _refuse_changed(path: Path, before: os.stat_result, address: str) -> None:
    """Stop before the rows when the list that was just kept is not the one whose columns were read."""
    try:
        after = path.stat()
    except OSError as error:
        raise _unreadable(address) from error
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise _changed(address)


def _changed(address: str) -> ChangedWhileRead:
    return ChangedWhileRead(
        "it changed while it was read", item=address, todo="add it again when it is finished"
    )


def _unreadable(address: str) -> Unreadable:
    return Unreadable("it cannot be read to its end", item=address, todo="check the disk it lies on")


def _list_item(kept: Arrival, digest: str) -> Arrival:
    name = f"List {display_name(kept.files[0].path.name)}"
    named = Draft(list_source_key(digest), "name", name, kind="Source", origin="analyst")
    return evolve(kept, key=list_key(digest), item_kind="list", drafts=(named,))


LIST = ListSource()
