"""Lists and pages are read out of process: by a parser under limits, without a network, at nobody's price but its own.

A parser that crashes, hangs, runs out of memory or answers with rubbish becomes a refusal of that one file, which is
kept as it came. The file is copied into a folder of its own first, so that the sandbox sees nothing beside it.
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from attrs import define, evolve, field

from sightline.core.errors import Damaged, MissingProgram, OverLimit, SkipItem, StoreFull, Unreadable
from sightline.core.sandbox import Examiner, Fault, Job, Limits
from sightline.core.sandbox_records import NotARecord
from sightline.sources.list_spool import read_spool
from sightline.sources.list_table import Table, digest_of
from sightline.sources.page_article import Article
from sightline.sources.parsing_child import ARTICLE, ROWS, SHEET, Refusal, TableFacts, Told

__all__ = ["Parser", "parsing"]

LIMITS: Final = Limits(memory_bytes=1 << 30, wall_s=60, reply_bytes=8 << 30)
"""For one file; rows are kept in a file as they come, so what is told may be long."""
_MODULE: Final = "sightline.sources.parsing_child"
_WIDEST: Final = 100_000
_LONGEST_NAME: Final = 200
_KINDS: Final[dict[str, type[SkipItem]]] = {
    "Damaged": Damaged,
    "OverLimit": OverLimit,
    "Unreadable": Unreadable,
}
_LIMITED: Final = frozenset({"time", "cpu", "memory", "size"})
_AS_CSV: Final = "open it in a spreadsheet program, save it as .csv and add that; the file as it came is kept"
_AGAIN: Final = "save it again as .xlsx or .csv"
_AS_IS: Final = "nothing; it is kept whole"


class Parser:
    """One sandbox for the lists and pages of an intake; it starts with the first of them."""

    def __init__(self, scratch: Path, *, limits: Limits = LIMITS) -> None:
        """Make a parser that works in a folder below ``scratch``."""
        self._folder = scratch / "parsing"
        self._limits = limits
        self._examiner: Examiner[Told] | None = None
        self._count = 0

    def __enter__(self) -> Self:
        """Begin; nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the sandbox and remove what was copied."""
        if self._examiner is not None:
            self._examiner.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def table(self, path: Path, *, key: str | None = None) -> Iterator[Table]:
        """Take a list apart; its rows lie in a file as long as the context lasts.

        :param key: of a sheet that went out to be edited: the column that tells its rows apart.
        :raises Damaged: when it is no list, or its reader fails on it.
        :raises OverLimit: when a limit is reached.
        :raises Unreadable: when no sandbox can be started.
        :raises StoreFull: when there is no room for the copy or the rows.
        :raises OSError: when it cannot be copied.
        """
        copy, spool = self._place(path), self._folder / f"{self._count}.rows"
        todo = _AS_CSV if key is None else _AGAIN
        try:
            with spool.open("xb") as file:
                heard = _Heard(file)
                if key is None:
                    self._run(copy, ROWS, {}, heard, item=path.name, todo=todo)
                else:
                    self._run(copy, SHEET, {"key": key}, heard, item=path.name, todo=todo)
            facts = heard.table
            if facts is None or heard.notes is None or not 0 < facts.width <= _WIDEST:
                raise Damaged("its reader gave no list", item=path.name, todo=todo)
            notes, width = heard.notes, facts.width
            yield Table(
                format=facts.format,
                encoding=facts.encoding,
                delimiter=facts.delimiter,
                width=width,
                digest=digest_of(copy),
                rows=lambda: read_spool(spool, width),
                notes=lambda: notes,
                name=facts.name[:_LONGEST_NAME],
            )
        finally:
            copy.unlink(missing_ok=True)
            spool.unlink(missing_ok=True)

    def article(self, path: Path, url: str | None = None) -> Article:
        """Read the article of a page.

        :param url: where it was found.
        :raises Damaged: when no article can be made of it, or its reader fails on it.
        :raises OverLimit: when a limit is reached.
        :raises Unreadable: when no sandbox can be started.
        :raises StoreFull: when there is no room for the copy or the rows.
        :raises OSError: when it cannot be copied.
        """
        copy = self._place(path)
        try:
            heard = _Heard()
            self._run(copy, ARTICLE, {} if url is None else {"url": url}, heard, item=path.name, todo=_AS_IS)
        finally:
            copy.unlink(missing_ok=True)
        if heard.article is None:
            raise Damaged("its reader gave no article", item=path.name, todo=_AS_IS)
        return heard.article

    def _place(self, path: Path) -> Path:
        """Copy a file to where the sandbox may read it; its name inside tells a list from a workbook and no more."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._count += 1
        copy = self._folder / f"{self._count}{path.suffix.lower() if path.suffix[1:].isalnum() else ''}"
        try:
            shutil.copyfile(path, copy)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StoreFull(
                    "there is no room to read it", item=str(path), todo="make room and run it again"
                ) from error
            raise
        return copy

    def _run(
        self, copy: Path, what: str, given: dict[str, Any], heard: "_Heard", *, item: str, todo: str
    ) -> None:
        if self._examiner is None:
            self._examiner = Examiner(_MODULE, Told, _failed, read_only=[self._folder], limits=self._limits)
        job = Job(copy, copy.name, "", (what,), {what: given}, self._folder)
        try:
            reply = self._examiner.run(job, hear=heard.take)
        except MissingProgram as error:
            raise Unreadable(f"it was not read: {error.fault}", item=item, todo=error.todo) from error
        if heard.refused is not None:
            refused = heard.refused
            raise _KINDS[refused.kind](refused.fault[:500], item=item, todo=(refused.todo or todo)[:500])
        for _, fault in reply.faults:
            if fault.kind in _LIMITED or "bytes in one reply" in fault.sentence:
                raise OverLimit(f"reading it was stopped: {_small(fault)}", item=item, todo=todo)
            raise Damaged(f"its reader failed on it: {_small(fault)}", item=item, todo=todo)


