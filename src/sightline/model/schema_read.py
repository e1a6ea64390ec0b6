"""Turns parsed declarations into a :class:`Schema`, and refuses by file, line and field what cannot be used.

Pure: the files themselves are read elsewhere; ``where`` tells the line of a key path for messages.
"""

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, fields, frozen

from sightline.core.errors import BadSchema
from sightline.model.schema import VALUE_TYPES, Kind, Property, Schema, Term, Vocabulary

Where = Callable[[tuple[str, ...]], str]
PROPERTY_KEYS = {a.name for a in fields(Property)} - {"id"}
KIND_KEYS = {
    "kind",
    "code",
    "label",
    "about",
    "abstract",
    "extends",
    "title",
    "time",
    "position",
    "properties",
    "qualifiers",
}
VOCABULARY_KEYS = {"vocabulary", "title", "about", "source", "date", "licence", "terms"}


@frozen(slots=True)
class Declaration:
    """One parsed file with a way to name its lines."""

    tree: Mapping[str, object]
    where: Where


def build(declarations: Sequence[Declaration]) -> Schema:
    """Build the schema of all declarations; later ones may add properties to a kind that an earlier one declared.

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
            vocabularies[vocabulary.id] = vocabulary
        elif "kind" in one.tree:
            kind = _kind(one)
            before = kinds.get(kind.id)
            kinds[kind.id] = (kind if before is None else _added(before[0], kind), one)
        else:
            raise BadSchema(
                "declares neither a kind nor a vocabulary",
                item=one.where(()),
                todo="begin with kind: or vocabulary:",
            )
    whole = {name: _inherit(name, kinds, ()) for name in sorted(kinds)}
    _check_links(whole, kinds, vocabularies)
    searched = {p.id for k in whole.values() for p in k.properties.values() if p.search and not p.sensitive}
    dated = {p.id for k in whole.values() for p in k.properties.values() if p.type == "date"}
    titles = {k.id: {name: rank for rank, name in enumerate(k.title)} for k in whole.values()}
    return Schema(
        kinds=whole,
        vocabularies=vocabularies,
        searched=frozenset(searched),
        dated=frozenset(dated),
        titles=titles,
    )


def _added(before: Kind, more: Kind) -> Kind:
    """Add what a workspace declares of a kind that is there already."""
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
    return Kind(
        id=name,
        code=str(tree.get("code", name[:3].upper())),
        label=str(tree.get("label", name)),
        about=str(tree.get("about", "")),
        abstract=bool(tree.get("abstract", False)),
        extends=None if tree.get("extends") is None else str(tree["extends"]),
        title=_names(one, "title"),
        time=_names(one, "time"),
        position=_names(one, "position"),
        properties=_properties(one, ("properties",), tree.get("properties")),
        qualifiers=_properties(one, ("qualifiers",), tree.get("qualifiers")),
    )


def _properties(one: Declaration, path: tuple[str, ...], tree: object) -> dict[str, Property]:
    if tree is None:
        return {}
    if not isinstance(tree, Mapping):
        raise BadSchema("takes names with their declarations", item=one.where(path))
    return {str(name): _property(one, (*path, str(name)), str(name), body) for name, body in tree.items()}


def _property(one: Declaration, path: tuple[str, ...], name: str, tree: object) -> Property:
    if not isinstance(tree, Mapping):
        raise BadSchema(f"{name} takes type:, label: and more", item=one.where(path))
    if not name.isascii() or not name.isidentifier() or name != name.lower():
        raise BadSchema(
            f"{name!r} is no name for a property", item=one.where(path), todo="use a-z, 0-9 and _"
        )
    _only(one, path, tree, PROPERTY_KEYS)
    sort = _text(one, path, tree, "type")
    if sort not in VALUE_TYPES:
        raise BadSchema(
            f"{name} has the type {sort!r}",
            item=one.where((*path, "type")),
            todo=f"use one of {', '.join(VALUE_TYPES)}",
        )
    if (sort == "term") != ("vocabulary" in tree):
        raise BadSchema(f"{name}: a term needs vocabulary:, and only a term has one", item=one.where(path))
    kinds = tree.get("kinds") or []
    if not isinstance(kinds, list):
        raise BadSchema(f"{name}: kinds is a list", item=one.where((*path, "kinds")))
    return Property(
        id=name,
        type=sort,
        label=str(tree.get("label", name)),
        about=str(tree.get("about", "")),
        vocabulary=None if tree.get("vocabulary") is None else str(tree["vocabulary"]),
        kinds=tuple(str(k) for k in kinds),
        inverse=str(tree.get("inverse", "")),
        qualifiers=_properties(one, (*path, "qualifiers"), tree.get("qualifiers")),
        search=bool(tree.get("search", False)),
        sensitive=bool(tree.get("sensitive", False)),
        single=bool(tree.get("single", False)),
        contradicts=bool(tree.get("contradicts", False)),
        camera=bool(tree.get("camera", False)),
    )


def _vocabulary(one: Declaration) -> Vocabulary:
    tree = one.tree
    _only(one, (), tree, VOCABULARY_KEYS)
    terms: dict[str, Term] = {}
    rows = tree.get("terms")
    if not isinstance(rows, list) or not rows:
        raise BadSchema("a vocabulary lists its terms", item=one.where(("terms",)))
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping) or "id" not in row:
            raise BadSchema(f"term {number + 1} has no id", item=one.where(("terms",)))
        name = str(row["id"])
        if name in terms:
            raise BadSchema(f"term {name!r} stands twice", item=one.where(("terms",)))
        terms[name] = Term(name, str(row.get("label", name)), str(row.get("gloss", "")), number)
    for needed in ("source", "date"):
        _text(one, (), tree, needed)
    name = _text(one, (), tree, "vocabulary")
    return Vocabulary(
        name,
        str(tree.get("title", name)),
        str(tree["source"]),
        str(tree["date"]),
        terms,
        str(tree.get("about", "")),
    )


def _inherit(name: str, kinds: Mapping[str, tuple[Kind, Declaration]], seen: tuple[str, ...]) -> Kind:
    kind, one = kinds[name]
    if kind.extends is None:
        return kind
    if kind.extends not in kinds or kind.extends in seen:
        raise BadSchema(
            f"{name} extends {kind.extends!r}, which is not there or leads back here",
            item=one.where(("extends",)),
        )
    above = _inherit(kind.extends, kinds, (*seen, name))
    return evolve(
        kind,
        properties={**above.properties, **kind.properties},
        qualifiers={**above.qualifiers, **kind.qualifiers},
        title=kind.title or above.title,
        time=kind.time or above.time,
        position=kind.position or above.position,
    )


def _check_links(
    whole: Mapping[str, Kind],
    kinds: Mapping[str, tuple[Kind, Declaration]],
    vocabularies: Mapping[str, Vocabulary],
) -> None:
    codes: dict[str, str] = {}
    for kind in whole.values():
        one = kinds[kind.id][1]
        if not kind.abstract:
            if codes.setdefault(kind.code, kind.id) != kind.id:
                raise BadSchema(
                    f"{kind.id} and {codes[kind.code]} share the code {kind.code}", item=one.where(("code",))
                )
            if not (kind.code.isascii() and kind.code.isalpha() and kind.code.isupper()):
                raise BadSchema(
                    f"the code {kind.code!r} is not capital letters A to Z", item=one.where(("code",))
                )
        for prop in (*kind.properties.values(), *kind.qualifiers.values()):
            place = one.where(("properties", prop.id))
            if prop.vocabulary is not None and prop.vocabulary not in vocabularies:
                raise BadSchema(
                    f"{kind.id}.{prop.id} wants the vocabulary {prop.vocabulary!r}, which is not there",
                    item=place,
                )
            if (missing := next((k for k in prop.kinds if k not in whole), None)) is not None:
                raise BadSchema(
                    f"{kind.id}.{prop.id} points to the kind {missing!r}, which is not there", item=place
                )
        for name in (*kind.title, *kind.time, *kind.position):
            if name not in kind.properties:
                raise BadSchema(
                    f"{kind.id} has no property {name!r} to take a title, time or position from",
                    item=one.where(()),
                )


def _names(one: Declaration, key: str) -> tuple[str, ...]:
    value = one.tree.get(key) or []
    if not isinstance(value, list):
        raise BadSchema(f"{key} is a list of properties", item=one.where((key,)))
    return tuple(str(v) for v in value)


def _text(one: Declaration, path: tuple[str, ...], tree: Mapping[str, object], key: str) -> str:
    value = tree.get(key)
    if value is None or isinstance(value, dict | list) or not str(value).strip():
        raise BadSchema(f"{key}: is missing", item=one.where(path), todo=f"add {key}:")
    return str(value)


def _only(one: Declaration, path: tuple[str, ...], tree: Mapping[str, object], known: set[str]) -> None:
    for key in tree:
        if key not in known:
            raise BadSchema(
                f"{key!r} is not known here",
                item=one.where((*path, str(key))),
                todo=f"it knows {', '.join(sorted(known))}",
            )
