"""Withholds, erases and opens again: leaves in place, rows, text index, objects, and what the database still keeps.

The order survives a crash at any point: encrypted files are safe on disk before the act is recorded; the act, the
leaves and the rows change in one transaction, which also notes that cleaning is due; then the open files go and the
catalogue is written anew. What was interrupted after the act, :func:`finish` completes, and ``check`` names until then.
"""

from collections.abc import Iterator

from attrs import frozen
from sqlalchemy import delete, select, update

from sightline.core.digest import sha256
from sightline.core.errors import Broken, NeedsAuthority, WrongUse
from sightline.model.record import Record
from sightline.model.shells import protection, shell
from sightline.store.keyring import Keyring
from sightline.store.knowledge import several_chains
from sightline.store.ledger import CLEAR, ERASED, SEALED, event_name
from sightline.store.project.protect import replace_rows
from sightline.store.scrub import scrub
from sightline.store.sealed_state import Withholding, read_withholding
from sightline.store.tables import leaves, meta, object_seals, seals
from sightline.work.case import Case
from sightline.work.check import SCRUB
from sightline.work.gazetteers.kept import forget_made
from sightline.work.keyrings import keyrings_of
from sightline.work.matching.indexes import forget_withheld
from sightline.work.protecting.find import Also, Found, Target, find
from sightline.work.protecting.object_seals import open_object, seal_object
from sightline.work.protecting.scan import Reader, Seen, siblings
from sightline.work.rebuild import remake
from sightline.work.write import Writer, set_meta, writing

KEYS = "put the key folder back where [keys] folder or SIGHTLINE_KEYS says"
UNREAD = "The keys are not here, so what is withheld could be found by its id only, not by its words."
COPIES = "Backups, exports and copies that others hold are out of reach; tell whoever has them."


@frozen(slots=True)
class Protected:
    """What a protection came to."""

    event: str | None
    """The event that records it, ``<ledger>:<number>``; None when nothing was left to do."""
    leaves: int
    objects: int
    also: tuple[Also, ...]
    """Where the same words stand and were left."""
    left: tuple[str, ...]
    """What could not be reached, in sentences."""


def protect(
    case: Case, target: Target, *, authority: str, reason: str, everywhere: bool = False
) -> Protected:
    """Withhold something: it is encrypted where it stands and leaves every table, index and picture.

    Parameters
    ----------
    target : Target
        What to withhold.
    authority, reason : str
        Who ordered it and why; both are recorded in clear and must not repeat what is withheld.
    everywhere : bool
        Also withhold every other place where the same words stand; else these are listed in ``also``.

    Raises
    ------
    NeedsAuthority, WrongUse, UnknownName
        Nothing was changed.
    """
    return _change(case, target, "protect", authority, reason, everywhere=everywhere)


def erase(case: Case, target: Target, *, authority: str, reason: str, everywhere: bool = False) -> Protected:
    """Destroy something for good: salt, body, key and bytes; its place and that it was erased stay.

    Takes and raises what :func:`protect` does.
    """
    return _change(case, target, "erase", authority, reason, everywhere=everywhere)


def unprotect(case: Case, target: Target, *, authority: str, reason: str) -> Protected:
    """Open something again that was withheld.

    Raises
    ------
    Broken
        The keys that it was sealed with are not here.
    NeedsAuthority, WrongUse, UnknownName
        Nothing was changed.
    """
    return _change(case, target, "unprotect", authority, reason, everywhere=False)


def finish(case: Case) -> tuple[str, ...]:
    """Complete what a protection that was interrupted left undone; gives what could not be reached."""
    with case.catalogue.reading() as connection:
        withholding = read_withholding(connection)
        due = connection.execute(select(meta.c.value).where(meta.c.key == SCRUB)).scalar() is not None
    for name, known in sorted(withholding.objects.items()):
        if known.state == CLEAR and case.vault.has(name):
            case.vault.sealed.remove(name)
        elif known.state == ERASED:
            case.vault.remove(name)
            case.vault.sealed.bury(name)
        elif known.state == SEALED and case.vault.sealed.path(name).exists():
            case.vault.remove(name)
    return _clean(case) if due else ()


