"""Gazetteers of every known sort are read, and every fault names its file and line."""

import gzip
import json
from pathlib import Path

import pytest

from sightline.core.errors import BadValue, Damaged, RowRefused, SightlineError, SkipItem, Unreadable
from sightline.measure.geo.gazetteer.builtin import builtin_source, read_builtin
from sightline.measure.geo.gazetteer.readers import file_source, read_gazetteer
from sightline.measure.geo.gazetteer.regions import landscapes, regions

HEAD = "name\tlat\tlon\tcountry\tplacetype\talt_names\twof_id\tpopulation\n"
ROW = "Kafr Zita\t35.37425\t36.6033\tSY\tlocality\tKafr Zaytah|كفر زيتا\t1125966329\t21845\n"


def write(folder: Path, text: str, name: str = "places.tsv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_real_table_is_read_as_it_is(shared: Path) -> None:
    places = list(read_gazetteer(shared / "data" / "gazetteer" / "localities_sy_iq.tsv.gz"))
    assert 33_582 == len(places)
    assert {"SY", "IQ"} == {place.country for place in places}
    assert 33_261 == sum(1 for place in places if any(scheme == "geonames" for scheme, _ in place.ids))


def test_a_table_with_tabs_commas_or_semicolons(tmp_path: Path) -> None:
    (place,) = read_gazetteer(write(tmp_path, HEAD + ROW))
    assert ("Kafr Zita", "Kafr Zaytah", "كفر زيتا") == tuple(name.text for name in place.names)
    assert (35.37425, 36.6033, "SY", 21845) == (place.lat, place.lon, place.country, place.population)
    for mark in ",;":
        path = write(tmp_path, (HEAD + ROW).replace("\t", mark), "places.csv")
        assert [place] == list(read_gazetteer(path))
    packed = tmp_path / "places.tsv.gz"
    packed.write_bytes(gzip.compress((HEAD + ROW).encode()))
    assert [place] == list(read_gazetteer(packed))


@pytest.mark.parametrize(
    "text, error, item",
    [
        (HEAD + ROW + "X\tnorth\t36\tSY\t\t\t1\t\n", RowRefused, "places.tsv:3"),
        (HEAD + "X\t95\t36\tSY\t\t\t1\t\n", RowRefused, "places.tsv:2"),
        (HEAD + "\t35\t36\tSY\t\t\t1\t\n", RowRefused, "places.tsv:2"),
        (HEAD + "X\tnan\t36\tSY\t\t\t1\t\n", RowRefused, "places.tsv:2"),
        ("title\tnorth\n", BadValue, "places.tsv:1"),
        ("", Damaged, "places.tsv"),
    ],
)
def test_a_fault_of_a_table_names_the_line(
    tmp_path: Path, text: str, error: type[SightlineError], item: str
) -> None:
    with pytest.raises(error) as caught:
        list(read_gazetteer(write(tmp_path, text)))
    assert item == caught.value.item
    assert caught.value.todo is not None


def test_text_that_is_not_utf8_and_gzip_cut_short(tmp_path: Path) -> None:
    latin = tmp_path / "latin.csv"
    latin.write_bytes(b"name,lat,lon\nHom\xe9,1,2\n")
    with pytest.raises(Damaged, match="UTF-8") as caught:
        list(read_gazetteer(latin))
    assert "latin.csv:2" == caught.value.item
    cut = tmp_path / "cut.tsv.gz"
    cut.write_bytes(gzip.compress((HEAD + ROW * 50).encode())[:-20])
    with pytest.raises(Damaged, match="cut short"):
        list(read_gazetteer(cut))
    with pytest.raises(Unreadable):
        read_gazetteer(tmp_path / "absent.tsv")


GEONAMES = (
    "170017\tHamah\tHamah\tHama,Epiphania,hmat\t35.13179\t36.75783\tP\tPPLA\tSY\t\t10\t\t\t\t460602\t\t309\tAsia/Damascus\t2024-01-01\n"
    "99999\tTripoli\tTripoli\t\t32.87519\t13.18746\tP\tPPLC\tLY\t\t77\t\t\t\t1150989\t\t10\tAfrica/Tripoli\t2024-01-01\n"
)


def test_a_dump_of_geonames_with_what_lies_beside_it(tmp_path: Path) -> None:
    path = write(tmp_path, GEONAMES, "allCountries.txt")
    write(
        tmp_path,
        "1\t170017\tar\tحماة\t1\t\t\t\n2\t170017\tlink\thttps://example.org\t\t\t\t\n",
        "alternateNamesV2.txt",
    )
    write(tmp_path, "LY.77\tTripoli District\tTripoli\t2210246\n", "admin1CodesASCII.txt")
    hama, tripoli = read_gazetteer(path)
    assert ("Hama", 460_602, (("geonames", "170017"),)) == (hama.admin[0], hama.population, hama.ids)
    assert {"Hamah", "Hama", "Epiphania", "حماة"} == {name.text for name in hama.names}
    assert "ar" == next(name.lang for name in hama.names if name.text == "حماة")
    assert ("Tripoli District",) == tripoli.admin
    assert ["LY"] == [place.country for place in read_gazetteer(path, countries=["ly"])]
    cut = write(tmp_path, GEONAMES[:-40], "cut.txt")
    with pytest.raises(RowRefused) as caught:
        list(read_gazetteer(cut))
    assert "cut.txt:2" == caught.value.item


def feature(number: int, **told: object) -> dict[str, object]:
    given = {"wof:id": number, "wof:name": "Kafr Zita", "geom:latitude": 35.374, "geom:longitude": 36.603}
    more = {"wof:placetype": "locality", "wof:country": "SY", "name:ara_x_preferred": ["كفر زيتا"]}
    elsewhere = {"wof:concordances": {"gn:id": 168620}, "wof:hierarchy": [{"region_id": 85678363}]}
    return {"type": "Feature", "properties": {**given, **more, **elsewhere, **told}, "geometry": None}


def test_whos_on_first_in_a_file_in_lines_in_a_collection_and_in_folders(tmp_path: Path) -> None:
    one, old = feature(1), feature(2, **{"wof:superseded_by": [1]})
    (tmp_path / "a" / "b").mkdir(parents=True)
    write(tmp_path, json.dumps(one), "a/b/1.geojson")
    write(tmp_path, json.dumps(old), "a/2.geojson")
    whole = write(
        tmp_path, json.dumps({"type": "FeatureCollection", "features": [one, old]}), "whole.geojson"
    )
    rows = write(tmp_path, f"{json.dumps(one)}\n{json.dumps(old)}\n", "rows.geojsonl")
    expected = (("wof", "1"), ("geonames", "168620"))
    for path in (tmp_path / "a", whole, rows):
        (place,) = read_gazetteer(path)
        assert (expected, "85678363", "SY") == (place.ids, place.parent, place.country)
        assert {"Kafr Zita", "كفر زيتا"} == {name.text for name in place.names}


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[" * 100_000,
        '{"type": "FeatureCollection", "features": 3}',
        '{"type": "Feature"}',
        json.dumps(feature(1, **{"geom:latitude": None})),
    ],
)
def test_broken_geojson_is_named(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text, "broken.geojson")
    with pytest.raises(SkipItem) as caught:
        list(read_gazetteer(path))
    assert caught.value.item is not None
    assert caught.value.item.startswith("broken.geojson")


