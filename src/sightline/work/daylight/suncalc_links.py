"""Read and write the addresses of suncalc.org pages, which investigators pass around as their working.

The form is ``https://www.suncalc.org/#/lat,lon,zoom/YYYY.MM.DD/HH:MM/object height/map type``; its time is that of the
clocks at the place, and a negative height stands for none.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from attrs import frozen

from sightline.core.errors import BadValue

_LINK: Final = re.compile(
    r"(?:https?://)?(?:www\.)?suncalc\.org/?#/(?P<lat>-?[0-9.]{1,18}),(?P<lon>-?[0-9.]{1,18})(?:,(?P<zoom>[0-9.]{1,6}))?"
    r"(?:/(?P<y>[0-9]{4})\.(?P<m>[0-9]{1,2})\.(?P<d>[0-9]{1,2})(?:/(?P<h>[0-9]{1,2}):(?P<min>[0-9]{1,2})"
    r"(?:/(?P<high>-?[0-9.]{1,12})(?:/(?P<map>[0-9]{1,3}))?)?)?)?/?",
    re.IGNORECASE,
)


@frozen(slots=True)
class SuncalcLink:
    """What such an address says; ``time`` as EDTF by the clock of the place, ``height`` of the object [m] if given."""

    lat: float
    lon: float
    time: str | None
    height: float | None


def read_suncalc(text: str) -> SuncalcLink:
    """Read an address of a suncalc.org page.

    Raises BadValue when it is none, or its numbers cannot be a place and a time.
    """
    found = _LINK.fullmatch(text.strip())
    if found is None:
        raise BadValue(
            "this is no address of suncalc.org",
            item=text[:200],
            todo="it looks like https://www.suncalc.org/#/35.95,39.01,12/2024.03.20/10:00/1/0",
        )
    try:
        lat, lon = float(found["lat"]), float(found["lon"])
        height = None if found["high"] is None else float(found["high"])
        time = _time(found)
    except ValueError as error:
        raise BadValue(
            "a number or date in this address cannot be", item=text[:200], todo=str(error)
        ) from error
    if abs(lat) > 90.0 or abs(lon) > 180.0:
        raise BadValue(
            "this place is not on the Earth", item=text[:200], todo="latitude first, then longitude"
        )
    return SuncalcLink(lat, lon, time, None if height is None or height < 0.0 else height)


def suncalc_link(lat: float, lon: float, ms: int, *, offset_ms: int, height: float = 1.0) -> str:
    """Write the address of the suncalc.org page of a place and a moment [ms since 1970 UTC].

    ``offset_ms`` is by how much clocks at the place are ahead of UTC then.
    """
    clock = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms + offset_ms)
    return f"https://www.suncalc.org/#/{lat:.4f},{lon:.4f},13/{clock:%Y.%m.%d}/{clock:%H:%M}/{height:g}/0"


def is_suncalc(text: str) -> bool:
    """Say whether a text is meant as such an address."""
    return "suncalc.org" in text.lower()


def _time(found: re.Match[str]) -> str | None:
    if found["y"] is None:
        return None
    day = datetime(int(found["y"]), int(found["m"]), int(found["d"]), tzinfo=UTC)
    if found["h"] is None:
        return f"{day:%Y-%m-%d}"
    clock = day.replace(hour=int(found["h"]), minute=int(found["min"]))
    return f"{clock:%Y-%m-%dT%H:%M}"
