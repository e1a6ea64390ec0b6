import zipfile
from collections import Counter
from pathlib import Path

import pytest

from sightline.core.errors import AmbiguousDates, UnknownName, WrongUse
from sightline.model.arrival import Arrival
from sightline.model.draft import Draft
from sightline.model.list_plan import ListPlan
from sightline.sources.list_source import LIST
from sightline.sources.source import Asked


def bring(path: Path, mapping: dict[str, str] | None = None) -> tuple[list[Arrival], ListPlan | None]:
    plans: list[ListPlan] = []
    asked = Asked(path.parent, mapping={} if mapping is None else mapping, on_plan=plans.append)
    arrivals = list(LIST.arrivals(str(path), asked))
    return arrivals, plans[0] if len(plans) > 0 else None


def write(folder: Path, text: str, *, name: str = "list.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def drafts(arrival: Arrival, name: str) -> list[Draft]:
    return [draft for draft in arrival.drafts if draft.property == name]


def roles(plan: ListPlan | None) -> list[str | None]:
    assert plan is not None
    return [column.role for column in plan.columns]


HEAD = "Code,Link,Title,Date of incident,Place,Lat,Lon,Source\n"


def row(number: int, *, date: str = "21/08/2013", link: str | None = None) -> str:
    shown = f"https://youtu.be/abcdefgh{number:03d}" if link is None else link
    return f"R-{number},{shown},A film {number},{date},Town,33.5,36.3,Outlet\n"


# ------------------------------------------------------------------------------------------------- the two real lists


def test_the_arabic_list_without_a_header_is_read_whole(shared: Path) -> None:
    arrivals, plan = bring(shared / "data/lists/videos_arabic_2015.csv")
    rows = arrivals[1:]

    assert plan is not None
    assert (None, 12, 1562, 0) == (plan.header_row, plan.width, plan.rows, plan.refused)
    assert [
        "reference_code", "platform_id", "url", "title", "posted_at", "author", "claimed_place_name",
        "claimed_place_name", "latitude", "longitude", "description", "category",
    ] == roles(plan)  # fmt: skip
    assert ("list", "captured") == (arrivals[0].item_kind, arrivals[0].state)
    # twelve videos are in the list twice: one Item, many statements
    assert (1562, 1550) == (len(rows), len({arrival.key for arrival in rows}))
    assert {"listed"} == {arrival.state for arrival in rows}
    assert [] == [arrival.fault for arrival in rows if arrival.fault is not None]
    posted = sorted(str(drafts(arrival, "posted_at")[0].value) for arrival in rows)
    assert ("2015-09-29", "2016-03-14") == (posted[0][:10], posted[-1][:10])
    # every coordinate is read, the 140 written in degrees, minutes and seconds too
    assert 1562 == sum(len(drafts(arrival, "claimed_position")) for arrival in rows)
    assert 18_843 == sum(len(arrival.drafts) for arrival in rows) + len(arrivals[0].drafts)


def test_publisher_and_list_speak_with_two_voices(shared: Path) -> None:
    arrivals, plan = bring(shared / "data/lists/videos_arabic_2015.csv")
    assert plan is not None
    first = arrivals[1]
    maker = f"source/list:{plan.digest[:12]}"

    assert "item/youtube:lCl3TKuuLj8" == first.key
    title, posted, place = (
        drafts(first, "title")[0],
        drafts(first, "posted_at")[0],
        drafts(first, "claimed_place_name"),
    )
    assert ("source/syrian-network-for-human-rights", "ar", "2016-03-14T17:37:31Z") == (
        title.source,
        title.lang,
        title.said,
    )
    assert "source/syrian-network-for-human-rights" == posted.source
    assert {maker} == {draft.source for draft in place}
    assert ["en", "ar"] == [draft.lang for draft in place]
    assert {"entity": "source/syrian-network-for-human-rights"} == drafts(first, "author")[0].value
    (evidence,) = posted.evidence
    assert (f"item/list:{plan.digest[:12]}", "row", 1, 1) == (
        evidence.item,
        evidence.unit,
        evidence.start,
        evidence.end,
    )
    assert "2016-03-14T17:37:31.000Z" == evidence.quote


def test_the_incident_list_is_read_whole(shared: Path) -> None:
    arrivals, plan = bring(shared / "data/lists/archive_incidents_2013.csv")
    rows = arrivals[1:]
    counted = Counter(draft.property for arrival in rows for draft in arrival.drafts if draft.kind == "Item")

    assert plan is not None
    assert (1, 39, 138, 0) == (plan.header_row, plan.width, plan.rows, plan.refused)
    # one video stands in two rows, one row has no link
    assert (138, 137) == (len(rows), len({arrival.key for arrival in rows}))
    assert 138 == counted["claimed_time"]
    assert 136 == counted["claimed_position"]
    assert 272 == counted["claimed_place_name"]
    assert 138 == counted["reference_code"]
    assert 22 == roles(plan).count(None)
    # every row has 12:00 AM: the clock is what the spreadsheet filled in, so only days are taken
    days = {str(drafts(arrival, "claimed_time")[0].value) for arrival in rows}
    assert all(len(day) == 10 for day in days)
    assert "2013-08-21" in days
    names = [
        d
        for a in rows
        for d in a.drafts
        if d.entity == "source/al-marj-media-office" and d.property == "name"
    ]
    # one outlet, two Arabic spellings of its name in different rows: neither is lost
    assert ["en", "ar", "ar"] == [draft.lang for draft in names]


# ------------------------------------------------------------------------------------------------------------ columns


def test_columns_are_read_by_arabic_names(tmp_path: Path) -> None:
    text = "الرمز;الرابط;العنوان;تاريخ النشر;المكان;خط العرض;خط الطول;المصدر;نوع الانتهاك\n" + "".join(
        f"أ{n};https://youtu.be/abcdefgh{n:03d};قصف {n};{n + 10} آب ٢٠١٣;دوما;٣٣٫٥٧;٣٦٫٤٠;شبكة;قصف\n"
        for n in range(9)
    )
    arrivals, plan = bring(write(tmp_path, text))

    assert [
        "reference_code", "url", "title", "posted_at", "claimed_place_name", "latitude", "longitude", "author",
        "category",
    ] == roles(plan)  # fmt: skip
    assert "2013-08-10" == drafts(arrivals[1], "posted_at")[0].value
    assert {"lat": "33.57", "lon": "36.4"} == drafts(arrivals[1], "claimed_position")[0].value


def test_a_person_overrides_columns_by_name_and_number(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "".join(row(n) for n in range(5)))
    arrivals, plan = bring(path, {"Title": "description:fr", "5": "", "date OF incident": "posted_at:dmy"})

    assert [
        "reference_code",
        "url",
        "description",
        "posted_at",
        None,
        "latitude",
        "longitude",
        "author",
    ] == roles(plan)
    assert "fr" == drafts(arrivals[1], "description")[0].lang
    assert "a person said so" == (plan.columns[2].why if plan is not None else None)
    assert [] == drafts(arrivals[1], "claimed_place_name")


def test_an_override_that_means_nothing_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + row(1))
    with pytest.raises(UnknownName, match="nearest is 'Title'"):
        bring(path, {"Titel": "title"})
    with pytest.raises(UnknownName, match="nearest is 'posted_at'"):
        bring(path, {"Title": "posted_a"})
    with pytest.raises(WrongUse, match="neither an order of dates nor a language"):
        bring(path, {"Date of incident": "posted_at:xyz"})


