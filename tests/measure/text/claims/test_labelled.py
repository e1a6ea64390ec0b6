"""The labelled passages hold what their guide says: quotes stand in their texts, dates read, lists are closed."""

from collections import Counter
from typing import Any

import pytest
from tests.measure.text.claims.labelled_set import HERE, KINDS, LANGUAGES, PARTS, Passage, head, read

from sightline.model.time import read as read_time

FEWEST = {"en": 60, "ar": 30}
FEWEST_HELD = {"en": 20, "ar": 10}
"""A third of the smallest set that will do. What was opened stays and makes the set grow, so that the share of what is
held out shrinks each time; what counts is that enough is held out to tell by.
"""
LISTS = {"means": "means", "state": "state", "group": "group"}
KEYS = {
    "incident": {"id", "aggregate"},
    "date": {"edtf", "of"},
    "place": {"name", "lat", "lon", "of"},
    "figure": {"state", "group", "min", "best", "max", "vague", "of"},
    "means": {"means", "of"},
    "perpetrator": {"actor", "of"},
    "attribution": {"by", "speech", "via"},
    "relation": {"property", "subject", "object"},
    "control": {"property", "subject", "object"},
    "actor": {"actor"},
}
EVERY = {"kind", "quote", "nth", "polarity", "certainty", "source", "optional"}

PASSAGES = {(language, part): read(language, part) for language in LANGUAGES for part in PARTS}
ALL = [one for part in PASSAGES.values() for one in part]


def labels(kind: str, passages: list[Passage] = ALL) -> list[dict[str, Any]]:
    """Give the labels of one kind."""
    return [dict(one.label) for passage in passages for one in passage.expect if one.kind == kind]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_passages_and_enough_of_them_are_held_out(language: str) -> None:
    if "held_out" not in PARTS:
        pytest.skip(
            "nothing is held out: the last such part was opened, and the next one is not yet in its place"
        )
    assert sum(len(PASSAGES[language, part]) for part in PARTS) >= FEWEST[language]
    assert len(PASSAGES[language, "held_out"]) >= FEWEST_HELD[language]


def test_ids_are_unique_and_no_text_stands_twice() -> None:
    assert [] == [name for name, count in Counter(one.id for one in ALL).items() if count > 1]
    assert len(ALL) == len({one.text for one in ALL})
    assert all(one.id.startswith(f"{one.language}-") for one in ALL)


def test_each_quote_is_the_text_at_its_place() -> None:
    for passage in ALL:
        for one in passage.expect:
            quote = one.label["quote"]
            assert quote == passage.text[one.start : one.end], passage.id
            # a quote that stands twice must say which one it is
            assert (passage.text.count(quote) > 1) == ("nth" in one.label), (passage.id, quote)


def test_each_label_has_the_keys_of_its_kind_and_no_other() -> None:
    for passage in ALL:
        assert len(passage.country) == 2
        assert read_time(passage.written) is not None
        for one in passage.expect:
            assert one.kind in KINDS, passage.id
            assert set(one.label) <= EVERY | KEYS[one.kind], passage.id
            assert one.label["polarity"] in {"affirmed", "negated"}, passage.id
            assert one.label["certainty"] in {"asserted", "hedged"}, passage.id
            assert one.label["source"] is None or one.label["source"].strip(), passage.id


def test_every_date_is_readable_edtf() -> None:
    for label in labels("date"):
        assert read_time(label["edtf"]) is not None


def test_positions_are_given_whole_and_to_two_decimals() -> None:
    for label in labels("place"):
        assert ("lat" in label) == ("lon" in label)
        for name in {"lat", "lon"} & set(label):
            assert round(label[name], 2) == label[name]
        assert -90 <= label.get("lat", 0) <= 90
        assert -180 <= label.get("lon", 0) <= 180


def test_figures_say_something_and_their_bounds_are_in_order() -> None:
    for label in labels("figure"):
        said = [label[name] for name in ("min", "best", "max") if label[name] is not None]
        assert said
        assert sorted(said) == said
        assert all(isinstance(number, int) and number >= 0 for number in said)


@pytest.mark.parametrize("key", sorted(PASSAGES), ids="-".join)
def test_the_closed_lists_are_the_same_in_every_file_and_kept(key: tuple[str, str]) -> None:
    lists = head(*key)
    assert head("en", "seen") == lists
    for passage in PASSAGES[key]:
        for one in passage.expect:
            for name in set(LISTS) & set(one.label):
                assert one.label[name] in lists[name]
            if one.kind in {"relation", "control"}:
                assert one.label["property"] in lists[one.kind]
            if one.kind == "attribution":
                assert one.label["speech"] in {"affirmed", "denied"}


def test_incidents_are_numbered_and_claims_belong_to_one_of_the_passage() -> None:
    for passage in ALL:
        incidents = [one.label["id"] for one in passage.expect if one.kind == "incident"]
        assert [f"i{number}" for number in range(1, len(incidents) + 1)] == incidents, passage.id
        assert {one.label["of"] for one in passage.expect if "of" in one.label} <= set(incidents), passage.id


@pytest.mark.parametrize("key", sorted(PASSAGES), ids="-".join)
def test_every_part_holds_every_kind_denials_hedges_and_texts_with_nothing(key: tuple[str, str]) -> None:
    expect = [one for passage in PASSAGES[key] for one in passage.expect]
    assert set(KINDS) == {one.kind for one in expect}
    assert {"affirmed", "negated"} == {one.label["polarity"] for one in expect}
    assert {"asserted", "hedged"} == {one.label["certainty"] for one in expect}
    assert any(all(one.optional for one in passage.expect) for passage in PASSAGES[key])


def test_the_debatable_stay_few() -> None:
    expect = [one for passage in ALL for one in passage.expect]
    assert sum(one.optional for one in expect) / len(expect) <= 0.15


def test_the_guide_stands_beside_the_passages() -> None:
    guide = (HERE / "README.md").read_text(encoding="utf-8")
    assert [] == [kind for kind in KINDS if f"`{kind}`" not in guide]
