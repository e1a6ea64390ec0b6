import hashlib
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sightline.core.clock import FixedClock
from sightline.core.doors import HttpDoor
from sightline.core.doors_answer import DoorLimits
from sightline.core.doors_fake import FakeAnswer, FakeDoor
from sightline.core.errors import FetchFailed, OverLimit, SightlineError, Unsafe


class Handler(BaseHTTPRequestHandler):
    """A small web with the corners that matter; it speaks only to the tests on this machine."""

    protocol_version = "HTTP/1.1"
    seen: list[tuple[str, dict[str, str]]] = []  # noqa: RUF012 - cleared by the fixture

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        self.seen.append((self.path, dict(self.headers)))
        if path.startswith("/to/"):
            self._say(302, b"", {"Location": self.path.removeprefix("/to/")})
        elif path == "/loop":
            self._say(302, b"", {"Location": "/loop"})
        elif path == "/gone":
            self._say(404, b"gone")
        elif path == "/zipped":
            self._say(200, b"\x1f\x8bwhatever", {"Content-Encoding": "gzip", "Set-Cookie": "session=secret"})
        elif path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(bytes(65536))
            except OSError:
                self.close_connection = True
        elif path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"torn")
            self.close_connection = True
        elif path == "/silent":
            threading.Event().wait(3)
            self.close_connection = True
        else:
            self._say(200, b"a page", {"Content-Type": "text/html"})

    def _say(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def web() -> Iterator[str]:
    """Give ``address:port`` of a web server on this machine."""
    Handler.seen = []
    with serving() as where:
        yield where


def door(*where: str, limits: DoorLimits | None = None) -> HttpDoor:
    limits = DoorLimits(silence_s=5.0) if limits is None else limits
    return HttpDoor(allow_network=True, allow_local=frozenset(where), limits=limits, clock=FixedClock())


def test_the_network_is_off_unless_asked(web: str, tmp_path: Path) -> None:
    closed = HttpDoor(allow_local=frozenset({web}))
    with pytest.raises(Unsafe, match="the network is off"):
        closed.fetch(f"http://{web}/", into=tmp_path)
    with pytest.raises(Unsafe, match="the network is off"):
        closed.proxy()

    assert [] == Handler.seen


def test_an_answer_is_kept_with_how_it_came(web: str, tmp_path: Path) -> None:
    got = door(web).fetch(f"http://{web}/page?a=%D8%A7&b=ا", into=tmp_path)

    assert (200, b"a page") == (got.status, got.path.read_bytes())
    assert (hashlib.sha256(b"a page").hexdigest(), 6) == (got.sha256, got.size)
    assert ("127.0.0.1", None, "HTTP/1.1", "OK") == (
        got.remote_address, got.certificate_sha256, got.http_version, got.reason,
    )  # fmt: skip
    assert "2014-05-13T16:53:20.001Z" == got.fetched_at
    # what was already encoded is sent byte for byte
    assert "/page?a=%D8%A7&b=%D8%A7" == Handler.seen[0][0]
    assert "identity" == Handler.seen[0][1]["Accept-Encoding"]


def test_redirects_are_followed_and_kept(web: str, tmp_path: Path) -> None:
    got = door(web).fetch(f"http://{web}/to//to//page", into=tmp_path)

    assert (f"http://{web}/to//page", f"http://{web}/page") == got.redirects
    assert f"http://{web}/page" == got.final_url
    assert f"http://{web}/to//to//page" == got.url


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{other}/", "http://localhost.:{other}/", "http://2130706433:{other}/", "http://0x7f.1:{other}/",
        "http://127.1:{other}/", "http://[::1]:{other}/", "http://[::ffff:127.0.0.1]:{other}/", "//localhost:{other}/",
        "http://[64:ff9b::7f00:1]/", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "ftp://127.0.0.1/",
        "gopher://127.0.0.1:{other}/", "http://user:pass@127.0.0.1:{other}/",
    ],
)  # fmt: skip
def test_a_redirect_inward_is_refused_when_connecting(web: str, tmp_path: Path, target: str) -> None:
    # the first address is public (here: allowed), and its answer points inside
    with serving() as other:
        port = other.rsplit(":", 1)[1]
        with pytest.raises(Unsafe):
            door(web).fetch(f"http://{web}/to/{target.format(other=port)}", into=tmp_path)

    assert 1 == len(Handler.seen)
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "spelling", ["127.1", "2130706433", "0x7f.1", "017700000001", "localhost", "[::1]", "0"]
)
def test_spellings_of_this_machine_never_reach_it(web: str, tmp_path: Path, spelling: str) -> None:
    port = web.rsplit(":", 1)[1]
    with pytest.raises(Unsafe):
        door().fetch(f"http://{spelling}:{port}/", into=tmp_path)

    assert [] == Handler.seen


