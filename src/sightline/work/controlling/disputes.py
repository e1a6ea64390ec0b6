"""Finds places that sources describe in ways that cannot all be true; related holders are no contradiction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from sightline.store.relations import ring
from sightline.store.relations_found import Asked
from sightline.work.controlling.records import ROLES, Holding

UNDER: Final = ("part_of", "member_of")
MOST: Final = 20_000
Groups = Mapping[bytes, frozenset[bytes]]
"""By actor, all that it is part of, at any distance."""


def groups_of(
    connection: Connection, actors: Iterable[bytes], asked: Asked, head: Callable[[bytes], bytes]
) -> Groups:
    """Read of what larger groups actors are part, as of the date; circles end where they meet themselves."""
    front = sorted(set(actors))
    above: dict[bytes, set[bytes]] = {}
    seen: set[bytes] = set()
    times = Asked(asked.first, asked.last, asked.said, asked.said_pos, asked.known, asked.at, props=UNDER)
    while front and len(seen) < MOST:
        seen |= set(front)
        found = ring(connection, front, [], times, most=MOST).found
        for one in found:
            if not one.negated:
                above.setdefault(head(one.subject), set()).add(head(one.value))
        front = sorted({head(one.value) for one in found if one.subject in seen} - seen)
    out = {}
    for actor, first in above.items():
        reached: set[bytes] = set()
        stack = list(first)
        while stack:
            here = stack.pop()
            if here not in reached:
                reached.add(here)
                stack += above.get(here, ())
        out[actor] = frozenset(reached)
    return out


def pairs_apart(holdings: Sequence[Holding]) -> set[tuple[bytes, bytes]]:
    """List the pairs of holders that different sources name as holding the place at one time."""
    by_source: dict[bytes | None, set[bytes]] = {}
    for one in holdings:
        if one.role == "controls" and not one.marks & 64:
            by_source.setdefault(one.source, set()).add(one.actor)
    if len(by_source) < 2:
        return set()
    sets = list(by_source.values())
    first = sets[0]
    if all(s == first for s in sets):
        return set()
    return {
        (min(a, b), max(a, b))
        for at, mine in enumerate(sets)
        for other in sets[at + 1 :]
        if not mine & other
        for a in mine
        for b in other
    }


def dispute(holdings: Sequence[Holding], groups: Groups, call: Callable[[bytes | None], str]) -> str | None:
    """Say in a sentence why the words of sources about one place cannot all be true; None where they can."""
    parts = []
    apart = [p for p in sorted(pairs_apart(holdings)) if not _related(p, groups)]
    if apart:
        who = sorted({actor for pair in apart for actor in pair})
        told = [_side(holdings, actor, "controls", call, negated=False) for actor in who]
        parts.append("different holders: " + "; ".join(told))
    denied = {(h.actor, h.role) for h in holdings if h.marks & 64}
    for actor, role in sorted(denied):
        if any((h.actor, h.role) == (actor, role) and not h.marks & 64 for h in holdings):
            yes = _side(holdings, actor, role, call, negated=False)
            parts.append(f"{yes}; denied by {_who(holdings, actor, role, call, negated=True)}")
    fought = {h.source for h in holdings if h.role == "contests" and not h.marks & 64}
    firm = {h.source for h in holdings if h.role == "controls" and not h.marks & 64}
    if fought and firm - fought and fought - firm:
        names = ", ".join(sorted(call(s) or "an analyst" for s in fought - firm))
        parts.append(f"held for good by some, contested according to {names}")
    return "; ".join(parts) if parts else None


def _related(pair: tuple[bytes, bytes], groups: Groups) -> bool:
    a, b = pair
    return b in groups.get(a, ()) or a in groups.get(b, ())


def _side(
    holdings: Sequence[Holding],
    actor: bytes,
    role: str,
    call: Callable[[bytes | None], str],
    *,
    negated: bool,
) -> str:
    return f"{call(actor)} {role} (says {_who(holdings, actor, role, call, negated=negated)})"


def _who(
    holdings: Sequence[Holding],
    actor: bytes,
    role: str,
    call: Callable[[bytes | None], str],
    *,
    negated: bool,
) -> str:
    names = [
        call(h.source) or "an analyst"
        for h in holdings
        if h.actor == actor and h.role == role and bool(h.marks & 64) == negated
    ]
    return ", ".join(dict.fromkeys(names))


__all__ = ["ROLES", "dispute", "groups_of", "pairs_apart"]
