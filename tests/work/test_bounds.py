"""When something was, from a case: dates, postings, ties, given reasons, contradictions, what is kept from whom."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sightline.core.clock import FixedClock, rfc3339
from sightline.core.errors import UnknownName, WrongUse
from sightline.work.bounds import Bounds, Placed, bounds
from sightline.work.case import Case
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case

ROWS = (
    {"entity": "incident/strike", "kind": "Incident", "property": "title", "value": "Strike on the mill"},
    {"entity": "item/clip", "kind": "Item", "property": "title", "value": "Clip from the roof"},
    {"entity": "item/clip", "property": "posted_at", "value": "2021-05-03T15:00Z"},
    {"entity": "item/clip", "property": "shows", "value": {"entity": "incident/strike"}},
    {"entity": "incident/strike", "property": "occurred", "value": "2021-05-03", "source": "source/radio"},
    {"entity": "source/radio", "kind": "Source", "property": "name", "value": "Valley Radio"},
    {"entity": "item/article", "kind": "Item", "property": "title", "value": "Article"},
    {"entity": "item/article", "property": "posted_at", "value": "2021-05-03T12:00Z"},
    {"entity": "item/article", "property": "reports", "value": {"entity": "incident/strike"}},
)  # fmt: skip

# the zone is not known, so a day is as wide as the zones of the world
DAY = ("2021-05-02T10:00:00.000Z", "2021-05-04T12:00:00.000Z")


@pytest.fixture
def fresh(tmp_path: Path, keys: Path) -> Iterator[Case]:
    case = make_case(tmp_path / "case", title="A case", clock=FixedClock(), by="tester")
    yield case
    close_case(case)


@pytest.fixture
def put(fresh: Case, tmp_path: Path) -> Callable[..., None]:
    def put(*rows: dict[str, object]) -> None:
        path = tmp_path / "rows.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        import_statements(fresh, path)

    return put


def ends(placed: Placed | None) -> tuple[str | None, str | None]:
    assert placed is not None
    low, high = placed.begin.earliest, placed.end.latest
    return (None if low is None else rfc3339(low.at_ms), None if high is None else rfc3339(high.at_ms))


def reasons(found: Bounds, names: tuple[str, ...]) -> list[str]:
    return [one.words for one in found.reasons if one.id in names]


def test_both_ends_with_their_reasons(fresh: Case, put: Callable[..., None]) -> None:
    put(*ROWS)
    found = bounds(fresh, "incident/strike")
    assert DAY == ends(found.everything)
    assert found.everything is not None
    begin = found.everything.begin
    # reported by noon, so it had begun by then, whatever it is said to have lasted
    assert begin.latest is not None
    assert "2021-05-03T12:01:00.000Z" == rfc3339(begin.latest.at_ms)
    told = reasons(found, begin.latest.reasons)
    assert any("reports" in one for one in told)
    assert any("was posted 2021-05-03T12:00Z" in one for one in told)
    assert "Valley Radio says that INC-1 happened 2021-05-03" in [one.words for one in found.reasons]
    assert found.everything.begin.latest is not None
    assert 2 == len(begin.latest.chain[-2:])
    assert ("ITM-1", "ITM-2") == found.beside


def test_a_given_reason_reaches_through_the_net(fresh: Case, put: Callable[..., None]) -> None:
    put(*ROWS)
    found = bounds(
        fresh, "INC-1", given=["10 to 20 min before 2021-05-03T11:30:00Z: the bell rings after it"]
    )
    assert ("2021-05-03T11:10:00.000Z", "2021-05-03T11:20:01.000Z") == (
        rfc3339(found.everything.end.earliest.at_ms),
        ends(found.everything)[1],
    )
    clip = bounds(
        fresh,
        "ITM-1",
        given=["after INC-1: the hole is there", "INC-1 after 2021-05-03T10:00Z: quiet before"],
    )
    assert "2021-05-03T10:00:00.000Z" == ends(clip.everything)[0]


def test_a_contradiction_is_named(fresh: Case, put: Callable[..., None]) -> None:
    put(*ROWS)
    found = bounds(fresh, "INC-1", given=["after 2021-05-03T14:00Z: the shadow"])
    assert found.everything is None
    told = [reasons(found, one.reasons) for one in found.contradictions]
    assert 1 == len(told)
    assert 3 == len(told[0])  # the article, when it was posted, the shadow
    assert found.contradictions[0].smallest
    assert "cannot all be true: 3 reasons" in found.why
    # no reason that somebody stands for is left out unasked: what follows without each is told
    assert ((), None) == (found.set_aside, found.otherwise)
    without = {reasons(found, one.reasons)[0]: ends(one.placed) for one in found.without}
    posted = "ITM-2 was posted 2021-05-03T12:00Z"
    # the clip, posted at three, bounds it then; without the shadow all of the day is left
    assert {
        "given: after 2021-05-03T14:00Z: the shadow": DAY,
        posted: ("2021-05-03T14:00:00.000Z", DAY[1]),
        "ITM-2 reports INC-1": ("2021-05-03T14:00:00.000Z", DAY[1]),
    } == without
    assert ("none", 1) == (found.further, found.at_least_wrong)
    assert "It had begun by 2021-05-03T12:01:00.000Z." in found.without[0].why
    assert f"If only one of them is wrong: between {DAY[0]} and {DAY[1]}." in found.why


def test_larger_sets_are_named_after_the_smallest(fresh: Case, put: Callable[..., None]) -> None:
    # the shadow is excluded by a witness alone, and by the article with its posting; one wrong shadow explains both
    put(*ROWS)
    given = ["after 2021-05-03T14:00Z: the shadow", "before 2021-05-03T13:00Z: a witness"]
    found = bounds(fresh, "INC-1", given=given)
    assert [2, 3] == [len(one.reasons) for one in found.contradictions]
    assert [True, False] == [one.smallest for one in found.contradictions]
    shadow = "given: after 2021-05-03T14:00Z: the shadow"
    alone = {reasons(found, one.reasons)[0]: one.placed for one in found.without if 1 == len(one.reasons)}
    assert 4 == len(alone)
    assert (DAY[0], "2021-05-03T13:01:00.000Z") == ends(alone.pop(shadow))
    assert {None} == set(alone.values())
    # or two others together
    pairs = [reasons(found, one.reasons) for one in found.without if 2 == len(one.reasons)]
    assert 2 == len(pairs)
    assert all("given: before 2021-05-03T13:00Z: a witness" in one for one in pairs)
    assert "the others still exclude each other." in [one.why for one in found.without]


def test_two_wrong_reasons_are_told(fresh: Case, put: Callable[..., None]) -> None:
    put(*ROWS)
    given = [
        "after 2021-05-03T14:00Z: the shadow",
        "ITM-2 during 2021-05-01T00:00Z/2021-05-01T10:00Z: a calendar",
        "ITM-2 during 2021-05-02T00:00Z/2021-05-02T10:00Z: another calendar",
    ]
    found = bounds(fresh, "INC-1", given=given)
    assert 2 == found.at_least_wrong
    assert "At least 2 reasons are wrong." in found.why
    assert {None} == {one.placed for one in found.without if 1 == len(one.reasons)}
    assert all(one.placed is not None for one in found.without if 1 < len(one.reasons))


def test_many_contradictions_are_bounded_and_told(fresh: Case, put: Callable[..., None]) -> None:
    # forty sources, each with a day of its own: 780 pairs
    put(
        {"entity": "incident/x", "kind": "Incident", "property": "title", "value": "X"},
        *(
            {"entity": "incident/x", "property": "occurred", "value": f"{day}T00:00Z/{day}T20:00Z"}
            for month in range(1, 5)
            for day in (f"2021-{month:02d}-{n:02d}" for n in range(1, 21, 2))
        ),
    )
    found = bounds(fresh, "INC-1")
    assert 8 == len(found.contradictions)
    assert "more" == found.further
    assert len(found.without) <= 24 + 6
    assert 39 == max(len(one.reasons) for one in found.without)  # one is right at most


def test_a_weak_reason_is_set_aside_first(fresh: Case, put: Callable[..., None]) -> None:
    put(
        *ROWS,
        {
            "entity": "incident/strike",
            "property": "occurred",
            "value": "2021-05-05",
            "certainty": "hedged",
            "source": "source/radio",
        },
    )
    found = bounds(fresh, "INC-1")
    assert 1 == len(found.set_aside)
    assert "2021-05-05" in reasons(found, found.set_aside)[0]
    assert ends(found.without_weak) == ends(found.otherwise)


def test_one_of_two_days(fresh: Case, put: Callable[..., None]) -> None:
    put(
        {
            "entity": "incident/x",
            "kind": "Incident",
            "property": "occurred",
            "value": "[2021-05-03,2021-05-07]",
        },
        {"entity": "incident/x", "property": "title", "value": "X"},
    )
    found = bounds(fresh, "INC-1")
    assert found.everything is not None
    assert 2 == len(found.everything.begin.stretches)
    later = bounds(
        fresh, "INC-1", given=["not during 2021-05-02/2021-05-04: the square is empty in three clips"]
    )
    assert ("2021-05-06T10:00:00.000Z", "2021-05-08T12:00:00.000Z") == ends(later.everything)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "after",
        "after: why",
        "INC-1 after INC-1: why",
        "after yesterday-ish: why",
        "5 parsecs after INC-1: x",
        "20 to 10 min after 2021: x",
        "3 min during 2021: x",
    ],
)
def test_a_given_reason_that_cannot_be_read(fresh: Case, put: Callable[..., None], text: str) -> None:
    put(*ROWS)
    with pytest.raises(WrongUse):
        bounds(fresh, "INC-1", given=[text])


def test_unknown_things(fresh: Case, put: Callable[..., None]) -> None:
    put(*ROWS)
    with pytest.raises(UnknownName):
        bounds(fresh, "INC-9")
    with pytest.raises(UnknownName):
        bounds(fresh, "INC-1", given=["after INC-9: x"])


def test_nothing_is_known(fresh: Case, put: Callable[..., None]) -> None:
    put({"entity": "incident/x", "kind": "Incident", "property": "title", "value": "X"})
    found = bounds(fresh, "INC-1")
    assert "nothing bounds when it was" in found.why
    assert (None, None) == ends(found.everything)


def test_what_is_taken_back_bounds_nothing(fresh: Case, put: Callable[..., None]) -> None:
    put(
        {
            "entity": "incident/x",
            "kind": "Incident",
            "property": "occurred",
            "value": "2021-05-03",
            "polarity": "negated",
        }
    )
    assert "nothing bounds" in bounds(fresh, "INC-1").why


@pytest.mark.parametrize(
    "value", ["9999", "-9999", "Y170000002", "XXXX", "2021-05~", "{2021-05-03,2021-05-05}"]
)
def test_odd_dates_end_in_an_answer(fresh: Case, put: Callable[..., None], value: str) -> None:
    try:
        put({"entity": "incident/x", "kind": "Incident", "property": "occurred", "value": value})
    except WrongUse:
        pytest.skip("no case holds such a date")
    assert bounds(fresh, "INC-1").why.startswith("INC-1: ")


def test_a_great_many_things(fresh: Case, put: Callable[..., None]) -> None:
    put(
        *(
            {"entity": f"item/{n}", "kind": "Item", "property": "posted_at", "value": "2021-05-03"}
            for n in range(600)
        ),
        *(
            {"entity": f"item/{n}", "property": "shows", "value": {"entity": "incident/x"}}
            for n in range(600)
        ),
        {"entity": "incident/x", "kind": "Incident", "property": "title", "value": "X"},
    )
    found = bounds(fresh, "incident/x")
    assert found.notes == ("more than 500 things hang together; the nearest were taken",)
    assert found.everything is not None


MEMBERS = (
    {"entity": "aggregate/six", "kind": "Aggregate", "property": "title", "value": "At least six strikes"},
    {"entity": "aggregate/six", "property": "occurred", "value": "2021-05-01/2021-05-09", "source": "source/radio"},
    {"entity": "source/radio", "kind": "Source", "property": "name", "value": "Valley Radio"},
    {"entity": "incident/one", "kind": "Incident", "property": "title", "value": "The first"},
    {"entity": "incident/two", "kind": "Incident", "property": "title", "value": "The second"},
    {"entity": "aggregate/six", "property": "member", "value": {"entity": "incident/one"}},
    {"entity": "incident/two", "property": "part_of", "value": {"entity": "aggregate/six"}},
)  # fmt: skip


def test_an_incident_lies_within_its_aggregate(fresh: Case, put: Callable[..., None]) -> None:
    put(*MEMBERS)
    wide = ("2021-04-30T10:00:00.000Z", "2021-05-10T12:00:00.000Z")
    for code in ("INC-1", "INC-2"):
        found = bounds(fresh, code)
        assert wide == ends(found.everything)
        assert f"{code} is part of AGG-1" in [one.words for one in found.reasons]
    # of two parts of one whole neither bounds the other, so the other is not even looked at
    assert ("AGG-1",) == bounds(fresh, "INC-1").beside


def test_an_aggregate_is_bounded_by_its_members(fresh: Case, put: Callable[..., None]) -> None:
    put(*(one for one in MEMBERS if one["property"] != "occurred"))
    put({"entity": "incident/one", "property": "occurred", "value": "2021-05-03T10:00Z"})
    put({"entity": "incident/two", "property": "occurred", "value": "2021-05-07T10:00Z"})
    whole = bounds(fresh, "AGG-1").everything
    assert whole is not None
    assert whole.begin.latest is not None
    assert whole.end.earliest is not None
    assert "2021-05-03T10:00" == rfc3339(whole.begin.latest.at_ms)[:16]
    assert "2021-05-07T10:00" == rfc3339(whole.end.earliest.at_ms)[:16]
    # what the members are said to be within and cannot be is named
    put({"entity": "aggregate/six", "property": "occurred", "value": "2021-05-05/2021-05-09"})
    assert bounds(fresh, "AGG-1").contradictions
