"""Spellings of one word differ in nothing that counts; other words do."""

import pytest

from sightline.core.fold import fold
from sightline.measure.text.actor_names.letters import apart, in_arabic, row


def count(a: str, b: str) -> int:
    one, other = fold(a), fold(b)
    return apart(row(one), row(other), unwritten=in_arabic(one) != in_arabic(other))


@pytest.mark.parametrize(
    "a, b",
    [
        ("Omar", "Umar"),
        ("Nusra", "Nusrah"),
        ("Nosra", "Nusra"),
        ("Farouq", "Faruk"),
        ("Qadisiya", "Qadisiyya"),
        ("Tawhid", "Tauhid"),
        ("Mukhtar", "مختار"),
        ("Hamza", "حمزة"),
        ("Kataib", "كتائب"),
        ("Furqan", "فرقان"),
        ("Omar", "عمر"),
        ("Ahrar", "Ахрар"),
        ("Khalid", "Халид"),
        ("Suqour", "صقور"),
        ("Qa'ida", "Qaeda"),
        ("Daud", "Dawud"),
    ],
)
def test_spellings_of_one_word(a: str, b: str) -> None:
    assert count(a, b) == 0


@pytest.mark.parametrize(
    "a, b",
    [("Sham", "Shams"), ("Fath", "Fajr"), ("Hamza", "Hamad"), ("Rahman", "رحيم"), ("Tawhid", "وحيد")],
)
def test_other_words(a: str, b: str) -> None:
    assert count(a, b) > 0


def test_the_first_letter_weighs_twice() -> None:
    assert count("Hill", "Mill") == 2
