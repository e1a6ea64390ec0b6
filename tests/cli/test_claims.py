"""``sightline claims``: the table as text and as JSON, ties judged on the command line, and wrong use."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from tests.fixtures.claims import killed, said

from sightline.cli.main import run
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cli(tmp_path: Path, keys: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Make a case with two sources that contradict each other; yield what runs a verb on it."""
    rows: list[dict[str, Any]] = [
        killed(2, "television", said="2014-04-12"),
        killed({"min": 24, "max": 99}, "activists", qualifiers={"approximate": "dozens"}),
        said("attributed_to", {"entity": "actor/a"}, "television", via="ministry"),
        said("attributed_to", {"entity": "actor/b"}, "activists", certainty="hedged"),
        {"entity": "source/television", "property": "name", "value": "Television"},
        {"entity": "source/activists", "property": "name", "value": "Activists"},
        {"entity": "source/ministry", "property": "name", "value": "Ministry"},
        {"entity": "incident/i", "property": "title", "value": "An attack"},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
    case = make_case(tmp_path / "case", title="A case", by="tester")
    import_statements(case, path)
    close_case(case)

    def go(*words: object) -> tuple[int, str, str]:
        argv = ["sightline", "claims", *map(str, words), "-w", str(tmp_path / "case")]
        with patch.object(sys, "argv", argv), pytest.raises(SystemExit) as end:
            run()
        told = capsys.readouterr()
        return int(end.value.code or 0), told.out, told.err

    return go


def test_the_title_serves_as_the_code_does(cli: Cli) -> None:
    assert cli("INC-1") == cli("An attack")
    code, _, err = cli("An attack of another day")
    assert (2, True) == (code, "see what there is with: sightline incidents" in err)


def test_the_table(cli: Cli) -> None:
    code, out, _ = cli("INC-1")
    assert 0 == code
    for words in (
        "3 sources, 2 with no tie found",
        "cannot both be true  Television / Activists: no number fits both: 2, and 24 to 99",
        "“dozens”, read as 24 to 99",
        "Ministry; as told by Television",
        "Casualties: killed: lowest 2, best 2 to 99 (between what two voices give, between which no tie was found: ",
        "perhaps not both true",
        "Television (SRC-1) gives Ministry (SRC-3) as the source of what it says.  [suggested, nobody judged it]",
    ):
        assert words in out, words


def test_the_document(cli: Cli) -> None:
    _, out, _ = cli("INC-1", "--json")
    told = json.loads(out)
    assert "sightline/claims/1" == told["schema"]
    assert (3, 2, 0) == (told["n_sources"], told["n_untied"], told["n_judged_independent"])
    by = {one["property"]: one for one in told["rows"]}
    assert [("SRC-1", "SRC-3", "affirmed"), ("SRC-2", None, "hedged")] == [
        (c["source"], c["via"], c["state"]) for c in by["attributed_to"]["claims"]
    ]
    assert [{"entity": "ACT-1"}, {"entity": "ACT-2"}] == [c["value"] for c in by["attributed_to"]["claims"]]
    (figure,) = told["figures"]
    assert ("killed", "all", 2, 99) == (figure["state"], figure["group"], figure["low"], figure["high"])
    assert ["", "dozens"] == [voice["words"] for voice in figure["voices"]]


def test_a_tie_is_judged_and_taken_back(cli: Cli) -> None:
    code, out, err = cli("INC-1", "SRC-1", "SRC-3", "--tie", "refuse", "--reason", "a reporter was there")
    assert (0, True) == (code, "INC-1" in out)
    assert "are independent of each other here" in err
    assert "takes it back" in err
    _, out, _ = cli("INC-1")
    assert "3 sources, 3 with no tie found, 2 judged independent" in out
    assert "refused: judged independent" in out


def test_what_may_have_been_said_only_later_is_told_so(cli: Cli) -> None:
    # said on the 12th, of which nobody knows the zone: by the end of the 11th it may have been said or not
    assert "perhaps said only later" in cli("INC-1", "--said-by", "2014-04-11")[1]


def test_a_source_of_which_nobody_says_anything(cli: Cli) -> None:
    # it said "0 sources, 0 with no tie found", as if somebody had been looked for
    assert "no source says anything of it" in cli("SRC-1")[1]


@pytest.mark.parametrize(
    "words",
    [
        ("INC-1", "SRC-1"),
        ("INC-1", "--reason", "x"),
        ("INC-1", "SRC-1", "--tie", "accept", "--reason", "x"),
        ("INC-1", "SRC-1", "SRC-2", "--tie", "perhaps", "--reason", "x"),
        ("INC-1", "SRC-1", "SRC-2", "--tie", "accept"),
        ("INC-1", "SRC-1", "SRC-2", "--tie", "accept", "--reason", "x", "--held-at", "2014"),
        ("INC-1", "SRC-1", "SRC-2", "--tie", "accept", "--reason", "x", "--all"),
        ("INC-9",),
        ("INC-1", "--held-at", "yesterday"),
    ],
)
def test_wrong_use(cli: Cli, words: tuple[str, ...]) -> None:
    code, out, err = cli(*words)
    assert (2, "") == (code, out)
    assert "what to do:" in err or "held" in err
