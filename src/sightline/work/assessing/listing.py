"""Lists the assessments of a case: what each asks, how far its matrix is, and what was concluded."""

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen
from sqlalchemy import Connection

from sightline.model.view import Moments, Named, Statement, weigh
from sightline.store.read import mentions_of, names_of, statements_of
from sightline.store.relations import members_of
from sightline.work.assessing.concluded import conclusion_of
from sightline.work.assessing.reading import whole
from sightline.work.assessing.records import Conclusion
from sightline.work.case import Case
from sightline.work.listing import listing
from sightline.work.names_then import named_then
from sightline.work.view import NOW, Times, moments_of, plain_names, quiet

KIND = "Assessment"


@frozen(slots=True)
class AssessmentRow:
    """One assessment in a list."""

    entity: Named
    of: tuple[Named, ...]
    published_by: tuple[Named, ...]
    """Sources whose judgement it is, where somebody else published it."""
    explanations: int
    pieces: int
    cells: int
    conclusion: Conclusion | None
    superseded_by: tuple[Named, ...]


def assessments(case: Case, *, times: Times = NOW) -> tuple[AssessmentRow, ...]:
    """List the assessments, in the order they came in.

    Parameters
    ----------
    times : Times
        ``known_at``: as they stood then; those that nothing was known of are left out.

    Raises
    ------
    BadTime
        A time is not EDTF.
    """
    listed = [Named(one.id, one.code, one.kind, one.title) for one in listing(case, (KIND,)).rows]
    with case.catalogue.reading() as connection:
        moments = moments_of(case, connection, times)
        said = standing_of(connection, listed, moments)
        after = _successors(connection, listed, moments)
        ends = {s.target for mine in said.values() for s in mine if s.target is not None}
        others = names_of(connection, ends | {i for some in after.values() for i in some})
        called = {one.id: one for one in listed} | others
        names = plain_names(named_then(case.schema, connection, called, moments.known_at))
    return tuple(
        AssessmentRow(
            entity=names[one.id],
            of=_named(names, said[one.id], "of"),
            published_by=_named(names, said[one.id], "by"),
            explanations=len({whole(s, "order") for s in said[one.id] if s.property == "explanation"}),
            pieces=len({whole(s, "order") for s in said[one.id] if s.property == "piece"}),
            cells=sum(1 for s in said[one.id] if s.property == "cell"),
            conclusion=conclusion_of(case.schema, said[one.id], {}),
            superseded_by=tuple(names[i] for i in after.get(one.id, ()) if i in names),
        )
        for one in listed
        if said.get(one.id)
    )


def standing_of(
    connection: Connection, listed: Sequence[Named], moments: Moments
) -> dict[bytes, list[Statement]]:
    """Read what stands and is readable of records, those judged to be the same together, by the canonical one."""
    heads = {one.id: one.id for one in listed}
    known = -1 if moments.known_at is None else moments.known_at
    heads |= members_of(connection, [one.id for one in listed], known=known)
    out: dict[bytes, list[Statement]] = {}
    for one in statements_of(connection, sorted(heads), known_at=moments.known_at) if heads else ():
        shown = weigh(quiet(one), evolve(moments, known_at=None))
        if shown is not None and not one.hidden and not one.negated and one.rank != "deprecated":
            out.setdefault(heads[one.entity], []).append(shown.statement)
    return out


def _named(names: Mapping[bytes, Named], said: Sequence[Statement], prop: str) -> tuple[Named, ...]:
    targets = dict.fromkeys(s.target for s in said if s.property == prop)
    return tuple(names[t] for t in targets if t is not None and t in names)


def _successors(
    connection: Connection, listed: Sequence[Named], moments: Moments
) -> dict[bytes, list[bytes]]:
    """Give by assessment those that take its place."""
    out: dict[bytes, list[bytes]] = {}
    ids = [one.id for one in listed]
    for one in mentions_of(connection, ids, known_at=moments.known_at) if ids else ():
        if one.property == "supersedes" and one.target is not None and not one.negated and not one.hidden:
            out.setdefault(one.target, []).append(one.entity)
    return out
