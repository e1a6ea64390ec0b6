"""Recognises orders to make or spread an agent or a weapon by how their sentences are built, in English and Arabic.

An aim (to make, and what) has to stand together with orders, in the form in which one tells another what to do (mix,
and heat): two of them, or one with what it is done to or how much of it. Reporting tells who did what: "they filled
drums and attached fins" holds no order, and neither does "to make it, chemists mix two substances". The words are data
(``resources/safety/orders.yaml``), and general ones.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from sightline.core.fold import fold
from sightline.work.safety.order_words import OrderWords, order_words
from sightline.work.safety.parted import COLON, COMMA, SENTENCE, Text, amount_in, parted, until_of

AHEAD: Final = 5
"""Sentences after an aim that may go on with orders."""
REACH: Final = 14
"""Words after an order in which stands what it is done to."""
_ADJECTIVES: Final = 2
"""Words that may stand behind what is made, in Arabic, before an order follows without a comma."""


@frozen(slots=True)
class Ordered:
    """Where a text orders somebody to make or spread something: ``text[start:end]`` in code points, and why."""

    start: int
    end: int
    reason: str


@frozen(slots=True)
class _Aim:
    first: int
    last: int
    """Words of it, from its verb to what is made."""
    kind: str
    sort: str
    """to, bare, result; any: to make something that no word of the list names."""


def orders_in(text: str, *, folded: str | None = None) -> tuple[Ordered, ...]:
    """Find where a text orders somebody to make or spread an agent or a weapon.

    Parameters
    ----------
    folded : str, optional
        ``fold(text)``, where it is at hand.
    """
    known = order_words()
    plain = fold(text) if folded is None else folded
    if known.ordering.search(plain) is None or known.quick.search(plain) is None:
        return ()  # most texts hold no order, or no aim of this sort
    parts = parted(text)
    aims = list(_aims(parts, known))
    orders = _orders(parts, known, aims)
    out = []
    for aim in aims:
        mine = _served(parts, known, aim, orders)
        if mine:
            first, last = min(aim.first, *mine), max(aim.last, *mine)
            out.append(Ordered(parts.spans[first][0], parts.spans[last][1], known.reasons[aim.kind]))
    return tuple(out)


def may_order() -> tuple[str, ...]:
    """Give words of plain ASCII of which every text that is found in plain ASCII holds one."""
    return tuple(sorted(one for one in order_words().sets["objects"] if one.isascii() and " " not in one))


def orders_digest() -> tuple[str, ...]:
    """Give the words and patterns, to be digested with the rest of the list."""
    return order_words().digest


def _aims(text: Text, known: OrderWords) -> Iterator[_Aim]:
    for kind, sort, pattern in known.aims:
        for match in pattern.finditer(text.folded):
            first = bisect_right(text.begins, match.start()) - 1
            last = bisect_right(text.begins, match.end() - 1) - 1
            if any(text.breaks[first + 1 : last + 1]):
                continue
            if sort != "bare" or text.breaks[first] >= COLON or _opened(text, known, first, SENTENCE):
                yield _Aim(first, last, kind, sort)


def _opened(text: Text, known: OrderWords, at: int, least: int) -> bool:
    """Tell whether only opening words stand between a break and a word."""
    at = _back(text, known, at)
    return at == 0 or text.breaks[at] >= least


def _opens(known: OrderWords, word: str) -> bool:
    return word in known.sets["openers"] or word in known.sets["before_orders"] or word.isdecimal()


def _back(text: Text, known: OrderWords, at: int) -> int:
    """Go back over the opening words before a word, to a break or to another word."""
    while at > 0 and text.breaks[at] == 0 and _opens(known, text.words[at - 1]):
        at -= 1
    return at


def _leads(text: Text, known: OrderWords, aim: _Aim) -> bool:
    """Tell whether an aim is the writer's own, with orders to follow: it opens its clause, or is asked how."""
    before = text.words[aim.first - 1] if aim.first and not text.breaks[aim.first] else ""
    return before in known.sets["asking"] or _opened(text, known, aim.first, COMMA)


