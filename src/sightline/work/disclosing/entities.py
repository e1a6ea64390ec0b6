"""Puts together what is shown of each entity: one view over its statements, with everything that hangs on it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from sightline.model.shown import Link, ShownEntity, ShownJudgement, ShownRelation
from sightline.store.vault_kind import Vault
from sightline.work.disclosing.ach import ach_shown
from sightline.work.disclosing.blurs import Blurs
from sightline.work.disclosing.claim_table import claim_table
from sightline.work.disclosing.claims import NO_NEAR, claim_rows, tally
from sightline.work.disclosing.footage import Shared, one_footage, shared_footage
from sightline.work.disclosing.held import Held
from sightline.work.disclosing.judgements import judgements_shown
from sightline.work.disclosing.media import captures_shown, findings_shown, media_shown, originals, state_of
from sightline.work.disclosing.older import older_than_claimed
from sightline.work.disclosing.places import positions_shown, spans_shown, when_of, where_of
from sightline.work.disclosing.statements import Showing, best, best_text, statements_shown
from sightline.work.disclosing.together import Together, held_together
from sightline.work.disclosing.words import direction, entity_in, kind_of, link, property_of

_SORTS: Final = ("item_kind", "source_kind", "actor_kind", "artefact_kind", "place_kind", "category")
_STATES: Final = ("status", "likelihood", "level")
MEMBER: Final = "known member"
"""Role of what an aggregate holds, on its own page."""


def entities_shown(
    showing: Showing,
    vault: Vault,
    versions: Mapping[str, int],
    *,
    near: Mapping[bytes, Mapping[bytes, int]] = NO_NEAR,
) -> tuple[ShownEntity, ...]:
    """Show every entity that may be shown, in the order of their records.

    ``near`` gives for an item those whose text is nearly its own.
    """
    judged = judgements_shown(showing)
    footage = shared_footage(showing)
    relations = _relations(showing, footage)
    copies = one_footage(footage)
    older = older_than_claimed(showing, footage)
    together = held_together(showing)
    blurs = Blurs(vault)
    return tuple(
        _entity(
            showing,
            head,
            members,
            vault,
            blurs,
            versions,
            relations.get(head, ()),
            judged.get(head, ()),
            copies,
            near,
            older.get(head, ()),
            together,
        )
        for head, members in showing.members.items()
    )


def _entity(
    showing: Showing,
    head: bytes,
    members: list[bytes],
    vault: Vault,
    blurs: Blurs,
    versions: Mapping[str, int],
    relations: tuple[ShownRelation, ...],
    judgements: tuple[ShownJudgement, ...],
    copies: Mapping[bytes, frozenset[bytes]],
    near: Mapping[bytes, Mapping[bytes, int]],
    alarms: tuple[str, ...],
    together: Together,
) -> ShownEntity:
    held = showing.held
    named = held.entities[head]
    kind = held.schema.kinds.get(named.kind)
    aggregate = named.kind == "Aggregate"
    every = [s for m in members for s in held.said.get(m, ())]
    titled = next(
        (s for p in (kind.title if kind else ()) if (s := best(held, members, p)) is not None), None
    )
    summary = best_text(held, members, "summary")
    table, figures = claim_table(showing, members, copies=copies, near=near, together=together)
    return ShownEntity(
        code=named.code,
        kind=named.kind,
        title=named.title,
        title_lang="" if titled is None or direction(titled.one.lang) != "rtl" else titled.one.lang or "",
        subtitle=_subtitle(held, members),
        when=when_of(held, members),
        where=where_of(held, members),
        state=_state(held, members),
        status="withheld" if every and all(s.one.hidden for s in every) else "shown",
        tally=tally(held, members, showing.members) if aggregate else "",
        aggregate=aggregate,
        summary="" if summary == named.title else summary,
        statements=statements_shown(showing, head, members),
        claims=claim_rows(showing, members, copies=copies, near=near),
        table=table,
        figures=figures,
        ach=ach_shown(showing, members),
        positions=positions_shown(showing, members),
        spans=spans_shown(showing, members),
        relations=relations,
        findings=findings_shown(showing, members, versions),
        judgements=judgements,
        captures=captures_shown(showing, members),
        media=media_shown(showing, members, vault, blurs),
        merged_from=tuple(held.entities[m].code for m in members[1:]),
        alarms=alarms,
    )


def _subtitle(held: Held, members: list[bytes]) -> str:
    sort = next((text for p in _SORTS if (text := best_text(held, members, p))), "")
    author = best(held, members, "author")
    by = None if author is None else entity_in(author.one.value)
    country = best_text(held, members, "country")
    parts = [sort, "" if by is None else f"by {link(held, by).title}", country]
    return ", ".join(part for part in parts if part)


def _state(held: Held, members: list[bytes]) -> str:
    kind = kind_of(held, members[0])
    if kind is not None and "state" in kind.properties:
        return state_of(held, members)
    return next((text for p in _STATES if (text := best_text(held, members, p))), "")


def _relations(showing: Showing, footage: Iterable[Shared]) -> dict[bytes, tuple[ShownRelation, ...]]:
    """Turn around what others say of an entity, by the word its schema has for that; and find equal bytes."""
    held = showing.held
    turned: dict[bytes, dict[tuple[str, str], dict[Link, None]]] = defaultdict(lambda: defaultdict(dict))
    for entity, every in held.said.items():
        mine = held.head(entity)
        for said in every:
            target = entity_in(said.one.value)
            if target is None or not said.stands or said.one.negated or held.head(target) == mine:
                continue
            declared = property_of(held, entity, said.one.property)
            note = "hedged" if said.one.hedged else ""
            if said.one.property == "member" and kind_is(held, mine, "Aggregate"):
                turned[mine][(MEMBER, note)][link(held, held.head(target))] = None
            if declared is not None and declared.inverse:
                turned[held.head(target)][(declared.inverse, note)][link(held, mine)] = None
    for heads in same_bytes(showing).values():
        for head in heads:
            for other in heads:
                if other != head:
                    note = "one file was published more than once; it counts once"
                    turned[head][("the same bytes as", note)][link(held, other)] = None
    for one in footage:
        turned[one.left][(one.role, one.note)][link(held, one.right)] = None
        turned[one.right][(one.role, one.note)][link(held, one.left)] = None
    return {
        head: tuple(ShownRelation(role, tuple(links), note) for (role, note), links in roles.items())
        for head, roles in turned.items()
        if head in held.entities
    }


def kind_is(held: Held, entity: bytes, kind: str) -> bool:
    """Tell whether an entity is shown, and is of a kind."""
    named = held.entities.get(entity)
    return named is not None and named.kind == kind


def same_bytes(showing: Showing) -> dict[bytes, list[bytes]]:
    """Find objects that are the original of more than one item."""
    having: dict[bytes, list[bytes]] = defaultdict(list)
    for head, members in showing.members.items():
        mine = {
            f.sha256
            for m in members
            for c in showing.held.captures.get(m, ())
            for f in c.files
            if f.role == "original"
        }
        for sha256 in originals(showing.held, members):
            if sha256 in mine:
                having[sha256].append(head)
    return {sha256: heads for sha256, heads in having.items() if len(heads) > 1}
