"""What every act of a person gives back: what was done, the event that records it, and what to look at next."""

from collections.abc import Iterable

from attrs import frozen
from sqlalchemy import select

from sightline.core.errors import SightlineError, WrongUse
from sightline.model.view import Statement
from sightline.store.tables import events, judgements
from sightline.work.write import Writer

Event = tuple[str, int]
"""Ledger id (hex) and number."""


@frozen(slots=True)
class Offered:
    """A judgement on a statement that was succeeded: it stays with the old one, and may be confirmed for the new."""

    judgement: str
    """Id (hex)."""
    verdict: str
    by: str
    reason: str
    confirm: str
    """What to type to say it of the new statement."""


@frozen(slots=True)
class Act:
    """One act that ended well."""

    act: str
    event: Event | None
    code: str | None = None
    """Code of the entity it is about."""
    id: str | None = None
    """Id (hex) of the statement, judgement or identity it made or changed."""
    ids: tuple[str, ...] = ()
    """All of them, when there are several."""
    known: bool = False
    """The case held all of it already; nothing was recorded."""
    told: tuple[str, ...] = ()
    offered: tuple[Offered, ...] = ()


def last_number(writer: Writer) -> int:
    """Tell the number of this ledger's last event; 0 when there is none."""
    query = select(events.c.number).where(events.c.writer == writer.ledger.keyring.writer)
    found = writer.connection.execute(query.order_by(events.c.number.desc()).limit(1)).scalar()
    return 0 if found is None else int(found)


def event_after(writer: Writer, before: int) -> Event | None:
    """Give the last event of this ledger, None when nothing was recorded since number ``before``."""
    now = last_number(writer)
    return None if now == before else (writer.ledger.keyring.writer.hex(), now)


def reason_given(reason: str | None, *, act: str, option: str = "--reason") -> str:
    """Give the reason of an act that must have one; ``option`` is how it is given on the command line.

    Raises
    ------
    WrongUse
        There is none.
    """
    if reason is None or reason.strip() == "":
        raise WrongUse(
            "needs a reason", item=act, todo=f'give one with {option} "…"; it stays readable with the act'
        )
    return reason.strip()


def judgements_offered(writer: Writer, old: Statement, new: bytes) -> tuple[Offered, ...]:
    """List the judgements that stand on a statement, to be confirmed for its successor."""
    query = select(judgements).where(
        judgements.c.on_id == old.id, judgements.c.on_kind == "statement", judgements.c.undone.is_(None)
    )
    return tuple(
        Offered(
            bytes(row.id).hex(),
            row.verdict,
            row.by or "",
            row.reason or "",
            f"sightline judge statement {new.hex()[:12]} {row.verdict}",
        )
        for row in writer.connection.execute(query.order_by(judgements.c.pos, judgements.c.id))
    )


def own_error(error: SightlineError) -> SightlineError:
    """Give the error of the value itself, where recording wrapped it as a refused line."""
    return error.__cause__ if isinstance(error.__cause__, SightlineError) else error


def sentences(parts: Iterable[str | None]) -> tuple[str, ...]:
    """Keep the sentences that there are."""
    return tuple(p for p in parts if p is not None and p != "")
