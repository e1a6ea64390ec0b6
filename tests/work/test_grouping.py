"""Grouping: a video shows an incident, a post reports it, an aggregate holds incidents."""

import pytest

from sightline.core.errors import UnknownName, WrongUse
from sightline.work.case import Case
from sightline.work.grouping import group_into
from sightline.work.new import new
from sightline.work.say import say
from sightline.work.undoing import undo
from sightline.work.view import entity


@pytest.fixture
def items(case: Case) -> Case:
    new(case, "Item", title="A video")
    new(case, "Item", title="A post")
    say(case, "ITM-1", "item_kind", "video")
    say(case, "ITM-2", "item_kind", "post")
    return case


def test_into_a_new_incident_in_one_event(items: Case) -> None:
    done = group_into(items, "INC-new", ["ITM-1", "ITM-2"], title="An attack")
    assert ("INC-1", ("ITM-1 shows INC-1", "ITM-2 reports INC-1")) == (done.code, done.told)
    view = entity(items, "INC-1")
    assert "An attack" == view.title
    assert ["shows", "reports"] == [m.statement.property for m in view.mentions]
    assert {done.event} == {m.statement.where for m in view.mentions} | {
        s.statement.where for s in view.statements
    }
    undo(items)
    assert () == entity(items, "INC-1").mentions


def test_once(items: Case) -> None:
    group_into(items, "INC-new", ["ITM-1"], title="An attack")
    again = group_into(items, "INC-1", ["ITM-1"])
    assert (True, None) == (again.known, again.event)
    assert "reports" == group_into(items, "INC-1", ["ITM-1"], how="reports").told[0].split()[1]


def test_incidents_into_an_aggregate(items: Case) -> None:
    new(items, "Aggregate", title="At least six attacks")
    new(items, "Incident", title="One attack")
    group_into(items, "AGG-1", ["INC-1"])
    assert 1 == len(entity(items, "AGG-1").of("member"))
    with pytest.raises(WrongUse, match="holds incidents"):
        group_into(items, "AGG-1", ["ITM-1"])


def test_refused_whole(items: Case) -> None:
    cases: list[tuple[str, list[str], dict[str, str], type[Exception]]] = [
        ("INC-new", ["ITM-1"], {}, WrongUse),
        ("INC-7", ["ITM-1"], {}, UnknownName),
        ("ITM-2", ["ITM-1"], {}, UnknownName),
        ("INC-new", [], {"title": "A"}, WrongUse),
        ("INC-new", ["ITM-9"], {"title": "A"}, UnknownName),
        ("INC-new", ["ITM-1"], {"title": "A", "how": "proves"}, WrongUse),
    ]
    for incident, codes, options, error in cases:
        with pytest.raises(error):
            group_into(items, incident, codes, **options)
    assert "INC-1" == new(items, "Incident", title="First").code
