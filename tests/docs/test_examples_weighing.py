"""The pages on assessing and verifying can be typed off, top to bottom, into the example case."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.work.demo import build_demo

DOCS = Path(__file__).resolve().parents[2] / "docs" / "how-to"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        return build_demo(folder / "example", tell=lambda _: None).folder


def commands(page: str) -> list[list[str]]:
    text = (DOCS / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:console)?\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("sightline ")]


@pytest.mark.parametrize("page", ["assess.md", "verify.md"])
def test_every_command_runs_in_the_example_case(
    page: str, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the pages cited ids of another copy of the case, and an item whose consent they had just withdrawn
    monkeypatch.setenv("SIGHTLINE_KEYS", str(example.parent / "keys"))
    monkeypatch.chdir(example)
    typed = commands(page)
    assert len(typed) > 5
    for words in typed:
        result = CliRunner().invoke(app, words)
        assert 0 == result.exit_code, (words, result.output, result.exception)
