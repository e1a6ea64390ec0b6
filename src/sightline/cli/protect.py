"""Withhold a value, a file or a name: encrypted where it stands, gone from every table, index, picture and page.

\b
sightline protect INC-4 casualties --authority WHO --reason WHY
sightline protect SRC-3 --as "Blue heron" --authority WHO --reason WHY
sightline protect SRC-3 --confirm ITM-7 --checked quote,media,place,time --by WHO --reason WHY
sightline protect ITM-3@120-800:extraction --hazardous --authority WHO --reason WHY

It can be opened again with --undo by whoever has the keys. The ledger says that something is withheld, by whose
authority and why. A source with --as is shown by its pseudonym everywhere and leaves in nothing, nor does what it said,
until somebody looked through quote, media, place and time and says so with --confirm.
"""

from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.protecting import Authority, Everywhere, Reason, What, print_protected, print_source
from sightline.core.errors import WrongUse
from sightline.work.case import Case
from sightline.work.protect import protect, unprotect
from sightline.work.protecting.target import target_of
from sightline.work.safety.confirm import confirm_publishable, is_protected
from sightline.work.safety.marking import mark_hazardous
from sightline.work.safety.sources import protect_source, unprotect_source


def verb(
    what: What,
    authority: Authority = "",
    reason: Reason = "",
    everywhere: Everywhere = False,
    pseudonym: Annotated[
        str | None,
        typer.Option("--as", help="Of a source: what it is called from now on.", metavar="PSEUDONYM"),
    ] = None,
    word: Annotated[
        list[str] | None, typer.Option("--word", help="Of a source: another spelling that tells who it is.")
    ] = None,
    here_only: Annotated[
        bool, typer.Option("--here-only", help="Of a source: leave its names elsewhere, and list where.")
    ] = False,
    confirm: Annotated[
        str | None,
        typer.Option("--confirm", help="May leave without its source: a statement's id, an item, or all."),
    ] = None,
    checked: Annotated[
        str, typer.Option("--checked", help="What was looked through: quote,media,place,time.")
    ] = "",
    hazardous: Annotated[
        bool,
        typer.Option("--hazardous", help="A passage that tells how agents or weapons are made or spread."),
    ] = False,
    harmless: Annotated[
        bool, typer.Option("--harmless", help="A passage that the built-in list takes wrongly.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Open it again.")] = False,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Withhold something, or open it again."""
    chosen = (pseudonym is not None, confirm is not None, hazardous, harmless, undo)
    if sum(chosen) > 1:
        raise WrongUse(
            "asks for two things", item="protect", todo="give one of --as, --confirm, --hazardous, …"
        )
    if pseudonym is None and (word or here_only):
        raise WrongUse(
            "belongs to --as", item="--word" if word else "--here-only", todo="give --as PSEUDONYM"
        )
    with opened(workspace, by=by) as case:
        if pseudonym is not None:
            wide = True if everywhere else False if here_only else None
            done = protect_source(
                case, _one(what), pseudonym=pseudonym, authority=authority, reason=reason,
                words=word or (), everywhere=wide,
            )  # fmt: skip
            print_source("protected", done, as_json=as_json)
        elif confirm is not None:
            looked = [one.strip() for one in checked.split(",") if one.strip()]
            act = confirm_publishable(case, _one(what), confirm, checked=looked, reason=reason, by=by or "")
            print_act(act, as_json=as_json)
        elif hazardous or harmless:
            act = mark_hazardous(
                case, _one(what), authority=authority, reason=reason, harmless=harmless, by=by
            )
            print_act(act, as_json=as_json)
        elif undo and len(what) == 1 and is_protected(case, what[0]):
            opened_again = unprotect_source(case, what[0], authority=authority, reason=reason)
            print_source("opened again", opened_again, as_json=as_json)
        else:
            _values(case, what, authority, reason, everywhere=everywhere, undo=undo, as_json=as_json)


def _values(
    case: Case, what: list[str], authority: str, reason: str, *, everywhere: bool, undo: bool, as_json: bool
) -> None:
    target = target_of(case, what)
    if undo:
        done = unprotect(case, target, authority=authority, reason=reason)
    else:
        done = protect(case, target, authority=authority, reason=reason, everywhere=everywhere)
    print_protected("opened again" if undo else "withheld", done, as_json=as_json)


def _one(what: list[str]) -> str:
    if len(what) != 1:
        raise WrongUse("names more than one thing", item=" ".join(what), todo="give one")
    return what[0]
