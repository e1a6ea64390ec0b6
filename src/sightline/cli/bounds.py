"""Say when an item was recorded or an incident happened: the tightest interval, with the reasons for both ends.

Everything in the case that bears on it is taken together; where reasons contradict each other, the smallest set that
cannot all be true is named. --with adds a reason of your own: --with "after INC-3: the crater is already there".
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, Json, Workspace
from sightline.cli.out import document, line
from sightline.work.bounding.reasons import written
from sightline.work.bounds import Bounds, End, Moment, Placed, bounds
from sightline.work.plots.bounds import draw


def verb(
    code: Annotated[str, typer.Argument(help="Code, key or title of an item or incident.", metavar="CODE")],
    given: Annotated[
        list[str] | None,
        typer.Option("--with", help='One more reason: "after INC-3: why"; may be repeated.', metavar="TEXT"),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", help="Draw both ends and their reasons (.png or .svg).", metavar="FILE"),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Bound when something was."""
    with opened(workspace) as case:
        found = bounds(case, code, given=given or ())
    if plot is not None:
        draw(found, plot)
    if as_json:
        document("bounds", _document(found))
    else:
        _print(found)


def _print(found: Bounds) -> None:
    line(found.why)
    words = {one.id: one for one in found.reasons}
    for number, one in enumerate(found.contradictions, start=1):
        line()
        more = "" if one.smallest else " (a smaller set may exist)"
        line(f"cannot all be true, {number} of {len(found.contradictions)}{more}:")
        for name in one.reasons:
            line(f"  {name}  {words[name].words}{' (weak)' if words[name].weak else ''}")
    if found.set_aside:
        line()
        line(f"set aside: {', '.join(found.set_aside)}; what follows from the others:")
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


def _document(found: Bounds) -> dict[str, object]:
    return {
        "code": found.thing.code,
        "why": found.why,
        "everything": _placed(found.everything),
        "without_weak": _placed(found.without_weak),
        "contradictions": [
            {"reasons": list(one.reasons), "smallest": one.smallest} for one in found.contradictions
        ],
        "set_aside": list(found.set_aside),
        "otherwise": _placed(found.otherwise),
        "reasons": [
            {"id": one.id, "words": one.words, "weak": one.weak, "cite": one.cite} for one in found.reasons
        ],
        "beside": list(found.beside),
        "notes": list(found.notes),
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
