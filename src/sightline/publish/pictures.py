"""Choose which pictures leave the house with a site, and under which names.

Only raster pictures are copied: an SVG or a PDF is a program. In a release only what a person marked fit is copied.
In an internal dossier the rest is copied too, and the page shows a small grey blur instead, a picture of its own: the
real one is loaded when somebody asks for it, each time, and is in no page as it opens.
"""

import hashlib
from collections.abc import Iterable
from typing import Final

from attrs import frozen

from sightline.core.errors import Broken
from sightline.model.disclosed import INTERNAL
from sightline.model.shown import ShownEntity, ShownMedia

ENDINGS: Final[dict[str, str]] = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/avif": ".avif",
}

GREY: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a4944415478da6368000000820081da45083b0000000049454e44ae426082"
)
"""A picture of one grey point, where no blurred one can be made."""


@frozen(slots=True)
class Picture:
    """One picture on a page."""

    media: ShownMedia
    path: str
    """Relative to the site's root; empty when the picture itself is not copied."""
    blurred: str = ""
    """Of what stands on the page instead until somebody asks; empty where a person judged the picture fit."""


def picture_of(media: ShownMedia, *, audience: str, copied: bool) -> Picture | None:
    """Say where a picture will lie; None when this audience does not learn of it at all."""
    if audience != INTERNAL and media.fit != "fit":
        return None
    ending = ENDINGS.get(media.media_type)
    if not copied or ending is None or not _is_digest(media.digest):
        return Picture(media, "")
    name = media.digest[:24].lower()
    blurred = "" if media.fit == "fit" else f"media/{name}-blurred.png"
    return Picture(media, f"media/{name}{ending}", blurred)


def _is_digest(text: str) -> bool:
    return len(text) == 64 and all(letter in "0123456789abcdefABCDEF" for letter in text)


def pictures_of(entity: ShownEntity, *, audience: str, copied: bool) -> tuple[Picture, ...]:
    """Gather the pictures of one entity that its page shows."""
    found = (picture_of(media, audience=audience, copied=copied) for media in entity.media)
    return tuple(picture for picture in found if picture is not None)


def read_pictures(pictures: Iterable[Picture]) -> Iterable[tuple[str, bytes]]:
    """Read each different picture once and check it against its digest; then what stands for it until it is judged.

    Raises Broken when the bytes are not the ones the digest names.
    """
    done: set[str] = set()
    for picture in pictures:
        if not picture.path or picture.path in done:
            continue
        done.add(picture.path)
        data = picture.media.read()
        if hashlib.sha256(data).hexdigest() != picture.media.digest.lower():
            raise Broken(
                "the bytes of a picture are not the ones that were kept",
                item=picture.media.digest,
                todo="run `sightline check` before publishing",
            )
        yield picture.path, data
        if picture.blurred:
            yield picture.blurred, GREY if picture.media.blurred is None else picture.media.blurred()
