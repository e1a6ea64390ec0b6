import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.links import canonical_link, item_key, normalise_url, unwrap_archive

VIDEO = "lCl3TKuuLj8"


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.youtube.com/watch?v={VIDEO}",
        f"http://youtube.com/watch?v={VIDEO}&feature=share&t=3s",
        f"https://m.youtube.com/watch?app=desktop&v={VIDEO}#t=1",
        f"https://youtu.be/{VIDEO}?si=abc",
        f"youtu.be/{VIDEO}",
        f"https://www.youtube.com/shorts/{VIDEO}",
        f"https://www.youtube-nocookie.com/embed/{VIDEO}?rel=0",
        f"https://www.youtube.com/live/{VIDEO}",
        f"https://www.youtube.com/v/{VIDEO}&hl=en",
        f"https://www.youtube.com/watch?list=PL1&v={VIDEO}",
        f"https://WWW.YouTube.COM/watch?v={VIDEO}",
        f"https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3D{VIDEO}%26feature%3Dshare",
        f"https://web.archive.org/web/20140412103000/https://www.youtube.com/watch?v={VIDEO}",
        f"https://web.archive.org/web/2014*/youtube.com/watch?v={VIDEO}",
        f"https://archive.ph/20140412103000/https://www.youtube.com/watch?v={VIDEO}",
    ],
)
def test_every_spelling_of_a_video_is_one_item(url: str) -> None:
    link = canonical_link(url)

    assert link is not None
    assert ("youtube", "video", VIDEO, f"https://www.youtube.com/watch?v={VIDEO}") == (
        link.platform, link.kind, link.id, link.url,
    )  # fmt: skip
    assert f"item/youtube:{VIDEO}" == item_key(url)


@pytest.mark.parametrize(
    "url, platform, kind, identifier",
    [
        ("https://www.youtube.com/playlist?list=PL12_x", "youtube", "playlist", "PL12_x"),
        ("https://www.youtube.com/channel/UCabc", "youtube", "account", "UCabc"),
        ("https://www.youtube.com/@name", "youtube", "account", "@name"),
        ("https://www.facebook.com/video.php?v=555257844621269", "facebook", "video", "555257844621269"),
        ("https://www.facebook.com/watch/?v=12345", "facebook", "video", "12345"),
        ("https://m.facebook.com/SomePage/videos/a-title/12345/", "facebook", "video", "12345"),
        ("https://www.facebook.com/SomePage/posts/pfbid0abc", "facebook", "post", "pfbid0abc"),
        ("https://ar-ar.facebook.com/SomePage", "facebook", "account", "SomePage"),
        ("https://twitter.com/someone/status/455?s=20", "twitter", "post", "455"),
        ("https://x.com/i/web/status/455", "twitter", "post", "455"),
        ("https://mobile.twitter.com/Someone", "twitter", "account", "someone"),
        ("https://t.me/SomeChannel/123", "telegram", "post", "somechannel/123"),
        ("https://t.me/s/SomeChannel/123?single", "telegram", "post", "somechannel/123"),
        ("https://t.me/s/SomeChannel", "telegram", "account", "somechannel"),
        ("https://t.me/c/1234567/89", "telegram", "post", "c/1234567/89"),
        ("https://www.tiktok.com/@someone/video/7123456789?lang=en", "tiktok", "video", "7123456789"),
        ("https://vm.tiktok.com/ZMabc/", "tiktok", "video", "ZMabc"),
        ("https://www.instagram.com/someone/reel/Cabc-_1/", "instagram", "post", "Cabc-_1"),
        ("https://instagram.com/p/Cabc-_1?igsh=x", "instagram", "post", "Cabc-_1"),
        ("https://vk.com/video-123_456?list=x", "vk", "video", "-123_456"),
        ("https://m.vk.com/wall-1_2", "vk", "post", "wall-1_2"),
        ("https://vk.com/feed?z=video-123_456%2Fabc", "vk", "video", "-123_456"),
        ("https://vkvideo.ru/video-123_456", "vk", "video", "-123_456"),
        (
            "https://rutube.ru/video/0123456789abcdef0123456789abcdef/?r=a",
            "rutube",
            "video",
            "0123456789abcdef0123456789abcdef",
        ),
        ("https://player.vimeo.com/video/123456789", "vimeo", "video", "123456789"),
        ("https://vimeo.com/channels/staffpicks/123456789", "vimeo", "video", "123456789"),
        ("https://dai.ly/x7abcd1", "dailymotion", "video", "x7abcd1"),
        ("https://www.dailymotion.com/video/x7abcd1_a-title", "dailymotion", "video", "x7abcd1"),
        ("https://archive.org/details/some-item_2014", "archive", "post", "some-item_2014"),
    ],
)
def test_platforms(url: str, platform: str, kind: str, identifier: str) -> None:
    link = canonical_link(url)

    assert link is not None
    assert (platform, kind, identifier) == (link.platform, link.kind, link.id)
    # the canonical spelling names the same thing
    again = canonical_link(link.url)
    assert again is not None
    assert (link.platform, link.kind, link.id, link.url) == (again.platform, again.kind, again.id, again.url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/watch?v=lCl3TKuuLj8",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/",
        "https://youtube.com.evil.example/watch?v=lCl3TKuuLj8",
        "https://evil.example/https://www.youtube.com/watch?v=lCl3TKuuLj8",
        "ftp://youtube.com/watch?v=lCl3TKuuLj8",
        "javascript:alert(1)",
        "",
        "https://[::1",
    ],
)
def test_what_is_no_link_to_a_platform(url: str) -> None:
    assert canonical_link(url) is None


