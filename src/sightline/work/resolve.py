"""Finds the entities that a writer names: by code (INC-12), by id, by key (``actor/river-brigade``), or new."""

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from sightline.core.digest import refusal
from sightline.core.errors import BadValue, UnknownName
from sightline.model.record import Record, entity
from sightline.model.schema import Schema
from sightline.model.shells import withheld_key
from sightline.store.slices import slices
from sightline.store.tables import entities, entity_keys
from sightline.work.case import Case

CODE = re.compile(r"[A-Z]{2,5}-[1-9][0-9]{0,17}")
ID = re.compile(r"[0-9a-f]{32}")
_MADE = re.compile(r"(?P<kind>[^/]+)/[A-Z]{2,5}-[1-9][0-9]{0,17}-(?P<id>[0-9a-f]{32})")
"""What an export calls an entity that has no key."""
LONGEST_KEY = 1_000
"""Longest key [bytes of UTF-8]; PostgreSQL's trees take no more than 2,704."""


class Resolver:
    """Names met while writing, with what they stand for; new ones wait as bodies until they are taken.

    One that was used in a transaction which failed is thrown away, since it knows entities that nobody recorded.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.known: dict[str, tuple[bytes, str]] = {}
        self.fresh: list[Record] = []
        self.prefixes = {k.id.lower(): k.id for k in case.schema.concrete()}

    def learn(self, connection: Connection, names: Iterable[str]) -> None:
        """Look up many names at once."""
        codes: list[str] = []
        ids: list[str] = []
        keys: list[str] = []
        for name in sorted({name for name in names if name not in self.known}):
            if CODE.fullmatch(name) is not None:
                codes.append(name)
            elif ID.fullmatch(name) is not None:
                ids.append(name)
            elif key_refusal(name) is None:
                keys.append(name)
        for some in slices(codes):
            by_code = select(entities.c.code, entities.c.id, entities.c.kind).where(entities.c.code.in_(some))
            self.known.update({r.code: (bytes(r.id), r.kind) for r in connection.execute(by_code)})
        for some in slices(ids):
            by_id = select(entities.c.id, entities.c.kind).where(
                entities.c.id.in_([bytes.fromhex(i) for i in some])
            )
            self.known.update({bytes(r.id).hex(): (bytes(r.id), r.kind) for r in connection.execute(by_id)})
        self._learn_keys(connection, {key: key for key in keys})
        keyring = self.case.chain.keyring
        if keyring is not None:
            hidden = {withheld_key(keyring.secret, key): key for key in keys if key not in self.known}
            self._learn_keys(connection, hidden)
        self._learn_made(connection, [key for key in keys if key not in self.known])

    def _learn_keys(self, connection: Connection, stored: Mapping[str, str]) -> None:
        """Look up external keys: as they stand in the case, with what a writer calls them."""
        joined = entity_keys.join(entities, entities.c.id == entity_keys.c.entity)
        for some in slices(sorted(stored)):
            named = select(entity_keys.c.key, entities.c.id, entities.c.kind).select_from(joined)
            by_key = named.where(entity_keys.c.key.in_(some))
            self.known.update({stored[r.key]: (bytes(r.id), r.kind) for r in connection.execute(by_key)})

    def _learn_made(self, connection: Connection, keys: Iterable[str]) -> None:
        """Know the entities of this case again that an export of it had to make a key for."""
        made = {key: found for key in keys if (found := _MADE.fullmatch(key)) is not None}
        of = {bytes.fromhex(found["id"]): key for key, found in made.items()}
        for some in slices(sorted(of)):
            by_id = select(entities.c.id, entities.c.kind).where(entities.c.id.in_(some))
            for row in connection.execute(by_id):
                key = of[bytes(row.id)]
                if made[key]["kind"] == row.kind.lower():
                    self.known[key] = (bytes(row.id), row.kind)

    def entity(self, name: str, *, kind: str | None = None, make: str | None = None) -> tuple[bytes, str]:
        """Give (id, kind) of a name, making a new entity when its kind is known.

        Parameters
        ----------
        name : str
            Code, id or key.
        kind : str, optional
            The kind a new entity has; else the part of the key before ``/`` tells it.
        make : str, optional
            The kind to take when neither tells.

        Raises
        ------
        UnknownName
            No such code; or a key whose kind nothing tells; or a kind that contradicts what is known.
        BadValue
            The key cannot be kept.
        """
        found = self.known.get(name)
        if found is not None:
            if kind is not None and self.case.schema.kind(kind).id != found[1]:
                raise UnknownName(f"{name} is {found[1]}, not {kind}", todo="use another key")
            return found
        if CODE.fullmatch(name) is not None or ID.fullmatch(name) is not None:
            raise UnknownName(f"there is no {name}", todo="see what there is with: sightline find")
        if (reason := key_refusal(name)) is not None:
            raise BadValue(reason, todo="use a shorter or plainer key")
        told = self._kind(name, kind, make)
        identifier = self.case.ids.new()
        self.known[name] = (identifier, told)
        self.fresh.append(entity(identifier, told, key=name))
        return identifier, told

    def take(self) -> list[Record]:
        """Take the bodies of the entities made since the last time."""
        fresh, self.fresh = self.fresh, []
        return fresh

    def _kind(self, name: str, kind: str | None, make: str | None) -> str:
        if kind is not None:
            return self.case.schema.kind(kind).id
        told = self.prefixes.get(_prefix(name), make)
        if told is None:
            names = ", ".join(sorted(self.prefixes))
            raise UnknownName(
                f"nothing tells the kind of {name!r}",
                todo=f'add "kind", or begin the key with one of {names} and /',
            )
        return told


def any_key_known(connection: Connection, fresh: Iterable[Record]) -> bool:
    """Tell whether one of the keys of new entities has been given to another meanwhile."""
    keys = [str(body["key"]) for body in fresh if "key" in body]
    for some in slices(keys):
        query = select(entity_keys.c.key).where(entity_keys.c.key.in_(some)).limit(1)
        if connection.execute(query).first() is not None:
            return True
    return False


def kind_told(schema: Schema, name: str) -> str | None:
    """Tell the kind that a key names by its part before the slash."""
    prefix = _prefix(name)
    return next((k.id for k in schema.concrete() if k.id.lower() == prefix), None)


def made_key(kind: str, code: str, identifier: bytes) -> str:
    """Make a key for an entity that has none: readable, and known again by the case that it came from."""
    return f"{kind.lower()}/{code}-{identifier.hex()}"


def key_refusal(key: str) -> str | None:
    """Tell why a key cannot be kept, or None when it can."""
    if not key.strip():
        return "a key is empty"
    if "\x00" in key:
        return f"the key {key[:40]!r} holds a NUL character"
    if (reason := refusal(key, where=f"the key {key[:40]!a}")) is not None:
        return reason
    return (
        f"the key {key[:40]!r}… is longer than {LONGEST_KEY} bytes"
        if len(key.encode()) > LONGEST_KEY
        else None
    )


def _prefix(name: str) -> str:
    return name.split("/", 1)[0].lower() if "/" in name else ""
