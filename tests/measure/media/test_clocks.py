"""Clocks in files and in names, and where they contradict each other."""

import json
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.measure.media.clock_conflicts import compare, duration, measure_clocks
from sightline.measure.media.clock_names import read_circumstance, read_name
from sightline.measure.media.clocks import parse_written, read_clocks, utc_text, zone_minutes
from sightline.measure.media.exif_tags import Tag, Tags, parse_tags
from sightline.measure.media.metadata import measure_metadata, times_of
from sightline.model.time import read


def tags_of(**tags):
    named = {name.replace("__", ":").replace("_", "-"): Tag(value, value) for name, value in tags.items()}
    return Tags(named, 0, "12.57", ())


def exiftool(path):
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not installed")
    return subprocess.run(
        ["exiftool", "-j", "-l", "-a", "-G1", "--System:all", path], capture_output=True, check=False
    ).stdout


def test_the_nine_geotagged_photographs_have_a_camera_clock_a_day_off(shared, subject):
    # camera 2008-10-22 16:28:39, satellites 2008-10-23 14:27:07 UTC: no zone explains 21 h 58 min
    for path in sorted((shared / "data/photos/exif_jpg/gps").glob("*.jpg")):
        finding = measure_clocks(subject(path, answers={"exiftool": exiftool(path)}, name=path.name))
        assert "against" == finding.outcome
        conflict = finding.values["conflicts"][0]
        assert ("ExifIFD:DateTimeOriginal", "GPS:GPSTimeStamp") == (conflict["one"], conflict["other"])
        assert 79_054 <= conflict["apart_s"] <= 79_108
        assert (
            "a date one day early on the camera's clock and the zone +02:00" in conflict["reconciled_by"][0]
        )


def test_the_first_of_them_says_so_in_words(shared, subject):
    path = shared / "data/photos/exif_jpg/gps/DSCN0010.jpg"
    finding = measure_clocks(subject(path, answers={"exiftool": exiftool(path)}))
    assert (
        "The camera says 2008-10-22 16:28:39 (zone unknown), the satellite clock says 2008-10-23 14:27:07 (UTC): "
        "21 h 58 min apart as written, which no zone of the world explains; it would fit with a date one day early on "
        "the camera's clock and the zone +02:00, which leaves 1 min 31 s. (1 more disagreement.)"
    ) == finding.sentence


def test_a_phone_with_its_zone_agrees_with_the_satellites(shared, subject):
    path = shared / "data/photos/exif_jpg/mobile/HMD_Nokia_8.3_5G.jpg"
    finding = measure_clocks(subject(path, answers={"exiftool": exiftool(path)}))
    assert "found" == finding.outcome


def test_position_and_times_of_a_photograph_become_proposals(shared, subject):
    path = shared / "data/photos/exif_jpg/gps/DSCN0010.jpg"
    finding = measure_metadata(subject(path, answers={"exiftool": exiftool(path)}))
    place = next(one for one in finding.proposals if one.property == "position")
    assert {"lat": "43.4674483", "lon": "11.8851267", "radius_m": 20} == place.value
    times = {one.qualifiers["tag"]: one for one in finding.proposals if one.property == "recorded_at"}
    assert "2008-10-22T16:28:39" == times["ExifIFD:DateTimeOriginal"].value
    assert "unknown" == times["ExifIFD:DateTimeOriginal"].qualifiers["zone"]
    assert "2008-10-23T14:27:07Z" == times["GPS:GPSTimeStamp"].value
    assert "43.4674483333333" == finding.values["tags"]["GPS:GPSLatitude"]["raw"]


def test_every_known_tag_of_the_shared_photographs_is_kept(shared, subject):
    path = shared / "data/photos/exif_heic/mobile/HMD_Nokia_8.3_5G_hdr.heif"
    finding = measure_metadata(subject(path, answers={"exiftool": exiftool(path)}))
    place = next(one for one in finding.proposals if one.property == "position")
    assert "82.0" == place.qualifiers["bearing"]
    assert "magnetic" == place.qualifiers["bearing_north"]
    assert "940.3" == place.qualifiers["altitude_m"]
    assert place.value["lat"].startswith("40.66299")
    assert place.value["lon"].startswith("-3.7637")


@pytest.mark.parametrize(
    "name, edtf, role",
    [
        ("PXL_20220831_003137144.mp4", "2022-08-31T00:31:37Z", "recorded"),
        ("VID-20140411-WA0001.mp4", "../2014-04-11", "not_after"),
        ("WhatsApp Video 2022-03-01 at 14.22.10.mp4", "../2022-03-01T14:22:10", "not_after"),
        ("WhatsApp Image 2022-03-01 at 2.22.10 PM.jpeg", "../2022-03-01T14:22:10", "not_after"),
        ("VID_20140411_183042.mp4", "2014-04-11T18:30:42", "recorded"),
        ("20140411_183042.mp4", "2014-04-11T18:30:42", "recorded"),
        ("DJI_20220831003137_0001_W.MP4", "2022-08-31T00:31:37", "recorded"),
        ("Screenshot_20140411-183042.png", "../2014-04-11T18:30:42", "not_after"),
        ("signal-2022-03-01-142210.mp4", "../2022-03-01T14:22:10", "not_after"),
        ("FB_IMG_1397212345678.jpg", "../2014-04-11T10:32:25Z", "not_after"),
    ],
)
def test_names_that_programs_give(name, edtf, role):
    reading = read_name(name)
    assert (edtf, role) == (reading.edtf(), reading.role)


