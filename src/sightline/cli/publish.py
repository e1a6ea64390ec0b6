"""Write a dossier: a site that works from a folder, without a network. It is marked INTERNAL.

--release AUDIENCE writes only what a person released to that audience (sightline release CODE --to AUDIENCE):
no originals, no positions of cameras, places at district precision, nobody named who is not released.
What is withheld is in neither.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, HeldAt, Json, KnownAt, SaidBy, Workspace
from sightline.cli.out import document, line, tell
from sightline.model.disclosed import INTERNAL, Dossier
from sightline.publish.dossier import Published, publish
from sightline.publish.folder import refuse_foreign
from sightline.work.check import check
from sightline.work.disclose import disclose
from sightline.work.disclosing.release import audience_named
from sightline.work.view import Times


def verb(
    folder: Annotated[
        Path, typer.Argument(help="A new folder, or one of an earlier dossier.", metavar="DIR")
    ],
    release: Annotated[
        str | None, typer.Option("--release", help="Only what was released to it.", metavar="AUDIENCE")
    ] = None,
    first: Annotated[str | None, typer.Option("--first", help="Incident to open on.", metavar="CODE")] = None,
    held_at: HeldAt = None,
    said_by: SaidBy = None,
    known_at: KnownAt = None,
    no_check: Annotated[bool, typer.Option("--no-check", help="Do not check the case first.")] = False,
    no_pictures: Annotated[
        bool, typer.Option("--no-pictures", help="Copy no picture, only captions.")
    ] = False,
    recent_days: Annotated[
        int | None,
        typer.Option("--recent-days", help="Of a release: what counts as recent this once; it is recorded."),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why a shorter limit.")] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Write a dossier."""
    refuse_foreign(folder)  # a check of a large case takes minutes; a wrong folder is told before it
    with opened(workspace, by=by) as case:
        if release is not None:
            audience_named(case.schema, release)
        checked = None if no_check else check(case)
        dossier = disclose(
            case,
            audience=INTERNAL if release is None else release,
            times=Times(held_at, said_by, known_at),
            first=first,
            checked=checked,
            recent_days=recent_days,
            reason=reason,
        )
        written = publish(dossier, folder, copy_media=not no_pictures)
    if as_json:
        document("publish", _json(dossier, written))
    else:
        _print(dossier, written)
    if checked is not None and not checked.ok:
        raise typer.Exit(1)


def _json(dossier: Dossier, written: Published) -> dict[str, object]:
    return {
        "folder": str(written.folder),
        "open": written.front.resolve().as_uri(),
        "audience": dossier.audience,
        "files": written.files,
        "bytes": written.size,
        "entities": len(dossier.entities),
        "first": dossier.first,
        "check_ok": None if dossier.proof is None else dossier.proof.check_ok,
    }


def _print(dossier: Dossier, written: Published) -> None:
    size = f"{written.files:,} files, {written.size / 1e6:.1f} MB"
    counts = f"{len(dossier.entities):,} records: {size}"
    if dossier.audience == INTERNAL:
        line(f"INTERNAL dossier of {counts}")
    else:
        line(f"release to {dossier.audience} of {counts}")
        if not dossier.entities:
            how = f"sightline release CODE --to {dossier.audience} --reason … --by …"
            tell(f"nothing is released to {dossier.audience} yet: {how}")
    if dossier.proof is not None and dossier.proof.check_ok is False:
        tell(
            "something in this case is not as it was kept; the page “What this proves” names it: sightline check"
        )
    line(f"open {written.front.resolve().as_uri()}")
