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

from sightline.cli.acting import acting
from sightline.core.errors import WrongUse
from sightline.work.act import Act
from sightline.work.case import Case
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
@acting
def begin(
    case: Case,
    of: Annotated[str, typer.Argument(help="The item or incident.", metavar="CODE")],
    title: Title = None,
) -> Act:
    """Begin a chronolocation of an item or incident."""
    return analysis.begin(case, "Chronolocation", of, title=title)


@app.command("second")
@acting
def second(
    case: Case,
    code: Code,
    title: Title = None,
) -> Act:
    """Begin a second look; the first answer is kept from you until you give yours."""
    return analysis.second(case, code, title=title)


@app.command("bound")
@acting
def bound(
    case: Case,
    code: Code,
    why: Reason,
    not_before: Annotated[str | None, typer.Option("--not-before", help="EDTF.", metavar="TIME")] = None,
    not_after: Annotated[str | None, typer.Option("--not-after", help="EDTF.", metavar="TIME")] = None,
    method: Method = None,
    of: Annotated[
        str | None, typer.Option("--from", help="What the reason is taken from.", metavar="CODE")
    ] = None,
) -> Act:
    """Record what bounds it: one end, or both for one reason."""
    every = [Bound("not_before", not_before, why, method, of)] if not_before is not None else []
    every += [Bound("not_after", not_after, why, method, of)] if not_after is not None else []
    if not every:
        raise WrongUse("no end is given", item="bound", todo="give --not-before, --not-after, or both")
    return times.bound(case, code, every)


@app.command("consider")
@acting
def consider(
    case: Case,
    code: Code,
    when: When,
    keep: Annotated[str | None, typer.Option("--keep", help="Why it fits.")] = None,
    reject: Annotated[str | None, typer.Option("--reject", help="Why it does not.")] = None,
    method: Method = None,
    error: Annotated[str | None, typer.Option("--error", help="Error budget, in words.")] = None,
) -> Act:
    """Put a time on record that was considered: kept, rejected with its reason, or not decided."""
    if keep is not None and reject is not None:
        raise WrongUse("is kept and rejected at once", item=when, todo="give --keep or --reject")
    verdict = "kept" if keep is not None else "rejected" if reject is not None else "open"
    one = Considered(when, verdict, keep or reject, method=method, error=error)
    return times.consider(case, code, [one])


@app.command("contradiction")
@acting
def contradiction(
    case: Case,
    code: Code,
    text: Annotated[str, typer.Argument(help="Which reasons cannot all be true.", metavar="TEXT")],
) -> Act:
    """Record reasons that exclude each other."""
    return times.contradiction(case, code, text)


@app.command("answer")
@acting
def answer(
    case: Case,
    code: Code,
    when: When,
    method: Method = None,
    would_change: Annotated[
        str | None, typer.Option("--would-change", help="What would change this answer.")
    ] = None,
) -> Act:
    """Give the answer as an interval."""
    return times.answer(case, code, Answer(when, method, would_change))


@app.command("unresolved")
@acting
def unresolved(
    case: Case,
    code: Code,
    why: Reason,
) -> Act:
    """End it without an answer; what was tried stays readable."""
    return analysis.unresolved(case, code, why)


@app.command("sure")
@acting
def sure(
    case: Case,
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
) -> Act:
    """Say how sure the answer to one question is, in words, and why."""
    return analysis.sure(case, code, question, word, why)
