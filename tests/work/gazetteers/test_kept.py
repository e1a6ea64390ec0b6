"""A case keeps its gazetteers with source, date and licence; what people say of pairs stands and can be taken back."""

import gzip
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from sightline.core.errors import BadTime, BadValue, RowRefused, UnknownName, Unreadable, WrongUse
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.store.read import find_entity
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.gazetteers import gathering
from sightline.work.gazetteers.acts import add_gazetteer, apart, together
from sightline.work.gazetteers.fused import FusedPlaces, fused_places
from sightline.work.gazetteers.kept import FOLDER, kept_gazetteers
from sightline.work.gazetteers.said_pairs import said_pairs
from sightline.work.new import new
from sightline.work.place import place
from sightline.work.protect import protect, unprotect
from sightline.work.protecting.find import Target
from sightline.work.protecting.target import target_of
from sightline.work.rebuild import rebuild
from sightline.work.say import say
from sightline.work.undoing import undo

TOWN = Place(
    (Name("Hama"),), 35.1318, 36.7578, "SY", ("Hama",), population=460_000, ids=(("geonames", "170017"),)
)
HEADER = "name\tlat\tlon\tcountry\twof_id\n"
VILLAGES = HEADER + (
    "Kafr Zita\t35.3742\t36.6033\tSY\t11\n"
    "Kafr Zeita\t35.3750\t36.6040\tSY\t12\n"
    "Atshan\t35.4073\t36.8233\tSY\t13\n"
    "Tell Far\t33.3000\t43.1000\tIQ\t14\n"
)
TOLD = {"source": "Village list", "retrieved": "2024-05-02", "licence": "CC BY 4.0"}


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a world of one town in the place of the built-in one, and its cache in the test's folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(gathering, "builtin_source", lambda: Source("world", digest="k" * 64))
    monkeypatch.setattr(gathering, "read_builtin", lambda: islice([TOWN], None))


@pytest.fixture
def database() -> str:
    """Look names up on SQLite alone: nothing here asks a database in its own words."""
    return ""


@pytest.fixture
def villages(tmp_path: Path) -> Path:
    path = tmp_path / "villages.tsv"
    path.write_text(VILLAGES, encoding="utf-8")
    return path


def groups(found: FusedPlaces) -> list[list[str]]:
    return [[record.id for record in one.records] for one in found.places]


def test_it_is_kept_with_source_date_and_licence_and_searched_without_being_named(
    case: Case, villages: Path
) -> None:
    assert "unresolved" == place("Atshan", case=case).status
    done = add_gazetteer(case, villages, **TOLD)
    villages.unlink()  # what is searched is what the case keeps
    (one,) = kept_gazetteers(case)
    assert (done.code, "Village list", "2024-05-02", "CC BY 4.0", 4, "open", "tester") == (
        one.code, one.name, one.retrieved, one.licence, one.places, one.state, one.by,
    )  # fmt: skip
    found = place("Atshan", case=case)
    assert ("resolved", (("wof", "13"),)) == (found.status, found.candidates[0].ids)
    assert [] == list(check(case).faults)


def test_adding_it_again_changes_nothing_and_describing_it_anew_replaces_the_words(
    case: Case, villages: Path
) -> None:
    first = add_gazetteer(case, villages, **TOLD)
    again = add_gazetteer(case, villages, **TOLD)
    assert (True, None, first.code) == (again.known, again.event, again.code)
    add_gazetteer(case, villages, **{**TOLD, "licence": "not known"}, countries=["iq"])
    (one,) = kept_gazetteers(case)
    assert ("not known", ("IQ",), 1) == (one.licence, one.countries, one.places)
    assert "unresolved" == place("Atshan", case=case).status
    undo(case, "last", reason="a slip")
    assert ["CC BY 4.0"] == [one.licence for one in kept_gazetteers(case)]
    assert "resolved" == place("Atshan", case=case).status


def test_undo_takes_a_gazetteer_out_of_the_look_up_and_keeps_its_bytes(case: Case, villages: Path) -> None:
    done = add_gazetteer(case, villages, **TOLD)
    (digest, _), *_ = kept_gazetteers(case)[0].files
    assert done.event is not None
    undo(case, str(done.event[1]))
    assert () == kept_gazetteers(case)
    assert "unresolved" == place("Atshan", case=case).status
    assert case.vault.has(digest)
    assert [] == list((case.folder / FOLDER).glob("*"))  # nothing made of it is left


