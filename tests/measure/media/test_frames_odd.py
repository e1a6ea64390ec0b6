"""Films with borders, and films that are odd: each gives a finding that says what it is, or a named fault."""

import av
import numpy as np
import pytest
from PIL import Image

from sightline.core.errors import Damaged, WrongUse
from sightline.measure.media.decoding import Clock, Decoded, video_stream
from sightline.measure.media.film_pass import pass_over
from sightline.measure.media.frames import measure_frames
from sightline.measure.media.opening import open_media
from sightline.model.print_views import VIEWS


def distance(one, other):
    return (int.from_bytes(one.pdq, "big") ^ int.from_bytes(other.pdq, "big")).bit_count()


def scene(at, width, height):
    rough = np.random.default_rng(7).integers(0, 255, (12, 16, 3), np.uint8)
    whole = np.asarray(Image.fromarray(rough).resize((width, height), Image.Resampling.BICUBIC))
    return np.roll(whole, at * 3, axis=1)


def film(
    path, frames, *, size=(320, 240), codec="mpeg4", rate=25, times=None, options=None, bit_rate=3_000_000
):
    """Write frames (a number of scenes, or arrays) as a film; ``times`` are their time stamps in frames."""
    pictures = [scene(at, *size) for at in range(frames)] if isinstance(frames, int) else frames
    with av.open(str(path), "w", options=options or {}) as container:
        stream = container.add_stream(codec, rate=rate)
        stream.width, stream.height, stream.pix_fmt = size[0], size[1], "yuv420p"
        stream.bit_rate = bit_rate
        for at, pixels in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
            if times is not None:
                frame.pts = times[at]
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return path


def boxed(pixels, top, left, colour=0):
    height, width, _ = pixels.shape
    out = np.full((height + 2 * top, width + 2 * left, 3), colour, np.uint8)
    out[top : top + height, left : left + width] = pixels
    return out


@pytest.mark.parametrize("top, left, colour", [(40, 0, 0), (0, 48, 0), (32, 32, 255), (40, 0, 90)])
def test_a_copy_with_borders_is_the_original_inside_them(subject, tmp_path, top, left, colour):
    plain = [scene(at, 320, 240) for at in range(30)]
    original = measure_frames(subject(film(tmp_path / "a.mp4", plain), views="whole"))
    framed = [boxed(one, top, left, colour) for one in plain]
    size = (320 + 2 * left, 240 + 2 * top)
    copy = measure_frames(subject(film(tmp_path / "b.mp4", framed, size=size), views="whole"))
    inner = [one for one in copy.prints if one.view == "inner"]
    assert (0, 1200) == (inner[0].start_ms, inner[-1].end_ms)
    full = [one for one in original.prints if one.view == "full"]
    assert max(min(distance(one, other) for other in full) for one in inner) <= 31
    assert {"full": len(copy.prints) - len(inner), "inner": len(inner)} == copy.values["views"]
    (border,) = copy.values["borders"]
    assert (0, 1200) == (border["from_ms"], border["to_ms"])
    assert border["top"] == pytest.approx(top * 1000 / size[1], abs=5)
    assert border["left"] == pytest.approx(left * 1000 / size[0], abs=5)
    assert "flat border" in copy.sentence


def test_the_sentence_says_where_and_when(subject, tmp_path):
    # 30 of 240 above and below is an eighth; then without
    frames = [boxed(scene(at, 320, 180), 30, 0) for at in range(25)] + [
        scene(at, 320, 240) for at in range(25)
    ]
    found = measure_frames(subject(film(tmp_path / "a.mp4", frames), views="whole"))
    assert "It has a flat border: 12 % above and below from 0:00.0 to 0:01.0." in found.sentence
    assert 1000 == max(one.end_ms for one in found.prints if one.view == "inner")


def test_a_film_without_borders_has_one_view(films, subject):
    found = measure_frames(subject(films / "plain.mp4", views="whole"))
    assert {"full"} == {one.view for one in found.prints}
    assert [] == found.values["borders"]
    assert "border" not in found.sentence


def test_crop_views_are_there_when_asked_for(films, subject):
    found = measure_frames(subject(films / "plain.mp4", views="crops", crops_every_ms=0))
    counts = found.values["views"]
    assert set(VIEWS) - {"inner"} == set(counts)
    assert 1 == len(set(counts.values()))
    full = [one for one in found.prints if one.view == "full"]
    half = [one for one in found.prints if one.view == "crop-10"]
    assert [(one.start_ms, one.end_ms) for one in full] == [(one.start_ms, one.end_ms) for one in half]


def test_crop_views_may_be_sparse(films, subject):
    found = measure_frames(subject(films / "plain.mp4", views="crops", crops_every_ms=400))
    half = [one for one in found.prints if one.view == "crop-10"]
    full = [one for one in found.prints if one.view == "full"]
    assert 3 == len(half) < len(full)
    assert {(one.start_ms, one.end_ms) for one in half} < {(one.start_ms, one.end_ms) for one in full}


@pytest.mark.parametrize("every", [-1, "500", 1.5, True])
def test_an_interval_that_cannot_be_meant_is_refused(films, subject, every):
    with pytest.raises(WrongUse):
        measure_frames(subject(films / "plain.mp4", views="crops", crops_every_ms=every))


