"""The guarded client against sites that mean ill. No test leaves the machine."""

import gzip
import json

import pytest

from geoapp.fetching.allowed_addresses import AddressRefused
from geoapp.fetching.client import (
    MAX_BYTES,
    ConnectionPolicy,
    NotReached,
    TooLarge,
    TooSlow,
    UnexpectedMediaType,
    fetch,
)
from tests.fetching.stubs import Line, Names, door_to, moved, said, site
from tests.fetching.test_allowed_addresses import NOT_PUBLIC
from tests.safety.canary import listening

JSON = ("application/json",)


def test_what_an_address_shows_is_fetched() -> None:
    with site(said(b'{"space": "Kiln Yard"}')) as here:
        got = fetch(
            f"http://yard.example:{here.port}/api?x=ä",
            accept=JSON,
            policy=door_to(here),
        )

    assert json.loads(got.body) == {"space": "Kiln Yard"}
    assert got.content_type == "application/json"
    asked = here.asked[0]
    assert asked.startswith("GET /api?x=%C3%A4 HTTP/1.1\r\n")
    assert f"\r\nHost: yard.example:{here.port}\r\n" in asked
    assert "Cookie" not in asked
    assert "Makerloom" in asked


def test_the_name_is_sent_to_the_address_in_tls_too() -> None:
    hello: list[bytes] = []

    def listen(line: Line) -> None:
        hello.append(line.asked.encode("latin-1"))

    with site(listen) as here, pytest.raises(NotReached):
        fetch(f"https://yard.example:{here.port}/", accept=JSON, policy=door_to(here))

    assert b"yard.example" in hello[0]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_a_host_with_a_private_address_is_refused(address: str) -> None:
    names = Names([[address]])

    with pytest.raises(AddressRefused):
        fetch(
            "http://rebind.example/",
            accept=JSON,
            policy=ConnectionPolicy(resolver=names),
        )


def test_one_address_inside_spoils_the_others() -> None:
    names = Names([["93.184.215.14", "127.0.0.1"]])

    with pytest.raises(AddressRefused):
        fetch(
            "http://two.example/", accept=JSON, policy=ConnectionPolicy(resolver=names)
        )


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/",
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://2130706433/",
        "http://127。0。0。1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://localhost:{port}/",
    ],
)
def test_the_default_policy_allows_no_private_address(address: str) -> None:
    with listening() as canary:
        port = canary.server.server_port
        ports = {80, 443, port}
        with pytest.raises(AddressRefused):
            fetch(
                address.format(port=port),
                accept=JSON,
                policy=ConnectionPolicy(ports=ports),
            )

    assert canary.heard == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_this_machine_is_not_followed(status: int) -> None:
    with listening() as canary:
        port = canary.server.server_port
        location = f"http://127.0.0.1:{port}/x"
        with site(moved(location, status)) as here:
            policy = ConnectionPolicy(
                # The first site counts as public; what it leads to does not.
                resolver=Names([["127.0.0.1"], ["127.0.0.2"]]),
                allows=lambda address: address == "127.0.0.1",
                ports={here.port, port},
            )
            with pytest.raises(AddressRefused):
                fetch(f"http://a.example:{here.port}/", accept=JSON, policy=policy)

    assert canary.heard == []
    assert len(here.asked) == 1


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "http://u:p@a.example/",
        "http://a.example:22/",
        "http://0/",
    ],
)
def test_a_redirect_is_judged_like_an_address(location: str) -> None:
    with site(moved(location)) as here, pytest.raises(AddressRefused):
        fetch(f"http://a.example:{here.port}/", accept=JSON, policy=door_to(here))


def test_three_redirects_are_followed_and_no_fourth() -> None:
    with site(moved("/on")) as here, pytest.raises(NotReached):
        fetch(f"http://a.example:{here.port}/", accept=JSON, policy=door_to(here))

    assert len(here.asked) == 4


def test_a_name_is_resolved_only_once() -> None:
    names = Names([["127.0.0.1"], ["127.0.0.2"]])
    with site(said(b"{}")) as here:
        fetch(
            f"http://rebind.example:{here.port}/",
            accept=JSON,
            policy=door_to(here, names=names),
        )

    assert names.asked == ["rebind.example"]
    assert len(here.asked) == 1


