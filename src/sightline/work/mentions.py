"""Finds what a text names of where and when: each place resolved in its passage, each date as EDTF; changes nothing.

The text is given, or it is the text layer of an item: then offsets are those of the layer, so that a statement can
cite the words, and dates are relative to when the item was published.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from sightline.core.errors import WrongUse
from sightline.measure.chrono.dates import WrittenDate
from sightline.measure.geo.described.wishes import country_code
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.measure.geo.gazetteer.letters import readings
from sightline.measure.geo.gazetteer.search import exact
from sightline.measure.geo.places import Known, Resolution
from sightline.measure.geo.resolving import resolve
from sightline.measure.text.toponyms.finding import Mention, find_toponyms
from sightline.work.case import Case
from sightline.work.dates import dates_in
from sightline.work.gazetteers.gathering import Tell, gather, log, places_of
from sightline.work.given_text import read_item
from sightline.work.text_layers import Layer

PASSAGE: Final = 300
"""Characters on either side of a name that are read with it."""
MOST: Final = 400
"""Names of one text that are resolved, in its order; the rest is told as not looked at."""


@frozen(slots=True)
class Named:
    """A name in the text and what it was resolved to; None where it looks like no place, or was not looked at."""

    mention: Mention
    found: Resolution | None


@frozen(slots=True)
class Mentions:
    """What one text names."""

    item: str | None
    """Code of the item whose text it is."""
    layer: Layer | None
    written: str | None
    """EDTF of when the text was written."""
    places: tuple[Named, ...]
    dates: tuple[WrittenDate, ...]
    not_looked_at: int = 0


def mentions_of_item(
    case: Case,
    code: str,
    *,
    layer: str | None = None,
    written: str | None = None,
    gazetteers: Sequence[Path] = (),
    country: str | None = None,
    tell: Tell = log.info,
) -> Mentions:
    """Find the places and dates that the text of an item names.

    :param layer: kind of the text layer; by default the first there is of original, transcript, extraction,
        translation, OCR, the newest of that kind
    :param written: EDTF; by default when the item was posted
    :raises UnknownName: there is no such item, or it has no such text
    :raises Unreadable: its text is not in the vault, as when it is withheld
    :raises BadTime, SkipItem: a date or a gazetteer cannot be read
    """
    read = read_item(case, code, layer=layer, written=written)
    found = mentions_in(
        read.text, case=case, written=read.written, gazetteers=gazetteers, country=country, tell=tell
    )
    return evolve(found, item=None if read.item is None else read.item.code, layer=read.layer)


def mentions_in(
    text: str,
    *,
    case: Case | None = None,
    written: str | None = None,
    gazetteers: Sequence[Path] = (),
    country: str | None = None,
    tell: Tell = log.info,
) -> Mentions:
    """Find the places and dates that a text names; the places of the case take part where there is one.

    :raises BadTime, BadValue, SkipItem: a date, the country or a gazetteer cannot be read
    """
    if not text.strip():
        raise WrongUse("there is no text", todo="give TEXT, @FILE, - or the code of an item")
    country = country_code(country)
    zone = None if case is None else case.settings.case_zone or None
    dates = dates_in(text, written=written, zone=zone)
    searched = gather(gazetteers, case=case, tell=tell)
    known = () if case is None else tuple(Known(one.title, one.lat, one.lon) for one in places_of(case))
    known_names = _Known(searched)
    every = find_toponyms(text, known=known_names, written=known_names.__contains__)
    places, looked = [], 0
    for one in every:
        found = None
        if one.looks_like is None and looked < MOST:
            passage = text[max(0, one.start - PASSAGE) : one.end + PASSAGE]
            found = resolve(one.text, searched, context=passage, known=known, country=country)
            looked += 1
        places.append(Named(one, found))
    left = sum(one.mention.looks_like is None and one.found is None for one in places)
    return Mentions(None, None, written, tuple(places), dates, left)


class _Known:
    """Tells whether a gazetteer holds a spelling, letter by letter; the state is what was looked up before."""

    def __init__(self, searched: Gazetteer) -> None:
        self._searched = searched
        self._seen = lru_cache(maxsize=50_000)(self._look)

    def __contains__(self, form: object) -> bool:
        return isinstance(form, str) and self._seen(form)

    def _look(self, form: str) -> bool:
        return any(len(exact(index, row)) > 0 for row in readings(form) for index in self._searched.indexes)