def _change(
    case: Case, target: Target, deed: str, authority: str, reason: str, *, everywhere: bool
) -> Protected:
    _refuse_unsaid(case, authority, reason)
    keys = case.chain.keyring is not None
    if deed == "unprotect" and not keys:
        raise Broken("the keys that it was sealed with are not here", item=str(case.keys_folder), todo=KEYS)
    finish(case)
    with writing(case) as writer:
        connection = writer.connection
        keyrings = keyrings_of(case, connection)
        keyring = keyrings[case.chain.writer]
        before = read_withholding(connection)
        found = find(case, Reader(connection, keyrings, before), target, everywhere=everywhere)
        if deed != "unprotect":
            _refuse_repeating(case, found, authority, reason)
        states = {sha: before.objects[sha].state if sha in before.objects else CLEAR for sha in found.objects}
        chosen = {sha for sha, state in states.items() if state in FROM[deed]}
        if deed == "unprotect" and not chosen and all(s.leaf.state == CLEAR for s in found.leaves.values()):
            raise WrongUse("is not withheld", item=found.label)
        files = _objects(case, writer, keyring, deed, chosen)
        several = several_chains(connection)  # then rows may stand for more than one leaf, and are made again
        changed = list(_leaves(writer, keyring, deed, found, rows=not several))
        event = None
        if changed or files:
            body = protection(
                deed, found.label, authority=authority, reason=reason, leaves=changed, objects=files
            )
            made = writer.append(EVENTS[deed], [body])
            event = event_name(made.writer, made.number)
            if deed != "unprotect":
                set_meta(connection, SCRUB, "1")
            if several:
                writer.batch.flush()
                remake(case, connection)
    left = finish(case)
    if deed == "erase":
        left = (*left, COPIES) if keys else (*left, COPIES, UNREAD)
    if found.more:
        left = (*left, f"The same words stand in {found.more} more places that are not listed.")
    if deed != "unprotect":
        forget_made(case)
        if chosen:
            forget_withheld(case)
    return Protected(event, len(changed), len(files), tuple(found.also), left)


EVENTS = {"protect": "value.protected", "erase": "value.erased", "unprotect": "value.unprotected"}
FROM = {"protect": (CLEAR,), "erase": (CLEAR, SEALED), "unprotect": (SEALED,)}
"""States that a deed changes; what has another is left as it is."""


def _objects(case: Case, writer: Writer, keyring: Keyring, deed: str, chosen: set[bytes]) -> list[Record]:
    """Encrypt, drop or open files; open ones are removed only after the act is recorded."""
    out: list[Record] = []
    connection = writer.connection
    keyrings = keyrings_of(case, connection)
    for name in sorted(chosen):
        query = select(object_seals.c.wrapped).where(object_seals.c.sha256 == name)
        wrapped = connection.execute(query).scalar()
        entry: Record = {"sha256": name.hex()}
        if deed == "protect":
            made = seal_object(case.vault, name, keyring)
            connection.execute(delete(object_seals).where(object_seals.c.sha256 == name))
            connection.execute(object_seals.insert().values(sha256=name, wrapped=made.wrapped))
            entry["sealed"] = made.sealed.hex()
        else:
            if deed == "unprotect":
                if wrapped is None:
                    raise Broken("its wrapped key is gone", item=f"object {name.hex()}")
                open_object(case.vault, name, bytes(wrapped), keyrings)
            connection.execute(delete(object_seals).where(object_seals.c.sha256 == name))
        out.append(entry)
    return out


