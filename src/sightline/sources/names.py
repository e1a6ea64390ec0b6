"""Repair names for display without losing what they were: the disk's names are bytes, ours are text.

A name that is not UTF-8, or holds control characters or marks that turn the reading direction (used to disguise
``exe`` as ``jpg``), is shown with escapes; the bytes stay beside it. Two names never look the same: what is written
like an escape has its backslash escaped, and bytes and characters are escaped differently.
"""

import os
import re
import unicodedata
from urllib.parse import quote_from_bytes

__all__ = ["display_name", "path_key", "plain_text", "source_key"]

_LIKE_ESCAPE = re.compile(r"\\(?=[xuU])")


def display_name(name: str | bytes) -> str:
    r"""Return a name as valid, printable Unicode: bytes that are no UTF-8 and unprintable characters as ``\xNN``.

    :param name: a name from the disk; text may hold surrogate escapes as :func:`os.fsdecode` makes them.
    """
    raw = os.fsencode(name)
    parts = _LIKE_ESCAPE.split(raw.decode("utf-8", errors="surrogateescape"))
    return r"\x5c".join("".join(c if _is_shown(c) else _escape(c) for c in part) for part in parts)


def plain_text(text: str) -> str:
    """Return text that can be written as UTF-8: half characters, as broken JSON and shells give, become ``?``."""
    return text.encode("utf-8", "replace").decode()


def path_key(path: str | bytes) -> str:
    """Return the key of a file on this machine: ``file:`` and its absolute path, readable and never ambiguous.

    Valid UTF-8 stays readable; other bytes, control characters and the per cent sign are percent-encoded. Links in
    the path are not resolved, so the key is the same before and after a folder is moved behind a link.
    """
    raw = os.path.abspath(os.fsencode(path))  # noqa: PTH100 - links stay links
    made: list[str] = []
    for character in raw.decode("utf-8", errors="surrogateescape"):
        if character == "%" or not _is_shown(character):
            made.append(quote_from_bytes(character.encode("utf-8", errors="surrogateescape"), safe=""))
        else:
            made.append(character)
    return "file:" + "".join(made)


def source_key(name: str) -> str:
    """Return the key of a Source named in a list or on a page: ``source/`` and its name, folded to words and hyphens.

    This folding is part of the key and must never change, so it is not the one of the search index. Two spellings
    that differ in more than case, punctuation and width stay two Sources until a person says they are one.

    :raises ValueError: when the name holds no letter and no digit.
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    kept = "".join(character if unicodedata.category(character)[0] in "LNM" else " " for character in text)
    words = kept.split()
    if len(words) == 0:
        raise ValueError(f"a source's name without letters: {name!r}")
    return "source/" + "-".join(words)[:200]


def _is_shown(character: str) -> bool:
    # Cc control, Cf format (direction marks), Cs surrogate, Co private, Cn unassigned, Zl and Zp line ends
    return unicodedata.category(character) not in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"} and (
        unicodedata.category(character) != "Cf" or character in "\u200c\u200d"
    )


def _escape(character: str) -> str:
    number = ord(character)
    if 0xDC80 <= number <= 0xDCFF:  # a byte that is no UTF-8
        return f"\\x{number - 0xDC00:02x}"
    if number < 0x80:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
