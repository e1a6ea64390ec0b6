"""Turn an accepted suggestion into statements: of whom or what, which property, which value, said by whom.

The source is who published the item; ``via`` is who says so by the words of the text. Entities that the words name and
the case does not hold yet (an actor, a place, who is quoted) are made with it, in the same event.
"""

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen
from sqlalchemy import Connection

from sightline.core.errors import AmbiguousName, UnknownName, WrongUse
from sightline.core.fold import fold
from sightline.measure.text.claims.record import Suggestion, Value
from sightline.model.draft import Draft, EvidenceRef
from sightline.model.finding import Json
from sightline.model.view import Named
from sightline.store.read import statements_of
from sightline.work.case import Case
from sightline.work.figure_words import read_figure
from sightline.work.given_text import Read
from sightline.work.identify import find_actor
from sightline.work.new import introduce
from sightline.work.pointing import point_at
from sightline.work.resolve import CODE, Resolver
from sightline.work.text_layers import Layer

OF_INCIDENT: Final = ("date", "place", "figure", "means", "perpetrator")
_CONTROL: Final = {"governs": "governed_by", "contests": "contested_by", "besieges": "besieged_by"}


@frozen(slots=True)
class Making:
    """What statements are made with: the item, its source, and a resolver that new entities are introduced to."""

    case: Case
    connection: Connection
    resolver: Resolver
    read: Read
    source: bytes | None
    fresh: dict[tuple[str, str], bytes] = field(factory=dict)
    named: list[Draft] = field(factory=list)
    """Statements that name what was made on the way."""


def drafts_of(making: Making, one: Suggestion, incident: bytes | None, value: Value) -> tuple[Draft, ...]:
    """Make the statements that a suggestion comes to.

    :param incident: the entity that an incident, or what is told of it, goes to
    :param value: as suggested, or as a person corrected it
    :raises WrongUse: it needs an incident and there is none, or what it would become cannot be told
    """
    if one.kind == "incident":
        if incident is None:
            raise WrongUse("names no incident", item=one.quote, todo="name one with --as INC-…")
        return (_draft(making, one, incident, "title", _words(value) or one.quote),)
    if one.kind in OF_INCIDENT:
        if incident is None:
            raise WrongUse(
                "belongs to an incident that nobody accepted yet",
                item=one.quote,
                todo="accept that incident first, or name one with --as INC-…",
            )
        return _of_incident(making, one, incident, value)
    if one.kind == "actor":
        actor = _actor(making, _words(value) or one.quote)
        return (_draft(making, one, actor, "name", _called(one, value)),)
    if one.kind == "attribution":
        by = _via(making, _words(value) or one.quote)
        return (_draft(making, one, by, "name", _called(one, value), via=None),)
    return _tie(making, one, value)


def _called(one: Suggestion, value: Value) -> str:
    """Give the name that the text calls somebody; a code that was typed tells who it is and is no name."""
    typed = _words(value)
    if typed is None or CODE.fullmatch(typed) is not None:
        return _words(one.value) or one.quote
    return typed


def source_of(connection: Connection, item: Named, chosen: str | None) -> bytes | None:
    """Tell who published an item: as chosen, or the newest author that was said of it; None where nobody was."""
    if chosen is not None:
        return point_at(connection, chosen, kinds=("Source",)).id
    said = [
        s for s in statements_of(connection, [item.id]) if s.property == "author" and s.target is not None
    ]
    return said[-1].target if said else None


def _of_incident(making: Making, one: Suggestion, incident: bytes, value: Value) -> tuple[Draft, ...]:
    match one.kind:
        case "date":
            return (_draft(making, one, incident, "occurred", _words(value) or ""),)
        case "place":
            name = _draft(
                making, one, incident, "place_name", one.quote if isinstance(value, Mapping) else value
            )
            if not isinstance(value, Mapping) or value.get("lat") is None:
                return (name,)
            return name, _draft(making, one, incident, "position", _position(value))
        case "figure" if isinstance(value, Mapping):
            bounds = {n: value[n] for n in ("min", "best", "max") if value.get(n) is not None}
            if value.get("best") is not None and value.get("min") == value.get("max") == value.get("best"):
                bounds = {"best": value["best"]}
            quals: dict[str, Json] = {name: str(value.get(name) or "all") for name in ("group", "state")}
            words = _worded(one, value)
            if words is not None:
                quals["approximate"] = words
            return (_draft(making, one, incident, "casualties", bounds, qualifiers=quals),)
        case "perpetrator":
            actor = _actor(making, _words(value) or one.quote)
            return (_draft(making, one, incident, "attributed_to", {"entity": actor.hex()}),)
        case _:
            return (_draft(making, one, incident, one.property, str(value).replace("_", " ")),)


def _worded(one: Suggestion, value: Mapping[str, object]) -> str | None:
    """Give the words that a figure is kept with, where its bounds do not give them back: about sixty, dozens."""
    if value is not one.value:  # corrected: the words of the text are not those of the figure
        typed = value.get("words")
        return typed if isinstance(typed, str) else None
    if value.get("best") is not None and value.get("min") == value.get("max"):
        plain = value.get("min") == value.get("best")
        return None if plain else one.quote
    worded = read_figure(one.quote)
    return one.quote if worded is None or worded.keep else None


