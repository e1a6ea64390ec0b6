"""Cells that a spreadsheet would compute: quoted when they are written, and the quote taken off when they are read.

Titles and notes come from strangers, and a text that begins with an equals sign runs when a table is opened.
"""

import re
from typing import Final

_RISKY: Final = re.compile(r"'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]")
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def quoted(text: str) -> str:
    """Quote what a spreadsheet could take for a formula."""
    return f"'{text}" if _RISKY.match(text) is not None else text


def unquoted(text: str) -> str:
    """Take the quote of :func:`quoted` off."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) is not None else text


def quoted_unless_number(text: str) -> str:
    """Quote a formula, and leave a number as it is, such as a longitude west of Greenwich."""
    return text if _NUMBER.fullmatch(text) is not None else quoted(text)
