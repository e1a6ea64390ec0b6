"""Turn local times into UTC bounds: by a known zone, by an offset, or widened by what zones can differ.

A day of a zone begins at the first instant whose local date it is, also where the clocks were put forward over
midnight, and is 23 or 25 hours long where they changed. A time of day that a clock showed twice, or skipped, is
every instant that it may have been: a camera that was set late is ordinary.

Sources:
[1] P. Ganssle, PEP 495 (folds) and PEP 615 (zoneinfo), https://peps.python.org/pep-0495/
[2] IANA time zone database, https://www.iana.org/time-zones
"""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sightline.core.errors import BadTime
from sightline.model.edtf import offset

HOUR_MS: Final = 3_600_000
EAST_MS: Final = 14 * HOUR_MS  # no zone is further ahead of UTC since 1900 [2]
WEST_MS: Final = 12 * HOUR_MS  # nor further behind
LOCAL_MEAN_MS: Final = 16 * HOUR_MS  # before 1900: Manila stood at -15:56, Metlakatla at +15:13 [2]

_Y1900: Final = -2_208_988_800_000
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - local clock readings have no zone yet
_UTC_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST: Final = -62_104_060_800_000  # year 2 and
_LAST: Final = 253_370_764_800_000  # year 9999: zoneinfo knows years 1 to 9999
_FIXED: Final = re.compile(r"Z|[+-][0-9]{2}(:?[0-9]{2})?")
_MS: Final = timedelta(milliseconds=1)


def zone_name(zone: str) -> str:
    """Check a zone and write it canonically: an IANA name as it is, ``Z``, or an offset such as ``+03:00``.

    Raises BadTime when there is no such zone.
    """
    if _FIXED.fullmatch(zone) is not None:
        return offset(zone, zone)
    _zone(zone)
    return zone


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, IsADirectoryError) as error:
        raise BadTime(
            f"there is no zone '{name}'", item=name, todo="write an IANA name (Asia/Damascus), Z or +03:00"
        ) from error


def days_to_utc(start: int, end: int, zone: str | None) -> tuple[int, int]:
    """Give the UTC bounds of the local days from ``start`` to ``end`` [local ms, both midnights].

    ``zone`` is None (unknown: the widest that zones can differ), ``Z``, an offset or an IANA name. Raises BadTime for
    an unknown zone, and for a day that a zone left out (Samoa had no 30 December 2011).
    """
    if zone is None or _out_of_reach(start, end, zone):
        return start - _ahead(start), end + _behind(end)
    if _FIXED.fullmatch(zone) is not None:
        return start - _fixed_ms(zone), end - _fixed_ms(zone)
    found = _zone(zone)
    first, last = _midnight(start, found, latest=False), _midnight(end, found, latest=True)
    if first >= last:
        raise BadTime(
            f"{zone} left this day out",
            item=zone,
            todo="the clocks were put forward over it: check day and zone",
        )
    return first, last


def clock_to_utc(start: int, end: int, zone: str | None) -> tuple[int, int]:
    """Give the UTC bounds of a clock reading of the local stretch from ``start`` to ``end`` [local ms].

    Both readings count where the clock showed the time twice or skipped it. Raises BadTime for an unknown zone.
    """
    if zone is None or _out_of_reach(start, end, zone):
        return start - _ahead(start), end + _behind(end)
    if _FIXED.fullmatch(zone) is not None:
        return start - _fixed_ms(zone), end - _fixed_ms(zone)
    found = _zone(zone)
    first = [start - _offset(start, found, fold) for fold in (0, 1)]
    last = [end - 1 - _offset(end - 1, found, fold) for fold in (0, 1)]
    return min(first + last), max(first + last) + 1


def _out_of_reach(start: int, end: int, zone: str) -> bool:
    return _FIXED.fullmatch(zone) is None and (start < _FIRST or end > _LAST)


def _ahead(local: int) -> int:
    return EAST_MS if local >= _Y1900 else LOCAL_MEAN_MS


def _behind(local: int) -> int:
    return WEST_MS if local >= _Y1900 else LOCAL_MEAN_MS


def _fixed_ms(zone: str) -> int:
    if zone == "Z":
        return 0
    size = int(zone[1:3]) * HOUR_MS + int(zone[4:6]) * 60_000
    return -size if zone[0] == "-" else size


def _offset(local: int, zone: ZoneInfo, fold: int) -> int:
    wall = (_EPOCH + timedelta(milliseconds=local)).replace(tzinfo=zone, fold=fold)
    away = wall.utcoffset()
    return 0 if away is None else away // _MS


def _offset_at(instant: int, zone: ZoneInfo) -> int:
    away = (_UTC_EPOCH + timedelta(milliseconds=instant)).astimezone(zone).utcoffset()
    return 0 if away is None else away // _MS


def _midnight(local: int, zone: ZoneInfo, *, latest: bool) -> int:
    """Find the UTC instant at which the zone's clock came to ``local``, or jumped over it."""
    before, after = local - _offset(local, zone, 0), local - _offset(local, zone, 1)
    if before <= after:  # once, or twice: a day begins at the first and ends at the last
        return after if latest else before
    low, high = after, before  # skipped: find the jump between the two readings
    old = _offset_at(low - 1, zone)
    while low < high:
        middle = (low + high) // 2
        if _offset_at(middle, zone) == old:
            low = middle + 1
        else:
            high = middle
    return low
