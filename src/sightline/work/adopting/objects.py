"""Brings the objects of another copy: hashed there, hashed again here, safe on disk before any event names them.

What is withheld comes encrypted as it is, with its wrapped key; what is erased in one copy is not brought.
"""

from collections.abc import Iterator

from attrs import define, field
from sqlalchemy import Connection, select

from sightline.core.errors import Broken, SkipItem
from sightline.model.record import Record
from sightline.store.keyring import Keyring
from sightline.store.ledger import CLEAR, ERASED, SEALED
from sightline.store.sealing import seal_blocks
from sightline.store.tables import object_seals
from sightline.store.vault_kind import Vault
from sightline.work.adopting.other import Other
from sightline.work.adopting.veil import Veil
from sightline.work.case import Case

BLOCK = 1 << 20


@define(slots=True)
class Brought:
    """What came of bringing objects."""

    count: int = 0
    missing: list[str] = field(factory=list)
    """Objects that the other copy names and does not hold whole, and that are not here either."""
    wrapped: dict[bytes, bytes] = field(factory=dict)
    """Wrapped keys of the encrypted objects that were brought or made."""
    sealed: dict[bytes, Record] = field(factory=dict)
    """Objects that were encrypted here, as the protection that says so lists them."""


def bring(
    case: Case, other: Other, theirs: Connection, veil: Veil, keyring: Keyring, names: list[bytes]
) -> Brought:
    """Bring what is named there and not here, one object after the other.

    Raises
    ------
    StoreFull, Busy
        Nothing more can be kept; what was brought stays, and is not brought again.
    """
    out = Brought()
    with case.catalogue.reading() as connection:
        locked = {bytes(s) for s in connection.execute(select(object_seals.c.sha256)).scalars()}
    for sha256 in sorted({*names, *veil.carried_objects}):
        state = veil.object_state(sha256)
        if state == CLEAR:
            _clear(case, other, sha256, out)
        elif state == SEALED and not (sha256 in locked and case.vault.sealed.path(sha256).exists()):
            _sealed(case, other, theirs, sha256, veil, keyring, out)
    return out


def _clear(case: Case, other: Other, sha256: bytes, out: Brought) -> None:
    if case.vault.has(sha256):
        return
    if other.vault.has(sha256) and other.vault.fault(sha256) is None:
        try:
            if case.vault.sealed.state(sha256) is None:
                got = case.vault.put_file(other.vault.path(sha256)).sha256
            else:  # opened again there by somebody who knew that it was withheld
                got = case.vault.put_blocks(_blocks(other.vault, sha256)).sha256
        except SkipItem:
            got = b""
        if got == sha256:
            out.count += 1
            return
    out.missing.append(case.vault.where(sha256))


def _sealed(
    case: Case, other: Other, theirs: Connection, sha256: bytes, veil: Veil, keyring: Keyring, out: Brought
) -> None:
    known = veil.objects.get(sha256)
    query = select(object_seals.c.wrapped).where(object_seals.c.sha256 == sha256)
    wrapped = theirs.execute(query).scalar()
    digest = other.vault.sealed.digest(sha256)
    if known is not None and wrapped is not None and digest is not None and digest.hex() in known.sealed:
        if case.vault.sealed.put(sha256, _file(other.vault, sha256)) != digest:
            raise Broken("changed while it was brought", item=case.vault.where(sha256), todo="adopt it again")
        out.wrapped[sha256] = bytes(wrapped)
        out.count += 1
        return
    for vault in (case.vault, other.vault):  # encrypted nowhere that can be read: it is encrypted here
        if vault.has(sha256) and vault.fault(sha256) is None:
            key, out.wrapped[sha256] = keyring.fresh_key()
            with vault.path(sha256).open("rb") as stream:
                made = case.vault.sealed.put(sha256, seal_blocks(key, stream))
            out.sealed[sha256] = {"sha256": sha256.hex(), "sealed": made.hex()}
            out.count += 1
            return
    out.missing.append(case.vault.shown(case.vault.sealed.path(sha256)))


def erased_by_following(veil: Veil) -> list[Record]:
    """List the objects that are erased because all that they were made of was."""
    return [{"sha256": s.hex()} for s, state in sorted(veil.carried_objects.items()) if state == ERASED]


def _blocks(vault: Vault, sha256: bytes) -> Iterator[bytes]:
    with vault.path(sha256).open("rb") as stream:
        yield from iter(lambda: stream.read(BLOCK), b"")


def _file(vault: Vault, sha256: bytes) -> Iterator[bytes]:
    with vault.sealed.path(sha256).open("rb") as stream:
        yield from iter(lambda: stream.read(BLOCK), b"")
