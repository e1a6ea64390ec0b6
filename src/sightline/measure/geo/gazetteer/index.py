"""A gazetteer as arrays: made once from its records, kept in a file, mapped into memory in milliseconds.

Names are ordered by the skeleton of their consonants, so that all names of a skeleton are one slice, and each skeleton
is listed under its pairs of neighbouring letters. An index holds one gazetteer as it came; nothing is joined in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.geo.gazetteer.distances import tables
from sightline.measure.geo.gazetteer.letters import SYMBOLS, may_be_read, readings, skeleton
from sightline.measure.geo.gazetteer.records import AREAS, KINDS, Place, Source
from sightline.measure.geo.gazetteer.regions import regions

VERSION: Final = 3
"""Raised whenever readers, letters or arrays change: kept indexes of another version are made again."""

EARTH_KM: Final = 6371.0088

LONGEST_ROW: Final = 40
"""Symbols of a name that are compared."""

Array = NDArray[Any]


@frozen(slots=True, eq=False)
class Index:
    """One gazetteer, ready to be searched; see :func:`build` for what the arrays hold."""

    source: Source
    arrays: Mapping[str, Array]

    def __len__(self) -> int:
        """Count the places."""
        return len(self.arrays["lat"])

    @property
    def names(self) -> int:
        """Count the spellings."""
        return len(self.arrays["place_of"])


def build(places: Iterable[Place], source: Source) -> Index:
    """Make the arrays of a gazetteer.

    Per place: ``lat``, ``lon`` [degrees], ``country``, ``region`` and ids as places in ``texts``, ``kind``,
    ``population`` (-1: not told), ``standing`` (0 to 1: how widely known, from people and from the number of
    spellings). Per name, ordered by skeleton: ``name_at``, ``place_of``, ``rows`` from ``row_at``. Per skeleton:
    ``first_name``, ``letters``; per pair of letters: ``pairs`` from ``pairs_at``, the skeletons that hold it.
    """
    kept = list(places)
    titles = _area_names(kept)
    guessed = _guessed_regions(kept, titles)
    texts = _Texts()
    columns: dict[str, list[float]] = defaultdict(list)
    spelled: list[tuple[str, str, int, int]] = []
    for number, place in enumerate(kept):
        columns["lat"].append(place.lat)
        columns["lon"].append(place.lon)
        columns["country"].append(texts.add(place.country))
        columns["region"].append(
            texts.add(place.admin[-1] if place.admin else titles.get(place.parent) or guessed.get(number, ""))
        )
        columns["guessed"].append(number in guessed)
        columns["kind"].append(KINDS.index(place.kind) if place.kind in KINDS else len(KINDS) - 1)
        columns["population"].append(-1 if place.population is None else place.population)
        columns["ids"].append(texts.add("\n".join(f"{scheme}:{value}" for scheme, value in place.ids)))
        columns["title"].append(texts.add(place.title))
        own = _spellings(place)
        columns["spellings"].append(len({name.text for name in place.names}))
        spelled.extend((skeleton(row), row, number, texts.add(text)) for row, text in own.items())
    spelled.sort()
    arrays = _place_arrays(columns) | _name_arrays(spelled) | texts.arrays()
    return Index(source, arrays)


def _area_names(places: list[Place]) -> dict[str, str]:
    """Name each area by the id that its members give as their parent; areas of the own table by their usual name."""
    named = {
        place.ids[0][1]: place.title for place in places if place.ids and place.kind in ("region", "county")
    }
    return named | {area.wof: area.name for area in regions() if area.wof != ""}


def _guessed_regions(places: list[Place], titles: Mapping[str, str]) -> dict[int, str]:
    """Take the region of places that name none from the five nearest that do, where four of the five agree.

    Only in gazetteers that give the region of most places, and only within 20 km.
    """
    told = [(number, titles[place.parent]) for number, place in enumerate(places) if place.parent in titles]
    missing = [
        number
        for number, place in enumerate(places)
        if place.parent not in titles and not place.admin and place.kind not in AREAS
    ]
    if not missing or len(told) < max(len(places) // 2, 5):
        return {}
    held = _on_sphere(np.array([[places[number].lat, places[number].lon] for number, _ in told]))
    wanted = _on_sphere(np.array([[places[number].lat, places[number].lon] for number in missing]))
    found = {}
    for first in range(0, len(missing), 256):
        closeness = wanted[first : first + 256] @ held.T
        nearest = np.argpartition(-closeness, 4, axis=1)[:, :5]
        far = np.arccos(np.clip(np.take_along_axis(closeness, nearest, axis=1).min(axis=1), -1.0, 1.0))
        for number, near, angle in zip(missing[first : first + 256], nearest, far, strict=True):
            names = [told[at][1] for at in near]
            most = max(sorted(set(names)), key=names.count)
            if names.count(most) >= 4 and angle * EARTH_KM <= 20:
                found[number] = most
    return found


def _on_sphere(degrees: Array) -> Array:
    lat, lon = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    return np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=1)


def _spellings(place: Place) -> dict[str, str]:
    """Give the rows of symbols of a place with the first spelling of each; the title first."""
    found: dict[str, str] = {}
    for text in (place.title, *(name.text for name in place.names)):
        if (len(text) <= 4 and text.isascii() and text.isupper()) or text[:1] == "[" or not may_be_read(text):
            continue  # codes of airports and stations, sounds, other scripts
        for row in readings(text):
            if row != "":
                found.setdefault(row[:LONGEST_ROW], text)
    return found


class _Texts:
    """Every text once, in one block of bytes; the state is what was put in so far."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def add(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers))

    def arrays(self) -> dict[str, Array]:
        block = [text.encode("utf-8", "replace") for text in self._numbers]
        ends = np.zeros(len(block) + 1, np.int64)
        np.cumsum([len(part) for part in block], out=ends[1:]) if block else None
        return {"texts": np.frombuffer(b"".join(block), np.uint8), "texts_at": ends}


