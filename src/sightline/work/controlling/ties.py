"""Remembers what ties actors to others while one map is made, so that the relations of a hub are gone through once."""

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import define, field
from sqlalchemy import Connection

from sightline.model.held_limits import HEDGED, NEGATED
from sightline.store.relations_found import Asked
from sightline.store.shapes import Tie, larger, larger_said, smaller_said, ties

PART: Final = frozenset({"part_of", "member_of"})
SPLIT: Final = PART | {"split_from"}
ENDING: Final = frozenset({"merged_into", "succeeded_by"})


@define(slots=True)
class Ties:
    """What ties actors to others as of the date; those that :meth:`read` was told of are not asked for again."""

    connection: Connection
    asked: Asked
    _of: dict[bytes, list[Tie]] = field(factory=dict)

    def read(self, actors: Iterable[bytes]) -> None:
        """Read all of actors at once: worth it for few that are asked about in several ways."""
        missing = [actor for actor in actors if actor not in self._of]
        for actor in missing:
            self._of[actor] = []
        if missing:
            for tie in ties(self.connection, missing, self.asked):
                self._of[tie[2]].append(tie)

    def above(self, actors: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
        """List of what anybody says that actors are parts or members: (part, whole), some of which may not stand."""
        known, rest = self._known(actors)
        out = [
            (entity, other)
            for _, side, entity, other, prop, marks in known
            if side == 0 and prop in PART and not marks & NEGATED
        ]
        return out + larger_said(self.connection, rest, self.asked) if rest else out

    def below(self, actors: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
        """List what anybody says to be a part or member of actors: (part, whole), some of which may not stand."""
        known, rest = self._known(actors)
        out = [
            (other, entity)
            for _, side, entity, other, prop, marks in known
            if side == 1 and prop in PART and not marks & NEGATED
        ]
        return out + smaller_said(self.connection, rest, self.asked) if rest else out

    def among(self, actors: Sequence[bytes]) -> list[int]:
        """List the statements (n) that say that one of actors is part of another, deny it, or say that it split."""
        known, rest = self._known(actors)
        every = set(actors)
        out = [n for n, side, _, other, prop, _ in known if side == 0 and prop in SPLIT and other in every]
        return sorted([*out, *larger(self.connection, rest, actors, self.asked)]) if rest else sorted(out)

    def endings(self, actors: Sequence[bytes]) -> list[int]:
        """List the statements (n) that say, and are sure, that actors merged into another or were succeeded."""
        self.read(actors)
        sure = [tie for tie in self._known(actors)[0] if not tie[5] & (NEGATED | HEDGED)]
        return sorted(n for n, side, _, _, prop, _ in sure if side == 0 and prop in ENDING)

    def _known(self, actors: Iterable[bytes]) -> tuple[list[Tie], list[bytes]]:
        known, rest = list[Tie](), list[bytes]()
        for actor in actors:
            if actor in self._of:
                known += self._of[actor]
            else:
                rest.append(actor)
        return known, rest
