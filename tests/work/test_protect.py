"""A name is planted wherever a name can stand, then withheld, then erased, and looked for in every byte."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from sightline.core.errors import Broken, NeedsAuthority, StoreFull, UnknownName, Unsafe, WrongUse
from sightline.core.fold import fold, query_terms
from sightline.model.evidence_record import layer, stored
from sightline.model.shells import withheld_key
from sightline.store.table_digest import table_digest
from sightline.store.tables import (
    PROJECTIONS,
    acts,
    captures,
    entities,
    entity_keys,
    events,
    findings,
    layers,
    leaves,
    meta,
    objects,
    passages,
    products,
    proposals,
    protections,
    statements,
)
from sightline.work import protect as module
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.checking.checked import FINISH
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, open_case
from sightline.work.protect import erase, finish, protect, unprotect
from sightline.work.protecting.find import Target
from sightline.work.rebuild import rebuild
from sightline.work.write import writing

Fill = Callable[..., Any]
Lines = Callable[..., Path]

NAME = "Zarathül Quixenby"
WHO = {"authority": "Chief editor", "reason": "a person at risk"}


def traces(case: Case, tmp_path: Path, *texts: str) -> list[str]:
    """Look for the name, whole and in its folded parts, in every file of the workspace and in texts."""
    parts = [NAME, *NAME.split(), *fold(NAME).split()]
    wanted = {p.lower().encode(code) for p in parts for code in ("utf-8", "utf-16-le", "utf-16-be")}
    found = []
    for path in sorted(case.folder.rglob("*")):
        whole = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        if any(one in whole.lower() or one in _lower(whole) for one in wanted):
            found.append(path.relative_to(tmp_path).as_posix())
    found += [text[:60] for text in texts if any(p.casefold() in text.casefold() for p in parts)]
    return found


def _lower(whole: bytes) -> bytes:
    return whole.decode(errors="replace").lower().encode()


def digests(case: Case) -> dict[str, str]:
    with case.catalogue.reading() as connection:
        return {table.name: table_digest(connection, table).hex() for table in PROJECTIONS}


def hits(case: Case, words: str) -> int:
    with case.catalogue.reading() as connection:
        return case.text.count(connection, query_terms(words), most=50)


def rows(case: Case) -> str:
    """Write out everything that the database holds in clear, as a server gives it."""
    out = []
    with case.catalogue.reading() as connection:
        for table in (*PROJECTIONS, leaves, events, meta):
            out += [repr(tuple(row)) for row in connection.execute(select(table))]
        if not case.catalogue.sqlite:
            out += [str(row) for row in connection.exec_driver_sql("SELECT body::text FROM text_index")]
    return "\n".join(out)


@pytest.fixture
def planted(case: Case, fill: Fill) -> Any:
    made = fill(case, NAME)
    assert 2 == hits(case, NAME)
    return made


WORDS = Target("words", NAME)
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what the database has no part in."""


