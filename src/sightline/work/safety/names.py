"""Lists names of persons, protected sources and places kept back that stand in the free texts of a release.

No machine can tell whether a text names a victim, or where somebody hides. This finds only names that the case knows,
in the spellings that it has; what it does not list may still name somebody, so whoever releases reads the texts.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.core.fold import fold
from sightline.model.disclosed import Dossier
from sightline.store.read import cluster_of, names_of, statements_of
from sightline.store.sealed_state import read_withholding
from sightline.store.tables import entities, statements
from sightline.work.case import Case
from sightline.work.disclose import disclose
from sightline.work.keyrings import keyrings_of
from sightline.work.protecting.scan import Reader, scan
from sightline.work.safety.confirm import protected_sources

PERSONS: Final = ('"person"', '"witness"')
_NAMES: Final = ("name", "alias", "person_name", "real_name")
_SHORTEST: Final = 4
_AROUND: Final = 40
MOST: Final = 500
WARNING: Final = (
    "Only names that the case knows are looked for. A text may name a victim, a householder, a source or a hiding "
    "place in other words: read what is released."
)


@frozen(slots=True)
class NameFound:
    """A name of a known person, or of a place that does not leave by itself, in a text that would leave."""

    person: str
    """Code of the person, source or place; of a protected source nothing else is told."""
    where: str
    """Code of the record whose page it stands on."""
    text: str
    """The words around it; empty for a protected source."""


def names_in_release(case: Case, audience: str) -> tuple[NameFound, ...]:
    """Find names of known persons, and of places kept back, in everything that a release to an audience would hold.

    Persons are actors and sources that are persons, whether or not they are released themselves, and protected
    sources, whose names are read with the keys that are here. Places are those that the release does not show, such as
    a medical site of which something recent is said.

    Raises
    ------
    WrongUse
        No such audience.
    """
    dossier = disclose(case, audience=audience)
    with case.catalogue.reading() as connection:
        secret = protected_sources(connection)
        known = _places(connection, {one.code for one in dossier.entities}) | _known(case, connection, secret)
    return tuple(_found(dossier, known, secret_codes=_codes(case, secret)))


def _places(connection: Connection, shown: Collection[str]) -> dict[str, str]:
    """Give the folded names of places that a release does not show, with their codes."""
    named = statements.join(entities, entities.c.id == statements.c.entity)
    query = select(entities.c.code, statements.c.value).select_from(named)
    query = query.where(
        entities.c.kind == "Place",
        statements.c.prop.in_(_NAMES),
        statements.c.closed.is_(None),
        statements.c.hidden == 0,
        statements.c.negated == 0,
    )
    rows = [(row.code, fold(str(json.loads(row.value)))) for row in connection.execute(query)]
    open_ = {name for code, name in rows if code in shown}
    return {
        name: code
        for code, name in rows
        if code not in shown and name not in open_ and len(name) >= _SHORTEST
    }


def _codes(case: Case, sources: Iterable[bytes]) -> frozenset[str]:
    with case.catalogue.reading() as connection:
        return frozenset(n.code for n in names_of(connection, sources).values())


def _known(case: Case, connection: Connection, secret: frozenset[bytes]) -> dict[str, str]:
    """Give the folded names of persons, with the code of whom each names."""
    query = select(statements.c.entity).where(
        statements.c.prop.in_(("actor_kind", "source_kind")),
        statements.c.value.in_(PERSONS),
        statements.c.closed.is_(None),
    )
    persons = {bytes(one) for one in connection.execute(query).scalars()} | secret
    out: dict[str, str] = {}
    members = {member: one for one in sorted(persons) for member in cluster_of(connection, one)}
    codes = {one: n.code for one, n in names_of(connection, members.values()).items()}
    for member, person in sorted(members.items()):
        for said in statements_of(connection, [member]):
            if said.property in _NAMES and isinstance(said.value, str):
                out[fold(said.value)] = codes[person]
    if secret:
        reader = Reader(connection, keyrings_of(case, connection), read_withholding(connection))
        for seen in scan(reader, sorted(one.hex() for one in secret)):
            body = seen.body
            mine = bytes.fromhex(str(body.get("subject") or "")) if body.get("is") == "statement" else b""
            if mine in secret and body.get("property") in _NAMES and isinstance(body.get("value"), str):
                out[fold(str(body["value"]))] = codes[members[mine]]
    return {name: code for name, code in out.items() if len(name) >= _SHORTEST}


def _found(
    dossier: Dossier, known: Mapping[str, str], *, secret_codes: frozenset[str]
) -> Iterator[NameFound]:
    met: set[tuple[str, str, str]] = set()
    sizes = sorted({name.count(" ") + 1 for name in known})
    for entity in dossier.entities:
        for text in _texts(entity):
            for name, at in _standing(fold(text), known, sizes):
                code = known[name]
                words = "" if code in secret_codes else text[max(0, at - _AROUND) : at + len(name) + _AROUND]
                if (code, entity.code, words) not in met:
                    met.add((code, entity.code, words))
                    yield NameFound(code, entity.code, words)
                if len(met) >= MOST:
                    return


def _standing(folded: str, known: Mapping[str, str], sizes: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Find which names stand in a folded text, and where first; by runs of words, so that many names cost no more."""
    words = folded.split(" ")
    seen: set[str] = set()
    for size in sizes:
        at = 0
        for first in range(len(words) - size + 1):
            run = " ".join(words[first : first + size])
            if run in known and run not in seen:
                seen.add(run)
                yield run, at
            at += len(words[first]) + 1


def _texts(value: object) -> Iterator[str]:
    """Go through every text in a record, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from _texts(one)
    elif (fields := getattr(type(value), "__attrs_attrs__", None)) is not None:
        for field in fields:
            yield from _texts(getattr(value, field.name))
