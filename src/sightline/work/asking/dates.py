"""Reads the dates of a question: EDTF, or as people write them; a date without a year is refused, not guessed."""

import re
from typing import Final
from unicodedata import decimal

from attrs import frozen

from sightline.core.errors import BadTime
from sightline.model.time import read
from sightline.work.dates import dates_in

LONGEST: Final = 60
TODO: Final = "write 2014-04-12, 2014-04, 2014 or 12 April 2014"
_NOW: Final = frozenset({"today", "now"})
_MONTHS: Final = re.compile(
    r"\d|january|february|march|april|may|june|july|august|september|october|november|december|summer|winter|spring|autumn",
    re.IGNORECASE,
)


@frozen(slots=True)
class Dated:
    """A date that a question ends with."""

    axis: str
    """held_at, said_by or known_at."""
    edtf: str
    start: int
    """Where the words that lead to it begin."""


def dated(text: str, *, today: str, zone: str | None, must: bool) -> str | None:
    """Give a written date as EDTF; None where the text is no date and need not be one.

    :raises BadTime: where it must be a date and is none, or looks like one that cannot be
    """
    plain = "".join(str(decimal(c)) if c.isdecimal() else c for c in text).strip(" ,;?.!")
    if plain.lower() in _NOW:
        return today
    if not 0 < len(plain) <= LONGEST or not _MONTHS.search(plain):
        if must:
            raise BadTime(f"{plain[:LONGEST]!r} is no date", todo=TODO)
        return None
    if re.match(r"[-\[{.]|\d{4}|Y\d", plain):
        try:
            return read(plain, zone=zone).text
        except BadTime:
            if must or re.fullmatch(r"\d{4}-[\d-]+", plain):
                raise
    found = [
        one
        for one in dates_in(plain, languages=("en",), zone=zone)
        if one.start == 0 and one.end == len(plain)
    ]
    if len(found) == 1 and found[0].edtf is not None and found[0].edtf.startswith("["):
        raise BadTime(f"{plain!r} can be read as several dates: {found[0].edtf}", todo=TODO)
    if len(found) == 1 and found[0].edtf is not None and "X" not in found[0].edtf:
        return found[0].edtf
    if must or (found and found[0].edtf is not None):
        raise BadTime(f"{plain!r} tells no year or cannot be read", todo=TODO)
    return None