def test_a_body_over_the_limit_is_not_read_to_its_end() -> None:
    def endless(line: Line) -> None:
        line.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while not line.ended.is_set():
            line.write(b" " * 65_536)

    with site(endless) as here, pytest.raises(TooLarge):
        fetch(f"http://a.example:{here.port}/", accept=JSON, policy=door_to(here))


def test_a_body_of_just_the_limit_is_read() -> None:
    with site(said(b" " * MAX_BYTES)) as here:
        got = fetch(f"http://a.example:{here.port}/", accept=JSON, policy=door_to(here))

    assert len(got.body) == MAX_BYTES


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_in_gzip_is_too_large_or_not_wanted(layers: int) -> None:
    body = b" " * 200_000_000
    for _layer in range(layers):
        body = gzip.compress(body, 1)
    encoding = f"Content-Encoding: {', '.join(['gzip'] * layers)}\r\n"
    bomb = said(body, more=encoding)
    with site(bomb) as here, pytest.raises((TooLarge, UnexpectedMediaType)):
        fetch(f"http://a.example:{here.port}/", accept=JSON, policy=door_to(here))


def test_what_is_packed_is_unpacked() -> None:
    packed = said(gzip.compress(b"{}"), more="Content-Encoding: gzip\r\n")
    with site(packed) as here:
        got = fetch(f"http://a.example:{here.port}/", accept=JSON, policy=door_to(here))

    assert got.body == b"{}"


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n",
    ],
    ids=["silence", "head", "body"],
)
def test_who_sends_a_byte_now_and_then_is_left(start: bytes) -> None:
    def drip(line: Line) -> None:
        line.write(start)
        while not line.ended.wait(0.02):
            if start:
                line.write(b"x")

    with site(drip) as here, pytest.raises(TooSlow):
        fetch(
            f"http://a.example:{here.port}/",
            accept=JSON,
            policy=door_to(here, seconds=0.3),
        )


def test_a_resolver_that_hangs_takes_no_longer_than_the_rest() -> None:
    def hangs(host: str, *, seconds: float) -> list[str]:
        assert seconds <= 0.2
        raise TimeoutError

    policy = ConnectionPolicy(resolver=hangs, seconds=0.2)
    with pytest.raises(TooSlow):
        fetch("http://a.example/", accept=JSON, policy=policy)


@pytest.mark.parametrize(
    "content_type", ["text/html", "image/svg+xml", "", "application/json2"]
)
def test_unexpected_media_types_are_not_read(content_type: str) -> None:
    other = said(b"{}", content_type=content_type)
    with site(other) as here, pytest.raises(UnexpectedMediaType):
        fetch(f"http://a.example:{here.port}/", accept=JSON, policy=door_to(here))


def test_the_charset_is_no_part_of_the_kind() -> None:
    kind = "Application/JSON; charset=utf-8"
    with site(said(b"{}", content_type=kind)) as here:
        got = fetch(f"http://a.example:{here.port}/", accept=JSON, policy=door_to(here))

    assert got.content_type == "application/json"


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH\r\n", b"\r\n\r\n", b"\0" * 99])
def test_who_does_not_speak_http_is_not_reached(answer: bytes) -> None:
    def speak(line: Line) -> None:
        line.write(answer)

    with site(speak) as here, pytest.raises(NotReached):
        fetch(f"http://a.example:{here.port}/", accept=JSON, policy=door_to(here))


def test_a_site_that_says_no_is_quoted() -> None:
    def gone(line: Line) -> None:
        line.write(b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")

    with site(gone) as here, pytest.raises(NotReached, match="410"):
        fetch(f"http://a.example:{here.port}/", accept=JSON, policy=door_to(here))


def test_proxies_of_the_environment_are_not_used(monkeypatch) -> None:
    with listening() as canary, site(said(b"{}")) as here:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, canary.url)
        fetch(f"http://a.example:{here.port}/", accept=JSON, policy=door_to(here))

    assert canary.heard == []
