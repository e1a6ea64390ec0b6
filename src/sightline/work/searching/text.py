"""Finds entities by words: of statements and of passages of text layers; and cuts the passage that fits."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection, and_, select

from sightline.core.fold import Term, tokens
from sightline.store.read import AnyRow
from sightline.store.tables import capture_files, captures, entities, layers, passages, statements
from sightline.store.text_index import PASSAGES
from sightline.work.case import Case
from sightline.work.safety.marks import REASON, without_words, words_marked
from sightline.work.safety.text import BLOCK, LISTED, hazardous_spans, masked, restrained, restricted
from sightline.work.searching.query import Match, Query

NEWEST = 50_000
"""Beyond this many matching texts the newest come first, and the answer says so."""
PASSAGE = 240
MOST = 2_000


def by_text(case: Case, connection: Connection, terms: Sequence[Term], query: Query) -> dict[bytes, Match]:
    """Find entities by the words of their statements and text layers."""
    wide = (
        MOST
        if query.near is not None or query.between is not None or query.kinds or query.field
        else max(200, 4 * query.limit)
    )
    ranked = case.text.best(connection, terms, limit=wide, newest=NEWEST)
    scores = dict(ranked)
    out: dict[bytes, Match] = {}

    def offer(entity: bytes, score: float, text: str) -> None:
        if entity not in out or out[entity].score < score:
            out[entity] = Match(score, text)

    for row in _statement_rows(connection, [d for d in scores if d < PASSAGES]):
        if query.field is None or row.prop == query.field:
            title = case.schema.titles.get(row.kind, {}).get(row.prop)
            boost = 1.0 if title is None else 2.0
            text = row.clean or json.loads(row.value)
            if fits(masked(text, hazardous_spans(text)), terms):
                offer(
                    bytes(row.entity), scores[row.n] * boost + (0.5 if boost > 1 else 0.0), restrained(text)
                )
    if query.field is None:
        rows = _passage_rows(connection, [d for d in scores if d >= PASSAGES])
        marked = words_marked(case, connection, {bytes(row.item) for row in rows})
        for row in rows:
            text = without_words(row.text, marked[bytes(row.item)])
            if fits(text, terms):
                reason = LISTED if BLOCK in row.text else REASON
                offer(bytes(row.item), scores[row.doc], restricted(text, reason))
    return out


def fits(text: str, terms: Sequence[Term]) -> bool:
    """Tell whether a text of which something is kept back still holds what is asked for."""
    if BLOCK not in text:
        return True
    words = [token.word for token in tokens(text)]
    return all(
        any(_stands(words, at, term) for at in range(len(words))) for term in terms if not term.negated
    )


def _stands(words: Sequence[str], at: int, term: Term) -> bool:
    *whole, last = term.words
    here = words[at : at + len(term.words)]
    if len(here) < len(term.words) or here[:-1] != whole:
        return False
    return here[-1].startswith(last) if term.prefix else here[-1] == last


def _statement_rows(connection: Connection, numbers: Sequence[int]) -> list[AnyRow]:
    joined = statements.join(entities, entities.c.id == statements.c.entity)
    columns = (
        statements.c.n,
        statements.c.entity,
        statements.c.prop,
        statements.c.value,
        statements.c.clean,
        entities.c.kind,
    )
    out: list[AnyRow] = []
    for start in range(0, len(numbers), 900):
        where = and_(
            statements.c.n.in_(numbers[start : start + 900]),
            statements.c.closed.is_(None),
            statements.c.hidden == 0,
        )
        out += connection.execute(select(*columns).select_from(joined).where(where)).all()
    return out


def _passage_rows(connection: Connection, documents: Sequence[int]) -> list[AnyRow]:
    joined = (
        passages.join(layers, layers.c.id == passages.c.layer)
        .join(capture_files, capture_files.c.sha256 == layers.c.input)
        .join(captures, captures.c.id == capture_files.c.capture)
    )
    out: list[AnyRow] = []
    for start in range(0, len(documents), 900):
        query = select(passages.c.doc, passages.c.text, captures.c.item).select_from(joined)
        out += connection.execute(query.where(passages.c.doc.in_(documents[start : start + 900]))).all()
    return out


def excerpt(text: str, terms: Sequence[Term]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Cut the part of a text where the words stand, and say where they are in it."""
    wanted = [t for t in terms if not t.negated]
    places = []
    for token in tokens(text):
        for term in wanted:
            if token.word in term.words or (term.prefix and token.word.startswith(term.words[-1])):
                places.append((token.start, token.end))
                break
    first = places[0][0] if places else 0
    start = (
        0 if len(text) <= PASSAGE or first < PASSAGE // 3 else text.rfind(" ", 0, first - PASSAGE // 4) + 1
    )
    end = min(len(text), start + PASSAGE)
    head, tail = "…" if start > 0 else "", "…" if end < len(text) else ""
    shift = len(head) - start
    marks = tuple((a + shift, b + shift) for a, b in places if a >= start and b <= end)
    return head + text[start:end] + tail, marks
