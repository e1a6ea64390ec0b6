"""Opens somebody else's catalogue so that nothing in it can be changed, not even by a mistake of ours."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from sightline.core.errors import Broken, NotAWorkspace
from sightline.store.catalogue import Catalogue, open_catalogue, said

WAIT_S = 60


def read_only_file(path: Path) -> Catalogue:
    """Open a catalogue in a SQLite file for reading.

    Raises
    ------
    Broken
        It is no SQLite database, or not readable.
    """
    try:
        return _opened(path, "mode=ro")
    except Broken:
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size > 0:
            raise
    return _opened(
        path, "mode=ro&immutable=1"
    )  # a folder that cannot be written to, and nothing waits in its log


def read_only_server(url: str) -> Catalogue:
    """Open a catalogue on a server for reading; NotAWorkspace when it cannot be reached."""
    try:
        target = make_url(url)
    except ArgumentError as error:  # the text itself may hold a password
        raise NotAWorkspace("the catalogue's URL cannot be read", todo="check [catalogue] url") from error
    given = target.query.get("options", "")
    options = given if isinstance(given, str) else " ".join(given)
    return open_catalogue(
        target.update_query_dict({"options": f"{options} -c default_transaction_read_only=on".strip()})
    )


def _opened(path: Path, how: str) -> Catalogue:
    def connect() -> sqlite3.Connection:
        place = f"file:{quote(str(path.absolute()))}?{how}"
        made = sqlite3.connect(place, uri=True, timeout=WAIT_S, check_same_thread=False, isolation_level=None)
        made.execute("PRAGMA query_only=1")
        made.execute("PRAGMA trusted_schema=0")
        return made

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    try:
        with engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except DBAPIError as error:
        raise said(error.orig) from error
    return Catalogue(engine)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
