"""Read a place, and a place with its time, from the words of a command line, where a minus sign is no option."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from sightline.core.errors import BadValue, WrongUse
from sightline.model.coordinates import read_coordinates
from sightline.work.suncalc_links import is_suncalc, read_suncalc

_TODO = 'write LAT LON TIME (-33.9 151.2 2024-03-20T10:00), "LAT, LON" TIME, or an address of suncalc.org'

_WHOLE = re.compile(r"\A\s*([-+]?[0-9]{1,3}),([-+]?[0-9]{1,3})\s*\Z")
"""Whole degrees, LAT,LON: where a pair is asked for, the comma of a lone decimal number cannot be meant."""


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
    found = read_coordinates(_WHOLE.sub(r"\1, \2", text))
    return found.lat, found.lon


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
