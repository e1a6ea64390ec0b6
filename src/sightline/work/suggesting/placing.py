"""Read the dates of a text and look up its places, each name once, for the rules that find claims in it."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from attrs import frozen

from sightline.measure.geo.described.wishes import country_code
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.measure.geo.gazetteer.letters import readings
from sightline.measure.geo.gazetteer.search import holds
from sightline.measure.geo.places import Known, Resolution
from sightline.measure.geo.resolving import resolve
from sightline.measure.text.claims.no_dates import dates_told
from sightline.measure.text.claims.record import DateGiven, PlaceGiven
from sightline.measure.text.claims.where import worth_looking_up
from sightline.measure.text.toponyms.finding import Mention, find_toponyms
from sightline.work.case import Case
from sightline.work.dates import dates_in
from sightline.work.gazetteers.gathering import Tell, gather, places_of

PASSAGE: Final = 300
"""Characters on either side of a name that are read with it."""
MOST: Final = 200
"""Look-ups for one text, in its order; a name that none was left for is told as not looked at."""
TRIES: Final = 3
"""Passages in which a name is looked up that was not resolved in an earlier one."""


@frozen(slots=True)
class Placed:
    """When and where a text speaks of."""

    dates: tuple[DateGiven, ...]
    places: tuple[PlaceGiven, ...]
    not_looked_at: int


def when_and_where(
    text: str,
    *,
    case: Case | None,
    written: str | None,
    gazetteers: Sequence[Path],
    country: str | None,
    tell: Tell,
) -> Placed:
    """Read the dates and look up the places of a text.

    :raises BadTime, BadValue, SkipItem: a date, the country or a gazetteer cannot be read
    """
    code = country_code(country)
    zone = None if case is None else case.settings.case_zone or None
    every_date = dates_in(text, written=written, zone=zone)
    dates = dates_told(text, (DateGiven(d.start, d.end, d.edtf, d.why) for d in every_date))
    searched = gather(gazetteers, case=case, tell=tell)
    known = () if case is None else tuple(Known(one.title, one.lat, one.lon) for one in places_of(case))
    spelled = _spelled_in(searched)
    every = find_toponyms(text, known=spelled, written=spelled)
    worth = worth_looking_up(text, [(m.start, m.end) for m in every], dates=dates)
    looked: dict[str, Resolution] = {}
    tried: dict[str, int] = {}
    places, left, spent = [], 0, 0
    for mention, may_be in zip(every, worth, strict=True):
        # "الجيش في إدلب" looks like the name of a group, and names are told apart by the rules themselves
        held = mention.looks_like is None or (mention.looks_like == "group" and mention.relation == "in")
        if not may_be or not held:
            continue
        found = looked.get(mention.form)
        if found is None and spent >= MOST:
            left += 1
            continue
        again = found is not None and found.status != "resolved" and tried[mention.form] < TRIES
        if found is None or (again and spent < MOST):
            tried[mention.form] = tried.get(mention.form, 0) + 1
            spent += 1
            found = looked[mention.form] = _looked_up(text, mention, searched, known, code)
        places.append(_given(mention, found))
    return Placed(dates, tuple(places), left)


def _spelled_in(searched: Gazetteer) -> Callable[[str], bool]:
    """Make what tells whether a gazetteer holds a spelling, letter by letter."""

    @lru_cache(maxsize=50_000)
    def spelled(form: str) -> bool:
        return any(holds(index, row) for row in readings(form) for index in searched.indexes)

    return spelled


def _looked_up(
    text: str, mention: Mention, searched: Gazetteer, known: Sequence[Known], country: str | None
) -> Resolution:
    passage = text[max(0, mention.start - PASSAGE) : mention.end + PASSAGE]
    return resolve(mention.text, searched, context=passage, known=known, country=country)


def _given(mention: Mention, found: Resolution) -> PlaceGiven:
    said = mention.kind or mention.relation
    if found.status != "resolved":
        return PlaceGiven(mention.start, mention.end, mention.text, said=said, why=found.why)
    best = found.candidates[0]
    return PlaceGiven(
        mention.start, mention.end, mention.text, best.lat, best.lon, said, f"{best.name}: {best.why}"
    )
