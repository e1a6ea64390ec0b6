"""Count what the cells of a column hold: links, dates, degrees, scripts; so that a guess can say why."""

import re
from collections.abc import Sequence

from attrs import define, field

from sightline.model.links import canonical_link
from sightline.sources.list_dates import looks_like_date
from sightline.sources.list_values import (
    clean_cell,
    language_by_script,
    latin_digits,
    read_coordinate,
    read_pair,
    split_links,
)

__all__ = ["ColumnProfile", "profile_columns"]

_CODE = re.compile(r"^[A-Za-z]{0,8}[-_/ .]?\d{1,10}[A-Za-z]?$")
_SAMPLES = 3


@define(slots=True)
class ColumnProfile:
    """What was counted in the sampled cells of one column."""

    index: int
    filled: int = 0
    distinct: set[str] = field(factory=set)
    letters: int = 0
    words: int = 0
    urls: int = 0
    accounts: int = 0
    things: int = 0
    """Links to a video or post on a known platform."""
    dates: int = 0
    zoned: int = 0
    """Dates to the second with their zone, as machines write them."""
    lats: int = 0
    lons: int = 0
    decimals: int = 0
    pairs: int = 0
    codes: int = 0
    ids: int = 0
    """Eleven characters as YouTube's identifiers have them."""
    scripts: dict[str, int] = field(factory=dict)
    hemispheres: set[str] = field(factory=set)
    samples: list[str] = field(factory=list)

    def share(self, count: int) -> float:
        """Return a count as part of the filled cells."""
        return count / self.filled if self.filled > 0 else 0.0

    @property
    def variety(self) -> float:
        """Distinct values as part of the filled cells, 0 to 1."""
        return self.share(len(self.distinct))

    @property
    def mean_letters(self) -> float:
        """Mean length of a filled cell in characters."""
        return self.share(self.letters)

    def feed(self, text: str) -> None:
        """Count one cell."""
        cell = clean_cell(text)
        if cell == "":
            return
        self.filled += 1
        self.distinct.add(cell[:200])
        if len(self.samples) < _SAMPLES and cell not in self.samples:
            self.samples.append(cell[:80])
        self.letters += len(cell)
        self.words += len(cell.split()) if len(cell) < 2000 else 200
        script = language_by_script(cell[:500])
        if script is not None:
            self.scripts[script] = self.scripts.get(script, 0) + 1
        if "." in cell and len(split_links(cell)) > 0:
            self._feed_link(cell)
        elif len(cell) <= 60:
            self._feed_short(cell)

    def _feed_link(self, cell: str) -> None:
        self.urls += 1
        link = canonical_link(split_links(cell)[0])
        if link is not None:
            self.accounts += link.kind == "account"
            self.things += link.kind in {"video", "post", "story"}

    def _feed_short(self, cell: str) -> None:
        if looks_like_date(cell):
            self.dates += 1
            self.zoned += re.search(r"\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$", cell) is not None
        plain = latin_digits(cell)
        number = re.search(r"\d", plain) is not None
        if number:
            self.decimals += re.search(r"\d[.,]\d{2,}|°", plain) is not None
            self.lats += read_coordinate(cell, "lat") is not None
            self.lons += read_coordinate(cell, "lon") is not None
            self.pairs += read_pair(cell) is not None
            self.codes += _CODE.match(cell) is not None
            found = re.search(r"[NSEW]\W*$|^[NSEW]\b", plain, re.IGNORECASE)
            if found is not None:
                self.hemispheres.add(found.group().strip()[0].upper())
        self.ids += re.fullmatch(r"[0-9A-Za-z_-]{11}", cell) is not None


def profile_columns(rows: Sequence[Sequence[str]], width: int) -> list[ColumnProfile]:
    """Count what the cells of a sample of rows hold, column by column."""
    profiles = [ColumnProfile(index) for index in range(width)]
    for row in rows:
        for profile, cell in zip(profiles, row, strict=False):
            profile.feed(cell)
    return profiles
