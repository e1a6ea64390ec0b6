"""Says that entities are the same, different, or that nobody can tell yet; and what that leaves unapplied.

A "same" that would put two together which somebody called different is recorded and not applied, and all three are
named.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from attrs import frozen
from sqlalchemy import select

from sightline.core.errors import BadValue, SightlineError, WrongUse
from sightline.model.draft import IdentityDraft
from sightline.model.identity import VERDICTS, Unapplied
from sightline.model.view import Named
from sightline.store.project.decisions import clusters_around
from sightline.store.read import cluster_of, names_of
from sightline.store.tables import identities
from sightline.work.act import Event, event_after, last_number, own_error
from sightline.work.case import Case
from sightline.work.pointing import point_at
from sightline.work.record import record
from sightline.work.resolve import Resolver
from sightline.work.safety.confirm import beside_protected, protected_sources, refuse_joined, refuse_joining
from sightline.work.write import Writer, writing


@frozen(slots=True)
class StandsAgainst:
    """A "same" that is not applied, and the "different" that stands against it."""

    same: tuple[str, str]
    """Codes of the two that were called the same."""
    different: tuple[str, str]
    """Codes of the two that were called different."""
    sentence: str


@frozen(slots=True)
class Identified:
    """One identity judgement and what it came to."""

    act: str
    event: Event | None
    """None when it was said already."""
    verdict: str
    codes: tuple[str, ...]
    ids: tuple[str, ...]
    """Ids (hex) of the judgements, one a pair."""
    canonical: str
    """Code of the record that the first one now stands under; its own when nothing was joined."""
    together: tuple[str, ...]
    """Codes of all that are now one with it."""
    unapplied: tuple[StandsAgainst, ...] = ()
    told: tuple[str, ...] = ()


def judge_identity(
    case: Case, verdict: str, codes: Sequence[str], *, reason: str | None = None
) -> Identified:
    """Say of entities that they are the same, different, or that it is unsure.

    Several codes are taken in pairs: for "same" the first with the second, the second with the third; else every two.

    Raises
    ------
    WrongUse
        No such verdict, or fewer than two entities.
    BadValue
        Entities of different kinds are called the same.
    """
    if verdict not in VERDICTS:
        raise WrongUse(f"{verdict!r} is no verdict", item="judge", todo=f"one of {', '.join(VERDICTS)}")
    with writing(case) as writer:
        before = last_number(writer)
        every = [point_at(writer.connection, code) for code in codes]
        if len({n.id for n in every}) < 2:
            raise WrongUse(
                "names fewer than two entities", item="judge", todo=f"sightline judge {verdict} CODE CODE"
            )
        if verdict == "same" and len({n.kind for n in every}) > 1:
            kinds = ", ".join(f"{n.code} is {n.kind}" for n in every)
            raise BadValue(f"only entities of one kind can be the same: {kinds}", item="judge")
        refuse_joining(verdict, [n.id for n in every], protected_sources(writer.connection))
        clear = beside_protected(writer.connection)
        draft = IdentityDraft(verdict, tuple(n.id.hex() for n in every), reason)
        try:
            record(writer, Resolver(case), [draft], kind="identity.judged", why=reason)
        except SightlineError as error:
            raise own_error(error) from error
        writer.batch.flush()
        refuse_joined(writer.connection, clear)
        return _outcome(writer, verdict, every, event_after(writer, before))


def _outcome(writer: Writer, verdict: str, every: list[Named], event: Event | None) -> Identified:
    _, clusters = clusters_around(writer.batch, {n.id for n in every})
    against = _against(writer, clusters.unapplied)
    one = cluster_of(writer.connection, every[0].id)
    names = names_of(writer.connection, one)
    together = tuple(names[i].code for i in one)
    told = [s.sentence for s in against]
    if verdict == "same" and len(together) > 1:
        told.insert(
            0,
            f"{', '.join(together[1:])} now {'stands' if len(together) == 2 else 'stand'} under {together[0]}; "
            "sightline undo takes it back",
        )
    if event is None:
        told.append("this was said already")
    return Identified(
        act="judge",
        event=event,
        verdict=verdict,
        codes=tuple(n.code for n in every),
        ids=_ids(writer, verdict, every),
        canonical=together[0],
        together=together,
        unapplied=against,
        told=tuple(told),
    )


def _against(writer: Writer, unapplied: Iterable[Unapplied]) -> tuple[StandsAgainst, ...]:
    every = list(unapplied)
    judged = [j for u in every for j in (u.same, u.against)]
    names = names_of(writer.connection, {i for j in judged for i in (j.left, j.right)})
    out = []
    for one in every:
        same = (names[one.same.left], names[one.same.right])
        apart = (names[one.against.left], names[one.against.right])
        sentence = (
            f"“{_called(same[0])} is the same as {_called(same[1])}” is kept and not applied: "
            f"{_called(apart[0])} and {_called(apart[1])} were judged different"
        )
        out.append(StandsAgainst((same[0].code, same[1].code), (apart[0].code, apart[1].code), sentence))
    return tuple(out)


def _called(one: Named) -> str:
    return one.code if one.title == one.code else f"{one.code} {one.title}"


def _ids(writer: Writer, verdict: str, every: list[Named]) -> tuple[str, ...]:
    every_two = pairwise(every) if verdict == "same" else combinations(every, 2)
    pairs = [tuple(sorted((a.id, b.id))) for a, b in every_two if a.id != b.id]
    out = []
    for low, high in pairs:
        query = select(identities.c.id).where(
            identities.c.left == low,
            identities.c.right == high,
            identities.c.verdict == verdict,
            identities.c.undone.is_(None),
        )
        out += [bytes(i).hex() for i in writer.connection.execute(query).scalars()]
    return tuple(out)
