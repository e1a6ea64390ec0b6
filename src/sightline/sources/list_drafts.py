"""Turn one row of a list into one Item at the door, with a statement for each cell and the cell as evidence.

Two voices speak in a list. What the publisher said (the title, the day of posting) is stated by the publisher; what
the list's maker added (translation, place, coordinates, class) is stated by the list. Who is who decides later how
much agreement between two lists is worth, so they are never mixed.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from attrs import define, field

from sightline.model.arrival import Arrival, Origin
from sightline.model.draft import Draft, EvidenceRef
from sightline.model.finding import Json
from sightline.model.links import PlatformLink, canonical_link, identify, item_key
from sightline.sources.list_dates import read_date
from sightline.sources.list_plan import ColumnPlan, ListPlan
from sightline.sources.list_rows import BadRow, Row
from sightline.sources.list_values import (
    clean_cell,
    language_by_script,
    latin_digits,
    read_coordinate,
    read_pair,
    split_links,
)
from sightline.sources.names import source_key

__all__ = ["RowReader", "list_key", "list_source_key"]

_QUOTED = 500
"""Characters of a cell that are quoted as evidence; the value holds all of it."""
_REMEMBERED = 200_000
"""Sources whose names were already stated in this run."""
_FILMS = frozenset({"mp4", "mov", "webm", "mkv", "avi", "m4v", "3gp", "flv", "mpg", "ts"})
_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "heic", "tif", "tiff"})
_PLAIN = frozenset({"category", "claimed_weapon", "reference_code", "licence", "language"})
_TEXTS = frozenset({"description", "claimed_place_name"})


def list_key(plan: ListPlan) -> str:
    """Return the key of the list's own Item."""
    return f"item/list:{plan.digest[:12]}"


def list_source_key(plan: ListPlan) -> str:
    """Return the key of the Source that the list is: whoever made it."""
    return f"source/list:{plan.digest[:12]}"


@define(slots=True)
class _Taken:
    """What is gathered while one row is read for one Item."""

    row: Row
    key: str
    drafts: list[Draft] = field(factory=list)
    faults: list[str] = field(factory=list)
    posted: str | None = None
    author: str | None = None
    title: str | None = None


def _item_kind(url: str | None, link: PlatformLink | None) -> str:
    if link is not None:
        return "video" if link.kind == "video" else "post"
    ending = "" if url is None else urlsplit(url).path.rsplit(".", 1)[-1].lower()
    return "video" if ending in _FILMS else "photo" if ending in _PICTURES else "post"


