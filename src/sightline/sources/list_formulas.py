"""What is said of a sheet's formulas: none is ever computed, and whoever reads the list is told how many there were."""

from attrs import define, field

__all__ = ["Noticed"]


@define(slots=True)
class Noticed:
    """Counts of the latest pass over a sheet."""

    sheets: str | None = None
    """Which sheets were not read."""
    computed: int = 0
    uncomputed: int = 0
    first: list[str] = field(factory=list)

    def begin(self) -> None:
        """Begin a new pass."""
        self.computed = self.uncomputed = 0
        self.first.clear()

    def formula(self, number: int, place: int, formula: str, stored: str | None) -> tuple[str, str]:
        """Count a formula; returns the text of its cell, and what must be said about it."""
        if stored is None:
            self.uncomputed += 1
            return formula, "the cell holds a formula without a stored result; the formula is kept as text"
        self.computed += 1
        if len(self.first) < 3:
            self.first.append(f"row {number}, column {place + 1}")
        return stored, f"the stored result of the formula {formula[:200]}"

    def sentences(self) -> tuple[str, ...]:
        """Say what was noticed."""
        said = [] if self.sheets is None else [self.sheets]
        if self.computed > 0:
            said.append(
                f"{self.computed} cells hold formulas; their stored results were taken, nothing was computed "
                f"(first: {', '.join(self.first)})"
            )
        if self.uncomputed > 0:
            said.append(f"formulas without a stored result, kept as text: {self.uncomputed}")
        return tuple(said)
