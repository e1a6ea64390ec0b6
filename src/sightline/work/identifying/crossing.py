"""Finds judgements that contradict each other through others, and names all on the way; it resolves nothing."""

from collections import deque
from collections.abc import Mapping, Sequence
from itertools import pairwise

from sightline.model.identity import Judged, resolve
from sightline.model.view import Named
from sightline.store.names_held import Ruling
from sightline.work.identifying.finding import called
from sightline.work.identifying.records import Crossed


def crossed(rulings: Sequence[Ruling], names: Mapping[bytes, Named]) -> tuple[Crossed, ...]:
    """Name every chain of "same" that ends at two which somebody called different."""
    unapplied = resolve(r.judged for r in rulings).unapplied
    same = [r.judged for r in rulings if r.judged.verdict == "same"]
    out: dict[tuple[bytes, ...], Crossed] = {}
    for one in unapplied:
        chain = _chain(same, one.against.left, one.against.right)
        if chain is None or any(entity not in names for entity in chain):
            continue
        steps = [_step(same, a, b) for a, b in pairwise(chain)]
        words = " and ".join(
            f"{called(names[a])} is the same as {called(names[b])}" for a, b in pairwise(chain)
        )
        ends = f"{called(names[chain[0]])} and {called(names[chain[-1]])} were judged different"
        sentence = f"{words}, but {ends}; the last “same” is kept and not applied"
        judged = (*(s.id.hex() for s in steps if s is not None), one.against.id.hex())
        out.setdefault(tuple(sorted(chain)), Crossed(tuple(names[e] for e in chain), sentence, judged))
    return tuple(out.values())


def _chain(same: Sequence[Judged], start: bytes, end: bytes) -> tuple[bytes, ...] | None:
    """Find the shortest way from one to the other along "same"."""
    beside: dict[bytes, list[bytes]] = {}
    for one in same:
        beside.setdefault(one.left, []).append(one.right)
        beside.setdefault(one.right, []).append(one.left)
    came: dict[bytes, bytes | None] = {start: None}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            path: list[bytes] = []
            step: bytes | None = here
            while step is not None:
                path.append(step)
                step = came[step]
            return tuple(reversed(path))
        for other in sorted(beside.get(here, ())):
            if other not in came:
                came[other] = here
                waiting.append(other)
    return None


def _step(same: Sequence[Judged], a: bytes, b: bytes) -> Judged | None:
    return next((one for one in same if {one.left, one.right} == {a, b}), None)
