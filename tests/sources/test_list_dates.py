import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import AmbiguousDates
from sightline.core.resources import builtin, load_yaml
from sightline.model.list_plan import DateOrder, DateReading
from sightline.sources.list_date_order import DateEvidence
from sightline.sources.list_dates import level_date, looks_like_date, months, read_date

DMY = DateReading("dmy", has_clock=True, why="")
MDY = DateReading("mdy", has_clock=True, why="")


def evidence(*cells: str) -> DateEvidence:
    gathered = DateEvidence("Date")
    for cell in cells:
        gathered.feed(cell)
    return gathered


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2016-03-14T17:37:31.000Z", "2016-03-14T17:37:31Z"),
        ("2014-04-12T10:00:00+0300", "2014-04-12T10:00:00+03:00"),
        ("2014-04-12 10:00", "2014-04-12T10:00:00"),
        ("2014-04-12", "2014-04-12"),
        ("2014/04/12", "2014-04-12"),
        ("20140412", "2014-04-12"),
        ("12.04.2014", "2014-04-12"),
        ("12-4-14", "2014-04-12"),
        ("12/04/99", "1999-04-12"),
        ("12 April 2014", "2014-04-12"),
        ("April 12, 2014", "2014-04-12"),
        ("Sat 12th of April 2014", "2014-04-12"),
        ("12-Apr-14", "2014-04-12"),
        ("April 2014", "2014-04"),
        ("2014-04", "2014-04"),
        ("2014", "2014"),
        ("3 Apr 2014 5:30 pm", "2014-04-03T17:30:00"),
        ("3 Apr 2014 12:05 AM", "2014-04-03T00:05:00"),
        # Arabic digits, both sets of month names, forms of hamza, marks of direction
        ("٢١/٠٨/٢٠١٣", "2013-08-21"),
        ("٢١ آب ٢٠١٣", "2013-08-21"),
        ("21 اب 2013", "2013-08-21"),
        ("21 أغسطس 2013", "2013-08-21"),
        ("1 كانون الثاني 2014", "2014-01-01"),
        ("31 كانون الأول 2014", "2014-12-31"),
        ("28 شباط، 2014", "2014-02-28"),
        ("5 تشرين الأول 2015", "2015-10-05"),
        ("5 تشرين الثاني 2015", "2015-11-05"),
        ("\u200f9 نيسان 2014\u200f", "2014-04-09"),
        ("12 أيار 2015 3:05 م", "2015-05-12T15:05:00"),
    ],
)
def test_written_dates(text: str, expected: str) -> None:
    assert expected == read_date(text, DMY)
    assert looks_like_date(text)


@pytest.mark.parametrize(
    "text",
    ["", "31/02/2014", "2014-13-01", "29 February 2013", "yesterday", "35.6478097", "RU_1000", "12", "1/2", "25:00",
     "0/0/0", "12/04/2014 25:00", "12/04/2014 13:00 pm", "1 1", "2014-04-12T10:00:00+99", "12:30"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert read_date(text, DMY) is None


def test_every_levantine_month_is_known() -> None:
    levantine = [
        "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني",
        "كانون الأول",
    ]  # fmt: skip

    assert [f"2014-{number:02d}-03" for number in range(1, 13)] == [
        read_date(f"3 {name} 2014", DMY) for name in levantine
    ]
    assert 12 == len(set(months().values()))


@pytest.mark.parametrize(
    "text, expected",
    [("12 avril 2014", "2014-04-12"), ("12 апреля 2014", "2014-04-12"), ("12 квітня 2014", "2014-04-12"),
     ("12 Nisan 2014", "2014-04-12"), ("12 أفريل 2014", "2014-04-12"), ("août 2014", "2014-08")],
)  # fmt: skip
def test_months_are_read_in_every_language_of_the_table(text: str, expected: str) -> None:
    assert expected == read_date(text, DMY)


def test_there_is_one_table_of_months() -> None:
    # two tables drift apart: a month read in running text was no date in a list
    for file in builtin("written_dates"):
        listed = load_yaml(file).get("months")
        for number, names in enumerate(() if listed is None else listed.entries(), start=1):
            for name in names.entries():
                assert number == months()[level_date(name.text()).lower()], (file.name, name.line)


def test_the_whole_column_decides() -> None:
    assert "dmy" == evidence("03/04/2014", "25/04/2014").decide().order
    assert "mdy" == evidence("03/04/2014", "04/25/2014").decide().order
    assert "iso" == evidence("2014-04-03", "12 April 2014").decide().order
    assert "mdy" == evidence("08/21/13 12:00 AM").decide().order
    # two digits of a year may stand first; this one cannot be a day
    assert "ymd" == evidence("40/08/21").decide().order


@pytest.mark.parametrize(
    "cells", [("03/04/2014",), ("03/04/2014", "11/12/2015"), ("13/08/21",), ("03/04/05",)]
)
def test_no_row_decides(cells: tuple[str, ...]) -> None:
    with pytest.raises(AmbiguousDates) as caught:
        evidence(*cells).decide()

    assert repr(cells[0]) in caught.value.fault
    assert caught.value.todo is not None
    assert "dmy" in caught.value.todo


def test_rows_that_contradict_each_other_are_not_outvoted_lightly() -> None:
    with pytest.raises(AmbiguousDates, match="in two orders: 2 of 4 fit only"):
        evidence("25/04/2014", "04/25/2014", "26/04/2014", "04/26/2014").decide()
    # one slip of the hand among many is a slip
    reading = evidence(*[f"{day}/04/2014" for day in range(13, 31)] * 2, "04/25/2014").decide()
    assert "dmy" == reading.order
    assert "1 do not fit it and are kept as text" in reading.why


def test_days_that_read_alike_need_no_order() -> None:
    assert "2014-05-05" == read_date("05/05/2014", evidence("05/05/2014", "06/06/2014").decide())


def test_a_person_decides() -> None:
    assert "2014-03-04" == read_date("03/04/2014", evidence("03/04/2014").decide(ordered="mdy"))


def test_a_clock_that_always_says_midnight_is_no_clock() -> None:
    reading = evidence("21/08/2013 00:00", "22/08/2013 00:00").decide()

    assert not reading.has_clock
    assert "2013-08-21" == read_date("21/08/2013 00:00", reading)
    assert evidence("21/08/2013 00:00", "22/08/2013 00:01").decide().has_clock


@given(
    st.dates(date(1970, 1, 1), date(2068, 12, 31)),
    st.sampled_from(["dmy", "mdy", "ymd"]),
    st.sampled_from("/-."),
    st.booleans(),
)
def test_what_is_written_in_an_order_is_read_in_it(
    day: date, order: DateOrder, mark: str, short: bool
) -> None:
    year = f"{day.year % 100:02d}" if short else str(day.year)
    parts = {"d": f"{day.day:02d}", "m": f"{day.month:02d}", "y": year}
    text = mark.join(parts[letter] for letter in order)

    assert day.isoformat() == read_date(text, DateReading(order, has_clock=True, why=""))


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    looks_like_date(text)
    for reading in (DMY, MDY):
        found = read_date(text, reading)
        assert found is None or found[:4].isdecimal()
    with contextlib.suppress(AmbiguousDates):
        evidence(text, text).decide()
