"""Tell which places are known well enough to be meant by their name alone.

The standing of a place (0 to 1) comes from its people and from the number of its spellings; see ``gazetteer.index``.
"""

from typing import Final

from sightline.measure.geo.gazetteer.distances import apart, same_letters
from sightline.measure.geo.gazetteer.gazetteer import Found
from sightline.measure.geo.gazetteer.letters import may_be_read

SPELLING: Final = 28.0
STEEPER: Final = 60.0

SAME: Final = 0.005
"""Distance below which two spellings have the same letters, but for marks and doublings."""

CLEAR: Final = 0.02
"""Largest distance of spellings that differ in a vowel or a mark at most."""

ORDINARY: Final = 0.06
"""Largest distance between ordinary spellings of one name."""

TOO_FAR: Final = 0.09
"""Distance of spellings beyond which a place is never the answer without a doubt."""

CITY: Final = 0.70
"""Standing of a city whose name is known in many spellings: some eighty thousand people."""

GREAT_CITY: Final = 0.80
"""Standing of a city that is named in passages about other countries: some four hundred thousand people."""

TITLE: Final = 0.035
"""Distance of spellings of a great city with and without its article, or with one other vowel."""

USUAL: Final = 0.2
"""Distance of spellings up to which a name is a form of the usual one, not another name of the place."""

TOWN: Final = 0.45
"""Standing of a town that a gazetteer of the world can be trusted to hold: some fifteen hundred people."""


def is_city(found: Found, head: str) -> bool:
    """Whether it is a city, written by its usual name: cities have many others, and some of these are words."""
    known = found.distance < SAME and found.standing >= (GREAT_CITY if found.wide else CITY)
    return known and apart(head, found.name) <= USUAL


def stands_out(found: Found, head: str) -> bool:
    """Whether a place of a gazetteer of the whole world is known well enough to be meant without further words."""
    if found.standing >= CITY:
        return found.distance <= (TITLE if found.standing >= GREAT_CITY else CLEAR)
    same_script = head.isascii() == found.spelled.isascii() or not may_be_read(found.spelled)
    written = not same_script or same_letters(head, found.spelled)
    return found.distance < SAME and found.standing >= TOWN and written


def is_sure(found: Found, head: str) -> bool:
    """Whether a place may be measured from by its name alone."""
    return found.prior > 0 or (found.distance <= ORDINARY and (not found.wide or stands_out(found, head)))


def unlike(distance: float) -> float:
    """Turn the distance of two spellings into odds; beyond what writers do to a name it falls faster."""
    return SPELLING * distance + STEEPER * max(distance - ORDINARY, 0.0)
