"""Finds places that sources describe in ways that cannot all be true; related holders are no contradiction."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from sightline.store.relations_found import Asked
from sightline.store.shapes import larger
from sightline.work.controlling.gathering import Told
from sightline.work.controlling.records import Holding

STEPS: Final = 6
MOST: Final = 5_000
"""Groups from which on no larger ones are looked for."""
Call = Callable[[bytes | None], str]
"""Gives what an entity is called."""
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


def pairs_apart(told: Told) -> list[tuple[bytes, bytes]]:
    """List the pairs of holders that different sources name as holding the place at one time, in order."""
    firm = told.firm
    if len(firm) < 2:
        return []
    sources = {source for mine in firm.values() for source in mine}
    if len(sources) == sum([len(mine) for mine in firm.values()]):  # one holder by each, as nearly always
        actors = sorted(firm)
        return [(a, b) for at, a in enumerate(actors) for b in actors[at + 1 :]]
    sets = [{actor for actor, mine in firm.items() if source in mine} for source in sources]
    found = {
        (min(a, b), max(a, b))
        for at, mine in enumerate(sets)
        for other in sets[at + 1 :]
        if not mine & other
        for a in mine
        for b in other
    }
    return sorted(found)


def dispute(told: Told, pairs: Sequence[tuple[bytes, bytes]], groups: Groups, call: Call) -> str | None:
    """Say in a sentence why the words of sources about one place cannot all be true; None where they can.

    ``pairs`` are those of :func:`pairs_apart`.
    """
    parts = []
    apart = [p for p in pairs if not _related(p, groups)] if groups else pairs
    if apart:
        who = sorted({actor for pair in apart for actor in pair})
        sides = [f"{call(actor)} controls (says {_who(told.firm[actor], call)})" for actor in who]
        parts.append("different holders: " + "; ".join(sides))
    if told.mixed:
        parts += _denied(told.holdings, call)
        parts += _fought(told.holdings, call)
    return "; ".join(parts) if parts else None


def _related(pair: tuple[bytes, bytes], groups: Groups) -> bool:
    a, b = pair
    return b in groups.get(a, ()) or a in groups.get(b, ())


def _denied(holdings: Sequence[Holding], call: Call) -> Iterator[str]:
    for actor, role in sorted({(h.actor, h.role) for h in holdings if h.negated}):
        said = [h for h in holdings if h.actor == actor and h.role == role]
        yes = [h.source for h in said if not h.negated]
        if yes:
            no = _who([h.source for h in said if h.negated], call)
            yield f"{call(actor)} {role} (says {_who(yes, call)}); denied by {no}"


def _fought(holdings: Sequence[Holding], call: Call) -> Iterator[str]:
    fought = {h.source for h in holdings if h.role == "contests" and not h.negated}
    firm = {h.source for h in holdings if h.role == "controls" and not h.negated}
    if fought and firm - fought and fought - firm:
        names = ", ".join(sorted(call(s) or "an analyst" for s in fought - firm))
        yield f"held for good by some, contested according to {names}"


def _who(sources: Iterable[bytes | None], call: Call) -> str:
    return ", ".join(dict.fromkeys([call(source) or "an analyst" for source in sources]))
