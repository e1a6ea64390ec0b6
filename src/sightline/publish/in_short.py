"""Puts the answer at the top of a page: what is said, by whom, how sure, and what does not go together.

Each line leads to the part of the page that has all of it. Nothing is worked out here that is not told below.
"""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from sightline.model.shown import ClaimRow, ShownEntity, ShownStatement
from sightline.model.shown_weighing import ShownFigure
from sightline.publish.gist import Gist, Piece, gist_of
from sightline.publish.verification import Answer, Verified

ASKED: Final[Mapping[str, str]] = {
    "attributed_to": "Said to have done it",
    "means": "How",
    "delivery": "Delivered by",
    "agent": "With what",
    "outcome": "What came of it",
    "victims": "Harmed",
}
"""What is asked first of an event; figures stand in lines of their own."""
_MOST_ASKED: Final = 4
_MOST_FIGURES: Final = 4
_MOST_CLASHES: Final = 3


@frozen(slots=True)
class Line:
    """One line, and the part of the page it leads to."""

    label: str
    at: str
    gist: Gist
    clash: str = ""
    """Why its answers cannot all be so; empty where they can."""


@frozen(slots=True)
class Short:
    """The few lines of one page."""

    lines: tuple[Line, ...]
    clashes: int = 0
    questions: int = 0
    """Questions in all, and how many are answered in ways that cannot all be so."""
    looks: int = 0
    """Figures that need a look for another reason: a member has more than this whole, or the other way round."""
    five: tuple[Answer, ...] = ()
    """Those of the five questions that somebody answered."""
    open: int = 0
    """Those that nobody has."""


def short_of(
    entity: ShownEntity, stated: Mapping[str, ShownStatement], verified: Verified | None
) -> Short | None:
    """Tell a page's answer in a few lines; None for what has no table of claims."""
    if not entity.table:
        return None
    above = {row.question for row in entity.claims}
    by_property = {row.property: row for row in entity.table if row.property}
    asked = [by_property[name] for name in ASKED if name in by_property][:_MOST_ASKED]
    asked += [row for row in entity.table if row.reasons and row not in asked][:_MOST_CLASHES]
    lines = [_line(row, stated, above=row.question in above) for row in asked]
    lines[1:1] = [_counted(one) for one in entity.figures[:_MOST_FIGURES]]
    told = {reason for row in entity.table for reason in row.reasons}
    looks = sum(1 for one in entity.figures if set(one.contradicted) - told)
    answers = () if verified is None else verified.answers
    given = tuple(one for one in answers if one.state != "open")
    return Short(
        tuple(lines),
        sum(1 for row in entity.table if row.reasons),
        len(entity.table),
        looks,
        given,
        len(answers) - len(given),
    )


def _line(row: ClaimRow, stated: Mapping[str, ShownStatement], *, above: bool) -> Line:
    return Line(
        ASKED.get(row.property, row.question),
        "claims" if above else "table",
        gist_of(row, stated),
        row.reasons[0] if row.reasons else "",
    )


def _counted(one: ShownFigure) -> Line:
    said = one.best
    if one.best != f"{one.lowest} to {one.highest}" and one.lowest != one.highest:
        said = f"{one.best}; {one.lowest} to {one.highest}"
        if one.highest == "no upper bound":
            said = f"{one.lowest} or more" if one.best == one.lowest else f"{one.best}; {one.lowest} or more"
    voices = tuple(dict.fromkeys(voice.who for voice in one.voices))
    return Line(
        one.label,
        "figures",
        Gist((Piece(said, "", voices),)),
        one.contradicted[0] if one.contradicted else "",
    )
