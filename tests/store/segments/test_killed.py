"""A writer may be killed at any point: what was acknowledged is there, and nothing is there by half."""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from sightline.store.landmarks.index import open_landmarks

HERE = Path(__file__).resolve()
SCRIPT = HERE.with_name("killed_writer.py")


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(HERE.parents[3] / "src")}


def test_killed_before_every_call_that_changes_the_disk(tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPT), "step", str(tmp_path)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert "" == done.stderr
    assert 100 < int(done.stdout)  # so many points were tried


def test_killed_at_any_time(tmp_path: Path) -> None:
    folder, acknowledged = tmp_path / "index", 0
    for pause in (0.0, 0.02, 0.05, 0.11, 0.17, 0.3):
        command = [sys.executable, str(SCRIPT), "loop", str(folder)]
        with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            told = writer.stdout.readline()  # it is writing
            time.sleep(pause)
            writer.kill()
            told += writer.stdout.read()
        acknowledged = int(told.decode().splitlines()[-1])
        with open_landmarks(folder) as index:
            assert index.position in {acknowledged, acknowledged + 1}
            keys = np.arange(10, 10 * index.position + 10, dtype=np.uint32)
            expected = [key for key in keys.tolist() if key % 10 < 7]
            assert expected == (index.search(keys).query + 10).tolist()
            index.check()
    assert 20 < acknowledged