class RowReader:
    """Reads the rows of one list by its plan; remembers only which Sources it has named."""

    def __init__(self, plan: ListPlan, address: str) -> None:
        self._plan = plan
        self._address = address
        self._item = list_key(plan)
        self._list = list_source_key(plan)
        self._named: set[str] = set()
        self._by_role: dict[str, list[ColumnPlan]] = {}
        for column in plan.columns:
            if column.role is not None:
                self._by_role.setdefault(column.role, []).append(column)

    def arrivals(self, row: Row | BadRow) -> Iterator[Arrival]:
        """Yield one Item for each link of the row, one for a row without links, and a failed one for a bad row."""
        origin = Origin(address=f"{self._address} row {row.number}")
        row_key = f"{self._item}:{row.number}"
        if isinstance(row, BadRow):
            yield Arrival(row_key, "other", "failed", origin, fault=row.fault, todo=row.todo)
            return
        for key, url, link in self._things(row, row_key):
            taken = _Taken(row, key)
            self._read_link(taken, url, link)
            self._read_author(taken)
            self._read_dates(taken)
            self._read_position(taken)
            self._read_texts(taken)
            fault = todo = None
            if len(taken.faults) > 0:
                fault = f"row {row.number}: " + "; ".join(taken.faults)
                todo = "these cells are kept as written; mend the list, or say what the column is with --map"
            kind = _item_kind(url, link)
            yield Arrival(
                key,
                kind,
                "listed",
                origin,
                title=taken.title,
                drafts=tuple(taken.drafts),
                fault=fault,
                todo=todo,
            )

    def _things(self, row: Row, row_key: str) -> list[tuple[str, str | None, PlatformLink | None]]:
        """Return (key, address, link) of each thing the row is about; the row itself where it links to none."""
        found: dict[str, tuple[str, str | None, PlatformLink | None]] = {}
        for column in self._by_role.get("url", ()):
            for url in split_links(clean_cell(row.cells[column.index])):
                try:
                    key, link = identify(url)
                except ValueError:
                    continue
                found.setdefault(key, (key, url, link))
        if len(found) == 0:
            for column in self._by_role.get("platform_id", ()):
                link = canonical_link(
                    f"https://www.youtube.com/watch?v={clean_cell(row.cells[column.index])}"
                )
                if link is not None:
                    found[item_key(link.url)] = (item_key(link.url), link.url, link)
        return list(found.values()) if len(found) > 0 else [(row_key, None, None)]

    def _read_link(self, taken: _Taken, url: str | None, link: PlatformLink | None) -> None:
        for column in self._by_role.get("url", ()):
            if url is not None:
                self._say(taken, "url", url if link is None else link.url, column)
                if link is not None and link.kind in {"video", "post", "story"}:
                    self._say(taken, "platform", link.platform, column)
                    self._say(taken, "platform_id", link.id, column)
            elif clean_cell(taken.row.cells[column.index]) != "":
                self._keep(taken, column, fault="is no web address")
        for column in self._by_role.get("platform_id", ()):
            cell = clean_cell(taken.row.cells[column.index])
            if cell != "" and (link is None or cell != link.id):
                # an identifier that the link does not hold is a claim of its own
                self._say(taken, "platform_id", cell, column)
            elif cell != "" and len(self._by_role.get("url", ())) == 0 and link is not None:
                self._say(taken, "url", link.url, column)
                self._say(taken, "platform", link.platform, column)
                self._say(taken, "platform_id", link.id, column)

    def _read_author(self, taken: _Taken) -> None:
        filled = [
            (column, clean_cell(taken.row.cells[column.index]))
            for column in self._by_role.get("author", ())
            if clean_cell(taken.row.cells[column.index]) != ""
        ]
        if len(filled) == 0:
            for column in self._by_role.get("author_url", ()):
                self._keep(taken, column)
            return
        first, name = next(
            ((column, name) for column, name in filled if column.lang in {None, "en"}), filled[0]
        )
        try:
            author = source_key(name)
        except ValueError:
            self._keep(taken, first, fault="names nobody")
            return
        taken.author = author
        self._say(taken, "author", {"entity": author}, first)
        if author not in self._named:
            for column, written in filled:
                self._say_source(
                    taken, author, "name", written, column, lang=column.lang or language_by_script(written)
                )
            if len(self._named) < _REMEMBERED:
                self._named.add(author)
        for column in self._by_role.get("author_url", ()):
            self._read_account(taken, author, column)

    def _read_account(self, taken: _Taken, author: str, column: ColumnPlan) -> None:
        for url in split_links(clean_cell(taken.row.cells[column.index])):
            mark = f"{author} {url}"
            if mark in self._named:
                continue
            link = canonical_link(url)
            self._say_source(taken, author, "url", url if link is None else link.url, column)
            if link is not None:
                self._say_source(taken, author, "platform", link.platform, column)
            if len(self._named) < _REMEMBERED:
                self._named.add(mark)

    def _read_dates(self, taken: _Taken) -> None:
        for role in ("posted_at", "claimed_time"):
            for column in self._by_role.get(role, ()):
                cell = clean_cell(taken.row.cells[column.index])
                if cell == "" or column.dates is None:
                    continue
                written = read_date(cell, column.dates)
                if written is None:
                    self._keep(taken, column, fault=f"is no date written {column.dates.order}")
                elif role == "posted_at":
                    taken.posted = written
                    self._say(taken, role, written, column, publisher=True)
                else:
                    self._say(taken, role, written, column)

    def _read_position(self, taken: _Taken) -> None:
        for column in self._by_role.get("claimed_position", ()):
            cell = taken.row.cells[column.index]
            pair = read_pair(cell)
            if pair is not None:
                self._say_position(taken, pair, column, cell)
            elif clean_cell(cell) != "":
                self._keep(taken, column, fault="is no pair of latitude and longitude")
        lats, lons = self._by_role.get("latitude", ()), self._by_role.get("longitude", ())
        if len(lats) == 0 or len(lons) == 0:
            for column in (*lats, *lons):
                self._keep(taken, column)
            return
        north, east = taken.row.cells[lats[0].index], taken.row.cells[lons[0].index]
        lat, lon = read_coordinate(north, "lat"), read_coordinate(east, "lon")
        if lat is not None and lon is not None:
            self._say_position(taken, (lat, lon), lats[0], f"{north} {east}")
        else:
            for column, axis in ((lats[0], "latitude"), (lons[0], "longitude")):
                if clean_cell(taken.row.cells[column.index]) != "":
                    read = lat if axis == "latitude" else lon
                    self._keep(taken, column, fault=f"is no {axis}" if read is None else None)

    def _say_position(self, taken: _Taken, pair: tuple[str, str], column: ColumnPlan, quote: str) -> None:
        value: dict[str, Json] = {"lat": pair[0], "lon": pair[1]}
        for accuracy in self._by_role.get("accuracy", ()):
            cell = latin_digits(clean_cell(taken.row.cells[accuracy.index]))
            number = cell.lower().removesuffix("m").strip()
            if number.isdecimal():
                value["radius_m"] = str(int(number))
            elif cell != "":
                value["precision"] = "_".join(cell.lower().split())
        self._say(taken, "claimed_position", value, column, quote=quote)

    def _read_texts(self, taken: _Taken) -> None:
        for role, columns in self._by_role.items():
            for column in columns:
                cell = clean_cell(taken.row.cells[column.index])
                if cell == "":
                    continue
                if role == "title":
                    taken.title = cell if taken.title is None else taken.title
                    self._say(taken, "title", cell, column, lang=True, publisher=True)
                elif role in _TEXTS:
                    self._say(taken, role, cell, column, lang=True)
                elif role in _PLAIN:
                    self._say(taken, role, cell, column)
                elif role in {"list_field", "platform"}:
                    self._keep(taken, column)

    def _keep(self, taken: _Taken, column: ColumnPlan, *, fault: str | None = None) -> None:
        """Keep a cell as written, under its column's name."""
        cell = clean_cell(taken.row.cells[column.index])
        if cell == "":
            return
        if fault is not None:
            taken.faults.append(f"{cell[:80]!r} in column {column.name!r} {fault}")
        note = None if fault is None else f"the cell {fault}"
        self._say(taken, "list_field", cell, column, lang=True, note=note, qualifiers={"column": column.name})

    def _say(
        self,
        taken: _Taken,
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
        is_published = publisher and taken.author is not None
        taken.drafts.append(
            Draft(
                taken.key,
                name,
                value,
                kind="Item",
                lang=(column.lang or language_by_script(value)) if lang and isinstance(value, str) else None,
                qualifiers={} if qualifiers is None else qualifiers,
                said=taken.posted if is_published else None,
                source=taken.author if is_published else self._list,
                evidence=(self._evidence(taken.row, column, quote=quote),),
                note=note if note is not None else taken.row.notes.get(column.index),
                line=taken.row.number,
            )
        )

    def _say_source(
        self,
        taken: _Taken,
        author: str,
        name: str,
        value: str,
        column: ColumnPlan,
        *,
        lang: str | None = None,
    ) -> None:
        evidence = (self._evidence(taken.row, column),)
        taken.drafts.append(
            Draft(
                author,
                name,
                value,
                kind="Source",
                lang=lang,
                source=self._list,
                evidence=evidence,
                line=taken.row.number,
            )
        )

    def _evidence(self, row: Row, column: ColumnPlan, *, quote: str | None = None) -> EvidenceRef:
        text = row.cells[column.index] if quote is None else quote
        return EvidenceRef(self._item, start=row.number, end=row.number + 1, unit="row", quote=text[:_QUOTED])
