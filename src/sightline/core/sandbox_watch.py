"""Watch one worker to its end: pass on what it says, carry the companions' answers to it, kill it when late."""

import contextlib
import fcntl
import os
import resource
import select
import signal
import time
from pathlib import Path
from typing import Final

from sightline.core.sandbox_companion import Companion
from sightline.core.sandbox_frames import DATA, send

_CHUNK: Final = 1 << 16
_LAST_WORDS: Final = 4000
_PIPE_BYTES: Final = 1 << 20
_ORDERS: Final = 0


class Watch:
    """One running worker and what has been heard from it.

    :param data: read end of what it says.
    :param words: read end of what it prints.
    :param sinks: write ends of the pipes for the companions' answers.
    :param deadline: on the monotonic clock [s].
    :param talk: where what it says is passed on to.
    """

    def __init__(
        self, pid: int, *, data: int, words: int, sinks: dict[Companion, int], deadline: float, talk: int
    ) -> None:
        self.pid = pid
        self.late = False
        self.words = bytearray()
        self._data = data
        self._words = words
        self._talk = talk
        self._deadline = deadline
        self._end = os.pidfd_open(pid)
        self._poll = select.poll()
        self._sinks = dict(sinks)
        self._feeds: dict[int, Companion] = {}

    def run(self) -> tuple[int, resource.struct_rusage]:
        """Watch until the worker ends; return its wait status and what it used."""
        for fd in (self._data, self._words, self._end):
            self._poll.register(fd, select.POLLIN)
        self._poll.register(_ORDERS, 0)
        for one, sink in list(self._sinks.items()):
            if one.asking:
                self._feeds[one.fileno()] = one
                self._poll.register(one.fileno(), select.POLLIN)
            else:
                os.close(sink)
                del self._sinks[one]
        while not self._step():
            pass
        return self._finish()

    def _step(self) -> bool:
        """Wait for the next things that happen; tell whether the worker ended."""
        left = self._deadline - time.monotonic()
        if left <= 0 and not self.late:
            self.late = True
            kill_group(self.pid)
        ended = False
        for fd, event in self._poll.poll(max(50.0, min(left, 1.0) * 1000)):
            if fd == _ORDERS:
                if event & (select.POLLHUP | select.POLLERR):
                    kill_group(self.pid)
                    os._exit(4)
            elif fd == self._end:
                ended = True
            elif fd in self._feeds:
                self._feed(fd)
            elif not self._hear(fd):
                self._poll.unregister(fd)
        now = time.monotonic()
        for fd, one in list(self._feeds.items()):
            if now > one.deadline:
                one.stop()
                self._hand_over(fd, None)
        return ended

    def _finish(self) -> tuple[int, resource.struct_rusage]:
        kill_group(self.pid)
        for fd in (self._data, self._words):
            os.set_blocking(fd, False)
            for _ in range(_PIPE_BYTES // 4096):
                if not self._hear(fd):
                    break
        for one, sink in self._sinks.items():
            # the worker ended before its answer came: what comes now would be taken for the next file's
            one.stop()
            os.close(sink)
        _, status, usage = os.wait4(self.pid, 0)
        for fd in (self._data, self._words, self._end):
            os.close(fd)
        return status, usage

    def _feed(self, fd: int) -> None:
        answer = self._feeds[fd].take()
        if answer is not None:
            self._hand_over(fd, answer)

    def _hand_over(self, fd: int, answer: bytes | None) -> None:
        """Write the answer between two letters, or leave it cut where the pipe cannot hold it.

        Nothing waits here: a worker that never reads must not stop the zygote.
        """
        one = self._feeds.pop(fd)
        sink = self._sinks.pop(one)
        self._poll.unregister(fd)
        if answer is not None:
            os.set_blocking(sink, False)
            with contextlib.suppress(OSError):
                fcntl.fcntl(sink, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
                os.write(sink, b"A" + answer + b"Z")
        os.close(sink)

    def _hear(self, fd: int) -> bool:
        """Take what was said on one pipe; False when there is nothing more."""
        try:
            chunk = os.read(fd, _CHUNK)
        except BlockingIOError:
            return False
        if chunk == b"":
            return False
        if fd == self._data:
            send(self._talk, DATA, chunk)
        else:
            self.words += chunk
            del self.words[:-_LAST_WORDS]
        return True


def kill_group(pid: int) -> None:
    """Kill the process and all of its group."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def sweep(group: int, keep: set[int | None], *, boxed: bool) -> None:
    """Kill whatever the worker left running, so that it cannot meet the next file.

    :param keep: processes of ours that stay.
    :param boxed: every process one can see is one of the sandbox, so all others are killed.
    """
    kill_group(group)
    if boxed:
        spare = {1, os.getpid(), *keep}
        others = sorted(int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit())
        for pid in others:
            if pid not in spare:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-group, os.WNOHANG)[0] != 0:
            pass
