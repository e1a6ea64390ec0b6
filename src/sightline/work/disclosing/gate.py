"""Decides what may leave at all: protected sources, private persons, consent, classes of sensitivity.

It is read as of now, whatever time a disclosure looks back to: a consent that was withdrawn today holds for a page
about last year. Nothing here looks into free text; ``safety.names`` lists what should be read before it is sent.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from attrs import field, frozen

from sightline.model.disclosed import INTERNAL
from sightline.work.disclosing.held import Held, Said
from sightline.work.disclosing.statements import plain
from sightline.work.disclosing.words import entity_in
from sightline.work.people import same_person
from sightline.work.safety.classes import unnamed_classes
from sightline.work.safety.confirm import ALL
from sightline.work.safety.guard import PSEUDONYM, PUBLISHABLE
from sightline.work.safety.harmed import is_harmed
from sightline.work.verifying.approval import approved

NO_ANSWER: Final = frozenset({"unknown", "not_asked"})
"""Terms of consent that leave the decision to whoever releases."""
_NOT_GIVEN: Final = frozenset({"refused", "withdrawn"})
_PERSONS: Final = {"Actor": ("actor_kind", "person"), "Source": ("source_kind", "witness")}
_SIGNS: Final = frozenset({"person_name", "leader_of"})
"""What only persons and offices have; where nobody says what sort of actor it is, it is taken for a person."""
_SHOWING: Final = ("shows", "reports")


@frozen(slots=True)
class Gate:
    """What may not leave, and on whose word some of it may."""

    released: frozenset[bytes] = frozenset()
    """Records that stand released now, to the audience or to everybody."""
    protected: frozenset[bytes] = frozenset()
    """Sources that are protected, every record of them."""
    private: frozenset[bytes] = frozenset()
    """Persons without a public role, and those who were harmed."""
    withdrawn: frozenset[bytes] = frozenset()
    """Items without consent for this audience, and items with the same bytes."""
    sensitive: Mapping[bytes, frozenset[str]] = field(factory=dict)
    """Classes of sensitivity, of the thing itself or of what it shows."""
    authors: Mapping[bytes, frozenset[bytes]] = field(factory=dict)
    """Items by protected sources, with these."""
    attributed: Mapping[bytes, int] = field(factory=dict)
    """The position at which that was recorded last."""
    confirmed: frozenset[tuple[bytes, str]] = frozenset()
    """Source, and id (hex) of what may leave without it."""
    until: Mapping[bytes, int] = field(factory=dict)
    """Source, and the position up to which everything may leave without it."""

    def open_(self, source: bytes, name: bytes, opened: int) -> bool:
        """Tell whether a person confirmed that this tells nobody who the source is."""
        return (source, name.hex()) in self.confirmed or opened <= self.until.get(source, -1)

    def lets_out(self, said: Said) -> bool:
        """Tell whether a statement may leave, as far as sources that are protected are concerned."""
        one = said.one
        named = [entity_in(value) for value in (one.value, *one.qualifiers.values())]
        if one.entity in self.protected or any(n in self.protected for n in named):
            return False
        cited = [bytes.fromhex(ref.item) for ref in one.evidence]
        if cited and all(item in self.withdrawn for item in cited):
            return False
        from_ = {s for s in (one.source, one.via) if s in self.protected and s is not None}
        for item in (one.entity, *cited):
            from_ |= self.authors.get(item, frozenset())
        return all(
            self.open_(s, one.id, one.opened) or (s, one.entity.hex()) in self.confirmed
            for s in sorted(from_)
        )

    def lets_in(self, entity: bytes) -> bool:
        """Tell whether a thing that was released may be shown."""
        kept = self.protected | self.private | self.withdrawn
        return entity in self.released and entity not in kept and self.item_open(entity)

    def item_open(self, item: bytes) -> bool:
        """Tell whether an item by a protected source was confirmed."""
        opened = self.attributed.get(item, 0)
        return all(self.open_(source, item, opened) for source in self.authors.get(item, ()))


def gate_of(held: Held, wanted: frozenset[str]) -> Gate:
    """Read from what a case holds now what may not leave to the audiences ``wanted``."""
    groups = held.members()
    together = {one: members for members in groups.values() for one in members}
    protected = _wide(groups, lambda every: any(_may_stand(s, PSEUDONYM) for s in every), held)
    confirmed, until = _confirmations(held, protected, together)
    authors, attributed = _authors(held, protected)
    internal = held.audience == INTERNAL
    sensitive = _sensitive(held, together)
    return Gate(
        released=frozenset(
            entity
            for entity, every in held.said.items()
            if any(_releases(s, wanted, sensitive.get(entity, frozenset()), held, together) for s in every)
        ),
        protected=protected,
        private=frozenset() if internal else _private(held, groups),
        withdrawn=_withdrawn(held, groups, wanted, internal=internal),
        sensitive=sensitive,
        authors=authors,
        attributed=attributed,
        confirmed=confirmed,
        until=until,
    )


def _stands(said: Said, prop: str) -> bool:
    return said.one.property == prop and said.stands and not said.one.negated


def _may_stand(said: Said, prop: str) -> bool:
    """Tell whether a statement stands, or may: one that was withheld since must not let anything out."""
    return (
        said.one.property == prop and said.closed is None and (bool(said.one.hidden) or not said.one.negated)
    )


def _wide(
    groups: Mapping[bytes, list[bytes]], test: Callable[[list[Said]], bool], held: Held
) -> frozenset[bytes]:
    return frozenset(
        one
        for members in groups.values()
        if test([s for m in members for s in held.said.get(m, ())])
        for one in members
    )


def _confirmations(
    held: Held, protected: Iterable[bytes], together: Mapping[bytes, list[bytes]]
) -> tuple[frozenset[tuple[bytes, str]], dict[bytes, int]]:
    named: set[tuple[bytes, str]] = set()
    until: dict[bytes, int] = {}
    for source in protected:
        for member in together.get(source, (source,)):
            for said in held.said.get(member, ()):
                if not _stands(said, PUBLISHABLE):
                    continue
                if said.one.value == ALL:
                    until[source] = max(said.one.opened, until.get(source, -1))
                named.add((source, plain(said.one.value)))
    return frozenset(named), until


def _authors(
    held: Held, protected: frozenset[bytes]
) -> tuple[dict[bytes, frozenset[bytes]], dict[bytes, int]]:
    """Give the items by protected sources, and when that was recorded; what was withheld since counts no less."""
    out: dict[bytes, frozenset[bytes]] = {}
    when: dict[bytes, int] = {}
    for members in held.members().values():
        every = [s for m in members for s in held.said.get(m, ())]
        told = [(s.one.opened, entity_in(s.one.value)) for s in every if _may_stand(s, "author")]
        mine = [(opened, author) for opened, author in told if author in protected]
        for member in members if mine else ():
            out[member] = frozenset(author for _, author in mine)
            when[member] = max(opened for opened, _ in mine)
    return out, when


def _private(held: Held, groups: Mapping[bytes, list[bytes]]) -> frozenset[bytes]:
    """Find the persons who may not be named: none with a public role that is cited, and everybody who was harmed."""
    harmed: set[bytes] = set()
    either: set[bytes] = set()  # of a tie between two actors it is the person among them
    for entity, said in held.said.items():
        for s in said:
            if not s.stands or not is_harmed(plain(s.one.qualifiers.get("role"))):
                continue
            named = held.entities.get(entity)
            actor = named is not None and named.kind in _PERSONS
            into = either if actor else harmed
            into |= {entity} if actor else set()
            if (target := entity_in(s.one.value)) is not None:
                into.add(target)
    out: set[bytes] = set()
    for head, members in groups.items():
        every = [s for m in members for s in held.said.get(m, ())]
        kind = held.entities[head].kind
        prop, term = _PERSONS.get(kind, ("", ""))
        sorts = [s for s in every if _may_stand(s, prop)]
        person = any(s.one.hidden or plain(s.one.value) == term for s in sorts)
        person |= not sorts and any(_may_stand(s, sign) for s in every for sign in _SIGNS)
        public = any(_stands(s, "public_role") and not s.one.hedged and s.one.evidence for s in every)
        hurt = harmed & set(members) or ((person or not sorts) and either & set(members))
        if (person and not public) or (kind in _PERSONS and hurt):
            out |= set(members)
    return frozenset(out)


def _withdrawn(
    held: Held, groups: Mapping[bytes, list[bytes]], wanted: frozenset[str], *, internal: bool
) -> frozenset[bytes]:
    """Find what somebody said no to, took back, or agreed to for others only; and whatever has the same bytes."""
    out: set[bytes] = set()
    for members in groups.values():
        said = [s for m in members for s in held.said.get(m, ()) if _may_stand(s, "consent")]
        given = {plain(s.one.value) for s in said}  # empty where it is withheld, which is no yes
        if given & {*_NOT_GIVEN, ""} if internal else not given <= {*NO_ANSWER, *wanted}:
            out |= set(members)
    kept = {f.sha256 for e in out for c in held.captures.get(e, ()) for f in c.files if f.role == "original"}
    for members in groups.values() if kept else ():
        files = (f for m in members for c in held.captures.get(m, ()) for f in c.files)
        if any(f.sha256 in kept for f in files):
            out |= set(members)
    return frozenset(out)


def _sensitive(held: Held, together: Mapping[bytes, list[bytes]]) -> dict[bytes, frozenset[str]]:
    """Read the classes of sensitivity; what shows or reports a thing of a class is of that class too."""
    own: dict[bytes, set[str]] = defaultdict(set)
    for entity, every in held.said.items():
        for said in every:
            if said.one.property == "sensitivity" and said.closed is None and not said.one.negated:
                for one in together.get(entity, (entity,)):
                    own[one].add(plain(said.one.value))
    out: dict[bytes, set[str]] = defaultdict(set, {e: set(classes) for e, classes in own.items()})
    for entity, every in held.said.items():
        for said in every:
            target = entity_in(said.one.value) if said.one.property in _SHOWING and said.stands else None
            for one in together.get(entity, (entity,)) if target in own else ():
                out[one] |= own[target] if target is not None else set()
    return {entity: frozenset(classes) for entity, classes in out.items()}


def _releases(
    said: Said,
    wanted: frozenset[str],
    classes: frozenset[str],
    held: Held,
    together: Mapping[bytes, list[bytes]],
) -> bool:
    """Tell whether a statement releases its entity; of a class, only one that names it, with a second person."""
    one = said.one
    if not _stands(said, "release") or one.hedged or plain(one.value) not in wanted:
        return False
    if not classes:
        return True
    second = plain(one.qualifiers.get("approved_by")).strip()
    if second == "" or same_person(second, one.by or ""):
        return False
    mine = [s.one for m in together.get(one.entity, (one.entity,)) for s in held.said.get(m, ())]
    open_ = [s for s in mine if s.closed is None]
    return approved(one, open_) and not unnamed_classes(held.schema, one.note or "", classes)
