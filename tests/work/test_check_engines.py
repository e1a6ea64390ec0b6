"""What check must find on both databases; the many kinds of damage stand in ``test_check_tamper.py``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import delete, insert, select, update

from sightline.store.tables import citations, entities, entity_keys, leaves, statements
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.checkpoint import checkpoint
from sightline.work.following import follow_text
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, open_case
from sightline.work.rebuild import rebuild

Fill = Callable[..., Any]


def where(case: Case) -> list[str]:
    return [fault.where for fault in check(case).faults]


def test_a_sound_case(case: Case, fill: Fill) -> None:
    fill(case)
    checkpoint(case)
    checked = check(case)
    assert () == checked.faults
    assert (5, 12, 2) == (checked.objects, checked.events, checked.withheld)
    assert (11, 0) == (checked.unsigned_after, checked.unsigned)


def test_a_check_changes_nothing(case: Case, fill: Fill) -> None:
    fill(case)
    first = check(case)
    assert first == check(case)
    assert [] == sorted(p.name for p in (case.folder / "tmp").iterdir())


def test_without_the_slow_parts(case: Case, fill: Fill) -> None:
    made = fill(case)
    case.vault.path(made.photo).unlink()
    assert check(case, full=False).ok
    assert not check(case).ok


def test_rows_added_changed_and_removed(case: Case, fill: Fill) -> None:
    fill(case)
    with case.catalogue.writing() as connection:
        first, second = connection.execute(select(statements.c.n).order_by(statements.c.n).limit(2)).scalars()
        connection.execute(update(statements).where(statements.c.n == first).values(hedged=1))
        connection.execute(delete(citations).where(citations.c.n > second))
        # text keys that languages sort otherwise than bytes do
        for key in ("actor/Ünder", "actor/_x", "actor/ا"):
            connection.execute(insert(entity_keys).values(key=key, entity=b"e" * 16))
    found = where(case)
    assert f"statements n={first}" in found
    assert {"entity_keys key=actor/Ünder", "entity_keys key=actor/_x", "entity_keys key=actor/ا"} <= set(
        found
    )
    assert any(one.startswith("citations") for one in found)


def test_a_leaf_and_its_row(case: Case, fill: Fill) -> None:
    fill(case)
    with case.catalogue.writing() as connection:
        n, body = next(
            (row.n, bytes(row.body))
            for row in connection.execute(select(leaves).where(leaves.c.state == 0)).all()
            if b'"Northern Front"' in bytes(row.body)
        )
        changed = update(leaves).where(leaves.c.n == n)
        connection.execute(changed.values(body=body.replace(b"Northern", b"Southern")))
    assert any("/" in one for one in where(case))


def test_the_text_index(case: Case, fill: Fill) -> None:
    fill(case)
    with case.catalogue.writing() as connection:
        case.text.add(connection, [(77_777, "words from nowhere")])
    assert any("text index" in fault.what for fault in check(case).faults)
    with case.catalogue.writing() as connection:
        case.text.clear(connection)
    assert any("lacks a document" in fault.what for fault in check(case).faults)


def test_a_title_taken_away(case: Case, fill: Fill) -> None:
    fill(case)
    with case.catalogue.writing() as connection:
        connection.execute(update(entities).values(title=None))
    assert all(one.startswith("entities id=") for one in where(case))
    assert [] != where(case)


@pytest.mark.parametrize("followed", [False, True])
def test_an_index_that_follows_is_no_fault(
    case: Case, fill: Fill, lines: Callable[..., Path], *, followed: bool
) -> None:
    fill(case)
    settings = case.folder / "sightline.toml"
    text = settings.read_text()
    follows = 'text = "following"\n'
    if "\n[catalogue]\n" in text:
        settings.write_text(text.replace("\n[catalogue]\n", f"\n[catalogue]\n{follows}"))
    else:
        settings.write_text(f"{text}\n[catalogue]\n{follows}")
    other = open_case(case.folder, by="tester")
    try:
        import_statements(
            other, lines({"entity": "actor/later", "property": "name", "value": "Later Brigade"})
        )
        if followed:
            follow_text(other)
        assert () == check(other).faults
    finally:
        close_case(other)


@pytest.mark.parametrize("table", ["statements", "leaves", "text_index_data"])
def test_a_damaged_sqlite_file_is_named(copied: Case, table: str) -> None:
    # a page that a failing disk wrote over, of a table that is the record, or of one that is made from it
    path = copied.folder / "catalogue.sqlite3"
    with copied.catalogue.reading() as connection:
        page = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name=?", (table,)
        ).scalar_one()
    close_case(copied)
    with path.open("r+b") as stream:
        stream.seek((page - 1) * 4_096)
        stream.write(b"\xa5" * 4_096)
    case = open_case(copied.folder, by="tester")
    checked = check(case)
    close_case(case)
    assert not checked.ok
    assert any(fault.where in ("catalogue", "catalogue.sqlite3") for fault in checked.faults)


def test_a_new_kind_is_no_fault(case: Case, fill: Fill) -> None:
    fill(case)
    (case.folder / "schemas" / "more.yaml").write_text(
        "kind: Unit\ncode: UNI\nextends: Actor\nlabel: Unit\nabout: Part of a group.\nproperties:\n"
        "  banner: {type: text, label: Banner, search: true}\n",
        encoding="utf-8",
    )
    other = open_case(case.folder, by="tester")
    try:
        assert [] == where(other)
    finally:
        close_case(other)


def test_declarations_that_changed_are_one_fault_not_thousands(case: Case, fill: Fill) -> None:
    # what is newly searched is not in the index until the tables are made again
    fill(case)
    other = evolve(case, schema=evolve(case.schema, searched=case.schema.searched - {"name"}))
    assert ["tables"] == where(other)
    rebuild(other)
    assert [] == where(other)
    assert ["tables"] == where(case)
    rebuild(case)
    assert [] == where(case)
