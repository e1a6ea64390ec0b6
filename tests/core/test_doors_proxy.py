import base64
import http.client
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sightline.core.doors_dial import Dialler
from sightline.core.doors_proxy import GuardedProxy
from sightline.core.errors import BadSetting, FetchFailed, Unsafe


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    heads: list[dict[str, str]] = []  # noqa: RUF012 - cleared by the fixture

    def do_GET(self) -> None:
        self.heads.append(dict(self.headers))
        body = b"x" * 100_000 if self.path == "/large" else f"you asked for {self.path}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[str]:
    """Give ``address:port`` of a web server on this machine."""
    Handler.heads = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def get(proxy: GuardedProxy, url: str) -> bytes:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy.url, "https": proxy.url}))
    with opener.open(url, timeout=10) as answer:
        return bytes(answer.read())


def tunnel(proxy: GuardedProxy, where: str, *, password: str | None = None) -> tuple[bytes, socket.socket]:
    user, _, rest = proxy.url.removeprefix("http://").partition("@")
    token = base64.b64encode((user if password is None else password).encode()).decode()
    made = socket.create_connection(("127.0.0.1", int(rest.rsplit(":", 1)[1])), timeout=10)
    made.sendall(
        f"CONNECT {where} HTTP/1.1\r\nHost: {where}\r\nProxy-Authorization: Basic {token}\r\n\r\n".encode()
    )
    return made.recv(4096), made


def test_an_allowed_address_is_passed_on_without_words_for_the_proxy(web: str) -> None:
    with GuardedProxy(Dialler(allow_local=frozenset({web})), max_bytes=1 << 20) as proxy:
        assert b"you asked for /a?b=1" == get(proxy, f"http://{web}/a?b=1")
        assert [(web.split(":", maxsplit=1)[0], None)] == [
            (entry.host, entry.fault) for entry in proxy.entries
        ]

    assert not any(name.lower().startswith("proxy-") for name in Handler.heads[0])


@pytest.mark.parametrize("spelling", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::1]"])
def test_inner_addresses_are_refused_for_programs_too(web: str, spelling: str) -> None:
    # a downloader alone follows a page to 127.0.0.1 without objection
    port = web.rsplit(":", 1)[1]
    with GuardedProxy(Dialler(), max_bytes=1 << 20) as proxy:
        with pytest.raises(urllib.error.HTTPError) as caught:
            get(proxy, f"http://{spelling}:{port}/")
        assert 403 == caught.value.code
        caught.value.close()
        answer, made = tunnel(proxy, f"{spelling}:{port}")
        made.close()
        assert answer.startswith(b"HTTP/1.1 403")
        assert 2 == len(proxy.entries)
        assert all(entry.remote is None for entry in proxy.entries)

    assert [] == Handler.heads


def test_a_tunnel_carries_both_ways(web: str) -> None:
    with GuardedProxy(Dialler(allow_local=frozenset({web})), max_bytes=1 << 20) as proxy:
        answer, made = tunnel(proxy, web)
        assert answer.startswith(b"HTTP/1.1 200")
        made.sendall(f"GET /in HTTP/1.1\r\nHost: {web}\r\nConnection: close\r\n\r\n".encode())
        got = b""
        while (more := made.recv(4096)) != b"":
            got += more
        made.close()

    assert got.endswith(b"you asked for /in")


def test_nobody_else_on_the_machine_can_use_it(web: str) -> None:
    with GuardedProxy(Dialler(allow_local=frozenset({web})), max_bytes=1 << 20) as proxy:
        answer, made = tunnel(proxy, web, password="sightline:guess")
        made.close()

    assert answer.startswith(b"HTTP/1.1 407")
    assert [] == Handler.heads


def test_the_limit_of_bytes_ends_the_transfer(web: str) -> None:
    with GuardedProxy(Dialler(allow_local=frozenset({web})), max_bytes=10_000) as proxy:
        with pytest.raises((OSError, http.client.IncompleteRead)):
            get(proxy, f"http://{web}/large")
        assert proxy.is_over_limit


