"""The hot path where there are few venues, or where it leaves them to the search."""

import json

import pytest

from geoapp.api.resources.feature_collection import search_features
from geoapp.discovery.search.feature_pages import feature_page, is_plain
from geoapp.geo.values import Position, Radius
from geoapp.publishing.models import PublishedVenue
from tests.criteria import criteria_of
from tests.discovery.search.test_feature_pages import BASE, BERLIN, same
from tests.many_venues import fill
from tests.world import AT, record, venues

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def base_url(settings):
    settings.PUBLIC_BASE_URL = BASE


def test_words_and_times_are_left_to_the_whole_search():
    for said in ({"q": "clay"}, {"open_at": AT}, {"sort": "best"}, {"age": 9}):
        assert not is_plain(criteria_of(**said))
    assert not is_plain(criteria_of(near=BERLIN, sort="name"))


@pytest.mark.parametrize("name", ['Ku"nst', "Back\\slash", "Ümlaut %s {0}"])
def test_a_feature_stays_json_whatever_stands_in_it(name):
    fill(1)
    text = json.dumps({"type": "Feature", "properties": {"name": name}})
    PublishedVenue.objects.update(feature=text.removesuffix("}}"))
    page = feature_page(criteria_of(), base_url=BASE)
    assert json.loads(page.features)["properties"]["name"] == name


def test_where_the_index_loses_its_order_all_of_the_circle_is_measured(vocabulary):
    """PostGIS ends a walk with an error where a point is nearer than its own box."""
    edge = [Position(lon=lon, lat=-17) for lon in (180, -180, 179.999, -179.999)]
    venues(*[record(f"V{n}", at=at) for n, at in enumerate(edge)])
    for near in edge:
        criteria = criteria_of(near=near, radius=Radius(5_000))
        page = feature_page(criteria, base_url=BASE)
        whole, _asked = search_features(criteria, at=AT)
        same(page.features, whole.features)
        assert page.count == len(edge)
