"""Find English names of groups: capitals with a unit word among them, as "Liwa al-Wadi" or "Army of the Plateau"."""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_CAP: Final = (
    r"(?:(?:People|Women|Youth|Nation)'s(?= [A-Z])|"
    r"(?:(?:[aAeE]l|[aA][shnrdtz]h?|[eE]z)-)?[A-Z]\w*(?:'(?!s\b)\w+)*(?:-\w+)*(?:'(?=\s(?:[A-Z]|[ae]l-)))?)"
)
_NAME: Final = re.compile(rf"(?<![\w@#-]){_CAP}(?:\s(?:of\s(?:the\s)?|for\s(?:the\s)?)?{_CAP})*")
_TOKEN: Final = re.compile(r"\S+")
_SOME_OF: Final = ("Units", "Fighters", "Men", "Members", "Forces", "Elements", "Remnants")
_COUNTED: Final = frozenset(
    "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen "
    "Eighteen "
    "Nineteen Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety Dozens Scores Hundreds Thousands Several "
    "Many Most "
    "Some None Half Part Parts All Each Both Few Neither Either Any".split()
)
_SMALL: Final = ("of", "the", "for")
_VALUE: Final = (
    r"(?:Unity|Jihad|Justice|Equality|Freedom|Liberation|Dignity|Development|Reform|Peace|Democracy|Change|Salvation|"
    r"Solidarity|Progress|Reconciliation|Defen[cs]e|Security|Steadfastness|Virtue|Prosperity|Brotherhood|Renewal|"
    r"Reconstruction|Resistance|Victory|Honou?r|Faith|Independence|Revolution|Support|Protection|Combat|Struggle|"
    r"Preaching|Deterrence|Stability|Sovereignty|Guidance|Truth|Right|Rights|Hope|Glory|Loyalty|Monotheism)"
)
_AND_VALUE: Final = re.compile(rf" and (?:the )?{_VALUE}(?: {_VALUE})?\b(?! [A-Z])")
_OF_VALUE: Final = re.compile(r"\b(?:of|for) (?:the )?\w+$")
_BACKED: Final = re.compile(
    r"[A-Z]\w+-(?:backed|led|aligned|linked|based|supported|allied|affiliated|funded|sponsored|dominated|"
    r"controlled|trained|armed)"
)
_BEGINS: Final = re.compile(r"[\s\"'•*–—(-]*$")


def whole_names(flat: Flat, one: Sentence, table: Lexicon) -> list[tuple[str, int, int]]:
    """Find the names of a sentence that have a unit word in them.

    :returns: the name as it is written, where it begins and ends
    """
    found: list[tuple[str, int, int]] = []
    units, openers = table.sets["actors.units"], table.sets["actors.openers"]
    for match in _NAME.finditer(flat.text, one.start, one.end):
        tokens = list(_TOKEN.finditer(flat.text, *match.span()))
        while tokens and (tokens[0][0] in openers or tokens[0][0] in _SMALL):
            tokens = tokens[1:]
        backed = [k for k, t in enumerate(tokens) if _BACKED.fullmatch(t[0]) is not None]
        tokens = tokens[backed[-1] + 1 :] if backed else tokens
        while tokens and tokens[-1][0] in _SMALL:
            tokens = tokens[:-1]
        tokens = _without_some(flat, one, tokens, units)
        capital = [t[0] for t in tokens if t[0] not in _SMALL]
        if len(capital) < 2 or not any(_is_unit(word, units) for word in capital):
            continue
        if capital[-1] in table.sets["actors.not_heads"] and tokens[-2][0] not in ("of", "the"):
            continue
        start, end = tokens[0].start(), tokens[-1].end()
        more = _AND_VALUE.match(flat.text, end, one.end)
        if more is not None and _OF_VALUE.search(flat.text, start, end) is not None:
            end = more.end()
        found.append((flat.plain[start:end], start, end))
    return found


def _without_some(
    flat: Flat, one: Sentence, tokens: list[re.Match[str]], units: frozenset[str]
) -> list[re.Match[str]]:
    """Leave out who of a group it is: "Units of the Army of ...", "Twelve of the Corps", "Talk of the ... Bloc's"."""
    if [t[0] for t in tokens[1:2]] != ["of"]:
        return tokens
    rest = tokens[3:] if [t[0] for t in tokens[2:3]] == ["the"] else tokens[2:]
    if tokens[0][0] in _COUNTED:
        return rest
    opens = _BEGINS.fullmatch(flat.text, one.start, tokens[0].start()) is not None
    some = tokens[0][0] in _SOME_OF or (
        opens and not _is_unit(tokens[0][0], units) and len(rest) < len(tokens) - 2
    )
    return rest if some and _unit_behind(rest, units) else tokens


def _is_unit(word: str, units: frozenset[str]) -> bool:
    plain = word.rstrip("'")
    return plain in units or ("-" in plain and any(part in units for part in plain.split("-")[-2:]))


def _unit_behind(tokens: Sequence[re.Match[str]], units: frozenset[str]) -> bool:
    """Say whether what follows "Units of" is the name of a group itself."""
    capital = [t[0].rstrip("'") for t in tokens if t[0][0].isupper()]
    return len(capital) > 1 and any(word in units for word in capital)
