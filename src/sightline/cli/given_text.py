"""What a verb that reads a text is given: the code of an item, or a text itself; and the options of reading either."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from sightline.cli.out import tell
from sightline.core.errors import WrongUse
from sightline.work.case import Case
from sightline.work.dates import text_from

Found = TypeVar("Found")

Written = Annotated[
    str | None,
    typer.Option("--written", help="When it was written (EDTF); else when it was posted.", metavar="DATE"),
]
LayerKind = Annotated[
    str | None, typer.Option("--layer", help="Which text of the item: extraction, ocr, …", metavar="KIND")
]
Gazetteers = Annotated[
    list[Path] | None,
    typer.Option("--gazetteer", help="A gazetteer file; may be given again.", metavar="FILE"),
]
Country = Annotated[
    str | None, typer.Option("--country", help="Two letters or a name; others are less likely.")
]

_CODE = re.compile(r"[A-Z]{2,5}-[1-9][0-9]*")


def code_in(text: str) -> str | None:
    """Take what is written as codes are, in capitals, for one."""
    return text.strip() if _CODE.fullmatch(text.strip()) is not None else None


def found_in(
    case: Case | None,
    text: str,
    *,
    code: str | None,
    of_item: Callable[..., Found],
    of_text: Callable[..., Found],
    layer: str | None,
    **reading: Any,
) -> Found:
    """Read the text of an item where a code is given, or else TEXT: itself, @FILE, or - for standard input.

    :raises WrongUse: a code is given and there is no case
    """
    if code is None:
        return of_text(text_from(text), case=case, tell=tell, **reading)
    if case is None:
        raise WrongUse("there is no case here to find it in", item=text, todo="give -w DIR")
    return of_item(case, code, layer=layer, tell=tell, **reading)
