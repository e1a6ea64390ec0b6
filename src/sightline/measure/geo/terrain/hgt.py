"""Read SRTM tiles: a square of big-endian whole metres with nothing before it, named by its south-western corner [1].

1201 by 1201 points are 3 seconds of arc apart, 3601 by 3601 one second; the outermost rows and columns lie on the
edges and are shared with the neighbours. -32768 is a void. Packed tiles (.hgt.gz, .hgt.zip) are read no further than a
tile is long.

Sources:
[1] NASA LP DAAC, SRTM Collection User Guide (2015), section 2.1, https://doi.org/10.5067/MEASURES/SRTM/SRTMGL1.003
"""

import gzip
import re
import zipfile
import zlib
from pathlib import Path
from typing import IO, Final

import numpy as np
from attrs import frozen

from sightline.core.errors import Damaged, OverLimit, Unreadable
from sightline.measure.geo.terrain.surface import Heights

VOID: Final = -32768
_NAME: Final = re.compile(
    r"(?P<ns>[NS])(?P<lat>[0-9]{2})(?P<ew>[EW])(?P<lon>[0-9]{3}).*?\.hgt(?P<packed>\.gz|\.zip)?",
    re.IGNORECASE,
)
_SIDES: Final[dict[int, int]] = {2 * 1201 * 1201: 1201, 2 * 3601 * 3601: 3601}
_LONGEST: Final = max(_SIDES)
_TODO: Final = "fetch the tile again; what it should hold is treated as unknown ground"


@frozen(slots=True, eq=False)
class HgtTile:
    """One degree of heights."""

    south: int
    west: int
    """Of its south-western corner [degrees]."""
    heights: Heights
    """(side, side) [m], row 0 in the north as in the file; NaN in voids."""


def hgt_corner(name: str) -> tuple[int, int] | None:
    """Read the south-western corner (latitude, longitude) from the name of a tile; None if it is no such name."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    lat = int(found["lat"]) * (1 if found["ns"] in "Nn" else -1)
    lon = int(found["lon"]) * (1 if found["ew"] in "Ee" else -1)
    return (lat, lon) if -90 <= lat <= 89 and -180 <= lon <= 179 else None


def cell_name(lat: int, lon: int) -> str:
    """Name a degree of the Earth as tiles do: its south-western corner, N35E036."""
    return f"{'N' if lat >= 0 else 'S'}{abs(lat):02d}{'E' if lon >= 0 else 'W'}{abs(lon):03d}"


def read_hgt(path: Path) -> HgtTile:
    """Read a tile.

    :raises Damaged: when its name gives no corner, its length is that of no tile, or its packing is broken.
    :raises OverLimit: when it unpacks to more than a tile.
    :raises Unreadable: when it cannot be read.
    """
    corner = hgt_corner(path.name)
    if corner is None:
        raise Damaged(
            "its name says no corner", item=path.name, todo="name it as N35E036.hgt, after its corner"
        )
    try:
        body = _body(path)
    except (zlib.error, EOFError, zipfile.BadZipFile, gzip.BadGzipFile) as fault:
        raise Damaged(f"its packing is broken: {fault}", item=path.name, todo=_TODO) from fault
    except OSError as fault:
        raise Unreadable(f"it cannot be read: {fault.strerror or fault}", item=path.name) from fault
    if len(body) > _LONGEST:
        raise OverLimit(f"it holds more than the {_LONGEST} bytes of a tile", item=path.name, todo=_TODO)
    side = _SIDES.get(len(body))
    if side is None:
        raise Damaged(
            f"its {len(body)} bytes are no tile: {' or '.join(map(str, sorted(_SIDES)))} are",
            item=path.name,
            todo=_TODO,
        )
    whole = np.frombuffer(body, ">i2").reshape(side, side)
    heights = whole.astype(np.float32)
    heights[whole == VOID] = np.nan
    return HgtTile(corner[0], corner[1], heights)


def _body(path: Path) -> bytes:
    """Return the bytes of a tile, one more than it may have at most."""
    ending = path.suffix.lower()
    if ending == ".gz":
        with gzip.open(path, "rb") as packed:
            return _most(packed)
    if ending == ".zip":
        with zipfile.ZipFile(path) as archive:
            inside = sorted(
                one.filename for one in archive.infolist() if one.filename.lower().endswith(".hgt")
            )
            if len(inside) != 1:
                raise Damaged(f"{len(inside)} tiles lie in it, not one", item=path.name, todo=_TODO)
            try:
                with archive.open(inside[0]) as member:
                    return _most(member)
            except (
                RuntimeError,
                NotImplementedError,
            ) as fault:  # locked with a password, or packed in another way
                raise Damaged(f"it cannot be unpacked: {fault}", item=path.name, todo=_TODO) from fault
    with path.open("rb") as plain:
        return _most(plain)


def _most(file: IO[bytes] | gzip.GzipFile) -> bytes:
    return file.read(_LONGEST + 1)
