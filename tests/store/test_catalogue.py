"""The catalogue: one snapshot to read, one writer at a time, durable, and its faults said in our words."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from sightline.core.errors import Broken, Busy, NotAWorkspace, StoreFull
from sightline.store.catalogue import COPY_FROM, open_catalogue, said, sqlite_url
from sightline.store.tables import entity_keys, meta
from sightline.work.case import Case


def test_what_was_written_in_one_transaction_is_there_whole(case: Case) -> None:
    with case.catalogue.writing() as connection:
        connection.execute(meta.insert().values(key="a", value="1"))
    with case.catalogue.reading() as connection:
        assert "1" == connection.execute(select(meta.c.value).where(meta.c.key == "a")).scalar()


def test_a_failure_leaves_nothing(case: Case) -> None:
    def fail() -> None:
        with case.catalogue.writing() as connection:
            connection.execute(meta.insert().values(key="a", value="1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with case.catalogue.reading() as connection:
        assert connection.execute(select(meta.c.value).where(meta.c.key == "a")).scalar() is None


# Under PostgreSQL's ordinary isolation every query sees another state, and a page would mix two of them.
def test_a_reader_sees_one_state_throughout(case: Case) -> None:
    with case.catalogue.reading() as reader:
        before = reader.execute(select(func.count()).select_from(meta)).scalar()
        with case.catalogue.writing() as writer:
            writer.execute(meta.insert().values(key="a", value="1"))
        assert before == reader.execute(select(func.count()).select_from(meta)).scalar()


def test_writers_follow_one_another(case: Case) -> None:
    inside = 0
    most = 0
    errors: list[BaseException] = []

    def add(number: int) -> None:
        nonlocal inside, most
        try:
            for step in range(5):
                with case.catalogue.writing() as connection:
                    inside += 1
                    most = max(most, inside)
                    last = connection.execute(select(func.count()).select_from(meta)).scalar()
                    connection.execute(meta.insert().values(key=f"{number}-{step}", value=str(last)))
                    inside -= 1
        except BaseException as error:
            errors.append(error)
            raise

    threads = [threading.Thread(target=add, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == errors
    assert 1 == most
    with case.catalogue.reading() as connection:
        seen = connection.execute(select(meta.c.value).where(meta.c.key.like("_-_"))).scalars().all()
    assert 20 == len(set(seen))  # nobody counted what another was about to add


@pytest.mark.parametrize("count", [1, COPY_FROM - 1, COPY_FROM, 3 * COPY_FROM])
def test_rows_go_in_as_they_are(case: Case, count: int) -> None:
    odd = "tab\tline\nback\\slash \\N 'quote' \"two\" لواء {}"
    with case.catalogue.writing() as connection:
        case.catalogue.insert(
            connection, entity_keys, [(f"{odd}{i}", bytes([i % 256, 0, 255])) for i in range(count)]
        )
        case.catalogue.insert(connection, meta, [])
    with case.catalogue.reading() as connection:
        rows = connection.execute(select(entity_keys)).all()
    assert {(f"{odd}{i}", bytes([i % 256, 0, 255])) for i in range(count)} == {
        (r.key, bytes(r.entity)) for r in rows
    }


@pytest.mark.parametrize("count", [1, COPY_FROM])
def test_a_row_twice_is_said_and_nothing_stays(case: Case, count: int) -> None:
    rows = [(f"key {i}", b"x") for i in range(count)]

    def twice() -> None:
        with case.catalogue.writing() as connection:
            case.catalogue.insert(connection, entity_keys, rows)
            case.catalogue.insert(connection, entity_keys, rows)

    with pytest.raises(Broken, match="the catalogue said: "):
        twice()
    with case.catalogue.reading() as connection:
        assert 0 == connection.execute(select(func.count()).select_from(entity_keys)).scalar()


def test_nothing_can_be_written_while_reading_on_a_server(case: Case) -> None:
    if case.catalogue.sqlite:
        pytest.skip("SQLite has no read-only transaction")
    with pytest.raises(Busy, match="read-only"), case.catalogue.reading() as connection:
        connection.execute(meta.insert().values(key="a", value="1"))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_connection_is_durable(case: Case) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "page_size": 8192,
    }
    with case.catalogue.reading() as one, case.catalogue.reading() as other:
        for name, value in wanted.items():
            assert [value, value] == [c.exec_driver_sql(f"PRAGMA {name}").scalar() for c in (one, other)]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_every_connection_to_a_server_asks_for_durability(case: Case) -> None:
    with case.catalogue.reading() as connection:
        assert "on" == connection.execute(text("SHOW synchronous_commit")).scalar()
        assert "1min" == connection.execute(text("SHOW lock_timeout")).scalar()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_who_waits_too_long_is_told(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlite3.connect(case.folder / "catalogue.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("sightline.store.catalogue.WAIT_MS", 50)
    mine = open_catalogue(sqlite_url(case.folder / "catalogue.sqlite3"))
    with pytest.raises(Busy, match="another process is writing"), mine.writing():
        pass
    mine.close()
    other.close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_full_disk_is_told_and_nothing_stays(case: Case) -> None:
    with case.catalogue.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def fill() -> None:
        with case.catalogue.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            connection.execute(meta.insert().values(key="big", value="x" * 10_000_000))

    with pytest.raises(StoreFull, match="nothing of this step was recorded"):
        fill()
    with case.catalogue.reading() as connection:
        assert connection.execute(select(meta.c.value).where(meta.c.key == "big")).scalar() is None


class Said(Exception):
    """What a driver raises, by the code it carries."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__("as the server says it")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    "code, kind",
    [
        ("53100", StoreFull),
        ("55P03", Busy),
        ("40P01", Busy),
        ("25006", Busy),
        ("57P01", Busy),
        ("XX001", Broken),
    ],
)
def test_what_a_server_says_has_a_name_of_ours(code: str, kind: type[Exception]) -> None:
    assert kind is type(said(Said(code)))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", ["what? 100% #1 and so on", "مجلد", "a;b'c\"d"])
def test_a_folder_may_have_any_name(case: Case, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    catalogue = open_catalogue(sqlite_url(tmp_path / name / "c.sqlite3"))
    with catalogue.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
    catalogue.close()
    assert (tmp_path / name / "c.sqlite3").stat().st_size > 0


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "c.sqlite3").write_bytes(b"this is no database at all, not in the least" * 100)
    with pytest.raises(Broken, match="not a database"):
        open_catalogue(sqlite_url(tmp_path / "c.sqlite3"))


@pytest.mark.parametrize("url", ["mysql://host/name", "not a url", "postgresql://"[:5]])
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(NotAWorkspace):
        open_catalogue(url)


def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkspace, match="cannot be opened") as caught:
        open_catalogue(f"postgresql://me:a-canary-word@/none?host={tmp_path}")
    assert "canary" not in str(caught.value)
