"""Cells of a sheet: quoted so that nothing is a formula, digested so that an edit shows, parted and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadValue
from sightline.model.sheet_cell import quoted, unquoted
from sightline.work.schemas import load_schema
from sightline.work.sheets.cells import (
    Cell,
    digest,
    mark,
    read_mark,
    read_part,
    split,
    tidy,
)

SCHEMA = load_schema(None)


def nobody(word: str, kinds: tuple[str, ...]) -> str:
    raise AssertionError(word)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", "''@x"])
def test_what_a_spreadsheet_would_compute_is_quoted(text: str) -> None:
    assert "'" == quoted(text)[0]
    assert text == unquoted(quoted(text))


@pytest.mark.parametrize("text", ["", "a = b", "it's", "'quoted'", "35.37, 36.60", "نص"])
def test_everything_else_is_left(text: str) -> None:
    assert text == quoted(text) == unquoted(text)


@given(st.text(max_size=30))
def test_quoting_reads_back(text: str) -> None:
    assert text == unquoted(quoted(text))
    assert quoted(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


@given(st.text(max_size=30))
def test_a_digest_sees_what_is_edited_and_nothing_else(text: str) -> None:
    assert digest(text) == digest(tidy(text)) == digest(f" {text}\n")
    assert digest(text) != digest(f"{text}x")


def test_a_mark_reads_back() -> None:
    kind = SCHEMA.kind("Item")
    assert ("Item", {}) == read_mark(mark(kind, {"title": Cell()}, ["title"]))
    for broken in ("", "Item", "2:Item", "1:Item;title"):
        assert read_mark(broken) is None


def test_values_are_parted() -> None:
    assert ["a", "b | c"] == [part.replace(r" \| ", " | ") for part in split(r"a | b \| c | ")]
    assert [] == split(" ")


def test_signs_and_qualifiers_of_a_value() -> None:
    kind = SCHEMA.kind("Incident")
    read = read_part(
        SCHEMA, kind, kind.properties["casualties"], "not: perhaps: 6-10 {state=killed; order=2}", find=nobody
    )
    assert ({"min": 6, "max": 10}, True, True) == (read.value, read.negated, read.hedged)
    assert {"state": "killed", "order": 2} == dict(read.qualifiers)
    # braces that are no qualifiers are words
    words = read_part(SCHEMA, kind, kind.properties["means"], "a thing {so=called}", find=nobody)
    assert ("a thing {so=called}", {}) == (words.value, dict(words.qualifiers))


def test_a_formula_is_refused() -> None:
    kind = SCHEMA.kind("Incident")
    with pytest.raises(BadValue, match="formula"):
        read_part(SCHEMA, kind, kind.properties["means"], "=HYPERLINK(1)", find=nobody)
