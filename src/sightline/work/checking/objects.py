"""Reads every object again: kept ones by their digest, withheld ones through their key, erased ones by absence."""

from collections.abc import Mapping

from attrs import define, field
from sqlalchemy import Connection, select

from sightline.store.keyring import Keyring
from sightline.store.ledger import CLEAR, ERASED, SEALED
from sightline.store.sealed_state import Withholding
from sightline.store.tables import events, object_seals
from sightline.store.vault_kind import Vault
from sightline.work.checking.checked import FINISH, Fault
from sightline.work.protecting.object_seals import opened_digest

BACKUP = "restore it from a backup"


@define(slots=True)
class Objects:
    """What the objects came to."""

    faults: list[Fault] = field(factory=list)
    unlisted: list[str] = field(factory=list)
    withheld: int = 0
    erased: int = 0
    unread: int = 0


def check_objects(
    vault: Vault,
    expected: Mapping[bytes, int],
    withholding: Withholding,
    connection: Connection,
    keyrings: Mapping[bytes, Keyring],
) -> Objects:
    """Hash every object that the record names, and list what lies in the vault besides."""
    out = Objects()
    writers = {bytes(one) for one in connection.execute(select(events.c.writer).distinct()).scalars()}
    every_key = writers <= set(keyrings)
    query = select(object_seals.c.sha256, object_seals.c.wrapped)
    wrapped = {bytes(sha): bytes(key) for sha, key in connection.execute(query)}
    for sha256, state in sorted(expected.items()):
        if state == CLEAR:
            fault = vault.fault(sha256)
            if fault is not None:
                out.faults.append(Fault(KEPT[fault], vault.where(sha256), todo=BACKUP))
            continue
        if vault.has(sha256):
            word = "withheld" if state == SEALED else "erased"
            what = f"is {word}, and its bytes still lie here in the open"
            out.faults.append(Fault(what, vault.where(sha256), todo=FINISH))
        if state == ERASED:
            out.erased += 1
            if sha256 in wrapped or vault.sealed.path(sha256).exists():
                what = "was erased, and its encrypted bytes are still here"
                out.faults.append(Fault(what, vault.shown(vault.sealed.path(sha256)), todo=FINISH))
        else:
            out.withheld += 1
            _sealed(out, vault, sha256, withholding, wrapped.get(sha256), keyrings, every_key=every_key)
    _unlisted(out, vault, expected)
    for sha256 in sorted(set(wrapped) - {s for s, state in expected.items() if state != CLEAR}):
        out.faults.append(
            Fault("is the key of an object that is not withheld", f"object_seals sha256={sha256.hex()}")
        )
    return out


KEPT = {
    "missing": "the object is missing",
    "changed": "the object holds other bytes than the digest it is named by",
    "unreadable": "the object cannot be read",
}


def _sealed(
    out: Objects,
    vault: Vault,
    sha256: bytes,
    withholding: Withholding,
    wrapped: bytes | None,
    keyrings: Mapping[bytes, Keyring],
    *,
    every_key: bool,
) -> None:
    where = vault.shown(vault.sealed.path(sha256))
    digest = vault.sealed.digest(sha256)
    if digest is None:
        out.faults.append(
            Fault("the object is withheld, and its encrypted bytes are missing", where, todo=BACKUP)
        )
        return
    said = withholding.objects.get(sha256)
    if said is not None and said.sealed and digest.hex() not in said.sealed:
        out.faults.append(Fault("the encrypted bytes of the object were changed", where, todo=BACKUP))
        return
    if wrapped is None:
        out.faults.append(Fault("the object is withheld, and its wrapped key is gone", where, todo=BACKUP))
        return
    opened = opened_digest(vault, sha256, wrapped, keyrings)
    if opened is None:
        out.unread += 1
        if every_key:
            what = "the object is withheld, and its wrapped key does not open with the keys of this case"
            out.faults.append(Fault(what, where, todo=BACKUP))
    elif opened != sha256:
        out.faults.append(
            Fault("the object opens to other bytes than the digest it is named by", where, todo=BACKUP)
        )


def _unlisted(out: Objects, vault: Vault, expected: Mapping[bytes, int]) -> None:
    for sha256 in vault.all():
        if sha256 not in expected:
            out.unlisted.append(vault.where(sha256))
            if vault.fault(sha256) == "changed":
                what = "no event names it, and it holds other bytes than the digest it is named by"
                out.faults.append(
                    Fault(what, vault.where(sha256), todo="see who laid it there, and move it away")
                )
    for sha256 in vault.sealed.all():
        if expected.get(sha256, CLEAR) == CLEAR:
            out.unlisted.append(vault.shown(vault.sealed.path(sha256)))
    out.unlisted.extend(vault.strays())
