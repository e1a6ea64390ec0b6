"""Turn one row of a list into one Item at the door, with a statement for each cell and the cell as evidence.

Two voices speak in a list. What the publisher said (the title, the day of posting) is stated by the publisher; what
the list's maker added (translation, place, coordinates, class) is stated by the list. Who is who decides later how
much agreement between two lists is worth, so they are never mixed.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from sightline.model.arrival import Arrival, Origin
from sightline.model.finding import Json
from sightline.model.links import PlatformLink, canonical_link, identify, item_key
from sightline.model.list_plan import ColumnPlan, ListPlan
from sightline.model.position import PRECISION_TERMS
from sightline.sources.list_dates import read_date
from sightline.sources.list_names import language_code
from sightline.sources.list_row_drafts import RowDrafts
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

_REMEMBERED = 200_000
"""Names and accounts of Sources that were already stated in this run; what is beyond is stated again."""
_FILMS = frozenset({"mp4", "mov", "webm", "mkv", "avi", "m4v", "3gp", "flv", "mpg", "ts"})
_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "heic", "tif", "tiff"})
_PRECISIONS = {"rooftop": "building", "range_interpolated": "street"}
"""Words that geocoders write beside a position, where they mean a term of ours."""
_PLAIN = frozenset({"category", "claimed_weapon", "reference_code", "licence"})
_TEXTS = frozenset({"description", "claimed_place_name"})


def list_key(digest: str) -> str:
    """Return the key of the list's own Item, by the SHA-256 of the list."""
    return f"item/list:{digest[:12]}"


