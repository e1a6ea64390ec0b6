"""Near copies of texts: found across spellings and scripts, exact in their score, the same on every run."""

import random

import pytest

from sightline.measure.text.near_copies import LEAST, jaccard, near_copies, near_copies_of, shingles

LATIN = "At dawn two aircraft flew over the village and dropped four barrels on the market road near the old school"
ARABIC = "قصفت الطائرات القرية صباح اليوم وسقط عدد من الجرحى في السوق القريب من المدرسة القديمة"


def pairs(*texts: str) -> list[tuple[int, int]]:
    return [(found.one, found.other) for found in near_copies(texts)]


def test_known_copies() -> None:
    edited = LATIN.replace("four barrels", "several barrels")
    assert [(0, 1)] == pairs(
        LATIN, f"BREAKING NEWS: {LATIN.upper()}!", "Nothing of the sort was seen there all day long today"
    )
    assert [(0, 1)] == pairs(LATIN, edited)
    # marks, alef and taa marbuta are folded as for search; a headline before it changes little
    assert [(0, 1)] == pairs(
        ARABIC, "عاجل: " + ARABIC.replace("القديمة", "القديمه").replace("اليوم", "اليَوم")
    )


def test_what_is_no_copy() -> None:
    assert [] == pairs(LATIN, ARABIC)
    assert [] == pairs("two dead in the village", "two dead in the village")  # too short: alike by chance
    assert [] == pairs("", "   ", "\u200f\u202e", LATIN)
    assert [] == pairs(LATIN)
    assert [] == pairs()
    # the same words in another order
    assert [] == pairs(LATIN, " ".join(sorted(LATIN.split())))


def test_scores_are_exact() -> None:
    (found,) = near_copies([LATIN, LATIN.replace("dawn", "noon")])
    exact = jaccard(shingles(LATIN), shingles(LATIN.replace("dawn", "noon")))
    assert round(1000 * exact) == found.permille
    assert [1000] == [one.permille for one in near_copies([LATIN, LATIN + "."])]


@pytest.mark.parametrize("least", [0.0, 0.49, 1.01, float("nan")])
def test_a_threshold_that_the_bands_cannot_keep_is_refused(least: float) -> None:
    with pytest.raises(ValueError, match="between"):
        near_copies([LATIN, LATIN], least=least)


def test_all_pairs_are_found() -> None:
    # against comparing every two: none missed, none invented
    chance = random.Random(7)
    words = [f"word{n}" for n in range(300)]
    texts = [" ".join(chance.choices(words, k=chance.randrange(12, 60))) for _ in range(60)]
    for text in texts[:40]:
        changed = text.split()
        for _ in range(chance.randrange(1, 6)):
            changed[chance.randrange(len(changed))] = "other"
        texts.append(" ".join(changed))
    sets = [shingles(text) for text in texts]
    expected = [(a, b) for a in range(100) for b in range(a + 1, 100) if jaccard(sets[a], sets[b]) >= LEAST]
    assert expected == pairs(*texts)
    assert len(expected) > 10


def test_very_many_equal_texts_hang_together_without_all_pairs() -> None:
    # a thousand reposts of one text are a million pairs: they are tied by far fewer, and none is left alone
    found = near_copies([LATIN] * 1000)
    assert 999 <= len(found) <= 12_000
    reached = {0}
    for one in found:
        if one.one in reached or one.other in reached:
            reached |= {one.one, one.other}
    assert set(range(1000)) == reached


def test_names_are_kept() -> None:
    assert [("b", "c", 1000)] == near_copies_of({"a": ARABIC, "b": LATIN, "c": LATIN})
