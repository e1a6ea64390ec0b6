"""Look through a whole list once before its first row is taken: columns, dates, encodings, what will be refused.

The order of dates is decided from every row, so a first pass reads all of them; nothing of a row is held, and a
list of a million rows needs no more memory than one of a thousand.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import define, field

from sightline.core.errors import Damaged
from sightline.model.list_plan import ColumnPlan, ListPlan, Role
from sightline.sources.list_columns import ColumnGuess, guess_roles, has_header
from sightline.sources.list_csv import read_csv, sniff_shape
from sightline.sources.list_date_order import DateEvidence
from sightline.sources.list_encoding import SAMPLE_BYTES, LineDecoder, detect_encoding
from sightline.sources.list_mapping import Override, read_mapping
from sightline.sources.list_ods import OPEN_MARK, open_ods
from sightline.sources.list_profile import profile_columns
from sightline.sources.list_rows import BadRow, Row
from sightline.sources.list_table import Table, digest_of
from sightline.sources.list_values import clean_cell
from sightline.sources.list_xlsx import open_xlsx
from sightline.sources.names import display_name

__all__ = ["data_rows", "open_list", "survey_list"]

_SAMPLE_ROWS = 1_000
_HEADER_WITHIN = 10
"""Rows in which a header is looked for: some lists have a title or a note above it."""


def open_list(path: Path) -> Table:
    """Open a CSV, Excel or OpenDocument list for reading.

    :raises Damaged: when it is none of them.
    :raises OverLimit: when a workbook would unfold beyond its limits.
    :raises OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(SAMPLE_BYTES)
    if head.startswith(OPEN_MARK, 30) or path.suffix.lower() == ".ods":
        return open_ods(path)
    if head[:4] in {b"PK\x03\x04", b"PK\x05\x06"} or path.suffix.lower() in {".xlsx", ".xlsm"}:
        return open_xlsx(path)
    encoding = detect_encoding(head)
    if not encoding.startswith("utf-16") and b"\x00" in head:
        raise Damaged(
            "it is named as a list and holds binary data", item=path.name, todo="nothing; it is kept as it is"
        )
    shape = sniff_shape(path, encoding)
    noticed = _Decoders(encoding)
    return Table(
        format="csv",
        encoding=encoding,
        delimiter=shape.delimiter,
        width=shape.width,
        digest=digest_of(path),
        rows=lambda: read_csv(path, shape, noticed.renew()),
        notes=noticed.sentences,
    )


def survey_list(path: Path, table: Table, *, mapping: Mapping[str, str]) -> ListPlan:
    """Read the whole list once and say how its columns are read.

    :param mapping: what a person says about columns.
    :raises AmbiguousDates: when the dates of a column fit two orders and no row decides.
    :raises UnknownName: when the mapping names a column or property that is not there.
    :raises OSError: when it cannot be read.
    """
    sample = [row for row in itertools.islice(table.rows(), _SAMPLE_ROWS) if isinstance(row, Row)]
    header = _find_header(sample)
    after = [row.cells for row in sample if header is None or row.number > header.number]
    names: list[str | None] = [None] * table.width
    if header is not None:
        names = [None if clean_cell(cell) == "" else clean_cell(cell) for cell in header.cells]
    shown = [f"column {place + 1}" if name is None else name for place, name in enumerate(names)]
    guesses = guess_roles(names, profile_columns(after, table.width))
    overrides = read_mapping(mapping, shown)
    seen = _Seen(shown, guesses, overrides)
    for row in data_rows(table, None if header is None else header.number):
        seen.feed(row)
    return ListPlan(
        name=display_name(path.name),
        format=table.format,
        digest=table.digest,
        encoding=table.encoding,
        delimiter=table.delimiter,
        header_row=None if header is None else header.number,
        width=table.width,
        rows=seen.rows,
        refused=seen.refused,
        columns=tuple(seen.plan(place) for place in range(table.width)),
        notes=table.notes(),
    )


