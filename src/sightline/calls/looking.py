"""Looking at what a case holds."""

from collections.abc import Sequence
from typing import Any

from sightline.calls.opened import Opened
from sightline.model.place import position
from sightline.model.view import EntityView
from sightline.work.data_frame import frame as _frame
from sightline.work.search import find as _find
from sightline.work.searching.query import Found, Near, Query
from sightline.work.view import Times
from sightline.work.view import entity as _entity


class LookingCalls(Opened):
    """Search, look at one entity at chosen times, make a data frame."""

    __slots__ = ()

    def find(
        self,
        text: str = "",
        *,
        kinds: Sequence[str] = (),
        field: str | None = None,
        near: tuple[float, float, float] | None = None,
        between: tuple[str, str] | None = None,
        limit: int = 50,
    ) -> Found:
        """Search; ``near`` is latitude, longitude [degrees] and distance [km], ``between`` two dates (EDTF)."""
        around = None if near is None else Near(position(near[0], near[1]), near[2])
        return _find(self.inside, Query(text, tuple(kinds), field, around, between, limit))

    def entity(
        self,
        name: str,
        *,
        held_at: str | None = None,
        said_by: str | None = None,
        known_at: str | None = None,
    ) -> EntityView:
        """Look at one entity: what held then, what sources had said by then, what this case knew by then."""
        return _entity(self.inside, name, times=Times(held_at, said_by, known_at))

    def frame(self, kind: str, *, rows: str = "entities", library: str | None = None) -> Any:
        """Make a pandas or polars frame of one kind; ``rows="statements"`` gives one row for each thing said."""
        return _frame(self.inside, kind, rows=rows, library=library)
