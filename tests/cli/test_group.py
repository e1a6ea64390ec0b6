"""``sightline group``: proposals as text and as JSON, decided on the command line, and wrong use."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.fixtures.grouping import said_of

from sightline.cli.main import run
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case

Cli = Callable[..., tuple[int, str, str]]
ROWS = [
    {
        "id": "a",
        "claimed_time": "2021-05-03",
        "claimed_place_name": "Wadi Nahrin",
        "title": "Smoke over the market",
    },
    {
        "id": "b",
        "claimed_time": "2021-05-03",
        "claimed_place_name": "وادي نهرين",
        "title": "After the strike",
    },
    {"id": "c", "claimed_time": "2021-05-03", "claimed_place_name": "Tell Safar"},
    {"id": "d", "claimed_time": "2021-05-03", "claimed_place_name": "Tal Safar"},
    {"id": "e", "title": "Nothing is known of this one"},
]


@pytest.fixture
def cli(tmp_path: Path, keys: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Make a case with two events; yield what runs a verb on it."""
    path = tmp_path / "rows.jsonl"
    lines = [line for row in ROWS for line in said_of(row)]
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), "utf-8")
    case = make_case(tmp_path / "case", title="A case", by="tester")
    import_statements(case, path)
    close_case(case)

    def go(*words: object, verb: str = "group") -> tuple[int, str, str]:
        argv = ["sightline", verb, *map(str, words), "-w", str(tmp_path / "case")]
        with patch.object(sys, "argv", argv), pytest.raises(SystemExit) as end:
            run()
        told = capsys.readouterr()
        return int(end.value.code or 0), told.out, told.err

    return go


def test_text(cli: Cli) -> None:
    code, out, _ = cli()
    assert 0 == code
    for words in (
        "Wadi Nahrin, 2021-05-03",
        "Smoke over the market",
        "+ 2 of them can all be of 2021-05-03",
        "to decide: sightline group --accept N",
        "1 item is left alone:",
        "1: no date and no place is known of it",
    ):
        assert words in out


def test_json(cli: Cli) -> None:
    code, out, _ = cli("--json")
    told = json.loads(out)
    assert (0, "sightline/group/1") == (code, told["schema"])
    first = told["groups"][0]
    assert {"items", "incident", "when", "place", "why"} <= set(first)
    assert (2, None, "2021-05-03") == (len(first["items"]), first["incident"], first["when"])
    assert [
        {"item": "ITM-5", "lacks": ["date", "place"], "why": "no date and no place is known of it"}
    ] == told["left_alone"]
    assert [] == told["alarms"]


def test_deciding(cli: Cli) -> None:
    ids = [one["id"] for one in json.loads(cli("--json")[1])["groups"]]
    code, out, err = cli("--accept", ids[0], "--title", "A strike")
    assert (0, "INC-1") == (code, out.split()[0])
    assert "sightline undo" in err
    code, out, _ = cli("--refuse", ids[1], "--reason", "two towns", "--json")
    assert (0, "group") == (code, json.loads(out)["act"])
    assert [] == json.loads(cli("--json")[1])["groups"]
    assert 0 == cli(verb="undo")[0]
    assert 1 == len(json.loads(cli("--json")[1])["groups"])


def test_accept_several_says_that_they_stay_several(cli: Cli) -> None:
    _, out, err = cli("--accept", "1,2")
    assert out.split() == ["INC-1", "INC-2"]
    assert "2 groups, each under an incident of its own: INC-1, INC-2" in err
    assert "sightline undo" in err
    assert "--together" in err


def test_accept_together(cli: Cli) -> None:
    code, out, err = cli("--accept", "1,2", "--together", "--title", "One strike")
    assert (0, ["INC-1"]) == (code, out.split())
    assert err.count(" shows INC-1") == 4


def test_accept_several(cli: Cli) -> None:
    code, out, _ = cli("--accept", "1,2", "--json")
    assert (0, ["INC-1", "INC-2"]) == (code, [one["code"] for one in json.loads(out)["acts"]])
    assert "no items are proposed as one incident" in cli()[1]


@pytest.mark.parametrize(
    "words",
    [
        ("--accept", "1", "--refuse", "2"),
        ("--title", "A strike"),
        ("--into", "INC-1"),
        ("--reason", "so"),
        ("--accept", "1", "--reason", "so"),
        ("--accept", "1", "--since", "2021"),
        ("--refuse", "1", "ITM-1"),
        ("--split", "1"),
        ("--accept", "1,2", "--title", "One"),
        ("--accept", "1", "--together"),
        ("--accept", "1,2", "ITM-1", "--together"),
        ("--refuse", "1,2", "--together"),
        ("--together",),
        ("--accept", "7"),
        ("--accept", ","),
        ("--refuse", ""),
        ("--accept", "1", "ITM-5"),
        ("ITM-99",),
        ("--since", "yesterday"),
    ],
)
def test_wrong_use(cli: Cli, words: tuple[str, ...]) -> None:
    code, out, err = cli(*words)
    assert (2, "") == (code, out)
    assert "what to do" in err
