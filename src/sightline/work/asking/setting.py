"""What a question is answered in: the case, the times it is asked at, and the entity that it is about."""

from attrs import frozen

from sightline.model.span_order import Answer as Held
from sightline.model.view import Moments, Named
from sightline.work.asking.records import Told
from sightline.work.case import Case
from sightline.work.relating.records import Edge, Relations
from sightline.work.view import Times


@frozen(slots=True)
class Setting:
    """The case, the times and the entities of one question."""

    case: Case
    times: Times
    """With the day that was taken where none was given."""
    moments: Moments
    about: Named
    second: Named | None = None

    @property
    def at(self) -> str:
        """Give the day asked about."""
        return self.times.held_at or ""


def told_by(found: Relations, edge: Edge) -> Told:
    """Say who states an edge."""
    return Told(
        None if edge.source is None else found.names.get(edge.source),
        None if edge.via is None else found.names.get(edge.via),
        edge.valid,
        edge.said,
        edge.statement,
        edge.told is Held.POSSIBLY,
    )
