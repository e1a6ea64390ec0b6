"""Relations and control from the command line: text, JSON, pictures, two dates, and wrong use."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import UnknownName, WrongUse
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case

RIVER, FRONT, MILL = "actor/river", "actor/front", "place/mill"


def on(day: str) -> dict[str, str]:
    return {"valid": day, "said": day, "source": "source/blog"}


ROWS = (
    {"entity": RIVER, "property": "name", "value": "River Brigade"},
    {"entity": FRONT, "property": "name", "value": "Northern Front"},
    {"entity": MILL, "property": "name", "value": "Mill"},
    {"entity": MILL, "property": "position", "value": {"lat": "35.5", "lon": "36.5", "radius_m": 500}},
    {"entity": "source/blog", "property": "name", "value": "Blog"},
    {"entity": RIVER, "property": "part_of", "value": {"entity": FRONT}, **on("2014-04-12")},
    {"entity": RIVER, "property": "part_of", "value": {"entity": FRONT}, "polarity": "negated", **on("2014-04-29")},
    {"entity": RIVER, "property": "controls", "value": {"entity": MILL}, **on("2014-04-12")},
    {"entity": "actor/army", "property": "controls", "value": {"entity": MILL}, "valid": "2014-04-12",
     "source": "source/radio"},
)  # fmt: skip


@pytest.fixture
def case(tmp_path: Path, keys: Path) -> Path:
    made = make_case(tmp_path / "case", title="A case", by="tester")
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    import_statements(made, path)
    close_case(made)
    return tmp_path / "case"


def run(case: Path, *words: object) -> str:
    done = CliRunner().invoke(
        app, [str(words[0]), "-w", str(case), *map(str, words[1:])], catch_exceptions=False
    )
    assert 0 == done.exit_code, done.output
    return done.stdout


def test_who_says_it_and_when(case: Path) -> None:
    text = run(case, "relations", "ACT-1", "--at", "2014-04-12", "--hops", "1", "--sort", "part_of")
    assert "River Brigade (ACT-1) part of Northern Front (ACT-2): held" in text
    assert "Blog (SRC-1); held 2014-04-12; said 2014-04-12; held; id " in text


def test_relations_as_json(case: Path) -> None:
    got = json.loads(run(case, "relations", "ACT-1", "--at", "2014-06", "--json"))
    assert "sightline/relations/1" == got["schema"]
    assert {
        "centre",
        "held_at",
        "said_by",
        "known_at",
        "nodes",
        "edges",
        "left_out",
        "not_followed",
        "contradictions",
    } < set(got)
    parts = [e for e in got["edges"] if e["relation"] == "part_of"]
    assert {"affirmed": 1, "negated": 0} == {e["polarity"]: len(e["superseded_by"]) for e in parts}
    assert {"from", "to", "statement", "source", "valid", "said", "held", "hop", "mutual", "via"} < set(
        parts[0]
    )


def test_two_dates(case: Path) -> None:
    words = ("relations", "ACT-1", "--at", "2014-04-12", "--and", "2014-06", "--sort", "part_of")
    assert "vanished: River Brigade (ACT-1) part of Northern Front (ACT-2): held, then denied" in run(
        case, *words
    )
    got = json.loads(run(case, *words, "--json"))
    (change,) = got["changes"]
    assert ("vanished", "ACT-1", "part_of", "ACT-2") == tuple(
        change[k] for k in ("what", "from", "relation", "to")
    )
    assert change["because"] == got["superseded"][0]["by"]


def test_pictures(case: Path, tmp_path: Path) -> None:
    run(case, "relations", "ACT-1", "--at", "2014-06", "--plot", tmp_path / "net.svg")
    run(case, "control", "--at", "2014-04-12", "--plot", tmp_path / "map.png")
    assert "River Brigade" in (tmp_path / "net.svg").read_text()
    assert (tmp_path / "map.png").stat().st_size > 10_000


def test_control_by_source_and_disputed(case: Path) -> None:
    text = run(case, "control", "--at", "2014-04-12")
    assert "Mill (PLC-1)  (disputed)" in text
    assert "Blog (SRC-1): River Brigade (ACT-1) controls; held; held 2014-04-12; said 2014-04-12; id " in text
    assert "contradiction: Mill (PLC-1): different holders:" in text
    got = json.loads(run(case, "control", "--at", "2014-04-12", "--by", "SRC-1", "--json"))
    assert "sightline/control/1" == got["schema"]
    (place,) = got["places"]
    assert (355_000_000, 365_000_000, False) == (place["lat_e7"], place["lon_e7"], place["disputed"])
    (one,) = place["holdings"]
    assert ("ACT-1", "controls", "SRC-1", "affirmed", "asserted", "held") == tuple(
        one[k] for k in ("actor", "role", "source", "polarity", "certainty", "held")
    )


def test_nothing_is_said_plainly(case: Path) -> None:
    assert "no relation is known there at that time" in run(case, "relations", "ACT-1", "--at", "1990")
    assert "nothing is known of who holds anything" in run(case, "control", "--at", "1990")


def test_wrong_use(case: Path) -> None:
    with pytest.raises(UnknownName):
        run(case, "relations", "ACT-9")
    with pytest.raises(UnknownName, match="no relation"):
        run(case, "relations", "ACT-1", "--sort", "friends")
    with pytest.raises(WrongUse):
        run(case, "relations", "ACT-1", "--and", "2014")
    with pytest.raises(UnknownName):
        run(case, "control", "--by", "PLC-1")
