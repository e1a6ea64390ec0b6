"""What a person says about columns (``--map column=property``) laid over what was guessed."""

import difflib
from collections.abc import Mapping, Sequence
from typing import get_args

from attrs import frozen

from sightline.core.errors import UnknownName, WrongUse
from sightline.model.list_plan import PROPERTIES, DateOrder, Role
from sightline.sources.list_names import fold_header

__all__ = ["Override", "read_mapping"]


@frozen(slots=True)
class Override:
    """One column as a person wants it read."""

    role: Role | None
    """None: dropped."""
    order: DateOrder | None = None
    lang: str | None = None


def read_mapping(mapping: Mapping[str, str], names: Sequence[str]) -> dict[int, Override]:
    """Return overrides by column index.

    A column is named by its header, or by its number from 1 where no header is that number. What it is said to be
    is a property, optionally with the order of dates or a language: ``claimed_time:dmy``, ``title:ar``; an empty
    text drops the column.

    :raises UnknownName: when there is no such column or property.
    :raises WrongUse: when the part after the colon is neither an order nor a language.
    """
    found: dict[int, Override] = {}
    for column, meaning in mapping.items():
        found[_find_column(column, names)] = _read_meaning(column, meaning)
    return found


def _find_column(column: str, names: Sequence[str]) -> int:
    wanted = fold_header(column)
    matches = [place for place, name in enumerate(names) if name.strip() == column.strip()]
    if len(matches) == 1:
        return matches[0]
    folded = [fold_header(name) for name in names]
    if wanted != "" and folded.count(wanted) == 1:
        return folded.index(wanted)
    number = column.strip().removeprefix("#")
    if number.isdecimal() and 1 <= int(number) <= len(names):
        return int(number) - 1
    near = difflib.get_close_matches(column, names, n=1)
    hint = f"; the nearest is {near[0]!r}" if len(near) > 0 else ""
    shown = ", ".join(repr(name) for name in names[:30])
    raise UnknownName(
        f"the list has no single column {column!r}{hint}",
        item=column,
        todo=f"name one of {shown}, or a number from 1 to {len(names)}",
    )


def _read_meaning(column: str, meaning: str) -> Override:
    if meaning.strip() == "":
        return Override(None)
    word, _, detail = meaning.strip().partition(":")
    role = next((known for known in PROPERTIES if known == word), None)
    if role is None:
        near = difflib.get_close_matches(word, list(PROPERTIES), n=1)
        hint = f"; the nearest is {near[0]!r}" if len(near) > 0 else ""
        raise UnknownName(
            f"column {column!r} cannot be {word!r}{hint}",
            item=column,
            todo=f"use one of {', '.join(sorted(PROPERTIES))}",
        )
    if detail == "":
        return Override(role)
    order: DateOrder | None = next((known for known in get_args(DateOrder) if known == detail), None)
    if order is not None and role in {"posted_at", "claimed_time"}:
        return Override(role, order=order)
    if (
        role not in {"posted_at", "claimed_time"}
        and 2 <= len(detail) <= 12
        and detail.replace("-", "").isalpha()
    ):
        return Override(role, lang=detail)
    raise WrongUse(
        f"column {column!r}: {detail!r} after the colon is neither an order of dates nor a language",
        item=column,
        todo="write dmy, mdy, ymd or iso after posted_at and claimed_time, and a language such as ar after the others",
    )
