"""Claims made to hurt: rings of sources, one question answered thousands of times, texts of megabytes."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fixtures.claims import killed, row, said

from sightline.measure.text.near_copies import near_copies, shingles
from sightline.work.case import Case
from sightline.work.corroborate import claims
from sightline.work.corroborating.claims_json import claims_json
from sightline.work.corroborating.ties import Links, Told, ties_of
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case

Lines = Callable[..., Path]


@pytest.fixture
def own(tmp_path: Path, keys: Path) -> Case:
    return make_case(tmp_path / "own", title="A case", by="tester")


def test_rings_of_sources_items_and_places(own: Case, lines: Lines) -> None:
    # A takes from B, B from C, C from A; items that repost each other; places that lie in each other
    rows: list[dict[str, object]] = [killed(3, s, evidence=[{"item": f"item/{s}"}]) for s in "abc"]
    for one, other in ("ab", "bc", "ca"):
        rows += [
            {"entity": f"source/{one}", "property": "copies_from", "value": {"entity": f"source/{other}"}},
            {"entity": f"item/{one}", "property": "repost_of", "value": {"entity": f"item/{other}"}},
            {"entity": f"item/{one}", "property": "author", "value": {"entity": f"source/{one}"}},
            {"entity": f"place/{one}", "property": "part_of", "value": {"entity": f"place/{other}"}},
            said("place", {"entity": f"place/{one}"}, one),
        ]
    rows.append({"entity": "item/a", "property": "repost_of", "value": {"entity": "item/a"}})
    rows.append(said("means", "x", "a", via="a"))
    import_statements(own, lines(*rows))
    found = claims(own, "incident/i")
    assert (3, 1) == (found.counted.sources, found.counted.untied)
    assert () == row(found, "place").contradictions
    close_case(own)


def test_one_question_answered_three_thousand_times(own: Case, lines: Lines) -> None:
    rows = [killed(n % 700, f"s{n % 1500}", said=f"2014-04-{1 + n % 28:02}") for n in range(3_000)]
    import_statements(own, lines(*rows))
    begun = time.process_time()
    found = claims(own, "incident/i")
    claims_json(found)
    assert time.process_time() - begun < 20
    assert 1_500 == found.counted.sources
    assert 1_500 == len(found.figures[0].voices)
    counted = row(found, "casualties")
    assert counted.not_compared > 0  # what is left out is said, never silently
    assert counted.not_listed > 0
    close_case(own)


def test_scripts_and_directions_that_mix(own: Case, lines: Lines) -> None:
    value = "\u202eshell \u2067قذيفة\u2069 \u200f٣ 🧨 שלום"
    import_statements(
        own,
        lines(
            said("means", value, "one"),
            said("means", value, "two"),
            said("means", f"not {value}", "three", polarity="negated"),
            killed("x", "one")
            | {"value": 10**15, "qualifiers": {"state": "killed", "approximate": "\u202e١٠"}},
        ),
    )
    found = claims(own, "incident/i")
    assert 2 == row(found, "means").agreements[0].counted.sources
    assert 10**15 == found.figures[0].summary.high
    close_case(own)


def test_texts_of_five_megabytes() -> None:
    words = " ".join(f"w{n % 50_021}" for n in range(800_000))  # over 5 MB
    begun = time.process_time()
    found = near_copies([words, words + " more", "x" * 5_000_000, "\u0301" * 2_000_000, "ا" * 1_000_000])
    assert [(0, 1)] == [(one.one, one.other) for one in found]
    assert time.process_time() - begun < 30
    assert 0 == len(shingles("\ud800 \udfff"))


def test_very_many_sources_on_one_post() -> None:
    # ten thousand accounts that share one post are one origin, and no fifty million pairs
    post = b"post"
    told = [Told(b"s%d" % n, b"v%05d" % n, None, (post,)) for n in range(10_000)]
    begun = time.process_time()
    found = ties_of(told, Links())
    assert time.process_time() - begun < 5
    assert 9_999 == len(found)
