"""The door that leads nowhere: prepared answers for tests and for trying things offline, through the same methods."""

import hashlib
import tempfile
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from attrs import define, field, frozen

from sightline.core.doors_answer import Fetched, scrub_headers
from sightline.core.doors_dial import Dialler
from sightline.core.doors_proxy import GuardedProxy
from sightline.core.errors import FetchFailed, SightlineError

__all__ = ["FakeAnswer", "FakeDoor"]


@frozen(slots=True)
class FakeAnswer:
    """One prepared answer."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[bytes, bytes], ...] = ((b"Content-Type", b"text/html; charset=utf-8"),)
    redirects: tuple[str, ...] = ()


@define(slots=True)
class FakeDoor:
    """Answers from a table; an address that is not in it does not answer."""

    answers: Mapping[str, FakeAnswer | SightlineError] = field(factory=dict)
    fetched_at: str = "2014-04-12T09:00:00.000Z"
    asked: list[str] = field(factory=list)
    """Every address asked for, in order."""

    def fetch(self, url: str, *, into: Path, headers: Mapping[str, str] | None = None) -> Fetched:  # noqa: ARG002
        """Give the prepared answer.

        :raises SightlineError: the prepared one.
        :raises FetchFailed: when none is prepared.
        """
        self.asked.append(url)
        answer = self.answers.get(url)
        if answer is None:
            raise FetchFailed("nobody answers", item=url, todo="try again later")
        if isinstance(answer, SightlineError):
            raise answer
        with tempfile.NamedTemporaryFile(prefix="fetched-", dir=into, delete=False) as file:
            file.write(answer.body)
        return Fetched(
            path=Path(file.name),
            url=url,
            final_url=answer.redirects[-1] if len(answer.redirects) > 0 else url,
            redirects=answer.redirects,
            status=answer.status,
            reason="OK" if answer.status == 200 else "Refused",
            http_version="HTTP/1.1",
            headers=scrub_headers(answer.headers),
            raw_headers=answer.headers,
            remote_address="192.0.2.1",
            certificate_sha256=None,
            fetched_at=self.fetched_at,
            size=len(answer.body),
            sha256=hashlib.sha256(answer.body).hexdigest(),
        )

    def proxy(self) -> AbstractContextManager[GuardedProxy]:
        """Open a proxy that reaches nothing but refused addresses."""
        return GuardedProxy(Dialler(), max_bytes=0)
