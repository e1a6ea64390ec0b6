"""Reading and writing times: the four integers of every spelling, round trips, and an outside oracle."""

import calendar
import math
import warnings
from datetime import UTC, date, datetime
from time import struct_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadTime
from sightline.model.time import Edge, Shape, Span, between, bounds, day, instant, read, within, write

with warnings.catch_warnings():  # the oracle's own dependencies warn when imported
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

DAY = 86_400_000
Bounds = tuple[int | None, int | None, int | None, int | None]


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def four(span: Span) -> Bounds:
    return span.begin_earliest, span.begin_latest, span.end_earliest, span.end_latest


def somewhere_in(first: str, after: str) -> Bounds:
    """The four integers of a thing that lies somewhere inside ``[first, after)``."""
    return ms(first), ms(after) - 1, ms(first) + 1, ms(after)


@pytest.mark.parametrize(
    "text,expected",
    [
        ("2014-04-12", somewhere_in("2014-04-12", "2014-04-13")),
        ("2014-04", somewhere_in("2014-04-01", "2014-05-01")),
        ("2014-04-XX", somewhere_in("2014-04-01", "2014-05-01")),
        ("201X", somewhere_in("2010-01-01", "2020-01-01")),
        ("2013-22", somewhere_in("2013-06-01", "2013-09-24")),
        ("2014-04~", somewhere_in("2014-03-01", "2014-06-01")),
        ("2014-04-12T03:15:00", somewhere_in("2014-04-12T03:15:00", "2014-04-12T03:15:01")),
        ("2014-04-12T03:15:00+03:00", somewhere_in("2014-04-12T00:15:00", "2014-04-12T00:15:01")),
        # began on the 9th, was over on the 10th, going on at the midnight between
        (
            "2014-04-09/2014-04-10",
            (ms("2014-04-09"), ms("2014-04-10") - 1, ms("2014-04-10") + 1, ms("2014-04-11")),
        ),
        # both inside one day: it cannot begin after it ended
        ("2014-04-09/2014-04-09", somewhere_in("2014-04-09", "2014-04-10")),
        ("2014/2014-04-09", (ms("2014-01-01"), ms("2014-04-10") - 1, ms("2014-04-09") + 1, ms("2014-04-10"))),
        # open: no end is claimed; unknown: there is one, any time after it began
        ("2011/..", (ms("2011-01-01"), ms("2012-01-01") - 1, None, None)),
        ("2011/", (ms("2011-01-01"), ms("2012-01-01") - 1, ms("2011-01-01") + 1, None)),
        ("../2014-04-29", (None, None, ms("2014-04-29") + 1, ms("2014-04-30"))),
        ("/2014-04-29", (None, ms("2014-04-30") - 1, ms("2014-04-29") + 1, ms("2014-04-30"))),
        ("/..", (None, None, None, None)),
        ("[2014-04-12,2014-04-14]", somewhere_in("2014-04-12", "2014-04-15")),
        ("[2014-04-12..2014-04-14]", somewhere_in("2014-04-12", "2014-04-15")),
        ("[..2014]", (None, ms("2015-01-01") - 1, None, ms("2015-01-01"))),
        ("[2014..]", (ms("2014-01-01"), None, ms("2014-01-01") + 1, None)),
        # all of them: from the first to the last
        (
            "{2014-04-12,2014-04-14}",
            (ms("2014-04-12"), ms("2014-04-13") - 1, ms("2014-04-14") + 1, ms("2014-04-15")),
        ),
    ],
)
def test_four_integers_of_each_spelling(text: str, expected: Bounds) -> None:
    assert expected == four(read(text, zone="Z"))


def test_an_unknown_zone_widens_both_sides_and_is_remembered_as_unknown() -> None:
    span = read("2014-04-12")
    assert span.zone is None
    assert (ms("2014-04-11T10:00:00"), ms("2014-04-13T12:00:00")) == bounds(span)


