"""Decide about a statement, a finding, or whether entities are the same.

\b
sightline judge statement ID accept|reject|verified|refuted|unsure
sightline judge statement CODE PROPERTY verified
sightline judge finding ID accept|reject|unsure
sightline judge same|different|unsure CODE CODE…

Accepting a finding records what it proposes. Judgements are never overwritten; sightline undo takes one back.
"""

from typing import Annotated

import typer

from sightline.cli.acted import print_act, print_identity
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.core.errors import WrongUse
from sightline.work.identities import judge_identity
from sightline.work.judging import judge_finding, judge_statement


def verb(
    what: Annotated[
        str, typer.Argument(help="statement, finding, same, different or unsure.", metavar="WHAT")
    ],
    words: Annotated[
        list[str], typer.Argument(help="An id, or codes, and the verdict.", metavar="ID|CODE… [VERDICT]")
    ],
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why; it stays readable with the judgement.")
    ] = None,
    item: Annotated[
        str | None,
        typer.Option(
            "--item", help="For which item, where several have the bytes of a finding.", metavar="CODE"
        ),
    ] = None,
    only: Annotated[
        list[int] | None, typer.Option("--only", help="Which proposals of a finding, from 1; all by default.")
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Decide."""
    if what not in ("statement", "finding", "same", "different", "unsure"):
        raise WrongUse(
            f"{what!r} cannot be judged",
            item="judge",
            todo="say statement, finding, same, different or unsure",
        )
    if what in ("statement", "finding") and len(words) < 2:
        raise WrongUse(
            "names no verdict", item="judge", todo=f"for example: sightline judge {what} ID accept"
        )
    if what == "finding" and len(words) != 2:
        raise WrongUse(
            "takes one id and one verdict", item="judge finding", todo="sightline judge finding ID accept"
        )
    with opened(workspace, by=by) as case:
        if what == "statement":
            done = judge_statement(case, *words[:-1], verdict=words[-1], reason=reason)
            print_act(done, as_json=as_json)
        elif what == "finding":
            done = judge_finding(case, words[0], verdict=words[1], reason=reason, item=item, only=only or ())
            print_act(done, as_json=as_json)
        else:
            print_identity(judge_identity(case, what, words, reason=reason), as_json=as_json)
