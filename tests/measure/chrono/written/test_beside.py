"""What stands beside a date: a date of another calendar, a name that languages share, nights before the last."""

import pytest

from sightline.measure.chrono.dates import read_dates
from sightline.model.time import read


def found(text: str, written: str = "2014-04-12") -> list[str | None]:
    return [date.edtf for date in read_dates(text, read(written))]


def test_a_year_of_one_calendar_is_none_of_the_other() -> None:
    # "5 August and 12 Ramadan 1435" came out as the year 1435
    assert ["{2014-08-05,2014-07-10~}"] == found("5 أوت و 12 رمضان 1435", "2014-09-15")


def test_a_name_that_languages_share_is_read_beside_one_that_does_not_know_it() -> None:
    # English and French know Ramadan, which tells neither; the text's words were Turkish, and it was passed over
    assert ["2014-06-29~", "2014-11-03~"] == found("1 Ramadan 1435, 10 Muharrem 1436", "2014-07-15")


@pytest.mark.parametrize(
    "text", ["the night before last", "позапрошлой ночью", "позаминулої ночі", "evvelki gece"]
)
def test_the_night_before_last(text: str) -> None:
    assert ["2014-04-10/2014-04-11"] == found(text)
    (date,) = read_dates(text, read("2014-04-12"))
    assert "night before last" in date.why
