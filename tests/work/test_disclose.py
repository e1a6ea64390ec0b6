"""A dossier of a case: the example case as it must read, and what becomes of each sort of record on its way out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sightline.core.clock import rfc3339
from sightline.core.errors import UnknownName
from sightline.model.disclosed import Dossier
from sightline.model.evidence_record import finding, finding_id, stored
from sightline.model.finding import Finding, Json, Proposal
from sightline.model.shown import ShownEntity
from sightline.work.case import Case
from sightline.work.checkpoint import checkpoint
from sightline.work.closing import rank
from sightline.work.disclose import disclose
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.judging import judge_statement
from sightline.work.protect import erase, protect
from sightline.work.protecting.find import Target
from sightline.work.releasing import release
from sightline.work.say import Saying, say
from sightline.work.statement_json import shown_json
from sightline.work.taking.collect import Added, Wish, collect
from sightline.work.undoing import undo
from sightline.work.view import Times, entity
from sightline.work.write import writing

Lines = Callable[..., Path]
APRIL = Path(__file__).resolve().parents[2] / "src/sightline/resources/cases/april_2014/statements.jsonl"


def of(dossier: Dossier, title: str) -> ShownEntity:
    """Find an entity by its title."""
    (found,) = [e for e in dossier.entities if e.title == title]
    return found


def values(entity: ShownEntity, prop: str) -> list[str]:
    return [s.value for s in entity.statements if s.property == prop]


@pytest.fixture
def april(case: Case) -> Dossier:
    import_statements(case, APRIL)
    return disclose(case)


def test_example_case(april: Dossier) -> None:
    incident = of(april, "Kafr Zita, 11 April 2014")
    assert april.first == incident.code
    # two accusers side by side, each with its evidence, neither above the other
    who, what = incident.claims
    assert ["Syrian state television", "Local reports, as the blog calls them"] == [
        s.who.title for s in who.sides
    ]
    assert all(s.evidence and s.statement is not None for s in who.sides)
    assert [("Local reports, as the blog calls them",), ("Syrian state television",)] == [
        s.contradicts for s in who.sides
    ]
    assert "Told by The conflict blog." in who.sides[0].independent
    assert "Not independent of Local reports" in who.sides[0].independent
    assert 3 == len(what.sides)
    assert all(s.contradicts == () and s.who.title == "This case" for s in what.sides)
    # where its town lies, with a radius, and through which statement it stands there
    (point,) = incident.positions
    assert ("Kafr Zita", "site", 1_500) == (point.label, point.role, point.radius_m)
    assert point.statement in {s.id for s in incident.statements if s.property == "place"}
    assert "11 April 2014" == (incident.when.text if incident.when else "")
    # an aggregate is claimed, known and dated, never added
    assert (
        "at least six claimed, four dated, not added"
        == of(april, "At least six attacks at Kafr Zita, 11 to 22 April 2014").tally
    )
    dozen = of(april, "Around a dozen attacks in the region, three weeks to 30 April 2014")
    assert "around a dozen claimed, nine known, eight dated, not added" == dozen.tally
    assert "member of" in {r.role for r in incident.relations}
    # seen: the page of an aggregate said that its members are listed below, and listed none
    assert [9] == [len(r.entities) for r in dozen.relations if r.role == "known member"]


def test_a_figure_keeps_the_word_of_its_bound_on_a_page(case: Case) -> None:
    row = {"entity": "incident/i", "property": "casualties", "source": "source/a"}
    about = {"state": "killed", "approximate": "around a dozen"}
    more = {"state": "injured", "approximate": "more than 100"}
    lines = [
        {"entity": "incident/i", "kind": "Incident", "property": "title", "value": "A market"},
        {**row, "value": 12, "qualifiers": about},
        {**row, "value": {"min": 101}, "qualifiers": more},
    ]
    path = case.folder / "lines.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), "utf-8")
    import_statements(case, path)
    (shown,) = [one for one in disclose(case).entities if one.kind == "Incident"]
    said = {s.value for s in shown.statements if s.property == "casualties"}
    assert {"about 12 (9 to 15)", "more than 100"} == said
    voices = {voice.text for one in shown.figures for voice in one.voices}
    assert {"about 12 (9 to 15; “around a dozen”)", "more than 100"} == voices


def test_a_member_greater_than_its_aggregate_is_told_on_both_pages(case: Case) -> None:
    def killed(entity: str, value: int) -> dict[str, object]:
        return {
            "entity": entity, "property": "casualties", "value": value, "source": "source/a",
            "qualifiers": {"state": "killed"},
        }  # fmt: skip

    lines = [
        {"entity": "aggregate/a", "kind": "Aggregate", "property": "title", "value": "All of April"},
        {"entity": "incident/i", "kind": "Incident", "property": "title", "value": "A market"},
        {"entity": "aggregate/a", "property": "member", "value": {"entity": "incident/i"}},
        killed("aggregate/a", 40),
        killed("incident/i", 45),
    ]
    path = case.folder / "lines.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), "utf-8")
    import_statements(case, path)
    told = {
        one.kind: [why for figure in one.figures for why in figure.contradicted]
        for one in disclose(case).entities
    }
    assert told["Aggregate"] == told["Incident"]
    assert ["a member cannot have more than the whole"] == [
        why.rpartition(": ")[2] for why in told["Incident"]
    ]


def test_corrections_of_the_example(april: Dossier) -> None:
    told = {(c.at, c.text) for c in april.corrections}
    assert (
        "29 April 2014",
        (
            "Albukamal: governed by Liwa Allahu Akbar, said on 12 April 2014, is no longer so on 29 April 2014, "
            "says Guest author of the conflict blog."
        ),
    ) in told
    assert any("was wrong, says its own source" in text for _, text in told)
    assert any("updates Guest post on Albukamal, 12 April 2014" in text for _, text in told)
    assert {
        ("said", "2014-04-12"),
        ("said", "2014-04-29"),
        ("held", "2014-04-12"),
        ("held", "2014-04-29"),
    } <= {(t.axis, t.at) for t in april.times}
    # the world changed: what was said on the 12th stays said; the source was wrong: it took that back
    town = of(april, "Albukamal")
    assert {None} == {s.withdrawn_ms for s in town.statements if s.property == "governed_by"}
    group = of(april, "A group of Albukamal, not named here")
    first, denial = [s for s in group.statements if s.property == "part_of"]
    assert (None, "negated") == (denial.withdrawn_ms, denial.polarity)
    assert first.withdrawn_ms is not None


def test_example_looked_back_at(case: Case) -> None:
    import_statements(case, APRIL)
    then = of(disclose(case, times=Times(said_by="2014-04-12", held_at="2014-04-12")), "Albukamal")
    now = of(disclose(case, times=Times(held_at="2014-04-29")), "Albukamal")
    assert 6 == len(values(then, "governed_by"))
    affirmed = {
        s.value
        for s in now.statements
        if s.property == "governed_by"
        and s.valid
        and s.valid.edtf == "2014-04-29"
        and s.polarity == "affirmed"
    }
    assert 5 == len(affirmed)


def test_withheld_value(case: Case, april: Dossier) -> None:
    source = of(april, "First account thanked by the blog")
    (contact,) = [s for s in source.statements if s.property == "contact"]
    assert ("withheld", "", "", ()) == (contact.status, contact.value, contact.note, contact.qualifiers)
    assert "from the first moment" in contact.status_note
    # withheld by an act: who ordered it, when and why; never the words
    name = next(s for s in source.statements if s.property == "summary")
    protect(case, Target("statement", name.id), authority="the editor", reason="asked for")
    shown = next(
        s for s in of(disclose(case), "First account thanked by the blog").statements if s.id == name.id
    )
    assert ("withheld", "") == (shown.status, shown.value)
    assert "by the editor: asked for" in shown.status_note
    erase(case, Target("statement", contact.id), authority="a court", reason="ordered")
    shown = next(
        s for s in of(disclose(case), "First account thanked by the blog").statements if s.id == contact.id
    )
    assert "erased" == shown.status
    assert "by a court: ordered" in shown.status_note


def test_closed_statements_stay_readable(case: Case, lines: Lines) -> None:
    import_statements(case, lines({"entity": "actor/a", "property": "name", "value": "Old name"}))
    (old,) = disclose(case).entities[0].statements
    done = say(
        case,
        "actor/a",
        "name",
        "New name",
        saying=Saying(succeeds=old.id, how="mistranscribed", reason="misread"),
    )
    dossier = disclose(case)
    first, second = dossier.entities[0].statements
    assert ("New name", "current") == (first.value, first.status)
    assert ("Old name", "retracted", done.id) == (second.value, second.status, second.succeeded_by)
    assert second.retracted_ms is not None
    assert "misread" in second.status_note
    (change,) = dossier.corrections
    assert "known" == change.axis
    assert "we had recorded it wrongly (misread)" in change.text
    assert [change.at_ms, change.at_ms - 1] == [int(t.at) for t in dossier.times]
    # said again after it was closed: two rows of one id, each with an address of its own
    undo(case, old.id)
    ids = [s.id for s in disclose(case).entities[0].statements]
    assert len(ids) == len(set(ids))
    # as known before: the old name, standing
    (before,) = disclose(case, times=Times(known_at=rfc3339(change.at_ms - 1))).entities
    assert ["current"] == [s.status for s in before.statements if s.value == "Old name"]


def test_a_look_back_shows_the_ranks_of_then(case: Case, lines: Lines) -> None:
    # a dossier as of a day showed what was deprecated only later as deprecated then already
    import_statements(case, lines({"entity": "actor/a", "property": "name", "value": "A name"}))
    (one,) = entity(case, "ACT-1").of("name")
    before = rfc3339(case.clock.now_ms())
    rank(case, one.statement.id.hex(), to="deprecated", reason="misread")
    (now,) = disclose(case).entities
    (then,) = disclose(case, times=Times(known_at=before)).entities
    assert ("deprecated", "normal") == (now.statements[0].rank, then.statements[0].rank)
    assert ("", "misread") == (then.statements[0].status_note, now.statements[0].status_note)


def test_single_values_that_disagree(case: Case, lines: Lines) -> None:
    import_statements(
        case,
        lines(
            {"entity": "item/v", "property": "posted_at", "value": "2014-04-11", "source": "source/one"},
            {
                "entity": "item/v",
                "property": "posted_at",
                "value": "2014-04-11T10:00Z",
                "source": "source/two",
            },
            {"entity": "item/w", "property": "posted_at", "value": "2014-04-11", "source": "source/one"},
            {"entity": "item/w", "property": "posted_at", "value": "2014-04-14", "source": "source/two"},
            {"entity": "item/w", "property": "state", "value": "listed"},
        ),
    )
    same, differ = [e for e in disclose(case).entities if e.kind == "Item"]
    assert () == same.claims  # a moment of the day is no other day
    (row,) = differ.claims
    assert ("Posted", 2) == (row.question, len(row.sides))


def test_one_source_twice_is_no_two_witnesses(case: Case, lines: Lines) -> None:
    rows: list[dict[str, Any]] = [
        {
            "entity": "incident/i",
            "property": "attributed_to",
            "value": {"entity": f"actor/{actor}"},
            "source": f"source/{source}",
        }
        for actor, source in (("a", "one"), ("a", "two"), ("b", "three"), ("b", "three"))
    ]
    rows.append({"entity": "source/two", "property": "copies_from", "value": {"entity": "source/one"}})
    import_statements(case, lines(*rows))
    (row,) = next(e for e in disclose(case).entities if e.kind == "Incident").claims
    assert 3 == len(row.sides)
    assert "it is known to take from it" in row.sides[1].independent
    assert "" == row.sides[2].independent
    assert 2 == len(row.sides[2].contradicts)


def test_merged_records_are_one(case: Case, lines: Lines) -> None:
    import_statements(
        case,
        lines(
            {"entity": "actor/a", "property": "name", "value": "Brigade"},
            {"entity": "actor/b", "property": "name", "value": "The Brigade"},
            {"entity": "actor/c", "property": "name", "value": "Battalion"},
            {"entity": "incident/i", "property": "attributed_to", "value": {"entity": "actor/b"}},
        ),
    )
    judge_identity(case, "same", ["actor/a", "actor/b"], reason="one flag")
    judge_identity(case, "different", ["actor/a", "actor/c"], reason="two towns")
    dossier = disclose(case)
    brigade, battalion, incident = dossier.entities
    assert (("ACT-2",), ["Brigade", "The Brigade"]) == (brigade.merged_from, values(brigade, "name"))
    assert ["Brigade"] == values(incident, "attributed_to")
    assert "ACT-1" == next(s.code for s in incident.statements)
    assert [("different", "two towns")] == [(j.verdict, j.reason) for j in battalion.judgements]
    undo(case, "last", reason="looked again")
    (undone,) = disclose(case).entities[1].judgements
    assert "undone on" in undone.undone


def test_judgements_stand_where_they_belong(case: Case, lines: Lines) -> None:
    import_statements(case, lines({"entity": "incident/i", "property": "means", "value": "a shell"}))
    (one,) = disclose(case).entities[0].statements
    judge_statement(case, one.id, verdict="verified", reason="seen in two films")
    (judged,) = disclose(case).entities[0].judgements
    assert ("verified", "Means: a shell", "seen in two films", "tester") == (
        judged.verdict,
        judged.about,
        judged.reason,
        judged.by,
    )


def test_said_dates_and_evidence(case: Case, lines: Lines) -> None:
    evidence = [
        {
            "item": "item/post",
            "layer": "translation:en",
            "start": 41_000,
            "end": 47_000,
            "unit": "ms",
            "quote": "they came at night",
        }
    ]
    import_statements(
        case,
        lines(
            {"entity": "item/post", "property": "posted_at", "value": "2014-04-13"},
            {"entity": "item/post", "property": "url", "value": "https://example.org/post"},
            {
                "entity": "incident/i",
                "property": "means",
                "value": "a shell",
                "source": "source/s",
                "evidence": evidence,
            },
            {
                "entity": "incident/i",
                "property": "casualties",
                "value": {"min": 2},
                "qualifiers": {"state": "killed"},
                "certainty": "hedged",
            },
        ),
    )
    incident = next(e for e in disclose(case).entities if e.kind == "Incident")
    means = next(s for s in incident.statements if s.property == "means")
    assert "13 April 2014" == (means.said.text if means.said else "")
    (piece,) = means.evidence
    assert ("0:41 to 0:47", "translation, en", "https://example.org/post") == (
        piece.where,
        piece.layer,
        piece.url,
    )
    losses = next(s for s in incident.statements if s.property == "casualties")
    assert ("at least 2", [("State", "Killed")]) == (
        losses.value,
        [(q.label, q.text) for q in losses.qualifiers],
    )
    assert ("hedged", "analyst") == (losses.certainty, losses.origin)


@pytest.fixture
def photo(case: Case, tmp_path: Path) -> str:
    """Take in a file, with a finding whose picture stands beside it; gives its code."""
    path = tmp_path / "photo.txt"
    path.write_text("not really a photo")
    (added,) = collect(case, [str(path)], Wish())
    assert isinstance(added, Added)
    assert added.sha256 is not None
    about = bytes.fromhex(added.sha256)
    kept = case.vault.put(b"picture")
    found = Finding(
        "media.clocks",
        0,
        "against",
        "The clocks disagree.",
        {"offset": 3},
        proposals=(Proposal("title", "x"),),
    )
    product: dict[str, Json] = {"sha256": kept.sha256.hex(), "role": "thumbnail", "media_type": "image/jpeg"}
    body = finding(
        finding_id((about,), found),
        about,
        found,
        products=[product],
        prints=None,
        sandbox="limits-only",
        ms=1,
    )
    with writing(case) as writer:
        made = stored(kept.sha256, kept.sha512, kept.size, role="derivative", media_type="image/jpeg")
        writer.append("object.examined", [made, body])
    return added.code


def test_media_follow_what_a_person_said(case: Case, photo: str) -> None:
    def fits() -> list[str]:
        return [m.fit for m in disclose(case).entities[0].media]

    assert ["unseen"] == fits()
    for term in ("fit", "graphic"):
        release(case, photo, fit=term)
        assert [term] == fits()
    assert b"picture" == disclose(case).entities[0].media[0].read()
    release(case, photo, fit="never")  # to nobody, not even to the team
    assert [] == fits()


def test_pictures_go_with_the_file_they_were_made_of(case: Case, photo: str) -> None:
    release(case, photo, fit="fit")
    digest = disclose(case).entities[0].captures[0].files[0].sha256
    protect(case, Target("object", digest), authority="the editor", reason="asked for")
    item = disclose(case).entities[0]
    assert () == item.media
    assert "not really" not in repr(item)


def test_findings_and_arrivals(case: Case, photo: str) -> None:
    dossier = disclose(case)
    item = dossier.entities[0]
    (found,) = item.findings
    assert ("against", True, (("offset", "3"),)) == (found.outcome, found.stale, found.values)
    arrived = dossier.arrivals
    assert arrived is not None
    assert (1, 0, 0, 1) == (arrived.kept, arrived.failed, arrived.listed, arrived.objects)
    assert ["The clocks disagree."] == [n.text for n in arrived.conflicting_dates]
    assert "captured" == item.state
    (capture,) = item.captures
    assert ("tester", "photo.txt") == (capture.collector, capture.files[0].name)


def test_unstated_precision_is_never_a_point(case: Case, lines: Lines) -> None:
    import_statements(
        case,
        lines(
            {
                "entity": "item/v",
                "property": "claimed_position",
                "value": {"lat": "35.3742131", "lon": "36.6"},
            },
            {
                "entity": "place/p",
                "property": "position",
                "value": {"lat": "35.37", "lon": "36.6", "precision": "village"},
            },
        ),
    )
    item, place = disclose(case).entities
    # digits say nothing about how well a place is known, few digits say how badly
    assert [(11_132, "precision not stated")] == [(p.radius_m, p.precision) for p in item.positions]
    assert [(2_000, "village")] == [(p.radius_m, p.precision) for p in place.positions]


def test_proof(case: Case) -> None:
    proof = disclose(case).proof
    assert proof is not None
    assert ("", 0, 2) == (proof.checkpoint, proof.signed_up_to, proof.unsigned_after)
    signed = checkpoint(case)
    proof = disclose(case).proof
    assert proof is not None
    assert (signed.line, 2, 0, None) == (
        proof.checkpoint,
        proof.signed_up_to,
        proof.unsigned_after,
        proof.check_ok,
    )


def test_opens_on(case: Case, april: Dossier) -> None:
    assert "INC-3" == disclose(case, first="INC-3").first
    with pytest.raises(UnknownName, match="nothing that this dossier shows"):
        disclose(case, first="INC-99")


def test_empty_case(case: Case) -> None:
    dossier = disclose(case)
    assert ((), None, None) == (dossier.entities, dossier.first, dossier.arrivals)
    assert "sightline add FILES-AND-FOLDERS" == dossier.todos[0].command


def test_a_release_does_not_miscount(case: Case, april: Dossier) -> None:
    # two of four incidents are released: "two dated" would be untrue
    title = "At least six attacks at Kafr Zita, 11 to 22 April 2014"
    code = of(april, title).code
    for one in (code, "INC-1", "INC-2"):
        release(case, one, to="public", reason="reported everywhere", by="A. Editor")
    (shown,) = (e for e in disclose(case, audience="public").entities if e.code == code)
    assert "Kafr Zita" not in shown.title  # a town, and three weeks ago
    assert "at least six claimed, four known, not added" == shown.tally
    named = [s.value for s in shown.statements if s.property == "member"]
    assert 2 == named.count("an incident, not released")
    assert 4 == len(named)


def test_sealed_values_are_not_repeated(case: Case, lines: Lines) -> None:
    # a list quotes the cell that a value was read from: for a contact, the quote is the contact
    quoted = {"item": "item/list", "unit": "row", "start": 3, "end": 4, "quote": "reach her at the mill"}
    import_statements(
        case,
        lines(
            {
                "entity": "source/s",
                "property": "contact",
                "value": "reach her at the mill",
                "note": "she said: reach her at the mill",
                "qualifiers": {"basis": "reach her at the mill"},
                "evidence": [quoted],
            }
        ),
    )
    view = entity(case, "source/s")
    assert "the mill" not in json.dumps([shown_json(s, view.names) for s in view.statements])
    assert "the mill" not in repr(view)
    assert "the mill" not in repr(disclose(case))
