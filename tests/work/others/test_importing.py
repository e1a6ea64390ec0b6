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


SEMICOLONS = (
    "\ufeffEVENT_ID_CNTY;EVENT_DATE;TIME_PRECISION;EVENT_TYPE;SUB_EVENT_TYPE;ACTOR1;COUNTRY;ADMIN1;LOCATION;"
    "LATITUDE;LONGITUDE;GEO_PRECISION;SOURCE;NOTES;FATALITIES\r\n"
    "7SYR;12-April-2014;1;Battles;Armed clash;A;Syria;Hama;Kafr Zita;35,3742;36,6033;1;Blog;Words;3.0\r\n"
    "8SYR;12 Apr 2014;1;Remote violence;Remote violence;A;Syria;Hama;Atshan;35.4;36.7;;Blog;'=1+1;\r\n"
    ";;;;;;;;;;;;;;\r\n"
)


def test_a_file_of_an_earlier_year_is_read(case: Case, tmp_path: Path) -> None:
    # capitals, a mark at the start, semicolons, decimal commas, counts as a data frame writes them, an empty last row
    path = tmp_path / "old.csv"
    path.write_text(SEMICOLONS, encoding="utf-8")
    import_other(case, path, "acled")
    assert [{"lat": "35.3742", "lon": "36.6033", "radius_m": 2000, "precision": "town"}] == values(
        case, "incident/acled-7syr", "position"
    )
    assert ["2014-04-12"] == values(case, "incident/acled-7syr", "occurred")
    assert [{"best": 3}] == values(case, "incident/acled-7syr", "casualties")
    assert ["armed_clash"] == values(case, "incident/acled-7syr", "category")
    # a sort of event that today's list lacks is no reason to refuse the file, and is not lost
    assert [] == values(case, "incident/acled-8syr", "category")
    notes = values(case, "incident/acled-8syr", "note")
    assert "ACLED's sort of event: Remote violence / Remote violence" in notes
    # the quote against formulas comes off again
    assert ["=1+1"] == values(case, "incident/acled-8syr", "summary")
    close_case(case)


@pytest.mark.parametrize("form", ["acled", "ucdp"])
def test_a_point_without_a_precision_is_not_taken_for_a_town(case: Case, tmp_path: Path, form: str) -> None:
    path = tmp_path / "events.csv"
    if form == "acled":
        path.write_text(ACLED + "S,2014-04-12,1,,,,,,X,35.4,36.6,,,,\n")
    else:
        path.write_text("id,date_start,date_end,latitude,longitude\nS,2014-04-12,2014-04-12,35.4,36.6\n")
    import_other(case, path, form)
    assert [{"lat": "35.4", "lon": "36.6"}] == values(case, f"incident/{form}-s", "position")
    close_case(case)


