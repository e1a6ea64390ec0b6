"""A workspace's own kinds, properties and vocabularies are used exactly like the built-in ones."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from sightline.core.clock import FixedClock
from sightline.core.errors import BadSchema, RowRefused
from sightline.store.tables import dates, declarations, entities, events, positions, statements
from sightline.work.case import Case
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, open_case
from sightline.work.schemas import load_schema

SHIP = """kind: Ship
code: SHP
extends: Thing
title: [name]
time: [launched]
position: [berth]
properties:
  flag: {type: term, vocabulary: flags}
  launched: {type: date}
  berth: {type: place}
  log: {type: text, search: true}
  owner: {type: entity, kinds: [Actor]}
  informant_name: {type: text, sensitive: true}
  crew: {type: range, qualifiers: {rank: {type: text}}}
"""
FLAGS = "vocabulary: flags\nsource: ours\ndate: '2026-01-01'\nterms:\n  - {id: gr, label: Greece}\n"
MORE = "kind: Incident\nproperties:\n  hull_number: {type: identifier, search: true}\n"
Lines = Callable[..., Path]


@pytest.fixture
def own(case: Case) -> Case:
    for name, text in (("ship.yaml", SHIP), ("flags.yml", FLAGS), ("incident.yaml", MORE)):
        (case.folder / "schemas" / name).write_text(text, encoding="utf-8")
    opened = open_case(case.folder, clock=FixedClock(1_500_000_000_000, seed=99), by="tester")
    yield opened
    close_case(opened)


def test_own_kinds_are_recorded_searched_dated_placed_and_titled(own: Case, lines: Lines) -> None:
    ship: dict[str, object] = {"entity": "ship/one", "source": "source/log"}
    done = import_statements(
        own,
        lines(
            {**ship, "property": "name", "value": "Morning Star"},
            {**ship, "property": "flag", "value": "gr"},
            {**ship, "property": "launched", "value": "1999-05"},
            {**ship, "property": "berth", "value": {"lat": "37.9", "lon": "23.6"}},
            {**ship, "property": "log", "value": "Loaded crates at night"},
            {**ship, "property": "owner", "value": {"entity": "actor/line"}},
            {**ship, "property": "informant_name", "value": "Canary Finch"},
            {**ship, "property": "crew", "value": {"min": 3}, "qualifiers": {"rank": "officers"}},
            {"entity": "incident/i", "property": "hull_number", "value": "HN-77"},
        ),
    )
    assert 9 == done.new
    with own.catalogue.reading() as connection:
        found = connection.execute(
            select(entities.c.code, entities.c.title).where(entities.c.kind == "Ship")
        ).one()
        assert ("SHP-1", "Morning Star") == tuple(found)
        assert ["launched"] == connection.execute(select(dates.c.prop)).scalars().all()
        assert 1 == len(connection.execute(select(positions)).all())
        assert (
            1
            == connection.execute(
                select(statements.c.hidden).where(statements.c.prop == "informant_name")
            ).scalar()
        )
    from sightline.core.fold import query_terms

    with own.catalogue.reading() as connection:
        for words in ("crates", "morning star", "HN-77"):
            assert 1 == own.text.count(connection, query_terms(words), most=9)
        assert 0 == own.text.count(connection, query_terms("canary"), most=9)


def test_what_own_kinds_refuse_is_told_like_any_other(own: Case, lines: Lines) -> None:
    with pytest.raises(RowRefused) as caught:
        import_statements(
            own,
            lines(
                {"entity": "ship/one", "property": "flag", "value": "xx"},
                {"entity": "ship/one", "property": "wheels", "value": "4"},
                {"entity": "ship/one", "property": "owner", "value": {"entity": "ship/two"}},
            ),
        )
    told = str(caught.value)
    assert "line 1: flag takes a term of flags, not 'xx' (one of gr)" in told
    assert "line 2: Ship has no property 'wheels' (it has" in told
    assert "line 3: owner takes Actor, and ship/two is Ship" in told


def test_a_kind_that_extends_another_is_taken_where_the_other_is(case: Case, lines: Lines) -> None:
    (case.folder / "schemas" / "militia.yaml").write_text("kind: Militia\ncode: MIL\nextends: Actor\n")
    (case.folder / "schemas" / "clip.yaml").write_text("kind: Clip\ncode: CLP\nextends: Item\n")
    own = open_case(case.folder, clock=FixedClock(1_500_000_000_000, seed=99), by="tester")
    row = {"property": "attributed_to", "value": {"entity": "militia/m"}, "evidence": [{"item": "clip/c"}]}
    assert 1 == import_statements(own, lines({"entity": "incident/i", **row})).new
    close_case(own)


def test_the_declarations_in_force_are_events(own: Case) -> None:
    with own.catalogue.reading() as connection:
        adopted = (
            connection.execute(select(events.c.pos).where(events.c.kind == "schema.adopted")).scalars().all()
        )
        named = dict(
            connection.execute(
                select(declarations.c.name, declarations.c.text).where(declarations.c.pos == adopted[-1])
            ).all()
        )
    assert 2 == len(adopted)
    assert {
        "workspace/ship.yaml": SHIP,
        "workspace/flags.yml": FLAGS,
        "workspace/incident.yaml": MORE,
    } == named


def test_opening_again_adopts_nothing_and_removing_a_file_is_an_event(
    own: Case, reopen: Callable[[], Case]
) -> None:
    def adopted(case: Case) -> list[int]:
        with case.catalogue.reading() as connection:
            return list(
                connection.execute(select(events.c.pos).where(events.c.kind == "schema.adopted")).scalars()
            )

    assert 2 == len(adopted(reopen()))
    (own.folder / "schemas" / "incident.yaml").unlink()
    again = reopen()
    assert 3 == len(adopted(again))
    with again.catalogue.reading() as connection:
        row = connection.execute(select(declarations).order_by(declarations.c.pos.desc())).first()
    assert ("workspace/incident.yaml", "") == (row.name, row.text)


@pytest.mark.parametrize(
    "name, text, where, told",
    [
        ("ship.yaml", "kind: Ship\ncode: SHP\ncolour: red\n", "ship.yaml:3", "'colour' is not known here"),
        ("ship.yaml", "- kind\n", "ship.yaml:1", "a declaration is a mapping of keys"),
        ("ship.yaml", "kind: Ship\nkind: Boat\n", "ship.yaml:2", "stands twice"),
        ("ship.yaml", "kind: Ship\n  code: [\n", "ship.yaml", ""),
        ("ship.yaml", "kind: Ship\ncode: INC\n", "ship.yaml:2", "share the code INC"),
        (
            "ship.yaml",
            "kind: Incident\nproperties:\n  occurred: {type: text}\n",
            "ship.yaml:3",
            "cannot be changed",
        ),
    ],
)
def test_a_wrong_file_stops_the_start_by_line(
    tmp_path: Path, name: str, text: str, where: str, told: str
) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / name).write_text(text)
    with pytest.raises(BadSchema) as caught:
        load_schema(tmp_path)
    assert str(caught.value.item).startswith(where)
    assert told in str(caught.value)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "ship.yaml").write_bytes(b"kind: Sh\xffp\n")
    with pytest.raises(BadSchema, match=r"ship\.yaml"):
        load_schema(tmp_path)
