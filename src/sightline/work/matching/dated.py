"""When items were public and what time they claim, as far as statements and captures tell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select

from sightline.core.clock import rfc3339
from sightline.store.slices import slices
from sightline.store.tables import captures, citations, dates, events, statements
from sightline.work.matching.families import ClaimedTime, Posting

_TIED = ("shows", "reports")


def postings_of(connection: Connection, items: Iterable[bytes]) -> dict[bytes, Posting]:
    """Tell of each item by when it was public: as said of its publication, else as it was first taken in.

    Where several dates are said, the latest counts, since a bound must hold whichever is right.
    """
    out: dict[bytes, Posting] = {}
    for some in slices(sorted(set(items))):
        first = (
            select(captures.c.item, func.min(events.c.at))
            .join(events, events.c.pos == captures.c.pos)
            .where(captures.c.item.in_(some), captures.c.state == "captured")
            .group_by(captures.c.item)
        )
        for item, at in connection.execute(first):
            out[bytes(item)] = Posting(bytes(item), int(at), rfc3339(int(at)), by_capture=True)
        told = _open_dates().where(dates.c.entity.in_(some), dates.c.prop == "posted_at")
        for row in connection.execute(told.order_by(dates.c.n)):
            before = out.get(bytes(row.entity))
            if row.d3 is None or (
                before is not None and not before.by_capture and before.latest_ms >= row.d3
            ):
                continue
            out[bytes(row.entity)] = Posting(bytes(row.entity), row.d3, _written(row.value))
    return out


def claims_of(connection: Connection, items: Iterable[bytes]) -> Mapping[bytes, Sequence[ClaimedTime]]:
    """Tell of each item when what it shows is said to have happened: of itself, and of the incidents it is tied to."""
    out: dict[bytes, list[ClaimedTime]] = defaultdict(list)
    for some in slices(sorted(set(items))):
        own = _open_dates().where(dates.c.entity.in_(some), dates.c.prop == "claimed_time")
        for row in connection.execute(own.order_by(dates.c.n)):
            if row.d0 is not None:
                out[bytes(row.entity)].append(ClaimedTime(bytes(row.entity), row.d0, _written(row.value)))
        tied = select(statements.c.entity, statements.c.target).where(
            statements.c.entity.in_(some),
            statements.c.prop.in_(_TIED),
            statements.c.closed.is_(None),
            statements.c.negated == 0,
            statements.c.target.is_not(None),
        )
        incidents: dict[bytes, set[bytes]] = defaultdict(set)
        for item, incident in connection.execute(tied):
            incidents[bytes(incident)].add(bytes(item))
        cited = (
            select(citations.c.item, statements.c.entity)
            .join(statements, statements.c.n == citations.c.n)
            .where(citations.c.item.in_(some), statements.c.prop == "occurred", statements.c.closed.is_(None))
        )
        for item, incident in connection.execute(cited):
            incidents[bytes(incident)].add(bytes(item))
        for group in slices(sorted(incidents)):
            when = _open_dates().where(dates.c.entity.in_(group), dates.c.prop == "occurred")
            for row in connection.execute(when.order_by(dates.c.n)):
                for item in sorted(incidents[bytes(row.entity)]) if row.d0 is not None else ():
                    claim = ClaimedTime(item, row.d0, _written(row.value), of=bytes(row.entity))
                    out[item].append(claim)
    return out


def _open_dates() -> Select[Any]:
    query = select(dates.c.n, dates.c.entity, dates.c.d0, dates.c.d3, statements.c.value)
    return query.join(statements, statements.c.n == dates.c.n).where(
        statements.c.closed.is_(None), statements.c.negated == 0, statements.c.hidden == 0
    )


def _written(value: str | None) -> str:
    return (value or "").strip('"')