def _tie(making: Making, one: Suggestion, value: Value) -> tuple[Draft, ...]:
    if one.subject is None:
        raise WrongUse("does not tell who", item=one.quote, todo="record it by hand: sightline say …")
    actor, thing, prop = _actor(making, one.subject), _words(value), one.property
    if prop == "dissolved":
        when = making.read.written
        if thing is None and when is None:
            raise WrongUse(
                "does not tell when", item=one.quote, todo="correct it with the date (EDTF) it ended"
            )
        return (_draft(making, one, actor, "dissolved", thing or f"../{when}"),)
    if thing is None:
        raise WrongUse("does not tell with whom", item=one.quote, todo="record it by hand: sightline say …")
    if prop == "renamed":
        return (_draft(making, one, actor, "renamed", thing),)
    if prop == "signed":
        document = point_at(making.connection, thing, kinds=("Item", "Post"))
        return (_draft(making, one, actor, "signed", {"entity": document.id.hex()}),)
    if prop in _CONTROL:
        return (_draft(making, one, _place(making, thing), _CONTROL[prop], {"entity": actor.hex()}),)
    if prop in ("controls", "lost", "operates_in"):
        place = _place(making, thing)
        other = "negated" if one.polarity == "affirmed" else "affirmed"
        polarity = other if prop == "lost" else one.polarity
        name = "controls" if prop == "lost" else prop
        return (_draft(making, one, actor, name, {"entity": place.hex()}, polarity=polarity),)
    return (_draft(making, one, actor, prop, {"entity": _actor(making, thing).hex()}),)


def _draft(
    making: Making,
    one: Suggestion,
    entity: bytes,
    prop: str,
    value: object,
    *,
    qualifiers: Mapping[str, Json] | None = None,
    polarity: str | None = None,
    via: str | None = "",
) -> Draft:
    item, layer = _cited(making)
    who = one.source if via == "" else via
    quoted = None if who is None else _via(making, who)
    source = making.source if making.source is not None else quoted
    kind = layer.kind if layer.lang is None else f"{layer.kind}:{layer.lang}"
    return Draft(
        entity=entity.hex(),
        property=prop,
        value=value,  # type: ignore[arg-type]  # checked by the type of the property when it is recorded
        qualifiers=dict(qualifiers or {}),
        valid=one.valid,
        said=making.read.written,
        polarity=polarity or one.polarity,
        certainty=one.certainty,
        via=None if quoted is None or quoted == source else quoted.hex(),
        source=None if source is None else source.hex(),
        evidence=(EvidenceRef(item.id.hex(), layer=kind, start=one.start, end=one.end, quote=one.quote),),
        origin="analyst" if source is None else "source",
    )


def _cited(making: Making) -> tuple[Named, Layer]:
    item, layer = making.read.item, making.read.layer
    if item is None or layer is None:
        raise WrongUse("is the text of no item", item="suggest", todo="add it first: sightline add")
    return item, layer


def _actor(making: Making, name: str) -> bytes:
    """Give the one actor of this name in some spelling, else a new one; several are for a person to tell apart."""
    found = [c for c in find_actor(making.connection, name) if c.how in ("code", "exact", "same")]
    if len(found) > 1 and found[0].how == "exact" != found[1].how:
        found = found[:1]
    if len(found) > 1:
        codes = ", ".join(c.named.code for c in found)
        raise AmbiguousName(f"may be {codes}", item=name, todo="correct it with the code that is meant")
    return found[0].named.id if found else _made(making, "Actor", name)


def _refuse_code(name: str, kind: str) -> None:
    """Nothing is made that is called by a code: it would be taken for what the code stands for."""
    if CODE.fullmatch(name) is not None:
        raise UnknownName(f"is no {kind} of this case", item=name, todo="give its code, or its name in words")


def _place(making: Making, name: str) -> bytes:
    try:
        return point_at(making.connection, name, kinds=("Place",)).id
    except UnknownName:
        return _made(making, "Place", name)


def _via(making: Making, words: str) -> bytes:
    """Give who is quoted: a source with this name, else one of its own for this item, since "residents" differ."""
    try:
        return point_at(making.connection, words, kinds=("Source",)).id
    except (UnknownName, AmbiguousName):
        item, _ = _cited(making)
        return _made(making, "Source", words, key=f"said-in/{item.code}/{fold(words)[:80]}")


def _made(making: Making, kind: str, name: str, *, key: str | None = None) -> bytes:
    """Introduce an entity once for each act; one with a key is found again by it."""
    _refuse_code(name, kind)
    known = making.fresh.get((kind, fold(name)))
    if known is not None:
        return known
    if key is not None:
        making.resolver.learn(making.connection, [key])
        if key in making.resolver.known:
            return making.resolver.known[key][0]
    one = introduce(making.resolver, making.case.schema.kind(kind), key=key)
    making.fresh[kind, fold(name)] = one
    making.named.append(Draft(entity=one.hex(), property="name", value=name, origin="analyst"))
    return one


def _position(value: Mapping[str, object]) -> dict[str, Json]:
    return {
        "lat": f"{float(str(value['lat'])):.5f}",
        "lon": f"{float(str(value['lon'])):.5f}",
        "precision": "town",
    }


def _words(value: Value) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() != "" else None
