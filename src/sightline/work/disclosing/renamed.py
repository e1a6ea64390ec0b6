"""Names and dates the things of a release anew, from what is left of their statements."""

from collections.abc import Iterable, Mapping

from attrs import evolve

from sightline.model.view import Named, Statement
from sightline.work.disclosing.held import Held, Said
from sightline.work.disclosing.statements import plain
from sightline.work.disclosing.words import property_of, terms_of


def dated(said: Mapping[bytes, tuple[Said, ...]]) -> dict[bytes, tuple[Said, ...]]:
    """Date statements anew by the publication of released evidence only."""
    posted: dict[bytes, str] = {}
    for entity, every in said.items():
        for one in (s.one for s in every if s.one.property in ("posted_at", "published_at")):
            posted.setdefault(entity, plain(one.value))
    return {
        entity: tuple(evolve(s, one=evolve(s.one, said_default=_default(s.one, posted))) for s in every)
        for entity, every in said.items()
    }


def _default(one: Statement, posted: Mapping[bytes, str]) -> str | None:
    return (
        next((d for r in one.evidence if (d := posted.get(bytes.fromhex(r.item)))), None)
        if one.said is None
        else None
    )


def named(held: Held, said: Mapping[bytes, tuple[Said, ...]], allowed: set[bytes]) -> dict[bytes, Named]:
    """Name the released entities anew, from what is left of their statements."""
    out = {}
    for entity in sorted(allowed):
        known = held.entities[entity]
        kind = held.schema.kinds.get(known.kind)
        title = ""
        for prop in () if kind is None else kind.title:
            mine = [s.one for s in said.get(entity, ()) if s.one.property == prop and not s.one.negated]
            mine.sort(key=lambda s: (s.rank != "preferred", s.n))
            if mine and plain(mine[0].value):
                title = mine[0].clean or plain(mine[0].value)
                break
        out[entity] = evolve(known, title=title or _plain_title(held, said.get(entity, ()), known))
    return out


def _plain_title(held: Held, every: Iterable[Said], named: Named) -> str:
    sorts = ("item_kind", "source_kind", "actor_kind", "artefact_kind")
    for said in every:
        if said.one.property in sorts:
            words = terms_of(held.schema, property_of(held, said.one.entity, said.one.property))
            return f"{words.get(plain(said.one.value), named.kind)} {named.code}"
    return f"{named.kind} {named.code}"
