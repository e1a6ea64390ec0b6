"""A file that takes over its parser must not hurt the parent, the next file, or the answers about it."""

import contextlib
import importlib.util
import os
import socket
import time
from pathlib import Path

import pytest

from sightline.core import sandbox
from sightline.core.sandbox import Examiner, Job, Limits
from sightline.core.sandbox_launch import bubblewrap_works

HERE = Path(__file__).resolve().parent / "hostile"
spec = importlib.util.spec_from_file_location("hostile_measures", HERE / "hostile_measures.py")
hostile = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hostile)
Said = hostile.Said

LIMITS = Limits(
    memory_bytes=256 << 20,
    wall_s=20,
    wall_s_per_mib=0,
    file_bytes=1 << 20,
    folder_bytes=8 << 20,
    files=8,
    reply_bytes=4 << 20,
)
boxed = pytest.mark.skipif(not bubblewrap_works(), reason="bubblewrap is not installed or not allowed here")


def failed(name, fault, parameters):
    return Said(name, f"FAILED {fault.kind}: {fault.sentence}")


@contextlib.contextmanager
def examiner(folder, **changes):
    options = {"read_only": [folder], "limits": LIMITS, "code": [HERE], **changes}
    with Examiner("hostile_measures", Said, failed, **options) as one:
        yield one


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("vault")
    (found / "evidence").write_bytes(b"twelve bytes")
    return found


@pytest.fixture(scope="module")
def open_one(folder):
    with examiner(folder) as one:
        yield one


@pytest.fixture
def run(open_one, folder, tmp_path):
    def go(*measures, parameters=None, with_examiner=open_one):
        job = Job(folder / "evidence", "evidence", "0" * 64, measures, parameters or {}, tmp_path)
        return with_examiner.run(job)

    return go


def texts(reply):
    return {one.measure: one.text for one in reply.findings}


@pytest.mark.parametrize(
    "deed, kind",
    [
        ("crash", "crash"),
        ("raises", "crash"),
        ("eat_memory", "memory"),
        ("killed", "memory"),
        ("garbage", "garbage"),
        ("flood", "garbage"),
        ("other_name", "garbage"),
        ("wrong_shape", "garbage"),
        ("unknown_key", "garbage"),
        ("huge_number", "garbage"),
        ("silent", "garbage"),
        ("symlink", "size"),
        ("folder", "size"),
        ("many_files", "size"),
        ("large_file", "size"),
        ("kill_parent", "garbage"),
    ],
)
def test_a_measure_that_goes_wrong_fails_alone(run, deed, kind):
    reply = run("fine", deed, "after")
    said = texts(reply)
    assert "12 bytes" == said["fine"]
    # spoiled folders are known only after the worker ended: what it said well is kept, and the fault is no verdict
    if deed in ("symlink", "folder", "many_files"):
        assert {"fine", deed, "after"} == set(said)
        return
    assert said[deed].startswith(f"FAILED {kind}"), said[deed]
    assert "12 bytes" == said["after"]
    assert [kind] == [fault.kind for name, fault in reply.faults if name == deed]


def test_the_next_file_is_examined_after_the_worst(run):
    run("kill_parent")
    assert {"fine": "12 bytes"} == texts(run("fine"))


def test_a_hang_ends_at_the_wall_clock(folder, run):
    with examiner(folder, limits=Limits(wall_s=2, wall_s_per_mib=0)) as one:
        began = time.monotonic()
        reply = run("fine", "hang", "after", with_examiner=one)
        assert time.monotonic() - began < 15
    assert texts(reply)["hang"].startswith("FAILED time")
    assert "12 bytes" == texts(reply)["after"]


def test_the_last_words_of_an_exception_are_kept(run):
    assert "seven times six" in texts(run("raises"))["raises"]


def test_text_that_no_database_can_hold_is_repaired(run):
    # a lone surrogate cannot be written as UTF-8, a NUL not into PostgreSQL
    assert "a\ufffdb\ufffdc" == texts(run("surrogate"))["surrogate"]


def test_products_come_out_through_the_pipe(run, tmp_path):
    reply = run("product")
    assert ("good.txt",) == reply.files
    assert "good" == (tmp_path / "good.txt").read_text()