def _small(fault: Fault) -> str:
    return fault.sentence[:1].lower() + fault.sentence[1:].rstrip(".")


def _failed(measure: str, fault: Fault, _parameters: object) -> Told:
    return Told(measure, refused=Refusal("Damaged", fault.sentence, fault.todo))


@define(slots=True)
class _Heard:
    """What was told of one file, in the order in which it must be told."""

    spool: Any = None
    table: TableFacts | None = None
    notes: tuple[str, ...] | None = None
    article: Article | None = None
    refused: Refusal | None = None
    over: bool = field(default=False)

    def take(self, told: Told) -> None:
        """Keep one thing.

        :raises NotARecord: when it is told out of turn.
        :raises OSError: when the spool cannot be written.
        """
        if self.over:
            raise NotARecord("it goes on after its end")
        if told.refused is not None:
            self.refused, self.over = told.refused, True
        elif told.article is not None and self.spool is None:
            self.article, self.over = told.article, True
        elif told.table is not None and self.table is None and self.spool is not None:
            self.table = told.table
        elif told.rows is not None and self.table is not None and self.spool is not None:
            if told.rows != "" and not told.rows.endswith("\n"):
                raise NotARecord("a row is torn")
            self.spool.write(told.rows.encode())
        elif told.notes is not None and self.table is not None:
            self.notes, self.over = tuple(one[:2_000] for one in told.notes[:20]), True
        else:
            raise NotARecord("it is told out of turn")


@contextmanager
def parsing(parser: Parser | None, scratch: Path) -> Iterator[Parser]:
    """Yield the parser of the intake, or one for this file alone."""
    if parser is not None:
        yield parser
        return
    with Parser(scratch) as own:
        yield own


def limits_of(*, memory_bytes: int, seconds: int) -> Limits:
    """Return the limits of a parser from what the settings give one examined file."""
    return evolve(LIMITS, memory_bytes=memory_bytes, wall_s=seconds)
