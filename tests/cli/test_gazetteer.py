"""``sightline gazetteer`` on the command line: its documents, its text, its exit codes."""

import json
from itertools import islice
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import BadValue
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.work.gazetteers import gathering

TABLE = """name\tlat\tlon\tcountry\twof_id
Kafr Zita\t35.3742\t36.6033\tSY\t11
Kafr Zeita\t35.3750\t36.6040\tSY\t12
"""
TOLD = ("--source", "Village list", "--retrieved", "2024-05-02", "--licence", "CC BY 4.0")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in the current folder, a table of villages beside it, and a world of one town."""
    town = Place((Name("Hama"),), 35.1318, 36.7578, "SY", population=460_000, ids=(("geonames", "170017"),))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    monkeypatch.setattr(gathering, "builtin_source", lambda: Source("world", digest="g" * 64))
    monkeypatch.setattr(gathering, "read_builtin", lambda: islice([town], None))
    (tmp_path / "villages.tsv").write_text(TABLE, encoding="utf-8")
    assert 0 == run("init", str(tmp_path / "case")).exit_code
    monkeypatch.chdir(tmp_path / "case")
    return tmp_path / "case"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def told(*words: str) -> dict[str, object]:
    done = run(*words, "--json")
    assert 0 == done.exit_code, done.output
    whole: dict[str, object] = json.loads(done.stdout)
    return whole


def test_add_list_place_fused_apart_and_undo() -> None:
    assert "ITM-1" == told("gazetteer", "add", "../villages.tsv", *TOLD)["code"]
    listed = told("gazetteer", "list")
    assert ["schema", "gazetteers", "said"] == list(listed)
    (one,) = listed["gazetteers"]
    assert [
        "code",
        "source",
        "retrieved",
        "licence",
        "countries",
        "places",
        "state",
        "by",
        "statement",
        "files",
    ] == list(one)
    assert ("ITM-1", "Village list", "2024-05-02", "CC BY 4.0", [], 2, "open") == tuple(one.values())[:7]
    assert "resolved" == told("place", "Kafr Zita")["status"]
    fused = told("gazetteer", "fused", "Kafr Zita")
    assert ["schema", "query", "places", "apart"] == list(fused)
    (place,) = fused["places"]
    assert ["name", "records", "pairs"] == list(place)
    assert ["id", "ids", "name", "lat", "lon", "country", "gazetteer"] == list(place["records"][0])
    assert ["ids", "why"] == list(place["pairs"][0])
    done = told("gazetteer", "apart", "wof:11", "wof:12", "--reason", "two villages")
    assert ("sightline/act/1", "gazetteer apart") == (done["schema"], done["act"])
    (word,) = told("gazetteer", "list")["said"]
    assert ["verdict", "ids", "reason", "by", "statement", "event"] == list(word)
    assert ("apart", ["wof:11", "wof:12"], "two villages") == tuple(word.values())[:3]
    assert 2 == len(told("gazetteer", "fused", "Kafr Zita")["places"])
    assert 0 == run("undo").exit_code
    assert 1 == len(told("gazetteer", "fused", "Kafr Zita")["places"])


def test_text_for_people() -> None:
    assert "keeps no gazetteer" in run("gazetteer", "list").stdout
    run("gazetteer", "add", "../villages.tsv", *TOLD)
    run("gazetteer", "together", "wof:11", "geonames:170017", "--reason", "renamed")
    said = run("gazetteer", "list").stdout
    assert "Village list" in said
    assert "together: geonames:170017, wof:11;" in said
    shown = run("gazetteer", "fused", "wof:11").stdout
    assert "3 records" in shown
    assert "a person called them the same" in shown


def test_only_some_countries_are_looked_up_in_a_file_that_is_named(here: Path) -> None:
    table = here.parent / "two.tsv"
    table.write_text(
        "name\tlat\tlon\tcountry\nAtshan\t35.4\t36.8\tSY\nAtshan\t33.0\t43.0\tIQ\n", encoding="utf-8"
    )
    both = told("place", "Atshan", "--gazetteer", str(table))
    assert "ambiguous" == both["status"]
    one = told("place", "Atshan", "--gazetteer", str(table), "--countries", "IQ")
    assert ["IQ"] == [each["country"] for each in one["candidates"]]
    wrong = run("place", "Atshan", "--gazetteer", str(table), "--countries", "UA")
    assert isinstance(wrong.exception, BadValue)
    assert "holds no place of UA" in wrong.exception.fault


def test_a_reason_is_asked_for() -> None:
    assert 2 == run("gazetteer", "apart", "wof:11", "wof:12").exit_code


def test_other_names_alone_are_refused_with_what_to_give_instead(here: Path) -> None:
    path = here.parent / "alternateNames.txt"
    path.write_text("1\t170017\tar\tتلمنس\t1\t\t\t\t\t\n", encoding="utf-8")
    with pytest.raises(BadValue) as caught:
        CliRunner().invoke(app, ["gazetteer", "add", str(path), *TOLD], catch_exceptions=False)
    assert "without their positions" in caught.value.fault
    assert "it reads this file from the same folder" in (caught.value.todo or "")
