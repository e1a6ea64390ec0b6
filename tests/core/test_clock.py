"""Time and chance come through one door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.clock import FixedClock, Ids, SystemClock, from_rfc3339, rfc3339


def test_times_are_written_one_way() -> None:
    assert "1970-01-01T00:00:00.000Z" == rfc3339(0)
    assert "2014-04-12T03:15:00.250Z" == rfc3339(1_397_272_500_250)
    assert "1969-12-31T23:59:59.999Z" == rfc3339(-1)


@given(st.integers(-62_135_596_800_000, 253_402_300_799_999))
def test_what_is_written_is_read_back(ms: int) -> None:
    assert ms == from_rfc3339(rfc3339(ms))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="names no zone"):
        from_rfc3339("2014-04-12T03:15:00")


def test_ids_are_version_7_and_sort_by_when_they_were_made() -> None:
    ids = Ids(FixedClock(1_397_272_500_250, step_ms=0))
    made = [ids.new() for _ in range(5_000)]  # more in one millisecond than the counter holds
    assert made == sorted(set(made))
    assert {7} == {one[6] >> 4 for one in made}
    assert {2} == {one[8] >> 6 for one in made}
    assert 1_397_272_500_250 == int.from_bytes(made[0][:6], "big")


def test_ids_go_on_when_the_clock_is_set_back() -> None:
    clock = FixedClock(2_000, step_ms=-10)
    ids = Ids(clock)
    made = [ids.new() for _ in range(20)]
    assert made == sorted(made)


def test_the_fixed_clock_repeats_and_the_real_one_does_not() -> None:
    assert FixedClock().random(40) == FixedClock().random(40)
    clock = FixedClock()
    assert clock.random(16) != clock.random(16)
    real = SystemClock()
    assert real.random(16) != real.random(16)
    assert 1_700_000_000_000 < real.now_ms()
