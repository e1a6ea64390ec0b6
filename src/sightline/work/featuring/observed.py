"""Gathers what is seen in a case: each observation with its item, media time and region, and the places it counts for.

An observation of an item counts for every incident that the item shows; one of a thing for every incident it was found
at, was used in, or that an item shows together with it. Where no incident is known, the thing or the item stands for
itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Final

from attrs import frozen
from sqlalchemy import Connection

from sightline.model.draft import EvidenceRef
from sightline.model.feature_matrix import Sighting
from sightline.model.view import Moments, Statement, weigh
from sightline.store.claims import verdicts_of
from sightline.store.observations import statements_saying
from sightline.store.read import names_of
from sightline.work.corroborating.linking import Heads, footage_numbers
from sightline.work.featuring.traits import features_of
from sightline.work.safety.text import restrained_statement

SEEN: Final = ("seen", "looks", "marking")
TIES: Final = ("shows", "found_at", "weapon")


@frozen(slots=True)
class Observation:
    """One thing that somebody says is seen, or not seen."""

    statement: Statement
    features: tuple[str, ...]
    """What it shows, as it tells it first; then what goes with that."""
    item: bytes | None
    """The item it is seen in; None where nobody says."""
    at_ms: int | None
    region: str
    places: tuple[bytes, ...]
    """Incidents it counts for; else the thing or the item itself."""


@frozen(slots=True)
class Observed:
    """All observations, and the footage that each item shows."""

    every: tuple[Observation, ...]
    footage: Mapping[bytes, int]

    def sightings(self) -> Iterable[Sighting]:
        """Go through the observations as the matrix takes them."""
        for one in self.every:
            said = one.statement
            seen_in = "" if one.item is None else str(self.footage.get(one.item, one.item.hex()))
            # "not red over yellow" does not say that there is no yellow
            told = one.features[:1] if said.negated else one.features
            for feature, place in product(told, one.places):
                yield Sighting(
                    feature, place, said.id.hex(), seen_in, hedged=said.hedged, negated=said.negated
                )


def observed(connection: Connection, moments: Moments) -> Observed:
    """Read every observation of a case that stands at the times of a question."""
    known = moments.known_at
    rows = [restrained_statement(s) for s in _standing(connection, SEEN, moments)]
    ties = _standing(connection, TIES, moments)
    heads = Heads()
    heads.learn(connection, {i for s in (*rows, *ties) for i in (s.entity, s.target) if i is not None}, known)
    cited = {bytes.fromhex(ref.item) for s in rows for ref in s.evidence}
    heads.learn(connection, cited, known)
    kinds = {i: one.kind for i, one in names_of(connection, heads.known).items()}
    incidents = incidents_of(ties, heads, kinds)
    every = tuple(observation_of(s, heads, kinds, incidents) for s in rows if isinstance(s.value, str))
    items = {one.item for one in every if one.item is not None}
    return Observed(every, footage_numbers(connection, heads.whole(items), heads, known))


def _standing(connection: Connection, properties: Sequence[str], moments: Moments) -> list[Statement]:
    """Read the statements that are relied on; what people rejected or refuted is not."""
    said = [
        one
        for one in statements_saying(connection, properties, known_at=moments.known_at)
        if one.rank != "deprecated" and weigh(one, moments) is not None
    ]
    judged = verdicts_of(connection, [one.id for one in said], known_at=moments.known_at)
    return [one for one in said if not _is_denied({v.verdict for v in judged.get(one.id, ())})]


def _is_denied(verdicts: set[str]) -> bool:
    return bool(verdicts & {"reject", "refuted"}) and not verdicts & {"accept", "verified"}


def observation_of(
    said: Statement, heads: Heads, kinds: Mapping[bytes, str], incidents: Mapping[bytes, Sequence[bytes]]
) -> Observation:
    """Read one statement as an observation, with the incidents it counts for."""
    subject = heads.head(said.entity)
    ref, item = _seen_in(said, heads, kinds)
    if kinds.get(subject) == "Item":
        item = subject
    at = said.qualifiers.get("at")
    moment = at if isinstance(at, int) else ref.start if ref is not None and ref.unit == "ms" else None
    region = said.qualifiers.get("region") or ("" if ref is None else ref.region or "")
    trait = said.qualifiers.get("trait")
    text = str(said.value)
    shown = (
        (f"marking:{text.casefold()}",)
        if said.property == "marking"
        else features_of(text, trait if isinstance(trait, str) else None)
    )
    places = incidents.get(subject) or (incidents.get(item) if item is not None else None) or (subject,)
    return Observation(said, shown, item, moment, str(region), tuple(places))


def _seen_in(
    said: Statement, heads: Heads, kinds: Mapping[bytes, str]
) -> tuple[EvidenceRef | None, bytes | None]:
    for ref in said.evidence:
        item = heads.head(bytes.fromhex(ref.item))
        if kinds.get(item) == "Item":
            return ref, item
    return None, None


def incidents_of(
    ties: Iterable[Statement], heads: Heads, kinds: Mapping[bytes, str]
) -> dict[bytes, list[bytes]]:
    """Give for each item and thing the incidents it stands for, itself or through the items that show it."""
    direct: dict[bytes, set[bytes]] = defaultdict(set)
    things: dict[bytes, set[bytes]] = defaultdict(set)
    for one in ties:
        if one.negated or one.target is None:
            continue
        subject, target = heads.head(one.entity), heads.head(one.target)
        if one.property == "weapon":
            direct[target].add(subject)
        elif kinds.get(target) == "Incident":
            direct[subject].add(target)
        elif kinds.get(target) == "Artefact":
            things[subject].add(target)
    out = {subject: set(found) for subject, found in direct.items()}
    for item, shown in things.items():
        for thing in shown:
            # what an item shows belongs to the incident of that item only where the thing names none of its own
            if thing not in direct and item in direct:
                out.setdefault(thing, set()).update(direct[item])
            if item not in direct and thing in direct:
                out.setdefault(item, set()).update(direct[thing])
    return {subject: sorted(found) for subject, found in out.items()}
