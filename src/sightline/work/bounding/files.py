"""Reasons that files give: clocks that left a mark, how long a film runs, clips on one clock, older copies."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen
from sqlalchemy import Connection, or_, select

from sightline.core.clock import from_rfc3339
from sightline.store.slices import slices
from sightline.store.tables import capture_files, captures, findings, further_inputs
from sightline.store.tables import objects as stored
from sightline.work.bounding.reasons import (
    Gathering,
    apart_by,
    begin,
    begun_by,
    end,
    ended_after,
    not_after,
)
from sightline.work.matches import is_one_footage
from sightline.work.matching.dated import postings_of
from sightline.work.matching.kept import items_of, kept_matches

CLOCKS: Final = "media.clocks"
CONTAINER: Final = "media.container"
SYNCED: Final = "media.clock"
UNNOTICED_MS: Final = 180_000
"""What clocks of cameras are off by without anybody noticing."""
STILL_MS: Final = 60_000
_STILL: Final = ("image/jpeg", "image/png", "image/heic", "image/heif", "image/tiff", "image/x-adobe-dng")
"""Sorts of files that hold one picture; others may be animated."""
_SHORT: Final = 12
_SURE: Final = ("satellites",)
_SKIPPED: Final = ("file", "post")
"""When a file was saved here, and when it was posted, is told elsewhere."""


def objects_of(connection: Connection, items: Sequence[bytes]) -> dict[bytes, bytes]:
    """Give the original objects of items: object to item."""
    found: dict[bytes, bytes] = {}
    for some in slices(sorted(items)):
        query = (
            select(capture_files.c.sha256, captures.c.item)
            .join(captures, captures.c.id == capture_files.c.capture)
            .where(captures.c.item.in_(some), capture_files.c.role == "original", captures.c.hidden == 0)
        )
        for sha256, item in connection.execute(query.order_by(captures.c.pos, capture_files.c.ord)):
            found.setdefault(bytes(sha256), bytes(item))
    return found


def say_clocks(gathering: Gathering, connection: Connection, objects: Mapping[bytes, str]) -> None:
    """Take in what the clocks in and around a file said.

    :param objects: digest of the object to the code of its item
    """
    for finding, source, values in _newest(connection, CLOCKS, sorted(objects)):
        for reading in _dictionaries(values.get("readings")):
            _say_clock(gathering, objects[source], reading, finding)


@frozen(slots=True)
class Length:
    """How long a recording took [ms], and the finding that says so; a picture is taken within a minute."""

    least_ms: int
    most_ms: int
    finding: str = ""


def lengths_of(connection: Connection, objects: Mapping[bytes, str]) -> dict[str, Length]:
    """Tell how long films run and pictures take, by the code of their item."""
    found: dict[str, Length] = {}
    for some in slices(sorted(objects)):
        query = select(stored.c.sha256).where(stored.c.sha256.in_(some), stored.c.media_type.in_(_STILL))
        for sha256 in connection.execute(query.order_by(stored.c.sha256)).scalars():
            found.setdefault(objects[bytes(sha256)], Length(0, STILL_MS))
    for finding, source, values in _newest(connection, CONTAINER, sorted(objects)):
        runs = values.get("duration_ms")
        if isinstance(runs, int) and runs > 0:
            found[objects[source]] = Length(runs, runs, finding)
    return found


def say_lengths(gathering: Gathering, lengths: Mapping[str, Length]) -> None:
    """Take in how long each recording took, which ties its begin to its end."""
    for code, one in sorted(lengths.items()):
        words = (
            f"{code} runs {one.most_ms / 1000:.1f} s, if nothing was cut out of it and its speed is its own"
        )
        if one.finding == "":
            words = f"{code} is one picture, taken within a minute"
        limit = apart_by(begin(code), end(code), one.least_ms, one.most_ms)
        gathering.because(words, limit, weak=True, cite=one.finding)


def _say_clock(gathering: Gathering, code: str, reading: Mapping[str, Any], finding: str) -> None:
    clock, tag, raw = (str(reading.get(key, "")) for key in ("clock", "tag", "raw"))
    try:
        low, high = from_rfc3339(str(reading["from"])), from_rfc3339(str(reading["to"]))
    except (KeyError, ValueError):
        return
    if clock in _SKIPPED:
        return
    slack = 0 if clock in _SURE else UNNOTICED_MS
    zone = reading.get("zone")
    words = f"{tag} of {code} says {raw}" + ("" if zone is not None else ", in some zone of the world")
    limits = (
        (not_after(code, high + slack),)
        if reading.get("role") == "not_after"
        else (begun_by(code, high + slack), ended_after(code, low - slack))
    )
    gathering.because(words, *limits, weak=clock not in _SURE, cite=finding)


def say_one_clock(gathering: Gathering, connection: Connection, objects: Mapping[bytes, str]) -> None:
    """Take in which clips were put on one clock, each tied to the first of its group."""
    tied: set[tuple[str, str]] = set()
    for finding, _, values in _newest(connection, SYNCED, sorted(objects), further=True):
        for group in _dictionaries(values.get("groups")):
            clips = [
                (objects[digest], int(clip["offset_ms"]), int(clip["error_ms"]))
                for clip in _dictionaries(group.get("clips"))
                if (digest := _digest(clip.get("clip"))) is not None and digest in objects
            ]
            for code, offset, error in clips[1:]:
                first, zero, own = clips[0]
                if code == first or (first, code) in tied:
                    continue
                tied.add((first, code))
                slack, gap = error + own, offset - zero
                gathering.because(
                    f"{code} begins {gap / 1000:+.2f} s ± {slack / 1000:.2f} s from {first}, on one clock",
                    apart_by(begin(first), begin(code), gap - slack, gap + slack),
                    cite=finding,
                )


def say_copies(gathering: Gathering, connection: Connection, objects: Mapping[bytes, str]) -> None:
    """Take in when copies of the same footage were first public: it was begun by then."""
    kept = kept_matches(connection, of=sorted(objects))
    links = [one for one in kept if is_one_footage(one.segments, one.judged)]
    items = items_of(connection, {side for one in links for side in (one.a, one.b)})
    postings = postings_of(connection, {item for every in items.values() for item in every})
    for one in links:
        for mine, other in ((one.a, one.b), (one.b, one.a)):
            code = objects.get(mine)
            public = [postings[item] for item in items.get(other, ()) if item in postings]
            if code is None or not public:
                continue
            first = min(public, key=lambda posting: (posting.latest_ms, posting.item))
            gathering.because(
                f"a copy of footage in {code} was public {first.text}",
                begun_by(code, first.latest_ms),
                weak=one.judged != "same",
                cite=one.finding.hex()[:_SHORT],
            )


def clips_beside(connection: Connection, objects: Sequence[bytes]) -> set[bytes]:
    """Give the digests of clips that were put on one clock with these."""
    return {
        digest
        for _, _, values in _newest(connection, SYNCED, objects, further=True)
        for group in _dictionaries(values.get("groups"))
        for clip in _dictionaries(group.get("clips"))
        if (digest := _digest(clip.get("clip"))) is not None
    }


def _newest(
    connection: Connection, measure: str, objects: Sequence[bytes], *, further: bool = False
) -> Iterator[tuple[str, bytes, Mapping[str, Any]]]:
    """Give findings of a measure, the newest of each input; all of them where they have several inputs."""
    found: dict[bytes, tuple[str, bytes, Mapping[str, Any]]] = {}
    for some in slices(list(objects)):
        wanted: Any = findings.c.input.in_(some)
        if further:
            beside = select(further_inputs.c.finding).where(further_inputs.c.sha256.in_(some))
            wanted = or_(wanted, findings.c.id.in_(beside))
        query = select(findings.c.id, findings.c.input, findings.c.body).where(
            findings.c.measure == measure, findings.c.hidden == 0, wanted
        )
        for row in connection.execute(query.order_by(findings.c.n)):
            values = json.loads(row.body or "{}").get("values")
            if isinstance(values, dict):
                key = bytes(row.id) if further else bytes(row.input)
                found[key] = (bytes(row.id).hex()[:_SHORT], bytes(row.input), values)
    yield from reversed(found.values()) if further else found.values()


def _dictionaries(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _digest(value: object) -> bytes | None:
    try:
        return bytes.fromhex(value) if isinstance(value, str) else None
    except ValueError:
        return None
