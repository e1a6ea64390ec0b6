"""Suggestions of an item wait for a person: yes makes statements, no is kept, and what is held already is shown."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from sightline.core.errors import WrongUse
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.store.read import statements_of
from sightline.work import gazetteers
from sightline.work.add import add
from sightline.work.case import Case
from sightline.work.new import new
from sightline.work.pointing import point_at
from sightline.work.say import Saying, say
from sightline.work.suggest import Suggested, suggest_in, suggest_of_item
from sightline.work.suggesting.correcting import corrected
from sightline.work.suggesting.deciding import Said, decide, incident_for
from sightline.work.suggesting.offer import ACCEPTED, REFUSED, Offer
from sightline.work.suggesting.reading import read_item
from sightline.work.taking.intake import Wish
from sightline.work.undoing import undo

TEXT = (
    "Activists in Kafr Zita say two barrel bombs hit the town last night. At least four people were killed. "
    "State television blamed the Harvest Brigades. The Harvest Brigades split from the Northern Front in March."
)
WORLD = (
    Place((Name("Hama", preferred=True),), 35.13179, 36.75783, "SY", ("Hama",), population=460_602),
    Place((Name("Kafr Zita"),), 35.3742, 36.6033, "SY", ("Hama",), population=20_000),
)


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a world of two places in the place of the built-in one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(gazetteers, "builtin_source", lambda: Source("world", digest="m" * 64))
    monkeypatch.setattr(gazetteers, "read_builtin", lambda: islice(WORLD, None))
    return


@pytest.fixture
def item(case: Case, tmp_path: Path) -> str:
    """An item with the text, published by a blog."""
    path = tmp_path / "post.txt"
    path.write_text(TEXT, encoding="utf-8")
    list(add(case, [str(path)], Wish()))
    code = "ITM-1"
    new(case, "Source", name="A blog", key="source/blog")
    say(case, code, "author", "source/blog", saying=Saying(origin="analyst"))
    return code


def found_in(case: Case, item: str) -> Suggested:
    return suggest_of_item(case, item, written="2014-04-12")


def offer_of(found: Suggested, kind: str) -> Offer:
    return next(one for one in found.offers if one.suggestion.kind == kind)


def answer(case: Case, item: str, kind: str, said: Said) -> str | None:
    found, read = found_in(case, item), read_item(case, item, layer=None, written="2014-04-12")
    offer = offer_of(found, kind)
    return decide(case, read, offer, said, of=incident_for(found, offer.suggestion)).code


def test_a_yes_makes_statements_with_quote_span_source_and_via(case: Case, item: str) -> None:
    code = answer(case, item, "incident", Said(ACCEPTED))
    assert code is not None
    for kind in ("place", "date", "figure", "means", "perpetrator"):
        answer(case, item, kind, Said(ACCEPTED))
    with case.catalogue.reading() as connection:
        incident, blog = point_at(connection, code), point_at(connection, "source/blog")
        rows = {one.property: one for one in statements_of(connection, [incident.id])}
    assert {"title", "place_name", "position", "occurred", "casualties", "means", "attributed_to"} == set(
        rows
    )
    assert "2014-04-11/2014-04-12" == rows["occurred"].value
    assert {"min": 4} == rows["casualties"].value
    assert {"state": "killed", "group": "all"} == dict(rows["casualties"].qualifiers)
    for one in rows.values():
        cited = one.evidence[0]
        assert (blog.id, "source") == (one.source, one.origin)
        assert cited.quote == TEXT[cited.start or 0 : cited.end]
    assert rows["title"].via is not None
    assert rows["attributed_to"].via not in (None, rows["title"].via)


def test_a_relation_takes_its_ends_and_its_date(case: Case, item: str) -> None:
    code = answer(case, item, "relation", Said(ACCEPTED))
    with case.catalogue.reading() as connection:
        rows = statements_of(connection, [point_at(connection, code or "").id])
    split = next(one for one in rows if one.property == "split_from")
    assert "2014-03" == split.valid


def test_a_no_is_kept_and_no_longer_waits_until_it_is_taken_back(case: Case, item: str) -> None:
    before = len(found_in(case, item).waiting)
    answer(case, item, "actor", Said(REFUSED, reason="a nickname"))
    after = found_in(case, item)
    assert before - 1 == len(after.waiting)
    assert len(after.offers) == len(found_in(case, item).offers)
    undo(case)
    assert before == len(found_in(case, item).waiting)


def test_a_claim_of_an_incident_that_nobody_accepted_is_refused_by_name(case: Case, item: str) -> None:
    with pytest.raises(WrongUse, match="incident that nobody accepted"):
        answer(case, item, "figure", Said(ACCEPTED))


def test_an_incident_that_the_case_holds_is_offered_across_relative_dates(case: Case, item: str) -> None:
    code = new(case, "Incident", title="Barrel bombs on Kafr Zita").code or ""
    say(case, code, "occurred", "2014-04-11", saying=Saying(source="source/blog"))
    say(case, code, "place_name", "Kafr Zita", saying=Saying(source="source/blog"))
    far = new(case, "Incident", title="Attack on Hama").code or ""
    say(case, far, "occurred", "2013-01-01", saying=Saying(source="source/blog"))
    held = offer_of(found_in(case, item), "incident").held
    assert [code] == [one.code for one in held]
    assert "dates meet" in held[0].why
    assert code == answer(case, item, "incident", Said(ACCEPTED, incident=code))
    assert code == answer(case, item, "figure", Said(ACCEPTED))


@pytest.mark.parametrize(
    "kind, typed, value",
    [
        ("date", "2014-04-12", "2014-04-12"),
        ("place", "35.5, 36.25", {"name": "Kafr Zita", "lat": 35.5, "lon": 36.25}),
        ("figure", "at least 6", {"min": 6, "best": None, "max": None, "state": "killed", "group": "all"}),
        ("perpetrator", "Another Brigade", "Another Brigade"),
    ],
)
def test_a_correction_is_read_by_the_kind(kind: str, typed: str, value: object) -> None:
    found = suggest_in(TEXT, written="2014-04-12")
    assert (value, None) == corrected(offer_of(found, kind).suggestion, typed)


def test_a_hazardous_passage_is_counted_and_never_suggested(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sightline.work.safety_text import Hazard
    from sightline.work.suggesting import reading

    monkeypatch.setattr(reading, "hazardous_spans", lambda _: (Hazard(0, 69, "made up"),))
    found = suggest_in(TEXT, case=case, written="2014-04-12")
    assert 1 == found.kept_back
    assert all(one.suggestion.start >= 69 for one in found.offers)
    assert "barrel" not in found.text
