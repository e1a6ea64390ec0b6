"""The age below which positions, control and medical sites leave coarsely only; its changes are recorded."""

import logging
from typing import Final

from sqlalchemy import Connection, select

from sightline.core.errors import NeedsAuthority, WrongUse
from sightline.core.settings import Settings
from sightline.store.tables import acts
from sightline.work.case import Case
from sightline.work.write import writing

DAY_MS: Final = 86_400_000
_HEAD: Final = "limit of what is recent: "
log = logging.getLogger(__name__)


def recent_since(case: Case, *, days: int | None = None, reason: str | None = None) -> int:
    """Give the moment from which on things are recent [ms since the epoch], and record a limit that is new.

    Parameters
    ----------
    days : int, optional
        Another limit than ``[safety] recent_days``, for this once.
    reason : str, optional
        Why; needed for a shorter one.

    Raises
    ------
    NeedsAuthority
        A shorter limit without a reason.
    WrongUse
        A negative limit.
    """
    usual = case.settings.safety_recent_days
    if days is not None and days < 0:
        raise WrongUse("is no number of days", item=f"--recent-days {days}", todo="give 0 or more")
    if days is not None and days < usual and not (reason or "").strip():
        raise NeedsAuthority(
            f"is shorter than the {usual} days of this case",
            item=f"--recent-days {days}",
            todo='give --reason "why"',
        )
    _note(case, usual, "[safety] recent_days")
    if days is not None and days != usual:
        _note(case, days, f"for one release: {(reason or '').strip() or 'longer'}")
        _note(case, usual, "back to [safety] recent_days", quiet=True)
    return case.clock.now_ms() - (usual if days is None else days) * DAY_MS


def _note(case: Case, days: int, why: str, *, quiet: bool = False) -> None:
    with case.catalogue.reading() as connection:
        if _noted(connection) == days:
            return
    if case.chain.keyring is None:
        log.warning("the limit of %d days could not be recorded: the keys of this case are not here", days)
        return
    with writing(case) as writer:
        writer.append("statements.recorded", [], why=f"{_HEAD}{days} days ({why})")
    if not quiet:
        log.info("recorded: %s%d days", _HEAD, days)


def _noted(connection: Connection) -> int:
    """Give the limit that was recorded last; what a case begins with needs no record."""
    query = select(acts.c.why).where(acts.c.why.startswith(_HEAD)).order_by(acts.c.pos.desc()).limit(1)
    why = connection.execute(query).scalar()
    told = "" if why is None else str(why).removeprefix(_HEAD).partition(" ")[0]
    return int(told) if told.isdigit() else Settings().safety_recent_days
