"""Makes of a picture a grey one so small that nothing in it can be recognised: for pages, until a person has looked.

Served inside a sandbox, many pictures at a time: what comes out are a few hundred numbers a picture, which whoever is
outside writes into a picture of its own.
"""

from pathlib import Path
from typing import Final

from attrs import frozen

from sightline.core.sandbox_companion import CompanionSpec
from sightline.core.sandbox_worker import Emit, Task

COMPANIONS: Final[tuple[CompanionSpec, ...]] = ()
NAME: Final = "blur"
SIDE: Final = 24
"""Longer side [pixels]. A face that fills a tenth of the width is two pixels wide."""
_MOST_PIXELS: Final = 120_000_000
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")


@frozen(slots=True)
class Blurred:
    """One picture, made unrecognisable."""

    measure: str
    file: str
    width: int
    height: int
    grey: bytes
    """Rows of grey values, 0 to 255; nothing where the picture cannot be read."""


def blur_picture(path: Path) -> tuple[int, int, bytes]:
    """Blur a picture: width and height [pixels, at most ``SIDE``] and its grey values row by row.

    :raises OSError, ValueError: when it cannot be read, or is too large.
    """
    from PIL import Image

    with Image.open(path, formats=_FORMATS) as picture:
        if picture.width * picture.height > _MOST_PIXELS:
            raise ValueError("the picture is too large")
        picture.draft("L", (SIDE * 2, SIDE * 2))
        grey = picture.convert("L")
    longer = max(grey.width, grey.height)
    size = (max(1, grey.width * SIDE // longer), max(1, grey.height * SIDE // longer))
    small = grey.resize(size, Image.Resampling.BOX)
    return small.width, small.height, small.tobytes()


def warm(_path: str, _measures: tuple[str, ...]) -> None:
    """Import what reads pictures, before the fork."""
    from PIL import Image

    Image.init()


def examine(task: Task, emit: Emit) -> None:
    """Blur every picture that is named in the parameters and lies beside the file."""
    emit("begin", NAME)
    folder = Path(task.path).parent
    for name in task.parameters[NAME]["files"]:
        try:
            width, height, grey = blur_picture(folder / name)
        except (OSError, ValueError, SyntaxError):
            width, height, grey = 0, 0, b""
        emit("finding", Blurred(NAME, name, width, height, grey))
    emit("done", NAME)
