"""Runs measures on objects of the case, out of process, and records what they found as one event an object.

A finding is identified by its inputs, measure, version and parameters: what is there already is not run again, and
what an older version found is listed as stale. A measure that failed is a finding too; it is run again when larger
limits are given than those it failed under, or when a person asks.
"""

import logging
import os
import queue
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from attrs import define, field, frozen
from sqlalchemy import Connection, select

from sightline.core.errors import MissingProgram
from sightline.core.sandbox import Examiner, Job, Limits, Reply
from sightline.measure.media.compiling import cache_folder, is_prepared, prepare_cache
from sightline.measure.media.frames import COMPILE_FROM_BYTES
from sightline.measure.media.sniff import sniff_file
from sightline.measure.run import Measure, open_examiner, parameters_for, plan
from sightline.model.evidence_record import finding_id
from sightline.model.finding import Finding, Json
from sightline.model.record import Record
from sightline.store.read import AnyRow
from sightline.store.tables import findings
from sightline.work.case import Case
from sightline.work.found_bodies import bodies_of
from sightline.work.taking.targets import Target
from sightline.work.taking.tmp_folder import make_tmp_folder
from sightline.work.taking.tried_before import AGAIN, tried_before, with_limits
from sightline.work.write import writing

log = logging.getLogger(__name__)


@frozen(slots=True)
class Examined:
    """What came of one object."""

    sha256: bytes
    ran: tuple[str, ...]
    reused: int
    failed: tuple[tuple[str, str], ...]
    """(measure, sentence) of each that failed."""
    conflicts: tuple[str, ...]
    sandbox: str
    seconds: float


@frozen(slots=True)
class _Planned:
    target: Target
    job: Job
    identities: frozenset[bytes]
    reused: int
    failed: tuple[tuple[str, str], ...]
    """(measure, sentence) of what failed before and is not run again."""


@define(slots=True)
class _Line:
    """What goes to the sandboxes and what comes back; a thread that ends on an error hands the error over."""

    orders: "queue.Queue[_Planned | None]" = field(factory=queue.Queue)
    done: "queue.Queue[tuple[_Planned, Reply[Finding]] | Exception]" = field(factory=queue.Queue)
    examiners: list[Examiner[Finding]] = field(factory=list)

    def serve(self, make: Callable[[], Examiner[Finding]]) -> None:
        """Examine what is ordered, one file after the other, until nothing more will be."""
        try:
            with make() as examiner:
                self.examiners.append(examiner)
                while (planned := self.orders.get()) is not None:
                    self.done.put((planned, examiner.run(planned.job)))
        except Exception as error:  # noqa: BLE001 - the run loop: who waits for an answer must get one
            self.done.put(error)