def test_a_withheld_name_is_nowhere(
    case: Case, planted: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    done = protect(case, WORDS, **WHO)
    checked = check(case)
    again = rebuild(case)
    said = [str(done), str(checked), str(again), caplog.text, rows(case)]
    assert [] == traces(case, tmp_path, *said)
    assert 0 == hits(case, NAME)
    assert () == checked.faults
    assert done.leaves + done.objects + 2 == checked.withheld
    assert (0, 0) == (checked.erased, checked.unread)


def test_an_erased_name_is_nowhere_and_cannot_come_back(
    case: Case, planted: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    done = erase(case, WORDS, **WHO)
    checked = check(case)
    said = [str(done), str(checked), caplog.text, rows(case)]
    assert [] == traces(case, tmp_path, *said)
    assert () == checked.faults
    # one other value of the case was encrypted from the first moment
    assert (1, done.leaves + done.objects) == (checked.withheld, checked.erased)
    assert any("Backups" in one for one in done.left)
    with pytest.raises(UnknownName):
        unprotect(case, Target("statement", "00" * 16), **WHO)
    assert done.event is not None
    with pytest.raises(WrongUse, match=r"not withheld|erased"):
        unprotect(case, Target("protection", done.event), **WHO)


def test_first_withheld_then_erased(case: Case, planted: Any, tmp_path: Path) -> None:
    protect(case, WORDS, **WHO)
    done = erase(case, WORDS, **WHO)
    assert () == check(case).faults
    assert 1 == check(case).withheld
    assert [] == traces(case, tmp_path, rows(case))
    assert 5 == done.objects  # the import file, photo, page, thumbnail and the text of the page


@pytest.mark.parametrize("deed", [protect, erase])
def test_rebuild_agrees_with_and_without_keys(case: Case, planted: Any, deed: Any) -> None:
    deed(case, WORDS, **WHO)
    live = digests(case)
    rebuild(case)
    assert live == digests(case)
    case.keys_folder.rename(case.keys_folder.with_name("away"))
    case.chain.keyring = None
    rebuild(case)
    assert live == digests(case)
    checked = check(case)
    assert () == checked.faults
    assert (checked.unread > 0) == (deed is protect) or checked.withheld == checked.unread


def test_what_was_withheld_opens_again_as_it_was(case: Case, planted: Any) -> None:
    names = [t.name for t in PROJECTIONS if t.name not in ("acts", "protections")]
    before, found = digests(case), hits(case, NAME)
    done = protect(case, WORDS, **WHO)
    assert done.event is not None
    assert before != digests(case)
    unprotect(case, Target("protection", done.event), authority="Chief editor", reason=f"{NAME} agreed")
    assert {n: before[n] for n in names} == {n: digests(case)[n] for n in names}
    assert found == hits(case, NAME)
    assert () == check(case).faults
    assert [] == list(case.vault.sealed.all())


def test_one_statement_and_where_else_it_is_said(case: Case, planted: Any) -> None:
    done = protect(case, Target("statement", planted.named.hex()), **WHO)
    assert 1 == done.leaves
    with case.catalogue.reading() as connection:
        row = connection.execute(select(statements).where(statements.c.id == planted.named)).one()
        (title,) = connection.execute(select(entities.c.title).where(entities.c.id == row.entity)).one()
    assert (None, None, None, 1) == (row.value, row.quals, row.note, row.hidden)
    assert title is None
    kinds = {one.what for one in done.also}
    assert {"act", "capture", "finding", "judgement", "INC-1 outcome"} <= kinds
    assert Target("capture", planted.capture.hex()) in {one.target for one in done.also}
    assert () == check(case).faults


@on_sqlite
def test_a_statement_everywhere(case: Case, planted: Any, tmp_path: Path) -> None:
    done = protect(case, Target("statement", planted.named.hex()), everywhere=True, **WHO)
    assert () == done.also
    assert [] == traces(case, tmp_path, rows(case))


def test_an_object_takes_everything_made_of_it(case: Case, planted: Any) -> None:
    done = protect(case, Target("object", planted.photo.hex()), **WHO)
    assert 2 == done.objects  # the photo and its thumbnail
    with case.catalogue.reading() as connection:
        states = {row[0]: row[1] for row in connection.execute(select(objects.c.sha256, objects.c.state))}
        finding = connection.execute(select(findings)).one()
        assert [] == connection.execute(select(proposals)).all()
        assert [] == connection.execute(select(products)).all()
        assert [0] == list(connection.execute(select(layers.c.hidden)).scalars())
    assert ("withheld", "withheld", "kept") == (
        states[planted.photo],
        states[planted.thumbnail],
        states[planted.page],
    )
    assert (1, None, None) == (finding.hidden, finding.sentence, finding.body)
    assert not case.vault.has(planted.photo)
    assert not case.vault.has(planted.thumbnail)
    assert {"the capture that brought it; its address and file names stay"} == {
        one.what for one in done.also if one.where.startswith("capture ")
    }


def test_a_page_takes_its_text_and_the_words_in_it(case: Case, planted: Any) -> None:
    before = hits(case, "beside the bridge")
    protect(case, Target("object", planted.page.hex()), **WHO)
    assert 1 == before
    assert 0 == hits(case, "beside the bridge")
    with case.catalogue.reading() as connection:
        assert [] == connection.execute(select(passages)).all()


def test_what_another_page_says_too_stays(case: Case, planted: Any) -> None:
    # two pages with one text: withholding one must not take the other's text from the index
    other = case.vault.put(b"another page")
    with case.catalogue.reading() as connection:
        text = bytes(connection.execute(select(layers.c.text)).scalar_one())
    with writing(case) as writer:
        body = layer(case.ids.new(), other.sha256, "extraction", text, lang="en", maker="test 1", anchors=[])
        kept = stored(other.sha256, other.sha512, other.size, role="original", media_type=None)
        writer.append("object.examined", [kept, body])
    assert 2 == hits(case, "beside the bridge")
    protect(case, Target("object", planted.page.hex()), **WHO)
    assert 1 == hits(case, "beside the bridge")
    assert () == check(case).faults


def test_a_capture_takes_its_files(case: Case, planted: Any) -> None:
    done = protect(case, Target("capture", planted.capture.hex()), **WHO)
    with case.catalogue.reading() as connection:
        row = connection.execute(select(captures)).one()
    assert (None, None, 1) == (row.address, row.body, row.hidden)
    assert 4 == done.objects
    assert () == check(case).faults


@on_sqlite
def test_a_key_stays_known_without_its_words(case: Case, lines: Lines, keys: Path) -> None:
    key = "source/deep-throat"
    import_statements(case, lines({"entity": key, "property": "name", "value": "A witness"}))
    done = protect(case, Target("key", key), **WHO)
    assert 1 == done.leaves
    with case.catalogue.reading() as connection:
        known = set(connection.execute(select(entity_keys.c.key)).scalars())
    assert case.chain.keyring is not None
    assert key not in known
    assert withheld_key(case.chain.keyring.secret, key) in known
    assert () == check(case).faults


@on_sqlite
def test_who_did_something(case: Case, planted: Any) -> None:
    with case.catalogue.reading() as connection:
        query = select(events.c.number).join(acts, acts.c.pos == events.c.pos).where(acts.c.by == NAME)
        number = connection.execute(query.order_by(events.c.number)).scalars().first()
    protect(case, Target("act", f"{case.chain.writer.hex()[-8:]}:{number}"), **WHO)
    with case.catalogue.reading() as connection:
        query = select(acts.c.by, acts.c.tool).join(events, acts.c.pos == events.c.pos)
        assert (None, None) == tuple(connection.execute(query.where(events.c.number == number)).one())
    assert () == check(case).faults


def test_an_entity_with_all_that_is_said_of_it(case: Case, planted: Any) -> None:
    protect(case, Target("entity", planted.item.hex()), **WHO)
    with case.catalogue.reading() as connection:
        assert [1] == list(connection.execute(select(captures.c.hidden)).scalars())
        said = connection.execute(
            select(statements.c.hidden).where(statements.c.entity == planted.item)
        ).scalars()
        assert {1} >= set(said)
        keys = connection.execute(
            select(entity_keys.c.key).where(entity_keys.c.entity == planted.item)
        ).scalars()
        assert all(key.startswith("keyed:") for key in keys)
    assert () == check(case).faults


def test_a_value_encrypted_from_the_first_moment_is_erased(case: Case, planted: Any) -> None:
    with case.catalogue.reading() as connection:
        row = connection.execute(select(statements).where(statements.c.prop == "contact")).one()
    erase(case, Target("statement", bytes(row.id).hex()), **WHO)
    assert () == check(case).faults
    with case.catalogue.reading() as connection:
        hidden = connection.execute(select(statements.c.hidden).where(statements.c.id == row.id)).scalar_one()
    assert 2 == hidden


@on_sqlite
def test_it_is_recorded_by_whose_authority_and_why(case: Case, planted: Any) -> None:
    done = protect(case, Target("statement", planted.named.hex()), **WHO)
    with case.catalogue.reading() as connection:
        row = connection.execute(select(protections)).one()
        last = connection.execute(select(events).order_by(events.c.pos.desc()).limit(1)).one()
    assert ("protect", "Chief editor", "a person at risk") == (row.act, row.authority, row.reason)
    assert f"statement {planted.named.hex()}" == row.target
    assert "value.protected" == last.kind
    assert done.event is not None
    assert done.event.endswith(f":{last.number}")


@on_sqlite
@pytest.mark.parametrize("authority,reason", [("", "why"), ("who", "  ")])
def test_it_needs_authority_and_reason(case: Case, planted: Any, authority: str, reason: str) -> None:
    with pytest.raises(NeedsAuthority):
        protect(case, WORDS, authority=authority, reason=reason)


@on_sqlite
def test_a_record_that_would_say_it_again_is_refused(case: Case, planted: Any) -> None:
    for who, why in ((NAME, "risk"), ("chief", f"to shield {NAME.upper()}")):
        with pytest.raises(WrongUse, match="repeats what shall be withheld"):
            protect(case, WORDS, authority=who, reason=why)
    other = open_case(case.folder, by=NAME)
    with pytest.raises(WrongUse, match="your own name"):
        protect(other, WORDS, **WHO)
    close_case(other)


@on_sqlite
@pytest.mark.parametrize(
    "kind,name,fault",
    [
        ("statement", "00" * 16, UnknownName),
        ("statement", "xy", WrongUse),
        ("object", "00" * 32, UnknownName),
        ("capture", "00" * 16, UnknownName),
        ("key", "nobody/here", UnknownName),
        ("act", "abcd:3", UnknownName),
        ("words", "ab", WrongUse),
        ("paragraph", "1", WrongUse),
    ],
)
def test_what_is_not_there_is_refused(case: Case, planted: Any, kind: str, name: str, fault: type) -> None:
    with pytest.raises(fault):
        protect(case, Target(kind, name), **WHO)


@on_sqlite
def test_again_changes_nothing(case: Case, planted: Any) -> None:
    protect(case, WORDS, **WHO)
    again = protect(case, WORDS, **WHO)
    assert (None, 0, 0) == (again.event, again.leaves, again.objects)
    assert () == check(case).faults


@on_sqlite
def test_a_withheld_file_is_not_taken_in_again(case: Case, planted: Any, tmp_path: Path) -> None:
    again = tmp_path / "again.jpg"
    again.write_bytes(case.vault.read(planted.photo))
    protect(case, Target("object", planted.photo.hex()), **WHO)
    with pytest.raises(Unsafe, match="withheld"):
        case.vault.put_file(again)
    assert not case.vault.put(again.read_bytes()).new
    erase(case, Target("object", planted.photo.hex()), **WHO)
    with pytest.raises(Unsafe, match="erased"):
        case.vault.put_file(again)
    assert () == check(case).faults


@on_sqlite
def test_the_same_statement_again_stays_withheld(case: Case, planted: Any, lines: Lines) -> None:
    # ids are keyed digests, so what comes again is known without its words
    protect(case, Target("statement", planted.named.hex()), **WHO)
    done = import_statements(
        case, lines({"entity": "actor/named", "kind": "Actor", "property": "name", "value": NAME})
    )
    assert (0, 1) == (done.new, done.known)


@on_sqlite
def test_a_full_disk_changes_nothing(case: Case, planted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digests(case)

    def full(*_args: object, **_options: object) -> None:
        raise StoreFull("there is no room to encrypt it")

    monkeypatch.setattr(module, "seal_object", full)
    with pytest.raises(StoreFull):
        protect(case, WORDS, **WHO)
    assert before == digests(case)
    assert () == check(case).faults


@on_sqlite
@pytest.mark.parametrize("deed", [protect, erase, unprotect])
def test_what_was_interrupted_after_the_act_is_named_and_finished(
    case: Case, planted: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: Any
) -> None:
    target = Target("object", planted.photo.hex())
    if deed is unprotect:
        protect(case, target, **WHO)

    def stop(_case: Case) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        real = module.finish
        calls: list[int] = []

        def second(one: Case) -> tuple[str, ...]:
            calls.append(1)
            return real(one) if len(calls) == 1 else stop(one)  # type: ignore[return-value]

        patch.setattr(module, "finish", second)
        with pytest.raises(KeyboardInterrupt):
            deed(case, target, **WHO)
    if deed is not unprotect:
        assert [] != [fault for fault in check(case).faults if fault.todo == FINISH]
    finish(case)
    checked = check(case)
    assert () == checked.faults
    assert (deed is unprotect) == case.vault.has(planted.photo)


@on_sqlite
def test_large_files_are_sealed_in_blocks(case: Case, planted: Any) -> None:
    data = bytes(range(256)) * 4096 * 3 + b"tail"  # three whole blocks and a bit
    for one in (data, data[: 1 << 20], b""):
        kept = case.vault.put(one)
        with writing(case) as writer:
            writer.append(
                "item.captured",
                [stored(kept.sha256, kept.sha512, kept.size, role="original", media_type=None)],
            )
        target = Target("object", kept.sha256.hex())
        protect(case, target, **WHO)
        assert one not in case.vault.sealed.path(kept.sha256).read_bytes() or one == b""
        assert () == check(case).faults
        unprotect(case, target, **WHO)
        assert one == case.vault.read(kept.sha256)


@on_sqlite
def test_a_changed_byte_of_a_sealed_file_is_found_without_the_key(case: Case, planted: Any) -> None:
    protect(case, Target("object", planted.photo.hex()), **WHO)
    path = case.vault.sealed.path(planted.photo)
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    case.chain.keyring = None
    case.keys_folder.rename(case.keys_folder.with_name("away"))
    assert [case.vault.shown(path)] == [fault.where for fault in check(case).faults]


@on_sqlite
def test_json_of_a_result_holds_no_names(case: Case, planted: Any) -> None:
    done = protect(case, WORDS, **WHO)
    shown = json.dumps([done.event, done.leaves, done.objects, [str(a) for a in done.also], list(done.left)])
    assert NAME not in shown


@on_sqlite
def test_without_the_keys_it_can_be_erased_and_not_opened(case: Case, planted: Any, tmp_path: Path) -> None:
    targets = [Target("statement", planted.named.hex()), Target("object", planted.photo.hex())]
    for target in targets:
        protect(case, target, **WHO)
    case.keys_folder.rename(case.keys_folder.with_name("away"))
    case.chain.keyring = None
    for target in targets:
        with pytest.raises(Broken, match="keys"):
            unprotect(case, target, **WHO)
    for target in targets:
        done = erase(case, target, **WHO)
        assert 1 <= done.leaves
        assert any("keys are not here" in one for one in done.left) or done.left == (module.COPIES,)
    assert "erased" == case.vault.sealed.state(planted.photo)
    checked = check(case)
    assert () == checked.faults
    live = digests(case)
    rebuild(case)
    assert live == digests(case)
