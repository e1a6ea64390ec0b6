"""Gives the rules of claims what a disclosure holds: the same statements and ties that the verb reads, narrowed first.

What was left out of a release is left out here: no tie of a source or item that may not be named is told.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from sightline.model.claim_order import Known
from sightline.work.corroborating.counting import Bonds
from sightline.work.corroborating.grounding import WHOLES, closed
from sightline.work.corroborating.heard import Ground, Heard
from sightline.work.corroborating.judged_ties import judged_of
from sightline.work.corroborating.linking import LISTING, SHARES
from sightline.work.corroborating.rows import OURS
from sightline.work.corroborating.ties import Links, Told, ties_of
from sightline.work.disclosing.held import Held, Said
from sightline.work.disclosing.statements import Showing
from sightline.work.disclosing.words import entity_in, kind_of, value_text

_FATES: Final = {"retracted": "retracted", "superseded": "superseded"}


def heard_of(showing: Showing, members: Sequence[bytes]) -> list[Heard]:
    """Give the statements of one entity as the rules take them; what was wrongly recorded is no claim."""
    out = []
    for member in members:
        for said in showing.held.said.get(member, ()):
            if showing.latest.get(said.one.id, said.one.n) != said.one.n:
                continue  # closed and said again: it counts once, as it stands
            fate = None if said.closed is None else _FATES.get(said.closed.deed)
            if said.closed is None or fate is not None:
                out.append(Heard(said.one, fate, _why(said), said.successor, _verdicts(showing, said)))
    return out


def _why(said: Said) -> str:
    if said.closed is None:
        return ""
    told = (
        "recorded as taken back by its source"
        if said.closed.deed == "retracted"
        else "recorded as superseded"
    )
    return told + (f": {said.closed.reason}" if said.closed.reason else "")


def _verdicts(showing: Showing, said: Said) -> tuple[tuple[str, str], ...]:
    found = showing.verdicts.get(said.one.id, {})
    return tuple((verdict, by if showing.internal else "a person") for by, verdict in found.items())


def ground_in(showing: Showing, members: Sequence[bytes], heard: Sequence[Heard]) -> Ground:
    """Give what is known of the entities that the statements name."""
    held = showing.held
    kind = kind_of(held, members[0])
    targets = {held.head(one.one.target) for one in heard if one.one.target is not None}
    different = {
        frozenset(held.head(one) for one in judged.on)
        for judged in held.identities
        if judged.verdict == "different" and judged.undone is None
    }
    speakers = {s for one in heard for s in (one.one.source, one.one.via) if s is not None}
    speaks = _named(showing, speakers, ("speaks_for",))
    return Ground(
        properties={} if kind is None else kind.properties,
        text=lambda prop, value: value_text(held, prop, value),
        head=held.head,
        known=Known(different=frozenset(different), within=closed(_above(showing, targets))),
        speaks_for={source: frozenset(whom) for source, whom in speaks.items()},
    )


def _above(showing: Showing, targets: Collection[bytes]) -> dict[bytes, set[bytes]]:
    above: dict[bytes, set[bytes]] = {}
    fresh = set(targets)
    while fresh:
        found = _named(showing, fresh, WHOLES)
        above |= found
        fresh = {whole for wholes in found.values() for whole in wholes} - set(above) - fresh
    return above


def bonds_in(
    showing: Showing,
    members: Sequence[bytes],
    heard: Sequence[Heard],
    ground: Ground,
    *,
    copies: Mapping[bytes, frozenset[bytes]],
    near: Mapping[bytes, Mapping[bytes, int]],
) -> Bonds:
    """Find the ties among the sources of one entity, as far as this disclosure may tell them."""
    held = showing.held
    told = _told(showing, members, heard)
    sources = {s for one in told for s in (one.source, one.via) if s is not None}
    items = {item for one in told for item in one.items}
    shares = _followed(showing, items, SHARES)
    cites = _named(showing, items, ("cites",))
    every = items | {other for found in (*shares.values(), *cites.values()) for other in found}
    links = Links(
        takes=_statements(showing, sources, "copies_from"),
        repeats=_repeats(held, heard),
        authors={item: frozenset(who) for item, who in _named(showing, every, ("author",)).items()},
        shares={item: frozenset(found) for item, found in shares.items()},
        cites={item: frozenset(found) for item, found in cites.items()},
        family=_families(showing, items, copies),
        near={item: near[item] for item in items if item in near and item in held.entities},
        listing=frozenset(item for item in items if _is_list(showing, item)),
    )
    return Bonds(found=ties_of(told, links), judged=judged_of(ground, heard))


def _told(showing: Showing, members: Sequence[bytes], heard: Iterable[Heard]) -> tuple[Told, ...]:
    held, out = showing.held, []
    for one in heard:
        said = one.one
        if (said.source is None and said.via is None) or not one.stands or said.property in OURS:
            continue
        source = None if said.source is None else held.head(said.source)
        via = None if said.via is None or held.head(said.via) == source else held.head(said.via)
        cited = tuple(dict.fromkeys(held.head(bytes.fromhex(ref.item)) for ref in said.evidence))
        out.append(Told(said.id, source, via, cited))
    for item in sorted(showing.about.get(held.head(members[0]), ())):
        authors = sorted(_named(showing, [item], ("author",)).get(item, ()))
        out.extend(Told(b"", author, None, (item,)) for author in authors)
    return tuple(out)


def _named(showing: Showing, ids: Iterable[bytes], props: Collection[str]) -> dict[bytes, set[bytes]]:
    """Give for each record those that its standing statements of some properties name."""
    held = showing.held
    out: dict[bytes, set[bytes]] = defaultdict(set)
    for one in ids:
        head = held.head(one)
        for record in showing.members.get(head, (head,)):
            for said in held.said.get(record, ()):
                target = entity_in(said.one.value) if said.one.property in props else None
                if target is not None and said.stands and not said.one.negated:
                    out[head].add(held.head(target))
    return {head: found - {head} for head, found in out.items()}


def _followed(showing: Showing, items: Iterable[bytes], props: Collection[str]) -> dict[bytes, set[bytes]]:
    direct: dict[bytes, set[bytes]] = {}
    fresh = set(items)
    while fresh:
        found = _named(showing, fresh, props)
        direct |= found
        fresh = {other for others in found.values() for other in others} - set(direct) - fresh
    return {item: set(found) for item, found in closed(direct).items()}


def _statements(showing: Showing, sources: Iterable[bytes], prop: str) -> dict[bytes, dict[bytes, bytes]]:
    held = showing.held
    out: dict[bytes, dict[bytes, bytes]] = defaultdict(dict)
    for source in sources:
        for record in showing.members.get(source, (source,)):
            for said in held.said.get(record, ()):
                target = entity_in(said.one.value) if said.one.property == prop else None
                if target is not None and said.stands and not said.one.negated:
                    out[source].setdefault(held.head(target), said.one.id)
    return dict(out)


def _repeats(held: Held, heard: Iterable[Heard]) -> dict[bytes, dict[bytes, bytes]]:
    out: dict[bytes, dict[bytes, bytes]] = defaultdict(dict)
    for one in heard:
        said, towards = one.one, entity_in(one.one.qualifiers.get("towards"))
        if said.property != "stance" or said.value != "repeats" or not one.stands or said.negated:
            continue
        if said.source is not None and towards is not None:
            out[held.head(said.source)][held.head(towards)] = said.id
    return dict(out)


def _families(
    showing: Showing, items: Iterable[bytes], copies: Mapping[bytes, frozenset[bytes]]
) -> dict[bytes, int]:
    """Number the footage that items show: those that hang together, and those with equal bytes."""
    numbers: dict[object, int] = {}
    of: dict[bytes, int] = {}
    for item in sorted(items):
        whole = min(copies[item]) if item in copies else None
        kept = showing.archived.get(item)
        number = next(
            (numbers[key] for key in (whole, kept) if key is not None and key in numbers), len(numbers)
        )
        for key in (whole, kept):
            if key is not None:
                numbers.setdefault(key, number)
                of[item] = number
    return of


def _is_list(showing: Showing, item: bytes) -> bool:
    return any(
        said.one.property == "item_kind" and said.stands and f'"{said.one.value}"' in LISTING
        for record in showing.members.get(item, (item,))
        for said in showing.held.said.get(record, ())
    )
