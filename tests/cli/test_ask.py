"""Questions from the command line: the JSON document that programs rely on, text, the grammar, and wrong use."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import WrongUse
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case

ROWS = (
    {"entity": "source/blog", "kind": "Source", "property": "name", "value": "Blog"},
    {"entity": "place/town", "kind": "Place", "property": "name", "value": "Ashton"},
    {"entity": "actor/a", "kind": "Actor", "property": "name", "value": "River Brigade"},
    {"entity": "actor/b", "kind": "Actor", "property": "name", "value": "River Battalion"},
    {
        "entity": "place/town",
        "property": "governed_by",
        "value": {"entity": "actor/a"},
        "valid": "2014-04-12",
        "said": "2014-04-12",
        "source": "source/blog",
    },
    {
        "entity": "place/town",
        "property": "governed_by",
        "value": {"entity": "actor/b"},
        "valid": "2014-04-12",
        "said": "2014-04-12",
        "certainty": "hedged",
        "source": "source/blog",
    },
    {
        "entity": "place/town",
        "property": "governed_by",
        "value": {"entity": "actor/b"},
        "valid": "2014-04-29",
        "said": "2014-04-29",
        "polarity": "negated",
        "source": "source/blog",
    },
)


@pytest.fixture
def case(tmp_path: Path, keys: Path) -> Path:
    made = make_case(tmp_path / "case", title="A case", by="tester")
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    import_statements(made, path)
    close_case(made)
    return tmp_path / "case"


def run(case: Path, *words: str) -> str:
    done = CliRunner().invoke(app, [*words, "-w", str(case)], catch_exceptions=False)
    assert 0 == done.exit_code
    return done.stdout


def test_the_document_has_the_keys_that_programs_rely_on(case: Path) -> None:
    found = json.loads(run(case, "ask", "factions governing Ashton on 2014-04-12", "--json"))
    assert {"question", "held_at", "known_at", "answers", "also"} <= found.keys()
    assert ("sightline/ask/1", "2014-04-12") == (found["schema"], found["held_at"])
    keys = {"entity", "name", "valid", "said", "polarity", "certainty", "sources", "why"}
    assert all(keys <= one.keys() for one in found["answers"])
    assert [("River Battalion", "hedged"), ("River Brigade", "asserted")] == [
        (one["name"], one["certainty"]) for one in found["answers"]
    ]
    assert ["Blog"] == [one["name"] for one in found["answers"][0]["sources"]]


def test_the_options_say_the_same_as_the_words(case: Path) -> None:
    words = json.loads(
        run(case, "ask", "factions governing Ashton on 2014-04-29 as said by 2014-04-29", "--json")
    )
    options = json.loads(
        run(
            case,
            "ask",
            "factions governing Ashton",
            "--held-at",
            "2014-04-29",
            "--said-by",
            "2014-04-29",
            "--json",
        )
    )
    assert words["answers"] == options["answers"]
    assert ["River Brigade"] == [one["name"] for one in words["answers"]]
    assert {"superseded", "denied"} <= {one["kind"] for one in words["also"]}


def test_a_change_has_both_answers(case: Path) -> None:
    asked = "how did factions governing Ashton change between 2014-04-12 and 2014-04-29"
    found = json.loads(run(case, "ask", asked, "--json"))
    assert ["2014-04-12", "2014-04-29"] == found["between"]
    assert 2 == len(found["before"])
    assert "vanished" in {one["kind"] for one in found["also"]}


def test_no_answer_is_said_plainly(case: Path) -> None:
    assert "no answer" in run(case, "ask", "who besieged Ashton on 2014-04-12")


def test_the_grammar_needs_no_case(tmp_path: Path) -> None:
    assert "factions governing PLACE" in run(tmp_path, "ask", "--grammar")


def test_nothing_asked_is_wrong_use(case: Path) -> None:
    with pytest.raises(WrongUse, match="asks nothing"):
        run(case, "ask")


def test_an_actor_as_text_and_document(case: Path) -> None:
    assert "governs Ashton" in run(case, "actor", "River Brigade")
    found = json.loads(run(case, "actor", "River Brigade", "--json"))
    assert "River Battalion" in [one["name"] for one in found["confusable"]]


def test_look_alikes_come_with_the_command_to_type(case: Path) -> None:
    assert "sightline judge different ACT-1 ACT-2" in run(case, "actor", "--alike")
    assert 1 == len(json.loads(run(case, "actor", "--alike", "--json"))["pairs"])


def test_an_actor_must_be_named(case: Path) -> None:
    with pytest.raises(WrongUse, match="names no actor"):
        run(case, "actor")
