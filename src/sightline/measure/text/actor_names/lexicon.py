"""Reads the words that names of groups are made of: units, ordinary words with translations, numbers, titles."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from attrs import frozen

from sightline.core.fold import fold
from sightline.core.resources import Node, builtin, load_yaml
from sightline.measure.text.actor_names.letters import BEFORE, apart, in_arabic, row, skeleton

FOLDER: Final = "actor_names"
SPELT: Final = ("ar-Latn", "ku")
"""Forms of these may be met in other spellings, which differ in vowels or endings alone."""
SHORTEST: Final = 4
LONGEST_PHRASE: Final = 3


@frozen(slots=True)
class Meaning:
    """What a word of a name means."""

    sort: str
    """unit, word, number, filler, place or title."""
    id: str
    languages: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    """Units that translators also put for it, and its singular or plural."""


@frozen(slots=True)
class Lexicon:
    """Words of names by their folded forms, and by the skeleton of those that are spelt in many ways."""

    exact: Mapping[str, tuple[Meaning, ...]]
    spelt: Mapping[str, tuple[tuple[str, Meaning], ...]]
    known: Mapping[str, tuple[int, str]]
    """Folded name or abbreviation: the number of its line, and how it is written there."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read the files of ``resources/actor_names``.

    Raises
    ------
    BadSchema
        A line of a file cannot be used; names it.
    """
    files = {file.name: load_yaml(file, name=file.name) for file in builtin(FOLDER)}
    exact: dict[str, list[Meaning]] = {}
    spelt: dict[str, list[tuple[str, Meaning]]] = {}
    for form, language, meaning in _entries(files["units.yaml"], files["words.yaml"]):
        folded = fold(form.translate(BEFORE))
        found = exact.setdefault(folded, [])
        if meaning not in found:
            found.append(meaning)
        if language in SPELT and len(folded) >= SHORTEST and " " not in folded:
            spelt.setdefault(skeleton(row(folded)), []).append((row(folded), meaning))
    known: dict[str, tuple[int, str]] = {}
    for at, line in enumerate(files["known.yaml"].only("source", "date", "names").at("names").entries()):
        for entry in line.entries():
            known.setdefault(fold(entry.text().translate(BEFORE)), (at, entry.text()))
    return Lexicon(
        {form: tuple(found) for form, found in exact.items()},
        {key: tuple(found) for key, found in spelt.items()},
        known,
    )


@lru_cache(maxsize=50_000)
def meanings_of(word: str) -> tuple[Meaning, ...]:
    """Give what a folded word or phrase may mean in names; nothing for a proper name."""
    words = lexicon()
    found = words.exact.get(word)
    if found is not None:
        return found
    if len(word) < SHORTEST or " " in word or in_arabic(word) or not word.isalpha():
        return ()
    mine = row(word)
    near = [
        meaning
        for form, meaning in words.spelt.get(skeleton(mine), ())
        if apart(mine, form, unwritten=False) == 0
    ]
    return tuple(dict.fromkeys(near))


def _entries(units: Node, words: Node) -> Iterator[tuple[str, str, Meaning]]:
    plurals: dict[str, set[str]] = {}
    every = units.only("source", "date", "units").at("units").entries()
    for one in every:
        one.only("id", "plural_of", "loose", "forms")
        single = one.get("plural_of")
        if single is not None:
            plurals.setdefault(single.text(), set()).add(one.at("id").text())
            plurals.setdefault(one.at("id").text(), set()).add(single.text())
    for one in every:
        identifier = one.at("id").text()
        listed = one.get("loose")
        loose = set(plurals.get(identifier, ())) | (
            set() if listed is None else {entry.text() for entry in listed.entries()}
        )
        for language, form in _forms(one):
            yield form, language, Meaning("unit", identifier, frozenset({language}), frozenset(loose))
    words.only("source", "date", "words", "numbers", "fillers", "places", "titles")
    for one in words.at("words").entries():
        identifier = one.only("id", "forms").at("id").text()
        for language, form in _forms(one):
            yield form, language, Meaning("word", identifier, frozenset({language}))
    for number, forms in words.at("numbers").fields().items():
        for entry in forms.entries():
            yield entry.text(), "", Meaning("number", number)
    for sort in ("fillers", "places", "titles"):
        for entry in words.at(sort).entries():
            yield entry.text(), "", Meaning(sort.removesuffix("s"), entry.text())


def _forms(one: Node) -> Iterator[tuple[str, str]]:
    for language, forms in one.at("forms").fields().items():
        for form in forms.entries():
            yield language, form.text()