class Examining:
    """A pool of sandboxes, one per thread; the thread that owns the case writes what they find."""

    def __init__(self, case: Case, *, workers: int, limits: Limits, again: bool = False) -> None:
        self.case = case
        self._limits = limits
        self._again = again
        self._line = _Line()
        self._open = 0
        self._ordered = 0
        self._under_way: set[bytes] = set()
        """Identities of findings that are being made: the same bytes twice in a row are examined once."""

        self._compiling: threading.Thread | None = None
        cache = cache_folder()

        def make() -> Examiner[Finding]:
            ready = cache if is_prepared(cache) else None
            return open_examiner([case.vault.root], limits=limits, cache=ready)

        self._threads = [
            threading.Thread(target=self._line.serve, args=(make,), daemon=True) for _ in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, target: Target) -> Examined | None:
        """Order one object; gives the outcome at once when there is nothing to run."""
        planned = self._plan(target)
        if not planned.job.measures:
            return Examined(target.sha256, (), planned.reused, planned.failed, (), "", 0.0)
        if planned.job.path.stat().st_size >= COMPILE_FROM_BYTES:
            self._prepare()
        self._open += 1
        self._under_way |= planned.identities
        self._line.orders.put(planned)
        return None

    def ready(self, *, wait: bool = False) -> Iterator[Examined]:
        """Record and give what is finished; with ``wait``, until nothing is left.

        Raises
        ------
        MissingProgram, StoreFull
            The sandbox cannot be started, or what it makes cannot be written; nothing more is waited for.
        """
        while self._open:
            try:
                done = self._line.done.get(block=wait)
            except queue.Empty:
                return
            if isinstance(done, Exception):
                self._open = 0
                raise done
            self._open -= 1
            yield self._record(*done)

    @property
    def waiting(self) -> int:
        """Count what was ordered and is not recorded."""
        return self._open

    def close(self) -> None:
        """End the sandboxes at once; what is not recorded is examined the next time."""
        with suppress(queue.Empty):
            while True:
                self._line.orders.get_nowait()
        for _ in self._threads:
            self._line.orders.put(None)
        if self._open:
            for examiner in self._line.examiners:
                examiner.interrupt()
        for thread in self._threads:
            thread.join(timeout=10)
        if self._compiling is not None:
            self._compiling.join(timeout=60)

    def _prepare(self) -> None:
        """Compile what long films need, beside the first of them; the sandboxes opened later have it."""
        if self._compiling is None and not is_prepared(cache_folder()):
            self._compiling = threading.Thread(target=_compile, daemon=True)
            self._compiling.start()

    def _plan(self, target: Target) -> _Planned:
        path = self.case.vault.path(target.sha256)
        wanted = plan(sniff_file(path), also=target.also)
        known: dict[str, Json] = {"name": target.name, "modified": target.modified, "posted": target.posted}
        parameters: dict[str, dict[str, Json]] = {}
        identities: set[bytes] = set()
        failed: list[tuple[str, str]] = []
        with self.case.catalogue.reading() as connection:
            for measure in wanted:
                given = parameters_for(measure, known, target.parameters.get(measure.name))
                identity = _identity(target.sha256, measure, given)
                before = _there(connection, identity)
                if identity in self._under_way or (before is not None and before.outcome != "failed"):
                    continue
                tried = tried_before(
                    connection, target.sha256, measure.name, measure.version, given, limits=self._limits
                )
                if tried.times > 0 and not (self._again or tried.helps):
                    failed.append((measure.name, tried.failed))
                elif not tried.done:
                    # the name of a finding that failed is taken: what comes of it now needs one of its own
                    parameters[measure.name] = given if before is None else {**given, AGAIN: tried.times}
                    identities.add(identity)
        out = Path()
        if parameters:
            self._ordered += 1
            out = make_tmp_folder(self.case, f"examine-{os.getpid()}-{self._ordered}")
        job = Job(path, target.name, target.sha256.hex(), tuple(parameters), parameters, out)
        return _Planned(target, job, frozenset(identities), len(wanted) - len(parameters), tuple(failed))

    def _record(self, planned: _Planned, reply: Reply[Finding]) -> Examined:
        case, source = self.case, planned.target.sha256
        with writing(case) as writer:
            bodies: list[Record] = []
            for told in reply.findings:
                found = with_limits(told, self._limits)
                identifier = finding_id((source,), found)
                if _there(writer.connection, identifier) is None:
                    bodies += bodies_of(writer, identifier, (source,), found, reply, planned.job.out, bodies)
            if bodies:
                writer.append("object.examined", bodies)
        shutil.rmtree(planned.job.out, ignore_errors=True)
        self._under_way -= planned.identities
        return Examined(
            source,
            tuple(f.measure for f in reply.findings),
            planned.reused,
            (*planned.failed, *((f.measure, f.sentence) for f in reply.findings if f.outcome == "failed")),
            tuple(f.sentence for f in reply.findings if f.outcome == "against"),
            reply.sandbox,
            reply.seconds,
        )


@contextmanager
def examining(case: Case, *, again: bool = False) -> Iterator[Examining]:
    """Open a pool of sandboxes with the limits of the settings; with ``again`` also for what failed before."""
    settings = case.settings
    workers = settings.examine_workers or os.cpu_count() or 1
    limits = Limits(memory_bytes=settings.examine_memory, wall_s=settings.examine_seconds)
    pool = Examining(case, workers=workers, limits=limits, again=again)
    try:
        yield pool
    finally:
        pool.close()


def examine(case: Case, targets: Sequence[Target], *, again: bool = False) -> Iterator[Examined]:
    """Examine objects; yields each outcome after it is recorded.

    Parameters
    ----------
    again : bool
        True runs also what failed before. What was stopped by a limit is run again by itself when the settings give
        more than it had.
    """
    with examining(case, again=again) as pool:
        for target in targets:
            done = pool.submit(target)
            if done is not None:
                yield done
            yield from pool.ready()
        yield from pool.ready(wait=True)


def _compile() -> None:
    try:
        prepare_cache(cache_folder())
    except (MissingProgram, OSError) as error:
        log.warning("what long films need could not be compiled ahead: %s", error)


def _identity(sha256: bytes, measure: Measure, given: Mapping[str, Json]) -> bytes:
    return finding_id((sha256,), Finding(measure.name, measure.version, "found", "", parameters=given))


def _there(connection: Connection, identifier: bytes) -> AnyRow | None:
    query = select(findings.c.outcome, findings.c.sentence).where(findings.c.id == identifier)
    return connection.execute(query).first()
