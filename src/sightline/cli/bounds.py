"""Say when an item was recorded or an incident happened: the tightest interval, with the reasons for both ends.

Everything in the case that bears on it is taken together; where reasons contradict each other, the smallest sets that
cannot all be true are named, and what follows without each of them. --with adds a reason of your own: --with "after
INC-3: the crater is already there". --keep records what came of it as a chronolocation.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.acted import event_json, print_act
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import document, line
from sightline.cli.plotted import drawable
from sightline.work.act import Act
from sightline.work.bounding.keeping import keep
from sightline.work.bounding.reasons import written
from sightline.work.bounds import METHOD, VERSION, Bounds, End, Moment, Placed, bounds
from sightline.work.plots.bounds import draw


def verb(
    code: Annotated[str, typer.Argument(help="Code, key or title of an item or incident.", metavar="CODE")],
    given: Annotated[
        list[str] | None,
        typer.Option("--with", help='One more reason: "after INC-3: why"; may be repeated.', metavar="TEXT"),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot",
            help="Draw both ends and their reasons (.png or .svg).",
            metavar="FILE",
            callback=drawable,
        ),
    ] = None,
    keeping: Annotated[
        bool, typer.Option("--keep", help="Record the answer as a chronolocation, and give its code.")
    ] = False,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Bound when something was."""
    with opened(workspace, by=by) as case:
        found = bounds(case, code, given=given or ())
        kept = keep(case, found) if keeping else None
    if plot is not None:
        draw(found, plot)
    if as_json:
        document("bounds", _document(found, kept, plot))
    else:
        _print(found)
        if kept is not None:
            line()
            print_act(kept, as_json=False)


def _print(found: Bounds) -> None:
    line(found.why)
    _print_contradictions(found)
    if found.set_aside:
        line()
        line(f"set aside, since they are weak: {', '.join(found.set_aside)}; what follows from the others:")
        _place(found.otherwise)
    elif found.everything is not None:
        _place(found.everything)
        if found.without_weak is not None and found.without_weak != found.everything:
            line()
            line("without the weak reasons:")
            _place(found.without_weak)
    line()
    line(f"{len(found.reasons)} reasons, of {len(found.beside) + 1} things:")
    for told in found.reasons:
        line(
            f"  {told.id}  {told.words}{' (weak)' if told.weak else ''}{f'  [{told.cite}]' if told.cite else ''}"
        )
    for note in found.notes:
        line(f"note: {note}")


def _print_contradictions(found: Bounds) -> None:
    words = {one.id: f"{one.words}{' (weak)' if one.weak else ''}" for one in found.reasons}
    for number, one in enumerate(found.contradictions, start=1):
        line()
        smallest = " (no smaller set exists)" if one.smallest else ""
        line(f"cannot all be true, {number} of {len(found.contradictions)}{smallest}:")
        for name in one.reasons:
            line(f"  {name}  {words[name]}")
    if found.further != "none":
        line(f"there {'are' if found.further == 'more' else 'may be'} more sets than these")
    if found.without:
        line()
        line("taken out in turn:")
    for way in found.without:
        line(f"  without {' and '.join(way.reasons)}: {way.why}")


def _place(placed: Placed | None) -> None:
    if placed is None:
        line("  nothing follows")
        return
    for name, moment in (("begins", placed.begin), ("ends", placed.end)):
        _moment(name, moment)
    if not placed.exact:
        line("  (there were too many readings to try all; these bounds hold, tighter ones may)")


def _moment(name: str, moment: Moment) -> None:
    for side, bound in (("not before", moment.earliest), ("not after", moment.latest)):
        if bound is None:
            line(f"  {name} {side}: nothing says")
            continue
        line(f"  {name} {side} {written(bound.at_ms)}")
        for step in bound.chain or (f"follows from {', '.join(bound.reasons)} together",):
            line(f"      {step}")
    if len(moment.stretches) > 1:
        parts = " or ".join(f"{_when(low)} to {_when(high)}" for low, high in moment.stretches)
        line(f"  {name} {parts}")


def _when(at_ms: int | None) -> str:
    return "…" if at_ms is None else written(at_ms)


def _document(found: Bounds, kept: Act | None, plot: Path | None) -> dict[str, object]:
    return {
        "code": found.thing.code,
        "method": METHOD,
        "version": VERSION,
        "why": found.why,
        "everything": _placed(found.everything),
        "without_weak": _placed(found.without_weak),
        "contradictions": [
            {"reasons": list(one.reasons), "smallest": one.smallest} for one in found.contradictions
        ],
        "further": found.further,
        "at_least_wrong": found.at_least_wrong,
        "without": [
            {"reasons": list(one.reasons), "why": one.why, "placed": _placed(one.placed)}
            for one in found.without
        ],
        "set_aside": list(found.set_aside),
        "otherwise": _placed(found.otherwise),
        "reasons": [
            {"id": one.id, "words": one.words, "weak": one.weak, "cite": one.cite} for one in found.reasons
        ],
        "beside": list(found.beside),
        "notes": list(found.notes),
        "kept": None if kept is None else {"code": kept.code, "event": event_json(kept.event)},
        "plot": None if plot is None else str(plot),
    }


def _placed(placed: Placed | None) -> dict[str, object] | None:
    if placed is None:
        return None
    return {"begin": _moment_json(placed.begin), "end": _moment_json(placed.end), "exact": placed.exact}


def _moment_json(moment: Moment) -> dict[str, object]:
    return {
        "earliest": _end(moment.earliest),
        "latest": _end(moment.latest),
        "stretches": [[_json_time(low), _json_time(high)] for low, high in moment.stretches],
    }


def _end(bound: End | None) -> dict[str, object] | None:
    if bound is None:
        return None
    return {"at": written(bound.at_ms), "reasons": list(bound.reasons), "chain": list(bound.chain)}


def _json_time(at_ms: int | None) -> str | None:
    return None if at_ms is None else written(at_ms)
