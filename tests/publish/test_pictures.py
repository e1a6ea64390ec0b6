from types import ModuleType

import attrs
import pytest

from sightline.core.errors import Broken
from sightline.publish.pictures import GREY, picture_of, read_pictures


def test_a_release_holds_only_what_somebody_marked_fit(sample: ModuleType) -> None:
    kinds = [sample.media(10, "a", fit=fit) for fit in ("fit", "unseen", "graphic")]
    released = [picture_of(media, audience="press", copied=True) for media in kinds]
    assert [True, False, False] == [picture is not None for picture in released]
    internal = [picture_of(media, audience="internal", copied=True) for media in kinds]
    assert all(picture is not None and picture.path for picture in internal)


@pytest.mark.parametrize("media_type", ["image/svg+xml", "application/pdf", "text/html", ""])
def test_what_can_hold_a_program_is_not_copied(sample: ModuleType, media_type: str) -> None:
    picture = picture_of(
        attrs.evolve(sample.media(10, "a"), media_type=media_type), audience="internal", copied=True
    )
    assert picture is not None
    assert "" == picture.path


def test_a_digest_that_is_a_path_is_not_one(sample: ModuleType) -> None:
    picture = picture_of(
        attrs.evolve(sample.media(10, "a"), digest="../" * 21 + "x"), audience="internal", copied=True
    )
    assert picture is not None
    assert "" == picture.path


def test_bytes_that_are_not_the_kept_ones_stop_the_site(sample: ModuleType) -> None:
    media = attrs.evolve(sample.media(10, "a"), read=lambda: b"another picture")
    picture = picture_of(media, audience="internal", copied=True)
    assert picture is not None
    with pytest.raises(Broken):
        list(read_pictures([picture]))


def test_the_same_picture_is_read_once(sample: ModuleType) -> None:
    picture = picture_of(sample.media(10, "a", fit="fit"), audience="internal", copied=True)
    assert picture is not None
    assert 1 == len(list(read_pictures([picture, picture])))


def test_what_nobody_judged_stands_there_as_a_blur_of_its_own(sample: ModuleType) -> None:
    # a veil of CSS over the real picture came off when it was dragged out of the page
    blur = attrs.evolve(sample.media(10, "a", fit="unseen"), blurred=lambda: b"a blur")
    for media, stands in ((blur, b"a blur"), (attrs.evolve(blur, blurred=None), GREY)):
        picture = picture_of(media, audience="internal", copied=True)
        assert picture is not None
        assert "media/" + media.digest[:24] + "-blurred.png" == picture.blurred
        assert {picture.path: media.read(), picture.blurred: stands} == dict(read_pictures([picture]))
    fit = picture_of(sample.media(10, "a", fit="fit"), audience="internal", copied=True)
    assert fit is not None
    assert "" == fit.blurred
