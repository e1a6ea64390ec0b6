"""Finds everything that carries what shall be withheld: leaves, objects, and where else the same words are said."""

from attrs import define, field, frozen
from sqlalchemy import select

from sightline.core.errors import UnknownName, WrongUse
from sightline.model.finding import Json
from sightline.store.ledger import CLEAR, event_name
from sightline.store.sealed_state import leaf_number, protections_in
from sightline.store.tables import entities, objects
from sightline.work.case import Case
from sightline.work.protecting.names import entries, event_at, id_of
from sightline.work.protecting.objects import captured_elsewhere, following, holding
from sightline.work.protecting.scan import Reader, Seen, look, needles, scan, siblings
from sightline.work.protecting.source import leaves_of_source

TARGETS = {
    "statement": "one statement, by its id (32 hex digits)",
    "entity": "an entity: all that is said of it, its keys and captures, by its id (32 hex digits)",
    "key": "an external key of an entity, as it was given",
    "capture": "one act of preserving with the files it brought, by its id (32 hex digits)",
    "object": "the bytes of one file with all that was made of them, by their SHA-256 (64 hex digits)",
    "act": "who did something, why and with what, by its event (<ledger>:<number>)",
    "words": "every place where these words stand",
    "source": "everything that says who a source is, by its id (32 hex digits); it keeps its pseudonym",
    "protection": "what an earlier protection withheld, by its event (<ledger>:<number>)",
}
NEVER = frozenset({"ledger", "checkpoint", "rotation", "protection", "chain", "schema", "progress"})
"""Bodies that hold the case together; words in them are told of and cannot be withheld."""
MOST_ALSO = 500
"""Places with the same words that are listed; beyond, they are counted."""
SHORTEST = 4
"""Letters that a value must have for the same words to be looked for elsewhere."""


@frozen(slots=True)
class Target:
    """What shall be withheld: one of :data:`TARGETS` and its name."""

    kind: str
    name: str
    words: tuple[str, ...] = ()
    """More words that tell the same; they are recorded nowhere."""


@frozen(slots=True)
class Also:
    """A place that holds the same words and was not touched."""

    where: str
    what: str
    target: Target | None
    """What to give to withhold it too; None where it cannot be withheld."""


@define(slots=True)
class Found:
    """Everything that carries what shall be withheld."""

    label: str
    """What the record says was meant; never the words themselves."""
    leaves: dict[int, Seen] = field(factory=dict)
    objects: set[bytes] = field(factory=set)
    words: tuple[str, ...] = ()
    also: list[Also] = field(factory=list)
    more: int = 0
    """Places beyond those in ``also``."""


def find(case: Case, reader: Reader, target: Target, *, everywhere: bool) -> Found:
    """Find what a target means.

    Raises
    ------
    UnknownName
        There is nothing of that name.
    WrongUse
        There is no such kind of target, or its name has another form.
    """
    search = SEARCH.get(target.kind)
    if search is None:
        raise WrongUse(
            f"{target.kind!r} is nothing that can be withheld", todo=f"use one of {', '.join(TARGETS)}"
        )
    found = search(reader, target.name)
    found.words = tuple(dict.fromkeys((*found.words, *target.words)))
    if target.kind == "statement" and not _has_words(case, found):
        found.words = ()
    if target.kind == "words" or everywhere:
        found.objects |= holding(reader, case.vault, found.words)
    _sealed_values(reader, found)
    reached, told = following(reader, found.objects)
    found.objects = reached
    found.leaves.update(told)
    if target.kind == "object":
        _captures_of(reader, found)
    _everything_else(reader, found, everywhere=everywhere or target.kind == "words")
    return found


def _has_words(case: Case, found: Found) -> bool:
    """Tell whether the value is somebody's words: a term such as "video" stands in a thousand places."""
    names = {str(seen.body.get("property")) for seen in found.leaves.values()}
    types = {k.properties[n].type for k in case.schema.kinds.values() for n in names if n in k.properties}
    return bool(types & {"text", "identifier", "url"})


def _statement(reader: Reader, name: str) -> Found:
    identifier = id_of(name, 16)
    found = Found(f"statement {identifier.hex()}")
    for seen in scan(reader, [f'"id":"{identifier.hex()}"']):
        if seen.body.get("is") == "statement":
            found.leaves[seen.leaf.n] = seen
            found.words = _words(seen.body.get("value"))
    return _something(found, name)


def _entity(reader: Reader, name: str) -> Found:
    identifier = id_of(name, 16).hex()
    found = Found(f"entity {identifier}")
    for seen in scan(reader, [identifier]):
        body = seen.body
        is_key = body["is"] == "entity" and body.get("id") == identifier and "key" in body
        is_key = is_key or (body["is"] == "key" and body.get("entity") == identifier)
        if is_key or (body["is"] == "statement" and body.get("subject") == identifier):
            found.leaves[seen.leaf.n] = seen
        if body["is"] == "capture" and body.get("item") == identifier:
            _take_capture(reader, found, seen)
    return _something(found, name)


def _by_key(reader: Reader, name: str) -> Found:
    found = Found("key", words=(name,))
    for seen in scan(reader, needles([name])):
        if seen.body["is"] in ("entity", "key") and seen.body.get("key") == name:
            found.leaves[seen.leaf.n] = seen
            found.label = f"key of {seen.body.get('entity', seen.body.get('id'))}"
    return _something(found, "such a key")


def _capture(reader: Reader, name: str) -> Found:
    identifier = id_of(name, 16).hex()
    found = Found(f"capture {identifier}")
    for seen in scan(reader, [f'"id":"{identifier}"']):
        if seen.body["is"] == "capture":
            _take_capture(reader, found, seen)
    return _something(found, name)


