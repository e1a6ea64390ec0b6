"""What the command line says, exports and publishes of a case in which a name was withheld: everything but the name."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.fold import fold
from sightline.work.case import Case
from sightline.work.opening import close_case
from sightline.work.protect import erase, protect
from sightline.work.protecting.find import Target

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

NAME = "Zarathül Quixenby"
VERBS: tuple[tuple[str, ...], ...] = (
    ("items", "--json"),
    ("actors",),
    ("find", "--json", "bridge"),
    ("find", "Quixenby"),
    ("show", "--json", "ITM-2"),
    ("show", "ACT-4"),
    ("show", "INC-1"),
    ("export", "statements"),
    ("status", "--json"),
    ("check", "--json"),
    ("rebuild",),
    ("publish",),
)


def say(folder: Path, *words: str) -> str:
    done = CliRunner().invoke(app, [words[0], "-w", str(folder), *words[1:]])
    assert 0 == done.exit_code, done.output
    return done.output


def holds_name(text: str) -> bool:
    return any(part.casefold() in text.casefold() for part in (*NAME.split(), *fold(NAME).split()))


@pytest.mark.parametrize("deed", [protect, erase])
def test_no_output_says_a_withheld_name(
    case: Case, fill: Callable[..., Any], tmp_path: Path, deed: Any
) -> None:
    fill(case, NAME)
    # else this test would prove nothing
    assert holds_name(say(case.folder, "show", "ACT-4"))
    deed(case, Target("words", NAME), authority="Chief editor", reason="a person at risk")
    close_case(case)
    said = {}
    for words in VERBS:
        place = (str(tmp_path / "site"),) if words == ("publish",) else ()
        told = say(case.folder, *words, *place)
        # what was asked for is not an answer
        said[" ".join(words)] = json.dumps(told).replace("Quixenby", "") if "Quixenby" in words else told
    assert [] == [verb for verb, text in said.items() if holds_name(text)]
    pages = [p for p in sorted((tmp_path / "site").rglob("*")) if p.is_file()]
    assert 5 < len(pages)
    assert [] == [p.name for p in pages if holds_name(p.read_bytes().decode(errors="replace") + p.name)]
