"""Gazetteers for tests: the real one of Syria and Iraq where it lies beside the project, and a small made one."""

from pathlib import Path

import pytest

from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.measure.geo.gazetteer.index import build
from sightline.measure.geo.gazetteer.readers import file_source, index_of
from sightline.measure.geo.gazetteer.records import Name, Place, Source


@pytest.fixture(scope="session")
def localities(shared: Path) -> Gazetteer:
    """Index the 33,582 localities of Syria and Iraq."""
    path = shared / "data" / "gazetteer" / "localities_sy_iq.tsv.gz"
    return Gazetteer((index_of(path, file_source(path)),))


def made(
    name: str,
    lat: float,
    lon: float,
    *others: str,
    kind: str = "locality",
    people: int | None = None,
    parent: str = "",
    number: str = "",
) -> Place:
    """Make a place of a made country."""
    ids = (("made", number or name),)
    return Place(
        (Name(name, preferred=True), *map(Name, others)),
        lat,
        lon,
        "SY",
        kind=kind,
        population=people,
        ids=ids,
        parent=parent,
    )


@pytest.fixture(scope="session")
def valley() -> Gazetteer:
    """Index a handful of places: two of one name in two regions, a town, a village beside it."""
    places = [
        made("Hama", 35.2, 37.2, "حماة", kind="region", number="R1"),
        made("Idlib", 35.8, 36.7, "إدلب", kind="region", number="R2"),
        made("Hama", 35.1318, 36.7578, "Hamah", "حماة", people=460_000, parent="R1"),
        made("Kafr Zita", 35.3742, 36.6033, "كفر زيتا", "Kafr Zaytah", people=21_000, parent="R1"),
        made("Atshan", 35.4073, 36.8233, "عطشان", parent="R1", number="A1"),
        made("Atshan", 35.95, 36.4, "عطشان", parent="R2", number="A2"),
        made("Tall Mannis", 35.6373, 36.7375, "تلمنس", parent="R2"),
        made("At Tamani'ah", 35.4583, 36.7478, "التمانعة", "Tamanah", parent="R2"),
        made("Khan Shaykhun", 35.4422, 36.6512, "خان شيخون", people=52_000, parent="R2"),
        made("Murak", 35.3756, 36.6897, "مورك", "Morek", parent="R1"),
        made("Muhammad 'Ali", 35.30, 36.90, "محمد علي", parent="R1"),
    ]
    return Gazetteer((build(places, Source("valley", digest="valley")),))
