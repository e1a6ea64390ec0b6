"""Makes every table again in a scratch file, and compares a digest for each; where one differs, its rows are named."""

import os
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from sightline.core.errors import Broken
from sightline.store.names_near import filed_by
from sightline.store.scratch import open_scratch
from sightline.store.table_digest import differences, table_digest
from sightline.store.tables import PROJECTIONS, meta, name_keys, names
from sightline.store.text_compare import PostgresWitness, compare_sqlite
from sightline.store.text_index import SqliteText
from sightline.work.case import Case
from sightline.work.checking.checked import Fault
from sightline.work.name_rules import filing
from sightline.work.projected import PROJECTED, projection_key
from sightline.work.rebuild import rebuild_into

SHOWN = 20
"""Rows of one table that are named before the rest is only counted."""
FILED = (names, name_keys)
"""Tables that are not used, and not compared, where names were filed by other rules than those in force."""
TODO = "run sightline rebuild; if it comes again, compare with a backup"


def check_tables(case: Case, connection: Connection, damaged: Collection[int]) -> list[Fault]:
    """Compare every projection and the text index with what the ledger gives.

    ``damaged`` are leaves that are known not to be what was recorded; they are left out when the tables are made again.
    """
    own = case.folder / "tmp"
    folder = own if os.access(own, os.W_OK) else None
    faults: list[Fault] = []
    with TemporaryDirectory(prefix=f"check-{os.getpid()}-", dir=folder) as place:
        scratch = open_scratch(Path(place) / "again.sqlite3")
        witness = None if case.catalogue.sqlite else PostgresWitness(connection)
        try:
            rebuild_into(case, connection, scratch, witness or SqliteText(), without=damaged)
            with scratch.reading() as again:
                filed = filed_by(connection) == filing(case.schema)
                for table in PROJECTIONS if filed else [t for t in PROJECTIONS if t not in FILED]:
                    faults.extend(_table(connection, again, table.name))
                if witness is None:
                    faults.extend(_text(connection, again))
                else:
                    faults.extend(Fault(what, where, todo=TODO) for what, where in witness.told())
        except Broken as error:
            faults.append(Fault(f"the tables cannot be made again: {error.fault}", error.item or "catalogue"))
        finally:
            scratch.close()
    made_by = connection.execute(select(meta.c.value).where(meta.c.key == PROJECTED)).scalar()
    if faults and made_by is not None and made_by != projection_key(case.schema):
        what = "kinds or properties were declared otherwise when the tables were made, and rows differ"
        return [Fault(what, "tables", todo="run sightline rebuild, then check again")]
    return faults


def _table(live: Connection, again: Connection, name: str) -> list[Fault]:
    table = next(t for t in PROJECTIONS if t.name == name)
    try:
        if table_digest(live, table) == table_digest(again, table):
            return []
        found: list[Fault] = []
        more = 0
        for difference in differences(live, again, table):
            if len(found) < SHOWN:
                what = f"the row is {difference.how}, compared with what the ledger gives"
                found.append(Fault(what, f"{name} {difference.key}", todo=TODO))
            else:
                more += 1
    except DatabaseError as error:
        return [Fault(f"the table cannot be read: {error.orig}", name, todo=TODO)]
    if more:
        found.append(Fault(f"{more} more rows differ from what the ledger gives", name, todo=TODO))
    return found


def _text(live: Connection, again: Connection) -> list[Fault]:
    try:
        return [Fault(what, where, todo=TODO) for what, where in compare_sqlite(live, again)]
    except DatabaseError as error:
        return [Fault(f"the text index cannot be read: {error.orig}", "text index", todo=TODO)]
