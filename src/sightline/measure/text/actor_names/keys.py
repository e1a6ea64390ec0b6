"""Gives a name a few keys such that names worth comparing share one; so a large case needs no comparison of all."""

from functools import lru_cache
from typing import Final

from sightline.core.fold import fold
from sightline.measure.text.actor_names.letters import row, skeleton
from sightline.measure.text.actor_names.lexicon import lexicon, meanings_of
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
    if not parts.own:
        count = "-".join(sorted(parts.numbers))
        out |= {f"f:{parts.folded}", *(f"u:{count}:{i}" for word in parts.units for i in word.ids)}
    return frozenset(out)


def rough_keys(folded: str) -> frozenset[str]:
    """Give keys of a folded name word by word, at a tenth of the cost: most names that share none are two names.

    What only :func:`keys_of` sees are words written together or apart, and a name beside its initials.
    """
    out: set[str] = set()
    for word in folded.split():
        out |= _of_word(word)
    known = lexicon().known.get(folded)
    if known is not None:
        out.add(f"k:{known[0]}")
    return frozenset(out)


def rough_keys_of(name: str) -> frozenset[str]:
    """Give the rough keys of a name as it is written."""
    return rough_keys(fold(name))


@lru_cache(maxsize=200_000)
def _of_word(word: str) -> frozenset[str]:
    found = meanings_of(word)
    if any(m.sort == "filler" for m in found):
        return frozenset()
    if found:
        return frozenset(f"w:{m.id}" for m in found if m.sort in ("word", "number"))
    bare = skeleton(row(word))
    return frozenset((f"s:{bare}",)) if len(bare) >= SHORTEST else frozenset()
