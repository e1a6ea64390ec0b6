"""Things in a folder that are no files, or do not stay the files they were."""

import os
import socket
import threading
from pathlib import Path

import pytest

from sightline.core import errors
from sightline.work.opening import close_case, make_case
from sightline.work.taking import collect


def refusals(done) -> dict[str, str]:
    return {Path(r.path).name: r.fault for r in done.refused}


def test_links_sockets_pipes_and_devices_are_named(take, box, tmp_path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("not yours")
    (box / "good.txt").write_text("good")
    for name, target in {
        "out": outside / "secret.txt",
        "out-folder": outside,
        "in": "good.txt",
        "round": "round",
        "up": "..",
    }.items():
        (box / name).symlink_to(target)
    os.mkfifo(box / "pipe")
    os.mkfifo(box / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(box / "s"))
        done = take(box)
    assert ["good.txt"] == [Path(a.path).name for a in done.added]
    said = refusals(done)
    assert {"out", "out-folder", "in", "round", "up", "pipe", "pipe.csv", "s"} == set(said)
    assert "links are not followed" in said["out"]
    assert "links are not followed" in said["up"]
    assert "circle" in said["round"]
    assert "pipe" in said["pipe.csv"]
    assert "socket" in said["s"]


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/dev/full"])
def test_a_device_by_its_own_path_is_refused(take, path: str) -> None:
    assert "a device" in take(path).refused[0].fault


def test_a_file_of_the_system_that_tells_no_size_is_no_evidence(take) -> None:
    done = take("/proc/self/status")
    assert () == done.added
    assert "grew while it was read" in done.refused[0].fault


def test_a_file_that_never_stops_growing_ends(take, box) -> None:
    path = box / "growing.log"
    path.write_bytes(b"x" * (4 << 20))
    stop = threading.Event()

    def grow() -> None:
        with path.open("ab", buffering=0) as stream:
            while not stop.is_set() and stream.tell() < 1 << 30:
                stream.write(b"x" * (1 << 20))

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        done = take(box)
    finally:
        stop.set()
        writer.join()
    assert () == done.added
    assert "while it was read" in done.refused[0].fault
    assert "when it is finished" in (done.refused[0].todo or "")


def test_a_file_larger_than_the_disk_does_not_fill_it(take, box) -> None:
    # a sparse file says eight terabytes and holds nothing; copied, it would fill the disk of the case
    with (box / "sparse.bin").open("wb") as stream:
        stream.truncate(1 << 43)
    (box / "z.txt").write_text("after it")
    done = take(box)
    assert ["z.txt"] == [Path(a.path).name for a in done.added]
    assert "left on the disk" in done.refused[0].fault


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.html", "a.xlsx"])
def test_a_file_that_vanishes_between_listing_and_reading(take, box, name, monkeypatch) -> None:
    (box / name).write_text("title,url\nA,https://youtu.be/abcdefghijk\n")
    (box / "z.txt").write_text("stays")
    real = collect.arrivals_of

    def vanishing(address, asked):
        for arrival in real(address, asked):
            (box / name).unlink(missing_ok=True)
            yield arrival

    monkeypatch.setattr(collect, "arrivals_of", vanishing)
    done = take(box)
    assert str(box / "z.txt") in [a.path for a in done.added]
    assert name in {Path(r.path).name for r in done.refused}


def test_a_list_that_vanishes_after_its_columns_were_read(take, box) -> None:
    from sightline.work.taking.intake import Wish

    for name in ("a.csv", "b.csv"):
        (box / name).write_text("title,url\nA,https://youtu.be/abcdefghijk\n")
    done = take(box / "a.csv", box / "b.csv", wish=Wish(on_plan=lambda plan: (box / plan.name).unlink()))
    assert () == done.added
    assert ["a.csv", "b.csv"] == sorted({Path(r.path).name for r in done.refused})


def test_a_case_is_no_evidence_of_itself(take, here, box, tmp_path) -> None:
    (box / "good.txt").write_text("good")
    take(box / "good.txt")
    (box / "link").symlink_to(here.folder / "objects")
    inside = next((here.folder / "objects").rglob("*/*/*"))
    addresses = (
        here.folder,
        here.folder / "objects",
        here.folder / "catalogue.sqlite3",
        inside,
        here.keys_folder,
        box / "link",
    )
    done = take(*addresses)
    assert () == done.added
    assert len(addresses) == len(done.refused)
    assert all("inside this case" in r.fault for r in done.refused)


def test_a_case_inside_the_folder_is_walked_around(take, here, tmp_path) -> None:
    other = tmp_path / "other"
    close_case(make_case(other))
    (tmp_path / "a.txt").write_text("a")
    done = take(tmp_path)
    assert ["a.txt"] == [Path(a.path).name for a in done.added]
    said = refusals(done)
    assert "workspace" in said["case"]
    assert "workspace" in said["other"]
    keys = [r for r in done.refused if "/keys/" in r.path]
    assert len(keys) >= 2  # a private key never becomes evidence
    assert all("one of its keys" in r.fault for r in keys)


def test_what_may_not_be_read_is_named(owner_only, box) -> None:
    (box / "good.txt").write_text("good")
    (box / "closed.txt").write_text("closed")
    (box / "closed.csv").write_text("title,url\n")
    (box / "closed").mkdir()
    (box / "closed" / "in.csv").write_text("title,url\n")
    for name in ("closed.txt", "closed.csv", "closed"):
        (box / name).chmod(0)
    try:
        code, told, _ = owner_only.add(box, box / "closed" / "in.csv")
    finally:
        (box / "closed").chmod(0o700)
    assert 1 == code
    assert ["good.txt"] == [Path(a["path"]).name for a in told["added"]]
    assert ["closed", "closed.csv", "closed.txt", "in.csv"] == sorted(
        Path(r["path"]).name for r in told["refused"]
    )
    assert all("no permission" in r["fault"] for r in told["refused"])


def test_the_errors_of_the_vault_are_of_one_tree() -> None:
    assert issubclass(errors.ChangedWhileRead, errors.SkipItem)