def test_what_no_column_tells_is_kept_under_its_name(tmp_path: Path) -> None:
    path = write(tmp_path, "Link,Checked by\nhttps://youtu.be/abcdefgh001,Two people\n")
    arrivals, _ = bring(path)
    (kept,) = drafts(arrivals[1], "list_field")

    assert ("Two people", {"column": "Checked by"}) == (kept.value, kept.qualifiers)


def test_a_table_that_lists_no_items_is_kept_as_a_file(tmp_path: Path) -> None:
    # a gazetteer or a table of prices among the evidence is no list of videos
    path = write(tmp_path, "Price,Amount\n1,2\n3,4\n")
    arrivals, _ = bring(path)

    assert 1 == len(arrivals)
    assert ("captured", True) == (arrivals[0].state, "no column tells" in (arrivals[0].fault or ""))


def test_a_list_of_bare_links_is_a_list(tmp_path: Path) -> None:
    path = write(
        tmp_path, "https://youtu.be/abcdefgh001\nhttps://t.me/somechannel/12\n\nhttps://example.org/a\n"
    )
    arrivals, _ = bring(path)

    assert ["item/youtube:abcdefgh001", "item/telegram:somechannel/12", "item/url:https://example.org/a"] == [
        arrival.key for arrival in arrivals[1:]
    ]
    # an empty line is a row to whoever looks it up in a spreadsheet
    assert arrivals[3].origin.address.endswith("row 4")


