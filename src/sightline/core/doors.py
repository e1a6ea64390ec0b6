"""The one door to the web: off unless a person asked, guarded against inner addresses, limited, logged.

The guard stands where connections are made (:mod:`sightline.core.doors_dial`), so it holds for every redirect and
every spelling of an address, and for outside programs through :meth:`Door.proxy`. The fake for tests ships in
:mod:`sightline.core.doors_fake`.
"""

import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol
from urllib.parse import urljoin

from attrs import field, frozen

from sightline.core.clock import Clock, SystemClock
from sightline.core.doors_answer import DoorLimits, Fetched
from sightline.core.doors_dial import Dialler
from sightline.core.doors_proxy import GuardedProxy
from sightline.core.doors_request import Asking, ask_once, open_pool, shown_url
from sightline.core.errors import OverLimit, Unsafe

__all__ = ["Door", "HttpDoor"]


class Door(Protocol):
    """A way to the web, or something that stands in for it."""

    def fetch(self, url: str, *, into: Path, headers: Mapping[str, str] | None = None) -> Fetched:
        """Get one address into a new file in a folder. An answer of any status is an answer.

        :raises Unsafe: a refused address, or the network was not asked for.
        :raises FetchFailed: no answer.
        :raises OverLimit: too many bytes, seconds or redirects.
        """
        ...

    def proxy(self) -> AbstractContextManager[GuardedProxy]:
        """Open a proxy on this machine for one outside program, with the same guard, and close it after.

        :raises Unsafe: the network was not asked for.
        """
        ...


@frozen(slots=True)
class HttpDoor:
    """The real door."""

    allow_network: bool = False
    """Whether a person asked for anything to be fetched."""
    upstream: str | None = None
    """The person's own proxy, ``http://…`` or ``socks5h://…``; it must allow CONNECT."""
    limits: DoorLimits = field(factory=DoorLimits)
    allow_local: frozenset[str] = field(factory=frozenset)
    """``address:port`` pairs let through although they are not public; for tests."""
    user_agent: str = "Mozilla/5.0 (compatible; Sightline)"
    clock: Clock = field(factory=SystemClock)

    def fetch(self, url: str, *, into: Path, headers: Mapping[str, str] | None = None) -> Fetched:
        """Get one address into a new file in a folder; see :class:`Door`."""
        self._refuse_unasked(shown_url(url))
        sent = {
            "User-Agent": self.user_agent,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            **(headers or {}),
        }
        with open_pool(Dialler(self.upstream, self.allow_local, self.limits.silence_s)) as pool:
            asking = Asking(
                pool=pool,
                headers=tuple(
                    (name.encode("ascii"), value.encode("latin-1")) for name, value in sent.items()
                ),
                limits=self.limits,
                deadline=time.monotonic() + self.limits.seconds,
                clock=self.clock,
                into=into,
            )
            chain: list[str] = []
            address = url
            while True:
                made = ask_once(asking, address, asked=url, chain=tuple(chain))
                if isinstance(made, Fetched):
                    return made
                if len(chain) >= self.limits.redirects or time.monotonic() > asking.deadline:
                    raise OverLimit(
                        f"it redirects more than {self.limits.redirects} times, or for too long",
                        item=shown_url(url),
                        todo="open it in a browser and add what it leads to",
                    )
                try:
                    address = urljoin(address, made)
                except ValueError as error:
                    raise Unsafe("it redirects to what is no address", item=shown_url(url)) from error
                chain.append(address)

    def proxy(self) -> AbstractContextManager[GuardedProxy]:
        """Open a guarded proxy for one outside program; see :class:`Door`."""
        self._refuse_unasked("the web")
        dialler = Dialler(self.upstream, self.allow_local, self.limits.silence_s)
        return GuardedProxy(dialler, max_bytes=self.limits.total_bytes)

    def _refuse_unasked(self, shown: str) -> None:
        if not self.allow_network:
            raise Unsafe(
                "the network is off", item=shown, todo="ask for it with --fetch; nothing is fetched by itself"
            )
