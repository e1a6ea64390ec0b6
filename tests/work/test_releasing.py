"""Releasing: a named person, a reason, one audience at a time; the latest word on fitness holds."""

import pytest

from sightline.core.errors import BadValue, NeedsAuthority, WrongUse
from sightline.work.case import Case
from sightline.work.new import new
from sightline.work.releasing import release
from sightline.work.undoing import undo
from sightline.work.view import entity


@pytest.fixture
def item(case: Case) -> str:
    return new(case, "Item", title="A video").code or ""


def test_to_an_audience(case: Case, item: str) -> None:
    done = release(case, item, to="Public", reason="nobody is named in it", by="A. Editor")
    (shown,) = entity(case, item).of("release")
    one = shown.statement
    assert ("public", "A. Editor", "nobody is named in it") == (one.value, one.by, one.note)
    assert done.ids == (one.id.hex(),)
    release(case, item, to="court", reason="asked for", by="A. Editor")
    assert ["public", "court"] == [s.statement.value for s in entity(case, item).of("release")]
    undo(case, str(done.event[1]))  # type: ignore[index]
    assert ["court"] == [s.statement.value for s in entity(case, item).of("release")]


def test_needs_reason_and_name(case: Case, item: str) -> None:
    for options in ({"reason": "r"}, {"by": "b"}, {"reason": " ", "by": "b"}):
        with pytest.raises(NeedsAuthority):
            release(case, item, to="public", **options)
    assert () == entity(case, item).of("release")


def test_fitness(case: Case, item: str) -> None:
    release(case, item, fit="fit")
    release(case, item, fit="graphic", reason="wounds at 0:12")
    assert ["graphic"] == [s.statement.value for s in entity(case, item).of("fitness")]
    assert release(case, item, fit="graphic", reason="wounds at 0:12").known


def test_refused(case: Case, item: str) -> None:
    new(case, "Incident", title="An attack")
    with pytest.raises(WrongUse):
        release(case, item)
    with pytest.raises(BadValue):
        release(case, item, to="everybody", reason="r", by="b")
    with pytest.raises(BadValue, match="no fitness"):
        release(case, "INC-1", fit="fit")
