"""Makes lines in the import format out of what other programs' files hold: who says it, and in which line it stands."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, field, frozen

Line = dict[str, Any]


@frozen(slots=True)
class Cited:
    """Which file the lines come from, and who says what stands there."""

    item: str
    """Code of the item that holds the file."""
    source: str
    """Code or key of the source."""
    said: str | None = None
    """EDTF, where the file has a date of its own."""
    categories: frozenset[str] = frozenset()
    """Sorts of event that the case knows; another is kept in words."""
    actor_kinds: Mapping[str, str] = field(factory=dict)
    """Sorts of actor that the case knows: label in small letters, and id."""


@define(slots=True)
class Drafting:
    """Collects the lines of one entity of a file."""

    cited: Cited
    row: int
    """Line or row of the file, from 1."""
    lines: list[Line] = field(factory=list)

    def say(
        self,
        entity: str,
        prop: str,
        value: object,
        *,
        kind: str | None = None,
        valid: str | None = None,
        quals: Mapping[str, object] | None = None,
        note: str | None = None,
        hedged: bool = False,
    ) -> None:
        """Add a line, unless the value is empty."""
        if value is None or value == "":
            return
        line: Line = {"entity": entity, "property": prop, "value": value, "source": self.cited.source}
        if kind is not None:
            line["kind"] = kind
        if valid:
            line["valid"] = valid
        if self.cited.said is not None:
            line["said"] = self.cited.said
        if quals:
            line["qualifiers"] = dict(quals)
        if hedged:
            line["certainty"] = "hedged"
        if note:
            line["note"] = note
        line["evidence"] = [{"item": self.cited.item, "unit": "row", "start": self.row, "end": self.row}]
        line["origin"] = "source"
        self.lines.append(line)

    def take(self) -> Iterator[Line]:
        """Give the lines and begin anew."""
        out, self.lines = self.lines, []
        yield from out


def slug(text: str, *, longest: int = 120) -> str:
    """Make the end of a key out of a name: folded to small letters, spaces as hyphens."""
    return "-".join(text.casefold().split())[:longest]


def entity(key: str) -> dict[str, str]:
    """Write a value that is another entity."""
    return {"entity": key}
