"""Opens the catalogue: one engine, one way to read, one way to write, on SQLite or PostgreSQL.

A writer holds the case's write lock for its whole transaction (``BEGIN IMMEDIATE``, or an advisory lock), because
the next event's number and previous hash depend on the last. SQLite runs in WAL mode with ``synchronous=FULL``: NORMAL
makes no fsync at commit and so may lose what was acknowledged; both are set and read back on every connection.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from attrs import field, frozen
from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from sightline.core.errors import Broken, Busy, NotAWorkspace, SightlineError, StoreFull

LOCK = 0x5167_7431
"""Advisory lock of PostgreSQL that stands for the case's write lock."""

WAIT_MS = 60_000
PAGE = 8192
"""SQLite: bytes of a page; a statement has about 700."""
WAL_PAGES = 8192
"""SQLite: pages in the log from which they are copied into the file (64 MiB); each copying costs two more fsyncs."""
CACHE = 262_144
"""SQLite: kilobytes of pages kept; the trees that a large import touches at random are some 200 MB a million."""
COPY_FROM = 64
"""PostgreSQL: rows from which COPY is used instead of INSERT."""
SERVER = f"-c lock_timeout={WAIT_MS} -c synchronous_commit=on -c client_min_messages=error"
"""PostgreSQL: what every connection asks of the server."""


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
        """Read from one snapshot.

        Raises
        ------
        Busy, Broken
            What the database said.
        """
        options = {} if self.sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        try:
            with self.engine.connect().execution_options(**options) as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise said(error.orig) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in one transaction that nobody else writes in; all or nothing.

        Raises
        ------
        StoreFull, Busy, Broken
            What the database said; nothing of the transaction was recorded.
        """
        try:
            with self.engine.connect().execution_options(immediate=True) as connection, connection.begin():
                if not self.sqlite:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
                yield connection
        except DBAPIError as error:
            raise said(error.orig) from error

    def insert(self, connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
        """Insert rows given as tuples in the table's order of columns."""
        if not rows:
            return
        if not self.sqlite and len(rows) >= COPY_FROM:
            self._copy(connection, table, rows)
            return
        sql = self._inserts.get(table.name)
        if sql is None:
            mark = "?" if self.sqlite else "%s"
            marks = ", ".join([mark] * len(table.columns))
            sql = f"INSERT INTO {self._name(table)} VALUES ({marks})"  # noqa: S608 - names of our own schema
            self._inserts[table.name] = sql
        connection.exec_driver_sql(sql, list(rows))

    def _copy(self, connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
        driver = self.engine.dialect.loaded_dbapi.Error
        raw = connection.connection.cursor()
        try:
            with raw.copy(f"COPY {self._name(table)} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        except driver as error:  # this way round the engine, errors come as the driver raises them
            raise said(error) from error
        finally:
            raw.close()

    def _name(self, table: Table) -> str:
        quote = self.engine.dialect.identifier_preparer.quote
        return f"{quote(table.name)} ({', '.join(quote(c.name) for c in table.columns)})"

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def open_catalogue(url: str | URL) -> Catalogue:
    """Open a catalogue by its SQLAlchemy URL.

    Raises
    ------
    NotAWorkspace
        The URL is of an engine that is not known here, or the server cannot be reached.
    Broken
        The file is no SQLite database, or not on a disk that can be trusted.
    """
    try:
        target = make_url(url)
    except ArgumentError as error:  # the text itself may hold a password
        raise NotAWorkspace("the catalogue's URL cannot be read", todo="check [catalogue] url") from error
    engine = _engine(target)
    try:
        with engine.connect():
            pass
    except DBAPIError as error:
        engine.dispose()
        if engine.dialect.name == "sqlite":
            raise said(error.orig) from error
        raise NotAWorkspace(
            f"the catalogue cannot be opened: {error.orig}", todo="check [catalogue] url"
        ) from error
    except Broken:
        engine.dispose()
        raise
    return Catalogue(engine)


def sqlite_url(path: Path) -> URL:
    """Give the URL of a SQLite file; never as text, since a path may hold a question mark."""
    return URL.create("sqlite", database=str(path))


def _engine(target: URL) -> Engine:
    backend = target.get_backend_name()
    if backend == "sqlite":
        engine = create_engine(target, connect_args={"timeout": WAIT_MS / 1000, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if backend == "postgresql":
        given = target.query.get("options", "")
        options = f"{SERVER} {given if isinstance(given, str) else ' '.join(given)}"
        server = target.set(drivername="postgresql+psycopg").update_query_dict({"options": options})
        return create_engine(server, pool_pre_ping=True)
    raise NotAWorkspace(f"the catalogue's URL names {backend}", todo="use sqlite or postgresql")


class _Cursor(Protocol):
    """What is used of a SQLite cursor."""

    def execute(self, sql: str) -> "_Cursor": ...
    def fetchall(self) -> list[tuple[object, ...]]: ...
    def close(self) -> None: ...


class _Connected(Protocol):
    """What is used of a SQLite connection."""

    isolation_level: str | None

    def cursor(self) -> _Cursor: ...


def _prepare_sqlite(connection: _Connected, _record: object) -> None:
    cursor = connection.cursor()
    connection.isolation_level = None
    cursor.execute(f"PRAGMA page_size={PAGE}")  # of a new file; an old one keeps its own
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": WAIT_MS,
    }
    for name, value in wanted.items():
        cursor.execute(f"PRAGMA {name}={value}").fetchall()
        got = cursor.execute(f"PRAGMA {name}").fetchall()[0][0]
        if str(got).lower() != str(value):
            raise Broken(f"SQLite answers {name}={got}, not {value}", todo="keep the case on a local disk")
    cursor.execute(f"PRAGMA cache_size=-{CACHE}")
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.execute(f"PRAGMA wal_autocheckpoint={WAL_PAGES}").fetchall()
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


FULL = frozenset({"SQLITE_FULL", "53100"})
BUSY = frozenset({"SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED", "55P03", "40001", "40P01"})
READ_ONLY = frozenset({"SQLITE_READONLY", "SQLITE_PERM", "SQLITE_READONLY_DBMOVED", "25006"})
GONE = frozenset({"57P01", "57P02", "57P03", "08000", "08003", "08006"})


def said(error: BaseException | None) -> SightlineError:
    """Say in our words what a database's driver said: no room, somebody else writes, or something is wrong."""
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or ""
    if code in FULL:
        return StoreFull(
            "the disk is full; nothing of this step was recorded", todo="make room and run it again"
        )
    if code in BUSY:
        return Busy(
            "another process is writing; nothing of this step was recorded", todo="wait and run it again"
        )
    if code in READ_ONLY:
        return Busy("the catalogue is read-only", todo="check the rights of the folder")
    if code in GONE:
        return Busy("the database server went away; nothing of this step was recorded", todo="run it again")
    return Broken(f"the catalogue said: {error}", todo="run sightline check")
