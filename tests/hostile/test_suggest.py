"""Texts that were made to hurt: long, without ends, of marks only, of two directions, and a program that lies."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.core.doors_program import CompletedRun, FakeProgram
from sightline.core.errors import Unreadable, WrongUse
from sightline.measure.geo.places import Resolution
from sightline.measure.text.claims.record import Suggestion
from sightline.measure.text.claims.suggesting import suggest_claims
from sightline.measure.text.toponyms.finding import Mention
from sightline.work.case import Case
from sightline.work.new import new
from sightline.work.say import Saying, say
from sightline.work.suggest import suggest_in
from sightline.work.suggesting import placing
from sightline.work.suggesting.door import ask_program
from sightline.work.suggesting.holding import EVENTS, held_for

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


class Reading:
    """Tells what was looked up: how often, whatever the text."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, _text: str, mention: Mention, *_more: object) -> Resolution:
        self.asked += 1
        return Resolution(mention.text, "unresolved", why="nothing is looked up here")


def test_a_long_article_takes_linear_time_and_a_bounded_number_of_look_ups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Megabytes of text: what is done for each word may not grow with the words before it, nor the look-ups at all."""
    looking = Reading()
    monkeypatch.setattr(placing, "_looked_up", looking)
    part = (
        "Two barrel bombs hit Homs on {day} April 2014, killing at least {n} people and wounding 30, residents of "
        "Hama and Idlib said. قتل {n} مدنياً بينهم ثلاثة أطفال في قصف على مدينة إدلب. "
    )
    spent = []
    for times in (40, 160):
        text = "".join(part.format(day=k % 28 + 1, n=k + 2) for k in range(times))
        begin = time.process_time()
        found = suggest_in(text, written="2015-01-01")
        spent.append(time.process_time() - begin)
        assert len(found.offers) > 6 * times
        assert looking.asked <= 2 * placing.MOST
    assert spent[1] < 9 * spent[0] + 0.5


def test_a_text_of_thousands_of_events_is_bounded_work_for_the_case(case: Case) -> None:
    for k in range(3):
        code = new(case, "Incident", title=f"Shelling of Homs {k}").code or ""
        say(case, code, "occurred", f"2014-04-{k + 10}", saying=Saying(origin="analyst"))
        say(case, code, "place_name", "Homs", saying=Saying(origin="analyst"))
    found = []
    for k in range(4000):
        quote = f"shelling {k} of Homs"
        found.append(Suggestion("incident", "incident", None, 50 * k, 50 * k + len(quote), quote))
        found.append(Suggestion("date", "occurred", "2014-04-11", 1, 2, "then", subject=quote))
        found.append(Suggestion("place", "place_name", "Homs", 1, 2, "Homs", subject=quote))
    begin = time.process_time()
    held = held_for(case, found)
    assert time.process_time() - begin < 10
    assert 0 < len(held) <= EVENTS
    assert all(row[0].title == "Shelling of Homs 1" for row in held.values())


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


def test_values_of_a_local_program_are_taken_in_the_shape_of_their_kind() -> None:
    # NaN would make the document no JSON, and a figure without a state ended the look into the case
    text = "Two shells fell on Hama, 4 killed."
    rows = [
        {"kind": "figure", "value": {"best": 4}, "start": 25, "end": 26, "quote": "4"},
        {"kind": "figure", "value": {"min": -3, "best": 1e400}, "start": 25, "end": 26, "quote": "4"},
        {
            "kind": "place",
            "value": "Hama",
            "lat": 35.13,
            "lon": 36.75,
            "start": 19,
            "end": 23,
            "quote": "Hama",
        },
        {"kind": "place", "value": {"lat": "north"}, "start": 19, "end": 23, "quote": "Hama"},
        {
            "kind": "place",
            "value": "Hama",
            "lat": float("nan"),
            "lon": 1,
            "start": 19,
            "end": 23,
            "quote": "Hama",
        },
        {"kind": "means", "value": float("nan"), "property": ["x"], "start": 4, "end": 10, "quote": "shells"},
        {"kind": "means", "value": {"a": {}}, "start": 4, "end": 10, "quote": "shells"},
        {"kind": ["means"], "value": 3, "start": True, "end": 10, "quote": "wo shells"},
    ]
    run = FakeProgram([CompletedRun(("bwrap",), 0, json.dumps({"suggestions": rows}).encode(), b"", 0.1)])
    found = ask_program("model", text, written=None, shut=(), run=run)
    assert [
        {"min": None, "best": 4, "max": None, "state": "killed", "group": "all"},
        {"min": None, "best": None, "max": None, "state": "killed", "group": "all"},
        {"name": "Hama", "lat": 35.13, "lon": 36.75},
        "Hama",
        "Hama",
        None,
        None,
    ] == [one.value for one in found]
    assert [None, "unresolved", "unresolved"] == [one.status for one in found if one.kind == "place"]


def test_a_setting_that_no_shell_could_split_is_named() -> None:
    with pytest.raises(WrongUse, match="cannot be split"):
        ask_program("model 'without end", "Two shells.", written=None, shut=(), run=FakeProgram([]))
