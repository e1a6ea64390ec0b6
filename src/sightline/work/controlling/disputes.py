"""Finds places that sources describe in ways that cannot all be true; related holders are no contradiction."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from attrs import define
from sqlalchemy import Connection

from sightline.model.held_limits import HEDGED
from sightline.store.relations import canonical_of, members_of
from sightline.store.relations_found import Asked
from sightline.work.controlling.gathering import Told
from sightline.work.controlling.records import CONTESTED, CONTROLS, Holding
from sightline.work.controlling.ties import Ties
from sightline.work.relating.standing import standing

STEPS: Final = 6
MOST: Final = 5_000
"""Groups from which on no larger ones are looked for."""
Call = Callable[[bytes | None], str]
"""Gives what an entity is called."""
Claim = Callable[[bytes, tuple[bytes | None, ...], str], str]
"""Gives in words that an actor controls a place, by which sources, and how sure they are."""
Groups = Mapping[bytes, frozenset[bytes]]
"""By actor, all that it is part of, at any distance."""


def groups_of(connection: Connection, ties: Ties, actors: Iterable[bytes], asked: Asked) -> Groups:
    """Read of which of each other actors are part, as of the date, up to six steps; circles end where they meet.

    Only what stands counts: a part that was denied, taken back or ended by a split is none. That is weighed of those
    alone that lie between two of the actors by what anybody says.
    """
    asked_about = set(actors)
    between = _between(asked_about, _said(connection, ties, asked_about, asked))
    if not between:
        return {}
    above = defaultdict[bytes, list[bytes]](list)
    both = sorted({*between, *asked_about})
    under = members_of(connection, both, known=asked.known)
    for edge in standing(connection, ties.among([*both, *sorted(under)]), asked):
        above[edge.subject].append(edge.value)
    return {actor: frozenset(_reached([actor], above)) for actor in asked_about & above.keys()}


def _said(
    connection: Connection, ties: Ties, actors: Collection[bytes], asked: Asked
) -> list[tuple[bytes, bytes]]:
    """Read of what anybody says that one is a part of another, whether or not it stands: (part, whole).

    Holds every way of up to :data:`STEPS` from one of the actors to another. What lies above and below them is read
    step by step, always on the side where there is less: an actor may lie under thousands, or over them.
    """
    out = list[tuple[bytes, bytes]]()
    above, below = _Side(set(actors), sorted(actors)), _Side(set(actors), sorted(actors))
    ties.read([*actors, *members_of(connection, actors, known=asked.known)])  # as both sides begin with them
    for _ in range(STEPS):
        here = min(above, below, key=lambda side: len(side.front))
        if not here.front or len(above.seen) + len(below.seen) > MOST + len(actors):
            break
        under = members_of(connection, here.front, known=asked.known)
        read = ties.above if here is above else ties.below
        said = read([*here.front, *sorted(under)])
        heads = canonical_of(connection, {end for ends in said for end in ends}, known=asked.known)
        found = [(heads.get(part, part), heads.get(whole, whole)) for part, whole in said]
        here.go_on({(whole if here is above else part) for part, whole in found})
        out += found
    return out


@define(slots=True)
class _Side:
    """What was reached from actors, going up or going down."""

    seen: set[bytes]
    front: list[bytes]

    def go_on(self, reached: Collection[bytes]) -> None:
        """Take the next step from those that were not met before."""
        self.front = sorted(set(reached) - self.seen)
        self.seen |= set(self.front)


def _between(actors: Collection[bytes], said: Iterable[tuple[bytes, bytes]]) -> list[bytes]:
    """List who lies on a way from one of the actors to another, those at whose end it is left out."""
    above, below = defaultdict[bytes, list[bytes]](list), defaultdict[bytes, list[bytes]](list)
    for part, whole in said:
        above[part].append(whole)
        below[whole].append(part)
    over = {*actors, *_reached(actors, above)}
    return sorted(over & _reached(actors, below))


def _reached(actors: Iterable[bytes], steps: Mapping[bytes, Sequence[bytes]]) -> set[bytes]:
    """Gather what lies at least one step from actors."""
    reached: set[bytes] = set()
    stack = [one for actor in actors for one in steps.get(actor, ())]
    while stack:
        here = stack.pop()
        if here not in reached:
            reached.add(here)
            stack += steps.get(here, ())
    return reached


def pairs_apart(told: Told) -> list[tuple[bytes, bytes]]:
    """List the pairs of holders that different sources name as holding the place at one time, in order."""
    firm = told.firm
    if len(firm) < 2:
        return []
    said = [source for mine in firm.values() for source in mine]
    sources = set(said)
    if len(sources) == len(said):  # one holder by each, as nearly always
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


def claims_in(call: Call) -> Claim:
    """Make what says who controls a place and says who so; the same few are said of place after place."""

    @cache
    def claim(actor: bytes, sources: tuple[bytes | None, ...], how: str) -> str:
        return f"{call(actor)} {how}controls (says {_who(sources, call)})"

    return claim


def dispute(
    told: Told, pairs: Sequence[tuple[bytes, bytes]], groups: Groups, call: Call, claim: Claim
) -> str | None:
    """Say in a sentence why the words of sources about one place cannot all be true; None where they can.

    ``pairs`` are those of :func:`pairs_apart`, ``claim`` is what :func:`claims_in` makes of ``call``.
    """
    parts = []
    apart = [p for p in pairs if not _related(p, groups)] if groups else pairs
    if apart:
        who = sorted({actor for pair in apart for actor in pair})
        sides = [
            claim(actor, tuple(told.firm[actor]), "perhaps " if _hedged(told, actor) else "") for actor in who
        ]
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
        no = [h.source for h in said if h.negated]
        if yes and {*yes, *no} != {yes[0]}:  # one source alone has changed its word, or speaks of two days
            yield f"{call(actor)} {role} (says {_who(yes, call)}); denied by {_who(no, call)}"


def _fought(holdings: Sequence[Holding], call: Call) -> Iterator[str]:
    fought = {h.source for h in holdings if h.prop == CONTESTED and not h.negated}
    firm = {h.source for h in holdings if h.prop == CONTROLS and not h.negated}
    if fought and firm - fought and fought - firm:
        names = ", ".join(sorted(call(s) or "an analyst" for s in fought - firm))
        yield f"held for good by some, contested according to {names}"


def _hedged(told: Told, actor: bytes) -> bool:
    """Tell whether everybody who says that an actor controls the place is unsure."""
    return bool(told.marks & HEDGED) and all(
        h.hedged for h in told.holdings if h.actor == actor and h.prop == CONTROLS and not h.negated
    )


def _who(sources: Iterable[bytes | None], call: Call) -> str:
    return ", ".join(dict.fromkeys([call(source) or "an analyst" for source in sources]))
