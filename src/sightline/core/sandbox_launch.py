"""What stands around the child: the command line of bubblewrap, or a bare process where it is missing."""

import functools
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal

from attrs import frozen

Mark = Literal["bubblewrap", "limits-only"]
_START: Final = (
    "import sys; sys.path[:0] = sys.argv.pop().split(':'); "
    "from sightline.core.sandbox_child import main; main()"
)
_SYSTEM: Final = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_SYSTEM_FILES: Final = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/perl", "/etc/fonts")
_ENVIRONMENT: Final = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/nonexistent",
    "TZ": "UTC",
    # one thread each: pools do not survive a fork, and two zygotes share the cores
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    # many arenas of 64 MiB of address space each would eat the limit of memory
    "MALLOC_ARENA_MAX": "2",
}


@frozen(slots=True)
class Launched:
    """A started child and the mark that every reply carries."""

    process: subprocess.Popen[bytes]
    mark: Mark
    folder: Path
    """Temporary folder of the child outside bubblewrap; removed by ``sweep``."""
    errors: Path

    def sweep(self) -> None:
        """Remove what the child left behind."""
        shutil.rmtree(self.folder, ignore_errors=True)


@functools.cache
def bubblewrap_works() -> bool:
    """Try bubblewrap once: installed is not enough, kernels and containers forbid it."""
    program = shutil.which("bwrap")
    if program is None:
        return False
    argv = [program, "--unshare-all", "--die-with-parent", "--ro-bind", "/", "/", "--size", "65536"]
    argv += ["--tmpfs", "/tmp", "--proc", "/proc", "--dev", "/dev", "true"]  # noqa: S108 - inside the sandbox
    try:
        return subprocess.run(argv, capture_output=True, timeout=10, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def launch(
    module: str,
    *,
    read_only: Sequence[Path],
    settings: dict[str, Any],
    code: Sequence[Path] = (),
    cache: Path | None = None,
    box: bool = True,
) -> Launched:
    """Start the child that serves ``module``, in bubblewrap where it works.

    :param read_only: what the child may read beside the system and Python.
    :param settings: handed to the child as they are.
    :param code: folders that modules are imported from, beside the installed ones.
    :param cache: folder with compiled code to copy in.
    :param box: False leaves bubblewrap out, as on a machine without it.
    """
    folder = Path(tempfile.mkdtemp(prefix="sightline-"))
    errors = folder / "errors.txt"
    boxed = box and bubblewrap_works()
    room = Path("/run/sightline") if boxed else folder
    environment = {
        **_ENVIRONMENT,
        "TMPDIR": str(room / "tmp"),
        "NUMBA_CACHE_DIR": str(room / "tmp" / "numba"),
    }
    config = {**settings, "module": module, "boxed": boxed, "out": str(room / "out")}
    config["cache"] = None if cache is None else str(cache)
    sources = ":".join(str(path) for path in [Path(__file__).resolve().parents[2], *code])
    inner = [sys.executable, "-I", "-B", "-c", _START, json.dumps(config), sources]
    readable = [*read_only, *code, *([] if cache is None else [cache])]
    if boxed:
        argv = [*_bubblewrap(room, readable, environment, settings), *inner]
    else:
        (folder / "tmp").mkdir()
        argv = inner
    with errors.open("wb") as stderr:
        process = subprocess.Popen(
            argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=environment,
            cwd="/",
            start_new_session=True,
            bufsize=0,
        )
    return Launched(process, "bubblewrap" if boxed else "limits-only", folder, errors)


def _bubblewrap(
    room: Path, read_only: Sequence[Path], environment: dict[str, str], settings: dict[str, Any]
) -> list[str]:
    argv = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"]
    for key, value in sorted(environment.items()):
        argv += ["--setenv", key, value]
    for name in _SYSTEM:
        path = Path(name)
        if path.is_symlink():
            argv += ["--symlink", str(path.readlink()), name]
        elif path.is_dir():
            argv += ["--ro-bind", name, name]
    for name in _SYSTEM_FILES:
        argv += ["--ro-bind-try", name, name]
    argv += ["--proc", "/proc", "--dev", "/dev"]
    for part, size in (("tmp", 64 << 20), ("out", int(settings["folder_bytes"]))):
        argv += ["--size", str(size), "--tmpfs", str(room / part)]
    for folder in [*_python_folders(), *(str(given.resolve()) for given in read_only)]:
        argv += ["--ro-bind", folder, folder]
    argv += ["--remount-ro", "/"]
    return argv


def _python_folders() -> list[str]:
    """Return the folders Python and this package are read from, the containing ones only."""
    wanted = {sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(__file__).resolve().parents[1])}
    real = Path(sys.executable).resolve()
    wanted.add(str(real.parents[1]))
    found: list[str] = []
    for path in sorted(wanted):
        inside = any(path == one or path.startswith(one + "/") for one in [*found, "/usr"])
        if not inside and path != "/" and Path(path).is_dir():
            found.append(path)
    return found
