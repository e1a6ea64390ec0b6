"""Local times to UTC: gaps, folds, lost days, unknown zones."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadTime
from sightline.model.zones import clock_to_utc, days_to_utc, zone_name

HOUR = 3_600_000
DAY = 24 * HOUR
SOME_ZONES = sorted(available_timezones())


def local(text: str) -> int:
    """Give local milliseconds of a clock reading, as if the zone were UTC."""
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def utc(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat().replace("+00:00", "Z")


def day_in(text: str, zone: str | None) -> tuple[str, str]:
    start, end = days_to_utc(local(text), local(text) + DAY, zone)
    return utc(start), utc(end)


@pytest.mark.parametrize(
    "day,zone,start,end",
    [
        ("2014-04-12", "Z", "2014-04-12T00:00:00Z", "2014-04-13T00:00:00Z"),
        ("2014-04-12", "+03:00", "2014-04-11T21:00:00Z", "2014-04-12T21:00:00Z"),
        ("2014-04-12", "-03:30", "2014-04-12T03:30:00Z", "2014-04-13T03:30:00Z"),
        ("2014-04-12", "Asia/Damascus", "2014-04-11T21:00:00Z", "2014-04-12T21:00:00Z"),
        # Damascus put its clocks forward over midnight: the day began at 01:00 and had 23 hours
        ("2014-03-28", "Asia/Damascus", "2014-03-27T22:00:00Z", "2014-03-28T21:00:00Z"),
        ("2014-03-27", "Asia/Damascus", "2014-03-26T22:00:00Z", "2014-03-27T22:00:00Z"),
        # and back over midnight: the day before had 25
        ("2014-10-30", "Asia/Damascus", "2014-10-29T21:00:00Z", "2014-10-30T22:00:00Z"),
        ("2014-10-31", "Asia/Damascus", "2014-10-30T22:00:00Z", "2014-10-31T22:00:00Z"),
        # 2022: Syria stayed on summer time for good, so late October is +03 and no hour is repeated
        ("2022-10-27", "Asia/Damascus", "2022-10-26T21:00:00Z", "2022-10-27T21:00:00Z"),
        ("2022-10-28", "Asia/Damascus", "2022-10-27T21:00:00Z", "2022-10-28T21:00:00Z"),
        ("2024-01-15", "Asia/Damascus", "2024-01-14T21:00:00Z", "2024-01-15T21:00:00Z"),
        ("2020-01-15", "Asia/Damascus", "2020-01-14T22:00:00Z", "2020-01-15T22:00:00Z"),
        # St John's 2006: at 00:01 back to 23:01, so midnight came twice and two days share an hour
        ("2006-10-29", "America/St_Johns", "2006-10-29T02:30:00Z", "2006-10-30T03:30:00Z"),
        ("2006-10-28", "America/St_Johns", "2006-10-28T02:30:00Z", "2006-10-29T03:30:00Z"),
        # and at 00:01 forward to 01:01: the day's first minute was there, then an hour was not
        ("2006-04-02", "America/St_Johns", "2006-04-02T03:30:00Z", "2006-04-03T02:30:00Z"),
        # Toronto 1919: 23:30 to 00:30, so the day began in the middle of the jump
        ("1919-03-31", "America/Toronto", "1919-03-31T04:30:00Z", "1919-04-01T04:00:00Z"),
    ],
)
def test_days_begin_when_the_zone_says(day: str, zone: str, start: str, end: str) -> None:
    assert (start, end) == day_in(day, zone)


def test_a_day_that_a_zone_left_out_is_refused() -> None:
    # Samoa went from 29 to 31 December 2011
    with pytest.raises(BadTime, match="left this day out"):
        day_in("2011-12-30", "Pacific/Apia")
    assert ("2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z") == day_in("2011-12-31", "Pacific/Apia")


@pytest.mark.parametrize(
    "clock,first,last",
    [
        ("2014-04-12T03:15:00", "2014-04-12T00:15:00Z", "2014-04-12T00:15:01Z"),
        # shown twice: 23:30 came at 20:30 UTC and again an hour later
        ("2014-10-30T23:30:00", "2014-10-30T20:30:00Z", "2014-10-30T21:30:01Z"),
        # never shown: a clock set late shows it after the jump, one set early before
        ("2014-03-28T00:30:00", "2014-03-27T21:30:00Z", "2014-03-27T22:30:01Z"),
        ("2022-10-27T23:30:00", "2022-10-27T20:30:00Z", "2022-10-27T20:30:01Z"),
    ],
)
def test_clock_readings_keep_every_instant_they_may_be(clock: str, first: str, last: str) -> None:
    start, end = clock_to_utc(local(clock), local(clock) + 1000, "Asia/Damascus")
    assert (first, last) == (utc(start), utc(end))


def test_an_unknown_zone_widens_by_what_zones_can_differ() -> None:
    assert ("2014-04-11T10:00:00Z", "2014-04-13T12:00:00Z") == day_in("2014-04-12", None)
    # before 1900 places kept their own mean time, up to nearly 16 hours from Greenwich
    assert ("1850-04-11T08:00:00Z", "1850-04-13T16:00:00Z") == day_in("1850-04-12", None)


@given(
    st.sampled_from(SOME_ZONES),
    st.datetimes(min_value=datetime(1800, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
)
def test_every_zone_lies_within_the_unknown_one(zone: str, moment: datetime) -> None:
    start = round((moment.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))
    known, unknown = clock_to_utc(start, start + 1000, zone), clock_to_utc(start, start + 1000, None)
    assert unknown[0] <= known[0] < known[1] <= unknown[1]


@given(
    st.sampled_from(SOME_ZONES),
    st.dates(date(1880, 1, 1), date(9990, 1, 1)),
)
def test_a_day_holds_exactly_the_instants_of_its_date(zone: str, day: date) -> None:
    start = local(str(day))
    try:
        first, last = days_to_utc(start, start + DAY, zone)
    except BadTime:
        return  # left out
    for instant, inside in ((first, True), (last - 1, True), (first - 1, False), (last, False)):
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)
        assert inside == (str(day) == str(moment.astimezone(ZoneInfo(zone)).date()))


@pytest.mark.parametrize(
    "name", ["Asia/Damaskus", "", "Asia", "../../etc/passwd", "/etc/localtime", "damascus time", "+25:00"]
)
def test_zones_that_do_not_exist_are_refused(name: str) -> None:
    with pytest.raises(BadTime) as caught:
        zone_name(name)
    assert caught.value.todo is not None


def test_zone_names_are_written_one_way() -> None:
    assert ["Asia/Damascus", "Z", "Z", "+03:00"] == [
        zone_name(each) for each in ("Asia/Damascus", "Z", "+00:00", "+03")
    ]


def test_years_beyond_the_zone_tables_widen_as_unknown() -> None:
    far = 400_000 * 365 * DAY
    assert days_to_utc(far, far + DAY, None) == days_to_utc(far, far + DAY, "Asia/Damascus")
