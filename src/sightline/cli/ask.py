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
from sightline.cli.asking import Asked, asking
from sightline.cli.out import line
from sightline.core.errors import WrongUse
from sightline.work.ask import ask, grammar


@asking
def verb(
    asked: Asked,
    question: Annotated[
        list[str] | None, typer.Argument(help="The question, in quotes.", metavar="[QUESTION]")
    ] = None,
    show_grammar: Annotated[bool, typer.Option("--grammar", help="List the forms of question.")] = False,
) -> None:
    """Answer a question."""
    if show_grammar:
        line(grammar())
        return
    if not question:
        raise WrongUse("asks nothing", item="ask", todo='sightline ask "factions governing PLACE on DATE"')
    with asked.case() as case:
        found = ask(case, " ".join(question), asked.times)
    asked.answer(found, "ask", answered_json, print_answered)
