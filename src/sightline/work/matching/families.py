"""What follows from matches: families of copies, the earliest posting of each, and footage older than its claim.

A family is what hangs together by matches that nobody judged to be different. The earliest posting of a member bounds
when the footage was recorded: it cannot be younger. An item that is said to show a later event is an alarm, for a
person to look at; nothing is decided here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from sightline.model.time import Span


@frozen(slots=True)
class Posting:
    """When an item was published, as far as it is known."""

    item: bytes
    latest_ms: int
    """The latest moment at which it was already public: no later than this."""
    text: str
    """The date as written (EDTF), or the day of our own capture."""
    by_capture: bool = False
    """No date of publication is known; it was there when we took it."""


@frozen(slots=True)
class ClaimedTime:
    """When what an item shows is said to have happened."""

    item: bytes
    earliest_ms: int
    """The earliest moment it can have begun, as the claim has it."""
    text: str
    of: bytes | None = None
    """The incident that carries the date, where the item itself does not."""


@frozen(slots=True)
class Family:
    """Items that show the same footage, in whole or in part."""

    items: tuple[bytes, ...]
    earliest: Posting | None
    """The first known posting among them: the part they have in common was recorded no later."""


@frozen(slots=True)
class Recycled:
    """An item that claims an event later than an older copy of it was public."""

    item: bytes
    claims: ClaimedTime
    older: Posting

    def sentence(self, item: str, older: str) -> str:
        """Say it, with the codes of the item and of the older copy."""
        known = "was in this case" if self.older.by_capture else "was public"
        return (
            f"{item} is said to show something of {self.claims.text}; {older}, which shows the same footage, "
            f"{known} by {self.older.text}."
        )


def families(links: Iterable[tuple[bytes, bytes]], postings: Mapping[bytes, Posting]) -> tuple[Family, ...]:
    """Gather items that hang together into families of two and more, the largest first."""
    parent: dict[bytes, bytes] = {}

    def root(one: bytes) -> bytes:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for left, right in links:
        first, second = sorted((root(left), root(right)))
        parent[second] = first
    grouped: dict[bytes, list[bytes]] = defaultdict(list)
    for one in sorted(parent):
        grouped[root(one)].append(one)
    found = [
        Family(tuple(members), _earliest(members, postings))
        for members in grouped.values()
        if len(members) > 1
    ]
    return tuple(sorted(found, key=lambda family: (-len(family.items), family.items)))


def recycled(
    links: Iterable[tuple[bytes, bytes]],
    postings: Mapping[bytes, Posting],
    claimed: Mapping[bytes, Sequence[ClaimedTime]],
) -> tuple[Recycled, ...]:
    """Find items whose claimed event begins after an older copy was public.

    Only copies that share footage with the item itself count, not those that hang together through a third: a
    compilation holds old and new.
    """
    near: dict[bytes, set[bytes]] = defaultdict(set)
    for left, right in links:
        near[left].add(right)
        near[right].add(left)
    found = []
    for item in sorted(near):
        older = _earliest(sorted(near[item]), postings)
        claims = claimed.get(item, ())
        if older is None or not claims:
            continue
        # where several dates are claimed, the alarm needs all of them to be too late
        first = min(claims, key=lambda one: one.earliest_ms)
        if first.earliest_ms >= older.latest_ms:
            found.append(Recycled(item, first, older))
    return tuple(found)


def public_by(item: bytes, span: Span, text: str) -> Posting | None:
    """Give the posting that a date of publication tells; None where the date has no end that is known."""
    latest = span.end_latest
    return None if latest is None else Posting(item, latest, text)


def _earliest(items: Sequence[bytes], postings: Mapping[bytes, Posting]) -> Posting | None:
    known = [postings[item] for item in items if item in postings]
    return min(known, key=lambda one: (one.latest_ms, one.by_capture, one.item), default=None)
