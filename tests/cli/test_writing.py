"""The verbs that write, as they are typed: what they print, the one JSON document, and their exit codes."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import SightlineError

APRIL = Path(__file__).resolve().parents[2] / "src/sightline/resources/cases/april_2014/statements.jsonl"
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a verb in a new workspace; gives what it printed on standard output."""
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    runner = CliRunner()

    def go(*words: str, code: int = 0) -> str:
        done = runner.invoke(app, list(words))
        if isinstance(done.exception, SightlineError):
            assert code == done.exception.exit_code, done.exception
            return str(done.exception)
        assert code == done.exit_code, done.output
        return done.stdout

    go("init", str(tmp_path / "case"))
    monkeypatch.chdir(tmp_path / "case")
    return go


def told(text: str) -> dict[str, object]:
    document = json.loads(text)
    assert isinstance(document, dict)
    return document


KEYS = ["act", "code", "event", "id", "ids", "known", "offered", "schema", "told"]


def test_the_tutorials_part_on_writing(run: Run) -> None:
    run("new", "Item", "--title", "A video")
    run("new", "Source", "--name", "The blog", "--key", "source/blog")
    assert run("new", "Incident", "--title", "Reported attack, north of the town").startswith("INC-1")
    run("say", "INC-1", "occurred", "2014-04-11", "--source", "SRC-1", "--evidence", "ITM-1")
    run("note", "ITM-1@0:41", "tail fin, three blades")
    run("group-into", "INC-1", "ITM-1")
    run("undo")
    assert "tail fin" in run("show", "ITM-1")
    assert "Named by" not in run("show", "INC-1")


def test_every_act_is_one_document(run: Run) -> None:
    acts = [
        run("new", "Incident", "--title", "An attack", "--json"),
        run("new", "Item", "--title", "A post", "--json"),
        run("say", "INC-1", "casualties", "at least 6", "--qualifier", "state=killed", "--hedged", "--json"),
        run("note", "INC-1", "a note", "--json"),
        run("judge", "statement", "INC-1", "casualties", "verified", "--reason", "counted", "--json"),
        run("group-into", "INC-new", "Another", "ITM-1", "--json"),
        run("judge", "different", "INC-1", "INC-2", "--json"),
        run("release", "INC-1", "--to", "public", "--reason", "r", "--by", "A. Editor", "--json"),
        run("retract", "INC-1", "casualties", "--how", "retracted", "--reason", "r", "--json"),
        run("undo", "--json"),
        run("retract", "INC-1", "casualties", "--rank", "deprecated", "--reason", "r", "--json"),
    ]
    documents = [told(text) for text in acts]
    verbs = [
        "new",
        "new",
        "say",
        "note",
        "judge",
        "group-into",
        "judge",
        "release",
        "retract",
        "undo",
        "rank",
    ]
    assert verbs == [d["act"] for d in documents]
    for document in documents:
        assert "sightline/act/1" == document["schema"]
        assert set(KEYS) <= set(document)
        assert ["ledger", "number"] == sorted(document["event"])  # type: ignore[call-overload]
    numbers = [d["event"]["number"] for d in documents]  # type: ignore[index, call-overload]
    assert sorted(numbers) == numbers


def test_an_unapplied_same_is_in_the_document(run: Run) -> None:
    for name in ("A", "B", "C"):
        run("new", "Actor", "--name", name)
    run("judge", "same", "ACT-1", "ACT-2")
    run("judge", "different", "ACT-1", "ACT-3")
    document = told(run("judge", "same", "ACT-2", "ACT-3", "--json"))
    (one,) = document["unapplied"]  # type: ignore[misc]
    assert (["ACT-2", "ACT-3"], ["ACT-1", "ACT-3"]) == (one["same"], one["different"])


