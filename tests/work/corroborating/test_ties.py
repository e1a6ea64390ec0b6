"""What ties sources: quoting, copying, sharing, one footage, one text, one upstream; accepted and refused by people."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from tests.fixtures.claims import Told, killed, said

from sightline.core.errors import BadValue, UnknownName, WrongUse
from sightline.model.arrival import Arrival, Origin
from sightline.model.evidence_record import capture, finding, finding_id, stored
from sightline.model.finding import Finding
from sightline.model.match import Segment
from sightline.store.read import find_entity
from sightline.work.add import add
from sightline.work.case import Case
from sightline.work.corroborate import claims, independence
from sightline.work.corroborating.claims_json import claims_json
from sightline.work.corroborating.judged_ties import judge_tie
from sightline.work.corroborating.records import Claims
from sightline.work.importing import import_statements
from sightline.work.judging import judge_finding
from sightline.work.matching.comparing import NAME
from sightline.work.matching.segment_values import values_of
from sightline.work.new import new
from sightline.work.say import Saying, say
from sightline.work.taking.intake import Wish
from sightline.work.undoing import undo
from sightline.work.view import Times
from sightline.work.write import writing

Lines = Callable[..., Path]
LONG = "At dawn two aircraft flew over the village and dropped four barrels on the market road near the old school"


def kinds(found: Claims) -> set[tuple[str, str, str]]:
    return {(tie.tie.kind, tie.one.code, tie.other.code) for tie in found.ties}


def author(item: str, source: str) -> dict[str, object]:
    return {
        "entity": f"item/{item}",
        "kind": "Item",
        "property": "author",
        "value": {"entity": f"source/{source}"},
    }


def of_item(item: str, prop: str, value: object) -> dict[str, object]:
    return {"entity": f"item/{item}", "property": prop, "value": value}


def cited(item: str) -> list[dict[str, str]]:
    return [{"item": f"item/{item}"}]


def test_who_quotes_whom(told: Told) -> None:
    found = told(
        said("means", "a shell", "one", via="activists"),
        said("means", "a shell", "two", via="activists"),
    )
    assert {"quotes", "upstream"} == {kind for kind, _, _ in kinds(found)}
    assert 3 == len(found.ties)
    assert (3, 1, 0) == (found.counted.sources, found.counted.untied, found.counted.independent)


def test_nothing_found_is_counted_as_such(told: Told) -> None:
    found = told(killed(3, "one"), killed(3, "two"))
    assert () == found.ties
    assert "2 sources, 2 with no tie found" == found.counted.sentence


def test_known_to_repeat_and_a_common_upstream(told: Told) -> None:
    found = told(
        killed(3, "one"),
        killed(3, "two"),
        killed(3, "three"),
        {"entity": "source/two", "property": "copies_from", "value": {"entity": "source/one"}},
        {"entity": "source/one", "property": "copies_from", "value": {"entity": "source/agency"}},
        {"entity": "source/three", "property": "copies_from", "value": {"entity": "source/agency"}},
    )
    assert {"takes_from", "upstream"} == {kind for kind, _, _ in kinds(found)}
    assert 1 == found.counted.untied


def test_who_only_passes_on_what_another_says(told: Told) -> None:
    # a person reads it from the text: no property of the source, and only in this incident
    found = told(
        killed(3, "one"),
        killed(3, "two"),
        said("stance", "repeats", "two", qualifiers={"towards": {"entity": "source/one"}}),
    )
    assert {("repeats", "SRC-2", "SRC-1")} == kinds(found)
    assert 1 == found.counted.untied
    assert ["affirmed", "affirmed"] == [cell.state for cell in found.rows[0].cells]


def test_a_source_that_this_case_passes_on_itself_is_a_source(told: Told) -> None:
    found = told(killed(3, "one"), said("sample", "high levels", None, via="laboratory", origin="analyst"))
    assert (2, 2) == (found.counted.sources, found.counted.untied)


def test_sharing_citing_and_resting_on_one_item(told: Told) -> None:
    found = told(
        killed(3, "one", evidence=cited("video")),
        killed(3, "two", evidence=cited("share")),
        killed(3, "three", evidence=cited("article")),
        killed(3, "four", evidence=cited("nobodys")),
        killed(3, "five", evidence=cited("nobodys")),
        author("video", "one"),
        author("share", "two"),
        author("article", "three"),
        of_item("share", "repost_of", {"entity": "item/video"}),
        of_item("article", "cites", {"entity": "item/video"}),
    )
    assert {"shares", "cites", "one_item"} == {kind for kind, _, _ in kinds(found)}
    assert (5, 2) == (found.counted.sources, found.counted.untied)


def test_a_share_of_a_share_leads_to_the_first(told: Told) -> None:
    found = told(
        killed(3, "one", evidence=cited("first")),
        killed(3, "two", evidence=cited("third")),
        author("first", "one"),
        author("third", "two"),
        of_item("third", "repost_of", {"entity": "item/second"}),
        of_item("second", "repost_of", {"entity": "item/first"}),
    )
    assert {("shares", "SRC-2", "SRC-1")} == kinds(found)


def test_a_list_in_which_both_stand_ties_nobody(told: Told) -> None:
    rows = (killed(3, "one", evidence=cited("list")), killed(3, "two", evidence=cited("list")))
    found = told(*rows, of_item("list", "item_kind", "list") | {"kind": "Item"})
    assert () == found.ties


def test_near_copies_of_wording_in_two_scripts(told: Told) -> None:
    arabic = "قصفت الطائرات القرية صباح اليوم وسقط عدد من الجرحى في السوق القريب من المدرسة القديمة"
    found = told(
        killed(3, "one", evidence=cited("a")),
        killed(3, "two", evidence=cited("b")),
        killed(3, "three", evidence=cited("c")),
        killed(3, "four", evidence=cited("d")),
        killed(3, "five", evidence=cited("e")),
        of_item("a", "text", LONG) | {"kind": "Item"},
        of_item("b", "text", f"BREAKING: {LONG.replace('village', 'village,')}") | {"kind": "Item"},
        of_item("c", "text", arabic) | {"kind": "Item"},
        of_item("d", "text", arabic.replace("القديمة", "القديمه").replace("اليوم", "اليَوم"))
        | {"kind": "Item"},
        of_item("e", "text", "At dawn two aircraft flew over") | {"kind": "Item"},
    )
    assert {("near_copy", "SRC-1", "SRC-2"), ("near_copy", "SRC-3", "SRC-4")} == kinds(found)
    assert (5, 3) == (found.counted.sources, found.counted.untied)
    assert "nearly the same text" in found.ties[0].why


def test_one_file_that_two_published_is_one_footage(case: Case, lines: Lines) -> None:
    import_statements(
        case,
        lines(
            killed(3, "one", evidence=cited("a")),
            killed(3, "two", evidence=cited("b")),
            author("a", "one"),
            author("b", "two"),
        ),
    )
    kept = case.vault.put(b"a film")
    with writing(case) as writer:
        bodies = [stored(kept.sha256, kept.sha512, kept.size, role="original", media_type="video/mp4")]
        for item in ("item/a", "item/b"):
            named = find_entity(writer.connection, item)
            assert named is not None
            arrival = Arrival(f"of:{item}", "video", "captured", Origin("a.mp4"))
            file = {"sha256": kept.sha256.hex(), "role": "original"}
            bodies.append(capture(case.ids.new(), named.id, None, arrival, files=[file], collector={}))
        writer.append("item.captured", bodies)
    assert {("footage", "SRC-1", "SRC-2")} == kinds(claims(case, "incident/i"))


def test_one_footage_until_a_person_says_that_it_is_another(case: Case, lines: Lines) -> None:
    rows = [killed(3, s, evidence=cited(s)) for s in ("one", "two", "three")]
    import_statements(case, lines(*rows, *(author(s, s) for s in ("one", "two", "three"))))
    kept = {s: taken(case, f"item/{s}") for s in ("one", "two", "three")}
    # the second and third share nothing with each other but the first: it is one footage all the same
    matched(case, kept["one"], kept["two"], signal="frames")
    second = matched(case, kept["one"], kept["three"], signal="frames")
    found = claims(case, "incident/i")
    assert ({"footage"}, 1) == ({kind for kind, _, _ in kinds(found)}, found.counted.untied)
    judge_finding(case, second, verdict="different", reason="another doorway")
    assert 2 == claims(case, "incident/i").counted.untied
    judge_finding(case, second, verdict="same", reason="the same doorway after all")
    assert 1 == claims(case, "incident/i").counted.untied


def test_one_sound_is_another_camera(case: Case, lines: Lines) -> None:
    # two who stood beside each other are two witnesses, even where their sound is one
    rows = [killed(3, s, evidence=cited(s)) for s in ("one", "two")]
    import_statements(case, lines(*rows, author("one", "one"), author("two", "two")))
    matched(case, taken(case, "item/one"), taken(case, "item/two"), signal="sound")
    assert () == claims(case, "incident/i").ties


def taken(case: Case, item: str) -> bytes:
    """Keep a file as the original of an item; gives its digest."""
    kept = case.vault.put(f"film of {item}".encode())
    with writing(case) as writer:
        named = find_entity(writer.connection, item)
        assert named is not None
        arrival = Arrival(f"of:{item}", "video", "captured", Origin("a.mp4"))
        file = {"sha256": kept.sha256.hex(), "role": "original"}
        bodies = [
            stored(kept.sha256, kept.sha512, kept.size, role="original", media_type="video/mp4"),
            capture(case.ids.new(), named.id, None, arrival, files=[file], collector={}),
        ]
        writer.append("item.captured", bodies)
    return kept.sha256


def matched(case: Case, one: bytes, other: bytes, *, signal: str) -> str:
    """Record that two files share five seconds; gives the id of the finding."""
    segment = evolve(Segment(0, 5_000, 1_000, 6_000, 1000, False, 900, 50, 50), signal=signal)
    inputs = tuple(sorted((one, other)))
    made = Finding(NAME, 1, "found", "They share five seconds.", {"segments": [values_of(segment)]})
    identifier = finding_id(inputs, made)
    body = finding(
        identifier, inputs[0], made, products=(), prints=None, sandbox="none", ms=1, further=inputs[1:]
    )
    with writing(case) as writer:
        writer.append("object.examined", [body])
    return identifier.hex()


def test_an_item_that_shows_it_speaks_for_its_author(told: Told) -> None:
    found = told(
        killed(3, "one"),
        of_item("film", "shows", {"entity": "incident/i"}) | {"kind": "Item"},
        author("film", "two"),
    )
    assert (2, 2) == (found.counted.sources, found.counted.untied)


def test_a_person_accepts_and_refuses(case: Case, told: Told) -> None:
    found = told(
        killed(3, "one"),
        killed(3, "two"),
        {"entity": "source/two", "property": "copies_from", "value": {"entity": "source/one"}},
    )
    assert (1, 0) == (found.counted.untied, found.counted.independent)
    done = judge_tie(case, "incident/i", "source/two", "source/one", verdict="refuse", reason="own reporter")
    now = claims(case, "incident/i")
    assert ("refused", ("tester: independent (own reporter)",)) == (now.ties[0].verdict, now.ties[0].by)
    assert "2 sources, 2 with no tie found, 2 judged independent" == now.counted.sentence
    # the same two words again record nothing; the other word takes its place, and can be taken back
    assert judge_tie(
        case, "incident/i", "source/one", "source/two", verdict="refuse", reason="own reporter"
    ).known
    accepted = judge_tie(
        case, "incident/i", "source/one", "source/two", verdict="accept", reason="looked again"
    )
    now = claims(case, "incident/i")
    assert ("accepted", 1, 0) == (now.ties[0].verdict, now.counted.untied, now.counted.independent)
    assert accepted.event is not None
    undo(case, str(accepted.event[1]))
    again = claims(case, "incident/i")
    assert ("refused", 2) == (again.ties[0].verdict, again.counted.independent)
    assert done.id is not None
    # a look back shows what was judged then
    then = claims(case, "incident/i", times=Times(known_at="2000-01-01"))
    assert () == then.ties


def test_a_tie_that_nothing_found(case: Case, told: Told) -> None:
    told(killed(3, "one"), killed(3, "two"))
    judge_tie(case, "incident/i", "source/one", "source/two", verdict="accept", reason="one newsroom")
    now = claims(case, "incident/i")
    assert [("judged", "accepted")] == [(t.tie.kind, t.verdict) for t in now.ties]
    assert 1 == now.counted.untied


def test_people_who_judge_differently(case: Case, told: Told, reopen: Callable[[], Case]) -> None:
    told(killed(3, "one"), killed(3, "two"), said("outcome", "x", "one", via="two"))
    judge_tie(case, "incident/i", "source/one", "source/two", verdict="refuse", reason="own reporter")
    judge_tie(reopen(), "incident/i", "source/one", "source/two", verdict="accept", reason="one text")
    now = claims(case, "incident/i")
    assert ("disputed", 2) == (now.ties[0].verdict, len(now.ties[0].by))
    assert (1, 0) == (now.counted.untied, now.counted.independent)  # the careful number


def test_what_cannot_be_judged(case: Case, told: Told) -> None:
    told(killed(3, "one"), killed(3, "two"), {"entity": "actor/a", "property": "name", "value": "A"})
    for code, one, other, verdict, reason, error in (
        ("incident/i", "source/one", "source/two", "maybe", "x", WrongUse),
        ("incident/i", "source/one", "source/two", "accept", " ", WrongUse),
        ("incident/i", "source/one", "source/one", "accept", "x", BadValue),
        ("incident/i", "source/one", "source/none", "accept", "x", UnknownName),
        ("actor/a", "source/one", "source/two", "accept", "x", WrongUse),
    ):
        with pytest.raises(error) as refused:
            judge_tie(case, code, one, other, verdict=verdict, reason=reason)
        assert refused.value.todo is not None


def test_one_person_behind_two_accounts_is_counted_and_never_shown(case: Case, told: Told) -> None:
    told(killed(3, "one"), killed(3, "two"), killed(3, "three"))
    say(case, "source/one", "same_person_as", "source/two", saying=Saying(origin="analyst"))
    found = claims(case, "incident/i")
    assert (3, 2, 1) == (found.counted.sources, found.counted.untied, found.counted.sealed)
    assert () == found.ties
    shown = str(claims_json(found))
    assert "one_person" not in shown
    assert "same_person" not in shown
    assert found.figures[0].counted.untied == 2
    # a case whose keys are elsewhere cannot open it, and says so by counting what it can find
    assert 2 == independence(case)[0].counted.untied


def test_many_at_once_say_the_same_as_one_by_one(case: Case, lines: Lines) -> None:
    rows: list[dict[str, object]] = []
    for at in range(6):
        rows += [
            killed(3, f"a{at}") | {"entity": f"incident/{at}"},
            killed(3, f"b{at}") | {"entity": f"incident/{at}"},
        ]
        if at % 2:
            rows.append(
                {"entity": f"source/b{at}", "property": "copies_from", "value": {"entity": f"source/a{at}"}}
            )
    import_statements(case, lines(*rows))
    every = independence(case)
    assert [(2, 2), (2, 1)] * 3 == [(one.counted.sources, one.counted.untied) for one in every]
    for one in every:
        assert one.counted.untied == claims(case, one.entity.code).counted.untied
    assert [every[1]] == list(independence(case, [every[1].entity.code]))
    with pytest.raises(UnknownName):
        independence(case, ["INC-99"])


def test_near_copies_of_plain_text_files(case: Case, tmp_path: Path) -> None:
    # two posts saved as text files were word for word the same, and stood as two witnesses
    for name, head in (("one", "Blog of the Plain"), ("two", "News site")):
        (tmp_path / f"{name}.txt").write_text(f"{head}. {LONG}.")
        list(add(case, [str(tmp_path / f"{name}.txt")], Wish()))
    new(case, "Incident", title="i")
    for source, item in (("One", "ITM-1"), ("Two", "ITM-2")):
        made = new(case, "Source", name=source)
        say(case, "INC-1", "means", "a shell", saying=Saying(source=made.code or "", evidence=[item]))
    found = claims(case, "INC-1")
    assert {("near_copy", "SRC-1", "SRC-2")} == kinds(found)
    assert (2, 1) == (found.counted.sources, found.counted.untied)
