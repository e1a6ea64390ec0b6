"""The records of a search: what is looked for, and what fits."""

from attrs import frozen

from sightline.model.place import Position


@frozen(slots=True)
class Near:
    """Within a distance of a point."""

    center: Position
    km: float


@frozen(slots=True)
class Query:
    """What is looked for; everything given must hold."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    field: str | None = None
    """Only texts of this property."""
    near: Near | None = None
    between: tuple[str, str] | None = None
    """Two EDTF dates, both inclusive."""
    limit: int = 50


@frozen(slots=True)
class Hit:
    """One entity that fits."""

    code: str
    kind: str
    title: str
    passage: str
    marks: tuple[tuple[int, int], ...]
    """Where the words stand in ``passage``, in code points."""
    score: float
    when: str | None
    lat_e7: int | None
    lon_e7: int | None
    possibly: bool = False
    """A date or position is too vague to be sure that it fits."""
    km: float | None = None


@frozen(slots=True)
class Found:
    """The answer."""

    hits: tuple[Hit, ...]
    newest_first: bool = False
    behind: int = 0
    """Statements recorded that the text index does not hold yet."""


@frozen(slots=True)
class Match:
    """Why one entity fits, before it has a name."""

    score: float
    passage: str = ""
    possibly: bool = False
    km: float | None = None
