"""Walk from an English verb to who acts: over adjuncts, words between commas, relative clauses, and shared subjects.

The walk goes back phrase by phrase. It ends at the noun phrase that is the subject of the verb; where that is no actor
whom the text names, nothing is found. It never steps over a verb that has a subject of its own.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import Final

from sightline.measure.text.claims.english.nouns import Walk, near, resolved
from sightline.measure.text.claims.english.phrases import Phrase, negates, phrases
from sightline.measure.text.claims.english.steps import (
    NOUNS,
    chained,
    counted,
    heads_clause,
    opened_by,
    over,
    passed,
    plain,
)
from sightline.measure.text.claims.english.words import (
    BE,
    GROUPS,
    MEN,
    REDUCED,
    SPEAKING,
)
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.two_ends import NOBODY, Found

_Step = int | list[Named] | None
"""Where to go on, whom was found, or None where the walk ends with nobody."""
_BEFORE_GERUND: Final = ("after", "before", "by", "without", "upon", "when", "while", "on", "in")
REACH: Final = 420
"""Characters before a verb in which its subject is sought."""
_STEPS: Final = 60
_FRONTED: Final = re.compile(r"\w+(?:ed|en|ing|led|left|cut|driven|made|born|known)\b")
_BEHIND_COMMA: Final = re.compile(
    r", (?:the |(?:the )?(?:[A-Za-z-]+ ){0,3}(?:fighters|rebels|men|forces) of (?:the )?)?$"
)


def clause_subject(scene: Scene, cue: Cue, at: int) -> Found:
    """Find who acts in what is told at a place of the sentence; nobody where it cannot be told."""
    low = max(scene.one.start, at - REACH)
    walk = Walk(scene, cue, phrases(scene, low, at), apposed=cue.apposed)
    turned = bool(walk.row) and walk.row[-1].form == "aux" and walk.row[-1].head in BE
    if cue.active and turned and not scene.flat.text[at : at + 30].split(" ")[0].endswith("ing"):
        return NOBODY
    names = _back(walk, len(walk.row) - 1)
    names = names or _fronted(scene, cue, walk.row, at)
    return Found(tuple(names), walk.negated) if names else NOBODY


def _fronted(scene: Scene, cue: Cue, row: list[Phrase], at: int) -> list[Named]:
    """Read "Driven out of the town in June, A ...", "Having left B, A ...": who acts is named behind the comma."""
    text = scene.flat.text
    if any(
        p.kind not in ("adverb", "conj")
        and p.words[0] not in ("having", "after", "once", "long", "no", "a", "an", "still")
        for p in row
    ):
        return []
    if _FRONTED.match(text, at) is None and not (cue.apposed and row):
        return []
    for one in near(scene.actors, at, 200):
        owns = text[one.end : one.end + 2] in ("'s", "' ")
        if not owns and _BEHIND_COMMA.search(text, at, one.start) is not None:
            i = bisect_left(scene.actors, one.start, key=lambda n: n.start)
            return coordinated(text, scene.actors, i, back=False)
    return []


def clause_places(scene: Scene, cue: Cue, at: int) -> tuple[list[Named], bool]:
    """Find the place of which a clause tells something: "the town has been ...", "T, which ..., is"."""
    low = max(scene.one.start, at - REACH)
    walk = Walk(scene, cue, phrases(scene, low, at), apposed=True, places=True)
    return _back(walk, len(walk.row) - 1), walk.negated


def _back(walk: Walk, i: int) -> list[Named]:
    """Walk back from the phrase at an index to the subject."""
    walk.opening = True
    while i >= 0:
        walk.steps += 1
        if walk.steps > _STEPS:
            return []
        step = _STEP[walk.row[i].kind](walk, i) if walk.row[i].kind in _STEP else None
        if step is None:
            return []
        if isinstance(step, list):
            return step
        i = step
    return []


def _at_adverb(walk: Walk, i: int) -> _Step:
    walk.negated = walk.negated or negates(walk.row[i])
    return i - 1


def _at_date(walk: Walk, i: int) -> _Step:
    before = walk.row[i - 1] if i > 0 else None
    if before is not None and walk.opening and walk.apposed and before.head in ("until", "till"):
        return None  # "until now a member": no more
    return i - 2 if before is not None and before.kind in ("prep", "opens") else i - 1


def _at_verb(walk: Walk, i: int) -> _Step:
    if not passed(walk, walk.row[i], i):
        return None
    walk.apposed = walk.apposed and walk.row[i].form != "aux"
    walk.opening = False
    return i - 1


def _at_prep(walk: Walk, i: int) -> _Step:
    one = walk.row[i]
    if one.head == "to" and i > 0:
        if walk.row[i - 1].head == "only":
            return _shared(walk, i - 1)
        walk.opening = False
        return chained(walk, i)
    if i == len(walk.row) - 1 and one.head in _BEFORE_GERUND:
        walk.negated = walk.negated or one.head == "without"
        return _shared(walk, i)
    return i - 1 if walk.opening and one.head in ("among", "as", "like", "once") else None


def _at_conj(walk: Walk, i: int) -> _Step:
    if walk.row[i].head == "but" and i > 0 and walk.row[i - 1].head == "nothing":
        return i - 2
    return _shared(walk, i)


def _at_mark(walk: Walk, i: int) -> _Step:
    step = _mark(walk, i)
    walk.opening = False
    return step


def _at_noun(walk: Walk, i: int) -> _Step:
    one = walk.row[i]
    if walk.opening and one.kind == "pronoun" and one.head in ("itself", "themselves"):
        return i - 1
    named = one.kind != "noun" or (one.form != "open" and one.head in (*MEN, *GROUPS))
    if walk.opening and not named and plain(one, walk.row, i):
        return i - 1  # "nothing but a", "the local": words of the cue itself
    before = over(walk, i)
    if before is None:
        return resolved(walk, i)
    walk.opening = False
    return before


def _shared(walk: Walk, i: int) -> list[Named]:
    """Give the subject of the verb before "and", "but", "after": the second has none of its own."""
    row = walk.row
    j = i - 1
    if j >= 0 and row[j].kind == "adverb":
        j -= 1
    if j >= 0 and row[j].kind == "mark":
        opened = opened_by(walk, j)
        j = opened if opened is not None else j
    while j >= 0:
        one = row[j]
        if one.kind == "verb" and not (one.form != "aux" and one.words[0] in REDUCED and len(one.words) == 1):
            if one.head in SPEAKING and _says_that(row, j, i):
                return []
            kept = walk.negated
            walk.apposed = False
            names = _back(walk, j - 1)
            nor = row[i].head in ("or", "nor")
            walk.negated = kept or (nor and (walk.negated or negates(one)))
            return names
        if one.kind == "mark" and one.head in (";", ":"):
            return []
        j -= 1
    return []


def _says_that(row: list[Phrase], j: int, i: int) -> bool:
    """Say whether words of speech tell something of somebody else: "X said Y had fled and"."""
    return (
        any(p.kind in NOUNS for p in row[j + 1 : i])
        and row[j].form != "aux"
        and not any(p.kind == "prep" for p in row[j + 1 : j + 2])
    )


def _antecedent(walk: Walk, i: int) -> list[Named]:
    """Give whom "which", "who" or "that" means: the name before it, or the one that the noun before it tells of."""
    row = walk.row
    if row[i].head in ("whose", "where", "whom"):
        return []
    j = i - 1
    if j >= 0 and row[j].kind == "adverb":
        j -= 1
    comma = j >= 0 and row[j].kind == "mark" and row[j].head in (",", "-", "(")
    j -= 1 if comma else 0
    walk.apposed = True
    for _ in range(3):
        if j < 1 or row[j].kind in ("actor", "pronoun"):
            break
        if (
            row[j].kind in ("name", "place", "noun", "date")
            and row[j - 1].kind == "prep"
            and row[j - 1].head != "of"
        ):
            j -= 2
        elif row[j].kind == "date":
            j -= 1
        else:
            break
    if (
        j > 1
        and row[j].kind == "actor"
        and not comma
        and row[j - 1].head == "of"
        and row[j - 2].kind == "noun"
    ):
        return []  # "a splinter of A which": of which of the two is not told
    while j > 2 and row[j].kind == "noun" and (row[j - 1].head == "of" or row[j - 1].kind == "conj"):
        j -= 2
    return resolved(walk, j, apposed=True) if j >= 0 and row[j].kind in NOUNS else []


def _mark(walk: Walk, i: int) -> int | list[Named]:
    """Step over a mark: to the other end of what it closes, or to what a participle behind it tells of."""
    row = walk.row
    if row[i].head in (";", ":", "("):
        return resolved(walk, i - 1, apposed=True) if row[i].head == "(" and walk.apposed and i > 0 else []
    if (
        i > 2
        and row[i - 1].kind == "actor"
        and row[i - 2].head == ","
        and (
            row[i - 3].kind == "noun"
            or (
                i > 4 and row[i - 3].kind == "actor" and row[i - 4].head == "of" and row[i - 5].head in GROUPS
            )
        )
    ):
        return resolved(walk, i - 1, apposed=True)
    opened = opened_by(walk, i)
    if opened is not None:
        return counted(walk, opened, i) or opened
    if walk.apposed:
        j = i - 1
        while j > 1 and row[j].kind in ("date", "place", "name", "noun") and row[j - 1].kind == "prep":
            j -= 2
        if j >= 0 and row[j].kind in NOUNS:
            return resolved(walk, j, apposed=True)
    if i > 0 and row[i - 1].kind in ("actor", "pronoun") and heads_clause(row, i - 1):
        return resolved(walk, i - 1)
    text = walk.scene.flat.text
    behind = text[row[i].end : row[i].end + 30].split()
    if behind and behind[0].endswith("ing") and i == len(row) - 1:
        return _shared(walk, i)
    return []


_STEP: Final[Mapping[str, Callable[[Walk, int], _Step]]] = {
    "adverb": _at_adverb,
    "date": _at_date,
    "verb": _at_verb,
    "prep": _at_prep,
    "opens": _at_prep,
    "conj": _at_conj,
    "relative": _antecedent,
    "mark": _at_mark,
    "actor": _at_noun,
    "noun": _at_noun,
    "name": _at_noun,
    "place": _at_noun,
    "pronoun": _at_noun,
}
