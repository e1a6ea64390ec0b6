"""The process is killed at every write point: what was acknowledged is there, and doing it again doubles nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CHILD = Path(__file__).with_name("crash_child.py")
SECONDS = {"import": 14, "add": 14, "list": 14, "protect": 10, "sign": 8, "adopt": 10, "adopt-withheld": 10,
           "erase": 10, "act": 60, "rebuild": 10, "make": 30,
           "sheet": 30}  # fmt: skip
"""After so long, only every seventh of the remaining points is tried, so that a slow machine ends too."""
WHOLE: dict[str, dict[str, int]] = {
    "import": {"statements": 10, "entities": 3, "citations": 0, "objects": 1, "captures": 0},
    "protect": {"statements": 11, "entities": 3, "citations": 0, "objects": 1, "captures": 0},
    "sign": {"statements": 10, "entities": 3, "citations": 0, "objects": 1, "captures": 0},
    "erase": {"statements": 11, "entities": 3, "citations": 0, "objects": 1, "captures": 0},
    "act": {"statements": 12, "entities": 4, "citations": 0, "objects": 1, "captures": 0},
    "rebuild": {"statements": 10, "entities": 3, "citations": 0, "objects": 1, "captures": 0},
    "sheet": {"statements": 12, "entities": 4, "citations": 0, "objects": 2, "captures": 0},
    "make": {"statements": 10, "entities": 3, "citations": 0, "objects": 1, "captures": 0},
    "add": {"objects": 3, "captures": 3},
    "list": {"statements": 56, "entities": 11, "citations": 38, "objects": 1, "captures": 2},
    "adopt": {"entities": 7, "objects": 5, "captures": 3},
    "adopt-withheld": {"entities": 7, "objects": 5, "captures": 3},
}

FEWEST = {"rebuild": 1}
"""A rebuild writes once: all of it is one transaction."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks a process for every write point")
@pytest.mark.parametrize("name", sorted(SECONDS))
def test_killed_at_every_write(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(CHILD), str(tmp_path), name, str(SECONDS[name])],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert 0 == done.returncode, done.stderr[-3000:]
    told: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    lives = {one["k"]: one for one in told if "ended" in one}
    seen = {one["k"]: one for one in told if "lost" in one}
    assert FEWEST.get(name, 5) < len(lives)
    assert {0} == {one["looked"] for one in lives.values()}, done.stderr[-3000:]
    # the last life met no more write points and came to its end
    assert 0 == lives[max(lives)]["ended"], done.stderr[-3000:]
    assert {-9, 0} == {one["ended"] for one in lives.values()}
    for k, one in seen.items():
        assert ([], [], []) == (one["faults"], one["lost"], one["again"]), f"killed at write {k}"
        got = {table: one["counts"][table] for table in WHOLE[name]}
        assert WHOLE[name] == got, f"killed at write {k}"
