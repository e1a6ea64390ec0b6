"""Compares two answers about relations: what appeared, what vanished, what is less sure, and what superseded what."""

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

from sightline.model.span_order import Answer
from sightline.work.relating.records import Edge, Relations

ABSENT: Final = "not said"
DENIED: Final = "denied"
OVER: Final = "over"
SAID: Final = "said"
"""Where no date was asked for, or nobody said when."""
_RANK: Final[Mapping[Answer | None, int]] = {
    Answer.HELD: 4, Answer.POSSIBLY: 3, None: 2, Answer.LAST_ATTESTED: 1, Answer.NO: 0
}  # fmt: skip
THERE: Final = frozenset({"held", "possibly", "last attested", SAID, "happened"})
Key = tuple[bytes, str, bytes]


@frozen(slots=True)
class Change:
    """One relation that is not the same at the two times."""

    what: str
    """appeared, vanished or changed."""
    key: Key
    before: str
    after: str
    because: tuple[str, ...]
    """Statements (ids, hex) by which it changed."""
    sentence: str


@frozen(slots=True)
class Superseded:
    """A statement that was in the earlier answer, or is last attested, and the statements that take its place."""

    statement: str
    by: tuple[str, ...]


@frozen(slots=True)
class Compared:
    """Two answers and what lies between them."""

    before: Relations
    after: Relations
    changes: tuple[Change, ...]
    superseded: tuple[Superseded, ...]
    notes: tuple[str, ...] = ()


def states_of(edges: Iterable[Edge]) -> dict[Key, tuple[str, list[Edge]]]:
    """Say of everything stated how it stands, by all of its statements together: the surest affirmation that stands.

    What only denials are left of is *denied*; what was over is *over*.
    """
    gathered: dict[Key, list[Edge]] = {}
    for edge in edges:
        gathered.setdefault(edge.key, []).append(edge)
    return {key: (_state(mine), mine) for key, mine in gathered.items()}


def compare(before: Relations, after: Relations) -> Compared:
    """Compare an earlier answer with a later one about the same."""
    one, two = states_of(before.edges), states_of(after.edges)
    out = []
    for key in sorted(one.keys() | two.keys()):
        was, mine = one.get(key, (ABSENT, []))
        now, theirs = two.get(key, (ABSENT, []))
        if was == now:
            continue
        there, here = was in THERE, now in THERE
        what = "changed" if there == here else "appeared" if here else "vanished"
        because = _because(mine, theirs, what)
        names = after if theirs else before
        words = f"{names.name(key[0])} {key[1].replace('_', ' ')} {names.name(key[2])}"
        out.append(Change(what, key, was, now, because, f"{words}: {was}, then {now}"))
    taken = {e.statement for e in before.edges}
    superseded = [Superseded(e.statement, e.ended_by) for e in after.edges if e.ended_by]
    superseded += [
        Superseded(e.statement, tuple(o.statement for o in two[e.key][1] if o.statement not in taken))
        for e in before.edges
        if e.key in two and e.statement not in {o.statement for o in two[e.key][1]}
    ]
    order = {"vanished": 0, "appeared": 1, "changed": 2}
    out.sort(key=lambda c: (order[c.what], c.sentence))
    return Compared(before, after, tuple(out), tuple(s for s in superseded if s.by), _notes(before, after))


def _state(mine: list[Edge]) -> str:
    yes = [e for e in mine if not e.negated and e.stands]
    if yes:
        best = max(yes, key=lambda e: _RANK[e.held])
        if best.event and best.held is not Answer.POSSIBLY:
            return "happened"
        return SAID if best.held is None else best.held.value
    if any(e.negated and e.stands for e in mine):
        return DENIED
    return OVER


def _because(before: list[Edge], after: list[Edge], what: str) -> tuple[str, ...]:
    """Name what made the difference: denials and endings; else what is new; else what no longer covers the time."""
    old = {e.statement for e in before}
    if what == "vanished":
        found = [by for e in after for by in e.ended_by]
        found += [e.statement for e in after if e.negated]
        return tuple(dict.fromkeys(found or [e.statement for e in before]))
    fresh = [e.statement for e in after if e.statement not in old]
    return tuple(dict.fromkeys(fresh or [e.statement for e in after] or [e.statement for e in before]))


def _notes(before: Relations, after: Relations) -> tuple[str, ...]:
    if before.left_out or after.left_out or before.not_followed or after.not_followed:
        told = f"{before.left_out} relations were left out of the first answer and {after.left_out} of the second"
        return (f"{told}: what seems to appear or vanish at the edge of them may only have been left out",)
    return ()
