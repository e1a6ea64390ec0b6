"""Walk over the words between a name and the verb it belongs to, as far as they cannot hold another actor.

Only light words may stand there: forms of "be" and "have", adverbs, dates, "agreed to", "a faction of". Any other word
stops the walk, so that a name is never bound to a verb that somebody else is the subject of.
"""

import re
from collections.abc import Callable, Collection
from typing import Final

from attrs import frozen

_TOKEN: Final = re.compile(r"[\w'’-]+|[^\w\s]")
_QUOTES: Final = "\"'()[]*_#«»“”"
MOST: Final = 16
"""Words of one gap."""


@frozen(slots=True)
class Walk:
    """Where a walk over light words ended, and the words that it went over, in the order of the text."""

    at: int
    words: tuple[str, ...]


def back(text: str, low: int, at: int, light: Collection[str], stops: Collection[int]) -> Walk:
    """Walk back from a place over light words.

    :param low: where the sentence begins
    :param stops: ends of the names that the walk looks for: it goes no further than one of them
    """
    tokens = list(_TOKEN.finditer(text, max(low, at - 200), at))
    p = at
    words: list[str] = []
    for token in reversed(tokens):
        if token.start() >= p:
            continue
        if _trimmed(text, low, p) in stops or len(words) == MOST:
            break
        word = token[0].casefold()
        if word == ")" and (opened := text.rfind("(", max(low, p - 60), p)) >= 0:
            p = opened
            continue
        if word in _QUOTES:
            p = token.start()
            continue
        if not (word in light or word.isdigit()):
            break
        words.append(word)
        p = token.start()
    return Walk(_trimmed(text, low, p), tuple(reversed(words)))


def forth(text: str, at: int, high: int, light: Collection[str], starts: Collection[int]) -> Walk:
    """Walk on from a place over light words, to the next name if nothing else stands between."""
    p = at
    words: list[str] = []
    for token in _TOKEN.finditer(text, at, min(high, at + 200)):
        if token.start() in starts or len(words) == MOST:
            p = token.start()
            break
        word = token[0].casefold()
        if word not in _QUOTES:
            if not (word in light or word.isdigit()):
                p = token.start()
                break
            words.append(word)
        p = token.end()
    while p < high and (text[p].isspace() or text[p] in "\"«(“'"):
        p += 1
    return Walk(p, tuple(words))


def parenthesis(text: str, low: int, at: int, opens: Callable[[str], bool]) -> int | None:
    """Give where the words between two commas (or dashes) begin, when the second ends at a place; None for none."""
    floor = max(low, at - 170)
    close = text[at - 1 : at]
    if close == ")":
        start = text.rfind("(", floor, at)
        return None if start < 0 else start
    if close not in (",", "،", "-", "–", "—"):
        return None
    start = at - 1
    for _ in range(4):
        start = text.rfind(close, floor, start)
        if start < 0:
            return None
        if opens(text[start + 1 : at - 1].strip()):
            return start
    return None


def _trimmed(text: str, low: int, at: int) -> int:
    while at > low and (text[at - 1].isspace() or text[at - 1] in _QUOTES):
        at -= 1
    return at
