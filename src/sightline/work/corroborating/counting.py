"""Counts sources, ties in force and what people judged: three numbers that are never one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from attrs import field, frozen

from sightline.model.independence import Tie, judged_apart, untied
from sightline.work.corroborating.records import Counted

Outcome = Literal["found", "accepted", "refused", "disputed"]


@frozen(slots=True)
class JudgedTie:
    """What one person said of two sources in one incident."""

    pair: frozenset[bytes]
    tied: bool
    by: str
    reason: str
    statement: bytes


@frozen(slots=True)
class Bonds:
    """The ties of one incident, found and judged."""

    found: tuple[Tie, ...] = ()
    judged: Mapping[frozenset[bytes], tuple[JudgedTie, ...]] = field(factory=dict)
    sealed: frozenset[frozenset[bytes]] = frozenset()
    """Pairs of accounts that one person stands behind, as a person recorded; counted, never shown."""

    def outcome(self, pair: frozenset[bytes]) -> Outcome:
        """Say what people came to on two sources; where they differ it stays disputed, and the tie counts."""
        said = {one.tied for one in self.judged.get(pair, ())}
        if said == {True}:
            return "accepted"
        if said == {False}:
            return "refused"
        return "disputed" if said else "found"

    def in_force(self) -> tuple[Tie, ...]:
        """List the ties that count: those found and not refused, and those that only a person recorded."""
        found = tuple(tie for tie in self.found if self.outcome(tie.pair) != "refused")
        have = {tie.pair for tie in found}
        more = []
        for pair in sorted(self.judged, key=sorted):
            if pair not in have and len(pair) == 2 and self.outcome(pair) in ("accepted", "disputed"):
                one, other = sorted(pair)
                statements = tuple(judged.statement for judged in self.judged[pair] if judged.tied)
                more.append(Tie(one, other, "judged", statements=statements))
        return (*found, *more)

    def refused(self) -> frozenset[frozenset[bytes]]:
        """List the pairs that people judged independent."""
        return frozenset(pair for pair in self.judged if self.outcome(pair) == "refused")


NO_BONDS = Bonds()


def counted(voices: Collection[bytes | None], bonds: Bonds, *, force: Sequence[Tie] | None = None) -> Counted:
    """Count some of the sources of an incident.

    Parameters
    ----------
    voices : collection of ids
        Who says it and who passes it on, by canonical record; None (this case itself) is no source.
    force : sequence of Tie, optional
        ``bonds.in_force()``, where it is at hand.
    """
    mine = {voice for voice in voices if voice is not None}
    ties = [tie for tie in (bonds.in_force() if force is None else force) if tie.pair <= mine]
    sealed = [pair for pair in bonds.sealed if pair <= mine]
    return Counted(
        sources=len(mine),
        untied=len(untied(mine, [*ties, *hidden_ties(sealed)])),
        independent=len(judged_apart(mine, bonds.refused())),
        ties=tuple(ties),
        sealed=len(sealed),
        voices=tuple(sorted(mine)),
    )


def hidden_ties(pairs: Iterable[frozenset[bytes]]) -> Iterable[Tie]:
    """Give ties that are counted and never shown."""
    for pair in pairs:
        one, other = sorted(pair)
        yield Tie(one, other, "one_person")
