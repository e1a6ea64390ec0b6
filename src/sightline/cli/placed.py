"""Read a place, a circle about one, and a place with its time, from the words of a command line."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from sightline.core.errors import BadValue, WrongUse
from sightline.model.coordinates import read_coordinates
from sightline.model.position import Position, position
from sightline.work.daylight.suncalc_links import is_suncalc, read_suncalc

_TODO = 'write LAT LON TIME (-33.9 151.2 2024-03-20T10:00), "LAT, LON" TIME, or an address of suncalc.org'

_NUMBER = r"[-+]?[0-9]{1,12}(?:\.[0-9]{0,30})?"
_PAIR = re.compile(rf"\s*(?P<lat>{_NUMBER})\s*,\s*(?P<lon>{_NUMBER})\s*")
"""Plain numbers, LAT,LON: where a pair is asked for, whole degrees too, and no comma can be that of a decimal."""

_CIRCLE = re.compile(
    r"(?P<point>.*?)\s*[,;\s]\s*(?P<size>[0-9]{1,9}(?:\.[0-9]{0,9})?)\s*(?P<unit>km|m)?\s*", re.IGNORECASE
)


def place_and_time(
    words: Sequence[str], *, options: Sequence[str] = ("--zone", "--plot", "--json", "--workspace")
) -> tuple[float, float, str]:
    """Read latitude, longitude [degrees] and the time as text.

    Raises WrongUse for a misspelt option or the wrong number of words, BadValue for words that are no place.
    """
    for word in words:
        if word.startswith("--"):
            near = get_close_matches(word, options, n=1)
            raise WrongUse(
                "there is no such option",
                item=word,
                todo=f"did you mean {near[0]}?" if near else "see --help",
            )
    if 1 <= len(words) <= 2 and is_suncalc(words[0]):
        link = read_suncalc(words[0])
        time = words[1] if len(words) == 2 else link.time
        if time is None:
            raise WrongUse("this address names no day", item=words[0], todo="write the time after it")
        return link.lat, link.lon, time
    if len(words) == 2:
        return (*point(words[0]), words[1])
    if len(words) != 3:
        raise WrongUse("place and time are needed", item=" ".join(words), todo=_TODO)
    lat, lon = (_degrees(word, name) for word, name in zip(words, ("latitude", "longitude"), strict=False))
    return lat, lon, words[2]


def point(text: str) -> tuple[float, float]:
    """Read one place from one text: coordinates in any spelling, or an address of suncalc.org [degrees].

    Raises BadValue where it is none.
    """
    if is_suncalc(text):
        link = read_suncalc(text)
        return link.lat, link.lon
    found = where(text)
    return found.lat, found.lon


def where(text: str) -> Position:
    """Read one place from coordinates in any spelling; two plain numbers with a comma between are LAT,LON.

    Raises BadValue where it is none.
    """
    plain = _PAIR.fullmatch(text.replace("\u2212", "-"))
    return read_coordinates(text) if plain is None else position(plain["lat"], plain["lon"])


def circle(text: str, *, option: str = "--around") -> tuple[Position, float]:
    """Read ``LAT,LON,KM``: a place in any spelling, and how far about it [m]; ``500 m`` is read as well.

    Raises WrongUse where there is no distance, or one that is not above 0, BadValue where there is no place.
    """
    todo = "write LAT,LON,KM, for example 35.37,36.60,5"
    found = _CIRCLE.fullmatch(text) if len(text) <= 200 else None
    if found is None or found["point"] == "" or _PAIR.fullmatch(text.replace("\u2212", "-")) is not None:
        raise WrongUse("the distance after the point is missing", item=f"{option} {text[:100]}", todo=todo)
    try:
        place = where(found["point"])
    except BadValue as error:
        raise BadValue(
            f"'{found['point']}' is no point: {error.fault}", item=f"{option} {text[:100]}", todo=todo
        ) from error
    size = float(found["size"]) * (1.0 if (found["unit"] or "").lower() == "m" else 1000.0)
    if size == 0.0:
        raise WrongUse("nothing lies within 0 km", item=f"{option} {text[:100]}", todo=todo)
    return place, size


def _degrees(word: str, name: str) -> float:
    plain = word.replace("\u2212", "-").rstrip(",")
    try:
        value = float(plain)
    except ValueError as error:
        raise BadValue(f"this is no {name} in degrees", item=word, todo=_TODO) from error
    if abs(value) <= (90.0 if name == "latitude" else 360.0):
        return value
    raise BadValue(
        f"this {name} is not on the Earth", item=word, todo="latitude first: -90 to 90, then longitude"
    )
