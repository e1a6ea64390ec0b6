"""Actors through their names and lives: spellings find them, look-alikes are proposed and never joined."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.core.errors import AmbiguousName, UnknownName, WrongUse
from sightline.store.read import cluster_of, find_entity
from sightline.work.case import Case
from sightline.work.identify import actor, alike, find_actor
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.judging import judge_statement
from sightline.work.view import Times

Lines = Callable[..., Path]


def named(key: str, name: str, **more: object) -> dict[str, object]:
    return {"entity": f"actor/{key}", "kind": "Actor", "property": "name", "value": name, **more}


def tie(key: str, prop: str, other: str, **more: object) -> dict[str, object]:
    return {
        "entity": f"actor/{key}",
        "property": prop,
        "value": {"entity": f"actor/{other}"},
        "source": "source/blog",
        **more,
    }


GROUPS = (
    {"entity": "source/blog", "kind": "Source", "property": "name", "value": "Blog"},
    {"entity": "source/paper", "kind": "Source", "property": "name", "value": "Paper"},
    named("river", "River Brigade"),
    named("river-b", "River Battalion"),
    named("tawhid", "Liwa al-Tawhid"),
    named("tawhid-2", "Tawhid Brigade"),
    named("front", "Lower Aren Front"),
    named("hill", "Hill Council"),
)


@pytest.fixture
def groups(case: Case, lines: Lines) -> Case:
    import_statements(case, lines(*GROUPS))
    return case


def code_of(case: Case, key: str) -> str:
    with case.catalogue.reading() as connection:
        found = find_entity(connection, key)
    assert found is not None
    return found.code


def test_a_name_is_found_in_another_script_and_spelling(groups: Case) -> None:
    with groups.catalogue.reading() as connection:
        for text in ("لواء التوحيد", "liwa' at-tawheed", "LIWA AL TAWHID"):
            first = find_actor(connection, text)[0]
            assert first.how in ("exact", "same"), (text, first)
            assert first.named.title in ("Liwa al-Tawhid", "Tawhid Brigade")


def test_two_that_fit_as_well_are_not_chosen_between(groups: Case) -> None:
    with pytest.raises(AmbiguousName) as caught:
        actor(groups, "لواء التوحيد")
    assert "Liwa al-Tawhid" in str(caught.value)
    assert "Tawhid Brigade" in str(caught.value)


def test_a_slip_of_the_finger_is_refused_with_the_nearest(groups: Case) -> None:
    with pytest.raises(UnknownName, match="Hill Council"):
        actor(groups, "Hill Counsil")


def test_look_alikes_are_proposed_and_nothing_is_applied(groups: Case) -> None:
    found = alike(groups)
    proposed = {frozenset((p.one.title, p.other.title)): p for p in found.pairs}
    same = proposed[frozenset(("Liwa al-Tawhid", "Tawhid Brigade"))]
    apart = proposed[frozenset(("River Brigade", "River Battalion"))]
    assert ("same", "different") == (same.proposes, apart.proposes)
    assert same.command.startswith("sightline judge same ACT-")
    assert "different units" in apart.why[0]
    with groups.catalogue.reading() as connection:
        for pair in found.pairs:
            assert [pair.one.id] == cluster_of(connection, pair.one.id)


def test_what_was_judged_is_not_asked_again(groups: Case) -> None:
    before = alike(groups).pairs
    for pair in before:
        judge_identity(groups, "different", [pair.one.code, pair.other.code], reason="told apart")
    assert () == alike(groups).pairs
    (told,) = [c for c in actor(groups, "River Brigade").confusable if c.other.title == "River Battalion"]
    assert ("different", "told apart") == (told.judged, told.reason)


def test_a_source_that_lists_both_speaks_against_one(groups: Case, lines: Lines) -> None:
    both = (
        tie("tawhid", "member_of", "front", said="2021-03-01"),
        tie("tawhid-2", "member_of", "front", said="2021-03-01"),
    )
    import_statements(groups, lines(*both, name="more.jsonl"))
    pair = next(p for p in alike(groups).pairs if "Tawhid" in p.one.title)
    assert "unsure" == pair.proposes
    assert "side by side" in pair.against[0]


def test_same_same_different_is_named_with_all_three(groups: Case) -> None:
    a, b, c = (code_of(groups, f"actor/{key}") for key in ("river", "river-b", "hill"))
    judge_identity(groups, "same", [a, b])
    judge_identity(groups, "different", [a, c])
    judge_identity(groups, "same", [b, c])
    (found,) = actor(groups, a).crossed
    assert {a, b, c} == {e.code for e in found.entities}
    assert alike(groups).crossed == (found,)


def test_a_name_that_was_taken_back_does_not_stand_in_the_way(groups: Case, lines: Lines) -> None:
    # a blog gave the battalion's name to the brigade and corrected it: both were then called so, and neither was found
    alias = {
        "entity": "actor/river",
        "property": "alias",
        "value": "River Battalion",
        "source": "source/blog",
    }
    import_statements(
        groups, lines(alias, {**alias, "polarity": "negated", "said": "2021-05-12"}, name="more.jsonl")
    )
    sheet = actor(groups, "River Battalion")
    assert "River Battalion" == sheet.named.title
    line = next(n for n in actor(groups, "River Brigade").names if n.sort == "alias")
    assert line.denied
    assert [False, True] == [v.negated for v in line.voices]


def test_a_life_has_every_word_beside_each_other(groups: Case, lines: Lines) -> None:
    import_statements(
        groups,
        lines(
            tie("river", "member_of", "front", valid="2021-03-02/", said="2021-03-20"),
            tie("river", "member_of", "front", valid="2021-05-01/", said="2021-05-12", source="source/paper"),
            tie("hill", "split_from", "river", valid="2021-02", said="2021-03-20"),
            {
                "entity": "actor/river",
                "property": "renamed",
                "value": "Lake Brigade",
                "valid": "2021-06-01/",
                "said": "2021-07-01",
                "source": "source/blog",
            },
            {
                "entity": "actor/river",
                "property": "dissolved",
                "value": "2022-01-05",
                "valid": "2022-01-05",
                "said": "2022-02-01",
                "source": "source/blog",
            },
            name="more.jsonl",
        ),
    )
    life = actor(groups, "River Brigade").life
    assert ["lost Hill Council", "member of Lower Aren Front", "renamed Lake Brigade"] == [
        e.what for e in life
    ][:3]
    member = life[1]
    assert ["Blog", "Paper"] == [v.source.title for v in member.voices if v.source is not None]
    early = actor(groups, "River Brigade", Times(said_by="2021-04-01")).life
    assert ["Blog"] == [v.source.title for e in early if e.prop == "member_of" for v in e.voices if v.source]


def test_a_local_part_is_told_by_place(groups: Case, lines: Lines) -> None:
    place = {"entity": "place/ashton", "kind": "Place", "property": "name", "value": "Ashton"}
    part = tie(
        "hill", "part_of", "front", qualifiers={"place": {"entity": "place/ashton"}}, said="2021-03-01"
    )
    import_statements(groups, lines(place, part, name="more.jsonl"))
    (found,) = actor(groups, "Lower Aren Front").local_parts
    assert "has part Hill Council, in Ashton" == found.what
    assert found.place is not None
    assert "Ashton" == found.place.title


def test_an_office_and_its_holder_are_followed_the_same_way(groups: Case, lines: Lines) -> None:
    import_statements(
        groups,
        lines(
            named("office", "Office of the Commander of the Front"),
            named("person", "Abu Khalid al-Suri"),
            tie("person", "leader_of", "front", valid="2021-03/", said="2021-04-01"),
            tie("office", "leader_of", "front", valid="2021-03/", said="2021-04-01"),
            name="more.jsonl",
        ),
    )
    sheet = actor(groups, "أبو خالد السوري")
    assert ["leads Lower Aren Front"] == [e.what for e in sheet.life]
    led = [e.what for e in actor(groups, "Lower Aren Front").life]
    assert ["led by Abu Khalid al-Suri", "led by Office of the Commander of the Front"] == led


def test_the_sort_of_an_actor_is_the_newest_word_of_the_best_rank(groups: Case, lines: Lines) -> None:
    # a word that was ranked back once won, since it came last in the list
    kinds = (("person", "deprecated"), ("armed_group", "normal"), ("coalition", "normal"))
    rows = [
        {"entity": "actor/hill", "property": "actor_kind", "value": value, "rank": rank}
        for value, rank in kinds
    ]
    import_statements(groups, lines(*rows, name="sorts.jsonl"))
    assert "coalition" == actor(groups, "actor/hill").sort


def test_contradictions_beyond_what_is_named_are_counted(
    groups: Case, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        tie("river", "allied_with", other, source=f"source/{source}", polarity=polarity)
        for other in ("front", "hill")
        for source, polarity in (("blog", "affirmed"), ("paper", "negated"))
    ]
    import_statements(groups, lines(*rows, name="ties.jsonl"))
    assert (2, 0) == _contradictions(groups)
    monkeypatch.setattr("sightline.work.relating.conflicts.MOST", 1)
    assert (1, 1) == _contradictions(groups)


def _contradictions(case: Case) -> tuple[int, int]:
    sheet = actor(case, "actor/river")
    return len(sheet.contradictions), sheet.contradictions_left_out


def test_a_refuted_word_of_a_life_says_so(groups: Case, lines: Lines) -> None:
    import_statements(groups, lines(tie("river", "part_of", "front", valid="2014"), name="ties.jsonl"))
    (event,) = actor(groups, "actor/river").life
    assert "" == event.voices[0].judged
    judge_statement(groups, event.voices[0].statement, verdict="refuted", reason="a forgery")
    (event,) = actor(groups, "actor/river").life
    assert "judged refuted by" in event.voices[0].judged


def test_at_least_one_pair_is_asked_for(groups: Case) -> None:
    with pytest.raises(WrongUse):
        alike(groups, most=0)
