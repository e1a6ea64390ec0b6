"""Weigh competing explanations against each other, conclude, and say what would change it.

\b
sightline assess new "Who did it?" --of INC-1 --explain "a helicopter" --explain "the rebels"   makes ASM-1
sightline assess piece ASM-1 "no helicopter of theirs is known" --cite 3f2a9c04d1b7 --credibility 3 A=C B=II
sightline assess cell ASM-1 1 C=N --why "an accident needs no helicopter"
sightline assess explain ASM-1 "an accident"              the next letter
sightline assess                                          all assessments
sightline assess ASM-1                                    the matrix, the ranking, what would turn it
sightline assess conclude ASM-1 A=likely B=very_unlikely --sure moderate --why "…" --would-change "…"
sightline assess review ASM-1 agrees --why "…"            a second person

Explanations have letters, pieces of evidence numbers; cells are CC, C, N, I, II or NA. What ranks is what does not
fit. The ranking is no likelihood: that word, on one named scale, is yours, and how sure you are stands apart from it.
Nothing is edited: what changes gives way, with its reason, and --known-at shows how it stood.
"""

from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.assess_told import print_assessment, print_assessments
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, HeldAt, Json, KnownAt, SaidBy, Workspace
from sightline.cli.out import document
from sightline.cli.shown_first import ShownFirst
from sightline.work.assess import assessment
from sightline.work.assessing import beginning, concluding, matrix
from sightline.work.assessing.assess_json import assess_json, assessments_json
from sightline.work.assessing.concluding import Judging
from sightline.work.assessing.listing import assessments
from sightline.work.assessing.matrix import Weighing
from sightline.work.view import Times

app = typer.Typer(cls=ShownFirst, add_completion=False, rich_markup_mode=None, help=__doc__)

Code = Annotated[str, typer.Argument(help="Code of the assessment: ASM-1.", metavar="ASM-N")]
Number = Annotated[int, typer.Argument(help="Number of the piece of evidence.", metavar="N")]
Why = Annotated[str | None, typer.Option("--why", help="Why; it stays readable.")]
Cites = Annotated[
    list[str] | None,
    typer.Option("--cite", help="Id of a statement, INC-1.attributed_to, or a code.", metavar="ID"),
]
Credibility = Annotated[
    str | None, typer.Option("--credibility", help="Of what is said, never of who says it: 1 to 6.")
]
Relevance = Annotated[
    str | None, typer.Option("--relevance", help="high, medium or low: how much it bears on the question.")
]


