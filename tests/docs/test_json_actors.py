"""The documents of ``actor`` and ``ask`` have the keys that the page for programs shows."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.docs.documents import printed, same_shape, shown

from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case

RIVER, FRONT, TOWN = "actor/river", "actor/front", "place/ashton"


def said(entity: str, prop: str, other: str, day: str, **more: object) -> dict[str, Any]:
    times = {"valid": day, "said": day, "source": "source/blog"}
    return {"entity": entity, "property": prop, "value": {"entity": other}, **times, **more}


def named(key: str, name: str) -> dict[str, Any]:
    return {"entity": key, "property": "name", "value": name, "lang": "en"}


ROWS: tuple[dict[str, Any], ...] = (
    named("source/blog", "The blog"),
    named(RIVER, "River Brigade"),
    named("actor/river-b", "River Battalion"),
    named("actor/river-c", "Brigade of the River"),
    named(FRONT, "Lower Aren Front"),
    named("actor/hill", "Hill Council"),
    named("actor/hill-b", "Council of the Hill"),
    named(TOWN, "Ashton"),
    said(RIVER, "part_of", FRONT, "2014-04-12", via="source/radio", qualifiers={"place": {"entity": TOWN}}),
    said(RIVER, "part_of", FRONT, "2014-04-29", polarity="negated"),
    said(TOWN, "governed_by", RIVER, "2014-04-12", via="source/radio"),
    said(TOWN, "governed_by", FRONT, "2014-04-12"),
    said(TOWN, "governed_by", FRONT, "2014-04-29"),
    said(TOWN, "governed_by", RIVER, "2014-04-29", polarity="negated"),
    {"entity": RIVER, "property": "part_of", "value": {"entity": FRONT}, "valid": "2014-04-29",
     "source": "source/radio"},
)  # fmt: skip
JUDGED = (
    ("different", RIVER, "actor/river-b"),
    ("same", RIVER, "actor/river-c"),
    ("same", "actor/river-c", "actor/river-b"),
)
VERBS = {
    "actor": ("actor", "River Brigade", "--held-at", "2014-04-29"),
    "alike": ("actor", "--alike"),
    "ask": ("ask", "factions governing Ashton on 2014-04-29"),
    "ask between": ("ask", "how did factions governing Ashton change between 2014-04-12 and 2014-04-29"),
}


@pytest.fixture
def case(tmp_path: Path, keys: Path) -> Path:
    made = make_case(tmp_path / "case", title="A case", by="A. Editor")
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    import_statements(made, path)
    for verdict, one, other in JUDGED:
        judge_identity(made, verdict, [one, other], reason="told apart")
    close_case(made)
    return tmp_path / "case"


@pytest.mark.parametrize(
    "section, filled",
    [
        ("actor", ("names", "life", "local_parts", "confusable", "crossed", "contradictions")),
        ("alike", ("pairs", "crossed")),
        ("ask", ("answers", "also")),
    ],
)
def test_the_page_shows_the_keys(case: Path, section: str, filled: tuple[str, ...]) -> None:
    found = printed(*VERBS[section], "-w", case)
    same_shape(
        shown(section), found, optional=frozenset({"start", "end", "unit", "region", "layer", "quote"})
    )
    assert [] == [part for part in filled if not found[part]]


def test_a_question_between_two_dates_has_two_keys_more(case: Path) -> None:
    found = printed(*VERBS["ask between"], "-w", case)
    same_shape({**shown("ask"), **shown("ask between")}, found, optional=frozenset())
    assert {"vanished"} <= {one["kind"] for one in found["also"]}
