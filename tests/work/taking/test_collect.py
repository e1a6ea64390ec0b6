"""Taking in: every file accounted for, nothing doubled, bad things named while everything else goes on."""

import os
import socket
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sightline.sources.list_encoding import SAMPLE_BYTES
from sightline.store.tables import capture_files, captures, entity_keys, events, objects
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.disclose import disclose
from sightline.work.status import status
from sightline.work.taking.collect import collect
from sightline.work.taking.intake import Added, Refused, Wish
from sightline.work.view import entity


def take(case: Case, *addresses: Path | str, wish: Wish | None = None) -> tuple[list[Added], list[Refused]]:
    steps = list(collect(case, [str(a) for a in addresses], wish or Wish()))
    return [s for s in steps if isinstance(s, Added)], [s for s in steps if isinstance(s, Refused)]


def count(case: Case, table: object) -> int:
    with case.catalogue.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def test_the_same_bytes_twice_are_one_object_with_two_captures(case: Case, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "a.txt").write_text("same")
    (box / "b.txt").write_text("same")
    added, refused = take(case, box)
    assert [a.known_before for a in added] == [False, True]
    assert len({a.code for a in added}) == 1
    assert refused == []
    assert (count(case, objects), count(case, captures), count(case, capture_files)) == (1, 2, 2)


def test_an_interrupted_run_goes_on_where_it_stopped(case: Case, tmp_path: Path) -> None:
    # a run that was killed after the first file must neither lose it nor take it twice
    box = tmp_path / "box"
    box.mkdir()
    for name in "abc":
        (box / f"{name}.txt").write_text(name)
    half = collect(case, [str(box)], Wish())
    first = next(half)
    half.close()
    added, _ = take(case, box)
    assert isinstance(first, Added)
    assert sorted(a.path for a in (first, *added)) == [str(box / f"{n}.txt") for n in "abc"]
    assert count(case, captures) == 3


