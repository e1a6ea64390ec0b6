"""Dates that their sentence tells otherwise than their words: "by Sunday they had left", weeks of a month."""

import pytest

from sightline.measure.chrono.dates import read_dates
from sightline.measure.text.claims.no_dates import dates_told
from sightline.measure.text.claims.record import DateGiven
from sightline.model.time import read

WRITTEN = read("2022-10-20")  # a Thursday


def found(text: str) -> list[str | None]:
    dates = (DateGiven(d.start, d.end, d.edtf, d.why) for d in read_dates(text, WRITTEN))
    return [d.edtf for d in dates_told(text, dates)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("By Sunday evening they had left the town.", ["../2022-10-16"]),
        ("They must leave the town by Sunday.", ["../2022-10-23"]),
        ("The last unit left in the night to Monday.", ["2022-10-16/2022-10-17"]),
        ("The post was hit before daybreak on Monday.", ["2022-10-17"]),
        ("Two men were killed in the last week of June.", ["2022-06-24/2022-06-30"]),
        ("They joined it in 2019 only to leave again.", ["2019"]),
        ("About an hour ago a shell fell.", []),
        ("Last week nine farmers were killed.", ["2022-10-10/2022-10-16"]),
        ("الطريق مقطوع من مبارح.", ["2022-10-19/.."]),
        ("في ساعة متأخرة من يوم الجمعة.", ["2022-10-14"]),
        ("اعتبارا من يوم الاثنين.", ["2022-10-17/.."]),
        ("فقدوا في الأسبوع الماضي ستة من رجالهم.", ["2022-10-08/2022-10-14"]),
        ("خلال الأسبوع الثاني من يونيو.", ["2022-06-08/2022-06-14"]),
        ("قصفوا السوق يوم التلات.", ["2022-10-18"]),
        ("لم تقع غارات في ذلك اليوم.", []),
    ],
)
def test_dates_are_read_as_their_sentence_tells_them(text: str, expected: list[str | None]) -> None:
    assert expected == found(text)


def test_a_day_of_this_month_is_its_day() -> None:
    text = "Our delegation signed on the 3rd of this month."
    at = text.index("this month")
    told = dates_told(text, [DateGiven(at, at + 10, "2011-11", "The month of the text.")])
    assert [("2011-11-03", "on the 3rd of this month")] == [(d.edtf, text[d.start : d.end]) for d in told]


def test_the_fall_of_a_town_is_no_season() -> None:
    text = "What is said about the fall of Rashad is false."
    at = text.index("about the fall")
    assert () == dates_told(text, [DateGiven(at, at + 14, "2017-23~", "No year is written.")])
