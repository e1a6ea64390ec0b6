"""The tables of date words: each with its source, all readable, none without its months and days."""

import pytest

from sightline.core.errors import UnknownName
from sightline.core.resources import builtin, load_yaml
from sightline.measure.chrono.written.letters import level
from sightline.measure.chrono.written.lexicon import LANGUAGES, lexicon, zones


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_all_months_and_days(language: str) -> None:
    kinds: dict[str, set[object]] = {}
    for phrases in lexicon(language).phrases.values():
        for _, meanings in phrases:
            for kind, meaning in meanings.items():
                kinds.setdefault(kind, set()).add(meaning)
    assert set(range(1, 13)) == kinds["month"]
    assert set(range(1, 8)) == kinds["weekday"]
    assert {21, 22, 23, 24} == kinds["season"]
    assert {-2, -1, 0, 1, 2} == kinds["day_on"]


def test_every_table_has_source_and_date() -> None:
    for file in builtin("written_dates"):
        node = load_yaml(file)
        assert "" != node.at("source").text()
        assert "2026" <= node.at("date").text()


def test_zone_names_with_two_meanings_are_left_out() -> None:
    assert set() == {"ist", "cst", "bst", "ast"} & set(zones())


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(UnknownName):
        lexicon("tlh")


def test_spellings_meet() -> None:
    assert level("إبريل") == level("ابريل")
    assert level("FÉVRIER") == level("fevrier")
    assert level("آب") != level("أب")  # August is not "father"
    assert level("четырёх") == level("четырех")
