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
    assert client_address(remote, forwarded_for=forwarded) == counted
