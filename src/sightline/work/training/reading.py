"""Read what a learner typed: a place, a time of day, a distance, a name. What can be read two ways is asked again."""

import re
from typing import Final

from sightline.core.errors import BadValue
from sightline.core.fold import fold
from sightline.model.coordinates import read_coordinates
from sightline.model.position import Position
from sightline.work.training.names import NAMED

_PLACE_TODO: Final = "write latitude, longitude in degrees, such as 36.6000, 18.5000"
_NUMBER_TODO: Final = f"{_PLACE_TODO}, or the number of a line of map/gazetteer.tsv, such as xv-1"
_CLOCK_TODO: Final = "write one time, as 11:05 (the valley's clock) or 10:05 UTC"
_FAR_TODO: Final = "write one distance, as 950 (metres) or 0.95 km"
_DATE: Final = re.compile(r"\b\d{4}[-./]\d{1,2}[-./]\d{1,2}[T\s]*|\b\d{1,2}[-./]\d{1,2}[-./]\d{4}\b")
_CLOCK: Final = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-3])[:.h]([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(?![\d:])\s*"
    r"(?:([ap])\.?m\b\.?)?\s*(?:(?:(utc|gmt|z)\b\s*([+-]\d{1,2}(?::?[0-5]\d)?)?)|(\+\d{1,2}(?::?[0-5]\d)?))?",
    re.IGNORECASE,
)
_FAR: Final = re.compile(
    r"(?:about|some|circa|ca\.?|~|≈)?\s*(\d{1,3}(?:[ ,'\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)\s*"
    r"(km|kilomet(?:re|er)s?|m|met(?:re|er)s?)?\s*\.?(?:\s*(?:±|\+/?-).*)?",
    re.IGNORECASE,
)
_LEAST_BARE_M: Final = 20.0
"""A bare number below this may be kilometres."""
NAMES: Final = ("diary", "keeper", "news")


def place(text: str, *, numbered: bool) -> Position:
    """Read a place; ``numbered``: the number of a line of the gazetteer will do."""
    given = _given(text, _NUMBER_TODO if numbered else _PLACE_TODO)
    if numbered:
        wanted = given.casefold()
        for one in NAMED:
            if one.id == wanted:
                return Position(round(one.at[0] * 1e7), round(one.at[1] * 1e7))
        if re.fullmatch(r"xv-\d+", wanted):
            raise BadValue("no line of the gazetteer has this number", item=given[:80], todo=_NUMBER_TODO)
        alike = [one for one in NAMED if fold(one.name) == fold(given)]
        if alike:
            many = (
                f"{len(alike)} places of the gazetteer have this name" if len(alike) > 1 else "this is a name"
            )
            raise BadValue(many, item=given[:80], todo=_NUMBER_TODO)
    try:
        return read_coordinates(given)
    except BadValue as fault:
        todo = _NUMBER_TODO if numbered else _PLACE_TODO
        raise BadValue(fault.fault, item=given[:80], todo=todo) from fault


def clock(text: str) -> tuple[float, bool]:
    """Read a time of day: minutes of the day, and whether they are UTC's; else the valley's own."""
    given = _given(text, _CLOCK_TODO)
    found = list(_CLOCK.finditer(_DATE.sub(" ", given)))
    if len(found) != 1:
        fault = "no time was understood" if not found else "more than one time was read"
        raise BadValue(fault, item=given[:80], todo=_CLOCK_TODO)
    hour, minute, second, half, named, off, plus = found[0].groups()
    hours = int(hour)
    if half is not None:
        if not 1 <= hours <= 12:
            raise BadValue("no time was understood", item=given[:80], todo=_CLOCK_TODO)
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    minutes = hours * 60 + int(minute) + int(second or 0) / 60
    if named is None and plus is None:
        return minutes, False
    return (minutes - _ahead(off or plus)) % 1_440, True


def _ahead(offset: str | None) -> int:
    """Give how many minutes a clock is ahead of UTC."""
    if offset is None:
        return 0
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
    return (int(hours) * 60 + int(minutes)) * (-1 if offset[0] == "-" else 1)


def metres(text: str) -> float:
    """Read a distance [m]."""
    given = _given(text, _FAR_TODO)
    found = _FAR.fullmatch(given)
    if found is None:
        raise BadValue("no distance was understood", item=given[:80], todo=_FAR_TODO)
    number, unit = found[1], (found[2] or "").lower()
    if re.search(r"[ ,'\u00a0\u202f]\d{3}(?!\d)", number):
        number = re.sub(r"[ ,'\u00a0\u202f]", "", number)
    far = float(number.replace(",", "."))
    if unit == "" and far < _LEAST_BARE_M:
        raise BadValue("metres or kilometres?", item=given[:80], todo=_FAR_TODO)
    return far * 1_000 if unit.startswith("k") else far


def name(text: str) -> str:
    """Read one of the three names of exercise 6."""
    given = _given(text, f"answer {', '.join(NAMES[:-1])} or {NAMES[-1]}")
    said = {one for one in NAMES if one in fold(given).split()}
    if len(said) != 1:
        raise BadValue("one name is asked for", item=given[:80], todo="answer diary, keeper or news")
    return said.pop()


def _given(text: str, todo: str) -> str:
    """Take blanks, quotes and a closing point off; refuse what is empty."""
    given = text.strip().strip("\"'“”«»`").rstrip(".,;!").strip()
    if given == "":
        raise BadValue("the answer is empty", todo=f"{todo}; show tells the answer")
    return given
