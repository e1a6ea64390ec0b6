"""Files of other programs taken in: what they come to, what is kept private, and faults that name the row."""

import json
from pathlib import Path

import pytest

from sightline.core.errors import SightlineError, Unreadable
from sightline.work.case import Case
from sightline.work.disclosing.whole_case import kinds_counted
from sightline.work.opening import close_case, make_case
from sightline.work.others.importing import import_other
from sightline.work.view import entity

ACLED = (
    "event_id_cnty,event_date,time_precision,sub_event_type,actor1,actor2,country,admin1,location,"
    "latitude,longitude,geo_precision,source,notes,fatalities\n"
)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    return make_case(tmp_path / "case", title="")


def values(case: Case, name: str, prop: str) -> list[object]:
    return [s.statement.value for s in entity(case, name).of(prop)]


def test_a_coded_day_of_a_week_is_read_as_that_week(case: Case, tmp_path: Path) -> None:
    # the day in the file is the coder's, and no source gave it
    path = tmp_path / "events.csv"
    path.write_text(
        ACLED
        + "SYR1,12 April 2014,1,Chemical weapon,A,B,Syria,Hama,Kafr Zita,35.37,36.60,1,Blog,Words,2\n"
        + "SYR2,2014-04-16,2,Armed clash,A,,Syria,Hama,Atshan,35.4,36.7,2,,,\n"
        + "SYR3,2014-04-16,3,Attack,,,Syria,Hama,Atshan,,,3,,,0\n"
        + "SYR4,,,Attack,,,Syria,Hama,Atshan,,,3,,,\n"
    )
    import_other(case, path, "acled")
    assert ["2014-04-12"] == values(case, "incident/acled-syr1", "occurred")
    assert ["[2014-04-12..2014-04-18]"] == values(
        case, "incident/acled-syr2", "occurred"
    )  # Saturday to Friday
    assert ["2014-04"] == values(case, "incident/acled-syr3", "occurred")
    assert [] == values(case, "incident/acled-syr4", "occurred")
    assert [{"best": 2}] == values(case, "incident/acled-syr1", "casualties")
    # two parties, and nobody blamed: the columns have no direction
    assert 2 == len(values(case, "incident/acled-syr1", "party"))
    assert [] == values(case, "incident/acled-syr1", "attributed_to")
    (when,) = entity(case, "incident/acled-syr2").of("occurred")
    assert [(2, 2, "row")] == [(e.start, e.end, e.unit) for e in when.statement.evidence]
    close_case(case)


def test_the_same_file_again_changes_nothing(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(ACLED + "SYR1,2014-04-12,1,Attack,A,B,Syria,Hama,Kafr Zita,35.37,36.60,1,Blog,Words,2\n")
    first = import_other(case, path, "acled")
    again = import_other(case, path, "acled")
    assert (0, first.new) == (again.new, again.known)
    with case.catalogue.reading() as connection:
        assert 1 == kinds_counted(connection)["Item"]  # the file itself; its rows are no items
    close_case(case)


def test_several_events_in_one_row_are_an_aggregate(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_text(
        "id,date_start,date_end,date_prec,event_clarity,where_coordinates,where_prec,latitude,longitude,side_a,side_b,low,best,high,deaths_civilians\n"
        "7,2014-04-11,2014-04-22,3,2,Kafr Zita,1,35.37,36.60,,,1,2,5,\n"
        "8,2014-04-11 00:00:00.000,2014-04-11 00:00:00.000,1,1,Kafr Zita,2,35.37,36.60,A,Civilians,1,2,5,1\n"
    )
    import_other(case, path, "ucdp")
    assert ["[2014-04-11..2014-04-22]"] == values(case, "aggregate/ucdp-7", "occurred")
    assert {"min": 1, "best": 2, "max": 5} in values(case, "incident/ucdp-8", "casualties")
    assert 1 == len(values(case, "incident/ucdp-8", "party"))  # "Civilians" is no actor
    close_case(case)


def test_a_person_without_a_public_position_is_sensitive(case: Case, tmp_path: Path) -> None:
    lines = [
        {"id": "p1", "schema": "Person", "properties": {"name": ["Somebody Private"]}},
        {
            "id": "p2",
            "schema": "Person",
            "properties": {"name": ["Somebody Public"], "position": ["Minister"]},
        },
        {"id": "o1", "schema": "Organization", "properties": {"name": ["River Brigade"]}},
        {
            "id": "m1",
            "schema": "Membership",
            "properties": {
                "member": ["p2"],
                "organization": ["o1"],
                "startDate": ["2021-03"],
                "role": ["leader"],
            },
        },
        {
            "id": "x1",
            "schema": "UnknownLink",
            "properties": {"subject": ["o1"], "object": ["p2"], "role": ["quarrels with"]},
        },
        {"id": "w1", "schema": "Wallet", "properties": {}},
    ]
    path = tmp_path / "entities.json"
    path.write_text("".join(json.dumps(one) + "\n" for one in lines))
    import_other(case, path, "ftm")
    assert [] == values(case, "actor/ftm-p1", "name")
    assert 1 == len(values(case, "actor/ftm-p1", "person_name"))
    assert ["Somebody Public"] == values(case, "actor/ftm-p2", "name")
    (leads,) = entity(case, "actor/ftm-p2").of("leader_of")
    assert "2021-03/" == leads.statement.valid
    assert any("quarrels with" in str(note) for note in values(case, "actor/ftm-o1", "note"))
    close_case(case)


@pytest.mark.parametrize(
    "form, text, named",
    [
        ("acled", "a,b\n1,2\n", "event_id_cnty"),
        ("acled", ACLED + "S,yesterday,1,,,,,,X,,,,,,\n", "row 1, column event_date"),
        ("acled", ACLED + "S,2014-04-12,9,,,,,,X,,,,,,\n", "time_precision"),
        ("acled", ACLED + "S,2014-04-12,1,,,,,,X,,,,,,many\n", "fatalities"),
        ("acled", ACLED + "S,2014-04-12,1,,,,,,X,99,200,1,,,\n", "99"),
        ("ucdp", "id,date_start,date_end\n1,2014-04-12,2014-04-11\n", "row 1, column date_end"),
        ("ftm", "{}\n", "line 1"),
        ("ftm", '{"id": "a", "schema": "Person", "properties": {"name": "x"}}\n', "property name"),
        ("ftm", "[" * 100_000 + "\n", "line 1"),
    ],
)
def test_a_fault_names_its_place_and_records_nothing(
    case: Case, tmp_path: Path, form: str, text: str, named: str
) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text(text)
    with pytest.raises(SightlineError) as caught:
        import_other(case, path, form)
    assert named in f"{caught.value.item}: {caught.value.fault}"
    close_case(case)


def test_bytes_that_are_no_text_are_named(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(ACLED.encode() + b"\xff\xfe\n")
    with pytest.raises(Unreadable, match="UTF-8"):
        import_other(case, path, "acled")
    close_case(case)