def test_wrong_use_says_what_to_do(run: Run) -> None:
    run("new", "Incident", "--title", "An attack")
    for words, hint in (
        (("say", "INC-1", "casualties", "lots"), "at least 6"),
        (("say", "INC-1", "means", "a", "--qualifier", "state"), "role=driver"),
        (("say", "INC-1", "means", "a", "--source", "nobody"), "sightline new Source"),
        (("judge", "everything", "INC-1"), "statement, finding"),
        (("judge", "statement", "INC-1"), "accept"),
        (("retract", "INC-1", "title"), "mistranscribed"),
        (("retract", "INC-1", "title", "--how", "retracted"), "--reason"),
        (("release", "INC-1", "--to", "public"), "--by"),
        (("export", "everything"), "statements, sheet"),
        (("export", "sheet"), ".xlsx"),
        (("import", "a", "b", "c"), "FILE.jsonl"),
        (("group-into", "INC-new", "Title only"), "at least one"),
    ):
        assert hint in run(*words, code=2), words


def test_lists(run: Run) -> None:
    run("import", str(APRIL))
    assert "Kafr Zita, 11 April 2014" in run("incidents")
    document = told(run("incidents", "--kind", "aggregate", "--json"))
    assert ("sightline/list/1", "incidents", 2) == (document["schema"], document["list"], document["total"])
    assert ["code", "kind", "sort", "state", "title", "when", "where"] == sorted(document["rows"][0])  # type: ignore[index]
    for verb, code in (("items", "ITM-1"), ("places", "PLC-1"), ("actors", "ACT-1"), ("sources", "SRC-1")):
        assert code in run(verb, "--limit", "1")
    assert "no sources" in run("sources", "--search", "nobody of this name")


def test_export_and_import(run: Run, tmp_path: Path) -> None:
    run("import", str(APRIL))
    printed = run("export", "statements")
    document = told(run("export", "statements", "all.jsonl", "--json"))
    assert document["lines"] == len(printed.splitlines()) == len(Path("all.jsonl").read_text().splitlines())
    assert 0 == told(run("import", "all.jsonl", "--json"))["new"]
    out = told(run("export", "sheet", "incidents.csv", "--kind", "Incident", "--json"))
    assert ("Incident", 11) == (out["kind"], out["rows"])
    sheet = Path("incidents.csv")
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("2014-04-14,", "some day,"), encoding="utf-8")
    done = told(run("import", "sheet", "incidents.csv", "--json", code=1))
    assert ["occurred"] == [r["column"] for r in done["refused"]]  # type: ignore[attr-defined]
    assert "column occurred" not in run("import", "incidents.csv", code=1)  # it stands on standard error


def shown(page: str) -> dict[str, dict[str, object]]:
    """Read the documents that a page of the documentation shows, by their schema."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / page).read_text(encoding="utf-8")
    documents = [json.loads(found) for found in re.findall(r"```json\n(.*?)```", text, flags=re.DOTALL)]
    return {document["schema"]: document for document in documents}


def test_documents_have_the_keys_that_the_pages_show(run: Run) -> None:
    run("new", "Incident", "--title", "An attack")
    old = told(run("say", "INC-1", "means", "a bomb", "--json"))["id"]
    run("judge", "statement", str(old), "verified", "--reason", "r")
    act = told(run("say", "INC-1", "means", "a shell", "--succeeds", str(old), "--reason", "r", "--json"))
    run("export", "sheet", "a.csv", "--kind", "Incident")
    text = Path("a.csv").read_text(encoding="utf-8-sig").replace("a shell", "=1")
    Path("a.csv").write_text(text, encoding="utf-8")
    documents = [
        act,
        told(run("incidents", "--json")),
        told(run("export", "sheet", "b.csv", "--kind", "Incident", "--json")),
        told(run("import", "sheet", "a.csv", "--json", code=1)),
    ]
    pages = shown("write-statements.md") | shown("work-in-a-sheet.md")
    assert sorted(pages) == sorted(str(d["schema"]) for d in documents)
    for document in documents:
        page = pages[str(document["schema"])]
        assert sorted(page) == sorted(document)
        for key, value in page.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                assert [] != document[key], key
                assert sorted(value[0]) == sorted(document[key][0]), key  # type: ignore[index]
