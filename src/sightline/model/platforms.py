"""Know how each platform writes its addresses: one small reader per platform, from host, path steps and query.

The tables here are what the platforms' own pages and share buttons produce. A reader returns None rather than
guess; ``links`` then treats the address as any other page.
"""

import re
from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl, quote, urlsplit

from attrs import frozen

__all__ = ["READERS", "PlatformLink"]


@frozen(slots=True)
class PlatformLink:
    """An address that names a thing, an account or a collection on a known platform."""

    platform: str
    """youtube, facebook, twitter, telegram, tiktok, instagram, vk, rutube, vimeo, dailymotion, archive."""
    kind: str
    """video, post, account, playlist or story: what the address names."""
    id: str
    """The platform's own identifier, as it stands in the address."""
    url: str
    """One canonical spelling of the address."""
    archived_by: str | None = None
    """wayback or archive.today when the address was a copy kept there."""


_YOUTUBE_ID = re.compile(r"[0-9A-Za-z_-]{11}")
_NAME = re.compile(r"[0-9A-Za-z_.\-]{1,100}")
_DIGITS = re.compile(r"\d{1,25}")


def _youtube(host: str, steps: Sequence[str], query: dict[str, str]) -> PlatformLink | None:
    first = steps[0] if len(steps) > 0 else ""
    video: str | None = None
    if host == "youtu.be":
        video = first
    elif first == "watch":
        video = query.get("v", steps[1] if len(steps) > 1 else "")
    elif first in {"shorts", "embed", "live", "v", "e", "video"} and len(steps) > 1:
        video = steps[1]
    elif first == "attribution_link":
        inner = urlsplit(query.get("u", ""))
        video = dict(parse_qsl(inner.query)).get("v", "")
    if video is not None:
        video = re.split(r"[&?=#]", video, maxsplit=1)[0]
        if _YOUTUBE_ID.fullmatch(video) and video != "videoseries":
            return PlatformLink("youtube", "video", video, f"https://www.youtube.com/watch?v={video}")
    if "list" in query and _NAME.fullmatch(query["list"]):
        wanted = query["list"]
        return PlatformLink("youtube", "playlist", wanted, f"https://www.youtube.com/playlist?list={wanted}")
    if first in {"channel", "user", "c"} and len(steps) > 1:
        name = steps[1]
        return PlatformLink("youtube", "account", name, f"https://www.youtube.com/{first}/{quote(name)}")
    if first.startswith("@") and len(first) > 1:
        return PlatformLink("youtube", "account", first, f"https://www.youtube.com/@{quote(first[1:])}")
    return None


def _facebook(host: str, steps: Sequence[str], query: dict[str, str]) -> PlatformLink | None:
    root = "https://www.facebook.com"
    first = steps[0].lower() if len(steps) > 0 else ""
    if host == "fb.watch":
        return (
            None
            if first == ""
            else PlatformLink("facebook", "video", steps[0], f"https://fb.watch/{steps[0]}/")
        )
    if first in {"video.php", "watch"} and _DIGITS.fullmatch(query.get("v", "")):
        video = query["v"]
        return PlatformLink("facebook", "video", video, f"{root}/watch/?v={video}")
    if first == "reel" and len(steps) > 1 and _DIGITS.fullmatch(steps[1]):
        return PlatformLink("facebook", "video", steps[1], f"{root}/watch/?v={steps[1]}")
    if first in {"photo.php", "photo"} and _DIGITS.fullmatch(query.get("fbid", "")):
        photo = query["fbid"]
        return PlatformLink("facebook", "post", photo, f"{root}/photo.php?fbid={photo}")
    if first in {"story.php", "permalink.php"} and _NAME.fullmatch(query.get("story_fbid", "")):
        story = query["story_fbid"]
        owner = query.get("id", "")
        return PlatformLink("facebook", "post", story, f"{root}/permalink.php?story_fbid={story}&id={owner}")
    for place, word in enumerate(steps[1:], start=1):
        rest = [step for step in steps[place + 1 :] if _DIGITS.fullmatch(step)]
        if word == "videos" and len(rest) > 0:
            return PlatformLink("facebook", "video", rest[-1], f"{root}/watch/?v={rest[-1]}")
        if word in {"posts", "permalink", "photos"} and len(steps) > place + 1:
            post = steps[-1]
            return PlatformLink("facebook", "post", post, f"{root}/{quote(steps[0])}/{word}/{quote(post)}")
    if first == "profile.php" and _DIGITS.fullmatch(query.get("id", "")):
        account = query["id"]
        return PlatformLink("facebook", "account", account, f"{root}/profile.php?id={account}")
    if first in {"pages", "pg", "people", "groups"} and len(steps) > 1:
        return PlatformLink("facebook", "account", steps[-1], f"{root}/{quote('/'.join(steps))}")
    if (
        first != ""
        and "." not in first.removesuffix(".")
        and first not in {"login", "sharer", "hashtag", "events"}
    ):
        return PlatformLink("facebook", "account", steps[0], f"{root}/{quote(steps[0])}")
    return None


