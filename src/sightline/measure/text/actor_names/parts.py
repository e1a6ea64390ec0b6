"""Takes the name of an actor apart: units, numbers, the words that are its own, and what it says of where it is."""

import re
from functools import lru_cache
from typing import Final

from attrs import evolve, frozen

from sightline.core.fold import fold
from sightline.measure.text.actor_names.letters import BEFORE, construct, in_arabic, in_cyrillic, row
from sightline.measure.text.actor_names.lexicon import LONGEST_PHRASE, Meaning, lexicon, meanings_of

LONGEST: Final = 300
"""Letters of a name that are looked at; no group has a longer one."""
_JOINED: Final = re.compile(r"\b(?:Al|El|An|As|Ash|Ar|At|Ad|Az)(?=[A-Z][a-z])")
_NUMBER: Final = re.compile(r"(\d{1,6})(?:st|nd|rd|th|er|e|я|й)?")
_ABD: Final = re.compile(r"(?<!\S)(?:(?:abd)(?:[aeu](?:l|r|s|sh|d|t|n|z))?)(?: ?)(?=\S{4})")
_ABD_ARABIC: Final = re.compile("(?<!\\S)عبدال(?=\\S{3})")
_CAPITALS: Final = re.compile(r"(?:[A-ZА-Я]\.?){2,7}")
_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]{1,80}[)\]]\s*$")


@frozen(slots=True)
class Word:
    """One word or phrase of a name."""

    text: str
    """Folded."""
    row: str
    meanings: tuple[Meaning, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """Give the ids of what it may mean; none for a proper name."""
        return frozenset(m.id for m in self.meanings)

    @property
    def languages(self) -> frozenset[str]:
        """Give the languages of what it may mean."""
        return frozenset(language for m in self.meanings for language in m.languages)


@frozen(slots=True)
class Parts:
    """A name taken apart."""

    text: str
    folded: str
    script: str
    """arabic, cyrillic, latin or other."""
    units: tuple[Word, ...]
    numbers: tuple[str, ...]
    own: tuple[Word, ...]
    """The words that make it this name, in order."""
    where: tuple[str, ...]
    """What follows "in", or stands in brackets at the end."""
    titles: tuple[str, ...]
    initials: str
    capitals: str
    """Its letters, where it is nothing but an abbreviation."""
    line: int | None
    """The line of the known names that it stands in."""


@lru_cache(maxsize=50_000)
def parts_of(name: str) -> Parts:
    """Take a name apart."""
    text = " ".join(name[:LONGEST].split())
    bracket = _BRACKETS.search(text)
    core = text if bracket is None or bracket.start() == 0 else text[: bracket.start()]
    folded = fold(_JOINED.sub("al-", core).translate(BEFORE))
    folded = _ABD_ARABIC.sub("عبد ", _ABD.sub("abd ", folded))
    words = _read(folded.split())
    known = lexicon().known.get(fold(text.translate(BEFORE))) or lexicon().known.get(folded)
    made = Parts(
        text, folded, _script(folded), (), (), (), (), (), _initials(folded),
        core.replace(".", "") if _CAPITALS.fullmatch(core) else "", None if known is None else known[0],
    )  # fmt: skip
    units, numbers, own, where, titles = _sorted(words)
    if bracket is not None and core != text:
        where = (*where, *fold(bracket.group()).split())
    return evolve(made, units=units, numbers=numbers, own=own, where=where, titles=titles)


def _read(words: list[str]) -> list[Word]:
    out: list[Word] = []
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            found = meanings_of(phrase)
            if found or length == 1:
                mine = row(phrase) if length == 1 else "".join(map(row, words[at : at + length]))
                last = at + length == len(words)
                out.append(Word(phrase, mine if last else construct(mine), found))
                at += length
                break
    return out


def _sorted(
    words: list[Word],
) -> tuple[tuple[Word, ...], tuple[str, ...], tuple[Word, ...], tuple[str, ...], tuple[str, ...]]:
    units: list[Word] = []
    numbers: list[str] = []
    own: list[Word] = []
    where: list[str] = []
    titles: list[str] = []
    for at, word in enumerate(words):
        sorts = {m.sort for m in word.meanings}
        number = _NUMBER.fullmatch(word.text)
        if where or ("place" in sorts and 0 < at < len(words) - 1 and own + units):
            where.append(word.text)
        elif "filler" in sorts and (len(words) > 1 and at < len(words) - 1):
            continue
        elif number is not None:
            numbers.append(number[1].lstrip("0") or "0")
        elif "unit" in sorts:
            units.append(word)
        elif "number" in sorts and len(words) > 1 and not _is_person(words):
            numbers.append(next(m.id for m in word.meanings if m.sort == "number"))
        elif "title" in sorts and at == 0 and len(words) > 2:
            titles.append(word.text)
        else:
            own.append(word)
    return tuple(units), tuple(numbers), tuple(own), tuple(where), tuple(titles)


def _is_person(words: list[Word]) -> bool:
    """Tell whether nothing in a name is a unit, so that Rabia and Khamis in it are names and no numbers."""
    return not any(m.sort == "unit" for word in words for m in word.meanings)


def _initials(folded: str) -> str:
    return "".join(word[0] for word in folded.split() if not _is_filler(word)).upper()


def _is_filler(word: str) -> bool:
    return any(m.sort == "filler" for m in meanings_of(word))


def _script(folded: str) -> str:
    if in_arabic(folded):
        return "arabic"
    if in_cyrillic(folded):
        return "cyrillic"
    return "latin" if any("a" <= letter <= "z" for letter in folded) else "other"
