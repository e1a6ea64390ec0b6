"""Members with more than their aggregate are named, and nothing is added to any figure."""

import pytest
from tests.fixtures.claims import Told

from sightline.work.corroborating.records import Claims, Contradiction


def titled(kind: str, key: str) -> dict[str, object]:
    return {"entity": f"{kind.lower()}/{key}", "kind": kind, "property": "title", "value": f"The {key}"}


def counted(entity: str, value: object, source: str = "s", **more: object) -> dict[str, object]:
    qualifiers = {"state": "killed"} | dict(more.pop("qualifiers", {}))  # type: ignore[call-overload]
    return {
        "entity": entity,
        "property": "casualties",
        "value": value,
        "source": f"source/{source}",
        "qualifiers": qualifiers,
        **more,
    }


def member(key: str, **more: object) -> dict[str, object]:
    return {
        "entity": "aggregate/april",
        "property": "member",
        "value": {"entity": f"incident/{key}"},
        "origin": "analyst",
        **more,
    }


APRIL = (titled("Aggregate", "april"), titled("Incident", "one"), titled("Incident", "two"))
HELD = (*APRIL, member("one"), member("two"))
ONE, TWO, ALL = "incident/one", "incident/two", "aggregate/april"


def looks(found: Claims) -> list[Contradiction]:
    return [one for row in found.figures for one in row.contradictions if one.of_parts]


def test_members_that_exceed_their_aggregate_only_together(told: Told) -> None:
    # seen: "40 killed in all attacks of April" stood beside 25 and 22, and nothing compared them
    found = told(*HELD, counted(ALL, 40), counted(ONE, 25), counted(TWO, {"min": 22}), code=ALL)
    (one,) = looks(found)
    assert (
        "Casualties: killed: The one (INC-1) 25 and The two (INC-2) at least 22 are at least 47 together, "
        "and The april (AGG-1) 40 in all: somebody may be counted in two of them, or one may not belong"
    ) == one.why
    assert not one.sure
    assert one.of_parts
    assert 3 == len(one.statements)
    (row,) = found.figures
    # the figure itself is what its source says: nothing is added
    assert (40, 40, 40) == (row.summary.low, row.summary.best, row.summary.high)


def test_a_member_greater_than_its_aggregate_is_named_on_both(told: Told) -> None:
    rows = (*HELD, counted(ALL, {"max": 40}), counted(ONE, 45, qualifiers={"group": "civilian"}))
    (on_all,) = looks(told(*rows, code=ALL))
    assert on_all.why.endswith(
        "The one (INC-1) 45, and The april (AGG-1) at most 40 in all: a member cannot have more than the whole"
    )
    assert "look: sightline claims INC-1" == on_all.todo
    (on_one,) = looks(told(code=ONE))
    assert on_all.why.partition(": The")[2] == on_one.why.partition(": The")[2]
    assert "look: sightline claims AGG-1" == on_one.todo
    assert [] == looks(told(code=TWO))


@pytest.mark.parametrize(
    "rows",
    [
        (counted(ALL, {"min": 40}), counted(ONE, 45)),  # at least 40 has room for any
        (counted(ALL, 47), counted(ONE, 25), counted(TWO, 22)),
        (counted(ALL, 40), counted(ONE, 25), counted(TWO, {"max": 22})),  # up to 22 may be none
        (counted(ALL, 40), counted(ONE, 50, qualifiers={"state": "injured"})),  # others are counted
        (counted(ALL, 4, qualifiers={"group": "child"}), counted(ONE, 25)),
        (counted(ALL, 40), counted(ONE, 25), counted(TWO, 22), counted(TWO, 10, "t")),  # 10 is given too
        (counted(ALL, 40), counted(ALL, 60, "t"), counted(ONE, 25), counted(TWO, 22)),
    ],
)
def test_where_the_words_leave_room_nothing_is_named(told: Told, rows: tuple[dict[str, object], ...]) -> None:
    assert [] == looks(told(*HELD, *rows, code=ALL))


def test_a_member_that_may_not_belong_takes_no_part(told: Told) -> None:
    perhaps = member("two", certainty="hedged")
    rows = (*APRIL, member("one"), perhaps, counted(ALL, 40), counted(ONE, 25), counted(TWO, 22))
    assert [] == looks(told(*rows, code=ALL))


def test_a_member_inside_another_member_counts_nobody_twice(told: Told) -> None:
    inside = {"entity": TWO, "property": "part_of", "value": {"entity": ONE}, "origin": "analyst"}
    rows = (*HELD, inside, counted(ALL, 40), counted(ONE, 25), counted(TWO, 22))
    assert [] == looks(told(*rows, code=ALL))


def test_a_part_greater_than_its_incident(told: Told) -> None:
    inside = {"entity": TWO, "property": "part_of", "value": {"entity": ONE}, "origin": "analyst"}
    (one,) = looks(told(*APRIL, inside, counted(ONE, 5), counted(TWO, 9), code=ONE))
    assert "The two (INC-2) 9, and The one (INC-1) 5 in all" in one.why


def test_an_older_figure_of_the_whole_may_be_overtaken(told: Told) -> None:
    rows = (
        *HELD,
        counted(ALL, 40, said="2014-04-20"),
        counted(ONE, 25, said="2014-04-12"),
        counted(TWO, 22, said="2014-04-25"),
    )
    (one,) = looks(told(*rows, code=ALL))
    assert one.why.endswith("; the figure of the whole was said earlier and may be overtaken")


def test_more_members_than_anybody_claims(told: Told) -> None:
    claimed = {"entity": ALL, "property": "claimed_count", "value": 1, "source": "source/s"}
    (one,) = looks(told(*HELD, claimed, code=ALL))
    assert one.why.startswith("How many are claimed: 1, and 2 members are known here")
    assert 1 == len(one.statements)


def test_of_many_members_the_fewest_that_exceed_are_named(told: Told) -> None:
    keys = [f"m{n}" for n in range(9)]
    rows = [row for key in keys for row in (titled("Incident", key), member(key))]
    figures = [counted(f"incident/{key}", 10) for key in keys]
    (one,) = looks(told(*APRIL, *rows, *figures, counted(ALL, 85), code=ALL))
    assert 10 == len(one.statements)
    assert "and 3 more members are 90 together" in one.why
