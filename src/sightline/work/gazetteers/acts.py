"""Takes a gazetteer into a case, and records a person's word that two of its records are one place or two."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve

from sightline.core.errors import BadTime, BadValue, ChangedWhileRead, UnknownName, Unreadable, WrongUse
from sightline.measure.geo.gazetteer.files import keep
from sightline.measure.geo.gazetteer.fusing import Id
from sightline.measure.geo.gazetteer.gazetteer import spots_of
from sightline.measure.geo.gazetteer.geonames import read_beside
from sightline.measure.geo.gazetteer.index import VERSION
from sightline.model.arrival import Arrival, File, Origin
from sightline.model.draft import Draft
from sightline.model.evidence_record import capture, stored
from sightline.model.record import Record, closing
from sightline.model.time import read
from sightline.store.read import find_entity, statements_of
from sightline.store.tables import objects
from sightline.store.vault import Stored
from sightline.work.act import Act, event_after, last_number, reason_given, sentences
from sightline.work.case import Case
from sightline.work.draft_body import body_of, names_in
from sightline.work.gazetteers.gathering import Tell, gather, log
from sightline.work.gazetteers.kept import (
    FOLDER,
    PART,
    PROPERTY,
    Kept,
    index_from,
    kept_gazetteers,
    plain_name,
)
from sightline.work.gazetteers.said_pairs import CASE, DIFFERENT, OF_PLACE, SAME, said_pairs, split
from sightline.work.pointing import point_at
from sightline.work.record import record_bodies
from sightline.work.resolve import Resolver
from sightline.work.say import record_drafts
from sightline.work.taking.intake import Wish
from sightline.work.taking.listed import collector_of
from sightline.work.write import Writer, writing


def add_gazetteer(
    case: Case, path: Path, *, source: str, retrieved: str, licence: str, countries: Sequence[str] = ()
) -> Act:
    """Take a gazetteer file into the case; from then on place names are looked up in it.

    Nothing is kept of a file that cannot be read to its end as a gazetteer.

    :param path: a CSV or TSV with a header, a table of GeoNames, or GeoJSON of Who's On First; no folder
    :param source: what it is and who made it
    :param retrieved: when it was fetched (EDTF)
    :param licence: under which terms it may be used, in words
    :param countries: two letters each, to look up only places of these
    :raises SkipItem: when the file cannot be read; it names file and line
    :raises BadValue: when it is no gazetteer, holds no place, or a word about it is missing
    """
    given = _given(path, source, retrieved, licence, countries)
    files = _files(path)
    digests = [_digest(file) for file in files]
    described = evolve(given, files=tuple((one, file.name) for one, file in zip(digests, files, strict=True)))
    index = index_from(path, described)
    if len(index) == 0:
        told = f" of {', '.join(described.countries)}" if described.countries else ""
        raise BadValue(f"holds no place{told}", item=path.name, todo="is it the right file?")
    kept = [(file, case.vault.put_file(file, follow=True)) for file in files]
    for (file, one), digest in zip(kept, digests, strict=True):
        if one.sha256 != digest:
            raise ChangedWhileRead("changed while it was read", item=str(file), todo="add it again")
    done = _record(case, described, kept, len(index))
    keep(case.folder / FOLDER / f"{described.source.digest[:32]}-{VERSION}.gazetteer", index)
    return done


def _given(path: Path, source: str, retrieved: str, licence: str, countries: Sequence[str]) -> Kept:
    for flag, text in (("--source", source), ("--licence", licence)):
        if text.strip() == "":
            raise BadValue(
                "says nothing", item=flag, todo="say it in a few words; 'not known' is an answer too"
            )
    try:
        read(retrieved)
    except BadTime as error:
        raise BadTime(error.fault, item="--retrieved", todo=error.todo or "for example 2024-05-02") from error
    codes = tuple(sorted({code.strip().upper() for code in countries if code.strip()}))
    for code in codes:
        if len(code) != 2 or not (code.isascii() and code.isalpha()):
            raise BadValue("this is no country", item=code, todo="two letters each, such as SY,IQ")
    if path.is_dir():
        raise WrongUse(
            "is a folder, and one file is kept as one object",
            item=str(path),
            todo="write its features into one file, one a line, and add that; or use it as it is: place --gazetteer",
        )
    return Kept("", source.strip(), retrieved, licence.strip(), codes, None, "", "", "open")


def _files(path: Path) -> list[Path]:
    """List the file and what is read beside it: tables of GeoNames have their other names in files of their own."""
    return [path, *(read_beside(path) if ".txt" in path.suffixes else ())]


def _digest(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Unreadable(
                "there is no such file" if not path.exists() else "is no ordinary file",
                item=str(path),
                todo="check the path",
            )
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except (OSError, ValueError) as error:
        raise Unreadable(f"cannot be read: {error}", item=str(path), todo="check the path") from error


def _record(case: Case, given: Kept, kept: Sequence[tuple[Path, Stored]], places: int) -> Act:
    """Record the capture and, in an event of its own that can be taken back, what the file is."""
    key = f"item/sha256:{kept[0][1].sha256.hex()}"
    with writing(case) as writer:
        before = last_number(writer)
        _capture(writer, key, given, kept)
        writer.batch.flush()
        item = find_entity(writer.connection, key)
        if item is None:  # it was written just now
            raise UnknownName("there is no such item", item=key)
        earlier = [one for one in statements_of(writer.connection, [item.id]) if one.property == PROPERTY]
        told = {
            "retrieved": given.retrieved,
            "licence": given.licence,
            "countries": " ".join(given.countries),
        }
        qualifiers = {name: text for name, text in told.items() if text} | {"count": places}
        draft = Draft(key, PROPERTY, given.name, kind="Item", qualifiers=qualifiers, origin="analyst")

        def close(ids: Sequence[bytes]) -> list[Record]:
            why = "the gazetteer was described anew"
            return [
                closing(one.id, "superseded", reason=why, successor=ids[0])
                for one in earlier
                if one.id != ids[0]
            ]

        done = record_drafts(writer, [draft], why="a gazetteer to look places up in", closings=close)
        writer.batch.flush()
        name = find_entity(writer.connection, key)
        return Act(
            "gazetteer add",
            event_after(writer, before),
            code=item.code if name is None else name.code,
            id=done.ids[0].hex(),
            known=done.new == 0,
            told=(f"{places} places of {given.name}, {given.licence}; looked up from now on",),
        )


def _capture(writer: Writer, key: str, given: Kept, kept: Sequence[tuple[Path, Stored]]) -> None:
    case, resolver = writer.case, Resolver(writer.case)
    known = find_entity(writer.connection, key) is not None
    if known and any(one.source.digest == given.source.digest for one in kept_gazetteers(case)):
        return
    about = () if known else (("item_kind", "dataset"), ("state", "captured"), ("title", given.name))
    drafts = [Draft(key, prop, value, kind="Item", origin="analyst") for prop, value in about]
    resolver.learn(writer.connection, [key, *(name for draft in drafts for name in names_in(draft))])
    item, _ = resolver.entity(key, kind="Item")
    files: list[Record] = []
    bodies: list[Record] = []
    told: set[bytes] = set()  # two of the tables may be the same bytes under two names: one object
    for number, (path, one) in enumerate(kept):
        files.append(
            {
                "sha256": one.sha256.hex(),
                "role": PART if number else "original",
                "name": plain_name(path.name),
            }
        )
        have = objects.select().where(objects.c.sha256 == one.sha256)
        if one.sha256 not in told and writer.connection.execute(have).first() is None:
            told.add(one.sha256)
            bodies.append(stored(one.sha256, one.sha512, one.size, role="original", media_type=None))
    path = kept[0][0]
    arrival = Arrival(
        key, "dataset", "captured", Origin(str(path.absolute())), given.name, files=(File(path, path.name),)
    )
    bodies.append(
        capture(case.ids.new(), item, None, arrival, files=files, collector=collector_of(case, Wish()))
    )
    rows = [body_of(case, resolver, draft) for draft in drafts]
    record_bodies(writer, resolver.take(), rows, [], kind="item.captured", why=None, extra=bodies)


def together(case: Case, first: str, second: str, *, reason: str, tell: Tell = log.info) -> Act:
    """Record that two records of gazetteers are one place; errors are those of :func:`apart`."""
    return _say(case, "together", (first, second), reason, tell)


def apart(case: Case, first: str, second: str, *, reason: str, tell: Tell = log.info) -> Act:
    """Record that two records of gazetteers are two places, whatever they have in common.

    :param first: an id such as ``geonames:170017``, or the code of a place of the case
    :raises WrongUse: when there is no reason, or the two are one record
    :raises BadValue: when something is no id
    :raises UnknownName: when no gazetteer has it
    """
    return _say(case, "apart", (first, second), reason, tell)


def _say(case: Case, verdict: str, written: tuple[str, str], reason: str, tell: Tell) -> Act:
    why = reason_given(reason, act=verdict)
    one, other = sorted(_id(case, text) for text in written)
    searched = gather(case=case, tell=tell)
    spots = spots_of(searched, (one, other))
    for each in (one, other):
        if each not in spots:
            raise UnknownName(
                "no record of the case's gazetteers has this id",
                item=":".join(each),
                todo="see the ids with: sightline gazetteer fused NAME",
            )
    if set(spots[one]) == set(spots[other]):
        raise WrongUse("are ids of one and the same record", item=f"{':'.join(one)}, {':'.join(other)}")
    against = [word for word in said_pairs(case) if word.pair == {one, other} and word.verdict != verdict]
    with writing(case) as writer:
        before = last_number(writer)
        if CASE in (one[0], other[0]):
            mine, theirs = (one, other) if one[0] == CASE else (other, one)
            if theirs[0] == CASE:
                raise WrongUse(
                    "are both places of the case",
                    item=f"{one[1]}, {other[1]}",
                    todo="say it with: sightline judge",
                )
            subject = point_at(writer.connection, mine[1], kinds=("Place",)).code
            draft = Draft(
                subject, OF_PLACE, ":".join(theirs), qualifiers={"basis": why},
                polarity="negated" if verdict == "apart" else "affirmed", origin="analyst",
            )  # fmt: skip
        else:
            digests = {
                searched.indexes[number].source.digest for each in (one, other) for number, _ in spots[each]
            }
            holders = [kept.code for kept in kept_gazetteers(case) if kept.source.digest in digests]
            if not holders:
                raise WrongUse(
                    "are both records of the built-in towns, which are no part of the case",
                    item=f"{':'.join(one)}, {':'.join(other)}",
                    todo="make a place of the case of one (sightline new Place), and say it of that",
                )
            subject = holders[0]
            draft = Draft(
                subject, SAME if verdict == "together" else DIFFERENT, ":".join(one),
                qualifiers={"other": ":".join(other), "basis": why}, origin="analyst",
            )  # fmt: skip
        done = record_drafts(writer, [draft], why=why)
        return Act(
            f"gazetteer {verdict}",
            event_after(writer, before),
            code=subject,
            id=done.ids[0].hex(),
            known=done.new == 0,
            told=sentences(_against(word.verdict, word.by, word.reason, word.event) for word in against),
        )


def _against(verdict: str, by: str, reason: str, event: tuple[str, int]) -> str:
    said = f"{by} said {verdict}: {reason} (event {event[1]})"
    if verdict == "apart":
        return f"{said}; that stands, so the two stay apart until it is taken back with: sightline undo {event[1]}"
    return f"{said}; from now on the two are apart all the same"


def _id(case: Case, written: str) -> Id:
    found = split(written)
    if found is not None and found[0] != CASE:
        return found
    code = written if found is None else found[1]
    with case.catalogue.reading() as connection:
        try:
            return (CASE, point_at(connection, code, kinds=("Place",)).code)
        except UnknownName as error:
            raise BadValue(
                "is no id of a record",
                item=written,
                todo="such as geonames:170017, or the code of a place: PLC-1",
            ) from error
