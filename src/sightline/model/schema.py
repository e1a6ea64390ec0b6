"""Kinds, properties and vocabularies as records: data that a file declares, never a class per kind.

Value types are a closed set (:data:`VALUE_TYPES`); everything else, a workspace may add.
"""

from collections.abc import Collection, Iterator, Mapping

from attrs import field, frozen

from sightline.core.errors import UnknownName

VALUE_TYPES = {
    "text": "words in one language",
    "identifier": "a code or id, compared letter by letter",
    "url": "an address, kept byte for byte",
    "language": "an ISO 639 code",
    "term": "an id of one vocabulary",
    "integer": "a whole number",
    "decimal": "a number with a fraction, written in quotes",
    "range": "min, best and max of a count, each a whole number or left out",
    "date": "EDTF (ISO 8601-2)",
    "place": "lat, lon, radius_m and precision",
    "geometry": "lines or areas, GeoJSON-like, in whole numbers of 1e-7 degree",
    "entity": "another entity",
    "media_time": "milliseconds into a recording, or m:ss",
}
TEXT_TYPES = frozenset({"text", "identifier", "url", "language", "term"})


@frozen(slots=True)
class Property:
    """What can be said of a kind."""

    id: str
    type: str
    label: str
    about: str = ""
    vocabulary: str | None = None
    kinds: tuple[str, ...] = ()
    """For values that are entities: which kinds; none means any."""
    search: bool = False
    """Its text goes into the full-text index."""
    sensitive: bool = False
    """Its values are encrypted from the first moment."""
    single: bool = False
    """Two different values at one time contradict each other."""
    contradicts: bool = False
    """Values of different sources are competing answers and stand side by side."""
    camera: bool = False
    """A position of whoever filmed; it never leaves in a release."""
    inverse: str = ""
    relation: str = ""
    """``between``: a relation of two entities that holds through time and is walked; ``territory``: one that says who
    holds a place; empty: neither."""
    qualifiers: Mapping[str, "Property"] = field(factory=dict)


@frozen(slots=True)
class Kind:
    """A sort of entity, with everything it inherits written out."""

    id: str
    code: str
    label: str
    about: str = ""
    abstract: bool = False
    extends: str | None = None
    title: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    position: tuple[str, ...] = ()
    properties: Mapping[str, Property] = field(factory=dict)
    qualifiers: Mapping[str, Property] = field(factory=dict)


@frozen(slots=True)
class Term:
    """One word of a vocabulary."""

    id: str
    label: str
    gloss: str = ""
    order: int = 0


@frozen(slots=True)
class Vocabulary:
    """A closed list of words with the place it comes from."""

    id: str
    title: str
    source: str
    date: str
    terms: Mapping[str, Term]
    about: str = ""


@frozen(slots=True)
class Schema:
    """All kinds and vocabularies in force in one workspace."""

    kinds: Mapping[str, Kind]
    vocabularies: Mapping[str, Vocabulary]
    searched: frozenset[str] = frozenset()
    dated: frozenset[str] = frozenset()
    """Properties whose values are dates."""
    related: Mapping[str, int] = field(factory=dict)
    """Properties that relate two entities through time; the number tells which end is a place that is held: 0 neither,
    1 the subject, 2 the value."""
    titles: Mapping[str, Mapping[str, int]] = field(factory=dict)
    """Per kind, the rank of each property that may serve as title (0 is best)."""

    def kind(self, name: str) -> Kind:
        """Find a kind by id or code, in any case of letters; UnknownName names those there are."""
        found = self.kinds.get(name)
        if found is None:
            wanted = name.casefold()
            found = next((k for k in self.concrete() if wanted in (k.id.casefold(), k.code.casefold())), None)
        if found is None or found.abstract:
            names = ", ".join(k.id for k in self.concrete())
            raise UnknownName(f"there is no kind {name!r}", todo=f"use one of {names}")
        return found

    def concrete(self) -> Iterator[Kind]:
        """Go through the kinds that entities can have, by name."""
        return (self.kinds[name] for name in sorted(self.kinds) if not self.kinds[name].abstract)

    def is_a(self, kind: str, wanted: Collection[str]) -> bool:
        """Tell whether a kind is one of ``wanted`` or extends one of them."""
        here: str | None = kind
        while here is not None and here not in wanted:
            found = self.kinds.get(here)
            here = None if found is None else found.extends
        return here is not None

    def property(self, kind: str, name: str) -> Property:
        """Find a property of a kind; UnknownName lists what the kind has."""
        have = self.kinds[kind].properties
        found = have.get(name)
        if found is None:
            raise UnknownName(f"{kind} has no property {name!r}", todo=f"it has {', '.join(sorted(have))}")
        return found

    def qualifier(self, kind: str, of: Property, name: str) -> Property:
        """Find a qualifier of a property; UnknownName lists what there is."""
        found = of.qualifiers.get(name) or self.kinds[kind].qualifiers.get(name)
        if found is None:
            have = sorted({*of.qualifiers, *self.kinds[kind].qualifiers})
            raise UnknownName(f"{of.id} has no qualifier {name!r}", todo=f"it has {', '.join(have)}")
        return found

    def vocabulary(self, name: str) -> Vocabulary:
        """Find a vocabulary."""
        found = self.vocabularies.get(name)
        if found is None:
            raise UnknownName(
                f"there is no vocabulary {name!r}", todo=f"there are {', '.join(sorted(self.vocabularies))}"
            )
        return found
