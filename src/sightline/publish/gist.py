"""Tells in a line how a question is answered, so that a table of claims can be folded and still be read.

A gist leaves words out and never an answer: each different answer that stands is named, or counted.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.model.shown import ClaimRow, ClaimSide, ShownStatement

GONE: Final = frozenset({"superseded", "retracted", "refuted", "rejected"})
"""States in which an answer stands no more."""
MANNERS: Final[Mapping[str, str]] = {
    "hedged": "may be",
    "negated": "not so",
    "disputed": "disputed",
    "denied": "denied",
}
MOST: Final = 3
"""Answers that are named in a line; the others are counted."""
LONG: Final = 72
"""Characters of an answer in a line."""


@frozen(slots=True)
class Piece:
    """One answer, with all who give it."""

    text: str
    manner: str
    """``may be``, ``not so``, ``disputed``, ``denied``; empty where it is plainly said."""
    who: tuple[str, ...]


@frozen(slots=True)
class Gist:
    """The answers to one question."""

    pieces: tuple[Piece, ...]
    more: int = 0
    """Different answers that stand and are not named."""
    gone: int = 0
    """Answers that stand no more."""


@frozen(slots=True)
class Folded:
    """A question with its gist and whether its table lies open."""

    row: ClaimRow
    gist: Gist
    open: bool


def gist_of(row: ClaimRow, stated: Mapping[str, ShownStatement], *, most: int = MOST) -> Gist:
    """Tell how a question is answered; what stands no more is only counted."""
    found: dict[tuple[str, str], list[str]] = {}
    gone = 0
    for side in row.sides:
        if side.state in GONE:
            gone += 1
            continue
        manner = MANNERS.get(side.state, "not so" if side.polarity == "negated" else "")
        who = found.setdefault((_text(side, stated), manner), [])
        if side.who.title not in who:
            who.append(side.who.title)
    pieces = [Piece(text, manner, tuple(who)) for (text, manner), who in found.items()]
    return Gist(tuple(pieces[:most]), max(0, len(pieces) - most), gone)


def folded(
    rows: Sequence[ClaimRow], stated: Mapping[str, ShownStatement], *, above: Sequence[ClaimRow] = ()
) -> tuple[Folded, ...]:
    """Put questions whose answers cannot all be so first, and open those that do not stand side by side ``above``."""
    told = {row.question for row in above}
    clashing = [row for row in rows if row.reasons]
    calm = [row for row in rows if not row.reasons]
    return tuple(
        Folded(row, gist_of(row, stated), bool(row.reasons) and row.question not in told)
        for row in (*clashing, *calm)
    )


def short(text: str, *, most: int = LONG) -> str:
    """Cut a text at a word, and say so with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0]
    return (cut if len(cut) > most // 2 else text[:most]).rstrip(" ,;:.") + "…"


def _text(side: ClaimSide, stated: Mapping[str, ShownStatement]) -> str:
    one = stated.get(side.statement or "")
    if one is None or not one.value:
        return short(side.what)
    words = next((q.text for q in one.qualifiers if q.id == "approximate" and q.text), "")
    if words in ("", one.value, one.value.partition(" (")[0]):
        return short(one.value)
    return short(f"{one.value.partition(' (')[0]} (“{words}”)")
