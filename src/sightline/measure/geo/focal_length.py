"""How long is the lens in pixels: from what the camera wrote into the picture, with the error that this leaves.

"35 mm equivalent" is meant by the diagonal (43.27 mm) in the standard, and by the width (36 mm) in many phones and most
people's heads; for a 4:3 picture the two differ by 4 %. Makers round it to whole millimetres besides. Both go into the
error. A picture that was cropped, straightened or zoomed afterwards keeps its old numbers: then the focal length told
here is wrong, and the size that the camera wrote beside it tells so. Video is nearly always cropped and stabilised: its
error is larger.

Sources:
[1] CIPA DC-008-Translation-2023, Exif 2.32/3.0, tags FocalLength, FocalLengthIn35mmFilm, FocalPlaneXResolution,
    https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E
[2] CIPA DCG-001-Translation-2018, guideline for noting digital camera specifications: equivalence by the diagonal,
    https://www.cipa.jp/std/documents/e/DCG-001-2018_E.pdf
"""

import math
from typing import Final

from sightline.core.errors import BadValue
from sightline.measure.geo.camera.records import Focal

_DIAGONAL_MM: Final = math.hypot(36.0, 24.0)
_VIDEO: Final = 0.10
"""What cropping and stabilising may take from a video's field, standard deviation."""


def from_mm35(mm35: float, width_px: float, height_px: float, *, video: bool = False) -> Focal:
    """Give the focal length in pixels from the 35 mm equivalent.

    :param mm35: 3 to 3000 [mm]
    :param width_px: of the whole, uncropped picture [px]
    :param height_px: of the same [px]
    :param video: the picture is a frame of a video
    :raises BadValue: for a length or size that cannot be
    """
    if not (math.isfinite(mm35) and 3 <= mm35 <= 3000):
        raise BadValue(f"a focal length of {mm35} mm cannot be", item="mm35", todo="3 to 3000 mm")
    _size(width_px, height_px)
    by_diagonal = mm35 * math.hypot(width_px, height_px) / _DIAGONAL_MM
    by_width = mm35 * max(width_px, height_px) / 36.0
    middle = (by_diagonal + by_width) / 2
    part = math.hypot(abs(by_diagonal - by_width) / 2 / middle, 0.29 / mm35)
    part = math.hypot(part, _VIDEO if video else 0.01)
    return Focal(middle, middle * part, f"{mm35:g} mm (35 mm film){', video' if video else ''}")


def from_sensor(focal_mm: float, sensor_mm: float, width_px: float, *, video: bool = False) -> Focal:
    """Give the focal length in pixels from that of the lens and the sensor's width.

    :param focal_mm: of the lens, as it is [mm]
    :param sensor_mm: width of the part of the sensor that the picture shows [mm]
    :param width_px: of the picture along the same side [px]
    :param video: the picture is a frame of a video
    :raises BadValue: for a length or size that cannot be
    """
    for name, value, most in (("focal", focal_mm, 3000.0), ("sensor", sensor_mm, 200.0)):
        if not (math.isfinite(value) and 0.1 <= value <= most):
            raise BadValue(f"{value} mm cannot be", item=name, todo=f"0.1 to {most:g} mm")
    _size(width_px, width_px)
    px = focal_mm / sensor_mm * width_px
    return Focal(
        px, px * (_VIDEO if video else 0.015), f"{focal_mm:g} mm before a sensor {sensor_mm:g} mm wide"
    )


def from_field(field_deg: float, width_px: float, *, error_deg: float = 0.0) -> Focal:
    """Give the focal length in pixels from the field of view across the width.

    :param field_deg: above 0, below 180 [degrees]
    :param error_deg: its standard deviation
    :raises BadValue: for a field that cannot be
    """
    if not (math.isfinite(field_deg) and 0 < field_deg < 180 and 0 <= error_deg < field_deg):
        raise BadValue(
            f"a field of {field_deg} degrees cannot be", item="field", todo="above 0 and below 180 degrees"
        )
    _size(width_px, width_px)
    half = math.radians(field_deg) / 2
    by_field = width_px / (4 * math.sin(half) ** 2) * math.radians(error_deg)
    return Focal(width_px / 2 / math.tan(half), by_field, f"a field of {field_deg:g} degrees")


def resized(focal: Focal, taken_px: float, width_px: float) -> Focal:
    """Carry a focal length over to the same picture at another size (not cropped).

    :param taken_px: width at which ``focal`` holds [px]
    :param width_px: width of the picture as it is [px]
    """
    _size(taken_px, width_px)
    by = width_px / taken_px
    return Focal(focal.px * by, focal.error_px * by, focal.why)


def _size(width_px: float, height_px: float) -> None:
    for value in (width_px, height_px):
        if not (math.isfinite(value) and 1 < value < 1e6):
            raise BadValue(f"a picture of {width_px} x {height_px} px cannot be", item="size", todo="pixels")
