"""Answer the five questions of verification, rate sources and claims, and keep consent and sensitivity.

\b
sightline verify                                          what was verified, and what was not
sightline verify ITM-3                                    the five questions as they stand
sightline verify ITM-3 provenance "the first upload" --percent 100 --why "…" --cite 3f2a9c04d1b7
sightline verify ITM-3 date "between 10 and 12 April" --sure tentative --percent 60 --why "…"
sightline verify ITM-3 motive "not looked at" --state open
sightline verify review ITM-3 date agrees --why "…"       a second person
sightline verify rate SRC-2 B --why "…"                   who speaks: A to F
sightline verify rate 3f2a9c04d1b7 3 --why "…"            what is said: 1 to 6; an item or one statement
sightline verify track SRC-2                              what became of all that it said
sightline verify consent ITM-3 withdrawn --why "…"        closes every release of it
sightline verify sensitive ITM-3 children --why "…"       no ordinary release lets it out

Questions: provenance, source, date, place, motive. None makes up for another: 100 % the original and 60 % sure when is
a legitimate state. A word of confidence and a percentage are never made out of each other.
"""

from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.acting import acting
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Cites, Json, KnownAt, Why, Workspace
from sightline.cli.out import answer
from sightline.cli.shown_first import ShownFirst
from sightline.cli.verify_told import print_track, print_verifications, print_verified
from sightline.core.errors import WrongUse
from sightline.work.act import Act
from sightline.work.case import Case
from sightline.work.verify import verification
from sightline.work.verifying import answering, ratings
from sightline.work.verifying.answering import Answering
from sightline.work.verifying.consent import consent as record_consent
from sightline.work.verifying.listing import MOST, verifications
from sightline.work.verifying.sensitive import set_class
from sightline.work.verifying.track import track_record
from sightline.work.verifying.verify_json import track_json, verifications_json, verify_json
from sightline.work.view import Times


class ThingFirst(ShownFirst):
    """Takes a code straight away: ``sightline verify ITM-3`` shows its questions, with an answer it answers one."""

    first = "of"


app = typer.Typer(cls=ThingFirst, add_completion=False, rich_markup_mode=None, help=__doc__)

Code = Annotated[str, typer.Argument(help="What is verified: ITM-3, INC-1, …", metavar="CODE")]


@app.command("of")
def of(
    code: Annotated[
        str | None,
        typer.Argument(help="What is verified: ITM-3, INC-1, …; none: all are listed.", metavar="[CODE]"),
    ] = None,
    question: Annotated[
        str | None,
        typer.Argument(help="provenance, source, date, place or motive.", metavar="[QUESTION]"),
    ] = None,
    text: Annotated[
        str | None, typer.Argument(help="The answer, in one sentence.", metavar="[ANSWER]")
    ] = None,
    state: Annotated[
        str, typer.Option("--state", help="answered, partly, unresolved, refuted, in_work or open.")
    ] = "answered",
    sure: Annotated[
        str | None,
        typer.Option("--sure", help="established, well_supported, tentative, disputed or unknown."),
    ] = None,
    percent: Annotated[int | None, typer.Option("--percent", help="How sure, 0 to 100.")] = None,
    why: Why = None,
    against: Annotated[str | None, typer.Option("--against", help="What speaks against it.")] = None,
    cites: Cites = None,
    most: Annotated[
        int, typer.Option("--most", help="Without CODE: so many that nobody has begun.", metavar="N")
    ] = MOST,
    known_at: KnownAt = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Show the five questions of a thing; with a question and an answer, answer it. Without a code, list all."""
    with opened(workspace, by=by) as case:
        if code is None:
            every = verifications(case, times=Times(known_at=known_at), most=max(0, most))
            answer(every, "verifications", verifications_json, print_verifications, as_json=as_json)
            return
        if question is None:
            found = verification(case, code, times=Times(known_at=known_at))
        elif text is None:
            raise WrongUse(
                "asks, and gives no answer",
                item=question,
                todo=f'for example: sightline verify {code} {question} "…" --why "…"',
            )
        else:
            said = Answering(
                text, state, confidence=sure, percent=percent, why=why, against=against, cites=cites or ()
            )
            print_act(answering.answer(case, code, question, said), as_json=as_json)
            return
    answer(found, "verify", verify_json, print_verified, as_json=as_json)


@app.command("review")
@acting
def review(
    case: Case,
    code: Code,
    question: Annotated[
        str, typer.Argument(help="provenance, source, date, place or motive.", metavar="QUESTION")
    ],
    verdict: Annotated[
        str, typer.Argument(help="agrees, agrees_in_part, disagrees or cannot_tell.", metavar="VERDICT")
    ],
    why: Why = None,
) -> Act:
    """Say, as a second person, whether the reasons carry an answer."""
    return answering.review(case, code, question, verdict, why=why)


@app.command("rate")
@acting
def rate(
    case: Case,
    what: Annotated[
        str,
        typer.Argument(help="SRC-2, ITM-3, the id of a statement, or INC-1.attributed_to.", metavar="WHAT"),
    ],
    grade: Annotated[str, typer.Argument(help="A to F for a source, 1 to 6 for the rest.", metavar="GRADE")],
    why: Why = None,
) -> Act:
    """Rate a source, or what is said; neither makes the other."""
    return ratings.rate(case, what, grade, why=why)


@app.command("track")
def track(
    code: Annotated[str, typer.Argument(help="The source.", metavar="SRC-N")],
    known_at: KnownAt = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Say how often a source's claims were later judged right or wrong, or taken back, with the list."""
    with opened(workspace, by=by) as case:
        found = track_record(case, code, times=Times(known_at=known_at))
    answer(found, "track", track_json, print_track, as_json=as_json)


@app.command("consent")
@acting
def consent(
    case: Case,
    code: Annotated[str, typer.Argument(help="The item.", metavar="ITM-N")],
    given: Annotated[
        str, typer.Argument(help="internal, partner, court, public, refused, withdrawn, …", metavar="CONSENT")
    ],
    terms: Annotated[str | None, typer.Option("--terms", help="The terms, in words.")] = None,
    why: Annotated[
        str | None, typer.Option("--why", help="How it was given or taken back; needed to withdraw.")
    ] = None,
) -> Act:
    """Record consent; withdrawing or refusing it closes every release."""
    return record_consent(case, code, given, terms=terms, why=why)


@app.command("sensitive")
@acting
def sensitive(
    case: Case,
    code: Annotated[str, typer.Argument(help="The thing.", metavar="CODE")],
    term: Annotated[str, typer.Argument(help="sexual_violence or children.", metavar="CLASS")],
    why: Why = None,
) -> Act:
    """Set a class of sensitivity: from then on a release needs a second person."""
    return set_class(case, code, term, why=why)
