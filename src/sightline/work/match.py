"""Looks for copies: what a new medium shares with all that the case holds, recorded as findings that only suggest."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

from attrs import define, field, frozen
from sqlalchemy import Connection, select

from sightline.core.errors import Broken, Damaged
from sightline.core.sandbox import Examiner, Limits
from sightline.measure.run import open_examiner
from sightline.model.evidence_record import finding
from sightline.model.finding import Finding
from sightline.model.match import Segment
from sightline.model.record import Record
from sightline.store.read import names_of
from sightline.store.tables import findings
from sightline.work.case import Case
from sightline.work.matching.asking import ask_frames, ask_sound
from sightline.work.matching.asking_details import ask_details, expect_details
from sightline.work.matching.beside import show_beside
from sightline.work.matching.comparing import Side, compare, finding_of, identity, in_order, nothing_of
from sightline.work.matching.indexes import Indexes, open_indexes, write_mark
from sightline.work.matching.kept import items_of, kept_matches
from sightline.work.matching.printed import Printed, read_details, read_prints, read_sound
from sightline.work.write import writing

MATCHED: Final = "matched"
"""File beside the indexes that tells up to where every medium has been compared with all before it."""


@frozen(slots=True)
class Matched:
    """What came of comparing one medium with the case."""

    sha256: bytes
    found: tuple[tuple[bytes, bytes, tuple[Segment, ...]], ...]
    """(object, finding, segments) of each other medium that shares something with it."""
    new: int
    """How many of them were not known before."""
    more: int
    """Candidates that were not compared, where a frame is everywhere."""
    seconds: float
    told: tuple[tuple[str, str, str], ...] = ()
    """(code of this item, code of the other, what they share) of each, where both belong to an item."""


def match(case: Case, objects: Iterable[bytes] | None = None) -> Iterator[Matched]:
    """Compare media with everything the case holds, and record what they share; yields each after it is recorded.

    Parameters
    ----------
    objects : iterable of bytes, optional
        Digests of the media; all that came since the last time by default.

    Raises
    ------
    Busy
        Another process brings the index up to date.
    """
    with open_indexes(case) as indexes, ExitStack() as stack:
        mark = case.folder / "index" / MATCHED
        after = _position(mark, indexes)
        wanted = None if objects is None else set(objects)
        sides = _by_object(indexes.known.values())
        run = _Run(case, indexes, sides, stack)
        asked = [
            sha256
            for sha256, every in sides.items()
            if (max(one.pos for one in every) > after if wanted is None else sha256 in wanted)
        ]
        expect_details(indexes, sum(any(one.sort == "details" for one in sides[sha256]) for sha256 in asked))
        for sha256 in asked:
            yield _match_one(run, sha256)
        if wanted is None and sides:
            _set_position(mark, max(one.pos for every in sides.values() for one in every))


def side_of(case: Case, sha256: bytes, every: Sequence[Printed]) -> Side:
    """Read the fingerprints of a medium; those that cannot be read count as none."""
    frames = next((one for one in every if one.sort in ("film", "picture")), None)
    sound = next((one for one in every if one.sort == "sound"), None)
    stands_out = next((one for one in every if one.sort == "details"), None)
    prints = peaks = details = None
    # one that cannot be read takes nothing from the others
    with suppress(Broken, Damaged):
        prints = None if frames is None else read_prints(case, frames)
    with suppress(Broken, Damaged):
        peaks = None if sound is None else read_sound(case, sound)
    with suppress(Broken, Damaged):
        details = None if stands_out is None else read_details(case, stands_out)
    versions = (
        0 if prints is None or frames is None else frames.version,
        0 if peaks is None or sound is None else sound.version,
        0 if details is None or stands_out is None else stands_out.version,
    )
    return Side(sha256, prints, peaks, versions, details)


@frozen(slots=True)
class Others:
    """Objects that may share something with a medium."""

    objects: tuple[bytes, ...]
    by_details: frozenset[bytes]
    """Those of them that have details like its own."""
    more: int
    """How many more there were."""


def others_of(indexes: Indexes, side: Side) -> Others:
    """List the objects that may share something with a medium."""
    objects: dict[bytes, None] = {}
    more = 0
    if side.frames is not None:
        asked = ask_frames(indexes, side.frames, but=side.sha256)
        objects |= dict.fromkeys(asked.objects)
        more += asked.more
    if side.sound is not None:
        asked = ask_sound(indexes, side.sound, but=side.sha256)
        objects |= dict.fromkeys(asked.objects)
        more += asked.more
    by_details: frozenset[bytes] = frozenset()
    if side.details is not None:
        asked = ask_details(indexes, side.details, but=side.sha256)
        objects |= dict.fromkeys(asked.objects)
        by_details = frozenset(asked.objects)
    return Others(tuple(objects), by_details, more)


@define(slots=True)
class _Run:
    """One run of comparing: what it works on, and which pairs it has compared already."""

    case: Case
    indexes: Indexes
    sides: dict[bytes, list[Printed]]
    stack: ExitStack
    done: dict[bytes, tuple[Segment, ...]] = field(factory=dict)
    """What came of each pair, by the id its comparison has."""
    shown: set[bytes] = field(factory=set)
    _examiner: Examiner[Finding] | None = None

    @property
    def examiner(self) -> Examiner[Finding]:
        """Give a sandbox, opened when the first is needed."""
        if self._examiner is None:
            settings = self.case.settings
            limits = Limits(memory_bytes=settings.examine_memory, wall_s=settings.examine_seconds)
            opened = open_examiner([self.case.vault.root], limits=limits)
            self._examiner = self.stack.enter_context(opened)
        return self._examiner

    def is_film(self, sha256: bytes) -> bool:
        """Tell whether a medium has frames that move."""
        return any(one.sort == "film" for one in self.sides[sha256])


def _match_one(run: _Run, sha256: bytes) -> Matched:
    began = time.monotonic()
    case, sides = run.case, run.sides
    mine = side_of(case, sha256, sides[sha256])
    others = others_of(run.indexes, mine)
    with case.catalogue.reading() as connection:
        earlier = _earlier(connection, sha256)
    found: list[tuple[bytes, bytes, tuple[Segment, ...]]] = []
    bodies: list[Record] = []
    for other in dict.fromkeys((*others.objects, *(one for one in earlier if one in sides))):
        a, b = in_order(mine, side_of(case, other, sides[other]))
        identifier = identity(a, b)
        started = time.monotonic()
        before = run.done.get(identifier)
        by_details = other in others.by_details
        segments = compare(a, b, by_details=by_details) if before is None else before
        if segments or by_details:
            run.done[identifier] = segments
        if segments:
            found.append((other, identifier, segments))
        whole = _is_whole(a, sides[a.sha256]) and _is_whole(b, sides[b.sha256])
        taken_back = not segments and whole and earlier.get(other, identifier) != identifier
        if before is not None or not (segments or taken_back):
            continue
        ms = round((time.monotonic() - started) * 1000)
        # what an older comparison found is not left standing when a newer one finds nothing
        made = finding_of(a, b, segments) if segments else nothing_of(a, b)
        bodies.append(
            finding(
                identifier, a.sha256, made, products=(), prints=None, sandbox="", ms=ms, further=(b.sha256,)
            )
        )
    new = _record(case, bodies)
    for other, identifier, segments in found:
        if run.is_film(sha256) and run.is_film(other) and identifier not in run.shown:
            run.shown.add(identifier)
            first, second = sorted((sha256, other))
            show_beside(case, run.examiner, first, second, segments)
    told = _told(case, sha256, found)
    return Matched(sha256, tuple(found), new, others.more, time.monotonic() - began, told)


def _is_whole(side: Side, every: Sequence[Printed]) -> bool:
    """Tell whether all fingerprints of a medium could be read: only then does "nothing" say something."""
    sorts = {"frames" if one.sort in ("film", "picture") else one.sort for one in every}
    read = {"frames": side.frames, "sound": side.sound, "details": side.details}
    return all(read[sort] is not None for sort in sorts)


def _earlier(connection: Connection, sha256: bytes) -> dict[bytes, bytes]:
    """Give the finding that stands for each other medium with which this one was matched before."""
    kept = kept_matches(connection, of=[sha256])
    return {one.b if one.a == sha256 else one.a: one.finding for one in kept}


def _told(
    case: Case, sha256: bytes, found: Sequence[tuple[bytes, bytes, tuple[Segment, ...]]]
) -> tuple[tuple[str, str, str], ...]:
    if not found:
        return ()
    with case.catalogue.reading() as connection:
        of = items_of(connection, [sha256, *(other for other, _, _ in found)])
        names = names_of(connection, (item for items in of.values() for item in items))
    return tuple(
        (names[mine].code, names[theirs].code, max(segments, key=lambda one: one.score).why)
        for other, _, segments in found
        for mine in of.get(sha256, ())[:1]
        for theirs in of.get(other, ())
        if mine in names and theirs in names and mine != theirs
    )


def _record(case: Case, bodies: Sequence[Record]) -> int:
    if not bodies:
        return 0
    with writing(case) as writer:
        fresh = [body for body in bodies if not _there(writer.connection, bytes.fromhex(str(body["id"])))]
        if fresh:
            writer.append("media.matched", fresh)
        return len(fresh)


def _there(connection: Connection, identifier: bytes) -> bool:
    return connection.execute(select(findings.c.id).where(findings.c.id == identifier)).first() is not None


def _by_object(every: Iterable[Printed]) -> dict[bytes, list[Printed]]:
    out: dict[bytes, list[Printed]] = {}
    for one in every:
        out.setdefault(one.sha256, []).append(one)
    return out


def _position(mark: Path, indexes: Indexes) -> int:
    """Read up to where all were compared; a mark that tells of what has not come yet is none."""
    try:
        position = int(mark.read_text())
    except (OSError, ValueError):
        return 0
    return position if position <= indexes.frames.position else 0


def _set_position(mark: Path, position: int) -> None:
    write_mark(mark, f"{position}\n")
