"""The life of an actor: bars that lead to statements, denials drawn as denials, disputes only between sources."""

from sightline.model.shown import Link, ShownEntity, ShownJudgement, ShownQualifier, ShownStatement
from sightline.model.shown_time import ShownTime, shown_time
from sightline.model.time import read
from sightline.publish.life import life_of

US = Link("River Brigade", "ACT-1", "Actor")
FRONT = Link("Front", "ACT-2", "Actor")


def when(edtf: str) -> ShownTime:
    return shown_time(read(edtf))


def said(
    number: int, prop: str, value: str, *, valid: str | None = None, source: str = "SRC-1", **more: object
) -> ShownStatement:
    fields = {"subject": US, "said": when("2021-05-12"), "source": Link(source, source), **more}
    return ShownStatement(
        id=f"{number:032x}",
        property=prop,
        label=prop,
        value=value,
        valid=None if valid is None else when(valid),
        **fields,  # type: ignore[arg-type]
    )


JOINED = said(1, "member_of", "Front", valid="2021-03-02/", code="ACT-2")
LEFT = said(2, "member_of", "Front", valid="2021-04-30/", code="ACT-2", polarity="negated")
NAME = said(3, "name", "River Brigade")
LEADER = said(4, "leader_of", "River Brigade", valid="2021", code="ACT-1", subject=Link("A man", "ACT-9"))


def actor(*statements: ShownStatement, judgements: tuple[ShownJudgement, ...] = ()) -> ShownEntity:
    return ShownEntity("ACT-1", "Actor", "River Brigade", statements=statements, judgements=judgements)


def test_what_is_said_of_it_and_of_others_stands_in_lanes() -> None:
    life = life_of(actor(NAME, JOINED), (LEADER,))
    assert life is not None
    assert ["Itself", "Stands under", "Led by"] == [lane.title for lane in life.lanes]
    led = life.lanes[2].rows[0]
    assert ("led by", "ACT-9") == (led.label, None if led.other is None else led.other.code)
    assert led.words[0].bar is not None
    assert life.lanes[0].rows[0].words[0].bar is None  # a name without a date has no bar


def test_the_end_that_a_source_gives_itself_is_no_dispute() -> None:
    life = life_of(actor(JOINED, LEFT), ())
    assert life is not None
    assert "affirmed" == life.lanes[0].rows[0].state


def test_a_denial_by_another_is_a_dispute_where_the_times_meet() -> None:
    other = said(5, "member_of", "Front", valid="2021-04", code="ACT-2", polarity="negated", source="SRC-2")
    later = said(6, "member_of", "Front", valid="2020", code="ACT-2", polarity="negated", source="SRC-2")
    both = life_of(actor(JOINED, other), ())
    apart = life_of(actor(JOINED, later), ())
    assert both is not None
    assert apart is not None
    assert "disputed" == both.lanes[0].rows[0].state
    assert "affirmed" == apart.lanes[0].rows[0].state


def test_denied_hedged_and_withdrawn_are_told_apart() -> None:
    hedged = said(7, "fights", "Guard", valid="2021-04", code="ACT-7", certainty="hedged")
    taken = said(8, "allied_with", "Coast", valid="2021-04", code="ACT-8", withdrawn_ms=1)
    denied = said(9, "part_of", "Front", code="ACT-2", polarity="negated")
    life = life_of(actor(hedged, taken, denied), ())
    assert life is not None
    found = {row.other.code: row.state for lane in life.lanes for row in lane.rows if row.other is not None}
    assert {"ACT-7": "hedged", "ACT-8": "past", "ACT-2": "denied"} == found
    assert "no date given" == life.lanes[0].rows[0].words[0].when


def test_an_end_is_drawn_on_its_day() -> None:
    # the value of such a statement is its date: without this an actor seemed to live on
    gone = said(10, "dissolved", "15 June 2021", raw="2021-06-15")
    unreadable = said(11, "dissolved", "some day")
    life = life_of(actor(gone, unreadable), ())
    assert life is not None
    assert [True, False] == sorted(
        (word.bar is not None for row in life.lanes[0].rows for word in row.words), reverse=True
    )


def test_withheld_statements_other_kinds_and_nothing_make_no_life() -> None:
    hidden = said(12, "member_of", "", status="withheld", valid="2021")
    assert life_of(actor(hidden, NAME), ()) is None
    assert life_of(ShownEntity("PLC-1", "Place", "A town", statements=(NAME, JOINED)), ()) is None


def test_local_parts_and_those_it_is_taken_for() -> None:
    local = said(
        13,
        "part_of",
        "Front",
        code="ACT-2",
        qualifiers=(ShownQualifier("Place", "Fordham", "PLC-1", "place"),),
    )
    judged = ShownJudgement("different", "two", "another flag", others=(Link("River Battalion", "ACT-4"),))
    same = ShownJudgement("same", "one", others=(Link("Brigade of the River", "ACT-5"),))
    life = life_of(actor(local, judgements=(judged, same)), ())
    assert life is not None
    assert (local,) == life.local_parts
    assert (judged,) == life.confusable
