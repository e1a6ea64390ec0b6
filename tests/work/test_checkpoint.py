"""Signing a state, giving it away as a line, and comparing a line that somebody held."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from sightline.core.errors import Broken, WrongUse
from sightline.store.checkpoint import parse, read_line
from sightline.store.keyring import Keyring, load_keyring
from sightline.store.tables import events
from sightline.work import checkpoint as module
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.checkpoint import checkpoint, last_checkpoint, rotate_key, verify_line
from sightline.work.importing import import_statements

Lines = Callable[..., Path]


def more(case: Case, lines: Lines, name: str) -> None:
    import_statements(case, lines({"entity": f"actor/{name}", "property": "name", "value": name}))


def test_a_checkpoint_is_one_line_and_a_note(case: Case, lines: Lines) -> None:
    more(case, lines, "one")
    signed = checkpoint(case)
    point = read_line(signed.line)
    assert (case.chain.writer, signed.size, signed.root) == (point.writer, point.size, point.root.hex())
    assert case.chain.keyring is not None
    assert parse(signed.note).signed_by(case.chain.keyring.public())
    assert "\n" not in signed.line
    assert signed.number == signed.size + 1
    checked = check(case)
    assert () == checked.faults
    assert (signed.size, 0) == (checked.unsigned_after, checked.unsigned)


def test_nothing_new_gives_the_last_one_again(case: Case, lines: Lines) -> None:
    assert last_checkpoint(case) is None
    first = checkpoint(case)
    again = checkpoint(case)
    assert (first.line, True, False) == (again.line, first.new, again.new)
    more(case, lines, "one")
    assert checkpoint(case).size > first.size
    assert last_checkpoint(case) is not None


def test_a_line_that_somebody_held(case: Case, lines: Lines) -> None:
    line = checkpoint(case).line
    more(case, lines, "one")
    held = verify_line(case, f"seen in the paper: {line}")
    assert held.ok
    assert 0 < held.after
    root = line.split()[2]
    assert not verify_line(case, line.replace(root, "A" * 43 + "=")).ok
    size = line.split()[1]
    longer = verify_line(case, line.replace(f" {size} ", " 9999 "))
    assert (False, True) == (longer.ok, "The rest is missing" in longer.sentence)
    other = verify_line(case, line.replace(case.chain.writer.hex(), "ab" * 16))
    assert (False, True) == (other.ok, "holds no ledger" in other.sentence)
    with pytest.raises(WrongUse):
        verify_line(case, "no line")


def test_an_older_copy_put_back_is_not_signed(case: Case, lines: Lines) -> None:
    checkpoint(case)
    more(case, lines, "one")
    checkpoint(case)
    with case.catalogue.writing() as connection:
        connection.execute(delete(events).where(events.c.number > 3))
    with pytest.raises(Broken, match="an older copy was put back"):
        checkpoint(case)
    with pytest.raises(Broken, match="an older copy was put back"):
        rotate_key(case)


def test_another_history_is_not_signed(case: Case, lines: Lines) -> None:
    assert case.chain.keyring is not None
    checkpoint(case)
    more(case, lines, "one")
    size, _ = case.chain.keyring.last_signed() or (0, "")
    case.chain.keyring.remember(size, b"x" * 32)
    with pytest.raises(Broken, match="are not those that this key signed"):
        checkpoint(case)


def test_the_state_is_noted_before_the_signature_is_released(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    remember = Keyring.remember
    monkeypatch.setattr(Keyring, "remember", lambda self, *a: (order.append("noted"), remember(self, *a)))
    sign = module.sign
    monkeypatch.setattr(module, "sign", lambda *a: (order.append("signed"), sign(*a))[1])
    checkpoint(case)
    assert ["noted", "signed"] == order


def test_a_change_of_keys(case: Case, lines: Lines) -> None:
    assert case.chain.keyring is not None
    first, old = checkpoint(case), case.chain.keyring.public()
    new = rotate_key(case)
    assert new == case.chain.keyring.public().hex() != old.hex()
    signed = checkpoint(case)
    assert parse(signed.note).signed_by(bytes.fromhex(new))
    assert not parse(signed.note).signed_by(old)
    checked = check(case)
    assert () == checked.faults
    assert [True, True] == [point.sound for point in checked.checkpoints]
    assert verify_line(case, first.line).ok


def test_a_change_of_keys_that_was_interrupted_is_completed(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_keyring: Keyring) -> Keyring:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Keyring, "promote", stop)
        with pytest.raises(KeyboardInterrupt):
            rotate_key(case)
    case.chain.keyring = load_keyring(case.keys_folder, case.chain.writer)
    assert check(case).ok
    checkpoint(case)
    assert check(case).ok
    assert case.chain.keyring.next_public() is None


def test_a_copy_begins_a_chain_of_its_own(
    case: Case, lines: Lines, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if not case.catalogue.sqlite:
        pytest.skip("a copy of the folder is not a copy of the database")
    from sightline.work.opening import close_case, open_case

    more(case, lines, "one")
    line = checkpoint(case).line
    close_case(case)
    shutil.copytree(case.folder, tmp_path / "copy")
    copy = open_case(tmp_path / "copy", by="other")
    more(copy, lines, "two")
    signed = checkpoint(copy)
    assert copy.chain.writer != case.chain.writer
    assert copy.chain.writer == read_line(signed.line).writer
    checked = check(copy)
    assert () == checked.faults
    assert 2 == len({point.ledger for point in checked.checkpoints})
    assert verify_line(copy, line).ok
    close_case(copy)


def test_the_note_in_the_ledger_is_the_note_given(case: Case) -> None:
    signed = checkpoint(case)
    with case.catalogue.reading() as connection:
        row = connection.execute(select(events).where(events.c.number == signed.number)).one()
    assert ("checkpoint.signed", signed.at) == (row.kind, row.at)
    last = last_checkpoint(case)
    assert last is not None
    assert json.dumps(signed.note) == json.dumps(last.note)
