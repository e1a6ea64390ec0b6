"""Keys of one writer, kept outside the workspace: the signing key, the key that wraps all sealing keys, the secret.

A folder a writer, mode 0700: ``signing.key`` (Ed25519, PEM), ``wrapping.key`` (32 bytes), ``secret.key`` (32 bytes, the key of
all ids) and ``last.json`` (size and root of the last checkpoint that was signed, written before the signature is
released, so that two histories are never signed). Who has the workspace without this folder can read what is open, and
neither sign, nor open what is sealed, nor test a guess of a value against its id.
"""

import json
import os
import secrets
from pathlib import Path

from attrs import frozen
from cryptography.exceptions import InvalidSignature, InvalidTag
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
        return self.signing.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def seal(self, plain: bytes) -> tuple[bytes, bytes]:
        """Encrypt under a fresh key (AES-256-GCM): (sealed bytes, that key wrapped)."""
        key = AESGCM.generate_key(256)
        return _encrypt(key, plain), _encrypt(self.wrapping, key)

    def open(self, sealed: bytes, wrapped: bytes) -> bytes:
        """Decrypt what :meth:`seal` made; Broken when a byte was changed or the key is another."""
        try:
            return _decrypt(_decrypt(self.wrapping, wrapped), sealed)
        except InvalidTag as error:
            raise Broken("a sealed value does not open with this key", todo="use the key folder it was sealed with") from error

    def last_signed(self) -> tuple[int, str] | None:
        """Tell size and root (hex) of the last signed checkpoint."""
        path = self.folder / "last.json"
        if not path.exists():
            return None
        last = json.loads(path.read_text())
        return int(last["size"]), str(last["root"])

    def remember(self, size: int, root: bytes) -> None:
        """Note the size and root about to be signed, safely on disk."""
        _write(self.folder / "last.json", json.dumps({"size": size, "root": root.hex()}).encode())


def make_keyring(folder: Path, writer: bytes, *, secret: bytes | None = None) -> Keyring:
    """Make the keys of a new writer; ``secret`` is handed on when a copy of a case begins a chain of its own."""
    home = folder / writer.hex()
    home.mkdir(mode=0o700, parents=True, exist_ok=False)
    signing = Ed25519PrivateKey.generate()
    _write(home / "signing.key", signing.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _write(home / "wrapping.key", secrets.token_bytes(32))
    _write(home / "secret.key", secrets.token_bytes(32) if secret is None else secret)
    return load_keyring(folder, writer)


def load_keyring(folder: Path, writer: bytes) -> Keyring:
    """Read the keys of a writer; FileNotFoundError when they are not here."""
    home = folder / writer.hex()
    signing = load_pem_private_key((home / "signing.key").read_bytes(), None)
    if not isinstance(signing, Ed25519PrivateKey):
        raise Broken("is no Ed25519 key", item=str(home / "signing.key"), todo="restore the key folder from a backup")
    return Keyring(home, writer, signing, (home / "wrapping.key").read_bytes(), (home / "secret.key").read_bytes())


def signature_fits(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether an Ed25519 signature is of this message by this key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


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
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
