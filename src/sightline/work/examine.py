"""Runs measures on objects of the case, out of process, and records what they found as one event an object.

A finding is identified by its inputs, measure, version and parameters: what is there already is not run
again, and what an
older version found is listed as stale. A measure that failed is a finding too.
"""

import os
import queue
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.core.digest import canonical, keyed
from sightline.core.sandbox import Examiner, Job, Limits, Reply
from sightline.measure.media.sniff import sniff_file
from sightline.measure.run import Measure, measures, open_examiner, parameters_for, plan
from sightline.model.finding import Finding, Json
from sightline.model.record import Record, finding, finding_id, layer, stored
from sightline.store.prints import MEDIA_TYPE, pack
from sightline.store.tables import findings, layers, objects
from sightline.work.case import Case
from sightline.work.targets import Target
from sightline.work.write import writing


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
    reused: int


class Examining:
    """A pool of sandboxes, one per thread; the thread that owns the case writes what they find."""

    def __init__(self, case: Case, *, workers: int, limits: Limits) -> None:
        self.case = case
        self._orders: queue.Queue[_Planned | None] = queue.Queue()
        self._done: queue.Queue[tuple[_Planned, Reply[Finding]]] = queue.Queue()
        self._open = 0
        self._threads = [
            threading.Thread(target=self._serve, args=(limits,), daemon=True) for _ in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, target: Target) -> Examined | None:
        """Order one object; gives the outcome at once when there is nothing to run."""
        planned = self._plan(target)
        if not planned.job.measures:
            shutil.rmtree(planned.job.out, ignore_errors=True)
            return Examined(target.sha256, (), planned.reused, (), (), "", 0.0)
        self._open += 1
        self._orders.put(planned)
        return None

    def ready(self, *, wait: bool = False) -> Iterator[Examined]:
        """Record and give what is finished; with ``wait``, until nothing is left."""
        while self._open:
            try:
                planned, reply = self._done.get(block=wait)
            except queue.Empty:
                return
            self._open -= 1
            yield self._record(planned, reply)

    @property
    def waiting(self) -> int:
        """Count what was ordered and is not recorded."""
        return self._open

    def close(self) -> None:
        """End the sandboxes; what is not recorded is examined the next time."""
        for _ in self._threads:
            self._orders.put(None)
        for thread in self._threads:
            thread.join(timeout=10)

    def _serve(self, limits: Limits) -> None:
        examiner: Examiner[Finding] = open_examiner([self.case.vault.root], limits=limits)
        with examiner:
            while (planned := self._orders.get()) is not None:
                self._done.put((planned, examiner.run(planned.job)))

    def _plan(self, target: Target) -> _Planned:
        path = self.case.vault.path(target.sha256)
        wanted = plan(sniff_file(path), also=target.also)
        known: dict[str, Json] = {"name": target.name, "modified": target.modified, "posted": target.posted}
        parameters: dict[str, dict[str, Json]] = {}
        with self.case.catalogue.reading() as connection:
            for measure in wanted:
                given = parameters_for(measure, known, target.parameters.get(measure.name))
                if not _there(connection, _identity(target.sha256, measure, given)):
                    parameters[measure.name] = given
        out = self.case.folder / "tmp" / f"examine-{os.getpid()}-{target.sha256.hex()[:16]}"
        out.mkdir(exist_ok=True)
        job = Job(path, target.name, target.sha256.hex(), tuple(parameters), parameters, out)
        return _Planned(target, job, len(wanted) - len(parameters))

    def _record(self, planned: _Planned, reply: Reply[Finding]) -> Examined:
        case, source = self.case, planned.target.sha256
        with writing(case) as writer:
            bodies: list[Record] = []
            for found in reply.findings:
                identifier = finding_id((source,), found)
                if not _there(writer.connection, identifier):
                    bodies += self._bodies(
                        writer.connection, identifier, source, found, reply, planned.job.out, bodies
                    )
            if bodies:
                writer.append("object.examined", bodies)
        shutil.rmtree(planned.job.out, ignore_errors=True)
        return Examined(
            source,
            tuple(f.measure for f in reply.findings),
            planned.reused,
            tuple((f.measure, f.sentence) for f in reply.findings if f.outcome == "failed"),
            tuple(f.sentence for f in reply.findings if f.outcome == "against"),
            reply.sandbox,
            reply.seconds,
        )

    def _bodies(
        self,
        connection: Connection,
        identifier: bytes,
        source: bytes,
        found: Finding,
        reply: Reply[Finding],
        out: Path,
        before: Sequence[Record],
    ) -> list[Record]:
        """Keep what a finding made, and give the bodies that tell of it."""
        made: list[Record] = []

        def keep(sha256: bytes, sha512: bytes, size: int, media_type: str) -> None:
            name = sha256.hex()
            told = any(b["is"] == "object" and b["sha256"] == name for b in (*before, *made))
            here = select(objects.c.sha256).where(objects.c.sha256 == sha256)
            if not told and connection.execute(here).first() is None:
                made.append(stored(sha256, sha512, size, role="derivative", media_type=media_type))

        products: list[Record] = []
        for product in found.products:
            one = self.case.vault.put_file(out / product.file)
            keep(one.sha256, one.sha512, one.size, product.media_type)
            entry: Record = {
                "sha256": one.sha256.hex(),
                "role": product.role,
                "media_type": product.media_type,
            }
            entry |= {"caption": product.caption} if product.caption else {}
            entry |= {} if product.media_time_ms is None else {"media_time": product.media_time_ms}
            products.append(entry)
        prints: Record | None = None
        if found.prints:
            one = self.case.vault.put(pack(found.prints))
            keep(one.sha256, one.sha512, one.size, MEDIA_TYPE)
            prints = {"sha256": one.sha256.hex(), "count": len(found.prints)}
        for text in found.layers:
            one = self.case.vault.put(text.text.encode())
            keep(one.sha256, one.sha512, one.size, "text/plain; charset=utf-8")
            maker = f"{found.measure} {found.version}"
            name = keyed(b"layer", canonical([source.hex(), text.kind, text.lang, maker, one.sha256.hex()]))
            if connection.execute(select(layers.c.id).where(layers.c.id == name)).first() is None:
                made.append(
                    layer(
                        name, source, text.kind, one.sha256, lang=text.lang, maker=maker, anchors=text.anchors
                    )
                )
        ms = round(reply.seconds * 1000)
        made.append(
            finding(identifier, source, found, products=products, prints=prints, sandbox=reply.sandbox, ms=ms)
        )
        return made


@contextmanager
def examining(case: Case) -> Iterator[Examining]:
    """Open a pool of sandboxes with the limits of the settings."""
    settings = case.settings
    workers = settings.examine_workers or os.cpu_count() or 1
    limits = Limits(memory_bytes=settings.examine_memory, wall_s=settings.examine_seconds)
    pool = Examining(case, workers=workers, limits=limits)
    try:
        yield pool
    finally:
        pool.close()


def examine(case: Case, targets: Sequence[Target]) -> Iterator[Examined]:
    """Examine objects; yields each outcome after it is recorded."""
    with examining(case) as pool:
        for target in targets:
            done = pool.submit(target)
            if done is not None:
                yield done
            yield from pool.ready()
        yield from pool.ready(wait=True)


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


def _identity(sha256: bytes, measure: Measure, given: Mapping[str, Json]) -> bytes:
    return finding_id((sha256,), Finding(measure.name, measure.version, "found", "", parameters=given))


def _there(connection: Connection, identifier: bytes) -> bool:
    return connection.execute(select(findings.c.id).where(findings.c.id == identifier)).first() is not None
