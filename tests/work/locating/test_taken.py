"""Documents of four commands become candidates on record; whatever is no such document is refused, field by field.

The documents are those of the page for programs, which another test compares with what the commands print.
"""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.docs.documents import shown

from sightline.core.errors import BadValue, OverLimit, UnknownName, Unreadable, WrongUse
from sightline.model.view import Statement
from sightline.work.case import Case
from sightline.work.locating import analysis, taken
from sightline.work.locating.taken import take
from sightline.work.new import new
from sightline.work.opening import close_case, make_case
from sightline.work.undoing import undo
from sightline.work.view import entity

Document = dict[str, Any]
Written = Callable[[object], Path]


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    made = make_case(tmp_path / "case", by="anna")
    new(made, "Item", title="A tower and a river")
    analysis.begin(made, "Geolocation", "ITM-1")
    yield made
    close_case(made)


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(document: object) -> Path:
        path = tmp_path / "found.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        return path

    return write


def candidates(case: Case) -> list[Statement]:
    return [shown.statement for shown in entity(case, "GEO-1").of("candidate")]


def where(one: Statement) -> tuple[object, object, object]:
    assert isinstance(one.value, dict)
    return one.value.get("lat"), one.value.get("lon"), one.value.get("radius_m")


def test_landmarks_bring_what_they_rejected_with_its_reason(case: Case, written: Written) -> None:
    found = shown("landmarks")
    rejected = found["outcome"]["rejected"] or [
        found["outcome"]["places"][0] | {"against": "the nearest river is 320 m away"}
    ]
    found["outcome"]["rejected"] = rejected
    take(case, "GEO-1", written(found))
    kept = candidates(case)
    assert len(found["outcome"]["places"]) + len(rejected) == len(kept)
    first, last = kept[0], kept[-1]
    assert ("open", False) == (first.qualifiers["verdict"], first.negated)
    assert ("rejected", True) == (last.qualifiers["verdict"], last.negated)
    assert rejected[-1]["against"] == last.qualifiers["against"]
    assert f"sightline landmarks: {found['outcome']['query']}" == first.qualifiers["found_by"]
    assert found["map_name"] in str(first.qualifiers["data"])
    assert "found.json, sha256 " in str(first.qualifiers["data"])
    assert found["outcome"]["places"][0]["objects"][0]["role"] in str(first.qualifiers["satisfied_by"])


def test_places_stay_undecided(case: Case, written: Written) -> None:
    found = shown("place")
    far = found["candidates"][0] | {"name": "Far Atshan", "why": "in another country", "radius_m": 900}
    found["rejected"] = [far]
    take(case, "GEO-1", written(found))
    every, best = candidates(case), found["candidates"][0]
    assert len(found["candidates"]) + 1 == len(every)
    assert (best["name"], best["why"]) == (every[0].qualifiers["name"], every[0].qualifiers["basis"])
    assert "open" == every[0].qualifiers["verdict"]
    assert f"sightline place: {found['query']}" == every[0].qualifiers["found_by"]
    assert float(best["lat"]) == pytest.approx(float(str(where(every[0])[0])))
    last = every[-1]
    assert ("rejected", "in another country") == (last.qualifiers["verdict"], last.qualifiers["against"])
    assert 900 == where(last)[2]


def test_cameras_bring_their_error(case: Case, written: Written) -> None:
    found = shown("resect")
    take(case, "GEO-1", written(found))
    (one,) = candidates(case)  # a camera whose place was given has no solution, and is no candidate
    best = found["cameras"][0]["solutions"][0]
    assert 4 == where(one)[2]  # 3.4 m: the error is never made smaller than it is
    assert (found["cameras"][0]["name"], best["why"]) == (one.qualifiers["name"], one.qualifiers["basis"])
    assert best["residuals"][0]["name"] in str(one.qualifiers["satisfied_by"])


# The verb tells of cameras; it was once read as if it told of candidates, so no skyline could be taken.
def test_skylines_bring_every_camera(case: Case, written: Written) -> None:
    found = shown("skyline")
    take(case, "GEO-1", written(found))
    assert len(found["cameras"]) == len(candidates(case))
    one, best = candidates(case)[0], found["cameras"][0]
    assert best["ellipse"]["major_m"] <= int(str(where(one)[2])) <= best["ellipse"]["major_m"] + 1
    assert best["why"] == one.qualifiers["basis"]


def test_it_is_one_act_and_can_be_taken_back(case: Case, written: Written) -> None:
    done = take(case, "GEO-1", written(shown("landmarks")))
    assert done.event is not None
    undo(case, str(done.event[1]))
    assert [] == candidates(case)


