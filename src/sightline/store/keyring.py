"""Keys of one writer, kept outside the workspace: the signing key, the key that wraps all sealing keys, the secret.

A folder a writer, mode 0700: ``signing.key`` (Ed25519, PEM), ``wrapping.key`` (32 bytes), ``secret.key`` (32 bytes, the
key of all ids) and ``last.json`` (size and root of the last checkpoint that was signed, written before the signature is
released, so that two histories are never signed). Who has the workspace without this folder can read what is open, and
neither sign, nor open what is sealed, nor test a guess of a value against its id.
"""

import json
import os
import secrets
from pathlib import Path

from attrs import frozen
from cryptography.exceptions import InvalidSignature, InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from sightline.core.errors import Broken

NEXT = "signing.next"
"""A key that was made to follow the one in force, until the ledger names it."""


@frozen(slots=True)
class Keyring:
    """The keys of one writer, read into memory."""

    folder: Path
    writer: bytes
    signing: Ed25519PrivateKey
    wrapping: bytes
    secret: bytes

    def public(self) -> bytes:
        """Give the 32 bytes of the public key."""
        return _public(self.signing)

    def seal(self, plain: bytes) -> tuple[bytes, bytes]:
        """Encrypt under a fresh key (AES-256-GCM): (sealed bytes, that key wrapped)."""
        key = AESGCM.generate_key(256)
        return _encrypt(key, plain), _encrypt(self.wrapping, key)

    def open(self, sealed: bytes, wrapped: bytes) -> bytes:
        """Decrypt what :meth:`seal` made; Broken when a byte was changed or the key is another."""
        try:
            return _decrypt(_decrypt(self.wrapping, wrapped), sealed)
        except (InvalidTag, ValueError) as error:
            raise Broken(
                "a sealed value does not open with this key", todo="use the key folder it was sealed with"
            ) from error

    def fresh_key(self) -> tuple[bytes, bytes]:
        """Make a key for one file: (the key, the key wrapped)."""
        key = AESGCM.generate_key(256)
        return key, _encrypt(self.wrapping, key)

    def unwrap(self, wrapped: bytes) -> bytes:
        """Open a wrapped key; Broken when it was wrapped by another."""
        try:
            return _decrypt(self.wrapping, wrapped)
        except (InvalidTag, ValueError) as error:
            raise Broken(
                "a wrapped key does not open with these keys", todo="use the key folder it was sealed with"
            ) from error

    def last_signed(self) -> tuple[int, str] | None:
        """Tell size and root (hex) of the last signed checkpoint; Broken when the note of it cannot be read."""
        path = self.folder / "last.json"
        if not path.exists():
            return None
        try:
            last = json.loads(path.read_text())
            return int(last["size"]), str(last["root"])
        except (ValueError, KeyError, TypeError) as error:
            raise Broken(
                "cannot be read", item=str(path), todo="restore the key folder from a backup"
            ) from error

    def remember(self, size: int, root: bytes) -> None:
        """Note the size and root about to be signed, safely on disk."""
        _write(self.folder / "last.json", json.dumps({"size": size, "root": root.hex()}).encode())

    def prepare_next(self) -> Ed25519PrivateKey:
        """Make the signing key that will follow, safely on disk beside the one in force."""
        following = Ed25519PrivateKey.generate()
        _write(self.folder / NEXT, _pem(following))
        return following

    def next_public(self) -> bytes | None:
        """Give the public key of the prepared key, or None when none is prepared."""
        path = self.folder / NEXT
        return _public(_read_signing(path)) if path.exists() else None

    def promote(self) -> "Keyring":
        """Put the prepared key in force, once the ledger names it; gives the keyring read again."""
        (self.folder / NEXT).replace(self.folder / "signing.key")
        _sync(self.folder)
        return load_keyring(self.folder.parent, self.writer)


def make_keyring(folder: Path, writer: bytes, *, secret: bytes | None = None) -> Keyring:
    """Make the keys of a new writer; ``secret`` is handed on when a copy of a case begins a chain of its own."""
    home = folder / writer.hex()
    home.mkdir(mode=0o700, parents=True, exist_ok=False)
    signing = Ed25519PrivateKey.generate()
    _write(home / "signing.key", _pem(signing))
    _write(home / "wrapping.key", secrets.token_bytes(32))
    _write(home / "secret.key", secrets.token_bytes(32) if secret is None else secret)
    _sync(folder)
    return load_keyring(folder, writer)


def handed_secret(folder: Path, writer: bytes) -> bytes | None:
    """Read the secret of a writer whose other keys are not here: handed over so that a copy keeps its ids; or None."""
    path = folder / writer.hex() / "secret.key"
    return _read_key(path) if path.exists() else None


def load_keyring(folder: Path, writer: bytes) -> Keyring:
    """Read the keys of a writer; FileNotFoundError when they are not here, Broken when they cannot be used."""
    home = folder / writer.hex()
    signing = _read_signing(home / "signing.key")
    return Keyring(home, writer, signing, _read_key(home / "wrapping.key"), _read_key(home / "secret.key"))


def signature_fits(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether an Ed25519 signature is of this message by this key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _read_signing(path: Path) -> Ed25519PrivateKey:
    try:
        signing = load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Broken(
            "cannot be read as a key", item=str(path), todo="restore the key folder from a backup"
        ) from error
    if not isinstance(signing, Ed25519PrivateKey):
        raise Broken("is no Ed25519 key", item=str(path), todo="restore the key folder from a backup")
    return signing


def _read_key(path: Path) -> bytes:
    key = path.read_bytes()
    if len(key) != 32:
        raise Broken(
            f"holds {len(key)} bytes, not 32", item=str(path), todo="restore the key folder from a backup"
        )
    return key


def _pem(signing: Ed25519PrivateKey) -> bytes:
    return signing.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _public(signing: Ed25519PrivateKey) -> bytes:
    return signing.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _encrypt(key: bytes, plain: bytes) -> bytes:
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(key).encrypt(nonce, plain, None)


def _decrypt(key: bytes, sealed: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], None)


def _write(path: Path, data: bytes) -> None:
    """Write a small file so that after a crash it is the old or the new one, whole."""
    temporary = path.with_suffix(".new")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)
    temporary.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
