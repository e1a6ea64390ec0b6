"""Lists the plans of a case: what is open on each, and how its searches ended."""

from attrs import frozen

from sightline.model.view import Named
from sightline.store.read import names_of
from sightline.work.assessing.listing import standing_of
from sightline.work.assessing.reading import text_of, word
from sightline.work.case import Case
from sightline.work.listing import listing
from sightline.work.names_then import named_then
from sightline.work.plan import KIND
from sightline.work.view import NOW, Times, moments_of, plain_names


@frozen(slots=True)
class PlanRow:
    """One plan in a list."""

    entity: Named
    question: str
    of: tuple[Named, ...]
    steps: int
    open: int
    """Steps that are still to be done."""
    searches: int
    not_found: int
    """Searches that found nothing where they looked: each is a finding."""


def plans(case: Case, *, times: Times = NOW) -> tuple[PlanRow, ...]:
    """List the plans, in the order they came in.

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
        ends = {
            s.target for mine in said.values() for s in mine if s.property == "of" and s.target is not None
        }
        called = {one.id: one for one in listed} | names_of(connection, ends)
        names = plain_names(named_then(case.schema, connection, called, moments.known_at))
    out = []
    for one in listed:
        mine = said.get(one.id)
        if not mine:
            continue
        steps = [s for s in mine if s.property == "step"]
        searches = [s for s in mine if s.property == "searched"]
        row = PlanRow(
            entity=names[one.id],
            question=next((text_of(s.value) for s in mine if s.property == "question"), ""),
            of=tuple(names[s.target] for s in mine if s.property == "of" and s.target in names),
            steps=len(steps),
            open=sum(1 for s in steps if (word(s, "state") or "open") == "open"),
            searches=len(searches),
            not_found=sum(1 for s in searches if word(s, "result") == "not_found"),
        )
        out.append(row)
    return tuple(out)
