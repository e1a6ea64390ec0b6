"""Settles which one entity a person means by a name, tells of its namesakes, and refuses to guess between two."""

from collections.abc import Sequence

from attrs import frozen
from sqlalchemy import Connection

from sightline.core.errors import AmbiguousName, UnknownName, WrongUse
from sightline.model.view import Named
from sightline.work.identifying.finding import Fits, called, candidates
from sightline.work.identifying.records import Candidate


@frozen(slots=True)
class Settled:
    """The one that is meant, and others that the name might have meant."""

    named: Named
    how: str
    name: str
    """The name of it that fits."""
    why: str
    namesakes: tuple[Candidate, ...]


def named_one(
    connection: Connection,
    text: str,
    kinds: Sequence[str],
    *,
    fits: Fits,
    what: str,
    known_at: int | None = None,
) -> Settled:
    """Settle which entity of some kinds a name means: one that fits surely, and no other as surely.

    Raises
    ------
    WrongUse
        Nothing is named.
    UnknownName
        None is called so; names the nearest.
    AmbiguousName
        Several fit equally; names each with the reason.
    """
    if text.strip() == "":
        raise WrongUse(f"names no {what}", item=what, todo=f"give a code or a name, see: sightline {what}s")
    found = candidates(connection, text, kinds, fits=fits, known_at=known_at)
    if not found:
        raise UnknownName(
            f"the case holds no {what} of this name", item=text[:80], todo=f"see them with: sightline {what}s"
        )
    first = found[0]
    equal = [one for one in found if one.how == first.how]
    if first.how in ("maybe", "near"):
        near = "; ".join(f"{called(one.named)}: {one.why}" for one in found[:5])
        raise UnknownName(
            f"no {what} is surely called so; near to it are {near}", item=text[:80], todo="give a code"
        )
    if len(equal) > 1 and first.how != "code":
        every = "; ".join(f"{called(one.named)}, as “{one.name}”" for one in equal)
        raise AmbiguousName(
            f"{len(equal)} {what}s are called so: {every}", item=text[:80], todo="give the code of one"
        )
    return Settled(first.named, first.how, first.name, first.why, found[1:])
