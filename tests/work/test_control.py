"""Who holds what as of a date, by source: known answers, what a source replaced, and what sources contradict."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.core.errors import BadValue, RowRefused, UnknownName
from sightline.model.span_order import Answer
from sightline.work.case import Case
from sightline.work.control import Control, control, said_of
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.plots.control import draw
from sightline.work.say import say

Lines = Callable[..., Path]
Row = dict[str, object]
SQUARE = {"type": "Polygon", "coordinates": [[["36.0", "35.0"], ["37.0", "35.0"], ["37.0", "36.0"], ["36.0", "36.0"], ["36.0", "35.0"]]]}  # fmt: skip # noqa: E501
NAMES: tuple[Row, ...] = (
    *({"entity": f"actor/{n}", "property": "name", "value": n.title()} for n in ("river", "front", "army")),
    *({"entity": f"source/{n}", "property": "name", "value": n.title()} for n in ("blog", "radio")),
    *({"entity": f"place/{n}", "property": "name", "value": n.title()} for n in ("mill", "bridge", "valley")),
    {"entity": "place/mill", "property": "position", "value": {"lat": "35.5", "lon": "36.5", "radius_m": 500}},
    {"entity": "place/bridge", "property": "position", "value": {"lat": "39.5", "lon": "36.5", "radius_m": 500}},
)  # fmt: skip


def held(actor: str, place: str, source: str = "blog", role: str = "controls", **more: object) -> Row:
    ends = (f"actor/{actor}", f"place/{place}")
    one, other = ends if role == "controls" else ends[::-1]
    return {"entity": one, "property": role, "value": {"entity": other}, "source": f"source/{source}", **more}


def told(found: Control) -> set[tuple[str, str, str, str]]:
    return {
        (
            p.place.title,
            found.names[h.source or b""].title,
            found.names[h.actor].title,
            f"{'not ' * h.negated}{h.role}",
        )
        for p in found.places
        for h in p.holdings
    }


def test_a_source_s_later_picture_replaces_its_earlier_one(case: Case, lines: Lines) -> None:
    rows = (
        held("river", "mill", valid="2014-01-10", said="2014-01-11"),
        held("army", "mill", valid="2014-03-10", said="2014-03-11"),
    )
    import_statements(case, lines(*NAMES, *rows))
    assert {("Mill", "Blog", "River", "controls")} == told(control(case, at="2014-02-20"))
    found = control(case, at="2014-04-01")
    assert {("Mill", "Blog", "Army", "controls")} == told(found)
    assert [Answer.LAST_ATTESTED] == [h.held for h in found.places[0].holdings]
    assert 1 == len(found.places[0].superseded)
    assert () == control(case, at="2013").places
    # what had been said by February knows nothing of March
    assert {("Mill", "Blog", "River", "controls")} == told(control(case, at="2014-04-01", said_by="2014-02"))


def test_six_factions_then_five(case: Case, lines: Lines) -> None:
    # a later list of who governs a town replaces the earlier one, and the denial of the sixth stands beside it
    first = [
        held(f"f{n}", "mill", role="governed_by", valid="2014-04-12", said="2014-04-12") for n in range(6)
    ]
    later = [
        held(f"f{n}", "mill", role="governed_by", valid="2014-04-29", said="2014-04-29") for n in range(5)
    ]
    gone = held("f5", "mill", role="governed_by", valid="2014-04-29", said="2014-04-29", polarity="negated")
    import_statements(case, lines(*NAMES, *first, *later, gone))
    assert 6 == len(control(case, at="2014-04-12").places[0].holdings)
    (place,) = control(case, at="2014-06").places
    assert (5, 1, 6) == (
        sum(not h.negated for h in place.holdings), sum(h.negated for h in place.holdings), len(place.superseded)
    )  # fmt: skip


def test_a_denial_alone_removes_one_and_keeps_the_others(case: Case, lines: Lines) -> None:
    rows = (
        held("river", "mill", role="governed_by", valid="2014-04-12", said="2014-04-12"),
        held("front", "mill", role="governed_by", valid="2014-04-12", said="2014-04-12"),
        held("front", "mill", role="governed_by", valid="2014-04-29", said="2014-04-29", polarity="negated"),
    )
    import_statements(case, lines(*NAMES, *rows))
    got = told(control(case, at="2014-06"))
    assert {("Mill", "Blog", "River", "governs"), ("Mill", "Blog", "Front", "not governs")} == got


def test_what_ended_by_its_source_s_own_word_is_held_by_nobody(case: Case, lines: Lines) -> None:
    rows = (
        held("river", "mill", valid="2012/..", said="2012-05-01"),
        held("river", "mill", valid="2012/2013", said="2014-01-01"),
    )
    import_statements(case, lines(*NAMES, *rows))
    (place,) = control(case, at="2014-06").places
    assert ((), 2) == (place.holdings, len(place.superseded))


def test_sources_that_name_different_holders_are_a_contradiction(case: Case, lines: Lines) -> None:
    rows = (
        held("river", "mill", valid="2014-04"),
        held("army", "mill", "radio", valid="2014-04"),
        held("army", "bridge", valid="2014-04"),
        held("army", "bridge", "radio", valid="2014-04"),
    )
    import_statements(case, lines(*NAMES, *rows))
    found = control(case, at="2014-04-12")
    assert {"Mill": True, "Bridge": False} == {p.place.title: p.disputed for p in found.places}
    (one,) = found.contradictions
    assert "River" in one.sentence
    assert "Radio" in one.sentence
    assert 2 == len(one.statements)
    assert {("Mill", "Radio", "Army", "controls"), ("Bridge", "Radio", "Army", "controls")} == told(
        control(case, at="2014-04-12", by_source="source/radio")
    )


def test_a_part_and_its_whole_do_not_contradict(case: Case, lines: Lines) -> None:
    part = {
        "entity": "actor/river",
        "property": "part_of",
        "value": {"entity": "actor/front"},
        "valid": "2014",
    }
    rows = (held("river", "mill", valid="2014-04"), held("front", "mill", "radio", valid="2014-04"))
    import_statements(case, lines(*NAMES, *rows, part))
    assert () == control(case, at="2014-04-12").contradictions


def test_affirmed_and_denied_or_held_and_contested_contradict(case: Case, lines: Lines) -> None:
    rows = (
        held("river", "mill", valid="2014-04"),
        held("river", "mill", "radio", valid="2014-04", polarity="negated"),
        held("army", "bridge", valid="2014-04"),
        held("river", "bridge", "radio", "contested_by", valid="2014-04"),
    )
    import_statements(case, lines(*NAMES, *rows))
    assert 2 == len(control(case, at="2014-04-12").contradictions)


def test_what_lies_in_a_place_by_part_and_by_outline(case: Case, lines: Lines) -> None:
    rows = (
        {"entity": "place/bridge", "property": "part_of", "value": {"entity": "place/valley"}},
        {"entity": "place/valley", "property": "extent", "value": SQUARE},
        held("river", "mill", valid="2014"),
        held("river", "bridge", valid="2014"),
        held("river", "elsewhere", valid="2014"),
    )
    import_statements(case, lines(*NAMES, *rows))
    found = control(case, at="2014", within="place/valley")
    assert ["Bridge", "Mill"] == [p.place.title for p in found.places]
    assert ["extent"] == [s.sort for s in found.shapes]


def test_a_circle_of_places_is_named_and_ends_the_walk(case: Case, lines: Lines) -> None:
    ways = (("mill", "bridge"), ("bridge", "valley"), ("valley", "mill"))
    rows = [
        {"entity": f"place/{a}", "property": "part_of", "value": {"entity": f"place/{b}"}} for a, b in ways
    ]
    import_statements(case, lines(*NAMES, *rows, held("river", "mill", valid="2014")))
    found = control(case, at="2014", within="place/valley")
    assert ["circle"] == [c.kind for c in found.contradictions]
    assert ["Mill"] == [p.place.title for p in found.places]


def test_front_lines_and_areas_have_dates_and_sources(case: Case, lines: Lines, tmp_path: Path) -> None:
    front = {"entity": "place/valley", "property": "front_line", "source": "source/blog", "valid": "2014-04",
             "value": {"type": "LineString", "coordinates": [["36.2", "35.2"], ["36.8", "35.6"]]},
             "qualifiers": {"side": {"entity": "actor/river"}, "other_side": {"entity": "actor/army"}}}  # fmt: skip
    area = held("army", "valley", "radio", valid="2014-04", qualifiers={"area": SQUARE})
    import_statements(case, lines(*NAMES, front, area, held("river", "mill", valid="2014-04")))
    found = control(case, at="2014-04-12")
    assert [("area", "controls", 1), ("front_line", "", 2)] == sorted(
        (s.sort, s.role, len(s.sides)) for s in found.shapes
    )
    assert [] == [s for s in control(case, at="2013").shapes if s.sort != "extent"]
    assert ["area"] == [s.sort for s in control(case, at="2014-04-12", by_source="source/radio").shapes]
    assert draw(found, tmp_path / "map.png").stat().st_size > 10_000


def test_a_shape_is_kept_in_whole_numbers_and_bad_ones_are_refused(case: Case, lines: Lines) -> None:
    import_statements(case, lines(*NAMES))
    ring: Row = {"type": "Polygon", "coordinates": [SQUARE["coordinates"][0][:4]]}  # type: ignore[index]
    bad = lines({"entity": "place/mill", "property": "extent", "value": ring}, name="b.jsonl")
    with pytest.raises(RowRefused, match=r"line 1.*ends where it begins"):
        import_statements(case, bad)
    with pytest.raises(BadValue, match="may be degrees"):
        say(case, "place/mill", "front_line", '{"type": "LineString", "coordinates": [[36, 35], [37, 36]]}')
    say(case, "place/mill", "front_line", '{"type": "LineString", "coordinates": [[36.5, 35.25], [37, 36]]}')
    (shape,) = control(case).shapes
    assert [[365_000_000, 352_500_000], [370_000_000, 360_000_000]] == shape.geometry["coordinates"]


def test_an_empty_answer_is_an_answer_and_a_wrong_name_is_not(case: Case, lines: Lines) -> None:
    import_statements(case, lines(*NAMES))
    assert ((), ()) == (control(case, at="2014").places, control(case, at="2014").shapes)
    with pytest.raises(UnknownName):
        control(case, at="2014", by_source="place/mill")
    with pytest.raises(UnknownName):
        control(case, at="2014", within="nowhere at all")


def test_the_statement_behind_a_holding(case: Case, lines: Lines) -> None:
    import_statements(
        case, lines(*NAMES, held("river", "mill", valid="2014-04", said="2014-05", via="source/radio"))
    )
    found = control(case, at="2014-04-12")
    (one,) = found.places[0].holdings
    said = said_of(case, [one], at="2014-04-12")[one.n]
    assert ("2014-04", "2014-05") == (said.valid, said.said)


def part_of(part: str, whole: str, source: str = "blog", prop: str = "part_of", **more: object) -> Row:
    ends: Row = {"entity": f"actor/{part}", "property": prop, "value": {"entity": f"actor/{whole}"}}
    return {**ends, "source": f"source/{source}", **more}


BOTH = (held("river", "mill", valid="2014-04"), held("front", "mill", "radio", valid="2014-04"))


@pytest.mark.parametrize(
    "against",
    [
        (part_of("river", "front", said="2014-03-01", polarity="negated"),),
        (part_of("river", "front", "radio", valid="2014-04", said="2014-04-02", polarity="negated"),),
        (part_of("river", "front", "radio", "split_from", valid="2014-03", said="2014-04-02"),),
    ],
    ids=["taken back by its source", "denied by another", "ended by a split"],
)
def test_a_part_that_is_denied_or_over_is_no_reason_for_two_holders(
    case: Case, lines: Lines, against: tuple[Row, ...]
) -> None:
    # the first "part of" was once enough to hide for ever that two sources contradict each other
    part = part_of("river", "front", valid="2014-01", said="2014-01-05")
    import_statements(case, lines(*NAMES, *BOTH, part, *against))
    (one,) = control(case, at="2014-04-12").contradictions
    assert "River" in one.sentence


@pytest.mark.parametrize(
    "denial",
    [
        part_of("river", "front", valid="2013", said="2013-05-01", polarity="negated"),
        part_of("river", "front", "radio", valid="2014-04", polarity="negated", certainty="hedged"),
    ],
    ids=["older than the word of its own source", "unsure"],
)
def test_an_old_or_unsure_denial_parts_nobody(case: Case, lines: Lines, denial: Row) -> None:
    part = part_of("river", "front", valid="2014-01", said="2014-01-05")
    import_statements(case, lines(*NAMES, *BOTH, part, denial))
    assert () == control(case, at="2014-04-12").contradictions


def test_a_part_that_was_said_of_another_record_of_the_actor_counts(case: Case, lines: Lines) -> None:
    part = part_of("river-2", "front", valid="2014")
    import_statements(case, lines(*NAMES, *BOTH, part))
    assert 1 == len(control(case, at="2014-04-12").contradictions)
    judge_identity(case, "same", ["actor/river", "actor/river-2"], reason="one flag")
    assert () == control(case, at="2014-04-12").contradictions


def front_line(north: str, source: str = "blog", **more: object) -> Row:
    line = {"type": "LineString", "coordinates": [["36.2", north], ["36.8", north]]}
    sides = {"side": {"entity": "actor/river"}, "other_side": {"entity": "actor/army"}}
    return {"entity": "place/valley", "property": "front_line", "value": line, "qualifiers": sides,
            "source": f"source/{source}", **more}  # fmt: skip


def test_a_front_line_drawn_anew_replaces_the_older_one_of_its_source(case: Case, lines: Lines) -> None:
    rows = (
        front_line("35.2", valid="2014-04-10", said="2014-04-11", via="source/radio"),
        front_line("35.4", valid="2014-05-10", said="2014-05-11"),
        front_line("35.3", "radio", valid="2014-04-20", said="2014-04-21", certainty="hedged"),
    )
    import_statements(case, lines(*NAMES, *rows))
    (april,) = control(case, at="2014-04-12").shapes
    assert ("2014-04-10", "2014-04-11", "Radio") == (
        april.valid, april.said, control(case, at="2014-04-12").names[april.via or b""].title
    )  # fmt: skip
    june = control(case, at="2014-06")
    assert [("Blog", "2014-05-10", False), ("Radio", "2014-04-20", True)] == sorted(
        (june.names[s.source or b""].title, s.valid, s.hedged) for s in june.shapes
    )
    assert (april.statement,) == june.lines_superseded
    # what had been said by the end of April knows nothing of May
    assert {"2014-04-10", "2014-04-20"} == {
        s.valid for s in control(case, at="2014-06", said_by="2014-04-30").shapes
    }


def test_a_front_line_that_is_taken_back_is_gone(case: Case, lines: Lines) -> None:
    rows = (
        front_line("35.2", valid="2014-04-10", said="2014-04-11"),
        front_line("35.2", valid="2014-04-10", said="2014-04-20", polarity="negated"),
    )
    import_statements(case, lines(*NAMES, *rows))
    found = control(case, at="2014-04-10")
    assert ((), 1) == (found.shapes, len(found.lines_superseded))


def test_an_area_that_its_source_replaced_is_not_drawn(case: Case, lines: Lines) -> None:
    rows = (
        held("river", "mill", valid="2014-01-10", said="2014-01-11", qualifiers={"area": SQUARE}),
        held("army", "mill", valid="2014-03-10", said="2014-03-11"),
    )
    import_statements(case, lines(*NAMES, *rows))
    assert ["area"] == [s.sort for s in control(case, at="2014-02-20").shapes]
    assert () == control(case, at="2014-04-01").shapes


def test_an_unsure_word_stands_beside_the_firm_one(case: Case, lines: Lines) -> None:
    # "perhaps the army" once wiped out the last thing that the source was sure of
    rows = (
        held("river", "mill", valid="2014-01-10", said="2014-01-11"),
        held("army", "mill", valid="2014-03-10", said="2014-03-11", certainty="hedged"),
        held("army", "bridge", "radio", valid="2014-04", certainty="hedged"),
        held("river", "bridge", valid="2014-04"),
    )
    import_statements(case, lines(*NAMES, *rows))
    found = control(case, at="2014-04-01")
    mill = next(p for p in found.places if p.place.title == "Mill")
    assert {("River", False), ("Army", True)} == {
        (found.names[h.actor].title, h.hedged) for h in mill.holdings
    }
    (one,) = found.contradictions
    assert "perhaps controls (says Radio" in one.sentence


def test_whom_a_holder_s_source_quotes_is_named(case: Case, lines: Lines) -> None:
    import_statements(case, lines(*NAMES, held("river", "mill", valid="2014-04", via="source/radio")))
    found = control(case, at="2014-04-12")
    (said,) = said_of(case, found.places[0].holdings, at="2014-04-12").values()
    assert said.via is not None
    assert "Radio" == said.via.title


@pytest.mark.parametrize(
    "end",
    [
        {"entity": "actor/river", "property": "dissolved", "value": "2014-05", "source": "source/radio"},
        part_of("river", "front", "radio", "merged_into", valid="2014-05"),
        part_of("river-2", "front", "radio", "succeeded_by", valid="2014-05"),
    ],
    ids=["dissolved", "merged", "succeeded, as another record of it"],
)
def test_a_holder_that_had_ended_holds_nothing(case: Case, lines: Lines, end: Row) -> None:
    # relations said that it was over, the map that it still held the town
    rows = (
        held("river", "mill", valid="2014-04", said="2014-04-30"),
        held("army", "mill", "radio", valid="2014-06"),
    )
    import_statements(case, lines(*NAMES, *rows, end))
    if end["entity"] == "actor/river-2":
        judge_identity(case, "same", ["actor/river", "actor/river-2"], reason="one flag")
    (april,) = control(case, at="2014-04-12").places
    assert {"River"} == {control(case, at="2014-04-12").names[h.actor].title for h in april.holdings}
    found = control(case, at="2014-06-12")
    assert {("Mill", "Radio", "Army", "controls")} == told(found)
    assert () == found.contradictions
    ((over, by),) = found.ended.items()
    assert (over,) == found.places[0].superseded
    assert 1 == len(by)
    # in the middle of the month nobody knows whether it had ended yet
    assert {"River"} == {n for _, _, n, _ in told(control(case, at="2014-05-10"))}
