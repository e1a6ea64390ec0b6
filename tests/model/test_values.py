"""Values: each type takes what it says and nothing else, and tells what it takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadTime, BadValue
from sightline.model.schema import Property, Schema, Term, Vocabulary
from sightline.model.values import CHECKS, check, clean_text, media_time_ms, show

PRECISION = Vocabulary(
    "place_precision", "Precision", "ours", "2026", {"village": Term("village", "Village")}
)
COLOURS = Vocabulary(
    "colours", "Colours", "ours", "2026", {"red": Term("red", "Red"), "blue": Term("blue", "Blue")}
)
SCHEMA = Schema(kinds={}, vocabularies={"place_precision": PRECISION, "colours": COLOURS})


def prop(sort: str) -> Property:
    return Property("thing", sort, "Thing", vocabulary="colours" if sort == "term" else None)


@pytest.mark.parametrize(
    "sort, value",
    [
        ("text", "  kept as it is  "),
        ("text", "لواء"),
        ("identifier", "a-1"),
        ("url", "https://example.org/a%20b?c=d"),
        ("language", "ar"),
        ("language", "zh-Hant"),
        ("language", "und"),
        ("term", "red"),
        ("integer", -3),
        ("decimal", "12.50"),
        ("decimal", 12),
        ("range", {"min": 6}),
        ("range", {"min": 6, "best": 7, "max": 7}),
        ("date", "2014-04~"),
        ("date", "2014-04-09/2014-04-10"),
        ("place", {"lat": "35.37", "lon": "36.60", "radius_m": 500, "precision": "village"}),
        ("place", {"lat": "-90", "lon": "180"}),
        ("entity", {"entity": "a" * 32}),
    ],
)
def test_what_fits_is_recorded_as_it_was_given(sort: str, value: object) -> None:
    assert value == check(SCHEMA, prop(sort), value)  # type: ignore[arg-type]


def test_a_number_is_a_range_of_its_own() -> None:
    assert {"best": 12} == check(SCHEMA, prop("range"), 12)


def test_a_media_time_is_milliseconds() -> None:
    assert 41_500 == check(SCHEMA, prop("media_time"), "0:41.5")


@pytest.mark.parametrize(
    "sort, value, told",
    [
        ("text", "", "takes text, not ''"),
        ("text", " \n ", "takes text"),
        ("text", 3, "takes text, not 3"),
        ("text", None, "takes text, not None"),
        ("text", "a\x00b", "NUL"),
        ("text", "a\ud800b", "surrogate"),
        ("text", 1.5, "floating point"),
        ("url", ["a"], "takes text"),
        ("language", "English", "takes a language code"),
        ("language", "", "takes a language code"),
        ("term", "green", "takes a term of colours, not 'green' (one of red, blue)"),
        ("term", "Red", "takes a term"),
        ("integer", True, "takes a whole number, not True"),
        ("integer", "3", "takes a whole number"),
        ("integer", 2**53, "larger than 2**53"),
        ("decimal", "1e5", "takes a decimal number"),
        ("decimal", "12,5", "takes a decimal number"),
        ("decimal", True, "takes a decimal number"),
        ("decimal", "1\n", "takes a decimal number"),
        ("range", {}, "takes min, best and max"),
        ("range", {"min": -1}, "takes min, best and max"),
        ("range", {"min": "6"}, "takes min, best and max"),
        ("range", {"min": True}, "takes min, best and max"),
        ("range", {"least": 6}, "takes min, best and max"),
        ("range", {"min": 6, "max": 5}, "out of order"),
        ("range", {"min": 6, "best": 5}, "out of order"),
        ("range", -3, "takes min, best and max"),
        ("date", 2014, "takes a date in EDTF"),
        ("place", "35.37, 36.60", "takes a position"),
        ("place", {"lat": "35.37"}, "takes a position"),
        ("place", {"lat": "35.37", "lon": "36.6", "alt": 3}, "takes a position"),
        ("place", {"lat": "95", "lon": "36.6"}, "thing"),
        ("place", {"lat": "north", "lon": "36.6"}, "thing"),
        ("place", {"lat": "35.37", "lon": "36.6", "radius_m": -5}, "thing"),
        (
            "place",
            {"lat": "35.37", "lon": "36.6", "precision": "street"},
            "'street' is no precision (one of village)",
        ),
        ("entity", "INC-1", "takes another entity"),
        ("entity", {"entity": "INC-1", "role": "x"}, "takes another entity"),
        ("entity", {"entity": 3}, "takes another entity"),
        ("media_time", "41", "takes a time in the recording"),
        ("media_time", "0:61", "takes a time in the recording"),
        ("media_time", -1, "takes a time in the recording"),
        ("media_time", True, "takes a time in the recording"),
        ("text", {"é": "x"}, "keys are ASCII"),
    ],
)
def test_what_does_not_fit_is_told(sort: str, value: object, told: str) -> None:
    with pytest.raises(BadValue) as caught:
        check(SCHEMA, prop(sort), value)  # type: ignore[arg-type]
    assert told in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_date_that_is_no_date_is_told() -> None:
    with pytest.raises(BadTime):
        check(SCHEMA, prop("date"), "12 April 2014")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.sampled_from(sorted(CHECKS)),
    JSON | st.sampled_from(["2014", "0:10", {"lat": "1", "lon": "2"}, {"min": 3}]),
)
def test_anything_is_taken_or_refused_and_what_is_taken_can_be_shown(sort: str, value: object) -> None:
    try:
        taken = check(SCHEMA, prop(sort), value)  # type: ignore[arg-type]
    except (BadValue, BadTime):
        return
    assert "" != show(prop(sort), taken)
    assert taken == check(SCHEMA, prop(sort), taken)


@given(st.text(max_size=40))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert once == clean_text(once)
    assert once == once.strip()


@pytest.mark.parametrize(
    "raw, clean",
    [
        ("a  b", "a b"),
        (" a\u00a0b\n", "a b"),
        ("e\u0301", "é"),
        ("plain", "plain"),
        ("", ""),
        ("لواء  النهر", "لواء النهر"),
    ],
)
def test_clean_text_is_in_one_form(raw: str, clean: str) -> None:
    assert clean == clean_text(raw)


@pytest.mark.parametrize(
    "written, ms",
    [
        ("0:41", 41_000),
        ("1:02:03.5", 3_723_500),
        ("12:00", 720_000),
        ("100:00", 6_000_000),
        (41_000, 41_000),
        (0, 0),
    ],
)
def test_media_times(written: str | int, ms: int) -> None:
    assert ms == media_time_ms(written)


@pytest.mark.parametrize(
    "written", ["", "41", "1:60:00", "0:60", "-0:10", "0:1", "a:bc", "0:41,5", True, None, -1, [1]]
)
def test_no_media_times(written: object) -> None:
    assert media_time_ms(written) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sort, value, shown",
    [
        ("range", {"best": 12}, "12"),
        ("range", {"min": 6}, "at least 6"),
        ("range", {"min": 6, "best": 7, "max": 9}, "at least 6, best 7, at most 9"),
        ("range", {"min": 2, "max": 2}, "2"),
        ("place", {"lat": "35.37", "lon": "36.6"}, "35.37, 36.6"),
        ("place", {"lat": "35.37", "lon": "36.6", "radius_m": 500}, "35.37, 36.6 (within 500 m)"),
        ("media_time", 41_000, "0:41"),
        ("integer", 12, "12"),
        ("text", "as it is", "as it is"),
        ("term", "red", "Red"),
        ("entity", {"entity": "id"}, "River Brigade"),
    ],
)
def test_values_are_shown_in_words(sort: str, value: object, shown: str) -> None:
    assert shown == show(prop(sort), value, terms={"red": "Red", "id": "River Brigade"})  # type: ignore[arg-type]
