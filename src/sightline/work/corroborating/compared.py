"""Sets the answers to one question beside each other: which say the same, and which cannot both be true."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from attrs import frozen

from sightline.model.claim_order import Answer, Meeting, Met, compare
from sightline.model.figures import overlap, told
from sightline.work.corroborating.heard import Ground, Heard, answer_of, later

MOST_ANSWERS: Final = 80
"""Different answers to one question that are compared with each other."""
MOST_PAIRS: Final = 400
"""Contradictions of one question that are listed."""


@frozen(slots=True)
class Group:
    """Statements that say the same, or nothing that could not be one."""

    text: str
    heard: tuple[Heard, ...]


@frozen(slots=True)
class Opposed:
    """Two statements that cannot stand beside each other."""

    one: Heard
    other: Heard
    met: Met


@frozen(slots=True)
class Opposition:
    """The contradictions of one question, and what was left out of so many."""

    pairs: tuple[Opposed, ...]
    answers_left: int = 0
    """Different answers that were not compared."""
    pairs_left: int = 0
    """Contradictions that are not listed."""


def _distinct(ground: Ground, heard: Sequence[Heard]) -> list[tuple[Answer, list[Heard]]]:
    """Gather statements that give the very same answer, in the order of the first of each."""
    out: dict[tuple[object, ...], tuple[Answer, list[Heard]]] = {}
    for one in heard:
        answer = answer_of(ground, one.one)
        bounds = None if answer.figure is None else (answer.figure.low, answer.figure.high)
        key = (answer.key, answer.negated, answer.conditions, one.one.valid, bounds)
        out.setdefault(key, (answer, []))[1].append(one)
    return list(out.values())


def opposed(ground: Ground, prop: str, heard: Sequence[Heard]) -> Opposition:
    """Find the pairs of statements of different voices that cannot both be true, or not before somebody judged.

    Parameters
    ----------
    heard : sequence of Heard
        Statements of one property that stand. Of one voice only its last word should be among them.
    """
    declared = ground.properties.get(prop)
    sort, one_only = "text" if declared is None else declared.type, ground.one_only(prop)
    every = _distinct(ground, heard)
    out: list[Opposed] = []
    left_out = 0
    for (a, left), (b, right) in combinations(every[:MOST_ANSWERS], 2):
        met = compare(sort, a, b, one_only=one_only, known=ground.known)
        if met.meeting not in (Meeting.APART, Meeting.UNSURE):
            continue
        for one in left:
            for other in right:
                if _of_one(ground, one, other):
                    continue
                if len(out) < MOST_PAIRS:
                    out.append(Opposed(one, other, met))
                else:
                    left_out += 1
    return Opposition(tuple(out), max(0, len(every) - MOST_ANSWERS), left_out)


def _of_one(ground: Ground, one: Heard, other: Heard) -> bool:
    """Tell whether both are explanations that this case itself weighs, or one teller's word that changed."""
    if ground.voice(one.one) is None and ground.voice(other.one) is None:
        return True
    same = ground.way(one.one) == ground.way(other.one)
    return same and (later(one.one, other.one) or later(other.one, one.one))


def agreeing(ground: Ground, prop: str, heard: Sequence[Heard]) -> tuple[Group, ...]:
    """Gather statements that agree, each in one group; what could agree with several stays with the first.

    Dates agree where they can be one time, figures where one number fits both, positions within their error.
    """
    declared = ground.properties.get(prop)
    sort, one_only = "text" if declared is None else declared.type, ground.one_only(prop)
    groups: list[tuple[list[Answer], list[Heard]]] = []
    for answer, mine in _distinct(ground, heard):
        for answers, members in groups:
            if all(
                compare(sort, answer, other, one_only=one_only, known=ground.known).meeting is Meeting.SAME
                for other in answers[:MOST_ANSWERS]
            ):
                answers.append(answer)
                members.extend(mine)
                break
        else:
            groups.append(([answer], list(mine)))
    return tuple(Group(_common(answers), tuple(members)) for answers, members in groups)


def _common(answers: Sequence[Answer]) -> str:
    texts = list(dict.fromkeys(answer.text for answer in answers))
    figures = [answer.figure for answer in answers if answer.figure is not None]
    if len(figures) > 1 and len(figures) == len(answers) and (both := overlap(figures)) is not None:
        return told(both) if len(texts) > 1 else texts[0]
    return " / ".join(texts[:4]) + ("" if len(texts) < 5 else f" and {len(texts) - 4} more")


def by_property(heard: Sequence[Heard]) -> dict[str, list[Heard]]:
    """Sort statements by their property, in the order they come."""
    out: dict[str, list[Heard]] = defaultdict(list)
    for one in heard:
        out[one.one.property].append(one)
    return dict(out)
