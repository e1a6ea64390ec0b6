"""What counts as telling how agents or weapons are made, in harmless stand-ins; and that nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.fold import fold
from sightline.work.safety.text import (
    BLOCK,
    Hazard,
    hazardous_spans,
    masked,
    merged,
    restrained,
    restricted,
    signs_digest,
)

TELLING = (
    "How to make the toxic agent of this exercise: step one, take 20 grams of sugar.",
    "A recipe for the poison in the play. Ingredients: tea, jam and 3 litres of lemonade.",
    "HOW TO DISPERSE a toxic agent, step by step: open the jar of honey.",
    "Synthesis of a nerve agent in the novel: dissolve the candy, stir, and heat to melting.",
    "شرح: طريقة صنع غاز الأعصاب في المسرحية، المقادير: سكر وشاي",
    "How  to\nmake   an explosive cake\nIngredients: 200 grams of flour",
)
REPORTING = (
    "A helicopter dropped barrels; a choking gas spread through the town and eleven people died.",
    "The inspectors found traces of a nerve agent in the samples and published the analysis.",
    "The group said that its engineers had built explosives in a workshop that was bombed on 11 April.",
    "An improvised explosive device killed three; a second bomb was defused at the bakery.",
    "He asked how to make bread. Ingredients were missing after the siege.",
    "قصفت مروحية البلدة ببرميل يحوي غازا ساما وأصيب العشرات",
    "",
    "bomb",
)


@pytest.mark.parametrize("text", TELLING)
def test_instructions_are_kept_back(text: str) -> None:
    before = "The market was full on Friday.\n\n"
    (span,) = hazardous_spans(f"{before}{text}\n\nHe left on Sunday.")
    assert "Friday" not in (before + text)[span.start : span.end]
    assert span.start == len(before)


@pytest.mark.parametrize("text", REPORTING)
def test_reporting_is_not(text: str) -> None:
    # a list that hid reports of attacks would make the whole case unreadable
    assert () == hazardous_spans(text)


def test_the_rest_of_the_instructions_goes_too() -> None:
    text = TELLING[0] + "\nThen stir the tea and heat to 80 degrees celsius.\nHe left on Sunday."
    shown = restrained(text)
    assert "stir" not in shown
    assert "He left on Sunday." in shown


def test_a_long_text_is_read_in_pieces() -> None:
    # the passage lies across the end of a piece
    filler = "The road was empty and the shops were closed. " * 434
    text = filler[:19_960] + "\n" + TELLING[0] + "\n" + filler
    (span,) = hazardous_spans(text)
    assert text[span.start : span.end] == TELLING[0]


def test_five_megabytes_are_read() -> None:
    text = (REPORTING[0] + " ") * 55_000
    assert () == hazardous_spans(text)


@given(st.text(max_size=400), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), max_size=5))
def test_masking_keeps_every_offset(text: str, cuts: list[tuple[int, int]]) -> None:
    spans = [Hazard(min(a, len(text)), min(a + b, len(text)), "r") for a, b in cuts]
    out = masked(text, spans)
    assert len(text) == len(out)
    covered = {i for s in spans for i in range(s.start, s.end)}
    assert all(out[i] == (c if i not in covered or c == "\n" else BLOCK) for i, c in enumerate(text))


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through(text: str) -> None:
    whole = text + TELLING[0] + text
    assert all(0 <= span.start < span.end <= len(whole) for span in hazardous_spans(whole))


def test_a_block_is_no_word() -> None:
    assert "" == fold(BLOCK * 8)


def test_touching_passages_are_one() -> None:
    assert (Hazard(1, 9, "a"),) == merged([Hazard(4, 9, "b"), Hazard(1, 4, "a"), Hazard(5, 5, "c")])


def test_masked_words_are_told_as_restricted() -> None:
    assert "a [restricted: why] b" == restricted(f"a {BLOCK * 3}\n{BLOCK * 2} b", "why")


def test_the_list_teaches_nothing_and_has_a_digest() -> None:
    assert 64 == len(signs_digest())
