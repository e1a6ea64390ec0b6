"""Guess what each column of a list means, from its name first and its values second, and say why.

A guess is shown before it is used and any of it can be overridden; a column nothing is known about is kept as it
is written, under its own name, so that nothing is lost.
"""

import itertools
import re
from collections.abc import Sequence

from attrs import define, field, frozen

from sightline.model.links import canonical_link
from sightline.sources.list_dates import looks_like_date
from sightline.sources.list_names import role_by_name
from sightline.sources.list_plan import Role
from sightline.sources.list_values import (
    clean_cell,
    language_by_script,
    latin_digits,
    looks_like_url,
    read_coordinate,
    read_pair,
    split_links,
)

__all__ = ["ColumnGuess", "ColumnProfile", "guess_roles", "has_header", "profile_columns"]

_CODE = re.compile(r"^[A-Za-z]{0,8}[-_/ .]?\d{1,10}[A-Za-z]?$")
_ONCE: frozenset[Role] = frozenset(
    {
        "url", "platform_id", "posted_at", "claimed_position", "latitude", "longitude", "accuracy", "author_url",
        "reference_code", "platform",
    }
)  # fmt: skip
_NEED: dict[Role, str] = {
    "url": "urls", "author_url": "urls", "posted_at": "dates", "claimed_time": "dates", "latitude": "lats",
    "longitude": "lons", "claimed_position": "pairs",
}  # fmt: skip
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


@frozen(slots=True)
class ColumnGuess:
    """What a column seems to mean."""

    role: Role | None
    why: str
    lang: str | None = None


def profile_columns(rows: Sequence[Sequence[str]], width: int) -> list[ColumnProfile]:
    """Count what the cells of a sample of rows hold, column by column."""
    profiles = [ColumnProfile(index) for index in range(width)]
    for row in rows:
        for profile, cell in zip(profiles, row, strict=False):
            profile.feed(cell)
    return profiles


