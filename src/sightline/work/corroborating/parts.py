"""Finds figures of a part that no figure of its whole has room for: seven children killed beside two killed in all.

Figures of different groups are never added up to a total. Here, and only here, the least of groups that hold nobody
twice (civilians and fighters; children, women and men) is taken together, to see whether a whole has room for them.
What the words allow counts: "at least two in all" has room for any part, and "up to seven children" may be none.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from attrs import frozen

from sightline.model.claim_order import Answer
from sightline.model.figures import Figure, told
from sightline.model.span_order import could_overlap
from sightline.work.corroborating.heard import ALL, Ground, Heard, answer_of, later
from sightline.work.corroborating.records import Contradiction

APART: Final = (("civilian", "fighter"), ("child", "woman", "man"))
"""Groups that hold nobody twice. A child may be a fighter, and a journalist is a civilian: they stand in no list."""
NARROWING: Final = frozenset({"role", "place"})
"""Conditions that tell a part of those whom a figure without them counts: of one side, at one place."""
MOST: Final = 200
"""Contradictions of parts and wholes that are listed for one property."""


@frozen(slots=True)
class _Told:
    heard: Heard
    answer: Answer
    figure: Figure
    group: str
    narrowed: frozenset[tuple[str, str]]
    """Role and place, where they are told."""
    about: frozenset[tuple[str, str]]
    """All other conditions: they have to be equal."""


def parts_over(ground: Ground, prop: str, heard: Sequence[Heard]) -> tuple[Contradiction, ...]:
    """Find the parts that exceed a whole, alone or together.

    Parameters
    ----------
    prop : str
        A property of figures.
    heard : sequence of Heard
        Its statements that stand; denials are passed over.
    """
    every = [one for h in heard if (one := _read(ground, h)) is not None]
    wholes = [one for one in every if one.figure.high is not None]
    return tuple(islice(_found(ground, prop, wholes, every), MOST))


def _found(
    ground: Ground, prop: str, wholes: Sequence[_Told], every: Sequence[_Told]
) -> Iterator[Contradiction]:
    for whole in wholes:
        narrower = [one for one in every if _part_of(one, whole)]
        over = [one for one in narrower if _exceeds([one], whole)]
        for one in over:
            yield _contradiction(ground, prop, whole, [one])
        rest = [one for one in narrower if one not in over]
        for family in APART if whole.group == ALL else ():
            yield from (
                _contradiction(ground, prop, whole, some) for some in _together(ground, rest, whole, family)
            )


def _read(ground: Ground, heard: Heard) -> _Told | None:
    answer = answer_of(ground, heard.one)
    if heard.one.negated or answer.figure is None:
        return None
    said = dict(answer.conditions)
    group = said.pop("group", ALL)
    narrowed = frozenset(pair for pair in said.items() if pair[0] in NARROWING)
    return _Told(heard, answer, answer.figure, group, narrowed, frozenset(said.items()) - narrowed)


def _part_of(part: _Told, whole: _Told) -> bool:
    """Tell whether all whom one figure counts are among those whom the other counts, and are not simply the same."""
    if part.about != whole.about or not part.narrowed >= whole.narrowed:
        return False
    if whole.group not in (ALL, part.group) or (part.group, part.narrowed) == (whole.group, whole.narrowed):
        return False
    a, b = part.answer.valid, whole.answer.valid
    return a is None or b is None or could_overlap(a, b)


def _exceeds(parts: Sequence[_Told], whole: _Told) -> bool:
    high = whole.figure.high
    return high is not None and sum(_least(one) for one in parts) > high


def _least(one: _Told) -> int:
    return 0 if one.figure.low is None else one.figure.low


def _together(
    ground: Ground, rest: Sequence[_Told], whole: _Told, family: Sequence[str]
) -> Iterator[list[_Told]]:
    """Find parts that exceed a whole only together: of one voice, and where none does so alone, of several."""
    mine = [one for one in rest if one.group in family and one.narrowed == whole.narrowed]
    by_source: dict[tuple[bytes | None, bytes | None], list[_Told]] = defaultdict(list)
    for one in mine:
        by_source[ground.way(one.heard.one)].append(one)
    found = False
    for some in by_source.values():
        if over := _fewest(some, whole):
            found = True
            yield over
    if not found and (over := _fewest(mine, whole)):
        yield over


def _fewest(mine: Sequence[_Told], whole: _Told) -> list[_Told]:
    """Take the greatest part of each group until the whole has no room; empty where it has room for all."""
    most: dict[str, _Told] = {}
    for one in mine:
        if one.group not in most or _least(one) > _least(most[one.group]):
            most[one.group] = one
    chosen: list[_Told] = []
    for one in sorted(most.values(), key=lambda o: (-_least(o), o.group)):
        chosen.append(one)
        if len(chosen) > 1 and _exceeds(chosen, whole):
            return chosen
    return []


def _contradiction(ground: Ground, prop: str, whole: _Told, parts: Sequence[_Told]) -> Contradiction:
    names = [_named(ground, prop, one) for one in parts]
    over = _named(ground, prop, whole)
    if len(parts) == 1:
        why = f"{names[0]}, and {over}: a part cannot be greater than its whole"
    else:
        least = sum(_least(one) for one in parts)
        open_ = any(one.figure.high != one.figure.low for one in parts)
        together = f"{'at least ' if open_ else ''}{least:,} together"
        why = (
            f"{' and '.join(names)} are {together}, and {over}: "
            "parts that hold nobody twice cannot be greater than their whole"
        )
    first = parts[0].heard.one
    ids = [one.heard.one.id.hex() for one in parts]
    voices = {ground.voice(one.heard.one) for one in (whole, *parts)}
    if len(voices) == 1 and later(whole.heard.one, first):
        why += "; the same source said the part later, and its figure of the whole may be overtaken"
    return Contradiction(whole.heard.one.id.hex(), ids[0], why, sure=True, also=tuple(ids[1:]), of_parts=True)


def _named(ground: Ground, prop: str, one: _Told) -> str:
    """Say a figure with those whom it counts: ``7 children killed``, ``at most 2 killed in all``."""
    declared = ground.properties.get(prop)
    qualifiers = {} if declared is None else declared.qualifiers
    words = [told(one.figure)]
    if one.group != ALL:
        words.append(ground.text(qualifiers.get("group"), one.group).lower())
    words += [
        ground.text(qualifiers.get(name), text).lower() for name, text in sorted(one.about) if name == "state"
    ]
    if one.group == ALL and not one.narrowed:
        words.append("in all")
    rest = [f"{name} {_value(ground, text)}" for name, text in sorted(one.narrowed)]
    return " ".join(words) + (f" ({', '.join(rest)})" if rest else "")


def _value(ground: Ground, text: str) -> str:
    """Write a role, or a place that is named by its id."""
    is_id = len(text) == 32 and all(c in "0123456789abcdef" for c in text)
    return ground.text(None, {"entity": text}) if is_id else text
