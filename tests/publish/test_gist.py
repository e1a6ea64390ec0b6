"""A folded table is still read: every answer that stands is named or counted, and what is gone is none."""

from sightline.model.shown import ClaimRow, ClaimSide, Link, ShownStatement
from sightline.publish.gist import MOST, Piece, folded, gist_of, short
from sightline.publish.groups import groups_of


def side(who: str, what: str, **more: str) -> ClaimSide:
    return ClaimSide(Link(who), what, **more)  # type: ignore[arg-type]


def stated(number: str, value: str, **more: str) -> ShownStatement:
    return ShownStatement(number, Link("x", "INC-1"), "agent", "Agent", value, **more)  # type: ignore[arg-type]


def test_who_says_the_same_stands_together_and_how_it_is_said_is_kept_apart() -> None:
    row = ClaimRow(
        "Agent",
        (
            side("A", "chlorine"),
            side("B", "chlorine"),
            side("A", "chlorine"),
            side("C", "chlorine", state="hedged"),
            side("D", "chlorine", state="negated", polarity="negated"),
        ),
    )
    assert (
        Piece("chlorine", "", ("A", "B")),
        Piece("chlorine", "may be", ("C",)),
        Piece("chlorine", "not so", ("D",)),
    ) == gist_of(row, {}).pieces


def test_a_denial_is_never_told_as_an_answer() -> None:
    # a side that is disputed and negated would read as if its source had said so
    row = ClaimRow("Agent", (side("A", "chlorine", polarity="negated"),))
    assert "not so" == gist_of(row, {}).pieces[0].manner


def test_what_stands_no_more_is_counted_and_not_told() -> None:
    row = ClaimRow("Agent", (side("A", "ammonia", state="retracted"), side("B", "chlorine")))
    found = gist_of(row, {})
    assert ("chlorine",) == tuple(piece.text for piece in found.pieces)
    assert 1 == found.gone


def test_more_answers_than_a_line_has_room_for_are_counted() -> None:
    row = ClaimRow("Agent", tuple(side("A", f"agent {n}") for n in range(MOST + 4)))
    assert 4 == gist_of(row, {}).more


def test_the_value_is_told_rather_than_the_sentence_about_it() -> None:
    row = ClaimRow("Who", (side("A", "The group did it. For it: a long argument.", statement="1"),))
    assert "The group" == gist_of(row, {"1": stated("1", "The group")}).pieces[0].text


def test_contradictions_stand_first_and_lie_open_unless_they_stand_side_by_side_above() -> None:
    calm, told, clash = (
        ClaimRow("a", ()),
        ClaimRow("b", (), reasons=("x",)),
        ClaimRow("c", (), reasons=("y",)),
    )
    found = folded((calm, told, clash), {}, above=(told,))
    assert [("b", False), ("c", True), ("a", False)] == [(one.row.question, one.open) for one in found]


def test_a_text_is_cut_at_a_word_and_says_so() -> None:
    assert "one two" == short(" one\n two ", most=20)
    assert "one two…" == short("one two three", most=9)
    assert "aaaaa…" == short("a" * 30, most=5)


def test_a_group_says_what_it_holds_and_that_something_is_withheld() -> None:
    (group,) = groups_of(
        (stated("1", "chlorine"), stated("2", "", status="withheld"), stated("3", "x", status="superseded"))
    )
    assert "chlorine · withheld" == group.gist


def test_a_group_tells_a_denial_and_a_doubt_as_such() -> None:
    # a folded line that left them out would read as if the source had said so
    (group,) = groups_of(
        (stated("1", "chlorine", certainty="hedged"), stated("2", "ammonia", polarity="negated"))
    )
    assert "may be: chlorine · not so: ammonia" == group.gist
