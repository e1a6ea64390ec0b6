"""Tells by which rules names are filed, so that a misspelt one is found in a large case as it would be in a small one.

The keys are those by which names of actors are compared. They follow from word lists that people may correct; so the
catalogue notes by what its names were filed.
"""

import json
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from sqlalchemy import Connection

from sightline.core import fold
from sightline.core.digest import canonical, sha256
from sightline.core.resources import builtin
from sightline.measure.text.actor_names.compare import VERSION
from sightline.measure.text.actor_names.keys import keys_of
from sightline.measure.text.actor_names.lexicon import FOLDER
from sightline.model.schema import Schema
from sightline.store.names_near import filed_by
from sightline.store.project.names import Naming

KEYED: Final = ("Actor", "Place", "Source")
"""Kinds whose names are looked for by keys; those of others are compared one by one."""
FORM: Final = 2
"""Goes up when rows or titles are made otherwise; 2: a name that is denied is no title."""


def naming_of(schema: Schema) -> Naming:
    """Give by what names are filed under these declarations."""
    return Naming(frozenset(_keyed_kinds(schema)), key_numbers)


def key_numbers(name: str) -> list[int]:
    """Give the keys of a name as numbers."""
    return sorted(map(_number, keys_of(name)))


def filing(schema: Schema) -> str:
    """Write by which rules names are filed under these declarations, for the catalogue to note."""
    return json.dumps({"rules": _rules(), "kinds": _keyed_kinds(schema)})


def keyed_kinds(connection: Connection) -> frozenset[str] | None:
    """Give the kinds whose names stand under keys; None where names are not filed by the rules in force."""
    noted = filed_by(connection)
    if noted is None:
        return None
    by = json.loads(noted)
    return frozenset(by["kinds"]) if by["rules"] == _rules() else None


def _keyed_kinds(schema: Schema) -> list[str]:
    return sorted(kind.id for kind in schema.concrete() if schema.is_a(kind.id, KEYED))


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


@lru_cache(maxsize=1)
def _rules() -> str:
    words = [sha256(file.read_bytes()).hex() for file in builtin(FOLDER)]
    return sha256(canonical([FORM, fold.VERSION, VERSION, words])).hex()
