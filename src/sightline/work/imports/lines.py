"""Reads the lines of an import file into drafts, and refuses by line number what is no such line.

The shape is told in :class:`sightline.model.draft.Draft`. Numbers with a fraction stay the text that was written,
since nothing that is hashed may be a float; a key that stands twice is refused, because readers differ in which one
they take.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from sightline.core.errors import RowRefused
from sightline.model.draft import Draft, EvidenceRef, IdentityDraft

AnyDraft = Draft | IdentityDraft
Fault = tuple[int, str]

LINE_LIMIT = 4_000_000
"""Longest line that is taken [bytes]."""
BLOCK = 1 << 20
MARK = b"\xef\xbb\xbf"
"""What some editors write in front of UTF-8."""
DRAFT_SHAPE: dict[str, type | None] = {
    **dict.fromkeys("entity property kind lang polarity certainty via source rank note origin".split(), str),
    **dict.fromkeys("valid said valid_zone said_zone".split(), str),
    "value": None,
    "qualifiers": dict,
    "evidence": list,
}
"""Every key of a statement's line, with the type its value has; None: the property decides."""
IDENTITY_SHAPE: dict[str, type | None] = {"identity": str, "entities": list, "reason": str}
EVIDENCE_SHAPE: dict[str, type | None] = {
    **dict.fromkeys("item layer unit region quote".split(), str),
    "start": int,
    "end": int,
}
NEEDED = ("entity", "property", "value")
SPOKEN: dict[type, str] = {str: "text", dict: "object", list: "list", int: "whole number"}


class _Unknown:
    """Stands for the type of a key that is not known: no value has it."""


def read_drafts(path: Path, name: str) -> Iterator[AnyDraft]:
    """Go through the drafts of a file that was checked; RowRefused names the first wrong line.

    Parameters
    ----------
    path : Path
        Where the bytes lie.
    name : str
        What messages call the file.
    """
    for number, line in _lines(path):
        try:
            yield draft_of(_decode(line, _quick), number)
        except RowRefused as error:
            raise RowRefused(error.fault, item=f"{name}, line {number}", todo=error.todo) from error


def check_drafts(path: Path, fault: Callable[[Fault], None]) -> Iterator[AnyDraft]:
    """Go through the drafts of a file, telling ``fault`` (line, what is wrong) of each line that is none."""
    for number, line in _lines(path):
        try:
            yield draft_of(_decode(line, _strict), number)
        except RowRefused as error:
            fault((number, error.fault if error.todo is None else f"{error.fault} ({error.todo})"))


def draft_of(tree: object, line: int) -> AnyDraft:
    """Make a draft of one parsed line.

    Raises
    ------
    RowRefused
        Names the key that is unknown, missing or of the wrong type.
    """
    if type(tree) is not dict:
        raise RowRefused("is no JSON object", item=f"line {line}", todo="one object a line")
    if "identity" in tree:
        return _identity(tree, line)
    shape = DRAFT_SHAPE.get
    for key, value in tree.items():
        wanted = shape(key, _Unknown)
        if wanted is not None and type(value) is not wanted:
            _refuse(tree, DRAFT_SHAPE, line)
    if "entity" not in tree or "property" not in tree or "value" not in tree:
        missing = next(key for key in NEEDED if key not in tree)
        raise RowRefused(f"{missing!r} is missing", item=f"line {line}", todo=f"add {missing}")
    refs = tree.pop("evidence", None)
    evidence = () if refs is None else tuple([_evidence(ref, line) for ref in refs])
    if "origin" not in tree:
        tree["origin"] = "source" if "source" in tree else "analyst"
    return Draft(evidence=evidence, line=line, **tree)


def _identity(tree: dict[str, Any], line: int) -> IdentityDraft:
    for key, value in tree.items():
        if type(value) is not IDENTITY_SHAPE.get(key, _Unknown):
            _refuse(tree, IDENTITY_SHAPE, line)
    names = tree.get("entities", [])
    if len(names) < 2 or not all(isinstance(n, str) for n in names):
        raise RowRefused("entities is no list of keys", item=f"line {line}", todo="name at least two")
    return IdentityDraft(tree["identity"], tuple(names), tree.get("reason"), line)


def _evidence(tree: object, line: int) -> EvidenceRef:
    if type(tree) is not dict or "item" not in tree:
        raise RowRefused(
            "evidence names no item", item=f"line {line}", todo='for example [{"item": "item/post-1"}]'
        )
    shape = EVIDENCE_SHAPE.get
    for key, value in tree.items():
        if type(value) is not shape(key, _Unknown):
            _refuse(tree, EVIDENCE_SHAPE, line, inside="evidence: ")
    return EvidenceRef(**tree)


def _refuse(tree: dict[str, Any], shape: dict[str, type | None], line: int, *, inside: str = "") -> NoReturn:
    """Name the first key that is unknown or of another type than its own."""
    for key, value in tree.items():
        if key not in shape:
            have = ", ".join(sorted(shape))
            raise RowRefused(f"{inside}{key!r} is not known", item=f"line {line}", todo=f"it takes {have}")
        wanted = shape[key]
        if wanted is not None and type(value) is not wanted:
            raise RowRefused(f"{inside}{key} is no {SPOKEN[wanted]}", item=f"line {line}")
    raise AssertionError(tree)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Go through the lines that are not blank; one that is too long comes as its beginning, with no line end."""
    with path.open("rb", buffering=BLOCK) as stream:
        number = 0
        while line := stream.readline(LINE_LIMIT):
            number += 1
            if len(line) == LINE_LIMIT and line[-1:] != b"\n":
                while (rest := stream.readline(LINE_LIMIT)) and rest[-1:] != b"\n":
                    pass
            elif line.isspace():
                continue
            yield number, line


def _decode(line: bytes, decode: Callable[[str], Any]) -> object:
    if len(line) == LINE_LIMIT:
        raise RowRefused(f"is longer than {LINE_LIMIT} bytes", todo="keep long texts as files, and add those")
    try:
        return decode(line.removeprefix(MARK).decode())
    except UnicodeDecodeError as error:
        raise RowRefused(
            f"is no UTF-8 from byte {error.start + 1} on", todo="save the file as UTF-8"
        ) from error
    except ValueError as error:
        raise RowRefused(f"is no JSON: {error}") from error
    except RecursionError as error:
        raise RowRefused("is nested too deeply") from error


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is no number")


def _one_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) != len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise ValueError(f"{twice!r} stands twice in one object")
    return tree


_strict = json.JSONDecoder(parse_float=str, parse_constant=_no_number, object_pairs_hook=_one_of_each).decode
_quick = json.JSONDecoder(parse_float=str, parse_constant=_no_number).decode
