"""Record a statement about an entity, with its source and evidence.

VALUE is read by the type of the property: a place "35.37, 36.60 ± 500 m (village)", a count "6-10", "6-" or
"at least 6", a date 2014-04-11, 2014-04~ or 2014-04-09/2014-04-10, a media time 0:41, a code INC-3, a term or its
label.

Evidence is ITEM, ITEM@1204-1290:extraction, ITEM@0:41-0:55, ITEM#row=3 or ITEM#page=2.
"""

import sys
from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.core.errors import BadValue
from sightline.work.say import Saying, say


def verb(
    code: Annotated[str, typer.Argument(help="Code, key or title of what it is about.", metavar="CODE")],
    prop: Annotated[str, typer.Argument(help="A property of its kind.", metavar="PROPERTY")],
    value: Annotated[
        str, typer.Argument(help="What is said; - reads it from standard input.", metavar="VALUE")
    ],
    source: Annotated[str | None, typer.Option("--source", help="Who says it.", metavar="CODE")] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", help="Where it is said or seen.", metavar="ITEM@SPAN:LAYER"),
    ] = None,
    quote: Annotated[
        list[str] | None, typer.Option("--quote", help="The words there; one for each --evidence.")
    ] = None,
    valid: Annotated[
        str | None, typer.Option("--valid", help="When it held in the world (EDTF).", metavar="DATE")
    ] = None,
    said: Annotated[
        str | None, typer.Option("--said", help="When the source said it (EDTF).", metavar="DATE")
    ] = None,
    via: Annotated[str | None, typer.Option("--via", help="The source it quotes.", metavar="CODE")] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="Language of the value: ar.")] = None,
    qualifier: Annotated[
        list[str] | None,
        typer.Option("--qualifier", "-q", help="A condition: role=driver, at=0:41.", metavar="NAME=VALUE"),
    ] = None,
    hedged: Annotated[bool, typer.Option("--hedged", help="The source itself is not sure.")] = False,
    negated: Annotated[bool, typer.Option("--negated", help="The source says that it is not so.")] = False,
    rank: Annotated[str, typer.Option("--rank", help="preferred, normal or deprecated.")] = "normal",
    note: Annotated[str | None, typer.Option("--note", help="A remark kept with the statement.")] = None,
    origin: Annotated[
        str | None, typer.Option("--origin", help="source or analyst; source where one is given.")
    ] = None,
    succeeds: Annotated[
        str | None, typer.Option("--succeeds", help="The statement whose place it takes.", metavar="ID")
    ] = None,
    how: Annotated[
        str, typer.Option("--how", help="Why that one gives way: superseded, mistranscribed, retracted.")
    ] = "superseded",
    reason: Annotated[str | None, typer.Option("--reason", help="Why; needed with --succeeds.")] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Record a statement."""
    saying = Saying(
        source=source,
        evidence=evidence or (),
        quotes=quote or (),
        valid=valid,
        said=said,
        via=via,
        lang=lang,
        qualifiers=dict(pair(q) for q in qualifier or ()),
        hedged=hedged,
        negated=negated,
        rank=rank,
        note=note,
        origin=origin,
        succeeds=succeeds,
        how=how,
        reason=reason,
    )
    with opened(workspace, by=by) as case:
        print_act(say(case, code, prop, typed(value), saying=saying), as_json=as_json)


def typed(value: str) -> str:
    """Give the value; ``-`` reads it from standard input, unseen, so that a name stays out of the shell's history."""
    if value != "-":
        return value
    if sys.stdin.isatty():
        return str(typer.prompt("value", hide_input=True, err=True))
    return sys.stdin.read().strip()


def pair(text: str) -> tuple[str, str]:
    """Part ``name=value``."""
    name, sign, value = text.partition("=")
    if sign == "" or name == "":
        raise BadValue(
            f"{text!r} is no NAME=VALUE", item="--qualifier", todo="for example --qualifier role=driver"
        )
    return name, value
