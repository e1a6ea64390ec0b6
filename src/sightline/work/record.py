"""Turns drafts into statements: checks them, finds their entities, gives ids, and records what is not there yet.

Saying the same thing twice from the same source and evidence changes nothing; that is what makes every import and every
interrupted run safe to repeat.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen
from sqlalchemy import Connection, select

from sightline.core.digest import refusal
from sightline.core.errors import BadTime, BadValue, RowRefused, UnknownName
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


@frozen(slots=True)
class Recorded:
    """What a batch of drafts came to."""

    new: int
    known: int
    entities: int
    ids: tuple[bytes, ...] = field(default=())
    """Ids of the statements, in the order of the drafts, new or known."""


def names_in(draft: Draft | IdentityDraft) -> Iterator[str]:
    """Go through every entity that a draft names."""
    if isinstance(draft, IdentityDraft):
        yield from draft.entities
        return
    yield draft.entity
    for name in (draft.via, draft.source):
        if name is not None:
            yield name
    for ref in draft.evidence:
        yield ref.item
    for value in (draft.value, *draft.qualifiers.values()):
        if isinstance(value, dict) and isinstance(value.get("entity"), str):
            yield str(value["entity"])


def record(writer: Writer, resolver: Resolver, drafts: Sequence[Draft | IdentityDraft], *, kind: str = "statements.recorded", why: str | None = None, extra: Sequence[Record] = ()) -> Recorded:
    """Record drafts as one event; ``extra`` bodies are written with them even when nothing else is new.

    Raises
    ------
    RowRefused
        Names the line of the draft that cannot be recorded; nothing of the batch is then written.
    """
    case = writer.case
    resolver.learn(writer.connection, (name for draft in drafts for name in names_in(draft)))
    secret = _secret(case)
    made: list[tuple[bytes, bytes, Record, bool]] = []
    judged: list[Record] = []
    for draft in drafts:
        try:
            if isinstance(draft, IdentityDraft):
                judged.extend(_identities(writer, resolver, draft))
            else:
                body, sensitive = body_of(case, resolver, draft)
                made.append((*statement_ids(secret, body), body, sensitive))
        except (BadValue, BadTime, UnknownName) as error:
            where = "draft" if draft.line is None else f"line {draft.line}"
            raise RowRefused(error.fault, item=where, todo=error.todo) from error
    known = _known(writer.connection, [m[0] for m in made])
    bodies: list[Record] = resolver.take()
    count = len(bodies)
    hidden: set[int] = set()
    fresh = 0
    for identifier, group, body, sensitive in made:
        if identifier in known:
            continue
        known.add(identifier)
        fresh += 1
        if sensitive:
            hidden.add(len(bodies))
            bodies.append(sealed(body["value"], of=identifier.hex()))
            body = {**body, "value": {"sealed": len(bodies)}}
        bodies.append(statement(identifier, group, body))
    bodies += [*judged, *extra]
    if bodies:
        writer.append(kind, bodies, why=why, sealed=frozenset(hidden))
    return Recorded(fresh, len(made) - fresh, count, tuple(m[0] for m in made))


def body_of(case: Case, resolver: Resolver, draft: Draft) -> tuple[Record, bool]:
    """Check one draft and give the body of its statement, without ids, and whether its value is to be sealed."""
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
    for name, written in (("valid", draft.valid), ("said", draft.said)):
        if written is not None:
            body[name] = written_time(written, case.settings.case_zone)
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


def written_time(text: str, zone: str) -> Json:
    """Check a written time and give it as it is recorded: EDTF, with the zone that was assumed for it."""
    read(text, zone=zone or None)
    return {"edtf": text, "zone": zone} if zone else text


def _value(case: Case, resolver: Resolver, prop: Property, value: Json) -> Json:
    checked = values.check(case.schema, prop, value)
    if prop.type != "entity" or not isinstance(checked, dict):
        return checked
    make = prop.kinds[0] if len(prop.kinds) == 1 else None
    identifier, kind = resolver.entity(str(checked["entity"]), make=make)
    if prop.kinds and kind not in prop.kinds:
        raise BadValue(f"{prop.id} takes {' or '.join(prop.kinds)}, and {checked['entity']} is {kind}")
    return {"entity": identifier.hex()}


def _evidence(resolver: Resolver, ref: EvidenceRef) -> Json:
    identifier, kind = resolver.entity(ref.item, make="Item")
    if kind not in ("Item", "Post"):
        raise BadValue(f"evidence names {ref.item}, which is {kind} and no Item")
    if ref.unit not in UNITS:
        raise BadValue(f"evidence counts in {ref.unit!r}", todo=f"use one of {', '.join(UNITS)}")
    if (ref.start is None) != (ref.end is None) or (ref.start is not None and ref.end is not None and not 0 <= ref.start <= ref.end):
        raise BadValue(f"evidence spans from {ref.start} to {ref.end}", todo="give start and end, start first")
    out: dict[str, Json] = {"item": identifier.hex()}
    for name, value in (("layer", ref.layer), ("region", ref.region), ("quote", ref.quote)):
        if value is not None:
            out[name] = _text(name, value)
    if ref.start is not None:
        out |= {"start": ref.start, "end": ref.end, "unit": ref.unit}
    return out


def _identities(writer: Writer, resolver: Resolver, draft: IdentityDraft) -> Iterable[Record]:
    verdict = _one_of("identity", draft.identity, VERDICTS)
    if len(set(draft.entities)) < 2:
        raise BadValue("an identity judgement names at least two entities")
    ids = [resolver.entity(name)[0] for name in draft.entities]
    for left, right in zip(ids, ids[1:], strict=False):
        low, high = sorted((left, right))
        same = select(identities.c.id).where(
            identities.c.left == low,
            identities.c.right == high,
            identities.c.verdict == verdict,
            identities.c.undone.is_(None),
        )
        if writer.connection.execute(same).first() is None:
            yield identity(writer.case.ids.new(), verdict, low, high, reason=draft.reason)


def _known(connection: Connection, ids: list[bytes]) -> set[bytes]:
    found: set[bytes] = set()
    for start in range(0, len(ids), 900):
        query = select(statements.c.id).where(statements.c.id.in_(ids[start : start + 900]), statements.c.closed.is_(None))
        found.update(bytes(i) for i in connection.execute(query).scalars())
    return found


def _secret(case: Case) -> bytes:
    keyring = case.chain.keyring
    assert keyring is not None  # noqa: S101 - writing() made sure of it
    return keyring.secret


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise BadValue(f"{name} is {value!r}", todo=f"use one of {', '.join(allowed)}")
    return value


def _text(name: str, value: str) -> str:
    if not isinstance(value, str) or (reason := refusal(value, where=name)) is not None:
        raise BadValue(f"{name} is no text" if not isinstance(value, str) else str(reason))
    return value
