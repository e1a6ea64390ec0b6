"""Passing over what holds no date loses nothing: the same answers as when every word of the text is looked at."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.measure.chrono.dates import read_dates
from sightline.measure.chrono.written import stretches as stretches_file
from sightline.measure.chrono.written.lexicon import LANGUAGES, lexicon
from sightline.measure.chrono.written.stretches import stretches
from sightline.model.time import read

WRITTEN = read("2014-04-12")
LABELLED = Path(__file__).resolve().parents[1] / "labelled" / "dates.jsonl"
TEXTS = [json.loads(line)["text"] for line in LABELLED.read_text(encoding="utf-8").splitlines()]
VOCABULARY = sorted(
    {
        " ".join(phrase)
        for language in LANGUAGES
        for phrases in lexicon(language).phrases.values()
        for phrase, _ in phrases
    }
)
NUMBERS = [
    "9", "31", "2014", "1435", "123456", "20140412", "11/04/14", "2014-04-11", "2014-04-11 10:00Z", "7 10 2015",
    "7 ـ 10 ـ 2015", "27 - 10 - 2015", "12 ك 2", "10h30", "x7", "9mm", "XI", "q-", "UTC+3", "7_10_2015", "12th", "'14",
]  # fmt: skip
BETWEEN = [
    " ", " ", " ", " ", "", "\n", "\u00a0", ", ", ". ", "'", "-", " ـ ", " _ ", " \u200f ", " («", "\u0301 ",
]  # fmt: skip
PASSED = ["foo", "Bar.", "город", "قرية", "ville", "«köy»", "(b)", "ж"]


def whole(text: str) -> list[object]:
    """Read a text with every run of letters looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches_file, "_judge", lambda run, languages: 2)
        return list(read_dates(text, WRITTEN))


def joined(parts: list[tuple[str, str]]) -> str:
    return "".join(word + sign for word, sign in parts)


WORDS = st.one_of(st.sampled_from(VOCABULARY), st.sampled_from(NUMBERS), st.sampled_from(PASSED))


@given(st.lists(st.tuples(WORDS, st.sampled_from(BETWEEN)), max_size=20).map(joined))
def test_any_row_of_date_words_is_read_as_when_all_is_looked_at(text: str) -> None:
    assert whole(text) == list(read_dates(text, WRITTEN))


@given(st.text(max_size=120))
def test_any_text_is_read_as_when_all_is_looked_at(text: str) -> None:
    assert whole(text) == list(read_dates(text, WRITTEN))


def test_labelled_texts_one_behind_another_are_read_as_when_all_is_looked_at() -> None:
    for first in range(0, len(TEXTS), 12):
        text = " and nobody saw it then.\n".join(TEXTS[first : first + 12])
        assert whole(text) == list(read_dates(text, WRITTEN))


def test_only_what_may_hold_a_date_is_cut() -> None:
    text = "Nobody in the town could say who came. It fell on 9 April, they said, and nobody went there."
    found = stretches(text)
    ((first, *_, last),) = found.pieces
    assert text.index("on 9") <= first.start <= text.index("9 April")
    assert last.end < text.index("went")
    assert 2 == found.words["nobody"] + found.words["Nobody"]


def test_words_are_counted_over_the_whole_text() -> None:
    assert {"a": 3, "b": 2, "l": 1, "été": 1} == dict(stretches("a b a l'été b, a").words)
