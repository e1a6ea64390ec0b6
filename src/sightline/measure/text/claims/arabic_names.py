"""Cut the names of groups out of Arabic text, where no capital shows where a name begins and ends.

A unit word opens a name. Behind it stand nouns that link on ("راية", "أسود"), then one proper noun or one with the
article, then adjectives with the article. A word that cannot be of a name ends it.
"""

import re
from typing import Final

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_WORD: Final = re.compile(r"[\u0621-\u064a]+")
_MOST_WORDS: Final = 6
_COUNCIL: Final = "مجلس"
"""A council is a group only by what it is called: "مجلس شورى ...", not "مجلس المحافظة"."""
_KUNYA: Final = ("ابو", "ابي", "ابا", "عبد", "بن", "ال")
_ADJECTIVE: Final = re.compile(r"ال\w+(?:ي|يه)")


def arabic_names(flat: Flat, one: Sentence, table: Lexicon) -> list[tuple[str, int, int]]:
    """Find the names of groups in one sentence: name, start and end in the plain text."""
    row = list(_WORD.finditer(flat.text, one.start, one.end))
    found: list[tuple[str, int, int]] = []
    i = 0
    while i < len(row):
        under = i > 0 and row[i - 1][0].removeprefix("و") == "تحت"
        opened = None if under else _opens(row[i][0], table)
        if opened is None:
            i += 1
            continue
        cut, definite, joined = opened
        if row[i][0][cut:] == _COUNCIL and (
            i + 1 == len(row) or row[i + 1][0] not in table.sets["actors.links"]
        ):
            i += 1
            continue
        j = _goes_to(flat, row, i, table, definite=definite)
        if j == i + 1:
            i += 1
            continue
        start, end = row[i].start() + cut, row[j - 1].end()
        lead = "ال" if joined else ""
        start = start + 1 if joined else start
        found.append((lead + flat.plain[start:end], start, end))
        i = j
    return found


def _opens(word: str, table: Lexicon) -> tuple[int, bool, bool] | None:
    """Say whether a word opens a name: how many letters before it are not of it, whether it has the article, and
    whether "li" swallowed the first letter of the article.
    """
    units, definite = table.sets["actors.units"], table.sets["actors.definite"]
    for cut in range(min(3, len(word))):
        if cut and word[cut - 1] not in "وفبلك":
            break
        rest = word[cut:]
        if rest in units:
            return cut, False, False
        if rest in definite:
            return cut, True, False
        if rest.startswith("لل") and rest[1:] in units:
            return cut + 1, False, False
        if rest.startswith("لل") and f"ال{rest[2:]}" in definite:
            return cut + 1, True, True
    return None


def _goes_to(flat: Flat, row: list[re.Match[str]], i: int, table: Lexicon, *, definite: bool) -> int:
    """Give the index behind the last word of the name that opens at ``i``; ``i + 1`` where none follows."""
    stops, links = table.sets["actors.not_next"], table.sets["actors.links"] | table.sets["actors.units"]
    j, closed = i + 1, definite
    while j < len(row) and j - i < _MOST_WORDS:
        between = flat.text[row[j - 1].end() : row[j].start()]
        word = row[j][0]
        if between.strip() != "" or word in stops or word in table.numbers or len(word) < 2:
            break
        if closed:
            if not _is_adjective(word, table):
                break
        elif word.startswith("ال"):
            closed = True
        elif word in _KUNYA or (word in links and not _is_adjective(word, table)):
            pass
        elif _may_be_proper(word, table):
            closed = True
        else:
            break
        j += 1
    return j


def _is_adjective(word: str, table: Lexicon) -> bool:
    return word.startswith("ال") and (
        _ADJECTIVE.fullmatch(word) is not None or word in table.sets["actors.adjectives"]
    )


def _may_be_proper(word: str, table: Lexicon) -> bool:
    if len(word) < 3 or table.patterns["speech.affirmed"].fullmatch(word) is not None:
        return False
    return word[0] not in "يت" or (word.endswith("ه") and len(word) < 6)
