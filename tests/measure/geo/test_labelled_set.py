"""The labelled set of place names holds what it says: every truth stands in the gazetteer, no place in both parts."""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent / "labelled"
PARTS = ("dev", "held_out")
KEYS = {
    "text",
    "context",
    "lat",
    "lon",
    "radius_m",
    "answer",
    "country",
    "place",
    "namesakes",
    "sort",
    "why",
}


def read(part: str) -> list[dict[str, Any]]:
    """Read one part of the set."""
    text = (HERE / f"places_{part}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("part", PARTS)
def test_each_line_has_the_keys_and_the_spelling_stands_in_its_passage(part: str) -> None:
    for one in read(part):
        assert set(one) == KEYS
        assert one["context"] is None or one["text"] in one["context"]
        assert (one["answer"] is None) == ("absent" in one["sort"])
        assert (one["answer"] is None) == (one["lat"] is None)
        assert one["why"]


def test_the_set_is_large_enough_and_a_third_is_held_out() -> None:
    dev, held = read("dev"), read("held_out")
    assert len(dev) + len(held) >= 330
    assert 0.28 <= len(held) / (len(dev) + len(held)) <= 0.38
    for part in (dev, held):
        assert 0.10 <= sum(one["answer"] is None for one in part) / len(part) <= 0.20
        assert sum("homonym" in one["sort"] for one in part) >= 20


def test_no_place_and_no_absent_name_stands_in_both_parts() -> None:
    places = [{one["place"] or one["text"] for one in read(part)} for part in PARTS]
    assert set() == places[0] & places[1]


def test_no_line_stands_twice() -> None:
    lines = [(one["text"], one["context"]) for part in PARTS for one in read(part)]
    assert len(lines) == len(set(lines))


def test_every_truth_is_a_place_of_the_gazetteer(shared: Path) -> None:
    path = shared / "data/gazetteer/localities_sy_iq.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        places = {row["wof_id"]: row for row in csv.DictReader(lines, delimiter="\t")}
    for part in PARTS:
        for one in read(part):
            if one["answer"] is None:
                continue
            row = places[one["place"]]
            assert (row["name"], row["country"]) == (one["answer"], one["country"])
            assert float(row["lat"]) == pytest.approx(one["lat"], abs=1e-5)
            assert float(row["lon"]) == pytest.approx(one["lon"], abs=1e-5)
