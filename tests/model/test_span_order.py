"""What comparing two spans proves, and whether something held at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.span_order import only_meet
from sightline.model.time import (
    Answer,
    Span,
    between,
    bounds,
    contains_possibly,
    contains_surely,
    could_overlap,
    ended_before,
    happened_in,
    held_at,
    instant,
    must_overlap,
    read,
    starts_after,
    within,
)

ZONE = "Asia/Damascus"
RANK = {Answer.NO: 0, Answer.LAST_ATTESTED: 1, Answer.POSSIBLY: 2, Answer.HELD: 3}


def at(text: str) -> Span:
    return read(text, zone=ZONE)


@pytest.mark.parametrize(
    "valid,asked,expected",
    [
        # a plain date: for at least some of that day
        ("2014-04-12", "2014-04-12", Answer.HELD),
        ("2014-04-12", "2014-04", Answer.HELD),
        ("2014-04-12", "2014-04-12T15:00", Answer.POSSIBLY),
        ("2014-04", "2014-04-12", Answer.POSSIBLY),
        ("2014-04-12", "2014-04-11", Answer.NO),
        # a state seen on the 12th does not end because nobody looked on the 13th
        ("2014-04-12", "2014-04-13", Answer.LAST_ATTESTED),
        ("2014-04", "2015", Answer.LAST_ATTESTED),
        ("2014-04~", "2014-05-02", Answer.POSSIBLY),
        # a doubted date never gives 'held'
        ("2014-04-12?", "2014-04-12", Answer.POSSIBLY),
        ("2014-04-12?", "2014-04-11", Answer.NO),
        # an interval: surely between, possibly within its first and last day, over afterwards
        ("2014-04-09/2014-04-12", "2014-04-10", Answer.HELD),
        ("2014-04-09/2014-04-12", "2014-04-09", Answer.HELD),
        ("2014-04-09/2014-04-12", "2014-04-09T12:00", Answer.POSSIBLY),
        ("2014-04-09/2014-04-12", "2014-04-12", Answer.HELD),
        ("2014-04-09/2014-04-12", "2014-04-13", Answer.NO),
        ("2014-04-09/2014-04-12", "2014-04-08", Answer.NO),
        ("2011/2014", "2011-06", Answer.POSSIBLY),
        # an open end goes on; an unknown one is last attested
        ("2011/..", "2012-06", Answer.HELD),
        ("2011/..", "2011-06", Answer.POSSIBLY),
        ("2011/..", "2010", Answer.NO),
        ("2011/", "2012-06", Answer.LAST_ATTESTED),
        ("2011/", "2011", Answer.HELD),
        ("2011/", "2011-06", Answer.POSSIBLY),
        ("2011/", "2010", Answer.NO),
        # until a date, begin open or not known: how far back nobody said
        ("../2014-04-29", "2014-04-29", Answer.HELD),
        ("../2014-04-29", "2014-04-28", Answer.POSSIBLY),
        ("../2014-04-29", "2014-04-30", Answer.NO),
        ("../2014-04", "2014-04-01T00:00:00", Answer.HELD),  # open: already going on as April begins
        ("/2014-04", "2014-04-01T00:00:00", Answer.POSSIBLY),  # unknown: it may have begun in April
        ("/2014-04-29", "1900", Answer.POSSIBLY),
        ("/..", "2014", Answer.POSSIBLY),
        ("../", "2014", Answer.POSSIBLY),
        # sets
        ("[2014-04-12,2014-04-14]", "2014-04-12", Answer.POSSIBLY),
        ("[2014-04-12,2014-04-14]", "2014-04", Answer.HELD),
        ("[2014-04-12,2014-04-14]", "2014-04-11", Answer.NO),
        ("[2014-04-12,2014-04-14]", "2014-04-15", Answer.LAST_ATTESTED),
        ("[2014-04-12..2014-04-14]", "2014-04-13", Answer.POSSIBLY),
        ("{2014-04-12,2014-04-14}", "2014-04-12", Answer.HELD),
        ("{2014-04-12,2014-04-14}", "2014-04-13", Answer.LAST_ATTESTED),
        ("{2014-04-12..2014-04-14}", "2014-04-13", Answer.HELD),
    ],
)
def test_held_at(valid: str, asked: str, expected: Answer) -> None:
    assert expected is held_at(at(valid), at(asked))


@pytest.mark.parametrize(
    "valid,said,asked,expected",
    [
        ("2011/..", "2014-04-12", "2014-04-12", Answer.HELD),
        ("2011/..", "2014-04-12", "2013", Answer.HELD),
        ("2011/..", "2014-04-12", "2014-04-13", Answer.LAST_ATTESTED),
        ("2011/..", "2014-04-12", "2026", Answer.LAST_ATTESTED),
        # begin unknown, still going on when said
        ("/..", "2014-04-12", "2014-04-12", Answer.HELD),
        ("/..", "2014-04-12", "2014-04-11", Answer.POSSIBLY),
        ("/..", "2014-04-12", "2014-04-13", Answer.LAST_ATTESTED),
        # what is said changes nothing where the end is given
        ("2011/2015", "2014-04-12", "2014-06", Answer.HELD),
        ("2011/2015", "2014-04-12", "2016", Answer.NO),
        # announced for later: not yet held when said, attested from then on only as announced
        ("2015/..", "2014-04-12", "2014-04-12", Answer.NO),
        ("2015/..", "2014-04-12", "2016", Answer.LAST_ATTESTED),
    ],
)
def test_an_open_end_is_good_for_as_long_as_it_was_said(
    valid: str, said: str, asked: str, expected: Answer
) -> None:
    assert expected is held_at(at(valid), at(asked), said=at(said))


def test_an_unknown_validity_is_possible_at_any_time() -> None:
    assert Answer.POSSIBLY is held_at(None, at("2014"))
    assert Answer.POSSIBLY is happened_in(None, at("2014"))


def test_a_town_as_of_two_dates() -> None:
    # six factions as said on 12 April, five as said on the 29th: the sixth was there until then
    first, gone = at("2014-04-12"), at("../2014-04-29")
    assert [Answer.HELD, Answer.LAST_ATTESTED] == [
        held_at(first, at(day)) for day in ("2014-04-12", "2014-04-20")
    ]
    assert [Answer.POSSIBLY, Answer.NO] == [held_at(gone, at(day)) for day in ("2014-04-12", "2014-04-30")]


@pytest.mark.parametrize(
    "when,window,expected",
    [
        ("2014-04-12", "2014-04-12", Answer.HELD),
        ("2014-04-12", "2014-04-13", Answer.NO),  # an event is over; only states are last attested
        ("2014-04", "2014-04-12", Answer.POSSIBLY),
        ("[2014-04-12,2014-04-14]", "2014-04-13", Answer.NO),
        ("[2014-04-12,2014-04-14]", "2014-04-14", Answer.POSSIBLY),
        ("{2014-04-12,2014-04-14}", "2014-04-13", Answer.NO),
        ("2014-04-09/", "2014-04-13", Answer.POSSIBLY),
        ("2014-04-09/2014-04-10", "2014-04-13", Answer.NO),
        ("2014-04-12?", "2014-04", Answer.POSSIBLY),
    ],
)
def test_happened_in(when: str, window: str, expected: Answer) -> None:
    assert expected is happened_in(at(when), at(window))


def test_dates_without_a_zone_are_only_possibly_the_same_day() -> None:
    # 12 April in an unknown zone may be over before 12 April in Damascus begins
    assert Answer.POSSIBLY is happened_in(read("2014-04-12"), at("2014-04-12"))
    assert Answer.HELD is happened_in(read("2014-04-12"), at("2014-04"))


def test_find_between_two_days() -> None:
    window = between("2014-04-11", "2014-04-18", zone=ZONE)
    dates = ("2014-04-10", "2014-04-11", "2014-04-18", "2014-04-19", "2014-04", "[2014-04-12..2014-04-13]")
    assert [Answer.NO, Answer.HELD, Answer.HELD, Answer.NO, Answer.POSSIBLY, Answer.HELD] == [
        happened_in(at(each), window) for each in dates
    ]


@pytest.mark.parametrize(
    "a,b,ended,could,must",
    [
        ("2014-04-11", "2014-04-12", True, False, False),
        ("2014-04-12", "2014-04-12", False, True, False),  # each may be another hour
        ("2014-04-09/2014-04-14", "2014-04-12", False, True, True),
        ("2014-04-09/2014-04-11", "2014-04-10/2014-04-12", False, True, True),
        ("2014-04-09/2014-04-10", "2014-04-10/2014-04-11", False, True, False),
        ("2011/..", "2014", False, True, True),
        ("2011/", "2014", False, True, False),
        ("/2011", "2014", True, False, False),
        ("[2014-04-12,2014-04-14]", "2014-04-11/2014-04-15", False, True, True),
        ("[2014-04-12,2014-04-14]", "2014-04-13", False, False, False),
        ("{2014-04-10..2014-04-13,2014-04-16}", "2014-04-12", False, True, True),
        ("{2014-04-12,2014-04-14}", "2014-04-13", False, False, False),
        ("[..2014-04-11]", "2014-04-12", True, False, False),
    ],
)
def test_comparisons(a: str, b: str, ended: bool, could: bool, must: bool) -> None:
    one, two = at(a), at(b)
    assert (ended, could, must) == (ended_before(one, two), could_overlap(one, two), must_overlap(one, two))
    assert ended == starts_after(two, one)


@pytest.mark.parametrize(
    "outer,inner,possibly,surely",
    [
        ("2014-04", "2014-04-12", True, False),  # something of unknown length, some time in April
        ("2014-03/2014-05", "2014-04-12", True, True),
        ("2014-04-12", "2014-04-12T10:00:00", True, False),
        ("2014-04-12", "2014-04-13", False, False),
        ("2014-04-12", "2014-04-11/2014-04-13", False, False),
        ("2011/..", "2014", True, True),
        ("2011/", "2014", True, False),
        ("[2014-04-12,2014-04-14]", "2014-04-14T10:00:00", True, False),
        ("{2014-04-12,2014-04-14}", "2014-04-13", False, False),
        ("2014-04-12", "[2014-04-12,2014-04-20]", True, False),
    ],
)
def test_containing(outer: str, inner: str, possibly: bool, surely: bool) -> None:
    assert (possibly, surely) == (
        contains_possibly(at(outer), at(inner)),
        contains_surely(at(outer), at(inner)),
    )


# ------------------------------------------------------------- properties: against trying every choice in a tiny world

small = st.integers(0, 7)


@st.composite
def tiny_spans(draw: st.DrawFn) -> Span:
    begin = sorted((draw(small), draw(small)))
    end = sorted((draw(st.integers(begin[0] + 1, 9)), draw(st.integers(begin[0] + 1, 9))))
    begin[1] = min(begin[1], end[1] - 1)
    return Span(begin[0], begin[1], end[0], end[1], "2014/2014", None)


def choices(span: Span) -> list[tuple[int, int]]:
    """List every begin and end that the bounds allow."""
    assert span.begin_earliest is not None
    assert span.begin_latest is not None
    assert span.end_earliest is not None
    assert span.end_latest is not None
    return [
        (begin, end)
        for begin in range(span.begin_earliest, span.begin_latest + 1)
        for end in range(span.end_earliest, span.end_latest + 1)
        if begin < end
    ]


@given(tiny_spans(), tiny_spans())
def test_comparisons_are_what_every_choice_shows(a: Span, b: Span) -> None:
    pairs = [(one, two) for one in choices(a) for two in choices(b)]
    overlaps = [one[0] < two[1] and two[0] < one[1] for one, two in pairs]
    assert any(overlaps) == could_overlap(a, b)
    assert all(overlaps) == must_overlap(a, b)
    assert all(one[1] <= two[0] for one, two in pairs) == ended_before(a, b)
    assert any(one[0] <= two[0] and two[1] <= one[1] for one, two in pairs) == contains_possibly(a, b)
    assert all(one[0] <= two[0] and two[1] <= one[1] for one, two in pairs) == contains_surely(a, b)


texts = st.sampled_from(
    [
        "2014-04-12",
        "2014-04",
        "2014-04~",
        "2014-04-12?",
        "2011/..",
        "2011/",
        "../2014-04",
        "/2014-04",
        "/..",
        "../",
        "2014-04-09/2014-04-14",
        "[2014-04-10,2014-04-14]",
        "{2014-04-10,2014-04-14}",
        "[..2014-04-12]",
        "[2014-04-12..]",
        "2014-04-12T03:15:00",
        "{2014-04-10..2014-04-14,2014-05}",
    ]
)
moments = st.integers(1_388_534_400_000, 1_420_070_400_000)  # 2014


@given(texts, st.none() | moments, moments, moments, moments, moments)
def test_a_wider_window_never_answers_lower(
    text: str, said: int | None, a: int, b: int, c: int, d: int
) -> None:
    outer_first, first, last, outer_last = sorted((a, b, c, d))
    narrow, wide = within(first, last + 1), within(outer_first, outer_last + 1)
    when = None if said is None else instant(said)
    valid = at(text)
    assert RANK[held_at(valid, narrow, said=when)] <= RANK[held_at(valid, wide, said=when)]
    assert RANK[happened_in(valid, narrow)] <= RANK[happened_in(valid, wide)]


@given(texts, moments, moments)
def test_an_event_that_may_be_in_the_window_is_in_the_superset(text: str, a: int, b: int) -> None:
    window = within(min(a, b), max(a, b) + 1)
    begin, end = bounds(at(text))
    first, last = bounds(window)
    assert first is not None
    assert last is not None
    caught = (begin is None or begin < last) and (end is None or end > first)
    assert caught or happened_in(at(text), window) is Answer.NO
    # states: only the begin may narrow the query, since what was last attested is long past
    assert begin is None or begin < last or held_at(at(text), window) is Answer.NO


@given(texts, moments, moments)
def test_a_better_known_time_keeps_what_was_proven(text: str, a: int, b: int) -> None:
    # 'held' of the wider span stays held when its bounds are narrowed to one instant inside
    window = within(min(a, b), max(a, b) + 1)
    vague = within(min(a, b), max(a, b) + 1)
    exact = instant((a + b) // 2)
    if happened_in(vague, at(text)) is Answer.HELD:
        assert Answer.HELD is happened_in(exact, at(text))
    assert Answer.HELD is happened_in(exact, window)


@pytest.mark.parametrize(
    "a, b, expected",
    [
        ("2021-03-02/2021-06-20", "2021-06-20/", True),
        ("../2014-04-12", "2014-04-12/..", True),
        ("2014-04-01/2014-04-12", "2014-04-12", False),  # the day is all within
        ("2014-04-12", "2014-04-12", False),
        ("2014-04-12", "2014-04-12/", False),
        ("2014-04-11", "2014-04-12", False),
        ("2021-03-02/2021-06-20", "2021-04-30/", False),
        ("2014-04", "2014-04-12/", False),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", None])
def test_what_only_meets(a: str, b: str, expected: bool, zone: str | None) -> None:
    # seen: "a member until 20 June" and "no member from 20 June on", of one post, were told as a contradiction
    assert expected is only_meet(read(a, zone=zone), read(b, zone=zone))
    assert expected is only_meet(read(b, zone=zone), read(a, zone=zone))
