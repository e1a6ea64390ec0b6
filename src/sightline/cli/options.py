"""Options that every verb shares."""

from pathlib import Path
from typing import Annotated

import typer

Workspace = Annotated[Path, typer.Option("--workspace", "-w", help="Folder of the case.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
HeldAt = Annotated[str | None, typer.Option("--held-at", help="Only what held then (EDTF).", metavar="DATE")]
SaidBy = Annotated[
    str | None, typer.Option("--said-by", help="Only what sources had said by then (EDTF).", metavar="DATE")
]
KnownAt = Annotated[
    str | None, typer.Option("--known-at", help="Only what this case knew by then.", metavar="DATE")
]
By = Annotated[
    str | None, typer.Option("--by", help="Who does this; else [case] by, else your login.", metavar="NAME")
]

HERE = Path()
