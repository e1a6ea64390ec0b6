"""Publish a dossier as a site that works from a ``file://`` address without a network.

No modules, no fetch, no workers: a browser refuses those for pages opened from a folder. Scripts are classic ones,
data are scripts too, and nothing is loaded from anywhere else. The same dossier gives the same bytes.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

from sightline.core.errors import NotDisclosed
from sightline.core.resources import builtin
from sightline.model.disclosed import INTERNAL, Dossier
from sightline.publish.folder import write_site
from sightline.publish.pages import Site, pages_and_data, site_of
from sightline.publish.pictures import read_pictures

ASSETS: Final = Path(__file__).parent / "assets"


@frozen(slots=True)
class Published:
    """What was written."""

    folder: Path
    files: int
    size: int
    """Bytes of all files."""
    front: Path
    """The page to open first."""


def publish(dossier: Dossier, folder: Path, *, copy_media: bool = True) -> Published:
    """Write the site of a dossier into ``folder``, replacing an earlier site of ours there.

    Takes a Dossier and nothing else: what was not disclosed cannot be handed in. With ``copy_media`` false no picture
    is copied; captions stay.

    Raises NotDisclosed for anything but a Dossier and for a release that holds what no release may; WrongUse when the
    folder holds something else; Broken when a picture is not the bytes that were kept; StoreFull, Unreadable.
    """
    refuse_undisclosed(dossier)
    site = site_of(dossier, copy_media=copy_media)
    files, size = write_site(folder, _files(site))
    return Published(folder, files, size, folder / "index.html")


def _files(site: Site) -> Iterator[tuple[str, bytes]]:
    for path, text in pages_and_data(site):
        yield path, text.encode("utf-8")
    yield from read_pictures(picture for pictures in site.pictures.values() for picture in pictures)
    for asset in sorted(ASSETS.rglob("*")):
        if asset.is_file():
            yield f"assets/{asset.relative_to(ASSETS).as_posix()}", asset.read_bytes()
    (outlines,) = builtin("outlines", ending=".js")  # pictures draw from the same
    yield "assets/outlines.js", outlines.read_bytes()


def refuse_undisclosed(dossier: object) -> None:
    """Stop what walked around the gate, or came through a gate with a hole: the last look before a file is written."""
    if not isinstance(dossier, Dossier):
        raise NotDisclosed("only a disclosed dossier can be published", todo="make one with work.disclose")
    for entity in dossier.entities:
        for one in entity.statements:
            hidden = one.status in {"withheld", "erased"}
            if hidden and (one.value or one.raw or any(piece.quote for piece in one.evidence)):
                raise NotDisclosed("a withheld value is in a dossier", item=f"{entity.code} {one.id}")
        if dossier.audience != INTERNAL and any("camera" in place.role.lower() for place in entity.positions):
            raise NotDisclosed("a camera position is in a release", item=entity.code)