def test_crop_views_are_of_what_lies_inside_the_borders(subject, tmp_path):
    plain = measure_frames(subject(film(tmp_path / "a.mp4", 5), views="crops"))
    frames = [boxed(scene(at, 320, 240), 40, 0) for at in range(5)]
    framed = measure_frames(subject(film(tmp_path / "b.mp4", frames, size=(320, 320)), views="crops"))
    one, other = (next(p for p in found.prints if p.view == "crop-20") for found in (plain, framed))
    assert distance(one, other) <= 24


def test_views_there_are_none_of_are_refused(films, subject):
    with pytest.raises(WrongUse, match="everything"):
        measure_frames(subject(films / "plain.mp4", views="everything"))


# ----------------------------------------------------------------------------------------------------------- odd films


def test_one_frame(subject, tmp_path):
    found = measure_frames(subject(film(tmp_path / "one.mp4", 1), views="whole"))
    assert (1, 1) == (found.values["frames"], len(found.prints))
    assert found.prints[0].end_ms > found.prints[0].start_ms


def test_one_frame_with_borders(subject, tmp_path):
    one = film(tmp_path / "one.mp4", [boxed(scene(0, 320, 180), 30, 0)])
    found = measure_frames(subject(one, views="whole"))
    assert ["full", "inner"] == [one.view for one in found.prints]


def test_a_black_film_has_fingerprints_that_are_never_evidence(subject, tmp_path):
    found = measure_frames(subject(film(tmp_path / "black.mp4", [np.zeros((240, 320, 3), np.uint8)] * 10)))
    assert [(0, "full")] == [(one.quality, one.view) for one in found.prints]
    assert 1 == found.values["low_quality_runs"]


def test_size_and_clock_that_change_in_mid_stream(subject, tmp_path):
    # two recordings put one behind the other, as a phone or a satellite link does: the clock begins again
    one = film(tmp_path / "a.ts", 50, codec="mpeg2video")
    other = film(
        tmp_path / "b.ts",
        [boxed(scene(at, 480, 200), 35, 0) for at in range(50)],
        size=(480, 270),
        codec="mpeg2video",
    )
    both = tmp_path / "both.ts"
    both.write_bytes(one.read_bytes() + other.read_bytes())
    found = measure_frames(subject(both, views="whole"))
    assert 1 == found.values["size_changes"]
    assert found.values["frames"] >= 95
    starts = [one.start_ms for one in found.prints if one.view == "full"]
    assert sorted(starts) == starts
    assert found.values["decoded_ms"] == pytest.approx(4_000, abs=250)
    assert found.values["borders"][0]["top"] == pytest.approx(130, abs=6)
    assert found.values["clock_jumps"] >= 1
    assert "clock jumps" in found.uncertainty


@pytest.mark.parametrize(
    "claims, expected",
    [
        ([0, 40, 80, 60, 120], [0, 40, 80, 80, 120]),
        ([0, 40, 90_000_000_000, 90_000_000_040], [0, 40, 80, 120]),
        ([50_000, 50_040, 0, 40], [50_000, 50_040, 50_080, 50_120]),
        ([-40, 0, None, 80], [0, 0, 40, 80]),
        ([None, None], [0, 40]),
        ([0, 1 << 62, 80], [0, 40, 80]),
        ([0, 3_600_000], [0, 3_600_000]),
    ],
)
def test_times_never_run_backwards(claims, expected):
    report = Decoded()
    clock, times = Clock(report), []
    for claimed in claims:
        times.append(clock.time_of(claimed))
        report.end_ms = max(report.end_ms, times[-1] + 40)
    assert expected == times


def test_8k(subject, tmp_path):
    pixels = np.zeros((4320, 7680, 3), np.uint8)
    pixels[540:-540] = np.kron(
        np.random.default_rng(1).integers(0, 255, (27, 64, 1), np.uint8), np.ones((120, 120, 3), np.uint8)
    )
    found = measure_frames(
        subject(
            film(tmp_path / "8k.mp4", [pixels] * 2, size=(7680, 4320), bit_rate=80_000_000), views="whole"
        )
    )
    assert {"full": 1, "inner": 1} == found.values["views"]
    assert 125 == found.values["borders"][0]["top"]


def test_rows_have_an_end_and_it_is_said(films, subject):
    with open_media(films / "plain.mp4", "video/mp4") as container:
        found = pass_over(container, video_stream(container), deadline=float("inf"), most_rows=20)
    assert found.runs.full_since is not None
    assert len(found.runs.prints()) <= 20
    assert 30 == found.report.frames


def test_a_film_that_holds_no_frame_is_damage(subject, tmp_path, make):
    with pytest.raises(Damaged):
        measure_frames(subject(make.tracks(tmp_path / "none.mp4", 1), views="whole"))


def test_values_are_whole_numbers_and_text(subject, tmp_path):
    def check(value):
        if isinstance(value, dict):
            assert all(isinstance(key, str) for key in value)
            value = list(value.values())
        if isinstance(value, list):
            for one in value:
                check(one)
        else:
            assert value is None or type(value) in (int, str, bool)

    found = measure_frames(subject(film(tmp_path / "a.mp4", [boxed(scene(0, 320, 180), 30, 0)] * 3)))
    check(dict(found.values))
