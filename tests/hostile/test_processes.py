"""Processes that are killed, interrupted, or meet: nothing acknowledged is lost, nothing is doubled."""

import json
import random
import signal
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sightline.store.tables import capture_files, captures, findings, objects
from sightline.work.opening import close_case, open_case


def fill(box: Path, count: int) -> None:
    for number in range(count):
        (box / f"{number:03}.txt").write_text(f"the text of file {number} " * 20)
    (box / "link").symlink_to("/etc/hostname")
    rows = "".join(f"Film {n},https://youtu.be/abcdefgh{n:03}\n" for n in range(600))
    (box / "list.csv").write_text("title,url\n" + rows)


def counts(folder: Path) -> dict[str, int]:
    case = open_case(folder / "case")
    try:
        with case.catalogue.reading() as connection:

            def number(query) -> int:
                return connection.execute(query).scalar_one()

            done = captures.c.state == "captured"
            return {
                "captures": number(select(func.count()).select_from(captures).where(done)),
                "addresses": number(select(func.count(func.distinct(captures.c.address))).where(done)),
                "failures": number(
                    select(func.count()).select_from(captures).where(captures.c.state == "failed")
                ),
                "objects": number(
                    select(func.count()).select_from(objects).where(objects.c.role == "original")
                ),
                "examined": number(
                    select(func.count(func.distinct(findings.c.input))).select_from(
                        findings.join(capture_files, capture_files.c.sha256 == findings.c.input)
                    )
                ),
            }
    finally:
        close_case(case)


def test_killed_at_any_moment_and_run_again(shell, box) -> None:
    # kill -9 while files, a list and their examination are under way, ten times; the run that is let go on ends it
    fill(box, 40)
    chance = random.Random(7)
    for _ in range(10):
        process = shell.start("add", box, "-w", shell.folder / "case", "--json")
        time.sleep(chance.uniform(0.6, 2.6))
        process.kill()
        process.communicate(timeout=60)
    before = counts(shell.folder)
    code, told, _ = shell.add(box)
    after = counts(shell.folder)
    assert 1 == code
    files = {a["path"] for a in told["added"] if a["sha256"]}
    assert before["captures"] + len(files) >= 41 or before["captures"] == 41
    assert {"captures": 41, "addresses": 41, "failures": 1, "objects": 41, "examined": 41} == after
    assert shell.whole()["ok"] is True
    assert [] == list((shell.folder / "case" / "tmp").iterdir())


def test_an_interrupt_tells_what_is_kept_and_the_same_words_go_on(shell, box) -> None:
    fill(box, 60)
    process = shell.start("add", box, "-w", shell.folder / "case", "--json")
    objects_folder = shell.folder / "case" / "objects"
    for _ in range(400):
        if len(list(objects_folder.rglob("*"))) > 20:
            break
        time.sleep(0.05)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    if process.returncode == 1:
        pytest.skip("it was done before the interrupt came")
    assert 130 == process.returncode
    assert time.monotonic() - began < 15
    assert "goes on where it stopped" in err
    told = {a["path"] for a in json.loads(out)["added"] if a["sha256"]}
    _, rest, _ = shell.add(box)
    again = {a["path"] for a in rest["added"] if a["sha256"]}
    assert set() == told & again
    # one may have been recorded and not yet told when the interrupt came; none is missing from the case
    files = {str(p) for p in box.iterdir() if p.is_file() and not p.is_symlink()}
    assert len(files - (told | again)) <= 1
    assert {"captures": 61, "addresses": 61, "failures": 1, "objects": 61, "examined": 61} == counts(
        shell.folder
    )


@pytest.mark.parametrize("same", [True, False])
def test_two_at_once(shell, box, tmp_path, same: bool) -> None:
    other = box
    fill(box, 30)
    if not same:
        other = tmp_path / "other"
        other.mkdir()
        fill(other, 30)
    pair = [shell.start("add", b, "-w", shell.folder / "case", "--json") for b in (box, other)]
    ends = [(p.communicate(timeout=150), p.returncode) for p in pair]
    assert [1, 1] == [code for _, code in ends], [err for (_, err), _ in ends]
    assert all(out for (out, _), _ in ends), [err[-600:] for (_, err), _ in ends]
    paths = [a["path"] for (out, _), _ in ends for a in json.loads(out)["added"] if a["sha256"]]
    names = {Path(path).name for path in paths}
    assert 31 == len(names)
    found = counts(shell.folder)
    assert 31 == found["objects"] == found["examined"]
    if not same:
        assert {"captures": 62, "addresses": 62, "failures": 2} == {
            k: found[k] for k in ("captures", "addresses", "failures")
        }
    else:  # they shared one run, or the second began after the first was done
        assert found["captures"] in {31, 62}
    assert shell.whole()["ok"] is True


def test_a_reader_that_goes_away_stops_nothing(shell, box) -> None:
    fill(box, 3)
    process = shell.start("add", box, "-w", shell.folder / "case", "--no-examine")
    assert process.stdout is not None
    process.stdout.close()
    process.wait(timeout=100)
    if process.stderr is not None:
        process.stderr.close()
    assert 4 == counts(shell.folder)["captures"]


def test_stopped_by_a_signal_in_the_middle_of_waiting_for_another_writer(shell, box) -> None:
    import sqlite3

    (box / "a.txt").write_text("a")
    lock = sqlite3.connect(shell.folder / "case" / "catalogue.sqlite3", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    process = shell.start("add", box, "-w", shell.folder / "case", "--json")
    time.sleep(2)
    process.send_signal(signal.SIGKILL)
    assert -signal.SIGKILL == process.wait(timeout=20)
    process.communicate()
    lock.execute("ROLLBACK")
    lock.close()
    code, told, _ = shell.add(box)
    assert (0, 1) == (code, len(told["added"]))
