"""Say, while a walk goes back from an English verb, which phrases it may step over, and to where.

What stands between commas, a phrase behind a preposition, "agreed to", an auxiliary: each is stepped over only where it
cannot hold the subject.
"""

from typing import Final

from sightline.measure.text.claims.english.nouns import Walk, first_of, loyal
from sightline.measure.text.claims.english.phrases import Phrase, is_planned, negates
from sightline.measure.text.claims.english.words import (
    GROUPS,
    MEN,
    MODALS,
    PASSING,
    REDUCED,
    REFUSING,
    SPEAKING,
)
from sightline.measure.text.claims.names import Named, coordinated

NOUNS: Final = ("actor", "noun", "name", "place", "pronoun")


def plain(one: Phrase, row: list[Phrase], i: int) -> bool:
    """Say whether words right before a cue only lead to it: "is now a junior", "nothing but a"."""
    if i == 0:
        return False
    return (row[i - 1].kind in ("verb", "adverb") and (one.form == "open" or len(one.words) < 4)) or (
        row[i - 1].kind in ("mark", "conj") and one.words[0] in ("a", "an", "the", "another", "once", "its")
    )


def passed(walk: Walk, one: Phrase, i: int) -> bool:
    """Say whether the walk may step over a verb: an auxiliary of the one sought, or a participle behind a name."""
    if one.form == "aux":
        walk.negated = walk.negated or negates(one)
        if any(w in MODALS for w in one.words) and not walk.negated:
            return "must" in one.words
        return True
    if one.form == "s" and walk.row[i + 1 : i + 2] and walk.row[i + 1].head in ("itself", "themselves"):
        return True
    if one.words[-1] in ("considered", "described", "seen", "listed", "regarded", "known", "being"):
        return True
    before = walk.row[i - 1].kind if i > 0 else ""
    return one.words[0] in REDUCED and before in ("actor", "noun", "name", "adverb")


def chained(walk: Walk, i: int) -> int | None:
    """Step over "agreed to", "is said to", "refused to"; None where what follows "to" did not happen."""
    row = walk.row
    before = row[i - 1]
    if before.kind == "adverb" and i > 1:
        walk.negated = walk.negated or negates(before)
        i, before = i - 1, row[i - 2]
    if before.kind == "noun" and before.head in ("ability", "plan", "plans", "attempt", "bid", "decision"):
        return None
    if before.kind != "verb":
        return i - 1 if before.kind == "noun" and before.head in REFUSING else None
    if before.head in REFUSING:
        walk.negated = True
    elif before.head not in PASSING:
        return None
    walk.negated = walk.negated or negates(before)
    return None if is_planned(before) and not walk.negated else i - 2


def counted(walk: Walk, k: int, i: int) -> list[Named]:
    """Read "six groups, including A and B, have joined": those of them that are named."""
    row = walk.row
    if row[k].kind != "noun" or not row[k].head.endswith("s") or row[k].head[:-1] not in GROUPS:
        return []
    if row[k + 2].head not in ("including", "among", "namely", "notably") or walk.negated:
        return []
    inside = [p for p in row[k + 2 : i] if p.kind == "actor"]
    return coordinated(walk.scene.flat.text, walk.scene.actors, inside[-1].at, back=True) if inside else []


def heads_clause(row: list[Phrase], i: int) -> bool:
    """Say whether a name opens a clause."""
    return i == 0 or (row[i - 1].kind in ("conj", "mark") and row[i - 1].head != ",")


def opened_by(walk: Walk, i: int) -> int | None:
    """Give what stands before the words that a comma, a dash or a bracket closes; None where it closes none."""
    row = walk.row
    close = row[i].head
    other = "(" if close == ")" else close
    for k in range(i - 1, max(0, i - 34), -1):
        if row[k].kind != "mark":
            continue
        if row[k].head in (";", ":"):
            return None
        if (
            row[k].head == other
            and k > 0
            and row[k - 1].kind in (*NOUNS, "date", "conj")
            and _opens(row, k + 1, i)
        ):
            return k - 1
        if (
            row[k].head == other
            and k > 0
            and row[k - 1].kind in ("relative", "verb", "opens")
            and _inserted(row, k + 1)
        ):
            return k - 1
    return None


def _inserted(row: list[Phrase], k: int) -> bool:
    return row[k].kind in ("prep", "adverb", "date", "opens") or row[k].head in SPEAKING


def _opens(row: list[Phrase], k: int, i: int) -> bool:
    """Say whether words behind a comma say more of the name before it."""
    if k >= i:
        return False
    one = row[k]
    if one.kind in ("relative", "adverb", "date", "prep"):
        return True
    if one.kind == "verb":
        return one.form in ("ed", "ing") and (one.words[0] in REDUCED or row[k - 2].kind == "actor")
    if one.kind == "opens":
        return True
    if one.kind == "pronoun" and k + 1 < i and row[k + 1].kind == "verb":
        return row[k + 1].head in SPEAKING
    if one.kind in ("noun", "actor", "place", "name"):
        opened = one.words[0] in (
            "a",
            "an",
            "the",
            "one",
            "its",
            "itself",
            "another",
            "two",
            "three",
            "once",
            "both",
        )
        said = i - k <= 8 and any(p.kind == "verb" and p.head in SPEAKING for p in row[k:i])
        nouns = not any(p.kind == "conj" for p in row[k : k + 1])
        return (opened or said or one.kind == "noun") and nouns and row[i].kind == "mark"
    return one.kind == "pronoun" and one.head in ("itself", "themselves")


def over(walk: Walk, i: int) -> int | None:
    """Give where to go on behind a phrase that a preposition leads, which so acts not itself; None where it may."""
    row = walk.row
    j = first_of(walk, i) - 1
    while j >= 0 and row[j].kind == "adverb":
        j -= 1
    if j >= 0 and row[j].kind == "own":
        return None
    if j >= 0 and row[j].kind == "noun" and row[i].kind in ("actor", "place", "name") and row[j].form == "":
        if j > 0 and row[j - 1].kind == "prep" and row[i].kind != "actor":
            return j - 2
        return None
    if (
        j >= 1
        and row[j].kind == "conj"
        and row[j - 1].kind in ("place", "date", "name")
        and row[i].kind == row[j - 1].kind
    ):
        return over(walk, j - 1)
    if j < 0 or row[j].kind != "prep":
        return None
    if (
        row[i].kind == "actor"
        and row[j].head in ("to", "with", "under", "from")
        and j > 0
        and loyal(walk, j + 1, row[i])
    ):
        return None
    if row[j].head == "of":
        if j == 0:
            return None
        if row[j - 1].kind == "noun" and (
            row[j - 1].head in MEN or row[j - 1].head in ("leader", "head", "commander")
        ):
            return None
        return j - 1 if row[j - 1].kind in NOUNS else None
    return j - 1 if j > 0 and row[j - 1].kind in (*NOUNS, "date", "verb", "mark", "adverb") else None
