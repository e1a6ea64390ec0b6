"""Checking an answer to an exercise: right, near or wrong, by how much, and how one gets there."""

from string import Template
from typing import Final

from attrs import frozen

from sightline.core.errors import UnknownName
from sightline.core.resources import builtin, load_yaml
from sightline.model.geodesic import distance_m
from sightline.model.position import Position
from sightline.work.training import reading
from sightline.work.training.facts import (
    FALSE_ACCOUNT,
    TOLERANCES,
    coordinates,
    minutes_utc,
    places,
    pole_at,
    words,
)
from sightline.work.training.views import film_2, to_blast

RIGHT, NEAR, WRONG, SHOWN = "right", "near", "wrong", "shown"
SHOW: Final = "show"
"""Typed instead of an answer, tells it."""
COUNT: Final = 6
AHEAD_MINUTES: Final = 60
"""Of UTC, the valley's clock."""


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
    at = reading.place(text, numbered=number == 1)
    wanted = _position(places()[number])
    off = distance_m(at, wanted)
    word, tolerance = _word(number, off)
    told = f"your place is {_far(off)} from it"
    if word == WRONG and abs(at.lon_e7) <= 900_000_000:
        turned = distance_m(Position(at.lon_e7, at.lat_e7), wanted)
        if turned <= TOLERANCES[number].near:
            told += ": latitude comes first, then longitude"
    return word, told, tolerance


def _word(number: int, off: float) -> tuple[str, str]:
    """Judge how far off an answer is, and tell what counts as what."""
    limit = TOLERANCES[number]
    unit = "minutes" if number == 4 else "m"
    word = RIGHT if off <= limit.right else NEAR if off <= limit.near else WRONG
    return word, f"right within {limit.right:.0f} {unit}, near within {limit.near:.0f} {unit}"


def _time(text: str) -> tuple[str, str, str]:
    minutes, on_utc = reading.clock(text)
    clock = "UTC" if on_utc else "on the valley's clock"
    read = f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d} {clock}"
    off = abs((minutes - (0 if on_utc else AHEAD_MINUTES) - minutes_utc() + 720) % 1_440 - 720)
    word, tolerance = _word(4, off)
    return word, f"{read} is {off:.0f} minutes off", tolerance


def _metres(text: str) -> tuple[str, str, str]:
    given = reading.metres(text)
    off = abs(given - to_blast(film_2()))
    word, tolerance = _word(5, off)
    return word, f"{given:.0f} m is {off:.0f} m off", tolerance


def _name(text: str) -> tuple[str, str, str]:
    said = reading.name(text)
    word = RIGHT if said == FALSE_ACCOUNT else WRONG
    return word, f"you named: {said}", "the right name; there is no near"


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
