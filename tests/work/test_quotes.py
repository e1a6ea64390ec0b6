"""Quotes are looked up in the text they are quoted from."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.core.errors import BadValue, RowRefused
from sightline.model.arrival import Arrival, Origin
from sightline.model.evidence_record import capture, stored
from sightline.store.read import find_entity
from sightline.work.case import Case
from sightline.work.importing import import_statements
from sightline.work.new import new
from sightline.work.say import Saying, say
from sightline.work.view import entity
from sightline.work.write import writing

Lines = Callable[..., Path]
TEXT = "On 11 April, a device fell.\nSix people died, he says, and  more were hurt. سَقَطَ \U0001f4cd Map"


@pytest.fixture
def article(case: Case, tmp_path: Path) -> Case:
    """Make an item whose text was extracted."""
    new(case, "Source", name="The blog")
    new(case, "Incident", title="An attack")
    new(case, "Item", title="An article")
    (tmp_path / "text").write_text(TEXT)
    kept = case.vault.put_file(tmp_path / "text")
    assert hashlib.sha256(TEXT.encode()).digest() == kept.sha256
    page = bytes(32)
    with writing(case) as writer:
        item = find_entity(writer.connection, "ITM-1")
        assert item is not None
        arrival = Arrival("file:a", "article", "captured", Origin("a.html"))
        file = {"sha256": page.hex(), "role": "original"}
        layer = {
            "is": "layer",
            "id": "11" * 16,
            "input": page.hex(),
            "kind": "extraction",
            "text": kept.sha256.hex(),
        }
        writer.append(
            "object.examined",
            [
                stored(kept.sha256, kept.sha512, kept.size, role="derivative", media_type="text/plain"),
                capture(case.ids.new(), item.id, None, arrival, files=[file], collector={}),
                layer,
            ],
        )
    return case


def test_quotes(article: Case) -> None:
    start = TEXT.index("Six")
    cases = [
        (f"ITM-1@{start}-{start + 15}:extraction", "Six people died", None),
        (f"ITM-1@{start}-{start + 15}", "Six  people died", None),  # spaces are not what a quote is about
        ("ITM-1@0-15", "Six people died", f"it stands at {start}-{start + 15}"),
        ("ITM-1", "Six people died", f"ITEM@{start}-{start + 15}"),
        ("ITM-1", "Six people died … more were hurt", None),  # something is left out
        ("ITM-1@0:41", "Six", None),
        ("ITM-1", "he says, and more", None),
        ("ITM-1:ocr", "Seven people died", None),  # no such text is known: nothing to compare with
        ("ITM-1@0:41", "Seven people died", None),  # a moment of a recording
    ]
    for number, (evidence, quote, expected) in enumerate(cases):
        done = say(
            article,
            "INC-1",
            "outcome",
            f"case {number}",
            saying=Saying(source="SRC-1", evidence=[evidence], quotes=[quote]),
        )
        if expected is None:
            assert () == done.told, (evidence, done.told)
        else:
            assert expected in " ".join(done.told), (evidence, done.told)
    assert len(cases) == len(entity(article, "INC-1").of("outcome"))  # told, and recorded all the same


def test_a_quote_that_is_not_in_its_item_is_refused(article: Case, lines: Lines) -> None:
    wrong = ("Seven people died", "more were hurt … Six people died", "six people died", "… Seven …")
    for quote in wrong:
        for evidence in ("ITM-1", "ITM-1:extraction", "ITM-1@0-15"):
            with pytest.raises(BadValue, match="does not stand in the text") as refused:
                say(article, "INC-1", "outcome", "x", saying=Saying("SRC-1", [evidence], [quote]))
            assert refused.value.todo is not None
    # at an import the line is named, and nothing of the file is taken
    rows: list[dict[str, object]] = [
        {"entity": "INC-1", "property": "outcome", "value": value, "source": "SRC-1",
         "evidence": [{"item": item, "quote": quote}]}
        for value, item, quote in (
            ("a", "ITM-1", "Six people died"), ("b", "ITM-1", "Seven people died"), ("c", "item/new", "Anything")
        )
    ]  # fmt: skip
    with pytest.raises(RowRefused, match="line 2: quote: the quote “Seven people died” does not stand"):
        import_statements(article, lines(*rows))
    assert () == entity(article, "INC-1").of("outcome")
    import_statements(article, lines(rows[0], rows[2], name="right.jsonl"))
    assert 2 == len(entity(article, "INC-1").of("outcome"))


def test_what_a_program_read_from_a_picture_only_tells(article: Case) -> None:
    # a reading may be wrong itself: a person who quotes the picture is told, not refused
    done = say(article, "INC-1", "outcome", "x", saying=Saying("SRC-1", ["ITM-1:ocr"], ["Sx peopIe"]))
    assert () == done.told  # no such layer is known


CUT = [TEXT.index("سَقَطَ"), TEXT.index("سَقَطَ") + 3]
"""Ends between a letter and the mark on it."""


def test_a_span_that_cuts_a_character_is_refused(article: Case) -> None:
    start, end = CUT
    for span in (f"{start}-{end}", f"{start + 1}-{end + 1}"):
        with pytest.raises(BadValue, match="cut inside a character") as refused:
            say(article, "INC-1", "outcome", "x", saying=Saying("SRC-1", [f"ITM-1@{span}"]))
        assert refused.value.todo is not None
    # offsets count code points: a letter beyond the basic plane is one
    start = TEXT.index("\U0001f4cd")
    whole = say(
        article,
        "INC-1",
        "outcome",
        "y",
        saying=Saying("SRC-1", [f"ITM-1@{start}-{start + 5}"], ["\U0001f4cd Map"]),
    )
    assert () == whole.told


def test_a_span_behind_the_end_of_its_text_is_refused(article: Case) -> None:
    # a slip of a digit made a citation that leads nowhere, and nothing said so where no quote stood beside it
    for end in (len(TEXT) + 1, 60_000):
        with pytest.raises(BadValue, match=f"which has {len(TEXT)} characters"):
            say(article, "INC-1", "outcome", "x", saying=Saying("SRC-1", [f"ITM-1@10-{end}"]))
    done = say(article, "INC-1", "outcome", "x", saying=Saying("SRC-1", [f"ITM-1@10-{len(TEXT)}"]))
    assert () == done.told


def test_an_import_refuses_such_spans_too(article: Case, lines: Lines) -> None:
    # seen: what ``say`` refused, a line of an import brought in
    spans = [(0, 10), (10, len(TEXT) + 1), tuple(CUT), (-4, 10), (10, 4), (0, len(TEXT))]
    rows: list[dict[str, object]] = [
        {"entity": "INC-1", "property": "outcome", "value": f"case {number}", "source": "SRC-1",
         "evidence": [{"item": "ITM-1", "layer": "extraction", "start": start, "end": end}]}
        for number, (start, end) in enumerate(spans, start=1)
    ]  # fmt: skip
    with pytest.raises(RowRefused) as refused:
        import_statements(article, lines(*rows))
    told = str(refused.value)
    for fault in (
        f"line 2: evidence: 10-{len(TEXT) + 1} reaches behind the text of its evidence, which has {len(TEXT)} char",
        f"line 3: evidence: the span {CUT[0]}-{CUT[1]} is cut inside a character",
        "line 4: evidence spans from -4 to 10",
        "line 5: evidence spans from 10 to 4",
    ):
        assert fault in told
    assert "line 1:" not in told
    assert "line 6:" not in told
    assert () == entity(article, "INC-1").of("outcome")
    # a text that the case does not hold cannot be looked at
    import_statements(
        article, lines(rows[0], rows[1] | {"evidence": [{"item": "item/new", "start": 0, "end": 9}]})
    )


def test_a_moment_of_a_recording_is_no_span_of_its_text(article: Case) -> None:
    done = say(article, "INC-1", "outcome", "x", saying=Saying("SRC-1", ["ITM-1@10:41"]))
    assert () == done.told
