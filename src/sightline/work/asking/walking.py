"""Answers who was part of, led, allied with or fought whom, and was active where: from relations as of a date."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from sightline.model.span_order import Answer as Held
from sightline.model.view import Named
from sightline.work.asking.records import Also, Answer, Part, beside
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
    about: str
    """At which end the one asked about stands: subject, value or either."""
    beside: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    """Which relations are read only to see what contradicts the answers."""


FRIENDS: Final = ("allied_with", "part_of", "member_of", "affiliated_with", "pledged_to")
WAYS: Final = {
    "members": Way(("member_of", "part_of"), "value", ("affiliated_with", "pledged_to"), ("fights",)),
    "parts": Way(("part_of",), "value", ("member_of", "affiliated_with"), ("fights",)),
    "led": Way(("leader_of",), "value"),
    "part_of": Way(("part_of", "member_of", "affiliated_with"), "subject", ("pledged_to",), ("fights",)),
    "allied": Way(("allied_with",), "either", ("affiliated_with",), ("fights",)),
    "fighting": Way(("fights",), "either", against=FRIENDS),
    "operated": Way(("operates_in",), "subject", ("controls",)),
}
WORDS: Final = {"leader_of": "leader of", "operates_in": "active in"}
DISPUTES: Final = ("opposed", "rivals", "after_its_end", "circle")
"""Contradictions that are told as such; what one source denies of another stands beside its answer."""
_RANK: Final = {Held.HELD: 3, Held.POSSIBLY: 2, None: 1, Held.LAST_ATTESTED: 0, Held.NO: -1}
_ORDER: Final = {"held": 0, "possibly": 1, None: 2, "last attested": 3}


def walked(setting: Setting, form: str) -> Part:
    """Answer from the relations of one hop; every answer has all who say so, everything else stands beside."""
    way = WAYS[form]
    found = relations(
        setting.case,
        setting.about.id.hex(),
        times=setting.times,
        hops=1,
        kinds=(*way.sorts, *way.beside, *way.against),
    )
    gathered: dict[tuple[str, bytes], list[Edge]] = defaultdict(list)
    for edge in found.edges:
        if edge.relation not in way.against and _faces(edge, setting.about.id, way):
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
    used = {t.statement for a in answers for t in a.told}
    also += [
        beside("disputed", None, (), one.sentence, statements=one.statements)
        for one in found.contradictions
        if one.kind in DISPUTES and used & set(one.statements)
    ]
    answers.sort(key=lambda a: (_ORDER.get(a.held, 4), a.entity.title, a.entity.code))
    return Part(tuple(answers), tuple(also), found.left_out)


def _faces(edge: Edge, about: bytes, way: Way) -> bool:
    if edge.subject == edge.value:
        return False
    if way.about == "either" or edge.mutual:
        return True
    return (edge.subject == about) is (way.about == "subject")


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
    denied = [e for e in mine if e.negated and _withdrawn(e, yes) is None]
    if denied:
        why += f"; disputed by {who([told_by(found, e) for e in denied])}"
    return Answer(name, what, held, best.valid, best.said, told, why, hedged=hedged)


def _related(found: Relations, setting: Setting, name: Named, yes: Sequence[Edge]) -> Also:
    told = tuple(told_by(found, e) for e in yes)
    held = None if yes[0].held is None else yes[0].held.value
    hedged = all(e.hedged for e in yes)
    why = reason(_words(found, yes[0]), told, held, setting.at, hedged=hedged)
    return beside("related", name, told, why, hedged=hedged)


def _against(found: Relations, name: Named, yes: Sequence[Edge], mine: Sequence[Edge]) -> list[Also]:
    """Tell of what somebody holds against an answer, and which earlier word of a source it replaced."""
    out = []
    for edge in mine:
        if not edge.negated:
            if not edge.stands:
                back = [e for e in mine if e.statement in edge.ended_by and _withdrawn(e, yes) is not None]
                out.append(_superseded(found, name, edge, again=len(back) == len(edge.ended_by)))
            continue
        told = (told_by(found, edge),)
        later = _withdrawn(edge, yes)
        if later is None:
            why = f"not {_words(found, edge)}{_for(edge)}, says {who(told)}"
            out.append(beside("disputed", name, told, why, hedged=edge.hedged, negated=True))
        else:
            by = told_by(found, later)
            has = f", which has it for {by.valid}" if by.valid is not None else ""
            why = f"not {_words(found, edge)}{_for(edge)} ({who(told)}): superseded by {who([by])}{has}"
            ids = (edge.statement, later.statement)
            out.append(
                beside("superseded", name, told, why, statements=ids, hedged=edge.hedged, negated=True)
            )
    return out


def _gone(found: Relations, name: Named, mine: Sequence[Edge]) -> list[Also]:
    """Tell of what is no answer: denied, or over by then, and by what."""
    yes = [e for e in mine if not e.negated]
    out = [_superseded(found, name, edge, again=False) for edge in yes]
    for edge in mine:
        if edge.negated:
            told = (told_by(found, edge),)
            wrong = edge.valid is None and any(e.source == edge.source for e in yes)
            tail = ": what it had said before was wrong" if wrong else ""
            why = f"not {_words(found, edge)}{_for(edge)}, says {who(told)}{tail}"
            kind = "corrected" if wrong else "denied"
            out.append(beside(kind, name, told, why, hedged=edge.hedged, negated=True))
    return out


def _superseded(found: Relations, name: Named, edge: Edge, *, again: bool) -> Also:
    """Tell by what an earlier word was replaced; ``again``: what replaced it was taken back itself."""
    told = (told_by(found, edge),)
    by = [e for e in found.edges if e.statement in edge.ended_by]
    tail = who([told_by(found, e) for e in by]) if by else ", ".join(i[:12] for i in edge.ended_by)
    tail += ", which was superseded itself" if again else ""
    why = f"{_words(found, edge)}{_for(edge)} ({who(told)}): superseded by {tail}"
    return beside("superseded", name, told, why, statements=edge.ended_by, hedged=edge.hedged)


def _withdrawn(denial: Edge, yes: Sequence[Edge]) -> Edge | None:
    """Find what the source of a denial said later instead."""
    sure = (Held.HELD, Held.POSSIBLY, None)
    mine = (e for e in yes if e.source == denial.source and e.held in sure)
    return next((e for e in mine if said_after(e, denial)), None)


def _words(found: Relations, edge: Edge) -> str:
    """Say what the relation says of whom: ``Harbour Guard (ACT-2) member of Lower Aren Front (ACT-1)``."""
    place = "" if edge.place is None else f" in {found.name(edge.place)}"
    words = WORDS.get(edge.relation, edge.relation.replace("_", " "))
    return f"{called(found.names[edge.subject])} {words} {called(found.names[edge.value])}{place}"


def _for(edge: Edge) -> str:
    return "" if edge.valid is None else f", for {edge.valid}"
