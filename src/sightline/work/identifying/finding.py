"""Finds the entities that a name may mean, ranked: by code, by name, by another spelling; with the reason for each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log
from typing import Final, Literal

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from sqlalchemy import Connection

from sightline.core.fold import fold
from sightline.measure.text.actor_names.compare import compare
from sightline.measure.text.actor_names.keys import keys_of, rough_keys
from sightline.model.view import Named
from sightline.store.names_held import HeldName, names_held, titled
from sightline.store.names_near import names_sized, sharing
from sightline.store.project.names import LONGEST as LONGEST_KEPT
from sightline.store.read import find_entity, names_of
from sightline.store.relations import canonical_of
from sightline.work.identifying.records import Candidate
from sightline.work.name_rules import key_numbers, keyed_kinds

RANKS: Final = ("code", "exact", "same", "denied", "maybe", "near")
MOST: Final = 8
LONGEST: Final = 300
MOST_SHARING: Final = 1_500
"""Names that are compared because they share a word or its translation; of more, those that share the rarest."""
Fits = Literal["actors", "plain"]
"""How names are compared: as those of actors, with units, scripts and translations; or by their letters alone."""
Best = dict[bytes, tuple[int, str | None, str]]


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
    if pointed is not None and pointed.kind in kinds:
        return _ranked(connection, {pointed.id: (0, None, "it is its code or key")}, known_at, most)
    # what it is shown as may be no name that a statement gives: a pseudonym, the title of an incident
    best: Best = dict.fromkeys(titled(connection, wanted, kinds), (1, wanted, "the same letters"))
    held = _near(connection, wanted, kinds, fits, known_at)
    for one, fit, reason in _fitting(wanted, held, fits):
        how = "denied" if one.negated and fit in ("exact", "same") else fit
        why = f"{reason}; yet somebody says that this is no name of it" if one.negated else reason
        rank = RANKS.index(how)
        if one.entity not in best or rank < best[one.entity][0]:
            best[one.entity] = (rank, one.text, why)
    return _ranked(connection, best, known_at, most)


def _near(
    connection: Connection, wanted: str, kinds: Sequence[str], fits: Fits, known_at: int | None
) -> list[HeldName]:
    """Read the names of those entities of which any may fit: near in letters, or alike by a key."""
    keyed, mine = keyed_kinds(connection), fold(wanted)
    if keyed is None or len(mine) * 5 > LONGEST_KEPT * 4:
        return names_held(connection, kinds, known_at=known_at)
    alone = [] if fits == "plain" else [kind for kind in kinds if kind not in keyed]
    allowed = len(mine) // 5
    sized = names_sized(connection, kinds, len(mine) - allowed, len(mine) + allowed)
    found = extract(
        mine, [f for _, f in sized], scorer=OSA.distance, processor=None, limit=None, score_cutoff=allowed
    )
    near = {sized[at][0] for _, _, at in found}
    if fits == "actors":
        near |= _closest(sharing(connection, key_numbers(wanted)), len(mine))
    held = names_held(
        connection, [kind for kind in kinds if kind not in alone], known_at=known_at, entity=near
    )
    more = names_held(connection, alone, known_at=known_at) if alone else []
    return sorted([*held, *more], key=lambda one: one.n)


def _closest(shared: Sequence[tuple[int, bytes, int]], size: int) -> set[bytes]:
    """Choose, where many share keys, the ones that share the rarest, and of these the nearest to ``size`` letters."""
    if len(shared) <= MOST_SHARING:
        return {entity for _, entity, _ in shared}
    having = Counter(key for key, _, _ in shared)
    weights = {key: log(2 * len(shared) / count) for key, count in having.items()}
    said: dict[tuple[bytes, int], float] = defaultdict(float)
    for key, entity, letters in shared:
        said[entity, letters] += weights[key]
    order = sorted(said, key=lambda one: (-said[one], abs(one[1] - size), one))
    return {entity for entity, _ in order[:MOST_SHARING]}


def _fitting(wanted: str, held: Sequence[HeldName], fits: Fits) -> Iterable[tuple[HeldName, str, str]]:
    """Go through the names that fit, with how and why; cheap looks first, so that a large case is no matter."""
    mine = fold(wanted)
    folded = [fold(one.text) for one in held]
    allowed = len(mine) // 5
    near: dict[int, int] = {}
    if mine:
        found = extract(mine, folded, scorer=OSA.distance, processor=None, limit=None, score_cutoff=allowed)
        near = {at: int(count) for _, count, at in found if count <= len(folded[at]) // 5}
    keys = rough_keys(mine) if fits == "actors" else frozenset()
    short = len(wanted) <= 7 and wanted.isupper()
    for at, one in enumerate(held):
        if folded[at] == mine and mine:
            yield one, "exact", "the same letters"
            continue
        if fits == "actors" and (short or at in near or len(one.text) <= 7 or keys & rough_keys(folded[at])):
            told = _compared(wanted, one.text)
            if told is not None:
                yield one, *told
                continue
        if at in near:
            yield one, "near", f"{near[at]} letter{'s' * (near[at] > 1)} differ"


def _compared(wanted: str, name: str) -> tuple[str, str] | None:
    if not keys_of(wanted) & keys_of(name):
        return None
    told = compare(wanted, name)
    if told.verdict in ("same", "maybe"):
        return told.verdict, told.why
    return ("near", f"another name: {told.why}") if told.confusable else None


def _ranked(connection: Connection, best: Best, known_at: int | None, most: int) -> tuple[Candidate, ...]:
    heads = canonical_of(connection, best, known=-1 if known_at is None else known_at)
    kept: Best = {}
    for entity, found in best.items():
        head = heads.get(entity, entity)
        if head not in kept or found[0] < kept[head][0]:
            kept[head] = found
    names = names_of(connection, kept)
    order = sorted(kept, key=lambda e: (kept[e][0], names[e].title, names[e].code))
    out = []
    for entity in order[:most]:
        rank, text, why = kept[entity]
        out.append(Candidate(names[entity], RANKS[rank], names[entity].title if text is None else text, why))
    return tuple(out)


def called(one: Named) -> str:
    """Write what an entity is called, with its code."""
    return one.code if one.title == one.code else f"{one.title} ({one.code})"
