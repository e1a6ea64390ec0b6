"""How a list is read: what each column means and why, shown to a person before the first row is taken."""

from collections.abc import Mapping
from typing import Literal

from attrs import frozen

__all__ = ["PROPERTIES", "ColumnPlan", "DateOrder", "DateReading", "ListPlan", "Role"]

Role = Literal[
    "title", "description", "url", "platform", "platform_id", "posted_at", "claimed_time", "claimed_place_name",
    "claimed_position", "latitude", "longitude", "accuracy", "author", "author_url", "category", "claimed_weapon",
    "reference_code", "licence", "language", "list_field",
]  # fmt: skip
"""What a column can be. latitude, longitude and accuracy join into claimed_position; author_url is the Source's."""

PROPERTIES: Mapping[Role, str] = {
    "title": "the name its publisher gave it",
    "description": "a description by the list's maker",
    "url": "the address of the thing itself",
    "platform": "the platform it stands on",
    "platform_id": "the platform's identifier",
    "posted_at": "when it was published",
    "claimed_time": "when, in the world, it is said to have happened",
    "claimed_place_name": "where, in words",
    "claimed_position": "latitude and longitude in one cell",
    "latitude": "degrees north",
    "longitude": "degrees east",
    "accuracy": "how exact the position is",
    "author": "who published it: a Source",
    "author_url": "the page or channel of that Source",
    "category": "the list's own class of event or violation",
    "claimed_weapon": "the weapon, as claimed",
    "reference_code": "the list's own code of the row",
    "licence": "terms of use",
    "language": "language of the item",
    "list_field": "kept as written, under the column's name",
}
"""Every role a column may be given with ``--map column=role``, and what it means."""

DateOrder = Literal["iso", "ymd", "dmy", "mdy", "words"]


@frozen(slots=True)
class DateReading:
    """How the dates of one column are read, decided from the whole column."""

    order: DateOrder
    has_clock: bool
    """False when no row has a time of day, or every row has midnight, which then is a default and no fact."""
    why: str


@frozen(slots=True)
class ColumnPlan:
    """What one column means."""

    index: int
    """0 for the first."""
    name: str
    """The header as written, or ``column 3``."""
    role: Role | None
    """None: dropped, by order of a person or because it is empty."""
    why: str
    """One sentence: the name, the values, or a person."""
    samples: tuple[str, ...] = ()
    dates: DateReading | None = None
    lang: str | None = None
    """Language its name states; None: told row by row from the script."""


@frozen(slots=True)
class ListPlan:
    """How one list is read, and what was noticed about it."""

    name: str
    format: Literal["csv", "xlsx", "ods"]
    digest: str
    """SHA-256 of the file, hex; keys of its rows carry the first twelve digits."""
    encoding: str
    delimiter: str | None
    header_row: int | None
    """Number of the row that names the columns, from 1; None when the list has none."""
    width: int
    rows: int
    """Rows with data; refused ones are counted too."""
    refused: int
    columns: tuple[ColumnPlan, ...]
    notes: tuple[str, ...] = ()
    """Sentences about encodings, formulas, sheets that were not read."""
