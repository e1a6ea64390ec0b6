"""The frame of the project agrees with itself."""

import importlib.metadata
import os
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_version_is_said_once() -> None:
    assert PROJECT["project"]["version"] == importlib.metadata.version("sightline")


def test_everything_asked_for_is_locked() -> None:
    def names(lock: str) -> set[str]:
        found = re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / lock).read_text(), flags=re.MULTILINE)
        return {re.sub(r"[-_.]+", "-", name).lower() for name in found}

    def asked(entries: list[object]) -> set[str]:
        words = [re.split(r"[\[<>=!;~ ]", entry)[0] for entry in entries if isinstance(entry, str)]
        return {re.sub(r"[-_.]+", "-", word).lower() for word in words}

    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    assert set() == asked(project["dependencies"]) - names("requirements.txt")
    assert set() == asked(groups["build"]) - names("requirements-build.txt")
    everything = [*project["dependencies"], *project["optional-dependencies"]["frames"], *groups["dev"]]
    assert set() == asked(everything) - names("requirements-dev.txt")


def test_no_library_under_the_gpl_is_needed_to_use_it() -> None:
    # It would bind everybody who passes Sightline on; in tests pymerkle is an oracle and nothing more.
    lock = (ROOT / "requirements.txt").read_text()
    assert [] == [name for name in ("pymerkle", "pywb", "gallery-dl", "pyicu") if f"\n{name}==" in lock]


def test_scripts_can_be_run() -> None:
    for script in (".ci/run", "tools/debian_packages.sh"):
        assert os.access(ROOT / script, os.X_OK), script


def test_the_tests_come_last() -> None:
    # Whoever runs `make test` reads the verdict of the tests in its last line.
    recipe = (ROOT / "Makefile").read_text().partition("\ntest:")[2].partition("\n\n")[0].splitlines()
    assert "-m pytest" in recipe[-1]


def test_warnings_are_errors() -> None:
    options = PROJECT["tool"]["pytest"]["ini_options"]
    assert "error" == options["filterwarnings"][0]
    assert [] == [entry for entry in options["filterwarnings"][1:] if "sightline" in entry]


def test_mypy_is_strict_over_all_of_src() -> None:
    mypy = PROJECT["tool"]["mypy"]
    assert mypy["strict"] is True
    assert ["src"] == mypy["files"]
    relaxed = [o["module"] for o in mypy["overrides"] if "ignore_errors" in o or "disallow_untyped_defs" in o]
    assert [] == relaxed


def test_the_contracts_are_exhaustive() -> None:
    contracts = {contract["id"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]}
    assert contracts["house"]["exhaustive"] is True
    assert contracts["rooms"]["exhaustive"] is True
    assert [] == [
        key
        for contract in contracts.values()
        for key in contract
        if key in {"ignore_imports", "exhaustive_ignores"}
    ]
