"""The five questions of Kafr Zita, 11 April 2014, as the example case answers them, and the plan of what is left."""

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from sightline.work.case import Case
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case
from sightline.work.plan import plan
from sightline.work.verify import verification
from sightline.work.verifying.listing import verifications
from sightline.work.verifying.plans import plans
from sightline.work.verifying.records import Verified


@pytest.fixture(scope="module")
def april(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("april")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        case = make_case(folder / "case", title="April 2014", zone="Asia/Damascus", by="editor")
        for name in ("statements.jsonl", "verification.jsonl"):
            with as_file(files("sightline") / "resources/cases/april_2014" / name) as path:
                import_statements(case, Path(path))
        yield case
        close_case(case)


@pytest.fixture(scope="module")
def verified(april: Case) -> Verified:
    return verification(april, "INC-1")


def test_each_question_has_a_state_of_its_own(verified: Verified) -> None:
    got = {q.question: (q.state, q.confidence, q.percent) for q in verified.questions}
    assert {
        "provenance": ("open", None, None),
        "source": ("partly", "tentative", None),
        "date": ("answered", "well_supported", 90),
        "place": ("partly", "well_supported", None),
        "motive": ("unresolved", "disputed", None),
    } == got
    assert all(q.basis and q.by == "the editors of this example" for q in verified.questions)


def test_every_citation_leads_to_one_statement_or_record(verified: Verified) -> None:
    cited = [c for q in verified.questions for c in q.cites]
    assert 11 == len(cited)
    assert {(1, "stands")} == {(c.one_of, c.state) for c in cited}
    assert 2 == sum(c.property is None for c in cited)


def test_that_no_second_person_looked_is_said(verified: Verified) -> None:
    assert ("date: no second person has looked at it",) == verified.notices


def test_what_was_not_found_is_in_the_log(april: Case) -> None:
    (row,) = plans(april)
    assert (3, 3, 2, 2) == (row.steps, row.open, row.searches, row.not_found)
    assert {"not_found"} == {s.result for s in plan(april, row.entity.code).searches}


def test_the_other_incidents_wait(april: Case) -> None:
    found = verifications(april)
    assert ["INC-1"] == [row.subject.code for row in found.rows]
    assert ("Incident", 10) == found.waiting_of[0]
