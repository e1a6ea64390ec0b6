"""Read the table of words that stand around names of places, folded as the search index folds."""

from collections.abc import Mapping
from functools import lru_cache

from attrs import frozen

from sightline.core.errors import BadSchema
from sightline.core.fold import fold
from sightline.core.resources import Node, builtin, load_yaml


@frozen
class Cues:
    """What each folded word says about the name beside it."""

    kinds: Mapping[str, str]
    relations: Mapping[str, str]
    directions: Mapping[str, int]
    units: Mapping[str, int]
    fillers: frozenset[str]
    groups_before: frozenset[str]
    groups_after: frozenset[str]
    persons_before: frozenset[str]
    persons_after: frozenset[str]
    things_before: frozenset[str]
    common_words: frozenset[str]
    """Words of the language that some village is called too."""


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Load the table. Raises BadSchema, with file and line, when it cannot be read."""
    files = [file for file in builtin("place_mentions") if file.name == "cues.yaml"]
    if not files:
        raise BadSchema(
            "the table is missing from the package", item="cues.yaml", todo="install Sightline again"
        )
    node = load_yaml(files[0], name="place_mentions/cues.yaml", error=BadSchema)
    return Cues(
        _named(node.at("kinds")),
        _named(node.at("relations")),
        {word: int(number) for word, number in _named(node.at("directions")).items()},
        {word: int(number) for word, number in _named(node.at("units")).items()},
        *(
            frozenset(_folded(node.at(key)))
            for key in (
                "fillers",
                "groups_before",
                "groups_after",
                "persons_before",
                "persons_after",
                "things_before",
                "common_words",
            )
        ),
    )


def _named(node: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in node.fields().items():
        for word in _folded(words):
            found.setdefault(word, name)
    return found


def _folded(node: Node) -> list[str]:
    return [word for entry in node.entries() if (word := fold(str(entry.value))) != ""]
