"""Each kind of byte changed by hand: check names the place, and goes on to the end."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, insert, select, update

from sightline.core.digest import canonical, leaf_hash, sha256, tree_root
from sightline.store.keyring import load_keyring, make_keyring
from sightline.store.ledger import START, event_name
from sightline.store.tables import (
    captures,
    citations,
    dates,
    entities,
    events,
    judgements,
    leaves,
    meta,
    seals,
    statements,
)
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.checkpoint import checkpoint, last_checkpoint, rotate_key, verify_line
from sightline.work.importing import import_statements
from sightline.work.rebuild import rebuild


@pytest.fixture
def case(copied: Case) -> Case:
    """Work on a copy of a case that holds one of everything and was signed; SQLite, since files are changed too."""
    return copied


@pytest.fixture
def made(signed_case: tuple[Path, Any]) -> Any:
    """Give the ids of what the case holds."""
    return signed_case[1]


def where(case: Case) -> list[str]:
    return [fault.where for fault in check(case).faults]


def whats(case: Case) -> str:
    return "\n".join(f"{fault.where}: {fault.what}" for fault in check(case).faults)


def change(case: Case, *what: Any) -> None:
    with case.catalogue.writing() as connection:
        for one in what:
            connection.execute(one)


def name(case: Case, number: int) -> str:
    return event_name(case.chain.writer, number)


def leaf(case: Case, wanted: bytes) -> tuple[int, str]:
    """Find a leaf in clear by bytes of its body: its number, and its name."""
    with case.catalogue.reading() as connection:
        for row in connection.execute(select(leaves).where(leaves.c.state == 0)):
            if wanted in bytes(row.body):
                query = select(events.c.number, events.c.first).where(events.c.first <= row.n)
                number, first = connection.execute(query.order_by(events.c.first.desc()).limit(1)).one()
                return row.n, f"{name(case, number)}/{row.n - first}"
    raise AssertionError(wanted)


def test_a_sound_case_has_no_faults(case: Case, made: Any) -> None:
    checked = check(case)
    assert () == checked.faults
    assert checked.ok
    assert (5, 12, 2, 0) == (checked.objects, checked.events, checked.withheld, checked.erased)
    assert (11, 0) == (checked.unsigned_after, checked.unsigned)
    assert [True] == [point.sound for point in checked.checkpoints]


def test_what_lies_after_the_last_checkpoint_is_unsigned_and_no_fault(
    case: Case, made: Any, lines: Any
) -> None:
    import_statements(case, lines({"entity": "actor/late", "property": "name", "value": "Late"}))
    checked = check(case)
    assert checked.ok
    assert (11, 2) == (checked.unsigned_after, checked.unsigned)


# ---------------------------------------------------------------------------------------------------------- objects


def test_one_flipped_byte_of_an_object(case: Case, made: Any) -> None:
    path = case.vault.path(made.photo)
    data = bytearray(path.read_bytes())
    data[3] ^= 1
    path.chmod(0o644)
    path.write_bytes(bytes(data))
    assert [case.vault.where(made.photo)] == where(case)


def test_a_missing_object(case: Case, made: Any) -> None:
    case.vault.path(made.photo).unlink()
    assert [(case.vault.where(made.photo), "the object is missing")] == [
        (fault.where, fault.what) for fault in check(case).faults
    ]


def test_a_changed_text_layer(case: Case, made: Any) -> None:
    # the passages made of it are still those of the original text; only the object is not what it was
    text = next(
        o for o in case.vault.all() if case.vault.path(o).read_bytes().startswith(b"A page that names")
    )
    path = case.vault.path(text)
    path.chmod(0o644)
    path.write_bytes(b"another text altogether")
    assert case.vault.where(text) == where(case)[0]


def test_an_added_object_is_listed(case: Case, made: Any) -> None:
    stored = case.vault.put(b"laid here by hand")
    checked = check(case)
    assert checked.ok
    assert case.vault.where(stored.sha256) in checked.unlisted


def test_an_added_object_with_a_false_name(case: Case, made: Any) -> None:
    stored = case.vault.put(b"laid here by hand")
    path = case.vault.path(stored.sha256)
    path.chmod(0o644)
    path.write_bytes(b"something else")
    assert [case.vault.where(stored.sha256)] == where(case)


def test_a_file_that_is_no_object_is_listed(case: Case, made: Any) -> None:
    # a name that is no digest must not stop the check
    odd = case.folder / "objects" / "sha256" / "zz" / ("z" * 62)
    odd.parent.mkdir()
    odd.write_bytes(b"odd")
    (case.folder / "objects" / "note.txt").write_text("odd")
    assert {"objects/note.txt", f"objects/sha256/zz/{'z' * 62}"} <= set(check(case).unlisted)


# ------------------------------------------------------------------------------------------------------------- rows

STATEMENT = {
    "a statement's words": {"value": '"Other"'},
    "its time": {"v0": 5},
    "when it was recorded": {"opened": 1},
}


@pytest.mark.parametrize("which", STATEMENT)
def test_a_changed_statement(case: Case, made: Any, which: str) -> None:
    with case.catalogue.reading() as connection:
        query = select(func.min(statements.c.n)).where(statements.c.value == '"Northern Front"')
        n = connection.execute(query).scalar_one()
    change(case, update(statements).where(statements.c.n == n).values(**STATEMENT[which]))
    assert [f"statements n={n}"] == where(case)


OTHERS = {
    "a judgement's verdict": (update(judgements).values(verdict="reject"), "judgements id="),
    "a capture's address": (update(captures).values(address="/elsewhere"), "captures id="),
    "an entity's title": (
        update(entities).where(entities.c.code == "ACT-1").values(title="Other"),
        "entities id=",
    ),
}


@pytest.mark.parametrize("which", OTHERS)
def test_a_changed_row(case: Case, made: Any, which: str) -> None:
    how, place = OTHERS[which]
    change(case, how)
    found = where(case)
    assert 1 == len(found)
    assert found[0].startswith(place)


def test_a_deleted_and_an_added_row(case: Case, made: Any) -> None:
    with case.catalogue.reading() as connection:
        row = connection.execute(select(statements).where(statements.c.prop == "title")).first()
    change(
        case,
        delete(statements).where(statements.c.n == row.n),
        insert(statements).values({**row._mapping, "n": 900_000}),
    )
    assert [f"statements n={row.n}", "statements n=900000"] == where(case)
    assert "missing" in check(case).faults[0].what
    assert "added" in check(case).faults[1].what


def test_every_table_is_compared(case: Case, made: Any) -> None:
    change(case, delete(citations), delete(dates), update(meta).where(meta.c.key == "none").values(value=""))
    assert {"citations"} == {place.split()[0] for place in where(case)}


def test_many_rows_are_counted_not_listed(case: Case, made: Any) -> None:
    with case.catalogue.writing() as connection:
        for number in range(1_000_000, 1_000_030):
            connection.execute(insert(citations).values(item=b"x" * 16, n=number))
    checked = check(case)
    assert 21 == len(checked.faults)
    assert ("citations", "10 more rows differ from what the ledger gives") == (
        checked.faults[-1].where,
        checked.faults[-1].what,
    )


def test_the_text_index(case: Case, made: Any) -> None:
    with case.catalogue.writing() as connection:
        case.text.add(connection, [(77_777, "words from nowhere")])
    assert 1 == len(check(case).faults)
    assert "text index" in check(case).faults[0].what
    with case.catalogue.writing() as connection:
        case.text.clear(connection)
    assert all("text index lacks a document" in fault.what for fault in check(case).faults)
    assert [] != where(case)


# ----------------------------------------------------------------------------------------------------------- leaves


@pytest.mark.parametrize("column", ["body", "salt", "hash"])
def test_a_changed_leaf(case: Case, made: Any, column: str) -> None:
    n, place = leaf(case, b'"Northern Front"')
    with case.catalogue.reading() as connection:
        old = bytes(connection.execute(select(leaves.c[column]).where(leaves.c.n == n)).scalar_one())
    new = old.replace(b"Northern", b"Southern") if column == "body" else bytes([old[0] ^ 1]) + old[1:]
    change(case, update(leaves).where(leaves.c.n == n).values(**{column: new}))
    assert place == where(case)[0]


def test_a_leaf_changed_with_its_hash(case: Case, made: Any) -> None:
    # the hash kept beside a body proves nothing by itself: the root in the header does
    n, place = leaf(case, b'"Northern Front"')
    with case.catalogue.reading() as connection:
        row = connection.execute(select(leaves).where(leaves.c.n == n)).one()
    body = bytes(row.body).replace(b"Northern", b"Southern")
    change(
        case, update(leaves).where(leaves.c.n == n).values(body=body, hash=leaf_hash(bytes(row.salt), body))
    )
    assert place.partition("/")[0] == where(case)[0]


def test_a_missing_leaf(case: Case, made: Any) -> None:
    n, place = leaf(case, b'"Northern Front"')
    change(case, delete(leaves).where(leaves.c.n == n))
    assert place == where(case)[0]


def test_a_leaf_emptied_or_called_erased(case: Case, made: Any) -> None:
    n, place = leaf(case, b'"Northern Front"')
    change(case, update(leaves).where(leaves.c.n == n).values(body=None, salt=None))
    assert f"{place}: its body is gone, and no act says so" in whats(case)
    change(case, update(leaves).where(leaves.c.n == n).values(state=2))
    assert f"{place}: is erased, and no act says so" in whats(case)
    change(case, update(leaves).where(leaves.c.n == n).values(state=7, body=b"{}", salt=b"x"))
    assert f"{place}: has a state that does not exist: 7" in whats(case)


def test_a_sealed_leaf(case: Case, made: Any) -> None:
    with case.catalogue.reading() as connection:
        row = connection.execute(select(leaves).where(leaves.c.state == 1).limit(1)).one()
    sealed = bytes(row.body)
    change(case, update(leaves).where(leaves.c.n == row.n).values(body=sealed[:-1] + bytes([sealed[-1] ^ 1])))
    assert "does not open with the keys of this case" in whats(case)
    change(case, delete(seals).where(seals.c.n == row.n))
    assert "its wrapped key is gone" in whats(case)


def test_a_leaf_at_the_end_that_no_event_names(case: Case, made: Any) -> None:
    change(case, insert(leaves).values(n=500_000, hash=b"h" * 32, salt=b"", body=b"{}", state=0))
    assert ["leaves n=500000"] == where(case)


# ----------------------------------------------------------------------------------------------------------- events


def header(case: Case, number: int) -> dict[str, Any]:
    with case.catalogue.reading() as connection:
        return dict(
            json.loads(
                connection.execute(select(events.c.header).where(events.c.number == number)).scalar_one()
            )
        )


@pytest.mark.parametrize("key", ["at", "count", "kind", "number", "previous", "root", "version", "writer"])
def test_a_changed_header(case: Case, made: Any, key: str) -> None:
    old = header(case, 4)
    other: dict[str, Any] = {
        "at": "2014-05-13T16:53:21.000Z",
        "count": old["count"] + 1,
        "kind": "run.done",
        "number": 44,
        "previous": "00" * 32,
        "root": "11" * 32,
        "version": 2,
        "writer": "22" * 16,
    }
    change(
        case, update(events).where(events.c.number == 4).values(header=canonical({**old, key: other[key]}))
    )
    assert name(case, 4) in where(case)


@pytest.mark.parametrize("column", ["kind", "at", "count", "digest", "received"])
def test_a_changed_column_of_an_event(case: Case, made: Any, column: str) -> None:
    new = {"kind": "run.done", "at": 5, "count": 1, "digest": b"d" * 32, "received": 5}[column]
    change(case, update(events).where(events.c.number == 4).values(**{column: new}))
    assert name(case, 4) in where(case)


def test_a_header_that_is_not_canonical_or_no_json(case: Case, made: Any) -> None:
    change(
        case, update(events).where(events.c.number == 4).values(header=json.dumps(header(case, 4)).encode())
    )
    assert f"{name(case, 4)}: its header is not in canonical form" in whats(case)
    change(case, update(events).where(events.c.number == 4).values(header=b"\xff{"))
    assert f"{name(case, 4)}: its header is no JSON" in whats(case)


def test_an_event_removed_from_the_middle(case: Case, made: Any) -> None:
    change(case, delete(events).where(events.c.number == 4))
    assert f"{name(case, 4)}: event 4 of this chain is missing" in whats(case)


def test_events_removed_from_the_end(case: Case, made: Any) -> None:
    with case.catalogue.reading() as connection:
        first = connection.execute(select(events.c.first).where(events.c.number == 10)).scalar_one()
    change(case, delete(events).where(events.c.number >= 10))
    assert "is a leaf of no event: the events at the end were removed" in whats(case)
    # with the leaves gone too, what was signed last still tells
    change(case, delete(leaves).where(leaves.c.n >= first))
    assert f"{name(case, 10)}: 11 events were signed and 9 are here" in whats(case)


def test_two_events_exchanged(case: Case, made: Any) -> None:
    change(
        case,
        update(events).where(events.c.number == 4).values(number=400),
        update(events).where(events.c.number == 5).values(number=4),
        update(events).where(events.c.number == 400).values(number=5),
    )
    assert {name(case, 4), name(case, 5)} <= set(where(case))


# ----------------------------------------------------------------------------------- checkpoints, keys, whole chains


def note(case: Case, text: str) -> None:
    """Put another note into the checkpoint, with all hashes of its event made to fit."""
    n, _ = leaf(case, b'"is":"checkpoint"')
    with case.catalogue.reading() as connection:
        row = connection.execute(select(leaves).where(leaves.c.n == n)).one()
    body = canonical({"is": "checkpoint", "note": text})
    change(
        case, update(leaves).where(leaves.c.n == n).values(body=body, hash=leaf_hash(bytes(row.salt), body))
    )
    recompute(case)


def recompute(case: Case) -> None:
    """Do what a forger does: make every hash of the chain fit again."""
    with case.catalogue.writing() as connection:
        previous = START
        for row in connection.execute(select(events).order_by(events.c.number)).all():
            hashes = select(leaves.c.hash).where(leaves.c.n >= row.first, leaves.c.n < row.first + row.count)
            root = tree_root([bytes(h) for h in connection.execute(hashes.order_by(leaves.c.n)).scalars()])
            tree = {**json.loads(row.header), "previous": previous.hex(), "root": root.hex()}
            raw = canonical(tree)
            previous = sha256(raw)
            connection.execute(
                update(events).where(events.c.pos == row.pos).values(header=raw, digest=previous)
            )


@pytest.mark.parametrize("part", ["size", "root", "signature", "origin", "nothing"])
def test_a_changed_checkpoint(case: Case, made: Any, part: str) -> None:
    signed = last_checkpoint(case)
    assert signed is not None
    origin, size, root, gap, line, end = signed.note.split("\n")
    dash, signer, code = line.split(" ")
    changed = {
        "size": [origin, "10", root, gap, line, end],
        "root": [origin, size, "A" * 43 + "=", gap, line, end],
        "signature": [origin, size, root, gap, f"{dash} {signer} {code[:-8]}AAAAAAA=", end],
        "origin": [origin[:-2] + "00", size, root, gap, line, end],
        "nothing": ["no checkpoint at all"],
    }[part]
    note(case, "\n".join(changed))
    assert [name(case, 12)] == where(case)


def forge(case: Case) -> None:
    """Change a statement in the ledger and every table, and recompute the whole chain."""
    n, _ = leaf(case, b'"Northern Front"')
    with case.catalogue.reading() as connection:
        row = connection.execute(select(leaves).where(leaves.c.n == n)).one()
    body = bytes(row.body).replace(b"Northern", b"Southern")
    change(
        case, update(leaves).where(leaves.c.n == n).values(body=body, hash=leaf_hash(bytes(row.salt), body))
    )
    recompute(case)
    rebuild(case)


def test_a_whole_chain_recomputed_is_caught_at_the_first_checkpoint(case: Case, made: Any) -> None:
    checkpoint_line = last_checkpoint(case)
    assert checkpoint_line is not None
    forge(case)
    found = check(case).faults
    assert [name(case, 12), name(case, 11)] == [fault.where for fault in found]
    assert "events 1 to 11 are not those that were signed" in found[0].what
    assert not verify_line(case, checkpoint_line.line).ok


def drop_last(connection: Connection) -> None:
    row = connection.execute(select(events).order_by(events.c.pos.desc()).limit(1)).one()
    connection.execute(delete(leaves).where(leaves.c.n >= row.first))
    connection.execute(delete(events).where(events.c.pos == row.pos))


def test_also_when_the_checkpoints_were_taken_out(case: Case, made: Any) -> None:
    line = last_checkpoint(case)
    with case.catalogue.writing() as connection:
        drop_last(connection)
    forge(case)
    assert [name(case, 11)] == where(case)
    # somebody without the keys has only the line that was sent away
    shutil.rmtree(case.keys_folder)
    case.chain.keyring = None
    assert check(case).ok
    assert line is not None
    assert not verify_line(case, line.line).ok


def test_the_key_folder_exchanged(case: Case, made: Any, tmp_path: Path) -> None:
    shutil.rmtree(case.keys_folder / case.chain.writer.hex())
    make_keyring(case.keys_folder, case.chain.writer)
    case.chain.keyring = load_keyring(case.keys_folder, case.chain.writer)
    assert f"keys {case.chain.writer.hex()[-8:]}" in where(case)


def test_a_key_folder_that_cannot_be_read(case: Case, made: Any) -> None:
    home = case.keys_folder / case.chain.writer.hex()
    (home / "last.json").write_text("{")
    assert [str(home / "last.json")] == where(case)


def test_a_forged_change_of_keys(case: Case, made: Any) -> None:
    rotate_key(case)
    checkpoint(case)
    assert check(case).ok
    n, _ = leaf(case, b'"is":"rotation"')
    with case.catalogue.reading() as connection:
        row = connection.execute(select(leaves).where(leaves.c.n == n)).one()
    tree = json.loads(row.body)
    body = canonical({**tree, "by_old": tree["by_new"]})
    change(
        case, update(leaves).where(leaves.c.n == n).values(body=body, hash=leaf_hash(bytes(row.salt), body))
    )
    recompute(case)
    assert f"{name(case, 13)}: the change of keys is not signed by both keys" in whats(case)


def test_many_faults_are_all_named(case: Case, made: Any) -> None:
    case.vault.path(made.photo).unlink()
    n, place = leaf(case, b'"Northern Front"')
    with case.catalogue.reading() as connection:
        old = bytes(connection.execute(select(leaves.c.salt).where(leaves.c.n == n)).scalar_one())
    change(
        case,
        update(leaves).where(leaves.c.n == n).values(salt=b"x" + old[1:]),
        update(judgements).values(verdict="reject"),
        delete(events).where(events.c.number == 9),
    )
    found = set(where(case))
    assert {place, case.vault.where(made.photo), name(case, 9)} <= found
    assert any(one.startswith("judgements id=") for one in found)