@pytest.mark.parametrize(
    "text,zone,expected",
    [
        ("2014-04-12", "Asia/Damascus", "Asia/Damascus"),
        ("2014-04-12", "+03", "+03:00"),
        ("2014-04-12T03:15:00Z", "Asia/Damascus", "Z"),
        ("2014-04-12T03:15:00+03:00/2014-04-12T04:15:00+03:00", None, "+03:00"),
        # two offsets: each stands in the text, no single zone can
        ("2014-04-12T03:15:00Z/2014-04-12T09:15:00+03:00", None, None),
        # one end names its offset, the other does not
        ("2014-04-12T03:15:00Z/2014-04-13", None, None),
        ("2014-04-12T03:15:00Z/2014-04-13", "Asia/Damascus", "Asia/Damascus"),
    ],
)
def test_zone_is_the_one_in_force(text: str, zone: str | None, expected: str | None) -> None:
    span = read(text, zone=zone)
    assert expected == span.zone
    assert span == read(span.text, zone=span.zone)


def test_flags_say_what_was_written() -> None:
    assert (True, False) == (read("2014-04~").approximate, read("2014-04~").uncertain)
    assert (False, True) == (read("?2014-04").approximate, read("?2014-04").uncertain)
    assert (True, True) == (read("2014/2015%").approximate, read("2014/2015%").uncertain)
    assert (Edge.GIVEN, Edge.OPEN) == (read("2011/..").begin_is, read("2011/..").end_is)
    assert (Edge.UNKNOWN, Edge.GIVEN) == (read("/2011").begin_is, read("/2011").end_is)
    assert [Shape.DATE, Shape.INTERVAL, Shape.ONE_OF, Shape.ALL_OF] == [
        read(each).shape for each in ("2014", "2014/2015", "[2014,2015]", "{2014,2015}")
    ]


@pytest.mark.parametrize(
    "text,canonical",
    [
        (" 2014-04-12 ", "2014-04-12"),
        ("2014-04-xx", "2014-04-XX"),
        ("2014-04-12t03:15:00z", "2014-04-12T03:15:00Z"),
        ("2014-04-12T03:15:00+00:00", "2014-04-12T03:15:00Z"),
        ("2014-04-12T03:15:00,25+03", "2014-04-12T03:15:00.25+03:00"),
        ("?2014", "2014?"),
        ("2014-04-12~?", "2014-04-12%"),
        ("[2014 , 2015]", "[2014,2015]"),
        ("2014 / 2015", "2014/2015"),
        ("y-17000", "Y-17000"),
        ("\u22120100", "-0100"),  # a minus sign, as word processors set it
    ],
)
def test_written_canonically(text: str, canonical: str) -> None:
    assert canonical == write(read(text))
    assert canonical == read(text).text


@pytest.mark.parametrize(
    "text",
    [
        "2014-04-13/2014-04-12",
        "2015/2014",
        "2014-04-13~/2014-04-11",
        "{2014-04-13..2014-04-12}",
        "[2015..2014]",
    ],
)
def test_intervals_that_run_backwards_are_refused_even_without_a_zone(text: str) -> None:
    # widening by 26 hours must not hide two swapped days
    with pytest.raises(BadTime, match="before it begins"):
        read(text)


def test_a_swap_of_offsets_is_seen_in_utc() -> None:
    assert read("2014-04-12T05:00:00+03:00/2014-04-12T03:00:00Z").zone is None
    with pytest.raises(BadTime, match="before it begins"):
        read("2014-04-12T05:00:00Z/2014-04-12T05:00:00+03:00")


def test_an_instant_is_one_millisecond_and_reads_back() -> None:
    moment = instant(ms("2014-04-12T03:15:00") + 7)
    assert "2014-04-12T03:15:00.007Z" == moment.text
    assert moment == read(moment.text)
    assert 1 == (moment.end_latest or 0) - (moment.begin_earliest or 0)
    with pytest.raises(BadTime):
        instant(10**18)  # nanoseconds, by mistake


@given(st.integers(-60_000_000_000_000, 250_000_000_000_000))
def test_every_instant_reads_back(moment: int) -> None:
    assert instant(moment) == read(instant(moment).text)


