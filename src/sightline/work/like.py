"""Finds what a file resembles that is no part of the case: nothing of it is kept or recorded."""

from pathlib import Path
from typing import Final

from attrs import frozen

from sightline.core.digest import file_digests
from sightline.core.errors import Damaged, Unreadable, WrongUse
from sightline.core.sandbox import Job, Limits
from sightline.measure.media.aligning.prints import prints_of
from sightline.measure.media.details.pack import ROLE as DETAIL_ROLE
from sightline.measure.media.details.pack import unpack as unpack_details
from sightline.measure.media.sniff import sniff_file
from sightline.measure.media.sound.pack import ROLE as SOUND_ROLE
from sightline.measure.media.sound.pack import unpack
from sightline.measure.run import measures, open_examiner
from sightline.model.match import Segment
from sightline.model.view import Named
from sightline.store.read import names_of
from sightline.work.case import Case
from sightline.work.match import others_of, side_of
from sightline.work.matches import SAME_BYTES
from sightline.work.matching.comparing import Side, compare
from sightline.work.matching.indexes import open_indexes
from sightline.work.matching.kept import items_of
from sightline.work.taking.tmp_folder import tmp_folder

_MEASURES: Final = ("media.frames", "media.picture", "media.sound", "media.details")
_ROLES: Final = (SOUND_ROLE, DETAIL_ROLE)


@frozen(slots=True)
class Like:
    """An item of the case that shares something with the file; A is the file, B the item."""

    item: Named
    segments: tuple[Segment, ...]
    why: str


@frozen(slots=True)
class Likeness:
    """What the case holds that is like a file."""

    found: tuple[Like, ...]
    more: int
    """Candidates that were not compared."""
    told: tuple[str, ...]
    """What could not be looked at in the file."""


def find_like(case: Case, path: Path) -> Likeness:
    """Compare a file that is not in the case with everything in it, by frames and by sound.

    Raises
    ------
    Unreadable
        The file cannot be read.
    WrongUse
        It is no picture, film or sound.
    Damaged
        Nothing of it can be fingerprinted.
    """
    same = _same_bytes(case, path)
    try:
        side, told = _fingerprinted(case, path)
    except (Damaged, WrongUse) as error:
        if same:  # what cannot be compared may still be held, byte for byte
            return Likeness(tuple(same), 0, (error.fault,))
        raise
    with open_indexes(case) as indexes:
        others = others_of(indexes, side)
        every = {
            sha256: [one for one in indexes.known.values() if one.sha256 == sha256]
            for sha256 in others.objects
        }
        found = [
            (
                sha256,
                compare(side, side_of(case, sha256, every[sha256]), by_details=sha256 in others.by_details),
            )
            for sha256 in others.objects
        ]
    with case.catalogue.reading() as connection:
        of = items_of(connection, others.objects)
        names = names_of(connection, (item for items in of.values() for item in items))
    likes = [
        Like(names[item], segments, max(segments, key=lambda one: one.score).why)
        for sha256, segments in found
        if segments
        for item in of.get(sha256, ())
        if item in names
    ]
    likes = [*same, *(one for one in likes if one.item.id not in {known.item.id for known in same})]
    likes.sort(key=lambda one: (-max((s.score for s in one.segments), default=1001), one.item.code))
    return Likeness(tuple(likes), others.more, told)


def _same_bytes(case: Case, path: Path) -> list[Like]:
    """Find the items whose original is this very file."""
    try:
        with path.open("rb") as stream:
            sha256, _, _ = file_digests(stream)
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", item=str(path)) from error
    with case.catalogue.reading() as connection:
        items = items_of(connection, [sha256]).get(sha256, ())
        names = names_of(connection, items)
    return [Like(names[item], (), SAME_BYTES) for item in items if item in names]


def _fingerprinted(case: Case, path: Path) -> tuple[Side, tuple[str, ...]]:
    """Fingerprint a file in the sandbox, as the case's own are."""
    try:
        sniffed = sniff_file(path)
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", item=str(path)) from error
    known = measures()
    wanted = tuple(name for name in _MEASURES if known[name].accepts(sniffed.media_type))
    if not wanted:
        raise WrongUse(
            f"is a {sniffed.label}, which has no frames and no sound",
            item=str(path),
            todo="name a picture or film",
        )
    settings = case.settings
    limits = Limits(memory_bytes=settings.examine_memory, wall_s=settings.examine_seconds)
    here = path.resolve()
    with tmp_folder(case, "like") as out, open_examiner([here.parent], limits=limits) as examiner:
        reply = examiner.run(Job(here, path.name, "", wanted, {}, out))
        made = {
            p.role: (out / p.file).read_bytes()
            for f in reply.findings
            for p in f.products
            if p.role in _ROLES
        }
    heard, details = made.get(SOUND_ROLE), made.get(DETAIL_ROLE)
    frames = next((f.prints for f in reply.findings if f.prints), None)
    told = tuple(f.sentence for f in reply.findings if f.outcome == "failed")
    if frames is None and heard is None:
        raise Damaged(
            told[0] if told else "holds nothing to compare", item=str(path), todo="look for a complete copy"
        )
    side = Side(
        b"",
        None if frames is None else prints_of(frames),
        None if heard is None else unpack(heard),
        details=None if details is None else unpack_details(details),
    )
    return side, told
