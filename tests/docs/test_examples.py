"""Examples in the documents run: a reader who types them off gets what the page says."""

import ast
import base64
import importlib
import json
import re
import sqlite3
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import sightline
from sightline.model.edtf import parse
from sightline.work.checkpoint import checkpoint
from sightline.work.schemas import load_schema

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

STATEMENT_KEYS = {
    "entity", "kind", "property", "value", "lang", "qualifiers", "valid", "said", "polarity", "certainty", "via",
    "source", "evidence", "rank", "note", "identity", "entities", "reason",
}  # fmt: skip


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )


def test_kinds_and_vocabularies_of_ones_own_can_be_used_as_shown(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    shown = blocks(DOCS / "how-to" / "kinds-of-your-own.md", "yaml")
    assert 2 == len(shown)
    for number, text in enumerate(shown):
        (tmp_path / "schemas" / f"{number}.yaml").write_text(text, encoding="utf-8")
    schema = load_schema(tmp_path)
    assert "road_state" == schema.kind("Checkpost").properties["open"].vocabulary
    assert "name" in schema.kind("Checkpost").properties


def test_statements_are_json_with_known_keys() -> None:
    shown = [json.loads(text) for text in blocks(DOCS / "how-to" / "import-statements.md", "json")]
    assert 3 == len(shown)
    assert [] == [key for statement in shown for key in statement if key not in STATEMENT_KEYS]


@pytest.mark.parametrize(
    "page",
    [
        "explanation/three-times.md",
        "explanation/times-and-places.md",
        "how-to/write-statements.md",
        "tutorial/first-case.md",
    ],
)
def test_every_date_that_is_shown_can_be_read(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    dates = re.findall(r"`(\[?(?:\.\./)?\d{4}-\d\d[^`]*)`", text)
    assert [] != dates
    for date in dates:
        parse(date)


@pytest.mark.parametrize(
    "page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.relative_to(DOCS).as_posix()
)
def test_settings_that_are_shown_are_toml(page: Path) -> None:
    for text in blocks(page, "toml"):
        assert {} != tomllib.loads(text)


PYTHON = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")])


@pytest.mark.parametrize("page", PYTHON, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_python_that_is_shown_is_python_and_its_names_exist(page: Path) -> None:
    for text in blocks(page, "python"):
        tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sightline"):
                module = importlib.import_module(str(node.module))
                assert [] == [name.name for name in node.names if not hasattr(module, name.name)]
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.value.id == "sightline":
                    assert hasattr(sightline, node.attr), node.attr
                if node.value.id == "case":
                    assert hasattr(sightline.Case, node.attr), node.attr


def test_methods_in_the_table_of_the_python_page_are_those_of_a_case() -> None:
    text = (DOCS / "how-to" / "use-from-python.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)\(", text.partition("| method |")[2].partition("## Tables")[0]))
    public = {
        name
        for name in dir(sightline.Case)
        if not name.startswith("_") and callable(getattr(sightline.Case, name))
    }
    assert public - {"close"} == named


def test_a_chain_can_be_verified_by_hand_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The page tells a stranger to do this with sqlite3, sha256sum and eight lines of Python.
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    with sightline.make(tmp_path / "case") as case:
        case.new("Incident", title="One")
        signed = checkpoint(case.inside)
    page = DOCS / "explanation" / "what-the-ledger-proves.md"
    given: dict[str, Any] = {}
    exec(blocks(page, "python")[0], given)
    queries = re.findall(r'"(SELECT [^"]*)"', "\n".join(blocks(page, "sh")))
    assert 3 == len(queries)
    with sqlite3.connect(tmp_path / "case" / "catalogue.sqlite3") as catalogue:
        headers = [row[0] for row in catalogue.execute(queries[0])]
        ((hashed, salt, body),) = catalogue.execute(queries[2])
    assert hashed.lower() == given["leaf"](salt, body)
    digest = "0" * 64
    for header in headers:
        assert digest == json.loads(header)["previous"]
        digest = sha256(header.encode()).hexdigest()
    leaves = [sha256(b"\x00" + header.encode()).digest() for header in headers[: signed.size]]
    assert base64.b64encode(given["root"](leaves)).decode() == signed.line.split()[2]
