"""The other half of a long import: a process beside this one that prepares the next batch while one is written.

Writing a million statements is bound by one processor; most machines have two. Whatever goes wrong with the other
process, the batch is recorded the ordinary way, to the same rows.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from attrs import define

from sightline.core.compute import cores
from sightline.work.imports.prepare import Prepared, Shared, read_prepared, shared_bytes

WORTH_IT = 3
"""Batches from which a second process is worth its start."""


@define(slots=True)
class Beside:
    """The process beside; ``None`` when it cannot be had."""

    _process: "subprocess.Popen[bytes] | None"

    def ask(self, offset: int, size: int) -> None:
        """Ask for a batch of the spool; answers come in the order of the asking."""
        if self._process is None or self._process.stdin is None:
            return
        try:
            self._process.stdin.write(b"%d %d\n" % (offset, size))
            self._process.stdin.flush()
        except OSError:
            self._end()

    def answer(self) -> Prepared | None:
        """Wait for the next answer; None where the batch is recorded the ordinary way."""
        if self._process is None or self._process.stdout is None:
            return None
        head = self._process.stdout.read(8)
        size = int.from_bytes(head, "big")
        whole = self._process.stdout.read(size) if len(head) == 8 else b""
        if len(head) < 8 or len(whole) < size:
            self._end()
            return None
        return None if size == 0 else read_prepared(whole)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()


@contextmanager
def beside(spool: int, shared: Shared, *, batches: int) -> Iterator[Beside]:
    """Open the process beside where there are enough batches and processors; it ends on leaving.

    Parameters
    ----------
    spool : int
        Descriptor of the file the batches lie in.
    """
    if batches < WORTH_IT or cores() < 2:
        yield Beside(None)
        return
    process = _start(spool, shared)
    try:
        yield Beside(process)
    finally:
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()


def _start(spool: int, shared: Shared) -> "subprocess.Popen[bytes] | None":
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "sightline.work.imports.prepare", str(spool)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=(spool,),
        )
    except OSError:
        return None
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.write(shared_bytes(shared))
            process.stdin.flush()
    return process
