"""Does in a process of its own what can be done to statements before they are written: ids, canonical bytes, rows.

The parent checks lines and writes batches; this half of the work needs neither the catalogue nor a key but the
workspace's secret, which comes through a pipe and is never on a command line or a disk.

Run as ``python -m sightline.work.imports.prepare FD``: the first line of standard input is what all batches share, each
further one ``offset size`` of a batch in the file FD; each answer is eight bytes of length and the batch prepared, or
a length of 0 where it has to be recorded the ordinary way.
"""

import gc
import marshal
import os
import sys
from collections.abc import Sequence
from typing import Any

from attrs import field, frozen

from sightline.core.digest import canonical
from sightline.model.record import Record, statement, statement_ids
from sightline.store.project.made import Made
from sightline.store.project.rows import Rows, Words
from sightline.store.project.statements import add_statement
from sightline.work.record import Judged


@frozen(slots=True)
class Shared:
    """What every batch of an import has in common."""

    secret: bytes = field(repr=False)
    words: Words
    found: bool
    """Whether texts are folded for the index at once."""


@frozen(slots=True)
class Prepared:
    """A batch that needs only its place in the ledger."""

    last: int
    """Number of the last line."""
    fresh: list[Record]
    judged: list[Judged]
    ids: list[bytes]
    encoded: list[bytes]
    made: Made
    found: bool
    """Whether its texts were folded for the index."""


def prepare(
    shared: Shared, rows: Sequence[tuple[Record, bool]]
) -> tuple[list[bytes], list[bytes], Made] | None:
    """Give ids, canonical bytes and rows of statements; None where a value is to be sealed or one stands twice."""
    ids, encoded, collected = list[bytes](), list[bytes](), Rows(shared.words, found=shared.found)
    for at, (body, sensitive) in enumerate(rows):
        if sensitive:
            return None
        identifier, group = statement_ids(shared.secret, body)
        whole = statement(identifier, group, body)
        ids.append(identifier)
        encoded.append(canonical(whole))
        add_statement(collected, at, whole)
    return None if len(set(ids)) < len(ids) else (ids, encoded, collected.made())


def shared_bytes(shared: Shared) -> bytes:
    """Write what all batches have in common as one line."""
    plain = (sorted(shared.words.dated), sorted(shared.words.searched), sorted(shared.words.titles))
    words = (*plain, sorted(shared.words.related.items()))
    return marshal.dumps((shared.secret, *words, shared.found)).hex().encode() + b"\n"


def read_prepared(whole: bytes) -> Prepared:
    """Read an answer."""
    last, fresh, judged, ids, encoded, rows, documents, titles, names, found = marshal.loads(whole)  # noqa: S302 - ours
    return Prepared(last, fresh, judged, ids, encoded, Made(rows, documents, titles, names), found)


def serve(spool: int) -> None:
    """Answer until nothing more is asked."""
    gc.disable()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    secret, dated, searched, titles, related, found = marshal.loads(bytes.fromhex(asked.readline().decode()))  # noqa: S302
    words = Words(frozenset(dated), frozenset(searched), frozenset(titles), dict(related))
    shared = Shared(secret, words, found)
    for line in asked:
        offset, size = map(int, line.split())
        answer = _answer(shared, os.pread(spool, size, offset))
        answers.write(len(answer).to_bytes(8, "big"))
        answers.write(answer)
        answers.flush()


def _answer(shared: Shared, whole: bytes) -> bytes:
    last, fresh, rows, judged = marshal.loads(whole)  # noqa: S302 - our own bytes, in a file nobody else can open
    ready = prepare(shared, rows)
    if ready is None:
        return b""
    ids, encoded, made = ready
    answer: Any = (
        last,
        fresh,
        judged,
        ids,
        encoded,
        dict(made.rows),
        made.documents,
        made.titles,
        made.names,
        shared.found,
    )
    return marshal.dumps(answer)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
