"""Grouping over a case: proposing, accepting, splitting, refusing, offering to incidents, and alarms."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.fixtures.grouping import Asked, said_of

from sightline.core.errors import BadTime, UnknownName, WrongUse
from sightline.work.add import add
from sightline.work.case import Case
from sightline.work.group import accept, accept_all, accept_together, group, refuse, split
from sightline.work.grouping import group_into
from sightline.work.grouping_items.proposing import propose
from sightline.work.importing import import_statements
from sightline.work.judging import judge_statement
from sightline.work.new import new
from sightline.work.protect import protect
from sightline.work.protecting.target import Target
from sightline.work.say import Saying, say
from sightline.work.taking.intake import Wish
from sightline.work.undoing import undo
from sightline.work.view import entity

Make = Callable[..., Asked]
TOWN: list[dict[str, Any]] = [
    {"id": f"t{at}", "claimed_time": "2021-05-03", "claimed_place_name": name}
    for at, name in enumerate(("Wadi Nahrin", "وادي نهرين", "Wady Nehrin", "Wadi Nahreen"))
]
OTHER: list[dict[str, Any]] = [
    {"id": f"o{at}", "claimed_time": "2021-05-09", "claimed_place_name": "Tell Safar"} for at in range(2)
]


def quiet(_: str) -> None:
    """Say nothing."""


def test_groups_tell_why(asked: Make) -> None:
    found = asked([*TOWN, *OTHER]).proposed()
    first = found.groups[0]
    assert (4, "2021-05-03", None) == (len(first.items), first.when, first.incident)
    assert {"time", "place"} == {reason.kind for reason in first.reasons}
    assert "also written" in first.why
    assert "وادي نهرين" in first.spellings
    assert [1, 2] == [one.number for one in found.groups]
    assert (6, 0) == (found.considered, found.settled)


def test_on_both_databases(case: Case, lines: Callable[..., Path]) -> None:
    rows = [line for row in (*TOWN, *OTHER) for line in said_of(row)]
    import_statements(case, lines(*rows))
    assert [4, 2] == [len(one.items) for one in group(case, tell=quiet).groups]
    refuse(case, "2", tell=quiet)
    accept(case, "1", tell=quiet)
    assert () == group(case, tell=quiet).groups


def test_records_that_are_one_item_count_once(asked: Make) -> None:
    same = {"identity": "same", "entities": ["item/t0", "item/t1"], "reason": "one upload"}
    made = asked(TOWN[:3], [same])
    assert [2] == [len(one.items) for one in made.proposed().groups]
    assert [2] == [len(one.items) for one in group(made.case, ["ITM-2"], tell=quiet).groups]


def test_twice_gives_the_same(asked: Make) -> None:
    made = asked([*TOWN, *OTHER])
    assert made.proposed() == made.proposed()


def test_accept_makes_an_incident_and_undo_takes_it_back(asked: Make) -> None:
    made = asked(TOWN)
    one = made.proposed().groups[0]
    done = accept(made.case, one.id, tell=quiet)
    assert "INC-1" == done.code
    assert f"{one.place}, 2021-05-03" == entity(made.case, "INC-1").title
    assert ["shows"] * 4 == [m.statement.property for m in entity(made.case, "INC-1").mentions]
    assert ([], 4) == (made.groups(), made.proposed().settled)
    undo(made.case)
    assert [["t0", "t1", "t2", "t3"]] == made.groups()


def test_accept_several_of_one_list(asked: Make) -> None:
    made = asked([*TOWN, *OTHER])
    assert ["INC-1", "INC-2"] == [one.code for one in accept_all(made.case, ["1", "2"], tell=quiet)]
    assert [] == made.groups()


def test_groups_of_one_event_are_accepted_together(asked: Make) -> None:
    # a person who typed --accept 1,2 for one event got two
    made = asked([*TOWN, *OTHER])
    every = [named.code for one in made.proposed().groups for named in one.items]
    done = accept_together(made.case, ["1", "2"], tell=quiet)
    view = entity(made.case, "INC-1")
    assert len(every) == len(view.mentions)
    assert "INC-1" == done.code
    assert [] == made.groups()
    # two names of two places: neither is put down as its own
    assert [] == [s for s in view.statements if s.statement.property == "place_name"]
    undo(made.case)
    assert 2 == len(made.groups())


def test_together_is_for_several_groups_of_one_incident(asked: Make) -> None:
    made = asked([*TOWN, *OTHER])
    for which in ([], ["1"], ["1", "1"]):
        with pytest.raises(WrongUse, match="--together"):
            accept_together(made.case, which, tell=quiet)
    accept_together(made.case, ["1", "2"], title="One strike", tell=quiet)
    assert "One strike" == entity(made.case, "INC-1").title


def test_a_group_named_twice_is_accepted_once(asked: Make) -> None:
    # each naming made an incident of its own, and so an alarm of one video for two events
    made = asked(TOWN)
    named = made.proposed().groups[0].id
    assert ["INC-1"] == [one.code for one in accept_all(made.case, ["1", "1", named], tell=quiet)]


def test_of_two_who_accept_at_once_the_slower_is_told(asked: Make) -> None:
    # both had looked at the same list, and each made an incident of the same items
    made = asked(TOWN)
    looked = propose(made.case, (), since=None, tell=quiet)
    accept(made.case, "1", tell=quiet)
    codes = [one.code for one in looked.grouping.groups[0].items]
    with pytest.raises(WrongUse, match="a moment ago"):
        group_into(made.case, "INC-new", codes, title="The same", seen=looked.seen)
    assert 1 == len(group_into(made.case, "INC-new", codes[:1], title="On purpose").ids) - 1


def test_what_the_group_knows_is_recorded_with_the_items_that_tell_it(asked: Make) -> None:
    made = asked(
        [*TOWN, {"id": "late", "posted_at": "2021-05-03T20:00Z", "claimed_place_name": "Wadi Nahrin"}]
    )
    accept(made.case, "1", tell=quiet)
    rows = {one.statement.property: one.statement for one in entity(made.case, "INC-1").statements}
    assert {"title", "occurred", "place_name"} == set(rows)
    assert ("2021-05-03", False, None, "analyst") == (
        rows["occurred"].value,
        rows["occurred"].hedged,
        rows["occurred"].source,
        rows["occurred"].origin,
    )
    assert (4, 5) == (len(rows["occurred"].evidence), len(rows["place_name"].evidence))
    assert "ITM-1, ITM-2, ITM-3, ITM-4 can be of this time" in (rows["occurred"].note or "")
    undo(made.case)
    assert () == entity(made.case, "INC-1").statements


def test_articles_that_were_taken_in_as_files_are_weighed_by_their_text(case: Case, tmp_path: Path) -> None:
    # only titles and descriptions were read, so an article added as a file or page was always left alone
    texts = {
        "one": "Shells hit the bakery of Wadi Nahrin on 3 May 2021, residents said.",
        "two": "قصفت الطائرات مخبز وادي نهرين يوم 3 أيار 2021.",
        "far": "In Tell Safar it was quiet on 9 May 2021.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        list(add(case, [str(tmp_path / f"{name}.txt")], Wish()))
    for name in ("Wadi Nahrin", "Tell Safar"):
        new(case, "Place", name=name)
    say(case, "PLC-1", "name", "وادي نهرين")
    (one,) = group(case, tell=quiet).groups
    assert (["ITM-1", "ITM-2"], "2021-05-03") == ([n.code for n in one.items], one.when)


def test_a_place_of_the_case_is_recorded_as_such_and_loose_words_as_perhaps_so(asked: Make) -> None:
    place = [{"entity": "place/p", "kind": "Place", "property": "name", "value": "Wadi Nahrin"}]
    rows = [
        {"id": "a", "title": "Strike on 3 May 2021", "claimed_place": {"entity": "place/p"}},
        {"id": "b", "title": "After it, 3 May 2021", "claimed_place": {"entity": "place/p"}},
    ]
    made = asked(rows, place)
    accept(made.case, "1", tell=quiet)
    said = {one.statement.property: one.statement for one in entity(made.case, "INC-1").statements}
    assert {"title", "occurred", "place"} == set(said)
    assert (True, False) == (said["occurred"].hedged, said["place"].hedged)


def test_an_incident_that_stands_is_told_nothing_new(asked: Make) -> None:
    made = asked(TOWN[:2], [{"entity": "incident/i", "kind": "Incident", "property": "title", "value": "A"}])
    accept(made.case, "1", into="INC-1", tell=quiet)
    assert ["title"] == [one.statement.property for one in entity(made.case, "INC-1").statements]


def test_an_argued_time_brings_an_item_to_its_group_and_keeps_another_away(asked: Make) -> None:
    # both name the town and only when they were published is known, days later; a shadow or a crater tells the rest
    posted = {"posted_at": "2021-05-20T10:00Z", "claimed_place_name": "Wadi Nahrin"}
    rows = [
        *TOWN[:2],
        {"id": "shadow", **posted},
        {"id": "not-yet", **posted, "posted_at": "2021-05-04T23:00Z"},
    ]
    made = asked(rows)
    assert [["not-yet", "t0", "t1"]] == made.groups()
    shadow, other = made.code("shadow"), made.code("not-yet")
    for code, prop, when in (
        (shadow, "interval", "2021-05-03T06:00Z/2021-05-03T09:00Z"),
        (other, "not_before", "2021-05-04T20:00Z"),
    ):
        analysis = new(made.case, "Chronolocation", title=f"When {code} was").code or ""
        say(made.case, analysis, "of", code)
        say(made.case, analysis, prop, when)
    assert [["shadow", "t0", "t1"]] == made.groups()
    (one,) = made.proposed().groups
    assert any("a time only from what bounds it" in reason.why for reason in one.against)
    assert "2021-05-03" == one.when


def test_an_argued_time_that_contradicts_what_is_said_is_told(asked: Make) -> None:
    made = asked(TOWN[:2])
    analysis = new(made.case, "Chronolocation", title="A shadow").code or ""
    say(made.case, analysis, "of", made.code("t0"))
    say(made.case, analysis, "interval", "2021-06-07T06:00Z/2021-06-07T09:00Z")
    (one,) = made.proposed().groups
    assert 2 == len(one.items)
    assert any("cannot all be true; see: sightline bounds" in reason.why for reason in one.against)


def test_accept_some_of_it_under_a_title(asked: Make) -> None:
    made = asked(TOWN)
    some = [made.code("t0"), made.code("t1")]
    accept(made.case, "1", some, title="Strike on the market", tell=quiet)
    view = entity(made.case, "INC-1")
    assert ("Strike on the market", 2) == (view.title, len(view.mentions))
    offered = made.proposed().groups[0]
    assert ("INC-1", 2, 2) == (
        offered.incident.code if offered.incident else None,
        len(offered.items),
        len(offered.members),
    )


def test_a_new_item_is_offered_to_the_incident(asked: Make) -> None:
    incident = [
        {"entity": "incident/i", "kind": "Incident", "property": "title", "value": "A strike"},
        {"entity": "incident/i", "property": "occurred", "value": "2021-05-03", "source": "source/s"},
        {"entity": "incident/i", "property": "place_name", "value": "Ouadi Nahrin", "source": "source/s"},
    ]
    made = asked(TOWN[:2], incident)
    one = made.proposed().groups[0]
    assert ("INC-1", 2) == (one.incident.code if one.incident else None, len(one.items))
    assert "belong to INC-1" in one.why
    assert "INC-1" == accept(made.case, "1", tell=quiet).code
    assert [] == made.groups()


def test_refused_is_not_proposed_again_until_more_is_known(asked: Make) -> None:
    made = asked(TOWN)
    refuse(made.case, "1", reason="four different houses", tell=quiet)
    assert [] == made.groups()
    code = made.code("t0")
    say(made.case, code, "claimed_time", "2021-05-03T06")
    assert any("t0" in one for one in made.groups())


def test_refusing_can_be_taken_back(asked: Make) -> None:
    made = asked(TOWN)
    refuse(made.case, "1", tell=quiet)
    undo(made.case)
    assert 1 == len(made.groups())


def test_refused_from_an_incident_and_still_together(asked: Make) -> None:
    made = asked(TOWN)
    codes = [made.code(name) for name in ("t0", "t1")]
    group_into(made.case, "INC-new", codes, title="A strike")
    refuse(made.case, "1", reason="another street", tell=quiet)
    found = made.proposed().groups
    assert [(None, 2)] == [(one.incident, len(one.items)) for one in found]


def test_split_keeps_both_parts(asked: Make) -> None:
    made = asked(TOWN)
    split(made.case, "1", [made.code("t0"), made.code("t1")], reason="the morning", tell=quiet)
    assert [["t0", "t1"], ["t2", "t3"]] == made.groups()
    undo(made.case)
    assert 1 == len(made.groups())


def test_what_was_taken_apart_is_left_alone_and_said_so(asked: Make) -> None:
    # seen: "nothing else of this time and place is known", of an item that a person had taken off three others
    made = asked(TOWN)
    codes = {name: made.code(name) for name in ("t0", "t1", "t2", "t3")}
    split(made.case, "1", [codes["t3"]], tell=quiet)
    (left,) = made.proposed().left_alone
    others = ", ".join(codes[name] for name in ("t0", "t1", "t2"))
    assert (codes["t3"], f"a person took it apart from what it fits: with {others}") == (
        left.item.code,
        left.why,
    )
    accept(made.case, "1", tell=quiet)
    (left,) = made.proposed().left_alone
    assert left.why.endswith("with INC-1")


def test_a_title_for_an_incident_that_has_one(asked: Make) -> None:
    made = asked(TOWN)
    accept(made.case, "1", [made.code("t0"), made.code("t1")], title="A strike", tell=quiet)
    with pytest.raises(WrongUse, match="INC-1, which has a title"):
        accept(made.case, "1", title="Another strike", tell=quiet)


def test_what_cannot_be_decided(asked: Make) -> None:
    made = asked([*TOWN, *OTHER])
    first = made.proposed().groups[0]
    with pytest.raises(UnknownName):
        accept(made.case, "9", tell=quiet)
    with pytest.raises(WrongUse, match="is not in group"):
        accept(made.case, "1", ["ITM-999"], tell=quiet)
    with pytest.raises(WrongUse, match="no item"):
        split(made.case, "1", [], tell=quiet)
    with pytest.raises(WrongUse, match="all items"):
        split(made.case, "1", [n.code for n in first.items], tell=quiet)
    with pytest.raises(WrongUse, match="several groups"):
        accept_all(made.case, ["1", "2"], title="One title", tell=quiet)
    with pytest.raises(UnknownName):
        group(made.case, ["ITM-999"], tell=quiet)
    with pytest.raises(BadTime):
        group(made.case, since="next week", tell=quiet)


def test_only_of_some_and_since(asked: Make) -> None:
    made = asked([*TOWN, *OTHER])
    of_other = group(made.case, [made.code("o0")], tell=quiet)
    assert [2] == [len(one.items) for one in of_other.groups]
    assert () == group(made.case, since="2100", tell=quiet).groups
    today = datetime.now(UTC).date().isoformat()
    assert 2 == len(group(made.case, since=today, tell=quiet).groups)
    assert 2 == len(group(made.case, since="1970", tell=quiet).groups)


def test_what_lacks_date_or_place_is_left_alone_and_said_so(asked: Make) -> None:
    rows = [
        *TOWN,
        {"id": "x"},
        {"id": "y", "claimed_place_name": "Tell Safar"},
        {"id": "z", "claimed_time": "2021-05-03"},
    ]
    made = asked(rows)
    told = {made.keys[one.item.id]: one.lacks for one in made.proposed().left_alone}
    assert {"x": "date and place", "y": "date", "z": "place"} == told


def two_incidents(when: tuple[str, str], where: tuple[str, str]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for at in range(2):
        one = f"incident/{at}"
        out += [
            {"entity": one, "kind": "Incident", "property": "title", "value": f"Strike {at}"},
            {"entity": one, "property": "occurred", "value": when[at], "source": "source/s"},
            {"entity": one, "property": "place_name", "value": where[at], "source": "source/s"},
        ]
    return out


def shows(item: str, at: int, **more: Any) -> dict[str, Any]:
    return {"entity": f"item/{item}", "property": "shows", "value": {"entity": f"incident/{at}"}, **more}


def test_one_video_for_two_events(asked: Make) -> None:
    events = two_incidents(("2021-05-03", "2021-06-20"), ("Wadi Nahrin", "Tell Safar"))
    made = asked([{"id": "v"}, *OTHER], [*events, shows("v", 0), shows("v", 1)])
    alarm = made.proposed().alarms[0]
    assert (["v"], ["INC-1", "INC-2"], True) == (
        [made.keys[n.id] for n in alarm.items],
        [n.code for n in alarm.incidents],
        alarm.sure,
    )
    assert "shown for two events" in alarm.why


def test_copies_for_two_events(asked: Make) -> None:
    events = two_incidents(("2021-05-03", "2021-05-03"), ("Wadi Nahrin", "Tell Safar"))
    copied = {"entity": "item/w", "property": "copy_of", "value": {"entity": "item/v"}}
    made = asked([{"id": "v"}, {"id": "w"}], [*events, shows("v", 0), shows("w", 1), copied])
    alarm = made.proposed().alarms[0]
    # the names differ, and names alone do not make it sure
    assert (2, False) == (len(alarm.items), alarm.sure)
    assert "named differently" in alarm.why


def test_copies_that_claim_two_days_before_there_is_any_incident(asked: Make) -> None:
    rows = [TOWN[0] | {"id": "v"}, TOWN[0] | {"id": "w", "claimed_time": "2021-07-01"}, TOWN[0] | {"id": "u"}]
    copied = {"entity": "item/w", "property": "repost_of", "value": {"entity": "item/v"}}
    made = asked(rows, [copied])
    found = made.proposed()
    assert 1 == len(found.alarms)
    assert [["u", "v"]] == made.groups()
    assert found.groups[0].alarm is not None


def test_a_compilation_whose_times_are_told_is_no_alarm(asked: Make) -> None:
    events = two_incidents(("2021-05-03", "2021-06-20"), ("Wadi Nahrin", "Tell Safar"))
    stretches = [shows("v", at, qualifiers={"at": f"00:0{at}:00"}) for at in range(2)]
    assert () == asked([{"id": "v"}], [*events, *stretches]).proposed().alarms


def test_saying_the_times_afterwards_ends_the_alarm(asked: Make) -> None:
    # seen: the alarm asked for the times, they were said, and it stayed, since the first ties still stood
    events = two_incidents(("2021-05-03", "2021-06-20"), ("Wadi Nahrin", "Tell Safar"))
    made = asked([{"id": "v"}, *OTHER], [*events, shows("v", 0), shows("v", 1)])
    (alarm,) = made.proposed().alarms
    assert "say at which time it shows each (sightline say ITM-" in alarm.why
    for incident, at in (("INC-1", "0:05"), ("INC-2", "0:41")):
        say(made.case, alarm.items[0].code, "shows", incident, saying=Saying(qualifiers={"at": at}))
        assert (incident == "INC-2") == (made.proposed().alarms == ())


def test_an_event_and_its_part_are_no_alarm(asked: Make) -> None:
    events = two_incidents(("2021-05-03", "2021-05-03"), ("Wadi Nahrin", "Wadi Nahrin market"))
    part = {"entity": "incident/1", "property": "part_of", "value": {"entity": "incident/0"}}
    assert () == asked([{"id": "v"}], [*events, part, shows("v", 0), shows("v", 1)]).proposed().alarms


def test_two_reports_of_one_article_are_no_alarm(asked: Make) -> None:
    events = two_incidents(("2021-05-03", "2021-06-20"), ("Wadi Nahrin", "Tell Safar"))
    told = [{**shows("a", at), "property": "reports"} for at in range(2)]
    assert () == asked([{"id": "a", "item_kind": "article"}], [*events, *told]).proposed().alarms


def test_wording_with_a_day_and_never_alone(asked: Make) -> None:
    words = "Rockets fell on the vegetable market shortly after the morning prayer, wounding eleven shoppers"
    dated = {"id": "p", "claimed_time": "2021-05-03", "text": words}
    made = asked([dated, dated | {"id": "q"}, {"id": "r", "text": words}])
    assert [["p", "q"]] == made.groups()
    assert "wording" in {reason.kind for reason in made.proposed().groups[0].reasons}


def test_figures_that_differ_much_speak_against(asked: Make) -> None:
    made = asked([TOWN[0] | {"title": "12 people killed"}, TOWN[1] | {"title": "90 killed in the town"}])
    against = made.proposed().groups[0].against
    assert ["they count from 12 to 90 killed"] == [one.why for one in against if one.kind == "figures"]


def test_a_withheld_place_takes_no_part(asked: Make) -> None:
    made = asked(TOWN[:2])
    code = made.code("t0")
    said = entity(made.case, code).of("claimed_place_name")[0].statement
    protect(made.case, Target("statement", said.id.hex()), authority="the editor", reason="a house")
    assert [] == made.groups()
    assert "Wadi Nahrin" not in str(made.proposed())


def test_a_rejected_date_takes_no_part(asked: Make) -> None:
    made = asked(TOWN[:2])
    judge_statement(made.case, made.code("t0"), "claimed_time", verdict="refuted", reason="older footage")
    assert [] == made.groups()


def test_a_repost_of_a_dated_report_is_no_alarm(asked: Make) -> None:
    # the titles name when each was published
    rows = [
        {"id": "p", "title": "Risk report of 13 April 2014"},
        {"id": "q", "title": "Repost, 25 April 2014"},
    ]
    copied = {"entity": "item/q", "property": "repost_of", "value": {"entity": "item/p"}}
    assert () == asked(rows, [copied]).proposed().alarms


def test_a_playlist_of_one_event(asked: Make) -> None:
    playlist = {"id": "l", "item_kind": "list", "title": "Playlist: Wadi Nahrin, 3 May 2021"}
    assert [["l", "t0", "t1"]] == asked([*TOWN[:2], playlist]).groups()


def test_a_report_of_two_events_joins_neither(asked: Make) -> None:
    text = "Samples from Wadi Nahrin and Tell Safar, where shells fell on 3 May 2021 and on 9 May 2021"
    made = asked([*TOWN[:2], *OTHER, {"id": "n", "item_kind": "article", "text": text}])
    assert [["o0", "o1"], ["t0", "t1"]] == made.groups()
    told = {made.keys[one.item.id]: one.why for one in made.proposed().left_alone}
    assert "fits several equally well" in told["n"]


def test_a_place_of_the_case_is_known_in_words(asked: Make) -> None:
    place = {"entity": "place/p", "kind": "Place", "property": "name", "value": "Tell Safar"}
    rows = [{"id": f"p{at}", "title": f"Tell Safar on 3 May 2021, part {at}"} for at in range(2)]
    assert [["p0", "p1"]] == asked(rows, [place]).groups()


def test_a_list_is_about_many_events(asked: Make) -> None:
    made = asked([TOWN[0], {"id": "l", "item_kind": "list", "claimed_place_name": "Wadi Nahrin"}])
    assert [] == made.groups()
    told = {made.keys[one.item.id]: one.why for one in made.proposed().left_alone}
    assert "a list is about many events" == told["l"]


def test_a_playlist_with_a_time_of_its_own_is_weighed(asked: Make) -> None:
    # one row of a real list was a playlist, and was in no group and not among what is left alone
    assert [["t0", "t1"]] == asked([TOWN[0], TOWN[1] | {"item_kind": "list"}]).groups()
