"""Make a workspace: a folder with settings, catalogue, vault and a ledger whose keys lie outside it."""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.options import Json
from sightline.cli.out import document, line
from sightline.work.opening import close_case, make_case


def verb(
    folder: Annotated[Path, typer.Argument(help="The folder to make.", metavar="DIR")],
    title: Annotated[str, typer.Option("--title", help="Title of the case.")] = "",
    catalogue: Annotated[
        str, typer.Option("--catalogue", help="postgresql://… for a team; else a file.", metavar="URL")
    ] = "",
    as_json: Json = False,
) -> None:
    """Make a workspace."""
    case = make_case(folder, title=title, url=catalogue)
    keys = case.chain.keyring.folder if case.chain.keyring is not None else case.keys_folder
    body = {"folder": str(folder), "ledger": case.chain.writer.hex(), "keys": str(keys)}
    close_case(case)
    if as_json:
        document("init", body)
        return
    line(f"made {folder}")
    line(f"its keys lie in {keys}: keep a copy of that folder somewhere safe, apart from the case")
    line(f"next: sightline add -w {folder} FILES-AND-FOLDERS")
