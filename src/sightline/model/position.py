"""Hold a point on the Earth with how well it is known.

Degrees are integers of 1e-7 (about a centimetre), so that what is hashed and stored is exact. How well a point is
known is a radius [m], a term of the vocabulary ``place_precision``, or both.

The default radius of a term is where the point may lie when somebody says no more than "in this village". For
sub-district, district and governorate it is the radius that holds nine in ten of Syria's units around their middle
(measured on [1]: 272 sub-districts 38 km, 62 districts 76 km, 14 governorates 156 km; Syria itself 407 km); the
smaller ones are this project's own round figures.

Sources:
[1] OCHA, Common Operational Dataset, Administrative Boundaries of the Syrian Arab Republic, 2018,
    https://data.humdata.org/dataset/cod-ab-syr
"""

import math
from decimal import Decimal, InvalidOperation
from typing import Final

from attrs import frozen

from sightline.core.errors import BadValue

E7: Final = 10_000_000
HALF_TURN_E7: Final = 180 * E7
QUARTER_TURN_E7: Final = 90 * E7


@frozen(slots=True)
class Precision:
    """One term of the vocabulary ``place_precision`` and the radius it stands for; None: nothing can be said."""

    term: str
    radius_m: int | None


PRECISIONS: Final[tuple[Precision, ...]] = (
    # finest first; the order is the order of coarsening
    Precision("exact", 10),
    Precision("building", 50),
    Precision("street", 200),
    Precision("neighbourhood", 1_000),
    Precision("village", 2_000),
    Precision("town", 5_000),
    Precision("city", 15_000),
    Precision("subdistrict", 40_000),
    Precision("district", 75_000),
    Precision("governorate", 160_000),
    Precision("country", 600_000),
    Precision("other", None),
)
PRECISION_TERMS: Final[tuple[str, ...]] = tuple(precision.term for precision in PRECISIONS)


@frozen(slots=True)
class Position:
    """A point, WGS84, with what is known of its error.

    ``lat_e7`` in [-900000000, 900000000] and ``lon_e7`` in [-1800000000, 1800000000) [1e-7 degree]; ``radius_m`` [m],
    None where nobody stated one; ``precision`` a term of ``PRECISIONS``, None where nobody said.
    """

    lat_e7: int
    lon_e7: int
    radius_m: int | None = None
    precision: str | None = None

    def __attrs_post_init__(self) -> None:
        if abs(self.lat_e7) > QUARTER_TURN_E7 or not -HALF_TURN_E7 <= self.lon_e7 < HALF_TURN_E7:
            raise BadValue(
                "these coordinates are not on the Earth",
                item=f"{self.lat_e7}, {self.lon_e7}",
                todo="latitude -90 to 90, longitude -180 to below 180 degrees, both times ten million",
            )
        if self.radius_m is not None and self.radius_m < 0:
            raise BadValue(
                "a radius cannot be negative", item=str(self.radius_m), todo="leave it out if not known"
            )
        if self.precision is not None and self.precision not in PRECISION_TERMS:
            raise BadValue(
                f"there is no precision '{self.precision}'",
                item=self.precision,
                todo="one of: " + ", ".join(PRECISION_TERMS),
            )

    @property
    def lat(self) -> float:
        """Latitude [degrees]."""
        return self.lat_e7 / E7

    @property
    def lon(self) -> float:
        """Longitude [degrees]."""
        return self.lon_e7 / E7


Number = float | Decimal | str


def position(
    lat: Number, lon: Number, *, radius_m: float | None = None, precision: str | None = None
) -> Position:
    """Make a position from degrees; 180 east becomes 180 west, a radius is rounded up to whole metres.

    ``lat`` in [-90, 90], ``lon`` in [-180, 180] [degrees]; ``radius_m`` 0 or more [m]. Raises BadValue for anything
    else, for what is not a number, and for a precision that is not in the vocabulary.
    """
    where = f"{lat}, {lon}"
    north, east = _degrees(lat, where), _degrees(lon, where)
    if abs(north) > 90 or abs(east) > 180:
        swapped = abs(north) <= 180 and abs(east) <= 90
        raise BadValue(
            f"latitude {lat} is not between -90 and 90"
            if abs(north) > 90
            else f"longitude {lon} is beyond 180",
            item=where,
            todo=f"latitude comes first: did you mean {lon}, {lat}?"
            if swapped
            else "check the point in the source",
        )
    lon_e7 = round(east * E7)
    return Position(
        round(north * E7), -HALF_TURN_E7 if lon_e7 == HALF_TURN_E7 else lon_e7, _metres(radius_m), precision
    )


def reach(p: Position) -> int | None:
    """Give how far from the point the truth may lie [m]: its radius, else its precision's; None if neither says."""
    if p.radius_m is not None:
        return p.radius_m
    return next((each.radius_m for each in PRECISIONS if each.term == p.precision), None)


def _degrees(value: Number, where: str) -> Decimal:
    try:
        number = Decimal(
            value.strip() if isinstance(value, str) else repr(value) if isinstance(value, float) else value
        )
    except (InvalidOperation, ValueError, TypeError) as error:
        raise BadValue(
            f"'{value}' is not a number", item=where, todo="write degrees such as 35.3742"
        ) from error
    if isinstance(value, bool) or not number.is_finite():
        raise BadValue(
            f"'{value}' is not a number", item=where, todo="leave the place out where it is not known"
        )
    return number


def _metres(radius_m: float | None) -> int | None:
    if radius_m is None:
        return None
    if isinstance(radius_m, bool) or not math.isfinite(radius_m) or radius_m < 0:
        raise BadValue(
            f"'{radius_m}' is not a radius", item=str(radius_m), todo="metres, 0 or more, or leave it out"
        )
    return math.ceil(radius_m)