@app.command("new")
def new(
    question: Annotated[str, typer.Argument(help="What is asked.", metavar="QUESTION")],
    of: Annotated[str | None, typer.Option("--of", help="What it is about.", metavar="CODE")] = None,
    explanations: Annotated[
        list[str] | None, typer.Option("--explain", help="An explanation that competes.", metavar="TEXT")
    ] = None,
    supersedes: Annotated[
        str | None, typer.Option("--supersedes", help="The assessment whose place it takes.", metavar="ASM-N")
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Begin an assessment of a question."""
    with opened(workspace, by=by) as case:
        done = beginning.new_assessment(
            case, question, of=of, explanations=explanations or (), supersedes=supersedes
        )
        print_act(done, as_json=as_json)


@app.command("explain")
def explain(
    code: Code,
    texts: Annotated[list[str], typer.Argument(help="What would be the case.", metavar="TEXT...")],
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Put competing explanations on record; each gets the next letter."""
    with opened(workspace, by=by) as case:
        print_act(beginning.explain(case, code, texts), as_json=as_json)


@app.command("piece")
def piece(
    code: Code,
    text: Annotated[str, typer.Argument(help="What is weighed, in one sentence.", metavar="TEXT")],
    cells: Annotated[
        list[str] | None, typer.Argument(help="How it fits: A=C B=II C=N.", metavar="[A=C]...")
    ] = None,
    cites: Cites = None,
    credibility: Credibility = None,
    relevance: Relevance = None,
    why: Why = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Put a piece of evidence on record, with what it rests on and how it fits; it gets the next number."""
    weighing = Weighing(text, cites or (), credibility, relevance)
    with opened(workspace, by=by) as case:
        print_act(matrix.weigh(case, code, weighing, cells=cells or (), why=why), as_json=as_json)


@app.command("cell")
def cell(
    code: Code,
    number: Number,
    cells: Annotated[list[str], typer.Argument(help="A=C B=II C=N; a change needs --why.", metavar="A=C...")],
    why: Why = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Judge how a piece fits explanations: CC, C, N, I, II or NA."""
    with opened(workspace, by=by) as case:
        print_act(matrix.fill(case, code, number, cells, why=why), as_json=as_json)


@app.command("weigh")
def weigh(
    code: Code,
    number: Number,
    why: Why = None,
    text: Annotated[str | None, typer.Option("--text", help="The piece in better words.")] = None,
    cites: Cites = None,
    credibility: Credibility = None,
    relevance: Relevance = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Grade or word a piece anew, or cite more for it."""
    with opened(workspace, by=by) as case:
        done = matrix.reweigh(
            case, code, number, why=why, text=text, credibility=credibility, relevance=relevance, cites=cites or ()
        )  # fmt: skip
        print_act(done, as_json=as_json)


@app.command("drop")
def drop(
    code: Code,
    what: Annotated[
        str, typer.Argument(help="Number of a piece or letter of an explanation.", metavar="N|A")
    ],
    why: Why = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Take a piece or an explanation out of the matrix; it stays readable."""
    with opened(workspace, by=by) as case:
        print_act(matrix.drop(case, code, what, why=why), as_json=as_json)


@app.command("conclude")
def conclude(
    code: Code,
    likelihoods: Annotated[
        list[str],
        typer.Argument(help="A=likely B=very_unlikely, in words of the scale.", metavar="A=WORD..."),
    ],
    sure: Annotated[
        str, typer.Option("--sure", help="low, moderate or high: how good the ground is, not how likely.")
    ],
    why: Annotated[str, typer.Option("--why", help="The reasons.")],
    scale: Annotated[str, typer.Option("--scale", help="icd203 or phia; never converted.")] = "icd203",
    sure_why: Annotated[str | None, typer.Option("--sure-why", help="Why this sure.")] = None,
    cites: Cites = None,
    finding: Annotated[str | None, typer.Option("--finding", help="The judgement in one sentence.")] = None,
    would_change: Annotated[
        list[str] | None, typer.Option("--would-change", help="What would change it.", metavar="TEXT")
    ] = None,
    limits: Annotated[
        list[str] | None, typer.Option("--limit", help="What could not be verified.", metavar="TEXT")
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Say how likely each explanation is, how sure that is, why, and what would change it."""
    judging = Judging(
        likelihoods,
        sure,
        why,
        scale=scale,
        sure_why=sure_why,
        cites=cites or (),
        finding=finding,
        would_change=would_change or (),
        limits=limits or (),
    )
    with opened(workspace, by=by) as case:
        print_act(concluding.conclude(case, code, judging), as_json=as_json)


@app.command("review")
def review(
    code: Code,
    verdict: Annotated[
        str, typer.Argument(help="agrees, agrees_in_part, disagrees or cannot_tell.", metavar="VERDICT")
    ],
    why: Why = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Say, as a second person, whether the reasons carry the conclusion."""
    with opened(workspace, by=by) as case:
        print_act(concluding.review(case, code, verdict, why=why), as_json=as_json)


@app.command("show")
def show(
    code: Annotated[
        str | None, typer.Argument(help="Code of the assessment; none: all are listed.", metavar="[ASM-N]")
    ] = None,
    held_at: HeldAt = None,
    said_by: SaidBy = None,
    known_at: KnownAt = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Show the matrix, the ranking, what would turn it, and the conclusion; without a code, list all assessments."""
    times = Times(held_at, said_by, known_at)
    with opened(workspace, by=by) as case:
        if code is None:
            rows = assessments(case, times=times)
            if as_json:
                document("assessments", assessments_json(rows))
            else:
                print_assessments(rows)
            return
        found = assessment(case, code, times=times)
    if as_json:
        document("assess", assess_json(found))
    else:
        print_assessment(found)
