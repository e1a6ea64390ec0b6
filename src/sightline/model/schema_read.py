"""Turns parsed declarations into a :class:`Schema`, and refuses by file, line and field what cannot be used.

Pure: the files themselves are read elsewhere; ``where`` tells the line of a key path for messages. A later declaration
of a kind or vocabulary that is there already adds to it; it never changes the meaning of what was recorded with it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve, fields, frozen

from sightline.core.errors import BadSchema
from sightline.model.schema import VALUE_TYPES, Kind, Property, Schema, Term, Vocabulary
from sightline.model.schema_relations import related, relation_of

Path = tuple[str | int, ...]
Where = Callable[[Path], str]
PROPERTY_KEYS = {a.name for a in fields(Property)} - {"id"}
KIND_KEYS = set("kind code label about abstract extends title time position properties qualifiers".split())
VOCABULARY_KEYS = set("vocabulary title about source date licence terms".split())
TERM_KEYS = set("id label label_ar gloss code order parent interval radius_m".split())


@frozen(slots=True)
class Declaration:
    """One parsed file with a way to name its lines."""

    tree: Mapping[str, object]
    where: Where


def build(declarations: Sequence[Declaration]) -> Schema:
    """Build the schema of all declarations; later ones may add to what an earlier one declared.

    Raises
    ------
    BadSchema
        Names file, line and field.
    """
    kinds: dict[str, tuple[Kind, Declaration]] = {}
    vocabularies: dict[str, Vocabulary] = {}
    for one in declarations:
        if "vocabulary" in one.tree:
            vocabulary = _vocabulary(one)
            known = vocabularies.get(vocabulary.id)
            vocabularies[vocabulary.id] = vocabulary if known is None else _more_terms(known, vocabulary)
        elif "kind" in one.tree:
            kind = _kind(one)
            before = kinds.get(kind.id)
            kinds[kind.id] = (kind if before is None else _added(before[0], kind, one), one)
        else:
            fault = "declares neither a kind nor a vocabulary"
            raise BadSchema(fault, item=one.where(()), todo="begin with kind: or vocabulary:")
    whole = {name: _inherit(name, kinds, ()) for name in sorted(kinds)}
    _check_kinds(whole, kinds)
    _check_links(whole, kinds, vocabularies)
    searched = {p.id for k in whole.values() for p in k.properties.values() if p.search and not p.sensitive}
    dated = {p.id for k in whole.values() for p in k.properties.values() if p.type == "date"}
    return Schema(
        kinds=whole,
        vocabularies=vocabularies,
        searched=frozenset(searched),
        dated=frozenset(dated),
        related=related(whole),
        titles={k.id: {name: rank for rank, name in enumerate(k.title)} for k in whole.values()},
    )


def _more_terms(before: Vocabulary, more: Vocabulary) -> Vocabulary:
    """Add terms to a vocabulary, after those that are there; both sources are named."""
    start = len(before.terms)
    added = {t.id: evolve(t, order=start + t.order) for t in more.terms.values() if t.id not in before.terms}
    return evolve(before, terms={**before.terms, **added}, source=f"{before.source}; {more.source}")


def _added(before: Kind, more: Kind, one: Declaration) -> Kind:
    """Add what is declared of a kind that is there already."""
    for key, had, new in (
        ("code", before.code, more.code),
        ("extends", before.extends, more.extends),
        ("abstract", before.abstract, more.abstract),
    ):
        if key in one.tree and new != had:
            fault = f"{before.id} is there already, and its {key} cannot be changed"
            raise BadSchema(fault, item=one.where((key,)), todo=f"leave {key}: out, or choose another name")
    for name, prop in more.properties.items():
        had_one = before.properties.get(name, prop)
        if (had_one.type, had_one.vocabulary, had_one.sensitive) != (
            prop.type,
            prop.vocabulary,
            prop.sensitive,
        ):
            fault = f"{before.id}.{name} is there already, and what it takes cannot be changed"
            raise BadSchema(fault, item=one.where(("properties", name)), todo="choose another name")
    return evolve(
        before,
        properties={**before.properties, **more.properties},
        qualifiers={**before.qualifiers, **more.qualifiers},
        title=more.title or before.title,
        time=more.time or before.time,
        position=more.position or before.position,
    )


def _kind(one: Declaration) -> Kind:
    tree = one.tree
    _only(one, (), tree, KIND_KEYS)
    name = _text(one, (), tree, "kind")
    if not name.isascii() or not name.isalnum() or not name[0].isupper():
        fault = f"{name!r} is no name for a kind"
        raise BadSchema(fault, item=one.where(("kind",)), todo="use A-Z, a-z and 0-9, a capital first")
    return Kind(
        id=name,
        code=str(tree.get("code", name[:3].upper())),
        label=str(tree.get("label", name)),
        about=str(tree.get("about", "")),
        abstract=_flag(one, (), tree, "abstract"),
        extends=None if tree.get("extends") is None else str(tree["extends"]),
        title=_names(one, (), tree, "title"),
        time=_names(one, (), tree, "time"),
        position=_names(one, (), tree, "position"),
        properties=_properties(one, ("properties",), tree.get("properties")),
        qualifiers=_properties(one, ("qualifiers",), tree.get("qualifiers")),
    )


def _properties(one: Declaration, path: Path, tree: object) -> dict[str, Property]:
    if tree is None:
        return {}
    if not isinstance(tree, Mapping):
        raise BadSchema(f"{path[-1]} takes names with their declarations", item=one.where(path))
    return {str(name): _property(one, (*path, str(name)), str(name), body) for name, body in tree.items()}


def _property(one: Declaration, path: Path, name: str, tree: object) -> Property:
    if not isinstance(tree, Mapping):
        raise BadSchema(f"{name} takes type:, label: and more", item=one.where(path))
    if not name.isascii() or not name.isidentifier() or name != name.lower():
        raise BadSchema(
            f"{name!r} is no name for a property", item=one.where(path), todo="use a-z, 0-9 and _"
        )
    _only(one, path, tree, PROPERTY_KEYS)
    sort = _text(one, path, tree, "type")
    if sort not in VALUE_TYPES:
        todo = f"use one of {', '.join(VALUE_TYPES)}"
        raise BadSchema(f"{name} has the type {sort!r}", item=one.where((*path, "type")), todo=todo)
    if (sort == "term") != ("vocabulary" in tree):
        raise BadSchema(f"{name}: a term needs vocabulary:, and only a term has one", item=one.where(path))
    if sort != "entity" and "kinds" in tree:
        raise BadSchema(f"{name}: only an entity has kinds:", item=one.where((*path, "kinds")))
    return Property(
        id=name,
        type=sort,
        label=str(tree.get("label", name)),
        about=str(tree.get("about", "")),
        vocabulary=None if tree.get("vocabulary") is None else str(tree["vocabulary"]),
        kinds=_names(one, path, tree, "kinds"),
        inverse=str(tree.get("inverse", "")),
        relation=relation_of(tree, sort, one.where((*path, "relation"))),
        qualifiers=_properties(one, (*path, "qualifiers"), tree.get("qualifiers")),
        search=_flag(one, path, tree, "search"),
        sensitive=_flag(one, path, tree, "sensitive"),
        single=_flag(one, path, tree, "single"),
        contradicts=_flag(one, path, tree, "contradicts"),
        camera=_flag(one, path, tree, "camera"),
    )


def _vocabulary(one: Declaration) -> Vocabulary:
    tree = one.tree
    _only(one, (), tree, VOCABULARY_KEYS)
    name = _text(one, (), tree, "vocabulary")
    rows = tree.get("terms")
    if not isinstance(rows, list) or not rows:
        raise BadSchema("a vocabulary lists its terms", item=one.where(("terms",)))
    terms: dict[str, Term] = {}
    for number, row in enumerate(rows):
        path: Path = ("terms", number)
        if not isinstance(row, Mapping) or row.get("id") is None or isinstance(row["id"], dict | list):
            raise BadSchema(f"term {number + 1} has no id", item=one.where(path), todo="add id:")
        _only(one, path, row, TERM_KEYS)
        term = str(row["id"])
        if term in terms:
            raise BadSchema(f"term {term!r} stands twice", item=one.where(path))
        terms[term] = Term(term, str(row.get("label", term)), str(row.get("gloss", "")), number)
    source, date = _text(one, (), tree, "source"), _text(one, (), tree, "date")
    return Vocabulary(name, str(tree.get("title", name)), source, date, terms, str(tree.get("about", "")))


def _inherit(name: str, kinds: Mapping[str, tuple[Kind, Declaration]], seen: tuple[str, ...]) -> Kind:
    kind, one = kinds[name]
    if kind.extends is None:
        return kind
    if kind.extends not in kinds or kind.extends in (*seen, name):
        fault = f"{name} extends {kind.extends!r}, which is not there or leads back here"
        raise BadSchema(fault, item=one.where(("extends",)))
    above = _inherit(kind.extends, kinds, (*seen, name))
    return evolve(
        kind,
        properties={**above.properties, **kind.properties},
        qualifiers={**above.qualifiers, **kind.qualifiers},
        title=kind.title or above.title,
        time=kind.time or above.time,
        position=kind.position or above.position,
    )


def _check_kinds(whole: Mapping[str, Kind], kinds: Mapping[str, tuple[Kind, Declaration]]) -> None:
    """Check codes, names that differ only in case, and that title, time and position are of properties there are."""
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for kind in whole.values():
        one = kinds[kind.id][1]
        if (other := names.setdefault(kind.id.lower(), kind.id)) != kind.id:
            raise BadSchema(f"{kind.id} and {other} differ only in capitals", item=one.where(("kind",)))
        if not kind.abstract:
            if not (
                2 <= len(kind.code) <= 5
                and kind.code.isascii()
                and kind.code.isalpha()
                and kind.code.isupper()
            ):
                raise BadSchema(
                    f"the code {kind.code!r} is not 2 to 5 letters A to Z", item=one.where(("code",))
                )
            if (other := codes.setdefault(kind.code, kind.id)) != kind.id:
                raise BadSchema(
                    f"{kind.id} and {other} share the code {kind.code}", item=one.where(("code",))
                )
        for key, named in (("title", kind.title), ("time", kind.time), ("position", kind.position)):
            if (missing := next((n for n in named if n not in kind.properties), None)) is not None:
                fault = f"{kind.id} has no property {missing!r} to take its {key} from"
                raise BadSchema(fault, item=one.where((key,)))


def _check_links(
    whole: Mapping[str, Kind],
    kinds: Mapping[str, tuple[Kind, Declaration]],
    vocabularies: Mapping[str, Vocabulary],
) -> None:
    """Check that vocabularies and kinds named are there.

    What is a date, and what is sealed, goes by the name of a property alone, so it is that in every kind or in none.
    """
    meant: dict[str, tuple[Property, str]] = {}
    for kind in whole.values():
        one = kinds[kind.id][1]
        for path, prop in _walk(kind):
            if prop.vocabulary is not None and prop.vocabulary not in vocabularies:
                fault = f"{kind.id}.{prop.id} wants the vocabulary {prop.vocabulary!r}, which is not there"
                raise BadSchema(fault, item=one.where((*path, "vocabulary")))
            if (missing := next((k for k in prop.kinds if k not in whole), None)) is not None:
                fault = f"{kind.id}.{prop.id} points to the kind {missing!r}, which is not there"
                raise BadSchema(fault, item=one.where((*path, "kinds")))
        for prop in kind.properties.values():
            other, named = meant.setdefault(prop.id, (prop, kind.id))
            if (prop.type == "date", prop.sensitive) != (other.type == "date", other.sensitive):
                said = [f"{p.type}{' and sensitive' if p.sensitive else ''}" for p in (prop, other)]
                fault = f"{prop.id} is {said[0]} in {kind.id} and {said[1]} in {named}"
                raise BadSchema(fault, item=one.where(("properties", prop.id)), todo="use another name")


def _walk(kind: Kind) -> Iterator[tuple[Path, Property]]:
    """Go through the properties and qualifiers of a kind, with the path of each."""
    for name, prop in kind.qualifiers.items():
        yield ("qualifiers", name), prop
    for name, prop in kind.properties.items():
        yield ("properties", name), prop
        for inner, qualifier in prop.qualifiers.items():
            yield ("properties", name, "qualifiers", inner), qualifier


def _names(one: Declaration, path: Path, tree: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = tree.get(key)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise BadSchema(f"{key} is a list", item=one.where((*path, key)), todo=f"write {key}: [one, another]")
    return tuple(str(v) for v in value)


def _flag(one: Declaration, path: Path, tree: Mapping[str, object], key: str) -> bool:
    value = tree.get(key)
    if value is not None and not isinstance(value, bool):
        raise BadSchema(f"{key} is {value!r}", item=one.where((*path, key)), todo="use true or false")
    return value is True


def _text(one: Declaration, path: Path, tree: Mapping[str, object], key: str) -> str:
    value = tree.get(key)
    if value is None or isinstance(value, dict | list) or not str(value).strip():
        raise BadSchema(f"{key}: is missing", item=one.where(path), todo=f"add {key}:")
    return str(value)


def _only(one: Declaration, path: Path, tree: Mapping[str, object], known: set[str]) -> None:
    for key in tree:
        if key not in known:
            todo = f"it knows {', '.join(sorted(known))}"
            raise BadSchema(f"{key!r} is not known here", item=one.where((*path, str(key))), todo=todo)
