"""What goes into the search for claims and what comes out of it: places and dates given, suggestions taken."""

from collections.abc import Mapping

from attrs import frozen

VERSION = 2
METHOD = "claims"

Value = str | int | float | None | Mapping[str, "str | int | float | None"]


@frozen(slots=True)
class DateGiven:
    """A date that a reader of dates found: ``text[start:end]``, its EDTF, None where it cannot be told."""

    start: int
    end: int
    edtf: str | None
    why: str = ""


@frozen(slots=True)
class PlaceGiven:
    """A name of a place and where it lies [degrees]; both None where it is unresolved."""

    start: int
    end: int
    name: str
    lat: float | None = None
    lon: float | None = None
    said: str | None = None
    """Kind or relation that the words before it tell ("village", "in"); None where only its letters speak for it."""
    why: str = ""


@frozen(slots=True)
class Suggestion:
    """One claim that a text may make, for a person to accept, refuse or correct.

    ``text[start:end]`` is ``quote``, offsets in code points. ``kind``: incident, date, place, figure, means,
    perpetrator, attribution, relation, control, actor. ``property`` names the property of the statement it would
    become, or the relation, or whether somebody affirmed or denied. ``source`` is who says so by the words of the
    text, None where the author does; ``via`` whom that source quotes. ``subject`` is the quote of the incident it
    belongs to, or the first end of a relation.
    """

    kind: str
    property: str
    value: Value
    start: int
    end: int
    quote: str
    polarity: str = "affirmed"
    certainty: str = "asserted"
    source: str | None = None
    subject: str | None = None
    why: str = ""
    via: str | None = None
    status: str | None = None
    """``unresolved`` for a place without a position."""
    valid: str | None = None
    """EDTF of when a relation or a state of control began or held, where its sentence tells one date."""
    method: str = METHOD
    version: int = VERSION


@frozen(slots=True)
class Draft:
    """A suggestion before it is put into the words of the original; offsets are those of the plain text."""

    kind: str
    property: str
    value: Value
    start: int
    end: int
    why: str
    polarity: str | None = None
    """None: the words around decide."""
    certainty: str | None = None
    source: str | None = None
    subject: str | None = None
    via: str | None = None
    status: str | None = None
    valid: str | None = None
