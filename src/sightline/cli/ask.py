"""Answer a question as of a date, from what sources say: who governed, held, led, was part of what, as said by when.

\b
sightline ask "factions governing PLACE on DATE"
sightline ask "members of ACTOR on DATE as said by DATE"
sightline ask "who controlled PLACE on DATE"
sightline ask "how did factions governing PLACE change between DATE and DATE"
sightline ask --grammar

A question is one of a few fixed forms, listed by --grammar; what fits none is refused with the nearest. Names may be in
any spelling. Each answer has everybody who says so; what was superseded, denied, disputed or corrected stands below.
"""

from typing import Annotated

import typer

from sightline.cli.ask_told import answered_json, print_answered
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, HeldAt, Json, KnownAt, SaidBy, Workspace
from sightline.cli.out import document, line
from sightline.core.errors import WrongUse
from sightline.work.ask import ask, grammar
from sightline.work.view import Times


def verb(
    question: Annotated[
        list[str] | None, typer.Argument(help="The question, in quotes.", metavar="[QUESTION]")
    ] = None,
    show_grammar: Annotated[bool, typer.Option("--grammar", help="List the forms of question.")] = False,
    held_at: HeldAt = None,
    said_by: SaidBy = None,
    known_at: KnownAt = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Answer a question."""
    if show_grammar:
        line(grammar())
        return
    if not question:
        raise WrongUse("asks nothing", item="ask", todo='sightline ask "factions governing PLACE on DATE"')
    with opened(workspace, by=by) as case:
        found = ask(case, " ".join(question), Times(held_at, said_by, known_at))
    if as_json:
        document("ask", answered_json(found))
    else:
        print_answered(found)
