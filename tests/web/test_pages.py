"""Every page answers, with nothing in the house and with something."""

from dataclasses import replace
from datetime import date
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress

from geoapp.accounts.models import User
from geoapp.tutorials.actions import like
from geoapp.tutorials.models import Like
from geoapp.venues.records import HoursRecord
from tests.web.factories import NEAR, signed_in, tutorial
from tests.web.html_page import Page
from tests.world import AT, record, venues

pytestmark = pytest.mark.django_db

EVERYBODYS = (
    "/",
    f"/?q=pottery&{NEAR}&open_at=now&hours=known&sort=distance",
    "/results/",
    "/tutorials/",
    "/tutorials/?q=nothing-has-these-words&craft=pottery&page=99",
    "/crafts/",
    "/equipment/",
    "/offline-activities/",
    "/about/",
    "/help/",
    "/help/make/",
    "/help/places/",
    "/help/data/",
    "/privacy/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/not-a-key/",
)


@pytest.fixture
def something(vocabulary):
    """A kiln, a lathe, hours in two audiences, and what needs both machines."""
    venues(
        record(
            "Clay House",
            offers=[("pottery", "use"), ("pottery", "learn")],
            machines=["kiln"],
            hours="Mo-Su 10:00-18:00",
            access=("membership", "public"),
        ),
        record(
            "Lathe Loft",
            offers=[("woodturning", "use")],
            machines=["wood_lathe"],
            operation="planned",
        ),
        record("Pot Shop", offers=[("pottery", "buy")], kind="artisan_shop"),
        record(
            "Nobody Knows",
            precision="city",
            hours="sometimes in the evening",
        ),
    )
    return tutorial("A lamp of clay and oak", required=("kiln", "wood_lathe"))


@pytest.mark.parametrize("address", EVERYBODYS)
def test_a_page_answers_when_nothing_is_there(client, vocabulary, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", EVERYBODYS)
def test_a_page_answers_when_something_is_there(client, something, address):
    assert client.get(address).status_code == 200


def test_a_venue_shows_its_equipment_and_tutorials(client, something):
    tutorial("Throw a pot", slug="throw")
    text = Page(client.get("/venues/clay-house/").content.decode()).text
    for said in ("Clay House", "Kiln", "Throw a pot", "10:00\u201318:00", "Test list"):
        assert said in text
    assert "Not known yet: price, newcomers" in text


def test_a_venue_shows_its_hours_in_its_own_time(client, vocabulary):
    hours = (HoursRecord(audience="public", text="Mo-Su 09:00-17:00"),)
    row = record("Kyoto Kiln", locality="Kyoto", country="JP")
    venues(replace(row, hours=hours, time_zone="Asia/Tokyo"))
    assert "09:00\u201317:00" in client.get("/venues/kyoto-kiln/").content.decode()


@pytest.mark.parametrize("slug", ["lathe-loft", "pot-shop", "nobody-knows"])
def test_a_venue_with_little_to_say_has_a_page(client, something, slug):
    assert client.get(f"/venues/{slug}/").status_code == 200


def test_an_inexact_place_is_never_shown_as_exact(client, something):
    text = client.get("/venues/nobody-knows/").content.decode()
    assert "approximate location" in text
    assert "GeoCoordinates" not in text


def test_a_tutorial_needs_a_position_before_it_lists_places(client, something):
    text = client.get(something.get_absolute_url()).content.decode()
    assert "Enter a town" in text
    assert "Clay House" not in text


def test_a_tutorial_shows_the_plan_reasons_and_gaps(client, something):
    venues(
        record("Second Lathe", offers=[("woodturning", "use")], machines=["wood_lathe"])
    )
    address = f"{something.get_absolute_url()}?{NEAR}"
    text = client.get(address).content.decode()
    assert "2 places together have everything" in text
    assert "Kiln available" in text
    assert "Wood lathe not listed" in text
    assert "1 shop sells things like this" in text


def test_a_tutorial_with_nobody_near_offers_the_wider_circle(client, something):
    address = f"{something.get_absolute_url()}?near=-0.6,51.545&radius_m=2000"
    text = client.get(address).content.decode()
    assert "No places within this distance" in text
    assert "Search within 50 km" in text


def test_likes_are_for_people_who_signed_in(client, vocabulary):
    answer = client.get("/likes/")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/likes/"


def test_likes_say_what_to_do_when_there_are_none(client, vocabulary):
    signed_in(client)
    assert (
        "You have not liked any tutorials yet" in client.get("/likes/").content.decode()
    )


def test_likes_tie_tutorials_to_places(client, something):
    person = signed_in(client)
    pot = tutorial("Throw a pot", slug="throw")
    like(user=person, tutorial=pot, at=AT)
    like(user=person, tutorial=something, at=AT)
    text = client.get(f"/likes/?{NEAR}").content.decode()
    assert "2 tutorials" in Page(text).text
    assert "Where you can make them" in text
    assert 'data-letter="B"' in text


def test_a_like_can_be_taken_back_where_it_was_given(client, something):
    signed_in(client)
    address = f"/tutorials/{something.slug}/"
    back = client.post(f"{address}like/", {"next": f"{address}?{NEAR}"})
    assert back["Location"] == f"{address}?{NEAR}"
    assert "button-like--on" in client.get(address).content.decode()
    client.post(f"{address}unlike/")
    assert "button-like--on" not in client.get(address).content.decode()


def test_a_visitors_like_is_saved_after_sign_up(client, something):
    address = f"/tutorials/{something.slug}/"
    answer = client.post(f"{address}like/")
    assert answer["Location"] == f"/accounts/signup/?next={quote(address, safe='')}"
    assert not Like.objects.exists()
    person = User.objects.create_user("new@example.org", "x" * 12)
    EmailAddress.objects.create(
        user=person, email=person.email, verified=True, primary=True
    )
    client.post("/accounts/login/", {"login": person.email, "password": "x" * 12})
    assert Like.objects.get().tutorial_id == something.pk
    client.logout()
    client.force_login(person)
    assert Like.objects.count() == 1


def test_an_unknown_url_links_to_other_pages(client, vocabulary):
    answer = client.get("/venues/nobody/")
    assert answer.status_code == 404
    assert "We could not find this page" in answer.content.decode()


def test_a_map_moved_out_of_the_circle_shows_what_is_seen(client, something):
    moved = "/results/?near=0,0&radius_m=500000&bbox=-0.2,51.4,0.1,51.7"
    assert "Clay House" in client.get(moved).content.decode()


def test_a_venue_shows_everything_that_is_published(client, vocabulary):
    venues(
        record(
            "Gone",
            operation="closed",
            operation_since=date(2013, 11, 30),
            operation_reason="lost_space",
            networks=("Fab Labs",),
            languages=("fi",),
            alternate_names={"sv": "Borta"},
            accessibility={"toilets:wheelchair": "yes"},
        )
    )
    text = client.get("/venues/gone/").content.decode()
    for said in (
        "Since November 2013: lost its space",
        "Fab Labs",
        "Borta",
        "Accessible toilet",
    ):
        assert said in text


def test_a_phone_reads_hours_and_price_before_the_long_lists(client):
    venues(record("Everything", offers=[("pottery", "use")], machines=["kiln"]))
    page = client.get("/venues/everything/").content.decode()
    parts = [page.index(f"<h2>{name}</h2>") for name in ("Opening hours", "Visiting")]
    lists = [page.index(f"<h2>{name}</h2>") for name in ("Crafts", "Machines")]
    assert max(parts) < min(lists)
