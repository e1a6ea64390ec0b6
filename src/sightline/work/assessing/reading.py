"""Puts an assessment together from its statements: rows and cells, what they rest on, and what was concluded."""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.model.ach import (
    Falls,
    Piece,
    Ranked,
    Tells,
    compared,
    diagnosticity,
    falling,
    leaders,
    rank,
    smallest_that_turns,
)
from sightline.model.finding import Json
from sightline.model.view import Named, Statement
from sightline.work.assessing.letters import letter
from sightline.work.assessing.records import (
    CellShown,
    Cited,
    Explanation,
    Graded,
    PieceShown,
    SourceFalls,
    is_sound,
)
from sightline.work.assessing.weights import Weights

WHOLE: Final = "the conclusion"


@frozen(slots=True)
class Matrix:
    """The rows of an assessment, and what they come to."""

    explanations: tuple[Explanation, ...]
    pieces: tuple[PieceShown, ...]
    cells: tuple[CellShown, ...]
    ranking: tuple[Ranked, ...]
    plain_ranking: tuple[Ranked, ...]
    turns: tuple[tuple[int, ...], ...]
    sources: tuple[SourceFalls, ...]


def matrix_of(
    said: Sequence[Statement],
    cites: Mapping[int, tuple[Cited, ...]],
    graded: Mapping[int, Graded],
    table: Weights,
) -> Matrix:
    """Put the matrix together.

    Parameters
    ----------
    said : sequence of Statement
        What stands of the assessment and is readable.
    cites : mapping
        By number of a piece, what it rests on.
    graded : mapping
        By number of a piece, its credibility.
    """
    explanations = tuple(_explanations(said))
    rows = {n: one for one in said if one.property == "piece" and (n := whole(one, "order")) is not None}
    cells = tuple(_cells(said, {e.number for e in explanations}, set(rows)))
    order = [e.number for e in explanations]
    judged: dict[int, dict[int, str]] = {}
    for cell in cells:
        judged.setdefault(cell.piece, {})[cell.explanation] = cell.value
    pieces = [
        Piece(n, judged.get(n, {}), table.of(graded[n].term, word(rows[n], "relevance")))
        for n in sorted(rows)
    ]
    plain = [Piece(p.number, p.cells) for p in pieces]
    alone = falling(order, pieces, ([p.number] for p in pieces), against=table.cell)
    shown = [
        _piece(rows[p.number], p, gone, order, cites.get(p.number, ()), graded[p.number], table)
        for p, gone in zip(pieces, alone, strict=True)
    ]
    return Matrix(
        explanations=explanations,
        pieces=tuple(shown),
        cells=cells,
        ranking=rank(order, pieces, against=table.cell),
        plain_ranking=rank(order, plain, against=table.cell),
        turns=smallest_that_turns(order, pieces, against=table.cell),
        sources=tuple(_sources(order, pieces, shown, table)),
    )


def whole(one: Statement, name: str) -> int | None:
    """Give a qualifier that is a number."""
    value = one.qualifiers.get(name)
    return value if isinstance(value, int) else None


def word(one: Statement, name: str) -> str | None:
    """Give a qualifier that is text."""
    value = one.qualifiers.get(name)
    return value if isinstance(value, str) else None


def author(one: Statement, name: str = "analyst") -> str:
    """Tell who says it: the name that is kept with it, else whoever recorded it."""
    return word(one, name) or one.by or ""


def text_of(value: Json) -> str:
    """Give a value as text."""
    return value if isinstance(value, str) else str(value)


def _explanations(said: Sequence[Statement]) -> list[Explanation]:
    found: dict[int, Explanation] = {}
    for one in said:
        number = whole(one, "order")
        if one.property == "explanation" and number is not None and number > 0:
            found[number] = Explanation(
                number, letter(number), text_of(one.value), one.id.hex(), author(one), one.recorded
            )
    return [found[n] for n in sorted(found)]


def _cells(said: Sequence[Statement], explanations: set[int], rows: set[int]) -> list[CellShown]:
    """List the cells, of two for one place the newer; those of rows and columns that stand no more are left out."""
    found: dict[tuple[int, int], CellShown] = {}
    for one in said:
        if one.property != "cell":
            continue
        piece, explanation = whole(one, "piece"), whole(one, "explanation")
        if piece is None or explanation is None or piece not in rows or explanation not in explanations:
            continue
        found[piece, explanation] = CellShown(
            piece,
            explanation,
            text_of(one.value),
            word(one, "basis") or "",
            one.id.hex(),
            author(one),
            one.recorded,
        )
    return [found[key] for key in sorted(found)]


