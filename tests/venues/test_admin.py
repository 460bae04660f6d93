"""In the admin venues are read; what can be done there goes through the verbs."""

import json
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from geoapp.accounts.models import User
from geoapp.publishing.models import PublishedVenue
from geoapp.venues.models import Correction, Venue
from tests.world import HACKNEY, venue

pytestmark = pytest.mark.django_db
LIST = reverse("admin:venues_venue_changelist")


@pytest.fixture
def staff(client):
    client.force_login(
        User.objects.create(email="s@example.org", is_staff=True, is_superuser=True)
    )
    return client


def form(lon: float, lat: float, **more: str) -> dict[str, str]:
    point = {"type": "Point", "coordinates": [lon, lat]}
    return {
        "location": json.dumps(point),
        "source_records-TOTAL_FORMS": "0",
        "source_records-INITIAL_FORMS": "0",
        "corrections-TOTAL_FORMS": "0",
        "corrections-INITIAL_FORMS": "0",
        **more,
    }


def change(pk) -> str:
    return reverse("admin:venues_venue_change", args=[pk])


def test_a_moved_pin_is_a_correction_that_the_public_map_follows(staff, vocabulary):
    pk = venue("Clay", precision="postcode", uncertainty_m=100)
    answer = staff.post(change(pk), form(-0.06, 51.55))
    assert answer.status_code == 302
    said = dict(Correction.objects.values_list("field", "value"))
    assert said == {
        "position": [-0.06, 51.55],
        "precision": "exact",
        "uncertainty_m": None,
    }
    shown = PublishedVenue.objects.get(pk=pk)
    assert (shown.public_point.x, shown.public_point.y) == (-0.06, 51.55)
    assert (shown.precision, shown.uncertainty_m) == ("exact", None)
    assert Correction.objects.first().author.email == "s@example.org"


def test_a_form_that_changes_nothing_writes_nothing(staff, vocabulary):
    pk = venue("Clay")
    staff.post(change(pk), form(HACKNEY.lon, HACKNEY.lat))
    assert not Correction.objects.exists()


def test_a_name_that_is_sent_along_is_not_read(staff, vocabulary):
    pk = venue("Clay")
    more = {"name": "Mine", "publication": "draft", "slug": "mine"}
    staff.post(change(pk), form(HACKNEY.lon, HACKNEY.lat, **more))
    found = Venue.objects.get(pk=pk)
    assert (found.name, found.publication, found.slug) == ("Clay", "published", "clay")


def test_a_hidden_place_is_published_as_an_area(staff, vocabulary):
    pk = venue("Clay")
    staff.post(change(pk), form(HACKNEY.lon, HACKNEY.lat, hide_exact_place="on"))
    shown = PublishedVenue.objects.get(pk=pk)
    assert shown.precision == "area"
    assert (shown.public_point.x, shown.public_point.y) != (HACKNEY.lon, HACKNEY.lat)


def test_venues_are_withdrawn_and_published_from_the_list(staff, vocabulary):
    pk = venue("Clay")
    for action, shown in (("withdraw", False), ("publish", True)):
        staff.post(LIST, {"action": action, "_selected_action": [str(pk)]})
        assert PublishedVenue.objects.filter(pk=pk).exists() is shown


def test_nobody_adds_or_deletes_by_hand(staff, vocabulary):
    pk = venue("Clay")
    for name, args in (("add", []), ("delete", [pk])):
        address = reverse(f"admin:venues_venue_{name}", args=args)
        assert staff.post(address, {"post": "yes"}).status_code == 403
    assert Venue.objects.filter(pk=pk).exists()


def test_the_page_carries_its_map_and_its_scripts_the_nonce(staff, vocabulary):
    answer = staff.get(change(venue("Clay")))
    policy = answer["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert nonce
    assert f'<script nonce="{nonce}">' in answer.content.decode()


def test_the_page_of_a_venue_without_a_position_opens(staff, vocabulary):
    pk = venue("Somewhere", at=None)
    assert staff.get(change(pk)).status_code == 200


def test_the_pins_pictures_are_where_the_map_looks_for_them(staff, vocabulary):
    page = staff.get(change(venue("Clay"))).content.decode()
    said = re.search(r'id="force-img-path"[^>]*>("[^"]*")', page)
    folder = json.loads(said.group(1))
    assert folder.startswith(settings.STATIC_URL)
    for picture in ("marker-icon.png", "marker-icon-2x.png", "marker-shadow.png"):
        assert finders.find(f"{folder.removeprefix(settings.STATIC_URL)}{picture}")
