"""What languages write behind a name is taken off, and what belongs to the name stays."""

import pytest

from sightline.measure.geo.described.endings import bare, is_genitive, undeclined


@pytest.mark.parametrize(
    "written, name",
    [
        ("Hama's", "Hama"),
        ("Hama’s", "Hama"),
        ("Halep'te", "Halep"),
        ("Rakka'nın", "Rakka"),
        ("Resulayn'da", "Resulayn"),
        ("Idlib", "Idlib"),
        ("Rabi'a", "Rabi'a"),  # an ayn, no ending
        ("Sana'a", "Sana'a"),
        ("Qal'at", "Qal'at"),
    ],
)
def test_an_ending_behind_an_apostrophe(written: str, name: str) -> None:
    assert name == bare(written)


def test_the_turkish_genitive_is_told_from_other_endings() -> None:
    assert [True, True, False, False] == [
        is_genitive(one) for one in ("Halep'in", "Rakka'nın", "Halep'te", "Ain")
    ]


@pytest.mark.parametrize(
    "written, among",
    [
        ("Хомсом", "Хомс"),
        ("Идлибе", "Идлиб"),
        ("Хамы", "Хама"),
        ("Харковом", "Харков"),
        ("Полтавою", "Полтава"),
        ("Харьковская", "Харьков"),
        ("Донецкая", "Донецк"),
    ],
)
def test_a_name_in_another_case_is_brought_back(written: str, among: str) -> None:
    assert among in undeclined(written)


def test_names_in_other_letters_have_no_cases() -> None:
    assert () == undeclined("Homsom") == undeclined("حماة") == undeclined("")