def _orders(text: Text, known: OrderWords, aims: Sequence[_Aim]) -> list[int]:
    """Find the words that are orders: first in their sentence, after a leading aim, or joined to another order."""
    leading = [aim for aim in aims if aim.sort != "result" and _leads(text, known, aim)]
    out: list[int] = []
    for at, word in enumerate(text.words):
        joined, plain = _plain(word, known)
        weak = plain in known.sets["only_after_another"]
        measured = plain in known.sets["with_an_amount"] and _counts(text, known, at, 4)
        if not weak and not measured and plain not in known.sets["orders"]:
            continue
        after_another = bool(out) and text.sentence[out[-1]] == text.sentence[at]
        goes_on = after_another and (joined or _joins(text, known, at))
        if goes_on or (not weak and not joined and _strong(text, known, at, leading)):
            out.append(at)
    return out


def _strong(text: Text, known: OrderWords, at: int, leading: Sequence[_Aim]) -> bool:
    start = _back(text, known, at)
    if "you" in text.words[start:at]:
        return True
    if not all(word in known.sets["before_orders"] or word.isdecimal() for word in text.words[start:at]):
        return False
    if start == 0 or text.breaks[start] >= COLON:
        return True
    mine = [aim for aim in leading if aim.last < at and text.sentence[aim.last] == text.sentence[at]]
    if any(aim.last < start <= aim.last + 1 + _ADJECTIVES * (not text.words[at].isascii()) for aim in mine):
        return True
    if text.breaks[start] != COMMA:
        return False
    # the clause before this one is the aim, or opens with it
    return any(not any(text.breaks[aim.last + 1 : start]) for aim in mine)


def _joins(text: Text, known: OrderWords, at: int) -> bool:
    """Tell whether an order is joined to what stands before it: by a comma, or by and, then."""
    if text.breaks[at] >= COMMA:
        return True
    start = at
    while start > 0 and text.breaks[start] == 0 and text.words[start - 1] in known.sets["before_orders"]:
        start -= 1
        if text.words[start] in known.sets["joining"]:
            return True
    return start < at and text.breaks[start] == COMMA


def _plain(word: str, known: OrderWords) -> tuple[bool, str]:
    """Take an Arabic and off a verb, and the pronoun that it is done to; tells whether it was joined."""
    if word.isascii():
        return False, word
    verbs = known.sets["orders"] | known.sets["only_after_another"] | known.sets["with_an_amount"]
    for joined, start in ((False, word), (True, word[1:] if word[:1] in "وف" else "")):
        for plain in (start, start.removesuffix("ها"), start.removesuffix("ه"), start.removesuffix("هما")):
            if plain and plain in verbs:
                return joined, plain
    return False, word


def _served(text: Text, known: OrderWords, aim: _Aim, orders: Sequence[int]) -> list[int]:
    """Give the orders that serve an aim, where they are enough to tell how it is reached; else the passive ones."""
    here = text.sentence[aim.first]
    if aim.sort == "result":
        mine = [at for at in orders if here - AHEAD < text.sentence[at] <= here and at < aim.first]
        enough = len(mine) > 1 and any(_works_on(text, known, at) for at in mine)
        return mine if enough else []
    mine = []
    if _leads(text, known, aim):
        mine = [at for at in orders if here <= text.sentence[at] < here + AHEAD and at > aim.last]
    before = [at for at in orders if text.sentence[at] == here and at < aim.first]
    mine = sorted({*mine, *(before if aim.sort == "to" else ())})
    if aim.sort == "any":
        return mine if any(_reaches(text, at, known.sets["telling"]) for at in mine) else []
    if len(mine) > 1 or any(_works_on(text, known, at) for at in mine):
        return mine
    return _passive(text, known, here) if aim.sort == "to" else []


def _works_on(text: Text, known: OrderWords, at: int) -> bool:
    """Tell whether an order says what it is done to, or how much of it is taken."""
    return _reaches(text, at, known.sets["materials"]) or _counts(text, known, at, REACH)


def _reaches(text: Text, at: int, words: frozenset[str]) -> bool:
    return not words.isdisjoint(text.words[at + 1 : until_of(text, at, REACH)])


def _counts(text: Text, known: OrderWords, at: int, reach: int) -> bool:
    """Tell whether an amount stands close after a word."""
    return amount_in(text, known, at + 1, until_of(text, at, reach))


def _passive(text: Text, known: OrderWords, here: int) -> list[int]:
    """Find what is done, told in general and with amounts: is mixed with two litres of it, and heated."""
    whole = [n for n in range(len(text.words)) if text.sentence[n] == here]
    words = {text.words[n] for n in whole}
    if not words & known.sets["done_now"] or words & known.sets["done_then"]:
        return []
    done = [n for n in whole if text.words[n] in known.sets["done"]]
    return done if len(done) > 1 and amount_in(text, known, whole[0], whole[-1] + 1) else []
