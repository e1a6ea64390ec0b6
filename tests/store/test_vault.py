"""Bytes that are kept: safe before they are acknowledged, never changed, and whatever comes is named."""

import errno
import hashlib
import os
import socket
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import Broken, ChangedWhileRead, OverLimit, StoreFull, Unreadable, Unsafe
from sightline.store import vault as module
from sightline.store.sealing import BLOCK, open_blocks, seal_blocks
from sightline.store.vault import FolderVault


@pytest.fixture
def vault(tmp_path: Path) -> FolderVault:
    (tmp_path / "tmp").mkdir()
    return FolderVault(tmp_path / "objects", tmp_path / "tmp")


def test_bytes_are_kept_by_their_digest(vault: FolderVault, tmp_path: Path) -> None:
    data = bytes(range(256)) * 9_000  # more than one block
    path = tmp_path / "file"
    path.write_bytes(data)
    stored = vault.put_file(path)
    assert (hashlib.sha256(data).digest(), hashlib.sha512(data).digest(), len(data), True) == (
        stored.sha256,
        stored.sha512,
        stored.size,
        stored.new,
    )
    assert data[:4096] == stored.head
    assert data == vault.read(stored.sha256)
    name = stored.sha256.hex()
    assert tmp_path / "objects" / "sha256" / name[:2] / name[2:] == vault.path(stored.sha256)
    assert 0o444 == stat.S_IMODE(vault.path(stored.sha256).stat().st_mode)
    assert [stored.sha256] == list(vault.all())
    assert not vault.put(data).new
    assert [] == sorted((tmp_path / "tmp").iterdir())


def test_bytes_and_their_name_are_synced_before_it_returns(
    vault: FolderVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a file whose name is not on the disk is lost at a power cut, however often its bytes were synced
    synced: list[str] = []
    real = os.fsync
    monkeypatch.setattr(
        os,
        "fsync",
        lambda handle: (synced.append(str(Path(f"/proc/self/fd/{handle}").readlink())), real(handle)),
    )
    stored = vault.put(b"something")
    folder = vault.path(stored.sha256).parent
    assert synced[-1] == str(folder)
    assert {str(folder.parent), str(folder.parent.parent)} <= set(synced)
    assert any("take-" in one for one in synced)
    again = len(synced)
    vault.put(b"something")
    assert str(folder) in synced[again:]


def test_an_empty_file_is_kept_too(vault: FolderVault) -> None:
    stored = vault.put(b"")
    assert (0, b"", None) == (stored.size, vault.read(stored.sha256), vault.fault(stored.sha256))


def test_a_changed_or_missing_object_is_never_read(vault: FolderVault) -> None:
    stored = vault.put(b"evidence")
    path = vault.path(stored.sha256)
    path.chmod(0o644)
    path.write_bytes(b"evidencE")
    assert "changed" == vault.fault(stored.sha256)
    with pytest.raises(Broken, match="other bytes"):
        vault.read(stored.sha256)
    with pytest.raises(Broken, match="other bytes"):
        vault.put(b"evidence")
    path.unlink()
    assert "missing" == vault.fault(stored.sha256)
    with pytest.raises(Broken, match="not in the vault"):
        vault.path(stored.sha256)


def test_what_is_no_ordinary_file_is_refused(vault: FolderVault, tmp_path: Path) -> None:
    target, link, pipe, sock = (tmp_path / name for name in ("target", "link", "pipe", "sock"))
    target.write_bytes(b"x")
    link.symlink_to(target)
    os.mkfifo(pipe)
    with pytest.raises(Unsafe, match="is a link"):
        vault.put_file(link)
    assert 1 == vault.put_file(link, follow=True).size
    with pytest.raises(Unreadable, match="no ordinary file"):
        vault.put_file(pipe)
    with pytest.raises(Unreadable):
        vault.put_file(tmp_path)
    with pytest.raises(Unreadable, match="cannot be read"):
        vault.put_file(tmp_path / "none")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(sock))
        with pytest.raises(Unreadable):
            vault.put_file(sock)


def test_a_file_over_the_limit_leaves_nothing(vault: FolderVault, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 100)
    with pytest.raises(OverLimit):
        vault.put_file(path, limit=99)
    assert 100 == vault.put_file(path, limit=100).size
    assert [] == sorted((tmp_path / "tmp").iterdir())


