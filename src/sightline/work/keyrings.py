"""Finds the keys that are on this machine for the chains of a case, and opens what they sealed."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from sightline.core.errors import Broken
from sightline.store.keyring import Keyring, load_keyring
from sightline.store.ledger import SALT, Leaf
from sightline.store.tables import events
from sightline.work.case import Case


def keyrings_of(case: Case, connection: Connection) -> dict[bytes, Keyring]:
    """Load the keys of every chain of the case that are here; its own comes first.

    Raises
    ------
    Broken
        A key folder is here and cannot be read.
    """
    own = case.chain.keyring
    found: dict[bytes, Keyring] = {} if own is None else {own.writer: own}
    for writer in sorted(
        {bytes(w) for w in connection.execute(select(events.c.writer).distinct()).scalars()}
    ):
        if writer in found:
            continue
        try:
            found[writer] = load_keyring(case.keys_folder, writer)
        except FileNotFoundError:
            continue
        except ValueError as error:
            where = str(case.keys_folder / writer.hex())
            raise Broken(
                "its keys cannot be read", item=where, todo="restore the key folder from a backup"
            ) from error
    return found


def open_sealed(keyrings: Mapping[bytes, Keyring], sealed: bytes, wrapped: bytes) -> bytes | None:
    """Decrypt with whichever key fits; None when none of them does."""
    for keyring in keyrings.values():
        try:
            return keyring.open(sealed, wrapped)
        except Broken:
            continue
    return None


def open_leaf(
    keyrings: Mapping[bytes, Keyring], leaf: Leaf, wrapped: bytes | None
) -> tuple[bytes, bytes] | None:
    """Give (salt, body) of a sealed leaf; None when no key here fits."""
    if leaf.body is None or wrapped is None:
        return None
    plain = open_sealed(keyrings, leaf.body, wrapped)
    return None if plain is None else (plain[:SALT], plain[SALT:])
