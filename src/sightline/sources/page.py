"""Bring in web pages: saved ones from a folder, others by their address when a person asked to fetch.

The page is kept as it was sent, and the whole answer beside it as a WARC record. What the page says about itself
becomes statements of its publisher; what its article links to becomes cited Items.
"""

import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from attrs import evolve

from sightline.core.doors import Door
from sightline.core.doors_answer import Fetched
from sightline.core.errors import Damaged, OverLimit, SkipItem
from sightline.model.arrival import Arrival, File, Origin
from sightline.model.draft import Draft, EvidenceRef
from sightline.model.links import item_key
from sightline.sources.folder import FOLDER, is_file
from sightline.sources.kinds import HEAD_BYTES, guess_kind
from sightline.sources.names import display_name, plain_text, source_key
from sightline.sources.page_article import LARGEST_PAGE, Article
from sightline.sources.parsing import parsing
from sightline.sources.source import Asked
from sightline.sources.warc import WARC_TYPE, write_warc

__all__ = ["PAGE", "PageSource", "listed_link"]

_ENDINGS = frozenset({".html", ".htm", ".xhtml"})


class PageSource:
    """Articles and other single addresses of the web."""

    name = "page"

    def accepts(self, address: str, asked: Asked) -> bool:
        """Say whether this is an address of the web, or a file named as a page."""
        if address[:8].lower().startswith(("http://", "https://")):
            return True
        if "://" in address[:16]:
            return False
        path = Path(address)
        return (path.suffix.lower() in _ENDINGS or asked.prefer == self.name) and is_file(address)

    def arrivals(self, address: str, asked: Asked) -> Iterator[Arrival]:
        """Yield the page as one Item, listed only when nothing may be fetched."""
        if "://" not in address[:16]:
            (kept,) = FOLDER.arrivals(address, asked)
            yield kept if kept.state == "failed" else _read_saved(kept, asked)
        elif asked.door is None:
            yield listed_link(address)
        else:
            yield _fetch(address, asked.door, asked)


def listed_link(address: str) -> Arrival:
    """Return an address that nobody fetched as a listed Item.

    :raises WrongUse: never; an address that cannot be read is a failed Item.
    """
    address = plain_text(address)
    try:
        key = item_key(address)
    except ValueError:
        return _failed(
            address, f"item/address:{address[:160]}", "this is no web address", "check how it is written"
        )
    draft = Draft(key, "url", address, kind="Item", origin="analyst")
    return Arrival(
        key,
        "article",
        "listed",
        Origin(address),
        drafts=(draft,),
        todo="add it again with --fetch to keep it",
    )


def _failed(address: str, key: str, fault: str, todo: str | None) -> Arrival:
    return Arrival(key, "article", "failed", Origin(address), fault=fault, todo=todo)


def _read_saved(kept: Arrival, asked: Asked) -> Arrival:
    path = kept.files[0].path
    try:
        if path.stat().st_size > LARGEST_PAGE:
            return evolve(kept, fault="it is too large to be a page and was kept as a file")
        with parsing(asked.parser, asked.scratch) as parser:
            found = parser.article(path)
    except OSError as error:
        fault = f"it cannot be read: {error.strerror}"
        return evolve(kept, state="failed", files=(), fault=fault, todo="check the disk it lies on")
    except SkipItem as error:
        return evolve(kept, fault=error.fault, todo=error.todo)
    return evolve(
        kept,
        item_kind="article",
        title=found.title or kept.title,
        drafts=_state(found, kept.key),
        cites=found.links,
    )


def _fetch(address: str, door: Door, asked: Asked) -> Arrival:
    scratch = asked.scratch
    listed = listed_link(address)
    if listed.state == "failed":
        return listed
    try:
        answer = door.fetch(address, into=scratch)
    except SkipItem as error:
        return _failed(address, listed.key, error.fault, error.todo)
    origin = Origin(
        address=plain_text(address),
        redirects=answer.redirects,
        fetched_at=answer.fetched_at,
        response=dict(answer.summary()),
    )
    raw = File(write_warc(answer, into=scratch), "response.warc", role="response", media_type=WARC_TYPE)
    if answer.status in {404, 410}:
        fault = f"the server says it is not there ({answer.status})"
        return Arrival(
            listed.key, "article", "gone", origin, files=(raw,), fault=fault, todo="look for an archived copy"
        )
    if not 200 <= answer.status < 300:
        fault = f"the server answered {answer.status} {answer.reason}".rstrip()
        return Arrival(
            listed.key, "article", "failed", origin, files=(raw,), fault=fault, todo="try again later"
        )
    try:
        body = _decoded(answer, scratch)
    except (Damaged, OverLimit) as error:
        return Arrival(
            listed.key, "article", "failed", origin, files=(raw,), fault=error.fault, todo=error.todo
        )
    return _read_answer(listed, answer, body, origin, raw, asked)


