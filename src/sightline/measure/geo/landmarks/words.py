"""Know the words for things in the landscape, in English, Arabic and Russian, and the tags they stand for."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Final, cast

from attrs import frozen

from sightline.core.errors import BadValue
from sightline.core.fold import fold
from sightline.core.resources import Node, builtin, load_yaml
from sightline.measure.geo.landmarks.query import Filter, Shape, TagTest
from sightline.measure.geo.landmarks.tags import read_filter

FOLDER: Final = "osm_features"
LANGUAGES: Final = ("en", "ar", "ru")
MOST_WORDS: Final = 5
_SHAPES: Final = ("any", "point", "line", "area")


@frozen
class Thing:
    """One kind of thing: what it is called and which tags stand for it."""

    id: str
    words: tuple[str, ...]
    filter: Filter


@cache
def things() -> tuple[Thing, ...]:
    """Give every kind of thing that comes with the package; BadSchema with file and line for a broken table."""
    return tuple(
        _thing(node) for file in builtin(FOLDER) for node in load_yaml(file).at("features").entries()
    )


def _thing(node: Node) -> Thing:
    node.only("id", "tags", "shape", *LANGUAGES)
    words = tuple(
        word.text()
        for language in LANGUAGES
        for word in (() if node.get(language) is None else node.at(language).entries())
    )
    shape = node.get("shape")
    if shape is not None and shape.text() not in _SHAPES:
        shape.refuse("no such shape", todo=f"one of: {', '.join(_SHAPES)}")
    alternatives: list[tuple[TagTest, ...]] = []
    for entry in node.at("tags").entries():
        try:
            alternatives += read_filter(entry.text()).alternatives
        except BadValue as fault:
            entry.refuse(fault.fault, todo=fault.todo)
    kind = cast("Shape", "any" if shape is None else shape.text())
    return Thing(node.at("id").text(), words, Filter(tuple(alternatives), kind))


@cache
def by_word() -> Mapping[str, Thing]:
    """Give things by folded word; English plurals are added, a word of two things belongs to the first."""
    found: dict[str, Thing] = {}
    for thing in things():
        for word in thing.words:
            found.setdefault(fold(word), thing)
    for thing in things():
        for word in thing.words:
            if word.isascii():
                found.setdefault(fold(plural(word)), thing)
    return found


def plural(word: str) -> str:
    """Give the plural of an English word."""
    if word.endswith("y") and word[-2:-1] not in ("a", "e", "o", "u", ""):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def thing_of(words: str) -> Thing | None:
    """Give the thing that words stand for, in any of the languages; None where nobody listed them."""
    return by_word().get(fold(words))


def nearest_words(words: str) -> tuple[str, ...]:
    """Give up to three listed words that look like these."""
    folded = fold(words)
    near = get_close_matches(folded, list(by_word()), n=3, cutoff=0.6)
    if near:
        return tuple(near)
    parts = folded.split()
    return tuple(word for word in by_word() if any(part in word.split() for part in parts))[:3]
