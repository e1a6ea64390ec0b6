"""Takes acts back. Nothing goes away: judgements are marked as undone, statements are closed or said again.

So ``known_at`` shows the act before it was undone, and its absence after.
"""

from collections.abc import Sequence

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.core.errors import UnknownName, WrongUse
from sightline.model.finding import Json
from sightline.model.record import Record, closing, ranking, statement, undoing
from sightline.model.view import Statement
from sightline.store.read import RANK_NAMES, statement_with_id, statements_with
from sightline.store.tables import acts, events, identities, judgements, ranks, statements
from sightline.work.act import Act, event_after, last_number, sentences
from sightline.work.case import Case
from sightline.work.locating.blind import refuse_closing, refuse_kept
from sightline.work.people import same_person, spellings
from sightline.work.pointing import HEX, SHORT, describe
from sightline.work.safety.confirm import beside_protected, refuse_joined
from sightline.work.safety.guard import refuse_unshielding
from sightline.work.write import Writer, writing

UNDOABLE = ("judgement.made", "identity.judged", "statement.closed", "statements.recorded")
MOST = 200
"""Statements that `undo last` takes back at once; a larger event is named by its number."""


@frozen(slots=True)
class Undoing:
    """What taking an act back comes to: the bodies that do it, and what they mean."""

    bodies: tuple[Record, ...]
    told: tuple[str, ...]


def undo(case: Case, what: str = "last", *, reason: str | None = None) -> Act:
    """Take back an act.

    Parameters
    ----------
    what : str
        ``last``, your own last act that can be taken back; the id of a judgement, of an identity judgement or of a
        closed statement, or its first digits; or the number of an event of this ledger, as ``42``.
    reason : str, optional
        Why.

    Raises
    ------
    UnknownName
        There is no such act.
    WrongUse
        It was taken back already, or it is none that can be; or it is a step of somebody else's analysis; or it would
        put a protected source together with one that is not.
    """
    with writing(case) as writer:
        before, clear = last_number(writer), beside_protected(writer.connection)
        name, undone = _find(writer, what)
        if not undone.bodies:
            raise WrongUse(
                "is taken back already, or holds nothing that can be", item=name, todo="see: sightline show"
            )
        writer.append("act.undone", undone.bodies, why=reason if reason is not None else f"undo {name}")
        writer.batch.flush()
        refuse_joined(writer.connection, clear)
        return Act("undo", event_after(writer, before), id=name, told=undone.told)


def _find(writer: Writer, what: str) -> tuple[str, Undoing]:
    connection = writer.connection
    if what == "last":
        return _last(writer)
    if what.lstrip("#").isdecimal() and len(what.lstrip("#")) < 6:
        number = int(what.lstrip("#"))
        pos = connection.execute(
            select(events.c.pos).where(
                events.c.writer == writer.ledger.keyring.writer, events.c.number == number
            )
        ).scalar()
        if pos is None:
            raise UnknownName("there is no event of this number", item=what, todo="acts print their number")
        return f"event {number}", of_event(writer, pos)
    if HEX.fullmatch(what) is None:
        raise UnknownName(
            "is no id and no number of an event", item=what, todo="give one that an act printed, or: last"
        )
    return what, _by_id(writer, what)


def _last(writer: Writer) -> tuple[str, Undoing]:
    joined = events.join(acts, acts.c.pos == events.c.pos)
    query = (
        select(events.c.pos, events.c.number, events.c.count.label("size"))
        .select_from(joined)
        .where(
            events.c.writer == writer.ledger.keyring.writer,
            events.c.kind.in_(UNDOABLE),
            acts.c.by.in_(_spelled(writer)),
        )
        .order_by(events.c.pos.desc())
        .limit(MOST)
    )
    for row in writer.connection.execute(query).all():
        if row.size > MOST:
            raise WrongUse(
                f"your last act recorded {row.size - 1} things at once",
                item=f"event {row.number}",
                todo=f"if you mean it: sightline undo {row.number}",
            )
        undone = of_event(writer, row.pos)
        if undone.bodies:
            return f"event {row.number}", undone
    raise UnknownName(
        "there is no act of yours that can be taken back", item="last", todo="name one by its id"
    )


