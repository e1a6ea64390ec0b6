"""Full text on both engines: the folding is ours, so the engines only need to split at spaces.

SQLite: an FTS5 table without content (tokenizer ``ascii``, which takes every byte over 127 as a letter). PostgreSQL: a
``tsvector`` built from the folded words and their places, and a GIN index. A document is one searched statement (its
number) or one passage of a text layer (``PASSAGES`` and up). A query that only says what must not be there finds
nothing.
"""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Connection, text

from sightline.core.fold import Term, fold

PASSAGES = 1 << 40
"""Documents from this number on are passages of text layers; below, statements."""
WIDTH = 1 << 14
"""Documents kept free for the passages of one layer."""
LONGEST = 100_000
"""Folded letters of one text that are indexed; PostgreSQL takes no tsvector over a megabyte."""
FURTHEST = 16_383
"""PostgreSQL: the last place in a text that it tells apart."""

Rows = Sequence[tuple[int, str]]


class TextIndex(Protocol):
    """What both engines do."""

    def create(self, connection: Connection) -> None:
        """Make the index, empty."""

    def clear(self, connection: Connection) -> None:
        """Empty the index."""

    def add(self, connection: Connection, rows: Rows) -> None:
        """Add (document, folded text)."""

    def remove(self, connection: Connection, rows: Rows) -> None:
        """Remove (document, the folded text it was added with)."""

    def optimise(self, connection: Connection) -> None:
        """Merge what is stored so that nothing removed is left in it."""

    def count(self, connection: Connection, terms: Sequence[Term], *, most: int) -> int:
        """Count matching documents, up to ``most``."""
        ...

    def best(
        self, connection: Connection, terms: Sequence[Term], *, limit: int, newest: int
    ) -> list[tuple[int, float]]:
        """List (document, score, higher is better): by rank, or newest first when more than ``newest`` match."""
        ...


class SqliteText:
    """FTS5."""

    def create(self, connection: Connection) -> None:
        """Make the index, empty."""
        sql = "CREATE VIRTUAL TABLE IF NOT EXISTS text_index USING fts5(body, content='', tokenize='ascii')"
        connection.exec_driver_sql(sql)

    def clear(self, connection: Connection) -> None:
        """Empty the index."""
        connection.exec_driver_sql("DROP TABLE IF EXISTS text_index")
        self.create(connection)

    def add(self, connection: Connection, rows: Rows) -> None:
        """Add (document, folded text)."""
        if rows:
            connection.exec_driver_sql("INSERT INTO text_index(rowid, body) VALUES (?, ?)", list(rows))

    def remove(self, connection: Connection, rows: Rows) -> None:
        """Remove (document, the folded text it was added with)."""
        if rows:
            sql = "INSERT INTO text_index(text_index, rowid, body) VALUES ('delete', ?, ?)"
            connection.exec_driver_sql(sql, list(rows))

    def optimise(self, connection: Connection) -> None:
        """Merge all segments into one."""
        connection.exec_driver_sql("INSERT INTO text_index(text_index) VALUES ('optimize')")

    def count(self, connection: Connection, terms: Sequence[Term], *, most: int) -> int:
        """Count matching documents, up to ``most``."""
        match = _match(terms)
        if match is None:
            return 0
        sql = "SELECT count(*) FROM (SELECT 1 FROM text_index WHERE text_index MATCH ? LIMIT ?)"
        return int(connection.exec_driver_sql(sql, (match, most)).scalar_one())

    def best(
        self, connection: Connection, terms: Sequence[Term], *, limit: int, newest: int
    ) -> list[tuple[int, float]]:
        """List (document, score) by rank, or newest first when more than ``newest`` match."""
        match = _match(terms)
        if match is None:
            return []
        if self.count(connection, terms, most=newest + 1) > newest:
            sql = "SELECT rowid, 0.0 FROM text_index WHERE text_index MATCH ? ORDER BY rowid DESC LIMIT ?"
        else:
            sql = "SELECT rowid, -rank FROM text_index WHERE text_index MATCH ? ORDER BY rank LIMIT ?"
        return [(int(n), float(score)) for n, score in connection.exec_driver_sql(sql, (match, limit))]


