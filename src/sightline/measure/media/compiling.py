"""Compile the loops of the fingerprint ahead, outside any sandbox, so that the first long film need not wait."""

import os
import platform
import subprocess
import sys
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from sightline.core.errors import MissingProgram
from sightline.measure.media import fingerprint_loops
from sightline.measure.media.fingerprint_loops import compiled


def cache_folder() -> Path:
    """Tell where compiled loops are kept for all cases of a user."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "sightline" / "compiled"


def is_prepared(folder: Path) -> bool:
    """Tell whether a folder holds what this program would compile."""
    return (folder / f"ready-{_state()}").exists()


def prepare_cache(folder: Path) -> None:
    """Compile what long films need into a folder, once, in a process that has seen no evidence.

    Takes seconds the first time on a machine, and again after the program or its compiler changed; else nothing.

    What is compiled is code: so it is never taken from a sandbox, only copied into one.

    :raises MissingProgram: when the compiler does not run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ready = folder / f"ready-{_state()}"
    if is_prepared(folder):
        return
    source = str(Path(__file__).resolve().parents[3])
    code = (
        f"import sys; sys.path.insert(0, {source!r}); from {compiled.__module__} import compiled; compiled()"
    )
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(folder.resolve())}
    done = subprocess.run(
        [sys.executable, "-B", "-c", code], env=environment, capture_output=True, check=False
    )
    if done.returncode != 0:
        words = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise MissingProgram(
            f"compiling the fingerprint loops failed: {words[:300]}", todo="reinstall the package numba"
        )
    ready.touch()


def _state() -> str:
    """Return a digest of all that the compiled code depends on."""
    source = Path(fingerprint_loops.__file__)
    told = source.stat()
    parts = (source, told.st_mtime_ns, told.st_size, sys.version, version("numba"), platform.node())
    return sha256(repr(parts).encode()).hexdigest()[:16]
