"""Says which records of gazetteers count as one place, with the reason of each pair, and which people put apart."""

from attrs import frozen

from sightline.core.errors import UnknownName
from sightline.measure.geo.gazetteer.fusing import Id, Twin
from sightline.measure.geo.gazetteer.gazetteer import Found, Gazetteer, grouped, hits_of, spots_of
from sightline.measure.geo.gazetteer.index import text
from sightline.measure.geo.gazetteer.letters import readings
from sightline.work.case import Case
from sightline.work.gazetteers.gathering import Tell, gather, log
from sightline.work.gazetteers.said_pairs import CASE, Word, said_pairs, split

NEAR = 0.10
"""Spellings this far from what was asked are shown."""


@frozen(slots=True)
class Record:
    """One record of one gazetteer."""

    id: str
    """The id it is named by in apart and together."""
    ids: tuple[str, ...]
    name: str
    lat: float
    lon: float
    country: str
    gazetteer: str


@frozen(slots=True)
class Pair:
    """Two records that count as one place, by their ids, and why."""

    ids: tuple[str, str]
    why: str


@frozen(slots=True)
class OnePlace:
    """Records that count as one place; one alone where nothing else is the same."""

    name: str
    records: tuple[Record, ...]
    pairs: tuple[Pair, ...]


@frozen(slots=True)
class FusedPlaces:
    """What was asked, the places of that name or id, and what people put apart among their records."""

    query: str
    places: tuple[OnePlace, ...]
    apart: tuple[Word, ...]


def fused_places(case: Case, asked: str, *, tell: Tell = log.info) -> FusedPlaces:
    """Say which records count as one place.

    :param asked: a name, an id such as ``geonames:170017``, or the code of a place of the case
    :raises UnknownName: when no record has this id, or none is spelled alike
    """
    searched = gather(case=case, tell=tell)
    wanted = split(asked) or (CASE, asked.strip())
    spots = spots_of(searched, (wanted,)).get(wanted, ())
    if not spots and ":" in asked:
        raise UnknownName(
            "no record of the case's gazetteers has this id",
            item=asked,
            todo="ask for its name to see the ids",
        )
    found = _of_spots(searched, wanted, spots) if spots else _of_name(searched, asked)
    if not found:
        raise UnknownName("no record is spelled like this", item=asked, todo="see: sightline place")
    held = {one for place in found for record in place.records for one in record.ids}
    apart = tuple(
        word
        for word in said_pairs(case)
        if word.verdict == "apart" and (":".join(word.first) in held or ":".join(word.second) in held)
    )
    return FusedPlaces(asked, tuple(found), apart)


def _of_name(searched: Gazetteer, name: str) -> list[OnePlace]:
    rows = tuple(row for row in readings(name) if len(row) > 1)
    every = grouped(searched, hits_of(searched, rows, farthest=NEAR))
    every.sort(key=lambda each: (min(record.distance for record in each[0]), -len(each[0])))
    return [_one(*each) for each in every]


def _of_spots(searched: Gazetteer, wanted: Id, spots: tuple[tuple[int, int], ...]) -> list[OnePlace]:
    found: dict[tuple[str, ...], OnePlace] = {}
    for number, place in spots:
        index = searched.indexes[number]
        title = int(index.arrays["title"][place])
        own = (0.0, number, place, title)
        hits = [
            hit
            for hit in hits_of(searched, readings(text(index, title)), farthest=NEAR)
            if hit[1:3] != own[1:3]
        ]
        for records, twins in grouped(searched, [own, *hits]):
            if any(wanted in record.ids for record in records):
                one = _one(records, twins)
                found[tuple(sorted(record.id for record in one.records))] = one
    return list(found.values())


def _one(records: list[Found], twins: tuple[Twin, ...]) -> OnePlace:
    told = [_record(record, records) for record in records]
    pairs = tuple(Pair((told[twin.first].id, told[twin.second].id), twin.why) for twin in twins)
    return OnePlace(told[0].name, tuple(told), pairs)


def _record(one: Found, others: list[Found]) -> Record:
    shared = {each for other in others if other is not one for each in other.ids}
    own = next((each for each in one.ids if each not in shared), one.ids[0] if one.ids else ("", ""))
    ids = tuple(":".join(each) for each in one.ids)
    return Record(":".join(own), ids, one.name, one.lat, one.lon, one.country, ", ".join(one.sources))
