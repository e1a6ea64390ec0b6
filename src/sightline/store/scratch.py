"""Opens a catalogue that is thrown away after use: a SQLite file that need not survive anything."""

from pathlib import Path

from sqlalchemy import Connection, create_engine, event

from sightline.store.catalogue import Catalogue, sqlite_url
from sightline.store.tables import PROJECTIONS, metadata


def open_scratch(path: Path) -> Catalogue:
    """Make an empty catalogue of projections at ``path``, without any care for crashes."""
    engine = create_engine(sqlite_url(path))
    event.listen(engine, "connect", _careless)
    event.listen(engine, "begin", _begin)
    with engine.connect() as connection, connection.begin():
        metadata.create_all(connection, tables=list(PROJECTIONS))
    return Catalogue(engine)


def _careless(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    connection.isolation_level = None  # type: ignore[attr-defined]
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-131072", "temp_store=MEMORY"):
        cursor.execute(f"PRAGMA {pragma}").fetchall()
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