def test_a_name_that_changes_its_address_is_connected_where_it_was_checked(
    web: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # DNS rebinding: public when checked, inner when connected. There is only one look-up.
    answers = iter(["93.184.216.34", "127.0.0.1"])
    asked: list[str] = []
    connected: list[str] = []

    def changing(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(address: tuple[str, int], **_: object) -> socket.socket:
        connected.append(address[0])
        raise OSError("nobody there")

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchFailed, match="nobody answers"):
        door().fetch("http://rebinding.example/", into=tmp_path)

    assert (["rebinding.example"], ["93.184.216.34"]) == (asked, connected)


def test_a_ring_of_redirects_ends(web: str, tmp_path: Path) -> None:
    with pytest.raises(OverLimit, match="redirects more than 3 times"):
        door(web, limits=DoorLimits(redirects=3)).fetch(f"http://{web}/loop", into=tmp_path)

    assert 4 == len(Handler.seen)


def test_an_endless_answer_is_cut_and_nothing_left(web: str, tmp_path: Path) -> None:
    with pytest.raises(OverLimit, match="larger than 1000000 bytes"):
        door(web, limits=DoorLimits(max_bytes=1_000_000)).fetch(f"http://{web}/endless", into=tmp_path)

    assert [] == list(tmp_path.iterdir())


def test_an_answer_that_takes_too_long_is_cut(web: str, tmp_path: Path) -> None:
    with pytest.raises(OverLimit, match=r"longer than 0\.2 seconds"):
        door(web, limits=DoorLimits(seconds=0.2)).fetch(f"http://{web}/endless", into=tmp_path)


def test_a_silent_server_is_a_failed_fetch(web: str, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="fell silent"):
        door(web, limits=DoorLimits(silence_s=0.3)).fetch(f"http://{web}/silent", into=tmp_path)


def test_a_torn_answer_is_no_answer(web: str, tmp_path: Path) -> None:
    # half an article must not be archived as the article
    with pytest.raises(FetchFailed):
        door(web).fetch(f"http://{web}/short", into=tmp_path)

    assert [] == list(tmp_path.iterdir())


def test_any_status_is_an_answer(web: str, tmp_path: Path) -> None:
    got = door(web).fetch(f"http://{web}/gone", into=tmp_path)

    assert (404, b"gone") == (got.status, got.path.read_bytes())


def test_the_body_is_kept_as_sent_and_cookies_are_withheld(web: str, tmp_path: Path) -> None:
    got = door(web).fetch(f"http://{web}/zipped", into=tmp_path)

    assert b"\x1f\x8bwhatever" == got.path.read_bytes()
    assert "(withheld)" == got.header("Set-Cookie")
    assert "secret" not in str(got.summary())
    assert (b"Set-Cookie", b"session=secret") in got.raw_headers


def test_the_log_names_the_host_and_no_secret(
    web: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        door(web).fetch(f"http://{web}/page?token=hunter2", into=tmp_path)

    assert f"GET http://{web}/page?… 200, 6 bytes" in caplog.text
    assert "hunter2" not in caplog.text


def test_nobody_listening_is_a_failed_fetch(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(FetchFailed, match="nobody answers"):
            door(where).fetch(f"http://{where}/", into=tmp_path)


@pytest.mark.parametrize(
    "url", ["http://", "http:///x", "http://exa mple/", "notaurl", "http://a:99999/", "http://[::1/"]
)
def test_what_is_no_address_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SightlineError):
        door().fetch(url, into=tmp_path)


def test_the_fake_answers_from_its_table(tmp_path: Path) -> None:
    fake = FakeDoor({"https://example.org/": FakeAnswer(b"body"), "https://bad.example/": Unsafe("refused")})

    assert b"body" == fake.fetch("https://example.org/", into=tmp_path).path.read_bytes()
    with pytest.raises(Unsafe):
        fake.fetch("https://bad.example/", into=tmp_path)
    with pytest.raises(FetchFailed):
        fake.fetch("https://other.example/", into=tmp_path)
    assert ["https://example.org/", "https://bad.example/", "https://other.example/"] == fake.asked
