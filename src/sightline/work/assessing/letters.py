"""Names explanations by letters and pieces of evidence by numbers, as a person types them: ``B``, ``3``, ``B=II``."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from sightline.core.errors import WrongUse

MOST: Final = 702
"""As many explanations as one or two letters can name."""
_LETTERS: Final = re.compile(r"[A-Za-z]{1,2}")


def letter(number: int) -> str:
    """Give the letter of an explanation: 1 is A, 26 is Z, 27 is AA."""
    before, last = divmod(number - 1, 26)
    return (chr(64 + before) if before else "") + chr(65 + last)


def number_of(text: str, known: Mapping[int, str]) -> int:
    """Read the letter of an explanation; ``known`` gives the texts of those there are.

    Raises
    ------
    WrongUse
        It is no letter, or none of this assessment; names those there are.
    """
    found = 0
    if _LETTERS.fullmatch(text.strip()) is not None:
        for one in text.strip().upper():
            found = found * 26 + ord(one) - 64
    if found not in known:
        have = "; ".join(f"{letter(n)}: {words[:60]}" for n, words in sorted(known.items()))
        raise WrongUse(
            f"{text!r} is no explanation of this assessment",
            item=text,
            todo=have or "put one on record first: sightline assess explain",
        )
    return found


def marks(words: Sequence[str], known: Mapping[int, str], *, example: str) -> dict[int, str]:
    """Read pairs of an explanation and a word: ``A=II B=C``, or ``A II B C``.

    Raises
    ------
    WrongUse
        A word without its pair, an explanation that is not there, or one that is given twice.
    """
    pairs: list[tuple[str, str]] = []
    rest = list(words)
    while rest:
        first = rest.pop(0)
        name, sign, value = first.partition("=")
        if sign == "":
            value = rest.pop(0) if rest else ""
        if value.strip() == "":
            raise WrongUse(f"{name!r} is given nothing", item=first, todo=f"for example {example}")
        pairs.append((name, value.strip()))
    out: dict[int, str] = {}
    for name, value in pairs:
        number = number_of(name, known)
        if number in out:
            raise WrongUse(f"{letter(number)} is given twice", item=f"{name}={value}", todo="give it once")
        out[number] = value
    if not out:
        raise WrongUse("names no explanation", item="assess", todo=f"for example {example}")
    return out
