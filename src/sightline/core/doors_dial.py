"""Open one connection to the outside, to an address that was checked, directly or through a proxy.

Everything that reaches the network goes through :meth:`Dialler.dial`: our own requests and, by way of a small proxy
of ours, those of outside programs. Through a proxy of the person's the name is not resolved here, since that would
tell the local network what is being looked at; addresses and local names are refused all the same.
"""

import base64
import ipaddress
import socket
import struct
from urllib.parse import unquote, urlsplit

from attrs import field, frozen

from sightline.core.doors_address import ascii_host, refusal, resolve
from sightline.core.errors import BadSetting, FetchFailed, Unsafe

__all__ = ["Dialled", "Dialler"]

_LOCAL_NAMES = ("localhost", "local", "internal", "lan", "home", "intranet", "corp", "home.arpa")


@frozen(slots=True)
class Dialled:
    """An open connection and where it leads."""

    socket: socket.socket
    remote: str
    """Address of the other end; the proxy's name and ``via`` when there is one."""


@frozen(slots=True)
class Dialler:
    """How connections are opened."""

    proxy: str | None = None
    """``http://[user:password@]host:port``, ``socks5h://…`` or None."""
    allow_local: frozenset[str] = field(factory=frozenset)
    """``address:port`` pairs let through although they are not public."""
    timeout_s: float = 20.0
    """For opening a connection, each address tried."""

    def dial(self, host: str, port: int) -> Dialled:
        """Connect.

        :raises Unsafe: when the host leads to no public address.
        :raises FetchFailed: when nobody answers.
        """
        if self.proxy is not None:
            return self._dial_through(self.proxy, host, port)
        last: OSError | None = None
        for endpoint in resolve(host, port, allow_local=self.allow_local):
            try:
                made = socket.create_connection((endpoint.address, endpoint.port), timeout=self.timeout_s)
            except OSError as error:
                last = error
                continue
            # what the system says we are connected to is checked too
            remote = str(made.getpeername()[0])
            if f"{remote}:{port}" not in self.allow_local and refusal(remote) is not None:
                made.close()
                raise Unsafe("the connection led to an address that is not public", item=host)
            return Dialled(made, remote)
        raise FetchFailed(f"nobody answers: {last}", item=host, todo="try again later") from last

    def _dial_through(self, proxy: str, host: str, port: int) -> Dialled:
        name = ascii_host(host)
        _refuse_local_name(name, port, self.allow_local)
        parts = urlsplit(proxy)
        if parts.hostname is None or parts.port is None or parts.scheme not in {"http", "socks5", "socks5h"}:
            raise BadSetting(
                f"{_shown(proxy)} is no proxy", todo="write http://host:port or socks5h://host:port"
            )
        try:
            made = socket.create_connection((parts.hostname, parts.port), timeout=self.timeout_s)
        except OSError as error:
            raise FetchFailed(
                f"the proxy does not answer: {error}", item=_shown(proxy), todo="check the proxy"
            ) from error
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        try:
            if parts.scheme == "http":
                _connect_http(made, name, port, user, password)
            else:
                _connect_socks(made, name, port, user, password)
        except (OSError, FetchFailed) as error:
            made.close()
            raise FetchFailed(
                f"the proxy could not connect: {error}", item=name, todo="try again later"
            ) from error
        return Dialled(made, f"via {_shown(proxy)}")


def _refuse_local_name(name: str, port: int, allow_local: frozenset[str]) -> None:
    if f"{name}:{port}" in allow_local:
        return
    try:
        reason = refusal(str(ipaddress.ip_address(name)))
    except ValueError:
        is_local = "." not in name or any(
            name == local or name.endswith("." + local) for local in _LOCAL_NAMES
        )
        reason = "a name of the local network" if is_local else None
    if reason is not None:
        raise Unsafe(
            f"it leads to no public address: {reason}",
            item=name,
            todo="nothing; local names are never fetched",
        )


def _connect_http(made: socket.socket, name: str, port: int, user: str, password: str) -> None:
    shown = f"[{name}]" if ":" in name else name
    lines = [f"CONNECT {shown}:{port} HTTP/1.1", f"Host: {shown}:{port}"]
    if user != "":
        token = base64.b64encode(f"{user}:{password}".encode()).decode()
        lines.append(f"Proxy-Authorization: Basic {token}")
    made.sendall("\r\n".join([*lines, "", ""]).encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        # one byte at a time: what follows the head belongs to the far end
        byte = made.recv(1)
        if byte == b"" or len(answer) > 65536:
            raise FetchFailed("it ended the connection")
        answer += byte
    status = answer.split(b"\r\n", 1)[0].split(b" ")
    if len(status) < 2 or status[1] != b"200":
        raise FetchFailed(f"it answered {b' '.join(status[1:]).decode('ascii', 'replace')}")


def _connect_socks(made: socket.socket, name: str, port: int, user: str, password: str) -> None:
    """SOCKS 5 with the name resolved by the proxy (RFC 1928, RFC 1929)."""
    made.sendall(b"\x05\x01\x02" if user != "" else b"\x05\x01\x00")
    if _exactly(made, 2)[1] == 2:
        made.sendall(b"\x01" + _counted(user) + _counted(password))
        if _exactly(made, 2)[1] != 0:
            raise FetchFailed("it refused the name and password")
    made.sendall(b"\x05\x01\x00\x03" + _counted(name) + struct.pack("!H", port))
    _, code, _, kind = _exactly(made, 4)
    if code != 0:
        raise FetchFailed(f"it answered with SOCKS error {code}")
    _exactly(made, {1: 4, 4: 16}.get(kind, 0) if kind != 3 else _exactly(made, 1)[0])
    _exactly(made, 2)


def _counted(text: str) -> bytes:
    raw = text.encode()
    if len(raw) > 255:
        raise FetchFailed("a name longer than 255 bytes")
    return bytes([len(raw)]) + raw


def _exactly(made: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count:
        more = made.recv(count - len(got))
        if more == b"":
            raise FetchFailed("it ended the connection")
        got += more
    return got


def _shown(proxy: str) -> str:
    """A proxy's address without its password, for messages and logs."""
    parts = urlsplit(proxy)
    return f"{parts.scheme}://{parts.hostname}:{parts.port}"
