"""A look-up with a case: its own places take part, before those of files and of the world."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from sightline.core.errors import AmbiguousName, BadValue, OverLimit, UnknownName
from sightline.measure.geo.gazetteer.builtin import builtin_source
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.work.case import Case
from sightline.work.gazetteers import gathering
from sightline.work.gazetteers.gathering import gather, places_of
from sightline.work.new import new
from sightline.work.place import place, read_context
from sightline.work.protect import protect
from sightline.work.protecting.find import Target
from sightline.work.say import say

WORLD = (
    Place(
        (Name("Hama", preferred=True), Name("حماة")),
        35.13179,
        36.75783,
        "SY",
        ("Hama",),
        population=460_602,
        ids=(("geonames", "170017"),),
    ),
    Place(
        (Name("Homs"),),
        34.72682,
        36.72339,
        "SY",
        ("Homs",),
        population=775_404,
        ids=(("geonames", "169577"),),
    ),
    Place((Name("Old Bridge"),), 40.41, -74.36, "US", population=23_753, ids=(("geonames", "5102427"),)),
)


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a world of three towns in the place of the built-in one, and its cache in the test's folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(gathering, "builtin_source", lambda: Source("world", digest="w" * 64))
    monkeypatch.setattr(gathering, "read_builtin", lambda: islice(WORLD, None))
    return


def table(folder: Path, *rows: str) -> Path:
    path = folder / "villages.tsv"
    path.write_text(
        "name\tlat\tlon\tcountry\talt_names\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8"
    )
    return path


def test_without_a_case_the_world_and_files_are_searched(tmp_path: Path) -> None:
    assert ("resolved", (("geonames", "170017"),)) == (place("Hama").status, place("حماة").candidates[0].ids)
    assert "unresolved" == place("Kafr Zita").status
    villages = table(
        tmp_path,
        "Kafr Zita\t35.374\t36.603\tSY\tكفر زيتا",
        "Atshan\t35.407\t36.823\tSY\t",
        "Atshan\t36.9\t40.5\tSY\t",
    )
    told: list[str] = []
    answer = place("Kafr Zita", gazetteers=[villages], tell=told.append)
    assert ("resolved", ("villages.tsv",)) == (answer.status, answer.candidates[0].sources)
    assert told == ["villages.tsv is read for the first time"]  # the world was made ready above
    place("Kafr Zita", gazetteers=[villages], tell=told.append)
    assert 1 == len(told)
    assert "ambiguous" == place("Atshan", gazetteers=[villages]).status
    for near in ("35.37, 36.6", "35.37, 36.6, 40", "35.37,36.6,40km", "Kafr Zita"):
        assert 35.407 == place("Atshan", gazetteers=[villages], near=near).candidates[0].lat, near


def test_near_what_is_unknown_or_ambiguous_is_refused(tmp_path: Path) -> None:
    villages = table(tmp_path, "Atshan\t35.407\t36.823\tSY\t", "Atshan\t36.9\t40.5\tSY\t")
    with pytest.raises(UnknownName):
        place("Hama", near="Qwertzuiop")
    with pytest.raises(AmbiguousName):
        place("Hama", near="Atshan", gazetteers=[villages])


@pytest.mark.parametrize(
    "near",
    ["nan,0", "0,nan", "nan,nan", "inf,0", "35.4,36.8,nan", "35.4,36.8,inf", "35.4,36.8,0", "35.4,36.8,-5",
     "35.4,36.8,1e9", "35.4,36.8,far", "95.5, 36.8"],
)  # fmt: skip
def test_a_point_that_is_none_is_refused(near: str) -> None:
    # "nan" was looked up as the name of a place, and one of that name was found
    with pytest.raises(BadValue) as caught:
        place("Hama", near=near)
    assert caught.value.todo is not None


def test_a_point_in_degrees_and_minutes_is_a_point() -> None:
    for near in ("35°08'N 36°45'E", "N35.13 E36.76", "35.13;36.76", "35°08'N, 36°45'E, 20"):
        assert "Hama" == place("Hama", near=near).candidates[0].name, near


def test_the_places_of_a_case_take_part_first(case: Case) -> None:
    bridge = new(case, "Place", name="Old Bridge")
    say(case, bridge.code, "position", {"lat": "35.42", "lon": "36.39"})
    say(case, bridge.code, "alias", "الجسر القديم")
    new(case, "Place", name="Nowhere said")
    (mine,) = places_of(case)
    assert ("Old Bridge", 35.42, 36.39) == (mine.title, mine.lat, mine.lon)
    answer = place("Old Bridge", case=case)
    assert ("resolved", ("case", bridge.code)) == (answer.status, answer.candidates[0].ids[0])
    assert ("case", bridge.code) == place("الجسر القديم", case=case).candidates[0].ids[0]
    assert "US" == place("Old Bridge").candidates[0].country


def test_a_withheld_place_takes_no_part(case: Case) -> None:
    hidden = new(case, "Place", name="Safe house")
    say(case, hidden.code, "position", {"lat": "35.42", "lon": "36.39"})
    protect(case, Target("entity", hidden.id), authority="editor", reason="a source lives there")
    assert "Safe house" not in [one.title for one in places_of(case)]


def test_a_passage_is_a_file_or_the_words(tmp_path: Path) -> None:
    path = tmp_path / "post.txt"
    path.write_text("Clips from Atshan, Hama.", encoding="utf-8")
    assert "Clips from Atshan, Hama." == read_context(str(path))
    for words in ("Clips from Atshan", "x" * 5000, "a\x00b"):
        assert words == read_context(words)
    with path.open("wb") as file:
        file.truncate(30_000_000)
    with pytest.raises(OverLimit):
        read_context(str(path))


def test_gathering_names_its_sources(tmp_path: Path) -> None:
    both = gather([table(tmp_path, "Atshan\t35.407\t36.823\tSY\t")])
    assert ["villages.tsv", "world"] == [index.source.name for index in both.indexes]
    assert builtin_source().digest != "w" * 64
