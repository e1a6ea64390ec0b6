"""A case of one's own and the command line as another process, for tests that do it harm."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen

from sightline.work.add import Summary, add, summary
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.taking.intake import Wish

RUN = [sys.executable, "-B", "-c", "from sightline.cli.main import run; run()"]


@frozen
class Shell:
    """The command line with keys of its own."""

    folder: Path
    before: tuple[str, ...] = ()
    """A program that runs the command line, with its arguments."""

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "SIGHTLINE_KEYS": str(self.folder / "keys")}

    def start(self, *words: object, **more: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*self.before, *RUN, *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **{"env": self.environment, **more},
        )

    def __call__(self, *words: object, **more: Any) -> tuple[int, str, str]:
        process = self.start(*words, **more)
        out, err = process.communicate(timeout=150)
        return process.returncode, out, err

    def add(self, *words: object, **more: Any) -> tuple[int, dict[str, Any], str]:
        code, out, err = self("add", *words, "-w", self.folder / "case", "--json", **more)
        return code, json.loads(out), err

    def whole(self) -> dict[str, Any]:
        _, out, _ = self("check", "-w", self.folder / "case", "--json")
        told: dict[str, Any] = json.loads(out)
        return told


@pytest.fixture
def shell(tmp_path: Path, keys: Path) -> Shell:
    """Give the command line beside a new case."""
    close_case(make_case(tmp_path / "case", title="A case", by="tester"))
    return Shell(tmp_path)


@pytest.fixture
def here(tmp_path: Path, keys: Path) -> Iterator[Case]:
    """Give a new case; whatever was done to it, it is whole at the end and opens again."""
    case = make_case(tmp_path / "case", title="A case", by="tester")
    yield case
    close_case(case)
    again = open_case(tmp_path / "case")
    told = check(again)
    close_case(again)
    assert () == tuple(told.faults)


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """Give an empty folder to fill."""
    folder = tmp_path / "box"
    folder.mkdir()
    return folder


@pytest.fixture
def take(here: Case) -> Callable[..., Summary]:
    """Add to the case, without examining unless asked."""

    def take(*addresses: object, look: bool = False, wish: Wish | None = None) -> Summary:
        return summary(
            list(add(here, [os.fsdecode(os.fspath(a)) for a in addresses], wish or Wish(), look=look))
        )  # type: ignore[call-overload]

    return take


@pytest.fixture
def owner_only(shell: Shell) -> Shell:
    """Give the command line as one whom closed files are closed to; root may otherwise read everything."""
    if os.getuid() != 0:
        return shell
    dropped = "-dac_override,-dac_read_search"
    before = ("setpriv", f"--bounding-set={dropped}", f"--inh-caps={dropped}")
    if subprocess.run([*before, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("root cannot lay down its right to read everything here")
    return evolve(shell, before=before)