def test_what_was_made_of_it_is_made_again_from_the_vault(case: Case, tmp_path: Path) -> None:
    packed = tmp_path / "villages.tsv.gz"  # the vault has no endings: the name says how it is read
    packed.write_bytes(gzip.compress(VILLAGES.encode()))
    add_gazetteer(case, packed, **TOLD)
    for path in (case.folder / FOLDER).iterdir():
        path.unlink()
    said: list[str] = []
    assert "resolved" == place("Atshan", case=case, tell=said.append).status
    assert any("Village list" in one and "made ready" in one for one in said)


@pytest.mark.parametrize(
    "text, given, kind, part",
    [
        (HEADER + "Atshan\tnorth\t36.8\tSY\t1\n", {}, RowRefused, "villages.tsv:2"),
        ("a\tb\n1\t2\n", {}, BadValue, "villages.tsv:1"),
        (HEADER, {}, BadValue, "villages.tsv"),
        (VILLAGES, {"countries": ["UA"]}, BadValue, "villages.tsv"),
        (VILLAGES, {"countries": ["Syria"]}, BadValue, "SYRIA"),
        (VILLAGES, {"retrieved": "last May"}, BadTime, "--retrieved"),
        (VILLAGES, {"licence": " "}, BadValue, "--licence"),
    ],
)
def test_nothing_is_kept_of_what_cannot_be_used(
    case: Case, villages: Path, text: str, given: dict[str, object], kind: type[Exception], part: str
) -> None:
    villages.write_text(text, encoding="utf-8")
    with pytest.raises(kind) as raised:
        add_gazetteer(case, villages, **{**TOLD, **given})  # type: ignore[arg-type]
    assert part in str(raised.value.item)  # type: ignore[attr-defined]
    assert () == kept_gazetteers(case)
    assert [] == list(case.vault.all())


def test_a_folder_a_device_and_a_missing_file_are_refused(case: Case, tmp_path: Path) -> None:
    for path, kind in (
        (tmp_path, WrongUse),
        (Path("/dev/zero"), Unreadable),
        (tmp_path / "no.tsv", Unreadable),
    ):
        with pytest.raises(kind):
            add_gazetteer(case, path, **TOLD)
    with pytest.raises(Unreadable):  # endless bytes would be hashed for ever
        place("Atshan", gazetteers=[Path("/dev/zero")])


def test_a_withheld_gazetteer_is_not_searched_until_it_is_opened_again(case: Case, villages: Path) -> None:
    add_gazetteer(case, villages, **TOLD)
    place("Atshan", case=case)
    digest = kept_gazetteers(case)[0].files[0][0].hex()
    protect(case, Target("object", digest), authority="editor", reason="names a safe house")
    assert ["withheld"] == [one.state for one in kept_gazetteers(case)]
    said: list[str] = []
    assert "unresolved" == place("Atshan", case=case, tell=said.append).status
    assert any("withheld and was not searched" in one for one in said)
    assert [] == list((case.folder / FOLDER).glob("*"))
    unprotect(case, Target("object", digest), authority="editor", reason="it does not")
    assert "resolved" == place("Atshan", case=case).status


def test_what_was_made_of_it_goes_at_once_where_its_name_is_withheld(case: Case, villages: Path) -> None:
    # the index holds name and licence in clear, and stayed until somebody searched again
    done = add_gazetteer(case, villages, **TOLD)
    place("Atshan", case=case)
    made = list((case.folder / FOLDER).glob("*"))
    assert 1 == len(made)
    assert b"Village list" in made[0].read_bytes()
    protect(case, target_of(case, [done.code, "gazetteer"]), authority="editor", reason="names who keeps it")
    assert not (case.folder / FOLDER).exists()


