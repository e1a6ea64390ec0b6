"""What a thing is said not to be called is no title of it; whoever looks for it is told that it is denied."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, update

from sightline.core.clock import rfc3339
from sightline.store.names_near import NAMED_BY
from sightline.store.tables import entities, statements
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.closing import retract
from sightline.work.identify import find_actor
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, open_case
from sightline.work.rebuild import rebuild
from sightline.work.view import Times, entity
from sightline.work.write import set_meta

Lines = Callable[..., Path]
DENIED = {
    "entity": "actor/a",
    "kind": "Actor",
    "property": "name",
    "value": "Quixenby",
    "polarity": "negated",
}
SAID = {"entity": "actor/a", "property": "name", "value": "River Brigade"}


def told(case: Case) -> tuple[str, list[str]]:
    """Give the title of the actor, and how it is found by what it is said not to be called."""
    with case.catalogue.reading() as connection:
        return entity(case, "ACT-1").title, [one.how for one in find_actor(connection, "Quixenby")]


@pytest.mark.parametrize("rows", [(DENIED, SAID), (SAID, DENIED)])
def test_a_denied_name_is_no_title_and_is_found_as_denied(
    case: Case, lines: Lines, rows: tuple[object, ...]
) -> None:
    import_statements(case, lines(*rows))
    wanted = ("River Brigade", ["denied"])
    assert wanted == told(case)
    rebuild(case)
    assert (wanted, ()) == (told(case), check(case).faults)


def test_a_thing_of_which_only_a_denial_is_said_stands_by_its_code(case: Case, lines: Lines) -> None:
    import_statements(case, lines(DENIED))
    assert ("ACT-1", ["denied"]) == told(case)
    assert "ACT-1" == entity(case, "ACT-1", times=Times(known_at=rfc3339(case.clock.now_ms()))).title


def test_when_a_name_is_taken_back_a_denial_does_not_take_its_place(case: Case, lines: Lines) -> None:
    import_statements(case, lines(SAID | {"kind": "Actor"}, DENIED))
    (one,) = (s for s in entity(case, "ACT-1").of("name") if not s.statement.negated)
    retract(case, one.statement.id.hex(), how="mistranscribed", reason="misread")
    assert "ACT-1" == told(case)[0]
    rebuild(case)
    assert "ACT-1" == told(case)[0]


def test_a_case_made_by_the_earlier_rule_is_mended_when_it_is_opened(case: Case, lines: Lines) -> None:
    import_statements(case, lines(DENIED, SAID))
    with case.catalogue.writing() as connection:  # as an earlier Sightline wrote it
        row = connection.execute(select(statements).where(statements.c.negated == 1)).one()
        values = {"title": "Quixenby", "title_n": row.n}
        connection.execute(update(entities).where(entities.c.id == row.entity).values(**values))
        set_meta(connection, NAMED_BY, '{"rules": "earlier", "kinds": []}')
    assert "Quixenby" == told(case)[0]
    close_case(case)
    again = open_case(case.folder)
    assert ("River Brigade", ["denied"]) == told(again)
    assert () == check(again).faults
    close_case(again)
