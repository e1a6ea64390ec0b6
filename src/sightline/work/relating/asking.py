"""Reads the times of a question as numbers."""

from sqlalchemy import Connection

from sightline.model.held_limits import FAR, window_of
from sightline.store.ledger import position_at
from sightline.store.relations_found import Asked
from sightline.work.case import Case
from sightline.work.view import Times, moments_of


def asked_of(case: Case, connection: Connection, times: Times, props: tuple[str, ...] = ()) -> Asked:
    """Read the times of a question as numbers."""
    moments = moments_of(case, connection, times)
    first, last = window_of(moments.held_at)
    limit = None if moments.said_by is None else moments.said_by.end_latest
    return Asked(
        first=first,
        last=last,
        said=FAR if limit is None else limit,
        said_pos=FAR if limit is None else position_at(connection, limit - 1),
        known=-1 if moments.known_at is None else moments.known_at,
        at=moments.held_at,
        props=props,
    )
