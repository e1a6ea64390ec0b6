"""Lists of what a case holds: filtered, counted, with nothing withheld in them."""

from pathlib import Path

import pytest

from sightline.core.errors import UnknownName
from sightline.work.case import Case
from sightline.work.closing import rank, retract
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.listing import listing
from sightline.work.new import new
from sightline.work.say import say

APRIL = Path(__file__).resolve().parents[2] / "src/sightline/resources/cases/april_2014/statements.jsonl"


def test_the_april_case(case: Case) -> None:
    import_statements(case, APRIL)
    found = listing(case, ["Incident", "Aggregate"], limit=2)
    assert (2, 13) == (len(found.rows), found.total)
    first = found.rows[0]
    assert ("INC-1", "2014-04-11", "Kafr Zita", "unverifiable") == (
        first.code,
        first.when,
        first.where,
        first.state,
    )
    assert 2 == listing(case, ["Incident", "Aggregate"], sort="aggregate").total
    assert 11 == listing(case, ["inc"]).total
    assert ["INC-10", "INC-11"] == [r.code for r in listing(case, ["Incident"], search="HARASTA").rows]
    assert 28 == listing(case, ["Item"], state="listed").total
    with pytest.raises(UnknownName):
        listing(case, ["Thing"])


def test_keys_and_spellings_are_found(case: Case) -> None:
    new(case, "Actor", name="كتيبة النهر", key="actor/river")
    new(case, "Actor", name="Another")
    assert ["ACT-1"] == [r.code for r in listing(case, ["Actor"], search="كتيبه").rows]
    assert ["ACT-1"] == [r.code for r in listing(case, ["Actor"], search="actor/river").rows]


def test_the_best_of_several_is_shown(case: Case) -> None:
    new(case, "Incident", title="An attack")
    say(case, "INC-1", "occurred", "2014-04-11")
    later = say(case, "INC-1", "occurred", "2014-04-12")
    assert "2014-04-11" == listing(case, ["Incident"]).rows[0].when
    rank(case, later.id or "", to="preferred", reason="seen on the video")
    assert "2014-04-12" == listing(case, ["Incident"]).rows[0].when
    retract(case, later.id or "", how="mistranscribed", reason="another day")
    assert "2014-04-11" == listing(case, ["Incident"]).rows[0].when


def test_one_thing_is_one_row(case: Case) -> None:
    new(case, "Actor", name="River Brigade")
    new(case, "Actor", name="River Battalion")
    judge_identity(case, "same", ["ACT-1", "ACT-2"])
    (row,) = listing(case, ["Actor"]).rows
    assert ("ACT-1", 1) == (row.code, row.merged)
