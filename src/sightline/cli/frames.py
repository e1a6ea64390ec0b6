"""Make stills of a video with its time code, kept as derivatives; boxes and captions are drawn on request."""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import document, line
from sightline.core.errors import BadValue
from sightline.model.values import media_time_ms
from sightline.work.stills import Box, make_stills


def verb(
    code: Annotated[str, typer.Argument(help="An item with a video.", metavar="CODE")],
    start: Annotated[str, typer.Option("--from", help="First time.", metavar="M:SS")] = "0:00",
    end: Annotated[str | None, typer.Option("--to", help="Last time.", metavar="M:SS")] = None,
    count: Annotated[int, typer.Option("--count", min=1, max=48, help="How many.")] = 8,
    step: Annotated[str | None, typer.Option("--step", help="Time between two.", metavar="M:SS")] = None,
    caption: Annotated[str, typer.Option("--caption", help="Written beside the time code.")] = "",
    box: Annotated[
        list[str] | None,
        typer.Option("--box", help="Drawn on each, thousandths.", metavar="X,Y,W,H[:CAPTION]"),
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="Folder for a copy of each.", metavar="DIR")
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Make stills."""
    with opened(workspace, by=by) as case:
        stills = make_stills(
            case,
            code,
            from_ms=_time("--from", start) or 0,
            to_ms=_time("--to", end),
            count=count,
            step_ms=_time("--step", step),
            caption=caption,
            boxes=[_box(b) for b in box or ()],
            into=into,
        )
    if as_json:
        rows = [
            {"sha256": s.sha256, "ms": s.media_time_ms, "caption": s.caption, "file": s.file and str(s.file)}
            for s in stills
        ]
        document("frames", {"stills": rows})
        return
    for still in stills:
        line(f"{still.caption}  {still.sha256[:12]}" + ("" if still.file is None else f"  {still.file}"))


def _time(option: str, text: str | None) -> int | None:
    if text is None:
        return None
    ms = media_time_ms(text)
    if ms is None:
        raise BadValue(f"{option} {text!r} is no time in a recording", todo="write it as 0:39")
    return ms


def _box(text: str) -> Box:
    numbers, _, caption = text.partition(":")
    try:
        x, y, width, height = (int(n) for n in numbers.split(","))
    except ValueError:
        raise BadValue(
            f"--box {text!r} is no rectangle", todo='write "100,200,300,150:tail fins", in thousandths'
        ) from None
    return Box(x, y, width, height, caption.strip())
