"""The generated pages say what the program says."""

import inspect
from pathlib import Path
from types import ModuleType

import attrs
import pytest

from sightline import api
from sightline.core import errors, settings
from sightline.measure.run import MEASURES
from sightline.model.event_kinds import EVENT_KINDS
from sightline.model.shells import SHELL_KEYS

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "reference"


@pytest.mark.parametrize(
    "name",
    ["commands.md", "errors.md", "kinds.md", "ledger.md", "library.md", "settings.md", "vocabularies.md"],
)
def test_page_is_up_to_date(make_reference: ModuleType, name: str) -> None:
    written = make_reference.WRITERS[name]()
    assert written == (PAGES / name).read_text(encoding="utf-8"), "run tools/make_reference.py"


def test_every_generated_page_is_tested_and_no_page_is_left_over(make_reference: ModuleType) -> None:
    assert sorted(make_reference.WRITERS) == sorted(path.name for path in PAGES.glob("*.md"))


def test_check_says_what_is_behind(
    make_reference: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(make_reference, "PAGES", tmp_path)
    monkeypatch.setattr(make_reference, "WRITERS", {"errors.md": make_reference.errors_page})
    assert 1 == make_reference.main(["--check"])
    assert "errors.md" in capsys.readouterr().err
    monkeypatch.setattr(make_reference, "ROOT", tmp_path)
    assert 0 == make_reference.main([])
    assert 0 == make_reference.main(["--check"])


def test_every_error_has_a_heading() -> None:
    headings = {
        line.lstrip("# ") for line in (PAGES / "errors.md").read_text().splitlines() if line.startswith("#")
    }
    kinds = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.SightlineError)
    }
    assert set() == kinds - headings


def test_the_drawn_tree_of_the_errors_is_the_real_one(make_reference: ModuleType) -> None:
    # The docstring draws the tree by hand, with exit codes: it must not drift from the classes below it.
    def names(text: str) -> list[str]:
        words = (line.strip(" │├└─").split(" ")[0] for line in text.splitlines())
        return [word for word in words if isinstance(getattr(errors, word or "?", None), type)]

    drawn = names((errors.__doc__ or "").partition("::")[2])
    real = ["SightlineError", *names("\n".join(make_reference.tree(errors.SightlineError, errors)))]
    assert real == drawn


def test_every_setting_has_a_row_that_says_what_it_is() -> None:
    text = (PAGES / "settings.md").read_text(encoding="utf-8")
    for field in attrs.fields(settings.Settings):
        section, _, key = field.name.partition("_")
        assert f"## [{section}]" in text
        assert f"| `{key}` |" in text.partition(f"## [{section}]")[2].partition("\n## ")[0]
        assert "" != field.metadata.get("about", ""), field.name


def test_every_verb_has_a_heading(verbs: dict[str, set[str]]) -> None:
    text = (PAGES / "commands.md").read_text(encoding="utf-8")
    assert [] == [verb for verb in verbs if verb != "" and f"\n## sightline {verb}\n" not in text]


def test_every_public_name_and_every_method_of_a_case_is_told() -> None:
    text = (PAGES / "library.md").read_text(encoding="utf-8")
    methods = [name for name, _ in inspect.getmembers(api.Case, inspect.isfunction) if name[0] != "_"]
    assert [] == [name for name in methods if name != "close" and f"- `{name}(" not in text]
    assert [] == [name for name in api.__all__ if f"`{name}`" not in text]


def test_bars_and_line_ends_do_not_break_a_table(make_reference: ModuleType) -> None:
    assert ["| a |", "| --- |", "| x \\| y z |", ""] == make_reference.table(("a",), [("x | y\nz",)])


def test_every_event_and_every_body_has_a_row() -> None:
    text = (PAGES / "ledger.md").read_text(encoding="utf-8")
    assert [] == [kind for kind in EVENT_KINDS if f"| `{kind}` |" not in text]
    assert [] == [word for word in SHELL_KEYS if f"| `{word}` |" not in text]


def test_every_measure_is_named_in_the_page_on_examining() -> None:
    text = (ROOT / "docs" / "how-to" / "examine.md").read_text(encoding="utf-8")
    named = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    assert {measure.name for measure in MEASURES} == named
