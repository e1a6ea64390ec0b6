"""Rows of relations: the same from the ledger again, gone when withheld, closed with their statement."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select, text

from sightline.core.clock import rfc3339
from sightline.store import migrate
from sightline.store.tables import relations, shapes, statements
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.closing import retract
from sightline.work.importing import import_statements
from sightline.work.protect import protect
from sightline.work.protecting.target import Target
from sightline.work.rebuild import rebuild
from sightline.work.relations import relations as walk
from sightline.work.view import Times

Lines = Callable[..., Path]
WHO = {"authority": "an editor", "reason": "asked for it"}
ROWS = (
    {"entity": "actor/river", "property": "name", "value": "River Brigade"},
    {"entity": "actor/front", "property": "name", "value": "Northern Front"},
    {"entity": "actor/river", "property": "part_of", "value": {"entity": "actor/front"}, "valid": "2013/2014-04",
     "said": "2014-05-12", "source": "source/blog", "certainty": "hedged"},
    {"entity": "actor/river", "property": "controls", "value": {"entity": "place/bridge"}, "valid": "2014-04-12",
     "qualifiers": {"area": {"type": "Polygon", "coordinates": [[["36.6", "35.3"], ["36.7", "35.3"], ["36.7", "35.4"],
                                                                ["36.6", "35.3"]]]}}, "source": "source/blog"},
    {"entity": "place/bridge", "property": "governed_by", "value": {"entity": "actor/front"}, "source": "source/blog"},
    {"entity": "place/bridge", "property": "front_line", "source": "source/blog",
     "value": {"type": "LineString", "coordinates": [["36.60", "35.37"], ["36.75", "35.41"]]}},
)  # fmt: skip


def rows_of(case: Case) -> list[tuple[int, str, int]]:
    with case.catalogue.reading() as connection:
        query = select(relations.c.land, relations.c.prop, relations.c.side).order_by(
            relations.c.n, relations.c.side
        )
        return [tuple(row) for row in connection.execute(query)]


def identifier(case: Case, prop: str) -> str:
    with case.catalogue.reading() as connection:
        return bytes(
            connection.execute(select(statements.c.id).where(statements.c.prop == prop)).scalar_one()
        ).hex()


def test_a_relation_has_a_row_at_each_end_and_a_place_that_is_held_its_own_shelf(
    case: Case, lines: Lines
) -> None:
    import_statements(case, lines(*ROWS))
    assert [
        (0, "part_of", 0), (0, "part_of", 1), (0, "controls", 0), (1, "controls", 1),
        (1, "governed_by", 0), (0, "governed_by", 1),
    ] == rows_of(case)  # fmt: skip
    with case.catalogue.reading() as connection:
        box = connection.execute(select(shapes)).one()
    assert ("front_line", 353_700_000, 354_100_000) == (box.prop, box.south, box.north)
    assert 366_000_000 == box.west


def test_made_again_they_are_the_same(case: Case, lines: Lines) -> None:
    import_statements(case, lines(*ROWS))
    assert check(case).ok
    before = rows_of(case)
    rebuild(case)
    assert before == rows_of(case)
    assert check(case).ok


def test_a_withheld_relation_leaves_no_row_and_comes_back(case: Case, lines: Lines) -> None:
    # a row that stayed would tell in clear whom a withheld statement names
    import_statements(case, lines(*ROWS))
    protect(case, Target("statement", identifier(case, "part_of")), **WHO)
    assert [] == [row for row in rows_of(case) if row[1] == "part_of"]
    assert () == walk(case, "ACT-2", kinds=["part_of"]).edges
    protect(case, Target("statement", identifier(case, "front_line")), **WHO)
    with case.catalogue.reading() as connection:
        assert [] == connection.execute(select(shapes)).all()
    assert check(case).ok


def test_a_retracted_relation_is_known_only_at_earlier_times(case: Case, lines: Lines) -> None:
    import_statements(case, lines(*ROWS))
    before, part = case.clock.now_ms(), identifier(case, "part_of")
    retract(case, part, how="retracted", reason="wrong group")
    assert () == walk(case, "ACT-2", kinds=["part_of"]).edges
    then = walk(case, "ACT-2", kinds=["part_of"], times=Times(known_at=rfc3339(before)))
    assert [part] == [edge.statement for edge in then.edges]
    assert check(case).ok


def test_an_older_catalogue_is_filled(case: Case, lines: Lines) -> None:
    # what stood in a case before there was such a table must be walked too, and check must find the same rows
    old = (
        {k: v for k, v in row.items() if k != "qualifiers"} for row in ROWS if row["property"] != "front_line"
    )
    import_statements(case, lines(*old, name="old.jsonl"))
    ends = rows_of(case)
    with case.catalogue.reading() as connection:
        whole = [
            tuple(row)
            for row in connection.execute(select(relations).order_by(relations.c.n, relations.c.side))
        ]
    with case.catalogue.writing() as connection:
        for table in ("relations", "shapes", "names", "name_keys"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("DROP INDEX ix_entities_title"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    migrate.upgrade(case.catalogue)
    assert ends == rows_of(case)
    with case.catalogue.reading() as connection:
        again = [
            tuple(row)
            for row in connection.execute(select(relations).order_by(relations.c.n, relations.c.side))
        ]
    assert whole == again
