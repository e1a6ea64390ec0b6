"""OpenDocument spreadsheets as lists: the same cells as in Excel, repeats unfolded, nothing computed, bombs refused."""

import zipfile
from pathlib import Path

import pytest

from sightline.core.errors import Damaged, OverLimit
from sightline.sources.list_ods import open_ods
from sightline.sources.list_rows import Row
from sightline.sources.list_survey import open_list
from sightline.sources.list_zip import XlsxLimits
from sightline.sources.parsing import Parser
from sightline.sources.registry import arrivals
from sightline.sources.source import Asked

MIME = "application/vnd.oasis.opendocument.spreadsheet"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
)


def text(words: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'


def valued(kind: str, value: str, shown: str = "shown", more: str = "") -> str:
    named = {"date": "date-value", "boolean": "boolean-value", "time": "time-value"}.get(kind, "value")
    return (
        f'<table:table-cell office:value-type="{kind}" office:{named}="{value}" {more}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def sheet(*rows: str, name: str = "Sheet1") -> str:
    return f'<table:table table:name="{name}"><table:table-column/>{"".join(rows)}</table:table>'


def written(path: Path, *sheets: str, doctype: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        archive.writestr("content.xml", HEAD.format(doctype=doctype, sheets="".join(sheets)))
    return path


EMPTY = '<table:table-cell table:number-columns-repeated="{}"/>'
TITLES = row(
    text("Link"), text("Title"), text("Date"), text("Latitude"), text("Longitude"), EMPTY.format(1019)
)


def film(n: int, *cells: str) -> str:
    return row(text(f"https://youtu.be/abcdefgh{n:03d}"), *cells, EMPTY.format(1000))


def test_a_spreadsheet_is_read_as_a_list(tmp_path: Path) -> None:
    date = valued("date", "2014-04-11", "11.4.14")
    path = written(
        tmp_path / "list.ods",
        sheet(
            TITLES,
            film(1, text("قصف"), date, valued("float", "35.5", "35,5"), valued("float", "36", "36")),
            film(
                2,
                text("A"),
                valued("date", "2014-04-12T00:00:00"),
                valued("float", "35.25"),
                valued("float", "36.5"),
            ),
            row(EMPTY.format(1024), times=1_048_000),
        ),
    )
    plans = []
    with Parser(tmp_path) as parser:
        listed = list(arrivals(str(path), Asked(tmp_path, on_plan=plans.append, parser=parser)))
    (plan,) = plans
    assert ("ods", ["url", "title", "claimed_time", "latitude", "longitude"]) == (
        plan.format, [column.role for column in plan.columns],
    )  # fmt: skip
    said = {d.property: d.value for d in listed[1].drafts}
    assert ("قصف", "2014-04-11", {"lat": "35.5", "lon": "36"}) == (
        said["title"], said["claimed_time"], said["claimed_position"],
    )  # fmt: skip
    assert "2014-04-12" == {d.property: d.value for d in listed[2].drafts}["claimed_time"]
    assert 3 == len(listed)


@pytest.mark.parametrize(
    "cell, expected",
    [
        (
            valued("float", "12345678901234567890"),
            "12345678901234567890",
        ),  # a number of a post, kept to its last digit
        (valued("float", "1.5E2"), "150"),
        (valued("float", "no number", "as shown"), "as shown"),
        (valued("percentage", "0.25", "25 %"), "0.25"),
        (valued("boolean", "true", "WAHR"), "TRUE"),
        (valued("date", "2014-04-11T18:30:00"), "2014-04-11T18:30:00"),
        (valued("time", "PT18H05M00S"), "18:05:00"),
        (text("one<text:s text:c='2'/>two<text:line-break/>three<text:tab/>"), "one  two\nthree\t"),
        (text("a <text:span>b <text:a>c</text:a></text:span> d"), "a b c d"),
        (text("first</text:p><text:p>second"), "first\nsecond"),
        (text("word<office:annotation><text:p>a remark</text:p></office:annotation> more"), "word more"),
    ],
)
def test_cells_are_written_as_other_lists_have_them(cell: str, expected: str, tmp_path: Path) -> None:
    (one,) = open_ods(written(tmp_path / "a.ods", sheet(row(cell)))).rows()
    assert isinstance(one, Row)
    assert (expected,) == one.cells


def test_repeats_are_unfolded_and_numbers_count_as_a_spreadsheet_does(tmp_path: Path) -> None:
    twice = text("x").replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="2" ', 1)
    path = written(
        tmp_path / "a.ods",
        sheet(
            row(text("a"), text("b"), text("c")),
            row(EMPTY.format(9), times=5),
            row(twice, times=2),
            row(text("z")),
        ),
    )
    rows = list(open_ods(path).rows())
    assert [1, 7, 8, 9] == [one.number for one in rows]
    assert Row(8, ("x", "x", "")) == rows[2]


def test_formulas_are_not_computed(tmp_path: Path) -> None:
    stored = valued("float", "3", more='table:formula="of:=[.A1]+2"')
    bare = '<table:table-cell table:formula="of:=NOW()"/>'
    table = open_ods(written(tmp_path / "a.ods", sheet(row(stored, bare))))
    (one,) = table.rows()
    assert isinstance(one, Row)
    assert ("3", "=NOW()") == one.cells
    assert "stored result of the formula =[.A1]+2" in one.notes[0]
    assert "without a stored result" in one.notes[1]
    assert ["1 cells hold", "formulas without"] == [" ".join(note.split()[:3])[: len(w)] for note, w in zip(
        table.notes(), ["1 cells hold", "formulas without"], strict=True,
    )]  # fmt: skip


def test_the_first_sheet_with_data_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    inner = sheet(row(text("inside a cell")), name="nested")
    nested = f"<table:table-cell>{inner}</table:table-cell>"
    path = written(
        tmp_path / "a.ods",
        sheet(row(EMPTY.format(3)), name="Cover"),
        sheet(row(text("a"), nested), row(text("b")), name="Films"),
        sheet(row(text("no")), name="Notes"),
    )
    table = open_ods(path)
    assert [("a",), ("b",)] == [one.cells for one in table.rows() if isinstance(one, Row)]
    assert ("only sheet 'Films' was read; not read: Cover, Notes",) == table.notes()


def test_it_is_known_by_its_bytes_whatever_it_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "list.xlsx", sheet(row(text("a"))))
    assert "ods" == open_list(path).format


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"a,b\n"])
def test_what_is_named_as_one_and_is_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(content)
    with pytest.raises(Damaged, match="OpenDocument spreadsheet and is none"):
        open_ods(path)


