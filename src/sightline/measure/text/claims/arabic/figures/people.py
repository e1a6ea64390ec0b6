"""Read Arabic nouns of people by their form: of whom, and whether one, two or several are meant.

A noun is listed once, in the singular, with its broken plural where it has one; the dual, the sound plurals, the
feminine, the accusative and forms with "his" or "their" are made from it. A form in -ين is a dual where the plural is a
broken one, and may be either otherwise.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

_OWNERS: Final = ("ها", "هم", "هما", "هن", "نا", "ه")
_STATES: Final = frozenset({"killed", "injured", "missing", "displaced", "detained"})
_ARTICLES: Final = ("ال", "لل", "بال", "كال")
_LIMBS: Final = frozenset({"رجل", "زوج", "والد"})
"""Nouns of which the dual with "his" is something else: "his legs", "his parents"."""
_LETTERS: Final = ("ب", "ل", "ك")


@frozen(slots=True)
class Form:
    """What a word tells of people. ``number``: 1, 2, 3 for several, 0 where it may be two or several."""

    group: str
    state: str | None
    number: int
    owned: bool = False
    """"His", "their" stands on the word."""


@frozen(slots=True)
class Read:
    """A form as it stands in a text: where its noun begins in the word, and what is written together with it."""

    form: Form
    cut: int
    definite: bool
    joined: bool


def forms_of(people: Mapping[str, Iterable[str]]) -> dict[str, Form]:
    """Spell all forms of the nouns that a table lists under a group or a state, "singular:plural,plural"."""
    found: dict[str, Form] = {}
    for name, entries in people.items():
        group, state = ("all", name) if name in _STATES else (name, None)
        for entry in entries:
            single, _, plurals = entry.partition(":")
            for word, number, owned in _spelled(
                single, [p for p in plurals.split(",") if p], told=":" in entry
            ):
                found.setdefault(word, Form(group, state, number, owned))
    return found


def read_word(word: str, forms: Mapping[str, Form]) -> Read | None:
    """Read a word of unified text with what may be written together with it; None where it is no noun of people."""
    for joined in (0, 1) if word[:1] in ("و", "ف") else (0,):
        rest = word[joined:]
        if rest in forms:
            return Read(forms[rest], joined, definite=False, joined=joined == 1)
        for article in _ARTICLES:
            bare = rest.removeprefix(article)
            if bare != rest and bare in forms and not forms[bare].owned:
                return Read(
                    forms[bare],
                    joined + len(article) - (2 if article != "لل" else 0),
                    definite=True,
                    joined=joined == 1,
                )
        if rest[:1] in _LETTERS and rest[1:] in forms:
            return Read(forms[rest[1:]], joined + 1, definite=False, joined=joined == 1)
    return None


def _spelled(single: str, plurals: list[str], *, told: bool) -> Iterable[tuple[str, int, bool]]:
    """Give each form, its number and whether somebody owns it.

    :param told: the table tells the plurals, so that a form in -ين is none of several
    """
    for plural in plurals:
        base = f"{plural[:-1]}ا" if plural.endswith("ي") else plural
        base = f"{plural[:-1]}ت" if plural.endswith("ه") else base
        yield from ((plural, 3, False), (f"{plural}ا", 3, False))
        bases = (f"{base[:-1]}ي", f"{base[:-1]}و", base) if base.endswith("اء") else (base,)
        yield from ((f"{each}{owner}", 3, True) for each in bases for owner in _OWNERS)
    if single == "-":
        return
    stem = f"{single[:-1]}ت" if single.endswith("ه") else f"{single}ت"
    yield from ((single, 1, False), (f"{stem}ان", 2, False), (f"{stem}ين", 2, False))
    yield from ((f"{stem}ي", 2, False), (f"{stem}ا", 2, False))
    yield from ((f"{stem}{owner}", 1, True) for owner in _OWNERS)
    if single.endswith("ه"):
        yield from ((f"{single[:-1]}ات", 3, False),) if not told else ()
        yield from ((f"{stem}{both}{owner}", 2, True) for both in ("ا", "ي") for owner in _OWNERS)
        return
    yield from ((f"{single}ا", 1, False), (f"{single}ه", 1, False), (f"{single}ان", 2, False))
    yield from ((f"{single}{owner}", 1, True) for owner in _OWNERS)
    if told:
        yield from ((f"{single}ين", 2, False), (f"{single}ي", 2, False))
        if single not in _LIMBS:
            both = ("ا", "ي")
            yield from (
                (f"{base}{end}{owner}", 2, True)
                for base in (single, stem)
                for end in both
                for owner in _OWNERS
            )
        return
    yield from ((f"{single}ون", 3, False), (f"{single}ين", 0, False), (f"{single}ات", 3, False))
    yield from ((f"{single}و", 3, False), (f"{single}ي", 0, False))
    for owner in _OWNERS:
        yield from ((f"{single}ي{owner}", 0, True), (f"{single}و{owner}", 3, True))
