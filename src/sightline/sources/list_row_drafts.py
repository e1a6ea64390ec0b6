"""Gather the statements of one row about one Item, each with its cell as evidence and its right voice."""

from attrs import define, field

from sightline.model.draft import Draft, EvidenceRef
from sightline.model.finding import Json
from sightline.model.list_plan import ColumnPlan
from sightline.sources.list_rows import Row
from sightline.sources.list_values import clean_cell, language_by_script

__all__ = ["RowDrafts"]

_QUOTED = 500
"""Characters of a cell that are quoted as evidence; the value holds all of it."""


@define(slots=True)
class RowDrafts:
    """What is gathered while one row is read for one Item."""

    row: Row
    key: str
    """Of the Item the row is about."""
    item: str
    """Key of the list's own Item, where the evidence stands."""
    maker: str
    """Key of the Source that the list is."""
    drafts: list[Draft] = field(factory=list)
    faults: list[str] = field(factory=list)
    posted: str | None = None
    author: str | None = None
    """Key of the publisher, once read."""
    title: str | None = None

    def cell(self, column: ColumnPlan) -> str:
        """Return the row's cell in a column, without space around it."""
        return clean_cell(self.row.cells[column.index])

    def say(
        self,
        name: str,
        value: Json,
        column: ColumnPlan,
        *,
        lang: bool = False,
        publisher: bool = False,
        quote: str | None = None,
        note: str | None = None,
        qualifiers: dict[str, Json] | None = None,
    ) -> None:
        """State a property of the Item: in the publisher's voice where it is the publisher's word, else the list's."""
        is_published = publisher and self.author is not None
        self.drafts.append(
            Draft(
                self.key,
                name,
                value,
                kind="Item",
                lang=(column.lang or language_by_script(value)) if lang and isinstance(value, str) else None,
                qualifiers={} if qualifiers is None else qualifiers,
                said=self.posted if is_published else None,
                source=self.author if is_published else self.maker,
                evidence=(self._evidence(column, quote),),
                note=note if note is not None else self.row.notes.get(column.index),
                line=self.row.number,
            )
        )

    def say_source(
        self, author: str, name: str, value: str, column: ColumnPlan, *, lang: str | None = None
    ) -> None:
        """State a property of a Source, in the list's voice."""
        self.drafts.append(
            Draft(
                author,
                name,
                value,
                kind="Source",
                lang=lang,
                source=self.maker,
                evidence=(self._evidence(column, None),),
                line=self.row.number,
            )
        )

    def keep(self, column: ColumnPlan, *, fault: str | None = None) -> None:
        """Keep a cell as written, under its column's name; nothing is lost because it could not be read."""
        cell = self.cell(column)
        if cell == "":
            return
        if fault is not None:
            self.faults.append(f"{cell[:80]!r} in column {column.name!r} {fault}")
        note = None if fault is None else f"the cell {fault}"
        self.say("list_field", cell, column, lang=True, note=note, qualifiers={"column": column.name})

    def _evidence(self, column: ColumnPlan, quote: str | None) -> EvidenceRef:
        text = self.row.cells[column.index] if quote is None else quote
        number = self.row.number
        return EvidenceRef(self.item, start=number, end=number, unit="row", quote=text[:_QUOTED])
