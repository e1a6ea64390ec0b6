"""Evidence as it is typed: spans, media times, rows and pages, layers; keys with colons stay whole."""

import pytest

from sightline.core.errors import BadValue
from sightline.model.draft import EvidenceRef
from sightline.work.citing import read_evidence, read_moment


@pytest.mark.parametrize(
    "text, ref",
    [
        ("ITM-3", EvidenceRef("ITM-3")),
        ("ITM-3@1204-1290", EvidenceRef("ITM-3", None, 1204, 1290)),
        ("ITM-3@1204-1290:extraction", EvidenceRef("ITM-3", "extraction", 1204, 1290)),
        ("ITM-3@0:41-0:55", EvidenceRef("ITM-3", None, 41_000, 55_000, "ms")),
        ("ITM-3@0:41", EvidenceRef("ITM-3", None, 41_000, 41_000, "ms")),
        ("ITM-3@1:02:03.5:transcript", EvidenceRef("ITM-3", "transcript", 3_723_500, 3_723_500, "ms")),
        ("ITM-3#row=3", EvidenceRef("ITM-3", None, 3, 3, "row")),
        ("ITM-3#page=2-4:ocr:ar", EvidenceRef("ITM-3", "ocr:ar", 2, 4, "page")),
        ("ITM-3:translation:en", EvidenceRef("ITM-3", "translation:en")),
        # an importer's own keys hold colons, ats and slashes
        ("item/youtube:abc-DEF", EvidenceRef("item/youtube:abc-DEF")),
        ("item/youtube:abc@0:41", EvidenceRef("item/youtube:abc", None, 41_000, 41_000, "ms")),
        ("item/url:https://example.org/@user/1", EvidenceRef("item/url:https://example.org/@user/1")),
    ],
)
def test_read(text: str, ref: EvidenceRef) -> None:
    assert ref == read_evidence(text)


@pytest.mark.parametrize(
    "text", ["", "ITM-3@55-", "ITM-3@0:55-0:41", "ITM-3@90-12", "ITM-3#row=", "ITM-3@1204"]
)
def test_what_cannot_be_read_gives_examples(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_evidence(text)
    assert "ITM-3@0:41-0:55" in (caught.value.todo or "")


def test_quote_and_region() -> None:
    assert EvidenceRef("ITM-3", quote="six", region="1,2,3,4") == read_evidence(
        "ITM-3", quote="six", region="1,2,3,4"
    )
    with pytest.raises(BadValue, match="x,y,w,h"):
        read_evidence("ITM-3", region="1,2,3")


def test_moment() -> None:
    assert ("ITM-3", 41_000) == read_moment("ITM-3@0:41")
    assert ("ITM-3", None) == read_moment("ITM-3")
    with pytest.raises(BadValue, match="no single moment"):
        read_moment("ITM-3@0:41-0:55")
