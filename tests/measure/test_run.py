"""Everything through the sandbox: no file may hang or crash the parent, and every file gets an answer."""

import hashlib
import io
import shutil
import struct
import time
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from sightline.core.sandbox import Job, Limits
from sightline.core.sandbox_launch import bubblewrap_works
from sightline.measure.media.sniff import sniff_file
from sightline.measure.run import MEASURES, check, measures, open_examiner, parameters_for, plan
from sightline.model.finding import OUTCOMES, Finding, Product

FOLDERS = ("odd_files", "photos", "images", "videos", "c2pa", "documents")


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def examiner(here):
    limits = Limits(memory_bytes=1 << 30, wall_s=20)
    with open_examiner([here], limits=limits) as one:
        yield one


@pytest.fixture
def examine(examiner, tmp_path):
    def go(path, *also, with_examiner=examiner, **parameters):
        wanted = plan(sniff_file(path), also=also)
        given = {
            one.name: parameters_for(one, {"name": path.name}, parameters.get(one.name.replace(".", "_")))
            for one in wanted
        }
        names = tuple(one.name for one in wanted)
        reply = with_examiner.run(
            Job(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), names, given, tmp_path)
        )
        assert set(names) == {one.measure for one in reply.findings}
        return {one.measure: one for one in reply.findings}, reply

    return go


def test_every_shared_file_is_answered(shared, tmp_path, capsys):
    data = shared / "data"
    slowest = []
    with open_examiner([data]) as examiner:
        for folder in FOLDERS:
            for path in sorted(one for one in (data / folder).rglob("*") if one.is_file()):
                wanted = plan(sniff_file(path))
                given = {one.name: parameters_for(one, {"name": path.name}) for one in wanted}
                job = Job(path, path.name, "0" * 64, tuple(given), given, tmp_path)
                reply = examiner.run(job)
                assert {one.name for one in wanted} == {one.measure for one in reply.findings}, path
                assert () == reply.faults, (path, reply.faults)
                assert all(one.outcome in OUTCOMES and one.sentence for one in reply.findings)
                slowest.append((reply.seconds, path.name))
    with capsys.disabled():
        total = sum(seconds for seconds, _ in slowest)
        print(f"\n{len(slowest)} shared files in {total:.1f} s; slowest:", end="")
        print("".join(f" {name} {seconds:.2f} s;" for seconds, name in sorted(slowest, reverse=True)[:5]))
    assert max(slowest)[0] < 30


