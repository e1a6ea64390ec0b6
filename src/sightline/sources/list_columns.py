"""Guess what each column of a list means, from its name first and its values second, and say why.

A guess is shown before it is used and any of it can be overridden; a column nothing is known about is kept as it
is written, under its own name, so that nothing is lost.
"""

import itertools
import re
from collections.abc import Sequence

from attrs import frozen

from sightline.model.list_plan import Role
from sightline.sources.list_dates import looks_like_date
from sightline.sources.list_names import role_by_name
from sightline.sources.list_profile import ColumnProfile, profile_columns
from sightline.sources.list_values import clean_cell, latin_digits, looks_like_url

__all__ = ["ColumnGuess", "guess_roles", "has_header"]

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


@frozen(slots=True)
class ColumnGuess:
    """What a column seems to mean."""

    role: Role | None
    why: str
    lang: str | None = None


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
