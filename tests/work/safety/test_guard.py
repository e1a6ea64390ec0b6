"""What protects or lets out is done by its own verb: not by say, by a sheet, by an import, nor by calling two one."""

import json
from pathlib import Path

import pytest

from sightline.core.clock import rfc3339
from sightline.core.errors import RowRefused, WrongUse
from sightline.model.draft import Draft, EvidenceRef
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.disclose import disclose
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.new import new
from sightline.work.record import record
from sightline.work.releasing import release
from sightline.work.resolve import Resolver
from sightline.work.safety.confirm import confirm_publishable, is_protected
from sightline.work.safety.limit import recent_since
from sightline.work.safety.sources import protect_source
from sightline.work.say import Saying, say
from sightline.work.sheet import export_sheet
from sightline.work.sheets.edits import import_sheet
from sightline.work.taking.collect import Added, Wish, collect
from sightline.work.undoing import undo
from sightline.work.view import Times, entity
from sightline.work.write import writing

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WHO = {"authority": "Chief editor", "reason": "asked for it"}
OPENING = (
    ("SRC-1", "pseudonym", "Blue heron"),
    ("SRC-1", "publishable", "all"),
    ("INC-1", "release", "public"),
)


@pytest.fixture
def two(case: Case) -> Case:
    new(case, "Source", name="Quixenby")
    new(case, "Source", name="Marzipan Post")
    new(case, "Incident", title="Fire")
    return case


@pytest.mark.parametrize("code, prop, value", OPENING)
def test_it_is_not_said_in_passing(two: Case, code: str, prop: str, value: str) -> None:
    # a pseudonym that was merely said would hide no name, and everybody would believe it did
    with pytest.raises(WrongUse, match=prop) as caught:
        say(two, code, prop, value, saying=Saying(note="why not"))
    assert (caught.value.todo or "").startswith("sightline ")
    assert not is_protected(two, "SRC-1")


@pytest.mark.parametrize("code, prop, value", OPENING)
def test_a_file_of_others_does_not_say_it(
    two: Case, tmp_path: Path, code: str, prop: str, value: str
) -> None:
    path = tmp_path / "theirs.jsonl"
    path.write_text(json.dumps({"entity": code, "property": prop, "value": value}) + "\n")
    with pytest.raises(RowRefused, match="line 1"):
        import_statements(two, path)