def _leaves(writer: Writer, keyring: Keyring, deed: str, found: Found, *, rows: bool) -> Iterator[Record]:
    """Change the leaves in place, and with ``rows`` the rows that were made of them."""
    for n, seen in sorted(found.leaves.items()):
        is_sealed_value = seen.body.get("is") == "sealed"
        if is_sealed_value and deed != "erase":  # encrypted from the first moment, and stays so
            if deed == "protect" and seen.leaf.body is not None and _withheld_with(seen, found):
                whole = sha256(seen.leaf.body).hex()
                yield {"leaf": seen.name, "shell": shell(seen.body, keyring.secret), "sealed": whole}
            continue
        if seen.leaf.state not in FROM[deed]:
            continue
        if deed == "unprotect" and not seen.opened:
            raise Broken("does not open with the keys here", item=f"leaf {seen.name}", todo=KEYS)
        before = shell(seen.body, keyring.secret) if seen.leaf.state == SEALED else seen.body
        kept = shell(seen.body, keyring.secret)
        entry: Record = {"leaf": seen.name, "shell": kept}
        change = update(leaves).where(leaves.c.n == n)
        writer.connection.execute(delete(seals).where(seals.c.n == n))
        if deed == "protect":
            hidden, wrapped = keyring.seal(seen.salt + seen.raw)
            writer.connection.execute(change.values(salt=None, body=hidden, state=SEALED))
            writer.connection.execute(seals.insert().values(n=n, wrapped=wrapped))
            entry["sealed"] = sha256(hidden).hex()
            after: Record = {**kept, "hidden": SEALED}
        elif deed == "erase":
            writer.connection.execute(change.values(salt=None, body=None, state=ERASED))
            after = {**kept, "hidden": ERASED}
        else:
            writer.connection.execute(change.values(salt=seen.salt, body=seen.raw, state=CLEAR))
            after = seen.body
        if rows:
            replace_rows(writer.batch, n, seen.event.pos, after, was=before)
            if is_sealed_value:
                _mark_erased(writer, seen, found)
        yield entry


def _withheld_with(seen: Seen, found: Found) -> bool:
    """Tell whether the statement that a sealed value belongs to is withheld now, so that the value must be listed."""
    return any(
        other.event == seen.event and other.leaf.state == CLEAR and _sealed_index(other.body) == seen.index
        for other in found.leaves.values()
    )


def _sealed_index(body: Record) -> object:
    value = body.get("value")
    return value.get("sealed") if isinstance(value, dict) else None


def _mark_erased(writer: Writer, seen: Seen, found: Found) -> None:
    """Show on a statement in clear that its sealed value was erased."""
    for other in siblings(Reader(writer.connection, {}, Withholding()), seen.event.pos):
        if (
            _sealed_index(other.body) == seen.index
            and other.leaf.state == CLEAR
            and other.leaf.n not in found.leaves
        ):
            body = {**other.body, "hidden": ERASED}
            replace_rows(writer.batch, other.leaf.n, seen.event.pos, body, was=other.body)


def _clean(case: Case) -> tuple[str, ...]:
    left = scrub(case.catalogue, case.text)
    if not left or not case.catalogue.sqlite:
        with case.catalogue.writing() as connection:
            connection.execute(delete(meta).where(meta.c.key == SCRUB))
    return left


def _refuse_unsaid(case: Case, authority: str, reason: str) -> None:
    if not authority.strip() or not reason.strip():
        raise NeedsAuthority(
            "needs who ordered it and why",
            item=str(case.folder),
            todo='give both: --authority "name and office" --reason "why"',
        )


def _refuse_repeating(case: Case, found: Found, authority: str, reason: str) -> None:
    """Refuse an act whose own record would say what it withholds."""
    for word in found.words:
        for name, text in (("the authority", authority), ("the reason", reason), ("your own name", case.by)):
            if word.casefold() in text.casefold():
                raise WrongUse(
                    f"{name} repeats what shall be withheld, and is recorded in clear",
                    todo="word it otherwise, or let somebody else do it",
                )
