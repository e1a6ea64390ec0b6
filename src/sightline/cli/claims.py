"""Set the claims of every source side by side: who says what, where they agree or contradict, who takes from whom.

\b
sightline claims CODE
sightline claims CODE --tie accept|refuse SRC-1 SRC-2 --reason "..."

Each source's word stands as it was said, with its state: affirmed, hedged, negated, disputed, denied, refuted,
superseded or retracted. Figures are ranges and are never added up. "With no tie found" is not "independent": only a
person says that, by refusing a tie; sightline undo takes it back.
"""

from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.claims_told import print_claims
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, HeldAt, Json, KnownAt, SaidBy, Workspace
from sightline.cli.out import document
from sightline.core.errors import WrongUse
from sightline.work.corroborate import claims
from sightline.work.corroborating.claims_json import claims_json
from sightline.work.corroborating.judged_ties import judge_tie
from sightline.work.view import Times


def verb(
    code: Annotated[
        str, typer.Argument(help="Code such as INC-12, an id, or an external key.", metavar="CODE")
    ],
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
    held_at: HeldAt = None,
    said_by: SaidBy = None,
    known_at: KnownAt = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
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
    asked = {"--all": all_rows, "--held-at": held_at, "--said-by": said_by, "--known-at": known_at}
    stray = [name for name, given in asked.items() if given not in (None, False)]
    if tie is not None and stray:
        raise WrongUse(
            "means nothing for a judgement on a tie",
            item=stray[0],
            todo="judge the tie first, then look: sightline claims CODE",
        )
    with opened(workspace, by=by) as case:
        if tie is not None:
            done = judge_tie(case, code, named[0], named[1], verdict=tie, reason=reason)
            print_act(done, as_json=as_json)
            return
        found = claims(case, code, times=Times(held_at, said_by, known_at))
    if as_json:
        document("claims", claims_json(found))
    else:
        print_claims(found, whole=all_rows)
