"""Examine hostile files out of process: under limits, without a network, and never at the price of the caller.

An ``Examiner`` keeps one sandbox open and hands it one file at a time. A worker that crashes, hangs, runs out of
memory or answers with rubbish becomes a record that says so; the caller sees no exception, and the measures that had
not run yet are tried again in a fresh worker.

What is inside is named by a module (it serves ``COMPANIONS``, ``warm`` and ``examine``) and a record type for its
results: this file knows neither.
"""

import contextlib
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Generic, Self

from sightline.core.errors import MissingProgram, StopRun, StoreFull
from sightline.core.sandbox_faults import Fault, garbage, how_it_ended, late
from sightline.core.sandbox_frames import HELLO, BrokenTalk, Reader, TalkTimeout
from sightline.core.sandbox_hearing import Check, Hearing, R
from sightline.core.sandbox_job import Job, Limits, Reply
from sightline.core.sandbox_launch import Launched, Mark, launch
from sightline.core.sandbox_records import NotARecord, clean_text, dumps, loads

__all__ = ["Examiner", "Fault", "Job", "Limits", "Reply"]

log = logging.getLogger(__name__)

_START_SECONDS: Final = 60.0
_GRACE_SECONDS: Final = 20.0
"""The sandbox itself ends a worker that is late. It begins to count after its imports, and sends the files afterwards;
on a busy machine both take seconds, and are not to be taken for a sandbox that hangs."""
_STARTS: Final = 3
"""How often a sandbox that dies without a word is started for one file."""


