"""Says when words of likelihood for explanations that exclude each other cannot all stand.

Only the intervals that a scale itself gives its words are used, within that scale. Nothing is converted and nothing is
refused: it is told, since explanations need not exclude each other.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

from sightline.core.resources import load_yaml
from sightline.work.assessing.letters import letter

FILES: Final = {"icd203": "icd203_likelihood.yaml", "phia": "phia_likelihood.yaml"}


@lru_cache(maxsize=2)
def intervals(scale: str) -> Mapping[str, tuple[int, int]]:
    """Read the intervals [%] that a scale gives its words.

    Raises
    ------
    BadSchema
        The vocabulary cannot be read.
    """
    name = FILES[scale]
    node = load_yaml(files("sightline") / "resources/vocabularies" / name, name=name)
    out = {}
    for term in node.at("terms").entries():
        interval = term.get("interval")
        if interval is not None:
            low, high = (one.whole() for one in interval.entries())
            out[term.at("id").text()] = (low, high)
    return out


def at_odds(scale: str, words: Mapping[int, str], *, all_given: bool) -> str | None:
    """Say that words for explanations cannot all stand, if only one of these can be so; None where they can.

    Parameters
    ----------
    words : mapping
        Term by number of the explanation.
    all_given : bool
        Every explanation of the assessment has a word.
    """
    table = intervals(scale)
    known = [table[term] for term in words.values() if term in table]
    least, most = sum(low for low, _ in known), sum(high for _, high in known)
    names = " and ".join(letter(n) for n in sorted(words))
    if len(known) > 1 and least > 100:
        return (
            f"if only one of them can be so, {names} cannot all stand: together they are at least {least} %"
        )
    if all_given and len(known) == len(words) > 1 and most < 100:
        return (
            f"together {names} are at most {most} %: is there an explanation that nobody wrote down? "
            "Put it on record with: sightline assess explain"
        )
    return None