def data_rows(table: Table, header_row: int | None) -> Iterator[Row | BadRow]:
    """Yield the rows below the header, refused ones included."""
    for row in table.rows():
        if header_row is None or row.number > header_row:
            yield row


def _find_header(sample: Sequence[Row]) -> Row | None:
    for place, row in enumerate(sample[:_HEADER_WITHIN]):
        if has_header(row.cells, [below.cells for below in sample[place + 1 : place + 201]]):
            return row
        if sum(1 for cell in row.cells if cell.strip() != "") > 1:
            # the first row with several cells is the header or a row of data; below it no header follows
            return None
    return None


@define(slots=True)
class _Seen:
    """What the first pass gathers: constant in size."""

    names: Sequence[str]
    guesses: Sequence[ColumnGuess]
    overrides: Mapping[int, Override]
    rows: int = 0
    refused: int = 0
    dates: dict[int, DateEvidence] = field(init=False)
    samples: list[list[str]] = field(init=False)
    empty: set[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        roles = {place: self._role(place)[0] for place in range(len(self.names))}
        self.dates = {
            place: DateEvidence(self.names[place])
            for place, role in roles.items()
            if role in {"posted_at", "claimed_time"}
        }
        self.samples = [[] for _ in self.names]
        self.empty = set(range(len(self.names)))

    def feed(self, row: Row | BadRow) -> None:
        """Take one row into account."""
        self.rows += 1
        if isinstance(row, BadRow):
            self.refused += 1
            return
        for place, evidence in self.dates.items():
            evidence.feed(row.cells[place])
        if len(self.empty) > 0:
            self.empty -= {place for place in self.empty if clean_cell(row.cells[place]) != ""}
        if self.rows <= 50:
            for cell, kept in zip(row.cells, self.samples, strict=True):
                text = clean_cell(cell)[:80]
                if text != "" and len(kept) < 3 and text not in kept:
                    kept.append(text)

    def plan(self, place: int) -> ColumnPlan:
        """Return how one column is read, now that all rows were seen."""
        role, why = self._role(place)
        lang = self.guesses[place].lang
        override = self.overrides.get(place)
        if override is not None:
            lang = override.lang if override.lang is not None else lang
        if place in self.empty and override is None:
            role, why = None, "it is empty"
        dates = None
        if place in self.dates and role is not None:
            dates = self.dates[place].decide(ordered=None if override is None else override.order)
        return ColumnPlan(place, self.names[place], role, why, tuple(self.samples[place]), dates, lang)

    def _role(self, place: int) -> tuple[Role | None, str]:
        override = self.overrides.get(place)
        if override is not None:
            return override.role, "a person said so"
        taken = {other.role for at, other in self.overrides.items() if at != place}
        guess = self.guesses[place]
        if guess.role in taken and guess.role in _SINGLE:
            return "list_field", f"a person gave {guess.role} to another column"
        return guess.role, guess.why


_SINGLE = frozenset(
    {"url", "platform_id", "posted_at", "claimed_position", "latitude", "longitude", "reference_code"}
)


@define(slots=True)
class _Decoders:
    """The decoder of the latest pass, and what it noticed."""

    encoding: str
    latest: LineDecoder | None = None

    def renew(self) -> LineDecoder:
        """Return a decoder for a new pass."""
        self.latest = LineDecoder(self.encoding)
        return self.latest

    def sentences(self) -> tuple[str, ...]:
        """Name the lines that are in another encoding than the file."""
        if self.latest is None or self.latest.strange_count == 0:
            return ()
        said = []
        for encoding, lines in sorted(self.latest.strange.items()):
            shown = ", ".join(str(line) for line in lines[:20])
            more = "" if len(lines) <= 20 else " and more"
            said.append(f"lines {shown}{more} are in {encoding}, where the file is in {self.encoding}")
        return tuple(said)
