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

from sightline.cli.acting import acting
from sightline.cli.asking import Asked, asking
from sightline.cli.assess_told import print_assessment, print_assessments
from sightline.cli.options import Cites, Why
from sightline.cli.shown_first import ShownFirst
from sightline.work.act import Act
from sightline.work.assess import assessment
from sightline.work.assessing import beginning, concluding, matrix
from sightline.work.assessing.assess_json import assess_json, assessments_json
from sightline.work.assessing.concluding import Judging
from sightline.work.assessing.listing import assessments
from sightline.work.assessing.matrix import Weighing
from sightline.work.case import Case

app = typer.Typer(cls=ShownFirst, add_completion=False, rich_markup_mode=None, help=__doc__)

Code = Annotated[str, typer.Argument(help="Code of the assessment: ASM-1.", metavar="ASM-N")]
Number = Annotated[int, typer.Argument(help="Number of the piece of evidence.", metavar="N")]
Credibility = Annotated[
    str | None, typer.Option("--credibility", help="Of what is said, never of who says it: 1 to 6.")
]
Relevance = Annotated[
    str | None, typer.Option("--relevance", help="high, medium or low: how much it bears on the question.")
]


@app.command("new")
@acting
def new(
    case: Case,
    question: Annotated[str, typer.Argument(help="What is asked.", metavar="QUESTION")],
    of: Annotated[str | None, typer.Option("--of", help="What it is about.", metavar="CODE")] = None,
    explanations: Annotated[
        list[str] | None, typer.Option("--explain", help="An explanation that competes.", metavar="TEXT")
    ] = None,
    supersedes: Annotated[
        str | None, typer.Option("--supersedes", help="The assessment whose place it takes.", metavar="ASM-N")
    ] = None,
) -> Act:
    """Begin an assessment of a question."""
    return beginning.new_assessment(
        case, question, of=of, explanations=explanations or (), supersedes=supersedes
    )


@app.command("explain")
@acting
def explain(
    case: Case,
    code: Code,
    texts: Annotated[list[str], typer.Argument(help="What would be the case.", metavar="TEXT...")],
) -> Act:
    """Put competing explanations on record; each gets the next letter."""
    return beginning.explain(case, code, texts)


@app.command("piece")
@acting
def piece(
    case: Case,
    code: Code,
    text: Annotated[str, typer.Argument(help="What is weighed, in one sentence.", metavar="TEXT")],
    cells: Annotated[
        list[str] | None, typer.Argument(help="How it fits: A=C B=II C=N.", metavar="[A=C]...")
    ] = None,
    cites: Cites = None,
    credibility: Credibility = None,
    relevance: Relevance = None,
    why: Why = None,
) -> Act:
    """Put a piece of evidence on record, with what it rests on and how it fits; it gets the next number."""
    weighing = Weighing(text, cites or (), credibility, relevance)
    return matrix.weigh(case, code, weighing, cells=cells or (), why=why)


@app.command("cell")
@acting
def cell(
    case: Case,
    code: Code,
    number: Number,
    cells: Annotated[list[str], typer.Argument(help="A=C B=II C=N; a change needs --why.", metavar="A=C...")],
    why: Why = None,
) -> Act:
    """Judge how a piece fits explanations: CC, C, N, I, II or NA."""
    return matrix.fill(case, code, number, cells, why=why)


@app.command("weigh")
@acting
def weigh(
    case: Case,
    code: Code,
    number: Number,
    why: Why = None,
    text: Annotated[str | None, typer.Option("--text", help="The piece in better words.")] = None,
    cites: Cites = None,
    credibility: Credibility = None,
    relevance: Relevance = None,
) -> Act:
    """Grade or word a piece anew, or cite more for it."""
    return matrix.reweigh(
        case, code, number, why=why, text=text, credibility=credibility, relevance=relevance, cites=cites or ()
    )  # fmt: skip


@app.command("drop")
@acting
def drop(
    case: Case,
    code: Code,
    what: Annotated[
        str, typer.Argument(help="Number of a piece or letter of an explanation.", metavar="N|A")
    ],
    why: Why = None,
) -> Act:
    """Take a piece or an explanation out of the matrix; it stays readable."""
    return matrix.drop(case, code, what, why=why)


@app.command("conclude")
@acting
def conclude(
    case: Case,
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
) -> Act:
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
    return concluding.conclude(case, code, judging)


@app.command("review")
@acting
def review(
    case: Case,
    code: Code,
    verdict: Annotated[
        str, typer.Argument(help="agrees, agrees_in_part, disagrees or cannot_tell.", metavar="VERDICT")
    ],
    why: Why = None,
) -> Act:
    """Say, as a second person, whether the reasons carry the conclusion."""
    return concluding.review(case, code, verdict, why=why)


@app.command("show")
@asking
def show(
    asked: Asked,
    code: Annotated[
        str | None, typer.Argument(help="Code of the assessment; none: all are listed.", metavar="[ASM-N]")
    ] = None,
) -> None:
    """Show the matrix, the ranking, what would turn it, and the conclusion; without a code, list all assessments."""
    with asked.case() as case:
        if code is None:
            rows = assessments(case, times=asked.times)
            asked.answer(rows, "assessments", assessments_json, print_assessments)
        else:
            found = assessment(case, code, times=asked.times)
            asked.answer(found, "assess", assess_json, print_assessment)
