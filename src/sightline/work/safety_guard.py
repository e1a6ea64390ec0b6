"""Refuses to take back in passing what protects a source: while the pseudonym stands, nothing of it leaves."""

from collections.abc import Iterable

from sightline.core.errors import WrongUse
from sightline.model.view import Statement

PSEUDONYM = "pseudonym"


def refuse_unshielding(said: Iterable[Statement]) -> None:
    """Refuse to close the pseudonym of a protected source by an ordinary act.

    Raises
    ------
    WrongUse
        One of the statements is one.
    """
    if any(one.property == PSEUDONYM and one.closed is None for one in said):
        raise WrongUse(
            "this protects a source",
            item=PSEUDONYM,
            todo='open the source again with: sightline protect CODE --undo --authority "…" --reason "…"',
        )