def test_a_file_that_grows_while_it_is_read(
    vault: FolderVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing"
    path.write_bytes(b"a" * 10)
    real = module._read
    calls: list[int] = []

    def grows(stream: Any, name: str) -> bytes:
        calls.append(1)
        if len(calls) == 2:
            with path.open("ab") as more:
                more.write(b"b")
        return real(stream, name)

    monkeypatch.setattr(module, "_read", grows)
    with pytest.raises(ChangedWhileRead):
        vault.put_file(path)
    assert [] == list(vault.all())
    assert [] == sorted((tmp_path / "tmp").iterdir())


@pytest.mark.parametrize("call", ["write", "fsync", "link"])
def test_a_full_disk_is_named_and_keeps_nothing(
    vault: FolderVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if call == "write":
        if not Path("/dev/full").exists():
            pytest.skip("no /dev/full here")
        real = Path.open

        def opened(self: Path, *args: Any, **options: Any) -> Any:
            return (
                real(Path("/dev/full"), "wb") if self.parent.name == "tmp" else real(self, *args, **options)
            )

        monkeypatch.setattr(Path, "open", opened)
    else:
        monkeypatch.setattr(os, call, full)
    with pytest.raises(StoreFull):
        vault.put(b"x" * 100)
    monkeypatch.undo()
    assert [] == list(vault.all())
    assert [] == sorted((tmp_path / "tmp").iterdir())


def test_files_that_are_no_objects_are_told_of(vault: FolderVault, tmp_path: Path) -> None:
    stored = vault.put(b"x")
    vault.sealed.put(stored.sha256, [b"sealed"])
    vault.sealed.bury(hashlib.sha256(b"y").digest())
    odd = tmp_path / "objects" / "sha256" / "AB" / ("g" * 62)
    odd.parent.mkdir()
    odd.write_bytes(b"")
    (tmp_path / "objects" / "readme").write_bytes(b"")
    assert ["objects/readme", f"objects/sha256/AB/{'g' * 62}"] == list(vault.strays())
    assert [stored.sha256] == list(vault.all()) == list(vault.sealed.all())


def test_removing_overwrites_first(vault: FolderVault, tmp_path: Path) -> None:
    stored = vault.put(b"secret words")
    os.link(vault.path(stored.sha256), tmp_path / "second name")
    vault.remove(stored.sha256)
    assert not vault.has(stored.sha256)
    assert bytes(12) == (tmp_path / "second name").read_bytes()


def test_withheld_and_erased_bytes_do_not_come_back(vault: FolderVault, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"secret")
    stored = vault.put_file(path)
    vault.sealed.put(stored.sha256, [b"cipher", b"text"])
    vault.remove(stored.sha256)
    assert hashlib.sha256(b"ciphertext").digest() == vault.sealed.digest(stored.sha256)
    assert "withheld" == vault.sealed.state(stored.sha256)
    with pytest.raises(Unsafe, match="is withheld"):
        vault.put_file(path)
    with pytest.raises(Broken, match="is withheld"):
        vault.path(stored.sha256)
    assert not vault.put(b"secret").new
    assert not vault.has(stored.sha256)
    vault.sealed.bury(stored.sha256)
    assert ("erased", None) == (vault.sealed.state(stored.sha256), vault.sealed.digest(stored.sha256))
    with pytest.raises(Unsafe, match="was erased"):
        vault.put_file(path)
    assert [] == sorted((tmp_path / "tmp").iterdir())


KEY = b"k" * 32


class Bytes:
    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, size: int) -> bytes:
        out, self.data = self.data[:size], self.data[size:]
        return out


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK])
def test_sealed_files_open_as_they_were(size: int) -> None:
    data = bytes(i % 251 for i in range(size))
    sealed = b"".join(seal_blocks(KEY, Bytes(data)))  # type: ignore[arg-type]
    assert data == b"".join(open_blocks(KEY, Bytes(sealed)))  # type: ignore[arg-type]
    assert size < 16 or data[:64] not in sealed


WHOLE = b"".join(seal_blocks(KEY, Bytes(b"a" * BLOCK + b"b" * 50)))  # type: ignore[arg-type]


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_changed_byte_does_not_open(at: int, by: int) -> None:
    changed = WHOLE[:at] + bytes([WHOLE[at] ^ by]) + WHOLE[at + 1 :]
    with pytest.raises(Broken):
        list(open_blocks(KEY, Bytes(changed)))  # type: ignore[arg-type]


@pytest.mark.parametrize("cut", [0, 10, 15, 16, 15 + 16 + BLOCK, len(WHOLE) - 1])
def test_a_sealed_file_that_was_cut_does_not_open(cut: int) -> None:
    # the whole first block is there: only the mark of the last block tells that something is missing
    with pytest.raises(Broken):
        list(open_blocks(KEY, Bytes(WHOLE[:cut])))  # type: ignore[arg-type]


def test_blocks_cannot_be_exchanged_or_opened_with_another_key() -> None:
    head, one, two = WHOLE[:15], WHOLE[15 : 15 + BLOCK + 16], WHOLE[15 + BLOCK + 16 :]
    for forged in (head + two, head + one + one, head + two + one):
        with pytest.raises(Broken):
            list(open_blocks(KEY, Bytes(forged)))  # type: ignore[arg-type]
    with pytest.raises(Broken):
        list(open_blocks(b"x" * 32, Bytes(WHOLE)))  # type: ignore[arg-type]
