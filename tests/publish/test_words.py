import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.publish.words import (
    GLOSSARY,
    beside_time,
    day_text,
    degrees_text,
    disarm,
    media_time,
    radius_text,
    size_text,
)


def test_text_that_turns_the_line_around_is_shown_as_what_it_is() -> None:
    # a file called "photo_<U+202E>gnp.exe" reads "photo_exe.png" when it is not disarmed
    assert "photo_‹U+202E›gnp.exe" == disarm("photo_\u202egnp.exe")


def test_marks_that_arabic_needs_stay() -> None:
    text = "\u200fكفر زيتا\u200e (Kafr\u061c Zita) می\u200cخواهم"
    assert text == disarm(text)


@given(st.text(alphabet=st.characters()))
def test_what_was_disarmed_can_be_written_and_holds_no_control(text: str) -> None:
    armed = disarm(text)
    armed.encode("utf-8")
    assert not any(
        0x202A <= ord(letter) <= 0x202E or 0x2066 <= ord(letter) <= 0x2069 or letter == "\0"
        for letter in armed
    )
    assert armed == disarm(armed)


def test_days_are_utc_days() -> None:
    assert "11 April 2014" == day_text(1_397_174_400_000)
    assert "11 April 2014" == day_text(1_397_260_799_999)


@pytest.mark.parametrize(
    "expected,ms", [("0:41", 41_000), ("0:41.5", 41_500), ("1:02:03", 3_723_000), ("0:00", 0)]
)
def test_media_times(expected: str, ms: int) -> None:
    assert expected == media_time(ms)


@pytest.mark.parametrize(
    "expected,size",
    [("812 B", 812), ("1.4 kB", 1_400), ("48 kB", 48_211), ("1.0 MB", 1_000_000), ("2.5 GB", 2_500_000_000)],
)
def test_sizes(expected: str, size: int) -> None:
    assert expected == size_text(size)


@pytest.mark.parametrize(
    "expected,metres",
    [("within 250 m", 250), ("within 1.5 km", 1500), ("within 3 km", 3000), ("within 25 km", 25_000)],
)
def test_radii(expected: str, metres: int) -> None:
    assert expected == radius_text(metres)


def test_positions_south_and_west() -> None:
    assert "35.3736 N, 36.6014 E" == degrees_text(353_736_000, 366_014_000)
    assert "33.8688 S, 70.6693 W" == degrees_text(-338_688_000, -706_693_000)


def test_no_word_is_explained_twice() -> None:
    assert len(GLOSSARY) == len({word for word, _ in GLOSSARY})


def test_a_caption_that_is_only_the_time_is_not_written_twice() -> None:
    # key frames said "key frame at 0:01.5 0:01.5"
    assert "" == beside_time("0:01.5", 1_500)
    assert "1:02:03" == beside_time("1:02:03", None)
    assert "a yellow cylinder at 0:41" == beside_time("a yellow cylinder at 0:41", 41_000)
