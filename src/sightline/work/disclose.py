"""The one gate to anything shown or sent: builds a dossier of what may leave, from what the case holds.

Publish, the workbench and every page take only what this gives. A release is narrowed first, on the records themselves
(``disclose_release``); what is shown is made of what is left.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from attrs import evolve

from sightline.core.errors import UnknownName
from sightline.measure.run import measures
from sightline.model.disclosed import INTERNAL, Dossier
from sightline.model.schema import Schema
from sightline.model.shown import ShownEntity
from sightline.store.read import find_entity
from sightline.work.case import Case
from sightline.work.checking.checked import Checked
from sightline.work.disclosing.arrivals import arrivals_of
from sightline.work.disclosing.claim_texts import near_in
from sightline.work.disclosing.corrections import corrections_of, times_of
from sightline.work.disclosing.entities import entities_shown
from sightline.work.disclosing.features import features_shown
from sightline.work.disclosing.gate import gate_of
from sightline.work.disclosing.held import Held
from sightline.work.disclosing.proof import proof_of
from sightline.work.disclosing.read import read_held, without_first_answers
from sightline.work.disclosing.release import audience_named, reaching, released
from sightline.work.disclosing.shielded import shielded
from sightline.work.disclosing.statements import plain, showing_of
from sightline.work.disclosing.words import counted, day_text, link, property_of
from sightline.work.locating.blind import kept_from
from sightline.work.next_things import next_things
from sightline.work.safety.limit import recent_since
from sightline.work.status import asked_of
from sightline.work.taking.tried_before import stale
from sightline.work.view import NOW, Times, moments_of

LEAD = (
    "Everything here is what somebody says, each with who says it, where, and when. "
    "It decides nothing about what happened."
)
_SORTS = (
    ("Incident", "incident"),
    ("Aggregate", "group of incidents"),
    ("Item", "item"),
    ("Source", "source"),
)


def disclose(
    case: Case,
    *,
    audience: str = INTERNAL,
    times: Times = NOW,
    first: str | None = None,
    checked: Checked | None = None,
    copied: bool = False,
    recent_days: int | None = None,
    reason: str | None = None,
) -> Dossier:
    """Build the dossier of a case for an audience.

    Parameters
    ----------
    audience : str
        ``internal`` for the team, or a term of the vocabulary *audience*: then only what a person released to it, or
        to everybody.
    times : Times
        As it held, had been said and was known then; statements closed later stand as they stood.
    first : str, optional
        The incident that the front page opens on; else the first that sources disagree about.
    checked : Checked, optional
        What a check of the case found, when one was run.
    copied : bool
        It becomes a file that is handed on: then what the team sees leaves out protected sources too.
    recent_days : int, optional
        Of a release: another limit than ``[safety] recent_days``, for this once; it is recorded.
    reason : str, optional
        Why another limit; needed for a shorter one.

    Raises
    ------
    WrongUse
        No such audience.
    NeedsAuthority
        A shorter limit without a reason.
    UnknownName
        ``first`` is nothing that this dossier shows.
    BadTime
        A time is not EDTF.
    """
    if audience != INTERNAL:
        audience_named(case.schema, audience)
    since = 0 if audience == INTERNAL else recent_since(case, days=recent_days, reason=reason)
    old = tuple(stale(case)) if audience == INTERNAL else ()
    with case.catalogue.reading() as connection:
        held = read_held(connection, case.schema, audience, moments_of(case, connection, times))
        now = (
            held
            if times == NOW
            else read_held(connection, case.schema, audience, moments_of(case, connection, NOW))
        )
        gate = gate_of(now, reaching(case.schema, audience) | {audience})
        held = without_first_answers(held, kept_from(connection, case.by))
        proof = proof_of(case, connection, audience=audience, checked=checked)
        opening = None if first is None else find_entity(connection, first)
        near = near_in(case, connection, held)
        todos = next_things(asked_of(case, connection, proof, old)) if audience == INTERNAL else ()
    internal = audience == INTERNAL
    held = evolve(held, graphic=frozenset(gate.sensitive))
    if not internal:
        held = released(held, gate=gate, since=since, now=now)
    elif copied:
        held = shielded(held, gate)
    showing = showing_of(held)
    versions = {name: m.version for name, m in measures().items()}
    entities = entities_shown(showing, case.vault, versions, near=near)
    if first is not None and (opening is None or held.head(opening.id) not in held.entities):
        raise UnknownName(
            "is nothing that this dossier shows",
            item=first,
            todo="name an incident of it, or leave --first out",
        )
    corrections = corrections_of(showing)
    arrivals = arrivals_of(showing) if internal else None
    made = case.clock.now_ms()
    return Dossier(
        title=case.settings.case_title or "Untitled case",
        audience=audience,
        made_at=datetime.fromtimestamp(made // 1000, UTC).strftime("%-d %B %Y, %H:%M UTC")
        if internal
        else day_text(made),
        made_by=case.by if internal else "",
        case=case.folder.resolve().name if internal else "",
        lead=_lead(entities, times),
        entities=entities,
        first=_first(entities) if opening is None else link(held, opening.id).code,
        times=times_of(showing, corrections),
        corrections=corrections,
        arrivals=arrivals if not copied and arrivals is not None and _took_in(held) else None,
        todos=() if copied else todos,
        proof=proof,
        next_command=f"sightline add -w {case.folder} FILES-AND-FOLDERS" if internal else "",
        features=features_shown(showing),
        glossary=_glossary(held),
    )


def _took_in(held: Held) -> bool:
    """Tell whether files or lists were ever added; a case that was only imported has no arrivals to account for."""
    return bool(held.captures)


def _first(entities: Iterable[ShownEntity]) -> str | None:
    """Choose the incident to open on: one that sources disagree about, else the first."""
    incidents = [e for e in entities if e.kind == "Incident"]
    disputed = [e for e in incidents if e.claims]
    return next((e.code for e in [*disputed, *incidents]), None)


def _lead(entities: Iterable[ShownEntity], times: Times) -> str:
    every = list(entities)
    counts = [
        counted(n, one, "groups of incidents" if one.startswith("group") else "")
        for kind, one in _SORTS
        if (n := sum(e.kind == kind for e in every))
    ]
    lead = (
        f"{', '.join(counts[:-1])} and {counts[-1]}. "
        if len(counts) > 1
        else f"{counts[0]}. "
        if counts
        else "Nothing yet. "
    )
    lead += LEAD
    asked = [
        f"{words} {time}"
        for words, time in (
            ("as it held at", times.held_at),
            ("as sources had said by", times.said_by),
            ("as this case knew by", times.known_at),
        )
        if time is not None
    ]
    return lead + (f"\n\nThis is a look back: {', '.join(asked)}." if asked else "")


def _glossary(held: Held) -> tuple[tuple[str, str], ...]:
    """Explain the terms of vocabularies that statements use, each once."""
    used: dict[tuple[str, str], None] = {}
    for entity, every in sorted(held.said.items()):
        for said in every:
            declared = property_of(held, entity, said.one.property)
            if declared is not None and declared.vocabulary is not None and plain(said.one.value):
                used[(declared.vocabulary, plain(said.one.value))] = None
    found = (_term(held.schema, vocabulary, term) for vocabulary, term in used)
    return tuple(sorted({one[0]: one for one in found if one is not None}.values()))


def _term(schema: Schema, vocabulary: str, term: str) -> tuple[str, str] | None:
    found = schema.vocabularies.get(vocabulary)
    entry = None if found is None else found.terms.get(term)
    return (
        None
        if entry is None or not entry.gloss
        else (entry.label, f"{entry.gloss} ({found.title}.)" if found else entry.gloss)
    )
