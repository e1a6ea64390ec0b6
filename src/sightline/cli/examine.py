"""Run measures on what the case holds: those not run yet, newer versions, and those only run on request (--also).

What an earlier run found is kept and reused; a newer version of a measure makes the old finding stale, and
a new one beside it. What was stopped by a limit is run again when the settings give more time or memory than it had;
--again runs whatever failed before, as after a missing program was installed.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, Json, Workspace
from sightline.cli.out import document, line, tell
from sightline.work.examine import examine
from sightline.work.forensics import forensic_measures, signs_of_editing, write_maps
from sightline.work.taking.targets import targets_named


def verb(
    codes: Annotated[
        list[str] | None, typer.Argument(help="Items; all when none is named.", metavar="[CODE...]")
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also", help="A measure that runs only on request, for example media.text.", metavar="MEASURE"
        ),
    ] = None,
    forensics: Annotated[
        bool,
        typer.Option("--forensics", help="Look for signs of editing, with maps; say what each method saw."),
    ] = False,
    maps: Annotated[
        Path | None,
        typer.Option("--maps", help="With --forensics: write the maps as PNG files here.", metavar="DIR"),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Run again what failed before.")] = False,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Examine what the case holds."""
    with opened(workspace) as case:
        done = []
        wanted = [*(also or ()), *(forensic_measures() if forensics else ())]
        for one in examine(case, targets_named(case, codes or [], also=wanted), again=again):
            done.append(one)
            tell(
                f"  {one.sha256.hex()[:12]}  ran {len(one.ran)}, reused {one.reused}, failed {len(one.failed)}"
            )
        signs = signs_of_editing(case, codes or []) if forensics else ()
        written = {} if maps is None else write_maps(case, signs, maps)
    if as_json:
        rows = [
            {
                "sha256": e.sha256.hex(),
                "ran": list(e.ran),
                "reused": e.reused,
                "failed": [list(f) for f in e.failed],
                "conflicts": list(e.conflicts),
                "sandbox": e.sandbox,
            }
            for e in done
        ]
        told = [
            {
                "code": s.code,
                "title": s.title,
                "summary": s.summary,
                "methods": [
                    {
                        "measure": one.measure,
                        "outcome": one.outcome,
                        "sentence": one.sentence,
                        "uncertainty": one.uncertainty,
                        "map": written.get((s.code, one.measure)),
                    }
                    for one in s.methods
                ],
            }
            for s in signs
        ]
        document("examine", {"examined": rows} | ({"forensics": told} if forensics else {}))
        return
    ran, reused, failed = (
        (sum(counts) for counts in zip(*((len(e.ran), e.reused, len(e.failed)) for e in done), strict=True))
        if done
        else (0, 0, 0)
    )
    for s in signs:
        line(f"{s.code}  {s.title}")
        line(f"  {s.summary}")
        for method in s.methods:
            line(f"  {method.outcome:12} {method.measure.rpartition('.')[2]}: {method.sentence}")
            if method.uncertainty:
                line(f"  {'':12} {method.uncertainty}")
            if (s.code, method.measure) in written:
                line(f"  {'':12} map: {written[(s.code, method.measure)]}")
        if maps is None and any(method.map for method in s.methods):
            line("  each method made a map: --maps DIR writes them, and the dossier shows them")
    line(f"{len(done)} objects: {ran} findings made, {reused} reused, {failed} failed")
