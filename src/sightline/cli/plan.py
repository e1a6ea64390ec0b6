"""Keep the plan of an investigation and its search log: what was looked for, where, when, and whether it was there.

\b
sightline plan new "The attack of 11 April" --of INC-1 --step "find who posted it first"     makes PLN-1
sightline plan search PLN-1 "the first upload" --where "the platform, before 11 April" --not-found
sightline plan search PLN-1 "the same roof" --where "imagery of March" --found PLC-2
sightline plan mark PLN-1 1 done
sightline plan PLN-1
sightline plan                                                                               all plans

That nothing was found is a result, and can be cited by its id. Write it so that somebody else can search again.
"""

from collections.abc import Sequence
from typing import Annotated

import typer

from sightline.cli.acting import acting
from sightline.cli.asking import Asked, asking
from sightline.cli.out import line
from sightline.cli.shown_first import ShownFirst
from sightline.core.errors import WrongUse
from sightline.work.act import Act
from sightline.work.case import Case
from sightline.work.plan import Planned, plan
from sightline.work.verifying import planning
from sightline.work.verifying.planning import Search
from sightline.work.verifying.plans import PlanRow, plans
from sightline.work.verifying.verify_json import plan_json, plans_json

app = typer.Typer(cls=ShownFirst, add_completion=False, rich_markup_mode=None, help=__doc__)

Code = Annotated[str, typer.Argument(help="Code of the plan: PLN-1.", metavar="PLN-N")]


@app.command("new")
@acting
def new(
    case: Case,
    title: Annotated[str, typer.Argument(help="What it is called.", metavar="TITLE")],
    of: Annotated[str | None, typer.Option("--of", help="What it is about.", metavar="CODE")] = None,
    question: Annotated[str | None, typer.Option("--question", help="What is asked.")] = None,
    steps: Annotated[
        list[str] | None, typer.Option("--step", help="A step, in order.", metavar="TEXT")
    ] = None,
) -> Act:
    """Begin a plan."""
    return planning.new_plan(case, title, of=of, question=question, steps=steps or ())


@app.command("step")
@acting
def step(
    case: Case,
    code: Code,
    text: Annotated[str, typer.Argument(help="What is to be done.", metavar="TEXT")],
    phase: Annotated[
        str | None, typer.Option("--phase", help="online_inquiry, collection, verification, …")
    ] = None,
) -> Act:
    """Put a step on the plan."""
    return planning.step(case, code, text, phase=phase)


@app.command("mark")
@acting
def mark(
    case: Case,
    code: Code,
    number: Annotated[int, typer.Argument(help="Number of the step.", metavar="N")],
    state: Annotated[str, typer.Argument(help="done, dropped or open.", metavar="STATE")],
    why: Annotated[str | None, typer.Option("--why", help="Why; needed to drop a step.")] = None,
) -> Act:
    """Say that a step is done, dropped or open again."""
    return planning.mark(case, code, number, state, why=why)


@app.command("search")
@acting
def search(
    case: Case,
    code: Code,
    text: Annotated[str, typer.Argument(help="What was looked for, in plain words.", metavar="WHAT")],
    where: Annotated[str, typer.Option("--where", help="Platform, archive, map, person, folder.")],
    found: Annotated[
        list[str] | None, typer.Option("--found", help="It was there: the code of it.", metavar="CODE")
    ] = None,
    not_found: Annotated[
        bool, typer.Option("--not-found", help="It was looked for and is not there.")
    ] = False,
    result: Annotated[
        str | None, typer.Option("--result", help="found, partly, not_found or unreachable.")
    ] = None,
    query: Annotated[str | None, typer.Option("--query", help="The words or settings as typed.")] = None,
    when: Annotated[str | None, typer.Option("--when", help="When (EDTF); today by default.")] = None,
    how: Annotated[str | None, typer.Option("--how", help="With what tool, how far, in which order.")] = None,
    note: Annotated[str | None, typer.Option("--note", help="A remark kept with it.")] = None,
) -> Act:
    """Write a search into the log, above all where nothing was found."""
    said = result or ("not_found" if not_found else "found" if found else None)
    if said is None or (not_found and result not in (None, "not_found")):
        raise WrongUse(
            "does not say how it ended" if said is None else f"--not-found and --result {result}",
            item="plan search",
            todo="give --found CODE, --not-found, or --result found|partly|not_found|unreachable",
        )
    made = Search(text, where, said, query=query, when=when, how=how, found=found or (), note=note)
    return planning.search(case, code, made)


@app.command("show")
@asking
def show(
    asked: Asked,
    code: Annotated[
        str | None, typer.Argument(help="Code of the plan; none: all are listed.", metavar="[PLN-N]")
    ] = None,
) -> None:
    """Show the plan and its search log; without a code, list all plans."""
    with asked.case() as case:
        if code is None:
            asked.answer(plans(case, times=asked.times), "plans", plans_json, _print_all)
        else:
            asked.answer(plan(case, code, times=asked.times), "plan", plan_json, _print)


def _print_all(rows: Sequence[PlanRow]) -> None:
    if not rows:
        line('there is no plan yet: sightline plan new "…"')
    for one in rows:
        line(f"{one.entity.code}  {one.entity.title}")
        told = [f"of {o.code} {o.title}" for o in one.of]
        told.append(f"{one.open} of {one.steps} steps open" if one.steps else "no steps")
        found = f", {one.not_found} of them without finding it" if one.not_found else ""
        many = "search" if one.searches == 1 else "searches"
        told.append(f"{one.searches} {many}{found}" if one.searches else "nothing was searched yet")
        line(f"  {'; '.join(told)}")


def _print(made: Planned) -> None:
    line(f"{made.entity.code}  {made.entity.title}")
    if made.question:
        line(f"  {made.question}")
    for one in made.of:
        line(f"  of {one.code} {one.title}")
    for s in made.steps:
        line(f"  {s.number}  [{s.state}] {s.text}" + (f" ({s.why})" if s.why else ""))
    line()
    line(f"Search log: {len(made.searches)}" if made.searches else "Nothing was searched yet.")
    for e in made.searches:
        line(f"  {e.number}  {e.when}  {e.result_label}: {e.text}")
        about = [f"where: {e.where}"]
        about += [f"{name}: {told}" for name, told in (("asked as", e.query), ("how", e.how)) if told]
        about += [f"found {', '.join(f'{n.code} {n.title}' for n in e.found)}"] if e.found else []
        about += [e.note] if e.note else []
        line(f"     {'; '.join(about)}; {e.by}; {e.statement[:12]}")
    for text in made.risks:
        line(f"  risk: {text}")
    for text in made.limits:
        line(f"  limit: {text}")
    if made.withheld:
        line(f"  {made.withheld} statements of it are withheld or erased")
