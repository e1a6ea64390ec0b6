"""Options that every verb shares."""

from pathlib import Path
from typing import Annotated

import typer

Workspace = Annotated[Path, typer.Option("--workspace", "-w", help="Folder of the case.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Code = Annotated[
    str,
    typer.Argument(help="Code such as INC-12, an id, an external key, or the whole title.", metavar="CODE"),
]
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
Why = Annotated[str | None, typer.Option("--why", help="Why; it stays readable.")]
Cites = Annotated[
    list[str] | None,
    typer.Option("--cite", help="Id of a statement, INC-1.attributed_to, or a code.", metavar="ID"),
]

HERE = Path()
