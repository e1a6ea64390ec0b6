"""Finds what an assessment rests on among the records of a disclosure; what may not be named is not found."""

from sightline.model.view import Statement
from sightline.work.assessing.records import Cited
from sightline.work.disclosing.held import Said
from sightline.work.disclosing.statements import Showing
from sightline.work.disclosing.words import entity_in, kind_of, property_label, said_text


def cited_in(showing: Showing, one: Statement) -> Cited | None:
    """Find the record, and the statement of it where one is meant; None where that record is not in the disclosure."""
    held = showing.held
    target = entity_in(one.value) if one.property == "cites" else None
    named = None if target is None else held.entities.get(held.head(target))
    if named is None:
        return None
    prop = one.qualifiers.get("property")
    if not isinstance(prop, str):
        return Cited(named, None, None, None, "", "stands")
    fitting = _fitting(showing, one, named.id, prop)
    if len(fitting) != 1:
        return Cited(
            named, prop, None, None, property_label(held, named.id, prop),
            "stands" if fitting else "missing" if showing.internal else "withheld", one_of=max(1, len(fitting)),
        )  # fmt: skip
    said = fitting[0].one
    voice = said.via if said.via is not None else said.source
    kind = kind_of(held, said.entity)
    declared = None if kind is None else kind.properties.get(prop)
    text = (
        "" if said.hidden else f"{property_label(held, said.entity, prop)}: {said_text(held, declared, said)}"
    )
    verdicts = "refuted" if "refuted" in showing.verdicts.get(said.id, {}).values() else ""
    return Cited(
        entity=named,
        property=prop,
        source=None if voice is None else held.entities.get(held.head(voice)),
        statement=said.id.hex(),
        text=f"{text} (not so)" if said.negated and text else text,
        state=_state(fitting[0]),
        judged=verdicts,
        through=None
        if said.via is None or said.source is None
        else held.entities.get(held.head(said.source)),
    )


def _fitting(showing: Showing, one: Statement, head: bytes, prop: str) -> list[Said]:
    """Give the one statement that is meant by its id, else all of that property and voice."""
    held = showing.held
    voice = entity_in(one.qualifiers.get("from"))
    wanted = one.qualifiers.get("statement")
    words = one.qualifiers.get("words")
    every = [
        s
        for m in showing.members.get(head, [head])
        for s in held.said.get(m, ())
        if s.one.property == prop
        and showing.latest.get(s.one.id, s.one.n) == s.one.n
        and (
            not isinstance(words, str)
            or (not s.one.hidden and words.casefold() in str(s.one.value).casefold())
        )
    ]
    exact = [s for s in every if s.one.id.hex() == wanted]
    if exact:
        return exact
    mine = [s for s in every if voice is None or held.head(_voice(s.one) or b"") == held.head(voice)]
    return [s for s in mine if s.stands] or mine


def _voice(one: Statement) -> bytes | None:
    return one.via if one.via is not None else one.source


def _state(said: Said) -> str:
    if said.one.hidden:
        return "erased" if said.one.hidden == 2 else "withheld"
    return "stands" if said.closed is None else said.closed.deed or "closed"