def test_a_torn_or_encrypted_one(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("content.xml", b"\x8f\x01 no words at all")
    with pytest.raises(Damaged, match="damaged or encrypted"):
        open_ods(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIME)
    with pytest.raises(Damaged, match="damaged or encrypted"):
        open_ods(path)


def test_words_that_multiply_are_not_followed(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "word">{entities}]>'
    with pytest.raises(Damaged):
        open_ods(written(tmp_path / "a.ods", sheet(row(text("&e11;"))), doctype=doctype))


def test_rows_and_columns_that_never_end_are_refused(tmp_path: Path) -> None:
    # a few hundred bytes that unfold to more than any sheet can have
    many = text("x").replace(
        "<table:table-cell ", '<table:table-cell table:number-columns-repeated="16384" ', 1
    )
    with pytest.raises(OverLimit, match="more than 500 columns"):
        open_ods(written(tmp_path / "a.ods", sheet(row(many))))
    with pytest.raises(OverLimit, match="more than 1048576 rows"):
        open_ods(written(tmp_path / "b.ods", sheet(row(text("x"), times=2_000_000))))


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        archive.writestr("content.xml", b"0" * (64 << 20))
    with pytest.raises(OverLimit, match="unfolds more than 200 times"):
        open_ods(path)
    plain = written(tmp_path / "a.ods", sheet(row(text("a"))))
    with pytest.raises(OverLimit, match="limit 1"):
        open_ods(plain, limits=XlsxLimits(entries=1))