def hostile_files(folder, make):
    """Write files made to hang, crash or exhaust what reads them; yield each with the measure that must not succeed."""
    film = make.film(folder / "film.mp4").read_bytes()
    held = io.BytesIO()
    Image.fromarray(make.scene(1)).save(held, "JPEG")
    picture = held.getvalue()

    def put(name, content):
        (folder / name).write_bytes(content)
        return folder / name

    yield make.bomb(folder / "bomb.png", 10_000, 10_000), "media.picture", "OverLimit"
    yield make.tracks(folder / "streams.mp4", 10_000), "media.container", "OverLimit"
    yield put("noise.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 50), "media.picture", "Damaged"
    yield put("noise.mp4", film[:40] + bytes(range(256)) * 500), "media.container", "Damaged"
    yield put("headless.mp4", film[: len(film) // 2]), "media.container", "Damaged"
    yield put("short.jpg", picture[:300]), "media.picture", None
    yield put("huge.tiff", b"II*\x00\x08\x00\x00\x00" + tiff_entries(70_000)), "media.picture", None
    yield (
        put("loop.tiff", b"II*\x00\x08\x00\x00\x00\x01\x00" + bytes(12) + b"\x08\x00\x00\x00"),
        "media.picture",
        None,
    )
    yield (
        put(
            "claims.gif", b"GIF89a\xff\xff\xff\xff\x00\x00\x00" + b",\x00\x00\x00\x00\xff\xff\xff\xff\x00\x08"
        ),
        "media.picture",
        None,
    )
    yield put("nothing.mp4", b""), "media.type", None
    yield (
        put("frames.webm", b"\x1aE\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xffwebm"),
        "media.container",
        "Damaged",
    )
    yield put("deep.pdf", b"%PDF-1.7\n1 0 obj\n" + b"<<" * 50_000), "text.pdf", None
    yield (
        put(
            "self.pdf",
            b"%PDF-1.4\n1 0 obj<</Type/Pages/Kids[1 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>",
        ),
        "text.pdf",
        None,
    )
    yield (
        put(
            "xxe.svg",
            b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
        ),
        "media.metadata",
        None,
    )
    yield put("long.txt", b"a" * 3_000_000), "text.language", None
    archive = folder / "bomb.xlsx"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("xl/workbook.xml", b"0" * 20_000_000)
    yield archive, "media.type", None
    noisy = bytearray(film)
    for at in range(1000, len(noisy), 37):
        noisy[at] ^= 0x55
    yield put("noisy.mp4", bytes(noisy)), "media.container", None


def tiff_entries(count):
    return struct.pack("<H", 65_535) + struct.pack("<HHII", 0x0100, 4, 1, count) * 65_535 + bytes(4)


def test_hostile_files_cost_little_and_stop_nothing(here, examine, make):
    good = here / "good.png"
    Image.fromarray(make.scene(3)).save(good)
    for path, measure, fault in hostile_files(here, make):
        began = time.monotonic()
        findings, _ = examine(path)
        print(f"{path.name} {time.monotonic() - began:.2f} s")
        assert time.monotonic() - began < 25, path
        assert measure in findings, path
        if fault is not None:
            assert ("failed", fault) == (findings[measure].outcome, findings[measure].values["fault"]), path
        # whatever came before, the next file is answered
        assert "found" == examine(good)[0]["media.picture"].outcome


def test_a_name_that_is_an_option_is_never_one(here, examine, make):
    # exiftool reads arguments line by line: a path is always absolute, a name never reaches it
    path = here / "-execute"
    shutil.copy(make.film(here / "film2.mp4"), path)
    assert "found" == examine(path)[0]["media.metadata"].outcome


def test_a_path_with_a_line_break_is_not_asked_about(here, examine, make):
    path = here / "a\n-o\nb.mp4"
    shutil.copy(make.film(here / "film3.mp4"), path)
    assert "failed" == examine(path)[0]["media.metadata"].outcome
    assert "found" == examine(here / "film3.mp4")[0]["media.metadata"].outcome


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
def test_exiftool_answers_the_right_file_after_a_fault(here, examine, make):
    Image.new("RGB", (31, 17)).save(here / "a.png")
    Image.new("RGB", (32, 18)).save(here / "b.png")
    asked = [examine(here / name)[0]["media.metadata"] for name in ("a.png", "b.png", "a.png")]
    sizes = [one.values["tags"]["PNG:ImageWidth"] for one in asked]
    assert ["31", "32", "31"] == sizes


def test_measures_have_names_of_their_own_and_a_room():
    names = [one.name for one in MEASURES]
    assert sorted(set(names)) == sorted(names)
    assert all("." in name for name in names)
    assert all(one.version > 0 for one in MEASURES)
    assert set(names) <= set(measures())


def test_an_empty_file_is_only_sniffed(tmp_path):
    (tmp_path / "e").write_bytes(b"")
    assert ["media.type"] == [one.name for one in plan(sniff_file(tmp_path / "e"))]


def test_what_runs_on_request_runs_only_then(films_folder):
    sniffed = sniff_file(films_folder / "film.mp4")
    assert "media.stills" not in [one.name for one in plan(sniffed)]
    assert "media.stills" in [one.name for one in plan(sniffed, also=("media.stills",))]


@pytest.fixture
def films_folder(tmp_path, make):
    make.film(tmp_path / "film.mp4")
    return tmp_path


def test_parameters_hold_only_what_a_measure_depends_on():
    known = {"name": "a.jpg", "modified": None, "posted": "2014-04-11"}
    assert {"name": "a.jpg", "posted": "2014-04-11"} == parameters_for(measures()["media.clocks"], known)
    assert {} == parameters_for(measures()["media.picture"], known)


@pytest.mark.parametrize(
    "finding, wrong",
    [
        (Finding("media.type", 99, "found", "x"), "version"),
        (Finding("no.such", 1, "found", "x"), "version"),
        (Finding("media.type", 1, "found", "x" * 5000), "too much"),
        (Finding("media.type", 1, "found", "x", parameters={"a": 1}), "parameters"),
        (
            Finding("media.type", 1, "found", "x", products=(Product("map", "a.jpg", "image/jpeg"),)),
            "product",
        ),
    ],
)
def test_findings_that_say_what_they_may_not_are_refused(finding, wrong):
    assert wrong in check(finding, (), {})


def test_the_same_answers_without_bubblewrap(here, examine, make, tmp_path):
    make.film(here / "film4.mp4")
    with open_examiner([here], box=False) as bare:
        findings, reply = examine(here / "film4.mp4", with_examiner=bare)
    assert "limits-only" == reply.sandbox
    boxed, other = examine(here / "film4.mp4")
    assert boxed == findings
    assert ("bubblewrap" if bubblewrap_works() else "limits-only") == other.sandbox
    assert Path(tmp_path / "contact_sheet.jpg").is_file()


def test_a_hang_in_a_real_measure_ends(here, tmp_path, make):
    path = make.film(here / "film5.mp4", frames=400)
    with open_examiner([here], limits=Limits(wall_s=1, wall_s_per_mib=0)) as short:
        given = {"media.frames": {}}
        reply = short.run(Job(path, "f", "0" * 64, ("media.frames",), given, tmp_path))
    assert reply.findings[0].outcome in ("failed", "inconclusive")
