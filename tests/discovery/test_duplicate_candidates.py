"""Who registers a place that is there already is asked; a hidden one stays hidden."""

import pytest

from geoapp.discovery.duplicate_candidates import duplicate_candidates
from geoapp.geo.values import Position
from geoapp.publishing.home_area import cell_centre
from geoapp.venues.actions.hide_exact_place import hide_exact_place
from tests.world import AT, HACKNEY, venue

pytestmark = pytest.mark.django_db


def east_of(position, metres):
    # One degree of longitude at Hackney is 69.2 km.
    return Position(lon=position.lon + metres / 69_200, lat=position.lat)


def names(name, position=HACKNEY, **more):
    return [v.name for v in duplicate_candidates(name=name, position=position, **more)]


def test_the_same_name_nearby_is_a_candidate(vocabulary):
    pk = venue("Hackney Clay Studio")
    assert names("Hackney clay studio") == ["Hackney Clay Studio"]
    assert names("Hackney Klay Studio", east_of(HACKNEY, 4000)) == [
        "Hackney Clay Studio"
    ]
    assert names("Hackney Clay Studio", but=pk) == []


def test_other_names_and_far_places_are_not(vocabulary):
    venue("Hackney Clay Studio")
    assert names("Bicycle Kitchen") == []
    assert names("Hackney Clay Studio", east_of(HACKNEY, 6000)) == []


def test_next_door_a_less_like_name_is_enough(vocabulary):
    venue("Hackney Clay Studio")
    assert names("Hackney Pottery") == ["Hackney Clay Studio"]
    assert names("Hackney Pottery", east_of(HACKNEY, 1000)) == []


def test_probing_around_a_hidden_home_ends_at_its_cell(vocabulary):
    pk = venue("Home Pottery")
    hide_exact_place(venue_id=pk, hidden=True, author=None, at=AT)
    centre = cell_centre(HACKNEY)
    for metres in (0, 500, 2000):
        probe = east_of(centre, metres)
        (found,) = duplicate_candidates(name="Home Pottery", position=probe)
        assert found.distance_m == pytest.approx(metres, abs=5)
