"""Finds the entities that a writer names: by code (INC-12), by id, by key (``actor/river-brigade``), or new."""

import re
from collections.abc import Iterable

from sqlalchemy import Connection, Table, select

from sightline.core.errors import UnknownName
from sightline.model.record import Record, entity
from sightline.model.schema import Schema
from sightline.store.tables import entities, entity_keys
from sightline.work.case import Case

CODE = re.compile(r"[A-Z]{2,5}-[1-9]\d*")
ID = re.compile(r"[0-9a-f]{32}")


class Resolver:
    """Names met while writing, with what they stand for; new ones wait as bodies until they are taken."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.known: dict[str, tuple[bytes, str]] = {}
        self.fresh: list[Record] = []
        prefixes = {k.id.lower(): k.id for k in case.schema.concrete()}
        self.prefixes = prefixes

    def learn(self, connection: Connection, names: Iterable[str]) -> None:
        """Look up many names at once."""
        missing = sorted({n for n in names if n not in self.known})
        groups: dict[str, list[str]] = {"code": [], "id": [], "key": []}
        for name in missing:
            groups["code" if CODE.fullmatch(name) else "id" if ID.fullmatch(name) else "key"].append(name)
        for some in _slices(groups["code"]):
            query = select(entities.c.code, entities.c.id, entities.c.kind).where(entities.c.code.in_(some))
            self.known.update({r.code: (bytes(r.id), r.kind) for r in connection.execute(query)})
        for some in _slices(groups["id"]):
            query = select(entities.c.id, entities.c.kind).where(entities.c.id.in_([bytes.fromhex(i) for i in some]))
            self.known.update({bytes(r.id).hex(): (bytes(r.id), r.kind) for r in connection.execute(query)})
        joined: Table = entity_keys.join(entities, entities.c.id == entity_keys.c.entity)  # type: ignore[assignment]
        for some in _slices(groups["key"]):
            query = select(entity_keys.c.key, entities.c.id, entities.c.kind).select_from(joined).where(entity_keys.c.key.in_(some))
            self.known.update({r.key: (bytes(r.id), r.kind) for r in connection.execute(query)})

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
        """
        found = self.known.get(name)
        if found is not None:
            if kind is not None and self.case.schema.kind(kind).id != found[1]:
                raise UnknownName(f"{name} is {found[1]}, not {kind}", todo="use another key")
            return found
        if CODE.fullmatch(name) or ID.fullmatch(name):
            raise UnknownName(f"there is no {name}", todo="see what there is with: sightline find")
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
        prefix = name.split("/", 1)[0].lower() if "/" in name else ""
        told = self.prefixes.get(prefix, make)
        if told is None:
            names = ", ".join(sorted(self.prefixes))
            raise UnknownName(f"nothing tells the kind of {name!r}", todo=f"add \"kind\", or begin the key with one of {names} and /")
        return told


def kind_told(schema: Schema, name: str) -> str | None:
    """Tell the kind that a key names by its part before the slash."""
    prefix = name.split("/", 1)[0].lower() if "/" in name else ""
    return next((k.id for k in schema.concrete() if k.id.lower() == prefix), None)


def _slices(values: list[str]) -> Iterable[list[str]]:
    return (values[i : i + 500] for i in range(0, len(values), 500))