def test_an_archived_copy_is_the_thing_it_keeps() -> None:
    link = canonical_link(f"https://web.archive.org/web/20140412if_/http://youtu.be/{VIDEO}")

    assert link is not None
    assert "wayback" == link.archived_by
    # archives fold the two slashes into one
    assert ("wayback", "https://example.org/a?b=1") == unwrap_archive(
        "http://web.archive.org/web/2014/https:/example.org/a?b=1"
    )
    kept = "https://archive.is/2014.04.12-101010/https://example.org/a"
    assert ("archive.today", "https://example.org/a") == unwrap_archive(kept)
    assert "item/url:https://example.org/a" == item_key(
        "https://web.archive.org/web/2014/https://example.org/a"
    )


@pytest.mark.parametrize(
    "url, expected",
    [
        ("HTTP://Example.ORG:80/A/b?utm_source=x&id=1&fbclid=y#top", "http://example.org/A/b?id=1"),
        ("https://example.org", "https://example.org/"),
        ("example.org/a", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://مثال.إختبار/صفحة", "https://xn--mgbh0fb.xn--kgbechtv/%D8%B5%D9%81%D8%AD%D8%A9"),
        # readable and encoded spellings are one
        ("https://example.org/%d8%b5%d9%81%d8%ad%d8%a9", "https://example.org/%D8%B5%D9%81%D8%AD%D8%A9"),
        ("https://example.org/%61%2Fb?s=%41", "https://example.org/a%2Fb?s=A"),
        ("https://user:pass@example.org./a", "https://example.org/a"),
        ("https://[2606:4700::1111]/a", "https://[2606:4700::1111]/a"),
    ],
)
def test_one_spelling_of_an_address(url: str, expected: str) -> None:
    assert expected == normalise_url(url)
    assert expected == normalise_url(expected)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://example.org/",
        "https://",
        "javascript:alert(1)",
        "https://[::1",
        "file:///etc/passwd",
        "http://a:b/",
    ],
)
def test_what_is_no_address_is_said(url: str) -> None:
    with pytest.raises(ValueError):
        normalise_url(url)


def test_a_very_long_address_has_a_short_key_of_its_own() -> None:
    one, other = (f"https://example.org/{'a' * 500}{end}" for end in "bc")

    assert item_key(one) != item_key(other)
    assert len(item_key(one)) < 250


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    canonical_link(text)
    unwrap_archive(text)
    try:
        spelled = normalise_url(text)
    except ValueError:
        return
    assert spelled == normalise_url(spelled)


@given(
    st.sampled_from(["youtube.com", "facebook.com", "x.com", "t.me", "tiktok.com", "instagram.com", "vk.com",
                     "rutube.ru", "vimeo.com", "dailymotion.com", "archive.org", "web.archive.org/web/2014/http://vk.com"]),
    st.text(max_size=60),
)  # fmt: skip
def test_any_path_on_a_platform_is_read_or_refused(host: str, path: str) -> None:
    link = canonical_link(f"https://{host}/{path}")
    if link is not None:
        again = canonical_link(link.url)
        assert again is not None
        assert (link.platform, link.id) == (again.platform, again.id)
