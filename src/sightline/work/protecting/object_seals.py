"""Encrypts objects and opens them again, a file of any size at a time."""

import hashlib
from collections.abc import Mapping

from attrs import frozen

from sightline.core.errors import Broken
from sightline.store.keyring import Keyring
from sightline.store.sealing import open_blocks, seal_blocks
from sightline.store.vault_kind import Vault


@frozen(slots=True)
class SealedObject:
    """An object whose encrypted bytes lie in the vault, beside the open ones until these are removed."""

    sha256: bytes
    sealed: bytes
    """SHA-256 of the encrypted bytes."""
    wrapped: bytes


def seal_object(vault: Vault, sha256: bytes, keyring: Keyring) -> SealedObject:
    """Write the encrypted bytes of an object; the open ones stay.

    Raises
    ------
    Broken
        The object is missing or holds other bytes than its name says.
    """
    if (fault := vault.fault(sha256)) is not None:
        raise Broken(f"the object is {fault}", item=vault.where(sha256), todo="restore it from a backup")
    key, wrapped = keyring.fresh_key()
    with vault.path(sha256).open("rb") as stream:
        digest = vault.sealed.put(sha256, seal_blocks(key, stream))
    return SealedObject(sha256, digest, wrapped)


def open_object(vault: Vault, sha256: bytes, wrapped: bytes, keyrings: Mapping[bytes, Keyring]) -> None:
    """Put the plain bytes of a protected object back into the vault; the encrypted ones stay.

    Raises
    ------
    Broken
        No key here opens it, or it opens to other bytes.
    """
    key, path = file_key(wrapped, keyrings), vault.sealed.path(sha256)
    if key is None or not path.exists():
        raise Broken(
            "does not open with the keys here", item=vault.shown(path), todo="use the keys it was sealed with"
        )
    with path.open("rb") as stream:
        if vault.put_blocks(open_blocks(key, stream)).sha256 != sha256:
            raise Broken("opens to other bytes than its name says", item=vault.shown(path))


def opened_digest(
    vault: Vault, sha256: bytes, wrapped: bytes, keyrings: Mapping[bytes, Keyring]
) -> bytes | None:
    """Hash what a protected object opens to; None without its key, empty when it does not open."""
    key, path = file_key(wrapped, keyrings), vault.sealed.path(sha256)
    if key is None or not path.exists():
        return None
    whole = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            for block in open_blocks(key, stream):
                whole.update(block)
    except Broken:
        return b""
    return whole.digest()


def file_key(wrapped: bytes, keyrings: Mapping[bytes, Keyring]) -> bytes | None:
    """Open the key of one file with whichever keys fit; None when none do."""
    for keyring in keyrings.values():
        try:
            return keyring.unwrap(wrapped)
        except Broken:
            continue
    return None
