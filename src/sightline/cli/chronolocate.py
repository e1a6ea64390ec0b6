"""Argue when something was recorded or happened, as an interval with a reason for each end.

\b
sightline chronolocate begin ITM-3                    makes CHR-1; the analyst is you
sightline chronolocate bound CHR-1 --not-after 2014-04-12T09:14Z --why "first known posting" --from ITM-3
sightline chronolocate consider CHR-1 2014-04-11T05:40Z/2014-04-11T06:10Z --reject "the shadows fall west"
sightline chronolocate answer CHR-1 2014-04-11T13:20Z/2014-04-11T13:50Z --method "sun azimuth and length"
sightline chronolocate sure CHR-1 date tentative --why "one shadow, its tip unclear"
sightline chronolocate second CHR-1                   a second person, who does not see the first answer
"""

from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.core.errors import WrongUse
from sightline.work.locating import analysis, times
from sightline.work.locating.times import Answer, Bound, Considered

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True, help=__doc__)

Code = Annotated[str, typer.Argument(help="Code of the chronolocation: CHR-1.", metavar="CHR-N")]
Reason = Annotated[str, typer.Option("--why", help="Why; it stays readable.")]
Title = Annotated[
    str | None, typer.Option("--title", help="What it is called; seen by all, so without the answer.")
]
When = Annotated[str, typer.Argument(help="A time or interval (EDTF).", metavar="TIME")]
Method = Annotated[str | None, typer.Option("--method", help="How it was found.")]


@app.command("begin")
def begin(
    of: Annotated[str, typer.Argument(help="The item or incident.", metavar="CODE")],
    title: Title = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Begin a chronolocation of an item or incident."""
    with opened(workspace, by=by) as case:
        print_act(analysis.begin(case, "Chronolocation", of, title=title), as_json=as_json)


@app.command("second")
def second(
    code: Code, title: Title = None, workspace: Workspace = HERE, by: By = None, as_json: Json = False
) -> None:
    """Begin a second look; the first answer is kept from you until you give yours."""
    with opened(workspace, by=by) as case:
        print_act(analysis.second(case, code, title=title), as_json=as_json)


@app.command("bound")
def bound(
    code: Code,
    why: Reason,
    not_before: Annotated[str | None, typer.Option("--not-before", help="EDTF.", metavar="TIME")] = None,
    not_after: Annotated[str | None, typer.Option("--not-after", help="EDTF.", metavar="TIME")] = None,
    method: Method = None,
    of: Annotated[
        str | None, typer.Option("--from", help="What the reason is taken from.", metavar="CODE")
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Record what bounds it: one end, or both for one reason."""
    every = [Bound("not_before", not_before, why, method, of)] if not_before is not None else []
    every += [Bound("not_after", not_after, why, method, of)] if not_after is not None else []
    if not every:
        raise WrongUse("no end is given", item="bound", todo="give --not-before, --not-after, or both")
    with opened(workspace, by=by) as case:
        print_act(times.bound(case, code, every), as_json=as_json)


@app.command("consider")
def consider(
    code: Code,
    when: When,
    keep: Annotated[str | None, typer.Option("--keep", help="Why it fits.")] = None,
    reject: Annotated[str | None, typer.Option("--reject", help="Why it does not.")] = None,
    method: Method = None,
    error: Annotated[str | None, typer.Option("--error", help="Error budget, in words.")] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Put a time on record that was considered: kept, rejected with its reason, or not decided."""
    if keep is not None and reject is not None:
        raise WrongUse("is kept and rejected at once", item=when, todo="give --keep or --reject")
    verdict = "kept" if keep is not None else "rejected" if reject is not None else "open"
    with opened(workspace, by=by) as case:
        one = Considered(when, verdict, keep or reject, method=method, error=error)
        print_act(times.consider(case, code, [one]), as_json=as_json)


@app.command("contradiction")
def contradiction(
    code: Code,
    text: Annotated[str, typer.Argument(help="Which reasons cannot all be true.", metavar="TEXT")],
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Record reasons that exclude each other."""
    with opened(workspace, by=by) as case:
        print_act(times.contradiction(case, code, text), as_json=as_json)


@app.command("answer")
def answer(
    code: Code,
    when: When,
    method: Method = None,
    would_change: Annotated[
        str | None, typer.Option("--would-change", help="What would change this answer.")
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Give the answer as an interval."""
    with opened(workspace, by=by) as case:
        print_act(times.answer(case, code, Answer(when, method, would_change)), as_json=as_json)


@app.command("unresolved")
def unresolved(
    code: Code, why: Reason, workspace: Workspace = HERE, by: By = None, as_json: Json = False
) -> None:
    """End it without an answer; what was tried stays readable."""
    with opened(workspace, by=by) as case:
        print_act(analysis.unresolved(case, code, why), as_json=as_json)


@app.command("sure")
def sure(
    code: Code,
    question: Annotated[
        str, typer.Argument(help="provenance, source, date, place or motive.", metavar="QUESTION")
    ],
    word: Annotated[
        str,
        typer.Argument(
            help="established, well_supported, tentative, disputed or unknown.", metavar="CONFIDENCE"
        ),
    ],
    why: Reason,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Say how sure the answer to one question is, in words, and why."""
    with opened(workspace, by=by) as case:
        print_act(analysis.sure(case, code, question, word, why), as_json=as_json)
