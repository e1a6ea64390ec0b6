"""Propose claims from a text: incidents, dates, places, figures, means, alleged perpetrators, who says so, relations.

\b
sightline suggest ITM-3                         what its text may claim, with what was answered so far
sightline suggest ITM-3 --review                one key each: y yes, n no, c correct, i its incident, s skip, q stop
sightline suggest ITM-3 --accept 3fa2 --as INC-4
sightline suggest article.txt --written 2014-04-12

TEXT is the code of an item, a file of UTF-8 text (with or without @), or - for standard input. Nothing is recorded
without a yes; a yes makes statements with the quote and its place. Hazardous passages are never suggested.
"""

from pathlib import Path
from typing import Annotated

import typer
from attrs import evolve

from sightline.cli.acted import print_act
from sightline.cli.given_text import Country, Gazetteers, LayerKind, Written, code_in, found_in
from sightline.cli.opened import in_case_or_none
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import answer, line
from sightline.cli.suggest_told import print_suggested, suggested_json
from sightline.cli.suggest_walk import walk
from sightline.core.errors import WrongUse
from sightline.work.case import Case
from sightline.work.given_text import read_item
from sightline.work.suggest import Suggested, suggest_in, suggest_of_item
from sightline.work.suggesting.correcting import corrected
from sightline.work.suggesting.deciding import Said, decide, incident_for, offer_named
from sightline.work.suggesting.offer import ACCEPTED, REFUSED


def verb(
    text: Annotated[str, typer.Argument(help="An item's code, a file, or -.", metavar="CODE|FILE")],
    written: Written = None,
    review: Annotated[
        bool, typer.Option("--review", help="Walk through what waits: y, n, c, i, s, q, one key each.")
    ] = False,
    accept: Annotated[
        str | None,
        typer.Option("--accept", help="Say yes to one, by the first digits of its id.", metavar="ID"),
    ] = None,
    refuse: Annotated[
        str | None,
        typer.Option("--refuse", help="Say no to one, by the first digits of its id.", metavar="ID"),
    ] = None,
    value: Annotated[
        str | None, typer.Option("--value", help="With --accept: the value as you correct it.")
    ] = None,
    as_: Annotated[
        str | None,
        typer.Option("--as", help="With --accept: the incident it is, or belongs to.", metavar="CODE"),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="Who published it; else the item's author.", metavar="CODE")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why; it stays readable with the answer.")
    ] = None,
    layer: LayerKind = None,
    gazetteer: Gazetteers = None,
    country: Country = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Propose claims."""
    acts = sum(one is not None for one in (accept, refuse)) + review
    if acts > 1:
        raise WrongUse(
            "takes one of --review, --accept and --refuse", item="suggest", todo="give one of them"
        )
    if review and as_json:
        raise WrongUse(
            "a walk with keys gives no document",
            item="--review",
            todo="answer one at a time: --accept ID --json, or --refuse ID --json",
        )
    _refuse_stray(
        accepting=accept is not None,
        reviewing=review,
        answering=acts > 0,
        value=value,
        as_=as_,
        source=source,
        reason=reason,
    )
    code = _code(text.strip())
    with in_case_or_none(workspace, by=by) as case:
        if code is None and acts:
            raise WrongUse(
                "only what an item says is answered", item=text, todo="add the text first: sightline add"
            )
        found = found_in(
            case,
            text if code is not None or text == "-" or text.startswith("@") else f"@{text}",
            code=code,
            of_item=suggest_of_item,
            of_text=suggest_in,
            layer=layer,
            written=written,
            gazetteers=gazetteer or (),
            country=country,
        )
        if case is not None and code is not None and acts:
            said = Said(ACCEPTED if accept is not None else REFUSED, value, as_, source, reason)
            named = accept if accept is not None else refuse
            _answer(case, code, found, said, named, layer, written, as_json=as_json)
            return
    answer(found, "suggest", suggested_json, print_suggested, as_json=as_json)


def _code(text: str) -> str | None:
    """Take what is written like a code for one; in small letters only where no file is called so."""
    return None if text != text.upper() and Path(text).exists() else code_in(text.upper())


def _refuse_stray(
    *,
    accepting: bool,
    reviewing: bool,
    answering: bool,
    value: str | None,
    as_: str | None,
    source: str | None,
    reason: str | None,
) -> None:
    """Refuse what an answer takes where there is none, rather than to leave it out unsaid."""
    for name, is_there, is_taken, todo in (
        ("--value", value is not None, accepting, "--accept ID --value …"),
        ("--as", as_ is not None, accepting, "--accept ID --as INC-…"),
        ("--source", source is not None, accepting or reviewing, "--accept ID --source SRC-…, or --review"),
        (
            "--reason",
            reason is not None,
            answering and not reviewing,
            "--accept ID --reason …, or --refuse ID",
        ),
    ):
        if is_there and not is_taken:
            raise WrongUse("means nothing here", item=name, todo=f"it goes with {todo}")


def _answer(
    case: Case,
    code: str,
    found: Suggested,
    said: Said,
    named: str | None,
    layer: str | None,
    written: str | None,
    *,
    as_json: bool,
) -> None:
    read = read_item(case, code, layer=layer, written=written)
    if named is None:
        counts = walk(case, read, found, source=said.source)
        line(", ".join(f"{n} {what}" for what, n in counts.items() if n or not what.startswith("with")))
        return
    offer = offer_named(found, named)
    if said.value is not None:
        value, incident = corrected(offer.suggestion, str(said.value))
        said = evolve(said, value=value, incident=said.incident or incident)
    of = incident_for(found, offer.suggestion)
    print_act(decide(case, read, offer, said, of=of), as_json=as_json)
