"""What an edited cell means: nothing where nobody edited, a conflict where the case moved on meanwhile."""

import pytest
from attrs import evolve

from sightline.model.view import Statement
from sightline.work.sheets.cells import LONGEST, Cell, Part, digest
from sightline.work.sheets.changes import changes, compare

ONE = Statement(
    n=1, id=b"1", group=None, entity=b"e", property="means", value="a", clean=None, target=None, lang=None,
    qualifiers={}, valid=None, valid_zone=None, said=None, said_zone=None, negated=False, hedged=False, via=None,
    source=None, evidence=(), origin="analyst", rank="normal", note=None, opened=1, closed=None, closing=None, hidden=0,
)  # fmt: skip


def cell(*texts: str) -> Cell:
    return Cell(tuple(Part(text, evolve(ONE, id=text.encode(), value=text)) for text in texts))


@pytest.mark.parametrize(
    "now, sheet, was, verdict",
    [
        (cell("a"), "a", digest("a"), "same"),
        (cell("a"), "b", digest("a"), "edited"),
        (cell("a"), "", digest("a"), "edited"),
        (None, "b", None, "edited"),
        (None, "", None, "same"),
        (cell("c"), "b", digest("a"), "conflict"),
        (None, "b", digest("a"), "conflict"),  # taken back in the case meanwhile
        (cell("c"), "a", digest("a"), "same"),  # not edited here: the case's newer value stays
        (cell("b"), "b", digest("a"), "same"),  # both came to the same
        (cell("c"), "b", None, "conflict"),  # a column that was not exported
        (cell("a" * (LONGEST + 1)), "b", digest(cell("a" * (LONGEST + 1)).text), "too long"),
    ],
)
def test_compare(now: Cell | None, sheet: str, was: str | None, verdict: str) -> None:
    assert verdict == compare(now, sheet, was)


@pytest.mark.parametrize(
    "now, sheet, expected",
    [
        (cell("a"), "b", [("b", "a")]),
        (cell("a"), "a | b", [("b", None)]),
        (cell("a", "b"), "b", [(None, "a")]),
        (cell("a", "b", "c"), "c | x | a", [("x", "b")]),
        (cell("a"), "", [(None, "a")]),
        (None, "a | b", [("a", None), ("b", None)]),
        (cell("a", "a"), "a", [(None, "a")]),
        (cell("a", "b"), "b | a", []),
    ],
)
def test_changes(now: Cell | None, sheet: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert expected == [(c.new, None if c.old is None else c.old.value) for c in changes(now, sheet)]