def test_apart_parts_what_is_spelled_alike_and_undo_brings_it_together_again(
    case: Case, villages: Path
) -> None:
    add_gazetteer(case, villages, **TOLD)
    assert [["wof:11", "wof:12"]] == groups(fused_places(case, "Kafr Zita"))
    assert "km apart and spelled alike" in fused_places(case, "wof:12").places[0].pairs[0].why
    done = apart(case, "wof:12", "wof:11", reason="two villages, a river between them")
    assert [["wof:11"], ["wof:12"]] == sorted(groups(fused_places(case, "Kafr Zita")))
    (word,) = fused_places(case, "wof:11").apart
    assert ("apart", "two villages, a river between them", "tester") == (word.verdict, word.reason, word.by)
    assert [{("wof", "11")}, {("wof", "12")}] == sorted(
        (set(one.ids) for one in place("Kafr Zita", case=case).candidates), key=min
    )
    assert done.event is not None
    undo(case, str(done.event[1]))
    assert [["wof:11", "wof:12"]] == groups(fused_places(case, "Kafr Zita"))
    assert () == said_pairs(case)


def test_together_joins_two_names_and_either_finds_both(case: Case, villages: Path) -> None:
    add_gazetteer(case, villages, **TOLD)
    together(case, "wof:13", "geonames:170017", reason="renamed")
    (one,) = fused_places(case, "Atshan").places
    assert ({"wof:13", "geonames:170017"}, "a person called them the same") == (
        {record.id for record in one.records}, one.pairs[0].why,
    )  # fmt: skip
    assert {("wof", "13"), ("geonames", "170017")} == set(place("Atshan", case=case).candidates[0].ids)


def test_apart_stands_against_together_and_says_so(case: Case, villages: Path) -> None:
    add_gazetteer(case, villages, **TOLD)
    apart(case, "wof:11", "wof:12", reason="two villages")
    done = together(case, "wof:11", "wof:12", reason="one village")
    assert "tester said apart: two villages" in done.told[0]
    assert "that stands" in done.told[0]
    assert [["wof:11"], ["wof:12"]] == sorted(groups(fused_places(case, "Kafr Zita")))


def test_all_of_it_survives_a_rebuild(case: Case, villages: Path) -> None:
    add_gazetteer(case, villages, **TOLD)
    apart(case, "wof:11", "wof:12", reason="two villages")
    before = kept_gazetteers(case), said_pairs(case), groups(fused_places(case, "Kafr Zita"))
    rebuild(case)
    assert before == (kept_gazetteers(case), said_pairs(case), groups(fused_places(case, "Kafr Zita")))


def test_a_place_of_the_case_takes_part_by_its_code(case: Case) -> None:
    new(case, "Place", title="Hama", key="place/hama")
    say(case, "PLC-1", "position", "35.1320, 36.7580 ± 300 m")
    assert [{"case:PLC-1", "geonames:170017"}] == [set(one) for one in groups(fused_places(case, "PLC-1"))]
    apart(case, "PLC-1", "geonames:170017", reason="the district, not the town")
    assert 2 == len(fused_places(case, "Hama").places)
    undo(case)
    together(case, "geonames:170017", "PLC-1", reason="looked at on the map")
    assert 1 == len(fused_places(case, "Hama").places)
    assert ["together"] == [word.verdict for word in said_pairs(case)]


def test_apart_goes_before_an_id_that_an_import_gave(case: Case) -> None:
    new(case, "Place", title="Hama", key="place/hama")
    say(case, "PLC-1", "position", "35.1320, 36.7580 ± 300 m")
    say(case, "PLC-1", "gazetteer_id", "geonames:170017")
    assert "both are geonames 170017" == fused_places(case, "PLC-1").places[0].pairs[0].why
    apart(case, "PLC-1", "geonames:170017", reason="the import mistook it")
    assert [["case:PLC-1"], ["geonames:170017"]] == sorted(groups(fused_places(case, "Hama")))


def test_a_word_about_a_counted_row_holds_whichever_countries_are_taken(case: Case, tmp_path: Path) -> None:
    # A row without an id is counted in the whole file: taking fewer countries must not shift what was said to another.
    table = tmp_path / "bare.csv"
    rows = ("Tell Far,33.3,43.1,IQ", "Kafr Zita,35.3742,36.6033,SY", "Kafr Zeita,35.3750,36.6040,SY")
    table.write_text("name,lat,lon,country\n" + "\n".join(rows) + "\n", encoding="utf-8")
    add_gazetteer(case, table, **TOLD)
    ((first, second),) = groups(fused_places(case, "Kafr Zita"))
    assert ["2", "3"] == [one.partition(":")[2] for one in (first, second)]
    apart(case, first, second, reason="two villages")
    add_gazetteer(case, table, **TOLD, countries=["SY"])
    assert [[first], [second]] == sorted(groups(fused_places(case, "Kafr Zita")))


