"""Reads what was matched: the findings, the items behind the objects, and what a person said of each match."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen
from sqlalchemy import Connection, or_, select

from sightline.core.errors import Broken
from sightline.model.match import Segment
from sightline.store.read import names_of
from sightline.store.slices import slices
from sightline.store.tables import capture_files, captures, findings, further_inputs, judgements
from sightline.work.matching.comparing import NAME
from sightline.work.matching.segment_values import segment_of
from sightline.work.people import compared

VERDICTS = ("same", "different", "unsure")
NO_LONGER = "A newer comparison of the two does not find it; it stands because people judged it."


@frozen(slots=True)
class Verdict:
    """What one person said of a match, the last time they did."""

    by: str
    verdict: str
    reason: str | None = None


@frozen(slots=True)
class Kept:
    """One match as the case holds it."""

    finding: bytes
    a: bytes
    """Digest of the one object."""
    b: bytes
    segments: tuple[Segment, ...]
    sentence: str
    verdicts: tuple[Verdict, ...]
    """One for each person who judged it, in the order in which they did."""
    pos: int

    @property
    def judged(self) -> str | None:
        """Give the verdict that all who judged it agree on; None where nobody did, or people disagree."""
        return agreed(one.verdict for one in self.verdicts)


def kept_matches(
    connection: Connection, *, of: Iterable[bytes] | None = None, finding: bytes | None = None
) -> list[Kept]:
    """List matches in order of reception; of two comparisons of a pair the newer version.

    A pair in which the newer comparison found nothing is left out, unless a person judged it: then it stays as it
    was, and its sentence says so.

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
    judged = verdicts_on(connection, [bytes(row.id) for row in rows])
    newest: dict[tuple[bytes, bytes], Kept] = {}
    for row in rows:
        segments = _segments(bytes(row.id), row.body)
        a, b = bytes(row.input), bytes(row.other)
        said = judged.get(bytes(row.id), ())
        before = newest.get((a, b))
        if before is not None:
            # what people said of the pair stays when a newer version compares it again
            again = {compared(one.by or "") for one in said}
            said = (*(one for one in before.verdicts if compared(one.by or "") not in again), *said)
        if not segments and before is not None and said:
            sentence = before.sentence.removesuffix(f" {NO_LONGER}")
            newest[(a, b)] = evolve(before, sentence=f"{sentence} {NO_LONGER}", verdicts=said)
        else:
            newest[(a, b)] = Kept(bytes(row.id), a, b, segments, row.sentence or "", said, row.pos)
    return [one for one in newest.values() if one.segments]


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


def agreed(verdicts: Iterable[str]) -> str | None:
    """Give the verdict that several people agree on; None where there is none, or more than one."""
    every = set(verdicts)
    return every.pop() if len(every) == 1 else None


def verdicts_on(connection: Connection, matches: Sequence[bytes]) -> dict[bytes, tuple[Verdict, ...]]:
    """Read what people said of matches: of each person the last word that stands, however their name is spelled."""
    out: dict[bytes, dict[str, Verdict]] = defaultdict(dict)
    columns = (judgements.c.on_id, judgements.c.by, judgements.c.verdict, judgements.c.reason)
    for some in slices(matches):
        query = select(*columns).where(
            judgements.c.on_kind == "finding",
            judgements.c.on_id.in_(some),
            judgements.c.undone.is_(None),
            judgements.c.verdict.in_(VERDICTS),
        )
        for row in connection.execute(query.order_by(judgements.c.pos)):
            said, who = out[bytes(row.on_id)], compared(row.by or "")
            said.pop(who, None)
            said[who] = Verdict(row.by, row.verdict, row.reason)
    return {on: tuple(said.values()) for on, said in out.items()}
