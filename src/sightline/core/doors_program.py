"""The one door to outside programs: an argument list, never a shell; limits of time and output; the fake beside it."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Protocol

from attrs import define, field, frozen

from sightline.core.errors import MissingProgram, OverLimit

__all__ = ["CompletedRun", "FakeProgram", "RunProgram", "run_program"]

_HOW_TO_INSTALL = {
    "exiftool": "apt install libimage-exiftool-perl",
    "ffmpeg": "apt install ffmpeg",
    "ffprobe": "apt install ffmpeg",
    "tesseract": "apt install tesseract-ocr tesseract-ocr-ara tesseract-ocr-rus tesseract-ocr-ukr",
    "bwrap": "apt install bubblewrap",
    "openssl": "apt install openssl",
    "git": "apt install git",
    "pdftotext": "apt install poppler-utils",
    "chromium": "apt install chromium",
}
_KEPT_ENVIRONMENT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "TZ",
    "VIRTUAL_ENV",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
)


@frozen(slots=True)
class CompletedRun:
    """How a program ended."""

    argv: tuple[str, ...]
    code: int
    """Its exit code; negative: ended by that signal."""
    stdout: bytes
    stderr: bytes
    seconds: float
    is_cut: bool = False
    """Whether it said more than was kept."""


class RunProgram(Protocol):
    """What runs a program: :func:`run_program`, or a fake."""

    def __call__(
        self,
        argv: Sequence[str],
        *,
        timeout_s: float = ...,
        stdin: bytes = ...,
        cwd: Path | None = ...,
        env: Mapping[str, str] | None = ...,
        max_output: int = ...,
    ) -> CompletedRun: ...


def run_program(
    argv: Sequence[str],
    *,
    timeout_s: float = 120.0,
    stdin: bytes = b"",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    max_output: int = 16 << 20,
) -> CompletedRun:
    """Run a program to its end and return what it said. A program that fails is an answer, not an error.

    It runs in a group of its own, and the whole group is ended when time is up or the caller is interrupted.

    :param argv: program and arguments, at least one.
    :param timeout_s: longest time [s].
    :param env: added to a small environment: paths, language, time zone; no proxies and no secrets of ours.
    :param max_output: most bytes of each of its two outputs that are kept; the rest is read and dropped.
    :raises MissingProgram: it is not installed; says how to install it.
    :raises OverLimit: time is up.
    """
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    began = time.monotonic()
    try:
        process = subprocess.Popen(
            list(argv),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env={**kept, **(env or {})},
            start_new_session=True,
        )
    except (FileNotFoundError, PermissionError) as error:
        if cwd is not None and not cwd.is_dir():
            raise
        raise missing_program(argv[0]) from error
    with process:
        out, err = _Drain(max_output), _Drain(max_output)
        readers = [out.follow(process.stdout), err.follow(process.stderr)]
        try:
            _feed(process.stdin, stdin)
            code = process.wait(timeout=timeout_s)
            for reader in readers:
                reader.join(timeout=max(1.0, timeout_s - (time.monotonic() - began)))
        except subprocess.TimeoutExpired as error:
            raise OverLimit(
                f"{Path(argv[0]).name} took longer than {timeout_s:g} seconds",
                todo="try again, or allow it more time",
            ) from error
        finally:
            # children that outlive it go too
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            for reader in readers:
                reader.join(timeout=5)
    return CompletedRun(
        tuple(argv),
        code,
        bytes(out.data),
        bytes(err.data),
        time.monotonic() - began,
        out.is_cut or err.is_cut,
    )


def missing_program(name: str) -> MissingProgram:
    """Return the error for a program that is not installed, with how to install it."""
    word = Path(name).name
    return MissingProgram(
        f"{word} is needed and not installed", item=word, todo=_HOW_TO_INSTALL.get(word, f"install {word}")
    )


@define(slots=True)
class _Drain:
    """Reads one output to its end and keeps its beginning."""

    limit: int
    data: bytearray = field(factory=bytearray)
    is_cut: bool = False

    def follow(self, pipe: IO[bytes] | None) -> threading.Thread:
        thread = threading.Thread(target=self._read, args=(pipe,), daemon=True)
        thread.start()
        return thread

    def _read(self, pipe: IO[bytes] | None) -> None:
        if pipe is None:
            return
        with contextlib.suppress(OSError, ValueError):
            while (chunk := pipe.read1(1 << 16) if hasattr(pipe, "read1") else pipe.read(1 << 16)) != b"":
                room = self.limit - len(self.data)
                self.data += chunk[: max(room, 0)]
                self.is_cut = self.is_cut or len(chunk) > room


def _feed(pipe: IO[bytes] | None, data: bytes) -> None:
    if pipe is None:
        return
    # a program may end before it read everything
    with contextlib.suppress(BrokenPipeError):
        pipe.write(data)
        pipe.flush()
    with contextlib.suppress(BrokenPipeError):
        pipe.close()


@define(slots=True)
class FakeProgram:
    """Stands in for :func:`run_program`: gives prepared answers and remembers what was asked."""

    answers: list[CompletedRun] = field(factory=list)
    calls: list[tuple[str, ...]] = field(factory=list)

    def __call__(
        self,
        argv: Sequence[str],
        *,
        timeout_s: float = 120.0,  # noqa: ARG002 - the same call as the real one
        stdin: bytes = b"",  # noqa: ARG002
        cwd: Path | None = None,  # noqa: ARG002
        env: Mapping[str, str] | None = None,  # noqa: ARG002
        max_output: int = 16 << 20,  # noqa: ARG002
    ) -> CompletedRun:
        """Give the next prepared answer.

        :raises MissingProgram: when no answer is left.
        """
        self.calls.append(tuple(argv))
        if len(self.answers) == 0:
            raise missing_program(argv[0])
        return self.answers.pop(0)
