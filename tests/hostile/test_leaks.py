"""Every way out of a case is tried for what must not leave: a protected source, a private person, a hazardous passage.

A word is planted that stands nowhere else; then every verb and every file that is written is searched for it, byte by
byte. The passages are harmless stand-ins: sugar and tea.
"""

import json
import logging
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import select
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.clock import FixedClock
from sightline.core.errors import BadValue, NeedsAuthority, WrongUse
from sightline.core.fold import fold
from sightline.model.disclosed import INTERNAL
from sightline.model.draft import Draft, EvidenceRef
from sightline.model.evidence_record import layer, stored
from sightline.publish.exporters import all_exporters
from sightline.store.tables import acts, layers
from sightline.work.adopt import adopt
from sightline.work.case import Case
from sightline.work.closing import retract
from sightline.work.disclose import disclose
from sightline.work.disclosing.gate import gate_of
from sightline.work.disclosing.media import fitness_of
from sightline.work.disclosing.read import read_held
from sightline.work.export import export_statements
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.passages import layers_of
from sightline.work.pointing import point_at
from sightline.work.protect import protect
from sightline.work.protecting.find import Target
from sightline.work.record import record
from sightline.work.releasing import release
from sightline.work.resolve import Resolver
from sightline.work.safety.confirm import confirm_publishable
from sightline.work.safety.limit import recent_since
from sightline.work.safety.marking import mark_hazardous
from sightline.work.safety.marks import open_text
from sightline.work.safety.names import names_in_release
from sightline.work.safety.shield import shield_of
from sightline.work.safety.sources import protect_source, unprotect_source
from sightline.work.say import Saying, say
from sightline.work.search import Query, find
from sightline.work.taking.collect import Added, Wish, collect
from sightline.work.undoing import undo
from sightline.work.view import Times, moments_of
from sightline.work.write import writing

NAME = "Zarathül Quixenby"
HANDLE = "quixenby_zara"
WHO = {"authority": "Chief editor", "reason": "asked for it"}
TEXT = (
    f"A report by {NAME} of the harvest.\n"
    "The market was full on Friday.\n"
    "How to make the toxic agent of this exercise: step one, take 20 grams of sugarplum and 3 litres of tea.\n"
    "Then stir the sugarplum and heat to 80 degrees celsius.\n"
    "On Sunday the road was empty. The marmalade is kept in the cellar of the old mill.\n"
)
LAYER = "extraction"


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "keys"
    monkeypatch.setenv("SIGHTLINE_KEYS", str(folder))
    return folder


@pytest.fixture
def case(tmp_path: Path, keys: Path) -> Iterator[Case]:
    made = make_case(tmp_path / "case", title="A case", clock=FixedClock(1_790_000_000_000), by="tester")
    yield made
    close_case(made)


def drafted(case: Case, *drafts: Draft) -> list[str]:
    with writing(case) as writer:
        return [i.hex() for i in record(writer, Resolver(case), drafts).ids]


def text_item(case: Case, folder: Path, text: str) -> None:
    """Take a text in, so that item, capture, object and text layer stand as they ever do."""
    path = folder / "report.txt"
    path.write_text(f"as it came: {text}", encoding="utf-8")
    (added,) = collect(case, [str(path)], Wish())
    assert isinstance(added, Added)
    text_layer(case, bytes.fromhex(added.sha256 or ""), text)


def text_layer(case: Case, source: bytes, text: str) -> None:
    """Read a text out of an object, as a measure does."""
    kept = case.vault.put(text.encode())
    made = stored(kept.sha256, kept.sha512, kept.size, role="derivative", media_type="text/plain")
    read = layer(case.ids.new(), source, LAYER, kept.sha256, lang="en", maker="test 1", anchors=())
    with writing(case) as writer:
        writer.append("object.examined", [made, read])


