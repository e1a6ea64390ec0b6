"""Turns drafts into statements: checks them, finds their entities, gives ids, and records what is not there yet.

Saying the same thing twice from the same source and evidence changes nothing; that is what makes every import and every
interrupted run safe to repeat.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from attrs import field, frozen
from sqlalchemy import Connection, select

from sightline.core.digest import refusal
from sightline.core.errors import BadTime, BadValue, Broken, RowRefused, UnknownName
from sightline.model import values
from sightline.model.draft import Draft, EvidenceRef, IdentityDraft
from sightline.model.finding import Json
from sightline.model.identity import VERDICTS
from sightline.model.record import Record, identity, sealed, statement, statement_ids
from sightline.model.schema import Property
from sightline.model.time import read
from sightline.store.tables import identities, statements
from sightline.work.case import Case
from sightline.work.resolve import Resolver
from sightline.work.write import Writer

POLARITIES = ("affirmed", "negated")
CERTAINTIES = ("asserted", "hedged")
RANKS = ("preferred", "normal", "deprecated")
ORIGINS = ("source", "measure", "analyst")
UNITS = ("char", "ms", "row", "page")
EVIDENCE_KINDS = ("Item", "Post")
MOST_NAMED = 100
MOST_IDS = 900
"""Ids asked for in one query."""


@frozen(slots=True)
class Recorded:
    """What a batch of drafts came to."""

    new: int
    known: int
    entities: int
    ids: tuple[bytes, ...] = field(default=())
    """Ids of the statements, in the order of the drafts, new or known."""


Judged = tuple[str, bytes, bytes, str | None]
"""Verdict, lower id, higher id, reason."""


def batch_names(drafts: Iterable[Draft | IdentityDraft]) -> set[str]:
    """Gather every entity that drafts name."""
    return {name for draft in drafts for name in names_in(draft)}


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


def record(
    writer: Writer,
    resolver: Resolver,
    drafts: Sequence[Draft | IdentityDraft],
    *,
    kind: str = "statements.recorded",
    why: str | None = None,
    extra: Sequence[Record] = (),
) -> Recorded:
    """Record drafts as one event; ``extra`` bodies are written with them even when nothing else is new.

    Raises
    ------
    RowRefused
        Names the line of the draft that cannot be recorded; nothing of the batch is then written.
    """
    resolver.learn(writer.connection, batch_names(drafts))
    rows: list[tuple[Record, bool]] = []
    judged: list[Judged] = []
    for draft in drafts:
        try:
            if isinstance(draft, Draft):
                rows.append(body_of(writer.case, resolver, draft))
            else:
                judged += [(*pair, draft.reason) for pair in identity_of(resolver, draft)]
        except (BadValue, BadTime, UnknownName) as error:
            where = "draft" if draft.line is None else f"line {draft.line}"
            raise RowRefused(error.fault, item=where, todo=error.todo) from error
    return record_bodies(writer, resolver.take(), rows, judged, kind=kind, why=why, extra=extra)


def record_bodies(
    writer: Writer,
    fresh: list[Record],
    rows: Sequence[tuple[Record, bool]],
    judged: Sequence[Judged],
    *,
    kind: str,
    why: str | None = None,
    extra: Sequence[Record] = (),
) -> Recorded:
    """Record what was checked as one event, leaving out what is there already.

    Parameters
    ----------
    fresh : list of bodies
        Entities that are new.
    rows : sequence of (body, sensitive)
        What :func:`body_of` gave.
    judged : sequence of (verdict, lower id, higher id, reason)
        What :func:`identity_of` gave, with the reason.
    """
    secret = _secret(writer.case)
    ids = [statement_ids(secret, body) for body, _ in rows]
    known = _known(writer.connection, [identifier for identifier, _ in ids])
    bodies: list[Record] = list(fresh)
    before = len(known)
    hidden: set[int] = set()
    for (identifier, group), (body, sensitive) in zip(ids, rows, strict=True):
        if identifier in known:
            continue
        known.add(identifier)
        if sensitive:  # the value stands sealed in a body of its own, in front of the statement
            hidden.add(len(bodies))
            bodies.append(sealed(body["value"], of=identifier.hex()))
            body = {**body, "value": {"sealed": len(bodies)}}  # noqa: PLW2901 - its place, the act standing first
        bodies.append(statement(identifier, group, body))
    new = len(known) - before
    bodies += _judgements(writer, judged)
    bodies += extra
    if bodies:
        writer.append(kind, bodies, why=why, sealed=frozenset(hidden))
    return Recorded(new, len(rows) - new, len(fresh), tuple([identifier for identifier, _ in ids]))


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
    if draft.qualifiers:
        body["qualifiers"] = {
            name: _value(case, resolver, case.schema.qualifier(kind, prop, name), value)
            for name, value in draft.qualifiers.items()
        }
    if draft.lang is not None:
        body["lang"] = _text("lang", draft.lang)
    if draft.valid is not None:
        body["valid"] = written_time(draft.valid, case.settings.case_zone)
    if draft.said is not None:
        body["said"] = written_time(draft.said, case.settings.case_zone)
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
                f"evidence spans from {ref.start} to {ref.end}", todo="give start and end, start first"
            )
        if (reason := refusal(ref.end, where="evidence: end")) is not None:
            raise BadValue(reason)
        out |= {"start": ref.start, "end": ref.end, "unit": ref.unit}
    return out


def _judgements(writer: Writer, judged: Sequence[Judged]) -> Iterator[Record]:
    """Make the bodies of those judgements that are not in force already."""
    once: dict[tuple[str, bytes, bytes], str | None] = {}
    for verdict, low, high, reason in judged:
        once.setdefault((verdict, low, high), reason)
    for (verdict, low, high), reason in once.items():
        pair = (identities.c.left == low, identities.c.right == high, identities.c.verdict == verdict)
        query = select(identities.c.id).where(*pair, identities.c.undone.is_(None))
        if writer.connection.execute(query).first() is None:
            yield identity(writer.case.ids.new(), verdict, low, high, reason=reason)


def _known(connection: Connection, ids: list[bytes]) -> set[bytes]:
    """Tell which of these statements are there and open."""
    found: set[bytes] = set()
    for start in range(0, len(ids), MOST_IDS):
        some = ids[start : start + MOST_IDS]
        query = select(statements.c.id).where(statements.c.id.in_(some), statements.c.closed.is_(None))
        found.update(bytes(i) for i in connection.execute(query).scalars())
    return found


def _secret(case: Case) -> bytes:
    keyring = case.chain.keyring
    if keyring is None:
        raise Broken("has no keys to write with", item=str(case.folder), todo="restore the key folder")
    return keyring.secret


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
