"""Addresses of suncalc.org are read as they are passed around, and what is written reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadValue
from sightline.work.daylight.suncalc_links import SuncalcLink, read_suncalc, suncalc_link


@pytest.mark.parametrize(
    "text, want",
    [
        ("https://www.suncalc.org/#/35.9506,39.0094,13/2014.08.19/15:30/1/3",
         SuncalcLink(35.9506, 39.0094, "2014-08-19T15:30", 1.0)),
        ("suncalc.org/#/-33.9,151.2,9/2024.3.5/7:05/-1/0", SuncalcLink(-33.9, 151.2, "2024-03-05T07:05", None)),
        ("http://suncalc.org/#/48.5,35/2022.02.24", SuncalcLink(48.5, 35.0, "2022-02-24", None)),
        ("https://www.suncalc.org/#/48.5,35.0,3", SuncalcLink(48.5, 35.0, None, None)),
    ],
)  # fmt: skip
def test_addresses_as_passed_around(text: str, want: SuncalcLink) -> None:
    assert want == read_suncalc(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.suncalc.org/", "https://www.suncalc.org/#/91,0,3/2024.01.01/10:00/1/0",
        "suncalc.org/#/1,2,3/2024.02.30/10:00",
        "suncalc.org/#/1,2,3/2024.01.01/25:00", "https://suncalc.org.example.com/#/1,2,3", "suncalc.org/#/1..2,2", "",
    ],
)  # fmt: skip
def test_what_is_no_such_address_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        read_suncalc(text)


@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180), minute=st.integers(0, 30_000_000))
def test_what_is_written_reads_back(lat: float, lon: float, minute: int) -> None:
    read = read_suncalc(suncalc_link(lat, lon, minute * 60_000, offset_ms=10_800_000))
    assert (lat, lon) == pytest.approx((read.lat, read.lon), abs=0.0001)
    assert read.time is not None
    assert 1.0 == read.height
