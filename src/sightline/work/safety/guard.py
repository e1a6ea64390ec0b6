"""Keeps acts that protect or let out from being done in passing: each has its own verb, with a name and a reason.

While the pseudonym of a source stands, nothing of it leaves; so neither the pseudonym nor what opens it is written or
closed as any other statement is. A pseudonym that was merely said would hide no name.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from sightline.core.errors import WrongUse
from sightline.model.view import Named, Statement
from sightline.store.read import cluster_of, statements_of

PSEUDONYM: Final = "pseudonym"
PUBLISHABLE: Final = "publishable"
RELEASE: Final = "release"
_VERBS: Final = {
    PSEUDONYM: (
        "hides no name by being said",
        'sightline protect CODE --as "…" --authority "…" --reason "…"',
    ),
    PUBLISHABLE: (
        "is said by whoever looked through quote, media, place and time",
        "sightline protect CODE --confirm WHAT --checked quote,media,place,time --by WHO --reason WHY",
    ),
    RELEASE: (
        "needs a reason, and a name",
        'sightline release CODE --to AUDIENCE --reason "…" --by "…"',
    ),
}


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


def refuse_in_passing(prop: str, *, note: str | None = None) -> None:
    """Refuse to say what has a verb of its own, save a release that carries its reason, as an import does.

    Raises
    ------
    WrongUse
        The property is one of those; ``todo`` gives the verb.
    """
    if prop not in _VERBS or (prop == RELEASE and (note or "").strip()):
        return
    fault, todo = _VERBS[prop]
    raise WrongUse(f"{prop} {fault}", item=prop, todo=todo)


def said_in_clear(connection: Connection, subject: Named) -> tuple[str, ...]:
    """Give a warning where something is said of a source after its protection, which withheld what stood then."""
    if subject.kind != "Source":
        return ()
    said = statements_of(connection, cluster_of(connection, subject.id))
    if not any(one.property == PSEUDONYM for one in said):
        return ()
    return (
        f"{subject.code} is protected, and this stands in clear until the same sightline protect is given again",
    )
