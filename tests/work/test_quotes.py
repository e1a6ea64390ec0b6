"""Quotes are looked up in the text they are quoted from."""

import hashlib
from pathlib import Path

import pytest

from sightline.model.arrival import Arrival, Origin
from sightline.model.evidence_record import capture, stored
from sightline.store.read import find_entity
from sightline.work.case import Case
from sightline.work.new import new
from sightline.work.say import Saying, say
from sightline.work.view import entity
from sightline.work.write import writing

TEXT = "On 11 April, a device fell.\nSix people died, he says, and  more were hurt."


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
        ("ITM-1", "Seven people died", "does not stand in the text"),
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
