"""Adopts another copy of a case: verifies its chains, brings its objects, and appends what is not here, as it is.

Two people work apart on copies of one folder; each adopts the other's chain whole, and both hold the same. Nothing is
renumbered or written anew: an event keeps its ledger and number, an entity its id; only codes (INC-3) are names of one
copy. What was withheld or erased in one of the copies is so in both.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve, frozen
from sqlalchemy import Connection, select

from sightline.model.view import Named
from sightline.store.ledger import Event
from sightline.store.sealed_state import KINDS
from sightline.store.tables import entities
from sightline.work.adopting.alike import alike
from sightline.work.adopting.histories import missing, verify
from sightline.work.adopting.objects import Brought, bring
from sightline.work.adopting.other import Other, other_copy
from sightline.work.adopting.taking import take
from sightline.work.adopting.veil import veil_over
from sightline.work.case import Case
from sightline.work.gazetteers.kept import forget_made
from sightline.work.keyrings import keyrings_of
from sightline.work.matching.indexes import forget_withheld
from sightline.work.protect import finish
from sightline.work.safety.confirm import beside_protected
from sightline.work.safety.joined import joined_in_clear
from sightline.work.write import begin_own_chain

LEAVES = 20_000
"""Leaves of one batch; where something was withheld, everything is one."""

Tell = Callable[[int, int], None]


@frozen(slots=True)
class Chain:
    """What was taken of one chain."""

    ledger: str
    """Id of the chain (hex)."""
    first: int
    last: int

    @property
    def events(self) -> int:
        """Count the events."""
        return self.last - self.first + 1


@frozen(slots=True)
class Recoded:
    """One entity that is called otherwise here than there."""

    there: str
    here: str


@frozen(slots=True)
class Adopted:
    """What an adoption came to."""

    folder: str
    chains: tuple[Chain, ...]
    objects: int
    """Objects that were brought."""
    missing: tuple[str, ...]
    """Objects that the other copy names and does not hold whole, and that are not here either."""
    withheld: int
    """Leaves and objects that were withheld or erased because the same was, in one of the copies."""
    codes: tuple[Recoded, ...]
    alike: tuple[tuple[Named, Named], ...]
    """Entities that were given the same external key in two copies, and that nobody has judged yet."""
    left: tuple[str, ...]
    """What could not be reached, in sentences."""
    joined: tuple[Named, ...] = ()
    """Records in clear that were called the same as a protected source."""

    @property
    def events(self) -> int:
        """Count the events that were taken."""
        return sum(chain.events for chain in self.chains)


def adopt(case: Case, folder: Path, *, tell: Tell | None = None) -> Adopted:
    """Take in what another copy of this case holds and this one does not; doing it again goes on, and doubles nothing.

    Parameters
    ----------
    folder : Path
        Folder of the other copy; nothing is written to it.
    tell : callable, optional
        Called with (events taken, events in all) after each batch.

    Raises
    ------
    WrongUse
        It is no copy of this case.
    Broken
        A chain of it is not sound, or has another history than here; names the event. Nothing was taken.
    NotAWorkspace, NewerWorkspace, StoreFull, Busy
        Nothing more can be done; what was acknowledged stays.
    """
    with other_copy(case, folder) as other, other.catalogue.reading() as theirs:
        named = verify(other, theirs)
        with case.catalogue.reading() as ours:
            wanted, clear = missing(ours, theirs, other), beside_protected(ours)
        if wanted and (case.chain.keyring is None or case.chain.copied):
            begin_own_chain(case)
        keyring = case.chain.keyring
        if keyring is None:  # a copy that never wrote anything, and has nothing to take
            return _said(case, other, theirs, {}, Brought())
        finish(case)
        with case.catalogue.reading() as ours:
            fresh = {(event.writer, event.number) for event in wanted}
            veil = veil_over(
                ours, theirs, fresh, keyring.secret, keyrings_of(case, ours), (case.vault, other.vault)
            )
        brought = bring(case, other, theirs, veil, keyring, sorted(named.objects))
        batches = list(_batches(wanted, whole=not veil.empty, own=case.chain.writer))
        if not batches and (veil.carried or brought.wrapped):
            batches = [[]]
        chains: dict[bytes, tuple[int, int]] = {}
        withheld = done = 0
        for batch in batches:
            taken = take(case, theirs, batch, veil, brought)
            for writer, (first, last) in taken.chains.items():
                chains[writer] = (chains.get(writer, (first, last))[0], last)
            withheld, done = withheld + taken.withheld, done + taken.events
            if tell is not None:
                tell(done, len(wanted))
        left = finish(case)
        if batches and not veil.empty:
            forget_made(case)
            forget_withheld(case)
        with case.catalogue.reading() as ours:
            joined = joined_in_clear(ours, clear)
        said = _said(case, other, theirs, chains, brought)
        return evolve(said, withheld=withheld, left=left, joined=joined)


def _batches(wanted: Sequence[Event], *, whole: bool, own: bytes) -> Iterator[list[Event]]:
    """Part the events into batches; never where an act on an earlier leaf, or an event of our own chain, is to come."""
    together = whole or any(event.kind in KINDS or event.writer == own for event in wanted)
    batch: list[Event] = []
    size = 0
    for event in wanted:
        batch.append(event)
        size += event.count
        if size >= LEAVES and not together:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _said(
    case: Case, other: Other, theirs: Connection, taken: Mapping[bytes, tuple[int, int]], brought: Brought
) -> Adopted:
    """Say what an adoption came to."""
    with case.catalogue.reading() as connection:
        pairs = alike(connection)
        codes = _recoded(theirs, connection) if taken else ()
    chains = tuple(Chain(writer.hex(), *taken[writer]) for writer in sorted(taken))
    return Adopted(str(other.folder), chains, brought.count, tuple(brought.missing), 0, codes, pairs, ())


def _recoded(theirs: Connection, ours: Connection) -> tuple[Recoded, ...]:
    """List the entities that are called otherwise here than there."""
    query = select(entities.c.id, entities.c.code)
    here = {bytes(row.id): row.code for row in ours.execute(query)}
    there = theirs.execute(query.order_by(entities.c.opened, entities.c.id))
    return tuple(
        Recoded(row.code, here[bytes(row.id)])
        for row in there
        if bytes(row.id) in here and here[bytes(row.id)] != row.code
    )