def names_a_file_that_is_missing(record, files, parameters):
    return "it names a product that was not made" if record.text == "good.txt" not in files else None


def test_a_record_whose_files_were_lost_with_the_sandbox_is_made_again(folder, run, tmp_path):
    # a film of ten hours: its fingerprints were told, then another measure took the whole sandbox down
    with examiner(folder, check=names_a_file_that_is_missing) as one:
        reply = run("product", "kill_parent", "after", with_examiner=one)
    assert "good.txt" == texts(reply)["product"]
    assert "good" == (tmp_path / "good.txt").read_text()
    assert ["kill_parent"] == [name for name, _ in reply.faults]


def test_a_record_whose_files_came_too_late_is_told_as_a_time_limit(folder, run, monkeypatch):
    # on a busy machine the time ended between the record and its files, and the record was called a lie
    monkeypatch.setattr(sandbox, "_GRACE_SECONDS", 0.5)
    limits = Limits(wall_s=3, wall_s_per_mib=0)
    with examiner(folder, limits=limits, check=names_a_file_that_is_missing) as one:
        reply = run("product", "stop_parent", with_examiner=one)
    assert texts(reply)["product"].startswith("FAILED time"), texts(reply)
    assert {"product": "time", "stop_parent": "time"} == {name: fault.kind for name, fault in reply.faults}


def test_a_symlink_is_never_brought_out(run, tmp_path):
    run("symlink")
    assert not (tmp_path / "link").is_symlink()


def test_a_file_outside_the_folders_is_refused(open_one, tmp_path):
    other = tmp_path / "other"
    other.write_bytes(b"x")
    reply = open_one.run(Job(other, "other", "0" * 64, ("fine",), {}, tmp_path))
    assert texts(reply)["fine"].startswith("FAILED unreadable")


def test_a_file_that_is_gone_is_a_failed_finding(open_one, folder, tmp_path):
    reply = open_one.run(Job(folder / "gone", "gone", "0" * 64, ("fine",), {}, tmp_path))
    assert texts(reply)["fine"].startswith("FAILED unreadable")


@boxed
def test_there_is_no_network_inside(run):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert {"network": "closed"} == texts(run("network", parameters={"network": {"port": port}}))


@boxed
def test_homes_the_workspace_and_secrets_are_out_of_sight(run, tmp_path, monkeypatch, folder):
    monkeypatch.setenv("A_SECRET_KEY", "x")
    (tmp_path / "catalogue.sqlite3").write_bytes(b"")
    paths = [
        str(tmp_path / "catalogue.sqlite3"),
        str(Path(__file__)),
        "/etc/passwd",
        "/etc/shadow",
        "/var/lib",
    ]
    with examiner(folder) as one:
        reply = run("look_around", parameters={"look_around": {"paths": paths}}, with_examiner=one)
    assert (Said("look_around", "", 0),) == reply.findings


@boxed
def test_evidence_cannot_be_written(run, folder):
    assert {"overwrite": "OSError"} == texts(run("overwrite"))
    assert b"twelve bytes" == (folder / "evidence").read_bytes()


@boxed
def test_what_a_worker_leaves_running_does_not_meet_the_next_file(run):
    before = run("count_processes").findings[0].number
    run("leave_children")
    assert before == run("count_processes").findings[0].number


def test_without_bubblewrap_it_says_so_and_still_holds(folder, run):
    with examiner(folder, box=False) as one:
        reply = run("fine", "crash", "eat_memory", "after", with_examiner=one)
    assert "limits-only" == reply.sandbox
    assert ["12 bytes", "FAILED crash", "FAILED memory", "12 bytes"] == [
        texts(reply)[name].partition(":")[0] for name in ("fine", "crash", "eat_memory", "after")
    ]


@boxed
def test_the_mark_says_bubblewrap(run):
    assert "bubblewrap" == run("fine").sandbox


def test_closing_leaves_no_process_and_no_folder(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with examiner(folder) as one:
        one.run(Job(folder / "evidence", "evidence", "0" * 64, ("fine",), {}, tmp_path))
        pid = one._child.process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert [] == sorted(tmp_path.glob("sightline-*"))
