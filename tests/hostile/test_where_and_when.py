"""Attempts to see a first answer too soon, and places at the ends of the Earth."""

from pathlib import Path

import pytest
from attrs import evolve

from sightline.cli.placed import point
from sightline.core.errors import BadValue, WrongUse
from sightline.work.identities import judge_identity
from sightline.work.locating import analysis, places
from sightline.work.locating.places import Answer
from sightline.work.new import new
from sightline.work.opening import close_case, make_case
from sightline.work.view import entity


def test_judging_both_looks_to_be_one_does_not_show_the_first_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    anna = make_case(tmp_path / "case", title="Where", by="anna")
    new(anna, "Item", title="A tower")
    analysis.begin(anna, "Geolocation", "ITM-1")
    places.answer(anna, "GEO-1", Answer("35.3000, 36.6000 ± 20 m"))
    ben = evolve(anna, by="ben")
    analysis.second(ben, "GEO-1")
    judge_identity(ben, "same", ["GEO-1", "GEO-2"], reason="the same question")
    for code in ("GEO-1", "GEO-2"):
        with pytest.raises(WrongUse, match="kept from you until you have answered"):
            entity(ben, code)
    close_case(anna)


def test_whole_degrees_are_a_place_where_one_is_asked_for() -> None:
    # LAT,LON as the help writes it was refused as a decimal comma: the pole and the date line first of all
    assert (90.0, 0.0) == point("90,0")
    assert (0.0, -180.0) == point("0,-180")
    with pytest.raises(BadValue):
        point("35,39,1")
