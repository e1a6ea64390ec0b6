"""Bring in a list (CSV or Excel): the list itself as an Item with its bytes, then every row as an Item it lists."""

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
from sightline.sources.list_table import Table
from sightline.sources.parsing import parsing
from sightline.sources.source import Asked

__all__ = ["LIST", "ListSource"]

_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".xlsm"})
_NAMING = frozenset({"url", "platform_id", "reference_code", "title"})
"""A table is a list of Items only when a column tells one Item from another."""


class ListSource:
    """CSV and Excel lists of videos, posts and articles."""

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
                before = path.stat()
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
            yield _list_item(kept, plan)
            _refuse_changed(path, before, kept.origin.address)
            yield from _read_rows(kept, plan, table)


def _read_rows(kept: Arrival, plan: ListPlan, table: Table) -> Iterator[Arrival]:
    reader = RowReader(plan, kept.origin.address)
    rows = data_rows(table, plan.header_row)
    while True:
        try:
            row = next(rows, None)
        except OSError as error:  # it was there for the first pass
            raise _unreadable(kept.origin.address) from error
        if row is None:
            return
        yield from reader.arrivals(row)


def _refuse_changed(path: Path, before: os.stat_result, address: str) -> None:
    """Stop before the rows when the list that was just kept is not the one whose columns were read."""
    try:
        after = path.stat()
    except OSError as error:
        raise _unreadable(address) from error
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise ChangedWhileRead(
            "it changed while it was read", item=address, todo="add it again when it is finished"
        )


def _unreadable(address: str) -> Unreadable:
    return Unreadable("it cannot be read to its end", item=address, todo="check the disk it lies on")


def _list_item(kept: Arrival, plan: ListPlan) -> Arrival:
    maker = list_source_key(plan)
    named = Draft(maker, "name", f"List {plan.name}", kind="Source", origin="analyst")
    return evolve(kept, key=list_key(plan), item_kind="list", drafts=(named,))


LIST = ListSource()
