"""Sheets out and in: changed cells only, conflicts shown, formulas neither written nor computed, refusals by name."""

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from sightline.core.errors import Damaged, OverLimit, UnknownName, WrongUse
from sightline.core.sandbox import Examiner, Job, Reply
from sightline.core.sandbox_faults import Fault, FaultKind
from sightline.sources.parsing_child import Told
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.closing import retract
from sightline.work.importing import import_statements
from sightline.work.new import new
from sightline.work.say import Saying, say
from sightline.work.sheet import export_sheet
from sightline.work.sheets.edits import SheetImported, import_sheet
from sightline.work.undoing import undo
from sightline.work.view import entity

APRIL = Path(__file__).resolve().parents[2] / "src/sightline/resources/cases/april_2014/statements.jsonl"
Edit = Callable[[list[list[str]]], object]


@pytest.fixture
def started(case: Case) -> Case:
    new(case, "Source", name="The blog")
    new(case, "Incident", title="First")
    new(case, "Incident", title="Second")
    say(case, "INC-1", "means", "a bomb", saying=Saying(source="SRC-1"))
    say(case, "INC-1", "occurred", "2014-04-11")
    return case


@pytest.fixture(params=["csv", "xlsx"])
def edited(request: pytest.FixtureRequest, started: Case, tmp_path: Path) -> Callable[..., SheetImported]:
    """Export a sheet, let a function edit its rows, let another change the case, and import what came of it."""

    def go(edit: Edit, *, meanwhile: Callable[[], object] | None = None, **options: str) -> SheetImported:
        path = tmp_path / f"sheet.{request.param}"
        export_sheet(started, path, kind="Incident")
        rows = read_rows(path)
        edit(rows)
        write_rows(path, rows)
        if meanwhile is not None:
            meanwhile()
        return import_sheet(started, path, **options)  # type: ignore[arg-type]

    return go


def read_rows(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.reader(stream))
    book = openpyxl.load_workbook(path)
    return [["" if c.value is None else str(c.value) for c in row] for row in book.worksheets[0].iter_rows()]


def write_rows(path: Path, rows: list[list[str]]) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        return
    book = openpyxl.Workbook()
    book.active.title = "Incident"
    for row in rows:
        book.active.append([cell or None for cell in row])
    book.save(path)


def put(rows: list[list[str]], line: int, column: str, text: str) -> None:
    rows[line][rows[0].index(column)] = text


def values(case: Case, code: str, prop: str) -> list[object]:
    return [s.statement.value for s in entity(case, code).of(prop)]


def test_nothing_edited_changes_nothing(started: Case, edited) -> None:
    done = edited(lambda rows: None)
    assert (0, 0, 0, (), (), None) == (
        done.changed,
        done.added,
        done.emptied,
        done.entities,
        done.refused,
        done.event,
    )


def test_an_analysts_cell_is_superseded(started: Case, edited) -> None:
    done = edited(lambda rows: put(rows, 1, "title", "First, at noon"))
    assert (1, 0, 0) == (done.changed, done.added, done.emptied)
    (shown,) = entity(started, "INC-1").of("title")
    assert ("First, at noon", "analyst") == (shown.statement.value, shown.statement.origin)


def test_what_a_source_said_stays_beside_the_edit(started: Case, edited) -> None:
    edited(lambda rows: put(rows, 1, "means", "a shell"))
    said = [
        (s.statement.value, s.statement.origin, s.statement.rank)
        for s in entity(started, "INC-1").of("means")
    ]
    assert [("a shell", "analyst", "preferred"), ("a bomb", "source", "normal")] == said
    # the sheet now shows the preferred one alone, and editing it again leaves one preferred
    edited(lambda rows: put(rows, 1, "means", "a mine"))
    assert ["a mine", "a bomb"] == values(started, "INC-1", "means")


def test_a_whole_import_is_taken_back_as_one(started: Case, edited) -> None:
    def edit(rows: list[list[str]]) -> None:
        put(rows, 1, "title", "First, at noon")
        put(rows, 1, "means", "")
        put(rows, 2, "means", "a shell")

    done = edited(edit)
    assert done.event is not None
    undo(started, str(done.event[1]))
    assert (["First"], ["a bomb"]) == (values(started, "INC-1", "title"), values(started, "INC-1", "means"))
    assert [] == values(started, "INC-2", "means")
    assert () == tuple(check(started).faults)


def test_emptied_cells_are_taken_back(started: Case, edited) -> None:
    def empty(rows: list[list[str]]) -> None:
        put(rows, 1, "means", "")
        put(rows, 1, "occurred", "")

    assert 2 == edited(empty).emptied
    assert [[], []] == [values(started, "INC-1", p) for p in ("means", "occurred")]


