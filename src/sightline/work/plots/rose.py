"""A compass rose seen from above: north up, the rim the horizon, the middle the zenith; for paths of the sun."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sightline.work.plots.canvas import INK, QUIET

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NAMES: Final = ("N", "30", "60", "E", "120", "150", "S", "210", "240", "W", "300", "330")


def rose(page: "Figure", *, where: tuple[float, float, float, float] = (0.05, 0.1, 0.62, 0.76)) -> Any:
    """Lay a rose on the page; angles are azimuths [rad], radii distances from the zenith [degrees].

    Give points to it by ``on_rose``.
    """
    axes: Any = page.add_axes(where, projection="polar")
    axes.set_theta_zero_location("N")
    axes.set_theta_direction(-1)
    axes.set_ylim(0.0, 90.0)
    axes.set_thetagrids(range(0, 360, 30), _NAMES, fontsize=9, color=INK)
    axes.set_rgrids([30.0, 60.0], ["60°", "30°"], fontsize=7, color=QUIET, angle=12.0)
    axes.grid(visible=True, color="#d8d8d8", linewidth=0.6)
    axes.spines["polar"].set_color(QUIET)
    axes.set_facecolor("#fbfbf8")
    return axes


def on_rose(azimuth: Any, elevation: Any) -> tuple[Any, Any]:
    """Turn azimuths and elevations [degrees] into what a rose draws; below the horizon there is nothing."""
    high = np.asarray(elevation, float)
    return np.radians(azimuth), np.where(high >= -0.5, 90.0 - np.maximum(high, 0.0), np.nan)
