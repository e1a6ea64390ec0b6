"""Imports statements as JSON lines: the file becomes an object, every line is checked, then batches resume by line.

``sightline import`` speaks the shape of :class:`sightline.model.draft.Draft`. A file with a wrong line is refused whole,
naming the lines; an import that was interrupted goes on where it stopped, and doubles nothing.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import frozen
from sqlalchemy import select

from sightline.core.errors import BadTime, BadValue, RowRefused, UnknownName
from sightline.model.draft import Draft, EvidenceRef, IdentityDraft
from sightline.model.record import progress, run, stored
from sightline.store.tables import objects, runs
from sightline.work.case import Case
from sightline.work.record import body_of, names_in, record
from sightline.work.resolve import Resolver
from sightline.work.write import writing

BATCH = 2_000
LINE_LIMIT = 4_000_000
FAULTS_SHOWN = 20
DRAFT_KEYS = frozenset(
    "entity kind property value lang qualifiers valid said polarity certainty via source evidence rank note origin".split()
)
IDENTITY_KEYS = frozenset(("identity", "entities", "reason"))
EVIDENCE_KEYS = frozenset("item layer start end unit region quote".split())
TEXT_KEYS = tuple("lang valid said polarity certainty via source rank note origin kind".split())

Tell = Callable[[int, int], None]


@frozen(slots=True)
class Imported:
    """What an import came to."""

    sha256: str
    lines: int
    new: int
    known: int
    entities: int
    resumed_at: int


def import_statements(case: Case, path: Path, *, tell: Tell | None = None) -> Imported:
    """Import a file of statements.

    Raises
    ------
    RowRefused
        Names the wrong lines; nothing of the file was recorded.
    """
    kept = case.vault.put_file(path, follow=True)
    kept_path = case.vault.path(kept.sha256)
    done, identifier = _unfinished(case, kept.sha256)
    lines = check_lines(case, kept_path, path.name)
    if identifier is None:
        identifier = case.ids.new()
        bodies = [run(identifier, "import", kept.sha256.hex(), total=lines)]
        with writing(case) as writer:
            if writer.connection.execute(select(objects.c.sha256).where(objects.c.sha256 == kept.sha256)).first() is None:
                bodies.append(stored(kept.sha256, kept.sha512, kept.size, role="original", media_type="application/jsonl"))
            writer.append("import.begun", bodies, why=f"import {path.name}")
    new = known = entities = 0
    resolver = Resolver(case)
    batch: list[Draft | IdentityDraft] = []
    last = done
    for draft in read_drafts(kept_path, path.name):
        if draft.line is not None and draft.line <= done:
            continue
        batch.append(draft)
        if len(batch) >= BATCH:
            last = draft.line or last
            new, known, entities = _write(case, resolver, batch, identifier, last, (new, known, entities))
            batch = []
            if tell is not None:
                tell(last, lines)
    new, known, entities = _write(case, resolver, batch, identifier, lines, (new, known, entities), finished=True)
    return Imported(kept.sha256.hex(), lines, new, known, entities, done)


def _write(case: Case, resolver: Resolver, batch: list[Draft | IdentityDraft], identifier: bytes, last: int, so_far: tuple[int, int, int], *, finished: bool = False) -> tuple[int, int, int]:
    with writing(case) as writer:
        kind = "import.done" if finished else "import.batch"
        made = record(writer, resolver, batch, kind=kind, extra=[progress(identifier, last, finished=finished)])
    return so_far[0] + made.new, so_far[1] + made.known, so_far[2] + made.entities


def _unfinished(case: Case, sha256: bytes) -> tuple[int, bytes | None]:
    """Find an import of this file that did not come to its end: (lines done, its id)."""
    query = select(runs.c.id, runs.c.done).where(runs.c.kind == "import", runs.c.what == sha256.hex(), runs.c.finished.is_(None))
    with case.catalogue.reading() as connection:
        row = connection.execute(query).first()
    return (0, None) if row is None else (row.done, bytes(row.id))


def check_lines(case: Case, path: Path, name: str) -> int:
    """Check every line of a file before anything is written; gives the number of lines."""
    resolver, faults, count, more = Resolver(case), [], 0, 0
    batch: list[Draft | IdentityDraft] = []
    for draft in _reading(path, name, faults):
        count = max(count, draft.line or 0)
        batch.append(draft)
        if len(batch) >= BATCH:
            more += _check(case, resolver, batch, faults)
            batch = []
    more += _check(case, resolver, batch, faults)
    if faults:
        shown = "\n".join(f"  line {line}: {fault}" for line, fault in faults[:FAULTS_SHOWN])
        rest = "" if len(faults) <= FAULTS_SHOWN else f"\n  and {len(faults) - FAULTS_SHOWN} more"
        raise RowRefused(f"{len(faults)} lines cannot be taken, so nothing was:\n{shown}{rest}", item=name, todo="mend them and import again")
    return count


def _check(case: Case, resolver: Resolver, batch: list[Draft | IdentityDraft], faults: list[tuple[int, str]]) -> int:
    with case.catalogue.reading() as connection:
        resolver.learn(connection, (n for d in batch for n in names_in(d)))
    for draft in batch:
        try:
            if isinstance(draft, Draft):
                body_of(case, resolver, draft)
        except (BadValue, BadTime, UnknownName) as error:
            faults.append((draft.line or 0, str(error)))
    resolver.take()
    return len(batch)


def _reading(path: Path, name: str, faults: list[tuple[int, str]]) -> Iterator[Draft | IdentityDraft]:
    for number, line in _lines(path):
        try:
            yield draft_of(json.loads(line, parse_float=str), number)
        except RowRefused as error:
            faults.append((number, error.fault + (f" ({error.todo})" if error.todo else "")))
        except ValueError as error:
            faults.append((number, f"is no JSON: {error}"))


def read_drafts(path: Path, name: str) -> Iterator[Draft | IdentityDraft]:
    """Read a file of drafts; RowRefused names the first wrong line."""
    for number, line in _lines(path):
        try:
            yield draft_of(json.loads(line, parse_float=str), number)
        except ValueError as error:
            raise RowRefused(f"is no JSON: {error}", item=f"{name}, line {number}") from error


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as stream:
        for number, line in enumerate(iter(lambda: stream.readline(LINE_LIMIT), b""), 1):
            if line.strip():
                yield number, line


def draft_of(tree: object, line: int) -> Draft | IdentityDraft:
    """Make a draft of one parsed line.

    Raises
    ------
    RowRefused
        Names the key that is unknown, missing or of the wrong type.
    """
    if not isinstance(tree, dict):
        raise RowRefused("is no JSON object", item=f"line {line}", todo="one object a line")
    if "identity" in tree:
        _only(tree, IDENTITY_KEYS, line)
        names = tree.get("entities")
        if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
            raise RowRefused("entities is no list of keys", item=f"line {line}")
        return IdentityDraft(str(tree["identity"]), tuple(names), tree.get("reason"), line)
    _only(tree, DRAFT_KEYS, line)
    for key in ("entity", "property", "value"):
        if key not in tree:
            raise RowRefused(f"{key!r} is missing", item=f"line {line}", todo=f"add {key}")
    for key in ("entity", "property", *TEXT_KEYS):
        if key in tree and not isinstance(tree[key], str):
            raise RowRefused(f"{key} is no text", item=f"line {line}")
    if not isinstance(tree.get("qualifiers", {}), dict):
        raise RowRefused("qualifiers is no object", item=f"line {line}")
    rest = {k: tree[k] for k in (*TEXT_KEYS, "qualifiers") if k in tree}
    rest.setdefault("origin", "source" if "source" in tree else "analyst")
    return Draft(tree["entity"], tree["property"], tree["value"], evidence=_evidence(tree, line), line=line, **rest)


def _evidence(tree: dict[str, object], line: int) -> tuple[EvidenceRef, ...]:
    rows = tree.get("evidence", ())
    if not isinstance(rows, list | tuple):
        raise RowRefused("evidence is no list", item=f"line {line}")
    out = []
    for row in rows:
        if not isinstance(row, dict) or "item" not in row:
            raise RowRefused("evidence names no item", item=f"line {line}", todo='for example [{"item": "item/post-1"}]')
        _only(row, EVIDENCE_KEYS, line)
        for key in ("item", "layer", "region", "quote", "unit"):
            if key in row and not isinstance(row[key], str):
                raise RowRefused(f"evidence: {key} is no text", item=f"line {line}")
        for key in ("start", "end"):
            if key in row and (isinstance(row[key], bool) or not isinstance(row[key], int)):
                raise RowRefused(f"evidence: {key} is no whole number", item=f"line {line}")
        out.append(EvidenceRef(**row))
    return tuple(out)


def _only(tree: dict[str, object], known: frozenset[str], line: int) -> None:
    for key in tree:
        if key not in known:
            raise RowRefused(f"{key!r} is not known", item=f"line {line}", todo=f"it takes {', '.join(sorted(known))}")


