"""Figures per source, with lowest, best and highest; nobody is counted twice and nothing is added."""

from tests.fixtures.claims import Told, killed, said

from sightline.work.case import Case
from sightline.work.closing import rank
from sightline.work.corroborate import claims
from sightline.work.say import Saying, say


def bounds(found: object) -> list[tuple[str, int | None, int | None, int | None]]:
    return [(f.label, f.summary.low, f.summary.best, f.summary.high) for f in found.figures]  # type: ignore[attr-defined]


def test_who_quotes_another_gives_no_second_figure(told: Told) -> None:
    found = told(
        killed(70, "hospital", said="2014-04-30"),
        killed(70, "paper", said="2014-04-30", via="hospital"),
        killed(70, "agency", said="2014-05-01", via="hospital"),
    )
    (figures,) = found.figures
    (voice,) = figures.voices
    assert ("source/hospital", ["source/agency", "source/paper"]) == (
        _key(voice.voice.title),
        sorted(_key(n.title) for n in voice.told_by),
    )
    assert (3, 1) == (figures.counted.sources, figures.counted.untied)
    assert [("Casualties: killed", 70, 70, 70)] == bounds(found)


def _about(entity: str, prop: str, value: object, source: str = "one", **more: object) -> dict[str, object]:
    return said(prop, value, source, **more) | {"entity": entity}


def _key(title: str) -> str:
    """Sources without a name are called by their code; here by the key they were imported with."""
    return {"SRC-1": "source/hospital", "SRC-2": "source/paper", "SRC-3": "source/agency"}.get(title, title)


def test_lowest_best_highest(told: Told) -> None:
    found = told(
        killed(2, "one"),
        killed({"min": 5}, "two"),
        killed(7, "three"),
        killed(7, "four"),
    )
    assert [("Casualties: killed", 2, 7, None)] == bounds(found)
    assert "2 voices with no tie found between them give it" == found.figures[0].summary.why
    assert 2 == len({c.why for c in found.figures[0].contradictions})


def test_groups_and_states_stand_apart(told: Told) -> None:
    found = told(
        killed(9, "one"),
        killed(4, "one", qualifiers={"group": "child"}),
        said("casualties", {"min": 20}, "one", qualifiers={"state": "injured"}),
        said("casualties", 3, "one", qualifiers={"group": "civilian"}),
    )
    assert {
        ("Casualties: killed", 9, 9, 9),
        ("Casualties: killed, children", 4, 4, 4),
        ("Casualties: injured", 20, 20, None),
        ("Casualties: civilians", 3, 3, 3),
    } == set(bounds(found))
    assert () == found.figures[0].contradictions


def test_dozens_is_a_range_with_its_words(case: Case, told: Told) -> None:
    told(killed(12, "one"), said("outcome", "seen", "two"))
    say(
        case,
        "incident/i",
        "casualties",
        "dozens",
        saying=Saying("source/one", qualifiers={"state": "injured"}),
    )
    say(
        case,
        "incident/i",
        "casualties",
        "العشرات",
        saying=Saying("source/one", qualifiers={"state": "missing"}),
    )
    say(
        case,
        "incident/i",
        "casualties",
        "about 20",
        saying=Saying("source/two", qualifiers={"state": "killed"}),
    )
    found = claims(case, "incident/i")
    by = {
        f.label: (f.voices[0].figure.low, f.voices[0].figure.high, f.voices[0].figure.words)
        for f in found.figures
    }
    assert (24, 99, "dozens") == by["Casualties: injured"]
    assert (20, 99, "العشرات") == by["Casualties: missing"]
    two = next(f for f in found.figures if f.label == "Casualties: killed").voices[1].figure
    assert (15, 20, 25, "about 20") == (two.low, two.best, two.high, two.words)


def test_what_a_person_prefers_is_best(case: Case, told: Told) -> None:
    found = told(killed(2, "one"), killed(9, "two"), killed(9, "three"))
    first = next(cell for r in found.rows for cell in r.cells if cell.text == "2")
    rank(case, first.statement, to="preferred", reason="the list of names has two")
    (figures,) = claims(case, "incident/i").figures
    assert (2, 2, 9, "a person preferred it") == (
        figures.summary.low,
        figures.summary.best,
        figures.summary.high,
        figures.summary.why,
    )
    rank(case, first.statement, to="deprecated", reason="another event")
    assert [("Casualties: killed", 9, 9, 9)] == bounds(claims(case, "incident/i"))


def test_aggregates_stand_beside_and_are_never_added(case: Case, told: Told) -> None:
    found = told(
        killed(2, "one"),
        _about("incident/j", "casualties", 3, qualifiers={"state": "killed"}),
        _about("aggregate/all", "claimed_count", {"min": 6}, kind="Aggregate"),
        _about("aggregate/all", "casualties", {"min": 11}, "two", qualifiers={"state": "killed"}),
        _about("aggregate/all", "member", {"entity": "incident/i"}),
        _about("aggregate/all", "member", {"entity": "incident/j"}, certainty="hedged"),
    )
    (beside,) = found.beside
    assert ("aggregate", "AGG-1", "at least 6 (SRC-1)") == (beside.role, beside.entity.code, beside.claimed)
    assert [("Casualties: killed", 2, 2, 2)] == bounds(found)
    whole = claims(case, "aggregate/all")
    assert [("member", False, 2), ("member", True, 3)] == [
        (b.role, b.hedged, b.figures[0].summary.low) for b in whole.beside
    ]
    killed_in_all = next(f for f in whole.figures if f.property == "casualties")
    assert (11, 11, None) == (
        killed_in_all.summary.low,
        killed_in_all.summary.best,
        killed_in_all.summary.high,
    )


def test_a_membership_that_is_only_perhaps_so_is_told_so_from_both_sides(told: Told) -> None:
    part = {"entity": "aggregate/six", "property": "member", "value": {"entity": "incident/i"}}
    six = {"entity": "aggregate/six", "kind": "Aggregate", "property": "title", "value": "At least six"}
    found = told(six, said("outcome", "seen", "one"), part | {"certainty": "hedged"})
    assert [("aggregate", True)] == [(one.role, one.hedged) for one in found.beside]
    whole = told(part | {"certainty": "hedged"}, code="aggregate/six")
    assert [("member", True)] == [(one.role, one.hedged) for one in whole.beside]
