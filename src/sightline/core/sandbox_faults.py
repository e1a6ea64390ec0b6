"""Why a measure has no answer, in words: the ways in which a worker in the sandbox can end."""

import re
import signal
from typing import Any, Final, Literal

from attrs import frozen

FaultKind = Literal["crash", "time", "memory", "cpu", "size", "garbage", "unreadable"]
_NOT_SHOWN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
TODO: Final = "the file may be broken or hostile; examine it alone with larger limits if it matters"


@frozen(slots=True)
class Fault:
    """Why a measure has no answer."""

    kind: FaultKind
    sentence: str
    todo: str = TODO
    limit: str = ""


def late(seconds: float) -> Fault:
    """Say that the wall clock ended it."""
    return Fault("time", f"Stopped after {seconds:.0f} seconds without an end.", TODO, f"{seconds:.0f} s")


def garbage(what: str) -> Fault:
    """Say that the answer was none."""
    text = _NOT_SHOWN.sub(" ", what)[:300]
    return Fault("garbage", f"The answer could not be used: {text}.")


def how_it_ended(
    end: dict[str, Any], seconds: float, *, cpus: int, memory_mib: int, file_bytes: int
) -> Fault | None:
    """Say in words why a worker ended as it did; None when it ended well."""
    status, words = end.get("exit"), end.get("words")
    last = _NOT_SHOWN.sub(" ", str(words).strip().rpartition("\n")[2])[:300]
    if end.get("late") is True:
        return late(seconds)
    if status == 0:
        return None
    if status == -signal.SIGXCPU:
        return Fault("cpu", "It used more processor time than allowed.", TODO, f"{int(seconds * cpus)} s")
    if status == -signal.SIGXFSZ or "File too large" in last or "No space left" in last:
        return Fault("size", "It wrote a larger file than allowed.", TODO, f"{file_bytes} bytes")
    if status == -signal.SIGKILL or "MemoryError" in last or "cannot allocate" in last.lower():
        return Fault("memory", "It ran out of the memory allowed.", TODO, f"{memory_mib} MiB")
    if isinstance(status, int) and status < 0:
        name = signal.Signals(-status).name if -status in signal.valid_signals() else str(-status)
        return Fault("crash", f"The program reading it crashed ({name}).")
    return Fault("crash", f"The program reading it failed ({last or status}).")
