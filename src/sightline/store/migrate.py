"""Brings a catalogue to the present schema; Alembic is loaded only when there is something to do.

Revisions are numbered ``0001``, ``0002`` …, so that a newer workspace can be told from an older one by comparing.
"""

from importlib import import_module
from importlib.resources import files
from types import ModuleType

from sqlalchemy import inspect

from sightline.store.catalogue import Catalogue

HEAD = "0004"
"""The revision that this code writes."""


def revision(catalogue: Catalogue) -> str | None:
    """Tell the revision of a catalogue, or None when it is empty."""
    if not inspect(catalogue.engine).has_table("alembic_version"):
        return None
    with catalogue.reading() as connection:
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def upgrade(catalogue: Catalogue) -> None:
    """Run the migrations that are missing, each in its transaction."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    steps = sorted(p.name for p in files("sightline.store.revisions").iterdir() if p.name[:4].isdigit())
    done = revision(catalogue)
    for name in steps:
        number = name[:4]
        if done is not None and number <= done:
            continue
        module = _load(name)
        with catalogue.writing() as connection:
            context = MigrationContext.configure(connection)
            with Operations.context(context):
                module.upgrade()
            context._ensure_version_table()  # noqa: SLF001 - Alembic makes it no other way without a script
            if done is None:
                connection.exec_driver_sql(f"INSERT INTO alembic_version (version_num) VALUES ('{number}')")  # noqa: S608
            else:
                connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{number}'")  # noqa: S608
        done = number


def _load(name: str) -> ModuleType:
    return import_module(f"sightline.store.revisions.{name.removesuffix('.py')}")