def _piece(
    one: Statement,
    piece: Piece,
    gone: Falls,
    order: Sequence[int],
    cites: tuple[Cited, ...],
    graded: Graded,
    table: Weights,
) -> PieceShown:
    tells = diagnosticity(order, piece, against=table.cell)
    against = " and ".join(f"{letter(e)} ({piece.cells[e]})" for e in tells.against)
    why = {
        Tells.PARTS: f"speaks against {against}, not against the others",
        Tells.ALL_ALIKE: "is the same for all explanations, so it decides nothing",
        Tells.SUPPORTS_ONLY: "fits some better than others and speaks against none in particular, so it moves no rank",
        Tells.ONE_ONLY: "was judged for fewer than two explanations",
    }[tells.tells]
    if tells.tells is Tells.PARTS and tells.against and len(tells.against) == len(order):
        why = f"speaks against {against}, more against some than others"
    return PieceShown(
        number=piece.number,
        text=text_of(one.value),
        credibility=graded,
        relevance=word(one, "relevance"),
        weight=piece.weight,
        cites=cites,
        statement=one.id.hex(),
        by=author(one),
        at=one.recorded,
        tells=tells,
        why=why,
        falls=gone.changes,
        leaders_without=gone.leaders,
    )


def _sources(
    order: Sequence[int], pieces: Sequence[Piece], shown: Sequence[PieceShown], table: Weights
) -> list[SourceFalls]:
    """Rank again without everything that rests on one source alone."""
    resting: dict[bytes, tuple[Named, list[int]]] = {}
    for one in shown:
        people = [{n.id: n for n in (c.source, c.through) if n is not None} for c in one.cites]
        for identifier, source in sorted(people[0].items()) if people else ():
            if all(identifier in each for each in people):
                resting.setdefault(identifier, (source, []))[1].append(one.number)
    every = sorted(resting.values(), key=lambda pair: pair[0].code)
    found = falling(order, pieces, (numbers for _, numbers in every), against=table.cell)
    return [
        SourceFalls(source, gone.dropped, gone.changes, gone.leaders)
        for (source, _), gone in zip(every, found, strict=True)
    ]


def notices_of(found: Matrix, conclusion: Sequence[Cited]) -> list[str]:
    """Say what to look at before resting on the matrix."""
    out = []
    grouped = [(f"piece {p.number}", c) for p in found.pieces for c in p.cites]
    for where, cited in (*grouped, *((WHOLE, c) for c in conclusion)):
        if not is_sound(cited):
            why = cited.judged if "refuted" in cited.judged else f"is {cited.state} now"
            out.append(f"{where} rests on {cited.text or cited.entity.code}, which {_was(why)}")
    for where, cited in grouped:
        if cited.one_of > 1:
            out.append(
                f"{where} cites one of {cited.one_of}, and this copy does not know which: {cited.text}"
            )
    missing = sum(r.open for r in found.ranking)
    if missing:
        out.append(
            f"{missing} cell{'s were' if missing > 1 else ' was'} not judged yet; the ranking may change"
        )
    assumed = [str(p.number) for p in found.pieces if not p.cites]
    if assumed:
        many = len(assumed) > 1
        out.append(
            f"piece{'s' if many else ''} {', '.join(assumed)} cite{'' if many else 's'} nothing: assumed"
        )
    if found.pieces and len(found.explanations) == 1:
        out.append("there is one explanation only; nothing competes with it")
    if leaders(found.ranking) != leaders(found.plain_ranking):
        first = ", ".join(letter(e) for e in leaders(found.plain_ranking))
        out.append(f"with all weights alike {first} comes first: the weights decide, so give their reasons")
    elif found.ranking and compared(found.ranking, found.plain_ranking) != "nothing":
        out.append("with all weights alike the order further down is another")
    ungraded = [str(p.number) for p in found.pieces if p.credibility.term is None or p.relevance is None]
    if ungraded:
        out.append(f"not graded, and counted as of middling weight: {', '.join(ungraded)}")
    return out


def _was(why: str) -> str:
    return f"was {why}" if not why.startswith("is ") else why
