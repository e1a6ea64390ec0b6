"""Following actors, their relations and territory through time."""

from collections.abc import Sequence

from sightline.calls.opened import Opened
from sightline.work.ask import ask as _ask
from sightline.work.asking.records import Answered
from sightline.work.control import Control
from sightline.work.control import control as _control
from sightline.work.identify import actor as _actor
from sightline.work.identify import alike as _alike
from sightline.work.identifying.records import ActorSheet, Alikes
from sightline.work.relations import Relations
from sightline.work.relations import relations as _relations
from sightline.work.view import Times


class FollowingCalls(Opened):
    """Look at actors as of a date, walk relations, say who held what, ask questions."""

    __slots__ = ()

    def actor(
        self,
        code: str,
        *,
        held_at: str | None = None,
        said_by: str | None = None,
        known_at: str | None = None,
    ) -> ActorSheet:
        """Look at an actor: names with dates and evidence, its life, local parts, and whom it is confused with."""
        return _actor(self.inside, code, Times(held_at, said_by, known_at))

    def alike(self) -> Alikes:
        """List the pairs of actors whose names may be one, or are easily taken for one; a person judges."""
        return _alike(self.inside)

    def relations(
        self,
        code: str | None = None,
        *,
        held_at: str | None = None,
        said_by: str | None = None,
        known_at: str | None = None,
        hops: int = 2,
        kinds: Sequence[str] = (),
    ) -> Relations:
        """Walk who was part of, allied with or fighting whom, as of a date."""
        return _relations(
            self.inside, code, times=Times(held_at, said_by, known_at), hops=hops, kinds=tuple(kinds)
        )

    def control(
        self,
        at: str | None = None,
        *,
        by: str | None = None,
        within: str | None = None,
        said_by: str | None = None,
        known_at: str | None = None,
    ) -> Control:
        """Say who held which place on a date, source by source; ``by`` is one source's map alone."""
        return _control(self.inside, at=at, by_source=by, within=within, said_by=said_by, known_at=known_at)

    def ask(
        self,
        question: str,
        *,
        held_at: str | None = None,
        said_by: str | None = None,
        known_at: str | None = None,
    ) -> Answered:
        """Ask a question of a small fixed grammar: "factions governing Albukamal on 2014-04-12"."""
        return _ask(self.inside, question, Times(held_at, said_by, known_at))
