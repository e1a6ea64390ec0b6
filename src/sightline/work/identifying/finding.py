"""Finds the entities that a name may mean, ranked: by code, by name, by another spelling; with the reason for each."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from rapidfuzz.distance import OSA
from sqlalchemy import Connection

from sightline.core.fold import fold
from sightline.measure.text.actor_names.compare import compare
from sightline.measure.text.actor_names.keys import keys_of
from sightline.model.view import Named
from sightline.store.names_held import HeldName, names_held
from sightline.store.read import find_entity, names_of
from sightline.store.relations import canonical_of
from sightline.work.identifying.records import Candidate

RANKS: Final = ("code", "exact", "same", "denied", "maybe", "near")
MOST: Final = 8
LONGEST: Final = 300
Fits = Callable[[str, str], tuple[str, str] | None]
"""Takes what was asked for and a name; gives how it fits and why, or None."""


def candidates(
    connection: Connection,
    text: str,
    kinds: Sequence[str],
    *,
    fits: Fits,
    known_at: int | None = None,
    most: int = MOST,
) -> tuple[Candidate, ...]:
    """Rank the entities of some kinds that a name may mean; those that were judged one stand as one."""
    wanted = " ".join(text.split())[:LONGEST]
    if wanted == "":
        return ()
    pointed = find_entity(connection, wanted)
    best: dict[bytes, tuple[int, HeldName | None, str]] = {}
    if pointed is not None and pointed.kind in kinds:
        best[pointed.id] = (0, None, "it is its code or key")
    for held in names_held(connection, kinds, known_at=known_at):
        found = fits(wanted, held.text)
        if found is None:
            continue
        how, why = found
        if held.negated:
            how = "denied" if how in ("exact", "same") else how
            why = f"{why}; yet somebody says that this is no name of it"
        rank = RANKS.index(how)
        if held.entity not in best or rank < best[held.entity][0]:
            best[held.entity] = (rank, held, why)
    return _ranked(connection, best, known_at, most)


def actor_fits(wanted: str, name: str) -> tuple[str, str] | None:
    """Say how the name of an actor fits what was asked for."""
    if fold(wanted) == fold(name) and fold(name) != "":
        return "exact", "the same letters"
    if keys_of(wanted) & keys_of(name):
        told = compare(wanted, name)
        if told.verdict in ("same", "maybe"):
            return told.verdict, told.why
        if told.confusable:
            return "near", f"another name: {told.why}"
    return _slip(wanted, name)


def plain_fits(wanted: str, name: str) -> tuple[str, str] | None:
    """Say how any name fits: the same letters, or a slip of the finger away."""
    if fold(wanted) == fold(name) and fold(name) != "":
        return "exact", "the same letters"
    return _slip(wanted, name)


def _slip(wanted: str, name: str) -> tuple[str, str] | None:
    one, other = fold(wanted), fold(name)
    allowed = min(len(one), len(other)) // 5
    if allowed == 0 or abs(len(one) - len(other)) > allowed:
        return None
    count = OSA.distance(one, other, score_cutoff=allowed)
    return None if count > allowed else ("near", f"{count} letter{'s' * (count > 1)} differ")


def _ranked(
    connection: Connection,
    best: dict[bytes, tuple[int, HeldName | None, str]],
    known_at: int | None,
    most: int,
) -> tuple[Candidate, ...]:
    heads = canonical_of(connection, best, known=-1 if known_at is None else known_at)
    kept: dict[bytes, tuple[int, HeldName | None, str]] = {}
    for entity, found in best.items():
        head = heads.get(entity, entity)
        if head not in kept or found[0] < kept[head][0]:
            kept[head] = found
    names = names_of(connection, kept)
    order = sorted(kept, key=lambda e: (kept[e][0], names[e].title, names[e].code))
    out = []
    for entity in order[:most]:
        rank, held, why = kept[entity]
        out.append(
            Candidate(names[entity], RANKS[rank], names[entity].title if held is None else held.text, why)
        )
    return tuple(out)


def called(one: Named) -> str:
    """Write what an entity is called, with its code."""
    return one.code if one.title == one.code else f"{one.title} ({one.code})"


def listed(found: Iterable[Candidate]) -> str:
    """Write candidates in one line."""
    return ", ".join(called(c.named) for c in found)
