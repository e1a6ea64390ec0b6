"""The claims table of April 2014, contradictions by type, stories, times; and that pages say the same as the verb."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fixtures.claims import killed, row, said

from sightline.core.errors import BadTime, UnknownName, WrongUse
from sightline.model.shown import ShownEntity
from sightline.work.case import Case
from sightline.work.corroborate import claims
from sightline.work.corroborating.claims_json import claims_json
from sightline.work.corroborating.judged_ties import judge_tie
from sightline.work.disclose import disclose
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.locating.analysis import begin, second
from sightline.work.new import new
from sightline.work.releasing import release
from sightline.work.undoing import undo
from sightline.work.view import Times

Lines = Callable[..., Path]
APRIL = Path(__file__).resolve().parents[2] / "src/sightline/resources/cases/april_2014/statements.jsonl"
FIRST = "incident/2014-04-11-kafr-zita"


@pytest.fixture
def april(case: Case) -> Case:
    import_statements(case, APRIL)
    return case


def test_who_did_it_on_11_april(april: Case) -> None:
    found = claims(april, FIRST)
    who = row(found, "attributed_to")
    assert [
        ("Jabhat al-Nusra", "Syrian state television", "affirmed"),
        ("Syrian government", "Local reports, as the blog calls them", "hedged"),
    ] == [(c.text, c.via.title if c.via else "", c.state) for c in who.cells]
    (against,) = who.contradictions
    assert against.sure
    assert "were judged different" in against.why
    # both are known only through the blog: three sources are named, and one origin is what was found
    assert "3 sources, 1 with no tie found" == who.counted.sentence
    assert {"quotes", "one_teller"} == {tie.tie.kind for tie in found.ties}


def test_two_actors_that_nobody_judged_are_not_surely_two(april: Case) -> None:
    judged = judge_identity(april, "different", ["actor/jabhat-al-nusra", "actor/syrian-government"])
    undo(april, judged.ids[0])
    (against,) = row(claims(april, FIRST), "attributed_to").contradictions
    assert not against.sure
    assert "sightline judge different" in against.todo


def test_figures_of_11_april_are_those_of_state_television_once(april: Case) -> None:
    found = claims(april, FIRST)
    assert [
        ("Casualties: affected", 101, None, "Syrian state television", ["The conflict blog"]),
        ("Casualties: killed", 2, 2, "Syrian state television", ["The conflict blog"]),
    ] == [
        (
            f.label,
            f.summary.low,
            f.summary.high,
            f.voices[0].voice.title,
            [n.title for n in f.voices[0].told_by],
        )
        for f in found.figures
    ]
    assert "more than 100, suffocating" == found.figures[0].voices[0].figure.words


def test_aggregates_of_april_are_beside_it_and_added_nowhere(april: Case) -> None:
    found = claims(april, FIRST)
    assert [
        ("aggregate", "at least 6 (The conflict blog)"),
        ("aggregate", "around a dozen (The conflict blog)"),
    ] == [(b.role, b.claimed) for b in found.beside]
    whole = claims(april, "aggregate/kafr-zita-2014-04")
    assert ["member"] * 4 == [b.role for b in whole.beside]
    assert ["claimed_count"] == [f.property for f in whole.figures]
    assert (6, None) == (whole.figures[0].summary.low, whole.figures[0].summary.high)


def test_a_correction_is_a_story(april: Case) -> None:
    (story,) = claims(april, "actor/unnamed-group-albukamal").stories
    assert "part_of" == story.property
    assert "took it back" in story.why


def test_an_incident_without_date_or_place(case: Case, lines: Lines) -> None:
    import_statements(
        case, lines(said("means", "a shell", "one"), killed("dozens", "two") | {"value": {"min": 24}})
    )
    found = claims(case, "incident/i")
    assert {"means", "casualties"} == {one.property for one in found.rows}
    assert "2 sources, 2 with no tie found" == found.counted.sentence


def test_nothing_is_said(case: Case) -> None:
    made = new(case, "Incident", title="An attack")
    found = claims(case, made.code or "")
    assert ((), (), 0) == (found.rows, found.figures, found.counted.sources)
    assert [] == claims_json(found)["rows"]


def test_wrong_names_and_times(case: Case, lines: Lines) -> None:
    import_statements(case, lines(said("means", "a shell", "one")))
    with pytest.raises(UnknownName) as unknown:
        claims(case, "INC-99")
    assert unknown.value.todo is not None
    with pytest.raises(BadTime):
        claims(case, "INC-1", times=Times(held_at="yesterday"))


def test_contradictions_by_type(case: Case, lines: Lines) -> None:
    import_statements(
        case,
        lines(
            said("occurred", "2014-04-11", "one"),
            said("occurred", "2014-04-12", "two"),
            said("occurred", "2014-04", "three"),
            said("place", {"entity": "place/village"}, "one"),
            said("place", {"entity": "place/district"}, "two"),
            said("place", {"entity": "place/elsewhere"}, "three"),
            {"entity": "place/village", "property": "part_of", "value": {"entity": "place/district"}},
            said("position", {"lat": "35.37", "lon": "36.60", "radius_m": 500}, "one"),
            said("position", {"lat": "35.60", "lon": "36.60", "radius_m": 500}, "two"),
            killed(2, "one"),
            killed({"min": 5}, "two"),
            said("means", "a shell", "one"),
            said("means", "a barrel", "two"),
        ),
    )
    found = claims(case, "incident/i")
    whys = {one.property: [(c.sure, c.why) for c in one.contradictions] for one in found.rows}
    assert [(True, "the two times do not meet: 11 April 2014, and 12 April 2014")] == whys["occurred"]
    assert [False, False] == [sure for sure, _ in whys["place"]]  # the village lies in the district
    assert [(True, "no number fits both: 2, and at least 5")] == whys["casualties"]
    assert 1 == len(whys["position"])
    assert "25.6 km apart" in whys["position"][0][1] or "25.5 km apart" in whys["position"][0][1]
    assert [] == whys["means"]
    # what can be one agrees: April and the eleventh
    (agreed, _) = row(found, "occurred").agreements
    assert 2 == agreed.counted.sources


def test_as_of_a_date(case: Case, lines: Lines) -> None:
    import_statements(
        case,
        lines(
            killed(2, "one", said="2014-04-12"),
            killed(5, "two", said="2014-04-20"),
            said("attributed_to", {"entity": "actor/a"}, "one", said="2014-04-12", valid="../2014-04-12"),
        ),
    )
    then = claims(case, "incident/i", times=Times(said_by="2014-04-15"))
    assert [2] == [f.summary.high for f in then.figures]
    assert 1 == then.left_out
    later = claims(case, "incident/i", times=Times(held_at="2014-04-29"))
    assert "attributed_to" not in {one.property for one in later.rows}
    assert () == claims(case, "incident/i", times=Times(known_at="2001-01-01")).rows


def test_pages_and_the_verb_never_disagree(april: Case) -> None:
    dossier = disclose(april)
    compared = 0
    for shown in (e for e in dossier.entities if e.kind in ("Incident", "Actor", "Place", "Item")):
        if shown.kind == "Item" and not shown.claims:
            continue
        found = claims(april, shown.code)
        for one in shown.claims:
            mine = row(found, one.property)
            assert tuple(dict.fromkeys(c.why for c in mine.contradictions)) == one.reasons
            assert one.sources.startswith(f"{mine.counted.sources} source") or mine.counted.sources == 0
            assert f"at most {mine.counted.untied}" in one.sources or mine.counted.sources == 0
            assert {side.statement: side.state for side in one.sides}.items() <= {
                cell.statement: cell.state for cell in mine.cells
            }.items()
            compared += 1
        told = {one.property for one in shown.claims}
        assert {one.property for one in found.rows if one.contradictions} - {"state", "fitness"} <= told
    assert compared >= 2


def test_pages_tell_of_ties_as_the_verb_does(case: Case, lines: Lines) -> None:
    text = (
        "At dawn two aircraft flew over the village and dropped four barrels on the market road by the school"
    )
    import_statements(
        case,
        lines(
            *(
                said("attributed_to", {"entity": f"actor/{a}"}, s, evidence=[{"item": f"item/{s}"}])
                for a, s in (("a", "one"), ("a", "two"), ("b", "three"))
            ),
            {"entity": "item/one", "kind": "Item", "property": "text", "value": text},
            {"entity": "item/two", "kind": "Item", "property": "text", "value": f"Breaking: {text}"},
            {"entity": "source/two", "property": "name", "value": "Agency"},
            {"entity": "source/one", "property": "name", "value": "Channel"},
        ),
    )
    (row_shown,) = next(e for e in disclose(case).entities if e.kind == "Incident").claims
    assert "Not independent of Agency: their texts are nearly the same" in row_shown.sides[0].independent
    assert "3 sources, at most 2 with no tie found" == row_shown.sources
    assert (("Agency",), ("Channel",), ()) == tuple(side.agrees for side in row_shown.sides)
    assert (
        "3 sources, 2 with no tie found" == row(claims(case, "incident/i"), "attributed_to").counted.sentence
    )
    judge_tie(case, "incident/i", "source/one", "source/two", verdict="refuse", reason="each wrote it")
    (row_shown,) = next(e for e in disclose(case).entities if e.kind == "Incident").claims
    assert "" == row_shown.sides[0].independent
    assert "3 sources, at most 3 with no tie found, 2 judged independent" == row_shown.sources


def test_a_release_tells_no_tie_of_what_it_may_not_name(case: Case, lines: Lines) -> None:
    import_statements(
        case,
        lines(
            said("attributed_to", {"entity": "actor/a"}, "one"),
            said("attributed_to", {"entity": "actor/b"}, "two"),
            {"entity": "source/two", "property": "copies_from", "value": {"entity": "source/agency"}},
            {"entity": "source/one", "property": "copies_from", "value": {"entity": "source/agency"}},
            {"entity": "source/agency", "property": "name", "value": "A secret agency"},
        ),
    )
    for code in ("incident/i", "actor/a", "actor/b", "source/one", "source/two"):
        release(case, code, to="public", reason="published", by="the editor")
    entities: tuple[ShownEntity, ...] = disclose(case, audience="public").entities
    text = str(entities)
    assert "A secret agency" not in text
    inside = next(e for e in disclose(case).entities if e.kind == "Incident")
    assert "both repeat A secret agency" in inside.claims[0].sides[0].independent


def test_a_first_answer_is_kept_from_who_repeats_it(case: Case, reopen: Callable[[], Case]) -> None:
    new(case, "Item", title="A film", key="item/a")
    first = begin(case, "Geolocation", "item/a").code or ""
    other = reopen()
    second(other, first)
    with pytest.raises(WrongUse, match="kept from you"):
        claims(other, first)
    assert first == claims(case, first).entity.code
