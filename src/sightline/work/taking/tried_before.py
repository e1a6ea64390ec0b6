"""What earlier runs of a measure on a file came to: reused where it was found, run again where that may help.

A measure that was stopped by a limit has found nothing about the file, only about the limit. So its finding carries the
limits it ran under among its parameters, and it is run again by itself when larger ones are given; whatever else failed
is run again only when a person asks.
"""

import json
from collections.abc import Mapping
from typing import Final

from attrs import evolve, frozen
from sqlalchemy import Connection, select

from sightline.core.sandbox import Limits
from sightline.measure.run import measures
from sightline.model.finding import Finding, Json
from sightline.store.tables import findings
from sightline.work.case import Case

LIMITS: Final = "limits"
AGAIN: Final = "again"
_LIMITED: Final = frozenset({"time", "memory", "cpu", "size", "crash"})
"""Faults that may be due to a limit; a reader that meets the end of its memory often crashes."""


@frozen(slots=True)
class TriedBefore:
    """What earlier runs came to."""

    done: bool = False
    """Whether one of them did not fail."""
    times: int = 0
    """How many failed."""
    failed: str = ""
    """What the last of those said."""
    helps: bool = False
    """Whether every one of those was stopped by a limit that is larger now."""


def tried_before(
    connection: Connection,
    sha256: bytes,
    measure: str,
    version: int,
    given: Mapping[str, Json],
    *,
    limits: Limits,
) -> TriedBefore:
    """Look up the runs of a measure on a file with these parameters, whatever limits they had."""
    query = (
        select(findings.c.outcome, findings.c.sentence, findings.c.body)
        .where(findings.c.input == sha256, findings.c.measure == measure, findings.c.version == version)
        .order_by(findings.c.n)
    )
    times, failed, helps = 0, "", True
    for row in connection.execute(query):
        body = {} if row.body is None else json.loads(row.body)
        parameters = body.get("parameters") or {}
        if {k: v for k, v in parameters.items() if k not in (LIMITS, AGAIN)} != dict(given):
            continue
        if row.outcome != "failed":
            return TriedBefore(done=True)
        times, failed = times + 1, row.sentence or ""
        helps = helps and _larger(limits, parameters.get(LIMITS))
    return TriedBefore(times=times, failed=failed, helps=helps and times > 0)


def _larger(limits: Limits, before: object) -> bool:
    if not isinstance(before, dict):
        return False
    seconds, memory = before.get("seconds"), before.get("memory_bytes")
    return (
        isinstance(seconds, int)
        and isinstance(memory, int)
        and (limits.wall_s > seconds or limits.memory_bytes > memory)
        and limits.wall_s >= seconds
        and limits.memory_bytes >= memory
    )


def with_limits(found: Finding, limits: Limits) -> Finding:
    """Write the limits into a finding that failed for one of them; any other is as it was."""
    if found.outcome != "failed" or found.values.get("fault") not in _LIMITED:
        return found
    noted: dict[str, Json] = {"seconds": limits.wall_s, "memory_bytes": limits.memory_bytes}
    return evolve(found, parameters={**found.parameters, LIMITS: noted})


def stale(case: Case) -> list[tuple[str, int, int]]:
    """List findings of older versions: (measure, version found, version now)."""
    now = {name: m.version for name, m in measures().items()}
    with case.catalogue.reading() as connection:
        query = (
            select(findings.c.measure, findings.c.version)
            .distinct()
            .order_by(findings.c.measure, findings.c.version)
        )
        rows = connection.execute(query).all()
    return [
        (r.measure, r.version, now[r.measure])
        for r in rows
        if r.measure in now and r.version < now[r.measure]
    ]
