"""Set the claims of every source side by side: who says what, where they agree or contradict, who takes from whom.

\b
sightline claims CODE
sightline claims CODE --tie accept|refuse SRC-1 SRC-2 --reason "..."

Each source's word stands as it was said, with its state: affirmed, hedged, negated, disputed, denied, refuted,
superseded or retracted. Figures are ranges and are never added up. "With no tie found" is not "independent": only a
person says that, by refusing a tie; sightline undo takes it back.
"""

from functools import partial
from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.asking import Asked, asking
from sightline.cli.claims_told import print_claims
from sightline.cli.options import Code
from sightline.core.errors import WrongUse
from sightline.work.corroborate import claims
from sightline.work.corroborating.claims_json import claims_json
from sightline.work.corroborating.judged_ties import judge_tie


@asking
def verb(
    asked: Asked,
    code: Code,
    sources: Annotated[
        list[str] | None, typer.Argument(help="With --tie: the two sources.", metavar="[SOURCE SOURCE]")
    ] = None,
    tie: Annotated[
        str | None,
        typer.Option("--tie", help="accept: they are one witness here; refuse: they are independent."),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why; needed with --tie, stays readable.")
    ] = None,
    all_rows: Annotated[
        bool, typer.Option("--all", help="Also what only one source says, and nobody speaks against.")
    ] = False,
) -> None:
    """Set claims side by side."""
    named = sources or []
    if tie is None and (named or reason is not None):
        raise WrongUse(
            "sources and a reason are given without --tie",
            item="claims",
            todo='sightline claims CODE --tie accept SRC-1 SRC-2 --reason "…"',
        )
    if tie is not None and len(named) != 2:
        raise WrongUse(
            f"a tie is between two sources, and {len(named)} are given",
            item="--tie",
            todo='sightline claims CODE --tie accept SRC-1 SRC-2 --reason "…"',
        )
    times = asked.times
    given = {
        "--all": all_rows or None,
        "--held-at": times.held_at,
        "--said-by": times.said_by,
        "--known-at": times.known_at,
    }
    stray = [name for name, value in given.items() if value is not None]
    if tie is not None and stray:
        raise WrongUse(
            "means nothing for a judgement on a tie",
            item=stray[0],
            todo="judge the tie first, then look: sightline claims CODE",
        )
    with asked.case() as case:
        if tie is not None:
            done = judge_tie(case, code, named[0], named[1], verdict=tie, reason=reason)
            print_act(done, as_json=asked.as_json)
            return
        found = claims(case, code, times=times)
    asked.answer(found, "claims", claims_json, partial(print_claims, whole=all_rows))
