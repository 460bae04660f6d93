"""One address for one client, whatever counts by it."""

import pytest

from geoapp.common.client_address import client_address


@pytest.mark.parametrize(
    ("remote", "forwarded", "counted"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("::ffff:192.0.2.7", "", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "", "2001:db8:1:2::/64"),
        ("10.0.0.1", "198.51.100.1, 192.0.2.7", "192.0.2.7"),
        ("10.0.0.1", "192.0.2.7, ", "10.0.0.1"),
        ("", "", "unknown"),
        ("unix:", "", "unknown"),
    ],
)
def test_a_client_is_an_address_or_a_network_of_64_bits(remote, forwarded, counted):
    environ = {"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": forwarded}
    assert client_address(environ, behind_proxy=True) == counted


def test_a_header_that_no_proxy_of_ours_sets_is_not_believed():
    environ = {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "198.51.100.1"}
    assert client_address(environ, behind_proxy=False) == "192.0.2.7"
