"""A small proxy on this machine that lends the guard of our door to an outside program.

Downloaders have no guard of their own: they follow a page to 127.0.0.1 without objection. Run behind this proxy,
with no other way out, every connection they make is resolved, checked and logged by us. It listens on the loopback
address only, for the time of one run, and asks for a password that only that run knows.

Understood are CONNECT (for https) and requests with a whole address (for http), which are what HTTP clients send to
a proxy (RFC 9110, 9.3.6; RFC 9112, 3.2.2). https://doi.org/10.17487/RFC9112
"""

import base64
import hmac
import logging
import re
import secrets
import select
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from attrs import define, field, frozen

from sightline.core.doors_dial import Dialler
from sightline.core.errors import FetchFailed, SightlineError

__all__ = ["GuardedProxy", "ProxyEntry"]

log = logging.getLogger(__name__)

_HEAD_BYTES = 1 << 16
_IDLE_S = 60.0
_HOP_BY_HOP = frozenset(
    {b"proxy-authorization", b"proxy-connection", b"connection", b"keep-alive", b"te", b"upgrade"}
)


@frozen(slots=True)
class ProxyEntry:
    """One connection that was asked for."""

    host: str
    port: int
    remote: str | None
    """The address connected to; None when it was refused."""
    fault: str | None


@define(slots=True)
class _Count:
    """Bytes that went through, over all connections."""

    left: int
    lock: threading.Lock = field(factory=threading.Lock)

    def take(self, count: int) -> bool:
        """Count bytes; False when no more may pass."""
        with self.lock:
            self.left -= count
            return self.left >= 0


