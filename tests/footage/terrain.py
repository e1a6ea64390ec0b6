"""Raise mountains that never were, the same for the same seed, and write them as elevation tiles.

Real elevation models cannot lie in a source tree, and smooth test hills have no second ridge: what a skyline is
matched by is the roughness at all scales that real relief has. Heights come from noise whose spectrum falls as a power
of frequency, with valleys flattened and crests sharpened. Rows of every array go north: row 0 is the southern edge.
"""

import gzip
import zipfile
from pathlib import Path

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.transform import Affine

VOID = -32768


def fractal(
    rows: int,
    cols: int,
    step_m: float,
    *,
    seed: int,
    relief_m: float = 900.0,
    lowest_m: float = 300.0,
    widest_m: float = 12_000.0,
    roughness: float = 2.1,
) -> np.ndarray:
    """Raise a rough country: heights [m] as float32 (rows, cols).

    ``relief_m`` between its 1st and 99th percentile; ``widest_m`` the largest mountains; ``roughness`` the power by
    which amplitude falls with frequency (2 is rough, 3 smooth).
    """
    rng = np.random.default_rng([seed, rows, cols])
    north = np.fft.fftfreq(rows, step_m)[:, None]
    east = np.fft.rfftfreq(cols, step_m)[None, :]
    frequency = np.hypot(north, east)
    low = 1.0 / widest_m
    amplitude = (low**2 + frequency**2) ** (-roughness / 2)
    amplitude[0, 0] = 0.0
    noise = np.fft.rfft2(rng.standard_normal((rows, cols), dtype=np.float32))
    rough = np.fft.irfft2(noise * amplitude, s=(rows, cols))
    rough /= rough.std()
    shaped = rough + 0.25 * np.abs(rough) * rough  # crests up, valleys flat
    low_end, high_end = np.percentile(shaped, [1, 99])
    heights = lowest_m + relief_m * (shaped - low_end) / (high_end - low_end)
    return np.maximum(heights, lowest_m - 0.08 * relief_m).astype(np.float32)


def coarser(heights: np.ndarray, times: int) -> np.ndarray:
    """Average blocks of ``times`` by ``times`` cells, as an elevation model of larger cells does."""
    rows, cols = heights.shape[0] // times * times, heights.shape[1] // times * times
    blocks = heights[:rows, :cols].reshape(rows // times, times, cols // times, times)
    return blocks.mean(axis=(1, 3), dtype=np.float64).astype(np.float32)


def write_hgt(folder: Path, south: int, west: int, heights: np.ndarray, *, packed: str | None = None) -> Path:
    """Write one SRTM tile named by its south-western corner; heights (n, n), NaN becomes the void of the format.

    ``packed`` is "gz" or "zip".
    """
    name = f"{'N' if south >= 0 else 'S'}{abs(south):02d}{'E' if west >= 0 else 'W'}{abs(west):03d}.hgt"
    body = np.where(np.isfinite(heights), np.round(heights), VOID).astype(">i2")[::-1].tobytes()
    path = folder / name
    if packed == "gz":
        path = folder / f"{name}.gz"
        path.write_bytes(gzip.compress(body, 1, mtime=0))
    elif packed == "zip":
        path = folder / f"{name}.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, body)
    else:
        path.write_bytes(body)
    return path


def write_geotiff(
    path: Path,
    heights: np.ndarray,
    *,
    west: float,
    south: float,
    step: float,
    crs: str = "EPSG:4326",
    nodata: float | None = -9999.0,
) -> Path:
    """Write a GeoTIFF; ``west``, ``south`` are its outer edges and ``step`` its cell, in units of ``crs``."""
    rows, cols = heights.shape
    filled = heights if nodata is None else np.where(np.isfinite(heights), heights, nodata)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=cols,
        height=rows,
        count=1,
        dtype="float32",
        crs=CRS.from_user_input(crs),
        transform=Affine(step, 0, west, 0, -step, south + rows * step),
        nodata=nodata,
        tiled=rows >= 256 and cols >= 256,
        compress="deflate",
    ) as file:
        file.write(filled[::-1].astype(np.float32), 1)
    return path


def local_crs(lat: float, lon: float) -> str:
    """Name the projection whose metres count from a point, as PROJ writes it."""
    return f"+proj=aeqd +lat_0={lat!r} +lon_0={lon!r} +ellps=WGS84 +units=m"