def test_a_cell_with_two_links_lists_two_items(tmp_path: Path) -> None:
    path = write(tmp_path, 'Link,Title\n"https://youtu.be/abcdefgh001, https://youtu.be/abcdefgh002",Both\n')
    arrivals, _ = bring(path)

    assert ["item/youtube:abcdefgh001", "item/youtube:abcdefgh002"] == [
        arrival.key for arrival in arrivals[1:]
    ]
    assert ["Both", "Both"] == [drafts(arrival, "title")[0].value for arrival in arrivals[1:]]


def test_identifiers_alone_make_links(tmp_path: Path) -> None:
    path = write(tmp_path, "YouTube ID,Title\nlCl3TKuuLj8,A\nR1V5I7p99hI,B\n")
    arrivals, _ = bring(path)

    assert "item/youtube:lCl3TKuuLj8" == arrivals[1].key
    assert "https://www.youtube.com/watch?v=lCl3TKuuLj8" == drafts(arrivals[1], "url")[0].value


def test_a_title_line_above_the_header_is_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path, "Our videos of August\n\n" + HEAD + row(1) + row(2))
    _, plan = bring(path)

    assert plan is not None
    assert (3, 2) == (plan.header_row, plan.rows)


# -------------------------------------------------------------------------------------------------------------- dates


def test_dates_that_cannot_be_told_apart_are_refused_with_what_to_say(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + row(1, date="03/04/2014") + row(2, date="05/06/2014"))
    with pytest.raises(AmbiguousDates) as caught:
        bring(path)

    assert "'03/04/2014' is 3 April 2014 or 4 March 2014" in caught.value.fault
    assert '--map "Date of incident=PROPERTY:dmy"' in (caught.value.todo or "")

    arrivals, _ = bring(path, {"Date of incident": "claimed_time:mdy"})
    assert "2014-03-04" == drafts(arrivals[1], "claimed_time")[0].value


def test_one_row_at_the_far_end_decides_for_all(tmp_path: Path) -> None:
    rows = "".join(row(n, date="03/04/2014") for n in range(3000))
    arrivals, _ = bring(write(tmp_path, HEAD + rows + row(3000, date="25/04/2014")))

    assert "2014-04-03" == drafts(arrivals[1], "claimed_time")[0].value


def test_a_date_that_does_not_fit_is_kept_as_text_and_said(tmp_path: Path) -> None:
    dates = ["25/04/2014"] * 30 + ["31/02/2014"]
    arrivals, _ = bring(write(tmp_path, HEAD + "".join(row(n, date=date) for n, date in enumerate(dates))))
    last = arrivals[-1]

    assert [] == drafts(last, "claimed_time")
    assert "31/02/2014" == drafts(last, "list_field")[0].value
    assert ("listed", True) == (
        last.state,
        "'31/02/2014' in column 'Date of incident' is no date" in (last.fault or ""),
    )


def test_two_orders_in_one_column_are_refused(tmp_path: Path) -> None:
    dates = ["25/04/2014", "04/25/2014", "26/04/2014", "04/26/2014"]
    path = write(tmp_path, HEAD + "".join(row(n, date=date) for n, date in enumerate(dates)))
    with pytest.raises(AmbiguousDates, match="two orders"):
        bring(path)


