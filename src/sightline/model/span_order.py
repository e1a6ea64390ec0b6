"""Compare spans by what the comparison proves, and say whether something held at a time.

``ended_before`` and ``must_overlap`` are proofs: true only if true for every begin and end that the bounds allow.
``could_overlap`` and ``contains_possibly`` are true as soon as one choice makes them so. All take the dates as
written: doubt about the source (``?``) lowers an ``Answer``, not a comparison.

After J. F. Allen, Maintaining knowledge about temporal intervals, Communications of the ACM 26 (1983), 832-843,
https://doi.org/10.1145/182.358434, with bounds in place of end points.
"""

from collections.abc import Callable
from enum import Enum
from typing import Final

from attrs import frozen

from sightline.model.edtf import Edge
from sightline.model.span import Shape, Span

_PAST: Final = -(2**62) * 4  # beyond every instant that fits a 64-bit column
_FUTURE: Final = 2**62 * 4


class Answer(Enum):
    """Whether something held (or happened) at the time asked about, as far as its span says."""

    HELD = "held"
    POSSIBLY = "possibly"
    LAST_ATTESTED = "last attested"
    NO = "no"


_RANK: Final = {Answer.NO: 0, Answer.LAST_ATTESTED: 1, Answer.POSSIBLY: 2, Answer.HELD: 3}


@frozen(slots=True)
class _Limits:
    begin_earliest: int
    begin_latest: int
    end_earliest: int
    end_latest: int


def _limits(span: Span, said: Span | None = None) -> _Limits:
    """Replace None by infinities, reading an open end as 'still going on when it was said'."""
    first = _PAST if span.begin_earliest is None else span.begin_earliest
    last = _FUTURE if span.end_latest is None else span.end_latest
    end = _PAST if span.end_earliest is None else span.end_earliest
    begin = _FUTURE if span.begin_latest is None else span.begin_latest
    if span.end_is is Edge.OPEN:
        end = _FUTURE
        if said is not None:
            when = _limits(said)
            end = max(first + 1, when.begin_earliest + 1)
            begin = min(begin, max(first, when.end_latest - 1))
    if span.begin_is is Edge.OPEN and end > _PAST:
        begin = max(first, end - 1)
    return _Limits(first, begin, end, last)


def ended_before(a: Span, b: Span) -> bool:
    """Prove that ``a`` was over when ``b`` began."""
    return _limits(a).end_latest <= _limits(b).begin_earliest


def starts_after(a: Span, b: Span) -> bool:
    """Prove that ``a`` began when ``b`` was over."""
    return ended_before(b, a)


def could_overlap(a: Span, b: Span) -> bool:
    """Say whether some choice within the bounds lets ``a`` and ``b`` share an instant."""
    if a.members:
        return any(could_overlap(member, b) for member in a.members)
    if b.members:
        return any(could_overlap(a, member) for member in b.members)
    one, two = _limits(a), _limits(b)
    return one.begin_earliest < two.end_latest and two.begin_earliest < one.end_latest


def only_meet(a: Span, b: Span) -> bool:
    """Say whether one ends in the very period in which the other begins, so that they share that period at most.

    "Until 20 June" and "from 20 June on" only meet; two plain dates of one day do not: neither goes on from the other.
    """
    if a.members or b.members:
        return False
    for one, two in ((_limits(a), _limits(b)), (_limits(b), _limits(a))):
        first = one.begin_latest <= two.begin_earliest and one.end_latest < two.end_latest
        if first and one.end_earliest - 1 <= two.begin_earliest < one.end_latest:
            return True
    return False


def must_overlap(a: Span, b: Span) -> bool:
    """Prove that ``a`` and ``b`` share an instant.

    Two plain dates of one day do not prove it: each may be another hour.
    """
    for one, two in ((a, b), (b, a)):
        if one.shape is Shape.ALL_OF:
            return any(must_overlap(member, two) for member in one.members)
        if one.shape is Shape.ONE_OF:
            return all(must_overlap(member, two) for member in one.members)
    left, right = _limits(a), _limits(b)
    return left.begin_latest < right.end_earliest and right.begin_latest < left.end_earliest


