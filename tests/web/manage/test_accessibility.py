"""Accessibility through the form, in the keys that imports use too."""

import pytest
from django.utils import translation

from geoapp.venues.drafts import ORGANIZERS
from geoapp.venues.stored_records import values_of
from geoapp.web.templatetags.makerloom import source_name
from tests.people import draft_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(vocabulary, client):
    person = member("organizer")
    client.force_login(person)
    return draft_of(person, accessibility={"lift": "yes", "hearing_loop": "no"})


def send(client, place, **form):
    address = f"/manage/{place.pk}/open/"
    base = client.get(address).context["base"]
    assert client.post(address, {"base": base, **form}).status_code == 302
    return values_of(place.pk).get("accessibility")


def test_a_lift_has_the_key_of_openstreetmap(place, client):
    form = client.get(f"/manage/{place.pk}/open/").context["form"]
    assert form.initial["accessibility"] == ["elevator"]
    assert send(client, place, accessibility=["elevator", "step_free"]) == {
        "elevator": "yes",
        "hearing_loop": "no",
        "step_free": "yes",
    }


def test_a_lift_can_be_taken_back(place, client):
    assert send(client, place) == {"hearing_loop": "no"}


def test_the_people_themselves_are_a_source_in_the_readers_language():
    with translation.override("de"):
        assert source_name(ORGANIZERS.name) == "Wer den Ort betreibt"
        assert source_name("OpenStreetMap") == "OpenStreetMap"
