"""Narrows what a case holds to what a person released to one audience, before anything of it is shown.

What is not in the narrowed records cannot reach a page: this runs first, on the records themselves. Everything is left
out unless a rule here lets it through.

- Only entities with a standing, affirmed ``release`` to the audience, or to everybody (the last term of the vocabulary
  *audience*). No other audience includes another: what a court may have, a partner may not.
- Any other entity stands as what sort of thing it is ("a person", "a source"): no title, code, note, quote or date.
- Never: what is withheld or erased, was closed, or is of a sensitive property; positions of a camera; properties of
  our own work; text kept from columns that nobody mapped.
- Nothing whose consent was refused, withdrawn or given for others only, whatever was released.
- Nothing of a class of sensitivity (sexual violence, children), unless a second person approved the release after the
  class was set. Classes and consent of records that were judged to be one hold for all of them.
- No source that is protected, nor what it said, unless a person confirmed that this tells nobody who it is; and no
  two statements of it as of one.
- Persons only in a public role that is cited; victims in no words at all, since a name in a text is not seen here.
- What is younger than the case's limit names no place smaller than a district, and no line or area.
- Places keep district precision. Titles that are names of files go, since they often name who sent them.
- An item whose author is not released loses its address: an address of a platform names the account.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import evolve

from sightline.core.errors import WrongUse
from sightline.model.disclosed import INTERNAL
from sightline.model.draft import EvidenceRef
from sightline.model.finding import Json
from sightline.model.schema import Property, Schema
from sightline.model.view import Statement
from sightline.work.disclosing.fresh import fresh_of, narrowed
from sightline.work.disclosing.gate import Gate, gate_of
from sightline.work.disclosing.held import Held, Said
from sightline.work.disclosing.places import coarse_value
from sightline.work.disclosing.renamed import dated, named
from sightline.work.disclosing.statements import plain
from sightline.work.disclosing.unlinked import unlinked
from sightline.work.disclosing.words import entity_in, property_of
from sightline.work.verifying.approval import approved

OURS: Final = frozenset(
    {
        "note", "tag", "external_id", "release", "list_field", "found_via", "kept_because",
        "consent", "consent_terms", "informant", "reference_code", "gazetteer_id", "spatial", "copies_from",
        "reliability", "credibility", "claim_credibility", "contact", "real_name", "person_name",
        "sensitivity", "analyst", "review", "victims", "pseudonym", "publishable", "hazardous", "same_person_as",
        "site_use",
    }
)  # fmt: skip
"""Properties about our own work, about persons, or that give a place more exactly than a release may."""
_QUALIFIERS: Final = frozenset(
    {
        "column", "tag", "clock", "assumption", "region", "distance_m", "bearing", "gloss",
        "analyst", "reviewer", "approved_by", "statement", "acled_geo_precision", "ucdp_where_precision",
    }
)  # fmt: skip
"""Qualifiers that tell of our own work, of an exact place, or how exact a point was before it was coarsened."""
_TERMS_ONLY: Final = frozenset({"fitness", "state"})
"""Properties of our own work of which the term may leave, and nothing that was written beside it."""
_NAMES_ACCOUNT: Final = frozenset({"url", "platform_id", "platform"})
"""Properties of an item that name the account behind it."""
_UNNAMED: Final = {
    "Actor": "an actor, not named",
    "Source": "a source, not named",
    "Place": "a place, not named",
    "Item": "an item, not released",
    "Post": "a post, not released",
    "Incident": "an incident, not released",
    "Aggregate": "a group of incidents, not released",
    "Artefact": "a thing, not released",
    "Assessment": "an assessment, not released",
}
_NO_ANSWER: Final = frozenset({"unknown", "not_asked"})
"""Terms of consent that leave the decision to whoever releases."""
_PERSON: Final = "a person, not named"
_MEDICAL: Final = "a medical site, not named"


def audience_named(schema: Schema, audience: str) -> str:
    """Check the name of an audience.

    Raises
    ------
    WrongUse
        There is none of that name, or it is the team itself, which needs no release.
    """
    terms = schema.vocabulary("audience").terms
    outside = [term for term in terms if term != INTERNAL]
    if audience not in outside:
        todo = f"one of {', '.join(outside)}; leave --release out for the team itself"
        raise WrongUse(f"{audience!r} is no audience that a release can have", item="--release", todo=todo)
    return audience


def reaching(schema: Schema, audience: str) -> frozenset[str]:
    """Give the audiences a release to whom is a release to this one: itself, and everybody."""
    terms = schema.vocabulary("audience").terms.values()
    everybody = max(terms, key=lambda term: term.order).id
    return frozenset({audience, everybody})


def released(held: Held, *, gate: Gate | None = None, since: int = 0, now: Held | None = None) -> Held:
    """Narrow what a case holds to what its audience may have.

    Parameters
    ----------
    gate : Gate, optional
        What may leave as of now, where ``held`` is a look back; else it is read from ``held``.
    since : int
        What is younger leaves at district precision [ms since the epoch, UTC]; 0 takes everything as recent.
    now : Held, optional
        What the case holds now, where ``held`` is a look back: what is recent, where people are treated and who
        published what is read from it, so that nothing leaves by going back to before that was known.
    """
    now = held if now is None else now
    wanted = reaching(held.schema, held.audience)
    gate = gate_of(held, wanted) if gate is None else gate
    fresh = fresh_of(now, since)
    together = _together(held)
    allowed = {
        entity
        for entity, every in held.said.items()
        if entity in held.entities
        and _is_released(every, wanted, together[held.head(entity)])
        and _consented(together[held.head(entity)], wanted)
        and gate.lets_in(entity)
        and entity not in fresh.medical
    }
    unnamed = {
        e: _PERSON
        if _is_person(held.said.get(e, ())) or (n.kind == "Actor" and e in gate.private)
        else _MEDICAL
        if e in fresh.medical
        else _UNNAMED.get(n.kind, "something not released")
        for e, n in held.entities.items()
        if e not in allowed
    }
    heads = _heads(held.heads, allowed)
    faceless = {e for e in allowed if _author_hidden((*held.said.get(e, ()), *now.said.get(e, ())), allowed)}
    said = {
        entity: tuple(
            kept
            for one in held.said[entity]
            if gate.lets_out(one)
            and (near := narrowed(held, fresh, one, allowed)) is not None
            and (kept := _narrow(held, near, allowed, faceless)) is not None
        )
        for entity in sorted(allowed)
    }
    said = dated(said)
    faceless |= {e for e in allowed if _addressed(held.said.get(e, ())) and not _addressed(said.get(e, ()))}
    items = {e: c for e, c in held.captures.items() if e in allowed}
    objects = {f.sha256 for captures in items.values() for c in captures if not c.hidden for f in c.files}
    leaving = evolve(
        held,
        entities={},
        said=said,
        heads=heads,
        unnamed=unnamed,
        captures={
            e: tuple(
                evolve(c, address="" if e in faceless else c.address, fault="", todo="")
                for c in every
                if not c.hidden
            )
            for e, every in items.items()
        },
        findings={
            s: tuple(evolve(f, sentence="", uncertainty="", todo="", body={}) for f in every if not f.hidden)
            for s, every in held.findings.items()
            if s in objects
        },
        judgements=tuple(j for j in held.judgements if j.undone is None),
        identities=tuple(j for j in held.identities if j.undone is None and set(j.on) <= allowed),
    )
    return unlinked(evolve(leaving, entities=named(held, said, allowed)), gate)


def _together(held: Held) -> dict[bytes, list[Said]]:
    """Give what is said of all records that were judged to be one, by the one that stands for them."""
    out: dict[bytes, list[Said]] = defaultdict(list)
    for entity, every in held.said.items():
        out[held.head(entity)] += every
    return out


def _is_released(every: Iterable[Said], wanted: frozenset[str], together: Sequence[Said]) -> bool:
    open_ = [s.one for s in together if s.closed is None]
    return any(
        s.one.property == "release"
        and s.stands
        and not s.one.negated
        and not s.one.hedged
        and plain(s.one.value) in wanted
        and approved(s.one, open_)
        for s in every
    )


def _consented(every: Iterable[Said], wanted: frozenset[str]) -> bool:
    """Refuse what somebody said no to, took back, or agreed to for others only: a release does not outweigh consent."""
    said = [s for s in every if s.one.property == "consent" and s.closed is None]
    if any(s.one.hidden for s in said):
        return False  # what was agreed cannot be read any more
    given = {plain(s.one.value) for s in said if s.stands and not s.one.negated}
    return given <= {*_NO_ANSWER, *wanted}


def _is_person(every: Iterable[Said]) -> bool:
    return any(s.one.property == "actor_kind" and plain(s.one.value) == "person" for s in every)


def _author_hidden(every: Iterable[Said], allowed: set[bytes]) -> bool:
    authors = [entity_in(s.one.value) for s in every if s.one.property == "author"]
    return any(author is None or author not in allowed for author in authors)


def _addressed(every: Iterable[Said]) -> bool:
    """Tell whether an address stands: where it was left out, no capture gives it either."""
    return any(s.one.property == "url" and s.stands for s in every)


def _heads(heads: Mapping[bytes, bytes], allowed: set[bytes]) -> dict[bytes, bytes]:
    """Keep together what is one among the released; the oldest of them stands for the rest."""
    clusters: dict[bytes, list[bytes]] = defaultdict(list)
    for entity in sorted(allowed):
        clusters[heads.get(entity, entity)].append(entity)
    return {e: members[0] for members in clusters.values() for e in members[1:]}


def _narrow(held: Held, said: Said, allowed: set[bytes], faceless: set[bytes]) -> Said | None:
    """Give what may leave of a statement, or None."""
    one = said.one
    declared = property_of(held, one.entity, one.property)
    if not said.stands or declared is None or declared.sensitive or declared.camera or one.property in OURS:
        return None
    if one.entity in faceless and one.property in _NAMES_ACCOUNT:
        return None
    if one.property == "title" and plain(one.value) in _file_names(held, one.entity):
        return None
    place = declared.type == "place"
    others = {e for e in (one.source, one.via) if e is not None} | {
        bytes.fromhex(r.item) for r in one.evidence
    }
    open_ = others <= allowed and not place and one.property not in _TERMS_ONLY
    return Said(
        evolve(
            one,
            value=coarse_value(one.value) if place else one.value,
            clean=None if place else one.clean,
            qualifiers={} if one.property in _TERMS_ONLY else _qualifiers(held, declared, one),
            evidence=tuple(_evidence(ref, allowed, place=place) for ref in one.evidence),
            note=one.note if open_ else None,
            said_default=None,
            by=None,
            group=None,
        )
    )


def _file_names(held: Held, entity: bytes) -> set[str]:
    return {f.name for c in held.captures.get(entity, ()) for f in c.files}


def _qualifiers(held: Held, declared: Property, one: Statement) -> dict[str, Json]:
    out: dict[str, Json] = {}
    for name, value in one.qualifiers.items():
        prop = declared.qualifiers.get(name) or held.schema.kinds[
            held.entities[one.entity].kind
        ].qualifiers.get(name)
        if prop is None or prop.sensitive or prop.camera or name in _QUALIFIERS:
            continue
        out[name] = coarse_value(value) if prop.type == "place" else value
    return out


def _evidence(ref: EvidenceRef, allowed: set[bytes], *, place: bool) -> EvidenceRef:
    """Keep of evidence that is not released only that there is some; the words about a place may give it exactly."""
    if bytes.fromhex(ref.item) not in allowed:
        return EvidenceRef(ref.item)
    return evolve(ref, quote=None) if place else ref
