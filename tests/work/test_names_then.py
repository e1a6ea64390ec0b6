"""A look back calls things what they were called then, and dates what was said by what was known then."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.core.clock import rfc3339
from sightline.work.assess import assessment
from sightline.work.assessing.beginning import new_assessment
from sightline.work.assessing.listing import assessments
from sightline.work.assessing.matrix import Weighing, weigh
from sightline.work.case import Case
from sightline.work.closing import retract
from sightline.work.corroborate import claims
from sightline.work.disclose import disclose
from sightline.work.identify import actor
from sightline.work.importing import import_statements
from sightline.work.plan import plan
from sightline.work.relations import relations
from sightline.work.safety.sources import protect_source
from sightline.work.say import Saying, say
from sightline.work.verify import verification
from sightline.work.verifying.answering import Answering, answer
from sightline.work.verifying.listing import verifications
from sightline.work.verifying.planning import new_plan
from sightline.work.verifying.plans import plans
from sightline.work.verifying.track import track_record
from sightline.work.view import Times, entity

Lines = Callable[..., Path]
ROWS = (
    {"entity": "actor/a", "kind": "Actor", "property": "name", "value": "River Brigade"},
    {"entity": "actor/b", "kind": "Actor", "property": "name", "value": "Front"},
    {"entity": "source/s", "kind": "Source", "property": "name", "value": "Quixenby"},
    {"entity": "item/p", "kind": "Item", "property": "title", "value": "Post"},
    {"entity": "item/p", "property": "posted_at", "value": "2014-04-12"},
    {"entity": "actor/a", "property": "part_of", "value": {"entity": "actor/b"}, "source": "source/s"},
    {"entity": "incident/i", "kind": "Incident", "property": "title", "value": "Fire"},
    {"entity": "incident/i", "property": "attributed_to", "value": {"entity": "actor/a"}, "source": "source/s",
     "evidence": [{"item": "item/p"}]},
)  # fmt: skip


@pytest.fixture
def then(case: Case, lines: Lines) -> str:
    """Rename an actor and date a post anew; give the moment before."""
    import_statements(case, lines(*ROWS))
    before = rfc3339(case.clock.now_ms())
    for code, prop, value in (("ACT-1", "name", "Euphrates Shield"), ("ITM-1", "posted_at", "2014-04-29")):
        (old,) = entity(case, code).of(prop)
        retract(case, old.statement.id.hex(), how="mistranscribed", reason="misread")
        say(case, code, prop, value, saying=Saying())
    return before


def test_titles_are_those_of_then(case: Case, then: str) -> None:
    assert "Euphrates Shield" == entity(case, "ACT-1").title
    back = Times(known_at=then)
    view = entity(case, "INC-1", times=back)
    (blamed,) = view.of("attributed_to")
    assert "River Brigade" == entity(case, "ACT-1", times=back).title
    assert "River Brigade" == view.names[blamed.statement.target or b""].title
    told = repr((claims(case, "INC-1", times=back), relations(case, "ACT-1", times=back),
                 actor(case, "ACT-1", back)))  # fmt: skip
    assert "River Brigade" in told
    assert "Euphrates Shield" not in told
    shown = disclose(case, times=back)
    assert ["River Brigade"] == [e.title for e in shown.entities if e.code == "ACT-1"]
    assert "Euphrates" not in json.dumps([repr(e) for e in shown.entities])


def test_an_unnamed_thing_stands_by_its_code(case: Case, lines: Lines) -> None:
    # it got its name only later; a page as of then must not know it
    import_statements(
        case, lines({"entity": "place/x", "kind": "Place", "property": "country", "value": "SY"})
    )
    before = rfc3339(case.clock.now_ms())
    say(case, "PLC-1", "name", "Nollimar", saying=Saying())
    assert ("PLC-1", "Nollimar") == (
        entity(case, "PLC-1", times=Times(known_at=before)).title,
        entity(case, "PLC-1").title,
    )


def test_what_was_said_is_dated_by_what_was_known(case: Case, then: str) -> None:
    def said(known_at: str | None) -> str | None:
        (one,) = entity(case, "INC-1", times=Times(known_at=known_at)).of("attributed_to")
        return one.statement.said_default

    assert ("2014-04-12", "2014-04-29") == (said(then), said(None))
    by = Times(said_by="2014-04-20", known_at=then)
    assert 1 == len(entity(case, "INC-1", times=by).of("attributed_to"))


def test_a_protected_source_has_its_pseudonym_then_too(case: Case, lines: Lines) -> None:
    import_statements(case, lines(*ROWS))
    before = rfc3339(case.clock.now_ms())
    protect_source(case, "SRC-1", pseudonym="Blue heron", authority="editor", reason="asked for it")
    assert "Blue heron" == entity(case, "SRC-1", times=Times(known_at=before)).title
    assert "Quixenby" not in repr(disclose(case, times=Times(known_at=before)).entities)


def test_lists_of_work_call_things_what_they_were_called(case: Case, lines: Lines) -> None:
    import_statements(case, lines(*ROWS))
    new_plan(case, "Old plan", of="INC-1", question="Who?")
    new_assessment(case, "Old matrix", of="INC-1", explanations=["one", "two"])
    weigh(case, "ASM-1", Weighing("the post", ["INC-1.attributed_to"], "2", "high"), cells=["A=I", "B=C"])
    said = Answering("that day", "answered", "tentative", why="as posted", cites=["SRC-1"])
    answer(case, "INC-1", "date", said)
    back = Times(known_at=rfc3339(case.clock.now_ms()))
    renamed = {"INC-1": "title", "PLN-1": "title", "ASM-1": "title", "SRC-1": "name", "ITM-1": "title"}
    for code, prop in renamed.items():
        for old in entity(case, code).of(prop):
            retract(case, old.statement.id.hex(), how="mistranscribed", reason="misread")
        say(case, code, prop, f"New {code}", saying=Saying())

    def told(times: Times) -> str:
        return repr((plans(case, times=times), plan(case, "PLN-1", times=times),
                     assessments(case, times=times), assessment(case, "ASM-1", times=times),
                     verifications(case, times=times), verification(case, "INC-1", times=times),
                     track_record(case, "SRC-1", times=times)))  # fmt: skip

    assert "New" not in told(back)
    assert "Fire" in told(back)
    assert all(f"New {code}" in told(Times()) for code in renamed)
