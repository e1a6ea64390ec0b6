"""Read web addresses without asking the web: which platform, which published thing, one spelling for one thing.

Many rows, posts and articles point to the same video under different spellings (``youtu.be``, ``m.youtube.com``,
a share parameter, an archived copy). One spelling makes them one Item. Nothing here resolves or fetches anything,
and the address as it was given is always kept beside what is derived here.
"""

import hashlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

from attrs import evolve

from sightline.model.platforms import READERS, PlatformLink

__all__ = ["PlatformLink", "canonical_link", "identify", "item_key", "normalise_url", "unwrap_archive"]


_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|igsh|mc_[ce]id|_ga|ref_src|ref_url|__tn__|__xts__.*"
    r"|__cft__.*|mibextid)",
    re.IGNORECASE,
)
_LONGEST_KEY = 160
_DEFAULT_PORTS = {"http": 80, "https": 443}
_WAYBACK = re.compile(r"^/(?:web/)?(?:\d{1,14}|\*)(?:[a-z]{2}_|\*)?/(.+)$", re.DOTALL)
_ARCHIVE_TODAY = frozenset(
    {"archive.today", "archive.ph", "archive.is", "archive.li", "archive.md", "archive.vn"}
)
_ARCHIVES = _ARCHIVE_TODAY | {"archive.org", "web.archive.org", "wayback.archive.org"}
_ARCHIVE_TODAY_PATH = re.compile(r"^/(?:[\d.-]{4,20}|newest|oldest|o/\w+)/(https?:/.+)$", re.DOTALL)


def normalise_url(url: str) -> str:
    """Return one spelling of a web address: lower-case scheme and host, no fragment, no tracking parameters.

    Parameters that may name the page are kept in their order. A path keeps its case; percent-encoding is made
    uniform (UTF-8, upper-case hex), so the readable and the encoded spelling of an Arabic name are one address.

    :param url: an address; one without a scheme is read as ``https``.
    :raises ValueError: when the text is no http or https address.
    """
    text = url.strip()
    if "://" not in text[:16]:
        text = "https://" + text.removeprefix("//")
    parts = urlsplit(text)
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or parts.hostname is None or parts.hostname == "":
        raise ValueError(f"not a web address: {url!r}")
    host = _ascii_host(parts.hostname)
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    netloc = host if port is None or port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"
    path = _uniform(parts.path, safe="/:@!$&'()*+,;=~-._") or "/"
    kept = [pair for pair in parts.query.split("&") if pair != "" and not _is_tracking(pair)]
    query = "&".join(_uniform(pair, safe="/:@!$'()*+,;=~-._?") for pair in kept)
    return urlunsplit((scheme, netloc, path, query, ""))


def canonical_link(url: str) -> PlatformLink | None:
    """Return what an address names on a known platform, or None when no platform is recognised.

    An address wrapped by a web archive (the Wayback Machine, archive.today) is read as the page it keeps.

    :param url: an address, with or without its scheme.
    """
    return _read_link(url, depth=0)


def unwrap_archive(url: str) -> tuple[str, str] | None:
    """Return (who archived it, the address that was archived), or None when the address is no archived copy."""
    try:
        parts = urlsplit(_with_scheme(url))
        host = _bare_host(parts.hostname)
    except ValueError:
        return None
    tail = parts.path if parts.query == "" else f"{parts.path}?{parts.query}"
    if host in {"web.archive.org", "wayback.archive.org"} or (
        host == "archive.org" and parts.path.startswith("/web/")
    ):
        match = _WAYBACK.match(tail)
        return None if match is None else ("wayback", _mend_scheme(match.group(1)))
    if host in _ARCHIVE_TODAY:
        match = _ARCHIVE_TODAY_PATH.match(tail)
        return None if match is None else ("archive.today", _mend_scheme(match.group(1)))
    return None


def item_key(url: str) -> str:
    """Return the importer's key of the Item that an address names: the same for every spelling of it.

    :raises ValueError: when the text is no web address.
    """
    return identify(url)[0]


def identify(url: str) -> tuple[str, PlatformLink | None]:
    """Return (key of the Item, what the address names on a platform or None), read once.

    :raises ValueError: when the text is no web address.
    """
    link = canonical_link(url)
    if link is not None and link.kind in {"video", "post", "story"}:
        return f"item/{link.platform}:{link.id}", link
    if link is not None and link.kind == "playlist":
        return f"item/{link.platform}:playlist:{link.id}", link
    wrapped = unwrap_archive(url)
    address = normalise_url(url if wrapped is None else wrapped[1])
    if len(address) > _LONGEST_KEY:
        digest = hashlib.sha256(address.encode()).hexdigest()[:32]
        return f"item/url:{address[:_LONGEST_KEY]}…{digest}", link
    return f"item/url:{address}", link


def _read_link(url: str, *, depth: int) -> PlatformLink | None:
    try:
        parts = urlsplit(_with_scheme(url))
        host = _bare_host(parts.hostname)
        if parts.scheme not in _DEFAULT_PORTS:
            return None
        wrapped = unwrap_archive(url) if host in _ARCHIVES else None
        if wrapped is not None:
            inner = _read_link(wrapped[1], depth=depth + 1) if depth < 3 else None
            return None if inner is None else evolve(inner, archived_by=wrapped[0])
        reader = READERS.get(host)
        if reader is None:
            return None
        steps = [unquote(step) for step in parts.path.split("/") if step != ""]
        query = dict(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100))
        return reader(host, steps, query)
    except ValueError:  # also of an address inside the address
        return None


def _with_scheme(url: str) -> str:
    text = url.strip()
    return text if "://" in text[:16] else "https://" + text.removeprefix("//")


def _mend_scheme(url: str) -> str:
    """Archives fold ``https://`` to ``https:/`` and may drop it altogether."""
    match = re.match(r"^(https?):/{1,2}(?!/)", url, re.IGNORECASE)
    return "http://" + url if match is None else f"{match.group(1)}://{url[match.end() :]}"


def _bare_host(hostname: str | None) -> str:
    host = _ascii_host(hostname or "")
    for front in ("www.", "m.", "mobile.", "mbasic.", "touch.", "ar-ar.", "en-gb."):
        if host.startswith(front) and host.count(".") >= 2:
            host = host.removeprefix(front)
    return host


def _ascii_host(hostname: str) -> str:
    host = hostname.rstrip(".").lower()
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValueError(f"not a host name: {hostname!r}") from error


def _is_tracking(pair: str) -> bool:
    return _TRACKING.fullmatch(pair.split("=", 1)[0]) is not None


def _uniform(text: str, *, safe: str) -> str:
    """Percent-encode what must be, leave encoded delimiters encoded, make hex digits upper case."""
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", text)
    made = [piece.upper() if re.fullmatch(r"%[0-9A-Fa-f]{2}", piece) else quote(piece, safe=safe, errors="replace")
            for piece in pieces]  # fmt: skip
    return re.sub(r"%(?:4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE]|2[DE]|3[0-9])", _plain, "".join(made))


def _plain(match: re.Match[str]) -> str:
    """Decode an escape that stands for an unreserved character (RFC 3986, 6.2.2.2)."""
    character = chr(int(match.group()[1:], 16))
    return character if re.fullmatch(r"[A-Za-z0-9._~-]", character) else match.group()
