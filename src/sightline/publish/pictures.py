"""Choose which pictures leave the house with a site, and under which names.

Only raster pictures are copied: an SVG or a PDF is a program. In a release only what a person marked fit is copied;
in an internal dossier the rest is copied too and stays grey and blurred until somebody asks for it.
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


@frozen(slots=True)
class Picture:
    """One picture on a page."""

    media: ShownMedia
    path: str
    """Relative to the site's root; empty when the picture itself is not copied."""


def picture_of(media: ShownMedia, *, audience: str, copied: bool) -> Picture | None:
    """Say where a picture will lie; None when this audience does not learn of it at all."""
    if audience != INTERNAL and media.fit != "fit":
        return None
    ending = ENDINGS.get(media.media_type)
    if not copied or ending is None or not _is_digest(media.digest):
        return Picture(media, "")
    return Picture(media, f"media/{media.digest[:24].lower()}{ending}")


def _is_digest(text: str) -> bool:
    return len(text) == 64 and all(letter in "0123456789abcdefABCDEF" for letter in text)


def pictures_of(entity: ShownEntity, *, audience: str, copied: bool) -> tuple[Picture, ...]:
    """Gather the pictures of one entity that its page shows."""
    found = (picture_of(media, audience=audience, copied=copied) for media in entity.media)
    return tuple(picture for picture in found if picture is not None)


def read_pictures(pictures: Iterable[Picture]) -> Iterable[tuple[str, bytes]]:
    """Read each different picture once and check it against its digest.

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