def test_the_dead_of_each_side_are_kept_apart(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_text(
        "id,relid,type_of_violence,conflict_name,side_a,side_b,where_prec,where_coordinates,adm_1,adm_2,country,"
        "latitude,longitude,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,"
        "deaths_unknown,best_est,high_est,low_est\n"
        "9,R,1,Syria: Government,Government of Syria,IS,6,Syria,,,Syria,35.0,38.0,1,4,2014-04-01,2014-04-30,"
        "4,0,2,1,7,9,5\n"
        "10,R,1,,A,B,1,X,,,Syria,35.0,38.0,2,1,2014-04-01,2014-04-30,4,0,2,1,7,9,5\n"
    )
    import_other(case, path, "ucdp")
    told = entity(case, "incident/ucdp-9").of("casualties")
    figures = {
        (str(q.get("group")), str(q.get("role", ""))): one.statement.value
        for one in told
        for q in [one.statement.qualifiers]
    }
    assert {
        ("all", ""): {"min": 5, "best": 7, "max": 9},
        ("fighter", "side_a"): {"best": 4},
        ("fighter", "side_b"): {"best": 0},
        ("civilian", ""): {"best": 2},
        ("unknown", ""): {"best": 1},
    } == figures
    (where,) = entity(case, "incident/ucdp-9").of("position")
    assert ("6", "country") == (
        where.statement.qualifiers["ucdp_where_precision"],
        where.statement.value["precision"],  # type: ignore[index, call-overload]
    )
    assert 5 == len(values(case, "aggregate/ucdp-10", "casualties"))
    assert "side_a: A" in values(case, "aggregate/ucdp-10", "note")
    close_case(case)


@pytest.mark.parametrize(
    "form, text, named",
    [
        ("acled", ACLED + "S,2014-04-12,1,,,,,,X,35.4,,1,,,\n", "column longitude"),
        ("acled", ACLED + "S,2014-04-12,1,,,,,,X,35.4,36.6,9,,,\n", "column geo_precision"),
        ("acled", ACLED + "S,2014-04-12,1,,,,,,X,35.4,36.6,1,,,-3\n", "column fatalities"),
        ("acled", ACLED + "S,04/12/2014,1,,,,,,X,35.4,36.6,1,,,\n", "column event_date"),
        ("acled", "event_id_cnty,event_date,location,Location\nS,2014-04-12,X,Y\n", "location stands twice"),
        (
            "ucdp",
            "id,date_start,date_end,low,best,high\n1,2014-04-12,2014-04-12,5,3,9\n",
            "row 1, column low",
        ),
        ("ucdp", "id,date_start,date_end,date_prec\n1,2014-04-12,2014-04-12,7\n", "column date_prec"),
        ("ucdp", "id,date_start,date_end,event_clarity\n1,2014-04-12,2014-04-12,3\n", "column event_clarity"),
    ],
)
def test_what_could_mean_two_things_is_refused(
    case: Case, tmp_path: Path, form: str, text: str, named: str
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(text)
    with pytest.raises(Unreadable) as caught:
        import_other(case, path, form)
    assert named in f"{caught.value.item}: {caught.value.fault}"
    close_case(case)


def test_an_old_code_page_is_named(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes((ACLED + "S,2014-04-12,1,,,,,,كفر زيتا,35.4,36.6,1,,,\n").encode("windows-1256"))
    with pytest.raises(Unreadable, match="UTF-8"):
        import_other(case, path, "acled")
    close_case(case)


def test_how_far_a_point_may_be_off_comes_back(case: Case, tmp_path: Path) -> None:
    # else a district would come back as an exact point
    one = {
        "id": "a", "schema": "Address",
        "properties": {
            "name": ["X"], "latitude": ["35.5"], "longitude": ["36.5"], "remarks": ["within 20000 m; district"],
        },
    }  # fmt: skip
    other = {"id": "b", "schema": "Address", "properties": {"name": ["Y"]}}
    inside = {
        "id": "c",
        "schema": "UnknownLink",
        "properties": {"subject": ["a"], "object": ["b"], "role": ["In"]},
    }
    path = tmp_path / "places.json"
    path.write_text("".join(json.dumps(some) + "\n" for some in (one, other, inside)))
    import_other(case, path, "ftm")
    assert 1 == len(values(case, "place/ftm-a", "part_of"))
    assert [{"lat": "35.5", "lon": "36.5", "radius_m": 20_000}] == values(case, "place/ftm-a", "position")
    close_case(case)


def test_what_has_no_property_here_is_kept_in_words(case: Case, tmp_path: Path) -> None:
    # a sort of actor came back as "organisation", and a website was gone without a word
    lines = [
        {
            "id": "o", "schema": "Organization",
            "properties": {"name": ["X"], "classification": ["Armed group"], "website": ["https://x.example"]},
        },
        {"id": "p", "schema": "Person", "properties": {"name": ["Z"], "alias": ["Zed"], "email": ["z@x.example"]}},
    ]  # fmt: skip
    path = tmp_path / "entities.json"
    path.write_text("".join(json.dumps(one) + "\n" for one in lines))
    import_other(case, path, "ftm")
    assert ["armed_group"] == values(case, "actor/ftm-o", "actor_kind")
    assert ["website, as the file has it: https://x.example"] == values(case, "actor/ftm-o", "note")
    # of a person without a position nothing stands in clear, and the other name is not lost
    shown = entity(case, "actor/ftm-p")
    assert ((), (), 2) == (tuple(shown.of("note")), tuple(shown.of("alias")), len(shown.of("person_name")))
    close_case(case)
