"""What frames, sound and details say together of one pair."""

import pytest

from sightline.model.match import Segment
from sightline.work.matching import comparing
from sightline.work.matching.comparing import ONLY_HEARD, Side, compare, finding_of

HAS = object()
"""Stands for fingerprints that the replaced functions never look into."""


def segment(signal: str, *, a_start_ms: int = 0, edits: tuple[str, ...] = ()) -> Segment:
    return Segment(
        a_start_ms=a_start_ms,
        a_end_ms=a_start_ms + 9_000,
        b_start_ms=0,
        b_end_ms=9_000,
        offset_error_ms=2_000 if signal == "details" else 20,
        speed=1_000,
        mirrored=False,
        score=800,
        signal=signal,
        frames_a=5,
        frames_b=5,
        edits=edits,
        crop=None,
        why=f"By {signal}.",
    )


@pytest.fixture
def pair(monkeypatch: pytest.MonkeyPatch) -> tuple[Side, Side]:
    monkeypatch.setattr(comparing, "says_too_little", lambda sound: False)
    monkeypatch.setattr(comparing, "align", lambda a, b: ())
    monkeypatch.setattr(comparing, "align_sound", lambda a, b: (segment("sound"),))
    monkeypatch.setattr(comparing, "align_details", lambda a, b: (segment("details", edits=("inset",)),))
    versions = (2, 1, 1)
    return tuple(Side(name * 32, HAS, HAS, versions, HAS) for name in (b"a", b"b"))


# Two films side by side, with the sound of one: by sound alone the copy was told as another camera, and counted as a
# witness of its own, although its details show the same picture.
def test_what_sounds_alike_is_looked_at_by_its_details_too(pair: tuple[Side, Side]) -> None:
    (found,) = compare(*pair)
    assert ("details", ("inset",)) == (found.signal, found.edits)
    assert "By details. The sound agrees." == found.why
    assert ONLY_HEARD not in finding_of(*pair, [found]).sentence


def test_where_details_say_nothing_only_the_sound_is_the_same(pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "align_details", lambda a, b: ())
    (found,) = compare(*pair)
    assert "sound" == found.signal
    assert finding_of(*pair, [found]).sentence.endswith(ONLY_HEARD)


def test_sound_at_another_offset_than_the_details_is_told_beside_them(pair, monkeypatch) -> None:
    monkeypatch.setattr(comparing, "align_sound", lambda a, b: (segment("sound", a_start_ms=6_000),))
    assert ["details", "sound"] == [one.signal for one in compare(*pair)]


def test_details_are_not_looked_at_where_frames_say_enough(pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "align", lambda a, b: (segment("frames"),))
    monkeypatch.setattr(comparing, "align_details", lambda a, b: pytest.fail("looked at details"))
    (found,) = compare(*pair)
    assert "frames" == found.signal


def test_without_sound_details_stand_as_they_are(pair, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = [Side(one.sha256, HAS, None, (2, 0, 1), HAS) for one in pair]
    assert ["By details."] == [one.why for one in compare(*silent)]
