"""Names in three scripts become one row of symbols; what spellings of one name share stays, what they vary goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.measure.geo.gazetteer.distances import codes, distances
from sightline.measure.geo.gazetteer.letters import LONGEST, SYMBOLS, may_be_read, readings, skeleton, symbols


@pytest.mark.parametrize(
    "spellings",
    [
        ("as-Suwayda", "As Suwayda", "al-Suwayda", "As-Suwaydah"),  # the article with and without its letter
        ("Deir ez-Zor", "Deir Ezzor", "Deir al-Zor", "Deir ez Zor"),
        ("Tall Mannis", "Talmanis", "Tal-Manis"),  # doubled letters, hyphens, breaks
        ("Ma'arrat", "Ma`arrat", "Ma‘arrat", "Maʿarrat", "Ma’arrat"),  # apostrophes of every sort
        ("Jisr ash-Shughur", "Djisr ash-Shoughour"),  # French
        ("Maarat al-Numan", "Maarah al-Numan"),  # the feminine ending before its complement
    ],
)
def test_spellings_that_differ_only_by_rule_are_equal(spellings: tuple[str, ...]) -> None:
    assert {symbols(spellings[0])} == {symbols(spelling) for spelling in spellings}


@pytest.mark.parametrize(
    "one, other",
    [
        ("Kafr Zita", "كفر زيتا"),
        ("Kafr Zita", "Кафр-Зита"),
        ("Deir ez-Zor", "دير الزور"),
        ("Deir ez-Zor", "Дейр-эз-Зор"),
        ("Hama", "حماة"),
        ("Khan Sheikhoun", "خان شيخون"),
        ("Khan Sheikhoun", "Хан-Шейхун"),
        ("Raqqa", "الرقة"),
        ("Jarablus", "Джараблус"),
        ("Irbin", "عربين"),
        ("Hawija", "الحويجة"),
    ],
)
def test_scripts_of_one_name_share_their_consonants_and_are_near(one: str, other: str) -> None:
    rows = [symbols(one), symbols(other)]
    assert skeleton(rows[0]) == skeleton(rows[1])
    assert float(distances(codes(rows[0]), codes(rows[1])[None, :])[0]) < 0.16


def test_a_joined_article_is_read_both_ways() -> None:
    assert symbols("Al-Bukamal") in readings("Albukamal")
    assert (symbols("Kafr Zita"),) == readings("Kafr Zita")


def test_other_scripts_give_nothing() -> None:
    assert "" == symbols("東京")
    assert not may_be_read("東京")
    assert may_be_read("حماة")


@given(st.text(max_size=200))
def test_any_text_becomes_symbols_without_a_fault(text: str) -> None:
    row = symbols(text)
    assert set(row) <= set(SYMBOLS)
    assert len(row) <= 3 * LONGEST
    assert len(codes(row)) == len(row)
    assert all(a != b for a, b in zip(skeleton(row), skeleton(row)[1:], strict=False))