def has_header(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Say whether the first row names the columns.

    It does when its cells are known column names, or when it holds only words where the rows below hold links,
    dates, numbers or codes. It does not when a cell of it is a link, a date or a coordinate itself.
    """
    cells = [clean_cell(cell) for cell in first]
    filled = [cell for cell in cells if cell != ""]
    if len(filled) == 0:
        return False
    if any(looks_like_url(cell) or looks_like_date(cell) or _is_number(cell) for cell in filled):
        return False
    known = sum(1 for cell in filled if role_by_name(cell) is not None)
    if known >= 2 or (known >= 1 and len(filled) <= 3):
        return True
    if len(set(filled)) < len(filled) or len(rest) == 0:
        return False
    profiles = profile_columns(rest, len(cells))
    telling = [
        profile
        for profile, cell in zip(profiles, cells, strict=True)
        if cell != "" and max(map(profile.share, (profile.urls, profile.dates, profile.decimals))) > 0.8
    ]
    return len(telling) > 0


def guess_roles(names: Sequence[str | None], profiles: Sequence[ColumnProfile]) -> list[ColumnGuess]:
    """Return the guess for each column, in order.

    :param names: headers, None where there is none.
    :param profiles: counts from a sample of the rows, one per column.
    """
    guesses: list[ColumnGuess | None] = [None] * len(profiles)
    for place, (name, profile) in enumerate(zip(names, profiles, strict=True)):
        if name is not None:
            guesses[place] = _by_name(name, profile)
        if profile.filled == 0 and guesses[place] is None:
            guesses[place] = ColumnGuess("list_field", "it is empty in the first rows")
    _settle_links(guesses, profiles)
    _settle_dates(guesses, profiles)
    _settle_positions(guesses, profiles)
    if not any(guess is not None and guess.role not in {None, "url"} for guess in guesses) or all(
        name is None for name in names
    ):
        _settle_texts(guesses, profiles)
    _keep_first_only(guesses, profiles)
    kept = "nothing tells what it means, so it is kept as written"
    return [ColumnGuess("list_field", kept) if guess is None else guess for guess in guesses]


def _by_name(name: str, profile: ColumnProfile) -> ColumnGuess | None:
    found = role_by_name(name)
    if found is None:
        return None
    role, lang = found
    need = _NEED.get(role)
    if need is not None and profile.filled > 0 and profile.share(getattr(profile, need)) < 0.5:
        if role == "claimed_position" and max(profile.share(profile.lats), profile.share(profile.lons)) < 0.5:
            return ColumnGuess(
                "claimed_place_name", f"named {name!r}, and its values are words, not numbers", lang
            )
        if role == "url" and profile.share(profile.ids) > 0.8:
            return ColumnGuess("platform_id", f"named {name!r}, and its values are identifiers")
        return ColumnGuess("list_field", f"named {name!r}, but its values do not read as {role}")
    if role == "author" and profile.share(profile.urls) > 0.5:
        # "source" often heads the column of links
        role = "author_url" if profile.accounts > profile.things else "url"
    if role == "claimed_place_name" and profile.share(profile.pairs) > 0.5:
        role = "claimed_position"
    if role == "claimed_time" and profile.share(profile.zoned) > 0.9 and profile.variety > 0.8:
        return ColumnGuess(
            "posted_at", f"named {name!r}, and its values are moments to the second, as platforms state them"
        )
    return ColumnGuess(role, f"named {name!r}", lang)


def _settle_links(guesses: list[ColumnGuess | None], profiles: Sequence[ColumnProfile]) -> None:
    """One column links to the Item: the one whose links name things and differ most; accounts are a Source's."""
    links = [
        profile
        for profile, guess in zip(profiles, guesses, strict=True)
        if profile.share(profile.urls) > 0.5 and (guess is None or guess.role in {"url", "author_url"})
    ]
    if len(links) == 0:
        return
    accounts = [profile for profile in links if profile.accounts > profile.urls * 0.5]
    things = [profile for profile in links if profile not in accounts]
    if len(things) > 0:
        best = max(
            things, key=lambda profile: (profile.share(profile.things) > 0.5, profile.variety, -profile.index)
        )
        for profile in things:
            guess = guesses[profile.index]
            if profile is best:
                guesses[profile.index] = _say("url", guess, "its values are links to single things")
            elif guess is None or guess.role == "url":
                guesses[profile.index] = ColumnGuess(
                    "list_field", "its values are links, but another column names the Item"
                )
    for profile in accounts:
        guesses[profile.index] = _say("author_url", None, "its values are links to accounts and channels")
    thing_ids = [
        profile for profile in profiles if guesses[profile.index] is None and profile.share(profile.ids) > 0.9
    ]
    for profile in thing_ids:
        if profile.variety > 0.8 and profile.mean_letters == 11:
            guesses[profile.index] = ColumnGuess(
                "platform_id", "its values have the form of YouTube's identifiers"
            )


def _settle_dates(guesses: list[ColumnGuess | None], profiles: Sequence[ColumnProfile]) -> None:
    for profile in profiles:
        if guesses[profile.index] is None and profile.share(profile.dates) > 0.8:
            if profile.share(profile.zoned) > 0.8:
                guesses[profile.index] = ColumnGuess(
                    "posted_at", "its values are moments to the second, as platforms state them"
                )
            elif profile.decimals < profile.filled * 0.5:
                guesses[profile.index] = ColumnGuess("claimed_time", "its values are dates")


def _settle_positions(guesses: list[ColumnGuess | None], profiles: Sequence[ColumnProfile]) -> None:
    if any(
        guess is not None and guess.role in {"latitude", "longitude", "claimed_position"} for guess in guesses
    ):
        return
    for left, right in itertools.pairwise(profiles):
        if guesses[left.index] is not None or guesses[right.index] is not None:
            continue
        if min(left.share(left.decimals), right.share(right.decimals)) < 0.8:
            continue
        if left.hemispheres & {"E", "W"} or right.hemispheres & {"N", "S"} or left.lats < left.filled * 0.8:
            lat, lon = right, left
        else:
            lat, lon = left, right
        if lat.share(lat.lats) < 0.8 or lon.share(lon.lons) < 0.8:
            continue
        marked = len(lat.hemispheres | lon.hemispheres) > 0
        why = (
            "its values carry N, S, E or W"
            if marked
            else "two columns of degrees side by side, latitude first as is usual"
        )
        guesses[lat.index] = ColumnGuess("latitude", why)
        guesses[lon.index] = ColumnGuess("longitude", why)
        return
    for profile in profiles:
        if (
            guesses[profile.index] is None
            and profile.share(profile.pairs) > 0.8
            and profile.share(profile.decimals) > 0.8
        ):
            guesses[profile.index] = ColumnGuess(
                "claimed_position", "its values are pairs of degrees, latitude first"
            )
            return


def _settle_texts(guesses: list[ColumnGuess | None], profiles: Sequence[ColumnProfile]) -> None:
    """Without names only values are left: codes, places beside positions, long and short texts, few or many values."""
    open_ones = [profile for profile in profiles if guesses[profile.index] is None]
    many = max((profile.filled for profile in profiles), default=0) >= 8
    for profile in open_ones:
        if (
            profile.share(profile.codes) > 0.9
            and profile.variety > 0.95
            and profile.share(profile.decimals) < 0.1
        ):
            guesses[profile.index] = ColumnGuess("reference_code", "its values are codes, each of its own")
            break
    latitude = next(
        (n for n, guess in enumerate(guesses) if guess is not None and guess.role == "latitude"), None
    )
    if latitude is not None:
        for place in range(latitude - 1, max(latitude - 3, -1), -1):
            profile = profiles[place]
            if guesses[place] is not None or profile.mean_letters > 40 or profile.share(profile.words) > 5:
                break
            guesses[place] = ColumnGuess("claimed_place_name", "short names right before the position")
    texts = [profile for profile in open_ones if guesses[profile.index] is None and len(profile.scripts) > 0]
    for profile in texts:
        if many and len(profile.distinct) <= max(1, profile.filled // 50):
            guesses[profile.index] = ColumnGuess("category", "few values, each many times")
    long_ones = [p for p in texts if guesses[p.index] is None and p.variety > 0.6 and p.mean_letters > 25]
    for place, profile in enumerate(long_ones):
        role: Role = "title" if place == 0 else "description"
        which = "the first" if place == 0 else "another"
        guesses[profile.index] = ColumnGuess(
            role, f"{which} column of long texts that differ from row to row"
        )
    for profile in texts:
        if (
            many
            and guesses[profile.index] is None
            and profile.variety < 0.5
            and profile.share(profile.words) <= 8
        ):
            guesses[profile.index] = ColumnGuess(
                "author", "names of several words that come back in many rows"
            )
            break


def _keep_first_only(guesses: list[ColumnGuess | None], profiles: Sequence[ColumnProfile]) -> None:
    """Roles an Item has once go to the fullest column; the others stay as written."""
    for role in _ONCE:
        holders = [n for n, guess in enumerate(guesses) if guess is not None and guess.role == role]
        if len(holders) > 1:
            best = max(holders, key=lambda place: (profiles[place].filled, -place))
            for place in holders:
                if place != best:
                    guesses[place] = ColumnGuess("list_field", f"another column is taken as {role}")


def _say(role: Role, guess: ColumnGuess | None, why: str) -> ColumnGuess:
    return (
        ColumnGuess(role, why)
        if guess is None or guess.role != role
        else ColumnGuess(role, f"{guess.why}, and {why}")
    )


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[-+]?\d+(?:[.,]\d+)?", latin_digits(cell)) is not None
