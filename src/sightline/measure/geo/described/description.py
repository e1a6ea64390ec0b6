"""What a description of a place says: its name, what it is, and where it is said to lie; records only."""

from attrs import field, frozen


@frozen(slots=True)
class Relation:
    """Where a place is said to lie from others.

    ``kind``: inside, offset (a distance, a direction or both), near, between, border, area (the land around a place).
    ``metres`` and ``bearing`` [degrees from north] None where not said; ``country`` for a border.
    """

    kind: str
    anchors: tuple[str, ...]
    metres: float | None = None
    bearing: float | None = None
    country: str = ""
    level: str = ""
    """The kind of place the anchor is said to be: region, county, ...; "" where not said."""

    said: str = ""
    """The words as written."""

    loose: bool = False
    """Read from a passage around the name, where words may have been joined that do not belong together."""

    @property
    def exact(self) -> bool:
        """Whether it states a distance, or a direction from a place: what is so said was meant so."""
        return self.metres is not None or (self.kind == "offset" and self.bearing is not None)


@frozen(slots=True)
class Description:
    """What a description says: ``head`` the name to look up ("" where none is), ``kind`` what it is said to be."""

    head: str
    kind: str = ""
    relations: tuple[Relation, ...] = field(default=())
    part: float | None = None
    """Direction of the part that is meant: "northern X"."""

    person: bool = False
    """A word before the name, or its first word, makes it look like a person's."""

    asked: bool = False
    """Whether its kind was said in the query itself, not only in the passage."""
