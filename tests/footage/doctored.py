"""Make pictures that were tampered with in one known way, and their honest counterparts.

Each maker writes a JPEG and returns what was done, with the places, so that a measure can be held against the truth.
The honest ones matter as much: a picture saved twice without any forgery must not be called one.
"""

import io
import struct
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from tests.footage.scene import still

PHOTO = (1024, 768)

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Doctored:
    """A file and the truth about it."""

    path: Path
    done: str
    """What was done, as a word of this module's functions."""
    boxes: tuple[Box, ...] = ()
    """Where: left, top, width, height in pixels of the finished picture; for a copied part first whence, then where."""
    qualities: tuple[int, ...] = ()
    """Every JPEG quality the host went through, the last save last."""
    numbers: dict[str, float] = field(default_factory=dict)


def jpeg(rgb: np.ndarray, quality: int) -> bytes:
    """Encode a picture as a camera does it: 4:2:0, tables of the standard."""
    room = io.BytesIO()
    Image.fromarray(rgb).save(room, "JPEG", quality=quality, subsampling=2)
    return room.getvalue()


def opened(content: bytes) -> np.ndarray:
    """Decode a picture: (height, width, 3) RGB."""
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).copy()


def once_saved(path: Path, *, seed: int = 1, quality: int = 85, size=PHOTO) -> Doctored:
    """Save a picture from the sensor once: nothing to be found."""
    path.write_bytes(jpeg(still(seed, size=size), quality))
    return Doctored(path, "once_saved", qualities=(quality,))


def resaved(path: Path, *, seed: int = 1, first: int = 65, second: int = 90, size=PHOTO) -> Doctored:
    """Save, open and save again at another quality, on the same grid: double quantisation without forgery."""
    path.write_bytes(jpeg(opened(jpeg(still(seed, size=size), first)), second))
    return Doctored(path, "resaved", qualities=(first, second))


def grid_shifted(
    path: Path, *, seed: int = 1, first: int = 70, second: int = 92, shift=(3, 5), size=PHOTO
) -> Doctored:
    """Save, cut ``shift`` pixels off at the left and the top, save again: the old grid no longer falls on the new."""
    before = opened(jpeg(still(seed, size=size), first))[shift[1] :, shift[0] :]
    height, width = before.shape[0] // 8 * 8, before.shape[1] // 8 * 8
    path.write_bytes(jpeg(before[:height, :width], second))
    # where the first grid's lines lie in the finished picture, modulo 8
    numbers = {"grid_x": float(-shift[0] % 8), "grid_y": float(-shift[1] % 8)}
    return Doctored(path, "grid_shifted", qualities=(first, second), numbers=numbers)


def spliced(
    path: Path,
    *,
    seed: int = 1,
    guest: int = 60,
    host: int = 85,
    final: int = 92,
    part: float = 0.3,
    size=PHOTO,
) -> Doctored:
    """Set a piece of a JPEG of quality ``guest``, off the grid, into one of quality ``host``; save at ``final``."""
    rng = np.random.default_rng([seed, 31])
    picture = opened(jpeg(still(seed, size=size), host))
    other = opened(jpeg(still(seed + 50_000, size=size), guest))
    width, height = int(size[0] * part), int(size[1] * part)
    left, top = int(rng.integers(0, size[0] - width)), int(rng.integers(0, size[1] - height))
    # never on the host's grid: the piece's own grid lies 1 to 7 pixels beside it
    x = left + int(rng.integers(1, 8)) - (8 if left + width + 8 > size[0] else 0)
    y = top + int(rng.integers(1, 8)) - (8 if top + height + 8 > size[1] else 0)
    piece = other[y : y + height, x : x + width]
    picture[top : top + height, left : left + width] = piece
    path.write_bytes(jpeg(picture, final))
    numbers = {
        "guest": float(guest),
        "grid_x": float((left - x) % 8),
        "grid_y": float((top - y) % 8),
    }
    return Doctored(path, "spliced", ((left, top, width, height),), (host, final), numbers)


def noise_spliced(
    path: Path, *, seed: int = 1, quality: int = 92, more: float = 5.0, part: float = 0.3, size=PHOTO
) -> Doctored:
    """Set in a piece from a noisier camera, neither saved as JPEG before; only the noise tells."""
    rng = np.random.default_rng([seed, 32])
    picture, other = still(seed, size=size), still(seed + 50_000, size=size)
    width, height = int(size[0] * part), int(size[1] * part)
    left, top = int(rng.integers(0, size[0] - width)), int(rng.integers(0, size[1] - height))
    piece = other[top : top + height, left : left + width] + rng.normal(0, more, (height, width, 1))
    picture[top : top + height, left : left + width] = np.clip(np.round(piece), 0, 255).astype(np.uint8)
    path.write_bytes(jpeg(picture, quality))
    numbers = {"noise_apart": more}
    return Doctored(path, "noise_spliced", ((left, top, width, height),), (quality,), numbers)


