"""Questions as of a date over the two example cases, and what must stand beside each answer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sightline.core.clock import rfc3339
from sightline.core.errors import AmbiguousName, UnknownName, WrongUse
from sightline.work.ask import ask
from sightline.work.asking.records import Answered
from sightline.work.case import Case
from sightline.work.closing import rank, retract
from sightline.work.demo import build_demo
from sightline.work.demo_coalition import build_coalition
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.judging import judge_statement
from sightline.work.opening import close_case, open_case
from sightline.work.safety.sources import protect_source
from sightline.work.undoing import undo
from sightline.work.view import Times

Lines = Callable[..., Path]


@pytest.fixture(scope="module")
def keys_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("ask")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        yield folder


@pytest.fixture(scope="module")
def april(keys_once: Path) -> Iterator[Case]:
    build_demo(keys_once / "april", tell=lambda _: None)
    case = open_case(keys_once / "april")
    yield case
    close_case(case)


@pytest.fixture(scope="module")
def coalition(keys_once: Path) -> Iterator[Case]:
    build_coalition(keys_once / "coalition", tell=lambda _: None)
    case = open_case(keys_once / "coalition")
    yield case
    close_case(case)


def names(found: Answered) -> list[str]:
    return sorted({one.entity.title for one in found.answers})


def beside(found: Answered, kind: str) -> str:
    return "\n".join(one.why for one in found.also if one.kind == kind)


def test_six_factions_as_said_on_12_april(april: Case) -> None:
    found = ask(april, "factions governing Albukamal as said on 12 April 2014")
    assert [
        "Kata'ib Allahu Akbar",
        "Kata'ib Junud al-Haq",
        "Katiba Bayariq al-Sunna",
        "Liwa Allahu Akbar",
        "Liwa al-Mujahid Omar al-Mukhtar",
        "Liwa al-Qadisiya al-Islamiya",
    ] == names(found)
    assert ("2014-04-12", "2014-04-12") == (found.held_at, found.said_by)
    assert "no longer exists" not in "".join(one.why for one in found.also)


def test_five_factions_as_said_on_29_april_with_what_corrected_what(april: Case) -> None:
    found = ask(april, "factions governing Albukamal on 2014-04-29", Times(said_by="2014-04-29"))
    assert 5 == len(found.answers)
    assert "Liwa Allahu Akbar" not in names(found)
    assert "Kata'ib Allahu Akbar" in names(found)
    assert "Liwa Allahu Akbar (ACT-8) no longer exists" in beside(found, "event")
    assert "Liwa Allahu Akbar" in beside(found, "superseded")
    assert "part of Kata'ib Allahu Akbar" in beside(found, "corrected")
    assert "the source had been wrong" in beside(found, "corrected")


def test_six_stays_true_of_its_day_as_said_later(april: Case) -> None:
    assert 6 == len(ask(april, "factions governing Albukamal on 2014-04-12 as said by 2014-04-29").answers)


def test_what_changed_between_the_two_posts(april: Case) -> None:
    found = ask(april, "how did factions governing Abu Kamal change between 2014-04-12 and 2014-04-29")
    assert (6, 5) == (len(found.before), len(found.answers))
    (gone,) = [one for one in found.also if one.kind == "vanished"]
    assert gone.entity is not None
    assert "Liwa Allahu Akbar" == gone.entity.title
    assert "no longer exists" in gone.why


def test_a_place_is_found_in_its_own_script(april: Case) -> None:
    assert 5 == len(ask(april, "factions governing البوكمال as said on 2014-04-29").answers)


def test_four_members_as_said_in_may(coalition: Case) -> None:
    found = ask(coalition, "members of Lower Aren Front on 2021-05-15", Times(said_by="2021-05-31"))
    assert ["Eastern Hills Brigade", "Mill Street Company", "River Brigade", "Sons of the Ford"] == names(
        found
    )
    assert "Harbour Guard" in beside(found, "superseded")
    assert "River Battalion" in beside(found, "denied")
    assert {"last attested"} == {one.held for one in found.answers}


def test_the_harbour_guard_was_a_member_then_as_said_in_july(coalition: Case) -> None:
    found = ask(coalition, "members of Lower Aren Front on 2021-05-15 as said by 2021-07-31")
    assert "Harbour Guard" in names(found)
    assert 5 == len(names(found))
    guard = next(one for one in found.answers if one.entity.title == "Harbour Guard")
    assert ("held", "2021-03-02/2021-06-20", "2021-07-08") == (guard.held, guard.valid, guard.said)
    assert "Mill Street Brigade" in beside(found, "event")
    assert "Sons of the Ford (ACT-7) was dissolved" in beside(found, "event")
    assert "superseded by Aren Notes" in beside(found, "superseded")


def test_the_town_has_several_answers_each_with_its_source(coalition: Case) -> None:
    found = ask(coalition, "who controlled Fordham on 2021-05-15")
    told = {
        (a.entity.title, a.role.split(" (")[1].split(") ")[1], t.source.title)
        for a in found.answers
        for t in a.told
        if t.source
    }
    assert {
        ("Provincial Guard", "controls Fordham", "Provincial Television"),
        ("Lower Aren Front", "controls Fordham", "Media office of the Lower Aren Front"),
        ("Lower Aren Front", "contests Fordham", "Aren Notes"),
        ("Provincial Guard", "contests Fordham", "Aren Notes"),
    } == told
    assert "different holders" in beside(found, "disputed")


def test_fewer_are_members_after_the_summer(coalition: Case) -> None:
    found = ask(coalition, "members of Lower Aren Front on 2021-07-10")
    assert ["Eastern Hills Brigade", "Mill Street Company", "River Brigade"] == names(found)


@pytest.mark.parametrize(
    "question, expected",
    [
        ("who Harbour Guard was part of on 2021-05-15", ["Lower Aren Front"]),
        ("who Harbour Guard was part of on 2021-05-15 as said by 2021-05-31", []),
        ("who Lower Aren Front was fighting on 2021-04-01", ["Provincial Guard"]),
        ("what Harbour Guard controlled on 2021-03-20", ["Harbour Town"]),
        ("incidents in Lower Aren valley", ["Fighting at Fordham, 8 May 2021"]),
        ("incidents in Fordham on 2021-05", ["Fighting at Fordham, 8 May 2021"]),
        ("incidents in Fordham on 2021-07", []),
        ("who led Lower Aren Front on 2021-05-15", []),
        ("who contested Fordham on 2021-05-15", ["Lower Aren Front", "Provincial Guard"]),
        ("who besieged Fordham on 2021-05-15", []),
        (
            "members of Front of Lower Aren on 2021-03-20 as said by 2021-03-20",
            [
                "Eastern Hills Brigade",
                "Harbour Guard",
                "Mill Street Company",
                "River Brigade",
                "Sons of the Ford",
            ],
        ),
    ],
)
def test_other_forms(coalition: Case, question: str, expected: list[str]) -> None:
    assert expected == names(ask(coalition, question))


def test_what_a_source_said_keeps_its_denials(coalition: Case) -> None:
    found = ask(coalition, "what Aren Notes said of Harbour Guard as said by 2021-05-31")
    assert [False, False, True] == sorted(one.negated for one in found.answers)


def test_a_question_without_a_day_says_which_day_was_taken(coalition: Case) -> None:
    found = ask(coalition, "members of Lower Aren Front as said by 2021-03-20")
    assert "2021-03-20" == found.held_at
    assert any("no day was given" in note for note in found.notes)


def test_a_day_given_twice_differently_is_refused(coalition: Case) -> None:
    with pytest.raises(WrongUse, match="the question says"):
        ask(coalition, "members of Lower Aren Front on 2021-05-15", Times(held_at="2021-06-15"))


@pytest.mark.parametrize(
    "question", ["who controlled Fordam", "members of River Bragade", "who led Nobody at All"]
)
def test_a_name_that_is_not_there_is_refused_and_not_guessed(coalition: Case, question: str) -> None:
    with pytest.raises(UnknownName):
        ask(coalition, question)


def test_namesakes_are_told(case: Case, lines: Lines) -> None:
    rows = [
        {"entity": f"place/{key}", "kind": "Place", "property": "name", "value": "Atshan"}
        for key in ("north", "south")
    ]
    import_statements(case, lines(*rows))
    with pytest.raises(AmbiguousName, match=r"PLC-1.*PLC-2"):
        ask(case, "who controlled Atshan on 2014-04-12")


def test_every_answer_has_its_statements_and_reason(coalition: Case) -> None:
    found = ask(coalition, "who controlled Fordham on 2021-05-15")
    for one in (*found.answers, *found.also):
        assert one.why
    assert all(len(told.statement) == 32 for one in found.answers for told in one.told)


def test_what_this_case_learnt_later_is_left_out(case: Case, lines: Lines) -> None:
    # the clock of the case runs on by itself between the two imports
    first = {"entity": "actor/a", "kind": "Actor", "property": "name", "value": "River Brigade"}
    front = {"entity": "actor/f", "kind": "Actor", "property": "name", "value": "Ashton Front"}
    member = {"property": "member_of", "value": {"entity": "actor/f"}, "valid": "2014/", "said": "2014-05-01"}
    import_statements(case, lines(first, front, {"entity": "actor/a", **member}))
    known = rfc3339(case.clock.now_ms())
    later = {"entity": "actor/b", "kind": "Actor", "property": "name", "value": "Mill Company"}
    import_statements(case, lines(later, {"entity": "actor/b", **member}, name="later.jsonl"))
    asked = "members of Ashton Front on 2014-05-01"
    assert ["Mill Company", "River Brigade"] == names(ask(case, asked))
    assert ["River Brigade"] == names(ask(case, asked, Times(known_at=known)))


def test_a_part_at_a_place_is_told_with_the_place(case: Case, lines: Lines) -> None:
    import_statements(
        case,
        lines(
            {"entity": "source/blog", "kind": "Source", "property": "name", "value": "Blog"},
            {"entity": "place/p", "kind": "Place", "property": "name", "value": "Ashton"},
            {"entity": "actor/a", "kind": "Actor", "property": "name", "value": "River Brigade"},
            {"entity": "actor/f", "kind": "Actor", "property": "name", "value": "Ashton Front"},
            {
                "entity": "actor/a",
                "property": "part_of",
                "value": {"entity": "actor/f"},
                "qualifiers": {"place": {"entity": "place/p"}},
                "valid": "2014-05-01",
                "said": "2014-05-01",
                "source": "source/blog",
            },
            {
                "entity": "actor/a",
                "property": "controls",
                "value": {"entity": "place/p"},
                "valid": "2014-05-01",
                "said": "2014-05-01",
                "source": "source/blog",
            },
        ),
    )
    (part,) = ask(case, "parts of Ashton Front on 2014-05-01").answers
    assert "in Ashton (PLC-1)" in part.role
    (held,) = ask(case, "what River Brigade controlled on 2014-05-01").answers
    assert ("Ashton", "held") == (held.entity.title, held.held)


def test_rival_leaders_stand_side_by_side_and_are_disputed(case: Case, lines: Lines) -> None:
    def leads(who: str, source: str) -> dict[str, object]:
        times = {"valid": "2014-05-01", "said": "2014-05-01", "source": f"source/{source}"}
        return {"entity": f"actor/{who}", "property": "leader_of", "value": {"entity": "actor/f"}, **times}

    names_of_all = [
        {"entity": f"actor/{key}", "kind": "Actor", "property": "name", "value": name}
        for key, name in (("f", "Ashton Front"), ("a", "Abu Khalid"), ("b", "Abu Salim"))
    ]
    import_statements(case, lines(*names_of_all, leads("a", "one"), leads("b", "two")))
    found = ask(case, "who led Ashton Front on 2014-05-01")
    assert ["Abu Khalid", "Abu Salim"] == names(found)
    assert "by different sources" in beside(found, "disputed")


def small(case: Case, lines: Lines, *rows: dict[str, object]) -> Case:
    places = ("FACTORY TOWN", "Stratford on Avon")
    names = [
        {"entity": f"place/{n}", "kind": "Place", "property": "name", "value": name}
        for n, name in enumerate(places)
    ]
    others = [
        {"entity": "actor/a", "kind": "Actor", "property": "name", "value": "River Brigade"},
        {"entity": "source/s", "kind": "Source", "property": "name", "value": "Blog"},
    ]
    import_statements(case, lines(*names, *others, *rows))
    return case


GOVERNED: dict[str, object] = {
    "entity": "place/0", "property": "governed_by", "value": {"entity": "actor/a"}, "valid": "2014-04-12",
    "said": "2014-04-12", "source": "source/s",
}  # fmt: skip


def test_a_question_is_read_back_with_its_names_whole(case: Case, lines: Lines) -> None:
    # the capitals of a name were once taken for a slot, and “ on ” in a name for the word before the date
    small(case, lines, GOVERNED)
    assert (
        "factions governing FACTORY TOWN (PLC-1) on 2014-04-12"
        == ask(case, "factions governing FACTORY TOWN on 2014-04-12").read_as
    )
    found = ask(case, "how did factions governing Stratford on Avon change between 2014-04-12 and 2014-05-01")
    assert (
        "how did “factions governing Stratford on Avon (PLC-2)” change between 2014-04-12 and 2014-05-01"
        == found.read_as
    )


def test_two_dates_are_taken_in_the_order_of_time(case: Case, lines: Lines) -> None:
    # asked backwards, whoever came was once told to have vanished
    small(case, lines, GOVERNED)
    asked = "how did factions governing FACTORY TOWN change between {} and {}"
    for one, other in (("2014-04-01", "2014-05-01"), ("2014-05-01", "2014-04-01")):
        found = ask(case, asked.format(one, other))
        assert ["appeared"] == [a.kind for a in found.also]


def test_what_people_judged_of_a_word_stands_in_the_reason(case: Case, lines: Lines) -> None:
    small(case, lines, GOVERNED)
    asked = "factions governing FACTORY TOWN on 2014-04-12"
    (answer,) = ask(case, asked).answers
    statement = answer.told[0].statement
    assert "judged" not in answer.why
    judge_statement(case, statement, verdict="refuted", reason="a forgery")
    rank(case, statement, to="deprecated", reason="no trace of it")
    (answer,) = ask(case, asked).answers
    assert "judged refuted by" in answer.why
    assert "ranked deprecated" in answer.why


def test_one_incident_under_two_codes_is_one_answer(case: Case, lines: Lines) -> None:
    rows = [
        {
            "entity": f"incident/{n}",
            "kind": "Incident",
            "property": prop,
            "value": value,
            "source": "source/s",
        }
        for n in (1, 2)
        for prop, value in (
            ("title", "Attack"),
            ("place", {"entity": "place/0"}),
            ("occurred", f"2014-04-1{n}"),
        )
    ]
    small(case, lines, *rows)
    assert 2 == len(ask(case, "incidents in FACTORY TOWN").answers)
    judge_identity(case, "same", ["incident/1", "incident/2"], reason="one crater")
    (answer,) = ask(case, "incidents in FACTORY TOWN").answers
    assert ("INC-1", 4) == (answer.entity.code, len(answer.told))


def test_a_holder_that_has_ended_is_no_answer_and_a_member_that_has_says_so(case: Case, lines: Lines) -> None:
    # “nobody is known to say that it ended” once stood above the line that said so
    rows: tuple[dict[str, object], ...] = (
        GOVERNED,
        {"entity": "actor/b", "kind": "Actor", "property": "name", "value": "Lake Front"},
        {"entity": "actor/a", "property": "member_of", "value": {"entity": "actor/b"}, "valid": "2014-04-12",
         "source": "source/s"},
        {"entity": "actor/a", "property": "exists", "value": "it does", "valid": "2014-04-29", "polarity": "negated",
         "source": "source/s"},
        {"entity": "actor/a", "property": "dissolved", "value": "2014-05", "source": "source/s"},
    )  # fmt: skip
    small(case, lines, *rows)
    (answer,) = ask(case, "members of Lake Front on 2014-05-10").answers
    assert "nobody is known to say that it ended" not in answer.why
    assert "; but River Brigade (ACT-1) no longer exists" in answer.why
    (answer,) = ask(case, "members of Lake Front on 2014-04-20").answers
    assert "nobody is known to say that it ended" in answer.why
    found = ask(case, "factions governing FACTORY TOWN on 2014-06-10")
    assert () == found.answers
    assert "River Brigade (ACT-1) itself had ended by then" in beside(found, "over")
    early = ask(case, "factions governing FACTORY TOWN on 2014-04-12")
    assert "was dissolved 2014-05, says Blog (SRC-1) (after 2014-04-12)" in beside(early, "event")


def test_that_an_ally_is_called_an_enemy_stands_beside(case: Case, lines: Lines) -> None:
    tie = {"entity": "actor/a", "value": {"entity": "actor/b"}, "valid": "2014"}
    rows: tuple[dict[str, object], ...] = (
        {"entity": "actor/b", "kind": "Actor", "property": "name", "value": "Lake Front"},
        {**tie, "property": "allied_with", "source": "source/s"},
        {**tie, "property": "fights", "source": "source/t"},
    )
    small(case, lines, *rows)
    for asked in ("who River Brigade was allied with on 2014", "who River Brigade was fighting on 2014"):
        found = ask(case, asked)
        assert ["Lake Front"] == names(found)
        assert "cannot both hold at one time" in beside(found, "disputed"), asked
        assert "" == beside(found, "related")


def test_incidents_between_two_dates_are_those_that_happened_then(april: Case) -> None:
    # it was once read as a question of how the list of incidents had changed
    found = ask(april, "incidents in Kafr Zita between 2014-04-12 and 2014-04-17")
    assert "2014-04-12/2014-04-17" == found.held_at
    assert {"INC-2", "INC-5"} == {one.entity.code for one in found.answers}
    with pytest.raises(WrongUse):
        ask(april, "incidents in Kafr Zita on 2014 between 2014-04-12 and 2014-04-17")


def test_a_protected_source_is_asked_for_by_its_pseudonym(case: Case, lines: Lines) -> None:
    # every answer calls it so, and nothing was found under that name
    small(case, lines, GOVERNED)
    protect_source(case, "SRC-1", pseudonym="Blue heron", authority="the editors", reason="asked for it")
    found = ask(case, "what Blue heron said of FACTORY TOWN")
    assert ["SRC-1"] == [t.source.code for a in found.answers for t in a.told if t.source is not None]
    with pytest.raises(UnknownName):
        ask(case, "what Blog said of FACTORY TOWN")


def test_an_article_is_no_other_spelling(case: Case, lines: Lines) -> None:
    small(
        case,
        lines,
        {"entity": "source/u", "kind": "Source", "property": "name", "value": "The Paper"},
        GOVERNED,
    )
    assert () == ask(case, "what The Paper said of River Brigade").notes


def test_a_month_has_everybody_who_governed_in_it(april: Case) -> None:
    # the sixth was once left out of all April, because it no longer governed on the 29th
    for asked in ("factions governing Albukamal in April 2014", "factions governing Albukamal on 2014-04"):
        found = ask(april, asked)
        assert 6 == len(found.answers)
        assert "" == "".join(one.why for one in found.also if one.kind == "disputed" and one.entity is None)


def test_what_was_corrected_is_no_member(april: Case) -> None:
    # the earlier description is earlier than the post that corrects it
    found = ask(april, "members of Kata'ib Allahu Akbar on 2014-04-12")
    assert () == found.answers
    assert "what it had said before was wrong" in beside(found, "corrected")


def test_what_may_be_a_date_is_hinted_at(april: Case) -> None:
    with pytest.raises(UnknownName) as caught:
        ask(april, "factions governing Albukamal from 2014 to 2015")
    assert "on 2014-04-12" in str(caught.value.todo)


def test_what_a_source_took_back_is_told(case: Case, lines: Lines) -> None:
    # the only answer was retracted, and the question was answered as if nobody had ever said anything
    tie: dict[str, object] = {
        "entity": "actor/a", "property": "member_of", "value": {"entity": "actor/b"}, "valid": "2014-04-12",
        "source": "source/s",
    }  # fmt: skip
    other = {"entity": "actor/b", "kind": "Actor", "property": "name", "value": "Lake Front"}
    small(case, lines, other, tie, GOVERNED)
    retract(case, "PLC-1", "governed_by", how="retracted", reason="another town was meant")
    retract(case, "ACT-1", "member_of", how="retracted", reason="another group was meant")
    town, members = "factions governing FACTORY TOWN on 2014-04-12", "members of Lake Front on 2014-04-12"
    for asked in (town, members):
        found = ask(case, asked)
        assert () == found.answers
        assert "taken back by its source since" in beside(found, "retracted")
    assert "" == beside(ask(case, "factions governing Stratford on Avon"), "retracted")
    undo(case)
    assert (1, "") == (len(ask(case, members).answers), beside(ask(case, members), "retracted"))
    undo(case)
    retract(case, "PLC-1", "governed_by", how="mistranscribed", reason="our slip")
    assert "" == beside(ask(case, town), "retracted")


def test_what_is_no_unicode_names_nothing(april: Case) -> None:
    # a byte of a shell that is no UTF-8 once ended in a traceback
    for asked in ("members of \udcff", "factions governing \udcff on 2014", "what \udcff said of Albukamal"):
        with pytest.raises(UnknownName):
            ask(april, asked)


def test_what_may_only_have_been_said_later_is_marked(case: Case, april: Case, lines: Lines) -> None:
    # looking back to a day before, a word without a date stood as if it had been said by then
    undated = {key: value for key, value in GOVERNED.items() if key != "said"}
    member: dict[str, object] = {
        "entity": "actor/a", "property": "fights", "value": {"entity": "actor/b"}, "valid": "2014-04-12",
        "source": "source/s",
    }  # fmt: skip
    small(case, lines, {"entity": "actor/b", "property": "name", "value": "Lake Front"}, member, undated)
    for asked in (
        "factions governing FACTORY TOWN on 2014-04-12",
        "who River Brigade was fighting on 2014-04-12",
    ):
        assert (
            "says Blog (SRC-1), perhaps only later: so it held"
            in ask(case, f"{asked} as said by 2013").answers[0].why
        )
        assert "perhaps" not in ask(case, asked).answers[0].why
    found = ask(april, "incidents in Kafr Zita as said by 2014-04-15")
    assert "2014-04-30], perhaps only later" in found.answers[0].why
    assert "perhaps" not in ask(april, "incidents in Kafr Zita as said by 2014-04-30").answers[0].why


def test_days_that_reach_into_their_neighbours_are_told(case: Case, lines: Lines) -> None:
    # "as said on 12 April" gave the holder of a post of the 13th, and nothing said why or what to do
    def holds(actor: str, day: str) -> dict[str, object]:
        return {
            "entity": "place/ford", "kind": "Place", "property": "governed_by", "source": "source/blog",
            "value": {"entity": f"actor/{actor}"}, "valid": day, "said": day,
        }  # fmt: skip

    rows = [{"entity": f"actor/{a}", "kind": "Actor", "property": "name", "value": a.title()} for a in "ab"]
    ford = {"entity": "place/ford", "kind": "Place", "property": "name", "value": "Ford"}
    import_statements(case, lines(ford, *rows, holds("a", "2014-04-12"), holds("b", "2014-04-13")))
    found = ask(case, "factions governing Ford as said on 12 April 2014")
    assert ["A", "B"] == names(found)
    assert any("set zone =" in note for note in found.notes), found.notes
    far = ask(case, "factions governing Ford as said on 20 April 2014")
    assert not any("zone" in note for note in far.notes)
