"""The rows of a list, whatever file they come from: taken, or refused with the row's number."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

__all__ = ["BadRow", "Row", "row_of_sheet"]


@frozen(slots=True)
class Row:
    """One row with data."""

    number: int
    """As a spreadsheet counts: from 1, the header and empty rows included."""
    cells: tuple[str, ...]
    notes: Mapping[int, str] = field(factory=dict)
    """What must be said about a cell (a formula, its stored result), by column index."""


@frozen(slots=True)
class BadRow:
    """One row that cannot be taken."""

    number: int
    fault: str
    todo: str


def row_of_sheet(
    number: int, texts: Sequence[str], notes: Mapping[int, str], width: int
) -> Row | BadRow | None:
    """Make a row of the cells of a sheet; None where all are empty, refused where cells stand beyond the columns."""
    if not any(texts):
        return None
    if any(text != "" for text in texts[width:]):
        return BadRow(
            number,
            f"row {number} has {len(texts)} cells where the list has {width} columns",
            "move its cells under the columns they belong to and add the list again",
        )
    return Row(number, tuple([*texts, *[""] * width][:width]), notes)