def _spelled(writer: Writer) -> list[str]:
    """List the ways in which whoever works here has written their name."""
    known = writer.connection.execute(select(acts.c.by).distinct()).scalars()
    return spellings(writer.case.by, known)


def _by_id(writer: Writer, digits: str) -> Undoing:
    connection = writer.connection
    low, high = bytes.fromhex(digits.ljust(32, "0")), bytes.fromhex(digits.ljust(32, "f"))
    made = select(judgements.c.pos).where(judgements.c.id >= low, judgements.c.id <= high).limit(2)
    positions = list(connection.execute(made).scalars())
    said = select(identities.c.id).where(identities.c.id >= low, identities.c.id <= high).limit(2)
    same = [bytes(i) for i in connection.execute(said).scalars()]
    rows = select(statements.c.id).where(statements.c.id >= low, statements.c.id <= high).distinct().limit(2)
    closed = [bytes(i) for i in connection.execute(rows).scalars()]
    if len(positions) + len(same) + len(closed) != 1:
        fault = (
            "several acts begin with this" if positions or same or closed else "there is no act of this id"
        )
        raise UnknownName(fault, item=digits, todo="give the whole id, or the number of its event")
    if positions:
        return of_event(writer, positions[0])
    if same:
        return _join([_identities(connection, [same[0]])])
    one = statement_with_id(connection, closed[0])
    if one is not None:
        refuse_closing(connection, [one], writer.case.by)
    if one is None or one.closed is None:
        raise WrongUse(
            "is a statement that stands", item=digits, todo="close it with: sightline retract ID --how …"
        )
    return _join([say_again(writer, one)])


def of_event(writer: Writer, pos: int) -> Undoing:
    """Work out what takes back everything that an event did and that still has effect."""
    connection = writer.connection
    made = select(judgements.c.id).where(judgements.c.pos == pos, judgements.c.undone.is_(None))
    judged = [bytes(i) for i in connection.execute(made.order_by(judgements.c.id)).scalars()]
    said = select(identities.c.id).where(identities.c.pos == pos, identities.c.undone.is_(None))
    same = [bytes(i) for i in connection.execute(said.order_by(identities.c.id)).scalars()]
    opened = select(statements.c.n).where(statements.c.opened == pos, statements.c.closed.is_(None))
    closed = select(statements.c.n).where(statements.c.closed == pos)
    parts = [_judgements(judged), _identities(connection, same)]
    going = statements_with(connection, list(connection.execute(opened).scalars()))
    shut = statements_with(connection, list(connection.execute(closed).scalars()))
    _refuse(writer, pos, [*going, *shut, *_ranked(connection, pos)])
    refuse_unshielding(going)
    gone = frozenset(s.id for s in going)
    parts += [_withdraw(writer, s) for s in going]
    parts += [say_again(writer, s, gone=gone) for s in shut if _stands_no_more(connection, s)]
    parts.append(_ranks(connection, pos))
    return _join(parts)


def _join(parts: Sequence[Undoing]) -> Undoing:
    return Undoing(tuple(b for p in parts for b in p.bodies), tuple(t for p in parts for t in p.told))


def _judgements(ids: list[bytes]) -> Undoing:
    bodies = tuple(undoing("judgement", i, reason=None) for i in ids)
    return Undoing(bodies, tuple(f"judgement {i.hex()[:SHORT]} is taken back" for i in ids))


def _identities(connection: Connection, ids: list[bytes]) -> Undoing:
    query = select(identities.c.id, identities.c.verdict).where(
        identities.c.id.in_(ids), identities.c.undone.is_(None)
    )
    rows = connection.execute(query.order_by(identities.c.id)).all()
    bodies = tuple(undoing("identity", bytes(r.id), reason=None) for r in rows)
    return Undoing(bodies, tuple(f"“{r.verdict}” {bytes(r.id).hex()[:SHORT]} is taken back" for r in rows))


def _withdraw(writer: Writer, one: Statement) -> Undoing:
    said = describe(writer.connection, writer.case.schema, one)
    body = closing(one.id, "mistranscribed", reason="taken back by whoever wrote it")
    return Undoing((body,), (f"closed: {said}",))


