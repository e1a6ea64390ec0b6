"""Suggestions of an item wait for a person: yes makes statements, no is kept, and what is held already is shown."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from sightline.core.errors import UnknownName, WrongUse
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.store.read import statements_of
from sightline.work.add import add
from sightline.work.case import Case
from sightline.work.gazetteers import gathering
from sightline.work.given_text import read_item
from sightline.work.new import new
from sightline.work.pointing import point_at
from sightline.work.say import Saying, say
from sightline.work.suggest import Suggested, suggest_in, suggest_of_item
from sightline.work.suggesting.correcting import corrected
from sightline.work.suggesting.deciding import Said, decide, event_of, incident_for
from sightline.work.suggesting.offer import ACCEPTED, REFUSED, Offer
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
    monkeypatch.setattr(gathering, "builtin_source", lambda: Source("world", digest="m" * 64))
    monkeypatch.setattr(gathering, "read_builtin", lambda: islice(WORLD, None))
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
    from sightline.work import given_text
    from sightline.work.safety.text import Hazard

    monkeypatch.setattr(given_text, "hazardous_spans", lambda _: (Hazard(0, 69, "made up"),))
    found = suggest_in(TEXT, case=case, written="2014-04-12")
    assert 1 == found.kept_back
    assert all(one.suggestion.start >= 69 for one in found.offers)
    assert "barrel" not in found.text


def test_of_two_incidents_in_the_same_words_a_claim_goes_to_the_nearer(case: Case, tmp_path: Path) -> None:
    once = "Two barrel bombs hit Kafr Zita. At least {} people were killed. "
    path = tmp_path / "twice.txt"
    path.write_text(once.format(4) + "It was quiet for a week. " + once.format(9), encoding="utf-8")
    list(add(case, [str(path)], Wish()))
    found = suggest_of_item(case, "ITM-1", written="2014-04-12")
    events = [one for one in found.offers if one.suggestion.kind == "incident"]
    assert 2 == len(events)
    assert events[0].suggestion.quote == events[1].suggestion.quote
    figures = [one.suggestion for one in found.offers if one.suggestion.kind == "figure"]
    assert [events[0].id, events[1].id] == [
        one.id for f in figures if (one := event_of(found, f)) is not None
    ]


@pytest.mark.parametrize(
    "told, typed, words, bounds",
    [
        ("At least four people", None, None, {"min": 4}),
        ("More than 100 people", None, "More than 100", {"min": 101}),
        ("About sixty people", None, "About sixty", {"best": 60}),
        ("More than 100 people", "about 90", "about 90", {"best": 90}),
        ("About sixty people", "61", None, {"best": 61}),
    ],
)
def test_a_figure_keeps_the_words_that_its_bounds_do_not_give_back(
    case: Case, tmp_path: Path, told: str, typed: str | None, words: str | None, bounds: dict[str, int]
) -> None:
    # "about sixty" was recorded as 60 to the head, and then contradicted everybody who said 58
    path = tmp_path / "figure.txt"
    path.write_text(f"Two barrel bombs hit Kafr Zita. {told} were killed.", encoding="utf-8")
    list(add(case, [str(path)], Wish()))
    code = answer(case, "ITM-1", "incident", Said(ACCEPTED)) or ""
    figure = offer_of(found_in(case, "ITM-1"), "figure").suggestion
    value = None if typed is None else corrected(figure, typed)[0]
    answer(case, "ITM-1", "figure", Said(ACCEPTED, value))
    with case.catalogue.reading() as connection:
        rows = statements_of(connection, [point_at(connection, code).id])
    (one,) = [row for row in rows if row.property == "casualties"]
    assert bounds == one.value
    assert (words or "") in str(one.qualifiers.get("approximate") or "")
    assert (words is None) == ("approximate" not in one.qualifiers)


def test_a_code_that_is_typed_tells_who_it_is_and_is_nobodys_name(case: Case, item: str) -> None:
    # the code became a name of the one it stands for; one of another kind made somebody who was called by it
    speaker = new(case, "Source", name="Activists of the town").code or ""
    assert speaker == answer(case, item, "attribution", Said(ACCEPTED, speaker))
    group = new(case, "Actor", name="The Harvest").code or ""
    assert group == answer(case, item, "actor", Said(ACCEPTED, group))
    with case.catalogue.reading() as connection:
        ids = [point_at(connection, code).id for code in (speaker, group)]
        names = {one.value for one in statements_of(connection, ids) if one.property == "name"}
    assert {"Activists of the town", "The Harvest"} < names
    assert not names & {speaker, group}
    answer(case, item, "incident", Said(ACCEPTED))
    with pytest.raises(UnknownName, match="is no Actor"):
        answer(case, item, "perpetrator", Said(ACCEPTED, speaker))