def test_a_day_is_the_calendar_day_of_its_zone() -> None:
    assert read("2014-04-12", zone="Asia/Damascus") == day(date(2014, 4, 12), "Asia/Damascus")
    assert read("2014-04-12") == day(date(2014, 4, 12))
    assert "0476-09-04" == day(date(476, 9, 4)).text


def test_within_is_some_moment_of_a_stretch() -> None:
    assert (10, 19, 11, 20) == four(within(10, 20))
    assert instant(10) == within(10, 11)
    with pytest.raises(BadTime):
        within(20, 20)


def test_between_covers_both_days_whole() -> None:
    window = between("2014-04-11", "2014-04-30", zone="Z")
    assert (ms("2014-04-11"), ms("2014-05-01")) == bounds(window)
    assert (None, ms("2015-01-01")) == bounds(between("..", "2014", zone="Z"))
    assert (ms("2014-01-01"), None) == bounds(between("2014", "..", zone="Z"))


@pytest.mark.parametrize(
    "a,b", [("2014-05", "2014-04"), ("2014/2015", "2016"), ("", "2014"), ("[2014]", "2015"), ("..", "..")]
)
def test_between_refuses_what_is_no_window(a: str, b: str) -> None:
    with pytest.raises(BadTime):
        between(a, b)


# ---------------------------------------------------------------------------------------------- properties, oracle

marks = st.sampled_from(["", "", "", "~", "?", "%"])
years = st.one_of(
    st.integers(1, 9998).map("{:04d}".format),
    st.integers(1, 9998).map("-{:04d}".format),
    st.sampled_from(["201X", "20XX", "1XXX", "XXXX", "2X14", "Y17000", "Y-170000"]),
)
plain_years = st.integers(1, 9998).map("{:04d}".format)
months = st.one_of(st.integers(1, 12).map("{:02d}".format), st.sampled_from(["XX", "1X", "X2"]))
days = st.one_of(st.integers(1, 28).map("{:02d}".format), st.sampled_from(["XX", "1X", "X1"]))
seasons = st.integers(21, 41).map(str)
clocks = st.tuples(
    st.times(),
    st.sampled_from(["", "Z", "+03:00", "-11:30"]),
    st.sampled_from(["hours", "minutes", "seconds", "milliseconds"]),
).map(lambda got: f"T{got[0].isoformat(got[2])}{got[1]}")


def joined(*pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*pieces).map("".join)


dash = st.just("-")
dates = st.one_of(
    joined(years, marks),
    joined(plain_years, marks, dash, marks, months, marks),
    joined(plain_years, dash, seasons, marks),
    joined(marks, plain_years, marks, dash, months, marks, dash, marks, days, marks),
    joined(st.dates(date(2, 1, 1), date(9998, 1, 1)).map(str), clocks, marks),
)
plain_dates = st.one_of(
    plain_years,
    joined(plain_years, dash, st.integers(1, 12).map("{:02d}".format)),
    st.dates(date(2, 1, 1)).map(str),
)
edges = st.one_of(dates, st.sampled_from(["", ".."]))
texts = st.one_of(
    dates,
    joined(edges, st.just("/"), edges),
    st.lists(dates, min_size=1, max_size=4).map(lambda got: "[" + ",".join(got) + "]"),
    st.lists(dates, min_size=1, max_size=4).map(lambda got: "{" + ",".join(got) + "}"),
    joined(st.just("["), dates, st.just(".."), dates, st.just("]")),
)
zones = st.sampled_from([None, "Z", "+03:00", "-09:30", "Asia/Damascus", "Europe/Kyiv", "Pacific/Apia"])


def read_or_none(text: str, zone: str | None) -> Span | None:
    """Read what may run backwards or name a day that its month or zone lacks."""
    try:
        return read(text, zone=zone)
    except BadTime:
        return None


@given(texts, zones)
def test_what_is_written_reads_back_equal(text: str, zone: str | None) -> None:
    span = read_or_none(text, zone)
    if span is None:
        return
    assert span.text == write(span)
    assert span == read(write(span), zone=span.zone)


