"""Counts how many sources stand behind a claim when some take from others: `n` sources are seldom `n` witnesses.

A tie says that one source takes from another (it quotes or shares it), or that two rest on one thing (one footage, one
text, one upstream). Ties are found or recorded elsewhere; here they are counted. What is counted is an upper bound:
"no tie found" is not "independent", which only a person can say.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from attrs import frozen

KINDS: Final[Mapping[str, str]] = {
    "quotes": "one names the other as the source of what it says",
    "takes_from": "one is known to repeat the other",
    "repeats": "one passes the other's claim on, as a person noted",
    "shares": "one shares or reposts what the other published",
    "cites": "one rests on what the other published",
    "one_teller": "both are known only through one source",
    "upstream": "both name the same source, or rest on the same publication",
    "one_item": "both rest on the same item",
    "footage": "what they show is one footage",
    "near_copy": "their texts are nearly the same",
    "one_person": "a person recorded that one person stands behind both",
    "judged": "a person recorded a tie that nothing here found",
}
"""What ties two sources, in the words of a reader."""
ONE_WAY: Final = frozenset({"quotes", "takes_from", "repeats", "shares", "cites"})
"""Kinds in which the first source takes from the second; in the others neither came first, as far as is known."""


@frozen(slots=True)
class Tie:
    """What ties two sources in one incident."""

    one: bytes
    other: bytes
    kind: str
    through: bytes | None = None
    """The item or source that both have in common, or that was taken from."""
    items: tuple[bytes, ...] = ()
    """Items that show it."""
    statements: tuple[bytes, ...] = ()
    """Ids of the statements that show it."""
    score_permille: int | None = None
    """How much of two texts is the same, in thousandths."""

    @property
    def pair(self) -> frozenset[bytes]:
        """Give the two sources, in no order."""
        return frozenset((self.one, self.other))


def untied(voices: Collection[bytes], ties: Iterable[Tie]) -> tuple[frozenset[bytes], ...]:
    """Group voices so that no tie leads from one group to another that does not take from it: the origins.

    A voice that takes from others adds nothing to them; voices that are tied both ways are one. What is left, group by
    group, is the most witnesses there can be. (The sinks of the graph of strongly connected parts.)

    Parameters
    ----------
    voices : collection of ids
        Ties with anybody else are left out.

    Returns
    -------
    tuple of sets
        One for each origin, in the order of their lowest id; the length is the count.
    """
    inside = set(voices)
    onward: dict[bytes, set[bytes]] = {voice: set() for voice in inside}
    for tie in ties:
        if tie.one in inside and tie.other in inside and tie.one != tie.other:
            onward[tie.one].add(tie.other)
            if tie.kind not in ONE_WAY:
                onward[tie.other].add(tie.one)
    parts = _parts(onward)
    of = {voice: at for at, part in enumerate(parts) for voice in part}
    sinks = [
        part for at, part in enumerate(parts) if all(of[to] == at for voice in part for to in onward[voice])
    ]
    return tuple(sorted((frozenset(part) for part in sinks), key=min))


def gathered(voices: Collection[bytes], ties: Iterable[Tie]) -> tuple[frozenset[bytes], ...]:
    """Group voices that hang together by any tie, one-way or not, in the order of their lowest id."""
    inside = set(voices)
    near: dict[bytes, set[bytes]] = {voice: set() for voice in inside}
    for tie in ties:
        if tie.one in inside and tie.other in inside:
            near[tie.one].add(tie.other)
            near[tie.other].add(tie.one)
    return tuple(sorted((frozenset(part) for part in _parts(near)), key=min))


def judged_apart(voices: Collection[bytes], pairs: Collection[frozenset[bytes]]) -> frozenset[bytes]:
    """Find the most voices of which a person judged every two independent; empty where there is no such pair.

    Exact up to 24 voices with a judgement, greedy beyond.
    """
    inside = set(voices)
    apart: dict[bytes, set[bytes]] = {}
    for pair in pairs:
        if len(pair) == 2 and pair <= inside:
            left, right = sorted(pair)
            apart.setdefault(left, set()).add(right)
            apart.setdefault(right, set()).add(left)
    if len(apart) <= 24:
        return _clique(frozenset(), sorted(apart), apart)
    best: set[bytes] = set()
    for voice in sorted(apart, key=lambda v: (-len(apart[v]), v)):
        if best <= apart[voice]:
            best.add(voice)
    return frozenset(best)


def _clique(have: frozenset[bytes], left: list[bytes], apart: Mapping[bytes, set[bytes]]) -> frozenset[bytes]:
    best = have if len(have) > 1 else frozenset[bytes]()
    for at, voice in enumerate(left):
        if len(have) + len(left) - at <= len(best):
            break
        found = _clique(have | {voice}, [v for v in left[at + 1 :] if v in apart[voice]], apart)
        if len(found) > len(best):
            best = found
    return best


def _parts(onward: Mapping[bytes, set[bytes]]) -> list[list[bytes]]:
    """Find the strongly connected parts (R. Tarjan, SIAM Journal on Computing 1 (1972), 146-160), without recursion.

    https://doi.org/10.1137/0201010
    """
    seen: dict[bytes, int] = {}
    low: dict[bytes, int] = {}
    path: list[bytes] = []
    on_path: set[bytes] = set()
    parts: list[list[bytes]] = []
    for start in sorted(onward):
        if start in seen:
            continue
        todo: list[tuple[bytes, list[bytes]]] = []
        _enter(start, onward, seen, low, path, on_path, todo.append)
        while todo:
            voice, rest = todo[-1]
            if rest:
                following = rest.pop()
                if following not in seen:
                    _enter(following, onward, seen, low, path, on_path, todo.append)
                elif following in on_path:
                    low[voice] = min(low[voice], seen[following])
                continue
            todo.pop()
            if todo:
                above = todo[-1][0]
                low[above] = min(low[above], low[voice])
            if low[voice] == seen[voice]:
                cut = path.index(voice)
                parts.append(sorted(path[cut:]))
                on_path.difference_update(path[cut:])
                del path[cut:]
    return parts


def _enter(
    voice: bytes,
    onward: Mapping[bytes, set[bytes]],
    seen: dict[bytes, int],
    low: dict[bytes, int],
    path: list[bytes],
    on_path: set[bytes],
    push: Callable[[tuple[bytes, list[bytes]]], None],
) -> None:
    seen[voice] = low[voice] = len(seen)
    path.append(voice)
    on_path.add(voice)
    push((voice, sorted(onward[voice], reverse=True)))