@pytest.mark.parametrize(
    "said", [b"", b"\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x00\r\n\r\n", b"x" * 100_000]
)
def test_nonsense_is_answered_and_harms_nobody(web: str, said: bytes) -> None:
    with GuardedProxy(Dialler(allow_local=frozenset({web})), max_bytes=1 << 20) as proxy:
        port = int(proxy.url.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as made:
            try:
                made.sendall(said)
                made.shutdown(socket.SHUT_WR)
                assert not made.recv(4096).startswith(b"HTTP/1.1 200")
            except OSError:
                pass
        assert b"you asked for /" == get(proxy, f"http://{web}/")


def test_it_is_gone_after_its_block(web: str) -> None:
    proxy = GuardedProxy(Dialler(), max_bytes=1)
    with proxy:
        port = int(proxy.url.rsplit(":", 1)[1])
    with socket.socket() as made:
        assert 0 != made.connect_ex(("127.0.0.1", port))
    with pytest.raises(FetchFailed):
        _ = proxy.url


# ------------------------------------------------------------------------------------- the person's own proxy


def test_names_are_left_to_the_persons_proxy(web: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # resolving here would tell the local network what is being looked at
    with GuardedProxy(Dialler(allow_local=frozenset({web})), max_bytes=1 << 20) as far:
        real = socket.getaddrinfo

        def elsewhere(*given: object, **more: object) -> object:
            # the far proxy stands in for somebody else's machine and runs in a thread
            assert threading.current_thread() is not threading.main_thread(), "resolved here"
            return real(*given, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(socket, "getaddrinfo", elsewhere)
        monkeypatch.setattr(socket, "create_connection", _literal_only)
        dialled = Dialler(proxy=far.url, allow_local=frozenset({web})).dial(*_split(web))
        dialled.socket.close()

    assert dialled.remote.startswith("via http://127.0.0.1:")
    assert "sightline" not in dialled.remote


def _literal_only(address: tuple[str, int], **options: float) -> socket.socket:
    made = socket.socket()
    made.settimeout(options.get("timeout", 10))
    made.connect(address)
    return made


def _split(where: str) -> tuple[str, int]:
    host, _, port = where.rpartition(":")
    return host, int(port)


@pytest.mark.parametrize(
    "host", ["localhost", "printer", "nas.local", "x.internal", "10.0.0.1", "::1", "127.1"]
)
def test_local_names_are_refused_through_a_proxy_too(host: str) -> None:
    with pytest.raises(Unsafe):
        Dialler(proxy="http://127.0.0.1:1").dial(host, 80)


def test_a_socks_proxy_gets_the_name(web: str) -> None:
    heard: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        made, _ = listener.accept()
        with made:
            heard.append(made.recv(64))
            made.sendall(b"\x05\x02")
            heard.append(made.recv(64))
            made.sendall(b"\x01\x00")
            heard.append(made.recv(64))
            made.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00hello")

    thread = threading.Thread(target=serve)
    thread.start()
    dialled = Dialler(proxy=f"socks5h://me:pass@127.0.0.1:{listener.getsockname()[1]}").dial(
        "example.org", 443
    )
    assert b"hello" == dialled.socket.recv(16)
    dialled.socket.close()
    thread.join()
    listener.close()

    assert [b"\x05\x01\x02", b"\x01\x02me\x04pass", b"\x05\x01\x00\x03\x0bexample.org\x01\xbb"] == heard


def test_what_is_no_proxy_is_a_bad_setting() -> None:
    with pytest.raises(BadSetting):
        Dialler(proxy="tor").dial("example.org", 80)
    with pytest.raises(FetchFailed, match="the proxy does not answer"):
        Dialler(proxy="http://127.0.0.1:1").dial("example.org", 80)


def test_one_connection_carries_one_request_to_one_host(web: str) -> None:
    # clients keep a connection to a proxy open and may send the next request, for another host, down the same way
    with GuardedProxy(Dialler(allow_local=frozenset({web})), max_bytes=1 << 20) as proxy:
        user, _, rest = proxy.url.removeprefix("http://").partition("@")
        token = base64.b64encode(user.encode()).decode()
        request = (
            f"GET http://{web}/one HTTP/1.1\r\nHost: {web}\r\nProxy-Authorization: Basic {token}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", int(rest.rsplit(":", 1)[1])), timeout=10) as made:
            made.sendall((request + request.replace("/one", "/two")).encode())
            got = b""
            while (more := made.recv(4096)) != b"":
                got += more

    assert 1 == got.count(b"you asked for")
    assert 1 == len(Handler.heads)
