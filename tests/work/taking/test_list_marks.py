"""Lists taken up again: nothing is read twice, nothing is missing, and what was wrong is told again."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from sightline.model.arrival import Arrival
from sightline.sources import list_drafts
from sightline.sources.list_rows import BadRow, Row
from sightline.store.tables import events, meta, statements
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.closing import retract
from sightline.work.export import export_statements
from sightline.work.opening import close_case, make_case
from sightline.work.protect import protect
from sightline.work.protecting.find import Target
from sightline.work.rebuild import rebuild
from sightline.work.taking import collect as module
from sightline.work.taking.collect import collect
from sightline.work.taking.intake import Added, Outcome, Refused, Wish

HEAD = "Link,Title,Date,Channel"


def film(n: int) -> str:
    return f"https://youtu.be/abcdefgh{n:03d},Film {n},2014-04-{n % 28 + 1:02d},Channel {n % 3}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = [film(n) for n in range(1, 13)]
    rows[6] += ",too,many,cells"
    rows[8] = "https://youtu.be/abcdefgh009,Film 9,no date at all,Channel 0"
    made = tmp_path / "list.csv"
    made.write_text("\n".join([HEAD, *rows]) + "\n")
    return made


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of the rows that are read, as they are."""
    numbers: list[int] = []
    real = list_drafts.RowReader.arrivals

    def arrivals(self: list_drafts.RowReader, row: Row | BadRow) -> Iterator[Arrival]:
        numbers.append(row.number)
        yield from real(self, row)

    monkeypatch.setattr(list_drafts.RowReader, "arrivals", arrivals)
    monkeypatch.setattr(module, "ROWS", 3)
    return numbers


def take(case: Case, path: Path, wish: Wish | None = None) -> list[Outcome]:
    return list(collect(case, [str(path)], wish or Wish()))


def interrupted(case: Case, path: Path, after: int) -> None:
    """Take in until so much was acknowledged, and stop as Ctrl-C does."""
    half = collect(case, [str(path)], Wish())
    list(itertools.islice(half, after))
    half.close()  # type: ignore[attr-defined]


def exported(case: Case, folder: Path) -> list[str]:
    export_statements(case, folder / "out.jsonl")
    return sorted((folder / "out.jsonl").read_text().splitlines())


def kinds(case: Case) -> list[str]:
    with case.catalogue.reading() as connection:
        return list(connection.execute(select(events.c.kind).order_by(events.c.pos)).scalars())


def bad_rows(outcomes: list[Outcome]) -> list[str]:
    told = [one for one in outcomes if isinstance(one, Refused) or (one.fault and one.sha256 is None)]
    return [one.path.rsplit("/", 1)[-1] for one in told]


def test_a_list_given_again_says_nothing_new_and_names_what_was_wrong(
    case: Case, path: Path, read: list[int]
) -> None:
    take(case, path)
    before, said = kinds(case), len(read)
    outcomes = take(case, path)
    assert 12 == said
    assert 12 == len(read)  # not one row was read a second time
    assert ["run.begun", "item.captured", "run.done"] == kinds(case)[len(before) :]
    assert ["list.csv row 8", "list.csv row 10"] == bad_rows(outcomes)
    first = outcomes[0]
    assert isinstance(first, Added)
    assert (True, 12) == (first.known_before, first.rows_known)


@pytest.mark.parametrize("stop", [1, 2, 4, 7, 8, 9, 11, 13])
def test_a_list_goes_on_at_the_row_it_had_come_to(
    stop: int, case: Case, path: Path, read: list[int], tmp_path: Path
) -> None:
    # 662,000 known rows were once walked through again one by one, for half an hour
    interrupted(case, path, stop)
    held = len(read)
    again = take(case, path)
    assert len(read) <= 12 + 4  # the rows of the batch that was not recorded, and the one before them
    assert held <= 13
    assert {"list.csv row 8", "list.csv row 10"} == set(bad_rows(again))
    other = make_case(tmp_path / "other", by="tester")
    try:
        take(other, path)
        assert exported(other, tmp_path) == exported(case, tmp_path)
    finally:
        close_case(other)
    assert () == check(case).faults


def test_a_list_whose_end_has_grown_is_another_list(case: Case, path: Path, read: list[int]) -> None:
    # its first rows are said by another list then, with other bytes as evidence
    interrupted(case, path, 8)
    with path.open("a") as stream:
        stream.write(film(13) + "\n")
    take(case, path)
    assert list(range(2, 15)) == read[-13:]
    read.clear()
    take(case, path)
    assert [] == read


def test_what_was_taken_back_is_said_again(case: Case, path: Path, read: list[int]) -> None:
    take(case, path)
    with case.catalogue.reading() as connection:
        query = select(statements.c.id).where(statements.c.value == '"Film 3"')
        said = bytes(connection.execute(query).scalar_one())
    retract(case, said.hex(), how="mistranscribed", reason="a slip")
    take(case, path)
    assert 24 == len(read)
    with case.catalogue.reading() as connection:
        now = connection.execute(query.where(statements.c.closed.is_(None))).scalars().all()
    assert [said] == [bytes(one) for one in now]
    take(case, path)
    assert 24 == len(read)  # and then it rests again


def test_words_about_something_else_change_nothing(case: Case, path: Path, read: list[int]) -> None:
    take(case, path)
    other = path.with_name("other.csv")
    other.write_text("Link,Title\nhttps://youtu.be/zzzzzzzz001,Another\nhttps://youtu.be/zzzzzzzz002,More\n")
    take(case, other)
    with case.catalogue.reading() as connection:
        query = select(statements.c.id).where(statements.c.value == '"Another"')
        said = bytes(connection.execute(query).scalar_one())
    retract(case, said.hex(), how="mistranscribed", reason="a slip")
    read.clear()
    take(case, path)
    assert [] == read


@pytest.mark.parametrize(
    "wish", [Wish(mapping={"Date": "posted_at"}), Wish(why="shows the crater"), Wish(via="tip")]
)
def test_a_list_that_is_read_otherwise_is_read_again(
    wish: Wish, case: Case, path: Path, read: list[int]
) -> None:
    take(case, path)
    take(case, path, wish)
    assert 24 == len(read)


def test_a_mark_outlives_a_rebuild_and_holds_no_word_of_the_list(
    case: Case, path: Path, read: list[int], tmp_path: Path
) -> None:
    # what is withheld later must not stand in clear beside the record
    named = tmp_path / "Quixenby.csv"
    path.rename(named)
    take(case, named, Wish(why="Quixenby asked"))
    protect(case, Target("words", "Quixenby"), authority="editor", reason="risk")
    with case.catalogue.reading() as connection:
        rows = connection.execute(select(meta.c.key, meta.c.value)).all()
    assert not [row for row in rows if "quixenby" in f"{row.key} {row.value}".lower()]
    rebuild(case)
    read.clear()
    take(case, named, Wish(why="Quixenby asked"))
    assert [] == read
    assert () == check(case).faults
