"""Which records are one thing: judgements of people, combined by rule, undoable, never rewriting a statement.

"Different" holds whatever else is said; "same" is applied in the order it was said, unless it would put two together
that somebody called different: then it stays unapplied and all three are named. Canonical is the oldest id.
"""

from collections.abc import Iterable, Mapping

from attrs import frozen

VERDICTS = ("same", "different", "unsure")


@frozen(slots=True)
class Judged:
    """One identity judgement in force; ``left`` < ``right``."""

    id: bytes
    verdict: str
    left: bytes
    right: bytes


@frozen(slots=True)
class Unapplied:
    """A "same" that could not be applied, and the "different" that stands against it."""

    same: Judged
    against: Judged


@frozen(slots=True)
class Clusters:
    """The outcome: the canonical id of every entity that is not its own, and what could not be applied."""

    canonical: Mapping[bytes, bytes]
    unapplied: tuple[Unapplied, ...]


def resolve(judgements: Iterable[Judged]) -> Clusters:
    """Combine judgements, given in the order they were made."""
    every = list(judgements)
    different = [j for j in every if j.verdict == "different"]
    members: dict[bytes, set[bytes]] = {}
    unapplied: list[Unapplied] = []
    for judged in every:
        if judged.verdict != "same":
            continue
        left = members.setdefault(judged.left, {judged.left})
        right = members.setdefault(judged.right, {judged.right})
        if left is right:
            continue
        against = next((d for d in different if _parts(d, left, right)), None)
        if against is not None:
            unapplied.append(Unapplied(judged, against))
            continue
        left |= right
        for entity in right:
            members[entity] = left
    canonical = {e: min(cluster) for e, cluster in members.items() if min(cluster) != e}
    return Clusters(canonical, tuple(unapplied))


def _parts(different: Judged, one: set[bytes], other: set[bytes]) -> bool:
    return (different.left in one and different.right in other) or (
        different.left in other and different.right in one
    )
