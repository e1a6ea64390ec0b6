"""Tell of whom "seventeen of them" are: those whom the sentence named last, in the plural, that the pronoun can be of.

"Of them" in the masculine is of no women alone, and in the feminine of women alone. Those by whose hands something
was done are not meant, nor is anybody where a clause between names nobody whom the table knows.
"""

import re
from typing import Final

from sightline.measure.text.claims.arabic.figures.people import read_word
from sightline.measure.text.claims.counts import Count
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_OF_THEM: Final = re.compile(r"\s(?P<of>منهم|منهن)(?!\w)")
_WORD: Final = re.compile(r"[\u0621-\u064a]+")
_BY: Final = re.compile(r"(?<!\w)(?:علي\s(?:ايدي|يد)|بايدي|بيد|من\s(?:قبل|طرف|جانب)|بواسطه|برصاص|بنيران)\s$")
_DOERS: Final = re.compile(
    r"[وف]?[بل]?(?:ال|لل)?(?:منفذين|منفذي|مهاجمين|عسكريين|مسلحين|ملثمين|متسللين|معتدين|ارهابيين|تكفيريين|حوثيين|دواعش|عناصر)"
)
"""Those of an armed side, where what they did is all that is told of them: "the attackers"."""
_SPEAK: Final = re.compile(r"(?:شهود|مصادر|اطباء|صحفيون|صحافيون|مسوولون|ناجين|ناشطون)$")
_REACH: Final = 200


def of_them(
    flat: Flat, one: Sentence, count: Count, table: Lexicon, whole: tuple[str, int] | None
) -> str | None:
    """Give the group of whom "so many of them" are a part; None where no "of them" stands behind the number.

    :param count: the number
    :param whole: group of the last figure of several, and where it ends
    """
    said = _OF_THEM.match(flat.text, count.end, one.end)
    if said is None:
        return None
    found, low = (None, one.start) if whole is None else whole
    low = max(low, count.start - _REACH)
    for word in _WORD.finditer(flat.text, low, count.start):
        if _SPEAK.search(word[0]) is not None:
            continue
        read = read_word(word[0], table.people)
        doers = _DOERS.fullmatch(word[0]) is not None
        if not doers and (read is None or read.form.number not in (0, 3)):
            continue
        if _BY.search(flat.text, max(low, word.start() - 14), word.start()) is not None:
            continue
        group = "fighter" if doers or read is None else read.form.group
        if said["of"] == ("منهم" if group == "woman" else "منهن") and group not in ("all", "child"):
            continue
        found = group
    return found
