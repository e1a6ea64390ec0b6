"""Pointing at things: by code, id, key or whole title; at statements by digits or by what they say."""

import pytest

from sightline.core.errors import AmbiguousName, UnknownName
from sightline.work.case import Case
from sightline.work.closing import retract
from sightline.work.new import new
from sightline.work.pointing import describe, look_for, point_at, statement_at
from sightline.work.say import say


def test_entities(case: Case) -> None:
    made = new(case, "Source", name="The blog", key="source/blog")
    new(case, "Place", name="The blog")
    with case.catalogue.reading() as connection:
        for name in ("SRC-1", "src-1", made.id or "", "source/blog", " SRC-1 "):
            assert "SRC-1" == point_at(connection, name).code
        assert "SRC-1" == point_at(connection, "The blog", kinds=("Source",)).code
        with pytest.raises(AmbiguousName, match="SRC-1, PLC-1"):
            point_at(connection, "The blog")
        with pytest.raises(UnknownName, match="is Source, not Item"):
            point_at(connection, "SRC-1", kinds=("Item",))
        for name in ("SRC-9", "the blog", "", "%"):
            with pytest.raises(UnknownName) as caught:
                point_at(connection, name)
            assert "sightline new" in (caught.value.todo or "")


def test_what_is_looked_at_is_found_by_its_title_too_and_nothing_else_is_offered(case: Case) -> None:
    new(case, "Incident", title="An attack")
    with case.catalogue.reading() as connection:
        assert ["INC-1"] * 2 == [look_for(connection, name).code for name in ("inc-1", "An attack")]
        for name in ("an attack", "INC-9", ""):
            with pytest.raises(UnknownName) as caught:
                look_for(connection, name, listed="incidents")
            assert "see what there is with: sightline incidents" == caught.value.todo


def test_statements(case: Case) -> None:
    new(case, "Incident", title="An attack")
    one = say(case, "INC-1", "means", "a bomb").id or ""
    new(case, "Item", title="A tip")
    sealed = say(case, "ITM-1", "informant", "Canary Name").id or ""
    with case.catalogue.reading() as connection:
        for words in ([one], [one[:6]], [one[:7]], ["INC-1", "means"]):
            assert one == statement_at(connection, case.schema, words, by=case.by).id.hex()
        found = statement_at(connection, case.schema, [one], by=case.by)
        assert "INC-1 means: a bomb" == describe(connection, case.schema, found)
        hidden = statement_at(connection, case.schema, [sealed], by=case.by)
        assert "ITM-1 informant: [withheld]" == describe(connection, case.schema, hidden)
        for words in (["abc"], ["xyzxyz"], ["INC-1", "agent"], ["INC-1", "colour"], ["INC-2", "means"], []):
            with pytest.raises(UnknownName):
                statement_at(connection, case.schema, words, by=case.by)
    retract(case, one, how="retracted", reason="because")
    with case.catalogue.reading() as connection:
        assert (
            one == statement_at(connection, case.schema, [one[:8]], by=case.by).id.hex()
        )  # closed, and still readable


def test_what_is_no_unicode_is_nothing(case: Case) -> None:
    # a name typed in another encoding reaches a program as lone surrogates, which no database takes
    for name in ("\udcff\udcfe", ""):
        with case.catalogue.reading() as connection, pytest.raises(UnknownName):
            point_at(connection, name)
