"""Lists and pages read in a sandbox: the same rows as in process, and a refusal of that one file at the worst."""

import json
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve

from sightline.core.errors import Damaged, OverLimit, Unreadable
from sightline.core.sandbox import Examiner, Job, Reply
from sightline.core.sandbox_faults import Fault, FaultKind
from sightline.core.sandbox_records import NotARecord
from sightline.sources import parsing as parsing_module
from sightline.sources.list_rows import BadRow, Row
from sightline.sources.list_spool import read_spool
from sightline.sources.list_survey import open_list
from sightline.sources.parsing import LIMITS, Parser, _Heard
from sightline.sources.parsing_child import ROWS, TableFacts, Told, row_line
from sightline.sources.registry import arrivals
from sightline.sources.sheet_rows import open_sheet
from sightline.sources.source import Asked

LIST = 'Link,Title\nhttps://youtu.be/abcdefgh001,One\nhttps://youtu.be/abcdefgh002,Two,too,many\n\nhttps://youtu.be/abcdefgh003,"Th\nree"\n'
FACTS = TableFacts("csv", "utf-8", ",", 2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    return tmp_path / "list.csv"


def test_the_rows_are_those_of_the_reader_itself(path: Path, tmp_path: Path) -> None:
    here = open_list(path)
    with Parser(tmp_path) as parser, parser.table(path) as table:
        assert list(here.rows()) == list(table.rows()) == list(table.rows())
        assert (here.format, here.encoding, here.delimiter, here.width, here.digest, here.notes()) == (
            table.format, table.encoding, table.delimiter, table.width, table.digest, table.notes(),
        )  # fmt: skip
    assert ["list.csv"] == [one.name for one in tmp_path.iterdir()]


def test_a_sheet_is_read_with_its_heading_and_its_formulas(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["not", "this"])
    sheet = book.create_sheet("Edited")
    for row in (["key", "title", "note"], ["a1", "One"], [], ["a2", "=1+1", "x", "y"]):
        sheet.append(row)
    book.save(tmp_path / "sheet.xlsx")
    here = open_sheet(tmp_path / "sheet.xlsx", key="key")
    with Parser(tmp_path) as parser, parser.table(tmp_path / "sheet.xlsx", key="key") as table:
        assert ("Edited", here.width) == (table.name, table.width)
        rows = list(table.rows())
        assert list(here.rows()) == rows
    assert Row(1, ("key", "title", "note")) == rows[0]
    assert [1, 2, 4] == [row.number for row in rows]
    assert Row(4, ("a2", "", "x"), {1: "=1+1"}) == rows[2]


def test_one_sandbox_serves_lists_and_pages(path: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><head><title>A page</title></head><body><p>Words</p></body></html>")
    with Parser(tmp_path) as parser:
        with parser.table(path) as table:
            first = sum(1 for _ in table.rows())
        assert (4, "A page") == (first, parser.article(page, "https://news.example/a").title)


@pytest.mark.parametrize(
    "kind, error",
    [
        ("time", OverLimit),
        ("memory", OverLimit),
        ("cpu", OverLimit),
        ("crash", Damaged),
        ("garbage", Damaged),
    ],
)
def test_a_reader_that_ends_badly_refuses_its_file_and_no_other(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: FaultKind, error: type[Exception]
) -> None:
    folder = tmp_path / "gathered"
    folder.mkdir()
    path.rename(folder / "list.csv")
    (folder / "zz.jpg").write_bytes(b"\xff\xd8\xff\xe0")

    def run(_self: object, job: Job, **_more: object) -> Reply[Told]:
        faults = tuple((name, Fault(kind, "It ended so.")) for name in job.measures)
        return Reply((), faults, "bubblewrap", 0.1)

    monkeypatch.setattr(Examiner, "run", run)
    with (
        Parser(tmp_path) as parser,
        pytest.raises(error, match="it ended so"),
        parser.table(folder / "list.csv"),
    ):
        pass
    first, second = arrivals(str(folder), Asked(tmp_path))
    # kept as it came, with what happened and what to do; the walk goes on
    assert ("list.csv", "captured", "list") == (first.title, first.state, first.item_kind)
    assert "it ended so" in (first.fault or "")
    assert "save it as .csv" in (first.todo or "")
    assert ("zz.jpg", None) == (second.title, second.fault)


def test_too_little_memory_is_a_refusal(tmp_path: Path) -> None:
    # a real one: the reader is given less than it needs to begin
    path = tmp_path / "wide.csv"
    path.write_text("Link,Title\n" + 'https://youtu.be/abcdefgh001,"' + "x" * (12 << 20) + '"\n')
    limits = evolve(LIMITS, memory_bytes=8 << 20)
    with (
        Parser(tmp_path, limits=limits) as parser,
        pytest.raises(OverLimit, match="memory"),
        parser.table(path),
    ):
        pass


def test_too_long_an_answer_is_a_refusal(path: Path, tmp_path: Path) -> None:
    limits = evolve(LIMITS, reply_bytes=200)
    with (
        Parser(tmp_path, limits=limits) as parser,
        pytest.raises(OverLimit, match="200 bytes"),
        parser.table(path),
    ):
        pass


def test_no_sandbox_is_a_refusal(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing_module, "_MODULE", "sightline.no_such_module")
    with Parser(tmp_path) as parser, pytest.raises(Unreadable, match="does not start"), parser.table(path):
        pass


ROW = Row(2, ("a", "b"))


@pytest.mark.parametrize(
    "lines",
    [
        '[2,["a"]]\n',
        '[2,["a","b","c"]]\n',
        '[2,["a",3]]\n',
        '[2.0,["a","b"]]\n',
        '[true,["a","b"]]\n',
        '[2,["a","b"],{"7":"a note"}]\n',
        '[2,["a","b"],{"0":5}]\n',
        '[2,["a","b"],[],[]]\n',
        '[2,"a fault",null]\n',
        '{"number":2}\n',
        '[2,["a","\\ud800"]]\n',
        "rubbish\n",
        '[2,["a","b"]]\n[2,["a","b"]]\n',
        '[-1,["a","b"]]\n',
    ],
)
def test_a_line_that_is_no_row_is_refused(lines: str, tmp_path: Path) -> None:
    (tmp_path / "spool").write_text(lines)
    with pytest.raises(Damaged, match="is no row"):
        list(read_spool(tmp_path / "spool", 2))


def test_rows_come_out_as_they_went_in(tmp_path: Path) -> None:
    rows = [
        ROW,
        Row(3, ("", "\x00\u2028 مدينة\n")),
        Row(7, ("a", "b"), {1: "a note"}),
        BadRow(9, "a fault", "do this"),
    ]
    (tmp_path / "spool").write_text("".join(row_line(row) for row in rows), encoding="utf-8")
    assert rows == list(read_spool(tmp_path / "spool", 2))
    # half a character, which no text can hold, is repaired on the way
    (tmp_path / "spool").write_text(row_line(Row(1, ("\ud800", "b"))), encoding="utf-8")
    assert [Row(1, ("\ufffd", "b"))] == list(read_spool(tmp_path / "spool", 2))


def test_what_is_told_out_of_turn_is_no_answer(tmp_path: Path) -> None:
    wrong = [
        [Told(ROWS, rows="[]\n")],
        [Told(ROWS, table=FACTS), Told(ROWS, table=FACTS)],
        [Told(ROWS, table=FACTS), Told(ROWS, rows="[1,")],
        [Told(ROWS, table=FACTS), Told(ROWS, notes=()), Told(ROWS, rows="")],
        [Told(ROWS)],
    ]
    for told in wrong:
        with (tmp_path / "spool").open("wb") as spool:
            heard = _Heard(spool)
            for one in told[:-1]:
                heard.take(one)
            with pytest.raises(NotARecord):
                heard.take(told[-1])
    assert json.loads(row_line(ROW)) == [2, ["a", "b"]]
