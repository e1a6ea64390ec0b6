"""The words around place names, from the table that comes with the program: which phrase means what."""

from functools import lru_cache
from typing import Final

from attrs import frozen

from sightline.core.errors import BadSchema
from sightline.core.resources import Node, builtin, load_yaml
from sightline.measure.geo.gazetteer.letters import words

Phrase = tuple[str, ...]

LONGEST: Final = 6
"""Words of the longest phrase that is looked for."""


@frozen(slots=True)
class Meaning:
    """What a phrase may mean: ``kind`` of cue and its ``value`` (a kind of place, degrees, metres, a country)."""

    kind: str
    value: str = ""


@lru_cache(maxsize=1)
def _table() -> Node:
    file = next(path for path in builtin("places") if path.name == "words.yaml")
    return load_yaml(file, error=BadSchema)


@lru_cache(maxsize=1)
def phrases() -> dict[Phrase, tuple[Meaning, ...]]:
    """Read the table; a phrase may mean several things, in the order of the file.

    :raises BadSchema: when a line of it cannot be used; it names the line
    """
    whole = _table()
    found: dict[Phrase, list[Meaning]] = {}
    for kind in ("near", "inside", "between", "and", "border", "frontier", "fillers", "of", "linking"):
        _take(found, whole.at(kind), Meaning(kind))
    for kind, folder in (
        ("kind", "kinds"),
        ("direction", "directions"),
        ("unit", "units"),
        ("country", "borders"),
        ("person", "persons"),
    ):
        for value, listed in whole.at(folder).fields().items():
            _take(found, listed, Meaning(kind, value))
    return {phrase: tuple(meanings) for phrase, meanings in found.items()}


def _take(found: dict[Phrase, list[Meaning]], listed: Node, meaning: Meaning) -> None:
    for entry in listed.entries():
        phrase = words(entry.text())
        if 0 < len(phrase) <= LONGEST:
            found.setdefault(phrase, []).append(meaning)


def means(word: Phrase, kind: str) -> str | None:
    """Give the value of a phrase under one kind of cue; None where it has none."""
    return next((meaning.value for meaning in phrases().get(word, ()) if meaning.kind == kind), None)


@lru_cache(maxsize=1)
def _numerals() -> dict[Phrase, float]:
    listed = _table().at("numbers").fields().items()
    return {words(entry.text()): float(value) for value, told in listed for entry in told.entries()}


def numeral(text: str) -> float | None:
    """Give the number that a word stands for: fifteen, quinze, عشرة; None for any other word.

    :raises BadSchema: when a line of the table cannot be used; it names the line
    """
    return _numerals().get(words(text))


def country_named(text: str) -> str | None:
    """Give the two letters of a country that a text names; None where it names none of the table."""
    return means(words(text), "country")


@lru_cache(maxsize=1)
def translations() -> dict[str, tuple[str, ...]]:
    """Give the Arabic words, romanised, for words that some texts translate: eastern, upper, great.

    :raises BadSchema: when a line of the table cannot be used; it names the line
    """
    found = {}
    for entry in _table().at("translated").entries():
        arabic = tuple(node.text() for node in entry.at("arabic").entries())
        for node in entry.at("said").entries():
            found[" ".join(words(node.text()))] = arabic
    return found
