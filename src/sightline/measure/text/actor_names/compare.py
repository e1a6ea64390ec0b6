"""Says of two names whether they are one name spelled or translated otherwise, two names, or a person's to judge.

Likeness alone decides nothing: a brigade and a battalion of one name are two names, a first and a second division too.
"Same" says that the names are one, never that two bodies are: groups share names. How the verdict comes about stands in
its reason. The words that it knows, which people may correct, are in ``resources/actor_names``.
"""

from typing import Final, Literal

from attrs import frozen

from sightline.measure.text.actor_names.meeting import Met, meet
from sightline.measure.text.actor_names.parts import Parts, Word, parts_of

METHOD: Final = "text.actor_names"
VERSION: Final = 1
Verdict = Literal["same", "distinct", "maybe"]
FEWEST_INITIALS: Final = 2
MOST_SHOWN: Final = 40


@frozen(slots=True)
class Compared:
    """What two names say of each other."""

    verdict: Verdict
    why: str
    """One sentence."""
    one: str
    other: str
    confusable: bool = False
    """Distinct, yet easily taken for each other: the names share what is their own."""
    method: str = METHOD
    version: int = VERSION


def compare(a: str, b: str) -> Compared:
    """Compare two names of groups, persons or offices, in Latin, Arabic or Cyrillic letters.

    :param a: a name as somebody writes it; its first 300 letters are looked at
    :param b: another
    """
    one, other = parts_of(a), parts_of(b)
    verdict, why, confusable = _judged(one, other)
    return Compared(verdict, why, a, b, confusable)


def _judged(one: Parts, other: Parts) -> tuple[Verdict, str, bool]:
    if one.folded == "" or other.folded == "":
        return "maybe", "one of them has no letters that are read here", False
    if one.folded == other.folded and one.where == other.where:
        return "same", "the letters are the same but for marks, case and articles", False
    if one.line is not None and one.line == other.line:
        return "same", "both stand in one line of the names that are known", False
    if one.capitals or other.capitals:
        return _abbreviated(one, other)
    met = meet(one.own, other.own)
    if one.numbers and other.numbers and set(one.numbers) != set(other.numbers):
        numbers = f"{_list(one.numbers)} and {_list(other.numbers)}"
        return "distinct", f"the numbers differ: {numbers}", bool(met.same)
    units = _units(one, other)
    if met.left and met.right:
        return _other_words(one, other, met)
    if units is not None and units[0] == "distinct":
        return "distinct", units[1], bool(met.same or met.near) or not (one.own or other.own)
    if not (one.own or other.own or one.numbers or other.numbers):
        return "maybe", "they are nothing but the sort of a body, which many have", False
    doubts = _doubts(one, other, met)
    if units is not None:
        doubts.append(units[1])
    if not (met.same or met.near) and (one.own or other.own):
        return "distinct", "they share no word of their own", False
    if doubts:
        return "maybe", "; ".join(doubts), False
    how = "translated" if met.translated or _languages(one) != _languages(other) else "spelled otherwise"
    return "same", f"the same words, {how}, and no unit or number that differs", False


def _units(one: Parts, other: Parts) -> tuple[Verdict, str] | None:
    """Compare the units; None where nothing distinguishes them."""
    mine, theirs = _ids(one), _ids(other)
    words = f"{_texts(one.units)} and {_texts(other.units)}"
    if not one.units and not other.units:
        return None
    if not one.units or not other.units:
        return "maybe", f"only one of them says {_texts(one.units or other.units)}"
    left = [w for w in one.units if not w.ids & theirs]
    right = [w for w in other.units if not w.ids & mine]
    if not left and not right:
        if len(one.units) == len(other.units) and any(
            w.text != v.text and w.ids & v.ids and _one_language(w, v) for w in one.units for v in other.units
        ):
            return "maybe", f"{words} are two words of one language for a like unit"
        return None
    if not left or not right:
        return "maybe", f"only one of them says {_texts(left or right)}"
    if all(any(_loosely(w, v) for v in right) for w in left):
        return "maybe", f"{words} may be translations of each other, or one and several"
    return "distinct", f"{words} are different units"


def _other_words(one: Parts, other: Parts, met: Met) -> tuple[Verdict, str, bool]:
    """Judge names that each have words which the other lacks."""
    words = f"{_texts(met.left)} and {_texts(met.right)}"
    tongues = _languages(one), _languages(other)
    single = len(met.left) == len(met.right) == 1 and bool(met.same)
    unknown = not (met.left[0].ids and met.right[0].ids)
    if single and unknown and (one.script != other.script or not tongues[0] & tongues[1]) and all(tongues):
        return "maybe", f"{words} may be a translation; the other words are the same", False
    return "distinct", f"{words} are different words", False


def _doubts(one: Parts, other: Parts, met: Met) -> list[str]:
    out = []
    if met.near:
        out.append("nearly the same letters: " + ", ".join(f"{a.text} and {b.text}" for a, b in met.near))
    if met.left or met.right:
        out.append(f"only one of them says {_texts(met.left or met.right)}")
    if bool(one.numbers) != bool(other.numbers):
        out.append(f"only one of them has the number {_list(one.numbers or other.numbers)}")
    if one.where != other.where:
        told = " ".join(one.where or other.where)
        out.append(f"one says where ({told}): it may be the local part of the other")
    if one.titles and other.titles and one.titles != other.titles:
        out.append(f"the titles differ: {_list(one.titles)} and {_list(other.titles)}")
    if one.numbers != other.numbers and len(one.numbers) == len(other.numbers):
        out.append("the numbers stand in another order")
    if not met.in_order and _languages(one) & _languages(other) and not met.translated:
        out.append("the words stand in another order")
    return out


def _abbreviated(one: Parts, other: Parts) -> tuple[Verdict, str, bool]:
    short, whole = (one, other) if one.capitals else (other, one)
    if short.capitals and whole.capitals:
        return "distinct", "two different abbreviations", False
    if len(short.capitals) >= FEWEST_INITIALS and short.capitals == whole.initials:
        return "maybe", f"{short.capitals} may be the initials of {whole.text}", False
    met = meet(one.own, other.own)
    if met.same and not (met.left or met.right) and not (one.units or other.units):
        return "same", "the same letters", False
    return "distinct", f"{short.text} is not the initials of {whole.text}", False


def _loosely(one: Word, other: Word) -> bool:
    loose = {identifier for m in one.meanings for identifier in m.loose}
    return bool(loose & other.ids) or bool(
        {identifier for m in other.meanings for identifier in m.loose} & one.ids
    )


def _one_language(one: Word, other: Word) -> bool:
    if other.languages & one.languages == {"ar-Latn"}:
        return _apart_in_lexicon(one, other)
    return bool(one.languages & other.languages)


def _apart_in_lexicon(one: Word, other: Word) -> bool:
    """Tell spellings of one transliterated word from two words."""
    return one.row[:2] != other.row[:2]


def _ids(parts: Parts) -> frozenset[str]:
    return frozenset(i for w in parts.units for i in w.ids)


def _languages(parts: Parts) -> frozenset[str]:
    """Give the languages that the known words of a name show."""
    told = [w.languages for w in (*parts.units, *parts.own) if w.languages]
    return frozenset().union(*told) if told else frozenset()


def _texts(words: tuple[Word, ...] | list[Word]) -> str:
    return ", ".join(f"“{w.text[:MOST_SHOWN]}”" for w in words) or "nothing"


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(words)
