"""Puts together what is known of the claims about some records: statements, ground, ties. One way for one or many."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from attrs import evolve, frozen
from sqlalchemy import Connection

from sightline.model.schema import Kind
from sightline.model.view import Moments, Named
from sightline.store.claims import linked_to, links_of
from sightline.store.read import names_of
from sightline.work.case import Case
from sightline.work.corroborating.counting import Bonds
from sightline.work.corroborating.grounding import ground_of
from sightline.work.corroborating.heard import Ground, Heard
from sightline.work.corroborating.judged_ties import judged_of
from sightline.work.corroborating.linking import Heads, read_links
from sightline.work.corroborating.reading import Read, read_heard
from sightline.work.corroborating.rows import OURS
from sightline.work.corroborating.sealed import sealed_pairs
from sightline.work.corroborating.states import STANCE
from sightline.work.corroborating.ties import Links, Told, ties_of
from sightline.work.corroborating.told_values import writer_of
from sightline.work.names_then import named_then
from sightline.work.view import named_in, plain_names

TYING: Final = ("shows", "reports")
"""Properties by which an item says that it is about an incident."""


@frozen(slots=True)
class Scene:
    """Everything that is read for the claims about some records."""

    heard: Mapping[bytes, Read]
    """By record."""
    names: Mapping[bytes, Named]
    heads: Heads
    ground: Ground
    links: Links
    items: Mapping[bytes, tuple[bytes, ...]]
    """For a record the items that say they show or report it, by their canonical records."""
    sealed: frozenset[frozenset[bytes]]

    def name(self, entity: bytes) -> Named | None:
        """Name an entity by its canonical record."""
        return self.names.get(self.heads.head(entity)) or self.names.get(entity)

    def title(self, entity: bytes) -> str:
        """Name an entity for a reader."""
        named = self.name(entity)
        if named is None:
            return "something not named here"
        return named.code if named.title == named.code else f"{named.title} ({named.code})"


def read_scene(
    case: Case, connection: Connection, ids: Sequence[bytes], kind: Kind | None, moments: Moments
) -> Scene:
    """Read what there is about records of one kind, with all that their claims name."""
    known = moments.known_at
    heads = Heads()
    heads.learn(connection, ids, known)
    heard = read_heard(connection, ids, moments)
    every = [one for read in heard.values() for one in read.heard]
    tied: dict[bytes, dict[bytes, None]] = {}
    for item, _, target, _ in linked_to(connection, ids, TYING, known_at=known):
        tied.setdefault(target, {}).setdefault(item)
    items = {bytes.fromhex(ref.item) for one in every for ref in one.one.evidence}
    items |= {item for mine in tied.values() for item in mine}
    heads.learn(connection, items, known)
    authors = links_of(
        connection, heads.whole({i for mine in tied.values() for i in mine}), ("author",), known_at=known
    )
    sources = {s for one in every for s in (one.one.source, one.one.via) if s is not None}
    sources |= {link.target for links in authors.values() for link in links}
    targets = {one.one.target for one in every if one.one.target is not None and one.one.property not in OURS}
    links = read_links(case, connection, sources, items, heads=heads, known_at=known)
    sealed = sealed_pairs(case, connection, heads.whole(sources), known_at=known)
    named = _named(every, links, heads)
    names = plain_names(named_then(case.schema, connection, names_of(connection, named), known))
    ground = ground_of(
        connection,
        kind,
        writer_of(case.schema, names, heads.head),
        sources=sources,
        targets=targets,
        heads=heads,
        known_at=known,
    )
    return Scene(
        heard=heard,
        names=names,
        heads=heads,
        ground=ground,
        links=links,
        items={target: tuple(dict.fromkeys(heads.head(i) for i in mine)) for target, mine in tied.items()},
        sealed=frozenset(frozenset(heads.head(one) for one in pair) for pair in sealed),
    )


def _named(heard: Iterable[Heard], links: Links, heads: Heads) -> set[bytes]:
    wanted = {one for h in heard for one in named_in(h.one)}
    wanted |= {author for authors in links.authors.values() for author in authors}
    wanted |= {item for mine in (*links.shares.values(), *links.cites.values()) for item in mine}
    wanted |= {source for mine in links.takes.values() for source in mine}
    wanted |= {*links.authors, *links.shares, *links.cites, *links.near}
    return wanted | {heads.head(one) for one in wanted}


def told_of(scene: Scene, ids: Collection[bytes]) -> tuple[Told, ...]:
    """Give the statements of an incident as far as ties go; an item that is about it speaks for its author."""
    head = scene.heads.head
    out = []
    for entity in ids:
        read = scene.heard.get(entity)
        for one in () if read is None else read.heard:
            said = one.one
            if (said.source is None and said.via is None) or not one.stands or said.property in OURS:
                continue
            cited = tuple(dict.fromkeys(head(bytes.fromhex(ref.item)) for ref in said.evidence))
            source = None if said.source is None else head(said.source)
            via = None if said.via is None or head(said.via) == source else head(said.via)
            out.append(Told(said.id, source, via, cited))
        for item in scene.items.get(entity, ()):
            authors = sorted(scene.links.authors.get(item, ()))
            out.extend(Told(b"", author, None, (item,)) for author in authors)
    return tuple(out)


def bonds_of(scene: Scene, ids: Collection[bytes], told: Sequence[Told]) -> Bonds:
    """Find the ties of one incident, and what people said of them."""
    heard = [one for entity in ids if (read := scene.heard.get(entity)) is not None for one in read.heard]
    repeats = _repeats(scene, heard)
    links = evolve(scene.links, repeats=repeats) if repeats else scene.links
    voices = {source for one in told for source in (one.source, one.via) if source is not None}
    return Bonds(
        found=ties_of(told, links),
        judged=judged_of(scene.ground, heard),
        sealed=frozenset(pair for pair in scene.sealed if len(pair) == 2 and pair <= voices),
    )


def _repeats(scene: Scene, heard: Iterable[Heard]) -> dict[bytes, dict[bytes, bytes]]:
    """Read from stances who passes on whose claim."""
    out: dict[bytes, dict[bytes, bytes]] = {}
    for one in heard:
        said = one.one
        towards = said.qualifiers.get("towards")
        if said.property != STANCE or said.value != "repeats" or not one.stands or said.negated:
            continue
        if said.source is not None and isinstance(towards, dict):
            whom = scene.heads.head(bytes.fromhex(str(towards.get("entity"))))
            out.setdefault(scene.heads.head(said.source), {})[whom] = said.id
    return out
