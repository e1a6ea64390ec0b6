"""No table and no column can be changed by hand unseen: every one of them, whatever tables there will be."""

from typing import Any

import pytest
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, SmallInteger, Table, insert, select, update

from sightline.store.ledger import event_name
from sightline.store.table_digest import table_digest
from sightline.store.tables import PROJECTIONS, events, object_seals, seals
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.checkpoint import checkpoint
from sightline.work.protect import protect
from sightline.work.protecting.find import Target

NUMBERS = (BigInteger, Integer, SmallInteger)


@pytest.fixture
def case(copied: Case) -> Case:
    """Work on a copy of a case that holds one of everything and was signed."""
    return copied


def other(column: Column[Any], value: object) -> object:
    """Give another value that the column can hold."""
    if isinstance(column.type, NUMBERS):
        return 1 if value is None else int(str(value)) + 7_777
    if isinstance(column.type, LargeBinary):
        return b"\x01" * 16 if value is None else bytes([value[0] ^ 1]) + value[1:]  # type: ignore[index]
    return f"{value or ''} "


def where(case: Case) -> list[str]:
    return [fault.where for fault in check(case).faults]


@pytest.mark.parametrize("table", PROJECTIONS, ids=lambda table: table.name)
def test_a_row_of_every_table(case: Case, table: Table) -> None:
    columns: list[Column[Any]] = list(table.columns)
    with case.catalogue.writing() as connection:
        row = connection.execute(select(table).limit(1)).first()
        if row is None:
            made = {c.name: other(c, None) for c in columns}
            connection.execute(insert(table).values(made))
        else:
            one = [c == row._mapping[c.name] for c in table.primary_key.columns]
            before = {table_digest(connection, table)}
            for column in columns:
                with connection.begin_nested() as point:
                    changed = {column.name: other(column, row._mapping[column.name])}
                    connection.execute(update(table).where(*one).values(changed))
                    digest = table_digest(connection, table)
                    assert digest not in before, f"{table.name}.{column.name} counts for nothing"
                    before.add(digest)
                    point.rollback()
            last = columns[-1]
            connection.execute(
                update(table).where(*one).values({last.name: other(last, row._mapping[last.name])})
            )
    assert {table.name} == {place.split()[0] for place in where(case)}


@pytest.mark.parametrize("column", [c.name for c in events.columns])
def test_a_column_of_an_event(case: Case, column: str) -> None:
    with case.catalogue.writing() as connection:
        row = connection.execute(select(events).where(events.c.number == 4)).one()
        new = other(events.c[column], row._mapping[column])
        connection.execute(update(events).where(events.c.number == 4).values({column: new}))
    found = where(case)
    assert event_name(case.chain.writer, 4) in found or event_name(case.chain.writer, 5) in found, found


@pytest.mark.parametrize("change", ["flip", "remove"])
def test_the_wrapped_key_of_a_withheld_leaf(case: Case, change: str) -> None:
    with case.catalogue.writing() as connection:
        row = connection.execute(select(seals).limit(1)).one()
        mine = seals.c.n == row.n
        if change == "flip":
            connection.execute(
                update(seals).where(mine).values(wrapped=other(seals.c.wrapped, bytes(row.wrapped)))
            )
        else:
            connection.execute(seals.delete().where(mine))
    assert [] != where(case)


@pytest.mark.parametrize("change", ["flip", "remove", "bytes"])
def test_the_wrapped_key_and_the_bytes_of_a_withheld_object(
    case: Case, signed_case: Any, change: str
) -> None:
    photo = signed_case[1].photo
    protect(case, Target("object", photo.hex()), authority="editor", reason="risk")
    checkpoint(case)
    assert check(case).ok
    with case.catalogue.writing() as connection:
        row = connection.execute(select(object_seals).where(object_seals.c.sha256 == photo)).one()
        mine = object_seals.c.sha256 == photo
        if change == "flip":
            wrapped = other(object_seals.c.wrapped, bytes(row.wrapped))
            connection.execute(update(object_seals).where(mine).values(wrapped=wrapped))
        elif change == "remove":
            connection.execute(object_seals.delete().where(mine))
    path = case.vault.sealed.path(photo)
    if change == "bytes":
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.chmod(0o644)
        path.write_bytes(bytes(data))
    assert [case.vault.shown(path)] == where(case)
