"""Checkpoints as other tools write and read them: C2SP notes with Ed25519."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import Broken, WrongUse
from sightline.store.checkpoint import Checkpoint, one_line, parse, read_line, sign
from sightline.store.rotation import Rotation, read_rotation, rotation_body

WRITER = bytes(range(16))
POINT = Checkpoint(WRITER, 15_368_405, hashlib.sha256(b"root").digest())
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
OTHER_PUBLIC = OTHER.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

# Frozen: Ed25519 is deterministic, so one key and one text give one note for ever.
NOTE = (
    "sightline/000102030405060708090a0b0c0d0e0f\n"
    "15368405\n"
    "SBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=\n"
    "\n"
    "\u2014 sightline/000102030405060708090a0b0c0d0e0f "
    "gbInIbVk7HV852Lrm812oDU3gfL9rGgr5+DkSRq7O9sKQJiL8qP7+Y6Vz09RMGYDyj6xrHnN2HPItAvIDI4pSJ7WTwY=\n"
)


def test_the_frozen_note() -> None:
    assert NOTE == sign(POINT, PUBLIC, KEY.sign)


def test_the_text_is_three_lines() -> None:
    root = base64.b64encode(POINT.root).decode()
    assert f"sightline/000102030405060708090a0b0c0d0e0f\n15368405\n{root}\n" == POINT.text()


def test_a_note_is_signed_and_read() -> None:
    note = sign(POINT, PUBLIC, KEY.sign)
    read = parse(note)
    assert POINT == read.checkpoint
    assert POINT.text() == read.text
    assert read.signed_by(PUBLIC)
    assert not read.signed_by(OTHER_PUBLIC)
    assert note.startswith(POINT.text() + "\n\u2014 " + POINT.origin + " ")
    assert note.endswith("\n")
    # by the letter of the standard, without our own code
    line = note.split("\n")[4]
    raw = base64.b64decode(line.split(" ")[2])
    assert hashlib.sha256(POINT.origin.encode() + b"\n\x01" + PUBLIC).digest()[:4] == raw[:4]
    KEY.public_key().verify(raw[4:], POINT.text().encode())


def test_notes_with_other_signatures_are_read() -> None:
    # witnesses add lines of their own below ours
    note = (
        sign(POINT, PUBLIC, KEY.sign)
        + "\u2014 witness.example/x "
        + base64.b64encode(b"hash" + b"s" * 72).decode()
        + "\n"
    )
    assert parse(note).signed_by(PUBLIC)
    assert 2 == len(parse(note).signatures)


GOOD = sign(POINT, PUBLIC, KEY.sign)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "one line",
        GOOD.replace("\n\n", "\n"),
        GOOD.replace("15368405", "015368405"),
        GOOD.replace("15368405", "-3"),
        GOOD.replace("sightline/", "elsewhere/"),
        GOOD.replace("\u2014", "-"),
        GOOD.replace(base64.b64encode(POINT.root).decode(), "AAAA"),
    ],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(Broken):
        parse(note)


@given(st.integers(0, len(GOOD) - 2), st.characters(exclude_categories=["Cs"]))
def test_no_changed_note_is_taken_for_signed(at: int, letter: str) -> None:
    changed = GOOD[:at] + letter + GOOD[at + 1 :]
    if changed.rstrip("\n") == GOOD.rstrip("\n"):
        return
    try:
        read = parse(changed)
    except Broken:
        return
    if read.signed_by(PUBLIC):  # only spare bits of base64 may differ, never what was signed
        assert (POINT, POINT.text()) == (read.checkpoint, read.text)


@pytest.mark.parametrize(
    "line",
    [
        one_line(POINT, "2014-04-12T03:15:00.000Z"),
        f"  posted on 12 April: {one_line(POINT, '2014-04-12T03:15:00.000Z')}  #checkpoint",
        one_line(POINT, "").replace(" ", "\n"),
        GOOD,
    ],
)
def test_a_line_is_found_in_what_somebody_kept(line: str) -> None:
    assert POINT == read_line(line)


@pytest.mark.parametrize("line", ["", "sightline/12 3 abc", "hello"])
def test_a_line_that_is_none_is_refused(line: str) -> None:
    with pytest.raises(WrongUse, match="holds no checkpoint"):
        read_line(line)


ROTATION = Rotation(WRITER, PUBLIC, OTHER_PUBLIC, 7, b"r" * 32)
SIGNED = rotation_body(ROTATION, KEY.sign(ROTATION.message()), OTHER.sign(ROTATION.message()))


def test_a_change_of_keys_is_signed_by_both() -> None:
    assert OTHER_PUBLIC == read_rotation(SIGNED, WRITER, PUBLIC)


@pytest.mark.parametrize(
    "change",
    [
        {"by_old": SIGNED["by_new"]},
        {"by_new": SIGNED["by_old"]},
        {"new": "00" * 32},
        {"old": "00" * 32},
        {"size": 8},
        {"root": "00" * 32},
        {"by_old": "zz"},
    ],
)
def test_a_forged_change_of_keys_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Broken, match="the change of keys"):
        read_rotation({**SIGNED, **change}, WRITER, PUBLIC)  # type: ignore[dict-item]


def test_a_change_of_keys_fits_one_ledger() -> None:
    with pytest.raises(Broken):
        read_rotation(SIGNED, b"x" * 16, PUBLIC)