class Examiner(Generic[R]):
    """One open sandbox; use one per thread of work and keep that thread alive as long as the examiner.

    :param module: name of the module served inside.
    :param record: attrs class of its results, which must have a text ``measure``.
    :param failed: makes the record that stands for a measure without an answer, from its name, fault and parameters.
    :param check: looks at a record, the names of the files made and the parameters given; returns what is wrong with
        it, or None.
    :param read_only: folders and files that may be read inside.
    :param limits: what one file may cost.
    :param code: folders that modules are imported from, beside the installed ones.
    :param cache: folder of compiled code, copied in at start.
    :param box: False leaves bubblewrap out even where it works.
    """

    def __init__(
        self,
        module: str,
        record: type[R],
        failed: Callable[[str, Fault, Mapping[str, Any]], R],
        *,
        check: Check[R] | None = None,
        read_only: Sequence[Path] = (),
        limits: Limits | None = None,
        code: Sequence[Path] = (),
        cache: Path | None = None,
        box: bool = True,
    ) -> None:
        self._module = module
        self._record = record
        self._failed = failed
        self._check = check
        self._read_only = tuple(path.resolve() for path in read_only)
        self.limits = Limits() if limits is None else limits
        self._code = tuple(path.resolve() for path in code)
        self._cache = cache
        self._box = box
        self.missing: tuple[str, ...] = ()
        """Programs that would be asked and are not installed; known after the first job."""
        self._child: Launched | None = None
        self._reader: Reader | None = None
        self._greeted = False
        self._interrupted = False
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Start the sandbox without waiting for it: its imports run while the caller prepares the first file."""
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the sandbox and everything in it."""
        self.close()

    def close(self) -> None:
        """End the sandbox and everything in it; a later job would start it again."""
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
        for stream in (child.process.stdin, child.process.stdout):
            if stream is not None:
                stream.close()
        child.sweep()

    def interrupt(self) -> None:
        """End the sandbox from another thread and run nothing more; what its job gives is not to be recorded."""
        self._interrupted = True
        child = self._child
        if child is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.process.pid, signal.SIGKILL)

    def run(self, job: Job, *, hear: Callable[[R], None] | None = None) -> Reply[R]:
        """Run the measures of the job on its file.

        :param hear: takes each record as it comes and is to check it; the reply then holds none. For answers that
            are too large to be held; a job of one measure, since what was heard cannot be taken back.
        :returns: at least one record for every measure; a failed one where there is no answer.
        :raises MissingProgram: when the sandbox cannot be started at all.
        :raises StoreFull: when a product cannot be written into the job's folder.
        """
        began = time.monotonic()
        with self._lock:
            return self._run(job, began, hear)

    def _run(self, job: Job, began: float, hear: Callable[[R], None] | None) -> Reply[R]:
        try:
            size = sum(one.stat().st_size for one in (job.path, *job.others))
        except OSError as gone:
            return self._unreadable(job, str(gone.strerror), began)
        path = job.path.resolve()
        if not all(
            any(one.resolve().is_relative_to(folder) for folder in self._read_only)
            for one in (path, *job.others)
        ):
            return self._unreadable(job, "it lies outside the folders the sandbox may read", began)
        allowed = self.limits.seconds_for(size)
        end = began + allowed
        left = list(job.measures)
        records: list[R] = []
        faults: list[tuple[str, Fault]] = []
        files: list[str] = []
        mark: Mark = "limits-only"
        alone = False
        while len(left) > 0 and not self._interrupted:
            batch = tuple(left[:1]) if alone else tuple(left)
            heard, fault = self._once(job, path, batch, max(2.0, end - time.monotonic()), hear)
            died = self._child is None
            mark = self._mark(mark)
            records += heard.records
            files += heard.files
            faults += [(name, garbage(why)) for name, why in heard.unfit.items()]
            over = heard.settled()
            if fault is not None and fault.kind == "time":
                # what was said and lost its files has no time left for a second try
                faults += [(name, fault) for name in sorted(heard.cut - over)]
                over |= heard.cut
            culprit = heard.running if heard.running is not None else left[0]
            if fault is not None and died and len(batch) > 1:
                # the sandbox fell as a whole and took words with it: only one at a time can the culprit be told
                alone = True
            elif fault is not None and culprit not in over:
                faults.append((culprit, fault))
                over.add(culprit)
            if fault is None:
                faults += [(name, garbage("nothing was said about it")) for name in batch if name not in over]
                over.update(batch)
            left = [name for name in left if name not in over]
        return self._reply(job, records, faults, files, mark, began)

    def _unreadable(self, job: Job, why: str, began: float) -> Reply[R]:
        fault = Fault("unreadable", f"The file could not be read: {why}.", "look at the file and its folder")
        faults = tuple((name, fault) for name in job.measures)
        return self._reply(job, [], list(faults), [], "limits-only", began)

    def _reply(
        self,
        job: Job,
        records: list[R],
        faults: list[tuple[str, Fault]],
        files: list[str],
        mark: Mark,
        began: float,
    ) -> Reply[R]:
        records += [self._failed(name, fault, job.parameters.get(name, {})) for name, fault in faults]
        seconds = time.monotonic() - began
        return Reply(tuple(records), tuple(faults), self._mark(mark), seconds, tuple(files))

    def _mark(self, other: Mark) -> Mark:
        return other if self._child is None else self._child.mark

    # ------------------------------------------------------------------------------------------------ one worker

    def _once(
        self,
        job: Job,
        path: Path,
        measures: tuple[str, ...],
        seconds: float,
        hear: Callable[[R], None] | None,
    ) -> tuple[Hearing[R], Fault | None]:
        """Let one worker run; return what it said and, unless it ended well, why it ended."""
        limits = self.limits
        heard: Hearing[R] = Hearing(self._record, measures, job.out, most_files=limits.files, hear=hear)
        order = {
            "path": str(path),
            "others": [str(one.resolve()) for one in job.others],
            "name": clean_text(job.name),
            "sha256": job.sha256,
            "measures": list(measures),
            "parameters": {name: job.parameters[name] for name in measures if name in job.parameters},
            "wall_ms": int(seconds * 1000),
            "cpu_s": max(1, int(seconds * limits.cpus)),
            "memory_bytes": limits.memory_bytes,
            "file_bytes": limits.file_bytes,
        }
        try:
            reader = self._ready()
            self._say(dumps(order) + b"\n")
            reader.forget_total()
            end = heard.listen(reader, time.monotonic() + seconds + _GRACE_SECONDS)
        except TalkTimeout:
            self.close()
            return heard, late(seconds)
        except (BrokenTalk, BrokenPipeError, NotARecord) as fault:
            self.close()
            return heard, garbage(str(fault))
        except OSError as fault:
            self.close()
            raise StoreFull(f"a product could not be written: {fault.strerror}", item=str(job.out)) from fault
        finally:
            heard.judge(self._check, job.parameters)
        if end.get("spoiled") is True:
            self.close()
            return heard, Fault("size", "It wrote more files than allowed, or other ones.", limit="files")
        return heard, how_it_ended(
            end, seconds, cpus=limits.cpus, memory_mib=limits.memory_bytes >> 20, file_bytes=limits.file_bytes
        )

    # ------------------------------------------------------------------------------------------------- the child

    def _start(self) -> None:
        settings = {
            "file_bytes": self.limits.file_bytes,
            "folder_bytes": self.limits.folder_bytes,
            "files": self.limits.files,
        }
        self._child = launch(
            self._module,
            read_only=self._read_only,
            settings=settings,
            code=self._code,
            cache=self._cache,
            box=self._box,
        )
        stdout = self._child.process.stdout
        if stdout is None:
            raise StopRun("the sandbox has no output")
        self._reader = Reader(stdout.fileno(), most=self.limits.reply_bytes)
        self._greeted = False

    def _ready(self) -> Reader:
        for left in reversed(range(_STARTS)):
            if self._child is None:
                self._start()
            if self._reader is None or self._child is None:
                raise StopRun("the sandbox has no reader")
            if self._greeted:
                break
            try:
                frame = self._reader.next(time.monotonic() + _START_SECONDS)
            except BrokenTalk as fault:
                words = self._child.errors.read_bytes()[-2000:].decode("utf-8", "replace").strip()[-600:]
                self.close()
                if words == "" and left > 0 and not self._interrupted:
                    continue  # killed without a last word, as when memory is short; it may start the next time
                raise MissingProgram(
                    f"the sandbox does not start: {words or 'it is killed before it says anything'}",
                    todo="run `sightline status` and reinstall what it names as missing",
                ) from fault
            if frame.kind != HELLO:
                raise BrokenTalk("no greeting")
            self.missing = tuple(str(one) for one in loads(frame.body).get("missing", []))
            log.debug("sandbox up (%s): %s", self._child.mark, frame.body.decode("ascii", "replace"))
            self._greeted = True
        if self._reader is None:
            raise StopRun("the sandbox has no reader")
        return self._reader

    def _say(self, order: bytes) -> None:
        stdin = None if self._child is None else self._child.process.stdin
        if stdin is None:
            raise BrokenTalk("the sandbox is gone")
        stdin.write(order)
