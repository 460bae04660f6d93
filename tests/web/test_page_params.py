"""Where a person means: a named place, a position, or both."""

import pytest
from django.test import RequestFactory

from geoapp.discovery.text.place_suggestions import PlaceSuggestion
from geoapp.geo.values import Position
from geoapp.web import page_params as page_params_module
from geoapp.web.page_params import page_params
from tests.world import AT


def place(name: str, lon: float, lat: float, label: str = "") -> PlaceSuggestion:
    return PlaceSuggestion(
        name=name,
        label=label or name,
        position=Position(lon=lon, lat=lat),
        country="GB",
        exact=True,
        foremost=True,
        venues=0,
        population=0,
    )


LONDONS = (
    place("London", -0.12574, 51.50853, "London, England, United Kingdom"),
    place("London", -81.23304, 42.98339, "London, Ontario, Canada"),
)


@pytest.fixture(autouse=True)
def londons(monkeypatch):
    def find(text, *, view=None, limit=5):
        return LONDONS[:limit] if text == "London" else ()

    monkeypatch.setattr(page_params_module, "find_places", find)


def asked(**query):
    return page_params(RequestFactory().get("/", query), at=AT)


def test_a_named_place_becomes_near_and_ends_a_box_that_was_seen_before():
    found = asked(where="London", bbox="0,0,1,1")
    assert str(found.criteria.near) == "-0.126,51.509"
    assert found.criteria.bbox is None


def test_a_position_is_rounded_before_it_can_come_back_in_a_link():
    found = asked(near="-0.0553219,51.5450021")
    assert str(found.criteria.near) == "-0.055,51.545"


def test_near_selects_among_namesakes():
    found = asked(where="London", near="-81.233,42.983", bbox="-82,42,-81,43")
    assert found.place == LONDONS[1]
    assert str(found.criteria.near) == "-81.233,42.983"
    assert found.criteria.bbox is not None


def test_rounding_twice_does_not_make_it_another_place():
    found = asked(where="London", near="-0.125,51.508", bbox="-1,51,1,52")
    assert str(found.criteria.near) == "-0.125,51.508"
    assert found.criteria.bbox is not None


def test_a_new_name_beats_the_position_of_the_old_one():
    found = asked(where="London", near="24.938,60.17")
    assert str(found.criteria.near) == "-0.126,51.509"


def test_an_unknown_name_leaves_the_position_without_a_problem():
    found = asked(where="my place", near="24.938,60.17")
    assert str(found.criteria.near) == "24.938,60.17"
    assert found.problems == ()


def test_an_unknown_name_without_position_is_a_problem():
    (problem,) = asked(where="Qwertzuiop").problems
    assert problem.parameter == "where"
    assert "Qwertzuiop" in problem.message


def test_empty_form_fields_are_ignored():
    found = asked(q="", near="", open_at="", wheelchair="", sort="", bbox="")
    assert found.problems == ()


def test_a_chosen_time_counts_more_than_now():
    request = RequestFactory().get("/?open_at=now&open_at=2026-11-28T10:00")
    found = page_params(request, at=AT)
    assert found.criteria.open_at_text == "2026-11-28T10:00"
    assert found.problems == ()


def test_links_carry_the_name_of_the_place_while_it_holds():
    found = asked(q="pottery", where="London")
    assert found.query(found.criteria).endswith("where=London")
    assert "where" not in found.query(found.criteria.replace(near=None))
