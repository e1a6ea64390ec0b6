"""Answers questions about who was part of, led, allied with, fought or was active where: from relations as of a date."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from sightline.model.span_order import Answer as Held
from sightline.model.view import Named
from sightline.work.asking.records import Also, Answer, Part, Told
from sightline.work.asking.setting import Setting, told_by
from sightline.work.asking.words import reason, who
from sightline.work.identifying.finding import called
from sightline.work.relating.endings import said_after
from sightline.work.relating.records import Edge, Relations
from sightline.work.relations import relations


@frozen(slots=True)
class Way:
    """Which relations answer a question, from which end, and what is told beside them."""

    sorts: tuple[str, ...]
    outward: bool | None
    """True: the one asked about is the subject; False: the value; None: either."""
    beside: tuple[str, ...] = ()


WAYS: Final = {
    "members": Way(("member_of", "part_of"), False, ("affiliated_with", "pledged_to")),
    "parts": Way(("part_of",), False, ("member_of", "affiliated_with")),
    "led": Way(("leader_of",), False),
    "part_of": Way(("part_of", "member_of", "affiliated_with"), True, ("pledged_to",)),
    "allied": Way(("allied_with",), None, ("affiliated_with",)),
    "fighting": Way(("fights",), None),
    "operated": Way(("operates_in",), True, ("controls",)),
}
_RANK: Final = {Held.HELD: 3, Held.POSSIBLY: 2, None: 1, Held.LAST_ATTESTED: 0, Held.NO: -1}


def walked(setting: Setting, form: str) -> Part:
    """Answer from the relations of one hop; every answer has all who say so, everything else stands beside."""
    way = WAYS[form]
    found = relations(
        setting.case, setting.about.id.hex(), times=setting.times, hops=1, kinds=(*way.sorts, *way.beside)
    )
    gathered: dict[tuple[str, bytes], list[Edge]] = defaultdict(list)
    for edge in found.edges:
        if _faces(edge, setting.about.id, way.outward):
            other = edge.value if edge.subject == setting.about.id else edge.subject
            gathered[(edge.relation, other)].append(edge)
    answers: list[Answer] = []
    also: list[Also] = []
    for (sort, other), mine in gathered.items():
        name = found.names[other]
        yes = [e for e in mine if not e.negated and e.stands]
        if not yes:
            also += _gone(found, name, mine)
        elif sort in way.beside:
            also.append(_related(found, setting, name, yes))
        else:
            answers.append(_answer(found, setting, name, yes, mine))
            also += _against(found, name, yes, mine)
    answers.sort(key=lambda a: (_order(a.held), a.entity.title, a.entity.code))
    return Part(tuple(answers), tuple(also), found.left_out)


def _faces(edge: Edge, about: bytes, outward: bool | None) -> bool:
    if edge.subject == edge.value:
        return False
    return outward is None or edge.mutual or (edge.subject == about) is outward


def _answer(
    found: Relations, setting: Setting, name: Named, yes: Sequence[Edge], mine: Sequence[Edge]
) -> Answer:
    ordered = sorted(yes, key=lambda e: (-_RANK[e.held], -e.spoken[0], e.n))
    best = ordered[0]
    told = tuple(told_by(found, e) for e in ordered)
    hedged = all(e.hedged for e in yes)
    what = _words(found, best)
    held = None if best.held is None else best.held.value
    why = reason(what, told, held, setting.at, hedged=hedged)
    denied = [e for e in mine if e.negated and not _withdrawn(e, yes)]
    if denied:
        why += f"; disputed by {who([told_by(found, e) for e in denied])}"
    return Answer(name, what, held, best.valid, best.said, False, hedged, told, why)


def _related(found: Relations, setting: Setting, name: Named, yes: Sequence[Edge]) -> Also:
    told = tuple(told_by(found, e) for e in yes)
    held = None if yes[0].held is None else yes[0].held.value
    why = reason(_words(found, yes[0]), told, held, setting.at, hedged=all(e.hedged for e in yes))
    return _also("related", name, yes, told, why)


def _against(found: Relations, name: Named, yes: Sequence[Edge], mine: Sequence[Edge]) -> list[Also]:
    """Tell of what somebody holds against an answer, and which earlier word of a source it replaced."""
    out = []
    for edge in mine:
        told = (told_by(found, edge),)
        if edge.negated:
            later = _withdrawn(edge, yes)
            if later is not None:
                by = told_by(found, later)
                has = f", which has it for {by.valid}" if by.valid is not None else ""
                why = f"not {_words(found, edge)}{_for(edge)} ({who(told)}): superseded by {who([by])}{has}"
                out.append(_also("superseded", name, [edge, later], told, why))
            else:
                why = f"not {_words(found, edge)}{_for(edge)}, says {who(told)}"
                out.append(_also("disputed", name, [edge], told, why))
        elif not edge.stands:
            back = [e for e in mine if e.statement in edge.ended_by and _withdrawn(e, yes) is not None]
            out.append(_superseded(found, name, edge, again=len(back) == len(edge.ended_by)))
    return out


def _gone(found: Relations, name: Named, mine: Sequence[Edge]) -> list[Also]:
    """Tell of what is no answer: denied, or over by then, and by what."""
    out = []
    yes = [e for e in mine if not e.negated]
    for edge in yes:
        out.append(_superseded(found, name, edge, again=False))
    for edge in mine:
        if edge.negated:
            told = (told_by(found, edge),)
            kind = (
                "corrected" if edge.valid is None and any(e.source == edge.source for e in yes) else "denied"
            )
            wrong = ": what it had said before was wrong" if kind == "corrected" else ""
            why = f"not {_words(found, edge)}{_for(edge)}, says {who(told)}{wrong}"
            out.append(_also(kind, name, [edge], told, why))
    return out


def _superseded(found: Relations, name: Named, edge: Edge, *, again: bool) -> Also:
    """Tell by what an earlier word was replaced; ``again``: what replaced it was taken back itself."""
    told = (told_by(found, edge),)
    by = [e for e in found.edges if e.statement in edge.ended_by]
    tail = who([told_by(found, e) for e in by]) if by else ", ".join(i[:12] for i in edge.ended_by)
    tail += ", which was superseded itself" if again else ""
    why = f"{_words(found, edge)}{_for(edge)} ({who(told)}): superseded by {tail}"
    one = _also("superseded", name, [edge], told, why)
    return Also(
        one.kind, one.entity, one.valid, one.said, one.negated, one.hedged, one.told, one.why,
        (*one.statements, *edge.ended_by),
    )  # fmt: skip


def _withdrawn(denial: Edge, yes: Sequence[Edge]) -> Edge | None:
    """Find what the source of a denial said later instead."""
    return next(
        (
            e
            for e in yes
            if e.source == denial.source
            and said_after(e, denial)
            and e.statement != denial.statement
            and e.held in (Held.HELD, Held.POSSIBLY, None)
        ),
        None,
    )


def _words(found: Relations, edge: Edge) -> str:
    """Say what the relation says of whom: ``Harbour Guard (ACT-2) member of Lower Aren Front (ACT-1)``."""
    place = "" if edge.place is None else f" in {found.name(edge.place)}"
    words = {"leader_of": "leader of", "operates_in": "active in"}.get(
        edge.relation, edge.relation.replace("_", " ")
    )
    return f"{called(found.names[edge.subject])} {words} {called(found.names[edge.value])}{place}"


def _for(edge: Edge) -> str:
    return "" if edge.valid is None else f", for {edge.valid}"


def _also(kind: str, name: Named, edges: Sequence[Edge], told: tuple[Told, ...], why: str) -> Also:
    first = edges[0]
    ids = tuple(dict.fromkeys(e.statement for e in edges))
    return Also(kind, name, first.valid, first.said, first.negated, first.hedged, told, why, ids)


def _order(held: str | None) -> int:
    return {"held": 0, "possibly": 1, None: 2, "last attested": 3}.get(held, 4)