def _twitter(_host: str, steps: Sequence[str], _query: dict[str, str]) -> PlatformLink | None:
    for place, word in enumerate(steps[:-1]):
        if word in {"status", "statuses"}:
            match = _DIGITS.match(steps[place + 1])
            if match is not None:
                post = match.group()
                who = steps[0] if place == 1 else "i/web"
                return PlatformLink("twitter", "post", post, f"https://x.com/{quote(who)}/status/{post}")
    if (
        len(steps) == 1
        and re.fullmatch(r"@?\w{1,15}", steps[0], re.ASCII)
        and steps[0].lower() not in _TWITTER_PAGES
    ):
        name = steps[0].removeprefix("@")
        return PlatformLink("twitter", "account", name.lower(), f"https://x.com/{name.lower()}")
    return None


_TWITTER_PAGES = frozenset(
    {"home", "search", "explore", "intent", "hashtag", "i", "login", "settings", "share"}
)


def _telegram(_host: str, steps: Sequence[str], query: dict[str, str]) -> PlatformLink | None:
    rest = list(steps[1:]) if len(steps) > 0 and steps[0] == "s" else list(steps)
    if len(rest) == 0:
        return None
    if rest[0] == "c" and len(rest) >= 3 and rest[1].isdecimal() and rest[-1].isdecimal():
        return PlatformLink(
            "telegram", "post", f"c/{rest[1]}/{rest[-1]}", f"https://t.me/c/{rest[1]}/{rest[-1]}"
        )
    if rest[0] in {"joinchat", "addstickers", "share", "proxy", "c"} or rest[0].startswith("+"):
        return None
    if re.fullmatch(r"\w{4,32}", rest[0], re.ASCII) is None:
        return None
    channel = rest[0].lower()
    if len(rest) >= 2 and _DIGITS.fullmatch(rest[-1]):
        post = query.get("comment")
        base = f"{channel}/{rest[-1]}"
        if post is not None and post.isdecimal():
            return PlatformLink(
                "telegram", "post", f"{base}?comment={post}", f"https://t.me/{base}?comment={post}"
            )
        return PlatformLink("telegram", "post", base, f"https://t.me/{base}")
    return PlatformLink("telegram", "account", channel, f"https://t.me/{channel}")


def _tiktok(host: str, steps: Sequence[str], _query: dict[str, str]) -> PlatformLink | None:
    if host in {"vm.tiktok.com", "vt.tiktok.com"} and len(steps) > 0:
        return PlatformLink("tiktok", "video", steps[0], f"https://{host}/{quote(steps[0])}/")
    for place, word in enumerate(steps[:-1]):
        if word in {"video", "photo", "v"}:
            match = _DIGITS.match(steps[place + 1])
            if match is not None:
                who = steps[0] if steps[0].startswith("@") else "@"
                return PlatformLink(
                    "tiktok",
                    "video",
                    match.group(),
                    f"https://www.tiktok.com/{quote(who, safe='@')}/video/{match.group()}",
                )
    if len(steps) == 1 and steps[0].startswith("@"):
        return PlatformLink(
            "tiktok", "account", steps[0], f"https://www.tiktok.com/{quote(steps[0], safe='@')}"
        )
    return None


def _instagram(_host: str, steps: Sequence[str], _query: dict[str, str]) -> PlatformLink | None:
    for place, word in enumerate(steps[:-1]):
        if word in {"p", "reel", "reels", "tv"} and place <= 1 and _NAME.fullmatch(steps[place + 1]):
            shortcode = steps[place + 1]
            return PlatformLink("instagram", "post", shortcode, f"https://www.instagram.com/p/{shortcode}/")
    if len(steps) >= 3 and steps[0] == "stories" and _DIGITS.fullmatch(steps[2]):
        url = f"https://www.instagram.com/stories/{quote(steps[1])}/{steps[2]}/"
        return PlatformLink("instagram", "story", steps[2], url)
    if (
        len(steps) == 1
        and re.fullmatch(r"[\w.]{1,30}", steps[0], re.ASCII)
        and steps[0] not in {"explore", "accounts"}
    ):
        return PlatformLink(
            "instagram", "account", steps[0].lower(), f"https://www.instagram.com/{steps[0].lower()}/"
        )
    return None