def _object(reader: Reader, name: str) -> Found:
    sha256 = id_of(name, 32)
    if reader.connection.execute(select(objects.c.sha256).where(objects.c.sha256 == sha256)).first() is None:
        raise UnknownName(f"there is no object {name}", todo="see what there is with: sightline show CODE")
    return Found(f"object {sha256.hex()}", objects={sha256})


def _act(reader: Reader, name: str) -> Found:
    pos = event_at(reader, name)
    found = Found(f"act {name}")
    for seen in siblings(reader, pos):
        if seen.body["is"] == "act":
            found.leaves[seen.leaf.n] = seen
            found.words = _words(seen.body.get("by"))
    return _something(found, name)


def _by_words(_reader: Reader, name: str) -> Found:
    if len(name.strip()) < SHORTEST:
        raise WrongUse(
            f"words to withhold everywhere have {SHORTEST} letters or more", todo="give more of them"
        )
    return Found("words", words=(name.strip(),))


def _protection(reader: Reader, name: str) -> Found:
    pos = event_at(reader, name)
    found = Found(f"protection {name}")
    for body in protections_in(s.leaf for s in siblings(reader, pos)):
        for one in entries(body.get("leaves")):
            n = leaf_number(reader.connection, str(one["leaf"]))
            if n is not None and (seen := look(reader, n)) is not None:
                found.leaves[n] = seen
        found.objects |= {bytes.fromhex(str(one["sha256"])) for one in entries(body.get("objects"))}
    return _something(found, name)


def _source(reader: Reader, name: str) -> Found:
    identifier = id_of(name, 16)
    leaves = {seen.leaf.n: seen for seen in leaves_of_source(reader, identifier)}
    return _something(Found(f"source {identifier.hex()}", leaves), name)


SEARCH = {
    "source": _source,
    "statement": _statement,
    "entity": _entity,
    "key": _by_key,
    "capture": _capture,
    "object": _object,
    "act": _act,
    "words": _by_words,
    "protection": _protection,
}


def _take_capture(reader: Reader, found: Found, seen: Seen) -> None:
    """Take a capture with its files; one that another capture brought too is withheld all the same, and told of."""
    found.leaves[seen.leaf.n] = seen
    for file in entries(seen.body.get("files")):
        sha256 = bytes.fromhex(str(file["sha256"]))
        found.objects.add(sha256)
        for other in captured_elsewhere(reader, sha256):
            if other.hex() != seen.body["id"]:
                what = "another capture that brought the same bytes, withheld now too"
                found.also.append(Also(f"capture {other.hex()}", what, Target("capture", other.hex())))


def _captures_of(reader: Reader, found: Found) -> None:
    """Tell of the captures that brought the objects: their addresses and file names stay."""
    for sha256 in sorted(found.objects):
        for capture in captured_elsewhere(reader, sha256):
            what = "the capture that brought it; its address and file names stay"
            found.also.append(Also(f"capture {capture.hex()}", what, Target("capture", capture.hex())))


def _sealed_values(reader: Reader, found: Found) -> None:
    """Add the sealed value of statements whose property is encrypted from the first moment."""
    for seen in list(found.leaves.values()):
        value = seen.body.get("value")
        if seen.body.get("is") == "statement" and isinstance(value, dict) and "sealed" in value:
            n = seen.event.first + int(str(value["sealed"]))
            if (below := look(reader, n)) is not None:
                found.leaves[n] = below


def _everything_else(reader: Reader, found: Found, *, everywhere: bool) -> None:
    """Go through every other leaf that holds the words: take it, or tell of it."""
    codes: dict[str, str] = {}
    for seen in scan(reader, needles(found.words)):
        n, sort = seen.leaf.n, str(seen.body.get("is"))
        if n in found.leaves:
            continue
        if everywhere and sort not in NEVER:
            found.leaves[n] = seen
            continue
        if seen.leaf.state != CLEAR:
            continue
        if len(found.also) >= MOST_ALSO:
            found.more += 1
            continue
        where = f"{event_name(seen.event.writer, seen.event.number)}/{seen.index}"
        found.also.append(Also(where, _what(reader, seen, codes), _target(seen)))


def _what(reader: Reader, seen: Seen, codes: dict[str, str]) -> str:
    body = seen.body
    if body.get("is") != "statement":
        return str(body.get("is"))
    subject = str(body["subject"])
    if subject not in codes:
        query = select(entities.c.code).where(entities.c.id == bytes.fromhex(subject))
        codes[subject] = str(reader.connection.execute(query).scalar())
    return f"{codes[subject]} {body['property']}"


def _target(seen: Seen) -> Target | None:
    body, sort = seen.body, seen.body.get("is")
    if sort == "statement":
        return Target("statement", str(body["id"]))
    if sort in ("entity", "key") and "key" in body:
        return Target("key", str(body["key"]))
    if sort == "capture":
        return Target("capture", str(body["id"]))
    if sort in ("finding", "layer"):
        return Target("object", str(body["input"]))
    if sort == "act":
        return Target("act", event_name(seen.event.writer, seen.event.number))
    return None


def _words(value: Json) -> tuple[str, ...]:
    return (value.strip(),) if isinstance(value, str) and len(value.strip()) >= SHORTEST else ()


def _something(found: Found, name: str) -> Found:
    if not found.leaves and not found.objects:
        raise UnknownName(f"there is no {name}", todo="see what there is with: sightline show CODE")
    return found
