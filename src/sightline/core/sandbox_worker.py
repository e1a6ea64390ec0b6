"""A worker in the sandbox: a fork that lives for one file, under limits it cannot raise, and never returns."""

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol

from attrs import frozen

from sightline.core.sandbox_companion import CompanionSpec
from sightline.core.sandbox_records import to_json

_CHUNK: Final = 1 << 16
_OPEN_FILES: Final = 64
_FAILED: Final = 70


@frozen(slots=True)
class Task:
    """What a worker is told about the one file it lives for."""

    path: str
    others: tuple[str, ...]
    """Files it is compared with."""
    name: str
    sha256: str
    measures: tuple[str, ...]
    parameters: dict[str, Any]
    out: Path
    """Folder for products; what lies there at the end is sent out."""
    deadline: float
    """On the monotonic clock: a measure that can end early with what it has does so before."""
    answers: dict[str, Callable[[], bytes | None]]
    """What each companion says about the file, waited for when asked; None where there is no answer."""


class Emit(Protocol):
    """How a worker tells what it does and what it found."""

    def __call__(self, word: str, value: object) -> None:
        """Say ``begin`` or ``done`` with the name of a measure, or ``finding`` with a record."""


class ChildModule(Protocol):
    """What the served module must hold."""

    COMPANIONS: tuple[CompanionSpec, ...]

    def warm(self, path: str, measures: tuple[str, ...]) -> None:
        """Import what the job will need, before the fork."""

    def examine(self, task: Task, emit: Emit) -> None:
        """Run the measures of the task one after the other."""


def work(
    task: Task, module: ChildModule, order: dict[str, Any], *, data: int, words: int, close: list[int]
) -> None:
    """Be the worker: examine the file, say what was found, and leave the process.

    :param order: the limits, as in ``limit_worker``.
    :param data: descriptor for what is said, one JSON object a line.
    :param words: descriptor for what the program prints and for its last words.
    :param close: descriptors of the zygote that the worker must not hold.
    """
    code = _FAILED
    try:
        os.setpgid(0, 0)
        for fd in close:
            os.close(fd)
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(words, 1)
        os.dup2(words, 2)
        limit_worker(order)

        def emit(word: str, value: object) -> None:
            body = json.dumps({word: to_json(value)}, ensure_ascii=True, separators=(",", ":")).encode(
                "ascii"
            )
            view = memoryview(body + b"\n")
            while len(view) > 0:
                view = view[os.write(data, view) :]

        module.examine(task, emit)
        code = 0
    finally:
        # whatever was raised is told as last words; the zygote must not see the stack unwind into itself
        fault = sys.exc_info()[1]
        if fault is not None:
            os.write(2, f"\n{type(fault).__name__}: {str(fault)[:1000]}".encode("utf-8", "replace"))
        os._exit(code)


def limit_worker(order: dict[str, Any]) -> None:
    """Set the limits of a worker on the calling process; they cannot be raised again.

    :param order: ``memory_bytes`` beyond what is mapped already, ``cpu_s``, ``file_bytes``.
    """
    mapped = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    memory = mapped + int(order["memory_bytes"])
    cpu = int(order["cpu_s"])
    _limit(resource.RLIMIT_AS, memory, memory)
    _limit(resource.RLIMIT_CPU, cpu, cpu + 2)
    _limit(resource.RLIMIT_FSIZE, int(order["file_bytes"]), int(order["file_bytes"]))
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES, _OPEN_FILES)
    _limit(resource.RLIMIT_CORE, 0, 0)


def _limit(which: int, soft: int, hard: int) -> None:
    """Set a limit, or leave a narrower one that the whole program was started under."""
    most = resource.getrlimit(which)[1]
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(which, (soft, hard))


def answer_reader(fd: int, *, there: bool) -> Callable[[], bytes | None]:
    """Return a function that waits for a companion's answer on the pipe and keeps it."""
    held: list[bytes | None] = []

    def read() -> bytes | None:
        if len(held) == 0:
            body = bytearray()
            while there and (chunk := os.read(fd, _CHUNK)) != b"":
                body += chunk
            whole = body[:1] == b"A" and body[-1:] == b"Z"
            held.append(bytes(body[1:-1]) if whole else None)
        return held[0]

    return read
