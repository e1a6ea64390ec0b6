"""Compile the loops of the fingerprint ahead, outside any sandbox, so that the first long film need not wait."""

import os
import subprocess
import sys
from pathlib import Path

from sightline.core.errors import MissingProgram
from sightline.measure.media.fingerprint import compiled


def prepare_cache(folder: Path) -> None:
    """Compile what long films need into a folder, once, in a process that has seen no evidence.

    What is compiled is code: so it is never taken from a sandbox, only copied into one.

    :raises MissingProgram: when the compiler does not run.
    """
    folder.mkdir(parents=True, exist_ok=True)
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
