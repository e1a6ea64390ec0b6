"""Shows an assessment at chosen times: competing explanations ranked by what speaks against them, and what was judged.

Nothing is decided by the ranking: it says which explanation has the least against it, what decides that, and what would
turn it. How likely anything is, a person says, on a scale that keeps its own words.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from sightline.core.errors import UnknownName
from sightline.model.view import EntityView, Moments, Named, Statement
from sightline.store.read import statements_of
from sightline.work.assessing.citations import cited_of
from sightline.work.assessing.concluded import conclusion_of
from sightline.work.assessing.reading import matrix_of, notices_of, text_of, whole, word
from sightline.work.assessing.records import Assessed, Cited, Graded
from sightline.work.assessing.weights import weights
from sightline.work.case import Case
from sightline.work.verifying.ratings import claim_grades
from sightline.work.view import NOW, Times, entity, moments_of

KIND = "Assessment"


def assessment(case: Case, code: str, *, times: Times = NOW) -> Assessed:
    """Look at an assessment.

    Parameters
    ----------
    code : str
        Code, id or external key.
    times : Times
        ``known_at``: as it stood then, with the cells and the conclusion of that time.

    Raises
    ------
    UnknownName
        There is no such assessment.
    BadTime
        A time is not EDTF.
    """
    view = entity(case, code, times=times)
    if view.kind != KIND:
        raise UnknownName(
            f"is {view.kind}, not an assessment", item=view.code, todo="begin one: sightline assess new"
        )
    every = [shown.statement for shown in view.statements]
    said = [one for one in every if not one.hidden and not one.negated and one.rank != "deprecated"]
    with case.catalogue.reading() as connection:
        moments = moments_of(case, connection, times)
        cites = cited_of(case, connection, [s for s in said if s.property == "cites"], moments)
        by_piece = _by_piece(said, cites)
        graded = _graded(connection, said, by_piece, moments)
    found = matrix_of(said, by_piece, graded, weights())
    concluded = conclusion_of(case.schema, said, cites)
    return Assessed(
        entity=Named(view.id, view.code, view.kind, view.title),
        question=next((text_of(s.value) for s in said if s.property == "question"), view.title),
        of=_named(view, said, "of"),
        published_by=_named(view, said, "by"),
        levels=tuple(
            _published(s) for s in said if s.property in ("level", "finding", "limits") and s.source
        ),
        explanations=found.explanations,
        pieces=found.pieces,
        cells=found.cells,
        ranking=found.ranking,
        plain_ranking=found.plain_ranking,
        turns=found.turns,
        sources=found.sources,
        conclusion=concluded,
        supersedes=_named(view, said, "supersedes"),
        superseded_by=tuple(
            view.names[s.statement.entity] for s in view.mentions if s.statement.property == "supersedes"
        ),
        notices=tuple(notices_of(found, () if concluded is None else concluded.cites)),
        withheld=sum(1 for one in every if one.hidden),
    )


def _named(view: EntityView, said: Sequence[Statement], prop: str) -> tuple[Named, ...]:
    targets = (one.target for one in said if one.property == prop)
    return tuple(view.names[t] for t in targets if t is not None and t in view.names)


def _published(one: Statement) -> str:
    about = word(one, "hypothesis")
    gloss = word(one, "gloss")
    text = f"{text_of(one.value)}" if gloss is None else f"{text_of(one.value)} ({gloss})"
    return text if about is None else f"{about}: {text}"


def _by_piece(
    said: Sequence[Statement], cites: Mapping[int, tuple[Cited, ...]]
) -> dict[int, tuple[Cited, ...]]:
    out: dict[int, tuple[Cited, ...]] = {}
    for one in said:
        number = whole(one, "piece")
        if one.property == "cites" and number is not None:
            out[number] = (*out.get(number, ()), *cites.get(one.n, ()))
    return out


def _graded(
    connection: Connection,
    said: Sequence[Statement],
    cites: Mapping[int, tuple[Cited, ...]],
    moments: Moments,
) -> dict[int, Graded]:
    """Give the credibility of each piece: as graded here, else as what it cites was rated, where that is one grade."""
    rows = {n: s for s in said if s.property == "piece" and (n := whole(s, "order")) is not None}
    about = {c.entity.id for n in rows for c in cites.get(n, ()) if c.statement is not None}
    rated = claim_grades(connection, about, moments)
    items = {c.entity.id for n in rows for c in cites.get(n, ()) if c.statement is None}
    of_items: dict[bytes, set[str]] = {}
    for s in statements_of(connection, sorted(items), known_at=moments.known_at) if items else ():
        if s.property == "credibility" and not s.hidden and not s.negated and isinstance(s.value, str):
            of_items.setdefault(s.entity, set()).add(s.value)
    out: dict[int, Graded] = {}
    for number, one in rows.items():
        own = word(one, "credibility")
        if own is not None:
            out[number] = Graded(own, "graded here")
            continue
        found = {
            grade
            for c in cites.get(number, ())
            for grade in (rated.get(c.statement, ()) if c.statement else of_items.get(c.entity.id, ()))
        }
        if len(found) == 1:
            out[number] = Graded(found.pop(), "as what it rests on was rated")
        elif found:
            out[number] = Graded(None, f"what it rests on was rated differently: {', '.join(sorted(found))}")
        else:
            out[number] = Graded(None)
    return out
