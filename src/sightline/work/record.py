"""Records drafts as statements: gives ids, seals what is sensitive, and leaves out what is there already.

Saying the same thing twice from the same source and evidence changes nothing; that is what makes every import and every
interrupted run safe to repeat.
"""

from collections.abc import Iterator, Sequence

from attrs import field, frozen
from sqlalchemy import Connection, select

from sightline.core.errors import BadTime, BadValue, Broken, RowRefused, UnknownName
from sightline.model.draft import Draft, IdentityDraft
from sightline.model.record import Record, identity, sealed, statement, statement_ids
from sightline.store.tables import identities, statements
from sightline.work.case import Case
from sightline.work.draft_body import batch_names, body_of, identity_of
from sightline.work.resolve import Resolver
from sightline.work.write import Writer

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
    secret = secret_of(writer.case)
    ids = [statement_ids(secret, body) for body, _ in rows]
    known = known_ids(writer.connection, [identifier for identifier, _ in ids])
    bodies: list[Record] = list(fresh)
    before = len(known)
    hidden: set[int] = set()
    for (identifier, group), (body, sensitive) in zip(ids, rows, strict=True):
        if identifier in known:
            continue
        known.add(identifier)
        if sensitive:  # the value stands sealed in a body of its own, in front of the statement
            hidden.add(len(bodies))
            left, beside = _apart(body)
            bodies.append(sealed(body["value"], of=identifier.hex(), beside=beside))
            body = {**left, "value": {"sealed": len(bodies)}}  # noqa: PLW2901 - its place, the act standing first
        bodies.append(statement(identifier, group, body))
    new = len(known) - before
    bodies += judgements(writer, judged)
    bodies += extra
    if bodies:
        writer.append(kind, bodies, why=why, sealed=frozenset(hidden))
    return Recorded(new, len(rows) - new, len(fresh), tuple([identifier for identifier, _ in ids]))


def judgements(writer: Writer, judged: Sequence[Judged]) -> Iterator[Record]:
    """Make the bodies of those judgements that are not in force already."""
    once: dict[tuple[str, bytes, bytes], str | None] = {}
    for verdict, low, high, reason in judged:
        once.setdefault((verdict, low, high), reason)
    for (verdict, low, high), reason in once.items():
        pair = (identities.c.left == low, identities.c.right == high, identities.c.verdict == verdict)
        query = select(identities.c.id).where(*pair, identities.c.undone.is_(None))
        if writer.connection.execute(query).first() is None:
            yield identity(writer.case.ids.new(), verdict, low, high, reason=reason)


def _apart(body: Record) -> tuple[Record, Record]:
    """Part a body from the words that would tell its value: note, qualifiers, quotes (a quote often is the value)."""
    beside: Record = {k: body[k] for k in ("note", "qualifiers") if k in body}
    left: Record = {k: v for k, v in body.items() if k not in beside}
    evidence = body.get("evidence")
    if isinstance(evidence, list) and any(isinstance(ref, dict) and "quote" in ref for ref in evidence):
        beside["evidence"] = evidence
        left["evidence"] = [
            {k: v for k, v in ref.items() if k != "quote"} if isinstance(ref, dict) else ref
            for ref in evidence
        ]
    return left, beside


def known_ids(connection: Connection, ids: list[bytes]) -> set[bytes]:
    """Tell which of these statements are there and open."""
    found: set[bytes] = set()
    for start in range(0, len(ids), MOST_IDS):
        some = ids[start : start + MOST_IDS]
        query = select(statements.c.id).where(statements.c.id.in_(some), statements.c.closed.is_(None))
        found.update(bytes(i) for i in connection.execute(query).scalars())
    return found


def secret_of(case: Case) -> bytes:
    """Give the secret that ids are keyed with.

    Raises
    ------
    Broken
        The keys of this case are not on this machine.
    """
    keyring = case.chain.keyring
    if keyring is None:
        raise Broken("has no keys to write with", item=str(case.folder), todo="restore the key folder")
    return keyring.secret
