"""Texts that were made to hurt: long, without ends, of marks only, of two directions, and a program that lies."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.core.doors_program import CompletedRun, FakeProgram
from sightline.core.errors import Unreadable
from sightline.measure.text.claims.suggesting import suggest_claims
from sightline.work.suggesting.door import ask_program

ALPHABET = "aAل و1,.;:\"'()\n\u064b\u200f\u202e\u0301é-of the قتل killed Brigade"


@given(st.text(alphabet=st.one_of(st.sampled_from(ALPHABET), st.characters()), max_size=300))
@settings(max_examples=80, deadline=None)
def test_every_span_is_its_quote_and_cuts_no_character(text: str) -> None:
    for one in suggest_claims(text):
        assert text[one.start : one.end] == one.quote
        assert one.start < one.end


@pytest.mark.parametrize("piece", ["A", "Al-", "و", "1,", "killed ", "the Army of ", "(", "\u064b", "في "])
def test_a_text_of_one_thing_stays_bounded(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begin = time.process_time()
    suggest_claims(text)
    assert time.process_time() - begin < 20


def test_time_grows_with_the_length_and_not_faster() -> None:
    once = "The army said at least 12 people were killed in Homs by shelling. قتل ثلاثة مدنيين في حمص. " * 300
    spent = []
    for times in (1, 4):
        begin = time.process_time()
        suggest_claims(once * times)
        spent.append(time.process_time() - begin)
    assert spent[1] < 9 * spent[0]


def test_two_scripts_and_directions_in_one_sentence() -> None:
    text = "Activists said: \u202bقتل ثلاثة مدنيين\u202c in Homs, and 12 people were killed."
    found = [one for one in suggest_claims(text) if one.kind == "figure"]
    assert found
    assert all(text[one.start : one.end] == one.quote for one in found)


@pytest.mark.parametrize(
    "printed",
    [b"", b"[]", b"{", b'{"suggestions": 3}', b"[" * 100_000],
)
def test_a_local_program_that_prints_something_else_is_named(printed: bytes) -> None:
    run = FakeProgram([CompletedRun(("bwrap",), 0, printed, b"", 0.1)])
    with pytest.raises(Unreadable, match="printed no suggestions"):
        ask_program("model --json", "Two shells.", written=None, shut=(), run=run)


def test_a_local_program_is_believed_only_where_the_words_stand_and_marked() -> None:
    text = "Two shells fell."
    rows = [
        {"kind": "means", "value": "shelling", "start": 4, "end": 10, "quote": "shells"},
        {"kind": "means", "value": "shelling", "start": 0, "end": 10, "quote": "shells"},
        {"kind": "spell", "value": "x", "start": 4, "end": 10, "quote": "shells"},
        {"kind": "means", "value": "x", "start": -1, "end": 10_000, "quote": text},
        "nonsense",
    ]
    printed = json.dumps({"suggestions": rows}).encode()
    run = FakeProgram([CompletedRun(("bwrap",), 0, printed, b"", 0.1)] * 2)
    found = ask_program("model", text, written=None, shut=(), run=run)
    assert [("shells", "local program")] == [(one.quote, one.method) for one in found]
    assert "--unshare-all" in run.calls[0]
    assert () == ask_program("model", text, written=None, shut=[(0, 16)], run=run)
