"""Gives a name a few keys such that names worth comparing share one, so that a large case needs no comparison of all."""

from functools import lru_cache
from typing import Final

from sightline.measure.text.actor_names.letters import row, skeleton
from sightline.measure.text.actor_names.parts import parts_of

SHORTEST: Final = 2


@lru_cache(maxsize=200_000)
def keys_of(name: str) -> frozenset[str]:
    """Give the keys of a name: skeletons and meanings of its own words; of one without any, of its units and numbers.

    Names that are one name, or easily taken for each other, share a key.
    """
    parts = parts_of(name)
    out = {f"w:{identifier}" for word in parts.own for identifier in word.ids}
    out |= {
        f"s:{bare}"
        for word in parts.own
        if not word.ids and len(bare := skeleton(row(word.text))) >= SHORTEST
    }
    out |= {f"s:{skeleton(''.join(word.row for word in parts.own))}"} if len(parts.own) > 1 else set()
    if parts.line is not None:
        out.add(f"k:{parts.line}")
    if parts.capitals:
        out.add(f"i:{parts.capitals}")
    elif len(parts.initials) > 1:
        out.add(f"i:{parts.initials}")
    if not out:
        out = {f"f:{parts.folded}", *(f"u:{i}" for word in parts.units for i in word.ids)}
    return frozenset(out)
