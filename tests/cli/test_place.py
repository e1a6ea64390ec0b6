"""``sightline place`` on the command line: its document, its text, its exit codes."""

import json
from itertools import islice
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import SightlineError
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.work.gazetteers import gathering

TABLE = """name\tlat\tlon\tcountry\tadmin\tid
Kafr Zita\t35.3742\t36.6033\tSY\tHama\t1
Atshan\t35.4073\t36.8233\tSY\tHama\t2
Atshan\t35.9500\t36.4000\tSY\tIdlib\t3
"""


@pytest.fixture
def villages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A gazetteer of three villages beside a world of one town, in a folder that is no workspace."""
    town = Place((Name("Hama"),), 35.1318, 36.7578, "SY", ("Hama",), population=460_000)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(gathering, "builtin_source", lambda: Source("world", digest="c" * 64))
    monkeypatch.setattr(gathering, "read_builtin", lambda: islice([town], None))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "villages.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def run(*words: str) -> dict[str, object]:
    done = CliRunner().invoke(app, ["place", *words, "--json"])
    assert 0 == done.exit_code, done.output
    whole: dict[str, object] = json.loads(done.stdout)
    return whole


def test_the_document_has_just_these_keys(villages: str) -> None:
    told = run("Kafr Zeita", "--gazetteer", villages)
    assert ["schema", "query", "status", "candidates", "why", "rejected", "method", "version"] == list(told)
    assert ("sightline/place/1", "Kafr Zeita", "resolved") == (told["schema"], told["query"], told["status"])
    (one, *_) = told["candidates"]
    assert ["name", "lat", "lon", "country", "admin", "score", "why", "ids", "radius_m"] == list(one)
    assert ("Kafr Zita", 35.3742, 36.6033, "SY", "Hama", {"id": "1"}) == tuple(
        one[key] for key in ("name", "lat", "lon", "country", "admin", "ids")
    )


def test_context_near_and_in_decide_between_namesakes(villages: str, tmp_path: Path) -> None:
    assert "ambiguous" == run("Atshan", "--gazetteer", villages)["status"]
    post = tmp_path / "post.txt"
    post.write_text("An attack on Atshan, Hama, was reported.", encoding="utf-8")
    for more in (
        ["--context", str(post)],
        ["--context", "Atshan in Hama province"],
        ["--near", "35.4,36.8"],
        ["--near", "Kafr Zita"],
        ["--in", "Hama"],
    ):
        told = run("Atshan", "--gazetteer", villages, *more)
        assert ("resolved", 35.4073) == (told["status"], told["candidates"][0]["lat"]), more


def test_unresolved_is_an_answer(villages: str) -> None:
    assert ("unresolved", []) == tuple(
        run("Misrabapur", "--gazetteer", villages)[key] for key in ("status", "candidates")
    )
    done = CliRunner().invoke(app, ["place", "Kafr Zita", "--gazetteer", villages, "--in", "Idlib"])
    assert 0 == done.exit_code
    assert "unresolved" in done.stdout
    assert "not taken" in done.stdout


def test_wrong_use_is_refused(villages: str, tmp_path: Path) -> None:
    for words in (
        ["Hama", "--gazetteer", str(tmp_path / "absent.tsv")],
        ["Hama", "--near", "95, 200"],
        ["Hama", "--country", "Atlantis"],
        ["Hama", "--in", "Qwertzuiop"],
    ):
        done = CliRunner().invoke(app, ["place", *words])
        assert isinstance(done.exception, SightlineError), words
        assert done.exception.todo is not None
