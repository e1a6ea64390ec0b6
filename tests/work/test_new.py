"""Making an entity: a code, a name, a key that is its own; one event."""

import pytest

from sightline.core.errors import UnknownName, WrongUse
from sightline.work.case import Case
from sightline.work.new import new
from sightline.work.view import entity


def test_new(case: Case) -> None:
    done = new(case, "inc", title="An attack", key="incident/one", lang="en")
    assert "INC-1" == done.code
    view = entity(case, "incident/one")
    assert ("INC-1", "An attack", done.id) == (view.code, view.title, view.id.hex())
    assert ["en"] == [s.statement.lang for s in view.of("title")]
    again = new(case, "Incident", title="Another")
    assert ("INC-2", 1) == (again.code, again.event[1] - done.event[1])  # type: ignore[index]


def test_a_kind_without_titles_takes_it_as_its_name(case: Case) -> None:
    new(case, "Place", title="Kafr Zita")
    assert 1 == len(entity(case, "PLC-1").of("name"))


def test_refused(case: Case) -> None:
    new(case, "Source", name="The blog", key="source/blog")
    cases: list[tuple[str, dict[str, str], type[Exception]]] = [
        ("Incident", {}, WrongUse),
        ("Incident", {"title": "  "}, WrongUse),
        ("Thing", {"title": "A"}, UnknownName),
        ("Nothing", {"title": "A"}, UnknownName),
        ("Incident", {"title": "A", "key": "INC-7"}, WrongUse),
        ("Incident", {"title": "A", "key": "source/blog"}, WrongUse),
    ]
    for kind, options, error in cases:
        with pytest.raises(error):
            new(case, kind, **options)
    assert "INC-1" == new(case, "Incident", title="First").code
