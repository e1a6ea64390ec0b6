"""Values as they are typed: each type is read, what cannot be read names its field, and writing reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadTime, BadValue
from sightline.model.schema import Property
from sightline.work.schemas import load_schema
from sightline.work.value_text import EXAMPLES, read_value, write_value

SCHEMA = load_schema(None)
INCIDENT, ITEM = SCHEMA.kind("Incident").properties, SCHEMA.kind("Item").properties


def nobody(word: str, kinds: tuple[str, ...]) -> str:
    raise AssertionError(word)


def typed(prop: Property, text: object) -> object:
    return read_value(SCHEMA, prop, text, find=nobody)


@pytest.mark.parametrize(
    "text, value",
    [
        ("6", {"best": 6}),
        ("about 6", {"best": 6}),
        ("~6", {"best": 6}),
        ("6-10", {"min": 6, "max": 10}),
        ("between 6 and 10", {"min": 6, "max": 10}),
        ("6-", {"min": 6}),
        ("at least 6", {"min": 6}),
        ("6 or more", {"min": 6}),
        ("at most 10", {"max": 10}),
        ("more than 100", {"min": 101}),  # "more than 100" is not "at least 100"
        ("fewer than 10", {"max": 9}),
        ("6-10, best 8", {"min": 6, "max": 10, "best": 8}),
        ("at least 6, best 8", {"min": 6, "best": 8}),
        ('{"min": 6, "best": 7}', {"min": 6, "best": 7}),
    ],
)
def test_counts(text: str, value: object) -> None:
    assert value == typed(INCIDENT["casualties"], text)


@pytest.mark.parametrize("text", ["lots", "10-6", "-", "6.5", "6-10-12", '{"min": 1.5}', ""])
def test_counts_that_are_none_name_the_field(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        typed(INCIDENT["casualties"], text)
    assert "casualties" == caught.value.item
    assert caught.value.todo is not None or "out of order" in caught.value.fault


@pytest.mark.parametrize(
    "text, value",
    [
        ("35.37,36.60", {"lat": "35.37", "lon": "36.6"}),
        (
            "35.3742, 36.6033 ± 500 m (village)",
            {"lat": "35.3742", "lon": "36.6033", "radius_m": 500, "precision": "village"},
        ),
        ("٣٥٫٣٧ ٣٦٫٦٠", {"lat": "35.37", "lon": "36.6"}),
        ('{"lat": 35.37, "lon": "36.60"}', {"lat": "35.37", "lon": "36.60"}),
    ],
)
def test_places(text: str, value: object) -> None:
    assert value == typed(INCIDENT["position"], text)


@pytest.mark.parametrize("text", ["near the mill", "135.0, 36.6", "35,37", "35.37,36.60 (hamlet of sorts)"])
def test_places_that_are_none_give_an_example(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        typed(INCIDENT["position"], text)
    assert "position" == caught.value.item
    assert "for example" in (caught.value.todo or "")


def test_terms_by_id_and_label() -> None:
    prop = ITEM["item_kind"]
    label = SCHEMA.vocabulary("item_kind").terms["video"].label
    assert ["video"] * 3 == [typed(prop, text) for text in ("video", label, label.upper())]
    with pytest.raises(BadValue, match="no term") as caught:
        typed(prop, "vidoe")
    assert (caught.value.todo or "").startswith("did you mean video? ")  # once, not "video or video"


def test_dates_media_times_and_numbers() -> None:
    assert "2014-04~" == typed(INCIDENT["occurred"], " 2014-04~ ")
    with pytest.raises(BadTime) as caught:
        typed(INCIDENT["occurred"], "11/4/2014")
    assert "occurred" == caught.value.item
    at = ITEM["seen"].qualifiers["at"]
    assert [41_000, 41_000, 3_723_500] == [typed(at, text) for text in ("0:41", "41000", "1:02:03.5")]
    with pytest.raises(BadValue):
        typed(at, "0:75")


def test_text_is_kept_as_it_was_typed() -> None:
    assert "  two  spaces " == typed(INCIDENT["title"], "  two  spaces ")


def test_every_type_has_an_example() -> None:
    from sightline.model.schema import VALUE_TYPES

    assert sorted(VALUE_TYPES) == sorted(EXAMPLES)


counts = st.tuples(*[st.integers(0, 10**6)] * 3).map(sorted)


@given(counts, st.sets(st.sampled_from(["min", "best", "max"]), min_size=1))
def test_a_written_count_reads_back(numbers: list[int], names: set[str]) -> None:
    value = {n: v for n, v in zip(("min", "best", "max"), numbers, strict=True) if n in names}
    assert value == typed(INCIDENT["casualties"], write_value(INCIDENT["casualties"], value, codes={}))


@given(
    st.integers(-899_999_999, 899_999_999),
    st.integers(-1_799_999_999, 1_799_999_999),
    st.none() | st.integers(0, 50_000),
    st.sampled_from([None, "town", "village"]),
)
def test_a_written_place_reads_back(lat: int, lon: int, radius: int | None, precision: str | None) -> None:
    value: dict[str, object] = {"lat": f"{lat / 1e7:.7f}", "lon": f"{lon / 1e7:.7f}"}
    value |= {} if radius is None else {"radius_m": radius}
    value |= {} if precision is None else {"precision": precision}
    text = write_value(INCIDENT["position"], value, codes={})  # type: ignore[arg-type]
    assert text == write_value(INCIDENT["position"], typed(INCIDENT["position"], text), codes={})  # type: ignore[arg-type]


@given(st.integers(0, 10**8))
def test_a_written_media_time_reads_back(ms: int) -> None:
    at = ITEM["seen"].qualifiers["at"]
    assert ms == typed(at, write_value(at, ms, codes={}))
