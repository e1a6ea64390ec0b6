"""Sets the answers of different sources side by side, and says what an aggregate claims beside what is known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from sightline.core.errors import BadTime
from sightline.model.schema import Property
from sightline.model.shown import ClaimRow, ClaimSide, Link
from sightline.model.time import could_overlap, read
from sightline.model.view import Statement
from sightline.work.disclosing.held import Held, Said
from sightline.work.disclosing.places import said_order, when_of
from sightline.work.disclosing.statements import Showing, evidence_shown, said_time, shown_id
from sightline.work.disclosing.words import entity_in, kind_of, link, number_word, value_text

QUESTIONS: Final = {"attributed_to": "Who is said to have done it", "explanation": "What may have happened"}
_APART: Final = frozenset({"state", "fitness"})
"""Single properties that are about our own work; two of them are no disagreement of sources."""
US: Final = "This case"
NO_COPIES: Final[Mapping[bytes, frozenset[bytes]]] = {}


def claim_rows(
    showing: Showing, members: list[bytes], *, copies: Mapping[bytes, frozenset[bytes]] = NO_COPIES
) -> tuple[ClaimRow, ...]:
    """Find the questions that are answered differently, and give each answer a side.

    Parameters
    ----------
    copies : mapping
        For each item those that show the same footage: two sources that rest on one are no two witnesses.
    """
    held = showing.held
    kind = kind_of(held, members[0])
    if kind is None:
        return ()
    by_property: dict[str, list[Said]] = defaultdict(list)
    for member in members:
        for said in held.said.get(member, ()):
            if said.stands:
                by_property[said.one.property].append(said)
    rows = []
    for name, declared in kind.properties.items():
        mine = sorted(by_property.get(name, ()), key=said_order)
        if declared.contradicts and _differ(mine):
            rows.append(_row(showing, declared, mine, QUESTIONS.get(name, declared.label), copies=copies))
        elif declared.single and name not in _APART and _disagree(declared, mine):
            note = "Only one of these can be so; nobody has decided which."
            rows.append(_row(showing, declared, mine, declared.label, copies=copies, note=note))
    return tuple(rows)


def _answer(one: Statement) -> tuple[str, bool]:
    return (str(one.value if one.target is None else one.target.hex()), one.negated)


def _differ(mine: Sequence[Said]) -> bool:
    return len({_answer(s.one) for s in mine}) > 1


def _disagree(declared: Property, mine: Sequence[Said]) -> bool:
    """Tell whether two values of a property that has only one at a time cannot both be so."""
    affirmed = [s.one for s in mine if not s.one.negated]
    return any(_cannot_both(declared, a, b) for a, b in combinations(affirmed[:20], 2))


def _cannot_both(declared: Property, a: Statement, b: Statement) -> bool:
    if _answer(a) == _answer(b):
        return False
    first, second = a.valid_span(), b.valid_span()
    if first is not None and second is not None and not could_overlap(first, second):
        return False
    if declared.type == "date":
        try:
            return not could_overlap(read(str(a.value)), read(str(b.value)))
        except BadTime:
            return True
    return True


def _row(
    showing: Showing,
    declared: Property,
    mine: Sequence[Said],
    question: str,
    *,
    copies: Mapping[bytes, frozenset[bytes]],
    note: str = "",
) -> ClaimRow:
    """Give each answer of each teller one side; the same said twice by the same is one side with both evidences."""
    grouped: dict[tuple[object, ...], list[Said]] = {}
    for said in mine:
        one = said.one
        grouped.setdefault((_answer(one), one.source, one.via, one.hedged), []).append(said)
    heads = [group[0] for group in grouped.values()]
    names = [_who(showing.held, said.one).title for said in heads]
    sides = []
    for said, group in zip(heads, grouped.values(), strict=True):
        others = [(o, n) for o, n in zip(heads, names, strict=True) if o is not said]
        sides.append(_side(showing, declared, group, others, copies))
    return ClaimRow(question, tuple(sides), note)


def _side(
    showing: Showing,
    declared: Property,
    group: Sequence[Said],
    others: Sequence[tuple[Said, str]],
    copies: Mapping[bytes, frozenset[bytes]],
) -> ClaimSide:
    held, one = showing.held, group[0].one
    against = tuple(
        dict.fromkeys(
            name for other, name in others if _opposed(one, other.one) and not _both_ours(one, other.one)
        )
    )
    evidence = {ref: None for said in group for ref in said.one.evidence}
    return ClaimSide(
        who=_who(held, one),
        what=_what(held, declared, one),
        statement=shown_id(showing, one),
        said=said_time(one),
        polarity="negated" if one.negated else "affirmed",
        certainty="hedged" if one.hedged else "asserted",
        contradicts=against,
        evidence=tuple(evidence_shown(showing, ref) for ref in evidence),
        independent=_shared(held, one, others, copies),
    )


def _opposed(one: Statement, other: Statement) -> bool:
    """Two affirmed answers that differ, or one answer affirmed and denied, cannot stand together; two denials can."""
    same = _answer(one)[0] == _answer(other)[0]
    return (same and one.negated != other.negated) or (not same and not one.negated and not other.negated)


def _both_ours(one: Statement, other: Statement) -> bool:
    """Tell whether two answers are explanations that this case itself weighs against each other."""
    return all(s.source is None and s.via is None for s in (one, other))


def _who(held: Held, one: Statement) -> Link:
    """Name who makes the claim: the one who is quoted, else the source, else this case."""
    speaker = one.via if one.via is not None else one.source
    return Link(US) if speaker is None else link(held, speaker)


def _what(held: Held, declared: Property, one: Statement) -> str:
    text = value_text(held, declared, one.value)
    parts = [one.note if one.note and text in one.note else f"{text}. {one.note}" if one.note else text]
    for name, word in (("basis", "For it"), ("against", "Against it")):
        reason = one.qualifiers.get(name)
        if isinstance(reason, str):
            parts.append(f"{word}: {reason}")
    return " ".join(part if part.endswith((".", "?", "!", "…")) else f"{part}." for part in parts)


def _shared(
    held: Held,
    one: Statement,
    others: Iterable[tuple[Said, str]],
    copies: Mapping[bytes, frozenset[bytes]],
) -> str:
    """Say through whom a side is known, and what it shares with others: a teller, a post, a source it takes from."""
    mine = {ref.item for ref in one.evidence}
    copied = {copy for ref in mine for copy in copies.get(held.head(bytes.fromhex(ref)), ())}
    hints: dict[str, list[str]] = {}
    for other, name in others:
        two = other.one
        both = sorted(mine & {ref.item for ref in two.evidence})
        theirs = sorted({held.head(bytes.fromhex(ref.item)) for ref in two.evidence})
        if both:
            hints.setdefault(f"both stand in {link(held, bytes.fromhex(both[0])).title}", []).append(name)
        elif one.source is not None and one.source == two.source and one.via is not None:
            hints.setdefault(f"both are told by {link(held, one.source).title}", []).append(name)
        footage = next((item for item in theirs if copied & {item}), None) if not both else None
        if footage is not None:
            title = link(held, footage).title
            hints.setdefault(f"what they show is the same footage as {title}", []).append(name)
        if one.via is not None and one.via == two.via:
            hints.setdefault(f"both repeat {link(held, one.via).title}", []).append(name)
        if _takes_from(held, one, two):
            hints.setdefault("it is known to take from it", []).append(name)
    told = [
        f"Not independent of {' and '.join(dict.fromkeys(names))}: {hint}." for hint, names in hints.items()
    ]
    if one.via is not None and one.source is not None:
        told.insert(0, f"Told by {link(held, one.source).title}.")
    return " ".join(told)


def _takes_from(held: Held, one: Statement, two: Statement) -> bool:
    mine = {e for e in (one.source, one.via) if e is not None}
    theirs = {held.head(e) for e in (two.source, two.via) if e is not None}
    for entity in mine:
        for said in held.said.get(entity, ()):
            target = entity_in(said.one.value)
            if (
                said.one.property == "copies_from"
                and said.stands
                and target is not None
                and held.head(target) in theirs
            ):
                return True
    return False


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