# ------------------------------------------------------------------------------------------------------------ bad rows


def test_one_bad_row_among_many_is_refused_by_number_and_the_rest_is_taken(tmp_path: Path) -> None:
    # a quotation mark that never closes makes ordinary readers swallow everything after it
    lines = [HEAD, *(row(n % 1000) for n in range(20_000))]
    lines[10_000] = 'R-1,https://youtu.be/abcdefgh001,"never closed,21/08/2013,Town,33.5,36.3,Outlet\n'
    arrivals, plan = bring(write(tmp_path, "".join(lines)))
    failed = [arrival for arrival in arrivals if arrival.state == "failed"]

    assert plan is not None
    assert (20_000, 1) == (plan.rows, plan.refused)
    assert 20_001 == len(arrivals)
    assert 1 == len(failed)
    assert (failed[0].fault or "").startswith("row 10001 (line 10001) has a quotation mark")
    assert failed[0].key.endswith(":10001")


def test_two_unclosed_rows_do_not_take_those_between_them(tmp_path: Path) -> None:
    # read naively, both together make one well-formed row and lose what lies between
    lines = [HEAD, *(row(n) for n in range(20))]
    for place in (5, 9):
        lines[place] = 'R-1,https://youtu.be/abcdefgh001,"never closed,21/08/2013,Town,33.5,36.3,Outlet\n'
    arrivals, _ = bring(write(tmp_path, "".join(lines)))

    assert [6, 10] == [int(a.key.rsplit(":", 1)[1]) for a in arrivals if a.state == "failed"]
    assert 18 == sum(1 for a in arrivals if a.state == "listed")


def test_cells_with_line_breaks_delimiters_and_quotes_are_one_cell(tmp_path: Path) -> None:
    text = 'Link,Title\nhttps://youtu.be/abcdefgh001,"one\ntwo, ""three"""\nhttps://youtu.be/abcdefgh002,a 5" pipe\n'
    arrivals, _ = bring(write(tmp_path, text))

    assert ['one\ntwo, "three"', 'a 5" pipe'] == [
        drafts(arrival, "title")[0].value for arrival in arrivals[1:]
    ]
    # a spreadsheet calls the second one row 3, whatever line it stands on
    assert arrivals[2].origin.address.endswith("row 3")


def test_a_row_of_another_width_is_refused(tmp_path: Path) -> None:
    text = (
        HEAD
        + row(1)
        + "R-2,https://youtu.be/abcdefgh002,torn off\n"
        + row(3)
        + row(4).strip()
        + ",one,two\n"
        + row(5)
    )
    arrivals, _ = bring(write(tmp_path, text))

    assert [
        "row 3 has 3 cells where the list has 8 columns",
        "row 5 has 10 cells where the list has 8 columns",
    ] == [arrival.fault for arrival in arrivals if arrival.state == "failed"]


def test_a_very_long_cell_is_kept_whole_and_quoted_in_part(tmp_path: Path) -> None:
    # the csv module stops at 131,072 characters unless told otherwise
    text = "x" * 400_000 + ' "y"'
    doubled = text.replace('"', '""')
    arrivals, _ = bring(write(tmp_path, f'Link,Title\nhttps://youtu.be/abcdefgh001,"{doubled}"\n'))
    (title,) = drafts(arrivals[1], "title")

    assert text == title.value
    assert 500 == len(title.evidence[0].quote or "")


def test_a_coordinate_off_the_globe_is_kept_as_text(tmp_path: Path) -> None:
    arrivals, _ = bring(
        write(tmp_path, HEAD + "".join(row(n) for n in range(9)) + row(9).replace("33.5", "335"))
    )
    last = arrivals[-1]

    assert [] == drafts(last, "claimed_position")
    assert "'335' in column 'Lat' is no latitude" in (last.fault or "")
    assert ["335", "36.3"] == [draft.value for draft in drafts(last, "list_field")]


