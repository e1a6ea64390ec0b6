"""Gives an assessment as a table, read by the rules of ``sightline assess`` from statements that may be shown.

Who wrote which cell stays out: the statements below the table say so where that may be told.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import evolve

from sightline.model.ach import Changes, Ranked
from sightline.model.shown_weighing import AchCell, AchCite, AchExplanation, AchFalls, AchPiece, ShownAch
from sightline.model.view import Statement
from sightline.work.assessing.concluded import conclusion_of
from sightline.work.assessing.letters import letter
from sightline.work.assessing.reading import Matrix, matrix_of, notices_of, whole, word
from sightline.work.assessing.records import CellShown, Cited, Conclusion, Graded, PieceShown
from sightline.work.assessing.weights import UNIT, weights
from sightline.work.disclosing.ach_cites import cited_in
from sightline.work.disclosing.held import Held
from sightline.work.disclosing.statements import Showing, plain
from sightline.work.disclosing.words import kind_of

KIND: Final = "Assessment"
_SCALES: Final = {"icd203": "ICD 203", "phia": "PHIA"}
_FALLS: Final = {
    Changes.LEADER: "without it another explanation comes first",
    Changes.ORDER: "without it the order further down is another",
    Changes.NOTHING: "",
}
_MOST_TURNS: Final = 6
_NARROWED: Final = (
    "weights here rest on what was released; ratings of sources and single claims are not in it"
)


def ach_shown(showing: Showing, members: list[bytes]) -> ShownAch | None:
    """Give the table of an assessment; None where it holds neither explanations nor evidence."""
    held = showing.held
    kind = kind_of(held, members[0])
    if kind is None or not held.schema.is_a(kind.id, (KIND,)):
        return None
    said = [s.one for m in members for s in held.said.get(m, ()) if s.stands and not s.one.negated]
    said.sort(key=lambda one: one.n)
    cites = {one.n: (cited,) for one in said if (cited := cited_in(showing, one)) is not None}
    by_piece: dict[int, tuple[Cited, ...]] = {}
    for one in said:
        number = whole(one, "piece")
        if one.property == "cites" and number is not None:
            by_piece[number] = (*by_piece.get(number, ()), *cites.get(one.n, ()))
    found = matrix_of(said, by_piece, _graded(held, said, by_piece), weights())
    if not found.explanations and not found.pieces:
        return None
    concluded = conclusion_of(held.schema, said, cites)
    notices = notices_of(found, () if concluded is None else concluded.cites)
    if not showing.internal and found.pieces:
        notices.append(_NARROWED)
    return _shown(held, found, concluded, notices)


def _shown(held: Held, found: Matrix, concluded: Conclusion | None, notices: Sequence[str]) -> ShownAch:
    explained = {one.number: one for one in found.explanations}
    likely = {} if concluded is None else {one.explanation: one for one in concluded.likelihoods}

    def column(one: Ranked) -> AchExplanation:
        said = likely.get(one.explanation)
        mine = explained[one.explanation]
        return AchExplanation(
            letter=mine.letter,
            text=mine.text,
            statement=mine.statement,
            rank=one.rank,
            against=_amount(one.against),
            fits=one.fits,
            open=one.open,
            likelihood="" if said is None else said.label,
            likelihood_why="" if said is None else said.basis,
            likelihood_statement=None if said is None else said.statement,
        )

    order = [one.explanation for one in found.ranking]
    table = ShownAch(
        explanations=tuple(column(one) for one in found.ranking),
        pieces=tuple(_piece(held, found, one, order) for one in found.pieces),
        notices=tuple(f"{text[:1].upper()}{text[1:]}." for text in notices),
        hangs_on=tuple(
            AchFalls(s.source.title, s.source.code, s.pieces, _FALLS[s.changes])
            for s in found.sources
            if _FALLS[s.changes]
        ),
        turns=_turns(found),
    )
    if concluded is None:
        return table
    return evolve(
        table,
        scale=_SCALES.get(concluded.scale, concluded.scale),
        confidence=concluded.confidence_label,
        confidence_why=concluded.confidence_why,
        finding=concluded.finding,
        would_change=concluded.would_change,
        limits=concluded.limits,
        cites=tuple(_cite(cited) for cited in concluded.cites),
        reviews=tuple((_label(held, "review_verdict", r.verdict), r.why) for r in concluded.reviews),
    )


def _piece(held: Held, found: Matrix, one: PieceShown, order: Sequence[int]) -> AchPiece:
    cells = {c.explanation: c for c in found.cells if c.piece == one.number}
    return AchPiece(
        number=one.number,
        text=one.text,
        statement=one.statement,
        weight=_amount(one.weight),
        credibility=_label(held, "admiralty_credibility", one.credibility.term or ""),
        relevance=_label(held, "ach_relevance", one.relevance or ""),
        tells=one.tells.tells.value,
        why=one.why,
        falls=_FALLS[one.falls],
        cells=tuple(_cell(held, n, cells.get(n)) for n in order),
        cites=tuple(_cite(cited) for cited in one.cites),
    )  # fmt: skip


def _cell(held: Held, explanation: int, one: CellShown | None) -> AchCell:
    if one is None:
        return AchCell(letter(explanation), "", "not judged yet")
    return AchCell(
        letter(explanation), one.value, _label(held, "ach_cell", one.value), one.basis, one.statement
    )


def _cite(one: Cited) -> AchCite:
    return AchCite(
        title=one.entity.title,
        code=one.entity.code,
        statement=one.statement,
        text=one.text,
        state=one.judged if "refuted" in one.judged else one.state,
    )


def _graded(
    held: Held, said: Sequence[Statement], cites: Mapping[int, tuple[Cited, ...]]
) -> dict[int, Graded]:
    """Give the credibility of each piece: as graded here, else as what it cites was rated, where that is one grade."""
    rated: dict[str, set[str]] = {}
    items: dict[bytes, set[str]] = {}
    for every in held.said.values():
        for one in every:
            if not one.stands or one.one.negated:
                continue
            if one.one.property == "claim_credibility":
                rated.setdefault(str(one.one.qualifiers.get("statement")), set()).add(plain(one.one.value))
            elif one.one.property == "credibility":
                items.setdefault(held.head(one.one.entity), set()).add(plain(one.one.value))
    out = {}
    for one_ in said:
        number = whole(one_, "order")
        if one_.property != "piece" or number is None:
            continue
        own = word(one_, "credibility")
        grades: set[str] = set()
        for cited in cites.get(number, ()):
            grades |= (
                rated.get(cited.statement, set()) if cited.statement else items.get(cited.entity.id, set())
            )
        out[number] = Graded(own if own is not None else grades.pop() if len(grades) == 1 else None)
    return out


def _turns(found: Matrix) -> str:
    if not found.turns:
        return ""
    sets = [" and ".join(map(str, some)) for some in found.turns[:_MOST_TURNS]]
    if len(found.turns[0]) == 1:
        return f"Without piece {', or '.join(sets)}, another explanation comes first."
    return f"Without pieces {'; or '.join(sets)} together, another explanation comes first."


def _amount(amount: int) -> str:
    return f"{amount / UNIT:.2f}".rstrip("0").rstrip(".")


def _label(held: Held, vocabulary: str, term: str) -> str:
    found = held.schema.vocabularies.get(vocabulary)
    return term if found is None or term not in found.terms else found.terms[term].label
