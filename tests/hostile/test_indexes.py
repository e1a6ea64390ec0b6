"""Search indexes that were lost, spoilt, exchanged or taken away: they are no record, and matching ends the same."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from tests.footage.kept import Kept, kept

from sightline.core.errors import Broken, Busy, StoreFull, Unreadable, WrongUse
from sightline.store.tables import findings
from sightline.work.add import add
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.judging import judge_finding
from sightline.work.match import match
from sightline.work.matches import Matches, matches
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.taking.intake import Wish

SMALL = (320, 180)


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return kept(tmp_path_factory)


@pytest.fixture(scope="module")
def made(films: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Make two cases, each of a film and its copy, and another film; both wait, matched, to be copied."""
    folder = tmp_path_factory.mktemp("indexed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        for number in (1, 2):
            case = make_case(folder / f"case-{number}", title=f"Case {number}", by="tester")
            scene = {"scene_seed": 70 + number, "seconds": 3, "size": SMALL}
            files = [
                films.scene(seed=70 + number, seconds=3, size=SMALL),
                films.edited("re-encode", strength=35, **scene),
                films.scene(seed=73 + number, seconds=3, size=SMALL),
            ]
            list(add(case, [str(path) for path in files], Wish()))
            list(match(case))
            close_case(case)
        yield folder / "case-1", folder / "case-2"


@pytest.fixture
def pair(made: tuple[Path, Path], tmp_path: Path, monkeypatch) -> Iterator[tuple[Case, Case]]:
    """Give copies of both cases to do harm to."""
    monkeypatch.setenv("SIGHTLINE_KEYS", str(made[0].parent / "keys"))
    opened = []
    for folder in made:
        shutil.copytree(folder, tmp_path / folder.name)
        opened.append(open_case(tmp_path / folder.name, by="tester"))
    yield opened[0], opened[1]
    for case in opened:
        close_case(case)


@pytest.fixture
def case(pair: tuple[Case, Case]) -> Case:
    return pair[0]


def count(case: Case) -> int:
    with case.catalogue.reading() as connection:
        query = select(func.count()).select_from(findings).where(findings.c.measure == "media.match")
        return int(connection.execute(query).scalar_one())


def everything(case: Case) -> list[bytes]:
    with case.catalogue.reading() as connection:
        return [bytes(s) for s in connection.execute(select(findings.c.input).distinct()).scalars()]


def matched_again(case: Case) -> Matches:
    """Compare all with all by what the indexes say, and return what the case holds."""
    found = list(match(case, everything(case)))
    assert 0 == sum(one.new for one in found)
    assert 2 == sum(len(one.found) > 0 for one in found)
    return matches(case)


def files_of(case: Case) -> list[Path]:
    return sorted(path for path in (case.folder / "index").rglob("*") if path.is_file())


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def change(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for at in range(0, len(content), 97):
        content[at] ^= 0x55
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [Path.unlink, cut, zero, change])
def test_each_file_lost_or_spoilt(case: Case, harm: Callable[[Path], object]) -> None:
    before = matches(case)
    assert 1 == len(before.matches)
    for name in [path.relative_to(case.folder) for path in files_of(case)]:
        if not (case.folder / name).exists():
            continue
        harm(case.folder / name)
        assert before == matched_again(case), name
    assert 1 == count(case)


# What lies still in a sealed segment is read whole by no search: only a check would see that a byte has turned.
def test_a_check_reads_what_searches_do_not(case: Case) -> None:
    assert check(case).ok
    largest = max(files_of(case), key=lambda path: path.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 1
    largest.write_bytes(content)
    faults = check(case).faults
    assert ["copies may be missed" in one.what for one in faults] == [True]
    assert faults[0].where.startswith("index/")
    shutil.rmtree(case.folder / faults[0].where)
    list(match(case, everything(case)))
    assert check(case).ok


# A mark that tells of what will never come would keep every later film from being compared.
def test_a_mark_that_tells_too_much(case: Case, films: Kept) -> None:
    (case.folder / "index" / "matched").write_text("999999999\n")
    again = films.edited("resize", strength=0.5, scene_seed=71, seconds=3, size=SMALL)
    list(add(case, [str(again)], Wish()))
    list(match(case))
    assert 3 == count(case)


def test_an_older_state_of_the_folder(case: Case, films: Kept, tmp_path: Path) -> None:
    shutil.copytree(case.folder / "index", tmp_path / "older")
    again = films.edited("resize", strength=0.5, scene_seed=71, seconds=3, size=SMALL)
    list(add(case, [str(again)], Wish()))
    list(match(case))
    assert 3 == count(case)
    before = matches(case)
    shutil.rmtree(case.folder / "index")
    shutil.copytree(tmp_path / "older", case.folder / "index")
    list(match(case))
    assert before == matches(case)
    assert 3 == sum(len(one.found) > 0 for one in match(case, everything(case)))


@pytest.mark.parametrize("parts", [("index",), ("index/frames", "index/sounds", "index/details")])
def test_the_index_of_another_case(pair: tuple[Case, Case], parts: tuple[str, ...]) -> None:
    one, other = pair
    before = matches(one), matches(other)
    for part in parts:
        first, second = (case.folder / part for case in pair)
        first.rename(first.with_name("aside"))
        second.rename(first)
        first.with_name("aside").rename(second)
    assert before == (matched_again(one), matched_again(other))
    assert (1, 1) == (count(one), count(other))


def test_a_file_where_the_folder_should_be(case: Case) -> None:
    shutil.rmtree(case.folder / "index")
    (case.folder / "index").write_text("no folder")
    with pytest.raises(Unreadable, match="index"):
        list(match(case))
    assert 1 == len(matches(case).matches)


@pytest.mark.parametrize("code", [28, 30])
def test_no_room_or_no_right_to_write(case: Case, monkeypatch, code: int) -> None:
    def refuse(*_words, **_more):
        raise OSError(code, os.strerror(code))

    shutil.rmtree(case.folder / "index")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", refuse)
        with pytest.raises(StoreFull if code == 28 else Unreadable):
            list(match(case))
    list(match(case))
    assert 1 == count(case)


def test_two_at_once(case: Case) -> None:
    shutil.rmtree(case.folder / "index")
    first = match(case)
    next(first)
    # the one that brings the index up to date holds it; the other is told so, or has nothing to write
    try:
        list(match(case))
    except Busy as error:
        assert "try again" in str(error)  # noqa: PT017 - either is right
    list(first)
    assert 1 == count(case)
    assert [] == list(match(case))


def test_killed_in_the_middle(case: Case) -> None:
    from tests.hostile.conftest import Shell

    shell = Shell(case.folder.parent)
    environment = {**os.environ}
    for wait in (0.8, 1.2, 1.6, 2.0):
        shutil.rmtree(case.folder / "index", ignore_errors=True)
        process = shell.start("matches", "--look", "-w", case.folder, env=environment)
        time.sleep(wait)
        process.kill()
        process.communicate()
    list(match(case))
    matched_again(case)
    assert 1 == count(case)
    assert () == check(case).faults


def test_a_match_changed_by_hand_is_named(case: Case) -> None:
    with case.catalogue.writing() as connection:
        connection.execute(
            findings.update()
            .where(findings.c.measure == "media.match")
            .values(body='{"values":{"segments":[{"a_start_ms":0}]}}')
        )
    with pytest.raises(Broken, match="sightline check"):
        matches(case)
    assert check(case).faults
    assert any("findings" in str(fault) for fault in check(case).faults)


def test_people_who_judge_differently(case: Case) -> None:
    (one,) = matches(case).matches
    assert one.finding is not None
    with pytest.raises(WrongUse):
        judge_finding(case, one.finding, verdict="verified")
    judge_finding(case, one.finding, verdict="same")
    assert judge_finding(case, one.finding, verdict="same").known
    judge_finding(case, one.finding, verdict="different")
    assert "different" == matches(case).matches[0].judged
    assert () == matches(case).families
