"""Finds places that sources describe in ways that cannot all be true; related holders are no contradiction."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from sightline.model.held_limits import NEGATED
from sightline.store.relations_found import Asked
from sightline.store.shapes import larger
from sightline.work.controlling.records import Holding

STEPS: Final = 6
MOST: Final = 5_000
"""Groups from which on no larger ones are looked for."""
Groups = Mapping[bytes, frozenset[bytes]]
"""By actor, all that it is part of, at any distance."""


def groups_of(
    connection: Connection, actors: Iterable[bytes], asked: Asked, head: Callable[[bytes], bytes]
) -> Groups:
    """Read of what larger groups actors are part, as of the date, up to six steps; circles end where they meet."""
    asked_about = set(actors)
    front = sorted(asked_about)
    above: dict[bytes, set[bytes]] = {}
    seen = set(front)
    for _ in range(STEPS):
        if not front or len(seen) > MOST:
            break
        for _, part, whole in larger(connection, front, asked):
            above.setdefault(head(part), set()).add(head(whole))
        front = sorted({whole for part in front for whole in above.get(head(part), ())} - seen)
        seen |= set(front)
    out = {}
    for actor in {head(one) for one in asked_about} & above.keys():
        reached: set[bytes] = set()
        stack = list(above[actor])
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
        if one.role == "controls" and not one.negated:
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


def dispute(
    holdings: Sequence[Holding],
    pairs: Collection[tuple[bytes, bytes]],
    groups: Groups,
    call: Callable[[bytes | None], str],
) -> str | None:
    """Say in a sentence why the words of sources about one place cannot all be true; None where they can.

    ``pairs`` are those of :func:`pairs_apart`.
    """
    if not pairs and not any(h.marks & NEGATED or h.role == "contests" for h in holdings):
        return None
    parts = []
    apart = [p for p in sorted(pairs) if not _related(p, groups)]
    if apart:
        who = sorted({actor for pair in apart for actor in pair})
        told = [_side(holdings, actor, "controls", call, negated=False) for actor in who]
        parts.append("different holders: " + "; ".join(told))
    denied = {(h.actor, h.role) for h in holdings if h.negated}
    for actor, role in sorted(denied):
        if any((h.actor, h.role) == (actor, role) and not h.negated for h in holdings):
            yes = _side(holdings, actor, role, call, negated=False)
            parts.append(f"{yes}; denied by {_who(holdings, actor, role, call, negated=True)}")
    fought = {h.source for h in holdings if h.role == "contests" and not h.negated}
    firm = {h.source for h in holdings if h.role == "controls" and not h.negated}
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
        if h.actor == actor and h.role == role and h.negated == negated
    ]
    return ", ".join(dict.fromkeys(names))
