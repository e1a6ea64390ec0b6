"""Examples in the documents run: a reader who types them off gets what the page says."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from sightline.model.edtf import parse
from sightline.model.schema_read import Declaration, build

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SCHEMAS = ROOT / "src" / "sightline" / "resources"

STATEMENT_KEYS = {
    "entity", "kind", "property", "value", "lang", "qualifiers", "valid", "said", "polarity", "certainty", "via",
    "source", "evidence", "rank", "note", "identity", "entities", "reason",
}  # fmt: skip


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )


def declaration(text: str, name: str) -> Declaration:
    return Declaration(yaml.load(text, Loader=yaml.BaseLoader), lambda path: f"{name}: {'.'.join(path)}")


def test_kinds_and_vocabularies_of_ones_own_can_be_used_as_shown() -> None:
    page = DOCS / "how-to" / "kinds-of-your-own.md"
    shown = [declaration(text, page.name) for text in blocks(page, "yaml")]
    assert 2 == len(shown)
    built_in = [declaration(path.read_text(), path.name) for path in sorted(SCHEMAS.rglob("*.yaml"))]
    schema = build([*built_in, *shown])
    assert "road_state" == schema.kind("Checkpost").properties["open"].vocabulary
    assert "name" in schema.kind("Checkpost").properties


def test_statements_are_json_with_known_keys() -> None:
    shown = [json.loads(text) for text in blocks(DOCS / "how-to" / "import-statements.md", "json")]
    assert 3 == len(shown)
    assert [] == [key for statement in shown for key in statement if key not in STATEMENT_KEYS]


@pytest.mark.parametrize("page", ["explanation/three-times.md", "tutorial/first-case.md"])
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
