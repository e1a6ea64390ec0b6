"""Reads the statements about an entity with what became of each, as of chosen times."""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen
from sqlalchemy import Connection

from sightline.model.view import Moments, Statement, weigh
from sightline.store.claims import Verdict, successors_of, verdicts_of, whys_at
from sightline.store.read import statements_of
from sightline.store.slices import slices
from sightline.work.corroborating.heard import Heard
from sightline.work.safety.text import restrained
from sightline.work.view import quiet

GONE: Final = "mistranscribed"
"""A statement that we wrote down wrongly: its source never said so, and it is no claim."""


@frozen(slots=True)
class Read:
    """Statements, and how many were left out."""

    heard: tuple[Heard, ...]
    left_out: int


def read_heard(connection: Connection, ids: Sequence[bytes], moments: Moments) -> dict[bytes, Read]:
    """Read what is said of many records, by record.

    A statement that was closed and said again counts once, as it stands. What the chosen times leave out, and what was
    wrongly transcribed, is only counted.
    """
    known = moments.known_at
    every: list[Statement] = []
    for some in slices(sorted(set(ids))):
        every += statements_of(connection, some, known_at=known, closed=True)
    last = {one.id: one for one in every}  # in the order of their numbers: the last row of each
    rows = [quiet(one) for one in last.values()]
    closed = [one for one in rows if _is_closed(one, known)]
    successors = successors_of(connection, [one.n for one in closed])
    whys = whys_at(connection, [one.closed for one in closed if one.closed is not None])
    verdicts = verdicts_of(connection, list(last), known_at=known)
    out: dict[bytes, tuple[list[Heard], int]] = {one: ([], 0) for one in ids}
    for one in rows:
        mine, left = out[one.entity]
        heard = _heard(one, moments, successors, whys, verdicts.get(one.id, ()))
        if heard is None:
            out[one.entity] = (mine, left + 1)
        else:
            mine.append(heard)
    return {entity: Read(tuple(mine), left) for entity, (mine, left) in out.items()}


def _is_closed(one: Statement, known: int | None) -> bool:
    return one.closed is not None and (known is None or one.closed <= known)


def _heard(
    one: Statement,
    moments: Moments,
    successors: Mapping[int, bytes],
    whys: Mapping[int, str],
    verdicts: Sequence[Verdict],
) -> Heard | None:
    gone = _is_closed(one, moments.known_at)
    if gone and one.closing == GONE:
        return None
    shown = weigh(one, moments)
    if shown is None:
        return None
    fate = (one.closing or "superseded") if gone else None
    why = ""
    if fate is not None and one.closed is not None:
        reason = whys.get(one.closed, "")
        told = {"retracted": "recorded as taken back by its source", "superseded": "recorded as superseded"}
        why = told.get(fate, fate) + (f": {restrained(reason)}" if reason else "")
    return Heard(
        one=one,
        fate=fate,
        fate_why=why,
        successor=successors.get(one.n),
        verdicts=tuple(
            (v.verdict, f"{v.by}: {restrained(v.reason)}" if v.reason else v.by) for v in verdicts
        ),
        held=shown.held,
        said=shown.said,
    )
