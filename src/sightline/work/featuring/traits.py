"""Names what an observation shows: by the trait a person gave, else by its words, else by those words themselves."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from attrs import frozen

from sightline.core.fold import fold
from sightline.core.resources import Node, builtin, load_yaml
from sightline.model.schema import Schema

FREE: Final = "free:"
"""Begins the name of a feature that no trait stands for."""
_IDLE: Final = frozenset(
    "a an the of on in at to and with is are was it its there has have seen this that one some في على من و".split()
)


@frozen(slots=True)
class Rule:
    """Words by which a description is taken for a trait."""

    trait: str
    words: tuple[str, ...]
    without: tuple[str, ...] = ()


def features_of(text: str, trait: str | None) -> tuple[str, ...]:
    """Give the names of the features that an observation shows: the one it tells, then those that go with it.

    Parameters
    ----------
    text : str
        The observation in free words, in any script.
    trait : str, optional
        The trait that a person named.
    """
    told = trait or _told(text)
    return (told, *broader().get(told, ()))


def _told(text: str) -> str:
    folded = f" {fold(text)} "
    for rule in rules():
        if all(f" {word} " in folded for word in rule.words) and not any(
            f" {word} " in folded for word in rule.without
        ):
            return rule.trait
    words = sorted({word for word in folded.split() if word not in _IDLE})
    return FREE + " ".join(words)


def label_of(schema: Schema, feature: str, texts: Mapping[str, str]) -> str:
    """Name a feature for people: its term, else the words it was first described with."""
    if not feature.startswith(FREE):
        found = schema.vocabularies["trait"].terms.get(feature)
        if found is not None:
            return found.label
    return texts.get(feature, feature.removeprefix(FREE))


@cache
def broader() -> Mapping[str, tuple[str, ...]]:
    """Read which traits go with a trait, once."""
    out: dict[str, tuple[str, ...]] = {}
    for file in builtin("traits"):
        for one in load_yaml(file).at("also").entries():
            out[one.at("trait").text()] = tuple(word.text() for word in one.at("also").entries())
    return out


@cache
def rules() -> tuple[Rule, ...]:
    """Read the rules, once.

    Raises
    ------
    BadSchema
        A file of rules is not what it should be; it names the file.
    """
    out = []
    for file in builtin("traits"):
        for one in load_yaml(file).at("traits").entries():
            words, without = _folded(one.get("words")), _folded(one.get("not"))
            if not words:
                one.refuse("a row of traits has no words")
            out.append(Rule(one.at("trait").text(), words, without))
    return tuple(out)


def _folded(node: Node | None) -> tuple[str, ...]:
    return () if node is None else tuple(fold(word.text()) for word in node.entries())
