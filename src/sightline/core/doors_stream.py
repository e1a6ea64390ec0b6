"""Lend our guarded connections to the HTTP library: it asks for a connection, and the dialler decides.

The library takes any object with these methods, so it is not imported here; what goes wrong is raised as our own
errors, which it passes through.
"""

import socket
import ssl
from collections.abc import Iterable
from typing import Any

from sightline.core.doors_dial import Dialler
from sightline.core.errors import FetchFailed

__all__ = ["DialBackend", "DialStream"]

_LATER = "try again later"


class DialStream:
    """One open connection, as the HTTP library wants it."""

    def __init__(self, made: socket.socket, remote: str) -> None:
        self._socket = made
        self._remote = remote

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read up to so many bytes.

        :raises FetchFailed: silence or a broken connection.
        """
        try:
            self._socket.settimeout(timeout)
            return self._socket.recv(max_bytes)
        except OSError as error:
            raise _broken(error, self._remote) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes.

        :raises FetchFailed: silence or a broken connection.
        """
        try:
            self._socket.settimeout(timeout)
            self._socket.sendall(buffer)
        except OSError as error:
            raise _broken(error, self._remote) from error

    def close(self) -> None:
        """End the connection."""
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> "DialStream":
        """Speak TLS from here on, the certificate checked against the name that was asked for.

        :raises FetchFailed: a certificate that is not trusted, or a broken connection.
        """
        try:
            self._socket.settimeout(timeout)
            wrapped = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except OSError as error:
            # certificate faults are OSErrors too
            self._socket.close()
            raise _broken(error, self._remote) from error
        return DialStream(wrapped, self._remote)

    def get_extra_info(self, info: str) -> Any:
        """Return what the HTTP library and the record of the capture ask for."""
        if info == "ssl_object":
            return self._socket if isinstance(self._socket, ssl.SSLSocket) else None
        if info == "remote":
            return self._remote
        return False if info == "is_readable" else None


class DialBackend:
    """Opens every connection through one dialler."""

    def __init__(self, dialler: Dialler) -> None:
        self._dialler = dialler

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the dialler has its own
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> DialStream:
        """Connect; errors of the dialler pass through."""
        dialled = self._dialler.dial(host, port)
        return DialStream(dialled.socket, dialled.remote)


def _broken(error: OSError, remote: str) -> FetchFailed:
    if isinstance(error, TimeoutError):
        return FetchFailed("the server fell silent", item=remote, todo=_LATER)
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchFailed(
            f"its certificate is not trusted: {error.verify_message}",
            item=remote,
            todo="look at it in a browser",
        )
    return FetchFailed(f"the connection broke: {error}", item=remote, todo=_LATER)
