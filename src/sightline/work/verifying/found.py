"""Finds the verification records of a thing, and opens the one that is written to, making it where there is none."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection

from sightline.model.draft import Draft
from sightline.model.view import Named
from sightline.store.read import cluster_of, mentions_of, names_of, statements_of
from sightline.work.assessing.taking import Taken, drafted
from sightline.work.case import Case
from sightline.work.new import begin_entity
from sightline.work.resolve import Resolver
from sightline.work.write import Writer

KIND: Final = "Verification"


def verifications_of(
    connection: Connection, ids: Collection[bytes], *, known_at: int | None = None
) -> dict[bytes, list[Named]]:
    """Give the verification records of things, the oldest first, by the thing."""
    about = [s for s in mentions_of(connection, sorted(ids), known_at=known_at) if s.property == "of"]
    names = names_of(connection, {s.entity for s in about})
    out: dict[bytes, list[Named]] = {}
    for one in about:
        if one.target is not None and names[one.entity].kind == KIND and not one.negated:
            here = out.setdefault(one.target, [])
            if names[one.entity] not in here:
                here.append(names[one.entity])
    return out


def open_or_begin(
    case: Case, writer: Writer, subject: Named, resolver: Resolver
) -> tuple[Taken, list[Draft]]:
    """Open the verification record of a thing; where there is none, begin it, with the drafts that do so."""
    ids = cluster_of(writer.connection, subject.id)
    every = verifications_of(writer.connection, ids)
    found = sorted((one for some in every.values() for one in some), key=lambda one: one.id)
    if found:
        together = cluster_of(writer.connection, found[0].id)
        return Taken(found[0], statements_of(writer.connection, together, closed=True)), []
    title = f"Verification of {subject.code}"
    made, drafts = begin_entity(resolver, case.schema.kind(KIND), title=title)
    named = Named(made, "", KIND, title)
    return Taken(named), [*drafts, drafted(case, writer, named, "of", subject.code)]
