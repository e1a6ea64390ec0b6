"""Texts made to hurt: two megabytes in one line, rows of one word, digits without end, marks that pile up."""

import time

import pytest

from sightline.measure.chrono.dates import read_dates
from sightline.measure.text.toponyms.finding import find_toponyms
from sightline.model.time import read

WRITTEN = read("2014-04-12")

UNITS = [
    "The town was hit on 9 April and again overnight 9-10 April. ",
    "1 ", "1,", "9-", "1/", "21:30 ", "((", "..", "\u0301", "April ", "9 April ", "from ", "between 9 and ", "9, ",
    "night of ", "9 or 10 April or ", "last past ", "since about ", "2014-04-11T", "on the 9th ", "قبل ", "و", "9 و ",
    "ночь на ", "с 9 по ", "il y a ", "3-4 Nisan gecesi ", "a", "1", " ", "\u202e", "X-", "٩",
]  # fmt: skip


def seconds(text: str) -> float:
    begun = time.process_time()
    read_dates(text, WRITTEN)
    return time.process_time() - begun


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    small, large = (unit * 20_000)[:10_000], (unit * 40_000)[:40_000]
    read_dates(small, WRITTEN)
    assert seconds(large) < 8 * seconds(small) + 0.3  # four times the text; a square would be sixteen


def test_two_megabytes_in_one_line() -> None:
    line = (
        "The convoy left and nobody in the town could say where it went or who had sent it there. " * 23_000
    )[:2_000_000]
    begun = time.process_time()
    (date,) = read_dates(line + " It came back on 9 April.", WRITTEN)
    assert "2014-04-09" == date.edtf
    assert time.process_time() - begun < 30


@pytest.mark.parametrize("size", [5, 50, 5_000])
def test_numbers_of_any_length_are_harmless(size: int) -> None:
    digits = "9" * size
    for text in (
        f"{digits} days ago",
        f"in {digits}",
        f"over the past {digits} years",
        f"{digits} April",
        f"1.{digits}.2014",
    ):
        for date in read_dates(text, WRITTEN):
            assert date.edtf is None or date.span is not None


@pytest.mark.parametrize("written", ["-9999", "9999-12-31", "Y170000", "0001-01-01", "../2014", "2014/.."])
def test_texts_written_at_the_ends_of_time(written: str) -> None:
    for date in read_dates(
        "yesterday, next year, 29 February, since Friday, last night, 3 years ago, رمضان", read(written)
    ):
        assert "" != date.why


def test_names_of_places_in_two_megabytes() -> None:
    for unit in ("Hama ", "Abu ", "15 km north of ", "قرية ", "в селе ", "a-", "'"):
        small, large = (unit * 20_000)[:10_000], (unit * 40_000)[:40_000]
        find_toponyms(small, known={"hama"})
        begun = time.process_time()
        find_toponyms(small, known={"hama"})
        first = time.process_time() - begun
        begun = time.process_time()
        find_toponyms(large, known={"hama"})
        assert time.process_time() - begun < 8 * first + 0.3
