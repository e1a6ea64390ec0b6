"""Opens the catalogue: one engine, one way to read, one way to write, on SQLite or PostgreSQL.

A writer holds the case's write lock for its whole transaction (``BEGIN IMMEDIATE``, or an advisory lock), because
the next event's number and previous hash depend on the last. SQLite runs in WAL mode with ``synchronous=FULL``: NORMAL
makes no fsync at commit and so may lose what was acknowledged; both are set and read back on every connection.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import field, frozen
from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from sightline.core.errors import Broken, Busy, NotAWorkspace, StoreFull

LOCK = 0x5167_7431
"""Advisory lock of PostgreSQL that stands for the case's write lock."""

WAIT_MS = 60_000
COPY_FROM = 64
"""PostgreSQL: rows from which COPY is used instead of INSERT."""


@frozen(slots=True)
class Catalogue:
    """The engine of one case."""

    engine: Engine
    _inserts: dict[str, str] = field(factory=dict, alias="inserts", repr=False, eq=False)

    @property
    def sqlite(self) -> bool:
        """Tell whether this is SQLite."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read from one snapshot."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in one transaction that nobody else writes in; all or nothing."""
        try:
            with self.engine.connect().execution_options(immediate=True) as connection, connection.begin():
                if not self.sqlite:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
                yield connection
        except OperationalError as error:
            raise _said(error) from error

    def insert(self, connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
        """Insert rows given as tuples in the table's order of columns."""
        if not rows:
            return
        if not self.sqlite and len(rows) >= COPY_FROM:
            self._copy(connection, table, rows)
            return
        sql = self._inserts.get(table.name)
        if sql is None:
            quote = self.engine.dialect.identifier_preparer.quote
            mark = "?" if self.sqlite else "%s"
            names = ", ".join(quote(c.name) for c in table.columns)
            sql = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({', '.join([mark] * len(table.columns))})"  # noqa: S608 - names of our own schema
            self._inserts[table.name] = sql
        connection.exec_driver_sql(sql, list(rows))

    def _copy(self, connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
        quote = self.engine.dialect.identifier_preparer.quote
        names = ", ".join(quote(c.name) for c in table.columns)
        raw = connection.connection.cursor()
        with raw.copy(f"COPY {quote(table.name)} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        raw.close()

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def open_catalogue(url: str) -> Catalogue:
    """Open a catalogue by its SQLAlchemy URL.

    Raises
    ------
    NotAWorkspace
        The URL is of an engine that is not known here, or the server cannot be reached.
    """
    target = make_url(url)
    if target.get_backend_name() == "sqlite":
        engine = create_engine(target, connect_args={"timeout": WAIT_MS / 1000, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif target.get_backend_name() == "postgresql":
        engine = create_engine(target.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    else:
        raise NotAWorkspace(f"the catalogue's URL names {target.get_backend_name()}", todo="use sqlite or postgresql")
    try:
        with engine.connect():
            pass
    except OperationalError as error:
        raise NotAWorkspace(f"the catalogue cannot be opened: {error.orig}", todo="check [catalogue] url") from error
    return Catalogue(engine)


def sqlite_url(path: Path) -> str:
    """Write the URL of a SQLite file."""
    return f"sqlite:///{path}"


def _prepare_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    connection.isolation_level = None  # type: ignore[attr-defined]
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": WAIT_MS}
    for name, value in wanted.items():
        cursor.execute(f"PRAGMA {name}={value}").fetchall()
        (got,) = cursor.execute(f"PRAGMA {name}").fetchone()
        if str(got).lower() != str(value):
            raise Broken(f"SQLite answers {name}={got}, not {value}", todo="keep the case on a local disk")
    cursor.execute("PRAGMA cache_size=-131072")
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _said(error: DBAPIError) -> Exception:
    """Tell a full disk and a held lock from the rest."""
    text = str(error.orig).lower()
    if "full" in text or "no space" in text:
        return StoreFull("the disk is full; nothing of this step was recorded", todo="make room and run it again")
    if "locked" in text or "lock timeout" in text:
        return Busy("another process is writing; nothing of this step was recorded", todo="wait and run it again")
    if "readonly" in text or "read-only" in text:
        return Busy("the catalogue is read-only", todo="check the rights of the folder")
    return Broken(f"the catalogue said: {error.orig}", todo="run sightline check")