# ----------------------------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_arabic_lists_are_read_in_the_encodings_they_come_in(tmp_path: Path, encoding: str) -> None:
    text = "الرابط,العنوان\n" + "".join(
        f"https://youtu.be/abcdefgh{n:03d},قصف على البلدة من الطيران {n}\n" for n in range(20)
    )
    arrivals, _ = bring(write(tmp_path, text, encoding=encoding))

    assert "قصف على البلدة من الطيران 0" == drafts(arrivals[1], "title")[0].value
    assert 21 == len(arrivals)


@pytest.mark.parametrize(
    "encoding, title",
    [
        ("cp1251", "Обстрел посёлка, видео очевидца"),
        ("cp1251", "Обстріл селища, відео очевидця"),
        ("latin-1", "Bombardement près de la frontière à l'aube"),
        ("cp1252", "L’attaque près de la frontière"),
        ("cp1256", "آثار الدمار في المدينة"),
    ],
)
def test_one_byte_encodings_are_told_apart(tmp_path: Path, encoding: str, title: str) -> None:
    text = "Link,Title\n" + "".join(f'https://youtu.be/abcdefgh{n:03d},"{title}"\n' for n in range(5))
    arrivals, plan = bring(write(tmp_path, text, encoding=encoding))

    assert title == drafts(arrivals[1], "title")[0].value
    assert plan is not None
    assert encoding == plan.encoding


def test_lines_in_another_encoding_are_named(tmp_path: Path) -> None:
    # lists joined by hand: most lines UTF-8, one pasted from an old export
    lines = [b"Link,Title\n"]
    lines += [f"https://youtu.be/abcdefgh{n:03d},قصف على البلدة\n".encode() for n in range(9)]
    lines[4] = "https://youtu.be/abcdefgh003,قصف على المدينة\n".encode("cp1256")
    path = tmp_path / "mixed.csv"
    path.write_bytes(b"".join(lines))
    arrivals, plan = bring(path)

    assert plan is not None
    assert ("lines 5 are in cp1256, where the file is in utf-8",) == plan.notes
    assert "قصف على المدينة" == drafts(arrivals[4], "title")[0].value


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    text = delimiter.join(["Link", "Title", "Place"]) + "\n"
    text += "".join(
        delimiter.join([f"https://youtu.be/abcdefgh{n:03d}", "A film", "Town"]) + "\n" for n in range(5)
    )
    _, plan = bring(write(tmp_path, text))

    assert ["url", "title", "claimed_place_name"] == roles(plan)


def test_old_line_ends_and_the_hint_of_excel_are_understood(tmp_path: Path) -> None:
    text = "sep=;\rLink;Title\rhttps://youtu.be/abcdefgh001;A film\r"
    arrivals, plan = bring(write(tmp_path, text))

    assert ["url", "title"] == roles(plan)
    assert "A film" == drafts(arrivals[1], "title")[0].value


def test_binary_data_named_as_a_list_is_kept_with_its_fault(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(bytes(range(256)) * 20)
    arrivals, _ = bring(path)

    assert [("captured", "it is named as a list and holds binary data")] == [
        (a.state, a.fault) for a in arrivals
    ]


def test_an_empty_list_is_kept(tmp_path: Path) -> None:
    arrivals, _ = bring(write(tmp_path, ""))

    assert ["captured"] == [arrival.state for arrival in arrivals]


# -------------------------------------------------------------------------------------------------------------- Excel


def test_a_workbook_is_read_as_a_list(tmp_path: Path) -> None:
    import datetime as dt

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Link", "Title", "Posted", "Lat", "Lon"])
    sheet.append(["https://youtu.be/abcdefgh001", "قصف", dt.datetime(2014, 4, 11, 18, 30), 35.5, 36.25])  # noqa: DTZ001
    sheet.append(["https://youtu.be/abcdefgh002", "A", dt.datetime(2014, 4, 12), 35, 36])  # noqa: DTZ001
    sheet.append(["https://youtu.be/abcdefgh003", "=A2&B2", None, None, None])
    book.create_sheet("Other").append(["x"])
    path = tmp_path / "list.xlsx"
    book.save(path)
    arrivals, plan = bring(path)

    assert plan is not None
    assert ["url", "title", "posted_at", "latitude", "longitude"] == roles(plan)
    assert "2014-04-11T18:30:00" == drafts(arrivals[1], "posted_at")[0].value
    assert "2014-04-12" == drafts(arrivals[2], "posted_at")[0].value
    assert {"lat": "35.5", "lon": "36.25"} == drafts(arrivals[1], "claimed_position")[0].value
    # nothing is computed: the formula stays what it is, and that is said
    (title,) = drafts(arrivals[3], "title")
    assert "=A2&B2" == title.value
    assert "formula without a stored result" in (title.note or "")
    assert (
        "only sheet 'Sheet' was read; not read: Other",
        "formulas without a stored result, kept as text: 1",
    ) == plan.notes


def test_a_zip_bomb_named_as_a_workbook_is_kept_and_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 << 20))
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was unpacked"))
    arrivals, _ = bring(path)

    assert 1 == len(arrivals)
    assert "captured" == arrivals[0].state
    assert "unfolds more than 200 times, as zip bombs do; it was kept and not unpacked" in (
        arrivals[0].fault or ""
    )