_VK_THING = re.compile(r"(video|clip|wall|photo)(-?\d+_\d+)")


def _vk(_host: str, steps: Sequence[str], query: dict[str, str]) -> PlatformLink | None:
    if len(steps) > 0 and steps[0] == "video_ext.php" and "oid" in query and "id" in query:
        video = f"{query['oid']}_{query['id']}"
        return PlatformLink("vk", "video", video, f"https://vk.com/video{video}")
    for text in (*steps, query.get("z", ""), query.get("w", "")):
        match = _VK_THING.match(text)
        if match is not None:
            word, number = match.groups()
            if word in {"video", "clip"}:
                return PlatformLink("vk", "video", number, f"https://vk.com/video{number}")
            return PlatformLink("vk", "post", f"{word}{number}", f"https://vk.com/{word}{number}")
    if len(steps) == 1 and re.fullmatch(r"[\w.]{2,40}", steps[0], re.ASCII) and not steps[0].endswith(".php"):
        return PlatformLink("vk", "account", steps[0].lower(), f"https://vk.com/{steps[0].lower()}")
    return None


def _rutube(_host: str, steps: Sequence[str], _query: dict[str, str]) -> PlatformLink | None:
    for place, word in enumerate(steps[:-1]):
        if word in {"video", "embed", "shorts"}:
            rest = [step for step in steps[place + 1 :] if re.fullmatch(r"[0-9a-f]{32}", step)]
            if len(rest) > 0:
                return PlatformLink("rutube", "video", rest[0], f"https://rutube.ru/video/{rest[0]}/")
        if word in {"channel", "u"}:
            return PlatformLink(
                "rutube", "account", steps[place + 1], f"https://rutube.ru/{word}/{quote(steps[place + 1])}/"
            )
    return None


def _vimeo(host: str, steps: Sequence[str], _query: dict[str, str]) -> PlatformLink | None:
    numbers = [step for step in steps if re.fullmatch(r"\d{5,12}", step)]
    if len(numbers) > 0 and (host == "player.vimeo.com" or steps[0] not in {"user", "ondemand"}):
        return PlatformLink("vimeo", "video", numbers[-1], f"https://vimeo.com/{numbers[-1]}")
    if len(steps) == 1 and _NAME.fullmatch(steps[0]):
        return PlatformLink("vimeo", "account", steps[0].lower(), f"https://vimeo.com/{steps[0].lower()}")
    return None


def _dailymotion(host: str, steps: Sequence[str], _query: dict[str, str]) -> PlatformLink | None:
    place = 0 if host == "dai.ly" else next((n + 1 for n, step in enumerate(steps) if step == "video"), -1)
    if 0 <= place < len(steps):
        video = steps[place].split("_")[0]
        if re.fullmatch(r"[0-9a-zA-Z]{5,20}", video):
            return PlatformLink("dailymotion", "video", video, f"https://www.dailymotion.com/video/{video}")
    return None


def _archive(_host: str, steps: Sequence[str], _query: dict[str, str]) -> PlatformLink | None:
    if len(steps) >= 2 and steps[0] in {"details", "embed", "download"} and _NAME.fullmatch(steps[1]):
        return PlatformLink("archive", "post", steps[1], f"https://archive.org/details/{steps[1]}")
    return None


Reader = Callable[[str, Sequence[str], dict[str, str]], PlatformLink | None]
READERS: dict[str, Reader] = {
    **dict.fromkeys(("youtube.com", "youtu.be", "youtube-nocookie.com", "music.youtube.com"), _youtube),
    **dict.fromkeys(
        ("facebook.com", "fb.com", "fb.watch", "web.facebook.com", "business.facebook.com"), _facebook
    ),
    **dict.fromkeys(("twitter.com", "x.com", "fxtwitter.com", "vxtwitter.com", "nitter.net"), _twitter),
    **dict.fromkeys(("t.me", "telegram.me", "telegram.dog"), _telegram),
    **dict.fromkeys(("tiktok.com", "vm.tiktok.com", "vt.tiktok.com"), _tiktok),
    **dict.fromkeys(("instagram.com", "instagr.am"), _instagram),
    **dict.fromkeys(("vk.com", "vk.ru", "vkvideo.ru", "vkontakte.ru"), _vk),
    "rutube.ru": _rutube,
    **dict.fromkeys(("vimeo.com", "player.vimeo.com"), _vimeo),
    **dict.fromkeys(("dailymotion.com", "dai.ly"), _dailymotion),
    "archive.org": _archive,
}
