"""Checks a whole case: objects, chains, checkpoints, tables, text index. It names every fault and stops at none."""

from collections.abc import Mapping

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from sightline.core.errors import Broken
from sightline.store.keyring import Keyring
from sightline.store.sealed_state import Withholding, read_withholding
from sightline.store.tables import meta
from sightline.work.case import Case
from sightline.work.checking.chain import walk
from sightline.work.checking.checked import FINISH, Checked, CheckpointSeen, Fault
from sightline.work.checking.indexes import check_indexes
from sightline.work.checking.objects import Objects, check_objects
from sightline.work.checking.signed import check_signed
from sightline.work.checking.tables import check_tables
from sightline.work.checking.walked import Walked
from sightline.work.keyrings import keyrings_of

SCRUB = "scrub_due"
"""Fact of ``meta`` that stands from a protection until nothing of it is left in free pages and the write-ahead file."""


def check(case: Case, *, full: bool = True) -> Checked:
    """Check a case.

    Parameters
    ----------
    full : bool
        Also hash every object and make every table again; else only the chains and what was signed.
    """
    try:
        with case.catalogue.reading() as connection:
            return _check(case, connection, full=full)
    except (DatabaseError, Broken) as error:
        return Checked(0, 0, (_damaged(error),), 0, 0, 0, 0)


def _check(case: Case, connection: Connection, *, full: bool) -> Checked:
    faults: list[Fault] = []
    if full and case.catalogue.sqlite:
        faults.extend(_file(connection))
    keyrings = _keyrings(case, connection, faults)
    withholding = Withholding()
    walked = Walked()
    try:
        withholding = read_withholding(connection)
        walked = walk(connection, withholding, keyrings)
        faults.extend(walked.faults)
    except (DatabaseError, Broken) as error:
        faults.append(_damaged(error))
    own = None if case.chain.copied else case.chain.writer
    signed, seen = _signed(walked, keyrings, faults, own=own)
    faults.extend(signed)
    objects = Objects()
    if full:
        try:
            objects = check_objects(case.vault, walked.objects, withholding, connection, keyrings)
            faults.extend(objects.faults)
            faults.extend(check_tables(case, connection, walked.damaged))
            faults.extend(_due(connection))
            faults.extend(check_indexes(case.folder / "index"))
        except (DatabaseError, Broken) as error:
            faults.append(_damaged(error))
    covered, unsigned = _unsigned(case, walked, seen)
    return Checked(
        objects=len(walked.objects),
        events=walked.events,
        faults=tuple(dict.fromkeys(faults)),
        unsigned_after=covered,
        unsigned=unsigned,
        withheld=walked.withheld + objects.withheld,
        erased=walked.erased + objects.erased,
        checkpoints=tuple(seen),
        unlisted=tuple(objects.unlisted),
        unread=walked.unread + objects.unread,
    )


def _file(connection: Connection) -> list[Fault]:
    """Ask SQLite whether its file is sound."""
    lines = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(20)")]
    if lines == ["ok"]:
        return []
    todo = "restore it from a backup, or run sightline rebuild when only tables made again are named"
    return [Fault(f"the catalogue file is damaged: {line}", "catalogue.sqlite3", todo=todo) for line in lines]


def _keyrings(case: Case, connection: Connection, faults: list[Fault]) -> dict[bytes, Keyring]:
    try:
        return keyrings_of(case, connection)
    except Broken as error:
        faults.append(Fault(error.fault, error.item or "keys", todo=error.todo or "restore the key folder"))
        return {}


def _signed(
    walked: Walked, keyrings: Mapping[bytes, Keyring], faults: list[Fault], *, own: bytes | None
) -> tuple[list[Fault], list[CheckpointSeen]]:
    try:
        return check_signed(walked, keyrings, own=own)
    except Broken as error:
        faults.append(Fault(error.fault, error.item or "keys", todo=error.todo or "restore the key folder"))
        return [], []


def _due(connection: Connection) -> list[Fault]:
    if connection.execute(select(meta.c.value).where(meta.c.key == SCRUB)).scalar() is None:
        return []
    what = "something was withheld or erased, and the cleaning after it was interrupted"
    return [Fault(what, "catalogue", todo=FINISH)]


def _unsigned(case: Case, walked: Walked, seen: list[CheckpointSeen]) -> tuple[int, int]:
    """Tell how far sound checkpoints reach in the chain this copy appends to, and how many acts lie after."""
    chain = walked.chains.get(case.chain.writer)
    if chain is None:
        return 0, 0
    tail = chain.writer.hex()[-8:]
    covered = max((s.size for s in seen if s.sound and s.ledger == tail), default=0)
    return covered, sum(kind != "checkpoint.signed" for kind in chain.kinds[covered:])


def _damaged(error: DatabaseError | Broken) -> Fault:
    what = error.fault if isinstance(error, Broken) else f"it cannot be read: {error.orig}"
    return Fault(what, "catalogue", todo="restore it from a backup")
