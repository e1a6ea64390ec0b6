"""The five questions: each alone, open where nobody answered, an earlier answer counted and not shown as standing."""

from sightline.model.shown import Link, ShownEntity, ShownQualifier, ShownStatement
from sightline.publish.verification import QUESTIONS, verified_of

ME = Link("Verification of a video", "VER-1", "Verification")


def said(
    number: int,
    prop: str,
    value: str,
    question: str,
    *,
    status: str = "current",
    code: str | None = None,
    **about: str,
) -> ShownStatement:
    qualifiers = (
        [ShownQualifier("Question", question.title(), id="question", term=question)] if question else []
    )
    qualifiers += [
        ShownQualifier(k, v.replace("_", " "), id=k, term=v if k == "state" else "") for k, v in about.items()
    ]
    return ShownStatement(
        f"{number:032x}",
        ME,
        prop,
        prop,
        value,
        code=code,
        qualifiers=tuple(qualifiers),
        status=status,  # type: ignore[arg-type]
    )


def record(*statements: ShownStatement) -> dict[str, ShownEntity]:
    of = said(99, "of", "A video", "", code="ITM-1")
    return {
        "VER-1": ShownEntity(
            "VER-1", "Verification", "Verification of a video", statements=(of, *statements)
        ),
        "ITM-1": ShownEntity("ITM-1", "Item", "A video"),
    }


def test_surely_the_original_and_hardly_sure_when_stand_side_by_side() -> None:
    found = verified_of(
        record(
            said(
                1,
                "conclusion",
                "the first upload",
                "provenance",
                state="answered",
                confidence="established",
                percent="100",
            ),
            said(2, "conclusion", "in April", "date", state="partly", percent="60", against="a file name"),
            said(3, "review", "agrees", "date", basis="read again", reviewer="Second"),
            said(4, "cites", "INC-1", "date", code="INC-1"),
        )
    )
    assert {"ITM-1", "VER-1"} == set(found)
    answers = {one.label: one for one in found["ITM-1"].answers}
    assert [label for label, _ in QUESTIONS.values()] == list(answers)
    assert "established, 100 %" == answers["Provenance"].sure
    assert ("60 %", "a file name", "partly") == (
        answers["Date"].sure,
        answers["Date"].against,
        answers["Date"].state,
    )
    assert ["agrees"] == [one.verdict for one in answers["Date"].reviews]
    assert ["INC-1"] == [one.code for one in answers["Date"].cites]
    assert ("open", "") == (answers["Motive"].state, answers["Motive"].sure)


def test_an_answer_that_gave_way_is_counted_and_does_not_stand() -> None:
    old = said(1, "conclusion", "in March", "date", status="superseded", state="answered")
    new = said(2, "conclusion", "in April", "date", state="answered")
    date = next(one for one in verified_of(record(old, new))["ITM-1"].answers if one.label == "Date")
    assert ("in April", 1) == (date.text, date.earlier)
    gone = next(one for one in verified_of(record(old))["ITM-1"].answers if one.label == "Date")
    assert ("open", "", 1) == (gone.state, gone.text, gone.earlier)


def test_a_record_about_something_that_is_not_shown_stands_alone() -> None:
    entities = record(said(1, "conclusion", "x", "place"))
    del entities["ITM-1"]
    assert {"VER-1"} == set(verified_of(entities))