def test_a_workbook_with_too_many_parts_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "parts.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"x/{number}", b"")
    arrivals, _ = bring(path)

    assert "it holds 2001 parts (limit 2000)" in (arrivals[0].fault or "")


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 torn", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), b"a,b\n"]
)
def test_no_workbook_named_as_one_is_kept_with_its_fault(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    arrivals, _ = bring(path)

    assert ["captured"] == [arrival.state for arrival in arrivals]
    assert "is none that can be opened" in (arrivals[0].fault or "")


def test_a_workbook_with_a_broken_sheet_is_kept_with_its_fault(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Link"])
    whole, broken = tmp_path / "whole.xlsx", tmp_path / "broken.xlsx"
    book.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    arrivals, _ = bring(broken)

    assert ["captured"] == [arrival.state for arrival in arrivals]
    assert "damaged" in (arrivals[0].fault or "")


def test_a_workbook_whose_words_multiply_is_not_followed(tmp_path: Path) -> None:
    # a few entities that name each other unfold to gigabytes
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Link"])
    whole, bomb = tmp_path / "whole.xlsx", tmp_path / "bomb.xlsx"
    book.save(whole)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    sheet = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "word">{entities}]><worksheet>&e11;</worksheet>'
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(bomb, "w") as target:
        for name in source.namelist():
            target.writestr(name, sheet if "sheet1" in name else source.read(name))
    arrivals, _ = bring(bomb)

    assert [("captured", True)] == [(a.state, "damaged" in (a.fault or "")) for a in arrivals]


@pytest.mark.parametrize(
    "cell, expected",
    [
        ("500", {"radius_m": 500}),
        ("500 m", {"radius_m": 500}),
        ("Village", {"precision": "village"}),
        ("ROOFTOP", {"precision": "building"}),
        ("APPROXIMATE", {}),
    ],
)
def test_an_accuracy_is_read_on_our_scale_or_kept_as_written(
    tmp_path: Path, cell: str, expected: dict[str, object]
) -> None:
    arrivals, _ = bring(
        write(tmp_path, f"Link,Lat,Lon,Accuracy\nhttps://youtu.be/abcdefgh001,33.5,36.25,{cell}\n")
    )

    assert {"lat": "33.5", "lon": "36.25", **expected} == drafts(arrivals[1], "claimed_position")[0].value
    assert ([cell] if expected == {} else []) == [draft.value for draft in drafts(arrivals[1], "list_field")]


def test_a_language_is_a_tag_or_kept_as_written(tmp_path: Path) -> None:
    rows = "".join(
        f"https://youtu.be/abcdefgh{n:03d},{word}\n"
        for n, word in enumerate(["Arabic", "عربي", "en-GB", "some dialect"])
    )
    arrivals, _ = bring(write(tmp_path, "Link,Language\n" + rows))

    assert ["ar", "ar", "en-gb"] == [draft.value for a in arrivals[1:] for draft in drafts(a, "language")]
    assert "some dialect" == drafts(arrivals[4], "list_field")[0].value
