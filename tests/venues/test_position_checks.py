"""A pin that looks wrong is asked about; one that may be right is not."""

import pytest

from geoapp.geo.values import Position
from geoapp.venues.position_checks import position_warnings


@pytest.mark.parametrize(
    ("lon", "lat", "country", "doubts"),
    [
        (13.4, 52.5, "DE", ()),
        (13.4, 52.5, "", ()),
        (-0.0553, 51.545, "GB", ()),
        (24.9527, 60.1675, "FI", ()),
        (-4.4934, 48.3814, "FR", ()),  # a quay in Brest
        (0.0, 0.0, "GB", ("null_island",)),
        (0.3, -0.4, "", ("null_island",)),
        (52.5, 13.4, "DE", ("swapped",)),
        (51.545, -0.0553, "GB", ("swapped",)),
        (-30.0, 45.0, "PT", ("at_sea",)),
        (-30.0, 45.0, "", ("at_sea",)),
        (2.35, 48.85, "DE", ("other_country",)),
        (100.0, 60.0, "DE", ("other_country",)),
        (178.44, -18.14, "FJ", ()),
    ],
)
def test_warnings_about_a_pin(lon, lat, country, doubts):
    assert position_warnings(Position(lon=lon, lat=lat), country=country) == doubts
