"""Containers: what they declare, what they hold, and files made to exhaust a parser."""

import time

import av
import pytest

from sightline.core.errors import Damaged, OverLimit
from sightline.measure.media.boxes import outline
from sightline.measure.media.container import measure_container, warm
from sightline.measure.media.opening import DEMUXERS, open_media


def test_a_film_is_described(films, subject):
    finding = measure_container(subject(films / "plain.mp4"))
    assert "found" == finding.outcome
    assert "mpeg4 video of 320 x 240; 1.2 s long." == finding.sentence
    assert 1200 == finding.values["duration_ms"]
    assert 0 == finding.values["streams"][0]["rotation"]


def test_the_shared_films_are_described(shared, subject):
    finding = measure_container(subject(shared / "data/videos/pattern-hd-no-bar.mp4"))
    assert "h264 video of 720 x 1280, aac audio; 6.9 s long." == finding.sentence
    assert "30.0" == finding.values["streams"][0]["frame_rate"]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_film_that_was_cut_off_says_so(films, subject, tmp_path, share):
    whole = (films / "plain.mp4").read_bytes()
    path = tmp_path / "cut.mp4"
    path.write_bytes(whole[: int(len(whole) * share)])
    # the index lies at the end, so a cut file has none
    with pytest.raises(Damaged, match="index is missing"):
        measure_container(subject(path))


def test_a_film_whose_index_comes_first_and_whose_end_is_missing_is_not_whole(shared, subject, tmp_path):
    whole = (shared / "data/videos/chair-20-sd-bar.mp4").read_bytes()
    path = tmp_path / "cut.mp4"
    moov = whole.index(b"moov") - 4
    size = int.from_bytes(whole[moov : moov + 4], "big")
    mdat = whole.index(b"mdat") - 4
    if moov > mdat:  # put the index first; offsets then point wrong, which no outline reads
        whole = whole[:mdat] + whole[moov : moov + size] + whole[mdat:moov]
    path.write_bytes(whole[: len(whole) // 2])
    assert outline(path, "video/mp4").missing > 1_000_000


def test_ten_thousand_streams_are_refused_cheaply(subject, tmp_path, make):
    path = make.tracks(tmp_path / "many.mp4", 10_000)
    began = time.monotonic()
    with pytest.raises(OverLimit, match="10000 streams, and 100 are allowed"):
        measure_container(subject(path))
    assert time.monotonic() - began < 2


def test_the_limit_of_streams_is_a_parameter(subject, tmp_path, make):
    with pytest.raises(OverLimit):
        measure_container(subject(make.tracks(tmp_path / "few.mp4", 6), most_streams=5))


def test_no_reader_of_lists_of_other_files_is_among_the_demuxers():
    # HLS, DASH and concat open whatever a file names
    assert not {"hls", "dash", "concat", "concatf", "image2", "webvtt", "applehttp"} & set(DEMUXERS.values())


@pytest.mark.parametrize(
    "content", [b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n", b"ffconcat version 1.0\nfile /etc/passwd\n"]
)
def test_a_playlist_named_as_a_film_is_not_opened(tmp_path, content):
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    with pytest.raises(Damaged), open_media(path, "video/mp4"):
        pass


@pytest.mark.parametrize("media_type", sorted(DEMUXERS))
def test_noise_breaks_no_reader(tmp_path, media_type):
    path = tmp_path / "noise"
    path.write_bytes(bytes(range(256)) * 40)
    try:
        with open_media(path, media_type) as container:
            list(container.streams)
    except (Damaged, OverLimit):
        pass


def test_endless_boxes_end(tmp_path):
    path = tmp_path / "loop.mp4"
    path.write_bytes(b"\x00\x00\x00\x08free" * 200_000)
    began = time.monotonic()
    outline(path, "video/mp4")
    assert time.monotonic() - began < 2


def test_closing_a_film_early_never_waits_for_its_own_threads(films, subject):
    # seen in use: with any level of logging set, threads of the decoder that report an error wait for the
    # interpreter's lock while closing waits for them
    warm(subject(films / "plain.mp4").sniffed)
    assert av.logging.get_level() is None