def _read_answer(
    listed: Arrival, answer: Fetched, body: Path, origin: Origin, raw: File, asked: Asked
) -> Arrival:
    name = _name(answer.final_url)
    with body.open("rb") as file:
        guess = guess_kind(file.read(HEAD_BYTES), name)
    stated = (answer.header("content-type") or "").split(";")[0].strip().lower()
    media_type = stated if stated != "" else guess.media_type
    is_page = stated in {"text/html", "application/xhtml+xml"} or (
        stated == "" and guess.item_kind == "article"
    )
    kept = evolve(
        listed,
        item_kind="article" if is_page else guess.item_kind,
        state="captured",
        origin=origin,
        files=(File(body, name, media_type=media_type), raw),
        todo=None,
    )
    if not is_page or body.stat().st_size > LARGEST_PAGE:
        return kept
    try:
        with parsing(asked.parser, asked.scratch) as parser:
            found = parser.article(body, answer.final_url)
    except SkipItem as error:
        return evolve(kept, fault=error.fault, todo=error.todo)
    drafts = (*kept.drafts, *_state(found, kept.key, answer.final_url))
    return evolve(kept, title=found.title, drafts=drafts, cites=found.links)


def _state(found: Article, key: str, address: str | None = None) -> tuple[Draft, ...]:
    """Return what the page says about itself, as statements of whoever publishes at its address."""
    url = found.url if address is None else address
    host = None if url is None else urlsplit(url).hostname
    name = found.sitename if host is None else host.removeprefix("www.")
    drafts: list[Draft] = []
    named = None if name is None else _key_of(name)
    if name is None or named is None:
        # nobody says who published it; it is still somebody's word
        maker = f"source/page:{hashlib.sha256(key.encode()).hexdigest()[:12]}"
        unnamed = f"Unnamed publisher of {found.title or 'a saved page'}"
        drafts.append(Draft(maker, "name", unnamed, kind="Source", origin="analyst"))
    else:
        maker = named
        evidence = (EvidenceRef(key, quote=found.sitename),)
        drafts.append(
            Draft(maker, "name", found.sitename or name, kind="Source", source=maker, evidence=evidence)
        )
        if url is not None and host is not None:
            drafts.append(
                Draft(maker, "url", f"{urlsplit(url).scheme}://{host}/", kind="Source", source=maker)
            )

    def say(what: str, value: str | None, lang: str | None = None) -> None:
        if value is not None:
            quote = (EvidenceRef(key, quote=value if what == "title" else None),)
            drafts.append(
                Draft(key, what, value, kind="Item", lang=lang, said=found.date, source=maker, evidence=quote)
            )

    say("title", found.title, found.language)
    say("posted_at", found.date)
    say("language", found.language)
    if address is None:
        say("url", found.url)
    for author in found.author:
        person = _key_of(author)
        if person is None:
            continue
        evidence = (EvidenceRef(key, quote=author),)
        drafts.append(Draft(person, "name", author, kind="Source", source=maker, evidence=evidence))
        drafts.append(
            Draft(
                key,
                "author",
                {"entity": person},
                kind="Item",
                said=found.date,
                source=maker,
                evidence=evidence,
            )
        )
    return tuple(drafts)


def _key_of(name: str) -> str | None:
    try:
        return source_key(name)
    except ValueError:
        return None


def _decoded(answer: Fetched, scratch: Path) -> Path:
    """Return the body without its content encoding; the answer as sent stays in the WARC record."""
    coding = (answer.header("content-encoding") or "identity").strip().lower()
    if coding in {"", "identity"}:
        return answer.path
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise Damaged(
            f"the answer is packed as {coding[:20]!r}, which was not asked for",
            todo="it is kept as it was sent",
        )
    packer = zlib.decompressobj(wbits=47)
    target = scratch / f"{answer.path.name}.plain"
    size = 0
    try:
        with answer.path.open("rb") as packed, target.open("xb") as plain:
            while (chunk := packed.read(1 << 16)) != b"":
                while chunk != b"":
                    made = packer.decompress(chunk, 1 << 20)
                    chunk = packer.unconsumed_tail
                    size += len(made)
                    if size > LARGEST_PAGE * 5:
                        raise OverLimit(
                            "the answer unfolds beyond all measure", todo="it is kept as it was sent"
                        )
                    plain.write(made)
    except zlib.error as error:
        raise Damaged("the answer says it is packed and is not", todo="it is kept as it was sent") from error
    if not packer.eof:
        raise Damaged("the packed answer is torn", todo="try again later")
    return target


def _name(url: str) -> str:
    last = unquote(urlsplit(url).path.rsplit("/", 1)[-1], errors="replace")
    return display_name(last.encode("utf-8", "replace"))[:200] if last != "" else "page.html"


PAGE = PageSource()