def say_again(writer: Writer, one: Statement, *, gone: frozenset[bytes] = frozenset()) -> Undoing:
    """Work out what opens a closed statement again: the same statement, with the same id, in a new row.

    ``gone`` are statements that are taken back with it.

    Raises
    ------
    WrongUse
        It is withheld or erased.
    """
    if one.hidden:
        raise WrongUse(
            "is withheld or erased, so it cannot be said again as it was",
            item=one.id.hex()[:SHORT],
            todo="open it first, or say it anew with: sightline say",
        )
    said = describe(writer.connection, writer.case.schema, one)
    told = sentences((f"stands again: {said}", _successor(writer.connection, one, gone)))
    return Undoing((statement(one.id, one.group or b"", body_again(one)),), told)


def _successor(connection: Connection, one: Statement, gone: frozenset[bytes]) -> str | None:
    successor = connection.execute(select(statements.c.successor).where(statements.c.n == one.n)).scalar()
    after = None if successor is None else statement_with_id(connection, bytes(successor))
    if after is None or after.closed is not None or after.id in gone:
        return None
    return f"what took its place stands too: {after.id.hex()[:SHORT]}; retract it if it was wrong"


def body_again(one: Statement) -> Record:
    """Write the body of a statement from its row, byte for byte as it was recorded."""
    body: Record = {
        "subject": one.entity.hex(),
        "property": one.property,
        "value": one.value,
        "qualifiers": dict(one.qualifiers),
        "origin": one.origin,
        "lang": one.lang,
        "valid": _written(one.valid, one.valid_zone),
        "said": _written(one.said, one.said_zone),
        "polarity": "negated" if one.negated else "affirmed",
        "certainty": "hedged" if one.hedged else "asserted",
        "via": None if one.via is None else one.via.hex(),
        "source": None if one.source is None else one.source.hex(),
        "rank": one.rank,
        "note": one.note,
    }
    evidence: list[Json] = []
    for ref in one.evidence:
        optional: dict[str, Json] = {"layer": ref.layer, "region": ref.region, "quote": ref.quote}
        if ref.start is not None:
            optional |= {"start": ref.start, "end": ref.end, "unit": ref.unit}
        evidence.append({"item": ref.item, **{k: v for k, v in optional.items() if v is not None}})
    body["evidence"] = evidence
    return body


def _written(text: str | None, zone: str | None) -> Json:
    return text if text is None or zone is None else {"edtf": text, "zone": zone}


def _stands_no_more(connection: Connection, one: Statement) -> bool:
    now = statement_with_id(connection, one.id)
    return now is not None and now.n == one.n and now.closed is not None and not one.hidden


def _refuse(writer: Writer, pos: int, said: Sequence[Statement]) -> None:
    """Refuse to take back steps of somebody else's analysis, save by one's own act, such as an import of a case."""
    mine = writer.case.by
    acted = writer.connection.execute(select(acts.c.by).where(acts.c.pos == pos)).scalar()
    if acted is not None and same_person(acted, mine):
        refuse_kept(writer.connection, said, mine)
    else:
        refuse_closing(writer.connection, said, mine)


def _ranked(connection: Connection, pos: int) -> list[Statement]:
    ids = connection.execute(select(ranks.c.statement).where(ranks.c.opened == pos)).scalars()
    return [one for i in ids if (one := statement_with_id(connection, bytes(i))) is not None]


def _ranks(connection: Connection, pos: int) -> Undoing:
    bodies: list[Record] = []
    told: list[str] = []
    for row in connection.execute(select(ranks).where(ranks.c.opened == pos)).all():
        every = connection.execute(
            select(ranks).where(ranks.c.statement == row.statement).order_by(ranks.c.opened)
        ).all()
        if every[-1].opened != pos:
            continue
        first = (
            select(statements.c.rank)
            .where(statements.c.id == row.statement)
            .order_by(statements.c.n)
            .limit(1)
        )
        had = every[-2].rank if len(every) > 1 else connection.execute(first).scalar_one()
        bodies.append(ranking(bytes(row.statement), RANK_NAMES[had], reason="the ranking was taken back"))
        told.append(f"{bytes(row.statement).hex()[:SHORT]} is {RANK_NAMES[had]} again")
    return Undoing(tuple(bodies), tuple(told))
