"""Decide which network addresses may be connected to, whatever an address was spelled like.

Pages, lists and redirects come from strangers and may point at the machine itself or at its neighbours. Names and
spellings are not judged: what a name resolved to is, and the connection is then made to exactly that address. The
standard library's ``is_global`` is not enough: in Python 3.11 it calls NAT64 and 6to4 forms of 127.0.0.1 and
multicast global.

1. IANA IPv4 and IPv6 Special-Purpose Address Registries, RFC 6890. https://doi.org/10.17487/RFC6890
2. IPv6 Addressing of IPv4/IPv6 Translators, RFC 6052. https://doi.org/10.17487/RFC6052
"""

import ipaddress
import re
import socket

from attrs import frozen

from sightline.core.errors import FetchFailed, Unsafe

__all__ = ["Endpoint", "ascii_host", "refusal", "resolve"]

_REFUSED_V4 = tuple(
    (ipaddress.IPv4Network(network), why)
    for network, why in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a carrier's private network"),
        ("127.0.0.0/8", "this machine"),
        ("169.254.0.0/16", "the local link"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a protocol assignment"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved, or broadcast"),
    )
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    (ipaddress.IPv6Network(network), why)
    for network, why in (
        ("2001::/23", "a protocol assignment or Teredo"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4, which can hide any IPv4 address"),
        ("3fff::/20", "documentation"),
    )
)
_ODD_NUMBER = re.compile(r"^(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*$", re.IGNORECASE)


@frozen(slots=True)
class Endpoint:
    """An address that was checked and may be connected to."""

    address: str
    port: int
    family: int


def refusal(address: str) -> str | None:
    """Return why an IP address must not be connected to, or None when it may be.

    :param address: an IPv4 or IPv6 address in its usual spelling; a zone (``%eth0``) makes it local.
    :raises ValueError: when the text is no IP address.
    """
    if "%" in address:
        return "the local link"
    number = ipaddress.ip_address(address)
    if isinstance(number, ipaddress.IPv6Address):
        return _refusal_v6(number)
    for network, why in _REFUSED_V4:
        if number in network:
            return why
    # what a later Python knows to be special and this table does not
    return None if number.is_global else "not a public address"


def _refusal_v6(number: ipaddress.IPv6Address) -> str | None:
    if number.ipv4_mapped is not None:
        inner = refusal(str(number.ipv4_mapped))
        return "an IPv4 address in IPv6 clothes" if inner is None else inner
    if number == ipaddress.IPv6Address("::1"):
        return "this machine"
    if number not in _GLOBAL_V6:
        # all of ::/8 with NAT64 64:ff9b::/96, fc00::/7, fe80::/10, ff00::/8 and what is not assigned
        return "not a public address (local, multicast, NAT64 or unassigned)"
    for network, why in _REFUSED_V6:
        if number in network:
            return why
    return None if number.is_global else "not a public address"


def ascii_host(host: str) -> str:
    """Return a host name in lower-case ASCII without a final dot; an IPv6 address without its brackets.

    :raises Unsafe: when it is no host name, or a number spelled so that programs read it differently.
    """
    text = host.strip().removeprefix("[").removesuffix("]").rstrip(".").lower()
    if not text.isascii():
        try:
            text = text.encode("idna").decode("ascii").lower()
        except UnicodeError as error:
            raise Unsafe(
                "this is no host name", item=host, todo="check how the address is written"
            ) from error
    if text == "" or re.search(r"[\s/\\@?#\x00-\x1f\x7f]", text) is not None:
        raise Unsafe("this is no host name", item=host, todo="check how the address is written")
    if _ODD_NUMBER.match(text) is not None:
        try:
            return str(ipaddress.IPv4Address(text))
        except ValueError as error:
            raise Unsafe(
                "this number is a disguised network address",
                item=host,
                todo="write the address as a.b.c.d or by its name",
            ) from error
    return text


def resolve(host: str, port: int, *, allow_local: frozenset[str] = frozenset()) -> tuple[Endpoint, ...]:
    """Resolve a host once and return the addresses that may be connected to, in the system's order.

    :param host: a name or an IP address in any spelling.
    :param port: 1 to 65535.
    :param allow_local: ``address:port`` pairs that are let through although they are not public; for tests, and for
        a service that a person runs on purpose.
    :raises Unsafe: when no address of the host is public.
    :raises FetchFailed: when the name does not resolve.
    """
    name = ascii_host(host)
    if not 1 <= port <= 65535:
        raise Unsafe(f"{port} is no port", item=host, todo="check how the address is written")
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(
            "its name does not resolve", item=name, todo="check the address and the connection"
        ) from error
    allowed: dict[str, Endpoint] = {}
    reasons: list[str] = []
    for family, _, _, _, where in found:
        address = str(where[0])
        reason = None if f"{address}:{port}" in allow_local else refusal(address)
        if reason is None:
            allowed.setdefault(address, Endpoint(address, port, family))
        else:
            reasons.append(f"{address} is {reason}")
    if len(allowed) == 0:
        raise Unsafe(
            f"it leads to no public address: {'; '.join(sorted(set(reasons)))}",
            item=name,
            todo="nothing; addresses of this machine and its network are never fetched",
        )
    return tuple(allowed.values())
