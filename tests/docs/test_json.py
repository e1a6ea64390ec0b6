"""The JSON documents that others rely on have the keys that the page shows."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "use-from-programs.md"


def shown(verb: str) -> dict[str, Any]:
    section = PAGE.read_text(encoding="utf-8").partition(f"\n## {verb}\n")[2].partition("\n## ")[0]
    found = re.search(r"```json\n(.*?)```", section, flags=re.DOTALL)
    assert found is not None
    document = json.loads(found[1])
    assert isinstance(document, dict)
    return document


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory):
    """Make a case with one text and one refused thing; return a function that runs a verb on it."""
    if importlib.util.find_spec("sightline.cli.main") is None:
        pytest.skip("there is no command line yet")
    folder = tmp_path_factory.mktemp("json")
    environment = os.environ | {"SIGHTLINE_KEYS": str(folder / "keys")}

    def verb(*words: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-c", "from sightline.cli.main import run; run()", *words],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode in {0, 1}, done.stderr
        document = json.loads(done.stdout)
        assert isinstance(document, dict)
        return document

    subprocess.run(
        [sys.executable, "-c", "from sightline.cli.main import run; run()", "init", "case"],
        cwd=folder, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    (folder / "report.txt").write_text("A yellow cylinder was seen near the mill on 18 April 2014.\n")
    return verb


def same_keys(page: dict[str, Any], program: dict[str, Any]) -> None:
    assert page["schema"] == program["schema"]
    assert sorted(page) == sorted(program)
    for key, entries in page.items():
        if isinstance(entries, list) and isinstance(entries[0], dict):
            for entry in program[key]:
                assert sorted(entries[0]) == sorted(entry), key


def test_add(run) -> None:
    got = run("add", "--json", "-w", "case", "report.txt", "nowhere.txt")
    same_keys(shown("add"), got)
    assert ["report.txt"] == [Path(entry["path"]).name for entry in got["added"]]
    assert ["nowhere.txt"] == [Path(entry["path"]).name for entry in got["refused"]]
    assert [True] == [
        entry["known_before"] for entry in run("add", "--json", "-w", "case", "report.txt")["added"]
    ]


def test_check(run) -> None:
    got = run("check", "--json", "-w", "case")
    same_keys(shown("check"), got)
    assert got["ok"] is True
    assert [] == got["faults"]


def test_find(run) -> None:
    run("add", "--json", "-w", "case", "report.txt")
    got = run("find", "--json", "-w", "case", "yellow cylinder")
    same_keys(shown("find"), got)
    assert 1 <= len(got["hits"])


def test_every_document_carries_a_schema_with_a_version() -> None:
    for verb in ("add", "check", "find"):
        assert re.fullmatch(rf"sightline/{verb}/\d+", shown(verb)["schema"]) is not None
