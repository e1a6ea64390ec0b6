"""Publishing as it is typed: what is printed, what is refused, and what one workspace gives to whom."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import frozen
from typer.testing import CliRunner

from sightline.cli import publish as publish_verb
from sightline.cli.main import app
from sightline.core.errors import SightlineError

APRIL = Path(__file__).resolve().parents[2] / "src/sightline/resources/cases/april_2014/statements.jsonl"


@frozen
class Typed:
    """What a verb printed and how it ended."""

    code: int
    out: str
    error: SightlineError | None


Type = Callable[..., Typed]


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Type]:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    runner = CliRunner()

    def go(*words: str) -> Typed:
        done = runner.invoke(app, [*words, "-w", str(tmp_path / "case")])
        error = done.exception if isinstance(done.exception, SightlineError) else None
        return Typed(done.exit_code if error is None else error.exit_code, done.stdout, error)

    runner.invoke(app, ["init", str(tmp_path / "case"), "--title", "April 2014"])
    assert 0 == go("import", str(APRIL)).code
    return go


def test_prints_where_to_open_it(typed: Type, tmp_path: Path) -> None:
    done = typed("publish", str(tmp_path / "site"))
    assert 0 == done.code
    assert done.out.startswith("INTERNAL dossier of 85 records")
    assert f"open {(tmp_path / 'site' / 'index.html').as_uri()}" in done.out
    assert "Kafr Zita, 11 April 2014" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_json(typed: Type, tmp_path: Path) -> None:
    told = json.loads(typed("publish", str(tmp_path / "site"), "--no-check", "--json").out)
    keys = ["audience", "bytes", "check_ok", "entities", "files", "first", "folder", "open", "schema"]
    assert keys == sorted(told)
    assert ("sightline/publish/1", "internal", "INC-1", None, 85) == (
        told["schema"], told["audience"], told["first"], told["check_ok"], told["entities"],
    )  # fmt: skip
    assert told["files"] == sum(p.is_file() for p in (tmp_path / "site").rglob("*"))


def test_refuses_what_is_no_dossier(typed: Type, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    done = typed("publish", str(tmp_path / "mine"))
    assert 2 == done.code
    assert ["letter.txt"] == [p.name for p in (tmp_path / "mine").iterdir()]
    # an earlier dossier may be written again
    assert 0 == typed("publish", str(tmp_path / "site"), "--no-check").code
    assert 0 == typed("publish", str(tmp_path / "site"), "--no-check").code


def test_a_foreign_folder_is_told_before_any_work(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a check of a large case takes minutes, and all of it was for nothing
    def too_late(*_: object, **__: object) -> None:
        raise AssertionError("the case was looked at before the folder")

    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    monkeypatch.setattr(publish_verb, "check", too_late)
    monkeypatch.setattr(publish_verb, "disclose", too_late)
    done = typed("publish", str(tmp_path / "mine"))
    assert 2 == done.code
    assert "files that are not a site of Sightline" in str(done.error)


def test_release(typed: Type, tmp_path: Path) -> None:
    typed("publish", str(tmp_path / "site"), "--no-check")
    done = typed("publish", str(tmp_path / "site"), "--release", "public")
    assert "release to public of 0 records" in done.out
    # nothing of the internal dossier that lay there before is left
    assert [] == list((tmp_path / "site").rglob("INC-1.html"))
    typed("release", "INC-1", "--to", "public", "--reason", "reported everywhere", "--by", "A. Editor")
    typed("publish", str(tmp_path / "site"), "--release", "public")
    assert ["INC-1.html"] == [p.name for p in (tmp_path / "site" / "incident").iterdir()]
    whole = "".join(p.read_text(encoding="utf-8") for p in sorted((tmp_path / "site").rglob("*.html")))
    assert "Kafr Zita, 11 April 2014" in whole
    assert "A. Editor" not in whole
    assert "conflict blog" not in whole
    assert "INTERNAL" not in whole


@pytest.mark.parametrize("audience", ["internal", "press"])
def test_no_such_audience(typed: Type, tmp_path: Path, audience: str) -> None:
    done = typed("publish", str(tmp_path / "site"), "--release", audience)
    assert 2 == done.code
    assert "partner, court, public" in str(done.error)
    assert not (tmp_path / "site").exists()


def test_looking_back(typed: Type, tmp_path: Path) -> None:
    typed("publish", str(tmp_path / "site"), "--no-check", "--said-by", "2014-04-12")
    front = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "This is a look back: as sources had said by 2014-04-12." in front


def test_a_broken_case_says_so(typed: Type, tmp_path: Path) -> None:
    kept = next(p for p in sorted((tmp_path / "case" / "objects" / "sha256").rglob("*")) if p.is_file())
    kept.chmod(0o600)
    kept.write_bytes(b"X" + kept.read_bytes()[1:])
    done = typed("publish", str(tmp_path / "site"))
    assert 1 == done.code
    assert kept.parent.name in (tmp_path / "site" / "proof.html").read_text(encoding="utf-8")


def test_status(typed: Type) -> None:
    out = typed("status").out
    assert "11 Incident" in out
    assert "next:" in out
    told = json.loads(typed("status", "--json").out)
    assert "sightline/status/1" == told["schema"]
    assert {"listed": 28, "kept": 0} == {k: told["arrivals"][k] for k in ("listed", "kept")}
    assert 0 < len(told["next"]) <= 10
