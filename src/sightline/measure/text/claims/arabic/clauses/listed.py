"""Give the groups that are listed behind an Arabic word that only counts them: "ثلاثة فصائل صغيرة، هي ..."."""

import re
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import PREPOSITIONS, WITH_PRONOUN
from sightline.measure.text.claims.arabic.clauses.roots import form_of
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, WORD
from sightline.measure.text.claims.arabic.clauses.walk import Walk
from sightline.measure.text.claims.named import Named

_SEVERAL: Final = re.compile(
    r"(?:فصايل|فصيلين|فصيلان|كتايب|كتيبتين|كتيبتان|تشكيلات|مجموعات|مجموعتين|مجموعتان|حركات|حركتين|حركتان|الويه|جماعات|قوي|"
    r"ميليشيات|مليشيات|احزاب|تنظيمات|سرايا)"
)
_LISTING: Final = frozenset("، : هي هم وهي وهم هما وهما بينها منها ابرزها اهمها ك مثل هن".split())


def listed_behind(clause: Walk, at: int) -> tuple[list[Named], int]:
    """Give those listed behind "ثلاثة فصائل صغيرة، هي ..." and the index of the last or of the comma behind."""
    tokens, j = clause.tokens, at + 1
    if j < len(tokens) and WITH_PRONOUN.fullmatch(tokens[j].text):
        at, j = j, j + 1  # "انضوت تحتها فصائل صغيرة، ك..."
    while j < len(tokens) and tokens[j].kind == WORD and j - at < 6 and not tokens[j].text.startswith("ال"):
        text = tokens[j].text
        counted = clause.light(text) or _SEVERAL.fullmatch(text) is not None
        if not counted and (j == at + 1 or text in PREPOSITIONS or form_of(text) is not None):
            return [], at
        j += 1
    if j == at + 1 or not any(_SEVERAL.fullmatch(t.text) for t in tokens[at + 1 : j]):
        return [], at
    lead = j
    while (
        j < len(tokens)
        and (tokens[j].text in _LISTING or (tokens[j].text == "من" and j > lead))
        and j - lead < 4
    ):
        j += 1
    if j == lead or j >= len(tokens) or tokens[j].kind != GROUP:
        return [], at
    names, last = clause.row(j, 1)
    closed = last + 1 < len(tokens) and tokens[last + 1].text == "،"
    return names, last + 1 if closed else last
