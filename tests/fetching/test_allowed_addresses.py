"""What is asked and what is not, before any connection."""

import pytest

from geoapp.fetching.allowed_addresses import AddressRefused, is_public, target_of

# Each leads, in some reader's eyes, to a machine that is nobody's business.
REFUSED = [
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://127.0.0.1.nip.0x1/",
    "http://localhost/",
    "http://localhost./",
    "http://intranet/",
    "http://[::1/",
    "http://[fe80::1%25eth0]/",
    "http://[::ffff:127.0.0.1%25lo]/",
    "http://user@example.org/",
    "http://user:secret@example.org/",
    "http://example.org@127.0.0.1/",
    "http://127.0.0.1:80@example.org/",
    "http://example.org\\@127.0.0.1/",
    "http://example.org#@127.0.0.1\\/",
    "http://example.org:22/",
    "http://example.org:6379/",
    "http://example.org:8080/",
    "http://example.org:0/",
    "http://example.org:99999/",
    "http://example.org:port/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/_x",
    "dict://example.org/",
    "javascript:alert(1)",
    "data:application/json,{}",
    "//example.org/",
    "example.org",
    "",
    "http://",
    "http:///path",
    "http://exa mple.org/",
    "http://example.org/\r\nHost: 127.0.0.1",
    "http://example.org/\tx",
    "http://example.org/\0",
    "http://ex%61mple.org/",
    "http://%31%32%37.0.0.1/",
    "http://example..org/",
    "http://-example.org/",
    "http://example.org/" + "a" * 2000,
    "http://" + "a." * 200 + "org/",
    "http://①②⑦.⓪.⓪/",
]

NOT_PUBLIC = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",  # noqa: S104
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "169.254.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:93.184.215.14",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::5db8:d70e",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "no address",
    "",
]


@pytest.mark.parametrize("url", REFUSED)
def test_what_is_no_plain_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        target_of(url)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_of_a_network_of_somebody_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450::1"]
)
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://example.org", "example.org", "/"),
        ("https://EXAMPLE.org./a?b=c#d", "example.org", "/a?b=c"),
        ("http://bücher.example/ä", "xn--bcher-kva.example", "/%C3%A4"),
        ("http://example。org/", "example.org", "/"),
        ("http://127.0.0.1/", "127.0.0.1", "/"),
        ("http://127.0.0.1./", "127.0.0.1", "/"),
        ("http://127。0。0。1/", "127.0.0.1", "/"),
        ("http://[::ffff:127.0.0.1]/", "::ffff:7f00:1", "/"),
    ],
)
def test_an_address_is_read_as_a_browser_reads_it(url, host, path) -> None:
    target = target_of(url)

    assert (target.host, target.path) == (host, path)


def test_the_port_of_the_scheme_is_not_named() -> None:
    assert target_of("https://example.org:443/").host_header == "example.org"
    assert target_of("http://example.org:443/").host_header == "example.org:443"