@pytest.mark.parametrize(
    "name",
    [
        "IMG_0001.JPG",
        "20149911_996699.mp4",
        "video.mp4",
        "",
        "IMG_20141399_000000.jpg",
        "12345678901234567890.mp4",
    ],
)
def test_names_without_a_time(name):
    assert read_name(name) is None


def test_a_film_said_to_be_recorded_after_it_was_posted_is_contradicted():
    tags = tags_of(QuickTime__CreateDate="2015:03:01 10:00:00")
    finding = compare(tags, (read_circumstance("post", "2014-04-11T18:00:00Z"),))
    assert "against" == finding.outcome
    assert "after it was already there" in finding.sentence


def test_quicktime_written_in_local_time_is_recognised():
    # many cameras write local time where the standard wants UTC
    tags = tags_of(QuickTime__CreateDate="2022:08:31 03:31:37")
    finding = compare(tags, (read_name("PXL_20220831_003137144.mp4"),))
    assert "against" == finding.outcome
    assert (
        "the container having written local time of the zone +03:00"
        in finding.values["conflicts"][0]["reconciled_by"][0]
    )


def test_two_clocks_that_imply_a_zone_name_it():
    tags = tags_of(
        ExifIFD__DateTimeOriginal="2022:08:14 14:12:31",
        GPS__GPSDateStamp="2022:08:14",
        GPS__GPSTimeStamp="11:12:32",
    )
    finding = compare(tags, ())
    assert "found" == finding.outcome
    assert (
        "ExifIFD:DateTimeOriginal agrees with GPS:GPSTimeStamp if its zone is UTC+03:00."
        in finding.values["implied_zones"]
    )


def test_one_clock_alone_proves_nothing_and_none_is_another_answer():
    assert "inconclusive" == compare(tags_of(ExifIFD__DateTimeOriginal="2014:04:11 10:00:00"), ()).outcome
    assert "nothing" == compare(tags_of(), ()).outcome


@pytest.mark.parametrize(
    "raw", ["0000:00:00 00:00:00", "2014:13:40 10:00:00", "    ", "garbage", "1800:01:01 00:00:00"]
)
def test_dates_that_are_none_are_left_out(raw):
    assert () == read_clocks(tags_of(ExifIFD__DateTimeOriginal=raw))


def test_zones():
    assert 120 == zone_minutes("+02:00")
    assert -570 == zone_minutes("-0930")
    assert 0 == zone_minutes("Z")
    assert zone_minutes("+99:00") is None
    assert zone_minutes(None) is None


def test_an_unknown_zone_widens_the_reading():
    reading = read_clocks(tags_of(ExifIFD__DateTimeOriginal="2014:04:11 10:00:00"))[0]
    assert "2014-04-10T20:00:00Z" == utc_text(reading.begin_ms)
    assert "2014-04-11T22:00:01Z" == utc_text(reading.end_ms)


@given(
    st.datetimes(
        min_value=__import__("datetime").datetime(1901, 1, 2),
        max_value=__import__("datetime").datetime(2099, 12, 30),
    )
)
def test_every_proposed_time_is_edtf_that_the_model_reads(moment):
    tags = tags_of(
        ExifIFD__DateTimeOriginal=moment.strftime("%Y:%m:%d %H:%M:%S"),
        QuickTime__CreateDate=moment.strftime("%Y:%m:%d %H:%M:%S"),
    )
    proposals = times_of(read_clocks(tags))
    assert 2 == len(proposals)
    for proposal in proposals:
        read(proposal.value)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_dates(text):
    parse_written(text)
    read_name(text)


@given(st.integers(0, 10**12))
def test_durations_have_words(ms):
    assert duration(ms)


@pytest.mark.parametrize(
    "answer", [b"", b"[]", b"{}", b"[1]", b"\xff\xfe", b'[{"a": ', json.dumps([[[]]]).encode()]
)
def test_an_answer_of_exiftool_that_is_none_is_damage(answer):
    from sightline.core.errors import Damaged

    with pytest.raises(Damaged):
        parse_tags(answer)


def test_without_exiftool_the_finding_says_how_to_get_it(subject, tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    finding = measure_metadata(subject(path))
    assert "failed" == finding.outcome
    assert "libimage-exiftool-perl" in finding.todo


def test_zero_degrees_by_zero_degrees_is_no_position(subject, tmp_path):
    from sightline.measure.media.positions import position_of

    proposal, sentence = position_of(tags_of(Composite__GPSLatitude="0", Composite__GPSLongitude="0"))
    assert proposal is None
    assert "devices write when they have none" in sentence


@pytest.mark.parametrize("latitude", ["91", "NaN", "Infinity", "x", "1e400"])
def test_positions_on_no_globe_are_not_proposed(latitude):
    from sightline.measure.media.positions import position_of

    assert position_of(tags_of(Composite__GPSLatitude=latitude, Composite__GPSLongitude="10"))[0] is None
