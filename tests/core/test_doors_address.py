import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.doors_address import ascii_host, refusal, resolve
from sightline.core.errors import FetchFailed, Unsafe

INNER = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1",
    "192.168.1.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "fc00::1",
    "fd00::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "5f00::1",
]  # fmt: skip


@pytest.mark.parametrize("address", INNER)
def test_inner_addresses_are_refused(address: str) -> None:
    assert refusal(address) is not None


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450::1"]
)
def test_public_addresses_are_not(address: str) -> None:
    assert refusal(address) is None


@given(st.ip_addresses())
def test_whatever_python_calls_inner_is_refused(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if not address.is_global or address.is_multicast:
        assert refusal(str(address)) is not None


@given(st.ip_addresses(v=4))
def test_an_inner_address_in_ipv6_clothes_is_still_inner(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    for dressed in (0xFFFF << 32 | number, 0x0064FF9B << 96 | number, 0x2002 << 112 | number << 80, number):
        assert refusal(str(ipaddress.IPv6Address(dressed))) is not None


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST.", "localhost.", "127.0.0.1", "127.0.0.1.", "[::1]", "::1", "[::ffff:127.0.0.1]",
        "0x7f.1", "0x7f000001", "2130706433", "127.1", "017700000001", "0177.0.0.1", "0", "0.0.0.0",
        "１２７.０.０.１", "127。0。0。1", "ⓛocalhost", "[64:ff9b::7f00:1]", "[fe80::1]",
    ],
)  # fmt: skip
def test_every_spelling_of_this_machine_is_refused(host: str) -> None:
    with pytest.raises(Unsafe):
        resolve(host, 80)


@pytest.mark.parametrize("host", ["", ".", "a b", "a/b", "a@b", "a\x00b", "xn--\udce4"])
def test_what_is_no_host_is_refused(host: str) -> None:
    with pytest.raises((Unsafe, FetchFailed)):
        resolve(host, 80)


def test_a_name_is_made_ascii_once() -> None:
    assert "xn--mgbh0fb.xn--kgbechtv" == ascii_host("مثال.إختبار")
    assert "example.org" == ascii_host("Example.ORG.")
    assert "2606:4700::1111" == ascii_host("[2606:4700::1111]")


def _answers(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def fake(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        family = {4: socket.AF_INET, 6: socket.AF_INET6}
        return [(family[ipaddress.ip_address(a).version], 1, 6, "", (a, port)) for a in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", fake)


def test_a_name_that_resolves_inward_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _answers(monkeypatch, "10.0.0.5", "::1")
    with pytest.raises(Unsafe, match=r"10\.0\.0\.5 is a private network; ::1 is this machine"):
        resolve("intranet.example", 443)


def test_only_the_public_addresses_of_a_name_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    _answers(monkeypatch, "127.0.0.1", "93.184.216.34")

    assert ["93.184.216.34"] == [endpoint.address for endpoint in resolve("example.org", 443)]


def test_the_allowed_endpoint_is_one_port_and_no_more() -> None:
    allowed = frozenset({"127.0.0.1:8080"})

    assert "127.0.0.1" == resolve("localhost", 8080, allow_local=allowed)[0].address
    with pytest.raises(Unsafe):
        resolve("localhost", 8081, allow_local=allowed)


def test_a_name_that_does_not_resolve_is_a_failed_fetch(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", gone)
    with pytest.raises(FetchFailed, match="does not resolve"):
        resolve("nowhere.example", 443)