def source_case(case: Case) -> list[str]:
    """Plant a source whose name stands wherever a name can stand; gives the ids of what it said."""
    entity = {"entity": "source/q"}
    return drafted(
        case,
        Draft("source/q", "name", NAME, origin="analyst"),
        Draft("source/q", "alias", "Zara Q of the mill", origin="analyst"),
        Draft("source/q", "url", f"https://twitter.com/{HANDLE}", origin="analyst"),
        Draft("source/q", "real_name", "Hidden Person", origin="analyst"),
        Draft("source/q", "source_kind", "account", origin="analyst"),
        Draft("source/other", "name", "Another voice", origin="analyst"),
        Draft("source/other", "same_person_as", entity, origin="analyst"),
        Draft("item/post", "title", "A post", origin="analyst"),
        Draft("item/post", "author", entity, origin="analyst"),
        Draft("item/post", "url", f"https://twitter.com/{HANDLE}/status/12345", origin="analyst"),
        Draft("item/post", "posted_at", "2014-04-12", origin="analyst"),
        Draft("item/free", "title", f"What {NAME.upper()} told", origin="analyst"),
        Draft("incident/a", "title", "Fire at the mill", origin="analyst"),
        Draft(
            "incident/a", "occurred", "2014-04-11", source="source/q", evidence=(EvidenceRef("item/post"),)
        ),
        Draft(
            "incident/a",
            "outcome",
            "Marzipan melted",
            source="source/q",
            evidence=(EvidenceRef("item/post"),),
        ),
        Draft("incident/a", "outcome", "Nougat held", source="source/other", via="source/q"),
        Draft("incident/a", "note", f"{NAME} was there", origin="analyst"),
    )


def words() -> list[str]:
    parts = [NAME, *NAME.split(), HANDLE, *fold(NAME).split(), "Zara Q of", "Hidden Person"]
    return [p.casefold() for p in parts if len(p) > 4]


def holds(text: str) -> bool:
    return any(word in text.casefold() for word in words())


def say_it(folder: Path, *typed: str, ends: tuple[int, ...] = (0,)) -> str:
    done = CliRunner().invoke(app, [typed[0], "-w", str(folder), *typed[1:]])
    assert done.exit_code in ends, done.output
    return done.output + (done.stderr if done.stderr_bytes is not None else "")


VERBS: tuple[tuple[str, ...], ...] = (
    ("sources", "--json"),
    ("items",),
    ("incidents", "--json"),
    ("show", "SRC-1"),
    ("show", "SRC-1", "--json"),
    ("show", "ITM-1", "--json"),
    ("show", "INC-1", "--json"),
    ("claims", "INC-1"),
    ("claims", "INC-1", "--json"),
    ("relations", "--json"),
    ("find", "mill"),
    ("find", "--kind", "Source", "--json"),
    ("status", "--json"),
    ("check", "--json"),
    ("rebuild",),
    ("export", "statements"),
)


MORE: tuple[tuple[str, ...], ...] = (
    ("control", "--at", "2014-04-12", "--json"),
    ("group", "--json"),
    ("features", "--json"),
    ("ask", "who said fire at the mill on 2014-04-11", "--json"),
    ("actor", "SRC-1", "--json"),
    ("verify", "INC-1", "--json"),
    ("assess", "--json"),
    ("suggest", "ITM-1", "--json"),
    ("matches", "ITM-1", "--json"),
    ("release", "--names", "public", "--json"),
    ("places", "--json"),
    ("protect", "SRC-1", "--as", "Blue heron", "--authority", "Editor", "--reason", "again", "--json"),
)


