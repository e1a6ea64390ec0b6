"""Making and opening workspaces: what is none is told, a newer one is left alone, a copy writes its own chain."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from sightline.core.clock import FixedClock
from sightline.core.errors import BadSetting, NewerWorkspace, NotAWorkspace, WrongUse
from sightline.model.draft import Draft
from sightline.store.tables import events, leaves, statements
from sightline.work.case import Case
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.record import record
from sightline.work.resolve import Resolver
from sightline.work.write import writing


def say(case: Case, *texts: str) -> None:
    with writing(case) as writer:
        record(writer, Resolver(case), [Draft("actor/a", "alias", text) for text in texts])


def writers(case: Case) -> list[bytes]:
    with case.catalogue.reading() as connection:
        return [
            bytes(w) for w in connection.execute(select(events.c.writer).order_by(events.c.pos)).scalars()
        ]


def test_a_new_workspace_holds_what_it_should(case: Case, keys: Path) -> None:
    names = {"sightline.toml", "objects", "index", "tmp", "schemas"}
    assert names <= {p.name for p in case.folder.iterdir()}
    assert case.catalogue.sqlite == (case.folder / "catalogue.sqlite3").exists()
    assert "A case" == case.settings.case_title
    home = keys / case.chain.writer.hex()
    assert 0o700 == home.stat().st_mode & 0o777
    assert {0o600} == {p.stat().st_mode & 0o777 for p in home.glob("*.key")}
    assert not any(p.suffix == ".key" for p in case.folder.rglob("*"))
    with case.catalogue.reading() as connection:
        kinds = connection.execute(select(events.c.kind).order_by(events.c.pos)).scalars().all()
    assert ["ledger.opened", "schema.adopted"] == kinds


def test_opening_again_finds_it_as_it_was(case: Case, reopen: Callable[[], Case]) -> None:
    say(case, "One")
    before = writers(case)
    again = reopen()
    assert (case.chain.writer, False) == (again.chain.writer, again.chain.copied)
    assert before == writers(again)
    say(again, "Two")
    assert {case.chain.writer} == set(writers(again))


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, keys: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_bytes(b"x")
    with pytest.raises(WrongUse, match="is not empty"):
        make_case(tmp_path / "photos")
    assert ["one.jpg"] == [p.name for p in (tmp_path / "photos").iterdir()]


def test_a_workspace_is_not_made_twice(case: Case) -> None:
    with pytest.raises(WrongUse, match="is a workspace already"):
        make_case(case.folder)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_database_is_not_taken_from_another_case(case: Case, tmp_path: Path, database: str) -> None:
    with pytest.raises(WrongUse, match="holds a case already") as caught:
        make_case(tmp_path / "other", url=database.replace("sightline@", "sightline:a-canary-word@"))
    assert "canary" not in str(caught.value)
    assert 2 == len(writers(case))


def test_what_is_no_workspace_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkspace, match="is not a workspace"):
        open_case(tmp_path)
    with pytest.raises(NotAWorkspace):
        open_case(tmp_path / "nowhere")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_missing_catalogue_is_told_and_none_is_made(case: Case) -> None:
    path = case.folder / "catalogue.sqlite3"
    close_case(case)
    path.rename(case.folder / "elsewhere")
    with pytest.raises(NotAWorkspace, match="catalogue is missing"):
        open_case(case.folder)
    assert not path.exists()


def test_a_newer_workspace_is_left_alone(case: Case) -> None:
    with case.catalogue.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9001'"))
    before = writers(case)
    with pytest.raises(NewerWorkspace, match="format 9001"):
        open_case(case.folder)
    assert before == writers(case)


def test_a_wrong_setting_is_named_by_line(case: Case) -> None:
    path = case.folder / "sightline.toml"
    path.write_text(
        path.read_text() + "\n[catalogue]\ntexts = 'x'\n"
        if "\n[catalogue]" not in path.read_text()
        else path.read_text() + "texts = 'x'\n"
    )
    with pytest.raises(BadSetting, match=r"sightline\.toml, line \d+: "):
        open_case(case.folder)


def test_unfinished_work_of_who_is_gone_is_emptied(case: Case, reopen: Callable[[], Case]) -> None:
    tmp = case.folder / "tmp"
    gone, mine = tmp / "take-999999999-ab", tmp / f"take-{os.getpid()}-ab"
    gone.write_bytes(b"x")
    mine.write_bytes(b"x")
    (tmp / "near-999999999-ab").mkdir()
    (tmp / "near-999999999-ab" / "object").write_bytes(b"x")
    reopen()
    assert [mine] == list(tmp.iterdir())


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_copy_begins_a_chain_of_its_own_that_says_where_the_other_stood(case: Case, tmp_path: Path) -> None:
    say(case, "One")
    shutil.copytree(case.folder, tmp_path / "copy")
    copy = open_case(tmp_path / "copy", clock=FixedClock(1_500_000_000_000, seed=70), by="other")
    assert copy.chain.copied
    say(copy, "Two")
    say(case, "Three")
    mine, theirs = writers(copy), writers(case)
    assert 2 == len(set(mine))
    assert 1 == len(set(theirs))
    assert copy.chain.writer != case.chain.writer
    with copy.catalogue.reading() as connection:
        row = connection.execute(
            select(events.c.first).where(events.c.writer == copy.chain.writer, events.c.number == 1)
        ).one()
        bodies = (
            connection.execute(select(leaves.c.body).where(leaves.c.n.between(row.first, row.first + 1)))
            .scalars()
            .all()
        )
    opened = next(b for b in map(json.loads, bodies) if b["is"] == "ledger")
    assert [3] == [number for number, _ in opened["continues"].values()]
    close_case(copy)
    again = open_case(tmp_path / "copy", clock=FixedClock(1_500_000_000_000, seed=80), by="other")
    assert not again.chain.copied
    close_case(again)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_moved_workspace_goes_on_with_its_chain(case: Case, tmp_path: Path) -> None:
    writer = case.chain.writer
    close_case(case)
    case.folder.rename(tmp_path / "moved")
    moved = open_case(tmp_path / "moved", clock=FixedClock(1_500_000_000_000, seed=70), by="other")
    assert (writer, False) == (moved.chain.writer, moved.chain.copied)
    close_case(moved)


def test_without_its_keys_it_can_be_read_and_begins_a_chain_when_written(
    case: Case, keys: Path, reopen: Callable[[], Case]
) -> None:
    say(case, "One")
    shutil.rmtree(keys)
    again = reopen()
    assert again.chain.keyring is None
    say(again, "Two")
    assert 2 == len(set(writers(again)))


ADDING = """
import sys, time
from pathlib import Path
from sightline.model.draft import Draft
from sightline.work.opening import close_case, open_case
from sightline.work.record import record
from sightline.work.resolve import Resolver
from sightline.work.write import writing

folder, number = Path(sys.argv[1]), sys.argv[2]
case = open_case(folder, by=f"process {number}")
(folder / f"ready-{number}").touch()
while not (folder / "ready-1").exists() or not (folder / "ready-2").exists():
    time.sleep(0.005)
for step in range(20):
    with writing(case) as writer:
        shared = Draft("actor/shared", "alias", f"Both {step}")
        record(writer, Resolver(case), [shared, Draft(f"actor/{number}", "alias", f"{number} {step}")])
close_case(case)
"""


def test_two_processes_add_at_once_and_nothing_is_lost_or_doubled(case: Case, keys: Path) -> None:
    environment = {**os.environ, "SIGHTLINE_KEYS": str(keys)}
    argv = [sys.executable, "-c", ADDING, str(case.folder)]
    children = [subprocess.Popen([*argv, str(n)], env=environment) for n in (1, 2)]
    assert [0, 0] == [child.wait(120) for child in children]
    with case.catalogue.reading() as connection:
        assert 60 == connection.execute(select(func.count()).select_from(statements)).scalar()
        rows = connection.execute(select(events.c.number, events.c.pos).order_by(events.c.pos)).all()
    assert list(range(1, len(rows) + 1)) == [r.number for r in rows] == [r.pos for r in rows]
