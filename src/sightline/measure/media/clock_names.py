"""Read the clocks that stand outside the bytes: in the name of a file, its file system, its post."""

import re
from typing import Final

from attrs import frozen

from sightline.measure.media.clocks import DAY, SECOND, ClockName, Reading, Role, parse_written, to_ms

_DATE: Final = r"(?P<y>(?:19|20)\d\d)[-_.]?(?P<m>[01]\d)[-_.]?(?P<d>[0-3]\d)"
_TIME: Final = r"(?P<H>[0-2]?\d)[-_.:]?(?P<M>[0-5]\d)[-_.:]?(?P<S>[0-5]\d)"
_LOCAL: Final = "the phone's local time; its zone is not written"


@frozen(slots=True)
class _Pattern:
    """One way in which programs write a time into a name."""

    regex: re.Pattern[str]
    assumption: str
    role: Role = "recorded"
    zone_min: int | None = None
    hedged: bool = True


_PATTERNS: Final = (
    _Pattern(
        re.compile(rf"PXL_{_DATE}_{_TIME}\d{{3}}"), "Pixel phones name files by UTC", zone_min=0, hedged=False
    ),
    _Pattern(
        re.compile(rf"(?:VID|IMG|AUD|PTT|DOC|STK)-{_DATE}-WA\d+"),
        "the day WhatsApp received or sent it, in the phone's zone; it was recorded then or before",
        role="not_after",
    ),
    _Pattern(
        re.compile(rf"WhatsApp (?:Video|Image|Audio|Ptt) {_DATE} at {_TIME}(?P<pm> ?[AP]M)?"),
        "when WhatsApp received or saved it, in local time; it was recorded then or before",
        role="not_after",
    ),
    _Pattern(
        re.compile(rf"signal-{_DATE}-{_TIME}"),
        "when Signal saved or sent it, in local time; it was recorded then or before",
        role="not_after",
    ),
    _Pattern(
        re.compile(rf"(?:photo|video|audio)_{_DATE}_{_TIME}"),
        "when Telegram saved it, in local time; it was recorded then or before",
        role="not_after",
    ),
    _Pattern(
        re.compile(
            rf"(?:Screenshot|Screen ?Shot|Screen Recording|Screenrecorder)[ _-]{_DATE}(?:[ _-]|[ _]at[ _]){_TIME}"
        ),
        "when the screen was copied, in local time; what it shows is older or the same",
        role="not_after",
    ),
    _Pattern(
        re.compile(rf"(?:IMG|VID|MVI|PANO|BURST|PIC|MVIMG|TRIM|DJI|VIDEO|IMAGE)[_-]?{_DATE}[_-]?{_TIME}"),
        _LOCAL,
    ),
    _Pattern(re.compile(rf"^{_DATE}[ _T-]{_TIME}"), _LOCAL),
)
_UNIX_NAME: Final = re.compile(r"(?:FB_IMG|received|mmexport)_?(1[0-9]{12})(?![0-9])")


def read_name(name: str) -> Reading | None:
    """Return the time that a program wrote into a file's name; None where none is recognised."""
    stamp = _UNIX_NAME.search(name)
    if stamp is not None:
        assumption = "the time an app saved it, counted in UTC; it was recorded then or before"
        return Reading(
            "name", "file name", stamp[0], int(stamp[1]), SECOND, 0, assumption, "not_after", hedged=True
        )
    for pattern in _PATTERNS:
        found = pattern.regex.search(name)
        if found is None:
            continue
        part = found.groupdict()
        hour = None if part.get("H") is None else int(part["H"])
        if part.get("pm") is not None and hour is not None:
            hour = hour % 12 + (12 if "P" in part["pm"] else 0)
        local = to_ms(
            int(part["y"]),
            int(part["m"]),
            int(part["d"]),
            hour or 0,
            int(part.get("M") or 0),
            int(part.get("S") or 0),
        )
        if local is None:
            continue
        grain = DAY if hour is None else SECOND
        return Reading(
            "name",
            "file name",
            found[0],
            local,
            grain,
            pattern.zone_min,
            pattern.assumption,
            role=pattern.role,
            hedged=pattern.hedged,
        )
    return None


def read_circumstance(clock: ClockName, raw: str) -> Reading | None:
    """Read a time that is known about the file rather than from it: RFC 3339, as ``modified`` or ``posted``.

    :param clock: ``file`` or ``post``.
    """
    parsed = parse_written(raw.strip())
    if parsed is None:
        return None
    local, grain, zone = parsed
    if clock == "file":
        assumption = (
            "when the file system says it was last written; some carry local time, so a day is allowed"
        )
        return Reading(clock, "modified", raw, local, max(grain, DAY), zone, assumption, role="not_after")
    assumption = "when it was published, as the platform or the list says"
    return Reading(clock, "posted", raw, local, grain, zone, assumption, role="not_after")