def contains_possibly(outer: Span, inner: Span) -> bool:
    """Say whether some choice within the bounds puts all of ``inner`` inside ``outer``.

    What all members of a set take up together is judged by its first and last moment.
    """
    if outer.members:
        return any(contains_possibly(member, inner) for member in outer.members)
    if inner.shape is Shape.ONE_OF:
        return any(contains_possibly(outer, member) for member in inner.members)
    out, put = _limits(outer), _limits(inner)
    first, last = max(out.begin_earliest, put.begin_earliest), min(out.end_latest, put.end_latest)
    return first <= put.begin_latest and put.end_earliest <= last and first < last


def contains_surely(outer: Span, inner: Span) -> bool:
    """Prove that ``outer`` was going on during all of ``inner``. Sets are never proven to."""
    if outer.members:
        return False
    out, put = _limits(outer), _limits(inner)
    return out.begin_latest <= put.begin_earliest and put.end_latest <= out.end_earliest


def happened_in(when: Span | None, window: Span) -> Answer:
    """Say whether an event dated ``when`` fell (at least partly) inside ``window``: HELD, POSSIBLY or NO.

    The window is all that ``window`` may cover. HELD: for every begin and end that the bounds allow; POSSIBLY: for
    some, or the date carries ``?``, or there is none; NO: for none.
    """
    return Answer.POSSIBLY if when is None else _over_members(when, window, None, _event)


def held_at(valid: Span | None, at: Span, *, said: Span | None = None) -> Answer:
    """Say whether a state with validity ``valid`` held at (some moment of) ``at``.

    ``at`` is the window of the question: all it may cover, so a day means any moment of that day. ``said`` is when the
    source said it, which is what an open end (``2011/..``) is good for: still going on *then*.

    - HELD: whatever begin and end the bounds allow, it touches the window. An open end holds until ``said``, or
      without ``said`` for good.
    - POSSIBLY: some begin and end within the bounds touch the window; or ``valid`` is None (nobody said when); or it
      would be HELD but the date is marked ``?``. An open or unknown begin never gives more before the first sure
      moment.
    - LAST_ATTESTED: it was surely there before the window, and nothing says that it ended: an unknown end (``a/``), an
      open one after ``said``, or a plain date, since a state seen on the 12th does not end because nobody looked on
      the 13th.
    - NO: it was over before the window by an end that is given, or had not begun. This statement does not have it
      there; another may.

    A wider window never gives a lower answer in the order NO, LAST_ATTESTED, POSSIBLY, HELD.
    """
    return Answer.POSSIBLY if valid is None else _over_members(valid, at, said, _state)


_Rule = Callable[[Span, Span, Span | None], Answer]


def _over_members(span: Span, at: Span, said: Span | None, rule: _Rule) -> Answer:
    if not span.members:
        answer = rule(span, at, said)
        return Answer.POSSIBLY if answer is Answer.HELD and span.uncertain else answer
    answers = [_over_members(member, at, said, rule) for member in span.members]
    best = max(answers, key=_RANK.__getitem__)
    if span.shape is Shape.ALL_OF or all(answer is best for answer in answers):
        return best
    return Answer.POSSIBLY


def _event(when: Span, at: Span, said: Span | None) -> Answer:
    answer = _state(when, at, said)
    if answer is not Answer.LAST_ATTESTED:
        return answer
    return Answer.POSSIBLY if could_overlap(when, at) else Answer.NO


def _state(valid: Span, at: Span, said: Span | None) -> Answer:
    asked, known = _limits(at), _limits(valid, said)
    first, last = asked.begin_earliest, asked.end_latest
    if known.begin_earliest >= last:
        return Answer.NO
    if known.end_latest <= first:
        return Answer.LAST_ATTESTED if valid.shape is Shape.DATE else Answer.NO
    if known.end_earliest > first and known.begin_latest < last:
        return Answer.HELD
    if valid.end_is is not Edge.GIVEN and known.begin_latest < first:
        return Answer.LAST_ATTESTED
    return Answer.POSSIBLY
