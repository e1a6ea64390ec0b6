"""Keys outside the workspace: sealing, the last signed state, and a change of keys that may be interrupted."""

import os
import stat
from pathlib import Path

import pytest

from sightline.core.errors import Broken
from sightline.store.keyring import load_keyring, make_keyring, signature_fits

WRITER = bytes(range(16))


def test_keys_are_made_for_their_owner_only(tmp_path: Path) -> None:
    made = make_keyring(tmp_path, WRITER)
    assert tmp_path / WRITER.hex() == made.folder
    assert 0o700 == stat.S_IMODE(made.folder.stat().st_mode)
    assert {0o600} == {stat.S_IMODE(path.stat().st_mode) for path in sorted(made.folder.iterdir())}
    again = load_keyring(tmp_path, WRITER)
    assert (made.public(), made.wrapping, made.secret) == (again.public(), again.wrapping, again.secret)
    with pytest.raises(FileExistsError):
        make_keyring(tmp_path, WRITER)


def test_a_copy_gets_keys_of_its_own_and_the_same_secret(tmp_path: Path) -> None:
    # ids are keyed with the secret: a copy that did not share it would give the same statement another id
    one = make_keyring(tmp_path, WRITER)
    other = make_keyring(tmp_path, bytes(16), secret=one.secret)
    assert one.secret == other.secret
    assert one.public() != other.public()
    assert one.wrapping != other.wrapping


def test_what_is_sealed_opens_with_its_keys_only(tmp_path: Path) -> None:
    one, other = make_keyring(tmp_path, WRITER), make_keyring(tmp_path, bytes(16))
    sealed, wrapped = one.seal(b"a name")
    assert b"a name" not in sealed
    assert b"a name" == one.open(sealed, wrapped)
    assert one.seal(b"a name")[0] != sealed
    for keys, data in ((other, sealed), (one, sealed[:-1] + bytes([sealed[-1] ^ 1])), (one, b"short")):
        with pytest.raises(Broken, match="does not open"):
            keys.open(data, wrapped)
    key, of_file = one.fresh_key()
    assert key == one.unwrap(of_file)
    with pytest.raises(Broken):
        other.unwrap(of_file)


def test_signatures_fit_one_text_and_key(tmp_path: Path) -> None:
    one = make_keyring(tmp_path, WRITER)
    signature = one.signing.sign(b"text")
    assert signature_fits(one.public(), signature, b"text")
    assert not signature_fits(one.public(), signature, b"other")
    assert not signature_fits(bytes(32), signature, b"text")
    assert not signature_fits(b"no key", signature, b"text")


def test_the_last_signed_state_is_on_disk_before_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make_keyring(tmp_path, WRITER)
    assert one.last_signed() is None
    synced: list[str] = []
    real = os.fsync
    monkeypatch.setattr(
        os,
        "fsync",
        lambda handle: (synced.append(str(Path(f"/proc/self/fd/{handle}").readlink())), real(handle)),
    )
    one.remember(7, b"r" * 32)
    assert (7, (b"r" * 32).hex()) == one.last_signed()
    assert [str(one.folder / "last.new"), str(one.folder)] == synced
    (one.folder / "last.json").write_text("[]")
    with pytest.raises(Broken, match="cannot be read"):
        one.last_signed()


def test_a_change_of_keys_in_two_steps(tmp_path: Path) -> None:
    one = make_keyring(tmp_path, WRITER)
    assert one.next_public() is None
    one.prepare_next()
    following = one.next_public()
    # interrupted here, the old key is still in force
    assert one.public() == load_keyring(tmp_path, WRITER).public()
    promoted = one.promote()
    assert following == promoted.public() == load_keyring(tmp_path, WRITER).public()
    assert (None, one.secret) == (promoted.next_public(), promoted.secret)


@pytest.mark.parametrize(
    "name,data", [("signing.key", b"no key"), ("wrapping.key", b"short"), ("secret.key", b"s" * 33)]
)
def test_damaged_keys_are_named(tmp_path: Path, name: str, data: bytes) -> None:
    made = make_keyring(tmp_path, WRITER)
    (made.folder / name).write_bytes(data)
    with pytest.raises(Broken) as caught:
        load_keyring(tmp_path, WRITER)
    assert str(made.folder / name) == caught.value.item


def test_keys_that_are_not_here(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_keyring(tmp_path, WRITER)
