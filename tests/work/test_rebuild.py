"""Every table comes again from the ledger and the objects alone, to the same rows."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, update

from sightline.core.errors import Broken
from sightline.core.fold import query_terms
from sightline.store.table_digest import table_digest
from sightline.store.tables import PROJECTIONS, entities, leaves, statements
from sightline.work import rebuild as module
from sightline.work.case import Case
from sightline.work.rebuild import rebuild

Fill = Callable[..., object]


def digests(case: Case) -> dict[str, str]:
    with case.catalogue.reading() as connection:
        return {table.name: table_digest(connection, table).hex() for table in PROJECTIONS}


def hits(case: Case, words: str) -> list[int]:
    with case.catalogue.reading() as connection:
        return sorted(n for n, _ in case.text.best(connection, query_terms(words), limit=50, newest=50))


def test_gives_the_same_rows(case: Case, fill: Fill) -> None:
    fill(case)
    before, found = digests(case), hits(case, "bridge")
    done = rebuild(case)
    assert before == digests(case)
    assert found == hits(case, "bridge")
    assert [] != found
    assert (11, 13) == (done.events, done.statements)


def test_repairs_what_was_changed_or_lost(case: Case, fill: Fill) -> None:
    fill(case)
    before, found = digests(case), hits(case, "bridge")
    with case.catalogue.writing() as connection:
        connection.execute(update(statements).values(value='"other"'))
        connection.execute(delete(entities))
        case.text.clear(connection)
    rebuild(case)
    assert before == digests(case)
    assert found == hits(case, "bridge")


def test_a_crash_leaves_what_was_there(case: Case, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(case)
    before = digests(case)

    def stop(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "replay", stop)
    with pytest.raises(KeyboardInterrupt):
        rebuild(case)
    assert before == digests(case)


def test_a_body_that_cannot_be_read_is_named_and_nothing_changes(case: Case, fill: Fill) -> None:
    fill(case)
    before = digests(case)
    with case.catalogue.writing() as connection:
        n = next(
            row.n
            for row in connection.execute(leaves.select())
            if row.body and b'{"address"' in bytes(row.body)
        )
        connection.execute(update(leaves).where(leaves.c.n == n).values(body=b'{"is":"capture"}'))
    with pytest.raises(Broken, match="a body of it cannot be read"):
        rebuild(case)
    assert before == digests(case)


def test_groups_of_leaves_make_no_difference(case: Case, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    # rows that wait in memory must be written before something looks them up
    fill(case)
    before = digests(case)
    monkeypatch.setattr(module, "FLUSH", 1)
    rebuild(case)
    assert before == digests(case)
