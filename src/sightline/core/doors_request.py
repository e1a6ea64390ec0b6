"""Ask one address once: send the request, and either follow where the answer points or write it to a file."""

import hashlib
import logging
import os
import ssl
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from attrs import frozen

from sightline.core.clock import Clock, rfc3339
from sightline.core.doors_address import ascii_host
from sightline.core.doors_answer import DoorLimits, Fetched, scrub_headers
from sightline.core.doors_dial import Dialler
from sightline.core.doors_stream import DialBackend
from sightline.core.errors import FetchFailed, OverLimit, Unsafe

if TYPE_CHECKING:
    # it takes a while to load, and only who fetches should wait for it
    import httpcore

__all__ = ["Asking", "ask_once", "open_pool", "shown_url"]

log = logging.getLogger(__name__)

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}


@frozen(slots=True)
class Asking:
    """One fetch: what stays the same over its redirects."""

    pool: "httpcore.ConnectionPool"
    headers: tuple[tuple[bytes, bytes], ...]
    limits: DoorLimits
    deadline: float
    """By the monotonic clock [s]."""
    clock: Clock
    into: Path


def ask_once(asking: Asking, url: str, *, asked: str, chain: tuple[str, ...]) -> Fetched | str:
    """Send one request; return the address the answer redirects to, or the answer, its body in a new file.

    :param asked: the address the fetch began with.
    :param chain: the redirects so far.
    :raises Unsafe: a refused address or scheme.
    :raises FetchFailed: no answer, or a broken one.
    :raises OverLimit: more bytes or seconds than allowed.
    """
    import httpcore

    target, host = _target(url)
    silence = asking.limits.silence_s
    waits = {"connect": silence, "read": silence, "write": silence, "pool": silence}
    try:
        with asking.pool.stream(
            "GET", target, headers=[(b"Host", host), *asking.headers], extensions={"timeout": waits}
        ) as answer:
            began = rfc3339(asking.clock.now_ms())
            location = next((value for name, value in answer.headers if name.lower() == b"location"), None)
            if answer.status in _REDIRECTS and location is not None:
                log.info("GET %s %d", shown_url(url), answer.status)
                return location.decode("utf-8", "replace")
            path, size, digest = _write_body(asking, answer, url)
            log.info("GET %s %d, %d bytes", shown_url(url), answer.status, size)
            return _fetched(answer, asked, url, chain, began, path, size, digest)
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise FetchFailed(
            f"the answer is broken: {error}", item=shown_url(url), todo="try again later"
        ) from error


def open_pool(dialler: Dialler) -> "httpcore.ConnectionPool":
    """Return the HTTP library's pool over our connections.

    Certificates are checked against the public authorities that come with certifi.
    """
    import certifi
    import httpcore

    tls = ssl.create_default_context(cafile=certifi.where())
    backend: Any = DialBackend(dialler)
    return httpcore.ConnectionPool(ssl_context=tls, network_backend=backend)


def shown_url(url: str) -> str:
    """Return an address for logs and messages: without name, password, query and fragment, which may hold secrets."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an address that cannot be read"
    tail = "?…" if parts.query != "" else ""
    host = (parts.netloc.rsplit("@", 1)[-1])[:200]
    return f"{parts.scheme}://{host}{parts.path[:200]}{tail}"


def _target(url: str) -> tuple["httpcore.URL", bytes]:
    """Split an address for the request line, percent-encoding kept byte for byte."""
    import httpcore

    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Unsafe("this is no web address", item=url[:200], todo="check how it is written") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or parts.hostname is None:
        raise Unsafe(f"only http and https are fetched, not {parts.scheme[:20]!r}", item=shown_url(url))
    host = ascii_host(parts.hostname)
    shown = f"[{host}]" if ":" in host else host
    target = quote(parts.path, safe="/%:@!$&'()*+,;=~-._") or "/"
    if parts.query != "":
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    made = httpcore.URL(
        scheme=scheme.encode(), host=host.encode(), port=port or _PORTS[scheme], target=target.encode()
    )
    header = shown if port is None or port == _PORTS[scheme] else f"{shown}:{port}"
    return made, header.encode()


def _write_body(asking: Asking, answer: "httpcore.Response", url: str) -> tuple[Path, int, str]:
    digest = hashlib.sha256()
    size = 0
    is_whole = False
    handle, name = tempfile.mkstemp(prefix="fetched-", dir=asking.into)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in answer.iter_stream():
                size += len(chunk)
                if size > asking.limits.max_bytes:
                    raise OverLimit(
                        f"the answer is larger than {asking.limits.max_bytes} bytes",
                        item=shown_url(url),
                        todo="raise [network] bytes if it is wanted",
                    )
                if time.monotonic() > asking.deadline:
                    raise OverLimit(
                        f"it took longer than {asking.limits.seconds:g} seconds",
                        item=shown_url(url),
                        todo="try again later, or raise [network] seconds",
                    )
                digest.update(chunk)
                file.write(chunk)
        is_whole = True
    finally:
        # a torn answer is no answer
        if not is_whole:
            Path(name).unlink(missing_ok=True)
    return Path(name), size, digest.hexdigest()


def _fetched(
    answer: "httpcore.Response",
    asked: str,
    url: str,
    chain: tuple[str, ...],
    began: str,
    path: Path,
    size: int,
    digest: str,
) -> Fetched:
    raw = tuple((bytes(name), bytes(value)) for name, value in answer.headers)
    stream: Any = answer.extensions.get("network_stream")
    secured = None if stream is None else stream.get_extra_info("ssl_object")
    certificate = None if secured is None else secured.getpeercert(binary_form=True)
    return Fetched(
        path=path,
        url=asked,
        final_url=url,
        redirects=chain,
        status=answer.status,
        reason=bytes(answer.extensions.get("reason_phrase", b"")).decode("latin-1"),
        http_version=bytes(answer.extensions.get("http_version", b"")).decode("ascii", "replace"),
        headers=scrub_headers(raw),
        raw_headers=raw,
        remote_address="" if stream is None else str(stream.get_extra_info("remote")),
        certificate_sha256=None if certificate is None else hashlib.sha256(certificate).hexdigest(),
        fetched_at=began,
        size=size,
        sha256=digest,
    )
