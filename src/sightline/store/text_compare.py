"""Compares the text index with what it should hold, document by document; its words are never repeated in a fault.

SQLite: FTS5 tells its own words and the length of every document, so the live index is held against one that was made
again. PostgreSQL: the words of every document are sent to the server, which names those that it holds otherwise.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from sightline.core.fold import Term
from sightline.store.text_index import PASSAGES, Rows, postgres_vector

SHOWN = 20


def document_name(document: int) -> str:
    """Name a document of the index by the row it was made of."""
    return f"passages doc={document}" if document >= PASSAGES else f"statements n={document}"


def compare_sqlite(live: Connection, made: Connection) -> Iterator[tuple[str, str]]:
    """Go through (what, where) of everything in which the live index differs from the one made again."""
    sizes = "SELECT id, sz FROM text_index_docsize"
    have: dict[int, bytes] = dict(live.exec_driver_sql(sizes).all())
    want: dict[int, bytes] = dict(made.exec_driver_sql(sizes).all())
    for document in sorted(set(have) - set(want))[:SHOWN]:
        yield "the text index holds a document that should not be in it", document_name(document)
    for document in sorted(set(want) - set(have))[:SHOWN]:
        yield "the text index lacks a document", document_name(document)
    for document in sorted(d for d in set(have) & set(want) if have[d] != want[d])[:SHOWN]:
        yield "the text index holds another text of a document", document_name(document)
    if have != want:
        return
    for connection in (live, made):
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'text_index', 'row')"
        )
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE temp.places USING fts5vocab('main', 'text_index', 'instance')"
        )
    words = "SELECT term, doc, cnt FROM temp.words ORDER BY term"
    wrong = set(live.exec_driver_sql(words)) ^ set(made.exec_driver_sql(words))
    if wrong:
        first = min(wrong)[0]
        places = "SELECT doc, offset FROM temp.places WHERE term = ?"
        found = [set(c.exec_driver_sql(places, (first,))) for c in (live, made)]
        documents = sorted({document for document, _ in found[0] ^ found[1]})
        where = document_name(documents[0]) if documents else "text index"
        yield f"{len({w[0] for w in wrong})} words of the text index stand at other places", where
    for connection in (live, made):
        connection.exec_driver_sql("DROP TABLE temp.words")
        connection.exec_driver_sql("DROP TABLE temp.places")


class PostgresWitness:
    """Takes texts like an index would, and asks the server which of them it holds otherwise."""

    def __init__(self, live: Connection) -> None:
        self.live = live
        self.seen = 0
        self.faults: list[tuple[str, str]] = []

    def create(self, connection: Connection) -> None:
        """Nothing is made."""

    def clear(self, connection: Connection) -> None:
        """Nothing is made."""

    def add(self, connection: Connection, rows: Rows) -> None:  # noqa: ARG002 - the rows are not kept
        """Compare (document, folded text) with what the server holds."""
        self.seen += len(rows)
        sql = (
            "SELECT u.d, t.body IS NULL FROM unnest(%s::bigint[], %s::text[]) AS u(d, w) "
            "LEFT JOIN text_index AS t ON t.doc = u.d WHERE t.body IS DISTINCT FROM u.w::tsvector ORDER BY u.d"
        )
        given = ([r[0] for r in rows], [postgres_vector(r[1]) for r in rows])
        for document, missing in self.live.exec_driver_sql(sql, given):
            if len(self.faults) < SHOWN:
                what = "lacks a document" if missing else "holds another text of a document"
                self.faults.append((f"the text index {what}", document_name(int(document))))

    def remove(self, connection: Connection, rows: Rows) -> None:
        """Nothing is removed while a case is made again."""

    def optimise(self, connection: Connection) -> None:
        """Nothing is kept."""

    def count(self, connection: Connection, terms: Sequence[Term], *, most: int) -> int:  # noqa: ARG002
        """Nothing is kept."""
        return 0

    def best(
        self, connection: Connection, terms: Sequence[Term], *, limit: int, newest: int
    ) -> list[tuple[int, float]]:
        """Nothing is kept."""
        del connection, terms, limit, newest
        return []

    def told(self) -> list[tuple[str, str]]:
        """Give what was found, and whether the server holds more documents than it should."""
        have = int(self.live.exec_driver_sql("SELECT count(*) FROM text_index").scalar_one())
        if have > self.seen:
            self.faults.append(
                (f"the text index holds {have - self.seen} documents that should not be in it", "text index")
            )
        return self.faults
