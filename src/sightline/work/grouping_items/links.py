"""Finds what ties items beyond time and place: shared footage, common sound, wording, what a person said is a copy."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from attrs import evolve
from sqlalchemy import Connection, select

from sightline.core.digest import sha256
from sightline.measure.text.near_copies import near_copies_of
from sightline.store.tables import findings, membership
from sightline.work.grouping_items.collecting import Collected
from sightline.work.grouping_items.facts import Facts, Link
from sightline.work.matches import is_one_footage
from sightline.work.matching.kept import items_of, kept_matches, same_bytes
from sightline.work.sync import NAME as CLOCK

SAME: Final = 8
"""Points of footage that a person judged the same, and of equal bytes."""
FOOTAGE: Final = 6
"""Points of footage that a measure found to be shared."""
SOUND: Final = 6
"""Points of a sound that two clips hold: other cameras at the same event."""
REPOST: Final = 6
UPDATE: Final = 2
DISPUTED: Final = 3
"""Points of footage or sound on which people judge differently: never enough alone, until they agree."""
WORDING: Final = 3
"""Points of texts that are nearly the same: never enough alone, as a channel repeats itself."""
BOILERPLATE: Final = 12
"""Items that share a wording with so many others: a form of words, which says nothing."""


def links_of(connection: Connection, collected: Collected) -> tuple[Link, ...]:
    """List all ties between items, the strongest of each pair and kind."""
    heads = {
        bytes(entity): bytes(canonical)
        for entity, canonical in connection.execute(
            select(membership.c.entity, membership.c.canonical).where(membership.c.closed.is_(None))
        )
    }
    found = [*_matched(connection), *_bytes(connection), *_clocks(connection), *_said(collected)]
    found += _worded(collected.texts)
    best: dict[tuple[str, bytes, bytes], Link] = {}
    there = {one.id for one in collected.facts}
    for link in found:
        one, other = sorted((heads.get(link.one, link.one), heads.get(link.other, link.other)))
        if one == other or one not in there or other not in there:
            continue
        kept = best.get((link.kind, one, other))
        if kept is None or kept.points < link.points:
            best[link.kind, one, other] = evolve(link, one=one, other=other)
    return tuple(best[key] for key in sorted(best))


def _matched(connection: Connection) -> list[Link]:
    kept = kept_matches(connection)
    of = items_of(connection, (one for match in kept for one in (match.a, match.b)))
    out: list[Link] = []
    for match in kept:
        judged = match.judged
        if judged in ("different", "unsure"):
            continue
        heard = not is_one_footage(match.segments, judged)
        disputed = judged is None and len(match.verdicts) > 0
        points = DISPUTED if disputed else SAME if judged == "same" else SOUND if heard else FOOTAGE
        why = (
            "the same sound is heard in both"
            if heard
            else "a person judged them the same footage"
            if judged == "same"
            else "they share footage"
        )
        if disputed:
            why += ", and people judge differently whether it is the same"
        out += [
            Link("sound" if heard else "copy", one, other, points, why, match.finding.hex(), disputed)
            for one in of.get(match.a, ())
            for other in of.get(match.b, ())
        ]
    return out


def _bytes(connection: Connection) -> list[Link]:
    return [
        Link("copy", items[0], other, SAME, "they hold the same bytes")
        for _, items in same_bytes(connection)
        for other in items[1:]
    ]


def _clocks(connection: Connection) -> list[Link]:
    """Read the findings that put clips on one clock."""
    query = select(findings.c.id, findings.c.body).where(findings.c.measure == CLOCK, findings.c.hidden == 0)
    out: list[tuple[str, str, str]] = []
    for identifier, body in connection.execute(query.order_by(findings.c.n)):
        for group in json.loads(body or "{}").get("values", {}).get("groups", ()):
            clips = [str(clip["clip"]) for clip in group.get("clips", ())]
            out += [(one, other, bytes(identifier).hex()) for one, other in combinations(clips, 2)]
    of = items_of(connection, {bytes.fromhex(one) for pair in out for one in pair[:2]})
    return [
        Link("sound", left, right, SOUND, "they are on one clock, by what is heard or seen in both", ref)
        for one, other, ref in out
        for left in of.get(bytes.fromhex(one), ())
        for right in of.get(bytes.fromhex(other), ())
        if left != right
    ]


def _said(collected: Collected) -> list[Link]:
    words = {
        "copy_of": ("repost", REPOST, "one is said to be a copy of the other"),
        "repost_of": ("repost", REPOST, "one is said to be a repost of the other"),
        "updates": ("update", UPDATE, "one is said to update the other"),
    }
    out = []
    for one, other, row in collected.reposts:
        kind, points, why = words[row.prop]
        out.append(Link("repost" if kind == "repost" else "update", one, other, points, why, row.id.hex()))
    return out


def _worded(texts: Mapping[bytes, str]) -> list[Link]:
    """Find near copies of wording; a form of words that very many items share is left out."""
    order = {one: texts[one] for one in sorted(texts)}
    pairs = near_copies_of(order)
    shared = Counter(one for pair in pairs for one in pair[:2])
    return [
        Link("wording", one, other, WORDING, f"their words are nearly the same ({permille // 10} % shared)")
        for one, other, permille in pairs
        if max(shared[one], shared[other]) <= BOILERPLATE
    ]


def by_pair(links: Sequence[Link]) -> dict[tuple[bytes, bytes], list[Link]]:
    """Gather links by the two items they tie, the lower id first."""
    out: dict[tuple[bytes, bytes], list[Link]] = defaultdict(list)
    for link in links:
        out[link.one, link.other].append(link)
    return dict(out)


def with_ties(facts: Sequence[Facts], links: Sequence[Link]) -> tuple[Facts, ...]:
    """Put shared footage and common sound into the digest of what is known of each: a new copy is new evidence."""
    tied: dict[bytes, list[bytes]] = defaultdict(list)
    for link in links:
        if link.kind in ("copy", "sound"):
            for own, other in ((link.one, link.other), (link.other, link.one)):
                tied[own].append(link.kind.encode() + other)
    return tuple(
        evolve(one, mark=sha256(one.mark + b"".join(sorted(tied[one.id])))[:16]) if one.id in tied else one
        for one in facts
    )
