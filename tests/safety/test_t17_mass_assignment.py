"""T17: a form changes what it shows, whatever else is sent along."""

from uuid import uuid4

import pytest

from geoapp.venues.models import Venue
from geoapp.venues.stored_records import values_of
from tests.people import draft_of, member

pytestmark = pytest.mark.django_db

FORM = {"name": "Kiln Yard", "kind": "open_studio", "locality": "London"}
READ_ONLY = {
    "id": str(uuid4()),
    "pk": str(uuid4()),
    "slug": "casino",
    "publication": "published",
    "merged_into": str(uuid4()),
    "operation": "closed",
    "operation_reason": "Sold",
    "confirmed_at": "1999-01-01",
    "inferred": "name",
    "place_withheld": "True",
    "time_zone": "Pacific/Apia",
    "organizers": "1",
    "source_records": "1",
    "corrections": "1",
    "author": "1",
    "is_staff": "1",
    "precision": "city",
    "uncertainty_m": "1",
    "networks": "Elsewhere",
    "contact": '{"web": "https://evil.example"}',
}


@pytest.fixture
def organizer(vocabulary, client):
    person = member("organizer")
    client.force_login(person)
    return person


def test_the_table_names_every_column_that_the_first_step_does_not_show():
    shown = {*FORM, "summary", "organisation", "location", "street", "postcode"}
    shown |= {"region", "country", "directions_hint", "floor", "hide_exact_place"}
    later = {"alternate_names", "materials", "languages", "access", "minimum_age"}
    later |= {"newcomers", "price", "price_amount", "price_currency", "price_note"}
    later |= {"wheelchair", "accessibility", "operation_since", "area_served_m"}
    columns = {field.name for field in Venue._meta.fields}
    assert columns - shown - later - set(READ_ONLY) == set()


def test_nothing_else_is_assigned(organizer, client):
    place = draft_of(organizer)
    before = Venue.objects.values().get()
    form = {**READ_ONLY, "base": "", "lat": "51.545", "lon": "-0.0553"}
    client.post(f"/manage/{place.pk}/what/", {**FORM, "country": "GB", **form})
    after = Venue.objects.values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"confirmed_at", "location"}
    assert str(after["confirmed_at"]) != "1999-01-01"
    organizer.refresh_from_db()
    assert not organizer.is_staff


def test_a_venue_of_somebody_else_is_changed_by_no_address(organizer, client):
    theirs = draft_of(member())
    before = values_of(theirs.pk)
    addresses = {
        "what/": {**FORM, "base": ""},
        "open/": {"base": "", "hours_public": "24/7"},
        "state/": {"verb": "discard", "confirmed": "1"},
        "hand-in/": {},
        "undo/": {"change": "1"},
        "proposal/": {"field": "name", "take": "1"},
        "people/change/": {"invite": "1", "email": "me@example.org"},
    }
    for address, form in addresses.items():
        answer = client.post(f"/manage/{theirs.pk}/{address}", form)
        assert answer.status_code == 404, address
    assert values_of(theirs.pk) == before
    assert not theirs.invitations.exists()
