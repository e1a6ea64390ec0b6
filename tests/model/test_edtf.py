"""Which spellings are read, which are refused, and what the refusal advises."""

import pytest

from sightline.core.errors import BadTime
from sightline.model.edtf import Clock, Date, Edge, Group, Interval, Run, offset, parse

PLAIN = ("", "", "")


def a_date(year: str, month: str | None = None, day: str | None = None, *, mark: str = "") -> Date:
    return Date(year, month, day, None, PLAIN, PLAIN, mark)


@pytest.mark.parametrize(
    "text,expected",
    [
        ("2014", a_date("2014")),
        ("2014-04", a_date("2014", "04")),
        ("2014-04-12", a_date("2014", "04", "12")),
        (" 2014-04-12\n", a_date("2014", "04", "12")),
        ("-0100", a_date("-0100")),
        ("0000", a_date("0000")),
        ("Y17000", a_date("Y17000")),
        ("Y-17000", a_date("Y-17000")),
        ("2014-21", a_date("2014", "21")),
        ("201X", a_date("201X")),
        ("2014-04-xx", a_date("2014", "04", "XX")),
        ("2014~", a_date("2014", mark="~")),
        ("?2014", a_date("2014", mark="?")),
        ("2014-04-12?~", a_date("2014", "04", "12", mark="%")),
        ("2014~-04-12", Date("2014", "04", "12", None, PLAIN, ("~", "", ""), "")),
        ("2014-?04-12", Date("2014", "04", "12", None, ("", "?", ""), PLAIN, "")),
        ("2014-04-%12", Date("2014", "04", "12", None, ("", "", "%"), PLAIN, "")),
    ],
)
def test_dates_are_taken_apart(text: str, expected: Date) -> None:
    assert expected == parse(text)


@pytest.mark.parametrize(
    "text,expected",
    [
        ("T03", Clock(3, None, None, None, None)),
        ("T03:15", Clock(3, 15, None, None, None)),
        ("T03:15:59Z", Clock(3, 15, 59, None, "Z")),
        ("t03:15:59z", Clock(3, 15, 59, None, "Z")),
        ("T03:15:59+03:00", Clock(3, 15, 59, None, "+03:00")),
        ("T03:15:59+03", Clock(3, 15, 59, None, "+03:00")),
        ("T03:15:59-0330", Clock(3, 15, 59, None, "-03:30")),
        ("T03:15:59-00:00", Clock(3, 15, 59, None, "Z")),
        # cameras write fractions, some with a comma; EDTF has none
        ("T03:15:59.25Z", Clock(3, 15, 59, "25", "Z")),
        ("T03:15:59,250", Clock(3, 15, 59, "250", None)),
    ],
)
def test_clock_readings_are_taken_apart(text: str, expected: Clock) -> None:
    assert Date("2014", "04", "12", expected, PLAIN, PLAIN, "") == parse("2014-04-12" + text)


@pytest.mark.parametrize(
    "text,expected",
    [
        ("2014/2015", Interval(a_date("2014"), a_date("2015"))),
        ("2014/..", Interval(a_date("2014"), Edge.OPEN)),
        ("2014/", Interval(a_date("2014"), Edge.UNKNOWN)),
        ("../2014", Interval(Edge.OPEN, a_date("2014"))),
        ("/2014", Interval(Edge.UNKNOWN, a_date("2014"))),
        ("/..", Interval(Edge.UNKNOWN, Edge.OPEN)),
        ("[2014, 2016]", Group(False, (a_date("2014"), a_date("2016")))),
        ("{2014,2016..2018}", Group(True, (a_date("2014"), Run(a_date("2016"), a_date("2018"))))),
        ("[..2014]", Group(False, (Run(None, a_date("2014")),))),
        ("[2014..]", Group(False, (Run(a_date("2014"), None),))),
    ],
)
def test_intervals_and_sets_are_taken_apart(text: str, expected: Interval | Group) -> None:
    assert expected == parse(text)


@pytest.mark.parametrize(
    "text,advice",
    [
        # what bloggers, spreadsheets and older software write
        ("12/04/2014", "year first"),
        ("12.4.14", "year first"),
        ("2014/04/12", "'/' means an interval"),
        ("20140412", "hyphens"),
        ("2014-4-12", "two digits"),
        ("2014-04-uu", "X"),
        ("201u", "X"),
        ("2014-04-12/open", "'..'"),
        ("unknown/2014", "left empty"),
        ("201", "four digits"),
        ("17000", "Y17000"),
        ("Y17E7", "not read"),
        ("1950S2", "not read"),
        ("2014-04-12 03:15:00", "write T"),
        ("2014..2015", "[a..b]"),
        ("April 2014", "write 2014-04-12"),
        ("", "write 2014-04-12"),
        ("   ", "write 2014-04-12"),
        ("2014-04-12T", "write 2014-04-12"),
        ("2014-04-1XT03:15:00", "write 2014-04-12"),
        ("Y17000-04", "write 2014-04-12"),
        ("2014??", "write 2014-04-12"),
        ("2014-04-12T24:00:00", "hour 00 of the next day"),
        ("2014-04-12T23:59:60Z", "second 59"),
        ("2014-04-12T25:00:00", "hours go to 23"),
        ("2014-04-12T03:60", "hours go to 23"),
        ("2014-04-12T03:15:00+17:00", "-12:00 to +14:00"),
        ("2014-04-12T03:15:00+03:75", "-12:00 to +14:00"),
        ("-0000", "0000"),
        ("/", "leave the time out"),
        ("../..", "leave the time out"),
        ("[2014,2015", "[a, b]"),
        ("[]", "[a, b]"),
        ("{2014]", "[a, b]"),
        ("[2014,..2015]", "before the first"),
        ("[..]", "before the first"),
        ("[2014,]", "write 2014-04-12"),
        ("2014-04-12/2014-04-13/2014-04-14", "write 2014-04-12"),
        ("9" * 100_000, "write 2014-04-12"),  # a stranger's cell may be any length
        ("[" + "2014..," * 500 + "2014]", "before the first"),
    ],
)
def test_refusals_advise_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(BadTime) as caught:
        parse(text)
    assert text[:200] == (caught.value.item or "")[:200]
    assert 300 > len(caught.value.item or "") or "[" == text[0]
    assert advice in (caught.value.todo or "")


def test_offsets_are_written_one_way() -> None:
    assert ["Z", "Z", "+03:00", "-03:30"] == [offset(each, each) for each in ("Z", "+00", "+0300", "-03:30")]
