"""Reads what was matched: the findings, the items behind the objects, and what a person said of each match."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen
from sqlalchemy import Connection, or_, select

from sightline.core.errors import Broken
from sightline.model.match import Segment
from sightline.store.read import names_of
from sightline.store.slices import slices
from sightline.store.tables import capture_files, captures, findings, further_inputs, judgements
from sightline.work.matching.comparing import NAME
from sightline.work.matching.segment_values import segment_of

VERDICTS = ("same", "different", "unsure")


@frozen(slots=True)
class Kept:
    """One match as the case holds it."""

    finding: bytes
    a: bytes
    """Digest of the one object."""
    b: bytes
    segments: tuple[Segment, ...]
    sentence: str
    judged: str | None
    """same, different or unsure, as the last person said who did; None where nobody has."""
    pos: int


def kept_matches(
    connection: Connection, *, of: Iterable[bytes] | None = None, finding: bytes | None = None
) -> list[Kept]:
    """List matches in order of reception; of two comparisons of a pair the newer version.

    Parameters
    ----------
    of : iterable of bytes, optional
        Only those in which one of these objects takes part.
    finding : bytes, optional
        Only this one.
    """
    query = select(findings, further_inputs.c.sha256.label("other")).join(
        further_inputs, further_inputs.c.finding == findings.c.id
    )
    query = query.where(findings.c.measure == NAME, findings.c.hidden == 0)
    if of is not None:
        some = sorted(of)
        query = query.where(or_(findings.c.input.in_(some), further_inputs.c.sha256.in_(some)))
    if finding is not None:
        query = query.where(findings.c.id == finding)
    rows = connection.execute(query.order_by(findings.c.n)).all()
    judged = _judged(connection, [bytes(row.id) for row in rows])
    newest: dict[tuple[bytes, bytes], Kept] = {}
    for row in rows:
        segments = _segments(bytes(row.id), row.body)
        a, b = bytes(row.input), bytes(row.other)
        one = Kept(bytes(row.id), a, b, segments, row.sentence or "", judged.get(bytes(row.id)), row.pos)
        before = newest.get((a, b))
        if before is not None and one.judged is None:
            # what a person said of the pair stays when a newer version compares it again
            one = Kept(one.finding, a, b, one.segments, one.sentence, before.judged, one.pos)
        newest[(a, b)] = one
    return list(newest.values())


def _segments(finding: bytes, body: str | None) -> tuple[Segment, ...]:
    try:
        values = json.loads(body or "{}").get("values", {})
        return tuple(segment_of(one) for one in values.get("segments", ()))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Broken(
            f"the match cannot be read: {error!r}",
            item=f"finding {finding.hex()[:12]}",
            todo="run sightline check; sightline rebuild makes the table again from the ledger",
        ) from error


def items_of(connection: Connection, objects: Iterable[bytes]) -> Mapping[bytes, tuple[bytes, ...]]:
    """Give the items that objects are the original of, in the order in which they were taken in."""
    found: dict[bytes, dict[bytes, None]] = defaultdict(dict)
    for some in slices(sorted(set(objects))):
        query = (
            select(capture_files.c.sha256, captures.c.item)
            .join(captures, captures.c.id == capture_files.c.capture)
            .where(capture_files.c.sha256.in_(some), capture_files.c.role == "original")
        )
        for sha256, item in connection.execute(query.order_by(captures.c.pos, capture_files.c.ord)):
            found[bytes(sha256)][bytes(item)] = None
    return {sha256: tuple(items) for sha256, items in found.items()}


def same_bytes(connection: Connection) -> list[tuple[bytes, tuple[bytes, ...]]]:
    """List objects that are the original of more than one item: (object, items)."""
    query = (
        select(capture_files.c.sha256, captures.c.item)
        .join(captures, captures.c.id == capture_files.c.capture)
        .where(capture_files.c.role == "original", captures.c.hidden == 0)
        .distinct()
    )
    having: dict[bytes, set[bytes]] = defaultdict(set)
    for sha256, item in connection.execute(query):
        having[bytes(sha256)].add(bytes(item))
    return [(sha256, tuple(sorted(items))) for sha256, items in sorted(having.items()) if len(items) > 1]


def match_named(connection: Connection, finding: bytes) -> str | None:
    """Name the items that a finding says share footage; None where it is another sort of finding."""
    kept = kept_matches(connection, finding=finding)
    if not kept:
        return None
    of = items_of(connection, (kept[0].a, kept[0].b))
    codes = names_of(connection, (item for items in of.values() for item in items))
    sides = [
        " and ".join(codes[item].code for item in of.get(one, ()) if item in codes) or one.hex()[:12]
        for one in (kept[0].a, kept[0].b)
    ]
    return f"{sides[0]} and {sides[1]}"


def _judged(connection: Connection, ids: Sequence[bytes]) -> dict[bytes, str]:
    out: dict[bytes, str] = {}
    for some in slices(ids):
        query = select(judgements.c.on_id, judgements.c.verdict).where(
            judgements.c.on_kind == "finding",
            judgements.c.on_id.in_(some),
            judgements.c.undone.is_(None),
            judgements.c.verdict.in_(VERDICTS),
        )
        out.update(
            {bytes(on): verdict for on, verdict in connection.execute(query.order_by(judgements.c.pos))}
        )
    return out