def _place_arrays(columns: Mapping[str, list[float]]) -> dict[str, Array]:
    population = np.array(columns["population"], np.int64)
    people = np.log10(np.maximum(population, 1)) / 7.0
    spellings = np.log10(np.maximum(np.array(columns["spellings"], np.float64), 1.0)) / 2.4
    known: dict[str, Array] = {
        "lat": np.array(columns["lat"], np.float64),
        "lon": np.array(columns["lon"], np.float64),
        "kind": np.array(columns["kind"], np.uint8),
        "population": population,
        "standing": np.clip(np.maximum(people, spellings), 0.0, 1.0).astype(np.float32),
    }
    known["guessed"] = np.array(columns["guessed"], np.uint8)
    return known | {name: np.array(columns[name], np.int32) for name in ("country", "region", "ids", "title")}


def _name_arrays(spelled: list[tuple[str, str, int, int]]) -> dict[str, Array]:
    count = len(spelled)
    row_at = np.zeros(count + 1, np.int64)
    if count > 0:
        np.cumsum([len(row) for _, row, _, _ in spelled], out=row_at[1:])
    first: dict[str, int] = {}
    for at, (letters, _, _, _) in enumerate(spelled):
        first.setdefault(letters, at)
    pairs, holders = _pairs(list(first))
    by_pair = np.argsort(pairs, kind="stable")
    pairs_at = np.searchsorted(pairs[by_pair], np.arange(PAIR_CODES + 1)).astype(np.int64)
    weight = tables()[2]
    coded = np.frombuffer(
        "".join(row for _, row, _, _ in spelled).translate(_CODES).encode("latin-1"), np.uint8
    )
    hashed = hashes(coded, row_at)
    by_hash = np.argsort(hashed, kind="stable")
    return {
        "row_at": row_at,
        "hashes": hashed[by_hash],
        "by_hash": by_hash.astype(np.int32),
        "rows": coded,
        "weight": np.add.reduceat(weight[coded], row_at[:-1]).astype(np.float32) if count > 0 else weight[:0],
        "place_of": np.array([place for _, _, place, _ in spelled], np.int32),
        "name_at": np.array([text for _, _, _, text in spelled], np.int32),
        "first_name": np.array([*first.values(), count], np.int64),
        "pair_count": np.bincount(holders, minlength=len(first)).astype(np.int16),
        "pairs_at": pairs_at,
        "pairs": holders[by_pair].astype(np.int32),
    }


def _pairs(skeletons: list[str]) -> tuple[Array, Array]:
    """Give every pair of neighbouring letters of skeletons, once for each that holds it, with the number of that."""
    ends = np.frombuffer(
        "".join(f"^{letters}^" for letters in skeletons).translate(_PLACES).encode("latin-1"), np.uint8
    )
    number = np.repeat(np.arange(len(skeletons)), [len(letters) + 2 for letters in skeletons])
    inside = number[1:] == number[:-1]
    codes = ends[:-1].astype(np.int64) * len(_LETTERS) + ends[1:]
    once = np.unique(number[1:][inside] * PAIR_CODES + codes[inside])
    return once % PAIR_CODES, once // PAIR_CODES


def hashes(coded: Array, row_at: Array) -> NDArray[np.uint64]:
    """Give each row of symbols a number of 64 bits, to find equal rows by."""
    if len(row_at) < 2:
        return np.zeros(0, np.uint64)
    along = np.arange(len(coded)) - np.repeat(row_at[:-1], np.diff(row_at))
    return np.add.reduceat((coded.astype(np.uint64) + np.uint64(1)) * _POWERS[along], row_at[:-1])


def hash_of(coded: Array) -> np.uint64:
    """Give one row of symbols its number of :func:`hashes`."""
    total: np.uint64 = ((coded.astype(np.uint64) + np.uint64(1)) * _POWERS[: len(coded)]).sum()
    return total


_POWERS: Final = np.random.default_rng(20140412).integers(1, 1 << 63, LONGEST_ROW, dtype=np.uint64)
_CODES: Final = {ord(symbol): chr(code) for code, symbol in enumerate(SYMBOLS)}
_LETTERS: Final = "^BFMNLRJ9TDSKH"
_PLACES: Final = {ord(letter): chr(place) for place, letter in enumerate(_LETTERS)}
PAIR_CODES: Final = len(_LETTERS) ** 2


def pairs_of(letters: str) -> list[int]:
    """Give the codes of the neighbouring letters of a skeleton, with its begin and its end; each once."""
    places = [0, *map(_LETTERS.index, letters), 0]
    return sorted({a * len(_LETTERS) + b for a, b in pairwise(places)})


def text(index: Index, number: int) -> str:
    """Give one text of an index."""
    ends = index.arrays["texts_at"]
    return bytes(index.arrays["texts"][ends[number] : ends[number + 1]]).decode("utf-8", "replace")


def ids(index: Index, place: int) -> tuple[tuple[str, str], ...]:
    """Give the ids of a place as pairs of scheme and value."""
    written = text(index, int(index.arrays["ids"][place]))
    return tuple(
        (scheme, value) for scheme, _, value in (line.partition(":") for line in written.split("\n")) if value
    )
