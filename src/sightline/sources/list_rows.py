"""The rows of a list, whatever file they come from: taken, or refused with the row's number."""

from collections.abc import Mapping

from attrs import field, frozen

__all__ = ["BadRow", "Row"]


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