def test_a_source_is_named_by_the_digest_of_its_bytes(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + ROW)
    source = file_source(path, name="ours", retrieved="2026-01-01", licence="CC BY")
    assert ("ours", "2026-01-01", "CC BY", 64) == (
        source.name,
        source.retrieved,
        source.licence,
        len(source.digest),
    )
    path.write_text(HEAD + ROW + ROW)
    assert source.digest != file_source(path).digest


def test_the_built_in_gazetteer_says_where_it_comes_from() -> None:
    assert "CC BY" in builtin_source().licence
    first = next(iter(read_builtin()))
    assert first.names[0].text
    assert "geonames" == first.ids[0][0]


def test_the_tables_of_regions_are_whole() -> None:
    codes = [(one.country, one.geonames) for one in regions() if one.geonames]
    assert len(codes) == len(set(codes))
    assert 14 == sum(1 for one in regions() if one.country == "SY")
    assert all(one.km > 0 and abs(one.lat) < 90 for one in landscapes())


PLACE = "170017\tTalmenes\tTalmenes\t\t35.637\t36.737\tP\tPPL\tSY\t\t12\t\t\t\t400\t\t400\tAsia/Damascus\t2020-01-01\n"
OTHER = "1\t170017\tar\tتلمنس\t1\t\t\t\t\t\n"


@pytest.mark.parametrize(
    "name, text, told",
    [
        ("alternateNames.txt", OTHER, "other names"),
        ("alternateNamesV2.txt", OTHER, "other names"),
        ("SY.txt", OTHER, "other names"),  # GeoNames calls the other names of one country so too
        ("admin1CodesASCII.txt", "SY.12\tIdlib\tIdlib\t169388\n", "names of regions"),
    ],
)
def test_a_companion_of_the_table_of_places_is_told_from_it(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    # "the table has no column for name" was all that was said of a dump of alternate names
    with pytest.raises(BadValue) as caught:
        list(read_gazetteer(write(tmp_path, text, name)))
    assert (name, True) == (caught.value.item, told in caught.value.fault)
    assert "give the table of places, such as SY.txt" in (caught.value.todo or "")
    assert ("if that is named alternateNamesV2.txt" in (caught.value.todo or "")) == (name == "SY.txt")


def test_the_table_that_lies_beside_it_is_named(tmp_path: Path) -> None:
    write(tmp_path, PLACE, "SY.txt")
    with pytest.raises(BadValue) as caught:
        list(read_gazetteer(write(tmp_path, OTHER, "alternateNames.txt")))
    assert "there lies SY.txt" in (caught.value.todo or "")


def test_other_names_are_read_beside_the_table_and_change_its_digest(tmp_path: Path) -> None:
    # what was made of SY.txt was kept under the digest of SY.txt alone: names laid beside it later were not seen
    table = write(tmp_path, PLACE, "SY.txt")
    before = file_source(table).digest
    assert ["Talmenes"] == [name.text for place in read_gazetteer(table) for name in place.names]
    write(tmp_path, OTHER + "2\t99\tar\tآخر\t\t\t\t\t\t\n", "alternateNames.txt")
    assert ["Talmenes", "تلمنس"] == [name.text for place in read_gazetteer(table) for name in place.names]
    assert before != file_source(table).digest


def test_a_zip_is_to_be_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "SY.zip"
    path.write_bytes(b"PK\x03\x04 and more")
    with pytest.raises(Unreadable) as caught:
        list(read_gazetteer(path))
    assert "unpack it" in (caught.value.todo or "")
