"""What a case keeps of an Item: its captures and files, what measures found in them, its text layers."""

from collections.abc import Sequence

from attrs import frozen
from sqlalchemy import select

from sightline.core.clock import rfc3339
from sightline.measure.run import measures
from sightline.store.tables import capture_files, captures, events, findings, objects
from sightline.work.case import Case
from sightline.work.passages import Layer, layers_of
from sightline.work.safety.text import restrained


@frozen(slots=True)
class Kept:
    """One act of preserving."""

    address: str | None
    state: str
    at: str
    files: tuple[tuple[str, str, str, int, str], ...]
    """(name, role, sha256, bytes, kept | withheld | erased)."""
    fault: str | None
    hidden: bool


@frozen(slots=True)
class FoundHere:
    """One finding on one of its files."""

    id: str
    measure: str
    version: int
    outcome: str
    sentence: str | None
    stale: bool


@frozen(slots=True)
class Holdings:
    """Everything kept of some Items."""

    captures: tuple[Kept, ...]
    findings: tuple[FoundHere, ...]
    layers: tuple[Layer, ...]


def holdings(case: Case, items: Sequence[bytes]) -> Holdings:
    """Read what is kept of Items."""
    now = {name: one.version for name, one in measures().items()}
    with case.catalogue.reading() as connection:
        joined = captures.join(events, events.c.pos == captures.c.pos)
        query = select(captures, events.c.at).select_from(joined).where(captures.c.item.in_(items))
        rows = connection.execute(query.order_by(captures.c.pos)).all()
        with_objects = capture_files.outerjoin(objects, objects.c.sha256 == capture_files.c.sha256)
        files: dict[bytes, list[tuple[str, str, str, int, str]]] = {}
        seen: dict[bytes, None] = {}
        for row in connection.execute(
            select(capture_files, objects.c.size, objects.c.state.label("kept"))
            .select_from(with_objects)
            .where(capture_files.c.capture.in_([r.id for r in rows]))
            .order_by(capture_files.c.capture, capture_files.c.ord)
        ):
            sha256 = bytes(row.sha256)
            seen.setdefault(sha256)
            entry = (row.name or "", row.role, sha256.hex(), row.size or 0, row.kept or "")
            files.setdefault(bytes(row.capture), []).append(entry)
        told = select(findings).where(findings.c.input.in_(list(seen))).order_by(findings.c.pos, findings.c.n)
        rows_found = connection.execute(told).all()
        # what failed once and was answered since is no failure any more; the ledger keeps both
        in_turn = sorted(rows_found, key=lambda f: (not f.hidden, f.n))
        newest = {(bytes(f.input), f.measure): f.n for f in in_turn}
        found = [
            FoundHere(
                bytes(f.id).hex(),
                f.measure,
                f.version,
                f.outcome,
                None if f.sentence is None else restrained(f.sentence),
                f.version < now.get(f.measure, 0),
            )
            for f in rows_found
            if f.outcome != "failed" or f.n == newest[(bytes(f.input), f.measure)]
        ]
        texts = [one for item in items for one in layers_of(connection, item)]
    kept = [
        Kept(r.address, r.state, rfc3339(r.at), tuple(files.get(bytes(r.id), ())), r.fault, bool(r.hidden))
        for r in rows
    ]
    return Holdings(tuple(kept), tuple(found), tuple(texts))
