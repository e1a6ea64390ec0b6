"""What examines is killed, hangs, cannot be started or lacks a program: said of each file, and the rest goes on."""

import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from sightline.core.errors import MissingProgram, StoreFull
from sightline.core.sandbox import Examiner
from sightline.store.tables import findings
from sightline.work import add as add_module
from sightline.work.add import add
from sightline.work.taking.intake import Added, Wish


def without(folder: Path, *missing: str) -> str:
    """Make a folder of links to all programs but some, to be the PATH."""
    folder.mkdir()
    for place in ("/bin", "/usr/bin"):
        for program in Path(place).iterdir():
            link = folder / program.name
            if program.name not in missing and not link.exists() and not link.is_symlink():
                link.symlink_to(program)
    return str(folder)


def test_without_bubblewrap_it_says_so(shell, box, tmp_path) -> None:
    (box / "a.txt").write_text("a text")
    path = without(tmp_path / "programs", "bwrap")
    code, out, _ = shell("add", box, "-w", shell.folder / "case", env={**shell.environment, "PATH": path})
    assert 0 == code
    assert "under limits only" in out
    assert "install bubblewrap" in out


def test_without_exiftool_each_finding_says_so(here, box, tmp_path, monkeypatch, shared) -> None:
    # in the sandbox PATH is fixed, so the program itself is what is not found
    from sightline.measure.media import exif_tags

    programs = tmp_path / "programs"
    programs.mkdir()
    if (bwrap := shutil.which("bwrap")) is not None:
        (programs / "bwrap").symlink_to(bwrap)
    shutil.copy(next((shared / "data" / "photos").rglob("*.jpg")), box / "a.jpg")
    assert "exiftool" == exif_tags.EXIFTOOL.argv[0]
    monkeypatch.setattr(
        "sightline.core.sandbox_launch._ENVIRONMENT", {**_environment(), "PATH": str(programs)}
    )
    steps = list(add(here, [str(box)], Wish()))
    assert 1 == len([s for s in steps if isinstance(s, Added)])
    with here.catalogue.reading() as connection:
        rows = connection.execute(
            select(findings.c.measure, findings.c.outcome, findings.c.sentence, findings.c.todo)
        )
        said = {r.measure: r for r in rows}
    assert "failed" == said["media.metadata"].outcome
    assert "exiftool" in said["media.metadata"].sentence + said["media.metadata"].todo
    assert "found" == said["media.picture"].outcome


def _environment() -> dict[str, str]:
    from sightline.core import sandbox_launch

    return dict(sandbox_launch._ENVIRONMENT)


def children() -> list[int]:
    """List the processes this one started; a browser or a server of other tests may be among them."""
    own = str(os.getpid())
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if stat[1] == own:
                found.append(int(folder.name))
    return found


def test_a_sandbox_that_is_killed_again_and_again(take, here, box) -> None:
    for number in range(30):
        (box / f"{number}.txt").write_text(f"text {number} " * 50)
    stop = threading.Event()
    others = set(children())

    def kill() -> None:
        while not stop.wait(2.0):
            for pid in set(children()) - others:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue

    killer = threading.Thread(target=kill)
    killer.start()
    time.sleep(0.1)
    threading.Timer(9.0, stop.set).start()
    try:
        done = take(box, look=True)
    finally:
        stop.set()
        killer.join()
    assert 30 == len(done.added) == len({e.sha256 for e in done.examined})
    with here.catalogue.reading() as connection:
        said = {bytes(i) for i in connection.execute(select(findings.c.input).distinct()).scalars()}
    assert {e.sha256 for e in done.examined} == said


def test_what_cannot_be_started_ends_the_wait_and_keeps_everything(here, box, monkeypatch) -> None:
    # a thread that ended on an error once left the run waiting for ever
    for number in range(5):
        (box / f"{number}.txt").write_text(f"text {number}")

    def dead(self, job):
        raise MissingProgram("the sandbox does not start", todo="run `sightline status`")

    steps = []
    with monkeypatch.context() as patch:
        patch.setattr(Examiner, "run", dead)
        with pytest.raises(MissingProgram):  # noqa: PT012 - steps come before it
            for step in add(here, [str(box)], Wish()):
                steps.append(step)  # noqa: PERF402 - what came before the error counts
    assert 5 == len([s for s in steps if isinstance(s, Added)])
    again = list(add(here, [str(box)], Wish()))
    assert [] == [s for s in again if isinstance(s, Added)]
    assert 5 == len({s.sha256 for s in again if not isinstance(s, Added)})


@pytest.mark.parametrize("error", [StoreFull("no room"), OSError("anything"), ZeroDivisionError()])
def test_any_error_in_the_pool_reaches_the_one_who_waits(here, box, monkeypatch, error) -> None:
    (box / "a.txt").write_text("a")

    def broken(self, job):
        raise error

    monkeypatch.setattr(Examiner, "run", broken)
    with pytest.raises(type(error)):
        list(add(here, [str(box)], Wish()))


def test_many_copies_in_a_row_are_examined_once(take, here, box) -> None:
    # the first one's folder was once taken away under the second, and the run waited for ever
    data = b"%PDF-1.4\n" + b"x" * 100
    for number in range(30):
        (box / f"{number:02}.pdf").write_bytes(data)
    done = take(box, look=True)
    assert 30 == len(done.added)
    assert 29 == sum(a.known_before for a in done.added)


def test_the_limit_of_waiting_is_kept() -> None:
    assert add_module.MOST_WAITING < 100
    assert sys.version_info >= (3, 11)
