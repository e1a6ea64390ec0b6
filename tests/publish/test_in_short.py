"""The lines at the top of a page say nothing that is not told below, and name what cannot all be so."""

from attrs import evolve

from sightline.model.shown import ClaimRow, ClaimSide, Link, ShownEntity
from sightline.model.shown_weighing import FigureVoice, ShownFigure
from sightline.publish.in_short import short_of
from sightline.publish.verification import Answer, Verified


def row(prop: str, *what: str, reasons: tuple[str, ...] = ()) -> ClaimRow:
    sides = tuple(ClaimSide(Link(f"source {n}"), text) for n, text in enumerate(what))
    return ClaimRow(prop.title(), sides, property=prop, reasons=reasons)


def figure(low: str, best: str, high: str) -> ShownFigure:
    return ShownFigure("killed", low, best, high, "", "1 source", (FigureVoice("A", None, best, "1"),))


def test_what_has_no_table_of_claims_has_no_summary() -> None:
    assert short_of(ShownEntity("ITM-1", "Item", "x"), {}, None) is None


def test_who_did_it_comes_first_then_figures_then_the_rest() -> None:
    entity = ShownEntity(
        "INC-1", "Incident", "x",
        table=(
            row("agent", "chlorine"),
            row("attributed_to", "A", "B", reasons=("two accusers",)),
            row("place_name", "c"),
        ),
        claims=(row("attributed_to", "A", "B"),),
        figures=(figure("2", "2", "2"),),
    )  # fmt: skip
    found = short_of(entity, {}, None)
    assert found is not None
    assert [("Said to have done it", "claims"), ("killed", "figures"), ("With what", "table")] == [
        (line.label, line.at) for line in found.lines
    ]
    assert ("two accusers", 1, 3) == (found.lines[0].clash, found.clashes, found.questions)


def test_a_contradiction_of_any_question_is_named() -> None:
    # a summary that told only of blame and figures would hide that sources differ on the day
    entity = ShownEntity("INC-1", "Incident", "x", table=(row("occurred", "1", "2", reasons=("two days",)),))
    found = short_of(entity, {}, None)
    assert found is not None
    assert ["two days"] == [line.clash for line in found.lines]


def test_a_range_is_told_as_a_range_and_an_open_one_as_open() -> None:
    def said(*numbers: str) -> str:
        entity = ShownEntity("INC-1", "Incident", "x", table=(row("x", "y"),), figures=(figure(*numbers),))
        found = short_of(entity, {}, None)
        assert found is not None
        return found.lines[0].gist.pieces[0].text

    assert "2" == said("2", "2", "2")
    assert "6; 2 to 10" == said("2", "6", "10")
    assert "101 or more" == said("101", "101", "no upper bound")
    assert "8; 6 or more" == said("6", "8", "no upper bound")


def test_questions_that_nobody_answered_are_counted() -> None:
    entity = ShownEntity("INC-1", "Incident", "x", table=(row("agent", "chlorine"),))
    answers = (
        Answer("Date", "When?", "answered", "Answered", "●"),
        Answer("Place", "Where?", "open", "", "○"),
    )
    found = short_of(entity, {}, Verified(answers, ()))
    assert found is not None
    assert (("Date",), 1) == (tuple(one.label for one in found.five), found.open)


def test_figures_that_need_a_look_are_not_called_free_of_contradiction() -> None:
    # seen: "none found" stood under a member that had more than its aggregate
    over = evolve(figure("40", "40", "40"), contradicted=("a member cannot have more than the whole",))
    known = evolve(figure("2", "2", "2"), contradicted=("two days",))
    table = (row("casualties", "40"), row("occurred", "1", "2", reasons=("two days",)))
    entity = ShownEntity("AGG-1", "Aggregate", "x", table=table, figures=(over, known))
    found = short_of(entity, {}, None)
    assert found is not None
    assert (1, 2, 1) == (found.clashes, found.questions, found.looks)
