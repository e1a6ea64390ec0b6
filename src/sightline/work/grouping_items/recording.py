"""Says what a group knows of its event, so that a new incident begins with its time and place, citing the items."""

from collections.abc import Sequence

from sightline.core.errors import BadTime
from sightline.model.draft import EvidenceRef
from sightline.model.finding import Json
from sightline.model.time import read
from sightline.work.grouping import Known
from sightline.work.grouping_items.doubts import listing
from sightline.work.grouping_items.facts import Facts
from sightline.work.grouping_items.spellings import Places
from sightline.work.grouping_items.telling import common, place_in
from sightline.work.grouping_items.times import written


def known_of(facts: Sequence[Facts], places: Places) -> tuple[Known, ...]:
    """Give the time and the place that fit all items, each with the items that tell it.

    What only words, a camera or bounds tell, and nobody said of the event, is put as perhaps so. A place of the case
    that all of them name is taken as such; else the name most used; else the position that is known best.
    """
    return (*_when(facts), *_where(facts, places))


def _when(facts: Sequence[Facts]) -> tuple[Known, ...]:
    when = written(common(facts))
    if when is None:
        return ()
    try:
        read(when, zone="UTC")
    except BadTime:
        return ()
    telling = [one for one in facts if one.windows]
    return (
        _known("occurred", when, telling, "can be of this time", is_said=_is_any([o.when for o in telling])),
    )


def _where(facts: Sequence[Facts], places: Places) -> tuple[Known, ...]:
    aiming = [one for one in facts if one.aims]
    shared = set(aiming[0].aims).intersection(*(one.aims for one in aiming)) if aiming else set()
    if len(shared) == 1:
        value: Json = {"entity": next(iter(shared)).hex()}
        return (_known("place", value, aiming, "name this place", is_said=True),)
    name, spellings, _ = place_in(facts, places)
    if name is not None:
        naming = [one for one in facts if set(one.spelled) & set(spellings)]
        said = _is_any([one.where for one in naming])
        return (_known("place_name", name, naming, "name this place", is_said=said),)
    lying = [one for one in facts if one.spots]
    spots = [spot for one in lying for spot in one.spots]
    if not spots:
        return ()
    best = min(spots, key=lambda s: (s.reach_m is None, s.reach_m or 0, s.lat_e7, s.lon_e7))
    at: dict[str, Json] = {"lat": _degrees(best.lat_e7), "lon": _degrees(best.lon_e7)}
    if best.reach_m is not None:
        at["radius_m"] = best.reach_m
    return (_known("position", at, lying, "can lie here", is_said=True),)


def _known(prop: str, value: Json, telling: Sequence[Facts], what: str, *, is_said: bool) -> Known:
    return Known(
        prop,
        value,
        tuple(EvidenceRef(one.id.hex()) for one in telling),
        note=f"by the group: {listing(telling)} {what}",
        is_hedged=not is_said,
    )


def _is_any(bases: Sequence[str]) -> bool:
    return "said" in bases


def _degrees(e7: int) -> str:
    return f"{e7 / 10_000_000:.7f}"
