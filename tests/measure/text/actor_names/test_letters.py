"""Spellings of one word differ in nothing that counts; other words do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.fold import fold
from sightline.measure.text.actor_names.letters import apart, in_arabic, least_apart, row


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


WORDS = st.one_of(
    st.text("aeiouwybpvfmnlrtdszjkqghxc", max_size=12),
    st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", max_size=12),
    st.text("абвгдежзийклмнопрстуфхцчшыэюя", max_size=12),
)


# What is left out because it is surely too far apart must be too far apart by the exact count.
@given(WORDS, WORDS, st.booleans())
def test_the_quick_count_is_never_above_the_exact_one(one: str, other: str, unwritten: bool) -> None:
    a, b = row(one), row(other)
    assert least_apart(a, b) <= apart(a, b, unwritten=unwritten)
    assert apart(a, b, unwritten=unwritten) == apart(b, a, unwritten=unwritten)


def test_words_of_other_sounds_are_apart_without_looking_closer() -> None:
    assert 2 == least_apart(row("tawhid"), row("nusra"))
    assert 0 == least_apart(row("tawhid"), row("tawheed"))
