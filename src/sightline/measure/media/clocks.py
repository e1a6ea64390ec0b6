"""Read every clock that left a mark on a file: what it said, what zone it is assumed to have been in, and why.

A reading without a zone is not given one: it is an interval as wide as the zones of the world. What it means is part
of the reading: some clocks say when the camera recorded, others only when somebody saved or sent the file.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from attrs import frozen

from sightline.measure.media.exif_tags import Tags

ClockName = Literal["camera", "satellites", "container", "device", "editor", "name", "file", "post"]
Role = Literal["recorded", "not_after"]

SECOND: Final = 1_000
HOUR: Final = 3_600_000
DAY: Final = 86_400_000
EAST: Final = 14 * HOUR
WEST: Final = 12 * HOUR
UNKNOWN_ZONE: Final = "the zone is not written, so it may be any from -12:00 to +14:00"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WRITTEN: Final = re.compile(
    r"(\d{4})[:-](\d\d)[:-](\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?"
)
_TIME: Final = re.compile(r"(\d\d):(\d\d):(\d\d)(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?")


@frozen(slots=True)
class Reading:
    """What one clock said."""

    clock: ClockName
    tag: str
    raw: str
    local_ms: int
    """The reading as if it were UTC [ms since 1970]."""
    grain_ms: int
    """How finely it is written: a second, a day."""
    zone_min: int | None
    """Minutes east of UTC; None where the zone is not known."""
    assumption: str
    role: Role = "recorded"
    hedged: bool = False

    @property
    def begin_ms(self) -> int:
        """Earliest instant it can mean, UTC."""
        return self.local_ms - (EAST if self.zone_min is None else self.zone_min * 60_000)

    @property
    def end_ms(self) -> int:
        """First instant after all it can mean, UTC."""
        return self.local_ms + self.grain_ms + (WEST if self.zone_min is None else -self.zone_min * 60_000)

    def edtf(self) -> str:
        """Write the reading as EDTF, with its zone where it has one."""
        moment = _EPOCH + timedelta(milliseconds=self.local_ms)
        if self.grain_ms >= DAY:
            text = moment.strftime("%Y-%m-%d")
        else:
            text = moment.strftime("%Y-%m-%dT%H:%M:%S") + zone_text(self.zone_min)
        return text if self.role == "recorded" else f"../{text}"

    def words(self) -> str:
        """Write the reading for people: ``2008-10-22 16:28:39 (zone unknown)``."""
        moment = _EPOCH + timedelta(milliseconds=self.local_ms)
        if self.grain_ms >= DAY:
            return moment.strftime("%Y-%m-%d")
        zone = (
            "zone unknown"
            if self.zone_min is None
            else f"UTC{zone_text(self.zone_min)}".replace("UTCZ", "UTC")
        )
        return f"{moment:%Y-%m-%d %H:%M:%S} ({zone})"


def zone_text(minutes: int | None) -> str:
    """Write a zone: ``Z``, ``+02:00``, or nothing where it is not known."""
    if minutes is None:
        return ""
    if minutes == 0:
        return "Z"
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def utc_text(ms: int) -> str:
    """Write an instant in UTC to the second."""
    return (_EPOCH + timedelta(milliseconds=ms)).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_ms(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> int | None:
    """Return a written date as milliseconds as if UTC; None where there is no such date between 1900 and 2100."""
    if not 1900 <= year <= 2100:
        return None
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def zone_minutes(text: str | None) -> int | None:
    """Read ``Z``, ``+02:00`` or ``+0200``; None for anything else."""
    if text is None:
        return None
    if text.strip() == "Z":
        return 0
    found = re.fullmatch(r"([+-])(\d\d):?(\d\d)", text.strip())
    if found is None or int(found[2]) > 14 or int(found[3]) > 59:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    return -minutes if found[1] == "-" else minutes


def parse_written(raw: str) -> tuple[int, int, int | None] | None:
    """Read a date as cameras and editors write it.

    :returns: (milliseconds as if UTC, grain [ms], zone [min] or None); None when it is no date, or all zeros.
    """
    found = _WRITTEN.fullmatch(raw.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    ms = to_ms(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
    if ms is None:
        return None
    if hour is None:
        return ms, DAY, None
    if second is None:
        return ms, 60 * SECOND, zone_minutes(zone)
    return ms + int(float(fraction or "0") * 1000), SECOND, zone_minutes(zone)


@frozen(slots=True)
class _Source:
    """Where a clock may stand in the tags, and what is to be thought of it."""

    clock: ClockName
    tags: tuple[str, ...]
    zone_tags: tuple[str, ...] = ()
    zone_min: int | None = None
    """The zone by the format's own rule, where no tag gives one."""
    assumption: str = UNKNOWN_ZONE
    role: Role = "recorded"
    hedged: bool = False


