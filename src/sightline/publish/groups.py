"""Gathers the statements of a page by property, each group with a line that tells it while it lies folded."""

from typing import Final

from attrs import frozen

from sightline.model.shown import ShownStatement
from sightline.publish.gist import short

_LINE: Final = 110
"""Characters of the line."""
_TOLD: Final = frozenset({"current", "withheld", "erased"})


@frozen(slots=True)
class Group:
    """The statements of one property."""

    label: str
    statements: tuple[ShownStatement, ...]

    @property
    def gist(self) -> str:
        """What it says, cut to a line."""
        said = [_manner(one) + (one.value or one.status) for one in self.statements if one.status in _TOLD]
        return short(" · ".join(dict.fromkeys(said)), most=_LINE)


def _manner(one: ShownStatement) -> str:
    """Say that it is denied or hedged, so that no line reads as if somebody had said so plainly."""
    if one.polarity == "negated":
        return "not so: "
    return "may be: " if one.certainty == "hedged" else ""


def groups_of(statements: tuple[ShownStatement, ...]) -> tuple[Group, ...]:
    """Gather statements by property, in the order in which the properties first come."""
    by_label: dict[str, list[ShownStatement]] = {}
    for one in statements:
        by_label.setdefault(one.label, []).append(one)
    return tuple(Group(label, tuple(members)) for label, members in by_label.items())
