"""Addresses that lead inward, and servers that answer with harm: refused or kept as sent, and the rest goes on."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from attrs import evolve

from sightline.core.doors import HttpDoor
from sightline.core.doors_answer import DoorLimits
from sightline.work.taking.intake import Wish

SPELLINGS = (
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "0x7f000001",
    "017700000001",
    "0177.0.0.1",
    "127.0.0.1.",
    "localhost",
    "LOCALHOST.",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1%25lo]",
    "0.0.0.0",
    "0",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "169.254.169.254",
    "10.0.0.1",
    "[fd00::1]",
    "user@127.0.0.1",
    "example.org@127.0.0.1",
)


@cache
def bomb() -> bytes:
    """Pack 300 MB of nothing; once and beforehand, for on a busy machine it takes longer than the door waits."""
    return gzip.compress(bytes(300 << 20), 9)


class Hostile(BaseHTTPRequestHandler):
    """Answers as a path asks."""

    asked: ClassVar[list[str]] = []
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path.partition("?")[2])
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path == "/silent":
            time.sleep(20)
        elif self.path == "/drip":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            for _ in range(200):
                try:
                    self.wfile.write(b"x")
                except OSError:
                    return
                time.sleep(0.1)
        elif self.path == "/headers":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 3_000_000 + b"\r\n\r\n")
        elif self.path == "/nonsense":
            self.wfile.write(bytes(range(256)) * 20)
        else:
            body = bomb() if self.path == "/bomb" else b"<html><body>small</body></html>"
            self.send_response(200)
            if self.path in {"/bomb", "/torn"}:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)


@pytest.fixture
def web() -> Iterator[tuple[str, int]]:
    """Serve on this machine; give address:port and port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    server.daemon_threads = True
    Hostile.asked.clear()
    bomb()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}", server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def fetching(web: tuple[str, int]) -> Callable[..., Wish]:
    """Give a wish to fetch, with the server of the test let through on purpose."""
    limits = evolve(DoorLimits(), seconds=4.0, silence_s=1.5, max_bytes=50_000_000)
    return lambda: Wish(door=HttpDoor(allow_network=True, allow_local=frozenset({web[0]}), limits=limits))


def test_this_machine_in_any_spelling_is_never_reached(shell, web) -> None:
    _, port = web
    addresses = [f"http://{spelling}:{port}/secret" for spelling in SPELLINGS]
    addresses += [
        f"HTTP://127.0.0.1:{port}",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/",
        "http://",
        "http://[::1",
    ]
    code, told, err = shell.add("--fetch", *addresses)
    assert [] == Hostile.asked
    assert 1 == code
    assert "Traceback" not in err
    assert [] == [a for a in told["added"] if a["sha256"]]
    assert len(addresses) == len(told["refused"])
    assert all(r["fault"] for r in told["refused"])
    assert shell.whole()["ok"] is True


def test_without_being_asked_nothing_is_fetched(shell, web) -> None:
    code, told, _ = shell.add(f"http://{web[0]}/page")
    assert 0 == code
    assert [] == Hostile.asked
    assert [None] == [a["sha256"] for a in told["added"]]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{}/secret",
        "http://[::1]:{}/secret",
        "http://2130706434:{}/secret",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_inward_is_refused_when_connecting(take, web, fetching, target: str) -> None:
    address, port = web
    done = take(f"http://{address}/to?{target.format(port)}", f"http://{address}/good", wish=fetching())
    assert [f"http://{address}/good"] == [a.path for a in done.added]
    assert 1 == len(done.refused)
    assert [p for p in Hostile.asked if "secret" in p and not p.startswith("/to")] == []


def test_answers_that_harm(take, here, web, fetching) -> None:
    address, _ = web
    paths = ("bomb", "torn", "silent", "drip", "headers", "nonsense", "good")
    began = time.monotonic()
    done = take(*(f"http://{address}/{path}" for path in paths), wish=fetching())
    assert time.monotonic() - began < 60
    kept = {a.path.rsplit("/", 1)[-1]: a for a in done.added}
    refused = {r.path.rsplit("/", 1)[-1]: r.fault for r in done.refused}
    assert {"bomb", "torn", "good"} == set(kept)
    assert "unfolds beyond all measure" in (kept["bomb"].fault or "")
    assert kept["torn"].fault
    assert kept["good"].fault is None
    assert {"silent", "drip", "headers", "nonsense"} == set(refused), json.dumps(refused)
    # the bomb lies there as it was sent, three hundred kilobytes, not three hundred megabytes
    assert sum(p.stat().st_size for p in (here.folder / "objects").rglob("*") if p.is_file()) < 2 << 20
    assert [] == list((here.folder / "tmp").iterdir())


def test_an_interrupted_run_fetches_nothing_twice(take, here, web, fetching) -> None:
    from sightline.work.taking.collect import collect

    addresses = [f"http://{web[0]}/{n}" for n in range(3)]
    half = collect(here, addresses, fetching())
    next(half)
    half.close()
    done = take(*addresses, wish=fetching())
    assert ["/0", "/1", "/2"] == Hostile.asked
    assert addresses[1:] == [a.path for a in done.added]
