"""Read where a file says it was recorded: satellite positions of cameras, phones and drones."""

from decimal import Decimal, InvalidOperation
from typing import Final

from sightline.measure.media.exif_tags import Tags
from sightline.model.finding import Json, Proposal

_METRES_A_DOP: Final = 5
_METRES_UNKNOWN: Final = 20
"""Radius where the file states none: what a receiver of a phone or camera does under open sky, with reserve."""
_PLACES: Final = Decimal("0.0000001")


def position_of(tags: Tags) -> tuple[Proposal | None, str]:
    """Return the position as a proposal, and in any case a sentence about it (empty when no position is written)."""
    latitude, longitude = (_decimal(tags.raw(f"Composite:GPS{one}")) for one in ("Latitude", "Longitude"))
    if latitude is None or longitude is None:
        if tags.raw("GPS:GPSLatitude", "GPS:GPSLongitude") is not None:
            return (
                None,
                "A position is written without saying north or south, east or west: it cannot be used.",
            )
        return None, ""
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None, "The position written lies on no globe."
    if latitude == 0 and longitude == 0:
        return (
            None,
            "The position written is zero degrees by zero degrees, which devices write when they have none.",
        )
    radius, basis = _radius(tags)
    qualifiers: dict[str, Json] = {
        "tag": "GPS:GPSLatitude, GPS:GPSLongitude",
        "radius_basis": basis,
    }
    for key, names, places in (
        ("altitude_m", ("Composite:GPSAltitude",), "0.1"),
        ("bearing", ("GPS:GPSImgDirection",), "0.1"),
    ):
        number = _decimal(tags.raw(*names))
        if number is not None:
            qualifiers[key] = str(number.quantize(Decimal(places)))
    if "bearing" in qualifiers:
        north = tags.raw("GPS:GPSImgDirectionRef")
        qualifiers["bearing_north"] = {"T": "true", "M": "magnetic"}.get(north or "", "not stated")
    datum = tags.raw("GPS:GPSMapDatum")
    if datum is not None:
        qualifiers["datum"] = datum
    value: Json = {
        "lat": str(latitude.quantize(_PLACES)),
        "lon": str(longitude.quantize(_PLACES)),
        "radius_m": radius,
    }
    sentence = f"It says it was recorded at {latitude:.5f}, {longitude:.5f}, to {radius} m ({basis})."
    return Proposal("position", value, qualifiers=qualifiers), sentence


def _radius(tags: Tags) -> tuple[int, str]:
    error = _decimal(tags.raw("GPS:GPSHPositioningError"))
    if error is not None and 0 < error < 100_000:
        return max(1, int(error.to_integral_value(rounding="ROUND_UP"))), "as the device states"
    dilution = _decimal(tags.raw("GPS:GPSDOP"))
    if dilution is not None and 0 < dilution < 100:
        metres = int((dilution * _METRES_A_DOP).to_integral_value(rounding="ROUND_UP"))
        return max(_METRES_A_DOP, metres), "from the dilution of precision"
    return _METRES_UNKNOWN, "the device states no error; assumed"


def _decimal(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**7 else None
