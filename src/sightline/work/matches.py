"""Tells which items share footage: stretch by stretch, in families, and where footage is older than its claim.

What measures found is a suggestion until a person judged it: ``judge_finding`` with same, different or unsure.
"""

from collections.abc import Collection, Iterable, Sequence

from attrs import frozen
from sqlalchemy import Connection

from sightline.model.match import Segment
from sightline.model.view import Named
from sightline.store.read import cluster_of, names_of
from sightline.work.case import Case
from sightline.work.matching.dated import claims_of, postings_of
from sightline.work.matching.families import Family, Posting, Recycled, families, recycled
from sightline.work.matching.kept import Kept, Verdict, items_of, kept_matches, same_bytes
from sightline.work.pointing import point_at

SAME_BYTES = "They hold the same bytes."


@frozen(slots=True)
class Matching:
    """Two items that share footage."""

    a: Named
    b: Named
    segments: tuple[Segment, ...]
    """Empty where the bytes are the same."""
    finding: str | None
    """Id (hex) of the finding, to be judged; None where the bytes are the same."""
    judged: str | None
    """same, different, unsure, as all say who judged it; None where nobody did, or people disagree."""
    why: str
    verdicts: tuple[Verdict, ...] = ()
    """What each person said, where somebody did."""


@frozen(slots=True)
class ShownFamily:
    """Items that hang together by matches nobody refused, and the first known posting among them."""

    items: tuple[Named, ...]
    earliest: Posting | None


@frozen(slots=True)
class Alarm:
    """An item that claims an event later than an older copy of it was public."""

    item: Named
    claimed: str
    incident: Named | None
    older: Named
    public_by: str
    why: str


@frozen(slots=True)
class Matches:
    """What a case holds of copies."""

    matches: tuple[Matching, ...]
    families: tuple[ShownFamily, ...]
    recycled: tuple[Alarm, ...]


def matches(case: Case, code: str | None = None) -> Matches:
    """List copies, of one item or of the whole case.

    Raises
    ------
    UnknownName
        There is no such item.
    """
    with case.catalogue.reading() as connection:
        wanted: set[bytes] | None = None
        if code is not None:
            item = point_at(connection, code, kinds=("Item", "Post"))
            wanted = set(cluster_of(connection, item.id))
        return read_matches(connection, kept_matches(connection), wanted=wanted)


def alarms_of(case: Case, items: Collection[bytes], originals: Iterable[bytes]) -> tuple[Alarm, ...]:
    """Give the alarms of a record, by its ids and its original files: its footage was public before what it claims."""
    with case.catalogue.reading() as connection:
        return read_matches(connection, kept_matches(connection, of=originals), wanted=set(items)).recycled


def read_matches(
    connection: Connection, kept: Sequence[Kept], *, wanted: set[bytes] | None = None
) -> Matches:
    """Put items and dates to matches that were read."""
    of = items_of(connection, (one for match in kept for one in (match.a, match.b)))
    doubles = same_bytes(connection)
    pairs = [
        (one, left, right)
        for one in kept
        for left in of.get(one.a, ())
        for right in of.get(one.b, ())
        if left != right
    ]
    links = [(left, right) for one, left, right in pairs if is_one_footage(one.segments, one.judged)]
    links += [(items[0], other) for _, items in doubles for other in items[1:]]
    every = {item for link in links for item in link} | {i for _, a, b in pairs for i in (a, b)}
    postings = postings_of(connection, every)
    groups = families(links, postings)
    alarms = recycled(links, postings, claims_of(connection, every))
    incidents = {alarm.claims.of for alarm in alarms if alarm.claims.of is not None}
    names = names_of(connection, every | incidents)
    shown = [
        Matching(
            names[left],
            names[right],
            one.segments,
            one.finding.hex(),
            one.judged,
            one.sentence,
            one.verdicts,
        )
        for one, left, right in pairs
        if left in names and right in names and (wanted is None or left in wanted or right in wanted)
    ]
    shown += [
        Matching(names[items[0]], names[other], (), None, "same", SAME_BYTES)
        for _, items in doubles
        for other in items[1:]
        if items[0] in names and other in names and (wanted is None or {items[0], other} & wanted)
    ]
    return Matches(
        tuple(shown),
        tuple(_family(names, one) for one in groups if wanted is None or wanted & set(one.items)),
        tuple(_alarm(names, one) for one in alarms if wanted is None or one.item in wanted),
    )


def is_one_footage(segments: Iterable[Segment], judged: str | None) -> bool:
    """Tell whether two media count as one footage: judged so, or alike in the picture and not judged otherwise.

    Where only the sound is the same, another camera may have been at the same event: a witness of its own.
    """
    return judged == "same" or (judged != "different" and any(one.signal != "sound" for one in segments))


def _family(names: dict[bytes, Named], one: Family) -> ShownFamily:
    return ShownFamily(tuple(names[item] for item in one.items if item in names), one.earliest)


def _alarm(names: dict[bytes, Named], one: Recycled) -> Alarm:
    item, older = names[one.item], names[one.older.item]
    incident = None if one.claims.of is None else names.get(one.claims.of)
    why = one.sentence(item.code, older.code)
    return Alarm(item, one.claims.text, incident, older, one.older.text, why)
