"""What a disclosure says of the ledger behind it: how much there is, how far it is signed, what a check found."""

from sqlalchemy import Connection, func, select

from sightline.core.errors import Broken
from sightline.model.disclosed import INTERNAL, Note, Proof
from sightline.store.ledger import ERASED, SEALED
from sightline.store.tables import events, leaves, objects, protections, seals
from sightline.work.case import Case
from sightline.work.checking.checked import Checked
from sightline.work.checkpoint import Signed, last_checkpoint
from sightline.work.disclosing.words import counted, day_text, moment_text

_MOST_FAULTS = 50


def proof_of(case: Case, connection: Connection, *, audience: str, checked: Checked | None) -> Proof:
    """Gather what the ledger can show; of a check, a release tells only whether all was whole."""
    signed, fault = _last(case)
    mine = events.c.writer == case.chain.writer
    size = 0 if signed is None else signed.size
    after = (
        select(func.count())
        .select_from(events)
        .where(mine, events.c.number > size, events.c.kind != "checkpoint.signed")
    )
    states = _hidden_leaves(connection)
    gone = select(objects.c.state, func.count()).where(objects.c.state != "kept").group_by(objects.c.state)
    files: dict[str, int] = dict(connection.execute(gone).all())
    kept = select(func.count()).select_from(objects).where(objects.c.state == "kept")
    internal = audience == INTERNAL
    return Proof(
        events=connection.execute(select(func.count()).select_from(events)).scalar_one(),
        objects=connection.execute(kept).scalar_one(),
        ledger=case.chain.writer.hex()[-8:],
        checkpoint="" if signed is None else signed.line,
        checkpoint_at="" if signed is None else moment_text(signed.at),
        signed_up_to=size,
        unsigned_after=connection.execute(after).scalar_one(),
        check_ok=False if fault else None if checked is None else checked.ok,
        check_at="" if checked is None else day_text(case.clock.now_ms()),
        check_said=_said(checked) if internal else (),
        faults=_faults(checked, fault) if internal else (),
        withheld=states.get(SEALED, 0) + files.get("withheld", 0),
        erased=states.get(ERASED, 0) + files.get("erased", 0),
    )


def _hidden_leaves(connection: Connection) -> dict[int, int]:
    """Count the sealed and the erased leaves, looking through all only where there can be any."""
    never = all(
        connection.execute(select(column).limit(1)).first() is None
        for column in (seals.c.n, protections.c.pos)
    )
    if never:
        return {}
    hidden = select(leaves.c.state, func.count()).where(leaves.c.state.in_((SEALED, ERASED)))
    found: dict[int, int] = dict(connection.execute(hidden.group_by(leaves.c.state)).all())
    return found


def _last(case: Case) -> tuple[Signed | None, str]:
    """Give the last checkpoint; one that cannot be read is a fault to be told, not a reason to stop."""
    try:
        return last_checkpoint(case), ""
    except Broken as error:
        return None, str(error)


def _said(checked: Checked | None) -> tuple[str, ...]:
    if checked is None:
        return ()
    faults = "no fault" if checked.ok else counted(len(checked.faults), "fault")
    return (
        f"{counted(checked.objects, 'file')} hashed again, {counted(checked.events, 'event')} walked: {faults}",
        f"{checked.withheld} withheld, {checked.erased} erased: their places are there, their words are not",
        f"signed up to event {checked.unsigned_after}; {counted(checked.unsigned, 'event')} after it",
    )


def _faults(checked: Checked | None, fault: str) -> tuple[Note, ...]:
    found = [Note(fault)] if fault else []
    if checked is not None:
        found += [Note(f"{f.where}: {f.what}", detail=f.todo) for f in checked.faults[:_MOST_FAULTS]]
    return tuple(found)
