"""An index finds what was put in, is kept in a file that opens at once, and is made again where the file is broken."""

import time
from pathlib import Path

import pytest

from sightline.core.errors import BadValue
from sightline.measure.geo.gazetteer.files import is_kept, keep, kept, opened
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer, look_up, same
from sightline.measure.geo.gazetteer.index import Index, build, ids, text
from sightline.measure.geo.gazetteer.letters import readings, symbols
from sightline.measure.geo.gazetteer.records import Name, Place, Source

SOURCE = Source("made", "2026-01-01", "CC0", "d" * 64)


def small() -> Index:
    names = (Name("Kafr Zita", preferred=True), Name("كفر زيتا", lang="ar"), Name("Kafr Zaytah"))
    return build(
        [
            Place(
                names, 35.3742, 36.6033, "SY", ids=(("wof", "1"), ("geonames", "168620")), population=21_000
            ),
            Place((Name("東京"),), 35.6895, 139.69171, "JP", ids=(("geonames", "1850147"),)),
        ],
        SOURCE,
    )


def test_a_place_is_found_by_each_of_its_names() -> None:
    gazetteer = Gazetteer((small(),))
    for spelling in ("Kafr Zita", "كفر زيتا", "Kafr Zaytah", "kafr-zita", "KAFR ZITA", "Kfar Zeta"):
        found = look_up(gazetteer, readings(spelling))
        assert [("wof", "1"), ("geonames", "168620")] == list(found[0].ids), spelling
    assert () == same(gazetteer, symbols("Kafr Nabl"))
    assert "Kafr Zita" == same(gazetteer, symbols("kafr zita"))[0].name


def test_a_gazetteer_without_places_answers_with_nothing() -> None:
    empty = Gazetteer((build([], SOURCE),))
    assert () == look_up(empty, readings("Hama"))
    assert () == same(empty, symbols("Hama"))


def test_a_kept_index_is_the_one_that_was_made(tmp_path: Path) -> None:
    made = kept(tmp_path, SOURCE, small)
    assert is_kept(tmp_path, SOURCE)
    again = kept(tmp_path, SOURCE, lambda: pytest.fail("it was kept"))
    for name, array in small().arrays.items():
        assert array.tolist() == made.arrays[name].tolist() == again.arrays[name].tolist()
    assert "Kafr Zita" == text(again, int(again.arrays["title"][0]))
    assert (("geonames", "1850147"),) == ids(again, 1)


@pytest.mark.parametrize("damage", ["cut", "magic", "head", "empty"])
def test_a_broken_file_is_made_again(tmp_path: Path, damage: str) -> None:
    kept(tmp_path, SOURCE, small)
    (path,) = sorted(tmp_path.iterdir())
    whole = path.read_bytes()
    path.write_bytes(
        {
            "cut": whole[:-64],
            "magic": b"x" + whole[1:],
            "head": whole[:30] + b"{" * 40 + whole[70:],
            "empty": b"",
        }[damage]
    )
    assert opened(path, SOURCE) is None
    assert 2 == len(kept(tmp_path, SOURCE, small))


def test_a_folder_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert 2 == len(kept(file / "below", SOURCE, small))


def test_a_place_must_be_on_the_earth_and_have_a_name() -> None:
    for lat, lon in ((91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)):
        with pytest.raises(BadValue):
            Place((Name("x"),), lat, lon)
    with pytest.raises(BadValue):
        Place((), 0.0, 0.0)


def test_regions_are_named_by_the_records_they_point_to_and_guessed_from_neighbours_where_missing() -> None:
    around = [
        Place((Name(f"Village {letter}"),), 35.0 + n / 100, 36.0, "SY", ids=(("wof", f"{n}"),), parent="9")
        for n, letter in enumerate("abcdef")
    ]
    orphan = Place((Name("Orphan"),), 35.03, 36.01, "SY", ids=(("wof", "7"),))
    region = Place((Name("Far Country"),), 35.5, 36.5, "SY", kind="region", ids=(("wof", "9"),))
    gazetteer = Gazetteer((build([*around, orphan, region], SOURCE),))
    (found,) = same(gazetteer, symbols("Orphan"))
    assert ("Far Country", True) == (found.region, found.region_guessed)
    assert not same(gazetteer, symbols("Village a"))[0].region_guessed


def test_the_real_localities_open_in_milliseconds_and_are_searched_in_a_few(
    localities: Gazetteer, tmp_path: Path
) -> None:
    index = localities.indexes[0]
    assert 33_582 == len(index)
    assert 110_000 < index.names < 160_000
    keep(tmp_path / "kept", index)
    began = time.perf_counter()
    assert opened(tmp_path / "kept", index.source) is not None
    assert time.perf_counter() - began < 0.25  # 2 ms on a quiet machine
    rows = [readings(name) for name in ("Talmenes", "Kafr Zita", "Hama", "دير الزور", "Саракиб") * 4]
    began = time.process_time()
    for row in rows:
        look_up(localities, row)
    assert (time.process_time() - began) / len(rows) < 0.06  # 4 ms on a quiet machine; the goal is 20
