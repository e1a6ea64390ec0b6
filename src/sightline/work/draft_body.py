"""Checks a draft and gives the body that is recorded of it: every word, time, value and reference of it."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from sightline.core.digest import refusal
from sightline.core.errors import BadValue
from sightline.model import values
from sightline.model.draft import Draft, EvidenceRef, IdentityDraft
from sightline.model.finding import Json
from sightline.model.identity import VERDICTS
from sightline.model.record import Record
from sightline.model.schema import Property
from sightline.model.time import read
from sightline.work.case import Case
from sightline.work.resolve import Resolver

POLARITIES = ("affirmed", "negated")
CERTAINTIES = ("asserted", "hedged")
RANKS = ("preferred", "normal", "deprecated")
ORIGINS = ("source", "measure", "analyst")
UNITS = ("char", "ms", "row", "page")
EVIDENCE_KINDS = ("Item", "Post")
MOST_NAMED = 100


def names_in(draft: Draft | IdentityDraft) -> list[str]:
    """List every entity that a draft names."""
    if isinstance(draft, IdentityDraft):
        return list(draft.entities)
    names = [draft.entity]
    if draft.via is not None:
        names.append(draft.via)
    if draft.source is not None:
        names.append(draft.source)
    names += [ref.item for ref in draft.evidence]
    for value in (draft.value, *draft.qualifiers.values()):
        if isinstance(value, dict) and isinstance(named := value.get("entity"), str):
            names.append(named)
    return names


def batch_names(drafts: Iterable[Draft | IdentityDraft]) -> set[str]:
    """Gather every entity that drafts name."""
    return {name for draft in drafts for name in names_in(draft)}


def body_of(case: Case, resolver: Resolver, draft: Draft) -> tuple[Record, bool]:
    """Check one draft and give the body of its statement, without ids, and whether its value is to be sealed.

    Raises
    ------
    BadValue, BadTime, UnknownName
        What the field takes, or what there is to choose from.
    """
    subject, kind = resolver.entity(draft.entity, kind=draft.kind)
    prop = case.schema.property(kind, draft.property)
    body: Record = {
        "subject": subject.hex(),
        "property": prop.id,
        "value": _value(case, resolver, prop, draft.value),
        "origin": _one_of("origin", draft.origin, ORIGINS),
    }
    if prop.relation != "" and body["value"] == {"entity": body["subject"]}:
        raise BadValue(f"{prop.id}: nothing can be so with itself", todo="name another entity")
    if draft.qualifiers:
        body["qualifiers"] = {
            name: _value(case, resolver, case.schema.qualifier(kind, prop, name), value)
            for name, value in draft.qualifiers.items()
        }
    if draft.lang is not None:
        body["lang"] = _text("lang", draft.lang)
    if draft.valid is not None:
        body["valid"] = written_time(draft.valid, _zone(draft.valid_zone, case))
    if draft.said is not None:
        body["said"] = written_time(draft.said, _zone(draft.said_zone, case))
    if draft.polarity != "affirmed":
        body["polarity"] = _one_of("polarity", draft.polarity, POLARITIES)
    if draft.certainty != "asserted":
        body["certainty"] = _one_of("certainty", draft.certainty, CERTAINTIES)
    if draft.rank != "normal":
        body["rank"] = _one_of("rank", draft.rank, RANKS)
    if draft.via is not None:
        body["via"] = resolver.entity(draft.via, make="Source")[0].hex()
    if draft.source is not None:
        body["source"] = resolver.entity(draft.source, make="Source")[0].hex()
    if draft.evidence:
        body["evidence"] = [_evidence(resolver, ref) for ref in draft.evidence]
    if draft.note is not None:
        body["note"] = _text("note", draft.note)
    return body, prop.sensitive


def identity_of(resolver: Resolver, draft: IdentityDraft) -> list[tuple[str, bytes, bytes]]:
    """Check an identity judgement and give it pair by pair: (verdict, lower id, higher id).

    Raises
    ------
    BadValue, UnknownName
        The verdict is none, fewer than two entities are named, or one is not there.
    """
    verdict = _one_of("identity", draft.identity, VERDICTS)
    if draft.reason is not None:
        _text("reason", draft.reason)
    ids = list(dict.fromkeys(resolver.entity(name)[0] for name in draft.entities))
    if not 2 <= len(ids) <= MOST_NAMED:
        raise BadValue(f"an identity judgement names 2 to {MOST_NAMED} entities, not {len(ids)}")
    if verdict == "same":
        pairs = list(pairwise(ids))
    else:  # of three that are different, every two are
        pairs = [(left, right) for at, left in enumerate(ids) for right in ids[at + 1 :]]
    return [(verdict, min(pair), max(pair)) for pair in pairs]


def written_time(text: str, zone: str) -> Json:
    """Check a written time and give it as it is recorded: EDTF, with the zone that was assumed for it.

    Raises
    ------
    BadTime
        It is no EDTF.
    """
    _check_time(text, zone)
    return {"edtf": text, "zone": zone} if zone else text


def _zone(written: str | None, case: Case) -> str:
    return case.settings.case_zone if written is None else written


@lru_cache(maxsize=65_536)
def _check_time(text: str, zone: str) -> None:
    read(text, zone=zone or None)


def _value(case: Case, resolver: Resolver, prop: Property, value: Json) -> Json:
    checked = values.check(case.schema, prop, value)
    if prop.type != "entity" or not isinstance(checked, dict):
        return checked
    make = prop.kinds[0] if len(prop.kinds) == 1 else None
    identifier, kind = resolver.entity(str(checked["entity"]), make=make)
    if prop.kinds and not case.schema.is_a(kind, prop.kinds):
        raise BadValue(f"{prop.id} takes {' or '.join(prop.kinds)}, and {checked['entity']} is {kind}")
    return {"entity": identifier.hex()}


def _evidence(resolver: Resolver, ref: EvidenceRef) -> Json:
    identifier, kind = resolver.entity(ref.item, make="Item")
    if not resolver.case.schema.is_a(kind, EVIDENCE_KINDS):
        raise BadValue(f"evidence names {ref.item}, which is {kind} and no Item")
    if ref.unit not in UNITS:
        raise BadValue(f"evidence counts in {ref.unit!r}", todo=f"use one of {', '.join(UNITS)}")
    out: dict[str, Json] = {"item": identifier.hex()}
    if ref.layer is not None:
        out["layer"] = _text("layer", ref.layer)
    if ref.region is not None:
        out["region"] = _text("region", ref.region)
    if ref.quote is not None:
        out["quote"] = _text("quote", ref.quote)
    if ref.start is not None or ref.end is not None:
        if ref.start is None or ref.end is None or not 0 <= ref.start <= ref.end:
            raise BadValue(
                f"evidence spans from {ref.start} to {ref.end}",
                todo="give start and end, both 0 or more, start first",
            )
        if (reason := refusal(ref.end, where="evidence: end")) is not None:
            raise BadValue(reason)
        out |= {"start": ref.start, "end": ref.end, "unit": ref.unit}
    return out


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise BadValue(f"{name} is {value!r}", todo=f"use one of {', '.join(allowed)}")
    return value


def _text(name: str, value: str) -> str:
    if not isinstance(value, str):
        raise BadValue(f"{name} is no text")
    if not value.isascii() and (reason := refusal(value, where=name)) is not None:
        raise BadValue(reason)
    if "\x00" in value:
        raise BadValue(f"{name} holds a NUL character", todo="take it out")
    return value
