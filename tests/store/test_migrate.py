"""Migrations: from nothing they lead to exactly the tables that the code uses, on both databases."""

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select, text

from sightline.store.catalogue import Catalogue, open_catalogue, sqlite_url
from sightline.store.migrate import HEAD, revision, upgrade
from sightline.store.tables import PROJECTIONS, RECORD, captures, metadata, runs
from sightline.work.case import Case

FROZEN = {
    "0001_first.py": "8cac0f3309c9584d12128314344c08e2ca1cbd8c645f12bf340294f80ce295f2",
    "0002_further_inputs.py": "ce4e6ef39a8a27d91d85ce65c4209675d435f988f2c8b32fab163cc2bc7dfa4d",
    "0003_relations.py": "ed07af04ea4d7facfa2e8c7b5d8dc7d881e29a6cb47177e675c9221b9e2e3d88",
    "0004_names.py": "69522bd6d9a840639594084d9a2f2af236c8b48b9ec07cccb2b9037665613662",
}
"""SHA-256 of every migration: one that has been out is never changed, a new one is added after it."""


@pytest.fixture
def catalogue(tmp_path: Path, database: str) -> Iterator[Catalogue]:
    made = open_catalogue(database or sqlite_url(tmp_path / "c.sqlite3"))
    yield made
    made.close()


def test_migrations_and_tables_agree(catalogue: Catalogue) -> None:
    upgrade(catalogue)
    ours = set(metadata.tables)
    with catalogue.reading() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or name in ours}
        context = MigrationContext.configure(connection, opts=options)
        assert [] == compare_metadata(context, metadata)
    found = set(inspect(catalogue.engine).get_table_names())
    assert ours | {"alembic_version"} == found


def test_partial_and_unique_indexes_are_what_they_say(catalogue: Catalogue) -> None:
    upgrade(catalogue)
    look = inspect(catalogue.engine)
    unique = {i["name"] for t in metadata.tables for i in look.get_indexes(t) if i["unique"]}
    assert {"ix_events_writer_number", "ix_entities_code"} == unique
    partial = {
        i["name"]: i["dialect_options"] for i in look.get_indexes("statements") if i["dialect_options"]
    }
    where = "sqlite_where" if catalogue.sqlite else "postgresql_where"
    assert {"ix_statements_source", "ix_statements_target"} == {
        n for n, options in partial.items() if where in options
    }


def test_from_nothing_to_the_head_and_no_further(catalogue: Catalogue) -> None:
    assert revision(catalogue) is None
    upgrade(catalogue)
    assert HEAD == revision(catalogue)
    upgrade(catalogue)
    with catalogue.reading() as connection:
        assert 1 == connection.execute(text("SELECT count(*) FROM alembic_version")).scalar()


def test_the_head_is_the_last_migration() -> None:
    names = sorted(p.name for p in files("sightline.store.revisions").iterdir() if p.name[:4].isdigit())
    assert HEAD == names[-1][:4]
    assert [f"{n:04d}" for n in range(1, len(names) + 1)] == [n[:4] for n in names]


def test_a_migration_that_is_out_is_never_changed() -> None:
    found = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in files("sightline.store.revisions").iterdir()
        if p.name[:4].isdigit()
    }
    assert FROZEN == found


def test_every_table_is_record_or_projection() -> None:
    assert set(metadata.tables.values()) == {*RECORD, *PROJECTIONS}
    assert not set(RECORD) & set(PROJECTIONS)


# Trees of PostgreSQL take no entry over 2,704 bytes, and addresses on the web are longer than that.
def test_long_addresses_are_taken_and_found(case: Case) -> None:
    long = "https://example.org/" + "".join(hashlib.sha256(bytes([n])).hexdigest() for n in range(200))
    with case.catalogue.writing() as connection:
        row = (b"i" * 16, b"e" * 16, b"r" * 16, 1, long, "captured", None, None, None, 0)
        case.catalogue.insert(connection, captures, [row])
        case.catalogue.insert(connection, runs, [(b"r" * 16, "add", 1, long, None, 0, None)])
    with case.catalogue.reading() as connection:
        assert (
            1
            == connection.execute(
                select(func.count()).select_from(captures).where(captures.c.address == long)
            ).scalar()
        )
        assert (
            1
            == connection.execute(select(func.count()).select_from(runs).where(runs.c.what == long)).scalar()
        )