def test_a_finished_run_given_again_is_a_second_capture(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    take(case, path)
    added, _ = take(case, path)
    assert [a.known_before for a in added] == [True]
    assert count(case, captures) == 2


def test_odd_things_are_named_and_the_rest_goes_on(case: Case, tmp_path: Path) -> None:
    box, outside = tmp_path / "box", tmp_path / "secret.txt"
    box.mkdir()
    outside.write_text("not yours")
    (box / "good.txt").write_text("good")
    (box / "way-out").symlink_to(outside)
    os.mkfifo(box / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(box / "s"))
        (box / ("n" * 240 + ".txt")).write_text("long")
        with Path(os.fsdecode(os.fsencode(box) + b"/\xff\xfe.txt")).open("w") as stream:
            stream.write("not UTF-8")
        added, refused = take(case, box)
    assert len(added) == 3
    assert {Path(r.path).name for r in refused} == {"way-out", "pipe", "s"}
    assert all(r.fault for r in refused)
    assert count(case, captures) == 6


def test_what_failed_before_is_the_same_item_when_it_fails_again(case: Case, tmp_path: Path) -> None:
    # a second Item under the first one's key once broke the run
    box = tmp_path / "box"
    box.mkdir()
    (box / "way-out").symlink_to("/etc/hostname")
    take(case, box)
    take(case, box)
    assert count(case, captures) == 2
    assert count(case, entity_keys) == 1


def test_an_interrupted_run_tells_of_failures_again_and_records_them_once(case: Case, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "a-link").symlink_to("/etc/hostname")
    (box / "b.txt").write_text("b")
    (box / "c.txt").write_text("c")
    half = collect(case, [str(box)], Wish())
    assert isinstance(next(half), Refused)
    assert isinstance(next(half), Added)
    half.close()
    added, refused = take(case, box)
    assert [a.path for a in added] == [str(box / "c.txt")]
    assert [r.path for r in refused] == [str(box / "a-link")]
    assert count(case, captures) == 3


def test_a_file_that_changed_since_the_run_was_interrupted_is_taken(case: Case, tmp_path: Path) -> None:
    # the address alone once made the newer file pass for the one that was kept
    box = tmp_path / "box"
    box.mkdir()
    for name in "abc":
        (box / f"{name}.txt").write_text(name)
    half = collect(case, [str(box)], Wish())
    next(half)
    half.close()
    (box / "a.txt").write_text("newer")
    added, _ = take(case, box)
    assert [Path(a.path).name for a in added] == ["a.txt", "b.txt", "c.txt"]
    assert count(case, objects) == 4


def test_one_list_that_a_person_must_decide_on_stops_no_other(case: Case, tmp_path: Path) -> None:
    unclear, good = tmp_path / "unclear.csv", tmp_path / "good.txt"
    unclear.write_text(
        "title,url,date\na,https://youtu.be/abcdefghijk,01/02/2014\nb,https://youtu.be/abcdefghijl,03/04/2014\n"
    )
    good.write_text("good")
    added, refused = take(case, unclear, "gopher://old/1", good)
    assert [a.path for a in added] == [str(good)]
    assert [r.path for r in refused] == [str(unclear), "gopher://old/1"]
    assert "'01/02/2014' is 1 February 2014 or 2 January 2014" in refused[0].fault
    assert "--map" in (refused[0].todo or "")


def test_how_and_why_it_was_found_is_kept(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    (added,), _ = take(case, path, wish=Wish(via="query: town name", why="shows the crater"))
    view = entity(case, added.code)
    assert [s.statement.value for s in view.of("found_via")] == ["query: town name"]
    assert [s.statement.value for s in view.of("kept_because")] == ["shows the crater"]


def test_rows_about_one_video_are_one_item(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "title,url,date\n"
        "First name,https://www.youtube.com/watch?v=abcdefghijk,2014-04-21\n"
        "Other name,https://youtu.be/abcdefghijk,2014-04-22\n"
    )
    added, refused = take(case, path)
    assert refused == []
    assert len({a.code for a in added}) == 2
    view = entity(case, added[1].code)
    assert {s.statement.value for s in view.of("title")} == {"First name", "Other name"}


def test_an_address_is_only_listed_without_the_network(case: Case) -> None:
    (added,), refused = take(case, "https://example.org/article")
    assert refused == []
    assert [s.statement.value for s in entity(case, added.code).of("state")] == ["listed"]


def test_the_shared_lists_come_in_whole(case: Case, shared: Path) -> None:
    added, refused = take(case, shared / "data" / "lists")
    assert refused == []
    assert len(added) == 1702
    assert len({a.code for a in added}) == 1689


@pytest.mark.parametrize("text", ["x" * 10, ""])
def test_a_file_of_any_size_is_kept(case: Case, tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.bin"
    path.write_text(text)
    (added,), _ = take(case, path)
    assert case.vault.read(bytes.fromhex(added.sha256 or "")) == text.encode()


def test_what_is_wrong_with_a_row_is_found_again_in_the_case(case: Case, tmp_path: Path) -> None:
    # it was printed once and nowhere else; who opened the dossier later saw a list without a fault
    path = tmp_path / "list.csv"
    rows = [f"https://youtu.be/abcdefgh0{n},Film {n},2014-04-{n}" for n in range(11, 19)]
    rows += ["https://youtu.be/abcdefgh020,A,B,C,D", "https://youtu.be/abcdefgh021,Film,no date at all"]
    path.write_text("\n".join(["Link,Title,Date", *rows]) + "\n")
    outcomes = list(collect(case, [str(path)], Wish()))
    (refused,) = [o for o in outcomes if isinstance(o, Refused)]
    assert refused.path.endswith("list.csv row 10")
    found = status(case)
    assert {"failures": 2, "copies": 0} == {k: found.totals[k] for k in ("failures", "copies")}
    first, second = found.arrivals.failures
    assert "list.csv row 10: row 10 has 5 cells" in first.text
    assert "list.csv row 11: row 11: 'no date at all' in column 'Date' is no date" in second.text
    # the list is named, and not a row that nobody could add again
    (todo,) = [t for t in found.todos if t.command.startswith("sightline add")]
    assert f"sightline add {path}" == todo.command
    arrivals = disclose(case).arrivals
    assert arrivals is not None
    assert [first.text, second.text] == [note.text for note in arrivals.failures]


def test_a_statement_that_cannot_be_recorded_is_a_fault_of_its_row(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    # behind what is looked at to tell a list from binary data
    long = "x" * SAMPLE_BYTES
    rows = ["Link,Title", f"https://youtu.be/abcdefgh001,{long}", "https://youtu.be/abcdefgh002,T\0wo"]
    path.write_text("\n".join(rows) + "\n")
    outcomes = list(collect(case, [str(path)], Wish()))
    (refused,) = [o for o in outcomes if isinstance(o, Refused)]
    assert "title: " in refused.fault
    (note,) = status(case).arrivals.failures
    assert "list.csv row 3: title: " in note.text
    # said again, it is recorded once more as a second capture, as the file is
    list(collect(case, [str(path)], Wish()))
    assert 1 == len(status(case).arrivals.failures)


def test_many_bad_rows_are_one_event(case: Case, tmp_path: Path) -> None:
    # each was an event of its own: a list of a hundred thousand bad rows took an hour
    path = tmp_path / "list.csv"
    good = [f"https://youtu.be/abcdefg{n:04},Film {n}" for n in range(300)]
    bad = [f"https://youtu.be/abcdefh{n:04},a,b,c" for n in range(200)]
    path.write_text("\n".join(["Link,Title", *good, *bad]) + "\n")
    outcomes = list(collect(case, [str(path)], Wish()))
    assert (301, 200) == tuple(sum(isinstance(o, kind) for o in outcomes) for kind in (Added, Refused))
    with case.catalogue.reading() as connection:
        kinds = connection.execute(select(events.c.kind).where(events.c.kind == "item.captured")).all()
    assert 2 == len(kinds)
    assert check(case).ok