@given(texts, zones)
def test_bounds_nest(text: str, zone: str | None) -> None:
    span = read_or_none(text, zone)
    if span is None:
        return
    first, last = bounds(span)
    low, high = -math.inf, math.inf
    begin = (
        first if first is not None else low,
        span.begin_latest if span.begin_latest is not None else high,
    )
    end = (span.end_earliest if span.end_earliest is not None else low, last if last is not None else high)
    assert begin[0] <= begin[1]
    assert end[0] <= end[1]
    assert begin[0] < end[1]
    for member in span.members:
        inner = bounds(member)
        assert first is None or (inner[0] is not None and first <= inner[0])
        assert last is None or (inner[1] is not None and inner[1] <= last)


@given(dates, zones)
def test_knowing_the_zone_never_widens(text: str, zone: str | None) -> None:
    known, unknown = read_or_none(text, zone), read_or_none(text, None)
    if known is None or unknown is None:
        return
    assert (unknown.begin_earliest or 0) <= (known.begin_earliest or 0)
    assert (known.end_latest or 0) <= (unknown.end_latest or 0)


def advice(text: str) -> str | None:
    """Read ``text``; give what a refusal advises, or the canonical form."""
    try:
        return read(text).text
    except BadTime as error:
        return error.todo


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_advice(text: str) -> None:
    assert advice(text) is not None


def oracle_day(found: object) -> int | None:
    if not isinstance(found, struct_time):
        return None  # an infinity
    return calendar.timegm(found) * 1000 if found.tm_year > 0 else None


@given(
    st.one_of(
        plain_dates,
        joined(plain_dates, st.sampled_from(["~", "?"])),
        joined(plain_dates, st.just("/"), plain_dates),
    )
)
def test_agrees_with_the_edtf_package(text: str) -> None:
    span = read_or_none(text, "Z")
    if span is None:
        return
    theirs = parse_edtf(text)
    lower, upper = oracle_day(theirs.lower_strict()), oracle_day(theirs.upper_strict())
    assert lower is not None
    assert upper is not None
    assert span.begin_earliest is not None
    assert span.end_latest is not None
    if "~" in text:  # theirs keeps the widening for its fuzzy bounds
        assert span.begin_earliest < lower < upper + DAY < span.end_latest
    else:
        assert (lower, upper + DAY) == (span.begin_earliest, span.end_latest)


@pytest.mark.parametrize(
    "text",
    [
        "201X",
        "20XX",
        "2014-XX",
        "2014-XX-XX",
        "2014-02-XX",
        "1X14",
        "2014-33",
        "2014-37",
        "2014-40",
        "2014-04-12/..",
        "../2014",
        "[2014-04-12..2014-04-14]",
        "{2014,2016}",
        "[..2014]",
        "2014-04-12?",
        "2014?-04-12",
    ],
)
def test_agrees_with_the_edtf_package_on_level_1_and_2(text: str) -> None:
    theirs, first, last = parse_edtf(text), *bounds(read(text, zone="Z"))
    if text == "2014-04-12/..":
        assert (math.inf, None) == (theirs.upper_strict(), last)  # its lower bound is the same day
    else:
        upper = oracle_day(theirs.upper_strict())
        assert upper is not None
        assert upper + DAY == last
    assert oracle_day(theirs.lower_strict()) == first


@pytest.mark.parametrize(
    "season", ["2014-21", "2014-22", "2014-23", "2014-24", "2014-25", "2014-29", "2014-32"]
)
def test_seasons_hold_those_of_the_edtf_package(season: str) -> None:
    # ours are wider on purpose: astronomical and meteorological
    theirs, (first, last) = parse_edtf(season), bounds(read(season, zone="Z"))
    low, high = oracle_day(theirs.lower_strict()), oracle_day(theirs.upper_strict())
    assert first is not None
    assert last is not None
    assert low is not None
    assert high is not None
    assert first <= low < high + DAY <= last