def copy_moved(
    path: Path,
    *,
    seed: int = 1,
    quality: int = 92,
    turn: float = 0.0,
    scale: float = 1.0,
    side: int = 160,
    size=PHOTO,
) -> Doctored:
    """Copy a textured part of the picture to another place in it, turned by ``turn`` [degrees] and scaled."""
    rng = np.random.default_rng([seed, 33])
    picture = still(seed, size=size)
    reach = int(np.ceil(side * scale * (abs(np.cos(np.radians(turn))) + abs(np.sin(np.radians(turn)))))) + 2
    x, y = _busiest(picture, side, margin=reach, rng=rng)
    for _ in range(200):
        to_x, to_y = int(rng.integers(0, size[0] - reach)), int(rng.integers(0, size[1] - reach))
        if abs(to_x - x) > max(reach, side) + 8 or abs(to_y - y) > max(reach, side) + 8:
            break
    matrix = cv2.getRotationMatrix2D((x + side / 2, y + side / 2), turn, scale)
    matrix[:, 2] += np.array([to_x + reach / 2 - x - side / 2, to_y + reach / 2 - y - side / 2])
    piece = np.zeros(picture.shape[:2], np.uint8)
    piece[y : y + side, x : x + side] = 255
    way = cv2.INTER_NEAREST if turn == 0 and scale == 1 else cv2.INTER_CUBIC
    if way == cv2.INTER_NEAREST:
        matrix[:, 2] = np.round(matrix[:, 2])
    moved = cv2.warpAffine(picture, matrix, size, flags=way)
    where = cv2.warpAffine(piece, matrix, size, flags=cv2.INTER_NEAREST) > 127
    picture[where] = moved[where]
    path.write_bytes(jpeg(picture, quality))
    rows, columns = np.nonzero(where)
    left, top = int(columns.min()), int(rows.min())
    target = (left, top, int(columns.max()) - left + 1, int(rows.max()) - top + 1)
    centre = matrix @ np.array([x + side / 2, y + side / 2, 1])
    numbers = {
        "turn": turn,
        "scale": scale,
        "move_x": float(centre[0] - x - side / 2),
        "move_y": float(centre[1] - y - side / 2),
    }
    return Doctored(path, "copy_moved", ((x, y, side, side), target), (quality,), numbers)


def with_thumbnail(
    path: Path, *, seed: int = 1, thumbnail_of: int | None = None, quality: int = 88, size=PHOTO
) -> Doctored:
    """Save a picture whose EXIF holds a thumbnail: its own, or that of the picture ``thumbnail_of``."""
    shown = still(seed if thumbnail_of is None else thumbnail_of, size=size)
    small = cv2.resize(shown, (160, 120), interpolation=cv2.INTER_AREA)
    content = jpeg(still(seed, size=size), quality)
    path.write_bytes(content[:2] + exif_segment(jpeg(small, 75)) + content[2:])
    done = "own_thumbnail" if thumbnail_of is None else "foreign_thumbnail"
    return Doctored(path, done, qualities=(quality,))


def retouched_behind_thumbnail(path: Path, *, seed: int = 1, part: float = 0.3, size=PHOTO) -> Doctored:
    """Paint a part over and leave the thumbnail as it was: it still shows what stood there."""
    rng = np.random.default_rng([seed, 34])
    picture = still(seed, size=size)
    small = cv2.resize(picture, (160, 120), interpolation=cv2.INTER_AREA)
    width, height = int(size[0] * part), int(size[1] * part)
    left, top = int(rng.integers(0, size[0] - width)), int(rng.integers(0, size[1] - height))
    other = still(seed + 60_000, size=size)
    picture[top : top + height, left : left + width] = other[top : top + height, left : left + width]
    content = jpeg(picture, 88)
    path.write_bytes(content[:2] + exif_segment(jpeg(small, 75)) + content[2:])
    return Doctored(path, "retouched_behind_thumbnail", ((left, top, width, height),), (88,))


def _busiest(picture: np.ndarray, side: int, *, margin: int, rng) -> tuple[int, int]:
    """Choose among thirty places the one with the most texture."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    grey = np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 8))
    height, width = grey.shape
    places = [
        (int(rng.integers(0, width - max(side, margin))), int(rng.integers(0, height - max(side, margin))))
        for _ in range(30)
    ]
    return max(places, key=lambda place: grey[place[1] : place[1] + side, place[0] : place[0] + side].mean())


def exif_segment(thumbnail: bytes) -> bytes:
    """Build the segment: IFD0 with the orientation, IFD1 with the thumbnail's place and length."""
    first = struct.pack("<H", 1) + struct.pack("<HHIHH", 0x0112, 3, 1, 1, 0)
    at = 8 + len(first) + 4
    entries = ((0x0103, 3, 6), (0x0201, 4, at + 2 + 3 * 12 + 4), (0x0202, 4, len(thumbnail)))
    second = struct.pack("<H", 3)
    for tag, kind, value in entries:
        # a short stands in the first half of the four bytes, which little-endian gives by itself
        second += struct.pack("<HHII", tag, kind, 1, value)
    ends = struct.pack("<I", at), struct.pack("<I", 0)
    tiff = b"II*\0" + struct.pack("<I", 8) + first + ends[0] + second + ends[1] + thumbnail
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
