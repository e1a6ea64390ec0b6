"""Says which relations stand, all statements taken together: what was over, taken back or is denied does not."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection

from sightline.model.span_order import Answer
from sightline.store.relations import canonical_of
from sightline.store.relations_found import Asked, found_of
from sightline.work.relating.changes import Key
from sightline.work.relating.edges import edges_of
from sightline.work.relating.endings import over, said_after
from sightline.work.relating.records import Edge


def standing(connection: Connection, numbers: Sequence[int], asked: Asked) -> list[Edge]:
    """Read relations by the numbers of their statements, with denials and splits among them, and give those that stand.

    A denial that somebody is sure of takes a relation out, also where others affirm it: what is disputed is no ground
    to rest on. One that its own source dropped since, or that is older than an affirmation, takes nothing out.
    """
    if not numbers:
        return []
    found = found_of(connection, numbers, asked).values()
    ends = {end for one in found for end in (one.subject, one.value, one.source) if end is not None}
    edges = edges_of([(1, one) for one in found], canonical_of(connection, ends, known=asked.known))
    stopped = over(edges, (), ())
    yes: dict[Key, list[Edge]] = defaultdict(list)
    for edge in edges:
        if not edge.negated and not edge.event and edge.n not in stopped:
            yes[edge.key].append(edge)
    denied = {edge.key for edge in edges if edge.negated and _counts(edge, yes.get(edge.key, ()))}
    return [edge for key, mine in yes.items() if key not in denied for edge in mine]


def _counts(denial: Edge, yes: Sequence[Edge]) -> bool:
    if denial.hedged:
        return False
    dropped = any(e.source == denial.source and said_after(e, denial) for e in yes)
    older = denial.held is Answer.LAST_ATTESTED and any(e.limits[2] > denial.limits[2] for e in yes)
    return not dropped and not older
