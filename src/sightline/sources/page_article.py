"""Take the article out of a web page: its words, who wrote it, when, and what it links to; without its frame.

What a page says about itself is a claim of that page, no more. A date is taken only where the page states one; it is
never guessed from the address or the footer.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from attrs import frozen

from sightline.core.errors import Damaged, OverLimit
from sightline.model.links import canonical_link, normalise_url, unwrap_archive

__all__ = ["Article", "article"]

LARGEST_PAGE = 20 << 20
"""Bytes; a page is text, and a larger one is something else."""
_MOST_TAGS = 100_000
"""Reading takes some tenths of a millisecond a tag; a page with more was made to keep somebody busy."""
_MOST_LINKS = 2_000
_INLINE = re.compile(rb"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=\s]+")
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)


@frozen(slots=True)
class Article:
    """What a page holds beside its frame."""

    title: str | None
    author: tuple[str, ...]
    """Names, in the page's order."""
    date: str | None
    """EDTF, the day the page says it was published."""
    text: str
    """The words of the article, one paragraph a line; empty when none were found."""
    links: tuple[str, ...]
    """Addresses the article's body links to: absolute, one spelling each, in order, each once."""
    language: str | None
    """As the page states it: ``ar``, ``en-gb``."""
    sitename: str | None
    url: str | None
    """The address the page says it stands at, or the one it was given."""


def article(html: bytes, url: str | None = None) -> Article:
    """Read an article.

    :param html: the page as it was sent, at most 20 MiB, decoded by its own marks.
    :param url: where it was found; links are made absolute with it.
    :raises OverLimit: when it is too large to be a page, or has too many tags.
    :raises Damaged: when no page can be made of it.
    """
    if len(html) > LARGEST_PAGE:
        raise OverLimit(
            f"the page is larger than {LARGEST_PAGE >> 20} MiB", item=url, todo="nothing; it is kept whole"
        )
    # pictures inside the page are no words; saved pages are mostly made of them
    html = _INLINE.sub(b"data:,", html)
    if html.count(b"<") > _MOST_TAGS:
        raise OverLimit(
            f"the page has more than {_MOST_TAGS} tags", item=url, todo="nothing; it is kept whole"
        )
    found = _SAVED_FROM.search(html[:4096])
    place = url if url is not None or found is None else found.group(1).decode("utf-8", "replace")
    linked = _extract(html, place, with_links=True)
    plain = _extract(html, place, with_links=False)
    if linked is None or plain is None:
        return Article(None, (), None, "", (), _language(html), None, place)
    stated = linked.url if place is None else place
    return Article(
        title=_clean(linked.title),
        author=tuple(
            name for name in (_clean(part) for part in (linked.author or "").split(";")) if name is not None
        ),
        date=linked.date
        if linked.date is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", linked.date)
        else None,
        text=plain.text or "",
        links=tuple(_links(linked.body, stated)),
        language=_language(html),
        sitename=_clean(linked.sitename),
        url=stated,
    )


def _extract(html: bytes, url: str | None, *, with_links: bool) -> Any:
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            html,
            url=url,
            include_links=with_links,
            include_comments=False,
            with_metadata=True,
            # only a date that stands in the page's own marks, the first publication rather than the last change
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (LxmlError, RecursionError, ValueError, TypeError, AttributeError, AssertionError) as error:
        raise Damaged(
            "no article can be read from this page", item=url, todo="nothing; it is kept whole"
        ) from error


def _links(body: Any, base: str | None) -> Iterator[str]:
    seen: set[str] = set()
    own = None if base is None else _spelled(base)
    for reference in body.iter("ref"):
        target = (reference.get("target") or "").strip()
        if target == "" or target.startswith("#"):
            continue
        try:
            address = target if base is None else urljoin(base, target)
            if urlsplit(address).scheme.lower() not in {"http", "https"}:
                continue
        except ValueError:
            continue
        spelled = _spelled(address)
        if spelled is None or spelled in seen or spelled == own:
            continue
        seen.add(spelled)
        yield spelled
        if len(seen) >= _MOST_LINKS:
            return


def _spelled(address: str) -> str | None:
    link = canonical_link(address)
    if link is not None and unwrap_archive(address) is None:
        return link.url
    try:
        return normalise_url(address)
    except ValueError:
        return None


def _language(html: bytes) -> str | None:
    found = re.search(
        rb"<html\b[^>]*?\b(?:xml:)?lang\s*=\s*[\"']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)", html[:65536]
    )
    return None if found is None else found.group(1).decode("ascii").lower().replace("_", "-")


def _clean(text: str | None) -> str | None:
    kept = " ".join((text or "").split())
    return None if kept == "" else kept