class PostgresText:
    """tsvector of folded words, GIN."""

    def create(self, connection: Connection) -> None:
        """Make the index, empty."""
        table = "CREATE TABLE IF NOT EXISTS text_index (doc BIGINT PRIMARY KEY, body TSVECTOR NOT NULL)"
        connection.exec_driver_sql(table)
        # what waits to enter the index is read through by every query: 256 kB of it cost 1 ms, the ordinary 4 MB 35
        index = "CREATE INDEX IF NOT EXISTS ix_text_index_body ON text_index USING GIN (body)"
        connection.exec_driver_sql(f"{index} WITH (gin_pending_list_limit = 256)")

    def clear(self, connection: Connection) -> None:
        """Empty the index."""
        connection.exec_driver_sql("DROP TABLE IF EXISTS text_index")
        self.create(connection)

    def add(self, connection: Connection, rows: Rows) -> None:
        """Add (document, folded text)."""
        if not rows:
            return
        given = "unnest(%s::bigint[], %s::text[]) AS u(d, t)"
        connection.exec_driver_sql(
            f"INSERT INTO text_index (doc, body) SELECT d, t::tsvector FROM {given}",  # noqa: S608 - no value in it
            ([r[0] for r in rows], [postgres_vector(r[1]) for r in rows]),
        )

    def remove(self, connection: Connection, rows: Rows) -> None:
        """Remove (document, the folded text it was added with)."""
        if rows:
            connection.exec_driver_sql("DELETE FROM text_index WHERE doc = ANY(%s)", ([r[0] for r in rows],))

    def optimise(self, connection: Connection) -> None:
        """Nothing inside a transaction: VACUUM is run after it, by whoever erases."""

    def count(self, connection: Connection, terms: Sequence[Term], *, most: int) -> int:
        """Count matching documents, up to ``most``."""
        query = _tsquery(terms)
        if query is None:
            return 0
        sql = (
            "SELECT count(*) FROM (SELECT 1 FROM text_index WHERE body @@ CAST(:q AS tsquery) LIMIT :m) AS h"
        )
        return int(connection.execute(text(sql), {"q": query, "m": most}).scalar_one())

    def best(
        self, connection: Connection, terms: Sequence[Term], *, limit: int, newest: int
    ) -> list[tuple[int, float]]:
        """List (document, score) by rank, or newest first when more than ``newest`` match."""
        query = _tsquery(terms)
        if query is None:
            return []
        many = self.count(connection, terms, most=newest + 1) > newest
        score = "0.0" if many else "ts_rank_cd(body, CAST(:q AS tsquery), 2)"
        order = "doc DESC" if many else "2 DESC, doc"
        wanted = f"WHERE body @@ CAST(:q AS tsquery) ORDER BY {order} LIMIT :m"
        sql = f"SELECT doc, {score} FROM text_index {wanted}"  # noqa: S608 - no value in it
        found = connection.execute(text(sql), {"q": query, "m": limit})
        return [(int(n), float(s)) for n, s in found]


def searched_form(whole: str) -> str:
    """Fold a text as the index keeps it, cut at a word where it is very long."""
    folded = fold(whole)
    return folded if len(folded) <= LONGEST else folded[:LONGEST].rpartition(" ")[0]


def postgres_vector(folded: str) -> str:
    """Write folded words with their places as a tsvector.

    PostgreSQL's own parser would split ``1e5abc`` in two. It keeps places up to 16,383, and 256 of one word.
    """
    return " ".join([f"{word}:{min(place, FURTHEST)}" for place, word in enumerate(folded.split(), 1)])


def _match(terms: Sequence[Term]) -> str | None:
    """Write an FTS5 expression, None where nothing is asked for; words are quoted, so nothing in them is syntax."""
    wanted = " AND ".join(_fts_one(t) for t in terms if not t.negated)
    return "".join([wanted, *(f" NOT {_fts_one(t)}" for t in terms if t.negated)]) if wanted else None


def _fts_one(term: Term) -> str:
    return '"' + " ".join(term.words) + '"' + (" *" if term.prefix else "")


def _tsquery(terms: Sequence[Term]) -> str | None:
    """Write a tsquery, None where nothing is asked for; folded words are letters and digits alone."""
    if all(term.negated for term in terms):
        return None
    parts = []
    for term in terms:
        words = [f"'{w}'" for w in term.words]
        if term.prefix:
            words[-1] += ":*"
        phrase = "(" + " <-> ".join(words) + ")"
        parts.append(f"!{phrase}" if term.negated else phrase)
    return " & ".join(parts)
