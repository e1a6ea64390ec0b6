"""What a map of who holds what is made of: places, what each source says of each, lines and areas, contradictions."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from attrs import field, frozen

from sightline.model.finding import Json
from sightline.model.held_limits import HEDGED, NEGATED
from sightline.model.held_picture import ANSWERS
from sightline.model.span_order import Answer
from sightline.model.view import Named
from sightline.work.relating.records import Contradiction

CONTROLS: Final = "controls"
CONTESTED: Final = "contested_by"
ROLES: Final = {
    CONTROLS: "controls",
    "governed_by": "governs",
    CONTESTED: "contests",
    "besieged_by": "besieges",
}
"""By the property of the statement, what the actor does to the place."""


class Holding(NamedTuple):
    """What one source says of one place and one actor, as of the date; a tuple, as a map has tens of thousands."""

    n: int
    """Number of the statement; ``work.control.said_of`` reads the whole of it."""
    id: bytes
    """Id of the statement."""
    actor: bytes
    prop: str
    """Property of the statement."""
    source: bytes | None
    weight: int
    """How surely it held, as a number: 0 to 4 as ``model.held_picture.ANSWERS``."""
    marks: int
    attested: int = 0
    """Until when it is surely attested [ms]."""

    @property
    def role(self) -> str:
        """Tell what the actor does to the place."""
        return ROLES.get(self.prop, self.prop)

    @property
    def held(self) -> Answer | None:
        """Tell how surely it held; None where nobody said when, or no date was asked for."""
        return ANSWERS[self.weight]

    @property
    def negated(self) -> bool:
        """Tell whether the source says that it is not so."""
        return bool(self.marks & NEGATED)

    @property
    def hedged(self) -> bool:
        """Tell whether the source is not sure."""
        return bool(self.marks & HEDGED)


@frozen(slots=True)
class PlaceControl:
    """One place with what every source has there as of the date."""

    place: Named
    point: tuple[int, int] | None
    """Latitude and longitude [1e-7 degree]."""
    holdings: tuple[Holding, ...]
    """What stands, by source."""
    superseded: tuple[bytes, ...]
    """Ids of statements that their own source has replaced or that were over."""
    disputed: bool = False


@frozen(slots=True)
class Shape:
    """A front line, the outline of a place, or the area that a source says is held."""

    statement: str
    place: bytes
    sort: str
    """front_line, extent or area."""
    geometry: Mapping[str, Json]
    source: bytes | None
    held: Answer | None
    sides: tuple[bytes, ...] = ()
    """Of a front line: the two sides; of an area: who holds it."""
    role: str = ""
    negated: bool = False
    hedged: bool = False
    via: bytes | None = None
    valid: str | None = None
    """When the source says that it held (EDTF)."""
    said: str | None = None


@frozen(slots=True)
class Control:
    """Who holds what as of a date, by source."""

    at: str | None
    places: tuple[PlaceControl, ...]
    shapes: tuple[Shape, ...]
    contradictions: tuple[Contradiction, ...]
    names: Mapping[bytes, Named] = field(factory=dict)
    sources: tuple[Named, ...] = ()
    """Those with anything on the map."""
    notes: tuple[str, ...] = ()
    """What was not looked at."""
    lines_superseded: tuple[str, ...] = ()
    """Ids (hex) of front lines and outlines that their own source drew anew for a later time, or took back."""
    ended: Mapping[bytes, tuple[str, ...]] = field(factory=dict)
    """By the id of a statement among the superseded, those (ids, hex) by which the holder itself had ended by then."""

    def name(self, entity: bytes | None) -> str:
        """Give what an entity is called, with its code."""
        found = None if entity is None else self.names.get(entity)
        if found is None:
            return "" if entity is None else entity.hex()[:8]
        return found.code if found.title == found.code else f"{found.title} ({found.code})"
