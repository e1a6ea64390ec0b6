"""Reads plain counts of the killed and injured from the words of an item: a number next to a word, nothing more.

What the figures of an incident are is told elsewhere, with who says so; here they only help to tell events apart.
"""

import re
from functools import lru_cache
from typing import Final

from sightline.core.errors import BadSchema
from sightline.core.fold import fold
from sightline.core.resources import builtin, load_yaml

BETWEEN: Final = 2
"""Words that may stand between the number and what is counted."""
MOST: Final = 100_000
_NUMBER: Final = re.compile(r"\d{1,6}")


def figures_in(text: str) -> tuple[tuple[str, int, int | None], ...]:
    """Find counts: (killed or injured, lowest, highest number), one for each state; the largest where several stand.

    >>> figures_in("12 people killed, 30 wounded")
    (('injured', 30, 30), ('killed', 12, 12))
    """
    if _NUMBER.search(text) is None:
        return ()
    words = fold(text).split()
    table = states()
    out: dict[str, int] = {}
    for at, word in enumerate(words):
        state = table.get(word)
        if state is None:
            continue
        near = [*reversed(words[max(0, at - 1 - BETWEEN) : at]), *words[at + 1 : at + 2]]
        number = next((int(one) for one in near if _NUMBER.fullmatch(one) and not one.startswith("0")), None)
        if number is not None and 0 < number <= MOST and not 1900 <= number <= 2100:
            out[state] = max(out.get(state, 0), number)
    return tuple((state, out[state], out[state]) for state in sorted(out))


@lru_cache(maxsize=1)
def states() -> dict[str, str]:
    """Give the words for each state, folded."""
    out: dict[str, str] = {}
    for file in builtin("grouping_words"):
        whole = load_yaml(file, error=BadSchema)
        whole.only("grouping_words", "about", "source", "date", "killed", "injured")
        for state in ("killed", "injured"):
            out |= {fold(entry.text()): state for entry in whole.at(state).entries()}
    return out
