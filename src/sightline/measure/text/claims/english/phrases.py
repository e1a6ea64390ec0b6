"""Cut the words of an English sentence into phrases: names, nouns with what stands before them, verbs, what joins them.

Nothing is learnt: closed classes of words and the endings of verbs tell them apart well enough to walk from a verb to
who acts.
"""

import re
from bisect import bisect_left
from typing import Final

from attrs import frozen

from sightline.measure.text.claims.english.words import (
    ADVERBS,
    CONJUNCTIONS,
    DETERMINERS,
    GROUPS,
    MEN,
    MODALS,
    NEGATIVE,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    TIMES,
    verb_form,
)
from sightline.measure.text.claims.scene import Scene

_TOKEN: Final = re.compile(r"'s?(?!\w)|[A-Za-z0-9À-ÿ][\w'’-]*?(?='s?(?!\w))|[\w][\w'’-]*|[^\w\s]")
_MARKS: Final = {
    ",": ",",
    ";": ";",
    ":": ":",
    "—": "-",
    "–": "-",
    "(": "(",
    ")": ")",
    "-": "-",
    "•": ";",
    "|": ";",
}
_MAY_BE_TIME: Final = ("may", "march", "fall", "second", "end", "start", "time", "while")


@frozen(slots=True)
class Phrase:
    """Words that stand together.

    ``kind``: actor, place, name (capitals that nobody knows), noun, pronoun, verb, prep, conj, relative, opens, adverb,
    date, own ("'s"), mark. ``at``: which of the scene's actors or places it is. ``form`` of a verb: ed, ing, s, aux.
    """

    kind: str
    start: int
    end: int
    words: tuple[str, ...]
    at: int = -1
    form: str = ""

    @property
    def head(self) -> str:
        """The last word."""
        return self.words[-1]


def phrases(scene: Scene, low: int, high: int) -> list[Phrase]:
    """Cut a part of a sentence into phrases, in their order."""
    row: list[Phrase] = []
    text = scene.flat.text
    actors, places = [n.start for n in scene.actors], [n.start for n in scene.places]
    at = low
    while at < high:
        token = _TOKEN.search(text, at, high)
        if token is None:
            break
        named = _named(scene, actors, places, token.start(), high)
        one = named if named is not None else _word(row, token)
        at = max(one.end, token.end()) if named is None else one.end
        if one.kind == "skip":
            continue
        if not row or not _grown(row, one):
            row.append(one)
    return row


def _named(scene: Scene, actors: list[int], places: list[int], start: int, high: int) -> Phrase | None:
    for kind, starts, names in (("actor", actors, scene.actors), ("place", places, scene.places)):
        i = bisect_left(starts, start)
        if i < len(starts) and starts[i] == start and names[i].end <= high:
            same = [k for k in range(i, len(names)) if names[k].start == start]
            return Phrase(kind, start, names[i].end, (names[i].name.casefold(),), at=same[-1])
    return None


def _word(row: list[Phrase], token: re.Match[str]) -> Phrase:
    """Tell of what kind one word is."""
    written, start, end = token[0], token.start(), token.end()
    word = written.casefold()
    before = row[-1] if row else None
    if written in ("'s", "'"):
        owned = before is not None and before.kind in ("actor", "place", "name", "noun")
        return Phrase("own" if owned else "skip", start, end, (word,))
    if not written[0].isalnum():
        kind = "conj" if written in "&+" else "mark" if written in _MARKS else "skip"
        return Phrase(kind, start, end, (_MARKS.get(written, written),))
    if TIMES.fullmatch(word) is not None and _of_time(written, before):
        return Phrase("date", start, end, (word,))
    closed = _closed(word, before)
    if closed is not None:
        return Phrase(closed, start, end, (word,), form="open" if closed == "noun" else "")
    opened = before is not None and before.kind == "noun" and before.form == "open"
    form = verb_form(word, before.head if before is not None and opened else None)
    begins = before is None or before.kind == "mark"
    if form is not None and (begins or not written[0].isupper()):
        return Phrase("verb", start, end, (word,), form=form)
    common = not (written[0].isupper() or word.startswith("al-")) or (begins and word in MEN | GROUPS)
    return Phrase("noun" if common else "name", start, end, (word,))


def _of_time(written: str, before: Phrase | None) -> bool:
    """Say whether a word that may be of a time is: "May", "last", and no "may", "fall" or "end"."""
    if written[0].isupper() or written not in _MAY_BE_TIME:
        return True
    return before is not None and before.kind == "noun"


def _closed(word: str, before: Phrase | None) -> str | None:
    """Tell the kind of a word by the closed classes."""
    kind = before.kind if before is not None else ""
    if word in NEGATIVE or (word.endswith("ly") and len(word) > 4):
        return "adverb"
    if word in PRONOUNS:
        return "pronoun"
    if word in RELATIVE and (word != "that" or kind in ("actor", "noun", "name", "place", "mark")):
        return "relative"
    if word in CONJUNCTIONS:
        return "conj"
    if word in PREPOSITIONS and not (word in ("off", "over") and kind == "verb"):
        return "prep"
    if word in DETERMINERS:
        return "noun"
    return "opens" if word in OPENERS else "adverb" if word in ADVERBS else None


def _grown(row: list[Phrase], one: Phrase) -> bool:
    """Join a word to the phrase before it, where both are of one."""
    last = row[-1]
    grown = _of_verb(row, one) if one.kind == "verb" else _of_noun(last, one)
    if grown is None:
        return False
    row[-1] = grown
    return True


def _of_verb(row: list[Phrase], one: Phrase) -> Phrase | None:
    last = row[-1]
    before = row[-2] if len(row) > 1 else last
    if last.kind == "adverb" and before.kind == "verb" and before.form == "aux":
        row.pop()
        return Phrase("verb", before.start, one.end, (*before.words, *last.words, *one.words), form=one.form)
    if last.kind == "verb" and last.form == "aux":
        return Phrase("verb", last.start, one.end, (*last.words, *one.words), form=one.form)
    return None


def _of_noun(last: Phrase, one: Phrase) -> Phrase | None:
    joined = (*last.words, *one.words)
    opened = last.form == "open"
    if last.kind == "noun" and opened and one.kind in ("actor", "place"):
        return Phrase(one.kind, one.start, one.end, joined, at=one.at)
    if last.kind == "noun" and opened and one.kind in ("adverb", "date") and one.words[0] not in NEGATIVE:
        is_date = one.kind == "date"
        return Phrase(
            "date" if is_date else "noun", last.start, one.end, joined, form="" if is_date else "open"
        )
    if last.kind == "noun" and one.kind in ("noun", "name") and (opened or one.form != "open"):
        kind = "name" if one.kind == "name" and opened else one.kind
        return Phrase(kind, last.start, one.end, joined, form=one.form)
    if last.kind == "name" and (one.kind == "name" or (one.kind == "noun" and one.form != "open")):
        return Phrase(one.kind, last.start, one.end, joined)
    timed = one.kind == "date" or (one.kind == "noun" and one.form != "open" and TIMES.fullmatch(one.head))
    return Phrase("date", last.start, one.end, joined) if last.kind == "date" and timed else None


def is_planned(one: Phrase) -> bool:
    """Say whether a verb tells what is to come or might have been."""
    return any(word in MODALS for word in one.words)


def negates(one: Phrase) -> bool:
    """Say whether the words of a phrase negate."""
    return any(word in NEGATIVE or word.endswith("n't") for word in one.words)