def test_several_values_in_one_cell(started: Case, edited) -> None:
    say(started, "INC-2", "means", "a bomb")
    say(started, "INC-2", "means", "a shell | or two")

    def edit(rows: list[list[str]]) -> None:
        assert r"a bomb | a shell \| or two" == rows[2][rows[0].index("means")]
        put(rows, 2, "means", r"a mine | a shell \| or two | perhaps: 2 rockets")

    done = edited(edit)
    assert (1, 1) == (done.changed, done.added)
    assert ["a shell | or two", "a mine", "2 rockets"] == values(started, "INC-2", "means")
    assert [False, False, True] == [s.statement.hedged for s in entity(started, "INC-2").of("means")]


def test_a_new_row_is_a_new_entity_once(started: Case, edited, tmp_path: Path) -> None:
    def edit(rows: list[list[str]]) -> None:
        rows.append([""] * len(rows[0]))
        put(rows, 3, "title", "Third")
        put(rows, 3, "occurred", "2014-05~")

    done = edited(edit)
    assert ("INC-3",) == done.entities
    assert ("Third", ["2014-05~"]) == (entity(started, "INC-3").title, values(started, "INC-3", "occurred"))
    again = import_sheet(started, Path(done.file))
    assert ((), None) == (again.entities, again.event)


def test_a_conflict_is_shown_and_not_overwritten(started: Case, edited) -> None:
    def meanwhile() -> None:
        retract(started, "INC-1", "occurred", how="mistranscribed", reason="read again")
        say(started, "INC-1", "occurred", "2014-04-12")

    def edit(rows: list[list[str]]) -> None:
        put(rows, 1, "occurred", "2014-04-13")
        put(rows, 2, "occurred", "2014-04-14")

    done = edited(edit, meanwhile=meanwhile)
    (refused,) = done.refused
    assert (True, 2, "occurred") == (refused.conflict, refused.row, refused.column)
    assert ("2014-04-13", "2014-04-12") == (refused.here, refused.there)
    assert (["2014-04-12"], ["2014-04-14"]) == (
        values(started, "INC-1", "occurred"),
        values(started, "INC-2", "occurred"),
    )
    assert 1 == done.conflicts


def test_refusals_name_sheet_row_and_column_and_the_rest_goes_on(started: Case, edited) -> None:
    def edit(rows: list[list[str]]) -> None:
        put(rows, 1, "occurred", "11/4/2014")
        put(rows, 1, "title", "=1+1")
        put(rows, 2, "title", "Second, mended")
        rows[0].append("weather")
        rows[1].append("rain")
        rows[2].append("")

    done = edited(edit)
    found = {(r.row, r.column): r.fault for r in done.refused}
    assert {(2, "occurred"), (2, "title"), (1, "weather")} == set(found)
    assert "formula" in found[2, "title"]
    assert {"Incident", "sheet.csv"} >= {r.sheet for r in done.refused}
    assert (["First"], ["Second, mended"]) == (
        values(started, "INC-1", "title"),
        values(started, "INC-2", "title"),
    )


def test_rows_that_cannot_be_told_apart_are_refused(started: Case, edited) -> None:
    def edit(rows: list[list[str]]) -> None:
        rows.append(list(rows[1]))  # a copied row
        rows.append(["", "", "INC-2", *[""] * (len(rows[0]) - 3)])  # a key that was lost
        rows.append(["ff" * 16, *rows[1][1:]])  # a row of another case
        rows.append([rows[2][0], "edited", *rows[2][2:]])  # a mark that was lost

    assert [4, 5, 6, 7] == sorted(r.row for r in edited(edit).refused)


def test_a_new_row_with_a_wrong_cell_makes_nothing(started: Case, edited) -> None:
    def edit(rows: list[list[str]]) -> None:
        rows.append([""] * len(rows[0]))
        put(rows, 3, "title", "Third")
        put(rows, 3, "occurred", "some day")

    done = edited(edit)
    assert ((), [(4, "occurred")]) == (done.entities, [(r.row, r.column) for r in done.refused])


def test_what_would_be_a_formula_comes_back_as_it_was(started: Case, edited) -> None:
    for text in ("=cmd|' /C calc'!A0", "-5 degrees", "@home", "+963"):
        say(started, "INC-2", "note", text)

    def look(rows: list[list[str]]) -> None:
        assert "'=cmd" == rows[2][rows[0].index("note")][:5]

    assert ((), None) == (edited(look).refused, edited(look).event)


