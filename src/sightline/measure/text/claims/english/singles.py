"""Find English words that hold their own number: "their mother", "a couple", "a third", and a second "nobody".

A relative counts one only where somebody counted stands right before ("two children and their mother"), or where the
words right beside it tell what became of him or her ("killing his wife", "her brother was abducted").
"""

import re
from collections.abc import Mapping
from typing import Final

from attrs import frozen

from sightline.measure.text.claims.fates import before_it
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_KIN: Final = {
    "woman": "wife|mother|grandmother|fiancee|mother-in-law|widow",
    "man": "husband|father|grandfather|father-in-law",
    "child": "baby|infant|toddler|child|newborn|grandchild",
    "fighter": "bodyguard|deputy commander",
    "all": "son|daughter|brother|sister|cousin|nephew|niece|uncle|aunt|sibling|twin|neighbour|neighbor|"
    "colleague|"
    "friend|grandson|granddaughter|son-in-law|daughter-in-law|brother-in-law|sister-in-law|companion",
}
_OWN: Final = re.compile(
    r"(?<!\w)(?:his|her|their)\s(?:(?:own|young|younger|older|elder|elderly|pregnant|infant|baby|little|small|"
    r"only|eldest|"
    r"youngest|[\w-]+-old)\s){0,2}(?P<kin>" + "|".join(_KIN.values()) + r")(?![\w'-])"
)
_JOINED: Final = re.compile(
    r"(?:\s?(?:and|&|\+|,|, and|along with|together with|as well as|alongside|plus))\s$"
)
_MET: Final = re.compile(
    r"(?:,\s(?:aged\s)?(?P<age>\d{1,2}),)?\s(?:died|is dead|is missing|went missing|(?:was|were|has been|"
    r"had been)\s(?:\w+ly\s|also\s)?(?:killed|shot dead|wounded|injured|hurt|arrested|detained|abducted|"
    r"kidnapped|murdered|executed|taken away|seized))\b"
)
_COUPLE: Final = re.compile(
    r"(?<!\w)a (?:(?:married|young|elderly|old|newlywed|retired)\s){0,2}couple(?=\s?(?:[.,;]|and\b|was|were|"
    r"with|who|in|from|on|at|"
    r"died|$))",
    re.IGNORECASE,
)
_ORDINAL: Final = re.compile(
    r"(?<!\w)a (?:second|third|fourth|fifth|sixth|seventh)(?=\s?(?:[.,;:)]|$|and\b|was\b|is\b|in\b|on\b|at\b|"
    r"by\b|when\b|"
    r"critically\b|seriously\b|slightly\b|lightly\b|badly\b|died\b|lost\b))",
    re.IGNORECASE,
)
_NEITHER: Final = re.compile(
    r"\b(?:no|any|without|neither)\s(?:\w+\s)?(?P<first>deaths|dead|fatalities|killed|injuries|injured|wounded)"
    r"\sn?or\s(?P<second>deaths|dead|fatalities|killed|injuries|injured|wounded)\b",
    re.IGNORECASE,
)
_HURT: Final = re.compile("injur|wound", re.IGNORECASE)


@frozen(slots=True)
class Word:
    """So many, told by a word; ``goes_on``: it is of the row that the figure before it begins."""

    start: int
    end: int
    n: int
    said: Mapping[str, str]
    ordinal: bool = False
    goes_on: bool = False


def words_in(flat: Flat, one: Sentence, table: Lexicon) -> list[Word]:
    """Find the words of one sentence that count people without a number."""
    text, out = flat.text, []
    for m in _OWN.finditer(text, one.start, one.end):
        group = next(g for g, names in _KIN.items() if m["kin"] in names.split("|"))
        joined = _joined(flat, one, m.start(), table)
        near = None if joined else before_it(flat, max(one.start, m.start() - 40), m.start(), table, "en")
        met = _MET.match(text, m.end(), one.end)
        group = "child" if met is not None and met["age"] and int(met["age"]) < 18 else group
        if joined or (near is not None and near[2] == 0) or met is not None:
            out.append(Word(m.start(), m.end(), 1, {"group": group}, goes_on=joined))
    out += [Word(m.start(), m.end(), 2, {"group": "all"}) for m in _COUPLE.finditer(text, one.start, one.end)]
    for m in _ORDINAL.finditer(text, one.start, one.end):
        near = before_it(flat, max(one.start, m.start() - 40), m.start(), table, "en")
        if (near is not None and near[2] == 0) or _MET.match(text, m.end(), one.end) is not None:
            out.append(Word(m.start(), m.end(), 1, {"group": "all"}, ordinal=True))
    for m in _NEITHER.finditer(text, one.start, one.end):
        state = "injured" if _HURT.match(m["second"]) is not None else "killed"
        if state != ("injured" if _HURT.match(m["first"]) is not None else "killed"):
            out.append(Word(m.start("second"), m.end(), 0, {"group": "all", "state": state}))
    return out


def _joined(flat: Flat, one: Sentence, at: int, table: Lexicon) -> bool:
    """Say whether a noun of people stands right before, joined to what begins at a place."""
    low = max(one.start, at - 40)
    link = _JOINED.search(flat.text, low, at)
    if link is None:
        return False
    end = link.start()
    if any(m.end() == end for m in _OWN.finditer(flat.text, low, end)) or any(
        m.end() == end for m in _COUPLE.finditer(flat.text, low, end)
    ):
        return True
    return any(m.end() == end for _, words in table.groups for m in words.finditer(flat.text, low, end))
