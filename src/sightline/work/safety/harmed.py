"""Tells from the words of a role whether a person was harmed, so that no release names them.

The words stand in ``resources/safety/harmed.yaml``. A role is written by hand, in any of several languages; one that
says it in other words is not seen, so whoever releases reads what is released.
"""

from functools import lru_cache

from sightline.core.errors import BadSchema
from sightline.core.fold import fold
from sightline.core.resources import builtin, load_yaml


def is_harmed(role: str) -> bool:
    """Tell whether a role says that a person was harmed, lives where it happened, or is held or missing."""
    return not _words().isdisjoint(fold(role).split())


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    out: set[str] = set()
    for path in builtin("safety"):
        tree = load_yaml(path, error=BadSchema)
        if tree.get("harmed") is not None:
            out |= {fold(word.text()) for some in tree.at("words").entries() for word in some.entries()}
    return frozenset(out)
