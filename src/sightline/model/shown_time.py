"""A written time as it may be shown: in words, with what was written and its four bounds."""

from attrs import frozen

from sightline.model.edtf import Edge
from sightline.model.span import Span
from sightline.model.time_words import sentence


@frozen(slots=True)
class ShownTime:
    """A written time: what a person reads, what was written, and its four bounds."""

    text: str
    """As a person reads it: ``11 April 2014``, ``between 12 and 13 April 2014``."""
    edtf: str
    begin_min: int | None = None
    """Earliest begin [ms]; None = nothing bounds it. Half-open: ``end_max`` is the first moment after."""
    begin_max: int | None = None
    end_min: int | None = None
    end_max: int | None = None
    approximate: bool = False
    """Written with ``~`` or ``?``: its ends are drawn fading."""
    ongoing: bool = False
    """Written as not ended (``/..``), which is not the same as an end that nobody knows."""
    zone: str | None = None
    """The zone it was read in; ``edtf`` and ``zone`` give the exact span again."""


def shown_time(span: Span) -> ShownTime:
    """Make the time to show of a span, in words."""
    return ShownTime(
        sentence(span).removeprefix("on "),
        span.text,
        span.begin_earliest,
        span.begin_latest,
        span.end_earliest,
        span.end_latest,
        approximate=span.approximate or span.uncertain,
        ongoing=span.end_is is Edge.OPEN,
        zone=span.zone,
    )
