"""No file holds what is not published, nor where a home is."""

import pytest

from geoapp.geo.values import Position
from geoapp.venues.hooks import venues_changed
from geoapp.venues.models import Venue
from geoapp.venues.records import Address
from tests.api.exports.files import ENDINGS, export
from tests.world import venue

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("publication", ["draft", "pending", "refused", "withdrawn"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_not_published_is_in_no_file(world, client, ending, publication):
    Venue.objects.filter(pk=world[0]).update(publication=publication)
    venues_changed([world[0]])
    data = export(client, ending)
    assert b"Clay House" not in data
    assert str(world[0]).encode() not in data


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_home_shows_its_area_only(vocabulary, client, ending):
    venue(
        "Home Pottery",
        at=Position(lon=-0.0712345, lat=51.5487654),
        precision="area",
        hours="Mo-Fr 10:00-18:00",
        address=Address(
            street="17 Hidden Lane", postcode="E5 0ZZ", locality="London", country="GB"
        ),
        directions_hint="Blue door",
        url="https://example.org/list/home-of-ada",
    )
    data = export(client, ending)
    assert b"Home Pottery" in data
    for secret in (
        *(b"0.0712", b"51.5487", b"Hidden Lane", b"E5 0ZZ", b"Blue door"),
        b"home-of-ada",
    ):
        assert secret not in data, secret
    assert b"GEO:" not in data