_SOURCES: Final = (
    _Source("camera", ("ExifIFD:DateTimeOriginal",), ("ExifIFD:OffsetTimeOriginal", "ExifIFD:OffsetTime")),
    _Source(
        "camera", ("ExifIFD:CreateDate",), ("ExifIFD:OffsetTimeDigitized", "ExifIFD:OffsetTime"), hedged=True
    ),
    _Source("device", ("Keys:CreationDate", "QuickTime:CreationDate", "UserData:DateTimeOriginal")),
    _Source(
        "container",
        ("QuickTime:CreateDate",),
        zone_min=0,
        assumption="UTC by the QuickTime standard, but many cameras write their local time there",
        hedged=True,
    ),
    _Source(
        "container",
        ("Matroska:DateTimeOriginal", "ASF:CreationDate"),
        zone_min=0,
        assumption="UTC by the standard of the format; when a camera or a program wrote the file",
        hedged=True,
    ),
    _Source("container", ("RIFF:DateTimeOriginal",), hedged=True),
    _Source(
        "editor",
        ("XMP-exif:DateTimeOriginal", "XMP-photoshop:DateCreated", "XMP-xmp:CreateDate"),
        hedged=True,
    ),
    _Source(
        "editor",
        ("IFD0:ModifyDate", "XMP-xmp:ModifyDate"),
        ("ExifIFD:OffsetTime",),
        assumption="when a camera or program last wrote the file; " + UNKNOWN_ZONE,
        role="not_after",
    ),
)


def read_clocks(tags: Tags) -> tuple[Reading, ...]:
    """Return the readings of all clocks in the tags; dates that are zero or impossible are left out."""
    found: list[Reading] = []
    for source in _SOURCES:
        name = next((name for name in source.tags if tags.raw(name) is not None), None)
        raw = None if name is None else tags.raw(name)
        if name is None or raw is None:
            continue
        parsed = parse_written(raw)
        if parsed is None:
            continue
        local, grain, zone = parsed
        assumption = source.assumption
        written_zone = zone if zone is not None else zone_minutes(tags.raw(*source.zone_tags))
        if written_zone is not None:
            assumption = "the zone stands in the file"
        zone = written_zone if written_zone is not None else source.zone_min
        found.append(
            Reading(
                source.clock,
                name,
                raw,
                local,
                grain,
                zone,
                assumption,
                role=source.role,
                hedged=source.hedged,
            )
        )
    return (*found, *_other(tags))


def _other(tags: Tags) -> list[Reading]:
    readers: tuple[Callable[[Tags], Reading | None], ...] = (_satellites, _press)
    return [one for one in (reader(tags) for reader in readers) if one is not None]


def _satellites(tags: Tags) -> Reading | None:
    day, time = tags.raw("GPS:GPSDateStamp"), tags.raw("GPS:GPSTimeStamp")
    if day is None or time is None:
        return None
    parsed = parse_written(f"{day} {time}")
    if parsed is None:
        return None
    assumption = "UTC as satellites give it; the fix may be older than the picture"
    return Reading("satellites", "GPS:GPSTimeStamp", f"{day} {time}", parsed[0], SECOND, 0, assumption)


def _press(tags: Tags) -> Reading | None:
    day, time = tags.raw("IPTC:DateCreated"), tags.raw("IPTC:TimeCreated")
    if day is None:
        return None
    parsed = parse_written(day if time is None or _TIME.fullmatch(time) is None else f"{day} {time}")
    if parsed is None:
        return None
    local, grain, zone = parsed
    assumption = UNKNOWN_ZONE if zone is None else "the zone stands in the file"
    raw = day if time is None else f"{day} {time}"
    return Reading("editor", "IPTC:DateCreated", raw, local, grain, zone, assumption, hedged=True)
