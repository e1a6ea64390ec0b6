"""Consent and its withdrawal, and classes of sensitivity: what a release lets out, looked for in what is disclosed."""

import pytest
from tests.fixtures.assessments import Small

from sightline.core.errors import BadValue, NeedsAuthority, WrongUse
from sightline.work.assessing.beginning import new_assessment
from sightline.work.assessing.concluding import Judging, conclude
from sightline.work.assessing.concluding import review as review_conclusion
from sightline.work.assessing.matrix import Weighing, weigh
from sightline.work.case import Case
from sightline.work.disclose import disclose
from sightline.work.identities import judge_identity
from sightline.work.new import new
from sightline.work.protect import protect
from sightline.work.protecting.target import target_of
from sightline.work.rebuild import rebuild
from sightline.work.releasing import release
from sightline.work.say import say
from sightline.work.undoing import undo
from sightline.work.verify import verification
from sightline.work.verifying.answering import Answering, answer
from sightline.work.verifying.consent import consent
from sightline.work.verifying.ratings import rate
from sightline.work.verifying.sensitive import set_class
from sightline.work.view import entity


def out(case: Case, audience: str = "public") -> set[str]:
    """The codes that a release lets out."""
    return {one.code for one in disclose(case, audience=audience).entities}


def let_out(case: Case, code: str, *, approved_by: str | None = None, to: str = "public") -> None:
    why = "of the classes sexual violence and children; looked at frame by frame"
    release(case, code, to=to, reason=why, by="A. Editor", approved_by=approved_by)


def test_withdrawing_consent_closes_every_release(made: Small) -> None:
    case = made.case
    consent(case, "ITM-1", "public", terms="until the trial is over")
    let_out(case, "ITM-1")
    let_out(case, "ITM-1", to="court")
    assert {"ITM-1"} == out(case)
    done = consent(case, "ITM-1", "withdrawn", why="asked us by telephone")
    assert "closed: the release to public, court" in done.told
    assert (set(), set()) == (out(case), out(case, "court"))
    assert () == entity(case, "ITM-1").of("release")
    assert ["withdrawn"] == [s.statement.value for s in entity(case, "ITM-1").of("consent")]
    assert () == entity(case, "ITM-1").of("consent_terms")  # the terms were those of the consent
    with pytest.raises(NeedsAuthority, match="consent is withdrawn"):
        let_out(case, "ITM-1")
    rebuild(case)
    assert set() == out(case)
    undo(case, str(done.event[1]))  # type: ignore[index]
    assert {"ITM-1"} == out(case)


def test_a_withdrawal_says_how_it_came(made: Small) -> None:
    for given in ("withdrawn", "refused"):
        with pytest.raises(WrongUse, match="reason"):
            consent(made.case, "ITM-1", given)
    with pytest.raises(BadValue, match="no consent"):
        consent(made.case, "INC-1", "public")
    with pytest.raises(BadValue):
        consent(made.case, "ITM-1", "perhaps")
    with pytest.raises(WrongUse, match="terms say nothing"):
        consent(made.case, "ITM-1", "public", terms=" ")


def test_consent_that_came_in_by_an_import_still_closes(made: Small) -> None:
    case = made.case
    let_out(case, "ITM-1")
    say(case, "ITM-1", "consent", "withdrawn")  # not by the verb, so the release stands, and lets nothing out
    assert set() == out(case)
    assert any("still stands" in one for one in verification(case, "ITM-1").notices)


def test_consent_that_cannot_be_read_any_more_closes(made: Small) -> None:
    # a refusal that was withheld must not read as no refusal
    case = made.case
    let_out(case, "ITM-1")
    done = say(case, "ITM-1", "consent", "refused")
    protect(case, target_of(case, [done.id or ""]), authority="the editors", reason="r")
    assert set() == out(case)


@pytest.mark.parametrize("term", ["sexual_violence", "children"])
def test_a_sensitive_thing_is_not_released_by_default(made: Small, term: str) -> None:
    case = made.case
    let_out(case, "ITM-1")
    assert {"ITM-1"} == out(case)
    set_class(case, "ITM-1", term, why="what it shows")
    assert set() == out(case)  # the release was made before anybody knew
    with pytest.raises(NeedsAuthority, match="second person"):
        let_out(case, "ITM-1")
    with pytest.raises(NeedsAuthority, match="second person"):
        let_out(case, "ITM-1", approved_by=" a. EDITOR")  # the same person, however spelled
    assert any(term in one for one in verification(case, "ITM-1").notices)
    let_out(case, "ITM-1", approved_by="B. Second", to="court")
    assert (set(), {"ITM-1"}) == (out(case), out(case, "court"))
    told = str(disclose(case, audience="court"))
    assert "B. Second" not in told  # who approved is our own work
    set_class(case, "ITM-1", "children", why="a second class, found later")
    assert (set() if term != "children" else {"ITM-1"}) == out(case, "court")


def test_the_class_of_one_record_holds_for_all_that_are_the_same(made: Small) -> None:
    case = made.case
    new(case, "Item", title="The same video, posted again")
    let_out(case, "ITM-1")
    set_class(case, "ITM-2", "children", why="faces")
    assert {"ITM-1"} == out(case)
    judge_identity(case, "same", ["ITM-1", "ITM-2"], reason="one file")
    assert set() == out(case)


def test_a_class_that_is_withheld_or_unsure_still_holds(made: Small) -> None:
    case = made.case
    let_out(case, "ITM-1")
    done = set_class(case, "ITM-1", "sexual_violence", why="r")
    protect(case, target_of(case, [done.id or ""]), authority="the editors", reason="r")
    assert set() == out(case)
    with pytest.raises(NeedsAuthority, match="withheld"):
        let_out(case, "ITM-1")


def test_refused(made: Small) -> None:
    with pytest.raises(BadValue):
        set_class(made.case, "ITM-1", "secret", why="r")
    with pytest.raises(WrongUse):
        set_class(made.case, "ITM-1", "children", why=None)


def test_names_of_analysts_and_sources_stay_in(made: Small) -> None:
    case = made.by("Anna Analyst")
    new_assessment(case, "Who did it?", explanations=["the government", "the rebels"])
    piece = Weighing("reports say a helicopter", [made.helicopter], "3", "high")
    weigh(case, "ASM-1", piece, cells=["A=C", "B=II"], why="not theirs")
    conclude(case, "ASM-1", Judging(["A=likely"], "low", "one teller", would_change=["a second teller"]))
    review_conclusion(made.by("Ben Reviewer"), "ASM-1", "agrees", why="followed it")
    rate(case, "INC-1.attributed_to", "4", why="a private doubt")
    answer(case, "INC-1", "date", Answering("11 April", why="r", cites=[made.accused]))
    for code in ("ASM-1", "VER-1"):
        let_out(case, code)
    told = str(disclose(case, audience="public"))
    assert "reports say a helicopter" in told
    assert "a second teller" in told
    for name in (
        "Anna Analyst",
        "Ben Reviewer",
        "Local reports",
        "The blog",
        "Television",
        "a private doubt",
    ):
        assert name not in told, name
    assert made.helicopter not in told  # nor the id of a statement that was not released