def test_rows_numbered_alike_in_two_files_are_not_one_place(case: Case, tmp_path: Path) -> None:
    # Two tables both have a row 1: once, their ids made one place of two that lie far apart.
    for name, row in (("one.csv", "1,Tell Aswad,35.0,36.0"), ("two.csv", "1,Tell Aswad,33.0,40.0")):
        (tmp_path / name).write_text(f"id,name,lat,lon\n{row}\n", encoding="utf-8")
        add_gazetteer(case, tmp_path / name, **TOLD)
    assert [1, 1] == [len(one) for one in groups(fused_places(case, "Tell Aswad"))]
    ids = [one for group in groups(fused_places(case, "Tell Aswad")) for one in group]
    assert 2 == len(set(ids))
    files = [tmp_path / "one.csv", tmp_path / "two.csv"]
    assert 2 == len(place("Tell Aswad", gazetteers=files).candidates)


@pytest.mark.parametrize(
    "first, second, reason, kind",
    [
        ("wof:11", "wof:11", "the same", WrongUse),
        ("wof:11", "wof:12", " ", WrongUse),
        ("wof:11", "wof:99", "no such", UnknownName),
        ("wof:11", "Kafr Zita", "no id", BadValue),
    ],
)
def test_a_word_about_nothing_is_refused(
    case: Case, villages: Path, first: str, second: str, reason: str, kind: type[Exception]
) -> None:
    add_gazetteer(case, villages, **TOLD)
    with pytest.raises(kind):
        apart(case, first, second, reason=reason)
    assert () == said_pairs(case)


def test_tables_beside_a_dump_of_geonames_are_kept_with_it(case: Case, tmp_path: Path) -> None:
    row = ["1", "Kafr Zayta", "Kafr Zayta", "", "35.3742", "36.6033", "P", "PPL", "SY", "", "99", *[""] * 8]
    (tmp_path / "SY.txt").write_text("\t".join(row) + "\n", encoding="utf-8")
    (tmp_path / "admin1CodesASCII.txt").write_text("SY.99\tSomewhere\tSomewhere\t1\n", encoding="utf-8")
    add_gazetteer(case, tmp_path / "SY.txt", **TOLD)
    assert ["SY.txt", "admin1CodesASCII.txt"] == [name for _, name in kept_gazetteers(case)[0].files]
    for path in (case.folder / FOLDER).iterdir():
        path.unlink()
    assert ["Somewhere"] == [one.admin for one in place("Kafr Zayta", case=case).candidates]


def test_the_item_is_a_dataset_and_its_rows_are_no_items(
    case: Case, villages: Path, reopen: Callable[[], Case]
) -> None:
    code = add_gazetteer(case, villages, **TOLD).code
    other = reopen()
    with other.catalogue.reading() as connection:
        found = find_entity(connection, str(code))
    assert found is not None
    assert ("Item", "Village list") == (found.kind, found.title)
    assert 1 == len(kept_gazetteers(other))


def test_a_table_of_geonames_with_its_other_names_twice(case: Case, tmp_path: Path) -> None:
    # both names of the table of other names lay beside it, byte for byte the same: one object, not an error
    cells = [
        "900002",
        "Kafr Lula",
        "Kafr Lula",
        "",
        "35.7",
        "36.9",
        "P",
        "PPL",
        "SY",
        "",
        "12",
        "1201",
        "",
        "",
        "1200",
    ]
    (tmp_path / "SY.txt").write_text(
        "\t".join([*cells, "", "310", "Asia/Damascus", "2020-01-01"]) + "\n", "utf-8"
    )
    for name in ("alternateNames.txt", "alternateNamesV2.txt"):
        (tmp_path / name).write_text("1\t900002\tar\tكفر لولا\t\t\t\t\t\t\n", "utf-8")
    add_gazetteer(case, tmp_path / "SY.txt", **TOLD)
    assert ["geonames:900002"] == [f"{a}:{b}" for a, b in place("كفر لولا", case=case).candidates[0].ids]
    assert ["geonames:900002"] == [f"{a}:{b}" for a, b in place("Kafr Lula", case=case).candidates[0].ids]
    assert check(case).ok
