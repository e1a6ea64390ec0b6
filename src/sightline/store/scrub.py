"""Leaves nothing of what was withheld or erased in the database's own files: old pages, old index segments, the log.

SQLite with ``secure_delete`` overwrites what it frees, but moved rows leave traces in pages, the text index keeps
removed words until its segments are merged, and the write-ahead file keeps old pages until it is truncated. So: merge,
write the file anew, truncate. PostgreSQL keeps dead rows until a table is written anew; its own log is out of reach.
"""

from pathlib import Path

from sightline.store.catalogue import Catalogue, said
from sightline.store.tables import metadata
from sightline.store.text_index import TextIndex

LARGE = 1 << 29
"""Bytes of a SQLite file from which the new file is put together on disk instead of in memory."""


def scrub(catalogue: Catalogue, text: TextIndex) -> tuple[str, ...]:
    """Write the catalogue anew; gives what could not be reached, in sentences.

    Raises
    ------
    Busy, StoreFull
        It could not be done now; nothing was lost, and it can be run again.
    """
    with catalogue.writing() as connection:
        text.optimise(connection)
    if catalogue.sqlite:
        return _sqlite(catalogue)
    with catalogue.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        quote = catalogue.engine.dialect.identifier_preparer.quote
        for name in [*sorted(t.name for t in metadata.sorted_tables), "text_index"]:
            connection.exec_driver_sql(f"VACUUM FULL {quote(name)}")
    return (
        "The write-ahead log of the PostgreSQL server, its archives and replicas keep it until they are recycled.",
    )


def _sqlite(catalogue: Catalogue) -> tuple[str, ...]:
    raw = catalogue.engine.raw_connection()
    error = catalogue.engine.dialect.loaded_dbapi.Error
    try:
        cursor = raw.cursor()
        path = catalogue.engine.url.database
        if path is not None and Path(path).stat().st_size > LARGE:
            cursor.execute("PRAGMA temp_store=FILE")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA temp_store=MEMORY")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.close()
    except error as fault:
        raise said(fault) from fault
    finally:
        raw.close()
    if busy:
        return (
            "Somebody reads the case, so its write-ahead file could not be emptied; give the same act again later.",
        )
    return ()