def test_a_protected_source_stands_nowhere(
    case: Case, tmp_path: Path, keys: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source_case(case)
    assert holds(say_it(case.folder, "show", "SRC-1"))  # else this test would prove nothing
    with caplog.at_level(logging.DEBUG):
        done = protect_source(case, "SRC-1", pseudonym="Blue heron", **WHO)
        assert "SRC-1" == done.code
        close_case(case)
        told = {" ".join(v): say_it(case.folder, *v, ends=(0, 1)) for v in VERBS}
    assert [] == [verb for verb, text in told.items() if holds(text)]
    assert "Blue heron" in told["show SRC-1"]
    assert "Blue heron" in told["claims INC-1"]
    assert not holds(caplog.text)
    # wrong use names no more than right use does
    assert not holds(say_it(case.folder, "show", "SRC-99", ends=(1, 2)))
    for name in ("statements.jsonl", "geo.geojson"):
        say_it(case.folder, "export", "statements", str(tmp_path / name))
    for kind in ("Source", "Item", "Incident"):
        say_it(case.folder, "export", "sheet", str(tmp_path / f"{kind}.csv"), "--kind", kind)
        say_it(case.folder, "export", "sheet", str(tmp_path / f"{kind}.xlsx"), "--kind", kind)
    say_it(case.folder, "publish", str(tmp_path / "team"), ends=(0, 1))
    for exporter in all_exporters():
        for whom in ((), ("--release", "public")):
            target = tmp_path / f"{exporter.name}{len(whom)}"
            told[f"export {exporter.name}"] = say_it(
                case.folder, "export", exporter.name, str(target), *whom, ends=(0, 1)
            )
    more = {" ".join(v): say_it(case.folder, *v, ends=(0, 1, 2)) for v in MORE}
    assert [] == [verb for verb, text in more.items() if holds(text)]
    for code in ("SRC-1", "SRC-2", "ITM-1", "ITM-2", "INC-1"):
        say_it(case.folder, "release", code, "--to", "public", "--by", "A. Editor", "--reason", "a slip")
    say_it(case.folder, "publish", str(tmp_path / "public"), "--release", "public", ends=(0, 1))
    pages = [p for p in sorted((tmp_path / "public").rglob("*")) if p.is_file()]
    for word in ("Blue heron", "Marzipan", "Nougat", "A post", "Same person"):
        assert [] == [p.name for p in pages if word.encode() in p.read_bytes()], word
    out = [p for p in sorted(tmp_path.rglob("*")) if p.is_file() and keys not in p.parents]
    assert 10 < len(out)
    assert [] == [p.name for p in out if holds(p.read_bytes().decode(errors="replace") + p.name)]
    assert [] == [p.name for p in out if holds(p.read_bytes().decode("utf-16-le", errors="replace"))]


def test_exports_leave_a_protected_source_out(case: Case, tmp_path: Path) -> None:
    source_case(case)
    protect_source(case, "SRC-1", pseudonym="Blue heron", **WHO)
    done = export_statements(case, tmp_path / "out.jsonl")
    text = (tmp_path / "out.jsonl").read_text()
    # the pseudonym ties together what it said, so it stays in the case too
    assert [] == [w for w in ("Blue heron", "Marzipan", "Nougat", "A post", "same_person") if w in text]
    assert "Fire at the mill" in text
    assert done.protected >= 6
    dossier = disclose(case, copied=True)
    assert [] == [e.code for e in dossier.entities if e.code in ("SRC-1", "ITM-1")]
    for told in (repr(dossier),):
        assert "Marzipan" not in told
        assert "Blue heron" not in told
        assert "same_person" not in told
    assert "Marzipan" in repr(disclose(case))  # the team's own pages show it, by its pseudonym


def test_confirmed_statements_leave_without_their_source(case: Case, tmp_path: Path) -> None:
    ids = source_case(case)
    protect_source(case, "SRC-1", pseudonym="Blue heron", **WHO)
    release(case, "INC-1", to="public", reason="seen", by="A. Editor")
    assert "Marzipan" not in repr(disclose(case, audience="public"))
    checked = ("quote", "media", "place", "time")
    with pytest.raises(WrongUse, match="media not looked through"):
        confirm_publishable(
            case, "SRC-1", ids[14], checked=("quote", "place", "time"), reason="r", by="A. Editor"
        )
    with pytest.raises(NeedsAuthority):
        confirm_publishable(case, "SRC-1", ids[14], checked=checked, reason="r", by=" ")
    act = confirm_publishable(case, "SRC-1", ids[14], checked=checked, reason="told by many", by="A. Editor")
    assert act.event is not None
    told = repr(disclose(case, audience="public"))
    assert "Marzipan" in told
    assert [] == [w for w in ("Nougat", "Blue heron", "SRC-1", "A post", "ITM-1") if w in told]
    export_statements(case, tmp_path / "out.jsonl")
    line = next(x for x in (tmp_path / "out.jsonl").read_text().splitlines() if "Marzipan" in x)
    assert {"source", "via", "evidence"}.isdisjoint(json.loads(line))
    undo(case, str(act.event[1]))
    assert "Marzipan" not in repr(disclose(case, audience="public"))
    # of everything means until now: what is said later is looked at anew
    confirm_publishable(case, "SRC-1", checked=checked, reason="told by many", by="A. Editor")
    assert "Marzipan" in repr(disclose(case, audience="public"))
    drafted(case, Draft("INC-1", "outcome", "Fudge burnt", source="SRC-1"))
    assert "Fudge" not in repr(disclose(case, audience="public"))


def test_protection_is_undone_whole(case: Case) -> None:
    source_case(case)
    before = say_it(case.folder, "show", "SRC-1")
    protect_source(case, "SRC-1", pseudonym="Blue heron", **WHO)
    with pytest.raises(NeedsAuthority):
        unprotect_source(case, "SRC-1", authority="", reason="")
    unprotect_source(case, "SRC-1", authority="Chief editor", reason="gave leave")
    after = say_it(case.folder, "show", "SRC-1")
    assert NAME in after
    assert HANDLE in after
    assert NAME in before
    assert NAME.upper() in say_it(case.folder, "show", "ITM-2")


@pytest.mark.parametrize(
    "pseudonym", [NAME, "Quixenby", "the quixenby source", HANDLE, "...", "Another voice"]
)
def test_a_pseudonym_tells_nothing(case: Case, pseudonym: str) -> None:
    source_case(case)
    with pytest.raises(WrongUse) as caught:
        protect_source(case, "SRC-1", pseudonym=pseudonym, **WHO)
    assert "Quixenby" not in str(caught.value) or pseudonym in str(caught.value)


def test_reason_must_not_tell_the_name(case: Case) -> None:
    source_case(case)
    with pytest.raises(WrongUse, match="repeats"):
        protect_source(case, "SRC-1", pseudonym="Blue heron", authority="Editor", reason=f"{NAME} asked")
    assert NAME in say_it(case.folder, "show", "SRC-1")


def released(case: Case, *codes: str) -> str:
    for code in codes:
        release(case, code, to="public", reason="looked at", by="A. Editor")
    return repr(disclose(case, audience="public"))


def test_persons_need_a_public_role(case: Case) -> None:
    drafted(
        case,
        Draft("actor/p", "name", "Marigold Persimmon", origin="analyst"),
        Draft("actor/p", "actor_kind", "person", origin="analyst"),
        Draft("source/w", "name", "Cedric Witness", origin="analyst"),
        Draft("source/w", "source_kind", "witness", origin="analyst"),
        Draft("incident/a", "title", "Fire", origin="analyst"),
        Draft("incident/a", "attributed_to", {"entity": "actor/p"}, source="source/w"),
        Draft("incident/a", "victims", "the Butterscotch family", origin="analyst"),
        Draft("item/x", "title", "A decree", origin="analyst"),
    )
    told = released(case, "ACT-1", "INC-1", "SRC-1", "ITM-1")
    assert [] == [w for w in ("Persimmon", "Cedric", "Butterscotch") if w in told]
    assert "a person, not named" in told
    # a role that nobody cites is no public role
    drafted(case, Draft("actor/p", "public_role", "Minister", origin="analyst"))
    assert "Persimmon" not in repr(disclose(case, audience="public"))
    drafted(
        case,
        Draft(
            "actor/p", "public_role", "Minister of bread", origin="analyst", evidence=(EvidenceRef("item/x"),)
        ),
    )
    assert "Persimmon" in repr(disclose(case, audience="public"))
    # somebody who was harmed is not named, whatever office they hold
    drafted(
        case,
        Draft("incident/a", "party", {"entity": "actor/p"}, origin="analyst", qualifiers={"role": "victim"}),
    )
    assert "Persimmon" not in repr(disclose(case, audience="public"))


def test_of_a_tie_between_actors_the_person_is_the_harmed_one(case: Case) -> None:
    # seen: a person said to be a member "as a victim" was named, and the group was left out in their place
    drafted(
        case,
        Draft("actor/p", "name", "Marigold Persimmon", origin="analyst"),
        Draft("actor/p", "actor_kind", "person", origin="analyst"),
        Draft("actor/p", "public_role", "Teacher", origin="analyst", evidence=(EvidenceRef("item/x"),)),
        Draft("item/x", "title", "A list of teachers", origin="analyst"),
        Draft("actor/g", "name", "Gooseberry Front", origin="analyst"),
        Draft("actor/g", "actor_kind", "armed_group", origin="analyst"),
    )
    assert "Persimmon" in released(case, "ACT-1", "ACT-2", "ITM-1")
    role = {"role": "detainee"}
    drafted(case, Draft("actor/p", "member_of", {"entity": "actor/g"}, origin="analyst", qualifiers=role))
    told = repr(disclose(case, audience="public"))
    assert "Persimmon" not in told
    assert "Gooseberry" in told


NOW = "2026-09-20"
"""Close to the clock of these tests."""


def test_recent_places_leave_as_districts(case: Case) -> None:
    drafted(
        case,
        Draft("place/v", "name", "Village Tangerine", origin="analyst"),
        Draft("place/v", "place_kind", "village", origin="analyst"),
        Draft("place/v", "part_of", {"entity": "place/d"}, origin="analyst"),
        Draft("place/d", "name", "District Apricot", origin="analyst"),
        Draft("place/d", "place_kind", "district", origin="analyst"),
        Draft("actor/g", "name", "Group", origin="analyst"),
        Draft("actor/g", "actor_kind", "armed_group", origin="analyst"),
        Draft("source/s", "name", "Paper", origin="analyst"),
        Draft("actor/g", "controls", {"entity": "place/v"}, source="source/s", said=NOW,
              qualifiers={"area": {"type": "Polygon", "coordinates": [[[361234567, 351234567], [361334567, 351234567],
              [361334567, 351334567], [361234567, 351234567]]]}}),
        Draft("place/h", "name", "Clinic Clementine", origin="analyst"),
        Draft("place/h", "site_use", "medical", origin="analyst", said=NOW, source="source/s"),
        Draft("incident/a", "title", "Fire", origin="analyst"),
        Draft("incident/a", "occurred", NOW, origin="analyst"),
        Draft("incident/a", "place", {"entity": "place/v"}, origin="analyst"),
        Draft("incident/a", "place_name", "near Kumquat bridge", origin="analyst"),
    )  # fmt: skip
    codes = [f"PLC-{n}" for n in (1, 2, 3)]
    told = released(case, *codes, "ACT-1", "SRC-1", "INC-1")
    assert [] == [w for w in ("Clementine", "Kumquat", "361234567", "36.1234567") if w in told]
    dossier = disclose(case, audience="public")
    incident = next(e for e in dossier.entities if e.kind == "Incident")
    group = next(e for e in dossier.entities if e.kind == "Actor")
    assert "Tangerine" not in repr(incident)
    assert "Apricot" in repr(incident)
    assert "Tangerine" not in repr(group)
    # the same, when it is no news any more
    old = disclose(case, audience="public", recent_days=0, reason="long over")
    assert "Tangerine" in repr(next(e for e in old.entities if e.kind == "Incident"))
    with pytest.raises(NeedsAuthority):
        disclose(case, audience="public", recent_days=3)
    assert any("for one release: long over" in why for why in whys(case))


def whys(case: Case) -> list[str]:
    with case.catalogue.reading() as connection:
        return [str(w) for w in connection.execute(select(acts.c.why).order_by(acts.c.pos)).scalars() if w]


def test_a_changed_limit_is_recorded_once(case: Case, keys: Path) -> None:
    recent_since(case)
    assert [] == [w for w in whys(case) if w.startswith("limit")]
    toml = case.folder / "sightline.toml"
    toml.write_text(toml.read_text() + "\n[safety]\nrecent_days = 90\n")
    close_case(case)
    again = open_case(case.folder, clock=FixedClock(1_790_000_500_000, seed=900), by="other")
    try:
        recent_since(again)
        recent_since(again)
        assert 1 == len([w for w in whys(again) if "90 days" in w])
    finally:
        close_case(again)


def test_consent_closes_the_item_and_what_has_its_bytes(case: Case) -> None:
    ids = drafted(
        case,
        Draft("item/i", "title", "Interview Nectarine", origin="analyst"),
        Draft("item/i", "consent", "public", origin="analyst"),
        Draft("incident/a", "title", "Fire", origin="analyst"),
        Draft("incident/a", "outcome", "Custard", origin="analyst", evidence=(EvidenceRef("item/i"),)),
    )
    assert "Nectarine" in released(case, "ITM-1", "INC-1")
    drafted(case, Draft("item/i", "consent", "withdrawn", origin="analyst"))
    told = repr(disclose(case, audience="public"))
    assert [] == [w for w in ("Nectarine", "Custard") if w in told]
    assert "Nectarine" not in repr(disclose(case, copied=True))
    assert "Nectarine" in repr(disclose(case))
    assert 4 == len(ids)


def test_sensitive_things_need_the_class_and_a_second_person(case: Case) -> None:
    drafted(
        case,
        Draft("incident/a", "title", "Event Damson", origin="analyst"),
        Draft("item/v", "title", "Video Damson", origin="analyst"),
        Draft("item/v", "shows", {"entity": "incident/a"}, origin="analyst"),
        Draft("incident/a", "sensitivity", "sexual_violence", origin="analyst"),
    )
    with pytest.raises(NeedsAuthority, match="does not name"):
        release(case, "INC-1", to="public", reason="known", by="A. Editor", approved_by="B. Editor")
    assert "Damson" not in released(case, "ITM-1")
    why = "sexual violence, in general words; the survivor agreed"
    release(case, "INC-1", to="public", reason=why, by="A. Editor", approved_by="B. Editor")
    told = disclose(case, audience="public")
    assert ["INC-1"] == [e.code for e in told.entities]


def test_hazardous_text_is_kept_and_never_handed_out(case: Case, tmp_path: Path) -> None:
    text_item(case, tmp_path, TEXT)
    assert [] == list(find(case, Query(text="sugarplum")).hits)
    assert ["ITM-1"] == [h.code for h in find(case, Query(text="harvest")).hits]
    drafted(
        case,
        Draft("incident/a", "title", "Fire", origin="analyst"),
        Draft("incident/a", "outcome", TEXT, origin="analyst"),
    )
    with pytest.raises(BadValue, match="kept back"):  # nor a part of it that tells nothing by itself
        say(case, "INC-1", "note", "seen", saying=Saying(evidence=["ITM-1"], quotes=["3 litres of tea"]))
    close_case(case)
    verbs = (
        ("show", "INC-1"), ("show", "INC-1", "--json"), ("show", "ITM-1"), ("find", "--json", "sugarplum"),
        ("find", "--json", "harvest"), ("mentions", "ITM-1", "--json"), ("export", "statements"), ("rebuild",),
        ("find", "--json", "sugarplum"), ("incidents", "--json"), ("check",),
        ("claims", "INC-1", "--json"), ("suggest", "ITM-1", "--json"), ("group", "--json"),
    )  # fmt: skip
    told = {" ".join(v): say_it(case.folder, *v) for v in verbs}
    said = {verb: text.replace('"query": "sugarplum"', "") for verb, text in told.items()}
    assert [] == [v for v, text in said.items() if "20 grams" in text or "stir the" in text]
    assert "restricted: tells how an agent or weapon is made" in told["show INC-1"]
    for kind in ("Incident", "Item"):
        say_it(case.folder, "export", "sheet", str(tmp_path / f"{kind}.csv"), "--kind", kind)
        assert "20 grams" not in (tmp_path / f"{kind}.csv").read_text()
    say_it(case.folder, "publish", str(tmp_path / "site"), "--no-check")
    pages = [p for p in sorted((tmp_path / "site").rglob("*")) if p.is_file()]
    assert [] == [p.name for p in pages if b"20 grams" in p.read_bytes()]


def test_a_person_marks_and_unmarks_a_passage(case: Case, tmp_path: Path) -> None:
    text_item(case, tmp_path, TEXT)
    start = TEXT.index("The marmalade")
    end = TEXT.index("old mill") + len("old mill")
    assert 1 == len(find(case, Query(text="marmalade")).hits)
    (cited,) = drafted(
        case,
        Draft("incident/a", "summary", "about marmalade", origin="analyst",
              evidence=(EvidenceRef("ITM-1", layer=LAYER, start=start, end=end),)),
    )  # fmt: skip
    where = f"ITM-1@{start}-{end}:{LAYER}"
    with pytest.raises(NeedsAuthority):
        mark_hazardous(case, where, authority="", reason="")
    done = mark_hazardous(case, where, **WHO)
    assert any("INC-1 summary" in line for line in done.told)
    assert [] == list(find(case, Query(text="marmalade")).hits)
    assert "about marmalade" not in repr(disclose(case))
    with pytest.raises(BadValue, match="kept back"):
        say(
            case, "INC-1", "outcome", "x", saying=Saying(evidence=["ITM-1"], quotes=["The marmalade is kept"])
        )
    with pytest.raises(BadValue):
        mark_hazardous(case, f"ITM-1@5-999999:{LAYER}", **WHO)
    assert 32 == len(cited)


def test_a_mark_follows_its_words_into_a_later_reading(case: Case, tmp_path: Path) -> None:
    text_item(case, tmp_path, TEXT)
    start = TEXT.index("The marmalade")
    mark_hazardous(case, f"ITM-1@{start}-{start + 40}:{LAYER}", **WHO)
    with case.catalogue.reading() as connection:
        (layer_,) = layers_of(connection, point_at(connection, "ITM-1").id)
        source = connection.execute(select(layers.c.input)).scalar_one()
    text_layer(case, bytes(source), "A better reading, with a heading.\n" + TEXT)
    with case.catalogue.reading() as connection:
        item = point_at(connection, "ITM-1").id
        newer = layers_of(connection, item)[-1]
        text = open_text(case, connection, item, newer, "A better reading, with a heading.\n" + TEXT)
    assert layer_.id != newer.id
    assert "marmalade" not in text
    assert "empty" in text
    assert [] == list(find(case, Query(text="marmalade")).hits)


def test_what_is_harmless_is_read_again(case: Case, tmp_path: Path) -> None:
    text_item(case, tmp_path, TEXT)
    mark_hazardous(case, f"ITM-1@0-{len(TEXT)}:{LAYER}", harmless=True, **WHO)
    with case.catalogue.reading() as connection:
        item = point_at(connection, "ITM-1").id
        (layer_,) = layers_of(connection, item)
        assert TEXT == open_text(case, connection, item, layer_, TEXT)


def test_a_look_back_is_no_way_round(case: Case) -> None:
    source_case(case)
    drafted(case, Draft("ITM-2", "consent", "public", origin="analyst", said="2014-01-01"))
    for code in ("INC-1", "ITM-2"):
        release(case, code, to="public", reason="seen", by="A. Editor")
    then = str(case.clock.now_ms())
    moment = datetime.fromtimestamp(int(then) / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    protect_source(case, "SRC-1", pseudonym="Blue heron", **WHO)
    drafted(case, Draft("ITM-2", "consent", "withdrawn", origin="analyst"))
    for times in (Times(known_at=moment), Times(said_by="2014-06"), Times(held_at="2014-04-11")):
        told = repr(disclose(case, audience="public", times=times))
        assert [] == [w for w in ("Marzipan", "Nougat", "QUIXENBY", "Quixenby") if w in told]


def test_names_of_known_persons_are_listed_before_a_release(case: Case) -> None:
    source_case(case)
    drafted(
        case,
        Draft("actor/p", "name", "Marigold Persimmon", origin="analyst"),
        Draft("actor/p", "actor_kind", "person", origin="analyst"),
        Draft("incident/a", "explanation", "Marigold Persimmón opened the oven", origin="analyst"),
        Draft("incident/a", "argument", "Zarathul Quixenby wrote so", origin="analyst"),
    )
    protect_source(case, "SRC-1", pseudonym="Blue heron", everywhere=False, **WHO)
    release(case, "INC-1", to="public", reason="r", by="b")
    found = names_in_release(case, "public")
    assert {"ACT-1", "SRC-1"} == {one.person for one in found}
    assert {"INC-1"} == {one.where for one in found}
    assert "" == next(one.text for one in found if one.person == "SRC-1")
    told = say_it(case.folder, "release", "--names", "public", ends=(1,))
    assert "ACT-1" in told
    assert not holds(told)


def test_pictures_of_a_sensitive_thing_stay_blurred(case: Case, tmp_path: Path) -> None:
    text_item(case, tmp_path, "nothing")
    release(case, "ITM-1", fit="fit")
    head = next(e for e in disclose(case).entities if e.code == "ITM-1")
    drafted(case, Draft("ITM-1", "sensitivity", "children", origin="analyst"))
    with case.catalogue.reading() as connection:
        held = read_held(connection, case.schema, INTERNAL, moments_of(case, connection, Times()))
    item = next(i for i, n in held.entities.items() if n.code == "ITM-1")
    assert "fit" == fitness_of(held, [item])
    gate = gate_of(held, frozenset({INTERNAL}))
    assert "graphic" == fitness_of(evolve(held, graphic=frozenset(gate.sensitive)), [item])
    assert "ITM-1" == head.code


def test_both_gates_say_the_same(case: Case) -> None:
    # statements are let out one by one (exports) and all together (disclosures); a rule in one only would be a leak
    source_case(case)
    drafted(
        case,
        Draft("ITM-2", "consent", "refused", origin="analyst"),
        Draft("incident/a", "outcome", "Custard", origin="analyst", evidence=(EvidenceRef("item/free"),)),
        Draft("incident/a", "outcome", "Waffle", origin="analyst", evidence=(EvidenceRef("item/post"),)),
        Draft(
            "incident/a",
            "stance",
            "repeats",
            source="source/other",
            qualifiers={"towards": {"entity": "source/q"}},
        ),
    )
    protect_source(case, "SRC-1", pseudonym="Blue heron", everywhere=False, **WHO)
    checked = ("quote", "media", "place", "time")
    for confirmed in (False, True):
        if confirmed:
            confirm_publishable(case, "SRC-1", checked=checked, reason="known", by="A. Editor")
        with case.catalogue.reading() as connection:
            held = read_held(connection, case.schema, INTERNAL, moments_of(case, connection, Times()))
            shield = shield_of(connection)
        gate = gate_of(held, frozenset({INTERNAL}))
        gone = {e for e in held.entities if e in gate.protected | gate.withdrawn or not gate.item_open(e)}
        assert shield.gone == gone
        for entity in sorted(set(held.said) - gone):
            for said in held.said[entity]:
                if said.stands and said.one.property != "same_person_as":
                    assert gate.lets_out(said) == (shield.let_out(said.one) is not None), said.one.property


def test_a_withheld_word_lets_nothing_out(case: Case) -> None:
    # whoever withholds the reason for which something is closed must not open it by that
    ids = drafted(
        case,
        Draft("item/i", "title", "Interview Nectarine", origin="analyst"),
        Draft("item/i", "consent", "withdrawn", origin="analyst"),
        Draft("actor/p", "name", "Marigold Persimmon", origin="analyst"),
        Draft("actor/p", "actor_kind", "person", origin="analyst"),
        Draft("place/h", "name", "Clinic Clementine", origin="analyst"),
        Draft("place/h", "site_use", "medical", origin="analyst"),
    )
    told = released(case, "ACT-1", "PLC-1")
    with pytest.raises(NeedsAuthority):
        release(case, "ITM-1", to="public", reason="r", by="b")
    for number in (1, 3, 5):
        protect(case, Target("statement", ids[number]), **WHO)
    again = repr(disclose(case, audience="public"))
    for word in ("Nectarine", "Persimmon", "Clementine"):
        assert word not in told + again
    assert "Nectarine" not in repr(disclose(case, copied=True))


def test_the_name_is_withheld_again_in_what_another_copy_brings(tmp_path: Path, keys: Path) -> None:
    made = make_case(tmp_path / "one", title="A case", clock=FixedClock(1_790_000_000_000), by="tester")
    source_case(made)
    close_case(made)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    two = open_case(tmp_path / "two", clock=FixedClock(1_790_000_100_000, seed=5_000), by="other")
    drafted(two, Draft("incident/a", "note", f"{NAME} wrote once more", origin="analyst"))
    close_case(two)
    one = open_case(tmp_path / "one", clock=FixedClock(1_790_000_200_000, seed=9_000), by="tester")
    try:
        protect_source(one, "SRC-1", pseudonym="Blue heron", **WHO)
        adopt(one, tmp_path / "two")
    finally:
        close_case(one)
    assert not holds(say_it(tmp_path / "one", "show", "INC-1", "--json"))
    assert "Blue heron" in say_it(tmp_path / "one", "show", "SRC-1")


def test_no_passing_undo_opens_a_source(case: Case) -> None:
    source_case(case)
    protect_source(case, "SRC-1", pseudonym="Blue heron", **WHO)
    with pytest.raises(WrongUse, match="protects a source"):
        undo(case)
    with pytest.raises(WrongUse, match="protects a source"):
        retract(case, "SRC-1", "pseudonym", how="retracted", reason="r")
    assert "Blue heron" in say_it(case.folder, "show", "SRC-1")
