"""Searching in three scripts, near a point, between dates; on both databases alike."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.core.errors import WrongUse
from sightline.core.fold import query_terms
from sightline.model.place import position
from sightline.work.case import Case
from sightline.work.importing import import_statements
from sightline.work.search import find
from sightline.work.searching.query import Near, Query
from sightline.work.searching.text import excerpt

Lines = Callable[..., Path]

ROWS = (
    {"entity": "place/kafr-zita", "property": "name", "value": "Kafr Zita"},
    {"entity": "place/kafr-zita", "property": "name", "value": "كَفر زيتا", "lang": "ar"},
    {
        "entity": "place/kafr-zita",
        "property": "position",
        "value": {"lat": "35.3733", "lon": "36.6011", "radius_m": 1500},
    },
    {"entity": "actor/nusra", "property": "name", "value": "Jabhat al-Nuṣra"},
    {"entity": "actor/nusra", "property": "alias", "value": "جبهة النصرة", "lang": "ar"},
    {"entity": "actor/nusra", "property": "alias", "value": "Джебхат ан-Нусра", "lang": "ru"},
    {"entity": "incident/one", "property": "title", "value": "Strike on the bakery"},
    {"entity": "incident/one", "property": "occurred", "value": "2014-04-11"},
    {"entity": "incident/one", "property": "place", "value": {"entity": "place/kafr-zita"}},
    {"entity": "incident/two", "property": "title", "value": "Strike on the market"},
    {"entity": "incident/two", "property": "occurred", "value": "[2014-04-12,2014-04-20]"},
    {"entity": "incident/far", "property": "title", "value": "Strike far away"},
    {"entity": "incident/far", "property": "occurred", "value": "2015-01-01"},
    {
        "entity": "incident/far",
        "property": "position",
        "value": {"lat": "33.5", "lon": "36.3", "radius_m": 10},
    },
)


@pytest.fixture
def filled(case: Case, lines: Lines) -> Case:
    import_statements(case, lines(*ROWS))
    return case


def titles(case: Case, **wish: object) -> list[str]:
    return [hit.title for hit in find(case, Query(**wish)).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["nusra", "Al-Nusra", "an-nusra", "النصره", "نصرة", "нусра", "NUṢRA"])
def test_one_actor_is_found_in_every_script_and_spelling(filled: Case, words: str) -> None:
    assert titles(filled, text=words) == ["Jabhat al-Nuṣra"]


def test_every_word_must_hold_and_a_minus_takes_away(filled: Case) -> None:
    assert titles(filled, text="strike bakery") == ["Strike on the bakery"]
    assert set(titles(filled, text="strike -market")) == {"Strike on the bakery", "Strike far away"}
    assert titles(filled, text='"on the market"') == ["Strike on the market"]
    assert titles(filled, text="bak*") == ["Strike on the bakery"]


def test_near_finds_the_place_and_what_happened_there(filled: Case) -> None:
    wish = Near(position("35.37", "36.60"), 3.0)
    found = find(filled, Query(near=wish)).hits
    assert {h.title for h in found} == {"Kafr Zita", "Strike on the bakery"}
    assert all(h.km is not None and h.km < 1 for h in found)


def test_a_vague_date_fits_only_possibly(filled: Case) -> None:
    hits = find(filled, Query(between=("2014-04-11", "2014-04-15"), kinds=("incident",))).hits
    assert [(h.title, h.possibly) for h in hits] == [
        ("Strike on the bakery", False),
        ("Strike on the market", True),
    ]


def test_days_without_a_zone_do_not_run_into_the_next_day(filled: Case) -> None:
    # 14 April once "possibly" fitted a window that ended on the 12th, both widened by what zones can differ
    assert titles(filled, between=("2014-04-09", "2014-04-10"), kinds=("Incident",)) == []


def test_fields_and_kinds_narrow(filled: Case) -> None:
    assert titles(filled, text="kafr", field="alias") == []
    assert titles(filled, text="strike", kinds=("Place",)) == []


@pytest.mark.parametrize("text", ["-only", '"" *', "al"])
def test_a_query_of_nothing_is_refused(filled: Case, text: str) -> None:
    with pytest.raises(WrongUse):
        find(filled, Query(text))


def test_the_passage_shows_the_words_and_marks_them() -> None:
    text = "word " * 100 + "a cylinder of chlorine " + "more " * 100
    passage, marks = excerpt(text, query_terms("chlorine"))
    assert len(passage) <= 242
    assert [passage[a:b] for a, b in marks] == ["chlorine"]
