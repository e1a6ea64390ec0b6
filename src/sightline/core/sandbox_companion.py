"""A long-lived program beside the workers in the sandbox, asked about one file at a time.

Starting some programs costs far more than what they do for one file. Such a program is started once, answers on its
standard output up to a mark, and is started anew after so many files and after every fault. Only the trusted zygote
holds its input: a worker that was taken over by the file it parses cannot give it orders.
"""

import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from typing import Final

from attrs import field, frozen

_CHUNK: Final = 1 << 16


@frozen(slots=True)
class CompanionSpec:
    """How to start a companion and how to ask it."""

    name: str
    argv: tuple[str, ...]
    measures: frozenset[str]
    """Asked only for jobs that hold one of these."""
    question: bytes
    """Sent for each file; ``{path}`` stands for its path, ``{number}`` for the number of the question."""
    mark: bytes
    """Ends every answer; ``{number}`` stands for the number of the question."""
    seconds: int = 10
    most_bytes: int = 1_000_000
    files_a_start: int = 500
    memory_bytes: int = 1 << 30
    environment: Mapping[str, str] = field(factory=dict)
    refuses: Callable[[str], bool] | None = None
    """Tells cheaply, and without parsing more than headers, of a file that would only exhaust the program."""


class Companion:
    """One running companion, or the reason why there is none."""

    def __init__(self, spec: CompanionSpec) -> None:
        self.spec = spec
        self._process: subprocess.Popen[bytes] | None = None
        self._asked = 0
        self._number = 0
        self._answer = bytearray()
        self.asking = False
        self.deadline = 0.0

    @property
    def present(self) -> bool:
        """Whether the program is installed where the sandbox can see it."""
        return shutil.which(self.spec.argv[0]) is not None

    @property
    def pid(self) -> int | None:
        """Process id of the running companion."""
        return None if self._process is None else self._process.pid

    def fileno(self) -> int:
        """Return the descriptor of its standard output.

        :raises ValueError: when it does not run.
        """
        if self._process is None or self._process.stdout is None:
            raise ValueError("the companion does not run")
        return self._process.stdout.fileno()

    def descriptors(self) -> tuple[int, ...]:
        """Return what a worker must close after the fork."""
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            return ()
        return (self._process.stdin.fileno(), self._process.stdout.fileno())

    def start(self) -> None:
        """Start the program if it is installed and does not run."""
        if self._process is not None or not self.present:
            return
        most = self.spec.memory_bytes

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

        self._process = subprocess.Popen(
            self.spec.argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **self.spec.environment},
            preexec_fn=limit,  # noqa: PLW1509 - the zygote has one thread
            bufsize=0,
        )
        os.set_blocking(self.fileno(), False)
        self._asked = 0

    def ask(self, path: str) -> bool:
        """Send the question about one file; the answer is gathered by ``take``.

        :returns: False where the program is missing, would not start, or the path cannot be asked about.
        """
        self._answer = bytearray()
        self.asking = False
        if "\n" in path or not path.startswith("/"):
            return False
        if self.spec.refuses is not None and self.spec.refuses(path):
            return False
        if self._asked >= self.spec.files_a_start:
            self.stop()
        for _ in range(2):
            self.start()
            if self._process is None or self._process.stdin is None:
                return False
            self._number += 1
            try:
                self._process.stdin.write(
                    self._numbered(self.spec.question).replace(b"{path}", os.fsencode(path))
                )
            except BrokenPipeError:
                self.stop()
                continue
            self._asked += 1
            self.asking = True
            self.deadline = time.monotonic() + self.spec.seconds
            return True
        return False

    def take(self) -> bytes | None:
        """Take what has arrived; return the whole answer once it is complete.

        An answer that is too long, or a program that died, ends the asking with an empty answer.
        """
        try:
            chunk = os.read(self.fileno(), _CHUNK)
        except BlockingIOError:
            return None
        self._answer += chunk
        if chunk == b"" or len(self._answer) > self.spec.most_bytes:
            self.stop()
            return b""
        mark = self._numbered(self.spec.mark)
        if self._answer.endswith(mark):
            self.asking = False
            return bytes(self._answer[: -len(mark)])
        return None

    def _numbered(self, text: bytes) -> bytes:
        return text.replace(b"{number}", str(self._number).encode("ascii"))

    def stop(self) -> None:
        """Kill the program; the next question starts it anew."""
        self.asking = False
        if self._process is None:
            return
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process = None
