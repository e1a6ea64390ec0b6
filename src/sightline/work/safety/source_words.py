"""Gives the words that tell who a source is, in the spellings in which they stand in addresses, handles and files."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote, quote_plus, unquote, urlsplit

SHORTEST: Final = 4
"""Letters that words must have to be looked for elsewhere."""
_SHARED: Final = (
    "youtube.com", "youtu.be", "facebook.com", "fb.com", "twitter.com", "x.com", "t.me", "telegram.me",
    "instagram.com", "tiktok.com", "vk.com", "vimeo.com", "rutube.ru", "dailymotion.com", "archive.org",
    "archive.today", "liveleak.com", "medium.com", "reddit.com", "soundcloud.com", "flickr.com", "github.com",
)  # fmt: skip
"""Hosts where many people publish: there the path names the account, elsewhere the host does."""
_STEPS: Final = frozenset(
    {"watch", "channel", "user", "status", "posts", "post", "video", "videos", "photo", "photos", "permalink",
     "profile", "groups", "pages", "people", "playlist", "shorts", "embed", "live", "reel", "reels", "stories",
     "index", "home", "about", "news", "media", "blog", "web", "https", "http"}
)  # fmt: skip
"""Steps of an address that name nobody."""
_JOINS: Final = ("", " ", "_", "-", ".", "+", "%20")


def name_words(name: str) -> Iterator[str]:
    """Give a name as it may stand in a text, a handle or an address."""
    plain = " ".join(name.split())
    bare = plain.removeprefix("@")
    parts = [part for part in re.split(r"[\s_.\-+]+", bare) if part]
    yield plain
    yield bare
    if 1 < len(parts) < 6:
        yield from (joined.join(parts) for joined in _JOINS)
    yield quote(bare)
    yield quote_plus(bare)
    yield quote(bare).lower()


def address_words(address: str) -> Iterator[str]:
    """Give what of an address names an account: the account's step on a shared platform, else the host."""
    split = urlsplit(address if "//" in address else f"//{address}")
    host = (split.hostname or "").removeprefix("www.").removeprefix("m.")
    rest = f"{host}{split.path}".rstrip("/")
    if rest:
        yield rest
    shared = any(host == one or host.endswith(f".{one}") for one in _SHARED)
    if (host and not shared) or (host not in _SHARED and host.count(".") > 1):
        yield host
    for step in split.path.split("/") if shared else ():
        word = step.removeprefix("@")
        if word.casefold() not in _STEPS and not word.isdigit():
            yield word
            yield unquote(word)
    for _, sign, value in (part.partition("=") for part in split.query.split("&")):
        if sign and shared and not value.isdigit():
            yield unquote(value)


def long_enough(words: Iterable[str]) -> tuple[str, ...]:
    """Keep the words that can be looked for, each once, the longest first."""
    every = {word.strip() for word in words}
    return tuple(sorted((w for w in every if len(w) >= SHORTEST), key=lambda w: (-len(w), w)))
