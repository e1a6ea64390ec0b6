"""Recognises sentences that describe in general how an agent or a weapon is made: "can be made by mixing …".

Such a sentence orders nobody. It names what is made, a verb of making in a form that tells no event (can be, is), and
the doing by which. What was done on a day, what somebody explained to a court or a reporter, and advice on how not to
let it happen are built otherwise, or say so. The words are data (``resources/safety/descriptions.yaml``), general ones.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from sightline.core.fold import fold
from sightline.work.safety.description_words import DescriptionWords, description_words
from sightline.work.safety.order_words import OrderWords, order_words
from sightline.work.safety.orders import Ordered
from sightline.work.safety.parted import Text, amount_in, parted

BACK: Final = 2
"""Sentences before it, in one of which stands what "it" is."""
_PRONOUNS: Final = frozenset({"it", "they", "this", "these", "such"})
_OPENING: Final = 6
"""Words at the head of a sentence in which stands what it is about."""
_ENOUGH: Final = 3
"""Things done in a row that tell how it is made, whoever explained it."""


def descriptions_in(text: str, *, folded: str | None = None) -> tuple[Ordered, ...]:
    """Find the sentences that describe how an agent or a weapon is made.

    Parameters
    ----------
    folded : str, optional
        ``fold(text)``, where it is at hand.
    """
    known, orders = description_words(), order_words()
    plain = fold(text) if folded is None else folded
    if known.doing.search(plain) is None or known.quick.search(plain) is None:
        return ()  # most texts name no doing of this sort, or nothing that is made by it
    parts = parted(text)
    out = []
    for first, last in _sentences(parts):
        if _describes(parts, first, last, known, orders):
            out.append(Ordered(parts.spans[first][0], parts.spans[last][1], orders.reasons["making"]))
    return tuple(out)


def descriptions_digest() -> tuple[str, ...]:
    """Give the words and patterns, to be digested with the rest of the list."""
    return description_words().digest


def _sentences(text: Text) -> Iterator[tuple[int, int]]:
    """Give the first and the last word of each sentence."""
    first = 0
    for at in range(1, len(text.words) + 1):
        if at == len(text.words) or text.sentence[at] != text.sentence[first]:
            yield first, at - 1
            first = at


def _describes(text: Text, first: int, last: int, known: DescriptionWords, orders: OrderWords) -> bool:
    words = " ".join(text.words[first : last + 1])
    done = known.doing.findall(words)
    if not done:
        return False
    weak = _all_building(words, known)
    found = any(
        match is not None and _of_agent(text, first, last, match, orders)
        for pattern in known.patterns
        for match in (pattern.search(words),)
        if not (weak and pattern is known.patterns[0] and not known.possible.search(words))
    )
    if not found:
        return False
    amount = amount_in(text, orders, first, last + 1)
    if amount:
        return True
    here = set(text.words[first : last + 1])
    if here & known.careful:
        return False
    return not here & known.said or len(done) >= _ENOUGH


def _all_building(words: str, known: DescriptionWords) -> bool:
    """Tell whether all that is done is to fill or to fit together, which reports of weapons tell too."""
    return known.working.search(words) is None


def _of_agent(text: Text, first: int, last: int, match: "re.Match[str]", orders: OrderWords) -> bool:
    """Tell whether what is made is an agent or a weapon: named in the sentence, or before it where it says it."""
    plain = match.group("what").split()
    if _heads(plain, orders):
        return True
    words = " ".join(text.words[first : last + 1])
    if orders.telling.search(words[match.start() :]) is not None:
        return True
    if not plain or plain[0] not in _PRONOUNS or plain[-1] not in _PRONOUNS:
        return False
    for before in range(1, BACK + 1):
        begin = bisect_left(text.sentence, text.sentence[first] - before)
        end = bisect_left(text.sentence, text.sentence[first] - before + 1)
        opening = text.words[begin : min(end, begin + _OPENING)]
        if _heads(opening, orders):
            return True
        if not opening or opening[0] not in _PRONOUNS:
            return False
    return False


def _heads(words: Sequence[str], orders: OrderWords) -> bool:
    """Tell whether an agent or a weapon is what some words name: not a model of a bomb, and no gas cloud."""
    known = description_words()
    plain = " ".join(words)
    for match in orders.object.finditer(plain):
        before, after = plain[: match.start()].split(), plain[match.end() :].split()
        arabic = not match.group().isascii()
        if (arabic and before) or known.other & set(before):
            continue
        if arabic or not after or after[0] in known.goes_on:
            return True
    return False
