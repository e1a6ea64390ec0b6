"""Protects a source: its names are encrypted, a pseudonym stands in their place, and it leaves in nothing.

Everything that shows anything reads the names from rows and objects that hold them no more.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.core.errors import NeedsAuthority, WrongUse
from sightline.core.fold import fold
from sightline.model.draft import Draft
from sightline.model.record import Record, closing
from sightline.model.view import Statement
from sightline.store.ledger import SEALED, event_name
from sightline.store.read import cluster_of, statements_of
from sightline.store.sealed_state import deeds_in, read_withholding
from sightline.store.tables import entities, entity_keys
from sightline.work.case import Case
from sightline.work.keyrings import keyrings_of
from sightline.work.pointing import point_at
from sightline.work.protect import Protected, protect, unprotect
from sightline.work.protecting.find import Target, find
from sightline.work.protecting.scan import Reader
from sightline.work.protecting.source import OPEN_OF_SOURCE
from sightline.work.safety.confirm import CHECKS
from sightline.work.safety.guard import PSEUDONYM
from sightline.work.safety.source_words import address_words, long_enough, name_words
from sightline.work.say import record_drafts
from sightline.work.write import writing

MOST: Final = 200
"""Places beyond which a word is taken for an ordinary one, and whoever protects has to decide."""
_NAMES: Final = frozenset({"name", "alias", "real_name", "platform", "contact", "external_id"})


@frozen(slots=True)
class ProtectedSource:
    """What the protection of a source came to."""

    code: str
    pseudonym: str
    done: Protected
    also: tuple[str, ...]
    """What to look at next, in sentences."""


def protect_source(
    case: Case,
    code: str,
    *,
    pseudonym: str,
    authority: str,
    reason: str,
    words: Sequence[str] = (),
    everywhere: bool | None = None,
) -> ProtectedSource:
    """Protect a source: encrypt what says who it is, here and wherever else it stands, and give it a pseudonym.

    Parameters
    ----------
    pseudonym : str
        What it is called from now on; it must share no word with its names.
    authority, reason : str
        Who ordered it and why; recorded in clear.
    words : sequence of str
        More words that tell who it is, such as another spelling of its name; recorded nowhere.
    everywhere : bool, optional
        Also withhold every other place where the names stand. None: yes, unless there are more than 200.

    Raises
    ------
    NeedsAuthority, UnknownName, AmbiguousName
        Nothing was changed.
    WrongUse
        The pseudonym tells the name, or is somebody else's; or the names stand in too many places to be taken unasked.
    """
    alias = " ".join(pseudonym.split())
    with case.catalogue.reading() as connection:
        source = point_at(connection, code, kinds=("Source",))
        members = cluster_of(connection, source.id)
        told = _names_of(connection, members, words)
        _refuse_pseudonym(connection, members, alias, told)
        target = Target("source", members[0].hex(), told)
        keyrings = keyrings_of(case, connection)
        reader = Reader(connection, keyrings, read_withholding(connection))
        found = find(case, reader, target, everywhere=False)
    others = len(found.also) + found.more
    if everywhere is None and others > MOST:
        raise WrongUse(
            f"its names stand in {others} other places",
            item=source.code,
            todo="say --everywhere to withhold all of them, or --here-only to leave them and see where they are",
        )
    wide = everywhere is not False
    done = protect(case, target, authority=authority, reason=reason, everywhere=wide)
    _call(case, members, alias, reason)
    also = _next(source.code, told, words)
    around = f"{case.settings.case_title}\n{case.folder.resolve()}".casefold()
    if any(word.casefold() in around for word in told):
        also = (
            *also,
            "the title or the folder of this case holds its name: mend sightline.toml, or rename it",
        )
    return ProtectedSource(source.code, alias, done, also)


def unprotect_source(case: Case, code: str, *, authority: str, reason: str) -> ProtectedSource:
    """Open a protected source again: its names, what was withheld with them, and no pseudonym any more.

    Raises
    ------
    Broken
        The keys are not here.
    NeedsAuthority, UnknownName, WrongUse
        Nothing was changed.
    """
    if not authority.strip() or not reason.strip():
        raise NeedsAuthority(
            "needs who ordered it and why", item=code, todo='give --authority "…" --reason "…"'
        )
    with case.catalogue.reading() as connection:
        source = point_at(connection, code, kinds=("Source",))
        members = cluster_of(connection, source.id)
        mine = {f"source {one.hex()}" for one in members}
        standing = [
            (deed.place.writer, deed.place.number)
            for deed in deeds_in(connection)
            if deed.target in mine and deed.state == SEALED
        ]
        called = [s for s in statements_of(connection, members) if s.property == PSEUDONYM]
    if not called and not standing:
        raise WrongUse("is not protected", item=source.code)
    last = Protected(None, 0, 0, (), ())
    for writer, number in standing:
        try:
            one = unprotect(
                case, Target("protection", event_name(writer, number)), authority=authority, reason=reason
            )
        except WrongUse:
            continue  # opened already
        last = Protected(one.event, last.leaves + one.leaves, last.objects + one.objects, (), one.left)
    if called:
        with writing(case) as writing_:
            bodies = [closing(one.id, "retracted", reason=reason) for one in called]
            writing_.append("statement.closed", bodies, why=reason)
    return ProtectedSource(source.code, "", last, ())


def _names_of(connection: Connection, members: Sequence[bytes], more: Iterable[str]) -> tuple[str, ...]:
    out: list[str] = [word for one in more for word in name_words(one)]
    for said in statements_of(connection, members):
        if said.hidden or not isinstance(said.value, str) or said.property in OPEN_OF_SOURCE:
            continue
        if said.property == "url":
            out += address_words(said.value)
        elif said.property in _NAMES and said.property != "platform":
            out += name_words(said.value)
    keys = select(entity_keys.c.key).where(entity_keys.c.entity.in_(members))
    out += connection.execute(keys.order_by(entity_keys.c.key)).scalars()
    return long_enough(out)


def _refuse_pseudonym(
    connection: Connection, members: Sequence[bytes], alias: str, told: Sequence[str]
) -> None:
    mine = {word for word in fold(alias).split() if len(word) > 2}
    if not mine:
        raise WrongUse(
            "is no pseudonym", item=repr(alias), todo='give one of a word or two: --as "Blue heron"'
        )
    known = {part for word in told for part in fold(word).split()}
    if mine & known or any(
        fold(alias) in fold(word) or fold(word) in fold(alias) for word in told if fold(word)
    ):
        raise WrongUse(
            "the pseudonym shares a word with the name", item="--as", todo="give one that tells nothing"
        )
    query = select(entities.c.code).where(entities.c.title == alias, entities.c.id.not_in(members))
    other = connection.execute(query.limit(1)).scalar()
    if other is not None:
        raise WrongUse(f"{other} is called that", item="--as", todo="give a name that nobody has")


def _call(case: Case, members: Sequence[bytes], alias: str, reason: str) -> None:
    """Give every record of the source its pseudonym: one that is parted from the others later stays protected."""
    with writing(case) as writer:
        old = [s for s in statements_of(writer.connection, members) if s.property == PSEUDONYM]
        if [s.value for s in old] == [alias] * len(members):
            return
        drafts = [Draft(one.hex(), PSEUDONYM, alias, origin="analyst") for one in members]
        record_drafts(writer, drafts, why=reason, closings=partial(_replacing, old, reason))


def _replacing(old: Sequence[Statement], reason: str, ids: Sequence[bytes]) -> list[Record]:
    return [closing(s.id, "superseded", reason=reason, successor=ids[-1]) for s in old if s.id not in ids]


def _next(code: str, told: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    how = f"sightline protect {code} --confirm all --checked {','.join(CHECKS)} --by NAME --reason WHY"
    confirm = f"nothing of it leaves until somebody confirms it: {how}"
    out = [
        f"what is said of {code} from now on stands in clear until the same is given again",
        "a name in other letters or another spelling is not found by itself: give it with --word",
        confirm,
    ]
    short = [word for word in words if len(word.strip()) < 4]
    if short:
        out.append(f"{len(short)} of the words given are too short to be looked for elsewhere")
    if not told:
        out.append("it has no name that could be looked for elsewhere")
    return tuple(out)
