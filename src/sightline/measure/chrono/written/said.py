"""Hold what a text says about a time before any calendar is applied: the records between grammar and calendar."""

from attrs import frozen

from sightline.model.time import Span


@frozen(slots=True)
class Clock:
    """A time of day as said; ``minute`` None: only the hour; ``offset`` as EDTF writes it, ``zone`` an IANA name."""

    hour: int
    minute: int | None = None
    second: int | None = None
    offset: str | None = None
    zone: str | None = None
    midnight: bool = False
    fraction: str = ""


@frozen(slots=True)
class Said:
    """One date as said. What is not said is None; ``*_on`` counts from the text's own date (-1: the one before)."""

    year: int | None = None
    year_on: int | None = None
    year_to: int | None = None
    month: int | None = None
    other_month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    half: int | None = None
    quarter: int | None = None
    week: int | None = None
    piece: str | None = None
    which: str | None = None
    day_on: int | None = None
    unit: str | None = None
    decade: bool = False
    hijri: bool = False
    numbers: tuple[str, str, str, str] | None = None
    part: str | None = None
    clock: Clock | None = None
    clock_to: Clock | None = None
    mark: str = ""
    weekend: bool = False

    @property
    def bare_day(self) -> bool:
        """A day of a month that is named elsewhere, such as the 9 of "9-10 April"."""
        return self.day is not None and self.month is None and self.numbers is None


@frozen(slots=True)
class Amount:
    """So many units; ``count`` None for "a few"."""

    count: int | None
    unit: str


@frozen(slots=True)
class Phrase:
    """A whole expression: how its dates belong together, and which stretch of the text says so."""

    form: str
    """one, range, all, either, night, night_range, night_into, night_either, last_night, since, until, by, before,
    after, ago, ahead, past, since_amount, clock."""
    dates: tuple[Said, ...]
    start: int
    end: int
    amount: Amount | None = None
    mark: str = ""
    night_on: int = 0


@frozen
class WrittenDate:
    """A date as written and what it means.

    ``text`` is ``whole[start:end]``, offsets in code points. ``edtf`` and ``span`` are None where no date can be
    given: the day does not exist, or it is told relative to a date that is not known; ``why`` says which. ``relative``
    is true when the text's own date went into the answer. ``part`` names a part of the day that was said and is not
    made into hours. ``method`` and ``version`` name the rules.
    """

    text: str
    start: int
    end: int
    edtf: str | None
    span: Span | None
    why: str
    relative: bool
    language: str
    part: str | None = None
    method: str = "written dates"
    version: int = 1