def list_source_key(digest: str) -> str:
    """Return the key of the Source that the list is: whoever made it."""
    return f"source/list:{digest[:12]}"


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
        self._item = list_key(plan.digest)
        self._list = list_source_key(plan.digest)
        self._named: set[str] = set()
        self._by_role: dict[str, list[ColumnPlan]] = {}
        for column in plan.columns:
            if column.role is not None:
                self._by_role.setdefault(column.role, []).append(column)

    def pass_over(self, row: Row | BadRow) -> None:
        """Take note of the Sources that a row names, where what the row says was recorded before."""
        if isinstance(row, Row) and "author" in self._by_role:
            self._read_author(RowDrafts(row, "", self._item, self._list))

    def arrivals(self, row: Row | BadRow) -> Iterator[Arrival]:
        """Yield one Item for each link of the row, one for a row without links, and a failed one for a bad row."""
        origin = Origin(address=f"{self._address} row {row.number}")
        row_key = f"{self._item}:{row.number}"
        if isinstance(row, BadRow):
            yield Arrival(row_key, "other", "failed", origin, fault=row.fault, todo=row.todo)
            return
        for key, url, link in self._things(row, row_key):
            taken = RowDrafts(row, key, self._item, self._list)
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

    def _read_link(self, taken: RowDrafts, url: str | None, link: PlatformLink | None) -> None:
        for column in self._by_role.get("url", ()):
            if url is not None:
                address = url if "://" in url[:16] else f"https://{url}"
                taken.say("url", address if link is None else link.url, column)
                if link is not None and link.kind in {"video", "post", "story"}:
                    taken.say("platform", link.platform, column)
                    taken.say("platform_id", link.id, column)
            elif taken.cell(column) != "":
                taken.keep(column, fault="is no web address")
        for column in self._by_role.get("platform_id", ()):
            cell = taken.cell(column)
            if cell != "" and (link is None or cell != link.id):
                # an identifier that the link does not hold is a claim of its own
                taken.say("platform_id", cell, column)
            elif cell != "" and len(self._by_role.get("url", ())) == 0 and link is not None:
                taken.say("url", link.url, column)
                taken.say("platform", link.platform, column)
                taken.say("platform_id", link.id, column)

    def _read_author(self, taken: RowDrafts) -> None:
        filled = [
            (column, taken.cell(column))
            for column in self._by_role.get("author", ())
            if taken.cell(column) != ""
        ]
        if len(filled) == 0:
            for column in self._by_role.get("author_url", ()):
                taken.keep(column)
            return
        first, name = next(
            ((column, name) for column, name in filled if column.lang in {None, "en"}), filled[0]
        )
        try:
            author = source_key(name)
        except ValueError:
            taken.keep(first, fault="names nobody")
            return
        taken.author = author
        taken.say("author", {"entity": author}, first)
        for column, written in filled:
            if self._is_new(f"{author} {written}"):
                taken.say_source(
                    author, "name", written, column, lang=column.lang or language_by_script(written)
                )
        for column in self._by_role.get("author_url", ()):
            self._read_account(taken, author, column)

    def _read_account(self, taken: RowDrafts, author: str, column: ColumnPlan) -> None:
        for url in split_links(taken.cell(column)):
            if not self._is_new(f"{author} {url}"):
                continue
            link = canonical_link(url)
            taken.say_source(author, "url", url if link is None else link.url, column)
            if link is not None:
                taken.say_source(author, "platform", link.platform, column)

    def _is_new(self, mark: str) -> bool:
        """Say whether a Source's name or account was not stated in this run yet."""
        if mark in self._named:
            return False
        if len(self._named) < _REMEMBERED:
            self._named.add(mark)
        return True

    def _read_dates(self, taken: RowDrafts) -> None:
        for role in ("posted_at", "claimed_time"):
            for column in self._by_role.get(role, ()):
                cell = taken.cell(column)
                if cell == "" or column.dates is None:
                    continue
                written = read_date(cell, column.dates)
                if written is None:
                    taken.keep(column, fault=f"is no date written {column.dates.order}")
                elif role == "posted_at":
                    taken.posted = written
                    taken.say(role, written, column, publisher=True)
                else:
                    taken.say(role, written, column)

    def _read_position(self, taken: RowDrafts) -> None:
        if not self._states_position(taken):
            for column in self._by_role.get("accuracy", ()):
                taken.keep(column)

    def _states_position(self, taken: RowDrafts) -> bool:
        is_stated = False
        for column in self._by_role.get("claimed_position", ()):
            pair = read_pair(taken.cell(column))
            if pair is not None:
                self._say_position(taken, pair, column, taken.row.cells[column.index])
                is_stated = True
            else:
                taken.keep(column, fault="is no pair of latitude and longitude")
        lats, lons = self._by_role.get("latitude", ()), self._by_role.get("longitude", ())
        if len(lats) == 0 or len(lons) == 0:
            for column in (*lats, *lons):
                taken.keep(column)
            return is_stated
        north, east = taken.row.cells[lats[0].index], taken.row.cells[lons[0].index]
        lat, lon = read_coordinate(north, "lat"), read_coordinate(east, "lon")
        if lat is not None and lon is not None:
            self._say_position(taken, (lat, lon), lats[0], f"{north} {east}")
            return True
        taken.keep(lats[0], fault="is no latitude" if lat is None else None)
        taken.keep(lons[0], fault="is no longitude" if lon is None else None)
        return is_stated

    def _say_position(self, taken: RowDrafts, pair: tuple[str, str], column: ColumnPlan, quote: str) -> None:
        value: dict[str, Json] = {"lat": pair[0], "lon": pair[1]}
        for accuracy in self._by_role.get("accuracy", ()):
            cell = latin_digits(taken.cell(accuracy)).lower()
            metres = re.fullmatch(r"(\d{1,7})\s*(?:m|metres?|meters?)?", cell)
            term = _PRECISIONS.get(cell, "_".join(cell.split()))
            if metres is not None:
                value["radius_m"] = int(metres.group(1))
            elif term in PRECISION_TERMS:
                value["precision"] = term
            else:
                # a word of somebody else's scale says nothing on ours
                taken.keep(accuracy)
        taken.say("claimed_position", value, column, quote=quote)

    def _read_texts(self, taken: RowDrafts) -> None:
        for role, columns in self._by_role.items():
            for column in columns:
                cell = taken.cell(column)
                if cell == "":
                    continue
                if role == "title":
                    taken.title = cell if taken.title is None else taken.title
                    taken.say("title", cell, column, lang=True, publisher=True)
                elif role in _TEXTS:
                    taken.say(role, cell, column, lang=True)
                elif role == "language" and language_code(cell) is not None:
                    taken.say("language", language_code(cell), column)
                elif role in _PLAIN:
                    taken.say(role, cell, column)
                elif role in {"list_field", "platform", "language"}:
                    taken.keep(column)
