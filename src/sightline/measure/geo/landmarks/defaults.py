"""What is taken where a query does not say: distances of "near" and "along", widths of directions, units."""

import re
from collections.abc import Mapping
from typing import Final

NEAR_M: Final = 300.0
BESIDE_M: Final = 50.0
TOWARD_M: Final = 1_000.0
ALONG_M: Final = 50.0
ALONG_LENGTH_M: Final = 200.0
BETWEEN_M: Final = 1_000.0
SIGHT_M: Final = 5_000.0
LINE_M: Final = 2_000.0
SIDES_M: Final = 300.0
ABOUT: Final = 0.25
"""Part of a stated distance that "about" leaves open, and a distance without any such word too."""
RELAXED: Final = 1.5
"""A near miss may be this many times farther than asked."""
FARTHEST_M: Final = 50_000.0

UNITS: Final[Mapping[str, float]] = {
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters", "м"), 1.0),
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers", "км"), 1_000.0),
    **dict.fromkeys(("ft", "foot", "feet"), 0.3048),
    **dict.fromkeys(("yd", "yard", "yards"), 0.9144),
    **dict.fromkeys(("mi", "mile", "miles"), 1_609.344),
}
_POINTS: Final = "n nne ne ene e ese se sse s ssw sw wsw w wnw nw nnw".split()
_LONG: Final = {"n": "north", "e": "east", "s": "south", "w": "west"}
_HALF: Final = {1: 45.0, 2: 22.5, 3: 11.25}
_AMOUNTS: Final = "one two three four five six seven eight nine ten eleven twelve".split()


def _directions() -> dict[str, tuple[float, float, str]]:
    found: dict[str, tuple[float, float, str]] = {}
    for place, short in enumerate(_POINTS):
        words = [_LONG[letter] for letter in short]
        # "north-east" is one direction; "north-north-east" is north of it
        name = words[0] if len(words) == 1 else "-".join((words[0], "".join(words[1:])))
        plain = "-".join(words)
        entry = (place * 22.5, _HALF[len(short)], plain)
        for spelling in (short, plain, name, "".join(words), f"{plain}ern", f"{''.join(words)}ern"):
            found[spelling] = entry
    return found


DIRECTIONS: Final[Mapping[str, tuple[float, float, str]]] = _directions()
"""Spelling: (bearing [degrees], half width [degrees], plain name)."""


def direction(word: str) -> tuple[float, float, str] | None:
    """Read a direction (N, NE, north-east, northeast, north-eastern): bearing, half width, name."""
    return DIRECTIONS.get(re.sub("[.]", "", word.lower()).replace("‐", "-"))


def amount(word: str) -> int | None:
    """Read a whole number in digits or in English words up to twelve."""
    lower = word.lower()
    if lower in _AMOUNTS:
        return _AMOUNTS.index(lower) + 1
    return int(lower) if re.fullmatch("[0-9]{1,6}", lower) else None


def metres(size: float) -> str:
    """Write a distance for people: 180 m, 1.25 km."""
    if size < 1_000:
        return f"{size:.0f} m" if size >= 10 or size == int(size) else f"{size:.1f} m"
    return f"{size / 1000:.2f}".rstrip("0").rstrip(".") + " km"


def compass(bearing_deg: float) -> str:
    """Name the eighth of the compass that a bearing lies in."""
    names = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
    return names[round(bearing_deg / 45.0) % 8]
