"""Read from the statements of an analysis whose work it is, and whether it was ended."""

from collections.abc import Sequence
from typing import Final, Literal

from sightline.model.finding import Json
from sightline.model.view import Statement

Sort = Literal["Geolocation", "Chronolocation"]
SORTS: Final[tuple[Sort, ...]] = ("Geolocation", "Chronolocation")
OPEN_TO_ALL: Final = frozenset({"title", "of", "analyst", "second_of"})
"""What of an analysis may be seen by whoever repeats it: not how it went."""


def newest(said: Sequence[Statement], prop: str) -> Json:
    """Give the newest standing value of a property; None where there is none."""
    return next((s.value for s in reversed(said) if s.property == prop and s.closed is None), None)


def analyst_of(said: Sequence[Statement]) -> str | None:
    """Tell whose work an analysis is."""
    value = newest(said, "analyst")
    return value if isinstance(value, str) else None


def is_ended(said: Sequence[Statement]) -> bool:
    """Tell whether an analysis has an outcome, be it that nothing could be settled."""
    return newest(said, "outcome") is not None