def test_a_release_with_its_reason_comes_in_and_is_told(two: Case, tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl"
    line = {"entity": "INC-1", "property": "release", "value": "public", "note": "printed on 3 May"}
    path.write_text(json.dumps(line) + "\n")
    assert 1 == import_statements(two, path).releases


def test_nor_does_a_sheet(two: Case, tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    export_sheet(two, path, kind="Source", columns=("name", "pseudonym"))
    path.write_text(path.read_text("utf-8-sig").replace("Quixenby,", "Quixenby,Blue heron"), "utf-8")
    done = import_sheet(two, path)
    assert ["pseudonym"] == [one.column for one in done.refused]
    assert not is_protected(two, "SRC-1")


def test_a_protected_source_is_not_called_the_same_as_a_clear_one(two: Case, tmp_path: Path) -> None:
    # the clear name would stand for both, and the judgement would say in clear who the protected one is
    protect_source(two, "SRC-1", pseudonym="Blue heron", **WHO)
    with pytest.raises(WrongUse, match="protected"):
        judge_identity(two, "same", ["SRC-1", "SRC-2"])
    path = tmp_path / "same.jsonl"
    path.write_text(json.dumps({"identity": "same", "entities": ["SRC-2", "SRC-1"]}) + "\n")
    with pytest.raises(RowRefused, match="protected"):
        import_statements(two, path)
    assert "Marzipan Post" == entity(two, "SRC-2").title
    judge_identity(two, "different", ["SRC-1", "SRC-2"])


def test_taking_back_what_kept_them_apart_does_not_join_them(two: Case) -> None:
    # a “same” that a “different” kept from being applied took effect, and the clear name stood for the protected one
    apart = judge_identity(two, "different", ["SRC-1", "SRC-2"])
    judge_identity(two, "same", ["SRC-1", "SRC-2"])
    protect_source(two, "SRC-2", pseudonym="Blue heron", **WHO)
    with pytest.raises(WrongUse, match="is not protected"):
        undo(two, apart.ids[0])
    assert ("Quixenby", "Blue heron") == (entity(two, "SRC-1").title, entity(two, "SRC-2").title)
    assert not is_protected(two, "SRC-1")
    assert check(two).ok


def test_a_new_difference_does_not_join_them_either(two: Case) -> None:
    # SRC-2 and SRC-3 are one, so SRC-2 is not SRC-1; parting the two would let the other “same” take effect
    new(two, "Source", name="Third Paper")
    judge_identity(two, "same", ["SRC-2", "SRC-3"])
    judge_identity(two, "different", ["SRC-1", "SRC-3"])
    judge_identity(two, "same", ["SRC-1", "SRC-2"])
    protect_source(two, "SRC-2", pseudonym="Blue heron", **WHO)
    with pytest.raises(WrongUse, match="not protected"):
        judge_identity(two, "different", ["SRC-2", "SRC-3"])
    assert "Quixenby" == entity(two, "SRC-1").title


def test_statements_of_one_protected_source_leave_as_of_several(case: Case) -> None:
    # each was confirmed to tell nobody who it is; that both are of one source was confirmed of neither
    def of(value: str, day: str, item: str) -> Draft:
        return Draft(
            "incident/a", "outcome", value, source="source/q", said=day, evidence=(EvidenceRef(item),)
        )

    planted(
        case,
        Draft("source/q", "name", "Quixenby", origin="analyst"),
        *(Draft(f"item/{n}", "title", f"Letter {n}", origin="analyst") for n in (1, 2)),
        *(Draft(f"item/{n}", "author", {"entity": "source/q"}, origin="analyst") for n in (1, 2)),
        Draft("incident/a", "title", "Fire", origin="analyst"),
        of("Marzipan", "2014-04-12", "item/1"),
        of("Nougat", "2014-04-13", "item/2"),
        Draft("incident/a", "outcome", "Praline", source="source/open", said="2014-04-13"),
        Draft("source/open", "name", "Gazette", origin="analyst"),
    )
    protect_source(case, "SRC-1", pseudonym="Blue heron", **WHO)
    confirm_publishable(case, "SRC-1", checked=("quote", "media", "place", "time"), reason="r", by="A. B.")
    let_out(case, "INC-1", "SRC-2")
    recent_since(case, days=1, reason="long over")
    for shown in (
        disclose(case, audience="public", recent_days=1, reason="old"),
        disclose(case, copied=True),
    ):
        (fire,) = [e for e in shown.entities if e.kind == "Incident"]
        (row,) = [r for r in fire.table if r.property == "outcome"]
        assert {"Marzipan", "Nougat", "Praline"} <= {side.what.strip(".") for side in row.sides}
        assert {"affirmed"} == {side.state for side in row.sides}, "no second word of one source"
        assert "1 source, at most 1 with no tie found; who may not be named is not counted" == row.sources
        assert not any("Not independent" in side.independent for side in row.sides)
    both = next(e for e in disclose(case).entities if e.kind == "Incident")
    assert any("2 sources" in row.sources for row in both.table), "the team sees them as one"


def test_records_that_are_parted_again_stay_protected(two: Case) -> None:
    act = judge_identity(two, "same", ["SRC-1", "SRC-2"])
    protect_source(two, "SRC-2", pseudonym="Blue heron", **WHO)
    undo(two, act.ids[0])
    assert (True, True) == (is_protected(two, "SRC-1"), is_protected(two, "SRC-2"))
    assert "Blue heron" == entity(two, "SRC-2").title


def told(case: Case, **times: str) -> str:
    return repr(disclose(case, audience="public", times=Times(**times)).entities)


def planted(case: Case, *drafts: Draft) -> None:
    with writing(case) as writer:
        record(writer, Resolver(case), drafts)


def let_out(case: Case, *codes: str) -> None:
    for code in codes:
        release(case, code, to="public", reason="published elsewhere", by="A. Editor")


@pytest.mark.parametrize("sign", ["leader_of", "person_name"])
def test_who_can_only_be_a_person_is_not_named(case: Case, sign: str) -> None:
    # nobody wrote down that he is a person, and his name stood on the page
    value = {"entity": "actor/group"} if sign == "leader_of" else "Somebody Else"
    planted(
        case,
        Draft("actor/group", "name", "River Brigade", origin="analyst"),
        Draft("actor/group", "actor_kind", "armed_group", origin="analyst"),
        Draft("actor/one", "name", "Nollimar", origin="analyst"),
        Draft("actor/one", sign, value, origin="analyst"),
    )
    let_out(case, "ACT-1", "ACT-2")
    assert "River Brigade" in told(case)
    assert "Nollimar" not in told(case)
    say(case, "ACT-2", "actor_kind", "armed_group")
    assert "Nollimar" in told(case)


def test_a_look_back_forgets_no_medical_site(case: Case) -> None:
    # before it was marked nothing said so, and the page of that day gave it by name
    planted(
        case,
        Draft("place/site", "name", "Umbrafield", origin="analyst"),
        Draft("place/site", "place_kind", "building", origin="analyst"),
    )
    let_out(case, "PLC-1")
    before = rfc3339(case.clock.now_ms())
    assert "Umbrafield" in told(case)
    say(case, "PLC-1", "site_use", "medical")
    assert "Umbrafield" not in told(case)
    assert "Umbrafield" not in told(case, known_at=before)


def test_a_look_back_forgets_no_author(case: Case) -> None:
    planted(
        case,
        Draft("item/post", "title", "A post", origin="analyst"),
        Draft("item/post", "url", "https://example.org/quixenby/1", origin="analyst"),
        Draft("source/q", "name", "Q", origin="analyst"),
    )
    let_out(case, "ITM-1")
    before = rfc3339(case.clock.now_ms())
    assert "quixenby" in told(case)
    say(case, "ITM-1", "author", "SRC-1")
    assert "quixenby" not in told(case)
    assert "quixenby" not in told(case, known_at=before)


def test_dates_that_were_wrong_make_nothing_old(case: Case) -> None:
    # the place left with the date of last year, although that date was taken back since
    planted(
        case,
        Draft("place/mill", "name", "Hazelmoor", origin="analyst"),
        Draft("place/mill", "place_kind", "village", origin="analyst"),
        Draft("incident/a", "title", "Fire", origin="analyst"),
        Draft("source/s", "name", "S", origin="analyst"),
    )
    wrong = say(case, "INC-1", "occurred", "2013-11-20", saying=Saying(source="SRC-1"))
    say(case, "INC-1", "place", "PLC-1", saying=Saying(source="SRC-1"))
    let_out(case, "INC-1", "PLC-1", "SRC-1")
    before = rfc3339(case.clock.now_ms())
    assert "Hazelmoor" in str([e.where for e in disclose(case, audience="public").entities])
    recent = "2099-01-01"
    say(case, "INC-1", "occurred", recent, saying=Saying(source="SRC-1", succeeds=wrong.id, reason="a slip"))
    for times in (Times(), Times(known_at=before)):
        made = disclose(case, audience="public", times=times)
        assert [""] == [e.where for e in made.entities if e.kind == "Incident"]


def test_evidence_is_no_way_round(case: Case) -> None:
    planted(
        case,
        Draft("item/i", "title", "An interview", origin="analyst"),
        Draft("item/i", "consent", "withdrawn", origin="analyst"),
        Draft("incident/a", "title", "Fire", origin="analyst"),
        Draft("incident/a", "outcome", "Pimpernel", origin="analyst", evidence=(EvidenceRef("item/i"),)),
    )
    let_out(case, "INC-1")
    assert "Pimpernel" not in told(case)


def test_words_tell_no_place_that_is_recent(case: Case) -> None:
    # the village was held back as a place, and stood in the title and in the quote
    planted(
        case,
        Draft("place/mill", "name", "Hazel Moor", origin="analyst"),
        Draft("place/mill", "place_kind", "village", origin="analyst"),
        Draft("incident/a", "title", "Shells on Hazel Moor", origin="analyst"),
        Draft("incident/b", "title", "Shells on Hazel Moor", origin="analyst"),
        Draft("incident/c", "title", "Shells on Tarrow Green, 3 May", origin="analyst"),
        Draft("incident/c", "place_name", "Tarrow Green, Bramble, Somewhere", origin="analyst"),
        Draft("incident/a", "occurred", "2099-01-01", origin="analyst"),
        Draft("incident/b", "occurred", "2013-01-01", origin="analyst"),
        Draft("incident/a", "outcome", "Two houses burnt", origin="analyst", note="seen from hazel-moor"),
        Draft("item/i", "url", "https://example.org/hazel-moor/1", origin="analyst"),
    )
    let_out(case, "INC-1", "INC-2", "INC-3", "ITM-1")
    made = {e.code: e for e in disclose(case, audience="public").entities}
    assert ("Incident INC-1", "Shells on Hazel Moor", "Incident INC-3") == tuple(
        made[code].title for code in ("INC-1", "INC-2", "INC-3")
    )
    assert "Two houses burnt" in repr(made["INC-1"])
    assert [] == [code for code in ("INC-1", "INC-3", "ITM-1") if "moor" in repr(made[code]).casefold()]
    # the team sees all of it
    assert "Shells on Hazel Moor" in [e.title for e in disclose(case).entities if e.code == "INC-1"]


def test_a_name_is_found_as_files_escape_it(case: Case, tmp_path: Path) -> None:
    # the file that was imported held every Arabic letter as six signs, and stayed open in the vault
    path = tmp_path / "theirs.jsonl"
    line = {"entity": "source/z", "property": "name", "value": "زورفاث كوينديل"}
    path.write_text(json.dumps(line, ensure_ascii=True) + "\n")
    kept = bytes.fromhex(import_statements(case, path).sha256)
    page = tmp_path / "page.html"
    page.write_text(
        "<p>&#1586;&#1608;&#1585;&#1601;&#1575;&#1579; &#1603;&#1608;&#1610;&#1606;&#1583;&#1610;&#1604;</p>"
    )
    (added,) = collect(case, [str(page)], Wish())
    protect_source(case, "SRC-1", pseudonym="Blue heron", **WHO)
    assert not case.vault.has(kept)
    assert isinstance(added, Added)
    assert not case.vault.has(bytes.fromhex(added.sha256 or ""))
