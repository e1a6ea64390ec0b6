"""All the real files beside the project in one go: each is kept, or kept with a named fault, and the case is whole."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDERS = ("photos", "images", "videos", "documents", "odd_files", "lists", "c2pa")


@pytest.mark.timeout(400)
def test_every_real_file_is_accounted_for(shared: Path, tmp_path: Path) -> None:
    folders = [shared / "data" / name for name in FOLDERS]
    files = {str(p) for folder in folders for p in folder.rglob("*") if p.is_file()}
    assert len(files) > 250

    def sightline(*words: object) -> tuple[int, str, str]:
        argv = [sys.executable, "-B", "-c", "from sightline.cli.main import run; run()", *map(str, words)]
        environment = {**os.environ, "SIGHTLINE_KEYS": str(tmp_path / "keys")}
        done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=300, env=environment)
        return done.returncode, done.stdout, done.stderr

    case = tmp_path / "case"
    assert 0 == sightline("init", case)[0]
    code, out, err = sightline("add", *folders, "-w", case, "--json")
    assert 1 == code, err  # some are broken on purpose
    told = json.loads(out)
    kept = [a["path"] for a in told["added"] if a["sha256"] is not None]
    refused = [r["path"] for r in told["refused"]]
    assert files == {*kept, *refused}
    assert len(files) == len(kept) + len(refused)
    assert [] == refused
    faults = {Path(a["path"]).name: a["fault"] for a in told["added"] if "fault" in a}
    assert {"unreadablemetadata.pdf", "pdf.pdf", "FlashVideo.flv"} <= set(faults)
    assert all(faults.values())
    whole = json.loads(sightline("check", "-w", case, "--json")[1])
    assert (True, []) == (whole["ok"], whole["faults"])
    assert [] == list((case / "tmp").iterdir())
