"""Tells of footage that is older than what it is said to show, from what a disclosure itself holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sightline.core.clock import rfc3339
from sightline.core.errors import BadTime
from sightline.model.time import Span, read
from sightline.work.disclosing.footage import Shared
from sightline.work.disclosing.held import Said
from sightline.work.disclosing.statements import Showing, plain
from sightline.work.matching.families import ClaimedTime, Posting, recycled


def older_than_claimed(showing: Showing, footage: Iterable[Shared]) -> Mapping[bytes, tuple[str, ...]]:
    """Give sentences by record: for the item that claims a later event than a copy of it was public, and that event."""
    links = [(one.left, one.right) for one in footage if one.one]
    items = {item for link in links for item in link}
    if not items:
        return {}
    postings = {item: found for item in items if (found := _posting(showing, item)) is not None}
    held, out = showing.held, defaultdict[bytes, list[str]](list)
    for alarm in recycled(links, postings, _claims(showing, items)):
        item, older = held.entities[alarm.item], held.entities[alarm.older.item]
        text = f"Older than its claim: {alarm.sentence(item.code, older.code)} Look at both."
        out[alarm.item].append(text)
        if alarm.claims.of is not None:
            out[alarm.claims.of].append(text)
    return {head: tuple(texts) for head, texts in out.items()}


def _posting(showing: Showing, item: bytes) -> Posting | None:
    """Tell by when an item was public: as said of its publication, the latest counting, else as it was taken in."""
    dated = [
        Posting(item, span.end_latest, text)
        for _, span, text in _dates(showing, item, "posted_at")
        if span.end_latest is not None
    ]
    if dated:
        return max(dated, key=lambda one: one.latest_ms)
    taken = [
        capture.at
        for member in showing.members[item]
        for capture in showing.held.captures.get(member, ())
        if capture.state == "captured"
    ]
    if not taken or not showing.internal:  # when the team took something in is no word of any source
        return None
    return Posting(item, min(taken), rfc3339(min(taken)), by_capture=True)


def _claims(showing: Showing, items: set[bytes]) -> Mapping[bytes, list[ClaimedTime]]:
    out = defaultdict[bytes, list[ClaimedTime]](list)
    for item in items:
        for _, span, text in _dates(showing, item, "claimed_time"):
            if span.begin_earliest is not None:
                out[item].append(ClaimedTime(item, span.begin_earliest, text))
    for head in showing.members:
        about = set(showing.about.get(head, ()))
        for said, span, text in _dates(showing, head, "occurred"):
            cited = {showing.held.head(bytes.fromhex(ref.item)) for ref in said.one.evidence}
            if span.begin_earliest is not None:
                for item in sorted(items & (about | cited)):
                    out[item].append(ClaimedTime(item, span.begin_earliest, text, of=head))
    return out


def _dates(showing: Showing, head: bytes, prop: str) -> Iterator[tuple[Said, Span, str]]:
    for member in showing.members[head]:
        for said in showing.held.said.get(member, ()):
            if said.one.property == prop and said.stands and not said.one.negated:
                text = plain(said.one.value)
                try:
                    yield said, read(text), text
                except BadTime:
                    continue  # a date in words: nothing can be told from it
