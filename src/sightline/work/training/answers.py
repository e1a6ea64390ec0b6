"""Checking an answer to an exercise: right, near or wrong, by how much, and how one gets there."""

import re
from string import Template
from typing import Final

from attrs import frozen

from sightline.core.errors import BadValue, UnknownName
from sightline.core.fold import fold
from sightline.core.resources import builtin, load_yaml
from sightline.model.coordinates import read_coordinates
from sightline.model.geodesic import distance_m
from sightline.model.position import Position
from sightline.work.training.facts import (
    FALSE_ACCOUNT,
    TOLERANCES,
    coordinates,
    minutes_utc,
    places,
    pole_at,
    words,
)
from sightline.work.training.names import NAMED
from sightline.work.training.views import film_2, to_blast

RIGHT, NEAR, WRONG, SHOWN = "right", "near", "wrong", "shown"
SHOW: Final = "show"
"""Typed instead of an answer, tells it."""
COUNT: Final = 6
_CLOCK: Final = re.compile(r"\b([01]?\d|2[0-3])[:.h]([0-5]\d)(?::([0-5]\d))?\s*(utc|z|gmt)?\b", re.IGNORECASE)
_NUMBER: Final = re.compile(
    r"(\d+(?:[ ,]\d{3})*(?:\.\d+)?)\s*(km|m|metres?|meters?|kilomet(?:re|er)s?)?\b", re.IGNORECASE
)
_NAMES: Final = {"news": "news", "diary": "diary", "keeper": "keeper"}


@frozen(slots=True)
class Judged:
    """What an answer came to."""

    number: int
    word: str
    off: str
    """By how much it is off, or what was understood."""
    tolerance: str
    truth: str | None
    """The answer; None while it has not been found or asked for."""
    how: str
    """How one gets there; after a wrong answer, where to look."""


def check_answer(number: int, text: str) -> Judged:
    """Check an answer.

    :param number: of the exercise, 1 to 6
    :param text: the answer, or "show" to be told it
    :raises UnknownName: for another number
    :raises BadValue: when the answer cannot be read as what was asked for
    """
    if number not in TOLERANCES:
        raise UnknownName(f"there is no exercise {number}", todo=f"exercises are numbered 1 to {COUNT}")
    if text.strip().lower() == SHOW:
        word, off, tolerance = SHOWN, "", ""
    elif number <= 3:
        word, off, tolerance = _place(number, text)
    elif number == 4:
        word, off, tolerance = _time(text)
    elif number == 5:
        word, off, tolerance = _metres(text)
    else:
        word, off, tolerance = _name(text)
    truth, how, hint = _told(number)
    if word == WRONG:
        return Judged(number, word, off, tolerance, None, hint)
    return Judged(number, word, off, tolerance, truth, how)


def _place(number: int, text: str) -> tuple[str, str, str]:
    given = _by_number(text) if number == 1 else None
    at = read_coordinates(text) if given is None else _position(given)
    off = distance_m(at, _position(places()[number]))
    word, tolerance = _word(number, off)
    return word, f"your place is {_far(off)} from it", tolerance


def _word(number: int, off: float) -> tuple[str, str]:
    """Judge how far off an answer is, and tell what counts as what."""
    limit = TOLERANCES[number]
    unit = "minutes" if number == 4 else "m"
    word = RIGHT if off <= limit.right else NEAR if off <= limit.near else WRONG
    return word, f"right within {limit.right:.0f} {unit}, near within {limit.near:.0f} {unit}"


def _by_number(text: str) -> tuple[float, float] | None:
    """Take a number of the gazetteer, such as xv-11."""
    wanted = text.strip().lower()
    return next((one.at for one in NAMED if one.id == wanted), None)


def _time(text: str) -> tuple[str, str, str]:
    found = _CLOCK.search(text)
    if found is None:
        raise BadValue("no time was understood", item=text[:80], todo="write it as 11:05, or 10:05 UTC")
    minutes = int(found[1]) * 60 + int(found[2]) + int(found[3] or 0) / 60
    if found[4] is None:
        minutes -= 60
    off = abs((minutes - minutes_utc() + 720) % 1_440 - 720)
    word, tolerance = _word(4, off)
    read = "UTC" if found[4] is not None else "on the valley's clock"
    return word, f"{found[1]}:{found[2]} {read} is {off:.0f} minutes off", tolerance


def _metres(text: str) -> tuple[str, str, str]:
    found = _NUMBER.search(text)
    if found is None:
        raise BadValue("no distance was understood", item=text[:80], todo="write it in metres, such as 950")
    given = float(found[1].replace(" ", "").replace(",", ""))
    if found[2] is not None and found[2].lower().startswith("k"):
        given *= 1_000
    off = abs(given - to_blast(film_2()))
    word, tolerance = _word(5, off)
    return word, f"{given:.0f} m is {off:.0f} m off", tolerance


def _name(text: str) -> tuple[str, str, str]:
    said = {name for name in _NAMES if name in fold(text).split()}
    if len(said) != 1:
        raise BadValue("one name is asked for", item=text[:80], todo="answer diary, keeper or news")
    word = RIGHT if said == {FALSE_ACCOUNT} else WRONG
    return word, f"you named: {next(iter(said))}", "the right name; there is no near"


def _told(number: int) -> tuple[str, str, str]:
    """Fill in the truth, the explanation and the hint of an exercise."""
    file = next(one for one in builtin("training") if one.name == "answers.yaml")
    entry = load_yaml(file).at("exercises").entries()[number - 1]
    at = coordinates(places().get(number, pole_at()))
    given = words() | {"at": at}
    return (
        Template(entry.at("right").text()).substitute(given),
        Template(entry.at("how").text()).substitute(given).strip(),
        Template(entry.at("hint").text()).substitute(given).strip(),
    )


def _position(at: tuple[float, float]) -> Position:
    return Position(round(at[0] * 1e7), round(at[1] * 1e7))


def _far(metres: float) -> str:
    return f"{metres:.0f} m" if metres < 2_000 else f"{metres / 1_000:.1f} km"
