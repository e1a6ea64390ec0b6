"""What an intake came to, told at its end in memory that does not grow: a list may have a million rows.

What is to be told of each thing taken in waits in a file without a name; only counts are held, and what could not be
examined.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from typing import IO, Any

from attrs import define, field

from sightline.cli.out import SCHEMAS, line
from sightline.work.add import Step
from sightline.work.examine import Examined
from sightline.work.match import Matched
from sightline.work.taking.intake import Added, Refused

_FAILED_SHOWN = 20
_MATCHED_SHOWN = 10


def _spool() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", prefix="sightline-", errors="surrogatepass")


@define(slots=True)
class Told:
    """Counts of an intake, and what is to be said of it."""

    as_json: bool
    added: int = 0
    known: int = 0
    refused: int = 0
    examined: int = 0
    faulty: bool = False
    """Whether anything was refused, kept with a fault or not examined."""
    failed: int = 0
    conflicts: int = 0
    bare: bool = False
    matched: int = 0
    """Pairs of items that share footage."""
    _told_matches: list[tuple[str, str, str]] = field(factory=list)
    _pairs: set[frozenset[str]] = field(factory=set)
    _first_failed: list[str] = field(factory=list)
    _faults: dict[str, list[str]] = field(factory=dict)
    """Sentences of failed measures by digest, for the document."""
    rows_known: int = 0
    """Rows of lists that were recorded before."""
    _added_file: IO[str] = field(factory=_spool)
    _refused_file: IO[str] = field(factory=_spool)

    def take(self, step: Step) -> None:
        """Count one step and keep what is to be told of it."""
        if isinstance(step, Added):
            self.added += 1
            self.known += step.known_before
            self.rows_known += step.rows_known
            self.faulty = self.faulty or step.fault is not None
            if self.as_json or step.fault is not None:
                said: list[object] = [step.code, step.path, step.sha256, step.known_before, step.fault]
                _write(self._added_file, [*said, step.rows_known])
        elif isinstance(step, Refused):
            self.refused += 1
            self.faulty = True
            _write(self._refused_file, [step.path, step.fault, step.todo])
        elif isinstance(step, Matched):
            self._take_matched(step)
        else:
            self._take_examined(step)

    def _take_matched(self, step: Matched) -> None:
        for one, other, why in step.told:
            if frozenset((one, other)) in self._pairs:
                continue
            self._pairs.add(frozenset((one, other)))
            self.matched += 1
            if self.as_json or len(self._told_matches) < _MATCHED_SHOWN:
                self._told_matches.append((one, other, why))

    def _take_examined(self, step: Examined) -> None:
        self.examined += 1
        self.conflicts += len(step.conflicts)
        self.bare = self.bare or step.sandbox == "limits-only"
        self.failed += len(step.failed)
        self.faulty = self.faulty or len(step.failed) > 0
        for measure, sentence in step.failed:
            said = f"{measure}: {sentence}"
            if len(self._first_failed) < _FAILED_SHOWN:
                self._first_failed.append(said)
            if self.as_json:
                self._faults.setdefault(step.sha256.hex(), []).append(said)

    def tell(self) -> None:
        """Print it: a document, or lines."""
        with self._added_file, self._refused_file:
            if self.as_json:
                self._document()
            else:
                self._lines()

    def _document(self) -> None:
        """Print the document entry by entry; it is the same JSON as one that was made whole."""
        sys.stdout.write(f'{{\n  "schema": "sightline/add/{SCHEMAS["add"]}",\n  "added": [')
        _entries(self._added_entries())
        sys.stdout.write('],\n  "refused": [')
        _entries(
            {"path": path, "fault": fault, "todo": todo} for path, fault, todo in _read(self._refused_file)
        )
        sys.stdout.write('],\n  "matched": [')
        _entries({"a": code, "b": other, "why": why} for code, other, why in self._told_matches)
        sys.stdout.write("]\n}\n")

    def _added_entries(self) -> Iterator[dict[str, object]]:
        for code, path, sha256, known_before, fault, rows_known in _read(self._added_file):
            entry: dict[str, object] = {
                "code": code,
                "path": path,
                "sha256": sha256,
                "known_before": known_before,
            }
            said = [*([] if fault is None else [fault]), *dict.fromkeys(self._faults.get(sha256 or "", ()))]
            known = {"rows_known": rows_known} if rows_known > 0 else {}
            yield entry | known | ({"fault": "; ".join(said)} if said else {})

    def _lines(self) -> None:
        line(
            f"{self.added} taken in ({self.known} known before), {self.refused} refused, {self.examined} examined"
        )
        if self.rows_known:
            line(f"  {self.rows_known} rows of lists were recorded before and say nothing new")
        for path, fault, todo in _read(self._refused_file):
            line(f"  refused {path}: {fault}" + (f" ({todo})" if todo else ""))
        for code, path, _, _, fault, _ in _read(self._added_file):
            line(f"  kept {code} {path}, but: {fault}")
        for said in self._first_failed:
            line(f"  {said}")
        if self.failed > _FAILED_SHOWN:
            line(f"  and {self.failed - _FAILED_SHOWN} more that could not be examined: sightline status")
        for code, other, why in self._told_matches:
            line(f"  {code} shares footage with {other}: {why}")
        if self.matched > _MATCHED_SHOWN:
            line(f"  and {self.matched - _MATCHED_SHOWN} more pairs that share footage")
        if self.matched:
            line("  what shares footage, and what follows from it: sightline matches")
        if self.conflicts:
            line(f"  {self.conflicts} with clocks that disagree: sightline status")
        if self.bare:
            line("  examined under limits only, without a sandbox: install bubblewrap")


def _write(spool: IO[str], values: list[object]) -> None:
    spool.write(json.dumps(values, ensure_ascii=True) + "\n")


def _read(spool: IO[str]) -> Iterator[list[Any]]:
    spool.seek(0)
    for text in spool:
        yield json.loads(text)


def _entries(entries: Iterator[dict[str, object]]) -> None:
    first = True
    for entry in entries:
        text = json.dumps(entry, ensure_ascii=False, indent=2).replace("\n", "\n    ")
        sys.stdout.write(f"{'' if first else ','}\n    {text}")
        first = False
    if not first:
        sys.stdout.write("\n  ")
