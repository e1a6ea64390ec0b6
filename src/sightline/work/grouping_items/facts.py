"""What is known of one item or incident when it is asked whether it is about the same event as another.

Times are clock time of the place, in milliseconds since 1970 as if clocks there showed UTC: two dates without a zone,
said of one place, are days of one calendar, whatever that place's zone is.
"""

from typing import Final, Literal

from attrs import field, frozen

Basis = Literal["said", "camera", "words", "bounds", "none"]
"""Whence a time or place is known: somebody said it of the event, a camera wrote it, the words of the item name it, or
it follows from the reasons that bound it."""

DAY_MS: Final = 86_400_000
HOUR_MS: Final = 3_600_000


@frozen(slots=True)
class Window:
    """A time in which the event may lie: from ``begin`` to before ``end`` [ms]; None where nothing bounds it."""

    begin: int | None
    end: int | None
    text: str = ""
    """EDTF as written."""

    @property
    def width(self) -> int | None:
        """Give how long it is [ms]; None where it is open."""
        return None if self.begin is None or self.end is None else self.end - self.begin


@frozen(slots=True)
class Spot:
    """A position said of the event [1e-7 degree] and how far off it may be [m]; None where nobody said."""

    lat_e7: int
    lon_e7: int
    reach_m: int | None = None


@frozen(slots=True)
class Facts:
    """One item or incident."""

    id: bytes
    """Of the record that stands for it."""
    code: str
    title: str
    is_incident: bool = False
    windows: tuple[Window, ...] = ()
    """Times of the event: any one of them may be meant."""
    when: Basis = "none"
    limits: tuple[Window, ...] = ()
    """What bounds its time from one side or loosely, where nothing tells the time itself: it only excludes."""
    is_torn: bool = False
    """What is known of when it was cannot all be true."""
    posted: Window | None = None
    """When it was published."""
    places: tuple[int, ...] = ()
    """Numbers of the names of its place, see ``spellings``."""
    spelled: tuple[str, ...] = ()
    """Its place as written."""
    where: Basis = "none"
    spots: tuple[Spot, ...] = ()
    aims: tuple[bytes, ...] = ()
    """Places of the case that it is said to be of."""
    is_shown: bool = True
    """It shows what happened, as footage does; what only reports may be made long after."""
    incidents: tuple[bytes, ...] = ()
    """Incidents that it is said to show or report already."""
    figures: tuple[tuple[str, int, int | None], ...] = ()
    """What it counts (killed, injured) with the lowest and highest number; None where nothing bounds it above."""
    after: frozenset[bytes] = field(default=frozenset())
    """What it is said to be after; these cannot be one event with it."""
    within: frozenset[bytes] = field(default=frozenset())
    """Incidents that it is said to be part of."""
    mark: bytes = b""
    """Digest of the ids of all that is known of it: other when the evidence changed."""
    opened: int = 0
    """Position of the ledger at which it was taken in."""

    @property
    def times(self) -> tuple[Window, ...]:
        """Give its times, else what bounds them."""
        return self.windows or self.limits

    @property
    def firm(self) -> bool:
        """Tell whether its time is known to the day or two, and its place by name or position, without a choice."""
        placed = len(self.spots) > 0 or len(self.places) > 0
        ends = [(w.begin, w.end) for w in self.windows if w.begin is not None and w.end is not None]
        wide = bool(ends) and max(end for _, end in ends) - min(begin for begin, _ in ends) > DAY_MS * 3 // 2
        several = wide or (self.where == "words" and len(self.places) > 1)
        return self.day_known and placed and not several

    @property
    def day_known(self) -> bool:
        """Tell whether every time it may be of is no longer than a day and a half."""
        return len(self.windows) > 0 and all(
            w.width is not None and w.width <= DAY_MS * 3 // 2 for w in self.windows
        )

    @property
    def lacks(self) -> str:
        """Name what is missing: date, place, both or nothing."""
        missing = [
            name
            for name, known in (
                ("date", len(self.windows) > 0 or self.posted is not None),
                ("place", len(self.places) > 0 or len(self.spots) > 0),
            )
            if not known
        ]
        return " and ".join(missing)


@frozen(slots=True)
class Link:
    """Something that ties two items beyond time and place."""

    kind: Literal["copy", "sound", "wording", "repost", "update"]
    one: bytes
    other: bytes
    points: int
    why: str
    ref: str | None = None
    """Id (hex) of the finding or statement behind it."""
    is_disputed: bool = False
    """People judged it differently: one the same footage, another not."""
