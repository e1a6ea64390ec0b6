"""Coordinates as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadValue
from sightline.model.place import PRECISION_TERMS, Position, as_text, position, read_coordinates

HERE = position("35.37", "36.60")


@pytest.mark.parametrize(
    "text",
    [
        "35.37, 36.60",
        "35.37,36.60",
        "35.37 36.60",
        "35.37;36.60",
        "(35.37, 36.60)",
        "+35.37, +36.60",
        "35.37° , 36.60°",
        # decimal commas
        "35,37; 36,60",
        "35,37 36,60",
        "35,37, 36,60",
        # letters, either side, either order
        "35.37N 36.60E",
        "35.37 n, 36.60 e",
        "35.37N36.60E",
        "N35.37 E36.60",
        "N 35.37, E 36.60",
        "36.60 E, 35.37 N",
        "35.37° North, 36.60° East",
        # degrees, minutes, seconds in the signs that keyboards, phones and word processors make
        "35°22'12\"N 36°36'E",
        "35°22′12″N, 36°36′0″E",
        "35º22’12”N 36º36’00”E",
        "35° 22' 12'' N 36° 36' 00'' E",
        "35°22.2'N 36°36.0'E",
        "35°22'12\", 36°36'",
        # Arabic and Persian digits, decimal sign and comma; words, with and without tanwin
        "٣٥٫٣٧، ٣٦٫٦٠",
        "۳۵٫۳۷، ۳۶٫۶۰",
        "٣٥°٢٢'١٢\" شمالاً ٣٦°٣٦' شرقاً",
        "35.37 شمال، 36.60 شرق",
        "\u200f35.37, 36.60\u200e",  # direction marks, pasted along
        "35.37° с.ш. 36.60° в.д.",
        "35.37\u00a036.60",
        "geo:35.37,36.60",
        "GEO:35.37,36.60,412;crs=wgs84",
    ],
)
def test_one_point_in_many_spellings(text: str) -> None:
    assert HERE == read_coordinates(text)


@pytest.mark.parametrize(
    "text,lat,lon",
    [
        ("-33.45, -70.66", "-33.45", "-70.66"),
        ("33°27'S 70°39'36\"W", "-33.45", "-70.66"),
        ("\u221233.45, \u221270.66", "-33.45", "-70.66"),
        ("0, 180", "0", "-180"),
        ("35, 36", "35", "36"),
    ],
)
def test_other_quarters_of_the_earth(text: str, lat: str, lon: str) -> None:
    assert position(lat, lon) == read_coordinates(text)


def test_a_stated_error_is_read() -> None:
    assert position("35.37", "36.60", radius_m=500, precision="village") == read_coordinates(
        "35.37, 36.60 ± 500 m (village)"
    )
    assert position("35.37", "36.60", radius_m=1500) == read_coordinates("35.37, 36.60 ± 1.5 km")
    assert position("35.37", "36.60", radius_m=35) == read_coordinates("geo:35.37,36.60;u=35")
    assert position("35.37", "36.60", precision="town") == read_coordinates("35.37, 36.60 (town)")


@pytest.mark.parametrize(
    "text",
    [
        "35,37",  # one number, or two?
        "35,37,36,60",
        "35.37",
        "",
        "Kafr Zita",
        "35.37 36.60 12",
        "35.37N 36.60",
        "35N 36N",
        "35E 36W",
        "-35.37 S 36.60 E",
        "N35.37N E36.60",
        "35°61'N 36°E",
        "35°22'61\"N 36°36'E",
        "35.5°22'N 36°36'E",
        "95.0, 36.0",
        "136.6, 35.3",
        "35.37, 200",
        "nan, nan",
        "inf, 3",
        "35.37, 36.60 (hamlet)",
        "geo:95,36",
        "geo:1.2.3,4",
        "1" * 5000,
        "35°" * 60,
    ],
)
def test_what_is_not_one_point_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_coordinates(text)
    assert caught.value.todo is not None


@pytest.mark.parametrize(
    "p,expected",
    [
        (position("35.37425", "36.6033"), "35.37425, 36.6033"),
        (position(35, -36), "35.0, -36.0"),
        (position("-0.0000001", "0"), "-0.0000001, 0.0"),
        (position("35.37", "36.6", radius_m=2000, precision="village"), "35.37, 36.6 ± 2000 m (village)"),
    ],
)
def test_written_so_that_it_can_be_copied(p: Position, expected: str) -> None:
    assert expected == as_text(p)


@given(
    st.builds(
        Position,
        st.integers(-900_000_000, 900_000_000),
        st.integers(-1_800_000_000, 1_799_999_999),
        st.none() | st.integers(0, 10_000_000),
        st.none() | st.sampled_from(PRECISION_TERMS),
    )
)
def test_what_is_written_reads_back_equal(p: Position) -> None:
    assert p == read_coordinates(as_text(p))


def advice(text: str) -> str | None:
    """Read ``text``; give what a refusal advises, or the position in words."""
    try:
        return as_text(read_coordinates(text))
    except BadValue as error:
        return error.todo


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_advice(text: str) -> None:
    assert advice(text) is not None
