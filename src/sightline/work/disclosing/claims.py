"""Sets the answers of different sources side by side, and says what an aggregate claims beside what is known.

The rules are those of ``sightline claims`` (``work.corroborating``), so that a page and the verb never disagree.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.model.figures import with_words
from sightline.model.independence import ONE_WAY, Tie
from sightline.model.schema import Kind, Property
from sightline.model.shown import ClaimRow, ClaimSide, Link
from sightline.model.view import Named, Statement
from sightline.work.corroborating.counting import Bonds
from sightline.work.corroborating.heard import Ground, Heard, answer_of, figure_in
from sightline.work.corroborating.records import Cell, Contradiction, Row
from sightline.work.corroborating.rows import OURS, Naming, rows_of
from sightline.work.corroborating.states import states_of
from sightline.work.disclosing.claim_ground import bonds_in, ground_in, heard_of
from sightline.work.disclosing.held import Held
from sightline.work.disclosing.places import when_of
from sightline.work.disclosing.statements import Showing, evidence_shown, said_time, shown_id
from sightline.work.disclosing.unlinked import sources_told
from sightline.work.disclosing.words import entity_in, kind_of, link, number_word, value_text

QUESTIONS: Final = {"attributed_to": "Who is said to have done it", "explanation": "What may have happened"}
_APART: Final = frozenset({"state", "fitness"})
"""Single properties that are about our own work; two of them are no disagreement of sources."""
_MEASURED: Final = frozenset({"date", "range", "place"})
"""Types of which two values can contradict each other in any property."""
US: Final = "This case"
NO_COPIES: Final[Mapping[bytes, frozenset[bytes]]] = {}
NO_NEAR: Final[Mapping[bytes, Mapping[bytes, int]]] = {}
_HINTS: Final = {
    "quotes": "it gives it as its source",
    "takes_from": "it is known to take from it",
    "repeats": "it passes on what it says",
    "shares": "it shares {through}, which it published",
    "cites": "it rests on {through}, which it published",
    "one_teller": "both are told by {through}",
    "upstream": "both repeat {through}",
    "one_item": "both stand in {through}",
    "footage": "what they show is the same footage as {item}",
    "near_copy": "their texts are nearly the same ({share} of the wording)",
    "judged": "a person recorded that they are one witness",
}


def claim_rows(
    showing: Showing,
    members: list[bytes],
    *,
    copies: Mapping[bytes, frozenset[bytes]] = NO_COPIES,
    near: Mapping[bytes, Mapping[bytes, int]] = NO_NEAR,
    every: bool = False,
) -> tuple[ClaimRow, ...]:
    """Find the questions that are answered differently, and give each answer a side.

    Parameters
    ----------
    copies : mapping
        For each item those that show the same footage: two sources that rest on one are no two witnesses.
    near : mapping
        For each item those whose text is nearly its own, with the thousandths they share.
    every : bool
        Also the questions that are answered alike, or by one source.
    """
    held = showing.held
    kind = kind_of(held, members[0])
    if kind is None:
        return ()
    heard = heard_of(showing, members)
    if not every and not _several(kind, heard):
        return ()
    ground = ground_in(showing, members, heard)
    bonds = bonds_in(showing, members, heard, ground, copies=copies, near=near)
    rows = rows_of(
        ground, heard, states_of(ground, heard), bonds, name=_namer(held), order=tuple(kind.properties)
    )
    told = _Told(showing, ground, bonds, {one.one.id.hex(): one for one in heard})
    return tuple(
        _row(told, row, kind.properties[row.property])
        for row in rows
        if row.property in kind.properties
        and row.property not in _APART
        and (every or row.contradictions or _weighed(told, row))
    )


@frozen(slots=True)
class _Told:
    """What every row of one entity needs."""

    showing: Showing
    ground: Ground
    bonds: Bonds
    heard: Mapping[str, Heard]

    def standing(self, row: Row) -> list[Cell]:
        """Give the cells of a row whose statements are open, readable and relied on."""
        return [cell for cell in row.cells if self.heard[cell.statement].stands]


def _several(kind: Kind, heard: Sequence[Heard]) -> bool:
    """Tell whether any question that can be answered differently is answered twice at all."""
    seen = set()
    for one in heard:
        declared = kind.properties.get(one.one.property)
        if not one.stands or declared is None or declared.id in _APART:
            continue
        if one.one.negated and declared.id not in OURS:
            return True
        if declared.single or declared.contradicts or declared.type in _MEASURED:
            if declared.id in seen:
                return True
            seen.add(declared.id)
    return False


def _weighed(told: _Told, row: Row) -> bool:
    """Tell whether this case itself sets several answers to one question against each other."""
    if row.property not in QUESTIONS and not (row.one_only and row.type == "text"):
        return False
    return len({_answer(told, cell) for cell in told.standing(row)}) > 1


def _answer(told: _Told, cell: Cell) -> tuple[str, bool]:
    answer = answer_of(told.ground, told.heard[cell.statement].one)
    return (answer.key, answer.negated)


def _namer(held: Held) -> Naming:
    def name(entity: bytes) -> Named | None:
        return held.entities.get(held.head(entity)) or held.entities.get(entity)

    return name


def _row(told: _Told, row: Row, declared: Property) -> ClaimRow:
    """Give each answer of each teller one side; the same said twice by the same is one side with both evidences."""
    grouped: dict[tuple[object, ...], list[Cell]] = {}
    for cell in told.standing(row):
        one = told.heard[cell.statement].one
        key = (_answer(told, cell), cell.conditions, one.source, one.via, one.hedged)
        grouped.setdefault(key, []).append(cell)
    groups = list(grouped.values())
    names = [_who(told, group[0]).title for group in groups]
    at = {cell.statement: number for number, group in enumerate(groups) for cell in group}
    sides = tuple(_side(told, declared, row, number, groups, names, at) for number in range(len(groups)))
    note = (
        "Only one of these can be so; nobody has decided which."
        if declared.single and row.contradictions
        else ""
    )
    return ClaimRow(
        QUESTIONS.get(row.property, declared.label),
        sides,
        note,
        property=row.property,
        reasons=tuple(dict.fromkeys(one.why for one in row.contradictions)),
        sources=sources_told(told.showing.held, row.counted),
    )


def _side(
    told: _Told,
    declared: Property,
    row: Row,
    number: int,
    groups: Sequence[Sequence[Cell]],
    names: Sequence[str],
    at: Mapping[str, int],
) -> ClaimSide:
    showing, mine = told.showing, groups[number]
    cell = mine[0]
    one = told.heard[cell.statement].one
    evidence = {ref: None for each in mine for ref in each.evidence}
    alike = [a for a in row.agreements if cell.statement in a.statements]
    agreeing = {at[s] for a in alike for s in a.statements if s in at} - {number}
    return ClaimSide(
        who=_who(told, cell),
        what=_what(showing.held, declared, one),
        statement=shown_id(showing, one),
        said=said_time(one),
        polarity="negated" if one.negated else "affirmed",
        certainty="hedged" if one.hedged else "asserted",
        contradicts=tuple(dict.fromkeys(names[other] for other in _against(row.contradictions, mine, at))),
        evidence=tuple(evidence_shown(showing, ref) for ref in evidence),
        independent=_shared(told, number, groups, names),
        state=cell.state,
        state_note=cell.why,
        agrees=tuple(dict.fromkeys(names[other] for other in sorted(agreeing))),
    )


def _against(
    contradictions: Sequence[Contradiction], mine: Sequence[Cell], at: Mapping[str, int]
) -> list[int]:
    ids = {cell.statement for cell in mine}
    found = {other for c in contradictions if ids & set(c.statements) for other in c.statements} - ids
    return sorted({at[one] for one in found if one in at})


def _who(told: _Told, cell: Cell) -> Link:
    """Name who makes the claim: the one who is quoted, else the source, else this case."""
    one = told.heard[cell.statement].one
    speaker = one.via if one.via is not None else one.source
    return Link(US) if speaker is None else link(told.showing.held, speaker)


def _what(held: Held, declared: Property, one: Statement) -> str:
    figure = figure_in(one) if declared.type == "range" else None
    text = value_text(held, declared, one.value) if figure is None else with_words(figure)
    parts = [one.note if one.note and text in one.note else f"{text}. {one.note}" if one.note else text]
    for name, word in (("basis", "For it"), ("against", "Against it")):
        reason = one.qualifiers.get(name)
        if isinstance(reason, str):
            parts.append(f"{word}: {reason}")
    return " ".join(part if part.endswith((".", "?", "!", "…")) else f"{part}." for part in parts)


def _shared(told: _Told, number: int, groups: Sequence[Sequence[Cell]], names: Sequence[str]) -> str:
    """Say through whom a side is known, and what ties it to others."""
    held, cell = told.showing.held, groups[number][0]
    one = told.heard[cell.statement].one
    hints: dict[str, list[str]] = {}
    for other, group in enumerate(groups):
        pair = {cell.voice, group[0].voice}
        if None in pair or len(pair) < 2:
            continue
        for tie in told.bonds.in_force():
            if tie.pair == pair and not (tie.kind in ONE_WAY and tie.one != cell.voice):
                hints.setdefault(_hint(held, tie, group[0].voice), []).append(names[other])
    said = [f"Not independent of {' and '.join(dict.fromkeys(n))}: {hint}." for hint, n in hints.items()]
    if one.via is not None and one.source is not None:
        said.insert(0, f"Told by {link(held, one.source).title}.")
    return " ".join(said)


def _hint(held: Held, tie: Tie, other: bytes | None) -> str:
    """Say what a side has in common with another, or takes from it."""
    items = [link(held, item).title for item in (tie.items if tie.one != other else tie.items[::-1])]
    return _HINTS[tie.kind].format(
        through="" if tie.through is None else link(held, tie.through).title,
        item=items[-1] if items else "",
        share="" if tie.score_permille is None else f"{tie.score_permille / 10:.0f} %",
    )


def tally(held: Held, members: list[bytes], groups: dict[bytes, list[bytes]]) -> str:
    """Say how many an aggregate claims, how many are known and dated: they are never added."""
    said = [s for m in members for s in held.said.get(m, ()) if s.stands and not s.one.negated]
    claims = list(dict.fromkeys(_claimed(held, s.one) for s in said if s.one.property == "claimed_count"))
    known = {
        held.head(t) for s in said if s.one.property == "member" and (t := entity_in(s.one.value)) is not None
    }
    dated = sum(_dated(held, groups.get(member, [member])) for member in known)
    parts = [f"{' or '.join(claims)} claimed"] if claims else []
    whole = all(
        member in held.entities for member in known
    )  # a release may lack some: then it cannot count dates
    if dated != len(known) or not whole:
        parts.append(f"{number_word(len(known))} known")
    if whole:
        parts.append(f"{number_word(dated)} dated")
    return ", ".join([*parts, "not added"])


def _claimed(held: Held, one: Statement) -> str:
    about = one.qualifiers.get("approximate")
    if isinstance(about, str):
        return about
    value = one.value
    if isinstance(value, int):
        return number_word(value)
    if isinstance(value, dict) and all(isinstance(v, int) for v in value.values()):
        words = {k: number_word(v) for k, v in value.items() if isinstance(v, int)}
        if set(words) == {"min"}:
            return f"at least {words['min']}"
        if set(words) == {"max"}:
            return f"at most {words['max']}"
        if words.get("min") == words.get("max", ""):
            return words["min"]
    kind = kind_of(held, one.entity)
    return value_text(held, None if kind is None else kind.properties.get("claimed_count"), value)


def _dated(held: Held, members: list[bytes]) -> bool:
    when = when_of(held, members)
    return when is not None and when.begin_min is not None and when.end_max is not None
