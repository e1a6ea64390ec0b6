"""What comes back through the door, and how much may: records without a network."""

from pathlib import Path

from attrs import frozen

__all__ = ["DoorLimits", "Fetched", "scrub_headers"]

_SECRET = frozenset(
    {
        "set-cookie",
        "set-cookie2",
        "cookie",
        "authorization",
        "proxy-authorization",
        "proxy-authenticate",
        "x-csrf-token",
    }
)


@frozen(slots=True)
class DoorLimits:
    """How much may be taken."""

    max_bytes: int = 2_000_000_000
    """One answer [bytes]."""
    seconds: float = 600.0
    """One fetch, its redirects included [s]."""
    redirects: int = 10
    silence_s: float = 20.0
    """Longest wait for the next bytes [s]."""
    total_bytes: int = 16_000_000_000
    """All that one outside program takes through the proxy [bytes]."""


@frozen(slots=True)
class Fetched:
    """An answer, kept as it was sent: no decompression, no decoding."""

    path: Path
    """The body: a new file, the caller's to keep and to remove."""
    url: str
    """As asked."""
    final_url: str
    redirects: tuple[str, ...]
    """Every address on the way after the first, the final one last."""
    status: int
    reason: str
    http_version: str
    headers: tuple[tuple[str, str], ...]
    """Of the final answer, in their order, cookies and keys replaced by ``(withheld)``."""
    raw_headers: tuple[tuple[bytes, bytes], ...]
    """The same as sent; for the raw record only, never for a log or a page."""
    remote_address: str
    certificate_sha256: str | None
    """Digest of the server's certificate, hex; None without TLS."""
    fetched_at: str
    """UTC, RFC 3339, when the answer began."""
    size: int
    sha256: str

    def header(self, name: str) -> str | None:
        """Return the first header of that name, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def summary(self) -> dict[str, str | int]:
        """Return what is kept with a capture: plain JSON, nothing secret, no floats."""
        kept: dict[str, str | int] = {
            "status": self.status,
            "reason": self.reason,
            "http_version": self.http_version,
            "final_url": self.final_url,
            "remote_address": self.remote_address,
            "bytes": self.size,
            "sha256": self.sha256,
        }
        if self.certificate_sha256 is not None:
            kept["certificate_sha256"] = self.certificate_sha256
        for name, value in self.headers:
            key = f"header:{name.lower()}"
            kept[key] = f"{kept[key]}, {value}" if key in kept else value
        return kept


def scrub_headers(raw: tuple[tuple[bytes, bytes], ...]) -> tuple[tuple[str, str], ...]:
    """Return headers as text, with the values of cookies and keys withheld."""
    return tuple(
        (
            name.decode("ascii", "replace"),
            "(withheld)" if name.decode("ascii", "replace").lower() in _SECRET else value.decode("latin-1"),
        )
        for name, value in raw
    )
