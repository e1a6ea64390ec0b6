"""Read from the statements of an analysis whose work it is, and whether it was ended."""

from collections.abc import Sequence
from typing import Final, Literal

from sightline.model.finding import Json
from sightline.model.view import Statement

Sort = Literal["Geolocation", "Chronolocation"]
SORTS: Final[tuple[Sort, ...]] = ("Geolocation", "Chronolocation")
OPEN_TO_ALL: Final = frozenset({"title", "of", "analyst", "second_of"})
"""What of an analysis may be seen by whoever repeats it: not how it went."""


def newest(said: Sequence[Statement], prop: str, *, ever: bool = False) -> Json:
    """Give the newest standing value of a property, with ``ever`` one that stands no more too; None where none is."""
    return next((s.value for s in reversed(said) if s.property == prop and (ever or s.closed is None)), None)


def analyst_of(said: Sequence[Statement], *, ever: bool = False) -> str | None:
    """Tell whose work an analysis is; with ``ever`` also where the statement that says so was taken back.

    Where the name was withheld since, it is the work of whoever recorded it: protecting a name frees nobody.
    """
    for one in reversed(said):
        if one.property != "analyst" or (one.closed is not None and not ever):
            continue
        if isinstance(one.value, str):
            return one.value
        if one.hidden and one.by is not None:
            return one.by
    return None


def is_ended(said: Sequence[Statement]) -> bool:
    """Tell whether an analysis has an outcome, be it that nothing could be settled."""
    return any(one.property == "outcome" and one.closed is None for one in said)
