"""Keeps what is recent at district precision: where somebody stands, who holds a place, where people are treated.

Every point leaves at district precision anyway (``places``). Here are the other ways to say where: a place by name,
an area, a line, the words of a title or a quote (``fresh_words``). What has no date counts as recent.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from attrs import evolve, field, frozen

from sightline.core.errors import BadTime
from sightline.model.finding import Json
from sightline.model.schema import Property
from sightline.model.time import read
from sightline.model.view import Statement
from sightline.work.disclosing.fresh_words import SmallPlaces, small_places, without_places
from sightline.work.disclosing.held import Held, Said
from sightline.work.disclosing.statements import plain
from sightline.work.disclosing.words import entity_in, kind_of, property_of

DAY_MS: Final = 86_400_000
_LEVEL: Final = "district"
_GEOGRAPHY: Final = frozenset({"part_of"})
"""Where a place lies is no news."""
_WRITTEN: Final = frozenset({"place_name", "claimed_place_name", "spatial"})
_MEDICAL: Final = "medical"
_DEEPEST: Final = 12


@frozen(slots=True)
class Fresh:
    """What counts as recent, and which places are as wide as a district."""

    since: int
    """[ms since the epoch, UTC]; what is younger, or has no date, is recent."""
    happened: Mapping[bytes, int] = field(factory=dict)
    """When what has a date of its own was over, by entity [ms]."""
    wide: frozenset[bytes] = frozenset()
    """Places of district size and more."""
    within: Mapping[bytes, bytes] = field(factory=dict)
    """For a smaller place the district it lies in, where that is told."""
    medical: frozenset[bytes] = frozenset()
    """Recent medical sites."""
    small: SmallPlaces = field(factory=SmallPlaces)
    """Names by which places smaller than a district are told."""


def fresh_of(held: Held, since: int) -> Fresh:
    """Read from what a case holds what is recent."""
    happened = {e: at for e, every in held.said.items() if (at := _happened(held, e, every)) is not None}
    wide = frozenset(e for e, n in held.entities.items() if n.kind == "Place" and _is_wide(held, e))
    fresh = Fresh(since, happened, wide, _within(held, wide), small=small_places(held, wide))
    return evolve(fresh, medical=_medical(held, fresh))


def narrowed(held: Held, fresh: Fresh, said: Said, allowed: set[bytes]) -> Said | None:
    """Give a statement with every place in it at district precision where it is recent; None where none can be told."""
    one = said.one
    declared = property_of(held, one.entity, one.property)
    if declared is None or not recent(fresh, one) or one.property in _GEOGRAPHY:
        return said
    subject = kind_of(held, one.entity)
    small = subject is not None and subject.id == "Place" and one.entity not in fresh.wide
    if declared.type == "geometry" or one.property in _WRITTEN or (small and declared.relation != ""):
        return None
    if subject is not None and subject.time:  # of what happens, words tell the place as well as its name does
        one = without_places(one, fresh.small)
        if one.value is None:
            return None
        said = evolve(said, one=one)
    value = _at_district(held, fresh, one.value, allowed)
    if value is None:
        return None
    quals: dict[str, Json] = {}
    for name, told in one.qualifiers.items():
        kept = None if _is_shape(declared, name, told) else _at_district(held, fresh, told, allowed)
        if kept is not None:
            quals[name] = kept
    if value == one.value and quals == one.qualifiers:
        return said
    # the words beside a place that is told less exactly may tell it exactly
    cited = tuple(evolve(ref, quote=None) for ref in one.evidence)
    return evolve(said, one=evolve(one, value=value, clean=None, qualifiers=quals, note=None, evidence=cited))


def recent(fresh: Fresh, one: Statement) -> bool:
    """Tell whether what a statement says is younger than the limit, or has no date."""
    at = fresh.happened.get(one.entity)
    said = (_end(one.said, one.said_zone), _end(one.said_default, None))
    times = (*((at,) if at is not None else said), _end(one.valid, one.valid_zone))
    known = [time for time in times if time is not None]
    return not known or max(known) > fresh.since


def _at_district(held: Held, fresh: Fresh, value: Json, allowed: set[bytes]) -> Json:
    """Put the district in place of a smaller place; None where it is not told or not released."""
    target = entity_in(value)
    kind = None if target is None else kind_of(held, target)
    if target is None or kind is None or kind.id != "Place" or target in fresh.wide:
        return value
    above = fresh.within.get(target)
    return None if above is None or above not in allowed else {"entity": above.hex()}


def _is_shape(declared: Property, name: str, value: Json) -> bool:
    prop = declared.qualifiers.get(name)
    return (prop is not None and prop.type == "geometry") or (
        isinstance(value, dict) and "coordinates" in value
    )


def _happened(held: Held, entity: bytes, every: tuple[Said, ...]) -> int | None:
    kind = kind_of(held, entity)
    times = () if kind is None else kind.time
    ends = [_end(plain(s.one.value), None) for s in every if s.one.property in times and s.stands]
    return max((end for end in ends if end is not None), default=None)


def _is_wide(held: Held, place: bytes) -> bool:
    """Tell whether a place is as wide as a district: by its sort, else by how well its position is known."""
    order = {term.id: term.order for term in held.schema.vocabulary("place_precision").terms.values()}
    order.pop("other", None)
    said = [s.one for s in held.said.get(place, ()) if s.stands and not s.one.negated]
    sorts = [order[t] for s in said if s.property == "place_kind" and (t := plain(s.value)) in order]
    if not sorts:
        values = [s.value for s in said if isinstance(s.value, dict)]
        sorts = [order[t] for v in values if (t := plain(v.get("precision"))) in order]
    return bool(sorts) and min(sorts) >= order[_LEVEL]


def _within(held: Held, wide: frozenset[bytes]) -> dict[bytes, bytes]:
    above: dict[bytes, list[bytes]] = defaultdict(list)
    for entity, every in held.said.items():
        for s in every:
            target = entity_in(s.one.value)
            if s.one.property == "part_of" and s.stands and not s.one.negated and target is not None:
                above[entity].append(held.head(target))
    out: dict[bytes, bytes] = {}
    for place in above:
        front = [place]
        for _ in range(_DEEPEST):
            front = sorted({whole for one in front for whole in above.get(one, ())})
            found = next((one for one in front if one in wide), None)
            if found is not None:
                out[place] = found
                break
    return out


def _medical(held: Held, fresh: Fresh) -> frozenset[bytes]:
    """Find medical sites of which anything recent is said, or nothing with a date."""
    sites = {
        entity
        for entity, every in held.said.items()
        for s in every
        if s.one.property == "site_use"
        and s.closed is None
        and (s.one.hidden or plain(s.one.value) == _MEDICAL)
    }
    dated: dict[bytes, list[bool]] = defaultdict(list)
    for entity, every in held.said.items() if sites else ():
        for s in every:
            named = (entity, entity_in(s.one.value))
            for place in {one for one in named if one is not None and one in sites}:
                if s.stands and (entity != place or s.one.said or s.one.valid or s.one.said_default):
                    dated[place].append(recent(fresh, s.one))
    return frozenset(one for one in sites if not dated[one] or any(dated[one]))


def _end(written: str | None, zone: str | None) -> int | None:
    if not written:
        return None
    try:
        span = read(written, zone=zone or "Z")
    except BadTime:
        return None
    return span.end_latest if span.end_latest is not None else span.begin_latest
