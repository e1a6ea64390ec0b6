"""The document of ``suggest`` has the keys that the page for programs shows, and those its readers were promised."""

from pathlib import Path

from tests.docs.documents import printed, shown

TEXT = (
    "At least four people were killed on Friday when a helicopter dropped a barrel bomb on Kafr Zita, according to "
    "the local media centre. State television denied it.\n"
)
PROMISED = set("kind property value start end quote polarity certainty source subject why".split())


def test_suggest(tmp_path: Path, monkeypatch: object) -> None:
    path = tmp_path / "post.txt"
    path.write_text(TEXT, "utf-8")
    page, found = shown("suggest"), printed("suggest", path, "--written", "2014-04-13")
    assert set(page) == set(found)
    kinds = {one["kind"]: one for one in found["suggestions"]}
    for one in page["suggestions"]:
        assert set(one) == set(kinds[one["kind"]])
    for one in found["suggestions"]:
        assert set(one) >= PROMISED
        assert TEXT[one["start"] : one["end"]] == one["quote"]