class GuardedProxy:
    """Serves while its ``with`` block lasts; ``url`` is what to tell the program."""

    def __init__(self, dialler: Dialler, *, max_bytes: int) -> None:
        self._dialler = dialler
        self._count = _Count(max_bytes)
        self._password = secrets.token_urlsafe(18)
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._entries: list[ProxyEntry] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._listener = listener
        self._start(self._accept, listener)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        listener = self._listener
        self._listener = None
        if listener is not None:
            # wakes accept on every system
            with socket.socket() as waker:
                waker.settimeout(1)
                waker.connect_ex(listener.getsockname())
            listener.close()
        with self._lock:
            left = list(self._open)
        for one in left:
            _shut(one)
        for thread in list(self._threads):
            thread.join(timeout=5)

    @property
    def url(self) -> str:
        """The proxy's address with its password; for the program alone, never for a log.

        :raises FetchFailed: when it is not serving.
        """
        if self._listener is None:
            raise FetchFailed("the proxy is closed")
        return f"http://sightline:{self._password}@127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def entries(self) -> tuple[ProxyEntry, ...]:
        """Every connection asked for so far, in order."""
        with self._lock:
            return tuple(self._entries)

    @property
    def is_over_limit(self) -> bool:
        """Whether more bytes were asked for than allowed."""
        return self._count.left < 0

    def _start(self, work: Callable[[socket.socket], None], given: socket.socket) -> None:
        thread = threading.Thread(target=work, args=(given,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            if not self._is_serving():
                client.close()
                return
            self._start(self._serve, client)

    def _is_serving(self) -> bool:
        return self._listener is not None

    def _serve(self, client: socket.socket) -> None:
        self._note(client, is_open=True)
        far: socket.socket | None = None
        try:
            client.settimeout(_IDLE_S)
            head, rest = _read_head(client)
            far = self._answer(client, head, rest)
            if far is not None:
                self._relay(client, far, more=_still_to_come(head, rest))
        except OSError as error:
            log.debug("proxy: a connection broke: %s", error)
        finally:
            for one in (client, far):
                if one is not None:
                    self._note(one, is_open=False)
                    one.close()

    def _answer(self, client: socket.socket, head: list[bytes], rest: bytes) -> socket.socket | None:
        """Check the request, connect, and pass its head on; None when it was answered here."""
        request = re.fullmatch(rb"([A-Z]+) (\S+) HTTP/1\.[01]", head[0]) if len(head) > 0 else None
        if request is None:
            _say(client, 400, "not a request to a proxy")
            return None
        if not self._is_ours(head[1:]):
            _say(client, 407, "only for the program it was opened for")
            return None
        verb, target = request.group(1), request.group(2).decode("latin-1")
        try:
            parts = urlsplit(f"//{target}" if verb == b"CONNECT" else target)
            host, port = parts.hostname or "", parts.port or 80
        except ValueError:
            _say(client, 400, "no address")
            return None
        if verb != b"CONNECT" and parts.scheme.lower() != "http":
            _say(client, 400, "only http is passed on without CONNECT")
            return None
        try:
            dialled = self._dialler.dial(host, port)
        except SightlineError as error:
            self._record(ProxyEntry(host, port, None, error.fault))
            _say(client, 403, error.fault)
            return None
        self._record(ProxyEntry(host, port, dialled.remote, None))
        far = dialled.socket
        try:
            far.settimeout(_IDLE_S)
            if verb == b"CONNECT":
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                far.sendall(rest)
            else:
                far.sendall(_direct_head(verb, target, head[1:]) + rest[: _body_length(head)])
        except OSError:
            # the program left in the meantime
            far.close()
            raise
        self._note(far, is_open=True)
        return far

    def _relay(self, client: socket.socket, far: socket.socket, *, more: int | None) -> None:
        """Pass bytes both ways until both sides ended, one fell silent, or the limit is reached.

        Without a tunnel one connection carries one request: a second one may be meant for another host, so it is not
        passed on, and the program opens a new connection for it.

        :param more: bytes the client still has to send for its request; None in a tunnel.
        """
        pairs = {client: far, far: client}
        while len(pairs) > 0:
            ready, _, _ = select.select(list(pairs), [], [], _IDLE_S)
            if len(ready) == 0:
                return
            for side in ready:
                data = side.recv(1 << 16)
                if data == b"":
                    other = pairs.pop(side)
                    if side is far:
                        return
                    other.shutdown(socket.SHUT_WR)
                    continue
                if side is client and more is not None:
                    more -= len(data)
                    if more < 0:
                        return
                if side is far and not self._count.take(len(data)):
                    log.warning("proxy: the limit of bytes is reached")
                    return
                (far if side is client else client).sendall(data)

    def _is_ours(self, lines: list[bytes]) -> bool:
        wanted = b"Basic " + base64.b64encode(f"sightline:{self._password}".encode())
        for line in lines:
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"proxy-authorization":
                return hmac.compare_digest(wanted, value.strip())
        return False

    def _record(self, entry: ProxyEntry) -> None:
        log.info(
            "proxy: %s:%d %s",
            entry.host[:200],
            entry.port,
            entry.remote if entry.fault is None else entry.fault,
        )
        with self._lock:
            self._entries.append(entry)

    def _note(self, one: socket.socket, *, is_open: bool) -> None:
        with self._lock:
            if is_open:
                self._open.add(one)
            else:
                self._open.discard(one)


def _read_head(client: socket.socket) -> tuple[list[bytes], bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        more = client.recv(4096)
        if more == b"" or len(data) > _HEAD_BYTES:
            return [], b""
        data += more
    head, _, rest = data.partition(b"\r\n\r\n")
    return head.split(b"\r\n"), rest


def _body_length(head: list[bytes]) -> int:
    for line in head[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    return 0


def _still_to_come(head: list[bytes], rest: bytes) -> int | None:
    return None if head[0].startswith(b"CONNECT ") else max(_body_length(head) - len(rest), 0)


def _direct_head(verb: bytes, target: str, lines: list[bytes]) -> bytes:
    """Write the head as the far end expects it: the path alone, no words meant for a proxy, one answer and no more."""
    parts = urlsplit(target)
    path = (parts.path or "/") + ("" if parts.query == "" else f"?{parts.query}")
    kept = [line for line in lines if line.partition(b":")[0].strip().lower() not in _HOP_BY_HOP]
    return b"\r\n".join(
        [verb + b" " + path.encode("latin-1") + b" HTTP/1.1", *kept, b"Connection: close", b"", b""]
    )


def _say(client: socket.socket, status: int, reason: str) -> None:
    body = f"{reason}\n".encode()
    head = f"HTTP/1.1 {status} Refused\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
    client.sendall(head.encode() + b"Connection: close\r\n\r\n" + body)


def _shut(one: socket.socket) -> None:
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        log.debug("proxy: a connection had ended already")