def test_what_is_much_is_cut_and_said(case: Case, written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taken, "MOST", 2)
    found = shown("place")
    one = found["candidates"][0]
    found |= {"candidates": [one | {"lat": one["lat"] + step / 10} for step in range(5)], "rejected": []}
    done = take(case, "GEO-1", written(found))
    assert ("the first 2 of 5 were put on record",) == done.told
    assert 2 == len(candidates(case))


def test_a_text_without_end_is_cut(case: Case, written: Written) -> None:
    found = shown("place")
    found |= {"candidates": [found["candidates"][0] | {"why": "a" * 1_000_000}], "rejected": []}
    take(case, "GEO-1", written(found))
    assert 2_000 == len(str(candidates(case)[0].qualifiers["basis"]))


def test_only_the_analyst_takes(case: Case, written: Written) -> None:
    with pytest.raises(WrongUse, match="is the work of anna, and you are ben"):
        take(evolve(case, by="ben"), "GEO-1", written(shown("place")))
    with pytest.raises(UnknownName, match="is Item"):
        take(case, "ITM-1", written(shown("place")))


def test_a_search_without_an_answer_is_no_candidate(case: Case, written: Written) -> None:
    with pytest.raises(WrongUse, match="holds no place to put on record"):
        take(case, "GEO-1", written(shown("place") | {"candidates": [], "rejected": []}))


@pytest.mark.parametrize(
    "text, fault",
    [
        ("", "is no JSON"),
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "is no document of Sightline"),
        ('"sightline/place/1"', "is no document of Sightline"),
        ("{}", "is no document of landmarks, place, skyline, resect"),
        ('{"schema": "sightline/sun/1"}', "is no document of landmarks, place, skyline, resect"),
        ('{"schema": ["place"]}', "is no document of landmarks, place, skyline, resect"),
        ('{"schema": "sightline/place"}', "is version none"),
        ('{"schema": "sightline/place/2"}', "is version 2 of that document"),
        ('{"schema": "sightline/place/1"}', "there is no 'candidates'"),
        ('{"schema": "sightline/place/1", "candidates": {}}', "'candidates' is no list"),
        ('{"schema": "sightline/place/1", "candidates": [1]}', "holds something that is no table"),
        ('{"schema": "sightline/skyline/1", "kind": "seen"}', "no camera was looked for"),
    ],
)
def test_other_files_are_named(case: Case, written: Written, text: str, fault: str) -> None:
    with pytest.raises(BadValue, match=fault) as told:
        take(case, "GEO-1", written(text))
    assert str(told.value.item).endswith("found.json")
    assert told.value.todo is not None
    assert [] == candidates(case)


HUGE = 10**400


@pytest.mark.parametrize(
    "name, path, value, fault",
    [
        ("place", ("candidates", 0, "lat"), "35.1", "'lat' is no number"),
        ("place", ("candidates", 0, "lat"), True, "'lat' is no number"),
        ("place", ("candidates", 0, "lat"), float("nan"), "no number that a place can have"),
        ("place", ("candidates", 0, "lon"), float("inf"), "no number that a place can have"),
        ("place", ("candidates", 0, "lon"), HUGE, "no number that a place can have"),
        ("place", ("candidates", 0, "lat"), 91, "is no place on the Earth"),
        ("place", ("candidates", 0, "why"), ["x"], "'why' is no text"),
        ("place", ("query",), None, "'query' is no text"),
        ("landmarks", ("outcome",), None, "'outcome' is no table"),
        ("landmarks", ("outcome", "places", 0, "lat_e7"), HUGE, "no number that a place can have"),
        ("landmarks", ("outcome", "places", 0, "objects"), "minaret", "'objects' is no list"),
        ("resect", ("cameras", 0, "solutions", 0, "ellipse"), [], "'ellipse' is no table"),
        ("resect", ("cameras", 0, "solutions", 0, "ellipse", "semi_major_m"), HUGE, "no number"),
        ("skyline", ("cameras", 0, "ellipse", "major_m"), float("inf"), "no number"),
        ("skyline", ("cameras",), None, "'cameras' is no list"),
    ],
)
def test_a_field_that_is_wrong_is_named(
    case: Case, written: Written, name: str, path: tuple[str | int, ...], value: object, fault: str
) -> None:
    document: Any = deepcopy(shown(name))
    at = document
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(BadValue, match=fault):
        take(case, "GEO-1", written(document))
    assert [] == candidates(case)


def test_files_that_cannot_be_read(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable, match="cannot be opened"):
        take(case, "GEO-1", tmp_path / "nowhere.json")
    with pytest.raises(Unreadable, match="cannot be opened"):
        take(case, "GEO-1", tmp_path)
    monkeypatch.setattr(taken, "LARGEST", 1 << 20)
    (tmp_path / "large.json").write_bytes(b" " * ((1 << 20) + 1))
    with pytest.raises(OverLimit, match="is larger than 1 MiB"):
        take(case, "GEO-1", tmp_path / "large.json")
