"""Reads the lists of words of ``resources/safety``: the table that has a key, a list of it folded, and one of many."""

import re
from collections.abc import Sequence

from sightline.core.errors import BadSchema
from sightline.core.fold import fold
from sightline.core.resources import Node, builtin, load_yaml


def table_with(*keys: str) -> Node:
    """Give the table of ``resources/safety`` that has all the keys.

    Raises
    ------
    BadSchema
        It is not there, or cannot be read.
    """
    for path in builtin("safety"):
        tree = load_yaml(path, error=BadSchema)
        if all(tree.get(key) is not None for key in keys):
            return tree
    raise BadSchema(f"the list of {keys[0]} is not there", item=f"resources/safety/{keys[0]}.yaml")


def listed(tree: Node, part: str, name: str) -> list[str]:
    """Give a list of words of a table, folded."""
    return [fold(one.text()) for one in tree.at(part).at(name).entries()]


def either(words: Sequence[str]) -> str:
    """Write the pattern of any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))