def test_a_workbook_is_text_and_hides_its_own_columns(started: Case, tmp_path: Path) -> None:
    export_sheet(started, tmp_path / "a.xlsx", kind="Incident")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book["Incident"]
    assert {"s"} == {c.data_type for row in sheet.iter_rows() for c in row if c.value is not None}
    assert (True, True, False) == tuple(sheet.column_dimensions[c].hidden for c in "ABC")
    about = {row[0].value: row[3].value for row in book["about"].iter_rows(min_row=2)}
    assert "2014-04-11" in about["occurred"]


def test_withheld_values_are_in_no_sheet(case: Case, tmp_path: Path) -> None:
    new(case, "Item", title="A tip")
    say(case, "ITM-1", "informant", "Canary Name")
    done = export_sheet(case, tmp_path / "a.csv")
    assert (1, False) == (done.withheld, "informant" in done.columns)
    assert "Canary" not in (tmp_path / "a.csv").read_text()
    with pytest.raises(UnknownName, match="encrypted"):
        export_sheet(case, tmp_path / "b.csv", columns=["informant"])


def test_the_april_case_goes_out_and_in_unchanged(case: Case, tmp_path: Path) -> None:
    import_statements(case, APRIL)
    for kind in ("Item", "Incident", "Actor", "Place", "Source", "Aggregate", "Assessment"):
        path = tmp_path / f"{kind}.csv"
        export_sheet(case, path, kind=kind)
        done = import_sheet(case, path)
        assert ((), None) == (done.refused, done.event), kind


def test_a_sheet_as_other_programs_write_it(started: Case, tmp_path: Path) -> None:
    # semicolons, old line ends, another order of columns, empty columns at the end of rows left out
    path = tmp_path / "sheet.csv"
    export_sheet(started, path, kind="Incident")
    rows = [list(reversed(row)) for row in read_rows(path)]
    put(rows, 1, "title", "Première")
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(rows)
    done = import_sheet(started, path)
    assert (1, ()) == (done.changed, done.refused)
    assert ["Première"] == values(started, "INC-1", "title")


@pytest.mark.parametrize("kind, error", [("memory", OverLimit), ("time", OverLimit), ("crash", Damaged)])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_sheet_whose_reader_ends_badly_is_refused_by_name(
    started: Case,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: FaultKind,
    error: type[Exception],
    ending: str,
) -> None:
    # it was read by the program itself, with the rights of whoever ran it
    path = tmp_path / f"sheet.{ending}"
    export_sheet(started, path, kind="Incident")

    def run(_self: object, job: Job, **_more: object) -> Reply[Told]:
        faults = tuple((name, Fault(kind, "It ended so.")) for name in job.measures)
        return Reply((), faults, "bubblewrap", 0.1)

    monkeypatch.setattr(Examiner, "run", run)
    with pytest.raises(error, match=f"sheet.{ending}: .*it ended so.*save it again as .xlsx or .csv"):
        import_sheet(started, path)
    assert [] == sorted((started.folder / "tmp").iterdir())


def test_a_heading_and_empty_rows_of_a_workbook(started: Case, tmp_path: Path) -> None:
    # another sheet in front, an empty row between, cells left out at the end, a formula, a row far below
    path = tmp_path / "sheet.xlsx"
    export_sheet(started, path, kind="Incident")
    book = openpyxl.load_workbook(path)
    sheet = book["Incident"]
    sheet.insert_rows(3)
    sheet.cell(2, 5).value = "=1+1"
    sheet.cell(2, 5).data_type = "f"
    book.create_sheet("notes", 0).append(["nothing", "here"])
    book.save(path)
    done = import_sheet(started, path)
    assert "Incident" == done.sheet
    assert [("Incident", 2)] == [(one.sheet, one.row) for one in done.refused]
    assert "formula" in done.refused[0].fault


def test_a_sheet_with_too_many_columns(started: Case, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    export_sheet(started, path, kind="Incident")
    book = openpyxl.load_workbook(path)
    book["Incident"].cell(2, 600).value = "far out"
    book.save(path)
    with pytest.raises(OverLimit, match="more than 500 columns"):
        import_sheet(started, path)


def test_files_that_are_no_sheets_of_ours(case: Case, shared: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("title,date\na,2014\n")
    (tmp_path / "no.xlsx").write_text("no workbook")
    with pytest.raises(WrongUse, match="sightline_key"):
        import_sheet(case, tmp_path / "list.csv")
    with pytest.raises(WrongUse):
        export_sheet(case, tmp_path / "a.ods")
    with pytest.raises(Damaged):
        import_sheet(case, tmp_path / "no.xlsx")
    for bomb in sorted((shared / "data" / "odd_files").glob("*bomb*.xlsx")):
        with pytest.raises((OverLimit, Damaged)):
            import_sheet(case, bomb)
