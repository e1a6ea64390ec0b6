"""Hold a time whose begin and end are each known only within bounds.

What the four integers mean [ms since 1970 UTC] is one thing everywhere: something *took up a stretch* of time
``[begin, end)``, at least a millisecond long. It began no earlier than ``begin_earliest`` and no later than
``begin_latest``, and was over no earlier than ``end_earliest`` and no later than ``end_latest``.

==================  =====================================================================================
written             the stretch
==================  =====================================================================================
``2014-04-12``      lies somewhere inside the day, of unknown length: an event some time that day, a state
                    for at least some of it. begin in [00:00, last ms], end in [00:00 + 1 ms, 24:00].
                    Months, years, seasons, masks (``201X``) and clock readings are the same, wider or
                    narrower
``a/b``             began within a and was over within b, going on all between
``a/..``            open: still going on when it was said. Both ends' bounds are None
``a/``              unknown: it ended, or will, nobody said when. end_earliest is known, end_latest None
``../b`` ``/b``     open: already going on when b begins, both begins None. Unknown: only begin_earliest is
``[a,b]`` ``[a..b]``  one of the members is meant: bounds over all of them
``{a,b}``           all members are meant: from the first to the last, ``members`` tell where it was not
==================  =====================================================================================

None is therefore "unbounded on that side". An unknown zone widens each bound by what zones can differ; ``~`` widens
by a unit of the precision; ``?`` moves no bound and sets ``uncertain``, which keeps any answer below "held".
"""

from enum import Enum

from attrs import frozen

from sightline.core.errors import BadTime
from sightline.model.edtf import Edge


class Shape(Enum):
    """What kind of writing a span was read from."""

    DATE = "date"
    INTERVAL = "interval"
    ONE_OF = "one of"
    ALL_OF = "all of"


@frozen(slots=True)
class Span:
    """A half-open UTC stretch whose begin and end are each only known within bounds.

    ``begin_*`` are inclusive, ``end_*`` exclusive; ``text`` is the canonical EDTF that was read; ``zone`` the IANA
    name, offset or ``Z`` that was applied, None where it is not known or differs inside ``text``.
    ``read(text, zone=zone)`` gives the same span again, so text and zone are all that need be kept.
    """

    begin_earliest: int | None
    begin_latest: int | None
    end_earliest: int | None
    end_latest: int | None
    text: str
    zone: str | None
    begin_is: Edge = Edge.GIVEN
    end_is: Edge = Edge.GIVEN
    shape: Shape = Shape.DATE
    approximate: bool = False
    uncertain: bool = False
    members: tuple["Span", ...] = ()

    def __attrs_post_init__(self) -> None:
        for low, high, what in (
            (self.begin_earliest, self.begin_latest, "its earliest begin is after its latest"),
            (self.end_earliest, self.end_latest, "its earliest end is after its latest"),
        ):
            if low is not None and high is not None and low > high:
                raise BadTime(what, item=self.text, todo="swap them, or write the time again")
        first, last = self.begin_earliest, self.end_latest
        if first is not None and last is not None and first >= last:
            raise BadTime("it ends before it begins", item=self.text, todo="swap the two dates")


def bounds(span: Span) -> tuple[int | None, int | None]:
    """Give the outermost ``[begin, end)`` that ``span`` may touch [ms UTC]; None where it is unbounded.

    For queries that may return too much, never too little: events that may have happened in ``[a, b)`` satisfy
    ``begin < b`` and ``end > a``, None counting as true. For states (``held_at``) ask only ``begin < b``: one whose
    last word lies before ``a`` is still *last attested*.
    """
    return span.begin_earliest, span.end_latest
