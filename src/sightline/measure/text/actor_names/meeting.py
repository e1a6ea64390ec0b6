"""Pairs the words of two names: which are one word in two spellings or languages, which are near, which stand alone."""

from collections.abc import Sequence
from enum import IntEnum

from attrs import frozen

from sightline.measure.text.actor_names.letters import apart, consonants, in_arabic, least_apart
from sightline.measure.text.actor_names.parts import Word


class Meets(IntEnum):
    """How two words meet."""

    NOT = 0
    NEAR = 1
    SAME = 2


@frozen(slots=True)
class Met:
    """The words of two names side by side."""

    same: tuple[tuple[Word, Word], ...]
    near: tuple[tuple[Word, Word], ...]
    left: tuple[Word, ...]
    """Words of the first alone."""
    right: tuple[Word, ...]
    in_order: bool
    """Whether the words that meet stand in the same order in both."""
    translated: bool
    """Whether some meet by their meaning and not by their letters."""


def meet(one: Sequence[Word], other: Sequence[Word]) -> Met:
    """Pair words, the surest first; each word meets at most one."""
    pairs = sorted(
        (
            (-how.value, abs(i - j), i, j, how)
            for i, a in enumerate(one)
            for j, b in enumerate(other)
            if (how := words_meet(a, b)) is not Meets.NOT
        ),
    )
    taken: dict[int, int] = {}
    met: list[tuple[Meets, int, int]] = []
    for _, _, i, j, how in pairs:
        if i not in taken and j not in taken.values():
            taken[i] = j
            met.append((how, i, j))
    met.sort(key=lambda m: m[1])
    left = [a for i, a in enumerate(one) if i not in taken]
    right = [b for j, b in enumerate(other) if j not in taken.values()]
    if left and right and (len(left) > 1 or len(right) > 1) and _joined(left, right):
        whole = (
            Word(" ".join(w.text for w in left), left[0].row),
            Word(" ".join(w.text for w in right), right[0].row),
        )
        return Met((*_of(met, one, other, Meets.SAME), whole), _of(met, one, other, Meets.NEAR), (), (),
                   _ordered(met), _translated(met, one, other))  # fmt: skip
    return Met(
        _of(met, one, other, Meets.SAME), _of(met, one, other, Meets.NEAR), tuple(left), tuple(right),
        _ordered(met), _translated(met, one, other),
    )  # fmt: skip


def words_meet(one: Word, other: Word) -> Meets:
    """Say whether two words are one in two spellings or languages, near to it, or not."""
    if one.text == other.text:
        return Meets.SAME
    if one.meanings and other.meanings:
        return Meets.SAME if one.ids & other.ids else Meets.NOT
    shortest = min(consonants(one.row), consonants(other.row))
    most = 2 if shortest >= 7 else 1 if shortest >= 4 else 0
    told = [(a, b) for a in readings(one) for b in readings(other) if least_apart(a, b) <= most]
    if not told:
        return Meets.NOT
    unwritten = in_arabic(one.text) != in_arabic(other.text)
    count = min(apart(a, b, unwritten=unwritten) for a, b in told)
    if count == 0 and (shortest > 1 or len(one.row) == len(other.row)):
        return Meets.SAME
    near = (count == 1 and shortest >= 4) or (count == 2 and shortest >= 7)
    return Meets.NEAR if near and not (one.ids or other.ids) else Meets.NOT


def readings(word: Word) -> tuple[str, ...]:
    """Give the rows of a word: its own, and where a final h was taken for an ending (Saleh) one that keeps it."""
    if word.row.endswith("E") and word.text[-1:] in ("h", "ه"):
        return word.row, word.row[:-1] + ("h" if in_arabic(word.text) else word.text[-2:])
    return (word.row,)


def _joined(left: Sequence[Word], right: Sequence[Word]) -> bool:
    a, b = "".join(w.row for w in left), "".join(w.row for w in right)
    a, b = a.replace("E", "a"), b.replace("E", "a")
    if least_apart(a, b) > 0:
        return False
    return apart(a, b, unwritten=in_arabic(left[0].text) != in_arabic(right[0].text)) == 0


def _of(
    met: Sequence[tuple[Meets, int, int]], one: Sequence[Word], other: Sequence[Word], how: Meets
) -> tuple[tuple[Word, Word], ...]:
    return tuple((one[i], other[j]) for found, i, j in met if found is how)


def _ordered(met: Sequence[tuple[Meets, int, int]]) -> bool:
    places = [j for _, _, j in met]
    return places == sorted(places)


def _translated(met: Sequence[tuple[Meets, int, int]], one: Sequence[Word], other: Sequence[Word]) -> bool:
    return any(
        how is Meets.SAME
        and one[i].text != other[j].text
        and apart(one[i].row, other[j].row, unwritten=in_arabic(one[i].text) != in_arabic(other[j].text)) > 0
        for how, i, j in met
    )
